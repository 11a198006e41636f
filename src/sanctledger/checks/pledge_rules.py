"""Rules about promises and the acts that keep them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sanctledger.base.words import did_you_mean, spellings
from sanctledger.checks.lookups import current, listed, once, path_to, said
from sanctledger.checks.rule import Flaw, Rule
from sanctledger.checks.similar_words import differ_by_number
from sanctledger.posting.position import Position
from sanctledger.posting.snapshot import Snapshot
from sanctledger.questions.acting_parties import acting_parties
from sanctledger.questions.settlement.credits import PledgeCredits
from sanctledger.questions.settlement.pledge_status import pledges
from sanctledger.records.acts import Act
from sanctledger.records.deals import Pledge
from sanctledger.records.record import Record
from sanctledger.values.bounds import add, write_number
from sanctledger.values.dates import FOREVER
from sanctledger.values.quantity import Quantity


@once
def _deliveries(snapshot: Snapshot) -> tuple[tuple[Record, str, Pledge], ...]:
    """Return each record that delivers, with the id that it names and the pledge with that id."""
    return tuple(
        (record, name, pledge)
        for record in snapshot.versions.saying("delivers", Record)
        for name in getattr(record, "delivers", ())
        for pledge in snapshot.versions.resolved((name,), Pledge)
    )


def more_than_pledged(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find pledges of which more was delivered than promised; an act that delivers several counts once among them."""
    pledge_credits, units = PledgeCredits(snapshot), snapshot.record_index.units
    kept = dict.fromkeys(pledge.id for _, _, pledge in _deliveries(snapshot))
    for pledge in snapshot.versions.resolved(tuple(kept), Pledge):
        promised = pledge.promised
        if promised is None or promised.bounds.high is None:
            continue
        delivered = max((credit.amount for credit in pledge_credits.of(pledge)), key=lambda amount: amount.low or 0)
        if (delivered.low or 0) <= promised.bounds.high:
            continue
        unit = units.canonical(promised.unit)
        acts = [record for record in pledge_credits.deliveries[pledge.id] if isinstance(record, Act)]
        acts = [act for act in acts if units.is_within(snapshot.amounts.quantity(act).unit, unit)] or acts
        last = max(acts, key=lambda act: (act.start.first, act.id))
        over = write_number(add(delivered.low or 0, -promised.bounds.high))
        by, found = listed(act.id for act in acts), said(snapshot, Quantity(delivered, unit))
        message = f"`{pledge.id}` promises {said(snapshot, promised)}, and {by} delivered {found}"
        hint = f"{over} more than was promised: fix the amounts, or let part of it deliver nothing"
        yield Flaw(message, last.id, _delivers(last, pledge), hint)


def _delivers(record: Record, pledge: Pledge) -> str:
    return path_to(record, "delivers", pledge.id)


def before_the_pledge(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find deliveries and due days before the pledge was made or before it may be kept."""
    for record, name, pledge in _deliveries(snapshot):
        if record.start is None:
            continue
        for day, what in ((pledge.start, "was made"), (pledge.not_before, "was to be kept")):
            if day is not None and record.start.last < day.first:
                message = f"it delivers `{name}` on {record.start}, before that {what} on {day}"
                yield Flaw(message, record.id, path_to(record, "delivers", name), "check both their days")
                break
    for pledge in current(snapshot, Pledge):
        for day, what in ((pledge.start, "was made"), (pledge.not_before, "is to be kept")):
            if day is not None and pledge.due is not None and pledge.due.last < day.first:
                yield Flaw(f"it is due by {pledge.due}, before it {what} on {day}", pledge.id, "due", "check both days")
                break


def another_giver(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find deliveries by a party that did not make the promise."""
    for record, name, pledge in _deliveries(snapshot):
        givers = acting_parties(snapshot, record)
        if givers and snapshot.touched(givers, rollup=True).isdisjoint(snapshot.touched(pledge.givers, rollup=True)):
            message = f"`{name}` is promised by {listed(pledge.givers)} and delivered by {listed(givers)}"
            hint = "name the pledge of the one who delivers, or add the one who promised to the givers"
            yield Flaw(message, record.id, path_to(record, "delivers", name), hint)


def another_unit(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find deliveries in a unit without relation to the promised one."""
    units = snapshot.record_index.units
    for record, name, pledge in _deliveries(snapshot):
        if not isinstance(record, Act) or record.quantity is None or pledge.promised is None:
            continue
        promised = units.canonical(pledge.promised.unit)
        delivered = [snapshot.amounts.quantity(record), *map(snapshot.amounts.part, record.of_which)]
        if not any(units.is_within(one.unit, promised) or units.is_within(promised, one.unit) for one in delivered):
            message = (
                f"it delivers {said(snapshot, delivered[0])}, and `{name}` promises {said(snapshot, pledge.promised)}"
            )
            hint = "write both in one unit, or declare the one as `part_of` the other"
            yield Flaw(message, record.id, path_to(record, "delivers", name), hint)


def overdue(snapshot: Snapshot, today: dt.date) -> Iterator[Flaw]:
    """Find pledges whose due day has certainly passed and that are not kept in full."""
    day = today.toordinal()
    if not any(
        isinstance(one, Pledge) and one.due and one.due.last < day for one in snapshot.record_index.family("pledge")
    ):
        return
    delivering: dict[str, set[str]] = {}
    for record, _, kept in _deliveries(snapshot):
        delivering.setdefault(kept.id, set()).add(record.id)
    position = Position(today, None, snapshot.reading, snapshot)
    for item in pledges(position, state="overdue"):
        pledge = snapshot.versions.heads[item.id]
        if isinstance(pledge, Pledge) and pledge.due is not None and pledge.due.last < day:
            by = [one for one in item.by if one in delivering.get(item.id, ())]
            verb = "has not been kept" if item.certain else "may not have been kept"
            so_far = f" in full by what delivers it, {listed(by)}" if by else ""
            message = f"it was due by {pledge.due} and {verb}{so_far}"
            other = " else" if by else ""
            hint = f"let what{other} kept it name it under `delivers`; amend it where the day was put off"
            least = None if pledge.promised is None or by == [] else pledge.promised.bounds
            if least is not None and least.high is None and least.low is not None:
                hint += f"; where the least of what it says would keep it, promise that: {write_number(least.low)}"
            yield Flaw(message, item.id, "due", hint)


def of_no_kind(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find pledges of a kind of act that neither the catalogue nor a record has."""
    known: dict[str, None] = {}
    for pledge in current(snapshot, Pledge):
        kind = None if pledge.promises is None else pledge.promises.kind
        if kind is None or kind in snapshot.record_index.kinds:
            continue
        known = known or dict.fromkeys(
            (*snapshot.record_index.kinds, *(one.kind_name for one in snapshot.record_index.records.values()))
        )
        if kind not in known:
            message = f"there is no kind `{kind}`, which it promises{did_you_mean(kind, known)}"
            yield Flaw(message, pledge.id, "promises.kind", "name the kind of record that would keep it")


def nearly_named(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find conditions of one word that is similar to the id of a record: they are read as text and link to nothing."""
    keys: dict[str, str] = {}
    for pledge in snapshot.versions.saying("condition", Pledge):
        for number, condition in enumerate(pledge.condition):
            if " " in condition.strip() or condition in snapshot.record_index.records:
                continue
            keys = keys or {key: one for one in snapshot.record_index.records for key in spellings(one)}
            near = next((keys[key] for key in spellings(condition) if key in keys), None)
            if near is not None and not differ_by_number(near, condition):
                path = "if" if len(pledge.condition) == 1 else f"if.{number}"
                message = f"it depends on `{condition}`, which is not a record; did you mean `{near}`?"
                yield Flaw(message, pledge.id, path, "name the record, or write the condition as a sentence")


def apart_from_its_total(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find records included in a total that keeps a promise, if they keep none themselves."""
    for act in snapshot.versions.saying("includes", Act):
        pledges_kept = snapshot.versions.resolved(act.delivers, Pledge)
        made = min((pledge.start.first for pledge in pledges_kept), default=FOREVER)
        for name in act.includes:
            for below in snapshot.versions.resolved((name,), Act):
                if not below.delivers and below.start.first >= made:
                    kept = listed(pledge.id for pledge in pledges_kept)
                    message = f"it keeps {kept}, and `{below.id}`, which it includes, keeps no promise"
                    hint = f"let `{below.id}` name what it kept under `delivers`: the total keeps it by what is left"
                    yield Flaw(message, act.id, path_to(act, "includes", name), hint)


RULES = (
    Rule("SL501", "warning", "no more is delivered than was promised", more_than_pledged),
    Rule("SL502", "warning", "nothing is delivered or due before it is promised", before_the_pledge),
    Rule("SL503", "warning", "who promised delivers", another_giver),
    Rule("SL504", "warning", "what is delivered is counted as it was promised", another_unit),
    Rule("SL505", "warning", "what is due is delivered", overdue, dated=True),
    Rule("SL506", "warning", "what is promised is of a kind that there is", of_no_kind),
    Rule("SL507", "warning", "what a promise depends on is no misspelt id", nearly_named),
    Rule("SL508", "info", "what a total includes keeps the promises of the total", apart_from_its_total),
)
