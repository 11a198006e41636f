"""The law of persons: in every world, the last thing that became of a person leaves them at one of the candidates."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from laws.universe import DAYS, LATER, Plain, day, ledger_of, parties
from laws.worlds import Story
from strategies import spans, statuses

#: What a record of each sort leaves a person as.
PLACES = {"detention": "held", "release": "free", "expulsion": "exiled"}
OUTCOMES = {"freed": "free", "exiled": "exiled", "died": "dead", "refused": "unknown"}


@st.composite
def told(draw: st.DrawFn) -> list[Plain]:
    """A ledger that tells up to four things of one person."""
    plains: list[Plain] = [*parties(), {"kind": "person", "id": "ann"}]
    for number in range(draw(st.integers(0, 4))):
        kind = draw(st.sampled_from(sorted(PLACES)))
        person: Any = "ann"
        if kind == "release" and draw(st.booleans()):
            person = {"person": "ann", "outcome": draw(st.sampled_from(sorted(OUTCOMES)))}
        act: Plain = {"kind": kind, "id": f"a{number}", "givers": ["by"], "receivers": ["us"], "people": [person]}
        plains.append(act | draw(spans(vague=True)) | draw(statuses(vague=True)))
    return plains


def place(act: Plain) -> str:
    """Where a record leaves the person while it holds."""
    one = act["people"][0]
    return PLACES[act["kind"]] if isinstance(one, str) else OUTCOMES[one["outcome"]]


@given(told(), st.integers(0, LATER))
def test_the_last_thing_that_became_of_a_person_leaves_them_at_a_candidate(plains: list[Plain], number: int) -> None:
    candidates = set(ledger_of(plains).at(day(number)).who("ann").candidates)
    reached: set[str] = set()
    story = Story(tuple(plains))
    acts = {plain["id"]: plain for plain in plains if "people" in plain}
    for world in story.worlds(400):
        begun = {name: choice for name, choice in world.items() if choice.happened and choice.start <= number}
        last = max((choice.start for choice in begun.values()), default=None)
        if last is None:
            reached.add("unknown")
        for name, choice in begun.items():
            if choice.start == last:
                reached.add(place(acts[name]) if number < choice.end else "unknown")
    assert reached <= candidates
    if story.count <= 400 and len(acts) == 1 and number < LATER:  # worlds begin no later than that
        assert reached == candidates


@given(told())
def test_a_person_is_where_the_record_of_a_day_says_where_all_days_are_exact(plains: list[Plain]) -> None:
    exact = [plain for plain in plains if "people" in plain]
    for index, plain in enumerate(exact):
        plain |= {"from": day(index % len(DAYS)).isoformat()}
        for field in ("until", "through", "status"):
            plain.pop(field, None)
    ledger = ledger_of(plains)
    for index, plain in enumerate(exact):
        assert ledger.at(day(index)).who("ann").candidates == (place(plain),)


def test_what_may_not_have_been_and_is_over_leaves_a_person_nowhere() -> None:
    act: Plain = {"kind": "detention", "id": "a", "givers": ["by"], "receivers": ["us"], "people": ["ann"]}
    days = {"from": day(0).isoformat(), "until": day(1).isoformat(), "status": "disputed"}
    ledger = ledger_of([*parties(), {"kind": "person", "id": "ann"}, act | days])
    assert ledger.at(day(0)).who("ann").candidates == ("held", "unknown")
    assert ledger.at(day(1)).who("ann").candidates == ("unknown",)
