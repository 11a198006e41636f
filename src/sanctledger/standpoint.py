"""Where one stands to ask: a ledger at the close of a day, and what stands there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

import attrs

from sanctledger.accounts.position import Names, Parties, Position, day_number
from sanctledger.arguments import refusing_methods
from sanctledger.coverage.activity import Told
from sanctledger.coverage.answers import Verdict
from sanctledger.coverage.rules import RULES, OwnershipRules
from sanctledger.coverage.several import Verdicts
from sanctledger.coverage.several import verdicts as all_verdicts
from sanctledger.coverage.verdict import verdict as one_verdict
from sanctledger.questions import assessments as codings
from sanctledger.questions import balance as balances
from sanctledger.questions import persons, states
from sanctledger.questions import pledges as promises
from sanctledger.questions import settlement as settlements
from sanctledger.questions import stocks as counts
from sanctledger.questions.assessments import Assessments
from sanctledger.questions.balance import Balance, By
from sanctledger.questions.persons import PersonHistory
from sanctledger.questions.settlement import Settlement
from sanctledger.questions.standings import Standings
from sanctledger.questions.stocks import Stock
from sanctledger.reading import Reading
from sanctledger.record import Record

if TYPE_CHECKING:
    from sanctledger.ledger import Ledger


@refusing_methods()
@attrs.frozen(repr=False)
class Standpoint:
    """A ledger at the close of a day, as known on a day, under a reading, and the questions of what stands there.

    Those of what was done from day to day are asked of a `View`, which is a standpoint too: what stands and what was
    done are never mixed.

    Attributes:
        ledger: The ledger.
        on: The day at whose close it stands.
        known: Only what was known on this day counts; `None` for everything.
        reading: How the evidence is read.
    """

    ledger: Ledger
    on: dt.date
    known: dt.date | None = None
    reading: Reading = Reading()

    @property
    def position(self) -> Position:
        """The position that the questions are functions of."""
        books = self.ledger._books(day_number(self.known), self.reading)  # noqa: SLF001 - the ledger keeps what views work out
        return Position(self.on, self.known, self.reading, books)

    def record(self, record_id: str) -> Record:
        """The record that an id names, as known: the latest of its line.

        Raises:
            UnknownRecord: The ledger holds no such record, or did not on the day.
        """
        return self.position.record(record_id)

    def balance(
        self, a: Parties, b: Parties | None = None, *, by: By = "unit", rollup: bool = True, unit: str | None = None
    ) -> Balance:
        """What two sides gave each other, unit by unit, as bounds and primary value.

        Args:
            a: The first side: a party or several.
            b: The second side; everybody else where absent.
            by: What the rows go by, beside their unit: `unit` alone, `deal`, `kind` or `program`.
            rollup: Whether what touches a party counts for the state that it belongs to.
            unit: One unit to ask for; all where absent.

        Raises:
            UnknownRecord: The ledger knows no such party, or no such unit.
            OverlappingSides: A party stands on both sides.
            ReadError: `by` is none of the four.
        """
        return balances.balance(self.position, a, b, by=by, rollup=rollup, unit=unit)

    def sanctions(  # noqa: PLR0913 - a filter each
        self,
        *,
        sender: Parties | None = None,
        target: Parties | None = None,
        kind: Names | None = None,
        program: Names | None = None,
        deal: str | None = None,
        state: Names | None = None,
        rollup: bool = True,
    ) -> Standings:
        """The restraints that may have begun, each `biting`, `partly_eased`, `eased`, `lifted` or `over`.

        Args:
            sender: Only those of these senders.
            target: Only those upon these targets.
            kind: Only those of these kinds.
            program: Only those of these programs.
            deal: Only those of this deal.
            state: Only those that may be in one of these states.
            rollup: Whether a party stands for those that belong to it.

        Raises:
            UnknownRecord: The ledger knows no such party, program or deal, or there is no such kind.
            ReadError: There is no such state.
        """
        sides = {"giver": sender, "receiver": target}
        return states.sanctions(
            self.position, **sides, kind=kind, program=program, deal=deal, state=state, rollup=rollup
        )

    def easings(  # noqa: PLR0913 - a filter each
        self,
        *,
        sender: Parties | None = None,
        target: Parties | None = None,
        kind: Names | None = None,
        deal: str | None = None,
        state: Names | None = None,
        rollup: bool = True,
    ) -> Standings:
        """The easings that may have begun: each `acts`, or is `moot`, `replaced`, `expired` or `reversed`.

        Args:
            sender: Only those of restraints of these senders.
            target: Only those of restraints upon these targets.
            kind: Only those of these kinds.
            deal: Only those of this deal.
            state: Only those that may be in one of these states.
            rollup: Whether a party stands for those that belong to it.

        Raises:
            UnknownRecord: The ledger knows no such party or deal, or there is no such kind.
            ReadError: There is no such state.
        """
        sides = {"giver": sender, "receiver": target}
        return states.easings(self.position, **sides, kind=kind, deal=deal, state=state, rollup=rollup)

    def concessions(  # noqa: PLR0913 - a filter each
        self,
        *,
        giver: Parties | None = None,
        receiver: Parties | None = None,
        kind: Names | None = None,
        deal: str | None = None,
        state: Names | None = None,
        rollup: bool = True,
    ) -> Standings:
        """The concessions that may have been made: each `stands`, or is `part_reversed`, `reversed` or `expired`.

        Args:
            giver: Only those by these givers.
            receiver: Only those to these receivers.
            kind: Only those of these kinds.
            deal: Only those of this deal.
            state: Only those that may be in one of these states.
            rollup: Whether a party stands for those that belong to it.

        Raises:
            UnknownRecord: The ledger knows no such party or deal, or there is no such kind.
            ReadError: There is no such state.
        """
        sides = {"giver": giver, "receiver": receiver}
        return states.concessions(self.position, **sides, kind=kind, deal=deal, state=state, rollup=rollup)

    def coercions(  # noqa: PLR0913 - a filter each
        self,
        *,
        giver: Parties | None = None,
        receiver: Parties | None = None,
        kind: Names | None = None,
        deal: str | None = None,
        state: Names | None = None,
        rollup: bool = True,
    ) -> Standings:
        """The hostile acts that may have been done, with the states and the filters of `concessions`.

        Raises:
            UnknownRecord: The ledger knows no such party or deal, or there is no such kind.
            ReadError: There is no such state.
        """
        sides = {"giver": giver, "receiver": receiver}
        return states.coercions(self.position, **sides, kind=kind, deal=deal, state=state, rollup=rollup)

    def pledges(
        self,
        *,
        giver: Parties | None = None,
        receiver: Parties | None = None,
        deal: str | None = None,
        state: Names | None = None,
        rollup: bool = True,
    ) -> Standings:
        """The pledges that may have been made: each `open`, `part_kept`, `kept`, `overdue`, `expired` or `void`.

        Args:
            giver: Only those by these givers.
            receiver: Only those to these receivers.
            deal: Only those of this deal.
            state: Only those that may be in one of these states.
            rollup: Whether a party stands for those that belong to it.

        Raises:
            UnknownRecord: The ledger knows no such party or deal.
            ReadError: There is no such state.
        """
        sides = {"giver": giver, "receiver": receiver}
        return promises.pledges(self.position, **sides, deal=deal, state=state, rollup=rollup)

    def settlement(self, deal: str) -> Settlement:
        """What became of a deal: leg by leg what was promised, delivered, outstanding and taken back, and who led.

        Raises:
            UnknownRecord: The ledger knows no such deal.
        """
        return settlements.settlement(self.position, deal)

    def stock(self, holder: str, unit: str | None = None) -> Stock:
        """What observers counted of a holder's stock, the recorded flows between, and what they imply besides.

        Args:
            holder: Whose stock it is, by id.
            unit: One unit to ask for; all that were counted where absent.

        Raises:
            UnknownRecord: The ledger knows no such party, or no such unit.
        """
        return counts.stock(self.position, holder, unit)

    def who(self, person: str) -> PersonHistory:
        """What the records tell of a person, in the order of its days, and where it leaves them.

        Args:
            person: The person's id; any other party can be asked for as well.

        Raises:
            UnknownRecord: The ledger knows no such party.
        """
        return persons.who(self.position, person)

    def assessments(self, about: str) -> Assessments:
        """What coders made of a deal, a sanction or any other record, side by side, with how far they agree.

        Raises:
            UnknownRecord: The ledger holds no such record, or did not on the day.
        """
        return codings.assessments(self.position, about)

    def verdict(self, activity: Told, rules: OwnershipRules = RULES) -> Verdict:
        """Whether a dealing may be done on the day, with the reasoning of each authority that binds its actor.

        Args:
            activity: The dealing: an `Activity`, or a mapping of its dimensions.
            rules: The ownership tests of the senders, where they are to differ from what those publish.

        Raises:
            UnknownRecord: The ledger knows no such party.
            ReadError: The activity cannot be read.
        """
        return one_verdict(self.position, activity, rules)

    def verdicts(self, activities: Iterable[Told], rules: OwnershipRules = RULES) -> Verdicts:
        """The verdict on each of several dealings, in their order.

        Raises:
            UnknownRecord: The ledger knows no such party.
            ReadError: An activity cannot be read.
        """
        return all_verdicts(self.position, activities, rules)

    def __repr__(self) -> str:
        """The three axes."""
        known = "" if self.known is None else f" as known on {self.known}"
        return f"<{type(self).__name__} of {self.ledger!r} on {self.on}{known}, {self.reading.claims} reading>"
