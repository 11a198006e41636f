"""Rules about ids: they exist, name a record of the right family, and form no circle."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sanctledger.base.graph import cycles
from sanctledger.base.words import in_short, with_article
from sanctledger.checks.letters import difference, shape
from sanctledger.checks.lookups import current, listed, once, path_to
from sanctledger.checks.rule import Flaw, Rule
from sanctledger.checks.similar_words import Words
from sanctledger.posting.snapshot import Snapshot
from sanctledger.records.acts import Act
from sanctledger.records.deals import Reversal
from sanctledger.records.easings import Easing
from sanctledger.records.parties import Party, by_name
from sanctledger.records.record import CITED, Record
from sanctledger.records.sanctions import Sanction
from sanctledger.values.bounds import Bounds, total, write_number
from sanctledger.values.dates import BEGINNING
from sanctledger.values.periods import Certainty, Periods

#: How much of a party there is to be owned, in percent.
_ALL = 100
#: The relations that may not lead in a circle, with the class of what has them.
RELATIONS: tuple[tuple[str, type[Record]], ...] = (
    ("reverses", Reversal),
    ("replaces", Easing),
    ("continues", Sanction),
    ("reimposes", Sanction),
    ("includes", Act),
)


@once
def _astray(snapshot: Snapshot) -> tuple[tuple[Record, str, str, str], ...]:
    """Return the references that name no record, or one of another family: record, field, id and family."""
    record_index, astray, of_family = snapshot.record_index, [], snapshot.record_index.ids
    for cls, some in record_index.columns.items():
        if cls.references is not Record.references:  # a class that tells in its own way
            named = ((record, *one) for record in some.records for one in record.references())
            astray += [one for one in named if one[2] not in of_family(one[3])]
            continue
        for relation in (one for one in cls.relations if some.says(one.field)):
            values = [some.citations] if relation is CITED else some[relation.field]
            families = relation.all_named(values, cls.family, lists=some.holds_lists(relation.field))
            if all(all(map(of_family(family).__contains__, ids)) for family, ids in families):
                continue
            for record, value in zip(some.records, some[relation.field], strict=True):
                for field, target, family in relation.named(value, cls.family):
                    if target not in of_family(family):
                        astray.append((record, field, target, family))
    return tuple(astray)


@once
def _names(snapshot: Snapshot) -> dict[str, str]:
    """Return the ids of parties by their names."""
    return by_name(snapshot.record_index.parties.values())


def unknown_ids(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find references to records that the ledger does not have.

    Records that could not be read are not reported again.
    """
    records, broken = snapshot.record_index.records, snapshot.record_index.broken
    words: dict[str, Words] = {}
    looks: dict[str, str] = {}
    for record, field, target, family in _astray(snapshot):
        if target not in records and target not in broken:
            if family not in words:
                words[family] = Words(one.id for one in records.values() if family in ("record", one.family))
            named = _names(snapshot).get(target.casefold()) if family == "party" else None
            like = words[family].suggestion(target) if named is None else f"; did you mean `{named}`?"
            message = f"there is no {family} `{in_short(target)}`{like}"
            looks = looks or {shape(one): one for one in records}
            twin = looks.get(shape(target))
            hint = None if twin is None else f"they look alike: {difference(target, twin)}"
            yield Flaw(message, record.id, path_to(record, field, target), hint)


def wrong_family(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find references to records of another family than the field requires."""
    for record, field, target, family in _astray(snapshot):
        found = snapshot.record_index.records.get(target)
        if found is not None:
            asked = with_article(family)
            message = f"`{in_short(target)}` is {with_article(found.kind_name)}, and `{field}` asks for {asked}"
            yield Flaw(message, record.id, path_to(record, field, target), f"name {asked}")


def circles(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find links that form a circle and therefore have no effect."""
    records = snapshot.record_index.records
    for circle in cycles(snapshot.record_index.replacing):
        yield _circle("corrects" if records[circle[0]].corrects else "amends", circle)
    for relation, cls in RELATIONS:
        graph = {
            record.id: [head.id for head in snapshot.versions.resolved(getattr(record, relation), Record)]
            for record in snapshot.versions.saying(relation, cls)
        }
        for circle in cycles(graph):
            yield _circle(relation, circle)


def _circle(relation: str, circle: tuple[str, ...]) -> Flaw:
    through = f" through {listed(circle, 5)}" if len(circle) > 1 else " to itself"
    hint = "none of these links counts until one of them is taken out"
    return Flaw(f"`{relation}` forms a circle{through}", circle[0], relation, hint)


def country_circles(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find parties that belong to each other and therefore count for no state."""
    graph = {}
    for party in current(snapshot, Party):
        if party.country is not None:
            head = snapshot.versions.head(party.country)
            graph[party.id] = [party.country if head is None else head.id]
    for circle in cycles(graph):
        message = f"`country` forms a circle: {listed(circle, 5)} belong to one another"
        if len(circle) == 1:
            message = f"`{circle[0]}` is said to belong to itself"
        yield Flaw(
            message, circle[0], "country", "take it out of the one that belongs to no other: a state has no `country`"
        )


def ownership_circles(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find parties that own, or are members of, each other or themselves."""
    for relation, verb in (("owners", "own"), ("member_of", "are members of")):
        graph = {
            party.id: [snapshot.party_id(one.party) for one in getattr(party, relation)]
            for party in current(snapshot, Party)
            if getattr(party, relation)
        }
        for circle in cycles(graph):
            message = f"{listed(circle, 5)} {verb} one another"
            if len(circle) == 1:
                message = f"`{circle[0]}` is in its own `{relation}`"
            hint = "take out the link that is wrong: none of them counts while they lead in a circle"
            yield Flaw(message, circle[0], relation, hint)


def more_than_all(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find parties whose owners hold more than the whole on some day, even with the smallest possible shares."""
    for party in current(snapshot, Party):
        if len(party.owners) < 2:  # noqa: PLR2004 - a share is read as no more than all
            continue
        times = [Periods.always() if one.during is None else Periods.of(one.during) for one in party.owners]
        for day in sorted({start for held in times for start, _ in held.certain}):
            together = [one for one, held in zip(party.owners, times, strict=True) if held.at(day) is Certainty.YES]
            shares = total(Bounds(one.share.low or 0) for one in together)
            if shares.low is not None and shares.low > _ALL:
                since = "" if day == BEGINNING else f" on {dt.date.fromordinal(day)}"
                owners = listed((snapshot.party_id(one.party) for one in together), 5)
                message = f"its owners hold at least {write_number(shares.low)} percent of it{since}: {owners}"
                yield Flaw(message, party.id, "owners", "fix the shares, or date them where one followed the other")
                break


#: The rules that also hold for a record of which only some fields can be read.
NAMING = (
    Rule("SL101", "error", "every id names a record", unknown_ids),
    Rule("SL103", "error", "every id names a record of the family that the field asks for", wrong_family),
)
RULES = (
    *NAMING,
    Rule("SL104", "error", "links lead in no circle", circles),
    Rule("SL105", "error", "no party belongs to itself by way of its country", country_circles),
    Rule("SL106", "warning", "no party owns itself, or is a member of itself, by way of others", ownership_circles),
    Rule("SL110", "warning", "the owners of a party hold no more than all of it", more_than_all),
)
