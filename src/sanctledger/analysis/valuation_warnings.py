"""Warnings about an answer on a scale: unvalued moves, wider codes, promises, and keys that match nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sanctledger.analysis.move_worth import Worth
from sanctledger.analysis.valuation import Caveat, Valuation, code_keys
from sanctledger.base.words import did_you_mean
from sanctledger.posting.position import Position
from sanctledger.questions.act_roles import renews
from sanctledger.questions.move import Move
from sanctledger.values.periods import Certainty

_SOURCE = "this answer"
#: How many records a warning names.
_NAMED = 3
#: The keys of a scale besides kinds, codes and families.
_VERBS = (
    "impose",
    "continue",
    "reimpose",
    "ease",
    "lift",
    "lapse",
    "tighten",
    "reverse",
    "concede",
    "coerce",
    "pledge",
)
_SENSES = ("benefit", "burden")


def warnings_of(
    position: Position, valuation: Valuation, moves: Sequence[tuple[Move, Worth | None]]
) -> Iterator[Caveat]:
    """Return the warnings about an answer on a scale, each with `this answer` as its source.

    Args:
        position: The position of the moves.
        valuation: The scale.
        moves: Each move with its worth; `None` if the scale does not value the move.
    """
    yield from _unmatched(position, valuation)
    valued = [(move, worth) for move, worth in moves if worth is not None]
    if len(valued) < len(moves):
        yield _caveat(f"Not valued, and counted as nothing: {len(moves) - len(valued)} of {len(moves)} moves.")
    wider = [f"{move.cameo} as {worth.of}" for move, worth in valued if worth.of in code_keys(move.cameo)[1:]]
    if wider:
        yield _caveat(f"Weighed by a wider code: {', '.join(dict.fromkeys(wider))}.")
    once = [move for move, worth in valued if worth.per is None and move.quantity is not None]
    if once and valuation.function is None:
        yield _caveat(f"Counted once each, however much they gave: {_named(once)}.")
    if renewals := [move for move, _ in valued if renews(position, position.record(move.record))]:
        yield _caveat(f"Counted as new acts, though each only renews the easing before it: {_named(renewals)}.")
    if promised := [move for move, _ in valued if move.does == "pledge"]:
        yield _caveat(f"Promises that count as far as no move here delivers them: {_named(promised)}.")
    if uncertain := [move for move, _ in valued if move.certainty is Certainty.MAYBE]:
        text = "Counted from zero on, for they may not have happened, or not in this time"
        yield _caveat(f"{text}: {_named(uncertain)}.")
    if len({move.sense for move, _ in valued}) > 1:
        yield _caveat("Benefits and burdens are added; look at both before the total.")


def _unmatched(position: Position, valuation: Valuation) -> Iterator[Caveat]:
    """Return a warning for each word of the scale that names nothing in the ledger, such as a misspelt kind."""
    index = position.snapshot.record_index
    known = {*index.kinds, *_VERBS, *_SENSES, *(cls.family for cls in index.kinds.values())}
    for weight in valuation.weights:
        missing = [part for part in weight.of.split(":") if part not in known and not weight.is_code]
        if missing:
            hint = did_you_mean(missing[0], known)
            yield _caveat(f"The scale weighs `{weight.of}`, and there is no `{missing[0]}` here{hint or '.'}")
        if weight.per is not None and index.units.canonical(weight.per) not in index.known_units | set(index.kinds):
            hint = did_you_mean(weight.per, index.known_units)
            yield _caveat(f"The scale weighs per `{weight.per}`, and nothing is counted in that here{hint or '.'}")


def _caveat(text: str) -> Caveat:
    return Caveat(text, _SOURCE)


def _named(moves: list[Move]) -> str:
    """Return the ids of the first records, and how many more there are."""
    first = ", ".join(move.record for move in moves[:_NAMED])
    return f"{first} and {len(moves) - _NAMED} more" if len(moves) > _NAMED else first
