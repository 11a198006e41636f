"""How the evidence is read: which standings count, and what to do with rival claims."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, get_args

import attrs

from sanctledger.base.arguments import refusing_methods
from sanctledger.base.errors import ReadError

Claims = Literal["hull", "primary"]
#: The standings that count unless a reading says otherwise. Retracted records never count.
STANDINGS = ("confirmed", "reported", "scheduled", "disputed")


def _read_standings(raw: str | Iterable[str]) -> frozenset[str]:
    standings = frozenset([raw] if isinstance(raw, str) else raw)
    if unknown := sorted(standings - set(STANDINGS)):
        raise ReadError(unknown[0], "is not a standing that can count", f"choose among {', '.join(STANDINGS)}")
    return standings


@refusing_methods()
@attrs.frozen
class Reading:
    """How the evidence is read.

    Attributes:
        claims: `hull` widens what a record says to hold its rival claims too; `primary` takes the records as written.
        standings: The standings that count; a line whose latest record has another is left out.
    """

    claims: Claims = attrs.field(default="hull")
    standings: frozenset[str] = attrs.field(default=frozenset(STANDINGS), converter=_read_standings)

    @claims.validator
    def _known(self, _attribute: Any, value: str) -> None:
        if value not in get_args(Claims):
            raise ReadError(str(value), "is not a way to read rival claims", "choose `hull` or `primary`")

    @classmethod
    def of(cls, raw: Reading | str) -> Reading:
        """The reading itself, or the one that reads claims as the text says: `Reading.of("primary")`.

        Raises:
            ReadError: The text is neither `hull` nor `primary`.
        """
        return raw if isinstance(raw, Reading) else cls(claims=raw)  # type: ignore[arg-type]  # validated
