"""May this be done, on that day: what each authority that binds the actor makes of a dealing, and the worst of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import partial

import attrs

from sanctledger.posting.position import Position
from sanctledger.questions.explanation import Explanation, Reason
from sanctledger.records.record import Record
from sanctledger.records.sanctions import Sanction
from sanctledger.values.bounds import ONE
from sanctledger.values.dates import BEGINNING, FOREVER
from sanctledger.values.periods import Certainty, Periods
from sanctledger.values.scope_text import COUNTERPARTY
from sanctledger.verdicts.activity import Activity, Told
from sanctledger.verdicts.affiliation import NO, both
from sanctledger.verdicts.exposure import Contact, Reached
from sanctledger.verdicts.jurisdiction import Binding, Bound
from sanctledger.verdicts.licences import PERMITTED, found
from sanctledger.verdicts.ownership_rules import RULES, OwnershipRules
from sanctledger.verdicts.rulings import Aside, Ground, Ruling, Verdict
from sanctledger.verdicts.scope_match import Cover, Dealing
from sanctledger.verdicts.spelling import check_words


def verdict(position: Position, activity: Told, rules: OwnershipRules = RULES) -> Verdict:
    """Return whether a dealing may be done on the day of a position.

    Args:
        position: The position.
        activity: The dealing.
        rules: The ownership tests of the senders.

    Raises:
        UnknownRecord: The ledger knows no such party.
        ReadError: The activity cannot be read.
    """
    asked = Activity.read(activity)
    contact = contact_of(position, asked, rules, position.day)
    grounds: dict[str, list[Ground]] = {}
    aside: list[Aside] = []
    for sanction, sender, target, named in contact.measures():
        made = list(_made(contact, sanction, sender, target, named))
        reaching = [one for one in made if isinstance(one, Ground)]
        if reaching:
            grounds.setdefault(sender, []).extend(reaching)
        else:
            aside += (one for one in made if isinstance(one, Aside))
    rulings = tuple(
        Ruling(sender, tuple(sorted(of, key=lambda one: (one.record, one.target))))
        for sender, of in sorted(grounds.items())
    )
    aside.sort(key=lambda one: (one.record, one.sender))
    axes = tuple((name, position.axes[name]) for name in ("known", "reading"))
    return Verdict(
        asked,
        position.on,
        rulings,
        tuple(dict.fromkeys(aside)),
        axes,
        partial(_explained, position),
        partial(first_change, position, rules),
    )


def contact_of(position: Position, activity: Activity, rules: OwnershipRules, day: int | None) -> Contact:
    """Return the parties of a dealing and all that may touch it on a day, or on any if none is given.

    Raises:
        UnknownRecord: The ledger knows no such party.
    """
    snapshot = position.snapshot
    for party in activity.parties:
        position.check_party(party)
    check_words(snapshot, activity)
    binding = Binding.of(snapshot, activity, day)
    return Contact(snapshot, snapshot.designations, Dealing(snapshot, activity, binding, day), rules, day)


def _made(
    contact: Contact, sanction: Sanction, sender: str, target: str, named: str
) -> Iterator[Ground | Aside | None]:
    """What a measure makes of a dealing: apart for each whom it reaches, where a scope goes by with whom it is."""
    ways = contact.reached_by(sanction, sender, target)
    if not ways:
        return
    if _goes_by_partner(contact, sanction, sender, named):
        for party, reached in ways.items():
            yield _ground(contact, contact.with_partner(sender, party), sanction, sender, target, named, reached)
    else:
        surest = next((way for way in ways.values() if way.certainty is Certainty.YES), next(iter(ways.values())))
        yield _ground(contact, contact.dealing, sanction, sender, target, named, surest)


def _goes_by_partner(contact: Contact, sanction: Sanction, sender: str, named: str) -> bool:
    """Return whether the reach of a measure, or what frees of it on the day, hangs on with whom a dealing is."""
    cases = contact.snapshot.measures.scenarios(sanction, sender, named, contact.day or 0)
    freeing = {easing.scope for case in cases for easing, _ in case.easings}
    return any(COUNTERPARTY in scope.dimensions for scope in (sanction.scope_in_force, *freeing))


def _ground(  # noqa: PLR0913, PLR0917 - a measure, a dealing, and how the one reaches the other
    contact: Contact, dealing: Dealing, sanction: Sanction, sender: str, target: str, named: str, reached: Reached
) -> Ground | Aside | None:
    """What a measure makes of a dealing that it reaches; why it does not count, where it is on a party to it."""
    binding = dealing.binding
    bound = binding.as_third_party(sender) if sanction.upon_third_parties else binding.by(sender)
    cover = _cover(dealing, sanction)
    if Certainty.NO in (bound.certainty, cover.certainty) and reached.certainty is not Certainty.YES:
        return None
    if bound.certainty is NO:
        stands = contact.stands(sanction, sender, named)
        return None if stands is NO else Aside(sanction.id, sender, f"not binding, {bound.by}")
    if cover.certainty is NO:
        return Aside(sanction.id, sender, f"for other dealings ({sanction.scope_in_force.said})")
    touched = both(bound.certainty, reached.certainty, cover.certainty)
    finding = found(dealing, sanction, sender, named, touched)
    if finding.answers == (PERMITTED,):
        ended = " and ".join(finding.ended_by)
        return Aside(sanction.id, sender, f"ended by {ended}") if ended else None
    decides = _decides(dealing, sanction, touched, bound, reached, cover)
    return Ground(
        sanction.id,
        sanction.kind_name,
        sender,
        target,
        sanction.program,
        finding.answers,
        bound,
        reached,
        finding.freed,
        finding.tried,
        (*decides, *finding.decides) if len(finding.answers) > 1 else (),
        finding.if_in_force,
        finding.handed_to,
    )


def _cover(dealing: Dealing, sanction: Sanction) -> Cover:
    """Return whether what is done lies in the reach of a sanction."""
    cover = dealing.covered_by(dealing.reach(sanction))
    if sanction.needs_scope and sanction.scope.is_everything and cover.certainty is not NO:
        return Cover(Certainty.MAYBE, ("what it reaches",))
    return cover


def _decides(  # noqa: PLR0913, PLR0917 - what each of them leaves open
    dealing: Dealing, sanction: Sanction, touched: Certainty, bound: Bound, reached: Reached, cover: Cover
) -> list[str]:
    """What would decide whether a measure touches the dealing."""
    if touched is not Certainty.MAYBE:
        return []
    told = [one.decides for one in (bound, reached) if one.certainty is Certainty.MAYBE and one.decides is not None]
    return [*told, *dealing.deciding(cover, sanction.id)]


def _explained(position: Position, answer: Verdict) -> Explanation:
    """Return the sanctions and easings behind a verdict, each with its sources."""
    reasons = []
    for ground in answer.grounds:
        ids = [one.easing for one in ground.freed]
        reasons.append(_reason(position, position.record(ground.record), "reached", ground, ids))
        reasons += [_reason(position, position.record(easing), "freed", ground, ()) for easing in ids]
    return Explanation(f"{answer.verdict}: {answer.activity}, at the close of {answer.on}", tuple(reasons))


def _reason(position: Position, record: Record, side: str, ground: Ground, ids: Iterable[str]) -> Reason:
    snapshot = position.snapshot
    return Reason.of(
        position,
        record,
        side=side,
        unit=record.family,
        amount=ONE,
        givers=(ground.sender,),
        receivers=(ground.target,),
        days=str(snapshot.validity.in_force(record)),
        made_by=(*ids, *snapshot.claims(record.id)),
    )


def first_change(position: Position, rules: OwnershipRules, answer: Verdict) -> dt.date | None:
    """Return the first day after a verdict's own on which it may be otherwise; `None` where no such day is known."""
    contact = contact_of(position, answer.activity, rules, None)
    for day in sorted(edge for edge in edges(contact) if position.day < edge):
        told = verdict(attrs.evolve(position, on=dt.date.fromordinal(day)), answer.activity, rules)
        if told.answers != answer.answers:
            return told.on
    return None


def edges(contact: Contact) -> set[int]:
    """Return the days on which anything changes that a verdict on a dealing may hang on.

    Args:
        contact: The dealing and its parties on any day.
    """
    snapshot, found_on = contact.snapshot, set[int]()
    for sanction, sender, _, named in contact.measures():
        found_on.update(snapshot.measures.edges(sanction, sender, named))
    for tests in contact.rules.tests.values():
        found_on.update(test.since.toordinal() for test in tests if test.since is not None)
    for span in contact.relations():
        found_on |= Periods.of(span).edges
    return {day for day in found_on if BEGINNING < day < FOREVER}
