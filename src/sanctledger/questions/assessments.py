"""The assessments of one record by several coders, scale by scale, and how far they agree."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

import attrs

from sanctledger.base.answer import Answer, Plain
from sanctledger.base.words import so_many
from sanctledger.posting.position import Position
from sanctledger.questions.explanation import Cited, Explanation, cited, explanation_of
from sanctledger.questions.one_line import learnt
from sanctledger.records.sources import Assessment

#: The number of readings of uncertain assessments that are tried; if there are more, agreement is 0 to 1.
_TRIED = 4096


@attrs.frozen
class Rating(Plain):
    """The value that one coder gave.

    Attributes:
        record: The id of the assessment.
        coder: The coder.
        value: The value, as the scale writes it.
        rivals: The values of rival claims, if the reading counts claims.
        certain: Whether the assessment was certainly made.
        status: The status of the evidence.
        recorded: The day since which the assessment is known.
        sources: The sources.
        note: The note.
    """

    JSON = (
        "record",
        "coder",
        "value",
        "certain",
        "status",
        "recorded",
        "rivals",
        "sources",
        "note",
    )

    record: str
    coder: str
    value: str
    rivals: tuple[str, ...]
    certain: bool
    status: str
    recorded: str | None
    sources: tuple[Cited, ...]
    note: str | None


@attrs.frozen
class Agreement(Plain):
    """The agreement of coders as exact fractions: the least and the most that uncertain assessments allow.

    Attributes:
        low: The least.
        high: The most.
    """

    low: Fraction
    high: Fraction

    def __str__(self) -> str:
        """Return one fraction, or both ends."""
        return str(self.low) if self.low == self.high else f"{self.low}..{self.high}"


@attrs.frozen
class CodedScale(Plain):
    """The assessments on one scale.

    Attributes:
        scale: The name of the scale.
        ratings: The values, in the order of the names of the coders.
        agreement: The share of the pairs of different coders that give the same value; `None` if there is no pair.
        largest: The share of the coders that give the most frequent value; `None` if there is no value.
    """

    JSON = ("scale", "coders", "agreement", "largest", "ratings")

    scale: str
    ratings: tuple[Rating, ...]
    agreement: Agreement | None
    largest: Agreement | None

    @property
    def coders(self) -> int:
        """Return the number of coders."""
        return len({rating.coder for rating in self.ratings})


@attrs.frozen(repr=False)
class Assessments(Answer):
    """The assessments of one record, scale by scale; values of different coders are never merged.

    Attributes:
        about: The id of the assessed record.
        known: The day of knowledge; `None` for everything.
        scales: The scales, in the order of their names.
    """

    JSON = ("about", "known", "scales")

    about: str
    known: dt.date | None
    scales: tuple[CodedScale, ...]
    _position: Position = attrs.field(eq=False, repr=False, alias="position")

    def __iter__(self) -> Iterator[CodedScale]:
        """Return the scales."""
        return iter(self.scales)

    def __len__(self) -> int:
        """Return the number of scales."""
        return len(self.scales)

    def __getitem__(self, scale: str | int) -> CodedScale:
        """Return the scale with a name, or at an index.

        Raises:
            KeyError: There is no scale with that name.
        """
        if isinstance(scale, int):
            return self.scales[scale]
        return {one.scale: one for one in self.scales}[scale]

    def explain(self) -> Explanation:
        """Return the assessments, with their sources."""
        return explanation_of(
            self._position,
            f"assessments of {self.about}",
            ((one.coder, one.record) for scale in self.scales for one in scale.ratings),
        )

    def rows(self) -> list[dict[str, Any]]:
        """Return one flat mapping for each assessment."""
        flat = []
        for scale in self.scales:
            for one in scale.ratings:
                row = one.to_json() | {
                    "rivals": " ".join(one.rivals),
                    "sources": " ".join(cite.id for cite in one.sources),
                }
                shares = {"agreement": scale.agreement, "largest": scale.largest}
                ends = {name: None if share is None else str(share) for name, share in shares.items()}
                flat.append({"scale": scale.scale, **row, **ends})
        return flat

    def __str__(self) -> str:
        """Return the scales, a line for each coder."""
        lines = [f"assessments of {self.about}"]
        for scale in self.scales:
            agree = "" if scale.agreement is None else f", agreement {scale.agreement}"
            lines.append(f"  {scale.scale} ({so_many(scale.coders, 'coder')}{agree})")
            for one in scale.ratings:
                rivals = f" (claimed as {', '.join(one.rivals)})" if one.rivals else ""
                lines.append(f"    {one.coder}: {'' if one.certain else 'maybe '}{one.value}{rivals}")
        return "\n".join(lines)

    def __repr__(self) -> str:
        """Return the id of the record and the number of scales."""
        ratings = sum(len(scale.ratings) for scale in self.scales)
        return f"<Assessments of {self.about}: {ratings} on {so_many(len(self), 'scale')}>"


def assessments(position: Position, about: str) -> Assessments:
    """Return the assessments of one record by coders, as known, whatever the day of the position.

    Args:
        position: The position.
        about: The id of a deal, a sanction or any other record, in any version.

    Raises:
        UnknownRecord: The ledger has no such record, or the record was not known on the day.
    """
    snapshot, head = position.snapshot, position.record(about)
    scales: dict[str, list[Rating]] = {}
    for one in snapshot.versions.of(Assessment):
        if snapshot.versions.head(one.about) is head:
            scales.setdefault(one.scale, []).append(_rating(position, one))
    found = []
    for name in sorted(scales):
        ratings = tuple(sorted(scales[name], key=lambda rating: (rating.coder, rating.record)))
        found.append(CodedScale(name, ratings, _over(ratings, _pairs_alike), _over(ratings, _largest)))
    return Assessments(about, position.known, tuple(found), position=position)


def _rating(position: Position, one: Assessment) -> Rating:
    validity = position.snapshot.validity
    claimed = dict.fromkeys(claim.value for claim in validity.counted_claims(one, "value"))
    rivals = tuple(value for value in claimed if value != one.value)
    since, sources = learnt(position, one.id), cited(position, one)
    sure = not validity.is_doubtful(one)
    return Rating(one.id, one.coder, one.value, rivals, sure, one.status, since, sources, one.note)


_Given = tuple[str, str]


def _over(ratings: tuple[Rating, ...], share: Any) -> Agreement | None:
    """Return the least and the most that a share may be, over all uncertain assessments and rival values."""
    ways = [
        [(one.coder, value) for value in (one.value, *one.rivals)] + ([] if one.certain else [None]) for one in ratings
    ]
    count = 1
    for some in ways:
        count *= len(some)
    if count > _TRIED:
        return Agreement(Fraction(0), Fraction(1))
    worlds = itertools.product(*ways)
    shares = [found for world in worlds if (found := share([one for one in world if one is not None])) is not None]
    return Agreement(min(shares), max(shares)) if shares else None


def _pairs_alike(given: Iterable[_Given]) -> Fraction | None:
    """Return the share of the pairs of ratings by different coders that are equal."""
    alike, pairs = _Pairs(), _Pairs()
    for coder, value in given:
        alike.add(value, coder)
        pairs.add(None, coder)
    return Fraction(alike.count, pairs.count) if pairs.count else None


class _Pairs:
    """A running count of the pairs of ratings of one group by different coders."""

    def __init__(self) -> None:
        self.count = 0
        self._of_group: Counter[str | None] = Counter()
        self._of_coder: Counter[tuple[str | None, str]] = Counter()

    def add(self, group: str | None, coder: str) -> None:
        self.count += self._of_group[group] - self._of_coder[group, coder]
        self._of_group[group] += 1
        self._of_coder[group, coder] += 1


def _largest(given: Iterable[_Given]) -> Fraction | None:
    """Return the share of the coders that give the most frequent value."""
    votes = set(given)
    coders = {coder for coder, _ in votes}
    return Fraction(max(Counter(value for _, value in votes).values()), len(coders)) if coders else None
