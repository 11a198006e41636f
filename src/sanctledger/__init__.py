"""Plain-text accounting for diplomacy: sanctions, easings and concessions as records, with checks and balances."""

from __future__ import annotations

from sanctledger.analysis.break_even import BreakEven
from sanctledger.analysis.implied_rates import ImpliedRates
from sanctledger.analysis.quotient import Quotient
from sanctledger.analysis.reciprocity import Reciprocity
from sanctledger.analysis.valuation import Caveat, Valuation, Weight
from sanctledger.analysis.valuations import valuations
from sanctledger.base.answer import Answer
from sanctledger.base.clashes import FieldClash, InvalidKind, KindClash, UnitClash
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
from sanctledger.base.findings import Finding, InvalidLedger, Place, Report
from sanctledger.base.plugins import PluginWarning
from sanctledger.base.reading import Reading
from sanctledger.base.refusals import (
    BrokenText,
    CannotAppend,
    ChangedMeanwhile,
    LedgerBusy,
    NotWritable,
    OneOfSeveral,
    PartlyRead,
)
from sanctledger.base.slug import slug
from sanctledger.compare import difference
from sanctledger.files.append import append
from sanctledger.files.format import fmt
from sanctledger.files.json_schema import json_schema
from sanctledger.files.migrations import MIGRATIONS, Migration
from sanctledger.ledger import Ledger, Loaded, load, read
from sanctledger.ledger_differences import Difference
from sanctledger.posting.disputes import Contest
from sanctledger.questions.assessments import Assessments
from sanctledger.questions.balance import Balance
from sanctledger.questions.changes import Change, Changes
from sanctledger.questions.explanation import Explanation
from sanctledger.questions.history import History
from sanctledger.questions.listing import Listing
from sanctledger.questions.move import Move
from sanctledger.questions.moves import Moves
from sanctledger.questions.people import PersonHistory
from sanctledger.questions.record_state import Standing
from sanctledger.questions.record_states import Standings
from sanctledger.questions.series import Series, Step
from sanctledger.questions.settlement.legs import Delivery, Leg
from sanctledger.questions.settlement.sequence import Lead, Moment, Mover, Turn
from sanctledger.questions.settlement.settlement import Settlement
from sanctledger.questions.stock_counts import Tally
from sanctledger.questions.stocks import Stock
from sanctledger.records.acts import Coercion, Concession
from sanctledger.records.allowance import Allowance
from sanctledger.records.check_policy import Policy
from sanctledger.records.deals import Deal, Pledge, Reversal
from sanctledger.records.easings import Easing
from sanctledger.records.entry import Entry
from sanctledger.records.kinds import KINDS, Kinds
from sanctledger.records.parties import Party
from sanctledger.records.record import Citation, Evidence, Record
from sanctledger.records.reference import Relation
from sanctledger.records.sanctions import Sanction
from sanctledger.records.settings import Settings
from sanctledger.records.sources import Assertion, Assessment, Claim, Observation, Source
from sanctledger.records.statements import Event, Statement
from sanctledger.records.unknown_kinds import Kept
from sanctledger.values.bounds import Bounds
from sanctledger.values.dates import UncertainDate
from sanctledger.values.periods import Certainty, Periods
from sanctledger.values.quantity import Quantity
from sanctledger.values.scope import Scope
from sanctledger.values.span import Span
from sanctledger.values.units import Unit, Units
from sanctledger.values.vocabulary import Term, Terms
from sanctledger.verdicts.activity import Activity
from sanctledger.verdicts.licences import Freed
from sanctledger.verdicts.ownership_rules import OwnershipRules, OwnershipTest
from sanctledger.verdicts.rulings import Ground, Ruling, Verdict
from sanctledger.verdicts.verdict_list import Verdicts
from sanctledger.verdicts.windows import Window, Windows
from sanctledger.view import View

__all__ = [
    "KINDS",
    "MIGRATIONS",
    "Activity",
    "Allowance",
    "Answer",
    "Assertion",
    "Assessment",
    "Assessments",
    "Balance",
    "Bounds",
    "BreakEven",
    "BrokenText",
    "CannotAppend",
    "Caveat",
    "Certainty",
    "Change",
    "ChangedMeanwhile",
    "Changes",
    "Citation",
    "Claim",
    "Coercion",
    "Concession",
    "Contest",
    "Deal",
    "Delivery",
    "Difference",
    "DuplicateId",
    "Easing",
    "Entry",
    "Event",
    "Evidence",
    "Explanation",
    "FieldClash",
    "Finding",
    "Freed",
    "Ground",
    "History",
    "ImpliedRates",
    "InvalidKind",
    "InvalidLedger",
    "Kept",
    "KindClash",
    "Kinds",
    "Lead",
    "Ledger",
    "LedgerBusy",
    "LedgerExists",
    "LedgerNotFound",
    "Leg",
    "Listing",
    "Loaded",
    "Migration",
    "MissingExtra",
    "Moment",
    "Move",
    "Mover",
    "Moves",
    "NotWritable",
    "Observation",
    "OneOfSeveral",
    "OverlappingSides",
    "OwnershipRules",
    "OwnershipTest",
    "PartlyRead",
    "Party",
    "Periods",
    "PersonHistory",
    "Place",
    "Pledge",
    "PluginWarning",
    "Policy",
    "Quantity",
    "Quotient",
    "ReadError",
    "Reading",
    "Reciprocity",
    "Record",
    "Relation",
    "Report",
    "Reversal",
    "RuleClash",
    "Ruling",
    "Sanction",
    "SanctledgerError",
    "Scope",
    "ScopeTooIntricate",
    "Series",
    "Settings",
    "SettingsClash",
    "Settlement",
    "Source",
    "Span",
    "Standing",
    "Standings",
    "Statement",
    "Step",
    "Stock",
    "Tally",
    "Term",
    "Terms",
    "Turn",
    "UncertainDate",
    "Unformattable",
    "Unit",
    "UnitClash",
    "UnitMismatch",
    "Units",
    "UnknownCode",
    "UnknownFormat",
    "UnknownKind",
    "UnknownRecord",
    "Valuation",
    "Verdict",
    "Verdicts",
    "View",
    "Weight",
    "Window",
    "Windows",
    "__version__",
    "append",
    "difference",
    "fmt",
    "json_schema",
    "load",
    "read",
    "slug",
    "valuations",
]


def __getattr__(name: str) -> str:
    """Return the version of the installed package; every other public name is imported above."""
    if name != "__version__":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib.metadata import version  # noqa: PLC0415 - reads the metadata of the installation, which costs time

    return version("sanctledger")
