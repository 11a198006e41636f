"""Rules about the terms of scopes."""

from __future__ import annotations

from collections.abc import Iterator

from sanctledger.base.common_errors import ScopeTooIntricate
from sanctledger.base.graph import cycles
from sanctledger.base.words import spellings
from sanctledger.checks.lookups import columns, once
from sanctledger.checks.rule import Flaw, Rule
from sanctledger.checks.similar_words import Words, differ_by_number
from sanctledger.posting.snapshot import Snapshot
from sanctledger.records.deals import Pledge
from sanctledger.records.easings import Easing
from sanctledger.records.parties import Party
from sanctledger.records.record import Record
from sanctledger.records.sanctions import Sanction
from sanctledger.values.scope import EVERYTHING, Scope
from sanctledger.values.scope_text import DIMENSIONS, PARTIES
from sanctledger.values.terms import CODES, upwards

#: Where a scope is written: the record and the path of the field.
Written = dict[Scope, list[tuple[Record, str]]]
#: Where a term of a dimension is written: the scopes, and where in each.
Uses = dict[tuple[str, str], list[tuple[Scope, str]]]


@once
def _written(snapshot: Snapshot) -> Written:
    """Return the places of each scope that is not empty, class by class in the order of the records."""
    found: Written = {}
    for some in columns(snapshot, Sanction, Easing):
        if "scope" in some.filled:
            for record, scope in zip(some.records, some["scope"], strict=True):
                found.setdefault(scope, []).append((record, "scope"))
    for pledges in columns(snapshot, Pledge):
        for pledge, promise in zip(pledges.records, pledges["promises"], strict=True):
            if promise is not None and promise.scope is not None:
                found.setdefault(promise.scope, []).append((pledge, "promises.scope"))
    found.pop(EVERYTHING, None)
    return found


@once
def _used(snapshot: Snapshot) -> Uses:
    """Return the places of each term of each dimension."""
    found: Uses = {}
    for scope in _written(snapshot):
        for below, dimension, term in dict.fromkeys(_terms(scope)):
            found.setdefault((dimension, term), []).append((scope, below))
    return found


def _places(snapshot: Snapshot, dimension: str, term: str) -> Iterator[tuple[str, str]]:
    """Return the records and fields in which a term is written."""
    for scope, below in _used(snapshot)[dimension, term]:
        for record, path in _written(snapshot)[scope]:
            yield record.id, f"{path}.{below}"


def _terms(scope: Scope, path: str = "") -> Iterator[tuple[str, str, str]]:
    for name, terms in scope.terms:
        for term in sorted(terms):
            yield path or name, name, term
    for taken in scope.excluding:
        yield from _terms(taken, "excluding")


def misspelt(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find terms and dimensions that are similar to a known one."""
    meant, told = _meant(snapshot), set[str]()
    for dimension in dict.fromkeys(term.dimension for term in snapshot.record_index.terms):
        if near := _near_dimension(snapshot, dimension):
            message = f"`terms` declares terms of a dimension `{dimension}`, which is nearly `{near}`"
            yield Flaw(message, hint=f"did you mean `{near}`? terms of a dimension that no scope has do nothing")
    for dimension, term in _used(snapshot):
        if near := _dimension_meant(snapshot, dimension):
            if dimension not in told:
                told.add(dimension)
                hint = f"did you mean `{near}`? a dimension of its own is compared with no other"
                yield Flaw(
                    f"the dimension `{dimension}` is nearly `{near}`", *min(_places(snapshot, dimension, term)), hint
                )
        elif near := meant.get((dimension, term)):
            message = f"the {dimension} term `{term}` is nearly `{near}`, which is known"
            hint = f"did you mean `{near}`? otherwise declare `{term}` under `terms: {dimension}`"
            for record_id, path in _places(snapshot, dimension, term):
                yield Flaw(message, record_id, path, hint)


def _dimension_meant(snapshot: Snapshot, dimension: str) -> str | None:
    return None if snapshot.record_index.terms.declares(dimension) else _near_dimension(snapshot, dimension)


@once
def _dimensions(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the dimensions of the library and of the kinds of the records."""
    classes = dict.fromkeys(type(some.records[0]) for some in columns(snapshot, Sanction, Easing) if some.records)
    return tuple(dict.fromkeys((*DIMENSIONS, *(name for cls in classes for name in cls.dimensions))))


def _near_dimension(snapshot: Snapshot, dimension: str) -> str | None:
    """Return the known dimension that is similar to a name; `None` if there is none."""
    known = _dimensions(snapshot)
    if dimension in known:
        return None
    keys = set(spellings(dimension))
    return next((one for one in known if not keys.isdisjoint(spellings(one))), None)


@once
def _meant(snapshot: Snapshot) -> dict[tuple[str, str], str]:
    """Return the terms that are probably misspelled, each with the probable meaning."""
    terms, found = snapshot.record_index.terms, dict[tuple[str, str], str]()
    alike: dict[tuple[str, str], list[str]] = {}
    known: dict[str, frozenset[str]] = {}
    for dimension in dict.fromkeys(dimension for dimension, _ in _used(snapshot)):
        words = dict.fromkeys((*terms.known(dimension), *(_named(snapshot) if dimension in PARTIES else ())))
        known[dimension] = frozenset(words)
        for word in words:
            for key in dict.fromkeys(spellings(word)):
                alike.setdefault((dimension, key), []).append(word)
    for dimension, term in _used(snapshot):
        if term.startswith(CODES) or term in known[dimension]:
            continue
        for above in upwards(term):
            if above in known[dimension]:
                break
            near = dict.fromkeys(word for key in spellings(above) for word in alike.get((dimension, key), ()))
            better = [word for word in near if not differ_by_number(above, word) and not _is_numbered(above)]
            if better:
                found[dimension, term] = min(better) + term[len(above) :]
                break
    return found


def _named(snapshot: Snapshot) -> Iterator[str]:
    """Return the words by which a scope may name parties: their ids, tags and kinds."""
    for party in snapshot.versions.of(Party):
        yield from (party.id, party.kind_name, *party.tags)


def _is_numbered(term: str) -> bool:
    """Return whether a term is one of a numbered series, as tail numbers are, so that one letter is no slip."""
    return any(letter.isdigit() for letter in term)


def undeclared(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find terms that a ledger does not declare although it declares others of their dimension; each once."""
    terms, meant = snapshot.record_index.terms, _meant(snapshot)
    for dimension, term in _used(snapshot):
        if terms.declares(dimension) and not terms.knows(dimension, term) and (dimension, term) not in meant:
            places = list(_places(snapshot, dimension, term))
            more = f"; it stands at {len(places)} places" if len(places) > 1 else ""
            like = Words(terms.known(dimension)).suggestion(term)
            message = f"the {dimension} term `{term}` is not among those that the ledger declares{like}{more}"
            yield Flaw(message, *min(places), f"declare it under `terms: {dimension}`, or fix it")


def broken_links(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find declared terms under an unknown term, or under themselves."""
    terms = snapshot.record_index.terms
    used = set(_used(snapshot))
    for dimension in dict.fromkeys(term.dimension for term in terms):
        links = terms.spelt_links(dimension)
        circles = {name: group for group in cycles(links) for name in group}
        for term in terms:
            if term.dimension != dimension:
                continue
            for above in term.under:
                where = f"the {dimension} term `{term.term}`"
                if above in circles.get(term.term, ()):
                    yield Flaw(f"{where} is under `{above}`, and so under itself", hint="take one of `under` out")
                elif not terms.knows(dimension, above) and (dimension, above) not in used:
                    like = Words(terms.known(dimension)).suggestion(above)
                    message = f"{where} is under `{above}`, which nobody declares or writes{like}"
                    yield Flaw(message, hint=f"declare `{above}` under `terms: {dimension}`, or fix `under`")


def reaching_nothing(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find scopes whose exclusions remove everything that they name."""
    judged: dict[Scope, bool] = {}
    for written, places in _written(snapshot).items():
        for record, _ in places if written.excluding else ():
            if not isinstance(record, Sanction | Easing):
                continue
            reach = snapshot.record_index.reach(record)
            if reach not in judged:
                judged[reach] = _is_nothing(reach)
            if judged[reach]:
                verb, scope = ("reaches", record.scope_in_force) if isinstance(record, Sanction) else ("frees", written)
                message = f"it {verb} nothing, for `excluding` takes out all that its scope names: {scope}"
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
