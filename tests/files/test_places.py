"""The places of the fields of a record, found again when a finding needs them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sanctledger.base.findings import Place
from sanctledger.files.places import line_at, locate

BLOCK = """\
sanctledger: 1
parties:
  us: {kind: state, name: United States}
records:
  - kind: release
    id: r
    givers:
      - by
      - us
    quantity: "52 prisoners"
    note: >
      two
      lines
    scope: {excluding: [{action: [unblock]},
      {goods: [oil]}]}
  - kind: event
    id: e
"""


def at(tmp_path: Path, name: str, text: str | bytes) -> str:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


@pytest.mark.parametrize(
    ("field", "line", "column", "end"),
    [
        ("givers.1", 9, 9, 11),
        ("quantity", 10, 15, 29),
        ("note", 11, 11, None),
        ("scope.excluding.0.action", 14, 34, 43),
        ("scope.excluding.1.goods.0", 15, 16, 19),
        ("scope", 14, 12, None),
        ("people", 5, 5, None),
    ],
)
def test_a_field_is_found_with_its_end(tmp_path: Path, field: str, line: int, column: int, end: int | None):
    path = at(tmp_path, "ledger.yaml", BLOCK)
    assert locate(Place(path, 5, 5), field) == Place(path, line, column, end)


def test_the_last_record_and_one_in_braces_are_found_too(tmp_path: Path):
    path = at(tmp_path, "ledger.yaml", BLOCK)
    assert locate(Place(path, 16, 5), "id") == Place(path, 17, 9, 10)
    assert locate(Place(path, 3, 7), "name") == Place(path, 3, 27, 40)
    assert locate(Place(path, 3, 7), "name", key=True) == Place(path, 3, 21, 25)


@pytest.mark.parametrize("breaks", ["\n", "\r\n", "\r"])
def test_every_end_of_a_line_counts_one(tmp_path: Path, breaks: str):
    path = at(tmp_path, "ledger.yaml", "\ufeff" + BLOCK.replace("\n", breaks))
    assert locate(Place(path, 5, 5), "givers.1") == Place(path, 9, 9, 11)
    assert line_at(Place(path, 9)) == "      - us"


def test_a_field_of_a_json_line_is_found_on_it(tmp_path: Path):
    path = at(
        tmp_path,
        "ledger.jsonl",
        '{"sanctledger":1}\n{"kind":"event","id":"e","tags":["a", "b"],"note":"x\u2028y","from":1}\n',
    )
    assert locate(Place(path, 2), "tags.1") == Place(path, 2, 39, 42)
    assert locate(Place(path, 2), "kind") == Place(path, 2, 9, 16)
    assert locate(Place(path, 2), "from") == Place(path, 2, 64, 65)
    assert locate(Place(path, 9), "from") == Place(path, 9)


def test_fields_before_a_fault_of_the_text_are_found(tmp_path: Path):
    path = at(tmp_path, "ledger.yaml", "records:\n  - kind: event\n    id: e\n    tags: [a, b")
    assert locate(Place(path, 2, 5), "id") == Place(path, 3, 9, 10)
    assert locate(Place(path, 2, 5), "tags.0") == Place(path, 4, 12, 13)


def test_a_line_that_the_file_no_longer_has_is_none(tmp_path: Path):
    path = at(tmp_path, "ledger.yaml", "a\n")
    assert line_at(Place(path, 3)) is None
    assert line_at(Place(str(tmp_path / "gone.yaml"))) is None
    assert locate(Place(path, 1, 1), "x") == Place(path, 1, 1)


#: A line that breaks off.
JSON = (
    r'{ "id":"x","note":"\"at\": [{","allow": {"SL301":"why"},'
    r'"sources" : ["s1",{"source":"s2", "at":"p,]"}],"target":["us"],"torn":'
)


@pytest.mark.parametrize(
    ("field", "key", "expected"),
    [
        ("allow.SL301", False, '"why"'),
        ("allow.SL301", True, '"SL301"'),
        ("sources.1.at", False, '"p,]"'),
        ("sources.0", False, '"s1"'),
        ("sources.s1", False, '"s1"'),
        ("sources.at", False, '"p,]"'),
        ("targets", False, '["us"]'),
        ("targets.0", False, '"us"'),
        ("targets.ru", False, '["us"]'),
        ("id.0", False, '"x"'),
        ("torn", False, ""),
        ("gone", False, ""),
    ],
)
def test_a_place_within_a_json_line_is_exact(tmp_path: Path, field: str, key: bool, expected: str):
    place = locate(Place(at(tmp_path, "a.jsonl", "\n" + JSON), 2), field, key=key)
    assert place.line == 2
    assert (JSON[place.column - 1 : place.end - 1] if place.end else "") == expected


def test_a_field_of_a_large_file_is_found_without_reading_it_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sanctledger.files.places._LARGE", 100)
    monkeypatch.setattr("sanctledger.files.places._BLOCK", 64)
    lines = "".join(f'{{"id":"r{number}","from":"{"x" * (number % 90)}"}}\n' for number in range(300))
    path = at(tmp_path, "large.jsonl", lines)
    for number in (0, 1, 5, 77, 298, 299):
        found = locate(Place(path, number + 1), "id")
        assert (found.line, found.column, found.end) == (number + 1, 7, 9 + len(str(number)) + 1)
        assert str(line_at(Place(path, number + 1))).startswith(f'{{"id":"r{number}"')
    yaml = "records:\n" + "".join(f"  - kind: event\n    id: r{number}\n" for number in range(300))
    path = at(tmp_path, "large.yaml", yaml)
    for number in (0, 1, 5, 77, 298, 299):
        assert locate(Place(path, 2 * number + 2, 5), "id") == Place(path, 2 * number + 3, 9, 10 + len(str(number)))
