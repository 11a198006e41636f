"""A reversal that parties dispute has effect in some worlds and none in others, where it was not its doers' to make."""

from __future__ import annotations

import contextlib
import random

from hypothesis import assume, given
from hypothesis import strategies as st
from laws.answers import SIDES, amounts, states
from laws.makeup import Contradiction
from laws.oracle import World
from laws.test_soundness import AT_MOST, SEEDS, assert_states, assert_within
from laws.universe import DAYS, Plain, day, ledger_of
from laws.worlds import FAMILY, Story
from strategies import plain_ledgers


def owners(story: Story, plain: Plain) -> set[str] | None:
    """Those whose acts a reversal takes back; `None` where it is by a selector or by what went before."""
    found: set[str] = set()
    for one in map(story.heads.__getitem__, story.named(plain["reverses"])):
        family = FAMILY[one["kind"]]
        if family == "reversal" or (family == "easing" and not isinstance(one.get("eases"), list)):
            return None
        eased = [story.heads[sanction] for sanction in story.named(one.get("eases", ()))]
        found.update(one.get("givers", ()), one.get("senders") or [who for each in eased for who in each["senders"]])
    return found


@given(plain_ledgers(reversals=3), st.integers(0, 9), SEEDS)
def test_the_position_lies_within_the_bounds_whether_a_disputed_reversal_has_effect_or_not(
    plains: list[Plain], index: int, seed: int
) -> None:
    story = Story(tuple(plains))
    free = [plain for plain in story.of("reversal") if owners(story, plain)]
    assume(free)
    disputed = free[index % len(free)]
    disputed["by"] = ["eu"]
    said = {"kind": "statement", "id": "said", "by": ["crew"], "about": [disputed["id"]], "act": "denies"}
    said |= {"from": "2025-09-08", "recorded": "2025-09-08"}
    is_open = bool((owners(story, disputed) or set()) - {"eu"})
    story = Story(tuple(plains), contested=frozenset([disputed["id"]] if is_open else ()))
    ledger = ledger_of([*plains, said])
    source = random.Random(seed)  # noqa: S311 - no secret
    views = [ledger.at(day(number)) for number in DAYS]
    told = [(amounts(view, SIDES[0]), states(view)) for view in views]
    for choices in story.worlds(AT_MOST, seed):
        world = World(story, choices, source)
        for number, (rows, found) in enumerate(told):
            with contextlib.suppress(Contradiction):
                assert_within(rows, world.items(number), SIDES[0], rollup=True)
            assert_states(found, world, number)
