"""What a user's editor and type checker see of the public names; never run, only checked by mypy and pyright."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any, assert_type

import sanctledger as sl

# Reading and writing.
ledger = sl.load("belarus")
assert_type(ledger, sl.Ledger)
assert_type(sl.load(Path("ledger.yaml"), sl.KINDS), sl.Ledger)
assert_type(ledger.save("ledger.jsonl"), Path)
assert_type(ledger.save("ledger.jsonl", wait=0), Path)
assert_type(sl.append("ledger.yaml", ledger["us-gl-11"], *ledger, wait=0.5), Path)
assert_type(ledger.check(), sl.Report)
assert_type(sl.KINDS, sl.Kinds)
assert_type(sl.KINDS["asset_freeze"], type[sl.Record])
assert_type(sl.KINDS.with_kind(sl.Sanction), sl.Kinds)
assert_type(sl.Kinds.installed(), sl.Kinds)
assert_type(sl.json_schema(sl.Kinds.installed()), dict[str, Any])

# Ledgers.
assert_type(ledger["us-gl-11"], sl.Record)
assert_type(ledger.get("us-gl-11"), sl.Record | None)
assert_type(ledger | ledger, sl.Ledger)
assert_type(ledger.with_records(*ledger), sl.Ledger)
assert_type(ledger.line("us-bis-tdo"), tuple[sl.Record, ...])
assert_type(ledger.recorded("us-gl-11"), dt.date | None)
assert_type(ledger.entries(), tuple[sl.Entry, ...])
assert_type(ledger.title, str | None)
assert_type(len(ledger), int)

# Views.
view = ledger.at("2025-09-12", known=dt.date(2025, 9, 17), reading="primary")
assert_type(view, sl.View)
assert_type(ledger.at(), sl.View)
assert_type(ledger.at(reading=sl.Reading("hull", ["confirmed"])), sl.View)
assert_type(view.on, dt.date)
assert_type(view.known, dt.date | None)
assert_type(view.record("us-gl-11"), sl.Record)

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
    assert_type(row.net.primary, int | Decimal | None)
    assert_type(row.records, tuple[str, ...])

# Moves and standings.
for move in view.moves("us", "by", since="2025-09-01", until=dt.date(2025, 10, 1)):
    assert_type(move, sl.Move)
    assert_type(move.quantity, sl.Quantity | None)
    assert_type(move.certainty, sl.Certainty)
assert_type(view.implied_rates("minsk-2025-12")["prisoners", "general_license"].rate, sl.Quotient)
assert_type(view.break_even(deal="minsk-2025-12", weights={"delisting": "1..2"}), sl.BreakEven)
assert_type(view.break_even("us", "by", valuation="plover").net, sl.Bounds | None)
assert_type(view.reciprocity("us", "by", since="2025-09-01", window=30), sl.Reciprocity)
valued = view.moves("us", "by", deal="minsk-2025-09", valuation="plover", promises=True)
assert_type(valued.net, sl.Bounds | None)
assert_type(valued.warnings, tuple[sl.Caveat, ...])
assert_type(valued[0].value, sl.Bounds | None)
assert_type(sl.valuations()["equal"], sl.Valuation)
assert_type(sl.Valuation.read("mine.csv").weights, tuple[sl.Weight, ...])
assert_type(sl.Valuation.of("mine", {"release": "1 per prisoners"}, version="1", citation="me"), sl.Valuation)
assert_type(
    sl.Valuation.by_function("mine", lambda move: 1 if move.sense else None, version="1", citation="me"), sl.Valuation
)
assert_type(view.sanctions(sender="us", target=["belavia"], state="biting"), sl.Standings)
assert_type(view.easings(kind="general_license"), sl.Standings)
assert_type(view.concessions(deal="minsk-2025-09"), sl.Standings)
assert_type(view.coercions(), sl.Standings)
assert_type(view.pledges(state="overdue"), sl.Standings)
assert_type(view.sanctions()[0], sl.Standing)
assert_type(view.sanctions()[0].state, str)
assert_type(view.sanctions()[0].since, dt.date | None)

# Stocks.
stock = view.stock("by", "political prisoners")
assert_type(stock, sl.Stock)
assert_type(stock["viasna"], sl.Tally)
assert_type(stock.explain(), sl.Explanation)
interval = stock["viasna"].between("2025-06-03", "2025-09-30")
assert_type(interval.implied.bounds, sl.Bounds)
assert_type(interval.unrecorded_in, sl.Bounds)

# Settlements.
settlement = view.settlement("minsk-2025-09")
assert_type(settlement, sl.Settlement)
assert_type(settlement.first, sl.Lead | None)
assert_type(settlement.days_between("pledge-52", "pledge-belavia"), sl.Bounds | None)
assert_type(settlement.explain(), sl.Explanation)
for leg in settlement:
    assert_type(leg, sl.Leg)
    assert_type(leg.state, str)
    assert_type(leg.outstanding.bounds, sl.Bounds)
    assert_type(leg.began, sl.Moment | None)
    assert_type(leg.order, tuple[sl.Turn, ...])
    assert_type(leg.deliveries, tuple[sl.Delivery, ...])

# Changes and histories.
assert_type(view.changes("2025-09-01"), sl.Changes)
assert_type(view.changes(ledger.at("2025-09-01"))[0], sl.Change)
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
assert_type(verdict.by_authority, tuple[sl.Ruling, ...])
assert_type(verdict.grounds, tuple[sl.Ground, ...])
assert_type(verdict.explain(), sl.Explanation)
assert_type(view.verdict({"actor": "us"}, sl.OwnershipRules().with_owned("export_control")), sl.Verdict)
assert_type(view.verdicts([activity, {"actor": "us"}]), sl.Verdicts)
for window in view.windows(activity, "2025-01-01", dt.date(2026, 1, 1)):
    assert_type(window, sl.Window)
assert_type(sl.OwnershipTest(percent=25).met(30), bool)

# Two ledgers.
changed = sl.difference(ledger, ledger, on="2025-12-31", known=dt.date(2025, 12, 31), reading="primary")
assert_type(changed, sl.Difference)
assert_type(changed.added, tuple[sl.Record | sl.Kept, ...])
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

# Errors and findings.
for finding in ledger.check():
    assert_type(finding, sl.Finding)
    assert_type(finding.place, sl.Place | None)
try:
    ledger.check().raise_for_errors()
except sl.InvalidLedger as error:
    assert_type(error.report, sl.Report)
