"""Format versions: a newer one is refused in one sentence, and an older one is lifted step by step."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sanctledger as sl
from sanctledger.base.findings import Place
from sanctledger.files.migrations import MIGRATIONS, Migration, chain
from sanctledger.ledger import read
from sanctledger.records.settings import VERSION

Fields = dict[str, Any]

#: A made-up history: version -1 had `name` for `title` and said `act` for `release`; version 0 had `day` for `from`.
OLD = {
    "sanctledger": -1,
    "name": "Old",
    "parties": {"us": {"kind": "state"}, "by": {"kind": "state"}},
    "sources": {"s": {"title": "t", "day": "2025-01-02"}},
    "records": [{"kind": "act", "id": "r", "day": "2025-01-01", "giver": "by", "receiver": "us", "sources": "s"}],
}


def renamed(old: str, new: str) -> Callable[[Fields], Fields]:
    return lambda fields: {new if key == old else key: value for key, value in fields.items()}


def released(fields: Fields) -> Fields:
    if fields["kind"] == "act":
        fields["kind"] = "release"  # what is given may be changed: it is a copy
    return fields


def dated(fields: Fields) -> Fields:
    return renamed("day", "published" if fields["kind"] == "source" else "from")(fields)


TO_0 = Migration(-1, header=renamed("name", "title"), record=released)
TO_1 = Migration(0, record=dated)
BOTH = (TO_1, TO_0)


def file(folder: Path, ending: str, content: dict[str, Any]) -> Path:
    """A file of an older version, in YAML or as JSON lines."""
    path = folder / f"old.{ending}"
    if ending == "yaml":
        path.write_text(json.dumps(content, indent=1), "utf-8")
        return path
    header = {key: value for key, value in content.items() if key not in ("parties", "sources", "records")}
    named = [{"id": key} | fields for key, fields in content.get("parties", {}).items()]
    cited = [{"kind": "source", "id": key} | fields for key, fields in content.get("sources", {}).items()]
    lines = [*([header] if header else []), *named, *cited, *content.get("records", [])]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return path


@pytest.fixture(params=["yaml", "jsonl"])
def ending(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_file_two_versions_old_is_lifted_step_by_step(tmp_path: Path, ending: str):
    ledger = sl.load(file(tmp_path, ending, OLD), migrations=BOTH)
    assert ledger.title == "Old"
    assert (str(ledger["r"]), str(ledger["r"].start)) == ("release r", "2025-01-01")
    assert str(ledger["s"].published) == "2025-01-02"
    assert sl.load(ledger.save(tmp_path / f"new.{ending}")) == ledger


def test_a_file_one_version_old_takes_the_last_step_only(tmp_path: Path, ending: str):
    content = {"sanctledger": 0, "title": "T", "records": [{"kind": "event", "id": "e", "day": "2025-01-01"}]}
    ledger = sl.load(file(tmp_path, ending, content), migrations=BOTH)
    assert (ledger.title, str(ledger["e"].start)) == ("T", "2025-01-01")


def test_a_file_of_todays_version_or_of_none_is_not_lifted(tmp_path: Path, ending: str):
    today = {"records": [{"kind": "event", "id": "e", "day": "2025"}]}
    for content in (today, today | {"sanctledger": VERSION}):
        (finding,) = read(file(tmp_path, ending, content), migrations=BOTH).report
        assert finding.code == "SL006"


def test_files_of_several_versions_make_one_ledger(tmp_path: Path):
    file(tmp_path, "jsonl", OLD)
    (tmp_path / "new.yaml").write_text("sanctledger: 1\nrecords:\n  - {kind: event, id: e, from: 2025}\n", "utf-8")
    assert {"e", "r"} <= set(sl.load(tmp_path, migrations=BOTH).records)


def test_places_are_those_of_the_file(tmp_path: Path):
    path = tmp_path / "old.yaml"
    path.write_text(
        "sanctledger: 0\nrecords:\n  - kind: release\n    id: r\n    day: 2025-13\n    giver: us\n", "utf-8"
    )
    loaded = read(path, migrations=BOTH)
    found = {(finding.code, finding.place) for finding in loaded.report}
    assert found == {("SL004", Place(str(path), 3, 5)), ("SL005", Place(str(path), 3, 5))}
    assert loaded.ledger.broken == {"r"}


@pytest.mark.parametrize("version", [VERSION + 1, 10**8])
def test_a_newer_version_is_one_finding_and_nothing_else(tmp_path: Path, ending: str, version: int):
    content = OLD | {"sanctledger": version, "checks": 1, "records": [{"id": "r", "sort": "new"}, {"id": ["x"]}]}
    loaded = read(file(tmp_path, ending, content))
    (finding,) = loaded.report
    assert (finding.code, finding.severity, finding.hint) == ("SL009", "error", "install a newer sanctledger")
    assert finding.message == f"the file is of format version {version}, and this library reads up to {VERSION}"
    assert (len(loaded.ledger), loaded.ledger.title) == (0, None)
    assert loaded.ledger.broken == {"us", "by", "s", "r"}


def test_references_into_a_newer_file_are_no_further_mistakes(tmp_path: Path):
    file(tmp_path, "jsonl", {"sanctledger": 2, "parties": {"us": {"kind": "state"}}})
    (tmp_path / "b.yaml").write_text("records:\n  - {kind: event, id: e, parties: [us, su]}\n", "utf-8")
    loaded = read(tmp_path)
    assert len(loaded.report) == 1
    assert [finding.message for finding in loaded.ledger.check().of_code("SL101")] == ["there is no party `su`"]


def test_what_a_newer_version_may_write_otherwise_is_not_held_against_it(tmp_path: Path):
    path = tmp_path / "new.yaml"
    path.write_text("sanctledger: 2\nrecords: &all\n  - !new {id: r, id: r}\n", "utf-8")
    (finding,) = read(path).report
    assert finding.code == "SL009"


def test_a_missing_link_is_told_and_nothing_else(tmp_path: Path, ending: str):
    loaded = read(file(tmp_path, ending, OLD), migrations=[TO_0])
    (finding,) = loaded.report
    assert finding.message == "the file is of format version -1, which is older than can be read"
    assert "r" in loaded.ledger.broken
    assert chain(-(10**9), BOTH) is None


@pytest.mark.parametrize("version", ["0", "-1", "one", "1.0", "true", ""])
def test_what_is_no_version_is_told_where_no_migration_takes_it(tmp_path: Path, ending: str, version: str):
    loaded = read(file(tmp_path, ending, {"sanctledger": version}))
    (finding,) = loaded.report
    assert finding.message == f"`sanctledger: {version}` is no format version"


def test_a_migration_that_fails_is_one_finding_at_its_record(tmp_path: Path, ending: str):
    content = OLD | {"records": [*OLD["records"], {"id": "x", "day": "2025"}]}
    loaded = read(file(tmp_path, ending, content), migrations=BOTH)
    (finding,) = loaded.report
    assert (finding.code, finding.record) == ("SL009", "x")
    assert finding.message == "the migration from version -1 to 0 failed: KeyError: 'kind'"
    assert finding.place == loaded.ledger.places["r"]._replace(line=finding.place.line)
    assert finding.place.line > loaded.ledger.places["r"].line
    assert ("r" in loaded.ledger, loaded.ledger.broken) == (True, {"x"})


def test_a_header_that_cannot_be_lifted_is_one_finding_for_the_file(tmp_path: Path, ending: str):
    fails = Migration(-1, header=lambda fields: fields["motto"])
    loaded = read(file(tmp_path, ending, OLD), migrations=(fails, TO_1))
    (finding,) = loaded.report
    assert finding.message == "the migration from version -1 to 0 failed: KeyError: 'motto'"
    assert loaded.ledger.broken == {"us", "by", "s", "r"}


def test_a_migration_must_give_a_mapping(tmp_path: Path):
    careless = Migration(0, record=lambda fields: fields.clear())  # type: ignore[arg-type, return-value]
    (finding,) = read(
        file(tmp_path, "jsonl", {"sanctledger": 0, "records": [{"id": "e"}]}), migrations=[careless]
    ).report
    assert finding.message == "the migration from version 0 to 1 gave a NoneType, and not a mapping of fields"


def test_of_two_migrations_from_one_version_the_first_counts():
    assert chain(0, [TO_1, Migration(0)]) == (TO_1,)
    assert chain(VERSION, []) == ()


def test_a_record_of_an_unknown_kind_is_kept_as_it_was_lifted(tmp_path: Path, ending: str):
    content = OLD | {"records": [{"kind": "orbit", "id": "o", "day": "2025"}], "parties": {"m": {"kind": "moon"}}}
    path = file(tmp_path, ending, content)
    ledger = sl.load(path, unknown="keep", migrations=BOTH)
    assert ledger.kept["o"].to_mapping() == {"kind": "orbit", "id": "o", "from": "2025"}
    assert "day" not in ledger.kept["o"].text
    assert '"kind": "moon"' in ledger.kept["m"].text  # nothing changed it
    assert sl.load(ledger.save(tmp_path / f"new.{ending}"), unknown="keep") == ledger


def test_the_library_reads_all_versions_that_it_ever_wrote():
    assert chain(VERSION - len(MIGRATIONS), MIGRATIONS) is not None
