"""Appending keeps every byte of a file, and new records are read back as they were given."""

from __future__ import annotations

from pathlib import Path

import pytest
from stories import record

import sanctledger as sl
from sanctledger.files import append as appending

A, B, C = (record(f"{{kind: event, id: {name}}}") for name in "abc")
US = record("{kind: state, id: us, name: United States}")
SOURCE = record("{kind: source, id: s, title: A report}")


def put(tmp_path: Path, text: str | bytes, name: str = "ledger.yaml") -> Path:
    """Write a text to a file and return its path."""
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


WRITTEN = """\
# A ledger by hand
sanctledger: 1   # the only version

records:         # newest last
    -   kind: event   # oddly indented
        id: z
        gist: >-
          Folded,

          twice.

    # the one that matters
    -   id: y
        kind: event
        tags: [one,
               two]   # in two lines
        # sources are still to come

    # - kind: event

# The parties stand last here.
parties:
  by: {kind: state}
# end
"""


def test_a_record_is_put_below_the_last_of_its_list_in_the_layout_of_the_list(tmp_path: Path):
    path = put(tmp_path, WRITTEN)
    assert sl.append(path, A) == path
    added = "\n    - kind: event\n      id: a\n"
    cut = WRITTEN.index("    # - kind: event\n") + len("    # - kind: event\n")
    assert path.read_text() == WRITTEN[:cut] + added + WRITTEN[cut:]
    assert list(sl.load(path).records) == ["by", "z", "y", "a"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("records:\n- {kind: event, id: b}\n", "records:\n- {kind: event, id: b}\n- kind: event\n  id: a\n"),
        (
            "records:\n  - kind: event\n    id: b",
            "records:\n  - kind: event\n    id: b\n\n  - kind: event\n    id: a\n",
        ),
        (
            "records:\r\n - kind: event\r\n   id: b # x\r\n",
            "records:\r\n - kind: event\r\n   id: b # x\r\n\r\n - kind: event\r\n   id: a\r\n",
        ),
        (
            "records:\r- kind: event\r  id: b\runits: {}\r",
            "records:\r- kind: event\r  id: b\r\r- kind: event\r  id: a\runits: {}\r",
        ),
        ("title: x\n", "title: x\n\nrecords:\n  - kind: event\n    id: a\n"),
        ("title: x", "title: x\n\nrecords:\n  - kind: event\n    id: a\n"),
        ("---\ntitle: x\n...\n", "---\ntitle: x\n\nrecords:\n  - kind: event\n    id: a\n...\n"),
        ("records:\ntitle: x\n", "records:\n  - kind: event\n    id: a\ntitle: x\n"),
        ("records: # none yet\n", "records: # none yet\n  - kind: event\n    id: a\n"),
        ("records:\n  # none yet\n\n# units\n", "records:\n  # none yet\n  - kind: event\n    id: a\n\n# units\n"),
        (
            "records:\n- kind: event\n  id: b\n  gist: |+\n    x\n\n\nunits: {}\n",
            "records:\n- kind: event\n  id: b\n  gist: |+\n    x\n\n\n- kind: event\n  id: a\nunits: {}\n",
        ),
        (
            "records:\n- kind: event\n  id: b\n  gist: |\n    x\n\n\nunits: {}\n",
            "records:\n- kind: event\n  id: b\n  gist: |\n    x\n\n- kind: event\n  id: a\n\n\nunits: {}\n",
        ),
        ("", "sanctledger: 1\n\nrecords:\n  - kind: event\n    id: a\n"),
        ("\ufefftitle: é\n", "\ufefftitle: é\n\nrecords:\n  - kind: event\n    id: a\n"),
    ],
)
def test_new_records_follow_the_layout_of_the_file(tmp_path: Path, before: str, after: str):
    path = put(tmp_path, before)
    sl.append(path, A)
    assert path.read_bytes().decode() == after
    assert sl.load(path)["a"] == A


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{"sanctledger":1}\n', '{"sanctledger":1}\n{"kind":"event","id":"a"}\n'),
        ('{"kind":"event","id":"b"}', '{"kind":"event","id":"b"}\n{"kind":"event","id":"a"}\n'),
        ('{"kind":"event","id":"b"}\r\n\r\n', '{"kind":"event","id":"b"}\r\n\r\n{"kind":"event","id":"a"}\r\n'),
        ('\ufeff{"sanctledger":1}\n', '\ufeff{"sanctledger":1}\n{"kind":"event","id":"a"}\n'),
        ("", '{"sanctledger":1}\n{"kind":"event","id":"a"}\n'),
    ],
)
def test_json_lines_get_more_lines(tmp_path: Path, before: str, after: str):
    path = put(tmp_path, before, "ledger.jsonl")
    sl.append(path, A)
    assert path.read_bytes().decode() == after
    assert sl.load(path)["a"] == A


@pytest.mark.parametrize("ending", ["yaml", "yml", "jsonl"])
def test_a_missing_file_is_made(tmp_path: Path, ending: str):
    path = tmp_path / f"ledger.{ending}"
    sl.append(str(path), US, SOURCE, A)
    assert sl.load(path) == sl.Ledger([US, SOURCE, A])
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("ending", ["yaml", "jsonl"])
def test_appended_records_have_the_spelling_of_saved_ones(tmp_path: Path, ending: str):
    ledger = sl.load("belarus")
    last = [one for one in sorted(ledger, key=lambda one: one.id) if one.family not in {"party", "source"}][-1]
    rest = sl.Ledger([one for one in ledger if one != last], settings=ledger.settings)
    path = sl.append(rest.save(tmp_path / f"appended.{ending}"), last)
    if ending == "yaml":
        assert path.read_bytes() == ledger.save(tmp_path / f"saved.{ending}").read_bytes()
    assert sl.load(path) == ledger


@pytest.mark.parametrize("ending", ["yaml", "jsonl"])
def test_every_record_of_the_case_can_be_appended(tmp_path: Path, ending: str):
    ledger = sl.load("belarus")
    empty = sl.Ledger((), settings=ledger.settings).save(tmp_path / f"ledger.{ending}")
    assert sl.load(sl.append(empty, *ledger)) == ledger


@pytest.mark.parametrize("name", ["ledger.yaml", "ledger.jsonl"])
def test_without_records_nothing_happens(tmp_path: Path, name: str):
    assert sl.append(tmp_path / name) == tmp_path / name
    assert list(tmp_path.iterdir()) == []


BAD = [
    (
        "ledger.yaml",
        "sanctledger: 1\nrecords:\n- {kind: event, id: a}\n",
        sl.errors.DuplicateId,
        "first at .*ledger.yaml:3:3",
    ),
    ("ledger.yaml", "parties:\n  a: {kind: state}\n", sl.errors.DuplicateId, "first at .*ledger.yaml:2:6"),
    ("ledger.jsonl", '{"kind":"event","id":"a"}\n', sl.errors.DuplicateId, "first at .*ledger.jsonl:1:1"),
    ("ledger.yaml", "records: [\n", sl.errors.InvalidLedger, "SL001"),
    ("ledger.yaml", "# only a remark\n", sl.errors.InvalidLedger, "the file is empty"),
    ("ledger.yaml", "- a\n", sl.errors.InvalidLedger, "a mapping of sections"),
    ("ledger.yaml", "sanctledger: 99\n", sl.errors.InvalidLedger, "SL009"),
    ("ledger.yaml", "recods:\n- a\n", sl.errors.InvalidLedger, "did you mean `records`"),
    ("ledger.yaml", "a: &b 1\nc: *b\n", sl.errors.InvalidLedger, "SL001"),
    ("ledger.yaml", b"title: \xff\n", sl.errors.InvalidLedger, "not UTF-8"),
    ("ledger.jsonl", b'{"kind":"event","id":"\xff"}\n', sl.errors.InvalidLedger, "not UTF-8"),
    ("ledger.jsonl", '{"kind":"event","id":"b"}\n{"kind":"ev', sl.errors.InvalidLedger, "torn"),
    ("ledger.jsonl", "[1]\n", sl.errors.InvalidLedger, "a record is an object"),
    ("ledger.yaml", "records: [{kind: event, id: b}]\n", sl.errors.CannotAppend, "its `records` are in brackets"),
    ("ledger.yaml", "records: []\n", sl.errors.CannotAppend, "load the file and save it"),
    (
        "ledger.yaml",
        '{"records": [{"kind": "event", "id": "b"}]}',
        sl.errors.CannotAppend,
        "the whole file is in braces",
    ),
    (
        "ledger.yaml",
        "records:\n- kind: event\n  id: b\n  gist: |\n    x",
        sl.errors.CannotAppend,
        "its content would change",
    ),
]


@pytest.mark.parametrize(("name", "text", "error", "said"), BAD)
def test_a_file_that_cannot_be_extended_is_refused_and_unchanged(
    tmp_path: Path, name: str, text: str | bytes, error: type[Exception], said: str
):
    path = put(tmp_path, text, name)
    old = path.read_bytes()
    with pytest.raises(error, match=said):
        sl.append(path, A)
    assert path.read_bytes() == old
    assert list(tmp_path.iterdir()) == [path]


def test_two_records_of_one_id_are_refused_with_both_places(tmp_path: Path):
    with pytest.raises(sl.errors.DuplicateId, match=r"first at new record 1 \(event a\), again at new record 3"):
        sl.append(tmp_path / "ledger.yaml", A, B, A)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["ledger.json", "ledger", "."])
def test_another_ending_is_refused(tmp_path: Path, name: str):
    with pytest.raises(sl.errors.UnknownFormat):
        sl.append(tmp_path / name, A)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_refused_though_it_is_named_like_a_file(tmp_path: Path):
    (tmp_path / "folder.yaml").mkdir()
    with pytest.raises(OSError, match="not an ordinary file"):
        sl.append(tmp_path / "folder.yaml", A)


def test_a_read_only_file_is_refused(tmp_path: Path):
    path = put(tmp_path, "title: x\n")
    path.chmod(0o444)
    with pytest.raises(sl.errors.NotWritable):
        sl.append(path, A)
    assert path.read_text() == "title: x\n"


@pytest.mark.parametrize("name", ["ledger.yaml", "ledger.jsonl"])
def test_a_lone_surrogate_is_refused(tmp_path: Path, name: str):
    path = sl.append(tmp_path / name, A)
    old = path.read_bytes()
    with pytest.raises(sl.errors.BrokenText, match=r"record `x` holds the text .*\\ud800"):
        sl.append(path, B, sl.KINDS.make({"kind": "event", "id": "x", "sources": [{"source": "s", "at": "p\ud800"}]}))
    assert path.read_bytes() == old


@pytest.mark.parametrize(
    ("name", "head"), [("a.yaml", "about: 25%\n"), ("a.jsonl", '{"sanctledger":1,"about":"25%"}\n')]
)
def test_the_word_about_has_the_tolerance_of_the_file(tmp_path: Path, name: str, head: str):
    path = put(tmp_path, head, name)
    about = record("{kind: release, id: r, from: 2025, giver: by, receiver: us, quantity: about 100 prisoners}")
    sl.append(path, A, about)
    (found,) = sl.load(path).kind("release")
    assert str(found.quantity.bounds) == "75..125"  # type: ignore[attr-defined]  # a release has an amount
    sl.append(path, about.replaced(id="exact", quantity="90..110 prisoners"))
    assert len(sl.load(path)) == 3


def test_a_record_that_would_be_read_differently_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = put(tmp_path, WRITTEN)
    for wrong in ("", "    - kind: event\n", "    - kind: event\n      id: x\n", "title: other\n"):
        with monkeypatch.context() as patch:
            patch.setattr(appending, "_extend_yaml", lambda _path, text, _records, wrong=wrong: text + wrong)
            with pytest.raises((sl.errors.CannotAppend, sl.errors.InvalidLedger)):
                sl.append(path, A)
        assert path.read_text() == WRITTEN


def test_a_ledger_grows_record_by_record(tmp_path: Path):
    path = put(tmp_path, WRITTEN)
    for number in range(5):
        sl.append(path, record(f"{{kind: event, id: e-{number}}}"))
    assert list(sl.load(path).records) == ["by", "z", "y", *(f"e-{number}" for number in range(5))]


KEPT = "records:\n- kind: potash_quota   # by hand\n  id: q\n  tonnes: |+\n    5\n\n"


def test_records_of_unknown_kinds_are_not_written_over(tmp_path: Path):
    path = put(tmp_path, KEPT)
    with pytest.raises(sl.errors.PartlyRead):
        sl.read(path).ledger.save(path)
    assert path.read_text() == KEPT


def test_a_value_that_is_not_a_record_is_refused_and_nothing_is_written(tmp_path: Path):
    path = tmp_path / "ledger.yaml"
    record = sl.KINDS.make({"kind": "state", "id": "us"})
    with pytest.raises(sl.errors.ReadError, match="is no record"):
        sl.append(path, [record])  # type: ignore[arg-type]  # a list of records, and not the records
    assert not path.exists()
