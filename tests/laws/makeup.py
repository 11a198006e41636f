"""Of whom an amount consists, in one world: how many of it are of each part, and which of those were taken back."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from laws.universe import UNITS, chain


class Contradiction(Exception):
    """What was drawn cannot be together with what the records say."""


def units_of(unit: str, told: Iterable[str]) -> dict[str, str]:
    """The units in which an amount may be asked for besides, outermost first, each with the next one above it.

    Those are the parts of its unit, the other parts of what that is part of, the units of which a record tells parts,
    and the parts of these. Another part of its whole is as open as a part of it, and stands right below it.
    """
    found: dict[str, str] = {}
    for one in UNITS:
        above = [whole for whole in chain(one)[1:] if whole in (unit, *told) or whole in found]
        beside = chain(one)[-1] == chain(unit)[-1] and one not in chain(unit)
        if one != unit and (above or beside or one in told):
            found[one] = above[0] if above else unit
    return found


@dataclass
class Makeup:
    """An amount on its own record, less what it includes: in its own unit, and in each unit below.

    `told` are the units of which the record itself says how many.
    """

    unit: str
    amounts: dict[str, int]
    told: frozenset[str]

    def counted(self, amounts: dict[str, int]) -> dict[str, int]:
        """How much it counts for in each unit: those of which its units are parts included."""
        found = dict(amounts)
        for unit in (self.unit, *self.told):
            for whole in chain(unit):
                if whole not in amounts:
                    found[whole] = max(found.get(whole, 0), amounts[unit])
        return found


def drawn(
    unit: str, whole: int, parts: dict[str, int], included: Callable[[str], tuple[int, int]], source: random.Random
) -> Makeup:
    """The makeup of what is left of a total without what it includes.

    `included` says how much of a unit the included amounts are in this world, and how much of that their records state.
    """
    amounts = {unit: max(0, whole - included(unit)[0])}
    for of, above in units_of(unit, parts).items():
        most = amounts[above]
        if of in parts:
            really, stated = included(of)
            left = parts[of] - really
            if left < 0 and stated <= parts[of]:
                raise Contradiction
            amounts[of] = max(0, left)
            if amounts[of] > most:
                raise Contradiction
        else:
            below = [parts[part] - included(part)[0] for part in parts if of in chain(part)[1:]]
            least = max([0, *below])
            if least > most:
                raise Contradiction
            amounts[of] = source.randint(least, most)
    return Makeup(unit, amounts, frozenset(parts))


def left_of(makeup: Makeup, taken: list[tuple[str | None, int]], source: random.Random) -> dict[str, int]:
    """What is left of an amount when some of it was taken back, each with its unit; `None` for the amount's own."""
    before = makeup.amounts
    gone = {makeup.unit: min(before[makeup.unit], sum(amount for _, amount in taken))}
    left = {makeup.unit: before[makeup.unit] - gone[makeup.unit]}
    for of, above in units_of(makeup.unit, makeup.told).items():
        surely = sum(amount for unit, amount in taken if unit is not None and of in chain(unit))
        if surely > before[of] and of not in makeup.told and left[makeup.unit]:
            raise Contradiction
        least = max(min(surely, before[of], gone[above]), before[of] - left[above])
        most = min(before[of], gone[above])
        if least > most:
            raise Contradiction
        gone[of] = source.randint(least, most)
        left[of] = before[of] - gone[of]
    return left
