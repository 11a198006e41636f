"""A ledger at the close of a day, and what was done until then: what every question is asked of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

import attrs

from sanctledger.accounts.position import Parties
from sanctledger.arguments import refusing_methods
from sanctledger.coverage import windows as free_days
from sanctledger.coverage.activity import Told
from sanctledger.coverage.rules import RULES, OwnershipRules
from sanctledger.coverage.windows import Windows
from sanctledger.errors import ReadError
from sanctledger.questions import break_even as thresholds
from sanctledger.questions import changed as differences
from sanctledger.questions import moves as flows
from sanctledger.questions import rates as implications
from sanctledger.questions import reciprocity as replies
from sanctledger.questions import series as courses
from sanctledger.questions.break_even import BreakEven
from sanctledger.questions.changed import Changes
from sanctledger.questions.moves import Moves
from sanctledger.questions.rates import ImpliedRates
from sanctledger.questions.reciprocity import Reciprocity
from sanctledger.questions.series import Answered, Every, Series
from sanctledger.scales import Valuation
from sanctledger.scales.catalogue import valuation_of
from sanctledger.standpoint import Standpoint
from sanctledger.values.dates import Day, as_day
from sanctledger.words import in_short


@refusing_methods()
@attrs.frozen(repr=False)
class View(Standpoint):
    """A ledger at the close of a day, as known on a day, under a reading: what every question is asked of.

    Cheap, immutable and hashable; what it works out is kept by the ledger and shared between views.

    Attributes:
        ledger: The ledger.
        on: The day at whose close it stands.
        known: Only what was known on this day counts; `None` for everything.
        reading: How the evidence is read.
    """

    def moves(  # noqa: PLR0913 - the question and its options
        self,
        a: Parties,
        b: Parties | None = None,
        since: Day | None = None,
        until: Day | None = None,
        *,
        rollup: bool = True,
        deal: str | None = None,
        valuation: str | Valuation | None = None,
        promises: bool = False,
    ) -> Moves:
        """What two sides did to and for each other from one day up to and not including another, each act once.

        Args:
            a: The first side: a party or several.
            b: The second side; everybody else where absent.
            since: The first day; the beginning where absent.
            until: The first day after the last; the day after the view's own where absent.
            rollup: Whether what touches a party counts for the state that it belongs to.
            deal: Only the moves of this deal: those that name it, deliver its pledges, or take back what belongs to it.
            valuation: The scale to value them on, or its name (`sanctledger.valuations()`); none where absent.
            promises: Whether promises count on the scale as far as no move here delivers them.

        Raises:
            UnknownRecord: The ledger knows no such party or deal, or there is no such valuation.
            OverlappingSides: A party stands on both sides.
            ReadError: A day cannot be read, or the valuation gives what is no weight.
        """
        first, end = (None if day is None else as_day(day) for day in (since, until))
        scale = None if valuation is None else valuation_of(valuation)
        return flows.moves(
            self.position, a, b, since=first, until=end, rollup=rollup, deal=deal, valuation=scale, promises=promises
        )

    def implied_rates(self, deal: str, *, promises: bool = False) -> ImpliedRates:
        """What a deal implies that the things given in it are worth in each other: 52 prisoners for one licence.

        Args:
            deal: The deal, by id.
            promises: Whether promises count as far as nothing delivers them.

        Raises:
            UnknownRecord: The ledger holds no such deal.
            ReadError: The deal names fewer than two parties.
        """
        return implications.implied_rates(self.position, deal, promises=promises)

    def break_even(  # noqa: PLR0913 - the question and its options
        self,
        a: Parties | None = None,
        b: Parties | None = None,
        since: Day | None = None,
        until: Day | None = None,
        *,
        deal: str | None = None,
        valuation: str | Valuation | None = None,
        numeraire: str | None = None,
        weights: Mapping[str, object] | None = None,
        promises: bool = False,
    ) -> BreakEven:
        """The weights at which a deal or a time balances, and how the sign of the net hangs on them.

        Args:
            a: The first side: a party or several; where absent, the first party of the deal.
            b: The second side; where absent, the other parties of the deal, or everybody else.
            since: The first day; the beginning where absent.
            until: The first day after the last; the day after the view's own where absent.
            deal: Only the moves of this deal.
            valuation: The scale whose weights are asked about, or its name; where absent, units are weighed in a
                numeraire.
            numeraire: The unit whose weight is one; where absent, the first that the second side gave.
            weights: What one of other units is worth in the numeraire: numbers, or bounds such as `2..5`.
            promises: Whether promises count as far as nothing here delivers them.

        Raises:
            UnknownRecord: The ledger knows no such party or deal, or the moves hold no such unit.
            OverlappingSides: A party stands on both sides.
            ReadError: Neither a side nor a deal is named, there is nothing to weigh, or a weight is none.
        """
        if a is None and deal is None:
            raise ReadError("a break-even", "asks of nobody", "name a side, or a deal")
        first, second = (a, b) if a is not None else thresholds.sides_of(self.position, str(deal))
        found = self.moves(first, second, since, until, deal=deal, valuation=valuation, promises=promises)
        return thresholds.break_even(found, numeraire=numeraire, weights=weights, promises=promises)

    def reciprocity(  # noqa: PLR0913 - the question and its options
        self,
        a: Parties,
        b: Parties | None = None,
        since: Day | None = None,
        until: Day | None = None,
        *,
        window: int | None = None,
        rollup: bool = True,
    ) -> Reciprocity:
        """Which move of one side answers which of the other, who leads, and how often like is answered with like.

        Args:
            a: The first side: a party or several.
            b: The second side; everybody else where absent.
            since: The first day; the beginning where absent.
            until: The first day after the last; the day after the view's own where absent.
            window: Within how many days a move may answer another that no record ties it to, and within how many an
                answer in kind counts for the rate; where absent, nothing is inferred, and any answer in kind counts.
            rollup: Whether what touches a party counts for the state that it belongs to.

        Raises:
            UnknownRecord: The ledger knows no such party.
            OverlappingSides: A party stands on both sides.
            ReadError: A day cannot be read, or the window is no number of days.
        """
        first, end = (None if day is None else as_day(day) for day in (since, until))
        return replies.reciprocity(self.position, a, b, since=first, until=end, window=window, rollup=rollup)

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
        """A question through time: the steps between the days on which its answer changes.

        Args:
            question: What is asked of each day's view: a function that gives a row of a balance (its net counts), an
                amount, bounds, a number, or `None` where there is no answer.
            start: The first day.
            end: The first day after the last.
            every: `change` for the exact steps, which asks about each day; or how far apart the days are that are asked
                about: `day`, `week`, `month`, `quarter` or `year`, from the first on.
            title: What is asked, in words; the function's name where absent.
            learning: Whether each day is asked about as it was known on that day, instead of as the view knows it.

        Raises:
            ReadError: A day cannot be read, there is none in the time, there is no such distance, or the question is no
                function or gives what is no amount.
        """
        if not callable(question):
            raise ReadError(
                in_short(question), "is no question", "give a function of a view, such as `lambda view: ...`"
            )
        ask = _Asked(self, question, learning)
        named = title or getattr(question, "__name__", "a question").strip("<>")
        claims = self.reading.claims
        return courses.series(
            ask, named, as_day(start), as_day(end), every, known=self.known, reading=claims, learning=learning
        )

    def changes(self, since: Day | View) -> Changes:
        """What is otherwise than at an earlier view: what began and ended, was learnt, corrected, reversed.

        Args:
            since: An earlier view of the ledger; or a day, for what one knew at its close: it moves both times, the day
                and what was known, so that news of older things is among the changes too.

        Raises:
            ReadError: The day cannot be read or lies behind the view's own, or the earlier view is of another ledger.
        """
        if isinstance(since, View) and since.ledger is not self.ledger and since.ledger != self.ledger:
            remedy = "hold two ledgers against each other with `sanctledger.difference`"
            raise ReadError(repr(since), "is a view of another ledger", remedy)
        before = since if isinstance(since, View) else self.ledger.at(since, since, self.reading)
        return differences.changed(before.position, self.position)

    def windows(self, activity: Told, start: Day, end: Day, rules: OwnershipRules = RULES) -> Windows:
        """On which days a dealing was free: its verdicts from one day up to and not including another.

        Raises:
            UnknownRecord: The ledger knows no such party.
            ReadError: The activity or a day cannot be read, or no day lies between the two.
        """
        return free_days.windows(self.position, activity, as_day(start), as_day(end), rules)


@attrs.frozen
class _Asked:
    """A question of a view, as a function of the day."""

    view: View
    question: Callable[[View], Answered]
    learning: bool

    def __call__(self, day: dt.date) -> Answered:
        """What the question answers of the view at the close of a day."""
        known = self.view.known
        learnt = day if self.learning and (known is None or day < known) else known
        return self.question(attrs.evolve(self.view, on=day, known=learnt))
