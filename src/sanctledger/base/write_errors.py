"""Errors after which a ledger was not written and every file is as before."""

from __future__ import annotations

import attrs

from sanctledger.base.common_errors import SanctledgerError


@attrs.define(auto_exc=True, slots=False)
class NotWritable(SanctledgerError, PermissionError):
    """A file or folder that may not be written to; it is as before.

    Attributes:
        path: The file or folder.
        problem: The reason, as a clause.
    """

    path: str
    problem: str

    def __str__(self) -> str:
        """Return the reason and what to do."""
        return f"`{self.path}` {self.problem}; change that, or write to another file"


@attrs.define(auto_exc=True, slots=False)
class LedgerBusy(SanctledgerError, TimeoutError):
    """Another program or thread is writing the ledger; nothing was written.

    Attributes:
        path: The file.
        waited: The number of seconds of waiting.
        holder: The writer, such as `process 4711 on desk-2`; `None` if that is not known.
    """

    path: str
    waited: float
    holder: str | None = None

    def __str__(self) -> str:
        """Return the writer and what to do."""
        who = self.holder or "another program"
        return (
            f"`{self.path}` is being written by {who}, which was not done after {self.waited:g} seconds; "
            "try again when it is, or give a longer `wait`"
        )


@attrs.define(auto_exc=True, slots=False)
class ChangedMeanwhile(SanctledgerError, OSError):
    """A file has changed since the ledger was read from it, and a save would undo the change.

    Attributes:
        path: The file, which is as the other writer left it.
    """

    path: str

    def __str__(self) -> str:
        """Return the problem and what to do."""
        return (
            f"`{self.path}` has changed since this ledger was read from it or saved to it, and saving would undo that; "
            "load it again and make your changes to that, use `append`, or save under another name"
        )


@attrs.define(auto_exc=True, slots=False)
class PartlyRead(SanctledgerError, ValueError):
    """A file has parts that could not be read, and a save would lose them.

    Attributes:
        path: The file, which is as before.
        findings: The errors in it, a line each.
    """

    path: str
    findings: tuple[str, ...]

    def __str__(self) -> str:
        """Return the unreadable parts and what to do."""
        said = "\n".join(self.findings)
        return (
            f"`{self.path}` could not be read whole, and saving would lose the rest; "
            f"fix it first, or save under another name:\n{said}"
        )


@attrs.define(auto_exc=True, slots=False)
class OneOfSeveral(SanctledgerError, ValueError):
    """A ledger of several files was to be saved to one of them, which would write the records of the others twice.

    Attributes:
        path: The file, which is as before.
        files: The number of files of the ledger.
    """

    path: str
    files: int

    def __str__(self) -> str:
        """Return the problem and what to do."""
        return (
            f"`{self.path}` is one of the {self.files} files that this ledger was read from, and would hold the "
            "records of all; save under another name, or append new records to the file"
        )


@attrs.define(auto_exc=True, slots=False)
class BrokenText(SanctledgerError, ValueError):
    """A text has a lone surrogate, which no file can store; nothing was written.

    Attributes:
        text: The text.
        where: The owner of the text, such as ``record `by-release-52` ``.
    """

    text: str
    where: str

    def __str__(self) -> str:
        """Return the place of the text and what to do."""
        return f"{self.where} holds the text {self.text!a}, which has a lone surrogate; take it out"


@attrs.define(auto_exc=True, slots=False)
class CannotAppend(SanctledgerError, ValueError):
    """Nothing can be added to a file in its present state; nothing was written.

    Attributes:
        path: The file.
        problem: The reason, as a clause.
        remedy: What to do.
    """

    path: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        """Return the reason and what to do."""
        return f"nothing was added to `{self.path}`: {self.problem}; {self.remedy}"
