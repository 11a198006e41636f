"""Taking all of a record back from its start leaves the position as without it; taking that back brings it back."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st
from laws.answers import balances
from laws.universe import Plain, ledger_of
from strategies import plain_ledgers

REVERSIBLE = st.integers(0, 50)
LINKS = ("includes", "eases", "replaces", "reverses", "only", "corrects", "amends", "about", "continues", "reimposes")


def chosen(plains: list[Plain], index: int) -> Plain:
    """A record that holds from some day on, and by which nothing else includes, eases or replaces."""
    named = {one for plain in plains for link in LINKS for one in _ids(plain.get(link))}
    free = [
        plain
        for plain in plains
        if "from" in plain
        and plain["id"] not in named
        and not plain.get("amends")
        and not plain.get("corrects")
        and not _selected(plain, plains)
    ]
    assume(free)
    return free[index % len(free)]


def _ids(value: object) -> list[str]:
    return [value] if isinstance(value, str) else [one for one in value if isinstance(one, str)] if value else []  # type: ignore[attr-defined]


def _selected(plain: Plain, plains: list[Plain]) -> bool:
    return bool(plain.get("program")) and any(isinstance(one.get("eases"), dict) for one in plains)


def reversal(record_id: str, of: str, start: str) -> Plain:
    return {"kind": "revocation", "id": record_id, "from": start, "reverses": [of]}


@given(plain_ledgers(successors=0), REVERSIBLE)
def test_what_is_reversed_from_its_start_leaves_the_position_as_without_it(plains: list[Plain], index: int) -> None:
    record = chosen(plains, index)
    back = reversal("z", record["id"], "..2025-09-01")
    without = [plain for plain in plains if plain is not record]
    assert balances(ledger_of([*plains, back])) == balances(ledger_of(without))


@given(plain_ledgers(successors=0), REVERSIBLE)
def test_reversing_a_reversal_from_its_start_brings_back_what_it_took(plains: list[Plain], index: int) -> None:
    record = chosen(plains, index)
    back = reversal("z", record["id"], "2025-09-10")
    again = reversal("zz", "z", "2025-09-10")
    assert balances(ledger_of([*plains, back, again])) == balances(ledger_of(plains))
