"""The parts of a verdict: one for each measure, one for each authority, and the verdict over all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import attrs

from sanctledger.base.answer import Answer
from sanctledger.base.showing import shown
from sanctledger.questions.explanation import Explanation
from sanctledger.records.parts import Condition
from sanctledger.verdicts.activity import Activity
from sanctledger.verdicts.exposure import Reached
from sanctledger.verdicts.jurisdiction import Bound
from sanctledger.verdicts.licences import ANSWERS, LICENSED, PERMITTED, PROHIBITED, Freed, in_order

if TYPE_CHECKING:
    from rich.tree import Tree

UNCERTAIN = "uncertain"
#: A fact that no ledger can rule out, shown with every verdict that a licence could change.
UNKNOWABLE = "a specific licence, which would free the activity for its holder"


def worst_of(answers: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the possible worst of several independent answers; `permitted` if there are none."""
    found: tuple[str, ...] = (PERMITTED,)
    for one in answers:
        if one != found:
            floor = max(ANSWERS.index(found[0]), ANSWERS.index(one[0]))
            either = {*found, *one}
            found = tuple(answer for answer in ANSWERS[floor:] if answer in either)
    return found


def _said(answers: tuple[str, ...]) -> str:
    return answers[0] if len(answers) == 1 else UNCERTAIN


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


@attrs.frozen
class Ground:
    """A measure that reaches an activity, or may, as a ground of a verdict.

    Attributes:
        record: The sanction's id.
        kind: Its kind.
        sender: The id of the sender.
        target: The id of the target.
        programs: The programs of the sanction.
        answers: The possible answers from this measure alone, from the mildest to the worst.
        bound: Why the sender binds the actor.
        reached: The way in which the measure reaches the activity.
        freed: The easings that free the activity, or may free it.
        tried: The other easings in force, each with the reason why it does not free the activity.
        decides: The facts that would decide the answer, if it is open.
        if_in_force: The possible answers if the measure were certainly in force.
        handed_to: The id of the sanction whose start alone decides whether the measure is still in force, if any.
    """

    record: str
    kind: str
    sender: str
    target: str
    programs: tuple[str, ...]
    answers: tuple[str, ...]
    bound: Bound
    reached: Reached
    freed: tuple[Freed, ...] = ()
    tried: tuple[tuple[str, str], ...] = ()
    decides: tuple[str, ...] = ()
    if_in_force: tuple[str, ...] = ()
    handed_to: str | None = None

    @property
    def verdict(self) -> str:
        """Return the one answer, or `uncertain`."""
        return _said(self.answers)

    def lines(self) -> Iterator[tuple[int, str]]:
        """Return the lines of the reasoning, each with its depth."""
        programs = f", {' '.join(self.programs)}" if self.programs else ""
        yield 0, f"{self.record} ({self.kind}{programs}): {self.verdict}"
        yield 1, f"binds: {self.bound.by}"
        yield 1, f"reaches: {self.reached.through}"
        for one in self.freed:
            yield 1, str(one)
            for condition in one.conditions:
                yield 2, f"on condition: {condition.text}"
        for easing, why in self.tried:
            yield 1, f"not freed by {easing}: {why}"
        for what in self.decides:
            yield 1, f"open: {what}"

    def to_json(self) -> dict[str, Any]:
        """Return plain mappings and lists."""
        return {
            "record": self.record,
            "kind": self.kind,
            "target": self.target,
            "programs": list(self.programs),
            "verdict": self.verdict,
            "answers": list(self.answers),
            "bound": self.bound.by,
            "reached": self.reached.through,
            "party": self.reached.party,
            "chain": [{"owner": one.owner, "owned": one.owned, "share": str(one)} for one in self.reached.chain],
            "freed_by": [one.to_json() for one in self.freed],
            "not_freed_by": [{"easing": easing, "why": why} for easing, why in self.tried],
            "would_decide": list(self.decides),
        }


@attrs.frozen
class Aside:
    """A measure on a party to the activity that does not count.

    Attributes:
        record: The sanction's id.
        sender: The id of the sender.
        why: The reason, in words.
    """

    record: str
    sender: str
    why: str


@attrs.frozen
class Ruling:
    """The verdict of one authority, from its own measures and its own easings alone.

    Attributes:
        sender: The id of the authority.
        grounds: The measures of the authority that reach the activity, or may.
    """

    sender: str
    grounds: tuple[Ground, ...]

    @property
    def answers(self) -> tuple[str, ...]:
        """Return the possible answers, from the mildest to the worst.

        If a measure hands over to another on an uncertain day, exactly one of the two is in force.
        """
        return worst_of(self._joined())

    def _joined(self) -> Iterator[tuple[str, ...]]:
        waiting = {(ground.record, ground.target, ground.reached.party): ground for ground in self.grounds}
        for here, ground in list(waiting.items()):
            there = None if ground.handed_to is None else (ground.handed_to, *here[1:])
            after = None if there is None else waiting.get(there)
            if there is not None and after is not None and here in waiting:
                del waiting[there], waiting[here]
                either = {*ground.if_in_force, *after.if_in_force}
                yield in_order(either)
        yield from (ground.answers for ground in waiting.values())

    @property
    def verdict(self) -> str:
        """Return the one answer, or `uncertain`."""
        return _said(self.answers)

    @property
    def reached_by(self) -> tuple[str, ...]:
        """Return the ids of the sanctions that reach the activity, or may."""
        return _distinct(ground.record for ground in self.grounds)

    @property
    def freed_by(self) -> tuple[str, ...]:
        """Return the ids of the easings that free the activity, or may."""
        return _distinct(one.easing for ground in self.grounds for one in ground.freed)

    def to_json(self) -> dict[str, Any]:
        """Return plain mappings and lists."""
        return {
            "sender": self.sender,
            "verdict": self.verdict,
            "answers": list(self.answers),
            "reached_by": list(self.reached_by),
            "freed_by": list(self.freed_by),
            "measures": [ground.to_json() for ground in self.grounds],
        }


@attrs.frozen(repr=False)
class Verdict(Answer):
    """The verdict of all authorities on an activity on a day, with the whole reasoning.

    - `prohibited`: a measure that binds the actor reaches the activity, and no easing frees the activity.
    - `licensed`: such measures reach the activity, and easings free it of each of them.
    - `permitted`: no such measure reaches the activity.
    - `uncertain`: more than one of these answers is possible.

    Attributes:
        activity: The activity.
        on: The day.
        by_authority: The verdict of each authority whose measures reach the activity.
        aside: The measures on parties to the activity that do not count, each with the reason.
    """

    activity: Activity
    on: dt.date
    by_authority: tuple[Ruling, ...]
    aside: tuple[Aside, ...] = ()
    _axes: tuple[tuple[str, str | None], ...] = attrs.field(default=(), eq=False)
    _explained: Callable[[Verdict], Explanation] | None = attrs.field(default=None, eq=False)
    _until: Callable[[Verdict], dt.date | None] | None = attrs.field(default=None, eq=False)

    @property
    def answers(self) -> tuple[str, ...]:
        """Return the possible answers, from the mildest to the worst; only one if the verdict is certain."""
        return worst_of(ruling.answers for ruling in self.by_authority)

    @property
    def verdict(self) -> str:
        """Return `prohibited`, `licensed`, `permitted` or `uncertain`: the worst verdict of all authorities."""
        return _said(self.answers)

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """Return the measures of all authorities that reach the activity, or may."""
        return tuple(ground for ruling in self.by_authority for ground in ruling.grounds)

    @property
    def reached_by(self) -> tuple[str, ...]:
        """Return the ids of the sanctions that reach the activity, or may."""
        return _distinct(record for ruling in self.by_authority for record in ruling.reached_by)

    @property
    def freed_by(self) -> tuple[str, ...]:
        """Return the ids of the easings that free the activity of a measure, or may."""
        return _distinct(easing for ruling in self.by_authority for easing in ruling.freed_by)

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Return the conditions of these easings. They are shown and never judged."""
        return tuple(dict.fromkeys(c for ground in self.grounds for one in ground.freed for c in one.conditions))

    @property
    def would_decide(self) -> tuple[str, ...]:
        """Return the facts that would decide the verdict; empty if it is certain."""
        if len(self.answers) == 1:
            return ()
        return _distinct(what for ground in self.grounds for what in ground.decides)

    @property
    def until(self) -> dt.date | None:
        """Return the next day on which the answers change; `None` if no such day is known."""
        return None if self._until is None else self._until(self)

    def explain(self) -> Explanation:
        """Return the records behind the verdict, with their sources."""
        return Explanation(str(self.activity), ()) if self._explained is None else self._explained(self)

    def rows(self) -> list[dict[str, Any]]:
        """Return one flat mapping for each measure, or one with `permitted` if no measure reaches the activity."""
        said = {"on": self.on.isoformat(), "activity": str(self.activity), "verdict": self.verdict}
        of_each = [
            {
                "sender": ground.sender,
                "record": ground.record,
                "kind": ground.kind,
                "target": ground.target,
                "says": ground.verdict,
                "freed_by": " ".join(one.easing for one in ground.freed),
                "would_decide": "; ".join(ground.decides),
            }
            for ground in self.grounds
        ]
        nothing: list[dict[str, Any]] = [dict.fromkeys(("sender", "record", "kind", "target", "says", "freed_by"))]
        return [said | one for one in of_each or nothing]

    def to_json(self) -> dict[str, Any]:
        """Return plain mappings and lists, as the command line prints them."""
        until = self.until
        return {
            "verdict": self.verdict,
            "on": self.on.isoformat(),
            **dict(self._axes),
            "activity": self.activity.to_json(),
            "answers": list(self.answers),
            "until": None if until is None else until.isoformat(),
            "by_authority": [ruling.to_json() for ruling in self.by_authority],
            "reached_by": list(self.reached_by),
            "freed_by": list(self.freed_by),
            "conditions": [{"text": condition.text, "by": condition.by} for condition in self.conditions],
            "would_decide": list(self.would_decide),
            "aside": [{"record": one.record, "sender": one.sender, "why": one.why} for one in self.aside],
        }

    def lines(self) -> Iterator[tuple[int, str]]:
        """Return the lines of the whole reasoning, each with its depth."""
        yield 0, f"{self.verdict}: {self.activity}, at the close of {self.on}"
        if not self.by_authority:
            yield 1, "no measure in the ledger reaches the activity"
        for ruling in self.by_authority:
            yield 1, f"{ruling.sender}: {ruling.verdict}"
            for ground in ruling.grounds:
                yield from ((depth + 2, text) for depth, text in ground.lines())
        for why in _distinct(one.why for one in self.aside):
            named = ", ".join(f"{one.record} of {one.sender}" for one in self.aside if one.why == why)
            yield 1, f"not counted ({why}): {named}"
        if PROHIBITED in self.answers:
            yield 1, f"not in the ledger: {UNKNOWABLE}"
        if LICENSED in self.answers:
            yield 1, "not in the ledger: whether the conditions of the licence are met"

    def __str__(self) -> str:
        """Return the reasoning as an indented text."""
        return "\n".join("  " * depth + text for depth, text in self.lines())

    def __repr__(self) -> str:
        """Return the verdict, the activity and the day."""
        return f"<Verdict on {self.on}: {self.activity} is {self.verdict}>"

    def __rich__(self) -> Tree:
        """Return the reasoning as a tree that rich draws on a terminal."""
        from rich.text import Text  # noqa: PLC0415 - an extra; only rich itself asks for this
        from rich.tree import Tree  # noqa: PLC0415 - the same

        first, *rest = self.lines()
        tree = Tree(Text(shown(first[1]), "bold"))
        at = [tree]
        for depth, text in rest:
            at = [*at[:depth], at[depth - 1].add(Text(shown(text)))]
        return tree
