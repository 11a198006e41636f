"""Records of unknown kinds come through every round trip as they were, to the byte."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from laws.samples import texts
from laws.scrawl import KINDS, sections

import sanctledger as sl
from sanctledger.files.yaml_tree import grow
from sanctledger.ledger import read

FIELDS = st.dictionaries(
    st.sampled_from(["name", "NO", "a b", "é", "f:", "0841"]),
    st.recursive(
        texts
        | st.integers()
        | st.booleans()
        | st.none()
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.just(""),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
        max_leaves=6,
    ),
    max_size=4,
)


def kept(path: Path) -> sl.Ledger:
    """The ledger of a file, with nothing wrong in it but kinds that nobody knows."""
    loaded = read(path, unknown="keep")
    assert {finding.code for finding in loaded.report} <= {"SL010"}, loaded.report
    return loaded.ledger


def told(root: Any) -> dict[str, dict[str, Any]]:
    """The records of a YAML file by id, by the plain reader of its tree."""
    found = {record["id"]: record for record in root.get("records") or []}
    for section in ("parties", "sources"):
        found |= {record_id: {"id": record_id} | fields for record_id, fields in (root.get(section) or {}).items()}
    return found


def stripped(text: str) -> list[str]:
    """The lines of a text without what indents them."""
    return [line.lstrip(" ") for line in text.removesuffix("\n").split("\n")]


def in_order(part: list[str], whole: list[str]) -> bool:
    """Whether some lines stand among others, one below the other."""
    return any(whole[start : start + len(part)] == part for start in range(len(whole)))


@given(sections(), st.sampled_from(["\n", "\n", "\r\n"]))
def test_what_a_hand_wrote_is_written_back_byte_for_byte(scrawl: tuple[str, list[str]], end: str) -> None:
    text, ids = scrawl
    text = text.replace("\n", end)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.yaml"
        path.write_bytes(text.encode())
        ledger = kept(path)
        assert sorted(ledger.kept) == sorted(ids)
        plain = told(grow(text).root)
        for record in ledger.kept.values():
            assert record.to_mapping() == plain[record.id]
            assert in_order(stripped(record.text), stripped(text)) or "# in brackets" in record.text
        saved = ledger.save(Path(folder) / "b.yaml")
        again = kept(saved)
        assert again == ledger
        written = saved.read_bytes()
        for record in ledger.kept.values():
            assert again.kept[record.id].text == record.text
            assert again.kept[record.id].section == record.section
            assert b"\n" + record.text.encode() in written
        assert again.save(Path(folder) / "c.yaml").read_bytes() == written


@given(sections(columns=(2,)))
def test_lines_that_stand_where_the_library_writes_them_are_not_touched(scrawl: tuple[str, list[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.yaml"
        path.write_text(scrawl[0], "utf-8")
        for record in kept(path).kept.values():
            assert record.text in scrawl[0] or "# in brackets" in record.text


@given(sections())
def test_fields_come_through_the_other_format(scrawl: tuple[str, list[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.yaml"
        path.write_text(scrawl[0], "utf-8")
        ledger = kept(path)
        lines = kept(ledger.save(Path(folder) / "b.jsonl"))
        assert lines == ledger
        assert kept(lines.save(Path(folder) / "c.yaml")) == ledger


@given(st.lists(st.tuples(KINDS, FIELDS), min_size=1, max_size=4), st.sampled_from([(",", ":"), (" , ", " :  ")]))
def test_a_line_of_json_is_written_back_byte_for_byte(
    drawn: list[tuple[str, dict[str, Any]]], marks: tuple[str, str]
) -> None:
    plain = [{"kind": kind, "id": f"x{number}"} | fields for number, (kind, fields) in enumerate(drawn)]
    lines = [json.dumps(one, separators=marks, ensure_ascii=bool(at % 2)) for at, one in enumerate(plain)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.jsonl"
        path.write_bytes(('{"kind":"event","id":"e"}\n' + "\n".join(lines)).encode())
        ledger = kept(path)
        assert [record.text for record in ledger.kept.values()] == [line + "\n" for line in lines]
        saved = ledger.save(Path(folder) / "b.jsonl")
        assert saved.read_bytes() == b"".join(
            one + b"\n" for one in [b'{"sanctledger":1}', b'{"kind":"event","id":"e"}', *map(str.encode, lines)]
        )
        again = kept(saved)
        assert again == ledger
        assert [record.text for record in again.kept.values()] == [line + "\n" for line in lines]
        assert kept(ledger.save(Path(folder) / "c.yaml")) == ledger


@pytest.mark.parametrize("ending", ["yaml", "jsonl"])
@given(data=st.data())
def test_what_is_kept_stands_among_the_others_in_the_order_of_ids(ending: str, data: st.DataObject) -> None:
    text, _ = data.draw(sections())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.yaml"
        path.write_text(text, "utf-8")
        saved = kept(path).save(Path(folder) / f"b.{ending}")
        ledger = kept(saved)
        for section in ("parties", "sources", "records"):
            stood = [
                (ledger.places[one].line, one)
                for one in ledger.places
                if ending == "jsonl" or (one in ledger.kept and ledger.kept[one].section == section)
            ]
            assert [one for _, one in sorted(stood)] == sorted(one for _, one in stood)
