"""The rules of the house: sizes, docstrings, and public names that agree wherever they are listed."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import statistics
import subprocess
import sys
from collections import Counter
from pathlib import Path

import attrs
import pytest

import sanctledger as sl
from sanctledger.records.record import Record

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "src").rglob("*.py"))
MODULES = ["sanctledger", *(one.name for one in pkgutil.walk_packages(sl.__path__, "sanctledger."))]
PUBLIC = [name for name in sl.__all__ if not name.startswith("__")]


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_there_are_sources_to_look_at():
    assert len(SOURCES) > 40
    assert len(MODULES) > 40


def test_no_file_is_longer_than_500_lines():
    files = [*SOURCES, *sorted((ROOT / "tests").rglob("*.py"))]
    assert [relative(path) for path in files if len(path.read_text("utf-8").splitlines()) > 500] == []


def test_half_of_the_files_have_fewer_than_250_lines():
    assert statistics.median(len(path.read_text("utf-8").splitlines()) for path in SOURCES) < 250


def test_a_module_begins_with_one_sentence():
    for path in SOURCES:
        text = ast.get_docstring(ast.parse(path.read_text("utf-8")))
        assert text, relative(path)
        first = text.split("\n\n")[0]
        assert first.endswith("."), relative(path)
        assert "\n" not in first, relative(path)


def test_every_public_class_and_function_has_a_docstring():
    silent = []
    for path in SOURCES:
        tree = ast.parse(path.read_text("utf-8"))
        found = [node for node in tree.body if isinstance(node, ast.ClassDef | ast.FunctionDef) and not _is_stub(node)]
        for one in [node for node in found if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]:
            found += [node for node in one.body if isinstance(node, ast.FunctionDef) and not _is_stub(node)]
        silent += [
            f"{relative(path)}: {node.name}"
            for node in found
            if not node.name.startswith("_") and not ast.get_docstring(node)
        ]
    assert silent == []


def test_no_name_of_a_module_or_of_a_class_exists_twice():
    modules = [path.stem for path in SOURCES if path.stem not in ("__init__", "__main__", "conftest")]
    assert [name for name, count in Counter(modules).items() if count > 1] == []
    classes = [
        node.name
        for path in SOURCES
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.ClassDef)
    ]
    assert [name for name, count in Counter(classes).items() if count > 1] == []


def _is_stub(node: ast.ClassDef | ast.FunctionDef) -> bool:
    return any("overload" in ast.unparse(decorator) for decorator in node.decorator_list)


def test_every_module_can_be_imported():
    for name in MODULES:
        if name != "sanctledger.__main__":
            assert importlib.import_module(name).__doc__, name


def test_the_public_names_are_sorted_and_each_once():
    def rank(name: str) -> tuple[int, str]:
        return (0 if name.isupper() else 1 if name[0].isupper() else 2), name

    assert sl.__all__ == sorted(set(sl.__all__), key=rank)


def test_every_public_name_resolves_and_is_described():
    for name in PUBLIC:
        value = getattr(sl, name)
        assert inspect.getdoc(value) or not (inspect.isclass(value) or inspect.isfunction(value)), name


def test_another_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="has no attribute 'Atlantis'"):
        _ = sl.Atlantis


def test_the_library_needs_no_extra():
    code = (
        "import sys, sanctledger as sl; [getattr(sl, name) for name in sl.__all__];"
        "sl.load('belarus').at('2025-09-12').balance('us', 'by').lines; print({'typer', 'rich'} & set(sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"


def test_public_values_never_change():
    for name in PUBLIC:
        value = getattr(sl, name)
        if not inspect.isclass(value) or issubclass(value, Exception):
            continue
        if issubclass(value, Record):
            assert value.model_config["frozen"], name
        elif attrs.has(value):
            assert value.__setattr__ is not object.__setattr__, name


def test_every_public_name_stands_in_the_program_that_type_checkers_read():
    tree = ast.parse((ROOT / "tests" / "typing" / "api.py").read_text("utf-8"))
    read = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)]
    named = {(node.value.id, node.attr) for node in read if isinstance(node.value, ast.Name)}
    assert {name for name in sl.__all__ if ("sl", name) not in named} == set()
    own = {one for one in vars(sl.Ledger) if not one.startswith("_")}
    assert {one for one in own if ("ledger", one) not in named} == set()


def test_the_package_says_that_it_is_typed():
    assert (ROOT / "src" / "sanctledger" / "py.typed").exists()
