"""The question of a verdict: may this activity be done on a day? Each authority is looked at alone first."""

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
from sanctledger.verdicts.activity import Activity, ActivityLike
from sanctledger.verdicts.affiliation import MAYBE, NO, YES, both
from sanctledger.verdicts.exposure import Contact, Reached, Relations
from sanctledger.verdicts.jurisdiction import Binding, Bound
from sanctledger.verdicts.licences import PERMITTED, effect_of, handed_to
from sanctledger.verdicts.ownership_rules import RULES, OwnershipRules
from sanctledger.verdicts.rulings import Aside, Ground, Ruling, Verdict
from sanctledger.verdicts.scope_match import ActivityFacts, Cover
from sanctledger.verdicts.spelling import check_words


def verdict(position: Position, activity: ActivityLike, rules: OwnershipRules = RULES) -> Verdict:
    """Return whether an activity may be done on the day of a position.

    Args:
        position: The position.
        activity: The activity.
        rules: The ownership tests of the senders.

    Raises:
        UnknownRecord: A party is not in the ledger.
        ReadError: The activity cannot be read, or a word of it is misspelled.
    """
    read = Activity.read(activity)
    return _judged(position, read, rules, contact_of(position, read, rules, position.day))


def verdicts_on(
    position: Position, activity: Activity, rules: OwnershipRules, contact: Contact, days: Iterable[int]
) -> Iterator[Verdict]:
    """Return the verdict on an activity for each of some days.

    Args:
        position: The position; its own day does not matter.
        activity: The activity.
        rules: The ownership tests of the senders.
        contact: The contact of the activity on any day.
        days: The numbers of the days, in order. Each day on which a relation of a party changes must be among them.
    """
    changes = {edge for span in contact.relations.spans() for edge in Periods.of(span).edges}
    today: Contact | None = None
    for day in days:
        on = attrs.evolve(position, on=dt.date.fromordinal(day))
        known = today is not None and day not in changes
        today = attrs.evolve(today, day=day) if today is not None and known else contact_of(on, activity, rules, day)
        yield _judged(on, activity, rules, today)


def _judged(position: Position, activity: Activity, rules: OwnershipRules, contact: Contact) -> Verdict:
    """Return the verdict of all authorities on the day of a position."""
    grounds: dict[str, list[Ground]] = {}
    aside: list[Aside] = []
    for sanction, sender, target, named in contact.measures():
        found = list(_grounds(contact, sanction, sender, target, named))
        reaching = [one for one in found if isinstance(one, Ground)]
        if reaching:
            grounds.setdefault(sender, []).extend(reaching)
        else:
            aside += (one for one in found if isinstance(one, Aside))
    rulings = tuple(
        Ruling(sender, tuple(sorted(of, key=lambda one: (one.record, one.target))))
        for sender, of in sorted(grounds.items())
    )
    aside.sort(key=lambda one: (one.record, one.sender))
    axes = tuple((name, position.axes[name]) for name in ("known", "reading"))
    return Verdict(
        activity,
        position.on,
        rulings,
        tuple(dict.fromkeys(aside)),
        axes,
        partial(_explained, position),
        partial(first_change, position, rules),
    )


def contact_of(position: Position, activity: Activity, rules: OwnershipRules, day: int | None) -> Contact:
    """Return the measures that may reach an activity on a day, or on any day if none is given.

    Raises:
        UnknownRecord: A party is not in the ledger.
        ReadError: A word of the activity is misspelled.
    """
    snapshot = position.snapshot
    for party in activity.parties:
        position.check_party(party)
    check_words(snapshot, activity)
    binding = Binding.of(snapshot, activity, day)
    relations = Relations(snapshot, ActivityFacts(snapshot, activity, binding, day), day)
    return Contact(position.snapshot.designations, relations, rules, day)


def _grounds(
    contact: Contact, sanction: Sanction, sender: str, target: str, named: str
) -> Iterator[Ground | Aside | None]:
    """Return the grounds of a measure: one in all, or one for each party reached if a scope names counterparties."""
    ways = contact.reached_by(sanction, sender, target)
    if not ways:
        return
    if _names_counterparties(contact, sanction, sender, named):
        for party, reached in ways.items():
            yield _ground(contact, contact.facts_with(sender, party), sanction, sender, target, named, reached)
    else:
        surest = next((way for way in ways.values() if way.certainty is YES), next(iter(ways.values())))
        yield _ground(contact, contact.facts, sanction, sender, target, named, surest)


def _names_counterparties(contact: Contact, sanction: Sanction, sender: str, named: str) -> bool:
    """Return whether the scope of a measure, or of an easing of it on the day, names counterparties."""
    cases = contact.snapshot.measures.scenarios(sanction, sender, named, contact.day or 0)
    freeing = {easing.scope for case in cases for easing, _ in case.easings}
    return any(COUNTERPARTY in scope.dimensions for scope in (sanction.scope_in_force, *freeing))


def _ground(  # noqa: PLR0913, PLR0917 - a measure, an activity, and how the one reaches the other
    contact: Contact, facts: ActivityFacts, sanction: Sanction, sender: str, target: str, named: str, reached: Reached
) -> Ground | Aside | None:
    """Return the effect of a measure as a ground, or the reason why a measure on a party does not count, if any."""
    binding = facts.binding
    bound = binding.as_third_party(sender) if sanction.upon_third_parties else binding.by(sender)
    cover = _cover(facts, sanction)
    if NO in (bound.certainty, cover.certainty) and reached.certainty is not YES:
        return None
    if bound.certainty is NO:
        in_force = contact.in_force(sanction, sender, named)
        return None if in_force is NO else Aside(sanction.id, sender, f"not binding, since {bound.by}")
    if cover.certainty is NO:
        return Aside(sanction.id, sender, f"for other activities: {sanction.scope_in_force.said}")
    touched = both(bound.certainty, reached.certainty, cover.certainty)
    day = contact.day or 0
    cases = contact.snapshot.measures.scenarios(sanction, sender, named, day)
    effect = effect_of(facts, sanction, cases, touched, day)
    if effect.answers == (PERMITTED,):
        ended = " and ".join(effect.ended_by)
        return Aside(sanction.id, sender, f"ended by {ended}") if ended else None
    decides = _decides(facts, sanction, touched, bound, reached, cover)
    return Ground(
        sanction.id,
        sanction.kind_name,
        sender,
        target,
        sanction.program,
        effect.answers,
        bound,
        reached,
        effect.freed,
        effect.tried,
        (*decides, *effect.decides) if len(effect.answers) > 1 else (),
        effect.if_in_force,
        handed_to(contact.snapshot, cases, sender, day),
    )


def _cover(facts: ActivityFacts, sanction: Sanction) -> Cover:
    """Return whether the scope of a sanction covers the activity."""
    cover = facts.covered_by(facts.reach(sanction))
    if sanction.needs_scope and sanction.scope.is_everything and cover.certainty is not NO:
        return Cover(MAYBE, ("scope",))
    return cover


def _decides(  # noqa: PLR0913, PLR0917 - all that may leave it open
    facts: ActivityFacts, sanction: Sanction, touched: Certainty, bound: Bound, reached: Reached, cover: Cover
) -> list[str]:
    """Return the facts that would decide whether a measure applies to the activity."""
    if touched is not MAYBE:
        return []
    decides = [one.decides for one in (bound, reached) if one.certainty is MAYBE and one.decides is not None]
    return [*decides, *facts.deciding(cover, sanction.id)]


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
    """Return the first day after that of a verdict on which the answers differ; `None` if no such day is known."""
    contact = contact_of(position, answer.activity, rules, None)
    later = sorted(edge for edge in edges(contact) if position.day < edge)
    for other in verdicts_on(position, answer.activity, rules, contact, later):
        if other.answers != answer.answers:
            return other.on
    return None


def edges(contact: Contact) -> set[int]:
    """Return the numbers of the days on which the verdict on an activity may change.

    Args:
        contact: The contact of the activity on any day.
    """
    snapshot, days = contact.snapshot, set[int]()
    for sanction, sender, _, named in contact.measures():
        days.update(snapshot.measures.edges(sanction, sender, named))
    for tests in contact.rules.tests.values():
        days.update(test.since.toordinal() for test in tests if test.since is not None)
    for span in contact.relations.spans():
        days |= Periods.of(span).edges
    return {day for day in days if BEGINNING < day < FOREVER}
