"""Counts of a stock by one observer, and the changes of the stock between two counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import attrs

from sanctledger.base.arguments import refusing_methods
from sanctledger.base.common_errors import ReadError, UnknownRecord
from sanctledger.posting.position import Position
from sanctledger.questions.balance import Amount
from sanctledger.questions.explanation import Explanation, Reason
from sanctledger.questions.stock_flows import Between, Flow, part_above
from sanctledger.values.bounds import Bounds
from sanctledger.values.dates import BEGINNING, FOREVER


@attrs.frozen
class Count:
    """The count of a stock by an observer at the close of a day.

    Attributes:
        record: The id of the observation.
        observer: The id of the observer; `None` if nobody is named.
        unit: The unit.
        day: The day, as the ledger writes it.
        amount: The counted amount.
        certain: Whether the count was certainly made: not disputed, scheduled or claimed not to have happened.
        days: The numbers of the earliest and the latest possible day.
    """

    record: str
    observer: str | None
    unit: str
    day: str
    amount: Amount
    certain: bool
    days: Between = attrs.field(repr=False)

    @property
    def is_dated(self) -> bool:
        """Return whether the earliest and the latest day of the count are known."""
        return self.days[0] > BEGINNING and self.days[1] < FOREVER

    def to_json(self) -> dict[str, Any]:
        """Return plain mappings."""
        return {"record": self.record, "day": self.day, "amount": self.amount.to_json(), "certain": self.certain}


@attrs.frozen
class Interval:
    """The changes of a stock between two counts by one observer.

    Attributes:
        earlier: The first of the two counts.
        later: The second count.
        ordered: Whether the first count was certainly made no later than the second.
        inflow: The amount that recorded acts added.
        outflow: The amount that recorded acts took.
        implied: The net inflow without a record: the later count less the earlier one, less `inflow`, plus `outflow`.
        flows: The recorded acts, in the order of their days.
        uncounted: The ids of acts that may have changed the stock, but state no amount and so count for nothing.
    """

    earlier: Count
    later: Count
    ordered: bool
    inflow: Amount
    outflow: Amount
    implied: Amount
    flows: tuple[Flow, ...]
    uncounted: tuple[str, ...]
    _position: Position = attrs.field(eq=False, repr=False, alias="position")

    @property
    def unrecorded_in(self) -> Bounds:
        """Return the least inflow without a record; there is no upper limit, since as much may have gone out again."""
        return Bounds(part_above(self.implied.bounds).low, None)

    @property
    def unrecorded_out(self) -> Bounds:
        """Return the least outflow without a record."""
        return Bounds(part_above(-self.implied.bounds).low, None)

    def explain(self) -> Explanation:
        """Return the two counts and every act between, with their sources."""
        unit = self._position.snapshot.record_index.units.words(self.later.unit)
        title = f"{unit}: {self.implied} implied between {self.earlier.day} and {self.later.day}"
        reasons = [
            counted_reason(self._position, side, one)
            for side, one in (("earlier", self.earlier), ("later", self.later))
        ]
        return Explanation(title, (*reasons, *flow_reasons(self._position, self.later.unit, self.flows)))

    def to_json(self) -> dict[str, Any]:
        """Return plain mappings and lists."""
        return {
            "earlier": self.earlier.to_json(),
            "later": self.later.to_json(),
            "ordered": self.ordered,
            "outflow": self.outflow.to_json(),
            "inflow": self.inflow.to_json(),
            "implied": self.implied.to_json(),
            "unrecorded_in": self.unrecorded_in.to_json(),
            "unrecorded_out": self.unrecorded_out.to_json(),
            "flows": [flow_json(flow) for flow in self.flows],
            "uncounted": list(self.uncounted),
        }


@refusing_methods()
@attrs.frozen
class Tally:
    """The counts of one unit by one observer.

    Attributes:
        observer: The id of the observer; `None` for counts without one, which may be by different observers.
        unit: The unit.
        counts: The counts, in the order of their days.
        intervals: The changes from each certain, dated count to the next.
        whole: The changes from the first count to the last; `None` if there are not two.
        carried: The last certain, dated count plus the recorded acts since; `None` if there is no such count.
        since: The recorded acts since the last count.
    """

    observer: str | None
    unit: str
    counts: tuple[Count, ...]
    intervals: tuple[Interval, ...]
    whole: Interval | None
    carried: Amount | None
    since: tuple[Flow, ...]
    _interval: Callable[[Count, Count], Interval] = attrs.field(eq=False, repr=False, alias="interval")

    def __iter__(self) -> Iterator[Interval]:
        """Return the intervals."""
        return iter(self.intervals)

    def __len__(self) -> int:
        """Return the number of counts."""
        return len(self.counts)

    def between(self, earlier: str, later: str) -> Interval:
        """Return the changes between any two of the counts, each given by its record or its day.

        Raises:
            UnknownRecord: The observer has no such count.
            ReadError: A day has several counts, or only a count whose day is not known.
        """
        one, other = self._named(earlier), self._named(later)
        for count in (one, other):
            if not count.is_dated:
                raise ReadError(count.record, "was counted on a day that is not known", "name a count with a day")
        return self._interval(one, other)

    def _named(self, name: str) -> Count:
        found = [count for count in self.counts if name in (count.record, count.day)]
        if not found:
            raise UnknownRecord(name, [text for one in self.counts for text in (one.record, one.day)], "count")
        if len(found) > 1:
            raise ReadError(name, "names several counts", f"choose among {', '.join(one.record for one in found)}")
        return found[0]

    def to_json(self) -> dict[str, Any]:
        """Return plain mappings and lists."""
        return {
            "observer": self.observer,
            "unit": self.unit,
            "counts": [count.to_json() for count in self.counts],
            "intervals": [interval.to_json() for interval in self.intervals],
            "whole": None if self.whole is None else self.whole.to_json(),
            "carried": None if self.carried is None else self.carried.to_json(),
            "since": [flow_json(flow) for flow in self.since],
        }


@attrs.frozen
class Beside:
    """Two counts by different observers of about the same day, shown together and never merged.

    Attributes:
        one: The first count.
        other: The second count.
        apart: The largest possible number of days between the two.
        difference: The second count less the first.
    """

    one: Count
    other: Count
    apart: int
    difference: Amount

    def to_json(self) -> dict[str, Any]:
        """Return plain mappings."""
        ends = {
            name: {"observer": count.observer, **count.to_json()}
            for name, count in (("one", self.one), ("other", self.other))
        }
        return {**ends, "unit": self.one.unit, "apart": self.apart, "difference": self.difference.to_json()}


def counted_reason(position: Position, side: str, count: Count) -> Reason:
    """Return a count as a reason of an explanation."""
    record = position.record(count.record)
    return Reason.of(
        position,
        record,
        side=side,
        unit=count.unit,
        amount=count.amount.bounds,
        givers=(count.observer,) if count.observer else (),
        receivers=tuple(filter(None, (getattr(record, "holder", None),))),
        days=count.day,
        made_by=position.snapshot.validity.widening(record),
    )


def flow_reasons(position: Position, unit: str, flows: Iterable[Flow]) -> list[Reason]:
    """Return the flows of a stock as reasons of an explanation."""
    return [
        Reason.of(
            position,
            position.record(flow.record),
            side=flow.direction,
            unit=unit,
            amount=-flow.change if flow.direction == "out" else flow.change,
            givers=flow.givers,
            receivers=flow.receivers,
            days=flow.day,
            made_by=flow.because,
        )
        for flow in flows
    ]


def flow_json(flow: Flow) -> dict[str, Any]:
    """Return a flow as plain mappings and lists."""
    return {
        "record": flow.record,
        "kind": flow.kind,
        "day": flow.day,
        "direction": flow.direction,
        "change": flow.change.to_json(),
        "status": flow.status,
        "because": list(flow.because),
    }
