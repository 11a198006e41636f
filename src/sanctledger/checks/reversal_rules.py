"""Rules about reversals: the reversed record exists, has begun, and has at least the reversed amount."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sanctledger.base.words import with_article
from sanctledger.checks.lookups import current, listed, path_to, said
from sanctledger.checks.rule import Flaw, Rule
from sanctledger.posting.snapshot import Snapshot
from sanctledger.questions.acting_parties import roots
from sanctledger.records.acts import Act
from sanctledger.records.deals import Reversal
from sanctledger.records.easings import Easing
from sanctledger.records.record import Record
from sanctledger.records.sanctions import Sanction
from sanctledger.values.bounds import Bounds, add, total, write_number
from sanctledger.values.dates import FOREVER
from sanctledger.values.periods import intersection, run
from sanctledger.values.quantity import Quantity


def more_than_given(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find acts whose reversals together take back more than was given, in the unit of the act or of a part."""
    units = snapshot.record_index.units
    taken: dict[str, list[tuple[Reversal, Quantity]]] = {}
    for reversal in current(snapshot, Reversal):
        amount = snapshot.validity.quantity(reversal)
        if amount is None or reversal.only or _is_in_doubt(snapshot, reversal):
            continue
        for act in snapshot.versions.resolved(reversal.reverses, Act):
            taken.setdefault(act.id, []).append((reversal, amount))
    for act in snapshot.versions.resolved(tuple(taken), Act):
        whole = snapshot.amounts.quantity(act)
        for given in (whole, *(snapshot.amounts.part(part) for part in act.of_which)):
            counted = [(one, amount) for one, amount in taken[act.id] if units.is_within(amount.unit, given.unit)]
            back = total(amount.bounds for _, amount in counted)
            if given.bounds.high is not None and back.low is not None and back.low > given.bounds.high:
                last = max((one for one, _ in counted), key=lambda one: (one.start.first, one.id))
                by = listed(one.id for one, _ in counted)
                verb = "takes" if len(counted) == 1 else "together take"
                too_many = said(snapshot, Quantity(back, given.unit))
                message = f"{by} {verb} back {too_many} of `{act.id}`, which gave {said(snapshot, given)}"
                over = write_number(add(back.low, -given.bounds.high))
                hint = f"that is {over} too many: fix the amounts, or name what else was taken back under `reverses`"
                yield Flaw(message, last.id, "quantity", hint)
                break


def _is_in_doubt(snapshot: Snapshot, reversal: Reversal) -> bool:
    return snapshot.validity.is_doubtful(reversal) or bool(snapshot.validity.reversals(reversal))


def another_unit(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find reversals of a counted act in a unit without relation to that of the act; they have no effect."""
    units = snapshot.record_index.units
    for reversal in current(snapshot, Reversal):
        quantity = snapshot.validity.quantity(reversal)
        if quantity is None:
            continue
        for act in roots(snapshot, reversal):
            if not isinstance(act, Act) or act.quantity is None:
                continue
            unit = snapshot.amounts.quantity(act).unit
            if not units.is_within(quantity.unit, unit) and not units.is_within(unit, quantity.unit):
                what = f"{said(snapshot, quantity)} of `{act.id}`, which is counted in {unit}"
                hint = f"write the amount in {unit}, or leave it out where all of it was taken back"
                yield Flaw(f"it takes back {what}, and so does nothing to it", reversal.id, "quantity", hint)


def of_the_uncounted(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find reversals by an amount of a record without an amount."""
    for reversal in current(snapshot, Reversal):
        quantity = snapshot.validity.quantity(reversal)
        if quantity is None:
            continue
        for record in roots(snapshot, reversal):
            if isinstance(record, Act) and (record.quantity is not None or quantity.unit == record.kind_name):
                continue
            of = f"`{record.id}`, {with_article(record.kind_name)} that states no such amount"
            message = f"it takes back {said(snapshot, quantity)} of {of}"
            if isinstance(record, Act):
                hint = f"write how much `{record.id}` was, or leave the amount out for all of it"
            else:
                hint = "leave the amount out, and name under `only` for whom it is taken back"
            yield Flaw(message, reversal.id, "quantity", hint)


def unbounded(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find reversals by an amount without an upper limit, after which anything from zero may be left."""
    for reversal in current(snapshot, Reversal):
        if reversal.quantity is not None and reversal.quantity.bounds.high is None:
            message = f"it takes back {said(snapshot, reversal.quantity)}, which may be all that there was"
            low = reversal.quantity.bounds.low or 1
            most = Quantity(Bounds(low, low * 2), reversal.quantity.unit)
            yield Flaw(message, reversal.id, "quantity", f"write the most that it can be, such as `{most}`")


def only_for_others(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find names under `only` that are not part of the reversed record; for an act, `only` has no meaning."""
    records = snapshot.record_index.records
    for reversal in snapshot.versions.saying("only", Reversal):
        below = roots(snapshot, reversal)
        for act in below:
            if isinstance(act, Act):
                what = f"`{act.id}`, {with_article(act.kind_name)}"
                message = f"`only` says nothing about {what}, and so the reversal does nothing to it"
                yield Flaw(message, reversal.id, "only", "write under `quantity` how much of it is taken back")
        parts = _parts(snapshot, below)
        for name in reversal.only:
            head = snapshot.versions.head(name)
            if parts and name in records and name not in parts and (head is None or head.id not in parts):
                message = f"`{name}` is not a sender, target or sanction of the reversed record"
                hint = f"what it takes back concerns {listed(parts, 5)}"
                yield Flaw(message, reversal.id, path_to(reversal, "only", name), hint)


def _parts(snapshot: Snapshot, records: Iterable[Record]) -> dict[str, None]:
    """Return all that `only` may name for some sanctions and easings: senders, targets and sanctions."""
    found: dict[str, None] = {}
    for record in records:
        sanctions = [record.id] if isinstance(record, Sanction) else []
        if isinstance(record, Easing):
            sanctions = list(snapshot.easing_targets.eased(record))
        for sanction in snapshot.versions.resolved(tuple(sanctions), Sanction):
            found |= dict.fromkeys((*sanction.senders, *sanction.targets, sanction.id))
    return found


def before_it_began(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find reversals of a record that had not begun."""
    for reversal in current(snapshot, Reversal):
        for name in reversal.reverses:
            record = snapshot.versions.head(name)
            if record is not None and record.start is not None and reversal.start.last < record.start.first:
                message = f"it takes back `{name}` from {reversal.start}, before that began on {record.start}"
                hint = "check both their days; what never was is `retracted`"
                yield Flaw(message, reversal.id, path_to(reversal, "reverses", name), hint)


def brings_back(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find late reversals of a licence that put an older licence, which it had replaced, in force again."""
    for reversal in current(snapshot, Reversal):
        for name in () if reversal.only else reversal.reverses:
            taken = snapshot.versions.head(name)
            if not isinstance(taken, Easing) or reversal.start.first <= taken.start.last:
                continue
            afterwards = run(reversal.start.first, FOREVER)
            for old in snapshot.versions.resolved(taken.replaces, Easing):
                if intersection(snapshot.validity.in_force(old).possible, afterwards):
                    message = f"with `{name}` taken back, `{old.id}` acts again, which that had replaced"
                    hint = f"name `{old.id}` too; where a licence replaces `{name}`, leave the reversal out"
                    yield Flaw(message, reversal.id, path_to(reversal, "reverses", name), hint)


RULES = (
    Rule("SL401", "error", "no more is taken back than was given", more_than_given),
    Rule("SL402", "warning", "an amount is taken back in the unit in which it was given", another_unit),
    Rule("SL403", "warning", "an amount is taken back of what has one", of_the_uncounted),
    Rule("SL404", "warning", "an amount that is taken back has a most", unbounded),
    Rule("SL405", "warning", "`only` names parts of what is taken back", only_for_others),
    Rule("SL406", "warning", "nothing is taken back before it began", before_it_began),
    Rule("SL407", "warning", "what takes a licence back brings none back that it had replaced", brings_back),
)
