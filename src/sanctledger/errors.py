"""Every error that the library raises, in one list.

Each error is a `SanctledgerError` and the builtin that a caller would catch. It carries its data as attributes, and its
text says what is wrong, where, and what to write instead.
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
