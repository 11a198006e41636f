"""The errors of reading and asking; `sanctledger.errors` lists all errors."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from sanctledger.base.words import did_you_mean, in_short


class SanctledgerError(Exception):
    """The base of all errors of this library. Two errors of one class that say the same are equal."""

    def __eq__(self, other: object) -> bool:
        """Return whether the other is of the same class and says the same."""
        return type(self) is type(other) and str(self) == str(other)

    def __hash__(self) -> int:
        """By class and sentence."""
        return hash((type(self), str(self)))


@attrs.define(auto_exc=True, slots=False)
class ReadError(SanctledgerError, ValueError):
    """A text that its value cannot be read from.

    Attributes:
        text: What stood there.
        problem: What is wrong with it, as a clause.
        accepted: What would be accepted instead.
    """

    text: str
    problem: str
    accepted: str

    def __str__(self) -> str:
        """Return the problem and the way out, in one sentence."""
        return f"{in_short(self.text)!r} {self.problem}; {self.accepted}"


@attrs.define(auto_exc=True, slots=False)
class ScopeTooIntricate(SanctledgerError, ValueError):
    """Scopes that differ in so many ways, in so many dimensions, that comparing them would take too long.

    Attributes:
        steps: The steps that a comparison may take.
    """

    steps: int

    def __str__(self) -> str:
        """Says what makes a comparison long."""
        return (
            f"these scopes take more than {self.steps:,} steps to compare; "
            "write fewer scopes under `excluding`, or in fewer dimensions"
        )


@attrs.define(auto_exc=True, slots=False)
class UnitMismatch(SanctledgerError, ValueError):
    """Amounts in different units were added, subtracted or compared.

    Attributes:
        left: The unit of the first amount.
        right: The unit of the second.
    """

    left: str
    right: str

    def __str__(self) -> str:
        """Names both units."""
        return (
            f"{self.left!r} and {self.right!r} are different units and never add up; "
            "ask for them apart, or value them with a named valuation"
        )


@attrs.define(auto_exc=True, slots=False)
class OverlappingSides(SanctledgerError, ValueError):
    """A balance was asked between sides that share a party.

    Attributes:
        shared: The ids of the parties that stand on both sides.
    """

    shared: tuple[str, ...]

    def __str__(self) -> str:
        """Names the shared parties."""
        both = ", ".join(self.shared)
        return f"{both} stands on both sides of the question; name it on one side only"


@attrs.define(auto_exc=True, slots=False)
class UnknownKind(SanctledgerError, KeyError):
    """A kind that the catalogue does not hold.

    Attributes:
        kind: The kind asked for.
        known: The kinds that the catalogue holds.
    """

    kind: str
    known: Sequence[str] = attrs.field(repr=False)

    def __str__(self) -> str:
        """Suggests the nearest kind."""
        return (
            f"unknown kind `{in_short(self.kind)}`{did_you_mean(self.kind, self.known)} "
            "(a kind of your own joins with `KINDS.with_kind(cls)`)"
        )


@attrs.define(auto_exc=True, slots=False)
class RuleClash(SanctledgerError, ValueError):
    """Two rules have one code.

    Attributes:
        code: The code.
        first: What the rule that has it asks.
        second: What the rule that was refused asks.
    """

    code: str
    first: str
    second: str

    def __str__(self) -> str:
        """Names what both ask."""
        return (
            f"two rules have the code {self.code}: {self.first!r} and {self.second!r}; "
            "give the one that is yours letters of its own, such as MY101"
        )


@attrs.define(auto_exc=True, slots=False)
class UnknownRecord(SanctledgerError, KeyError):
    """An id or a name that the ledger, or what else was asked, does not hold.

    Attributes:
        id: The id asked for.
        known: The ids that would have been found.
        what: What kind of thing was looked for, such as `record` or `party`.
        where: What was asked.
        named: The id of what goes by the name that was asked for; `None` where nothing does.
        why: What the id stands for instead, or since when it is known; empty where there is nothing of that id.
    """

    id: str
    known: Sequence[str] = attrs.field(default=(), repr=False)
    what: str = "record"
    where: str = "the ledger"
    named: str | None = None
    why: str = ""

    def __str__(self) -> str:
        """Says why, or suggests the id of what is so called, or the nearest."""
        meant = did_you_mean(self.id, self.known) if self.named is None else f"; did you mean `{self.named}`?"
        return f"{self.where} holds no {self.what} `{in_short(self.id)}`{f': {self.why}' if self.why else meant}"


@attrs.define(auto_exc=True, slots=False)
class UnknownCode(SanctledgerError, KeyError):
    """A code of findings that there is not.

    Attributes:
        code: The code asked for.
        known: The codes that there are.
    """

    code: str
    known: Sequence[str] = attrs.field(default=(), repr=False)

    def __str__(self) -> str:
        """Suggests the nearest code."""
        return f"there is no code `{in_short(self.code)}`{did_you_mean(self.code.upper(), self.known)}"


@attrs.define(auto_exc=True, slots=False)
class DuplicateId(SanctledgerError, ValueError):
    """One id stands for two records.

    Attributes:
        id: The id.
        first: Where the first stands.
        second: Where the second stands.
        more: How many other ids stand twice.
    """

    id: str
    first: str
    second: str
    more: int = 0

    def __str__(self) -> str:
        """Names both places."""
        others = f"{self.more:,} other id{'s' * (self.more > 1)}" if self.more else ""
        return (
            f"id `{self.id}` stands twice: first at {self.first}, again at {self.second}; "
            "give one another id, or write `corrects:` where it replaces the other"
            + (f" ({others} {'stand' if self.more > 1 else 'stands'} twice, too)" if others else "")
        )


@attrs.define(auto_exc=True, slots=False)
class SettingsClash(SanctledgerError, ValueError):
    """Two ledgers, or two files of one, disagree about a setting.

    Attributes:
        setting: The name of the setting.
        first: What the one says.
        second: What the other says.
    """

    setting: str
    first: str
    second: str

    def __str__(self) -> str:
        """Shows both values."""
        return f"`{self.setting}` is {self.first} in one and {self.second} in the other; make them the same first"


@attrs.define(auto_exc=True, slots=False)
class LedgerNotFound(SanctledgerError, FileNotFoundError):
    """Neither a file, nor a directory, nor a shipped case of that name.

    Attributes:
        path: What was asked for.
        cases: The names of the shipped cases.
        is_empty: Whether there is a directory of that name, without a ledger file in it.
    """

    path: str
    cases: Sequence[str] = attrs.field(default=(), repr=False)
    is_empty: bool = False

    def __str__(self) -> str:
        """Names the cases that exist."""
        if self.is_empty:
            return f"the directory `{self.path}` holds no ledger file, which ends in `.yaml`, `.yml` or `.jsonl`"
        return (
            f"no file or directory `{self.path}`, and no shipped case of that name"
            f"{did_you_mean(self.path, self.cases)} (cases: {', '.join(self.cases)})"
        )


@attrs.define(auto_exc=True, slots=False)
class UnknownFormat(SanctledgerError, ValueError):
    """A file name whose ending names no format that the library reads or writes.

    Attributes:
        path: The file.
    """

    path: str

    def __str__(self) -> str:
        """Names the endings that work."""
        return f"`{in_short(self.path)}`: name a file that ends in .yaml, .yml or .jsonl"


@attrs.define(auto_exc=True, slots=False)
class LedgerExists(SanctledgerError, FileExistsError):
    """A new ledger was to begin where something is already.

    Attributes:
        path: Where.
    """

    path: str

    def __str__(self) -> str:
        """Says that nothing was overwritten."""
        return f"`{self.path}` is there already, and was left as it is; choose another name"


@attrs.define(auto_exc=True, slots=False)
class Unformattable(SanctledgerError, ValueError):
    """A file that cannot be put in canonical form.

    Attributes:
        place: The file, with the line where one is to blame.
        problem: What stands against it, as a clause.
        instead: What to do instead.
    """

    place: str
    problem: str
    instead: str

    def __str__(self) -> str:
        """Return the problem and the way out, in one sentence."""
        return f"`{self.place}` {self.problem}; {self.instead}"


@attrs.define(auto_exc=True, slots=False)
class MissingExtra(SanctledgerError, ImportError):
    """An optional library is needed and not installed.

    Attributes:
        feature: What asked for it.
        extra: The extra of this package that installs it.
    """

    feature: str
    extra: str

    def __str__(self) -> str:
        """Return the command that fixes it."""
        return f"{self.feature} needs the `{self.extra}` extra: pip install 'sanctledger[{self.extra}]'"
