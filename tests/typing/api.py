"""What a user's editor and type checker see of the public names; never run, only checked by mypy and pyright."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar, Literal, assert_type

import sanctledger as sl
from sanctledger.analysis.quotient import Quotient
from sanctledger.analysis.valuation import Caveat
from sanctledger.analysis.valued_moves import ValuedMoves
from sanctledger.base.answer import Answer
from sanctledger.base.findings import Place
from sanctledger.base.plugins import PluginWarning
from sanctledger.posting.disputes import Dispute
from sanctledger.posting.record_index import Link, RecordIndex
from sanctledger.questions.changes import Change
from sanctledger.questions.series import Step
from sanctledger.questions.settlement.deliveries import Delivery
from sanctledger.questions.settlement.legs import Leg
from sanctledger.questions.settlement.sequence import Lead, Moment, Mover, OrderVerdict
from sanctledger.questions.stock_counts import Tally
from sanctledger.records.allowance import Allowance
from sanctledger.verdicts.licences import Freed
from sanctledger.verdicts.ownership_rules import OwnershipTest
from sanctledger.verdicts.rulings import Ground, Ruling
from sanctledger.verdicts.windows import Window

# Reading and writing.
ledger = sl.load("belarus")
assert_type(ledger, sl.Ledger)
assert_type(sl.load(Path("ledger.yaml"), sl.KINDS), sl.Ledger)
assert_type(ledger.save("ledger.jsonl"), Path)
assert_type(ledger.save("ledger.jsonl", wait=0), Path)
assert_type(sl.append("ledger.yaml", ledger["us-gl-11"], *ledger, wait=0.5), Path)
assert_type(ledger.check(), sl.Report)
assert_type(sl.read("ledger.yaml", sl.KINDS), sl.Loaded)
assert_type(sl.read("ledger.yaml").ledger, sl.Ledger)
assert_type(sl.read("ledger.yaml").report, sl.Report)
assert_type(sl.fmt("ledger.yaml", check=True), tuple[Path, ...])
assert_type(sl.__version__, str)
assert_type(sl.KINDS, sl.Kinds)
assert_type(sl.KINDS["asset_freeze"], type[sl.Record])
assert_type(sl.KINDS.with_kind(sl.Sanction), sl.Kinds)
assert_type(sl.Kinds.installed(), sl.Kinds)
assert_type(sl.json_schema(sl.Kinds.installed()), dict[str, Any])

# Ledgers.
assert_type(ledger["us-gl-11"], sl.Record)
assert_type(ledger.get("us-gl-11"), sl.Record | None)
assert_type(ledger.get("us-gl-11", 0), sl.Record | int)
assert_type("us-gl-11" in ledger and ledger["us-gl-11"] in ledger, bool)
assert_type(list(ledger), list[sl.Record])
assert_type(ledger.family("sanction"), tuple[sl.Record, ...])
assert_type(ledger.family(sl.Sanction), tuple[sl.Sanction, ...])
assert_type(ledger.kind("general_license"), tuple[sl.Record, ...])
assert_type(ledger.links_to("us-gl-11"), tuple[Link, ...])
assert_type(ledger.links_from("us-gl-11")[0].field, str)
assert_type(ledger.place("us-gl-11"), Place | None)
assert_type(ledger.places["us-gl-11"], Place)
assert_type(ledger.broken, frozenset[str])
assert_type(ledger.kinds, sl.Kinds)
assert_type(ledger.record_index, RecordIndex)
assert_type(ledger.settings, sl.Settings)
assert_type(ledger.units, sl.Units)
assert_type(sl.Ledger(list(ledger), sl.Settings(title="mine", checks=sl.Policy(select=("SL1",)))), sl.Ledger)
assert_type(sl.Ledger(ledger.records), sl.Ledger)
assert_type(ledger | ledger, sl.Ledger)
assert_type(ledger.with_records(*ledger), sl.Ledger)
assert_type(ledger.line("us-bis-tdo"), tuple[sl.Record, ...])
assert_type(ledger.recorded("us-gl-11"), dt.date | None)
assert_type(ledger.entries(), tuple[sl.Entry, ...])
assert_type(ledger.family("sanction"), tuple[sl.Record, ...])
assert_type(ledger.family(sl.Sanction), tuple[sl.Sanction, ...])
assert_type(sl.slug("Belavia"), str)
assert_type(ledger.title, str | None)
assert_type(len(ledger), int)

# Views.
view = ledger.at("2025-09-12", known=dt.date(2025, 9, 17), reading="stated")
assert_type(view, sl.View)
assert_type(ledger.at(), sl.View)
assert_type(ledger.at(reading=sl.Reading("widest", ["confirmed"])), sl.View)
assert_type(view.title, str | None)
assert_type(view.units, sl.Units)
assert_type(view.is_beside(view), bool)
assert_type(view.at("2025-09-17"), sl.View)
assert_type(view.reading, sl.Reading)
assert_type(view.on, dt.date)
assert_type(view.known, dt.date | None)
assert_type(view.record("us-gl-11"), sl.Record)

# What all answers have in common.
answers: list[Answer] = [view.balance("us", "by"), view.sanctions(), ledger.check(), ledger.history("us-gl-11")]
for answer in answers:
    assert_type(answer.rows(), list[dict[str, Any]])
    assert_type(answer.to_csv(), str)

# Balances.
balance = view.balance("us", ["by", "ru"], by="deal", rollup=False, unit="prisoners")
assert_type(balance, sl.Balance)
assert_type(view.balance("us"), sl.Balance)
assert_type(balance.explain(), sl.Explanation)
assert_type(balance.rows(), list[dict[str, Any]])
for row in balance:
    assert_type(row.unit, str)
    assert_type(row.group, str | None)
    assert_type(row.given.bounds, sl.Bounds)
    assert_type(row.given.low, int | Decimal | None)
    assert_type(row.net.stated, int | Decimal | None)
    assert_type(row.records, tuple[str, ...])

# Moves and statuses.
assert_type(view.moves("us", "by"), sl.Moves)
assert_type(view.moves("us", "by").explain(), sl.Explanation)
assert_type(view.implied_rates("minsk-2025-12"), sl.ImpliedRates)
for move in view.moves("us", "by", since="2025-09-01", until=dt.date(2025, 10, 1)):
    assert_type(move, sl.Move)
    assert_type(move.quantity, sl.Quantity | None)
    assert_type(move.certainty, sl.Certainty)
assert_type(view.implied_rates("minsk-2025-12")["prisoners", "general_license"].rate, Quotient)
assert_type(view.break_even(deal="minsk-2025-12", weights={"delisting": "1..2"}), sl.BreakEven)
assert_type(view.break_even("us", "by", valuation="plover").net, sl.Bounds | None)
assert_type(view.reciprocity("us", "by", since="2025-09-01", window=30), sl.Reciprocity)
valued = view.moves("us", "by", deal="minsk-2025-09", valuation="plover", promises=True)
assert_type(valued, ValuedMoves)
assert_type(valued.net, sl.Bounds)
assert_type(valued.warnings, tuple[Caveat, ...])
assert_type(valued[0].value, sl.Bounds | None)
assert_type(sl.valuations()["equal"], sl.Valuation)
assert_type(sl.Valuation.read("mine.csv").weights, tuple[sl.Weight, ...])
assert_type(sl.Valuation.of("mine", {"release": "1 per prisoners"}, version="1", citation="me"), sl.Valuation)
assert_type(
    sl.Valuation.by_function("mine", lambda move: 1 if move.sense else None, version="1", citation="me"), sl.Valuation
)
assert_type(view.sanctions(sender="us", target=["belavia"], state="in_force"), sl.RecordStates)
assert_type(view.easings(kind="general_license"), sl.RecordStates)
assert_type(view.concessions(deal="minsk-2025-09"), sl.RecordStates)
assert_type(view.coercions(), sl.RecordStates)
assert_type(view.pledges(state="overdue"), sl.RecordStates)
assert_type(view.sanctions()[0], sl.RecordState)
assert_type(view.sanctions()[0].state, str)
assert_type(view.sanctions()[0].since, dt.date | None)
assert_type(view.sanctions()[0].contested, tuple[Dispute, ...])
assert_type(view.sanctions().explain(), sl.Explanation)

# Stocks.
stock = view.stock("by", "political prisoners")
assert_type(stock, sl.Stock)
assert_type(stock["viasna"], Tally)
assert_type(stock.explain(), sl.Explanation)
interval = stock["viasna"].between("2025-06-03", "2025-09-30")
assert_type(interval.implied.bounds, sl.Bounds)
assert_type(interval.unrecorded_in, sl.Bounds)

# Settlements.
settlement = view.settlement("minsk-2025-09")
assert_type(settlement, sl.Settlement)
assert_type(settlement.first, Lead | None)
assert_type(settlement.days_between("pledge-52", "pledge-belavia"), sl.Bounds | None)
assert_type(settlement.explain(), sl.Explanation)
for leg in settlement:
    assert_type(leg, Leg)
    assert_type(leg.state, str)
    assert_type(leg.outstanding.bounds, sl.Bounds)
    assert_type(leg.began, Moment | None)
    assert_type(leg.order, tuple[OrderVerdict, ...])
    assert_type(leg.deliveries, tuple[Delivery, ...])
assert_type(settlement.movers, tuple[Mover, ...])

# Series.
series = view.series(lambda day: day.balance("by", "us")["prisoners"], "2025-01-01", dt.date(2026, 1, 1), "month")
assert_type(series, sl.Series)
assert_type(series[0], Step)
assert_type(series.explain(), sl.Explanation)
assert_type(series.explain("2025-06-01"), sl.Explanation)

# Changes and histories.
assert_type(view.changes("2025-09-01"), sl.Changes)
assert_type(view.changes(ledger.at("2025-09-01"))[0], Change)
assert_type(ledger.history("us-gl-11", known="2025-12-31"), sl.History)
assert_type(ledger.listing("deal", find="minsk"), sl.Listing)
assert_type(view.who("statkevich"), sl.PersonHistory)
assert_type(view.who("statkevich").candidates, tuple[str, ...])
assert_type(view.assessments("minsk-2025-09"), sl.Assessments)

# Verdicts.
activity = sl.Activity(actor="us", action="export", counterparty=["belavia"], amount="5 USD", industry="mining")
assert_type(activity, sl.Activity)
verdict = view.verdict(activity)
assert_type(verdict, sl.Verdict)
assert_type(verdict.verdict, str)
assert_type(verdict.answers, tuple[str, ...])
assert_type(verdict.until, dt.date | None)
assert_type(verdict.by_authority, tuple[Ruling, ...])
assert_type(verdict.grounds, tuple[Ground, ...])
assert_type(verdict.explain(), sl.Explanation)
assert_type(view.verdict({"actor": "us"}, sl.OwnershipRules().with_owned("export_control")), sl.Verdict)
assert_type(view.verdicts([activity, {"actor": "us"}]), sl.Verdicts)
assert_type(verdict.grounds[0].freed, tuple[Freed, ...])
assert_type(view.verdicts([activity]).explain(), sl.Explanation)
assert_type(view.windows(activity, "2025-01-01", "2026-01-01"), sl.Windows)
for window in view.windows(activity, "2025-01-01", dt.date(2026, 1, 1)):
    assert_type(window, Window)
assert_type(OwnershipTest(percent=25).met(30), bool)

# Two ledgers.
changed = sl.difference(ledger, ledger, on="2025-12-31", known=dt.date(2025, 12, 31), reading="stated")
assert_type(changed, sl.Difference)
assert_type(changed.added, tuple[sl.Record, ...])
assert_type(changed.rows(), list[dict[str, Any]])
for shift in changed.balances:
    assert_type(shift.before, sl.Bounds)

# Values.
assert_type(sl.Bounds(1, None) + sl.Bounds.exactly(Decimal(2)), sl.Bounds)
assert_type(-sl.Bounds.parse("51..52"), sl.Bounds)
assert_type(sl.Bounds(1).intersect(sl.Bounds(2)), sl.Bounds | None)
assert_type(sl.Bounds(1).contains(2), bool)
assert_type(sl.Quantity.parse("over 1000 prisoners"), sl.Quantity)
assert_type(sl.Quantity.parse("5 USD").bounds, sl.Bounds)
assert_type(sl.UncertainDate.parse("2025-09").earliest, dt.date | None)
assert_type(sl.Span.parse("from 2025").end, sl.UncertainDate | None)
assert_type(sl.Periods.of(sl.Span.parse("from 2025")) - sl.Periods.never(), sl.Periods)
assert_type(sl.Periods.never().holds("2025-01-01"), sl.Certainty)
assert_type(sl.Scope.of(goods=["aviation.parts"], action="export"), sl.Scope)
assert_type(sl.Scope.of(goods="a").within(sl.Scope()), bool)
assert_type(sl.Scope.of(goods="a") | sl.Scope() & ~sl.Scope() - sl.Scope(), sl.Scope)
assert_type(sl.Scope.of(goods="a").same_reach(sl.Scope()), bool)

assert_type(sl.Quantity(52, "prisoners") + sl.Quantity(sl.Bounds(1, 2), "prisoners"), sl.Quantity)
assert_type(sl.Unit("prisoners", one="prisoner"), sl.Unit)
assert_type(sl.Units.of({"prisoners": sl.Unit("prisoners")}).sense("prisoners"), Literal["benefit", "burden"] | None)
assert_type(sl.Term("goods", "potash", under=("fertiliser",)), sl.Term)
assert_type(sl.Terms.of([sl.Term("goods", "potash")]).knows("goods", "potash"), bool)

# Records of the families, as they stand in a ledger.
for party in ledger.family(sl.Party):
    assert_type(party.name, str | None)
for source in ledger.family(sl.Source):
    assert_type(source.title, str | None)
for sanction in ledger.family(sl.Sanction):
    assert_type(sanction.senders, tuple[str, ...])
    assert_type(sanction.scope, sl.Scope)
    assert_type(sanction.sources, tuple[sl.Citation, ...])
    assert_type(sanction.allow, tuple[Allowance, ...])
for easing in ledger.family(sl.Easing):
    assert_type(easing.targets, tuple[str, ...])
for concession in ledger.family(sl.Concession):
    assert_type(concession.start, sl.UncertainDate)
    assert_type(concession.quantity, sl.Quantity | None)
    assert_type(concession.replaced(note="seen"), sl.Concession)
for coercion in ledger.family(sl.Coercion):
    assert_type(coercion.givers, tuple[str, ...])
for pledge in ledger.family(sl.Pledge):
    assert_type(pledge.due, sl.UncertainDate | None)
for deal in ledger.family(sl.Deal):
    assert_type(deal.members, tuple[str, ...])
for reversal in ledger.family(sl.Reversal):
    assert_type(reversal.reverses, tuple[str, ...])
for observation in ledger.family(sl.Observation):
    assert_type(observation.quantity, sl.Quantity)
for assertion in ledger.family(sl.Assertion):
    assert_type(assertion.quantity, sl.Quantity)
for claim in ledger.family(sl.Claim):
    assert_type(claim.value, str)
for statement in ledger.family(sl.Statement):
    assert_type(statement.act, str)
for assessment in ledger.family(sl.Assessment):
    assert_type(assessment.coder, str)
for event in ledger.family(sl.Event):
    assert_type(event.gist, str | None)


class Quota(sl.Sanction, frozen=True):
    """A kind of one's own."""

    kind: Literal["quota"] = "quota"
    regulator: str | None = None
    relations: ClassVar[tuple[sl.Relation, ...]] = (*sl.Sanction.relations, sl.Relation("regulator", "party"))

    def entries(self, evidence: sl.EntryContext) -> Iterable[sl.Entry]:
        periods = evidence.acts(self)
        assert_type(periods, sl.Periods)
        return [self.line(evidence, givers=(), receivers=(), unit="quota", amount=sl.Bounds(1, 1), periods=periods)]


assert_type(sl.KINDS.with_kind(Quota), sl.Kinds)
assert_type(ledger.family(Quota), tuple[Quota, ...])

# Errors and findings.
for finding in ledger.check():
    assert_type(finding, sl.Finding)
    assert_type(finding.place, Place | None)
try:
    ledger.check().raise_for_errors()
except sl.errors.InvalidLedger as error:
    assert_type(error.report, sl.Report)

# What errors carry, for a program that handles them.
try:
    ledger.save("ledger.yaml")
except sl.errors.DuplicateId as error:
    assert_type(error.first, str)
except (sl.errors.UnknownRecord, sl.errors.UnknownKind, sl.errors.UnknownCode) as error:
    assert_type(error.known, Sequence[str])
except sl.errors.ReadError as error:
    assert_type(error.accepted, str)
except sl.errors.OverlappingSides as error:
    assert_type(error.shared, tuple[str, ...])
except sl.errors.UnitMismatch as error:
    assert_type(error.left, str)
except sl.errors.ScopeTooIntricate as error:
    assert_type(error.steps, int)
except sl.errors.LedgerNotFound as error:
    assert_type(error.is_empty, bool)
except sl.errors.MissingExtra as error:
    assert_type(error.extra, str)
except (
    sl.errors.UnknownFormat,
    sl.errors.LedgerExists,
    sl.errors.ChangedMeanwhile,
    sl.errors.CannotAppend,
    sl.errors.NotWritable,
) as error:
    assert_type(error.path, str)
except sl.errors.LedgerBusy as error:
    assert_type(error.waited, float)
except sl.errors.PartlyRead as error:
    assert_type(error.findings, tuple[str, ...])
except sl.errors.OneOfSeveral as error:
    assert_type(error.files, int)
except sl.errors.BrokenText as error:
    assert_type(error.where, str)
except sl.errors.Unformattable as error:
    assert_type(error.instead, str)
except sl.errors.InvalidKind as error:
    assert_type(error.problem, str)
except (sl.errors.KindClash, sl.errors.FieldClash, sl.errors.UnitClash) as error:
    assert_type(error.first, type)
except (sl.errors.RuleClash, sl.errors.SettingsClash) as error:
    assert_type(error.second, str)
except sl.errors.SanctledgerError as error:
    assert_type(str(error), str)
assert_type(PluginWarning("package", "point", "does not import").package, str)
