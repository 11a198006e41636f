"""Whether a dealing is asked about in words that the ledger knows: a slip would answer another question."""

from __future__ import annotations

from collections.abc import Iterable

from sanctledger.base.common_errors import ReadError
from sanctledger.base.words import did_you_mean, spellings
from sanctledger.posting.snapshot import Snapshot
from sanctledger.records.sanctions import Sanction
from sanctledger.values.scope_text import DIMENSIONS, PARTIES
from sanctledger.values.terms import reaches
from sanctledger.verdicts.activity import Activity

#: The dimensions that are told by parties, or checked apart.
_APART = ("action", *PARTIES, "place")


def check_words(snapshot: Snapshot, activity: Activity) -> None:
    """Nothing, where every word of a dealing is known, or is at least no slip for a known one.

    Raises:
        ReadError: One of them is another action, or a dimension or a term that is nearly a known one.
    """
    _check_action(snapshot, activity.action)
    _check_dimensions(snapshot, [name for name, _ in activity.terms if name not in DIMENSIONS])
    for dimension, term in activity.terms:
        if dimension not in _APART:
            _check_term(snapshot, dimension, term)


def _check_action(snapshot: Snapshot, action: str | None) -> None:
    """Nothing, where what is done is an action that the library knows, or one that the ledger declares or writes.

    A word that no measure could reach would make all dealings seem free.
    """
    terms = snapshot.record_index.terms
    if action is None or terms.knows("action", action):
        return
    written = snapshot.record_index.written_terms.get("action", ())
    if not any(reaches(action, term) or reaches(term, action) for term in written):
        known = [*terms.known("action"), *written]
        hint = did_you_mean(action, known).strip(" ;,")
        plain = f"name one such as {', '.join(terms.known('action')[:4])}, or declare it under `terms`"
        raise ReadError(action, "is no action that the library or the ledger knows", hint or plain)


def _check_dimensions(snapshot: Snapshot, told: list[str]) -> None:
    """Nothing, where no dimension of a dealing is one letter off one of the library, a kind or a scope of the ledger.

    What it is likely meant for would be left open without a word. One that is like none decides nothing, and may stay.
    """
    if not told:
        return
    kinds: dict[type[Sanction], None] = dict.fromkeys(map(type, snapshot.versions.of(Sanction)))
    of_kinds = (name for kind in kinds for name in kind.dimensions)
    declared = (term.dimension for term in snapshot.record_index.terms)
    known = dict.fromkeys((*DIMENSIONS, *declared, *of_kinds, *snapshot.record_index.written_terms))
    for name in told:
        if name not in known and (near := _near(name, known)) is not None:
            raise ReadError(name, "is no dimension that the ledger knows", f"did you mean `{near}`?")


def _check_term(snapshot: Snapshot, dimension: str, told: str) -> None:
    """Nothing, where a term is known, lies above or below one that is, or is like none: it may be of any goods."""
    terms, written = snapshot.record_index.terms, snapshot.record_index.written_terms.get(dimension, ())
    if terms.knows(dimension, told) or any(letter.isdigit() for letter in told):
        return
    known = [term for term in (*terms.known(dimension), *written) if not any(letter.isdigit() for letter in term)]
    if any(reaches(told, term) or reaches(term, told) for term in known):
        return
    if (near := _near(told, known)) is not None:
        hint = f"did you mean `{near}`? otherwise declare `{told}` under `terms: {dimension}`"
        raise ReadError(told, f"is no term of `{dimension}` that the ledger knows", hint)


def _near(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is one letter off another, or alike but for its form."""
    keys = set(spellings(word))
    return next((one for one in known if not keys.isdisjoint(spellings(one))), None)
