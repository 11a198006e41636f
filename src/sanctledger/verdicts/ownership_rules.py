"""The ownership test of each sender, with its source, and a place for tests of your own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

import attrs

from sanctledger.base.arguments import refusing_methods
from sanctledger.base.common_errors import ReadError
from sanctledger.values.bounds import Number, exact_number


@refusing_methods(constructor=False)
@attrs.frozen
class OwnershipTest:
    """The test by which a sender decides that the targets of a measure own a party.

    Attributes:
        percent: The percentage that decides.
        inclusive: Whether exactly this percentage is enough (`50 percent or more`), or only more.
        aggregate: Whether the shares of several targets add up.
        control: Whether control by any means is enough too.
        since: The first day on which the sender uses the test; `None` for the beginning.
        source: The document that states the test.
    """

    percent: Number = attrs.field(default=50, converter=exact_number)
    inclusive: bool = True
    aggregate: bool = True
    control: bool = False
    since: dt.date | None = None
    source: str = ""

    @percent.validator
    def _a_share(self, _attribute: object, value: Number) -> None:
        if not 0 <= value <= 100:  # noqa: PLR2004 - of a hundred
            raise ReadError(str(value), "is not a share", "write a percentage between 0 and 100")

    def met(self, share: Number) -> bool:
        """Return whether a share is enough."""
        return share >= self.percent if self.inclusive else share > self.percent

    def __str__(self) -> str:
        """Return the test in words."""
        share = f"{self.percent} percent or more" if self.inclusive else f"more than {self.percent} percent"
        return f"{share}{' in aggregate' if self.aggregate else ''}{' or control' if self.control else ''}"


#: OFAC: half or more, directly or through chains, and never by control alone; in aggregate since August 2014.
US = (
    OwnershipTest(aggregate=False, source="OFAC guidance on entities owned by blocked persons, 14 February 2008"),
    OwnershipTest(
        since=dt.date(2014, 8, 13),
        source="OFAC, Revised Guidance on Entities Owned by Persons Whose Property Is Blocked, 13 August 2014; FAQ 398 "
        "to 402",
    ),
)
#: The European Union: owned or controlled, in aggregate; more than half until July 2024, since then half or more.
EU = (
    OwnershipTest(inclusive=False, control=True, source="Council, EU Best Practices, document 8519/18, 4 May 2018"),
    OwnershipTest(
        control=True, since=dt.date(2024, 7, 3), source="Council, EU Best Practices, document 11623/24, 3 July 2024"
    ),
)
#: The United Kingdom: more than half or control, and shares of several add up only if they act together.
UK = (
    OwnershipTest(
        inclusive=False,
        aggregate=False,
        control=True,
        source="Regulation 7 of the sanctions regulations of 2019; OFSI, UK Financial Sanctions General Guidance",
    ),
)
#: For senders of whom no test is known.
COMMON = (OwnershipTest(source="the rule that most senders share; give the test of the sender if it differs"),)


def _in_order(tests: Mapping[str, OwnershipTest | Iterable[OwnershipTest]]) -> Mapping[str, tuple[OwnershipTest, ...]]:
    found = {}
    for sender, several in tests.items():
        listed = (several,) if isinstance(several, OwnershipTest) else tuple(several)
        found[sender] = tuple(sorted(listed, key=lambda test: test.since or dt.date.min))
    return MappingProxyType(found)


@refusing_methods()
@attrs.frozen(hash=False)
class OwnershipRules:
    """The ownership tests of all senders, and the kinds of measure that also reach the subsidiaries of their targets.

    Attributes:
        tests: The tests of each sender through time, by its id, its ISO code, or `EU`; `*` is for all other senders.
        owned_kinds: Kinds that reach owned parties in addition to the kinds that always do, such as `export_control`
            under the affiliates rule of BIS.
    """

    tests: Mapping[str, tuple[OwnershipTest, ...]] = attrs.field(
        default={"US": US, "EU": EU, "GB": UK, "*": COMMON}, converter=_in_order
    )
    owned_kinds: frozenset[str] = frozenset()

    def with_test(self, sender: str, *tests: OwnershipTest) -> OwnershipRules:
        """Return the rules with other tests for one sender, named by its id, its ISO code, or `EU`."""
        return attrs.evolve(self, tests={**self.tests, sender: tests})

    def with_owned(self, *kinds: str) -> OwnershipRules:
        """Return the rules with more kinds that reach owned parties."""
        return attrs.evolve(self, owned_kinds=self.owned_kinds | frozenset(kinds))

    def test_on(self, names: Iterable[str], day: int) -> OwnershipTest:
        """Return the test that a sender uses on a day. The names of the sender are tried in order."""
        for name in (*names, "*"):
            in_use = [test for test in self.tests.get(name, ()) if test.since is None or test.since.toordinal() <= day]
            if in_use:
                return in_use[-1]
        return COMMON[0]

    def __reduce__(self) -> tuple[Any, ...]:
        """Return the parts that a copy or a pickle is made from."""
        return OwnershipRules, (dict(self.tests), self.owned_kinds)

    def __hash__(self) -> int:
        """Return a hash of the kinds and of the senders; equality compares the tests too."""
        return hash((self.owned_kinds, tuple(self.tests)))


#: The tests as their senders publish them.
RULES = OwnershipRules()
