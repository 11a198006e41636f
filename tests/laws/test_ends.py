"""What is told of how a measure ends, from its liftings alone where it can be, is what its life says."""

from __future__ import annotations

from hypothesis import given
from laws.universe import Plain, ledger_of
from strategies import plain_ledgers

from sanctledger.checks.endings import derived, ends
from sanctledger.records.sanctions import Sanction


@given(plain_ledgers(acts=0, sanctions=3, easings=5, reversals=1, claims=2))
def test_the_ends_of_restraints_are_those_that_the_derivation_of_their_lives_gives(plains: list[Plain]) -> None:
    snapshot = ledger_of(plains).at("2025-06-01").snapshot
    for sanction in snapshot.versions.of(Sanction):
        assert ends(snapshot, sanction) == [derived(one) for one in snapshot.measures.of(sanction)]
