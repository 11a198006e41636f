"""Checks of the words of an activity: with a misspelled word, a verdict would answer another question."""

from __future__ import annotations

from collections.abc import Iterable

from sanctledger.base.common_errors import ReadError
from sanctledger.base.words import did_you_mean, spellings
from sanctledger.posting.snapshot import Snapshot
from sanctledger.records.sanctions import Sanction
from sanctledger.values.scope_text import DIMENSIONS, PARTIES
from sanctledger.values.terms import reaches
from sanctledger.verdicts.activity import Activity

#: The dimensions that name parties, or that are checked apart.
_APART = ("action", *PARTIES, "place")


def check_words(snapshot: Snapshot, activity: Activity) -> None:
    """Check that no word of an activity is a misspelling.

    Raises:
        ReadError: The action is unknown, or a dimension or a term is nearly a known one.
    """
    _check_action(snapshot, activity.action)
    _check_dimensions(snapshot, [name for name, _ in activity.terms if name not in DIMENSIONS])
    for dimension, term in activity.terms:
        if dimension not in _APART:
            _check_term(snapshot, dimension, term)


def _check_action(snapshot: Snapshot, action: str | None) -> None:
    """Check that the action is known to the library, or that the ledger declares or uses it.

    No measure reaches an unknown action, so every such activity would seem to be permitted.
    """
    terms = snapshot.record_index.terms
    if action is None or terms.knows("action", action):
        return
    written = snapshot.record_index.written_terms.get("action", ())
    if not any(reaches(action, term) or reaches(term, action) for term in written):
        known = [*terms.known("action"), *written]
        hint = did_you_mean(action, known).strip(" ;,")
        plain = f"name one such as {', '.join(terms.known('action')[:4])}, or declare it under `terms`"
        raise ReadError(action, "is not an action that the library or the ledger knows", hint or plain)


def _check_dimensions(snapshot: Snapshot, names: list[str]) -> None:
    """Check that no dimension is one letter off a known dimension: of the library, of a kind, or of the ledger.

    The known dimension would be left open without a warning. A dimension that resembles none decides nothing.
    """
    if not names:
        return
    kinds: dict[type[Sanction], None] = dict.fromkeys(map(type, snapshot.versions.of(Sanction)))
    of_kinds = (name for kind in kinds for name in kind.dimensions)
    declared = (term.dimension for term in snapshot.record_index.terms)
    known = dict.fromkeys((*DIMENSIONS, *declared, *of_kinds, *snapshot.record_index.written_terms))
    for name in names:
        if name not in known and (near := _near(name, known)) is not None:
            raise ReadError(name, "is not a dimension that the ledger knows", f"did you mean `{near}`?")


def _check_term(snapshot: Snapshot, dimension: str, term: str) -> None:
    """Check that a term is not one letter off a known term. A term that resembles none may be of any goods."""
    terms, written = snapshot.record_index.terms, snapshot.record_index.written_terms.get(dimension, ())
    if terms.knows(dimension, term) or any(letter.isdigit() for letter in term):
        return
    known = [one for one in (*terms.known(dimension), *written) if not any(letter.isdigit() for letter in one)]
    if any(reaches(term, one) or reaches(one, term) for one in known):
        return
    if (near := _near(term, known)) is not None:
        hint = f"did you mean `{near}`? otherwise declare `{term}` under `terms: {dimension}`"
        raise ReadError(term, f"is not a term of `{dimension}` that the ledger knows", hint)


def _near(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is one letter off another, or is another form of it."""
    keys = set(spellings(word))
    return next((one for one in known if not keys.isdisjoint(spellings(one))), None)
