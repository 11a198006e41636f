"""Records of kinds that nobody knows, as hands write them: every style of YAML, comments, gaps and odd indentation."""

from __future__ import annotations

from hypothesis import strategies as st

Draw = st.DrawFn

WORDS = st.sampled_from(["Moon", "NO", "0841", "a b", "é制", "😀", "1_000", "x-y", "~", "2025-09"])
KINDS = st.sampled_from(["celestial_body", "asset_freez", "Über-kind", "potash.quota"])
GAPS = st.sampled_from(["", "", "", "\n", "\n\n", "   \n"])
REMARKS = st.sampled_from(["", "", "  # why?", " #", "   # - kind: release", " # a\u00a0b 😀"])
#: Scalars on one line, each as it may stand behind a colon.
PLAIN = st.sampled_from(
    [
        *(
            "",
            "Moon",
            "two words",
            "NO",
            "0841",
            "a:b",
            "a#b",
            "-1",
            "é 制裁 😀",
            "''",
            '""',
            "'it''s'",
            "'# no comment'",
        ),
        *('"a \\" b"', '"\\u263a\\t\\x41"', '"a: b, c"', "[]", "{}", "[a, 'b', \"c\"]", "{a: [1, {b: c}], d: ~}"),
        *('{"a": "b"}', "[ a , b ]   ", "trailing   "),
    ]
)


def lines(indent: int, *texts: str) -> str:
    """Lines at an indentation; empty ones stay empty."""
    return "".join(" " * indent + text + "\n" if text else "\n" for text in texts)


@st.composite
def blocks(draw: Draw, indent: int) -> str:
    """A scalar as a block of lines below its key, with the header that goes before it."""
    style = draw(st.sampled_from(["|", ">"])) + draw(st.sampled_from(["", "", "-", "+"]))
    deeper = indent + draw(st.integers(1, 3))
    texts = draw(st.lists(st.sampled_from(["a", "# b", "  c", "", "- d", "e: f", "g ", "é", "---"]), min_size=1))
    first = draw(WORDS)
    return f"{style}{draw(st.sampled_from(['', '', ' # c']))}\n" + lines(deeper, first, *texts)


@st.composite
def folded(draw: Draw, indent: int) -> str:
    """A scalar or a collection in brackets that goes on over lines, however far they are indented."""
    loose = " " * draw(st.integers(1, 6))
    tight = " " * (indent + 1)
    return draw(
        st.sampled_from(
            [
                f'"one\n{loose}two\n\n{loose}# three \\\n{loose} four"',
                f"'one\n{loose}it''s'",
                f"one\n{tight}two\n{tight}three",
                f"[a,\n{loose}b, # c\n{loose}{{d: e}}\n{loose}]",
                f"{{a: b,\n{loose}# c: d\n\n{loose}'e': 'f'}}",
            ]
        )
    )


@st.composite
def bodies(draw: Draw, indent: int, *, kind: str, record_id: str | None) -> str:
    """The fields of a record at an indentation, the first without it."""
    fields = [f"kind: {kind}"] + ([] if record_id is None else [f"id: {record_id}"])
    fields = draw(st.permutations(fields))
    body = "".join(" " * indent + field + draw(REMARKS) + "\n" + draw(GAPS) for field in fields)
    for number in range(draw(st.integers(0, 4))):
        body += " " * indent + f"f{number}:"
        form = draw(st.sampled_from(["plain", "plain", "block", "folded", "mapping", "list", "tight list"]))
        if form == "plain":
            body += " " + draw(PLAIN) + draw(REMARKS) + "\n"
        elif form == "block":
            body += " " + draw(blocks(indent))
        elif form == "folded":
            body += " " + draw(folded(indent)) + draw(REMARKS) + "\n"
        elif form == "mapping":
            body += draw(REMARKS) + "\n" + lines(indent + 3, "a: b", "", "# c", "d: {e: f}")
        else:
            deeper = indent + (0 if form == "tight list" else 1)
            body += draw(REMARKS) + "\n" + lines(deeper, "- a", "- b: c", "  d: >-") + lines(deeper + 5, "e", "# f")
        body += draw(GAPS)
        if draw(st.booleans()):
            body += " " * (indent + draw(st.sampled_from([0, 0, 2]))) + "# a remark\n"
    return body[indent:]


@st.composite
def sections(draw: Draw, columns: tuple[int, ...] = (0, 1, 2, 4)) -> tuple[str, list[str]]:
    """The text of a ledger file with unknown records in any of its sections, and the ids of those records."""
    ids = iter(draw(st.permutations([*"abcdefgh", "é", "NO", "0841"])))
    text, found = "sanctledger: 1\n", []
    names = draw(st.permutations(["parties", "sources", "records"]))
    for section in names[: draw(st.integers(1, 3))]:
        members = draw(st.integers(1, 3))
        if draw(st.integers(0, 3)) == 0:
            items = []
            for _ in range(members):
                found.append(record_id := next(ids))
                fields = f"kind: {draw(KINDS)}, f: {draw(WORDS)},\n  # in brackets\n 'g' : \"h\n i\""
                quoted = draw(st.sampled_from([f'"{record_id}":', f"{record_id}: ", f"'{record_id}' :\n   "]))
                inner = f"id: {record_id}, {fields}"
                items.append(f"{{{inner}}}" if section == "records" else f"{quoted}{{{fields}}}")
            joint = draw(st.sampled_from([", ", ",\n   ", " , # next\n "]))
            opening, closing = "[]" if section == "records" else "{}"
            text += f"{section}: {opening}{joint.join(items)}{closing}\n"
            continue
        text += f"{section}:{draw(REMARKS)}\n"
        column = max(draw(st.sampled_from(columns)), 0 if section == "records" else 1)
        for number in range(members):
            if draw(st.booleans()):
                text += " " * draw(st.sampled_from([0, column])) + "# between\n"
            if draw(st.integers(0, 3)) == 0 and column:
                known = {"parties": "p{}: {{kind: state}}", "sources": "s{}: {{title: t}}"}
                text += " " * column + known.get(section, "- {{kind: event, id: r{}}}").format(number) + "\n"
            found.append(record_id := next(ids))
            kind = draw(KINDS)
            if section == "records":
                gap = draw(st.sampled_from([" ", " ", "   "]))
                indent = column + 1 + len(gap)
                body = draw(bodies(indent, kind=kind, record_id=record_id))
                below = draw(st.booleans()) and gap == " "
                text += " " * column + "-" + (f"  # below\n{' ' * indent}" if below else gap) + body
            else:
                indent = column + draw(st.integers(1, 3))
                body = draw(bodies(indent, kind=kind, record_id=None))
                text += " " * column + f"{record_id}:{draw(REMARKS)}\n" + " " * indent + body
        text += draw(GAPS)
    return text, found
