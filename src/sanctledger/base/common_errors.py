"""The errors of reading and asking; `sanctledger.errors` lists all errors."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from sanctledger.base.words import did_you_mean, in_short


class SanctledgerError(Exception):
    """The base of all errors of this library. Two errors of one class with equal sentences are equal."""

    def __eq__(self, other: object) -> bool:
        """Return whether the other error has the same class and the same sentence."""
        return type(self) is type(other) and str(self) == str(other)

    def __hash__(self) -> int:
        """Return a hash of the class and the sentence."""
        return hash((type(self), str(self)))


@attrs.define(auto_exc=True, slots=False)
class ReadError(SanctledgerError, ValueError):
    """A text from which a value cannot be read.

    Attributes:
        text: The text.
        problem: The problem, as a clause.
        accepted: What to write instead.
    """

    text: str
    problem: str
    accepted: str

    def __str__(self) -> str:
        """Return the problem and what to write instead, in one sentence."""
        return f"{in_short(self.text)!r} {self.problem}; {self.accepted}"


@attrs.define(auto_exc=True, slots=False)
class ScopeTooIntricate(SanctledgerError, ValueError):
    """Scopes that differ in so many ways and dimensions that a comparison would take too long.

    Attributes:
        steps: The largest number of steps of a comparison.
    """

    steps: int

    def __str__(self) -> str:
        """Return the problem and how to simplify the scopes."""
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
        """Return the problem with both units."""
        return (
            f"{self.left!r} and {self.right!r} are different units and never add up; "
            "ask for them apart, or value them with a named valuation"
        )


@attrs.define(auto_exc=True, slots=False)
class OverlappingSides(SanctledgerError, ValueError):
    """Two sides of a question share a party.

    Attributes:
        shared: The ids of the shared parties.
    """

    shared: tuple[str, ...]

    def __str__(self) -> str:
        """Return the problem with the shared parties."""
        both = ", ".join(self.shared)
        return f"{both} stands on both sides of the question; name it on one side only"


@attrs.define(auto_exc=True, slots=False)
class UnknownKind(SanctledgerError, KeyError):
    """A kind that the catalogue does not have.

    Attributes:
        kind: The kind.
        known: The kinds of the catalogue.
    """

    kind: str
    known: Sequence[str] = attrs.field(repr=False)

    def __str__(self) -> str:
        """Return the problem with the most similar kind."""
        return (
            f"unknown kind `{in_short(self.kind)}`{did_you_mean(self.kind, self.known)} "
            "(a kind of your own joins with `KINDS.with_kind(cls)`)"
        )


@attrs.define(auto_exc=True, slots=False)
class RuleClash(SanctledgerError, ValueError):
    """Two rules have one code.

    Attributes:
        code: The code.
        first: The title of the rule that has it.
        second: The title of the refused rule.
    """

    code: str
    first: str
    second: str

    def __str__(self) -> str:
        """Return the problem with both titles."""
        return (
            f"two rules have the code {self.code}: {self.first!r} and {self.second!r}; "
            "give the one that is yours letters of its own, such as MY101"
        )


@attrs.define(auto_exc=True, slots=False)
class UnknownRecord(SanctledgerError, KeyError):
    """An id or a name that the ledger, or another collection, does not have.

    Attributes:
        id: The id.
        known: The ids of the collection.
        what: The class of the record, such as `record` or `party`.
        where: The collection.
        named: The id of the record with that name; `None` if there is none.
        why: What the id means instead, or the day since which it is known; empty if there is no record with the id.
    """

    id: str
    known: Sequence[str] = attrs.field(default=(), repr=False)
    what: str = "record"
    where: str = "the ledger"
    named: str | None = None
    why: str = ""

    def __str__(self) -> str:
        """Return the problem with the reason, the id that belongs to the name, or the most similar id."""
        meant = did_you_mean(self.id, self.known) if self.named is None else f"; did you mean `{self.named}`?"
        return f"{self.where} holds no {self.what} `{in_short(self.id)}`{f': {self.why}' if self.why else meant}"


@attrs.define(auto_exc=True, slots=False)
class UnknownCode(SanctledgerError, KeyError):
    """A code of findings that does not exist.

    Attributes:
        code: The code.
        known: The existing codes.
    """

    code: str
    known: Sequence[str] = attrs.field(default=(), repr=False)

    def __str__(self) -> str:
        """Return the problem with the most similar code."""
        return f"there is no code `{in_short(self.code)}`{did_you_mean(self.code.upper(), self.known)}"


@attrs.define(auto_exc=True, slots=False)
class DuplicateId(SanctledgerError, ValueError):
    """Two records have one id.

    Attributes:
        id: The id.
        first: The place of the first record.
        second: The place of the second record.
        more: The number of other repeated ids.
    """

    id: str
    first: str
    second: str
    more: int = 0

    def __str__(self) -> str:
        """Return the problem with both places."""
        others = f"{self.more:,} other id{'s' * (self.more > 1)}" if self.more else ""
        return (
            f"id `{self.id}` stands twice: first at {self.first}, again at {self.second}; "
            "give one another id, or write `corrects:` where it replaces the other"
            + (f" ({others} {'stand' if self.more > 1 else 'stands'} twice, too)" if others else "")
        )


@attrs.define(auto_exc=True, slots=False)
class SettingsClash(SanctledgerError, ValueError):
    """Two ledgers, or two files of one ledger, disagree about a setting.

    Attributes:
        setting: The name of the setting.
        first: The value in the first.
        second: The value in the second.
    """

    setting: str
    first: str
    second: str

    def __str__(self) -> str:
        """Return the problem with both values."""
        return f"`{self.setting}` is {self.first} in one and {self.second} in the other; make them the same first"


@attrs.define(auto_exc=True, slots=False)
class LedgerNotFound(SanctledgerError, FileNotFoundError):
    """There is no file, directory or shipped case of a name.

    Attributes:
        path: The name.
        cases: The names of the shipped cases.
        is_empty: Whether there is a directory of that name without a ledger file.
    """

    path: str
    cases: Sequence[str] = attrs.field(default=(), repr=False)
    is_empty: bool = False

    def __str__(self) -> str:
        """Return the problem with the names of the cases."""
        if self.is_empty:
            return f"the directory `{self.path}` holds no ledger file, which ends in `.yaml`, `.yml` or `.jsonl`"
        return (
            f"no file or directory `{self.path}`, and no shipped case of that name"
            f"{did_you_mean(self.path, self.cases)} (cases: {', '.join(self.cases)})"
        )


@attrs.define(auto_exc=True, slots=False)
class UnknownFormat(SanctledgerError, ValueError):
    """A file name whose ending belongs to no format of the library.

    Attributes:
        path: The file.
    """

    path: str

    def __str__(self) -> str:
        """Return the problem with the endings that work."""
        return f"`{in_short(self.path)}`: name a file that ends in .yaml, .yml or .jsonl"


@attrs.define(auto_exc=True, slots=False)
class LedgerExists(SanctledgerError, FileExistsError):
    """A new ledger cannot be made because something exists there.

    Attributes:
        path: The path.
    """

    path: str

    def __str__(self) -> str:
        """Return the problem, and that nothing was overwritten."""
        return f"`{self.path}` is there already, and was left as it is; choose another name"


@attrs.define(auto_exc=True, slots=False)
class Unformattable(SanctledgerError, ValueError):
    """A file that cannot be put in canonical form.

    Attributes:
        place: The file, with the line of the problem if there is one.
        problem: The problem, as a clause.
        instead: What to do instead.
    """

    place: str
    problem: str
    instead: str

    def __str__(self) -> str:
        """Return the problem and what to do instead, in one sentence."""
        return f"`{self.place}` {self.problem}; {self.instead}"


@attrs.define(auto_exc=True, slots=False)
class MissingExtra(SanctledgerError, ImportError):
    """An optional library is needed and not installed.

    Attributes:
        feature: The feature that needs it.
        extra: The extra of this package that installs it.
    """

    feature: str
    extra: str

    def __str__(self) -> str:
        """Return the problem with the command that installs the extra."""
        return f"{self.feature} needs the `{self.extra}` extra: pip install 'sanctledger[{self.extra}]'"
