"""Rules about the names of units."""

from __future__ import annotations

from collections.abc import Iterator

from sanctledger.base.words import spellings
from sanctledger.checks.lookups import columns, current, once
from sanctledger.checks.rule import Flaw, Rule
from sanctledger.checks.similar_words import differ_by_number
from sanctledger.posting.snapshot import Snapshot
from sanctledger.posting.validity import claimed_quantity
from sanctledger.records.acts import Act
from sanctledger.records.deals import Pledge, Reversal
from sanctledger.records.sources import Assertion, Claim, Observation
from sanctledger.values.quantity import is_money

#: Where a unit is written: the record and the path of the amount.
Uses = dict[str, list[tuple[str, str]]]


@once
def _used(snapshot: Snapshot) -> Uses:
    """Return the places of each unit, class by class in the order of the records."""
    found: Uses = {}
    for some in columns(snapshot, Act, Pledge, Observation, Assertion, Reversal):
        for record_id, quantity in zip(some["id"], some["quantity"], strict=True):
            if quantity is not None:
                found.setdefault(quantity.unit, []).append((record_id, "quantity"))
    for record_id, path, unit in _elsewhere(snapshot):
        found.setdefault(unit, []).append((record_id, path))
    return found


def _elsewhere(snapshot: Snapshot) -> Iterator[tuple[str, str, str]]:
    """Return the units of amounts besides those of the records themselves: of parts, promises and claims."""
    for act in snapshot.versions.saying("of_which", Act):
        for number, part in enumerate(act.of_which):
            yield act.id, f"of_which.{number}.quantity", part.quantity.unit
    for pledge in snapshot.versions.saying("promises", Pledge):
        if pledge.quantity is None and pledge.promised is not None:
            yield pledge.id, "promises.quantity", pledge.promised.unit
    for claim in current(snapshot, Claim):
        rival = claimed_quantity(claim, snapshot.record_index.about) if claim.field == "quantity" else None
        if rival is not None:
            yield claim.id, "value", rival.unit


def _is_declared(snapshot: Snapshot, unit: str) -> bool:
    return snapshot.record_index.units.canonical(unit) in snapshot.record_index.units


def misspelt(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find units that are similar to a declared one, or to one that is used more often."""
    for unit, meant in _meant(snapshot).items():
        declared = _is_declared(snapshot, meant)
        message = f"the unit `{unit}` is nearly `{meant}`, which is {'declared' if declared else 'used more often'}"
        hint = f"did you mean `{meant}`? different units never add; otherwise declare `{unit}` too"
        for record_id, path in _used(snapshot)[unit]:
            yield Flaw(message, record_id, path, hint)


@once
def _meant(snapshot: Snapshot) -> dict[str, str]:
    """Return the units that are probably misspelled, each with the probable meaning."""
    units, used = snapshot.record_index.units, _used(snapshot)
    words = dict.fromkeys(word for one in units for word in (one.unit, one.one) if word) | dict.fromkeys(used)
    alike: dict[str, list[str]] = {}
    for word in words:
        for key in dict.fromkeys(spellings(word)):
            alike.setdefault(key, []).append(word)
    found = {}
    for unit in used:
        if _is_declared(snapshot, unit) or is_money(unit):
            continue
        near = dict.fromkeys(word for key in spellings(unit) for word in alike[key])
        better = [
            word
            for word in near
            if word != unit
            and not differ_by_number(unit, word)
            and not is_money(word)
            and (_is_declared(snapshot, word) or _rank(used, word) > _rank(used, unit))
        ]
        if better:
            found[unit] = max(better, key=lambda word: (_is_declared(snapshot, word), _rank(used, word)))
    return found


def _rank(used: Uses, word: str) -> tuple[int, int, str]:
    """Return the sort key of a unit: more frequent units first; of two alike, the longer one, which is the plural."""
    return len(used.get(word, ())), len(word), word


def undeclared(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find units that a ledger does not declare although it declares others; each once."""
    brought = snapshot.record_index.kinds.units  # what comes with a kind, the ledger did not declare
    if all(unit.unit in brought for unit in snapshot.record_index.units):
        return
    meant = _meant(snapshot)
    for unit, places in _used(snapshot).items():
        if not _is_declared(snapshot, unit) and unit not in meant and not is_money(unit):
            record_id, path = min(places)
            more = f"; it stands at {len(places)} places" if len(places) > 1 else ""
            message = f"the unit `{unit}` is not among those that the ledger declares{more}"
            yield Flaw(message, record_id, path, "declare it under `units`, with the word for one of it")


def broken_wholes(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find declared units that are part of an undeclared one, or of themselves."""
    units = snapshot.record_index.units
    for unit in units:
        if unit.part_of is None:
            continue
        if units.canonical(unit.part_of) not in units:
            message = f"the unit `{unit.unit}` is part of `{unit.part_of}`, which is not declared"
            yield Flaw(message, None, None, f"declare `{unit.part_of}` under `units`, or fix `part_of`")
        elif _comes_back(snapshot, unit.unit):
            yield Flaw(
                f"the unit `{unit.unit}` is part of itself", None, None, "take `part_of` out of one of the circle"
            )


def _comes_back(snapshot: Snapshot, name: str) -> bool:
    units, seen, at = snapshot.record_index.units, set[str](), name
    while (whole := units[at].part_of) is not None:
        at = units.canonical(whole)
        if at == name:
            return True
        if at in seen:
            return False
        seen.add(at)
    return False


RULES = (
    Rule("SL901", "warning", "no unit is a misspelling of another", misspelt),
    Rule("SL902", "info", "a ledger that declares units declares all that it uses", undeclared),
    Rule("SL903", "error", "a unit is part of one that is declared", broken_wholes),
)
