"""What is passed by mistake from Python is told in the words of who passed it."""

from __future__ import annotations

import pytest

import sanctledger as sl

LEDGER = sl.load("belarus")
VIEW = LEDGER.at("2025-12-31")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (lambda: VIEW.balance(LEDGER["us"], "by"), "is not the id of a party; name a party by its id"),
        (lambda: VIEW.sanctions(target=[1]), "'1' is not the id of a party"),
        (lambda: VIEW.balance([], "by"), "names nobody"),
        (lambda: LEDGER.with_records("us-gl-11"), "'us-gl-11' is no record; make one of a mapping with `KINDS.make`"),
        (lambda: sl.Ledger([{"kind": "deal", "id": "x"}]), "is no record"),
        (
            lambda: VIEW.series(lambda view: view.balance("us", "by"), "2025-01-01", "2025-01-03"),
            "is not one amount; let the question give a row of a balance",
        ),
        (lambda: VIEW.series(lambda _: 0.5, "2025-01-01", "2025-01-03"), "'0.5' is not one amount"),
    ],
)
def test_a_wrong_argument_is_an_error_with_a_way_out(asked, said):
    with pytest.raises(sl.ReadError) as caught:
        asked()
    assert said in str(caught.value)
