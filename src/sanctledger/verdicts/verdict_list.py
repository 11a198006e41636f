"""The question of several verdicts at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from sanctledger.base.answer import Answer
from sanctledger.base.words import so_many
from sanctledger.posting.position import Position
from sanctledger.questions.explanation import Explanation
from sanctledger.verdicts.activity import ActivityLike
from sanctledger.verdicts.ownership_rules import RULES, OwnershipRules
from sanctledger.verdicts.rulings import Verdict
from sanctledger.verdicts.verdict import verdict


@attrs.frozen(repr=False)
class Verdicts(Answer):
    """The verdicts on several activities on one day, in the order of the activities.

    Attributes:
        on: The day.
        items: The verdicts.
    """

    on: dt.date
    items: tuple[Verdict, ...]

    def __iter__(self) -> Iterator[Verdict]:
        """Return the verdicts."""
        return iter(self.items)

    def __len__(self) -> int:
        """Return the number of verdicts."""
        return len(self.items)

    def __getitem__(self, number: int) -> Verdict:
        """Return the verdict at a place."""
        return self.items[number]

    def explain(self) -> Explanation:
        """Return the records behind the verdicts, each once, with their sources."""
        return Explanation.together(f"verdicts at the close of {self.on}", (one.explain() for one in self.items))

    def rows(self) -> list[dict[str, Any]]:
        """Return one flat mapping for each activity."""
        return [
            {
                "on": one.on.isoformat(),
                "activity": str(one.activity),
                "verdict": one.verdict,
                "reached_by": " ".join(one.reached_by),
                "freed_by": " ".join(one.freed_by),
                "would_decide": "; ".join(one.would_decide),
            }
            for one in self.items
        ]

    def to_json(self) -> list[dict[str, Any]]:
        """Return each verdict as plain mappings and lists."""
        return [one.to_json() for one in self.items]

    def __str__(self) -> str:
        """Return a line for each activity."""
        return "\n".join(f"{one.verdict}: {one.activity}" for one in self.items)

    def __repr__(self) -> str:
        """Return the day and the number of verdicts."""
        return f"<Verdicts on {self.on}: {so_many(len(self), 'verdict')}>"


def verdicts(position: Position, activities: Iterable[ActivityLike], rules: OwnershipRules = RULES) -> Verdicts:
    """Return the verdict on each of several activities on the day of a position.

    Raises:
        UnknownRecord: A party is not in the ledger.
        ReadError: An activity cannot be read.
    """
    return Verdicts(position.on, tuple(verdict(position, activity, rules) for activity in activities))
