"""The package that a kind of one's own begins as: it installs, loads by itself, and passes its own tests."""

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
#: What a record of each family has to say, as the test of a new package says it.
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
    """Return the families that a kind may be of, each with the class to build on."""
    found: dict[str, type[Record]] = {}
    for cls in KINDS.classes:
        base = next(one for one in reversed(cls.__mro__) if getattr(one, "family", None) == cls.family)
        found.setdefault(cls.family, base)
    return found


def start_kind(kind: str, folder: PathLike, family: str = "sanction") -> tuple[Path, ...]:
    """Write a small package that brings one kind: its class with a field and a rule, its tests, and what installs it.

    Args:
        kind: The name of the kind, such as `potash_quota`.
        folder: The folder to make for it; it must not be there yet, or be empty.
        family: The family that the kind is of.

    Returns:
        The files that were written.

    Raises:
        ReadError: The name is not that of a kind, or there is no such family.
        KindClash: The library has a kind of that name.
        LedgerExists: Something stands in the folder already; it is left as it is.
        OSError: The files cannot be written; nothing is left of them.
    """
    if not _NAME.fullmatch(kind) or keyword.iskeyword(kind):
        raise ReadError(
            kind, "is no name of a kind", "write small letters, digits and underscores, such as `potash_quota`"
        )
    bases = families()
    if family not in bases:
        raise ReadError(family, "is no family", f"name one of {', '.join(sorted(bases))}")
    if kind in KINDS:
        raise KindClash(kind, KINDS[kind], type(_class_name(kind), (), {"__module__": kind}))
    target = Path(folder)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise LedgerExists(str(folder))
    words = _words(kind, family, bases[family])
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


def _words(kind: str, family: str, base: type[Record]) -> dict[str, str]:
    needed = {
        words_of(name, field)[-1]
        for name, field in base.model_fields.items()
        if field.is_required() and name not in ("id", "kind")
    }
    fields = [f'"{word}": "{_VALUES.get(word, word)}"' for word in needed]
    said = kind.replace("_", " ")
    return {
        "kind": kind,
        "module": kind,
        "distribution": f"sanctledger-{kind.replace('_', '-')}",
        "family": family,
        "words": said,
        "title": said.capitalize(),
        "cls": _class_name(kind),
        "base": f"sl.{base.__name__}",
        "code": f"X{''.join(part[0] for part in kind.split('_'))}101".upper(),
        "fields": ", ".join(fields),
        "ignore": "  # type: ignore[assignment]" if "kind" in base.model_fields and kinds_of(base) else "",
    }
