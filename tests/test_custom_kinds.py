"""Packages of kinds: the three that stand among the examples, and the one that a new kind begins as."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import packages
import pytest

import sanctledger as sl
from sanctledger.files.kind_package import families, start_kind

SHELF = Path(__file__).parents[1] / "examples" / "custom_kinds"
EXAMPLES = sorted(folder.name for folder in SHELF.iterdir() if folder.is_dir())


def run(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the tests of packages in a process of their own."""
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *(options or [str(folder)])]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_the_tests_of_the_examples_pass(tmp_path: Path):
    sources = " ".join(str(SHELF / name / "src") for name in EXAMPLES)
    options = ["-o", f"pythonpath={sources}", "--import-mode=importlib"]
    ran = run(tmp_path, *(str(SHELF / name) for name in EXAMPLES), *options)
    assert ran.returncode == 0, ran.stdout


def test_there_are_three_examples_and_each_loads_by_itself():
    assert EXAMPLES == ["case_coding", "nuclear_steps", "oil_price_cap"]
    for name in EXAMPLES:
        said = (SHELF / name / "pyproject.toml").read_text("utf-8")
        assert f'[project.entry-points."sanctledger.kinds"]\n{name.rpartition("_")[2]}' in said or f'"{name}"' in said


def test_a_new_package_passes_its_own_tests_and_loads_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path / "potash"
    written = start_kind("potash_quota", folder)
    assert sorted(str(one.relative_to(folder)) for one in written) == [
        "README.md", "pyproject.toml", "src/potash_quota/__init__.py", "src/potash_quota/py.typed",
        "tests/test_potash_quota.py",
    ]  # fmt: skip
    ran = run(folder)
    assert ran.returncode == 0, ran.stdout
    packages.offer(folder / "src", "sanctledger-potash-quota", "sanctledger.kinds", {"potash_quota": "potash_quota"})
    monkeypatch.syspath_prepend(folder / "src")
    kinds = sl.Kinds.installed()
    assert kinds.package("potash_quota") == "sanctledger-potash-quota"
    assert kinds.display_name("potash_quota") == "potash quota"
    del sys.modules["potash_quota"]


@pytest.mark.parametrize("family", sorted(families()))
def test_a_new_kind_of_any_family_reads_what_its_test_writes(family: str, tmp_path: Path, monkeypatch):
    name = f"new_{family}"
    start_kind(name, tmp_path / "new", family)
    monkeypatch.syspath_prepend(tmp_path / "new" / "src")
    monkeypatch.syspath_prepend(tmp_path / "new" / "tests")
    test = __import__(f"test_{name}")
    try:
        test.test_a_record_is_read_from_the_fields_of_a_file()
    finally:
        del sys.modules[name], sys.modules[f"test_{name}"]


@pytest.mark.parametrize(
    ("kind", "family", "error"),
    [
        ("Potash", "sanction", "'Potash' is not a valid name of a kind"),
        ("class", "sanction", "'class' is not a valid name of a kind"),
        ("potash", "sanctoin", "'sanctoin' is not a family"),
        ("travel_ban", "sanction", "kind `travel_ban` belongs to sanctledger.records.sanctions.TravelBan"),
    ],
)
def test_what_cannot_begin_is_refused_and_nothing_is_written(kind: str, family: str, error: str, tmp_path: Path):
    with pytest.raises(ValueError, match=error):
        start_kind(kind, tmp_path / "new", family)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_something_is_left_as_it_is(tmp_path: Path):
    (tmp_path / "mine").write_text("mine", "utf-8")
    for path in (tmp_path, tmp_path / "mine"):
        with pytest.raises(sl.errors.LedgerExists):
            start_kind("potash_quota", path)
    assert [one.name for one in tmp_path.iterdir()] == ["mine"]


def test_a_template_that_cannot_be_written_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="No space left"):
        start_kind("potash_quota", tmp_path / "new")
    assert list(tmp_path.iterdir()) == []
