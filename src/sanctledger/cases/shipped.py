"""The directories of the shipped cases, next to this file."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent


def names() -> tuple[str, ...]:
    """Return the names of the shipped cases."""
    return tuple(sorted(folder.name for folder in _HERE.iterdir() if folder.is_dir() and any(folder.glob("*.yaml"))))


def path(name: str) -> Path | None:
    """Return the directory of a case; `None` if no case has that name."""
    return _HERE / name if name in names() else None
