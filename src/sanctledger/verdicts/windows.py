"""The windows of a verdict: the days on which an activity was permitted, licensed or prohibited."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import attrs

from sanctledger.base.answer import Answer
from sanctledger.base.arguments import refusing_methods
from sanctledger.base.common_errors import ReadError
from sanctledger.base.words import so_many
from sanctledger.posting.position import Position
from sanctledger.questions.explanation import Explanation
from sanctledger.values.dates import Day, as_day
from sanctledger.verdicts.activity import Activity, ActivityLike
from sanctledger.verdicts.ownership_rules import RULES, OwnershipRules
from sanctledger.verdicts.verdict import contact_of, edges, verdict, verdicts_on


@attrs.frozen(repr=False)
class Window:
    """A run of days on which a verdict is the same, for the same reasons.

    Attributes:
        start: The first day.
        end: The first day after the run.
        answers: The possible answers, from the mildest to the worst.
        reached_by: The ids of the sanctions that reach the activity, or may.
        freed_by: The ids of the easings that free the activity, or may.
    """

    start: dt.date
    end: dt.date
    answers: tuple[str, ...]
    reached_by: tuple[str, ...]
    freed_by: tuple[str, ...]

    @property
    def verdict(self) -> str:
        """Return the one answer, or `uncertain`."""
        return self.answers[0] if len(self.answers) == 1 else "uncertain"

    @property
    def days(self) -> int:
        """Return the number of days."""
        return (self.end - self.start).days

    def row(self) -> dict[str, Any]:
        """Return one flat mapping."""
        return {
            "from": self.start.isoformat(),
            "until": self.end.isoformat(),
            "days": self.days,
            "verdict": self.verdict,
            "reached_by": " ".join(self.reached_by),
            "freed_by": " ".join(self.freed_by),
        }

    def __repr__(self) -> str:
        """Return the days and the verdict."""
        return f"<Window: {self.verdict} from {self.start} until {self.end}>"


@refusing_methods()
@attrs.frozen(repr=False)
class Windows(Answer):
    """The verdicts on an activity from one day up to another, which is not included, in order and without gaps.

    Attributes:
        activity: The activity.
        start: The first day.
        end: The first day after the last.
        items: The windows.
    """

    activity: Activity
    start: dt.date
    end: dt.date
    items: tuple[Window, ...]
    _position: Position = attrs.field(eq=False, repr=False, alias="position")
    _rules: OwnershipRules = attrs.field(eq=False, repr=False, alias="rules")

    def __iter__(self) -> Iterator[Window]:
        """Return the windows, the earliest first."""
        return iter(self.items)

    def __len__(self) -> int:
        """Return the number of windows."""
        return len(self.items)

    def __getitem__(self, number: int) -> Window:
        """Return the window at a place."""
        return self.items[number]

    def on(self, *verdicts: str) -> tuple[tuple[dt.date, dt.date], ...]:
        """Return the runs of days with one of these verdicts, each as its first day and the first day after it.

        The default is `permitted` and `licensed`.
        """
        wanted = verdicts or ("permitted", "licensed")
        runs: list[tuple[dt.date, dt.date]] = []
        for one in self.items:
            if one.verdict in wanted and runs and runs[-1][1] == one.start:
                runs[-1] = (runs[-1][0], one.end)
            elif one.verdict in wanted:
                runs.append((one.start, one.end))
        return tuple(runs)

    def explain(self) -> Explanation:
        """Return the records behind the verdict of each window, each once, with their sources."""
        days = (attrs.evolve(self._position, on=one.start) for one in self.items)
        explanations = (verdict(day, self.activity, self._rules).explain() for day in days)
        return Explanation.together(f"{self.activity}, from {self.start} until {self.end}", explanations)

    def rows(self) -> list[dict[str, Any]]:
        """Return one flat mapping for each window."""
        return [one.row() for one in self.items]

    def to_json(self) -> dict[str, Any]:
        """Return plain mappings and lists."""
        windows = [
            one.row()
            | {"answers": list(one.answers), "reached_by": list(one.reached_by), "freed_by": list(one.freed_by)}
            for one in self.items
        ]
        ends = {"from": self.start.isoformat(), "until": self.end.isoformat()}
        return {"activity": self.activity.to_json(), **ends, "windows": windows}

    def __str__(self) -> str:
        """Return a line for each window."""
        lines = [f"{self.activity}, from {self.start} until {self.end}"]
        for one in self.items:
            freed = f", freed by {' '.join(one.freed_by)}" if one.freed_by else ""
            reached = f", reached by {' '.join(one.reached_by)}" if one.reached_by else ""
            lines.append(f"  {one.start} until {one.end}: {one.verdict}{reached}{freed}")
        return "\n".join(lines)

    def __repr__(self) -> str:
        """Return the activity, the days and the number of windows."""
        return f"<Windows of {self.activity} from {self.start} until {self.end}: {so_many(len(self), 'window')}>"


def windows(
    position: Position,
    activity: ActivityLike,
    start: Day,
    end: Day,
    rules: OwnershipRules = RULES,
) -> Windows:
    """Return the verdicts on an activity from one day up to another, which is not included.

    Args:
        position: The position; its own day does not matter.
        activity: The activity.
        start: The first day.
        end: The first day after the last.
        rules: The ownership tests of the senders.

    Raises:
        UnknownRecord: A party is not in the ledger.
        ReadError: The activity cannot be read, or the end is not after the start.
    """
    begin, until = as_day(start), as_day(end)
    if begin >= until:
        raise ReadError(f"{begin}..{until}", "holds no day", "name a first day, and a later one that is not included")
    read = Activity.read(activity)
    contact = contact_of(position, read, rules, None)
    first, last = begin.toordinal(), until.toordinal()
    days = sorted({first, *(edge for edge in edges(contact) if first < edge < last)})
    found: list[Window] = []
    for answer, after in zip(verdicts_on(position, read, rules, contact, days), [*days[1:], last], strict=True):
        one = Window(answer.on, dt.date.fromordinal(after), answer.answers, answer.reached_by, answer.freed_by)
        if found and attrs.evolve(found[-1], end=one.end) == attrs.evolve(one, start=found[-1].start):
            found[-1] = attrs.evolve(found[-1], end=one.end)
        else:
            found.append(one)
    return Windows(read, begin, until, tuple(found), position, rules)
