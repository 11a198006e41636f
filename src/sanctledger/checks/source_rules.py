"""Rules about the sources of records."""

from __future__ import annotations

from collections.abc import Iterator

from sanctledger.checks.lookups import current, listed
from sanctledger.checks.rule import Flaw, Rule
from sanctledger.posting.snapshot import Snapshot
from sanctledger.records.columns import Columns
from sanctledger.records.parties import Party
from sanctledger.records.record import Record
from sanctledger.records.sources import Source


def _told(snapshot: Snapshot) -> Iterator[Record]:
    """Return the current records that should have a source."""
    for some in _columns(snapshot):
        yield from some.records


def _columns(snapshot: Snapshot) -> Iterator[Columns[Record]]:
    for cls, some in snapshot.versions.columns.items():
        if cls.family not in ("party", "source") and not issubclass(cls, (Party, Source)):
            yield some


def no_source(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find records without a source."""
    for some in _columns(snapshot):
        for record, cited in zip(some.records, some["sources"], strict=True) if not all(some["sources"]) else ():
            if not cited:
                yield Flaw("it has no source", record.id, "sources", "cite a source")


def _lone(snapshot: Snapshot) -> Iterator[tuple[Record, set[str]]]:
    """Return the records with only aggregators or unsourced reports as sources, and the tiers of these."""
    weak = {one.id: one.tier for one in current(snapshot, Source) if one.tier in _WEAK}
    if not weak:
        return
    for record in _told(snapshot):
        tiers = {weak.get(citation.source) for citation in record.sources}
        if tiers and None not in tiers:
            yield record, {tier for tier in tiers if tier is not None}


_WEAK = ("aggregator", "unsourced")


def lone_aggregator(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find records whose only sources are aggregators without sources of their own."""
    for record, tiers in _lone(snapshot):
        if "aggregator" in tiers:
            named = listed(dict.fromkeys(citation.source for citation in record.sources))
            message = f"it has no source but {named}, which only repeats other reports"
            if len({citation.source for citation in record.sources}) > 1:
                message = f"it has no source but {named}, which only repeat other reports"
            yield Flaw(message, record.id, "sources", "find the original report, and cite it too")


def unsourced(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find records whose every source is marked as unsourced."""
    for record, tiers in _lone(snapshot):
        if tiers == {"unsourced"}:
            named = listed(dict.fromkeys(citation.source for citation in record.sources))
            yield Flaw(f"it has no source but {named}, which is marked as unsourced", record.id, "sources", _FIND)


_FIND = "find a source for it, or `allow` it with the reason why it needs none"

RULES = (
    Rule("SL701", "warning", "every record names a source", no_source),
    Rule("SL702", "info", "no record rests on aggregators alone", lone_aggregator),
    Rule("SL703", "warning", "no record rests on what is marked as unsourced alone", unsourced),
)
