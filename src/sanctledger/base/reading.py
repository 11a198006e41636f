"""The reading of the evidence: the statuses that count, and the use of rival claims."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, get_args

import attrs

from sanctledger.base.arguments import refusing_methods
from sanctledger.base.common_errors import ReadError

Claims = Literal["widest", "stated"]
#: The statuses that count unless a reading says otherwise. Retracted records never count.
STATUSES = ("confirmed", "reported", "scheduled", "disputed")


def _read_statuses(raw: str | Iterable[str]) -> frozenset[str]:
    statuses = frozenset([raw] if isinstance(raw, str) else raw)
    if unknown := sorted(statuses - set(STATUSES)):
        raise ReadError(unknown[0], "is not a status that can count", f"choose among {', '.join(STATUSES)}")
    return statuses


@refusing_methods()
@attrs.frozen
class Reading:
    """A reading of the evidence.

    Attributes:
        claims: `widest` widens a record so that its rival claims lie within; `stated` takes the records as written.
        statuses: The statuses that count; a record whose current version has another status is left out.
    """

    claims: Claims = attrs.field(default="widest")
    statuses: frozenset[str] = attrs.field(default=frozenset(STATUSES), converter=_read_statuses)

    @claims.validator
    def _known(self, _attribute: Any, value: str) -> None:
        if value not in get_args(Claims):
            raise ReadError(str(value), "is not a way to read rival claims", "choose `widest` or `stated`")

    @classmethod
    def of(cls, raw: Reading | str) -> Reading:
        """Return the reading itself, or the reading with a name: `Reading.of("stated")`.

        Raises:
            ReadError: The text is neither `widest` nor `stated`.
        """
        return raw if isinstance(raw, Reading) else cls(claims=raw)  # type: ignore[arg-type]  # validated
