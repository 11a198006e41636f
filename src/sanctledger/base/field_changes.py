"""The differences between two versions of a mapping, field by field, in the words of the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

import attrs

Change = Literal["added", "changed", "taken out"]


@attrs.frozen
class FieldChange:
    """A field with another value than before, as the file writes it.

    Attributes:
        field: The field; one within another by its path, such as `scope.goods`.
        change: `added`, `changed` or `taken out`.
        before: The value before; `None` if the field was added.
        after: The value after; `None` if the field was taken out.
    """

    field: str
    change: Change
    before: Any = attrs.field(default=None, hash=False)
    after: Any = attrs.field(default=None, hash=False)

    def to_json(self) -> dict[str, Any]:
        """Return the four attributes."""
        return {"field": self.field, "change": self.change, "before": self.before, "after": self.after}

    def __str__(self) -> str:
        """Return one line: `quantity: 52 prisoners → 51 prisoners`."""
        if self.change == "added":
            return f"{self.field}: added {said(self.after)}"
        if self.change == "taken out":
            return f"{self.field}: taken out"
        if isinstance(self.before, list) and isinstance(self.after, list):
            was, now = ({_inner(one): None for one in members} for members in (self.before, self.after))
            new, gone = [one for one in now if one not in was], [one for one in was if one not in now]
            parts = [f"{does} {', '.join(ones)}" for does, ones in (("added", new), ("taken out", gone)) if ones]
            if parts:
                return f"{self.field}: {'; '.join(parts)}"
        return f"{self.field}: {said(self.before)} → {said(self.after)}"


def said(value: Any) -> str:
    """Return a value of a field on one line, with commas between the members of a list."""
    return ", ".join(map(_inner, value)) if isinstance(value, list) and value else _inner(value)


def _inner(value: Any) -> str:
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {_inner(inner)}' for key, inner in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_inner, value))}]"
    return str(value).lower() if isinstance(value, bool) else "nothing" if value in (None, "") else str(value)


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """Return the fields of the second mapping that differ from the first.

    They are in the order of the first mapping, then the added ones. Mappings within both are compared field by field,
    everything else as a whole.
    """
    return tuple(_changes(before, after, ""))


def _changes(before: Mapping[str, Any], after: Mapping[str, Any], path: str) -> Iterator[FieldChange]:
    for key in dict.fromkeys((*before, *after)):
        field = f"{path}{key}"
        if key not in before:
            yield FieldChange(field, "added", after=after[key])
        elif key not in after:
            yield FieldChange(field, "taken out", before=before[key])
        elif isinstance(before[key], Mapping) and isinstance(after[key], Mapping):
            yield from _changes(before[key], after[key], f"{field}.")
        elif before[key] != after[key]:
            yield FieldChange(field, "changed", before[key], after[key])
