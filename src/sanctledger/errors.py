"""Every error that the library raises, in one list.

Each error is a `SanctledgerError` and the builtin that a caller would catch. It carries its data as attributes, and its
text says what is wrong, where, and what to write instead.

    SanctledgerError
    ├── ReadError (ValueError)              a text that its value cannot be read from
    ├── ScopeTooIntricate (ValueError)      scopes that differ in so many ways, in so many dimensions, that comparing t
    ├── UnitMismatch (ValueError)           amounts in different units were added, subtracted or compared
    ├── OverlappingSides (ValueError)       a balance was asked between sides that share a party
    ├── UnknownKind (KeyError)              a kind that the catalogue does not hold
    ├── RuleClash (ValueError)              two rules have one code
    ├── UnknownRecord (KeyError)            an id or a name that the ledger, or what else was asked, does not hold
    ├── UnknownCode (KeyError)              a code of findings that there is not
    ├── DuplicateId (ValueError)            one id stands for two records
    ├── SettingsClash (ValueError)          two ledgers, or two files of one, disagree about a setting
    ├── LedgerNotFound (FileNotFoundError)  neither a file, nor a directory, nor a shipped case of that name
    ├── UnknownFormat (ValueError)          a file name whose ending names no format that the library reads or writes
    ├── LedgerExists (FileExistsError)      a new ledger was to begin where something is already
    ├── Unformattable (ValueError)          a file that cannot be put in canonical form
    ├── MissingExtra (ImportError)          an optional library is needed and not installed
    ├── InvalidLedger (ValueError)          a ledger with errors
    ├── KindClash (ValueError)              two classes claim one kind
    ├── InvalidKind (TypeError)             a class that cannot be a kind
    ├── FieldClash (ValueError)             a class has a field whose name, or whose word in files, is taken by a class
    ├── UnitClash (ValueError)              two kinds declare one unit, and do not mean the same by it
    ├── NotWritable (PermissionError)       a file or folder that may not be written to
    ├── LedgerBusy (TimeoutError)           another program or thread is writing the ledger
    ├── ChangedMeanwhile (OSError)          a file says something else than when the ledger was read from it, and a sav
    ├── PartlyRead (ValueError)             a file holds more than could be read from it, and a save would lose the res
    ├── OneOfSeveral (ValueError)           a ledger of several files was to be saved to one of them, where the records
    ├── BrokenText (ValueError)             a text holds half a character, which no file can hold
    └── CannotAppend (ValueError)           nothing can be added to a file as it stands
"""

from __future__ import annotations

from sanctledger.base.errors import (
    DuplicateId,
    LedgerExists,
    LedgerNotFound,
    MissingExtra,
    OverlappingSides,
    ReadError,
    RuleClash,
    SanctledgerError,
    ScopeTooIntricate,
    SettingsClash,
    Unformattable,
    UnitMismatch,
    UnknownCode,
    UnknownFormat,
    UnknownKind,
    UnknownRecord,
)
from sanctledger.base.findings import InvalidLedger
from sanctledger.base.kind_errors import FieldClash, InvalidKind, KindClash, UnitClash
from sanctledger.base.write_errors import (
    BrokenText,
    CannotAppend,
    ChangedMeanwhile,
    LedgerBusy,
    NotWritable,
    OneOfSeveral,
    PartlyRead,
)

__all__ = [
    "BrokenText",
    "CannotAppend",
    "ChangedMeanwhile",
    "DuplicateId",
    "FieldClash",
    "InvalidKind",
    "InvalidLedger",
    "KindClash",
    "LedgerBusy",
    "LedgerExists",
    "LedgerNotFound",
    "MissingExtra",
    "NotWritable",
    "OneOfSeveral",
    "OverlappingSides",
    "PartlyRead",
    "ReadError",
    "RuleClash",
    "SanctledgerError",
    "ScopeTooIntricate",
    "SettingsClash",
    "Unformattable",
    "UnitClash",
    "UnitMismatch",
    "UnknownCode",
    "UnknownFormat",
    "UnknownKind",
    "UnknownRecord",
]
