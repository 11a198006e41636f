"""A cap on the price of oil as a kind of sanction, with a level that changes through time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar, Literal

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

import sanctledger as sl
from sanctledger.checks import Flaw, KindRule
from sanctledger.records.record import Citations

__all__ = ["Level", "OilPriceCap", "levels"]


@dataclass(
    frozen=True,
    slots=True,
    config=ConfigDict(extra="forbid", validate_by_name=True, validate_by_alias=True, serialize_by_alias=True),
)
class Level:
    """The level of a cap, from its first day until the next level begins."""

    start: sl.UncertainDate = Field(alias="from", description="The day from which the level holds.")
    price: sl.Quantity = Field(
        description="How much may be paid at most.", examples=["60 USD/barrel", "47.6 USD/barrel", "45..47 USD/barrel"]
    )
    sources: Citations = Field(default=(), description="Where that is from.")


def _level_references(levels: Iterable[Level]) -> Iterator[tuple[str, Iterable[str], str]]:
    for number, level in enumerate(levels):
        yield f"levels.{number}.sources", [citation.source for citation in level.sources], "source"


def out_of_order(cap: OilPriceCap, _snapshot: Any) -> Iterator[Flaw]:
    """Check that levels follow each other in time and have one unit."""
    for number, (before, level) in enumerate(zip(cap.levels, cap.levels[1:], strict=False), 1):
        if level.start.first <= before.start.last:
            yield Flaw(
                "it may begin before the level above it", field=f"levels.{number}.from", hint="put them in order"
            )
        if level.price.unit != before.price.unit:
            message = f"it is in {level.price.unit}, and the level above it in {before.price.unit}"
            yield Flaw(message, field=f"levels.{number}.price", hint="write all levels of a cap in one unit")


def outside_its_life(cap: OilPriceCap, _snapshot: Any) -> Iterator[Flaw]:
    """Check that each level begins on a day on which the cap is in force."""
    for number, level in enumerate(cap.levels):
        if level.start.last < cap.start.first or (cap.end is not None and level.start.first >= cap.end.last):
            yield Flaw("it begins when the cap is not in force", field=f"levels.{number}.from")


class OilPriceCap(sl.Sanction, frozen=True):
    """A cap: oil may be carried, insured and financed only if it is sold at or below a price."""

    kind: Literal["oil_price_cap"] = "oil_price_cap"
    cameo: ClassVar[str | None] = "163"
    display_name: ClassVar[str | None] = "oil price cap"
    default_scope: ClassVar[sl.Scope] = sl.Scope.of(action=["carry", "insure", "finance", "service"], goods="oil")
    dimensions: ClassVar[Mapping[str, str]] = {"product": "Which product a cap is for: crude, discount, premium."}
    codes: ClassVar[Mapping[str, str]] = {"gsdb": "trade"}
    relations: ClassVar[tuple[sl.Relation, ...]] = (
        *sl.Sanction.relations,
        sl.Relation("levels", within=_level_references),
    )
    rules: ClassVar[tuple[Any, ...]] = (
        KindRule("OPC101", "warning", "the levels of a cap follow each other", out_of_order),
        KindRule("OPC102", "warning", "a level begins while its cap is in force", outside_its_life),
    )

    levels: tuple[Level, ...] = Field(min_length=1, description="The price, each level from its day on, in order.")

    def level(self, day: dt.date | str) -> sl.Quantity | None:
        """Return the level on a day; `None` before the first level.

        Where it is unsure whether a level has begun, the answer reaches from the one before to that one.
        """
        number = sl.UncertainDate.parse(str(day)).first
        found: sl.Quantity | None = None
        for level in self.levels:
            if level.start.last <= number or (found is None and level.start.first <= number):
                found = level.price
            elif level.start.first <= number and found is not None:
                found = sl.Quantity(found.bounds.hull(level.price.bounds), level.price.unit)
        return found


def levels(view: sl.View) -> list[dict[str, str | None]]:
    """Return the caps in force on the day of a view, each with its level, as flat rows like those of every answer."""
    rows: list[dict[str, str | None]] = []
    for one in view.sanctions(kind="oil_price_cap", state=["in_force", "partly_eased", "eased"]):
        cap = view.record(one.id)
        if isinstance(cap, OilPriceCap) and (price := cap.level(view.on)) is not None:
            rows.append(
                {"cap": one.id, "sender": one.sender, "target": one.target, "level": str(price), "state": one.state}
            )
    return rows
