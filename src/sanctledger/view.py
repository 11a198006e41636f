"""A ledger at the close of a day, with every question bound as a method."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import attrs

from sanctledger.analysis.break_even import break_even
from sanctledger.analysis.implied_rates import implied_rates
from sanctledger.analysis.reciprocity import reciprocity
from sanctledger.analysis.valued_moves import moves
from sanctledger.base.arguments import refusing_methods
from sanctledger.base.common_errors import ReadError
from sanctledger.base.reading import Reading
from sanctledger.base.words import in_short
from sanctledger.posting.position import Position
from sanctledger.questions.assessments import assessments
from sanctledger.questions.balance import balance
from sanctledger.questions.changes import Changes, changed
from sanctledger.questions.durations import durations
from sanctledger.questions.lists import coercions, concessions, easings, sanctions
from sanctledger.questions.people import who
from sanctledger.questions.series import Answered, Every, Series, series
from sanctledger.questions.settlement.pledge_status import pledges
from sanctledger.questions.settlement.settlement import settlement
from sanctledger.questions.stocks import stock
from sanctledger.values.dates import Day, as_day
from sanctledger.values.units import Units
from sanctledger.verdicts.verdict import verdict
from sanctledger.verdicts.verdict_list import verdicts
from sanctledger.verdicts.windows import windows


def _ledger_of(at: Callable[..., View]) -> object:
    """Return the ledger of a bound `Ledger.at`: two views are equal only if their ledgers are."""
    return getattr(at, "__self__", at)


@refusing_methods()
@attrs.frozen(repr=False)
class View(Position):
    """A ledger at the close of a day, as known on a day, under a reading.

    Each question is a function of a position in `questions`, `analysis` or `verdicts`, bound here as a method.

    Attributes:
        on: The day. Records that start on it count; records that end on it do not.
        known: Only records known on this day count; `None` for all records.
        reading: How the evidence is read.
        title: The title of the ledger; `None` if it has none.
    """

    title: str | None
    _at: Callable[[Day | None, Day | None, Reading], View] = attrs.field(alias="at", eq=_ledger_of)

    balance = balance
    sanctions = sanctions
    easings = easings
    concessions = concessions
    coercions = coercions
    pledges = pledges
    durations = durations
    moves = moves
    settlement = settlement
    stock = stock
    who = who
    assessments = assessments
    verdict = verdict
    verdicts = verdicts
    windows = windows
    implied_rates = implied_rates
    break_even = break_even
    reciprocity = reciprocity

    @property
    def units(self) -> Units:
        """Return the units of the ledger."""
        return self.snapshot.record_index.units

    def at(self, on: Day | None = None, known: Day | None = None) -> View:
        """Return the view of the same ledger at another day, under the same reading.

        Args:
            on: The day; default: today.
            known: Only records known on this day count; default: all records.

        Raises:
            ReadError: A day cannot be read.
        """
        return self._at(on, known, self.reading)

    def series(  # noqa: PLR0913 - the question, its time, and how it is followed
        self,
        question: Callable[[View], Answered],
        start: Day,
        end: Day,
        every: Every = "change",
        *,
        title: str | None = None,
        learning: bool = False,
    ) -> Series:
        """Return the answers to a question day by day, as the steps between the days on which the answer changes.

        Args:
            question: A function of a view that returns a row of a balance (its net counts), an amount, bounds, a
                number, or `None` if there is no answer.
            start: The first day.
            end: The first day after the last.
            every: `change` asks on each day and returns the exact steps. `day`, `week`, `month`, `quarter` or `year`
                asks at that distance, from the first day on.
            title: The question in words; default: the name of the function.
            learning: Whether each day counts the records known on that day, instead of the records known to this view.

        Raises:
            ReadError: A day or the distance cannot be read, the time is empty, or the question is not a function or
                returns something that is not an amount.
        """
        if not callable(question):
            raise ReadError(in_short(question), "is not a question", "pass a function, such as `lambda view: ...`")

        named = title or getattr(question, "__name__", "a question").strip("<>")
        return series(
            _Asked(self, question, learning),
            named,
            as_day(start),
            as_day(end),
            every,
            known=self.known,
            reading=self.reading.claims,
            learning=learning,
        )

    def changes(self, since: Day | View) -> Changes:
        """Return the differences from an earlier view: records that began, ended, became known or were corrected.

        Args:
            since: An earlier view of the same ledger, or a day. A day stands for the view that somebody had at its
                close: the ledger on that day, as known on that day. So news about older events is a change too.

        Raises:
            ReadError: The day cannot be read or is later than the day of the view, or the earlier view is of another
                ledger.
        """
        if not isinstance(since, View):
            return changed(self.at(since, since), self)
        if not self.is_beside(since):
            way_out = "compare two ledgers with `sanctledger.difference`"
            raise ReadError(repr(since), "is a view of another ledger", way_out)
        return changed(since, self)

    def is_beside(self, other: View) -> bool:
        """Return whether another view is of an equal ledger."""
        return _ledger_of(self._at) == _ledger_of(other._at)

    def __repr__(self) -> str:
        """Return the title, the day, the knowledge day and the reading."""
        titled = f" {self.title!r}" if self.title else ""
        known = "" if self.known is None else f" as known on {self.known}"
        return f"<View of the ledger{titled} on {self.on}{known}, {self.reading.claims} reading>"


@attrs.frozen
class _Asked:
    """A question about a view, as a function of the day."""

    view: View
    question: Callable[[View], Answered]
    learning: bool

    def __call__(self, day: dt.date) -> Answered:
        """Return the answer at the close of the day."""
        known = self.view.known
        learnt = day if self.learning and (known is None or day < known) else known
        return self.question(self.view.at(day, learnt))
