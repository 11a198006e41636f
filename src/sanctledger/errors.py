"""Every error that the library raises, in one list.

Each error is a `SanctledgerError` and the builtin that a caller would catch. It carries its data as attributes, and its
text says what is wrong, where, and what to write instead.

    SanctledgerError
    ├── ReadError (ValueError)              a text that its value cannot be read from
    ├── ScopeTooIntricate (ValueError)      scopes that differ in too many ways to be compared
    ├── UnitMismatch (ValueError)           amounts in different units were added, subtracted or compared
    ├── OverlappingSides (ValueError)       a balance was asked between sides that share a party
    ├── UnknownKind (KeyError)              a kind that the catalogue does not hold
    ├── RuleClash (ValueError)              two rules have one code
    ├── UnknownRecord (KeyError)            an id or a name that the ledger does not have
    ├── UnknownCode (KeyError)              a code that no rule and no reader gives
    ├── DuplicateId (ValueError)            two records with one id
    ├── SettingsClash (ValueError)          two ledgers, or two files of one, disagree about a setting
    ├── LedgerNotFound (FileNotFoundError)  no file, directory or shipped case of that name
    ├── UnknownFormat (ValueError)          a file name with an unknown ending
    ├── LedgerExists (FileExistsError)      a file where a new ledger was to be written
    ├── Unformattable (ValueError)          a file that cannot be put in canonical form
    ├── MissingExtra (ImportError)          an optional library that is not installed
    ├── InvalidLedger (ValueError)          a ledger with errors
    ├── KindClash (ValueError)              two classes claim one kind
    ├── InvalidKind (TypeError)             a class that cannot be a kind
    ├── FieldClash (ValueError)             two classes use one field name with two meanings
    ├── UnitClash (ValueError)              two kinds declare one unit with two meanings
    ├── NotWritable (PermissionError)       a file or folder that may not be written to
    ├── LedgerBusy (TimeoutError)           a ledger that another program or thread is writing
    ├── ChangedMeanwhile (OSError)          a file that changed since the ledger was read from it
    ├── PartlyRead (ValueError)             a file that could be read only in part
    ├── OneOfSeveral (ValueError)           one of several files of a ledger
    ├── BrokenText (ValueError)             a text with a lone surrogate, which no file can hold
    └── CannotAppend (ValueError)           a file to which nothing can be added
"""

from __future__ import annotations

from sanctledger.base.common_errors import (
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
