"""What a record may ask of all else that is known when it says which entries it yields."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

import attrs

from sanctledger.values.bounds import Bounds
from sanctledger.values.periods import Periods

if TYPE_CHECKING:
    from sanctledger.records.record import Record


@attrs.frozen
class Step:
    """A part of an amount's life: how much it is on some days.

    Attributes:
        unit: What it is counted in.
        amount: How much on these days.
        periods: The days.
        part_of: For a part of the record's amount, the unit of the whole.
        because: The ids of the other records that made it so.
    """

    unit: str
    amount: Bounds
    periods: Periods
    part_of: str | None = None
    because: tuple[str, ...] = ()


@attrs.frozen
class StateDays:
    """The days on which one restraint is in one state.

    Attributes:
        sender: Who restrains.
        target: Who is restrained.
        state: `biting`, `partly_eased`, `eased`, `lifted` or `over`.
        periods: The days.
        because: The ids of the records that eased, lifted or ended it.
        deal: The deal that these belong to, where it is one.
    """

    sender: str
    target: str
    state: str
    periods: Periods
    because: tuple[str, ...] = ()
    deal: str | None = None


class Evidence(Protocol):
    """What a record may ask when it says which entries it yields: all else that is known, under a reading."""

    def acts(self, record: Record) -> Periods:
        """The days on which a record holds and no reversal undoes it."""
        ...

    def steps(self, record: Record) -> Iterable[Step]:
        """The amount of a concession or coercion through time, and its parts."""
        ...

    def states(self, record: Record) -> Iterable[StateDays]:
        """The states of each restraint of a sanction through time."""
        ...

    def claims(self, *ids: str) -> tuple[str, ...]:
        """The ids of the rival claims that widen when some records hold or how much they are."""
        ...

    def size(self, party: str) -> Bounds:
        """How many a party stands for: the size of a group, otherwise one."""
        ...

    def known_from(self, *ids: str) -> dt.date | None:
        """The day since which all of these records are known."""
        ...
