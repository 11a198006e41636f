"""Formatting gives one canonical form, the same ledger, and every comment at its record."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from files.handwritten import Written, handwritten
from hypothesis import given
from hypothesis import strategies as st
from laws.samples import samples
from laws.test_files import SETTINGS
from laws.universe import Plain
from pydantic import ValidationError
from strategies import plain_ledgers

import sanctledger as sl
from sanctledger.files import format as formatting
from sanctledger.files.comments import comments
from sanctledger.files.write import to_jsonl, to_yaml

KINDS = sorted(sl.KINDS)


@st.composite
def written(draw: st.DrawFn, often: int = 15) -> Written:
    """Return a file of records of any kinds, as people write files."""
    settings = draw(SETTINGS)
    plains: dict[str, Plain] = {}
    for kind in draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=5)):
        plain = draw(samples(kind))
        try:
            sl.KINDS.make(plain, context={"about": settings.about})
        except ValidationError:
            continue
        plains[plain["id"]] = plain
    header = {"sanctledger": 1, **settings.to_mapping()}
    return draw(handwritten(list(plains.values()), header, often))


def formatted(text: str, name: str = "ledger.yaml") -> str:
    """Return a text in canonical form."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(text.encode())
        before = sl.load(path)
        sl.fmt(path)
        assert sl.load(path) == before
        new = path.read_bytes().decode()
        assert sl.fmt(path) == ()
        return new


# What holds of every file.


@given(written())
def test_every_comment_is_kept_and_the_ledger_is_equal_and_once_is_enough(file: Written) -> None:
    new = formatted(file.text)
    for comment, _ in file.comments:
        assert new.count(comment.rstrip()) == 1
    assert Counter(one.text for one in comments(new)[1]) == Counter(text for text, _ in file.comments)


@given(written(often=0))
def test_without_comments_the_form_is_that_of_save(file: Written) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.yaml"
        path.write_text(file.text, "utf-8")
        ledger = sl.load(path)
    assert formatted(file.text) == to_yaml(ledger, ledger.settings)


def owners(text: str) -> dict[str, str]:
    """Return the record around each comment of a canonical form, found by indentation alone."""
    lines = text.split("\n")
    starts: list[tuple[int, str]] = []
    for number, line in enumerate(lines):
        if line.startswith("  - "):
            starts.append((number, ""))
        elif match := re.fullmatch(r"    id: (\w+)(?:  #.*)?", line):
            starts[-1] = starts[-1][0], match[1]
        elif match := re.fullmatch(r"  (\w+):(?:  #.*)?", line):
            starts.append((number, match[1]))
    found: dict[str, str] = {}
    for number, line in enumerate(lines):
        if match := re.search(r"#.*~$", line):
            before = [name for at, name in starts if at <= number]
            after = [name for at, name in starts if at > number]
            found[match[0]] = [*(after[:1] if re.match(" {0,2}#", line) else before[-1:]), ""][0]
    return found


@given(plain_ledgers(), st.data())
def test_a_comment_stays_with_its_record(plains: list[Plain], data: st.DataObject) -> None:
    file = data.draw(handwritten(plains, {"sanctledger": 1}))
    found = owners(formatted(file.text))
    for comment, record in file.comments:
        if record:
            assert found[comment.rstrip()] == record


# The shipped case, and files of other kinds.


def test_the_case_is_formatted_without_loss(tmp_path: Path):
    folder = tmp_path / "case"
    shutil.copytree(Path(sl.__path__[0]) / "cases" / "belarus", folder)
    before, ledger = {file: file.read_text("utf-8") for file in folder.iterdir()}, sl.load(folder)
    assert set(sl.fmt(folder)) == set(before)
    assert sl.load(folder) == ledger
    assert sl.fmt(folder) == ()
    for file, text in before.items():
        signs = [re.findall("#.*", one) for one in (text, file.read_text("utf-8"))]
        assert Counter(signs[0]) == Counter(signs[1])
        assert text.startswith("#")
        assert file.read_text("utf-8").startswith(text[: text.index("sanctledger: 1")])


def test_json_lines_are_put_in_order_below_their_header(tmp_path: Path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"kind": "event", "id": "b"}\n\n{"id": "a", "kind": "event", "tags": "x"}\n', "utf-8")
    assert sl.fmt(path) == (path,)
    assert path.read_text("utf-8") == to_jsonl(sl.load(path), sl.Settings())
    assert path.read_text("utf-8").splitlines() == [
        '{"sanctledger":1}', '{"kind":"event","id":"a","tags":["x"]}', '{"kind":"event","id":"b"}',
    ]  # fmt: skip
    assert sl.fmt(path) == ()


@pytest.mark.parametrize("name", ["a.yaml", "a.jsonl"])
def test_line_endings_are_kept_and_a_byte_order_mark_is_dropped(tmp_path: Path, name: str):
    path = tmp_path / name
    text = '{"sanctledger": 1}\n{"kind": "event", "id": "a"}\n' if name == "a.jsonl" else "# c\ntitle: t\nabout: 20%\n"
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    sl.fmt(path)
    data = path.read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n") > 1
    assert data.startswith((b"{", b"#"))
    assert sl.fmt(path) == ()


def test_each_file_of_a_directory_keeps_its_records_and_its_settings(tmp_path: Path):
    (tmp_path / "a.yaml").write_text("about: 50%\ntitle: t\n", "utf-8")
    (tmp_path / "b.yaml").write_text(
        "sanctledger: 1\n\nrecords:\n  - kind: observation\n    id: o\n    holder: by\n    quantity: about 9 cups\n",
        "utf-8",
    )
    before = sl.load(tmp_path)
    assert sl.fmt(tmp_path) == (tmp_path / "a.yaml",)
    assert sl.load(tmp_path) == before
    assert sl.fmt(tmp_path / "b.yaml") == ()


# What is refused, before anything is written.


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.yaml"
    path.write_text("# one\nrecords:\n  - {kind: event, id: a}  # two\n", "utf-8")
    return path


def test_a_check_writes_nothing(path: Path):
    before = path.read_bytes()
    assert sl.fmt(path, check=True) == (path,)
    assert path.read_bytes() == before


def test_a_shipped_case_is_refused():
    with pytest.raises(sl.errors.Unformattable, match="ships with the library"):
        sl.fmt("belarus")


def test_a_directory_of_which_one_file_cannot_be_read_is_left_as_it_is(path: Path):
    (path.parent / "b.yaml").write_text("records:\n  - {kind: evnt, id: b}\n", "utf-8")
    before = path.read_bytes()
    with pytest.raises(sl.errors.InvalidLedger, match="did you mean `event`"):
        sl.fmt(path.parent)
    assert path.read_bytes() == before


def test_a_form_that_would_lose_a_comment_is_refused_with_its_line(path: Path, monkeypatch: pytest.MonkeyPatch):
    before = path.read_bytes()
    monkeypatch.setattr(formatting, "place_comments", lambda text, _root, found: text + found[0].text + "\n")
    with pytest.raises(sl.errors.Unformattable, match=re.escape("ledger.yaml:3` would lose the comment `# two`")):
        sl.fmt(path)
    assert path.read_bytes() == before


def test_a_form_that_would_gain_a_comment_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(formatting, "place_comments", lambda text, _root, _found: text + "# one\n# two\n# three\n")
    with pytest.raises(sl.errors.Unformattable, match="would gain a comment"):
        sl.fmt(path)


def test_a_form_that_says_something_else_is_refused_at_the_record(path: Path, monkeypatch: pytest.MonkeyPatch):
    before, fields = path.read_bytes(), formatting._fields
    monkeypatch.setattr(formatting, "_fields", lambda record, said: fields(record, said) | {"gist": "lost"})
    with pytest.raises(sl.errors.Unformattable, match=re.escape("ledger.yaml:3:5` would have another meaning")):
        sl.fmt(path)
    assert path.read_bytes() == before
