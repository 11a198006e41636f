"""The second cycle of the Belarus case, 2021 to 2026: dated questions with the answers that the facts give."""

from __future__ import annotations

from functools import cache

import pytest

import sanctledger as sl

MEASURES = [
    "uk-flight-belavia",
    "eu-flight-ban",
    "eu-freeze-belavia",
    "us-sdn-belavia",
    "us-bis-aircraft",
    "us-bis-tdo",
]


@cache
def case() -> sl.Ledger:
    return sl.load("belarus")


def states(day: str, sanction: str, target: str | None = None) -> str:
    """The states that a measure may be in on a day as its records stand, joined; nothing before it begins."""
    known = [one.id for one in case().line(sanction)]
    found = case().at(day, reading="stated").sanctions()
    return "/".join(
        dict.fromkeys(
            state
            for item in found
            if item.id in known and target in (None, *item.receivers)
            for state in item.candidates
        )
    )


# One airline under six measures, each with a history of its own: the British permit, the EU's flight ban and freeze,
# the freeze of OFAC, the control of BIS on aircraft, and its denial order, which lapsed on some day of December 2024.
@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2021-05-23", ["", "", "", "", "", ""]),
        ("2021-05-24", ["in_force", "", "", "", "", ""]),
        ("2021-06-04", ["in_force", "", "", "", "", ""]),
        ("2021-06-05", ["in_force", "in_force", "", "", "", ""]),
        ("2021-12-02", ["in_force", "in_force", "in_force", "", "", ""]),
        ("2022-04-08", ["in_force", "in_force", "in_force", "", "in_force", ""]),
        ("2022-06-16", ["in_force", "in_force", "in_force", "", "in_force", "in_force"]),
        ("2022-12-14", ["in_force", "in_force", "in_force", "", "in_force", "in_force"]),
        ("2023-08-09", ["in_force", "in_force", "in_force", "partly_eased", "in_force", "in_force"]),
        ("2024-09-01", ["in_force", "in_force", "in_force", "in_force", "in_force", "in_force"]),
        ("2024-12-15", ["in_force", "in_force", "in_force", "in_force", "in_force", "in_force/ended"]),
        ("2025-01-01", ["in_force", "in_force", "in_force", "in_force", "in_force", "ended"]),
        ("2025-09-11", ["in_force", "in_force", "in_force", "partly_eased", "in_force", "ended"]),
        ("2025-09-12", ["in_force", "in_force", "in_force", "partly_eased", "partly_eased", "ended"]),
        ("2025-11-04", ["in_force", "in_force", "in_force", "lifted", "partly_eased", "ended"]),
        ("2026-04-24", ["in_force", "in_force", "in_force", "lifted", "partly_eased", "ended"]),
    ],
)
def test_the_airline_under_each_authority_apart(day: str, expected: list[str]):
    targets = ["belavia", "by-carriers", "belavia", "belavia", "belavia", "belavia"]
    assert [states(day, measure, target) for measure, target in zip(MEASURES, targets, strict=True)] == expected


@pytest.mark.parametrize("firm", ["belaruskali", "bpc", "agrorozkvit"])
@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2022-06-01", "in_force"),
        ("2025-12-13", "in_force"),  # announced
        ("2025-12-14", "in_force"),
        ("2025-12-15", "partly_eased"),  # issued
        ("2026-09-30", "partly_eased"),
    ],
)
def test_potash_is_promised_on_the_thirteenth_and_licensed_on_the_fifteenth(firm: str, day: str, expected: str):
    assert states(day, f"us-sdn-{firm}") == expected


def test_the_licence_for_potash_tells_its_days_apart():
    licence = case()["us-gl-13"]
    assert isinstance(licence, sl.Easing)
    assert (str(licence.announced), str(licence.start), licence.end) == ("2025-12-13", "2025-12-15", None)


@pytest.mark.parametrize(
    ("sanction", "day", "expected"),
    [
        ("us-sdn-belaruskali", "2021-12-07", "partly_eased"),  # GL 4
        ("us-sdn-belaruskali", "2021-12-08", "in_force"),
        ("us-sdn-bpc", "2022-03-31", "partly_eased"),  # GL 5
        ("us-sdn-bpc", "2022-04-01", "in_force"),
        ("us-sdn-bsw", "2023-10-08", "partly_eased"),  # GL 8
        ("us-sdn-bsw", "2023-10-09", "in_force"),
        ("us-sdn-belavia", "2024-03-01", "in_force/partly_eased"),  # GL 9, whose end was not found
    ],
)
def test_wind_downs_end_in_the_first_minute_of_their_day(sanction: str, day: str, expected: str):
    assert states(day, sanction) == expected


# 14 + 16 + 52 + 25 + 2 + 31 + 123 + 250, each in the record that the sources give
@pytest.mark.parametrize(
    ("record_id", "count", "day"),
    [
        ("by-pardon-2025-06", 14, "2025-06-21"),
        ("by-pardon-2025-07-02", 16, "2025-07-02"),
        ("by-release-52", 52, "2025-09-11"),
        ("by-pardon-2025-09-16", 25, "2025-09-16"),
        ("by-pardon-2025-11-20", 2, "2025-11-20"),
        ("by-pardon-2025-11-22", 31, "2025-11-22"),
        ("by-release-123", 123, "2025-12-13"),
        ("by-release-250", 250, "2026-03-19"),
    ],
)
def test_the_releases_since_june_2025(record_id: str, count: int, day: str):
    record = case()[record_id]
    assert isinstance(record, sl.Concession)
    assert record.quantity is not None
    assert (record.quantity.bounds, str(record.start)) == (sl.Bounds.exactly(count), day)


# 6 of 2015, 314 of the series (the 16 of July 2025 are among them), 14, 51 (one of the 52 came back), 25, 2, 31, 123,
# 250. One account has 122 instead of 123. Only those of June and since: 513 with the 52 and the 16.
def test_all_that_were_let_go_come_to_816_as_written():
    given = case().at("2026-03-19").balance("by", None, unit="prisoners")["prisoners"].given
    assert (given.stated, str(given)) == (6 + 314 + 14 + 51 + 25 + 2 + 31 + 123 + 250, "815..816")
    assert 14 + 16 + 52 + 25 + 2 + 31 + 123 + 250 == 513


@pytest.mark.parametrize(
    ("sanction", "day", "expected"),
    [
        ("pl-border", "2025-09-11", ""),
        ("pl-border", "2025-09-12", "in_force"),
        ("pl-border", "2025-09-24", "in_force"),
        ("pl-border", "2025-09-25", "ended"),
        ("pl-airspace", "2025-12-09", "in_force"),
        ("pl-airspace", "2025-12-10", "ended"),
        ("lv-airspace", "2025-09-11", "in_force"),  # from 18:00
        ("lv-airspace", "2025-09-18", "in_force"),
        ("lv-airspace", "2025-09-19", "ended"),  # until 07:00
        ("lt-border", "2025-10-29", "in_force"),
        ("lt-border", "2025-11-19", "in_force"),
        ("lt-border", "2025-11-20", "lifted"),
        ("lt-border", "2025-12-01", "ended"),
    ],
)
def test_the_neighbours_borders_and_airspace(sanction: str, day: str, expected: str):
    assert states(day, sanction) == expected
