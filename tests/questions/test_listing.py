"""The listing of a ledger: one line for each record."""

from __future__ import annotations

import pytest

import sanctledger as sl

LEDGER = """
sanctledger: 1
parties:
  us: {kind: state, name: United States}
  acme: {kind: company, name: Acme Trading, country: us, aliases: [Акме], identifiers: {lei: "5493"}}
sources: {s: {title: Gazette, published: 2020-01-05}}
records:
  - {kind: deal, id: accord, from: 2020-01-01, parties: [us, acme], sources: s, tags: [peace], note: Signed at dawn.}
  - {kind: payment, id: paid, from: 2020-02, giver: us, receiver: acme, quantity: 3 million USD,
     deal: accord, sources: s}
  - {kind: payment, id: paid-2, corrects: paid, from: 2020-02-03, giver: us, receiver: acme, quantity: 4 million USD,
     deal: accord, sources: s, recorded: 2020-03-01}
"""


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    path = tmp_path_factory.mktemp("listing") / "ledger.yaml"
    path.write_text(LEDGER, encoding="utf-8")
    return sl.load(path)


def test_every_record_is_listed_in_the_order_of_the_ledger(ledger):
    listing = ledger.listing()
    assert listing.ids == tuple(record.id for record in ledger)
    assert len(listing) == len(ledger)
    assert listing[0].id == next(iter(ledger)).id
    assert repr(listing) == "<Listing: 6 records>"
    assert ledger.at() is not None


@pytest.mark.parametrize(
    ("what", "ids"),
    [
        ("deal", ("accord",)),
        ("party", ("us", "acme")),
        (("state", "source"), ("us", "s")),
        ("concession", ("paid", "paid-2")),
    ],
)
def test_a_kind_or_a_family_chooses(ledger, what, ids):
    assert set(ledger.listing(what).ids) == set(ids)


@pytest.mark.parametrize(
    ("find", "ids"),
    [
        ("ACCORD", {"accord"}),
        ("акме", {"acme"}),
        ("5493", {"acme"}),
        ("gazette", {"s"}),
        ("dawn", {"accord"}),
        ("peace", {"accord"}),
        ("4,000,000", {"paid-2"}),
        ("nowhere", set()),
    ],
)
def test_a_text_is_found_in_ids_names_numbers_words_notes_and_tags(ledger, find, ids):
    assert set(ledger.listing(find=find).ids) == ids


def test_only_what_was_known_is_listed(ledger):
    assert "paid-2" not in ledger.listing(known="2020-02-29").ids
    assert "paid-2" in ledger.listing(known="2020-03-01").ids


def test_a_row_has_the_days_the_content_and_the_day_of_knowledge(ledger):
    (row,) = ledger.listing(find="paid-2").rows()
    assert row == {
        "id": "paid-2",
        "kind": "payment",
        "family": "concession",
        "start": "2020-02-03",
        "end": None,
        "says": "us -> acme: 4,000,000 USD",
        "deal": "accord",
        "recorded": "2020-03-01",
        "status": "reported",
        "sources": "s",
    }
    assert str(ledger.listing("state")) == "us (state): United States"
    assert "Gazette" in str(ledger.listing("deal").explain())


def test_an_unknown_kind_is_an_error_with_a_suggestion(ledger):
    with pytest.raises(sl.errors.UnknownRecord, match="did you mean `deal`"):
        ledger.listing("deel")
