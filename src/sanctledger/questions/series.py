"""The answers to a question through time: steps between the days on which the answer changes."""

from __future__ import annotations

import calendar
import datetime as dt
import itertools
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Any, Literal, get_args

import attrs

from sanctledger.base.answer import ListAnswer
from sanctledger.base.arguments import refusing_methods
from sanctledger.base.common_errors import ReadError
from sanctledger.base.words import in_short, so_many
from sanctledger.questions.balance import Amount, BalanceRow
from sanctledger.questions.explanation import Explanation
from sanctledger.values.bounds import Bounds, Number
from sanctledger.values.dates import Day, as_day

#: The types that a question may return for a series; `None` if there is no answer on the day.
Answered = BalanceRow | Amount | Bounds | Number | None
Every = Literal["change", "day", "week", "month", "quarter", "year"]
#: The largest number of days that a series asks: a century.
LONGEST = 36_600
_MONTHS: dict[Every, int] = {"month": 1, "quarter": 3, "year": 12}


@attrs.frozen
class Step:
    """A span of days with one answer.

    Attributes:
        start: The first day.
        end: The first day after the span.
        amount: The answer at the close of these days; `None` if there is none.
    """

    start: dt.date
    end: dt.date
    amount: Amount | None

    def to_json(self) -> dict[str, Any]:
        """Return the step as plain mappings, with the ends of its amount."""
        amount = {"low": None, "high": None, "stated": None} if self.amount is None else self.amount.to_json()
        days = {"start": self.start.isoformat(), "end": self.end.isoformat()}
        return days | {"answered": self.amount is not None} | amount

    def __str__(self) -> str:
        """Return the first day and the answer."""
        return f"{self.start}: {'no answer' if self.amount is None else self.amount}"


@refusing_methods()
@attrs.frozen(repr=False)
class Series(ListAnswer[Step]):
    """The answers to a question through time, as steps.

    If the series follows every change, every day of a step has its answer, and neighbouring steps differ. Otherwise the
    answer of a step belongs to its first day, and later days of the step are not asked.

    Attributes:
        title: The title of the question.
        start: The first day.
        end: The first day after the last.
        every: The distance between steps, or `change`.
        steps: The steps, in order and without gaps.
        known: The day of knowledge; `None` for everything.
        reading: The reading of rival claims.
        learning: Whether each day is asked as known on that day.
    """

    JSON = ("title", "known", "reading", "learning", "start", "end", "every", "steps")
    ITEMS = "steps"

    title: str
    start: dt.date
    end: dt.date
    every: Every
    steps: tuple[Step, ...]
    known: dt.date | None
    reading: str
    learning: bool
    _ask: Callable[[dt.date], Answered] = attrs.field(eq=False, repr=False, alias="ask")

    def at(self, day: Day) -> Amount | None:
        """Return the answer on a day.

        If the series does not follow every change, that is the answer of the last day that was asked.

        Raises:
            ReadError: The day cannot be read or is outside the series.
        """
        return self.steps[self._place(day)].amount

    def _place(self, day: Day) -> int:
        asked = as_day(day)
        if not self.start <= asked < self.end:
            raise ReadError(
                str(asked), "is not a day of the series", f"it has the days from {self.start} until {self.end}"
            )
        return bisect_right(self.steps, asked, key=lambda step: step.start) - 1

    def explain(self, day: Day | None = None) -> Explanation:
        """Return the records and sources behind the answer of a day; default: behind all answers.

        Raises:
            ReadError: The day is outside the series, or the question returns a bare amount, which names no record.
        """
        if day is not None:
            return self._explained(self.steps[self._place(day)])
        answers = (self._explained(step) for step in self.steps if step.amount is not None)
        return Explanation.together(f"{self.title} from {self.start} until {self.end}", answers)

    def _explained(self, step: Step) -> Explanation:
        answered = self._ask(step.start)
        if not isinstance(answered, BalanceRow):
            raise ReadError(str(answered), "names no records", "let the question return a row of a balance")
        return answered.explain()

    def rows(self) -> list[dict[str, Any]]:
        """Return one flat mapping for each step."""
        return [step.to_json() for step in self.steps]

    def __str__(self) -> str:
        """Return a line for each step."""
        return "\n".join([self.title, *(f"  {step}" for step in self.steps)])

    def __repr__(self) -> str:
        """Return the title, the time and the number of steps."""
        return f"<Series of {self.title} from {self.start} until {self.end}: {so_many(len(self), 'step')}>"


def series(  # noqa: PLR0913 - the question, its time, and what is known of it
    ask: Callable[[dt.date], Answered],
    title: str,
    start: dt.date,
    end: dt.date,
    every: Every = "change",
    *,
    known: dt.date | None = None,
    reading: str = "widest",
    learning: bool = False,
) -> Series:
    """Return the answers to a question asked at the close of one day after another.

    Args:
        ask: The question, as a function of the day.
        title: The title of the question.
        start: The first day.
        end: The first day after the last.
        every: `change` asks on each day and returns the steps between changes; otherwise the distance between the days
            that are asked, from the first day on.
        known: The day of knowledge of the question.
        reading: The reading of rival claims of the question.
        learning: Whether each day is asked as known on that day.

    Raises:
        ReadError: The time has no day, there is no such distance, or the question does not return an amount.
    """
    if every not in get_args(Every):
        raise ReadError(str(every), "is not a distance between days", f"choose among {', '.join(get_args(Every))}")
    if start >= end:
        raise ReadError(f"{start} until {end}", "holds no day", "name a first day, and a later one after the last")
    days = list(itertools.islice(_days(start, end, every), LONGEST + 1))
    if len(days) > LONGEST:
        way_out = "name a shorter time, or ask `every` month or year"
        raise ReadError(f"{start} until {end}", f"would ask about more than {LONGEST:,} days", way_out)
    steps: list[Step] = []
    for day, following in itertools.pairwise([*days, end]):
        amount = _amount(ask(day))
        if every == "change" and steps and steps[-1].amount == amount:
            steps[-1] = attrs.evolve(steps[-1], end=following)
        else:
            steps.append(Step(day, following, amount))
    return Series(title, start, end, every, tuple(steps), known, reading, learning, ask=ask)


def _days(start: dt.date, end: dt.date, every: Every) -> Iterator[dt.date]:
    """Return the days that are asked. In a month without such a day the last day is asked."""
    for number in itertools.count():
        if every in _MONTHS:
            day = _months_later(start, number * _MONTHS[every])
        else:
            ordinal = start.toordinal() + number * (7 if every == "week" else 1)
            day = None if ordinal > dt.date.max.toordinal() else dt.date.fromordinal(ordinal)
        if day is None or day >= end:
            return
        yield day


def _months_later(day: dt.date, months: int) -> dt.date | None:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if year > dt.date.max.year:
        return None
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _amount(answered: Answered) -> Amount | None:
    if answered is None or isinstance(answered, Amount):
        return answered
    if isinstance(answered, BalanceRow):
        return answered.net
    try:
        bounds = answered if isinstance(answered, Bounds) else Bounds.exactly(answered)
    except TypeError:
        way_out = "let the question return a row of a balance, an amount, bounds, a whole number or Decimal, or `None`"
        raise ReadError(in_short(answered), "is not one amount", way_out) from None
    return Amount(bounds, bounds.value)
