"""The role of a record between two parties: the class of the act, its actor, its receiver, and its sense."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from sanctledger.base.common_errors import ScopeTooIntricate
from sanctledger.posting.position import Position
from sanctledger.questions.acting_parties import parties_of, roots
from sanctledger.records.acts import Act, Coercion
from sanctledger.records.deals import Deal, Pledge, Reversal
from sanctledger.records.easings import Easing
from sanctledger.records.record import Record
from sanctledger.records.sanctions import Sanction
from sanctledger.values.scope import Scope
from sanctledger.values.units import Sense

Doing = Literal[
    "impose", "continue", "reimpose", "ease", "lift", "lapse", "tighten", "reverse", "concede", "coerce", "pledge"
]
_OPPOSITE: dict[Sense | None, Sense | None] = {"benefit": "burden", "burden": "benefit", None: None}


def side_of(  # noqa: PLR0913 - the two sides of the question and of the act
    position: Position,
    a: frozenset[str],
    b: frozenset[str] | None,
    givers: tuple[str, ...],
    receivers: tuple[str, ...],
    *,
    rollup: bool,
) -> str | None:
    """Return the side that acted on the other: `given` for the first, `received` for the second, else `None`."""

    def touches(parties: tuple[str, ...], side: frozenset[str] | None) -> bool:
        if side is not None:
            return not position.snapshot.touched(parties, rollup=rollup).isdisjoint(side)
        return any(position.snapshot.touched([party], rollup=rollup).isdisjoint(a) for party in parties)

    if touches(givers, a) and touches(receivers, b):
        return "given"
    return "received" if touches(givers, b) and touches(receivers, a) else None


def done(position: Position, record: Record) -> tuple[Doing, tuple[str, ...], tuple[str, ...]] | None:
    """Return the class of the act that a record is, its actors and its receivers; `None` if it is not an act."""
    if isinstance(record, Sanction):
        does: Doing = "reimpose" if record.reimposes else "continue" if record.continues else "impose"
        return does, record.senders, record.targets
    if isinstance(record, Act):
        return "coerce" if isinstance(record, Coercion) else "concede", record.givers, record.receivers
    if isinstance(record, Pledge):
        return "pledge", record.givers, record.receivers
    if isinstance(record, Easing):
        return (_eases(position, record), *parties_of(position.snapshot.easing_targets.measures(record)))
    if isinstance(record, Reversal):
        return _reverses(position, record)
    return None


def _eases(position: Position, easing: Easing) -> Doing:
    if easing.lifts:
        return "lapse" if easing.expires else "lift"
    for before in position.snapshot.versions.resolved(easing.replaces, Easing):
        if not before.lifts and _narrows(position, easing, before):
            return "tighten"
    return "ease"


def _narrows(position: Position, easing: Easing, before: Easing) -> bool:
    """Return whether a licence frees less than the licence before: fewer measures, a smaller scope, a wind-down."""
    if easing.partial and not before.partial:
        return True
    now, then = (_measures(position, one) for one in (easing, before))
    if not now <= then:
        return False
    try:
        frees = _freed_scopes(position, easing, before)
        less = all(new.within(old) for new, old in frees)
        return less and (now != then or not all(old.within(new) for new, old in frees))
    except ScopeTooIntricate:  # scopes that cannot be compared are not known to be narrower
        return False


def renews(position: Position, record: Record) -> bool:
    """Return whether an easing only continues the easing before: the same scope, the same measures, and no gap."""
    if not isinstance(record, Easing) or record.lifts:
        return False
    for before in position.snapshot.versions.resolved(record.replaces, Easing):
        goes_on = before.end is None or record.start.first <= before.end.last
        if goes_on and not before.lifts and before.partial == record.partial and _same(position, record, before):
            return True
    return False


def _same(position: Position, easing: Easing, before: Easing) -> bool:
    """Return whether two easings free the same scope of the same measures."""
    if _measures(position, easing) != _measures(position, before):
        return False
    try:
        return all(new.same_reach(old) for new, old in _freed_scopes(position, easing, before))
    except ScopeTooIntricate:  # scopes that cannot be compared are not known to be equal
        return False


def _freed_scopes(position: Position, easing: Easing, before: Easing) -> list[tuple[Scope, Scope]]:
    """Return the scopes that an easing, and the easing before, free of each measure that the first reaches.

    Raises:
        ScopeTooIntricate: The scopes cannot be compared.
    """
    record_index = position.snapshot.record_index
    new, old = record_index.reach(easing), record_index.reach(before)
    reached = dict.fromkeys(
        record_index.reach(sanction) for sanction, *_ in position.snapshot.easing_targets.measures(easing)
    )
    return [(reach & new, reach & old) for reach in reached]


def _measures(position: Position, easing: Easing) -> frozenset[tuple[str, str, str]]:
    """Return the measures that an easing reaches: the sanction, sender and target of each."""
    reached = position.snapshot.easing_targets.measures(easing)
    return frozenset((sanction.id, sender, target) for sanction, sender, target in reached)


def _reverses(position: Position, reversal: Reversal) -> tuple[Doing, tuple[str, ...], tuple[str, ...]]:
    """Return the parties of a reversal: the reversing party, and the parties concerned by the reversed records."""
    sides = [_concerned(position, reversal, record) for record in roots(position.snapshot, reversal)]
    did, took = (tuple(dict.fromkeys(party for side in sides for party in side[place])) for place in (0, 1))
    return "reverse", reversal.by or did, took


def _concerned(position: Position, reversal: Reversal, record: Record) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the actors and the receivers of a reversed record, as far as the reversal concerns them."""
    reaches = position.snapshot.easing_targets
    if isinstance(record, Easing):
        return parties_of(one for one in reaches.measures(record) if reaches.concerns(reversal, record, *one))
    if isinstance(record, Sanction):
        measures = ((record, sender, target) for sender in record.senders for target in record.targets)
        return parties_of(one for one in measures if reaches.concerns(reversal, record, *one))
    if isinstance(record, Deal):
        return (), tuple(party for party in record.members if party not in reversal.by)
    act = done(position, record)
    return ((), ()) if act is None else act[1:]


def sense_of(position: Position, record: Record) -> Sense | None:
    """Return whether a record is a benefit or a burden to its receivers; `None` if that cannot be decided.

    - Imposing, tightening, coercing and leaving a deal are burdens.
    - Easing, lifting and conceding are benefits.
    - A reversal has the opposite sense of the reversed record.
    - A promise has the sense of the promised act or, if it promises no kind, the sense of its unit.
    """
    if isinstance(record, Pledge):
        return _promised_sense(position, record)
    if isinstance(record, Reversal):
        senses = {_OPPOSITE[sense] for sense in _reversed_senses(position, record)}
        return senses.pop() if len(senses) == 1 else None
    if isinstance(record, Easing):
        return "burden" if _eases(position, record) == "tighten" else "benefit"
    return _sense_of_class(type(record))


def _sense_of_class(cls: type[Record]) -> Sense | None:
    if issubclass(cls, (Easing, Deal)):
        return "benefit"
    if issubclass(cls, (Sanction, Reversal)):
        return "burden"
    return ("burden" if issubclass(cls, Coercion) else "benefit") if issubclass(cls, Act) else None


def promised_class(position: Position, pledge: Pledge) -> type[Record] | None:
    """Return the class of the kind that a pledge promises, custom kinds included; `None` if the kind is not known."""
    kind = None if pledge.promises is None else pledge.promises.kind
    kinds = position.snapshot.record_index.kinds
    return None if kind is None or kind not in kinds else kinds[kind]


def _promised_sense(position: Position, pledge: Pledge) -> Sense | None:
    cls = promised_class(position, pledge)
    if cls is not None:
        sense = _sense_of_class(cls)
        return None if sense == "burden" and is_upon_others(position, pledge) else sense
    units = position.snapshot.record_index.units
    return None if pledge.promised is None else units.sense(units.canonical(pledge.promised.unit))


def is_upon_others(position: Position, pledge: Pledge) -> bool:
    """Return whether the promised act is to be done to third parties only, and not to a receiver of the promise."""
    snapshot = position.snapshot
    targets = () if pledge.promises is None else pledge.promises.targets
    return bool(targets) and snapshot.touched(targets, rollup=True).isdisjoint(
        snapshot.touched(pledge.receivers, rollup=True)
    )


def _reversed_senses(position: Position, reversal: Reversal) -> Iterator[Sense | None]:
    """Return the senses of the records that a reversal reverses, through chains of reversals."""
    waiting: list[tuple[Record, bool]] = [(reversal, False)]
    seen = {reversal.id}
    while waiting:
        one, is_odd = waiting.pop()
        for record in position.snapshot.versions.resolved(getattr(one, "reverses", ()), Record):
            if isinstance(record, Reversal):
                if record.id not in seen:
                    seen.add(record.id)
                    waiting.append((record, not is_odd))
            else:
                sense = sense_of(position, record)
                yield _OPPOSITE[sense] if is_odd else sense
