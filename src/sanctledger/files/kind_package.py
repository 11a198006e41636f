"""A starter package for a kind of your own: the package can be installed, is found by the library, and has tests."""

from __future__ import annotations

import keyword
import re
import shutil
from pathlib import Path
from string import Template

from sanctledger.base.common_errors import LedgerExists, ReadError
from sanctledger.base.kind_errors import KindClash
from sanctledger.files.load import PathLike
from sanctledger.records.kind_checks import kinds_of, words_of
from sanctledger.records.kinds import KINDS
from sanctledger.records.record import Record

_TEMPLATES = Path(__file__).with_name("kind")
_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
#: Values of required fields, for the record in the test of a new package.
_VALUES = {
    "from": "2024-01-01",
    "quantity": "5 prisoners",
    "about": "a",
    "field": "happened",
    "value": "no",
    "act": "announces",
    "coder": "me",
    "scale": "mine",
}


def families() -> dict[str, type[Record]]:
    """Return the families of kinds, each with the class that a new kind derives from."""
    found: dict[str, type[Record]] = {}
    for cls in KINDS.classes:
        base = next(one for one in reversed(cls.__mro__) if getattr(one, "family", None) == cls.family)
        found.setdefault(cls.family, base)
    return found


def start_kind(kind: str, folder: PathLike, family: str = "sanction") -> tuple[Path, ...]:
    """Write a small package with one kind: its class with a field and a rule, its tests, and its project file.

    Args:
        kind: The name of the kind, such as `potash_quota`.
        folder: The folder of the package, which must be new or empty.
        family: The family of the kind.

    Returns:
        The files that were written.

    Raises:
        ReadError: The name is not valid for a kind, or there is no such family.
        KindClash: The library has a kind of that name.
        LedgerExists: The folder is not empty; its content is unchanged.
        OSError: The files cannot be written; a new folder is removed again.
    """
    if not _NAME.fullmatch(kind) or keyword.iskeyword(kind):
        raise ReadError(
            kind, "is not a valid name of a kind", "write small letters, digits and underscores, such as `potash_quota`"
        )
    bases = families()
    if family not in bases:
        raise ReadError(family, "is not a family", f"name one of {', '.join(sorted(bases))}")
    if kind in KINDS:
        raise KindClash(kind, KINDS[kind], type(_class_name(kind), (), {"__module__": kind}))
    target = Path(folder)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise LedgerExists(str(folder))
    words = _template_values(kind, family, bases[family])
    files = {
        target / "pyproject.toml": "pyproject.toml.txt",
        target / "README.md": "README.md.txt",
        target / "src" / kind / "__init__.py": "module.py.txt",
        target / "tests" / f"test_{kind}.py": "test.py.txt",
    }
    was_there = target.exists()
    try:
        for file, template in files.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            text = Template((_TEMPLATES / template).read_text(encoding="utf-8")).substitute(words)
            file.write_text(text, encoding="utf-8", newline="\n")
        (target / "src" / kind / "py.typed").touch()
    except BaseException:
        if not was_there:
            shutil.rmtree(target, ignore_errors=True)
        raise
    return (*files, target / "src" / kind / "py.typed")


def _class_name(kind: str) -> str:
    return "".join(part.capitalize() for part in kind.split("_"))


def _template_values(kind: str, family: str, base: type[Record]) -> dict[str, str]:
    needed = {
        words_of(name, field)[-1]
        for name, field in base.model_fields.items()
        if field.is_required() and name not in ("id", "kind")
    }
    fields = [f'"{word}": "{_VALUES.get(word, word)}"' for word in needed]
    words = kind.replace("_", " ")
    return {
        "kind": kind,
        "module": kind,
        "distribution": f"sanctledger-{kind.replace('_', '-')}",
        "family": family,
        "words": words,
        "title": words.capitalize(),
        "cls": _class_name(kind),
        "base": f"sl.{base.__name__}",
        "code": f"X{''.join(part[0] for part in kind.split('_'))}101".upper(),
        "fields": ", ".join(fields),
        "ignore": "  # type: ignore[assignment]" if "kind" in base.model_fields and kinds_of(base) else "",
    }
