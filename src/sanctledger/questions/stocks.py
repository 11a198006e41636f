"""The stock of a holder: counts by observers, recorded acts between the counts, and the flows without a record."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import attrs

from sanctledger.base.answer import Answer
from sanctledger.base.arguments import refusing_methods
from sanctledger.base.common_errors import UnknownRecord
from sanctledger.base.words import so_many
from sanctledger.posting.position import Position
from sanctledger.questions.balance import Amount
from sanctledger.questions.daybook import Daybook
from sanctledger.questions.explanation import Explanation, Reason
from sanctledger.questions.stock_counts import Beside, Count, Interval, Tally, counted_reason, flow_reasons
from sanctledger.questions.stock_flows import Between, Flow, Flows, Movements, gained, lost, net
from sanctledger.records.sources import Observation

#: Counts by different observers at most this number of days apart are shown together.
NEAR = 7


@refusing_methods()
@attrs.frozen(repr=False)
class Stock(Answer):
    """The stock of a holder, observer by observer.

    Attributes:
        position: The position.
        holder: The id of the holder.
        unit: The only unit to show; `None` for all units with a count.
    """

    position: Position = attrs.field(eq=False)
    holder: str
    unit: str | None = None
    _flows: dict[tuple[str, bool], Flows] = attrs.field(factory=dict, init=False, eq=False)
    _movements: dict[bool, Movements] = attrs.field(factory=dict, init=False, eq=False)

    @cached_property
    def tallies(self) -> tuple[Tally, ...]:
        """Return the counts of each observer and unit, in the order of the units and of the ids of the observers."""
        groups: dict[tuple[str, str], list[Count]] = {}
        for count in self._counts:
            groups.setdefault((count.unit, count.observer or ""), []).append(count)
        return tuple(
            self._tally(tuple(groups[key])) for key in sorted(groups, key=lambda key: (key[0], not key[1], key))
        )

    @cached_property
    def _counts(self) -> tuple[Count, ...]:
        snapshot, found = self.position.snapshot, []
        for record in snapshot.versions.of(Observation):
            if record.holder is None or snapshot.party_id(record.holder) != self.holder:
                continue
            days = snapshot.validity.span(record).starts
            unit = snapshot.record_index.units.canonical(record.quantity.unit)
            if self.unit in {None, unit} and days[0] <= self.position.day:
                found.append(self._count(record, unit, days))
        return tuple(sorted(found, key=lambda count: (count.days, count.record)))

    def _count(self, record: Observation, unit: str, days: Between) -> Count:
        snapshot = self.position.snapshot
        counted, written = snapshot.validity.quantity(record), snapshot.stated.validity.quantity(record)
        amount = Amount((counted or record.quantity).bounds, (written or record.quantity).bounds.value)
        observer = None if record.observer is None else snapshot.party_id(record.observer)
        day = "unknown" if record.start is None else str(record.start)
        return Count(record.id, observer, unit, day, amount, not snapshot.validity.is_doubtful(record), days)

    def _tally(self, counts: tuple[Count, ...]) -> Tally:
        observer, unit = counts[0].observer, counts[0].unit
        firm = [count for count in counts if count.certain and count.is_dated]
        chained = observer is not None
        intervals = tuple(self.interval(*pair) for pair in itertools.pairwise(firm)) if chained else ()
        whole = self.interval(firm[0], firm[-1]) if len(intervals) > 1 else intervals[0] if intervals else None
        carried: Amount | None = None
        since: tuple[Flow, ...] = ()
        if firm and chained and firm[-1].days[1] <= self.position.day:
            since, change = self._change(unit, firm[-1].days, (self.position.day, self.position.day))
            carried = firm[-1].amount - -change
        return Tally(observer, unit, counts, intervals, whole, carried, since, interval=self.interval)

    def _moved(self, unit: str, earlier: Between, later: Between, *, stated: bool) -> tuple[Flow, ...]:
        key = unit, stated
        if key not in self._flows:
            if stated not in self._movements:
                snapshot = self.position.snapshot
                self._movements[stated] = Movements.of(snapshot.stated if stated else snapshot)
            self._flows[key] = self._movements[stated].flows(self.holder, unit)
        return self._flows[key].between(earlier, later)

    def _change(self, unit: str, earlier: Between, later: Between) -> tuple[tuple[Flow, ...], Amount]:
        """Return the changes of the stock by recorded acts between two closings, and their sum."""
        flows = self._moved(unit, earlier, later, stated=False)
        return flows, Amount(net(flows), net(self._moved(unit, earlier, later, stated=True)).value)

    def interval(self, earlier: Count, later: Count) -> Interval:
        """Return the changes of the stock between two counts."""
        ends = earlier.days, later.days
        flows, change = self._change(earlier.unit, *ends)
        written = self._moved(earlier.unit, *ends, stated=True)
        inflow, outflow = (Amount(moved(flows), moved(written).value) for moved in (gained, lost))
        return Interval(
            earlier,
            later,
            ordered=earlier.days[1] <= later.days[0],
            inflow=inflow,
            outflow=outflow,
            implied=later.amount - earlier.amount - change,
            flows=flows,
            uncounted=self._flows[earlier.unit, False].silent(*ends),
            position=self.position,
        )

    def beside(self, days: int = NEAR) -> tuple[Beside, ...]:
        """Return the pairs of counts by different observers that are certainly no more than a number of days apart."""
        found, counts = [], self._counts
        calendar = Daybook.of((*count.days, at) for at, count in enumerate(counts))
        for at, one in enumerate(counts):
            for other in (counts[there] for there in calendar.between(one.days[0], one.days[1] + days) if there > at):
                apart = max(abs(one.days[1] - other.days[0]), abs(other.days[1] - one.days[0]))
                differ = one.observer is None or one.observer != other.observer
                if one.unit == other.unit and apart <= days and differ:
                    found.append(Beside(one, other, apart, other.amount - one.amount))
        return tuple(found)

    def __getitem__(self, observer: str | None) -> Tally:
        """Return the counts of one observer; `None` for counts without an observer.

        Raises:
            UnknownRecord: There are no such counts, or they are of several units.
        """
        matching = [tally for tally in self.tallies if tally.observer == observer]
        if len(matching) > 1:
            raise UnknownRecord(str(observer), [tally.unit for tally in matching], "single unit counted by")
        if not matching:
            raise UnknownRecord(
                str(observer), [tally.observer or "" for tally in self.tallies], "count by the observer"
            )
        return matching[0]

    def __iter__(self) -> Iterator[Tally]:
        """Return the tallies."""
        return iter(self.tallies)

    def __len__(self) -> int:
        """Return the number of tallies."""
        return len(self.tallies)

    def explain(self) -> Explanation:
        """Return every count and every act between counts, with their sources."""
        reasons: list[Reason] = []
        for tally in self.tallies:
            reasons += [counted_reason(self.position, "count", count) for count in tally.counts]
            flows = {flow.record: flow for interval in tally for flow in interval.flows}
            reasons += flow_reasons(self.position, tally.unit, flows.values())
        return Explanation(self._title, tuple(reasons))

    @property
    def _title(self) -> str:
        unit = f" of {self.position.snapshot.record_index.units.words(self.unit)}" if self.unit else ""
        return f"stock{unit} held by {self.holder} at the close of {self.position.on}"

    def rows(self) -> list[dict[str, Any]]:
        """Return one flat mapping for each count, with the changes of the stock since the count before."""
        flat = []
        for tally in self.tallies:
            before = {interval.later.record: interval for interval in tally}
            for count in tally.counts:
                row: dict[str, Any] = {
                    "observer": tally.observer,
                    "unit": tally.unit,
                    "record": count.record,
                    "day": count.day,
                }
                row |= {f"count_{end}": value for end, value in count.amount.to_json().items()}
                interval = before.get(count.record)
                row["since"] = None if interval is None else interval.earlier.record
                for name in ("outflow", "inflow", "implied"):
                    amount = {} if interval is None else getattr(interval, name).to_json()
                    row |= {f"{name}_{end}": amount.get(end) for end in ("low", "high", "stated")}
                flows = () if interval is None else interval.flows
                flat.append({**row, "records": " ".join(flow.record for flow in flows)})
        return flat

    def to_json(self) -> dict[str, Any]:
        """Return the answer as plain mappings and lists."""
        return {
            **self.position.axes,
            "holder": self.holder,
            "unit": self.unit,
            "tallies": [tally.to_json() for tally in self.tallies],
            "beside": [pair.to_json() for pair in self.beside()],
        }

    def __str__(self) -> str:
        """Return the counts, observer by observer, with the implied flows between them."""
        lines = [self._title]
        for tally in self.tallies:
            unit = self.position.snapshot.record_index.units.words(tally.unit)
            lines.append(f"  {unit}, counted by {tally.observer or 'nobody named'}")
            before = {interval.later.record: interval for interval in tally}
            for count in tally.counts:
                if (interval := before.get(count.record)) is not None:
                    moved = f"out {interval.outflow}, in {interval.inflow} recorded"
                    lines.append(f"    {moved}; {interval.implied} net unrecorded in")
                lines.append(f"    {count.day}: {count.amount}{'' if count.certain else ' (not certain)'}")
        return "\n".join(lines)

    def __repr__(self) -> str:
        """Return the holder, the unit and the number of counts."""
        counts = sum(map(len, self.tallies))
        return f"<Stock of {self.holder} on {self.position.on}: {so_many(counts, 'count')} by {len(self)}>"


def stock(position: Position, holder: str, unit: str | None = None) -> Stock:
    """Return the counts of a holder's stock, the recorded acts between them, and the implied flows without a record.

    Args:
        position: The position; counts that can only be later than its day are left out.
        holder: The id of the holder.
        unit: The only unit to show; default: all units with a count.

    Raises:
        UnknownRecord: The ledger has no such party or unit.
    """
    (party,) = position.side(holder, rollup=False)
    record_index = position.snapshot.record_index
    canonical = None if unit is None else record_index.units.canonical(unit)
    if canonical is not None and canonical not in record_index.known_units:
        raise UnknownRecord(canonical, sorted(record_index.known_units), "unit")
    return Stock(position, party, canonical)
