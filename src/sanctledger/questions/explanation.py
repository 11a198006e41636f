"""The explanation of an answer: the records behind a number, the records that changed them, and their sources."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

import attrs

from sanctledger.base.answer import Answer
from sanctledger.base.arguments import refusing_methods
from sanctledger.base.words import so_many
from sanctledger.posting.disputes import STANCES
from sanctledger.posting.position import Position
from sanctledger.records.deals import Reversal
from sanctledger.records.record import Citation, Record
from sanctledger.records.sanctions import Sanction
from sanctledger.records.sources import Claim, Source
from sanctledger.records.statements import Statement
from sanctledger.values.bounds import ONE, Bounds
from sanctledger.values.units import Units


@attrs.frozen
class Cited:
    """A source behind a record.

    Attributes:
        id: The id of the source.
        at: The place in the source.
        title: The title.
        publisher: The publisher.
        published: The day of publication, as the ledger writes it.
        tier: How near the source is to the act: primary, agency, press, aggregator, scholar or unsourced.
        url: The address.
    """

    id: str
    at: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    tier: str | None = None
    url: str | None = None

    def __str__(self) -> str:
        """Return the source as one line of a list of references."""
        said = ", ".join(filter(None, (self.publisher, self.title, self.published, self.at)))
        tier = f" [{self.tier}]" if self.tier else ""
        return f"{self.id}: {said}{tier}" if said else f"{self.id}{tier}"


@attrs.frozen
class Because:
    """A record that changed how another record counts.

    Attributes:
        id: The id of the record.
        kind: The kind of the record.
        says: The effect of the record, in words.
        recorded: The day since which the record is known.
        sources: The sources of the record.
    """

    id: str
    kind: str
    says: str
    recorded: str | None
    sources: tuple[Cited, ...]


@attrs.frozen
class Reason:
    """One record behind a number.

    Attributes:
        side: The role of the record in the answer: `given` or `received`; `promised` or `delivered` in a settlement;
            `earlier`, `later`, `count`, `in` or `out` in a stock; the class of a change, a chapter, an event or a
            rating.
        record: The id of the record.
        kind: The kind of the record.
        unit: The unit that the record counts for.
        amount: The amount that counts on the day.
        givers: The parties that acted: givers or senders.
        receivers: The parties that the act was done to or for.
        days: The days on which the record counts.
        status: The status of the evidence.
        recorded: The day since which the record is known.
        deal: The deal of the record.
        sources: The sources of the record.
        because: The records that changed how this record counts.
        note: The note of the record.
    """

    side: str
    record: str
    kind: str
    unit: str
    amount: Bounds
    givers: tuple[str, ...]
    receivers: tuple[str, ...]
    days: str
    status: str
    recorded: str | None
    deal: str | None
    sources: tuple[Cited, ...]
    because: tuple[Because, ...]
    note: str | None
    _counted: str = attrs.field(alias="counted", eq=False, repr=False)

    @classmethod
    def of(  # noqa: PLR0913 - what each answer finds of a record itself
        cls,
        position: Position,
        record: Record,
        *,
        side: str,
        unit: str,
        amount: Bounds,
        givers: tuple[str, ...],
        receivers: tuple[str, ...],
        days: str,
        made_by: Collection[str] = (),
    ) -> Reason:
        """Return the reason for a record, with the amount that an answer counts and the records that changed it."""
        known = position.snapshot.known_from(record.id)
        return cls(
            side,
            record.id,
            record.kind_name,
            unit,
            amount,
            givers,
            receivers,
            days,
            record.status,
            None if known is None else known.isoformat(),
            record.deal,
            cited(position, record),
            because(position, made_by, record),
            record.note,
            position.snapshot.record_index.units.label(unit, amount),
        )

    @property
    def said(self) -> str:
        """Return the amount in words: `1 prisoner`."""
        return f"{self.amount} {self._counted}".strip()

    def to_json(self) -> dict[str, Any]:
        """Return plain mappings and lists."""
        shape = attrs.asdict(self, filter=_is_public, value_serializer=_plain)
        shape["amount"] = self.amount.to_json()
        return shape


def _is_public(field: Any, _value: object) -> bool:
    """Return whether a field is public and so part of the JSON."""
    return not field.name.startswith("_")


def _plain(_instance: object, _field: object, value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


@refusing_methods()
@attrs.frozen(repr=False)
class Explanation(Answer):
    """The records and sources behind an answer.

    Attributes:
        title: The title of the answer.
        reasons: The records: first those of the first side, each side in the order of days.
    """

    title: str
    reasons: tuple[Reason, ...]

    @classmethod
    def together(cls, title: str, several: Iterable[Explanation]) -> Explanation:
        """Return the explanations of several answers under one title, in order, with each record once."""
        return cls(title, tuple(dict.fromkeys(reason for one in several for reason in one.reasons)))

    def __iter__(self) -> Iterator[Reason]:
        """Return the records."""
        return iter(self.reasons)

    def __len__(self) -> int:
        """Return the number of records."""
        return len(self.reasons)

    def __getitem__(self, index: int) -> Reason:
        """Return the record at an index."""
        return self.reasons[index]

    def rows(self) -> list[dict[str, Any]]:
        """Return one flat mapping for each record."""
        return [
            {
                "side": reason.side,
                "record": reason.record,
                "kind": reason.kind,
                "unit": reason.unit,
                **reason.amount.to_json(),
                "days": reason.days,
                "status": reason.status,
                "recorded": reason.recorded,
                "deal": reason.deal,
                "sources": " ".join(cited.id for cited in reason.sources),
                "because": " ".join(because.id for because in reason.because),
            }
            for reason in self.reasons
        ]

    def to_json(self) -> dict[str, Any]:
        """Return plain mappings and lists."""
        return {"title": self.title, "reasons": [reason.to_json() for reason in self.reasons]}

    def __str__(self) -> str:
        """Return the records as an indented text, each with the records that changed it and its sources."""
        lines = [self.title]
        for reason in self.reasons:
            known = f", known since {reason.recorded}" if reason.recorded else ""
            about = f"{reason.kind}, {reason.status}{known}"
            lines.append(f"  {reason.side}: {reason.said} by {reason.record} ({about})")
            lines.append(f"    {' '.join(reason.givers)} -> {' '.join(reason.receivers)}; {reason.days}")
            if reason.note:
                lines.append("    note: " + reason.note.replace("\n", "\n      "))
            lines += [f"    source {cited}" for cited in reason.sources]
            for because in reason.because:
                since = f", known since {because.recorded}" if because.recorded else ""
                lines.append(f"    {because.says} {because.id} ({because.kind}{since})")
                lines += [f"      source {cited}" for cited in because.sources]
        if not self.reasons:
            lines.append("  no record")
        return "\n".join(lines)

    def __repr__(self) -> str:
        """Return the number of records and the title."""
        return f"<Explanation of {self.title}: {so_many(len(self), 'record')}>"


def explanation_of(position: Position, title: str, records: Iterable[tuple[str, str]]) -> Explanation:
    """Return the explanation of an answer that lists records: each with its amount as recorded, claims and sources.

    Args:
        position: The position.
        title: The title of the answer.
        records: The role and the id of each record; a repeated record is shown once.
    """
    reasons = []
    for side, record_id in dict.fromkeys(records):
        record = position.snapshot.record_index.records[record_id]
        stated = position.snapshot.validity.quantity(record)
        givers = record.senders if isinstance(record, Sanction) else getattr(record, "givers", record.parties)
        receivers = record.targets if isinstance(record, Sanction) else getattr(record, "receivers", ())
        reasons.append(
            Reason.of(
                position,
                record,
                side=side,
                unit=record.kind_name if stated is None else stated.unit,
                amount=ONE if stated is None else stated.bounds,
                givers=givers,
                receivers=receivers,
                days=str(position.snapshot.validity.span_days(record)),
                made_by=position.snapshot.validity.widening(record),
            )
        )
    return Explanation(title, tuple(reasons))


def cited(position: Position, record: Record) -> tuple[Cited, ...]:
    """Return the sources of a record, as the ledger describes them."""
    return described(position, record.sources)


def described(position: Position, citations: Iterable[Citation]) -> tuple[Cited, ...]:
    """Return the sources of some citations, as the ledger describes them."""
    found = []
    for citation in citations:
        source = position.snapshot.versions.head(citation.source)
        if isinstance(source, Source):
            published = None if source.published is None else str(source.published)
            said = (source.title, source.publisher, published, source.tier, source.url)
            found.append(Cited(source.id, citation.at, *said))
        else:
            found.append(Cited(citation.source, citation.at))
    return tuple(found)


def because(position: Position, ids: Collection[str], record: Record) -> tuple[Because, ...]:
    """Return the records that changed how a record counts, with the effect of each in words."""
    found = []
    disputes = position.snapshot.validity.disputes
    statements = [said for one in ids if one in disputes for said in disputes[one].statements] if disputes else []
    for record_id in dict.fromkeys((*ids, *statements)):
        other = position.snapshot.versions.head(record_id)
        if other is not None:
            known = position.snapshot.known_from(record_id)
            recorded = None if known is None else known.isoformat()
            counts = position.snapshot.versions.resolved(getattr(record, "includes", ()), Record)
            says = "already counts" if other in counts else _says(other, position.snapshot.record_index.units)
            found.append(Because(other.id, other.kind_name, says, recorded, cited(position, other)))
    return tuple(found)


def _says(other: Record, units: Units) -> str:
    """Return the effect of a record on another record, in words, such as `2 prisoners taken back by`."""
    if isinstance(other, Claim):
        return f"{other.field} claimed as {other.value} by"
    if isinstance(other, Statement):
        stance = STANCES.get(other.act.lower())
        return f"{'accepted' if stance == 'accepts' else 'denied'} by {' '.join(other.by)} in"
    if isinstance(other, Reversal):
        part = "partly" if other.quantity is None else units.said(other.quantity.bounds, other.quantity.unit)
        taken = "taken back" if other.is_whole else f"{part} taken back"
        return f"{taken} by"
    if isinstance(other, Sanction) and other.reimposes:
        return "put back by"
    return "through"
