"""What a record may ask of all else that is known when it says which entries it yields."""

from __future__ import annotations

import attrs

from sanctledger.values.bounds import Bounds
from sanctledger.values.periods import Periods


@attrs.frozen
class AmountStep:
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
    """The days on which one measure is in one state.

    Attributes:
        sender: Who restrains.
        target: Who is restrained.
        state: `in_force`, `partly_eased`, `eased`, `lifted` or `ended`.
        periods: The days.
        because: The ids of the records that eased, lifted or ended it.
        deal: The deal that these belong to, if it is one.
    """

    sender: str
    target: str
    state: str
    periods: Periods
    because: tuple[str, ...] = ()
    deal: str | None = None
