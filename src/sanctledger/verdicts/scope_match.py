"""Scopes compared with an activity, of which some parts may be unknown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import attrs

from sanctledger.base.common_errors import ScopeTooIntricate
from sanctledger.posting.snapshot import Snapshot
from sanctledger.records.easings import Easing
from sanctledger.records.parties import State
from sanctledger.records.sanctions import Sanction
from sanctledger.values.dates import day_text
from sanctledger.values.periods import Certainty
from sanctledger.values.scope import EVERYTHING, NOTHING, Scope
from sanctledger.values.scope_text import ACTOR, COUNTERPARTY, PARTIES
from sanctledger.values.terms import reaches
from sanctledger.values.vocabulary import meaning
from sanctledger.verdicts.activity import Activity
from sanctledger.verdicts.affiliation import MAYBE, NO, YES, Belonging, either
from sanctledger.verdicts.jurisdiction import Binding, territory
from sanctledger.verdicts.named_parties import Partner, is_named

ACTION = "action"
PLACE = "place"


@attrs.frozen
class Cover:
    """The result of the comparison of a scope with an activity.

    Attributes:
        certainty: How sure it is that the scope covers the activity.
        open: The dimensions, or the facts in words, that would decide it.
    """

    certainty: Certainty
    open: tuple[str, ...] = ()


@attrs.frozen(eq=False)
class EasingMatch:
    """How an easing fits an activity.

    Attributes:
        applies: Whether the easing is meant for activities such as this, whatever its scope.
        cover: Whether the scope of the easing covers the activity.
        settled: The scope of the easing, without what it requires of parties if that is decided.
    """

    applies: Cover
    cover: Cover
    settled: Scope


_COVERED, _MISSED = Cover(YES), Cover(NO)


@attrs.frozen(eq=False)
class ActivityFacts:
    """The facts about an activity that scopes are compared with.

    - If no place is known, the activity takes place in the country of its only counterparty.
    - A scope that names goods in one code list only, such as ECCN, is not decided by the words of another list.
    - Actions are compared by meaning: an export of arms is a supply of arms, and an export of food is not.

    Attributes:
        snapshot: The snapshot.
        activity: The activity.
        binding: The senders that bind the actor, with all that the actor and the place belong to.
        day: The number of the day; `None` for any day.
        partner: The party through which a measure reaches the activity; `None` if nobody is named.
    """

    snapshot: Snapshot
    activity: Activity
    binding: Binding
    day: int | None
    partner: Partner | None = None
    _covers: dict[Scope, Cover] = attrs.field(factory=dict, init=False)
    _by_easing: dict[str, EasingMatch] = attrs.field(factory=dict, init=False)

    @cached_property
    def place(self) -> str | None:
        """Return the place, or the country of the only counterparty; `None` if neither is known."""
        place = self.activity.place
        if place is not None or self.activity.is_movement or len(self.activity.counterparty) != 1:
            return place
        for party in self.snapshot.rolled_up(self.activity.counterparty[0]):
            if isinstance(self.snapshot.versions.head(party), State):
                return party
        return None

    @cached_property
    def known_terms(self) -> Mapping[str, str]:
        """Return the known term of each dimension, from the activity or from the meaning of its action."""
        return dict(meaning(self.activity.action or "")[1]) | dict(self.activity.terms)

    @cached_property
    def territory(self) -> Belonging | None:
        """Return all that the place belongs to."""
        return territory(self.snapshot, self.place, self.day)

    def deciding(self, cover: Cover, record: str) -> list[str]:
        """Return the facts that would decide whether a record covers the activity, in words."""
        found = []
        for name in cover.open:
            known = self.place if name == PLACE else self.known_terms.get(name)
            is_vague = known is not None and name not in PARTIES
            missing = f"the {name}, more closely than `{known}`" if is_vague else f"the {name}"
            found.append(f"{missing} ({record} depends on it)")
        return found

    def reach(self, record: Sanction | Easing) -> Scope:
        """Return the scope of a sanction, within that of its kind, or the scope of an easing."""
        return self.snapshot.record_index.reach(record)

    def covered_by(self, scope: Scope) -> Cover:
        """Return whether a scope covers the activity, and the dimensions that would decide it if that is open."""
        if scope.is_everything:
            return _COVERED
        known = self._covers.get(scope)
        if known is None:
            known = self._covers[scope] = self._covered_by(scope)
        return known

    def _covered_by(self, scope: Scope) -> Cover:
        undecided: list[str] = []
        for name, terms in scope.terms:
            match = self._match(name, terms)
            if match is NO:
                return _MISSED
            if match is MAYBE:
                undecided.append(name)
        for taken in scope.excluding:
            cover = self.covered_by(taken)
            if cover.certainty is YES:
                return _MISSED
            undecided += cover.open
        return Cover(MAYBE, tuple(dict.fromkeys(undecided))) if undecided else _COVERED

    def _match(self, name: str, terms: Iterable[str]) -> Certainty:
        """Return whether the known term of a dimension is one of some terms, or lies below one."""
        if name == ACTOR:
            return self._is_actor_among(terms)
        if name == COUNTERPARTY:
            return MAYBE if self.partner is None else self.partner.is_among(terms)
        known = self.place if name == PLACE else self.known_terms.get(name)
        if known is None:
            return MAYBE
        same = [term for term in terms if system(term) == system(known)]
        best = either(*(self._lies_below(name, known, term) for term in same)) if same else MAYBE
        if best is not YES and name == PLACE and self.territory is not None:
            ties = [self.territory.ties.get(term) for term in terms]
            best = either(best, *(tie.certainty for tie in ties if tie is not None))
        return best

    def _lies_below(self, name: str, known: str, term: str) -> Certainty:
        """Return whether a known term lies below another; `MAYBE` if it is wider, by spelling or by declaration."""
        if reaches(term, known):
            return YES
        may = reaches(known, term) or any(reaches(lower, term) for lower in self._lower(name, known))
        if not may or name != ACTION:
            return MAYBE if may else NO
        action, done_in = meaning(term)
        alike = {self._match(one, (of,)) for one, of in done_in}
        if NO in alike:
            return NO
        return YES if alike == {YES} and reaches(action, known) else MAYBE

    def _lower(self, name: str, known: str) -> frozenset[str]:
        """Return the terms that are declared to lie below a known term."""
        return self.snapshot.record_index.terms.reached(name, (known,)) - {known}

    def _is_actor_among(self, terms: Iterable[str]) -> Certainty:
        if self.binding.actor is None or self.activity.actor is None:
            return MAYBE
        return is_named(self.snapshot, self.activity.actor, self.binding.actor, terms)

    def match(self, easing: Easing) -> EasingMatch:
        """Return whether an easing is meant for the activity, and whether its scope covers the activity."""
        known = self._by_easing.get(easing.id)
        if known is None:
            scope = self.reach(easing)
            applies, cover = self._applies(easing), self.covered_by(scope)
            known = self._by_easing[easing.id] = EasingMatch(applies, cover, scope.settled(self._of_parties))
        return known

    def _applies(self, easing: Easing) -> Cover:
        """Return whether an easing is meant for activities such as this, whatever its scope."""
        if easing.by_application:
            return Cover(MAYBE, (f"whether the authority has granted an application under {easing.id}",))
        if easing.for_named and not easing.targets and easing.scope.dimension(ACTOR) is None:
            return Cover(MAYBE, (f"whether the actor holds {easing.id}",))
        if not easing.existing_only:
            return Cover(YES)
        began = self.activity.began
        first, last = self._wound_down_from(easing)
        if began is None:
            limit = day_text(first) or easing.id
            return Cover(MAYBE, (f"whether the activity began before {limit}, as {easing.id} requires",))
        if began.last < first:
            return Cover(YES)
        return Cover(NO) if began.first >= last else Cover(MAYBE, (f"whether the activity began before {easing.id}",))

    def _wound_down_from(self, easing: Easing) -> tuple[int, int]:
        """Return the first and the last day on which winding down may have begun.

        A wind-down that replaces another prolongs it, so the start of the first of them counts.
        """
        validity = self.snapshot.validity
        first, last = validity.span(easing).starts
        waiting = [easing]
        while waiting:
            for before in validity.replaced(waiting.pop()):
                if before.existing_only:
                    span = validity.span(before)
                    first = min(first, span.starts[0])
                    last = last if validity.is_doubtful(before) else min(last, span.starts[1])
                    waiting.append(before)
        return first, last

    def is_freed(self, reach: Scope, easings: Iterable[Easing]) -> Certainty:
        """Return whether easings together free all of the activity that a measure reaches.

        Args:
            reach: The scope of the measure.
            easings: The easings. One of them may be enough. If each may free a part, all are looked at together.
        """
        matches = [self.match(easing) for easing in easings]
        if any(match.cover.certainty is YES for match in matches):
            return YES
        if all(match.cover.certainty is NO for match in matches):
            return NO
        scopes = [scope for scope in dict.fromkeys(match.settled for match in matches) if scope is not NOTHING]
        reach = reach.settled(self._of_parties)
        box, outside = self._box(scopes, reach), EVERYTHING.minus(reach)
        try:
            if box.within(outside):
                return YES
            return YES if not _leave_open(scopes, box, reach) and box.within(*scopes, outside) else MAYBE
        except ScopeTooIntricate:
            return MAYBE

    def _of_parties(self, name: str, terms: frozenset[str]) -> bool | None:
        """Return whether a scope's terms for parties name these; `None` if that is open or the dimension is another."""
        match = self._match(name, terms) if name in PARTIES else MAYBE
        return None if match is MAYBE else match is YES

    def _box(self, scopes: list[Scope], reach: Scope) -> Scope:
        """Return all that the activity may be. A dimension that scopes name in another code list is left open."""
        known = {name: term for name, term in self.known_terms.items() if name not in (*PARTIES, PLACE)}
        if self.place is not None and self.territory is None:
            known[PLACE] = self.place
        foreign = {
            name
            for scope in (*scopes, reach)
            for name, terms in _written(scope)
            if name in known and system(known[name]) not in map(system, terms)
        }
        box = Scope.of_terms({name: term for name, term in known.items() if name not in foreign})
        return self.snapshot.record_index.resolved(box)


def _leave_open(scopes: Iterable[Scope], box: Scope, reach: Scope) -> bool:
    """Return whether all scopes name terms of one dimension that neither the activity nor the measure names.

    A list of terms never exhausts a dimension, so such scopes cannot free all of the activity together.
    """
    shared = frozenset.intersection(*(frozenset(name for name, _ in scope.terms) for scope in scopes))
    return not shared <= box.dimensions | reach.dimensions


def system(term: str) -> str:
    """Return the code list of a term, such as `hs`; empty for plain words."""
    head, colon, _ = term.partition(":")
    return head if colon else ""


def _written(scope: Scope) -> Iterator[tuple[str, frozenset[str]]]:
    yield from scope.terms
    for taken in scope.excluding:
        yield from _written(taken)
