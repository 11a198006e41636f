"""Rules about the names of units."""

from __future__ import annotations

from collections.abc import Iterator

from sanctledger.base.words import spellings
from sanctledger.checks.lookups import columns, once, standing
from sanctledger.checks.rule import Flaw, Rule
from sanctledger.checks.similar_words import differ_by_number
from sanctledger.posting.snapshot import Account
from sanctledger.posting.validity import claimed_quantity
from sanctledger.records.acts import Act
from sanctledger.records.deals import Pledge, Reversal
from sanctledger.records.sources import Assertion, Claim, Observation
from sanctledger.values.quantity import is_money

#: Where a unit is written: the record and the path of the amount.
Uses = dict[str, list[tuple[str, str]]]


@once
def _used(account: Account) -> Uses:
    """Where each unit is used, class by class in the order of the records."""
    found: Uses = {}
    for some in columns(account, Act, Pledge, Observation, Assertion, Reversal):
        for record_id, quantity in zip(some["id"], some["quantity"], strict=True):
            if quantity is not None:
                found.setdefault(quantity.unit, []).append((record_id, "quantity"))
    for record_id, path, unit in _elsewhere(account):
        found.setdefault(unit, []).append((record_id, path))
    return found


def _elsewhere(account: Account) -> Iterator[tuple[str, str, str]]:
    """The units of what is no amount of a record's own: of parts, of promises and of claims."""
    for act in account.lines.saying("of_which", Act):
        for number, part in enumerate(act.of_which):
            yield act.id, f"of_which.{number}.quantity", part.quantity.unit
    for pledge in account.lines.saying("promises", Pledge):
        if pledge.quantity is None and pledge.promised is not None:
            yield pledge.id, "promises.quantity", pledge.promised.unit
    for claim in standing(account, Claim):
        rival = claimed_quantity(claim, account.book.about) if claim.field == "quantity" else None
        if rival is not None:
            yield claim.id, "value", rival.unit


def _is_declared(account: Account, unit: str) -> bool:
    return account.book.units.canonical(unit) in account.book.units


def misspelt(account: Account) -> Iterator[Flaw]:
    """Units that are nearly the same as one that is declared, or used more often."""
    for unit, meant in _meant(account).items():
        declared = _is_declared(account, meant)
        message = f"the unit `{unit}` is nearly `{meant}`, which is {'declared' if declared else 'used more often'}"
        hint = f"did you mean `{meant}`? different units never add; otherwise declare `{unit}` too"
        for record_id, path in _used(account)[unit]:
            yield Flaw(message, record_id, path, hint)


@once
def _meant(account: Account) -> dict[str, str]:
    """The units that are likely misspelt, with what each is likely to mean."""
    units, used = account.book.units, _used(account)
    words = dict.fromkeys(word for one in units for word in (one.unit, one.one) if word) | dict.fromkeys(used)
    alike: dict[str, list[str]] = {}
    for word in words:
        for key in dict.fromkeys(spellings(word)):
            alike.setdefault(key, []).append(word)
    found = {}
    for unit in used:
        if _is_declared(account, unit) or is_money(unit):
            continue
        near = dict.fromkeys(word for key in spellings(unit) for word in alike[key])
        better = [
            word
            for word in near
            if word != unit
            and not differ_by_number(unit, word)
            and not is_money(word)
            and (_is_declared(account, word) or _rank(used, word) > _rank(used, unit))
        ]
        if better:
            found[unit] = max(better, key=lambda word: (_is_declared(account, word), _rank(used, word)))
    return found


def _rank(used: Uses, word: str) -> tuple[int, int, str]:
    """The more a unit is used the likelier it is meant; of two alike, the longer, which is the plural."""
    return len(used.get(word, ())), len(word), word


def undeclared(account: Account) -> Iterator[Flaw]:
    """Units that a ledger does not declare although it declares others; each once."""
    brought = account.book.kinds.units  # what comes with a kind, the ledger did not declare
    if all(unit.unit in brought for unit in account.book.units):
        return
    meant = _meant(account)
    for unit, places in _used(account).items():
        if not _is_declared(account, unit) and unit not in meant and not is_money(unit):
            record_id, path = min(places)
            more = f"; it stands at {len(places)} places" if len(places) > 1 else ""
            message = f"the unit `{unit}` is not among those that the ledger declares{more}"
            yield Flaw(message, record_id, path, "declare it under `units`, with the word for one of it")


def broken_wholes(account: Account) -> Iterator[Flaw]:
    """Declared units that are part of one that nobody declared, or of themselves."""
    units = account.book.units
    for unit in units:
        if unit.part_of is None:
            continue
        if units.canonical(unit.part_of) not in units:
            message = f"the unit `{unit.unit}` is part of `{unit.part_of}`, which is not declared"
            yield Flaw(message, None, None, f"declare `{unit.part_of}` under `units`, or mend `part_of`")
        elif _comes_back(account, unit.unit):
            yield Flaw(
                f"the unit `{unit.unit}` is part of itself", None, None, "take `part_of` out of one of the circle"
            )


def _comes_back(account: Account, name: str) -> bool:
    units, seen, at = account.book.units, set[str](), name
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
