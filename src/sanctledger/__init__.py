"""Plain-text accounting for diplomacy: sanctions, easings and concessions as records, with checks and balances."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    __version__: str

    from sanctledger.accounts.contests import Contest
    from sanctledger.actors import Party
    from sanctledger.allowance import Allowance
    from sanctledger.clashes import FieldClash, InvalidKind, KindClash, UnitClash
    from sanctledger.comparing import difference
    from sanctledger.concessions import Coercion, Concession
    from sanctledger.context import Event, Statement
    from sanctledger.coverage.activity import Activity
    from sanctledger.coverage.answers import Ground, Ruling, Verdict
    from sanctledger.coverage.freeing import Freed
    from sanctledger.coverage.rules import OwnershipRules, OwnershipTest
    from sanctledger.coverage.several import Verdicts
    from sanctledger.coverage.windows import Window, Windows
    from sanctledger.differences import Difference
    from sanctledger.easings import Easing
    from sanctledger.entry import Entry
    from sanctledger.errors import (
        DuplicateId,
        InvalidLedger,
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
    from sanctledger.evidence import Assertion, Assessment, Claim, Observation, Source
    from sanctledger.exchange import Deal, Pledge, Reversal
    from sanctledger.files import MIGRATIONS, Loaded, Migration, append, fmt, load, read
    from sanctledger.files.schema import json_schema
    from sanctledger.findings import Finding, Place, Report
    from sanctledger.installed import PluginWarning
    from sanctledger.kept import Kept
    from sanctledger.kinds import KINDS, Kinds
    from sanctledger.ledger import Ledger
    from sanctledger.naming import slug
    from sanctledger.policy import Policy
    from sanctledger.questions.assessments import Assessments
    from sanctledger.questions.balance import Balance
    from sanctledger.questions.break_even import BreakEven
    from sanctledger.questions.changed import Change, Changes
    from sanctledger.questions.explanation import Explanation
    from sanctledger.questions.history import History
    from sanctledger.questions.legs import Delivery, Leg
    from sanctledger.questions.listing import Listing
    from sanctledger.questions.move import Move
    from sanctledger.questions.moves import Moves
    from sanctledger.questions.persons import PersonHistory
    from sanctledger.questions.quotient import Quotient
    from sanctledger.questions.rates import ImpliedRates
    from sanctledger.questions.reciprocity import Reciprocity
    from sanctledger.questions.series import Series, Step
    from sanctledger.questions.settlement import Settlement
    from sanctledger.questions.standing import Standing
    from sanctledger.questions.standings import Standings
    from sanctledger.questions.stocks import Stock
    from sanctledger.questions.tallies import Tally
    from sanctledger.questions.turns import Lead, Moment, Mover, Turn
    from sanctledger.reading import Reading
    from sanctledger.record import Citation, Record
    from sanctledger.refusals import (
        BrokenText,
        CannotAppend,
        ChangedMeanwhile,
        LedgerBusy,
        NotWritable,
        OneOfSeveral,
        PartlyRead,
    )
    from sanctledger.relation import Relation
    from sanctledger.sanctions import Sanction
    from sanctledger.scales import Caveat, Valuation, Weight, valuations
    from sanctledger.settings import Settings
    from sanctledger.surroundings import Evidence
    from sanctledger.tabular import Answer
    from sanctledger.values.bounds import Bounds
    from sanctledger.values.dates import UncertainDate
    from sanctledger.values.periods import Certainty, Periods
    from sanctledger.values.quantity import Quantity
    from sanctledger.values.scope import Scope
    from sanctledger.values.span import Span
    from sanctledger.values.units import Unit, Units
    from sanctledger.values.vocabulary import Term, Terms
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

#: Where each public name is made: names are imported when first used, so that `import sanctledger` costs little.
_HOMES = {
    "actors": "Party",
    "allowance": "Allowance",
    "values.bounds": "Bounds",
    "clashes": "FieldClash InvalidKind KindClash UnitClash",
    "comparing": "difference",
    "concessions": "Coercion Concession",
    "accounts.contests": "Contest",
    "context": "Event Statement",
    "coverage.activity": "Activity",
    "coverage.answers": "Ground Ruling Verdict",
    "coverage.freeing": "Freed",
    "coverage.rules": "OwnershipRules OwnershipTest",
    "coverage.several": "Verdicts",
    "coverage.windows": "Window Windows",
    "values.dates": "UncertainDate",
    "differences": "Difference",
    "easings": "Easing",
    "entry": "Entry",
    "errors": "DuplicateId InvalidLedger LedgerExists LedgerNotFound MissingExtra "
    "OverlappingSides ReadError RuleClash SanctledgerError ScopeTooIntricate SettingsClash Unformattable UnitMismatch "
    "UnknownCode UnknownFormat UnknownKind UnknownRecord",
    "evidence": "Assertion Assessment Claim Observation Source",
    "exchange": "Deal Pledge Reversal",
    "files": "MIGRATIONS Loaded Migration append fmt load read",
    "files.schema": "json_schema",
    "findings": "Finding Place Report",
    "installed": "PluginWarning",
    "kept": "Kept",
    "kinds": "KINDS Kinds",
    "ledger": "Ledger",
    "values.periods": "Certainty Periods",
    "policy": "Policy",
    "values.quantity": "Quantity",
    "questions.assessments": "Assessments",
    "questions.changed": "Change Changes",
    "questions.history": "History",
    "questions.listing": "Listing",
    "questions.persons": "PersonHistory",
    "questions.balance": "Balance",
    "questions.break_even": "BreakEven",
    "questions.explanation": "Explanation",
    "questions.move": "Move",
    "questions.moves": "Moves",
    "questions.quotient": "Quotient",
    "questions.rates": "ImpliedRates",
    "questions.reciprocity": "Reciprocity",
    "questions.legs": "Delivery Leg",
    "questions.settlement": "Settlement",
    "questions.series": "Series Step",
    "questions.standing": "Standing",
    "questions.standings": "Standings",
    "questions.stocks": "Stock",
    "questions.tallies": "Tally",
    "questions.turns": "Lead Moment Mover Turn",
    "naming": "slug",
    "reading": "Reading",
    "record": "Citation Record",
    "refusals": "BrokenText CannotAppend ChangedMeanwhile LedgerBusy NotWritable OneOfSeveral PartlyRead",
    "sanctions": "Sanction",
    "scales": "Caveat Valuation Weight valuations",
    "values.scope": "Scope",
    "settings": "Settings",
    "values.span": "Span",
    "relation": "Relation",
    "surroundings": "Evidence",
    "tabular": "Answer",
    "values.units": "Unit Units",
    "view": "View",
    "values.vocabulary": "Term Terms",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    """Import a public name from its module when it is first used."""
    import importlib  # noqa: PLC0415 - kept out of the cost of `import sanctledger`

    if name == "__version__":
        from importlib.metadata import version  # noqa: PLC0415 - the same

        return version("sanctledger")
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names."""
    return __all__
