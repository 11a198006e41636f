"""Where the fields of a record stand in their file, found again when a finding needs it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sanctledger.files.locating import line_at, locate
from sanctledger.findings import Place

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
    assert locate(Place(path, 2), "from") == Place(path, 2)


def test_where_the_text_breaks_off_what_stands_before_is_found(tmp_path: Path):
    path = at(tmp_path, "ledger.yaml", "records:\n  - kind: event\n    id: e\n    tags: [a, b")
    assert locate(Place(path, 2, 5), "id") == Place(path, 3, 9, 10)
    assert locate(Place(path, 2, 5), "tags.0") == Place(path, 4, 12, 13)


def test_a_line_that_is_no_more_there_is_none(tmp_path: Path):
    path = at(tmp_path, "ledger.yaml", "a\n")
    assert line_at(Place(path, 3)) is None
    assert line_at(Place(str(tmp_path / "gone.yaml"))) is None
    assert locate(Place(path, 1, 1), "x") == Place(path, 1, 1)
