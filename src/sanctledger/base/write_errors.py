"""Errors after which a ledger was not written and every file is as it was."""

from __future__ import annotations

import attrs

from sanctledger.base.common_errors import SanctledgerError


@attrs.define(auto_exc=True, slots=False)
class NotWritable(SanctledgerError, PermissionError):
    """A file or folder that may not be written to; it is as it was.

    Attributes:
        path: The file or folder.
        problem: Why not, as a clause.
    """

    path: str
    problem: str

    def __str__(self) -> str:
        """Why it cannot be written to, and the ways out."""
        return f"`{self.path}` {self.problem}; change that, or write to another file"


@attrs.define(auto_exc=True, slots=False)
class LedgerBusy(SanctledgerError, TimeoutError):
    """Another program or thread is writing the ledger; nothing was written.

    Attributes:
        path: The file.
        waited: For how many seconds it was waited for.
        holder: Who is writing, such as `process 4711 on desk-2`; `None` where that cannot be told.
    """

    path: str
    waited: float
    holder: str | None = None

    def __str__(self) -> str:
        """Who is writing, and what to do."""
        who = self.holder or "another program"
        return (
            f"`{self.path}` is being written by {who}, which was not done after {self.waited:g} seconds; "
            "try again when it is, or give a longer `wait`"
        )


@attrs.define(auto_exc=True, slots=False)
class ChangedMeanwhile(SanctledgerError, OSError):
    """A file says something else than when the ledger was read from it, and a save would undo that.

    Attributes:
        path: The file, which is as the other left it.
    """

    path: str

    def __str__(self) -> str:
        """What has happened, and the ways out."""
        return (
            f"`{self.path}` has changed since this ledger was read from it or saved to it, and saving would undo that; "
            "load it again and make your changes to that, use `append`, or save under another name"
        )


@attrs.define(auto_exc=True, slots=False)
class PartlyRead(SanctledgerError, ValueError):
    """A file holds more than could be read from it, and a save would lose the rest.

    Attributes:
        path: The file, which is as it was.
        findings: The errors in it, a line each.
    """

    path: str
    findings: tuple[str, ...]

    def __str__(self) -> str:
        """What could not be read, and the ways out."""
        said = "\n".join(self.findings)
        return (
            f"`{self.path}` could not be read whole, and saving would lose the rest; "
            f"fix it first, or save under another name:\n{said}"
        )


@attrs.define(auto_exc=True, slots=False)
class OneOfSeveral(SanctledgerError, ValueError):
    """A ledger of several files was to be saved to one of them, where the records of the others would stand twice.

    Attributes:
        path: The file, which is as it was.
        files: How many files the ledger was read from.
    """

    path: str
    files: int

    def __str__(self) -> str:
        """What would happen, and the ways out."""
        return (
            f"`{self.path}` is one of the {self.files} files that this ledger was read from, and would hold the "
            "records of all; save under another name, or append new records to the file"
        )


@attrs.define(auto_exc=True, slots=False)
class BrokenText(SanctledgerError, ValueError):
    """A text holds a lone surrogate, which no file can hold; nothing was written.

    Attributes:
        text: The text.
        where: What it belongs to, such as ``record `by-release-52` ``.
    """

    text: str
    where: str

    def __str__(self) -> str:
        """Where it stands, and what to do."""
        return f"{self.where} holds the text {self.text!a}, which has a lone surrogate; take it out"


@attrs.define(auto_exc=True, slots=False)
class CannotAppend(SanctledgerError, ValueError):
    """Nothing can be added to a file as it stands; nothing was written.

    Attributes:
        path: The file.
        problem: Why not, as a clause.
        remedy: What to do about it.
    """

    path: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        """Why not, and the way out."""
        return f"nothing was added to `{self.path}`: {self.problem}; {self.remedy}"
