"""A record of a kind that the catalogue does not hold, kept as it stands in its file."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal, get_args

import attrs

from sanctledger.base.errors import ReadError

Syntax = Literal["yaml", "jsonl"]
#: What to do with records of kinds that the catalogue does not hold.
Unknown = Literal["refuse", "keep"]


def keeps(unknown: str) -> bool:
    """Whether records of unknown kinds are kept.

    Raises:
        ReadError: The word is neither `refuse` nor `keep`.
    """
    if unknown not in get_args(Unknown):
        raise ReadError(str(unknown), "is not a way to treat records of unknown kinds", "choose `refuse` or `keep`")
    return unknown == "keep"


def _frozen(value: Any) -> Any:
    if isinstance(value, Mapping):
        return MappingProxyType({key: _frozen(inner) for key, inner in value.items()})
    return tuple(map(_frozen, value)) if isinstance(value, (list, tuple)) else value


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, tuple) else value


@attrs.frozen
class Kept:
    """A record of a kind that the catalogue does not hold, kept as it stands in its file.

    It takes part in nothing: it moves no balance, and no rule reads it. Two are equal where their fields are, however
    they are spelt and wherever they stand.

    Attributes:
        id: Its id.
        kind: The kind that nobody here knows.
        fields: Its fields, `kind` and `id` among them, every value as the text that stands there.
        text: Its own lines, as a file of its syntax holds them.
        syntax: The syntax of its lines.
        section: The section of a YAML file in which it stands: `parties`, `sources` or `records`.
        nearest: The known kind most like its own, if any is like enough.
    """

    id: str
    kind: str
    fields: Mapping[str, Any] = attrs.field(converter=_frozen, hash=False)
    text: str = attrs.field(eq=False, repr=False)
    syntax: Syntax = attrs.field(eq=False)
    section: str = attrs.field(default="records", eq=False)
    nearest: str | None = attrs.field(default=None, eq=False, repr=False)

    def __reduce__(self) -> tuple[Any, ...]:
        """What a copy or a pickle is made from."""
        given = self.id, self.kind, self.to_mapping(), self.text, self.syntax, self.section, self.nearest
        return Kept, given

    def to_mapping(self) -> dict[str, Any]:
        """Its fields as the file writes them."""
        plain: dict[str, Any] = _plain(self.fields)
        return plain

    @property
    def said(self) -> tuple[str, str]:
        """What a finding says of it: the message, and the way out."""
        message = f"a record of kind `{self.kind}` is unknown and kept as it stands: it counts nowhere"
        if self.nearest is not None:
            return message, f"did you mean `{self.nearest}`? If not, install the package that knows `{self.kind}`"
        return message, f"install the package that knows `{self.kind}`"

    def __str__(self) -> str:
        """Its kind and id."""
        return f"{self.kind} {self.id}"
