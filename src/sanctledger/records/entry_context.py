"""The context of a record: what a record class may ask about other records when it yields its entries."""

from __future__ import annotations

import attrs

from sanctledger.values.bounds import Bounds
from sanctledger.values.periods import Periods


@attrs.frozen
class AmountStep:
    """An amount on some days: a step in the life of an amount.

    Attributes:
        unit: The unit.
        amount: The amount on these days.
        periods: The days.
        part_of: For a part of the amount of the record, the unit of the whole.
        because: The ids of the other records that changed the amount.
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
        sender: The party that imposes the measure.
        target: The party that the measure is imposed on.
        state: `in_force`, `partly_eased`, `eased`, `lifted` or `ended`.
        periods: The days.
        because: The ids of the records that eased, lifted or ended the measure.
        deal: The deal of these records, if they have one in common.
    """

    sender: str
    target: str
    state: str
    periods: Periods
    because: tuple[str, ...] = ()
    deal: str | None = None
