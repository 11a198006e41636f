"""What other packages bring: found by their entry points, and left out with a warning where it cannot be used."""

from __future__ import annotations

import os
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import packages
import pytest

import sanctledger as sl
from sanctledger.base.plugins import Plugin, PluginWarning, plugins

GROUP = "sanctledger.tests"
KINDS = "sanctledger.kinds"
QUOTAS = """
    from typing import Literal
    import sanctledger as sl
    from sanctledger.records.sanctions import AssetFreeze

    class SaltQuota(sl.Sanction, frozen=True):
        '''A quota of salt.'''
        kind: Literal["salt_quota"] = "salt_quota"

    class SugarQuota(sl.Sanction, frozen=True):
        '''A quota of sugar.'''
        kind: Literal["sugar_quota"] = "sugar_quota"

    Unfit = type("Unfit", (sl.Sanction,), {"__module__": __name__}, frozen=True)
    both = [SaltQuota, SugarQuota]
    catalogue = sl.KINDS.with_kind(SaltQuota)
    number = 7
"""
YAML = """
sanctledger: 1
parties:
  us: {kind: state}
  by: {kind: state}
records:
  - {kind: salt_quota, id: q, from: 2021-01-01, sender: us, target: by, sources: [s]}
sources:
  s: {title: A gazette, published: 2021-01-01, tier: primary}
"""


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder on the path, whose modules are forgotten in the end."""
    monkeypatch.syspath_prepend(tmp_path)
    yield tmp_path
    for name, module in list(sys.modules.items()):
        if str(getattr(module, "__file__", None)).startswith(str(tmp_path)):
            del sys.modules[name]


def kinds_with(shelf: Path, value: str, **modules: str) -> tuple[set[str], list[str]]:
    """The kinds that one entry point adds, and the warnings beside."""
    packages.offer(shelf, "salt-kinds", KINDS, {"salt": value}, **({"salt_kinds": QUOTAS} | modules))
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        found = sl.Kinds.installed()
    assert set(sl.KINDS) <= set(found)
    assert all(isinstance(one.message, PluginWarning) for one in told)
    return set(found) - set(sl.KINDS), [str(one.message) for one in told]


# Any group.


def test_what_a_package_offers_is_found_by_package_and_name(shelf: Path):
    packages.offer(shelf, "zinc", GROUP, {"b": "math:pi", "a": "math:tau"})
    packages.offer(shelf, "iron", GROUP, {"one": "string:digits"})
    packages.offer(shelf, "lead", "sanctledger.tests.others", {"one": "no_such_module"})
    found = [(one.package, one.name) for one in plugins(GROUP, callable)]
    assert found == [("iron", "one"), ("zinc", "a"), ("zinc", "b")]


def test_of_a_module_only_its_public_names_of_the_right_sort_count_and_each_once(shelf: Path):
    code = "from os import getcwd as first, getcwd as second\n_hidden = len\nnumber = 3\n"
    listed = code + "__all__ = ['_hidden']\n"
    packages.offer(shelf, "tin", GROUP, {"a": "tin_open", "b": "tin_listed"}, tin_open=code, tin_listed=listed)
    assert [one.offers for one in plugins(GROUP, callable)] == [(os.getcwd,), (len,)]


def test_of_two_packages_of_one_name_the_first_on_the_path_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for folder, value in (("old", "math:pi"), ("new", "math:tau")):
        monkeypatch.syspath_prepend(packages.offer(tmp_path / folder, "zinc", GROUP, {"one": value}))
    (found,) = plugins(GROUP, callable)
    assert found == Plugin("zinc", "one", (6.283185307179586,))


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("no_such_module", "ModuleNotFoundError: No module named 'no_such_module'"),
        ("math:no_such_name", "AttributeError: module 'math' has no attribute 'no_such_name'"),
        ("rusty", "RuntimeError: two lines"),
        ("leaves", "SystemExit: 3"),
        ("hollow", "`hollow` holds nothing of the sort"),
        ("lying", "AttributeError: module 'lying' has no attribute 'nothing'"),
    ],
)
def test_what_cannot_be_had_is_left_out_and_breaks_nothing_else(shelf: Path, value: str, problem: str):
    modules = {
        "rusty": "raise RuntimeError('two\\nlines')",
        "leaves": "import sys; sys.exit(3)",
        "hollow": "",
        "lying": "__all__ = ['nothing']",
    }
    packages.offer(shelf, "iron", GROUP, {"bad": value, "good": "math:pi"}, **modules)
    with pytest.warns(PluginWarning) as told:
        found = [one.name for one in plugins(GROUP, callable)]
    assert found == ["good"]
    (warning,) = [one.message for one in told]
    assert isinstance(warning, PluginWarning)
    assert (warning.package, warning.entry_point, warning.problem) == ("iron", "bad", problem)
    assert str(warning) == f"`bad` of the package iron is left out: {problem}"


@pytest.mark.parametrize("content", [b"\xff\xfe[sanctledger.tests]", b"[console_scripts]\nno equals sign\n"])
def test_a_package_whose_files_are_broken_is_passed_over(shelf: Path, content: bytes):
    packages.offer(shelf, "iron", GROUP, {"one": "math:pi"})
    packages.offer(shelf, "mud", "else", {})
    (shelf / "mud-1.0.dist-info" / "entry_points.txt").write_bytes(content)
    assert [one.package for one in plugins(GROUP, callable)] == ["iron"]


def test_a_package_whose_own_entry_points_are_broken_is_named(shelf: Path):
    packages.offer(shelf, "mud", GROUP, {})
    (shelf / "mud-1.0.dist-info" / "entry_points.txt").write_text(f"[{GROUP}]\nno equals sign\n", "utf-8")
    with pytest.warns(PluginWarning, match=r"`entry_points.txt` of the package mud is left out"):
        assert list(plugins(GROUP, callable)) == []


# Kinds.


@pytest.mark.parametrize(
    ("value", "added"),
    [
        ("salt_kinds", "salt_quota sugar_quota"),
        ("salt_kinds:SaltQuota", "salt_quota"),
        ("salt_kinds:both", "salt_quota sugar_quota"),
        ("salt_kinds:catalogue", "salt_quota"),
    ],
)
def test_an_entry_point_names_a_class_a_list_a_catalogue_or_a_module(shelf: Path, value: str, added: str):
    assert kinds_with(shelf, value) == (set(added.split()), [])


def test_without_packages_the_installed_kinds_are_the_built_in_ones():
    assert sl.Kinds.installed() == sl.KINDS


CLASHING = """
    from typing import Literal
    import sanctledger as sl

    class Freeze(sl.Sanction, frozen=True):
        kind: Literal["asset_freeze"] = "asset_freeze"

    class Torn(sl.Sanction, frozen=True):
        kind: Literal["torn"] = "torn"
        no_such: "Nothing"

    class Toll(sl.Coercion, frozen=True):
        kind: Literal["toll"] = "toll"
"""


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("salt_kinds:number", "7 is not a record; a kind is a subclass of a record family"),
        ("salt_kinds:Unfit", "salt_kinds.Unfit names no kind; a kind is a subclass of a record family"),
        (
            "clashing:Freeze",
            "kind `asset_freeze` belongs to sanctledger.records.sanctions.AssetFreeze, so clashing.Freeze",
        ),
        ("clashing:Torn", "PydanticUndefinedAnnotation: name 'Nothing' is not defined"),
    ],
)
def test_what_cannot_be_a_kind_is_left_out_and_why_is_told(shelf: Path, value: str, problem: str):
    added, (told,) = kinds_with(shelf, value, clashing=CLASHING)
    assert added == set()
    assert told.startswith(f"`salt` of the package salt-kinds is left out: {problem}")
    assert "\n" not in told
    assert "http" not in told


def test_of_several_classes_the_good_ones_join(shelf: Path):
    added, told = kinds_with(shelf, "clashing", clashing=CLASHING)
    assert added == {"toll"}
    assert len(told) == 2


def test_two_packages_that_claim_one_kind_do_not_break_each_other(shelf: Path):
    packages.offer(shelf, "a-salt", KINDS, {"salt": "first:Salt"}, first=QUOTAS.replace("SaltQuota", "Salt"))
    added, (told,) = kinds_with(shelf, "salt_kinds")
    assert added == {"salt_quota", "sugar_quota"}
    assert "kind `salt_quota` belongs to first.Salt" in told


# The command line.


def run(shelf: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(shelf), *filter(None, [os.environ.get("PYTHONPATH")])])
    command = [sys.executable, "-m", "sanctledger", *arguments]
    environment: Any = os.environ | {"PYTHONPATH": path}
    return subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)


def test_every_command_reads_installed_kinds_and_a_broken_package_is_one_note(tmp_path: Path):
    shelf = packages.offer(tmp_path / "shelf", "salt-kinds", KINDS, {"salt": "salt_kinds"}, salt_kinds=QUOTAS)
    packages.offer(shelf, "rust", KINDS, {"rust": "rusty"}, rusty="raise RuntimeError('\x1b[2J')")
    ledger = tmp_path / "ledger.yaml"
    ledger.write_text(YAML, "utf-8")
    for command in (("check",), ("show",), ("balance", "us", "by"), ("moves", "us", "by")):
        ran = run(shelf, command[0], str(ledger), *command[1:])
        assert ran.returncode == 0, ran.stdout
        assert ran.stderr == "note: `rust` of the package rust is left out: RuntimeError: \\u001b[2J\n"
    assert "salt_quota" in run(shelf, "show", str(ledger), "sanctions").stdout
    assert "unknown kind `salt_quota`" in run(tmp_path, "check", str(ledger)).stdout


def test_a_package_brings_valuations_and_a_broken_one_breaks_nothing(shelf: Path) -> None:
    code = """
        import sanctledger as sl
        OURS = sl.Valuation.of("ours", {"release": "1 per prisoners"}, version="1", citation="A study")
        TAKEN = sl.Valuation.of("plover", {"release": 1}, version="1", citation="A study")
        both = [OURS, TAKEN, 7]
    """
    packages.offer(shelf, "a-study", "sanctledger.valuations", {"scales": "a_study:both"}, a_study=code)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        known = sl.valuations()
    assert list(known)[-1] == "ours"
    assert known["plover"].citation != "A study"
    said = [str(one.message) for one in caught]
    assert any("there is a valuation `plover` already" in one for one in said)
    assert any("7 is not a valuation" in one for one in said)
