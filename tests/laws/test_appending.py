"""Whatever a file looks like that a person wrote, adding to it keeps every byte of it, in its order."""

from __future__ import annotations

import tempfile
from pathlib import Path
from unittest import mock

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from laws.test_files import ledgers

import sanctledger as sl
from sanctledger.files import insertion

PARSERS = {"fast": getattr(yaml, "CSafeLoader", yaml.SafeLoader), "plain": yaml.SafeLoader}
#: What may stand below a record's kind and id, as it would be indented in a list that is not.
MORE = [
    [],
    ["gist: plain   # a remark"],
    ["gist: >-", "  Folded,", "", "  twice."],
    ["gist: |+", "  Kept", "", ""],
    ["gist: |2", "   set in", "", "# a remark far out"],
    ['gist: "quoted', "", '  twice"  # a remark'],
    ["gist: plain", "  and going on"],
    ["tags:", "- one", "- two # a remark"],
    ["tags: [one,", "  two]"],
    ["sources:", "  - source: wire", "    at: 'p. 1'"],
    ["tags: [", "  é 😀, 制裁", "  ] # a remark"],
    ["# a remark", "gist: plain", "# another"],
]
REMARKS = st.sampled_from([[], [""], ["# a remark"], ["", "# a remark", ""], ["", ""]])
HEADS = [["title: One   # a remark"], ["units:", "  barrels: {}"], ["parties:", "  by: {kind: state}", "  # a remark"]]


@st.composite
def listed(draw: st.DrawFn) -> list[str]:
    """The lines of a list of records: as many as there are, laid out in one of many ways."""
    indent, after = " " * draw(st.sampled_from([0, 1, 2, 4])), " " * draw(st.sampled_from([1, 3]))
    lines = ["records:" + draw(st.sampled_from(["", "   # a remark"]))]
    for number in range(draw(st.integers(0, 3))):
        inner = indent + " " + after
        lines += [indent + line if line else line for line in draw(REMARKS)]
        lines += [f"{indent}-{after}kind: event", f"{inner}id: e{number}"]
        lines += [inner + line if line else line for line in draw(st.sampled_from(MORE))]
    return lines


@st.composite
def files(draw: st.DrawFn) -> str:
    """The text of a ledger as a person may have written it."""
    sections = draw(st.permutations([*HEADS[: draw(st.integers(0, 3))], *draw(st.lists(listed(), max_size=1))]))
    lines = [*draw(st.sampled_from([[], ["# a ledger"], ["---"]])), "sanctledger: 1"]
    for section in sections:
        lines += draw(REMARKS) + section
    lines += draw(REMARKS) + draw(st.sampled_from([[], ["..."]]))
    ending = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    text = draw(st.sampled_from(["", "\ufeff"])) + ending.join(lines)
    return text + ending * (text.endswith(ending) or draw(st.booleans()))


@st.composite
def records(draw: st.DrawFn) -> list[sl.Record]:
    """Records of any kinds, whose ids no file holds."""
    ledger = draw(ledgers())
    plain = [one.to_mapping() | {"id": f"new.{one.id}"} for one in ledger]
    return [sl.KINDS.make(one) for one in plain]


def is_kept(old: bytes, new: bytes) -> bool:
    """Whether the new file is the old one with something put in at one place."""
    start = next((at for at, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), len(old))
    return any(new.startswith(old[:at]) and new.endswith(old[at:]) for at in range(start + 1))


@pytest.mark.parametrize("parser", PARSERS.values(), ids=PARSERS)
@given(files(), records())
def test_every_byte_of_a_file_stays_and_the_records_are_added(parser: type, text: str, added: list[sl.Record]) -> None:
    with tempfile.TemporaryDirectory() as folder, mock.patch.object(insertion, "PARSER", parser):
        path = Path(folder) / "ledger.yaml"
        path.write_bytes(text.encode())
        before = sl.load(path)
        sl.append(path, *added)
        new = path.read_bytes()
        assert is_kept(text.encode(), new)
        assert new.count(b"\r\n") in {0, new.count(b"\n")}
        assert sl.load(path) == before | sl.Ledger(added)


@given(ledgers(), records(), st.booleans(), st.sampled_from([b"", b"\xef\xbb\xbf"]))
def test_json_lines_stay_and_more_are_added(
    ledger: sl.Ledger, added: list[sl.Record], ended: bool, mark: bytes
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = ledger.save(Path(folder) / "ledger.jsonl")
        old = mark + (path.read_bytes() if ended else path.read_bytes().rstrip(b"\n"))
        path.write_bytes(old)
        sl.append(path, *added)
        assert path.read_bytes().startswith(old)
        assert sl.load(path).records == ledger.with_records(*added).records
