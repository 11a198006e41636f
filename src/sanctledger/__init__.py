"""Plain-text accounting for diplomacy: sanctions, easings and concessions as records, with checks and balances."""

from __future__ import annotations

from sanctledger import errors
from sanctledger.analysis.break_even import BreakEven
from sanctledger.analysis.implied_rates import ImpliedRates
from sanctledger.analysis.reciprocity import Reciprocity
from sanctledger.analysis.valuation import Valuation, Weight
from sanctledger.analysis.valuations import valuations
from sanctledger.base.findings import Finding, Report
from sanctledger.base.reading import Reading
from sanctledger.base.slug import slug
from sanctledger.compare import difference
from sanctledger.files.append import append
from sanctledger.files.format import fmt
from sanctledger.files.json_schema import json_schema
from sanctledger.ledger import Ledger, Loaded, load, read
from sanctledger.questions.assessments import Assessments
from sanctledger.questions.balance import Balance
from sanctledger.questions.changes import Changes
from sanctledger.questions.explanation import Explanation
from sanctledger.questions.history import History
from sanctledger.questions.ledger_difference import Difference
from sanctledger.questions.listing import Listing
from sanctledger.questions.move import Move
from sanctledger.questions.moves import Moves
from sanctledger.questions.people import PersonHistory
from sanctledger.questions.record_state import RecordState
from sanctledger.questions.record_states import RecordStates
from sanctledger.questions.series import Series
from sanctledger.questions.settlement.settlement import Settlement
from sanctledger.questions.stocks import Stock
from sanctledger.records.acts import Coercion, Concession
from sanctledger.records.check_policy import Policy
from sanctledger.records.deals import Deal, Pledge, Reversal
from sanctledger.records.easings import Easing
from sanctledger.records.entry import Entry
from sanctledger.records.kinds import KINDS, Kinds
from sanctledger.records.parties import Party
from sanctledger.records.record import Citation, EntryContext, Record
from sanctledger.records.reference import Relation
from sanctledger.records.sanctions import Sanction
from sanctledger.records.settings import Settings
from sanctledger.records.sources import Assertion, Assessment, Claim, Observation, Source
from sanctledger.records.statements import Event, Statement
from sanctledger.values.bounds import Bounds
from sanctledger.values.dates import UncertainDate
from sanctledger.values.periods import Certainty, Periods
from sanctledger.values.quantity import Quantity
from sanctledger.values.scope import Scope
from sanctledger.values.span import Span
from sanctledger.values.units import Unit, Units
from sanctledger.values.vocabulary import Term, Terms
from sanctledger.verdicts.activity import Activity
from sanctledger.verdicts.ownership_rules import OwnershipRules
from sanctledger.verdicts.rulings import Verdict
from sanctledger.verdicts.verdict_list import Verdicts
from sanctledger.verdicts.windows import Windows
from sanctledger.view import View

__all__ = [
    "KINDS",
    "Activity",
    "Assertion",
    "Assessment",
    "Assessments",
    "Balance",
    "Bounds",
    "BreakEven",
    "Certainty",
    "Changes",
    "Citation",
    "Claim",
    "Coercion",
    "Concession",
    "Deal",
    "Difference",
    "Easing",
    "Entry",
    "EntryContext",
    "Event",
    "Explanation",
    "Finding",
    "History",
    "ImpliedRates",
    "Kinds",
    "Ledger",
    "Listing",
    "Loaded",
    "Move",
    "Moves",
    "Observation",
    "OwnershipRules",
    "Party",
    "Periods",
    "PersonHistory",
    "Pledge",
    "Policy",
    "Quantity",
    "Reading",
    "Reciprocity",
    "Record",
    "RecordState",
    "RecordStates",
    "Relation",
    "Report",
    "Reversal",
    "Sanction",
    "Scope",
    "Series",
    "Settings",
    "Settlement",
    "Source",
    "Span",
    "Statement",
    "Stock",
    "Term",
    "Terms",
    "UncertainDate",
    "Unit",
    "Units",
    "Valuation",
    "Verdict",
    "Verdicts",
    "View",
    "Weight",
    "Windows",
    "__version__",
    "append",
    "difference",
    "errors",
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
