"""Rules about the terms that scopes are written in."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from sanctledger.account import Account
from sanctledger.checks.likeness import Words, differ_by_number, spellings
from sanctledger.checks.rule import Flaw, Rule
from sanctledger.checks.subjects import once, standing
from sanctledger.easings import Easing
from sanctledger.errors import ScopeTooIntricate
from sanctledger.exchange import Pledge
from sanctledger.links import cycles
from sanctledger.record import Record
from sanctledger.sanctions import Sanction
from sanctledger.scope import Scope
from sanctledger.scope_forms import DIMENSIONS
from sanctledger.terms import CODES, upwards

#: Where a term is written: the record and the path of the field.
Uses = dict[tuple[str, str], list[tuple[str, str]]]


@once
def _used(account: Account) -> Uses:
    """Where each term of each dimension is written, class by class in the order of the records."""
    found: Uses = {}
    told: dict[Scope, tuple[tuple[str, str, str], ...]] = {}
    for record in standing(account, Sanction, Easing, Pledge):
        path, scope = _scope(record)
        if scope is None or scope.is_everything:
            continue
        if scope not in told:
            told[scope] = tuple(dict.fromkeys(_terms(scope)))
        for below, dimension, term in told[scope]:
            found.setdefault((dimension, term), []).append((record.id, f"{path}.{below}"))
    return found


def _scope(record: Record) -> tuple[str, Scope | None]:
    if isinstance(record, Pledge):
        return "promises.scope", record.promises.scope if record.promises else None
    return "scope", getattr(record, "scope", None)


def _terms(scope: Scope, path: str = "") -> Iterator[tuple[str, str, str]]:
    for name, terms in scope.terms:
        for term in sorted(terms):
            yield path or name, name, term
    for taken in scope.excluding:
        yield from _terms(taken, "excluding")


def misspelt(account: Account) -> Iterator[Flaw]:
    """Terms and dimensions that are nearly the same as one that the library or the ledger knows."""
    meant, told = _meant(account), set[str]()
    for (dimension, term), places in _used(account).items():
        if near := _dimension_meant(account, dimension):
            if dimension not in told:
                told.add(dimension)
                hint = f"did you mean `{near}`? a dimension of its own is compared with no other"
                yield Flaw(f"the dimension `{dimension}` is nearly `{near}`", *min(places), hint)
        elif near := meant.get((dimension, term)):
            message = f"the {dimension} term `{term}` is nearly `{near}`, which is known"
            hint = f"did you mean `{near}`? otherwise declare `{term}` under `terms: {dimension}`"
            for record_id, path in places:
                yield Flaw(message, record_id, path, hint)


def _dimension_meant(account: Account, dimension: str) -> str | None:
    if dimension in DIMENSIONS or account.book.terms.declares(dimension):
        return None
    keys = set(spellings(dimension))
    return next((one for one in DIMENSIONS if not keys.isdisjoint(spellings(one))), None)


@once
def _meant(account: Account) -> dict[tuple[str, str], str]:
    """The terms that are likely misspelt, with what each is likely to mean."""
    terms, found = account.book.terms, dict[tuple[str, str], str]()
    alike: dict[tuple[str, str], list[str]] = {}
    for dimension in dict.fromkeys(dimension for dimension, _ in _used(account)):
        for known in terms.known(dimension):
            for key in dict.fromkeys(spellings(known)):
                alike.setdefault((dimension, key), []).append(known)
    for dimension, term in _used(account):
        if term.startswith(CODES) or term in terms.known(dimension):
            continue
        for above in upwards(term):
            if above in terms.known(dimension):
                break
            near = dict.fromkeys(word for key in spellings(above) for word in alike.get((dimension, key), ()))
            better = [word for word in near if not differ_by_number(above, word) and not _is_numbered(above)]
            if better:
                found[dimension, term] = min(better) + term[len(above) :]
                break
    return found


def _is_numbered(term: str) -> bool:
    """Whether a term is the name of one of many, as tail numbers are: a letter more or less is no slip."""
    return any(letter.isdigit() for letter in term)


def undeclared(account: Account) -> Iterator[Flaw]:
    """Terms that a ledger does not declare although it declares others of their dimension; each once."""
    terms, meant = account.book.terms, _meant(account)
    for (dimension, term), places in _used(account).items():
        if terms.declares(dimension) and not terms.knows(dimension, term) and (dimension, term) not in meant:
            more = f"; it stands at {len(places)} places" if len(places) > 1 else ""
            like = Words(terms.known(dimension)).suggestion(term)
            message = f"the {dimension} term `{term}` is not among those that the ledger declares{like}{more}"
            yield Flaw(message, *min(places), f"declare it under `terms: {dimension}`, or mend it")


def broken_links(account: Account) -> Iterator[Flaw]:
    """Declared terms that lie under one that nobody knows or writes, or under themselves."""
    terms = account.book.terms
    used = set(_used(account))
    for dimension in dict.fromkeys(term.dimension for term in terms):
        links = terms.spelt_links(dimension)
        circles = {name: group for group in cycles(links) for name in group}
        for term in terms:
            if term.dimension != dimension:
                continue
            for above in term.under:
                where = f"the {dimension} term `{term.term}`"
                if above in circles.get(term.term, ()):
                    yield Flaw(f"{where} lies under `{above}`, and so under itself", hint="take one of `under` out")
                elif not terms.knows(dimension, above) and (dimension, above) not in used:
                    like = Words(terms.known(dimension)).suggestion(above)
                    message = f"{where} lies under `{above}`, which nobody declares or writes{like}"
                    yield Flaw(message, hint=f"declare `{above}` under `terms: {dimension}`, or mend `under`")


def reaching_nothing(account: Account) -> Iterator[Flaw]:
    """Scopes out of which all is taken that they name."""
    judged: dict[Scope, bool] = {}
    records: Iterator[Sanction | Easing] = itertools.chain(standing(account, Sanction), standing(account, Easing))
    for record in records:
        reach = account.book.reach(record)
        if reach not in judged:
            judged[reach] = _is_nothing(reach)
        if judged[reach]:
            verb = "reaches" if isinstance(record, Sanction) else "frees"
            written = record.scope_in_force if isinstance(record, Sanction) else record.scope
            message = f"it {verb} nothing, for `excluding` takes out all that its scope names: {written}"
            yield Flaw(message, record.id, "scope", "take less out, or name more")


def _is_nothing(reach: Scope) -> bool:
    try:
        return reach.is_nothing
    except ScopeTooIntricate:
        return False


RULES = (
    Rule("SL911", "warning", "no term of a scope is a misspelling of another", misspelt),
    Rule("SL912", "info", "a ledger that declares terms of a dimension declares all that it uses", undeclared),
    Rule("SL913", "warning", "a term lies under one that is known, and not under itself", broken_links),
    Rule("SL914", "warning", "a scope reaches something", reaching_nothing),
)
