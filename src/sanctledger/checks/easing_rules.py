"""Rules about easings: they ease a sanction that is in force, within its time and its scope."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from sanctledger.base.graph import acyclic, closure
from sanctledger.base.words import nearest, spellings
from sanctledger.checks.easing_overlap import apart, disjoint, liftings, met, never_together
from sanctledger.checks.endings import End, ends
from sanctledger.checks.lookups import columns, listed, once, path_to
from sanctledger.checks.rule import Flaw, Rule
from sanctledger.checks.similar_words import Words, differ_by_number
from sanctledger.posting.snapshot import Snapshot
from sanctledger.records.easings import Eased, Easing
from sanctledger.records.parties import Party
from sanctledger.records.sanctions import Sanction
from sanctledger.values.periods import intersection, run
from sanctledger.values.scope import Scope


def eases_nothing(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find easings that reach no sanction: none is named, or no sanction in force at the start matches."""
    reached = snapshot.easing_targets.all_eased
    unclear = [
        easing
        for some in columns(snapshot, Easing)
        for easing, easing_id, eases in zip(some.records, some["id"], some["eases"], strict=True)
        if eases.matching or not reached[easing_id]
    ]
    for easing in unclear:
        is_reaching = bool(reached[easing.id])
        unheard = list(_unheard_of(snapshot, easing, nearly=is_reaching)) if easing.eases.matching else ()
        if is_reaching:
            for said in unheard:
                hint = "fix the word; it may stand where the ledger leaves those sanctions out"
                yield Flaw(said, easing.id, "eases", hint)
            continue
        chosen_by = (party for one in easing.eases.matching for party in one.senders + one.targets)
        named = (*easing.eases.sanctions, *easing.replaces, *chosen_by)
        if any(one not in snapshot.record_index.records or one in snapshot.record_index.broken for one in named):
            continue
        if easing.eases.matching:
            message = "; ".join([f"no sanction that was in force on {easing.start} matches what it eases", *unheard])
            hint = "compare the words of the selector with those of the sanctions, and its start with theirs"
        elif easing.eases == Eased():
            message, hint = "it names no sanction that it eases", "write the sanctions under `eases`"
        elif all(snapshot.versions.head(one) is None for one in easing.eases.sanctions):
            message, hint = "every sanction that it eases is retracted", "retract it too, or name what it does ease"
        else:
            continue
        yield Flaw(message, easing.id, "eases", hint)


def _unheard_of(snapshot: Snapshot, easing: Easing, *, nearly: bool) -> Iterator[str]:
    """Return the words of a selector that no sanction has; with `nearly`, the words that are similar to one."""
    for selector in easing.eases.matching:
        for field in _SELECTED:
            for word in getattr(selector, field):
                has = _words_of_sanctions(snapshot)[field]
                if word not in has and (not nearly or _near(word, has)):
                    meant = nearest(word, has)
                    yield f"no sanction has the {field} `{word}`{f' (did you mean `{meant}`?)' if meant else ''}"


_SELECTED = ("program", "authority", "list", "kind")


@once
def _words_of_sanctions(snapshot: Snapshot) -> dict[str, dict[str, None]]:
    """Return, by field, all words of sanctions that a selector may name, also of replaced sanctions."""
    sanctions = [one for one in snapshot.record_index.records.values() if isinstance(one, Sanction)]
    found = {field: dict.fromkeys(word for one in sanctions for word in getattr(one, field)) for field in _SELECTED[:3]}
    kinds = [kind for kind, cls in snapshot.record_index.kinds.items() if issubclass(cls, Sanction)]
    return found | {"kind": dict.fromkeys((*kinds, *(one.kind_name for one in sanctions)))}


def _near(word: str, known: Iterable[str]) -> bool:
    keys = set(spellings(word))
    return any(not keys.isdisjoint(spellings(one)) and not differ_by_number(word, one) for one in known)


def unknown_targets(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find targets and senders of an easing that none of its sanctions has."""
    for field in ("targets", "senders"):
        for easing in snapshot.versions.saying(field, Easing):
            has = {party for sanction, _ in met(snapshot, easing) for party in getattr(sanction, field)}
            for party in getattr(easing, field) if has else ():
                if party not in has and party in snapshot.record_index.records:
                    word = field.removesuffix("s")
                    message = f"`{party}` is not a {word} of the eased sanctions{Words(sorted(has)).suggestion(party)}"
                    hint = f"its {field} are {listed(sorted(has))}"
                    if field == "targets" and not has.isdisjoint(_above(snapshot, party)):
                        hint += (
                            f"; what is for `{party}` alone, whom they own or have as a member, says so in its scope: "
                        )
                        hint += f"`scope: {{counterparty: [{party}]}}`"
                    yield Flaw(message, easing.id, path_to(easing, field, party), hint)


def _above(snapshot: Snapshot, party: str) -> set[str]:
    """Return all parties that own a party, by any share, or of which it is a member, directly or through others."""

    def directly(party: str) -> list[str]:
        head = snapshot.versions.head(party)
        if not isinstance(head, Party):
            return []
        return [*(one.party for one in head.owners), *(one.party for one in head.member_of)]

    return set(closure(directly(party), directly))


def outside_life(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find easings of a sanction that is not in force on any day of the easing."""
    for sanction, reach in liftings(snapshot):
        if reach.easing.start.last < sanction.start.first:
            message = (
                f"it lifts `{sanction.id}` on {reach.easing.start}, before the sanction begins on {sanction.start}"
            )
            yield _outside(sanction, reach.easing, message)
    for sanction, reach in never_together(snapshot):
        if not _is_early(sanction, reach.easing) and not _never_was(snapshot, reach.easing):
            message = f"it eases `{sanction.id}` only on days on which the sanction is not in force ({sanction.span})"
            yield _outside(sanction, reach.easing, message)


def _is_early(sanction: Sanction, easing: Easing) -> bool:
    """Return whether an easing lifts a sanction before the sanction has begun."""
    return easing.lifts and easing.start.last < sanction.start.first


def _outside(sanction: Sanction, easing: Easing, message: str) -> Flaw:
    hint = "check both their days, or name the sanction that was in force then"
    return Flaw(message, easing.id, path_to(easing, "eases", sanction.id), hint)


def _never_was(snapshot: Snapshot, easing: Easing) -> bool:
    """Return whether an easing is reversed before it is in force on any day."""
    return bool(snapshot.validity.reversals(easing)) and not snapshot.validity.in_force(easing).possible


def outside_scope(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find easings whose scope has nothing in common with the reach of one of their sanctions."""
    judged: dict[tuple[Scope, Scope], bool] = {}
    narrow = [
        easing
        for some in columns(snapshot, Easing)
        if "scope" in some.filled
        for easing, scope in zip(some.records, some["scope"], strict=True)
        if not scope.is_everything
    ]
    for easing in narrow:
        missed: dict[str, dict[str, None]] = {}
        for sanction, _ in met(snapshot, easing):
            key = snapshot.record_index.reach(sanction), snapshot.record_index.reach(easing)
            if key not in judged:
                judged[key] = apart(*key)
            if judged[key]:
                reached = " or ".join(map(str, sanction.scope_in_force.branches))
                missed.setdefault(reached, {})[sanction.id] = None
        hint = _SELECTED_TOO if easing.eases.matching else _OTHER_WORDS
        for reached, ids in missed.items():
            verb = "reaches" if len(ids) == 1 else "reach"
            message = f"it frees nothing that {listed(ids)} {verb}: {easing.scope} against {reached}"
            yield Flaw(message, easing.id, "scope", hint)


_OTHER_WORDS = "write its scope in the words of the sanction's"
_SELECTED_TOO = "name under `kind` of its selector what it frees, or write its scope in the words of the sanction's"


def without_effect(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find easings of measures that others have lifted or continued before, for the whole time of the easing."""
    endings, apart_in_time = _endings(snapshot), disjoint(snapshot)
    known: dict[str, list[End]] = {}
    for easing in _late(snapshot):
        easing_id, live = easing.id, []
        for sanction, reach in met(snapshot, easing):
            if (sanction.id, easing_id) not in apart_in_time:
                if not _may_be_gone(snapshot, endings.get(sanction.id, ()), sanction, easing):
                    break
                live.append((sanction, reach))
        else:
            for sanction, _ in live:
                if sanction.id not in known:
                    known[sanction.id] = ends(snapshot, sanction)
            measures = [
                end for sanction, reach in live for end in known[sanction.id] if reach.includes(end.sender, end.target)
            ]
            if not measures or not all(_is_gone(snapshot, easing, end) for end in measures):
                continue
            by = dict.fromkeys(one for end in measures for one in end.by)
            by.pop(easing_id, None)
            what = listed(dict.fromkeys(sanction.id for sanction, _ in live))
            message = (
                f"it eases nothing that is in force: {what} had been ended{f' by {listed(by)}' if by else ''} by then"
            )
            yield Flaw(message, easing_id, "eases", "check the days of both, or name the sanction that was left")


def _late(snapshot: Snapshot) -> Iterable[Easing]:
    """Return the easings of a sanction that a lifting, or a sanction that continues it, may have ended before."""
    taken_over, reaching = snapshot.validity.taken_over, snapshot.easing_targets.reaching
    lifted = [reaches for one in _endings(snapshot) if len(reaches := reaching(one)) > 1]
    return {reach.easing.id: reach.easing for some in (*lifted, *map(reaching, taken_over)) for reach in some}.values()


def _may_be_gone(snapshot: Snapshot, endings: Iterable[tuple[int, str]], sanction: Sanction, easing: Easing) -> bool:
    """Return whether something else may have ended the measures of a sanction when an easing starts."""
    for first, other in endings:
        if other != easing.id and first <= easing.start.last:
            return True
    return snapshot.validity.is_taken_over(sanction)


@once
def _endings(snapshot: Snapshot) -> dict[str, list[tuple[int, str]]]:
    """Return the liftings of each sanction: the two that may come first, each with the first day of its start."""
    found: dict[str, dict[str, int]] = {}
    for sanction, reach in liftings(snapshot):
        found.setdefault(sanction.id, {})[reach.easing.id] = reach.easing.start.first
    return {one: sorted((first, easing) for easing, first in liftings.items())[:2] for one, liftings in found.items()}


def _is_gone(snapshot: Snapshot, easing: Easing, end: End) -> bool:
    """Return whether a measure has certainly ended without this easing, on every possible day of the easing."""
    if easing.lifts:
        before = snapshot.validity.span(easing).starts[0] - 1
        return before >= end.first and not intersection(run(before, before + 1), end.live)
    return not intersection(snapshot.validity.in_force(easing).possible, end.live)


def two_heads(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find licences that replace the same licence, are in force on the same days, and ease the same."""
    graph = acyclic(
        {
            easing.id: [head.id for head in snapshot.versions.resolved(easing.replaces, Easing)]
            for some in columns(snapshot, Easing)
            for easing in some.saying("replaces")
        }
    )
    replaced = {old for olds in graph.values() for old in olds}
    heads: dict[str, list[str]] = {}
    starts = {head: (snapshot.validity.span(snapshot.versions.heads[head]).starts, head) for head in graph}
    for head in sorted(graph, key=starts.__getitem__):
        if head not in replaced:
            for old in _chain(graph, head):
                heads.setdefault(old, []).append(head)
    told: set[tuple[str, str]] = set()
    for old, rivals in sorted(heads.items()):
        for one, other in itertools.combinations(rivals[:_RIVALS], 2):
            if (one, other) not in told and _both_live(snapshot, one, other):
                told.add((one, other))
                later = snapshot.versions.heads[other]
                message = f"`{one}` and `{other}` both replace `{old}` and are in force at the same time"
                yield Flaw(message, later.id, "replaces", f"let `{other}` replace `{one}`, or narrow one of them")


_RIVALS = 8


def _chain(graph: dict[str, tuple[str, ...]], head: str) -> dict[str, None]:
    return dict.fromkeys(closure(graph[head], lambda licence: graph.get(licence, ())))


def _both_live(snapshot: Snapshot, one: str, other: str) -> bool:
    left, right = snapshot.versions.resolved((one, other), Easing)
    acts = snapshot.validity.in_force
    if not intersection(acts(left).certain, acts(right).certain) or apart(
        snapshot.record_index.reach(left), snapshot.record_index.reach(right)
    ):
        return False
    axes = ((left.targets, right.targets), (left.senders, right.senders))
    if any(ours and theirs and set(ours).isdisjoint(theirs) for ours, theirs in axes):
        return False
    return not snapshot.easing_targets.eased(left).keys().isdisjoint(snapshot.easing_targets.eased(right))


RULES = (
    Rule("SL301", "warning", "every easing, and every word of its selector, reaches a sanction", eases_nothing),
    Rule("SL302", "warning", "an easing is for targets and senders that its sanctions have", unknown_targets),
    Rule("SL303", "warning", "an easing acts while its sanction does", outside_life),
    Rule("SL304", "warning", "an easing frees something that its sanction reaches", outside_scope),
    Rule("SL305", "warning", "an easing eases something that still acts", without_effect),
    Rule("SL306", "warning", "a chain of licences has one live head", two_heads),
)
