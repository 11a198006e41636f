"""May this be done with Venezuela's companies? Before, under and after each licence, worked out by hand."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import sanctledger as sl

HERE = Path(__file__).parent
PROHIBITED, LICENSED, PERMITTED, UNCERTAIN = "prohibited", "licensed", "permitted", "uncertain"


@cache
def ledger() -> sl.Ledger:
    return sl.load(HERE / "venezuela.yaml")


def told(actor: str, action: str, counterparty: str | None, day: str, *, known: str | None = None, **what: str) -> str:
    asked = sl.Activity(actor=actor, action=action, counterparty=counterparty, **what)
    return ledger().at(day, known=known).verdict(asked).verdict


# The refiner is owned whole, three links below the oil company. The licence is for its parent and what that owns, and
# leaves the oil company barred; nobody's property is unblocked.
@pytest.mark.parametrize(
    ("day", "counterparty", "action", "expected"),
    [
        ("2019-01-27", "citgo", "service", PERMITTED),
        ("2019-01-28", "citgo", "service", LICENSED),
        ("2019-01-28", "pdvh", "service", LICENSED),
        ("2019-01-28", "pdvsa", "import", PROHIBITED),
        ("2019-08-05", "citgo", "service", LICENSED),  # blocked by a second order, eased for it on the same day
        ("2025-12-01", "citgo", "service", LICENSED),
        ("2025-12-01", "citgo", "unblock", PROHIBITED),
    ],
)
def test_the_refiner_and_its_owner(day: str, counterparty: str, action: str, expected: str):
    assert told("us", action, counterparty, day) == expected


# 50.001 percent until 12 May 2020 and 15 percent from then on; 49 percent; a share that nobody knows. The depot is
# owned by the terminal with 60 percent and by the oil company with 10 to 20: blocked with the terminal, else not.
@pytest.mark.parametrize(
    ("party", "day", "expected"),
    [
        ("nynas", "2019-06-01", PROHIBITED),
        ("nynas", "2020-05-11", PROHIBITED),
        ("nynas", "2020-05-12", PERMITTED),
        ("petrojam", "2019-02-01", PERMITTED),
        ("terminal", "2019-02-01", UNCERTAIN),
        ("depot", "2019-02-01", UNCERTAIN),
        ("petropiar", "2019-02-01", PROHIBITED),
    ],
)
def test_what_the_oil_company_owns_or_may_own(party: str, day: str, expected: str):
    assert told("us", "service", party, day) == expected


# Licence 8, revision by revision: all but thinners from June 2019, both orders from August, from April 2020 what
# keeps the wells safe and the wind-down of what had begun, without Chevron from November 2022, and nothing from 27
# June 2025.
@pytest.mark.parametrize(
    ("actor", "action", "day", "what", "expected"),
    [
        ("chevron", "export", "2019-06-05", {"goods": "diluents"}, LICENSED),
        ("chevron", "export", "2019-06-06", {"goods": "diluents"}, PROHIBITED),
        ("chevron", "service", "2019-08-05", {}, LICENSED),
        ("citgo", "service", "2019-08-05", {}, PROHIBITED),
        ("chevron", "maintain", "2020-06-01", {}, LICENSED),
        ("chevron", "export", "2020-06-01", {"began": "2020-03-01"}, LICENSED),
        ("chevron", "export", "2020-06-01", {"began": "2020-05-01"}, PROHIBITED),
        ("chevron", "export", "2020-06-01", {}, UNCERTAIN),
        ("chevron", "export", "2020-12-01", {"began": "2020-03-01"}, PROHIBITED),
        ("halliburton", "maintain", "2023-01-01", {}, LICENSED),
        ("halliburton", "export", "2023-01-01", {}, PROHIBITED),
        ("halliburton", "service", "2023-01-01", {}, UNCERTAIN),  # which service? to keep wells safe is one
        ("halliburton", "maintain", "2025-06-26", {}, LICENSED),
        ("halliburton", "maintain", "2025-06-27", {}, PROHIBITED),
    ],
)
def test_five_companies_and_fewer_and_fewer_dealings(
    actor: str, action: str, day: str, what: dict[str, str], expected: str
):
    assert told(actor, action, "pdvsa", day, **what) == expected


# Licence 41 from November 2022, for Chevron and for what it runs with the oil company; winding down from 4 March
# 2025, and the prolonged wind-down frees what had begun by the 4th and not by the 24th. The letter of July 2025 was
# reported between the 24th and the 31st.
@pytest.mark.parametrize(
    ("day", "counterparty", "began", "expected"),
    [
        ("2022-11-25", "pdvsa", None, PROHIBITED),
        ("2022-11-26", "pdvsa", None, LICENSED),
        ("2023-06-01", "petropiar", None, LICENSED),
        ("2025-03-04", "pdvsa", "2024-01-01", LICENSED),
        ("2025-03-10", "pdvsa", "2025-03-10", PROHIBITED),
        ("2025-03-24", "pdvsa", "2025-03-10", PROHIBITED),
        ("2025-05-26", "pdvsa", "2024-01-01", LICENSED),
        ("2025-05-27", "pdvsa", "2024-01-01", PROHIBITED),
        ("2025-07-26", "pdvsa", None, UNCERTAIN),
        ("2025-08-01", "pdvsa", None, LICENSED),
    ],
)
def test_chevron(day: str, counterparty: str, began: str | None, expected: str):
    assert told("chevron", "export", counterparty, day, **({} if began is None else {"began": began})) == expected


# Licence 43 is taken back on 29 January 2024, and a wind-down runs to 13 February; licence 44 is replaced by one on
# 17 April and runs to 31 May.
@pytest.mark.parametrize(
    ("party", "day", "began", "expected"),
    [
        ("minerven", "2019-03-18", None, PERMITTED),
        ("minerven", "2019-03-19", None, PROHIBITED),
        ("minerven", "2023-10-18", None, LICENSED),
        ("minerven", "2024-01-28", None, LICENSED),
        ("minerven", "2024-01-29", None, UNCERTAIN),
        ("minerven", "2024-01-29", "2023-12-01", LICENSED),
        ("minerven", "2024-02-05", "2024-02-01", PROHIBITED),
        ("minerven", "2024-02-13", "2023-12-01", PROHIBITED),
        ("pdvsa", "2023-10-17", None, PROHIBITED),
        ("pdvsa", "2024-04-16", None, LICENSED),
        ("pdvsa", "2024-04-17", "2024-04-01", LICENSED),
        ("pdvsa", "2024-05-30", "2024-04-17", PROHIBITED),
        ("pdvsa", "2024-05-31", "2024-04-01", PROHIBITED),
    ],
)
def test_half_a_year_of_gold_and_oil(party: str, day: str, began: str | None, expected: str):
    assert told("us", "import", party, day, **({} if began is None else {"began": began})) == expected


# The airline may fly citizens home from 18 October 2023, and be served from some day by the end of November on.
@pytest.mark.parametrize(
    ("action", "day", "expected"),
    [
        ("repatriate", "2023-10-17", PROHIBITED),
        ("repatriate", "2023-10-20", LICENSED),
        ("service", "2023-10-20", UNCERTAIN),
        ("service", "2023-12-01", LICENSED),
        ("carry", "2023-12-01", UNCERTAIN),
        ("export", "2023-12-01", PROHIBITED),
    ],
)
def test_the_airline(action: str, day: str, expected: str):
    assert told("us", action, "conviasa", day) == expected


# The Union has listed persons and no company; arms may not go there, a day longer with each prolongation.
@pytest.mark.parametrize(
    ("actor", "dealing", "day", "known", "expected"),
    [
        ("orlen", ("import", "pdvsa"), "2020-01-01", None, PERMITTED),
        ("orlen", ("service", "citgo"), "2025-12-01", None, PERMITTED),
        ("orlen", ("carry", "conviasa"), "2023-10-20", None, PERMITTED),
        ("pl", ("supply_arms", "ve"), "2024-06-01", None, PROHIBITED),
        ("pl", ("supply_arms", "ve"), "2024-06-01", "2023-12-01", PERMITTED),
        ("pl", ("supply_arms", "ve"), "2026-01-10", None, PERMITTED),
        ("pl", ("finance", "amoroso"), "2024-06-01", None, PROHIBITED),
    ],
)
def test_a_polish_company(actor: str, dealing: tuple[str, str], day: str, known: str | None, expected: str):
    assert told(actor, *dealing, day, known=known) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2024-05-12", PROHIBITED), ("2024-05-13", LICENSED), ("2025-01-09", LICENSED), ("2025-01-10", PROHIBITED)],
)
def test_an_official_whose_travel_ban_is_suspended(day: str, expected: str):
    assert told("amoroso", "enter", None, day, place="pl") == expected


# What was to start in January 2020 was put off in that January. In December 2019 it was scheduled, and so only
# possible.
@pytest.mark.parametrize(
    ("day", "known", "expected"),
    [
        ("2018-08-01", None, LICENSED),
        ("2020-02-01", "2019-12-01", UNCERTAIN),
        ("2020-02-01", "2020-02-01", PROHIBITED),
        ("2020-02-01", None, PROHIBITED),
    ],
)
def test_the_bond(day: str, known: str | None, expected: str):
    assert told("us", "finance", "pdvsa", day, known=known, goods="bond-2020") == expected
