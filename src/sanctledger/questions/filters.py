"""The filter of a list: read once from the arguments of a question, then applied to each record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeGuard

import attrs

from sanctledger.base.common_errors import ReadError, UnknownRecord
from sanctledger.posting.position import Names, Parties, Position
from sanctledger.posting.snapshot import Snapshot
from sanctledger.questions.record_state import CONTESTED, RecordState
from sanctledger.records.record import Record
from sanctledger.records.sanctions import Sanction


@attrs.frozen(eq=False)
class Filter:
    """The filter of a list: a record passes if it passes each part that is given.

    Attributes:
        snapshot: The snapshot that knows the parties and deals.
        givers: The parties that act; `None` for anybody.
        receivers: The parties that the record concerns; `None` for anybody.
        kinds: The kinds.
        programs: The programs of a sanction.
        deal: The deal.
        states: The states; a record passes if it may be in one of them.
        rollup: Whether a party includes the parties that belong to it.
    """

    snapshot: Snapshot
    givers: frozenset[str] | None = None
    receivers: frozenset[str] | None = None
    kinds: frozenset[str] | None = None
    programs: frozenset[str] | None = None
    deal: str | None = None
    states: frozenset[str] | None = None
    rollup: bool = True

    @classmethod
    def read(  # noqa: PLR0913 - a part each
        cls,
        position: Position,
        known_states: tuple[str, ...],
        *,
        giver: Parties | None = None,
        receiver: Parties | None = None,
        kind: Names | None = None,
        program: Names | None = None,
        deal: str | None = None,
        state: Names | None = None,
        rollup: bool = True,
    ) -> Filter:
        """Return the filter that the arguments of a question describe.

        Args:
            position: The position.
            known_states: The states that records of the list may have.
            giver: The parties that act.
            receiver: The parties that the record concerns.
            kind: The kinds.
            program: The programs.
            deal: The deal.
            state: The states.
            rollup: Whether a party includes the parties that belong to it.

        Raises:
            UnknownRecord: The ledger has no such party, program or deal, or there is no such kind.
            ReadError: There is no such state.
        """
        return cls(
            position.snapshot,
            _parties(position, giver),
            _parties(position, receiver),
            _kinds(position, kind),
            _programs(position, program),
            _deal(position, deal),
            _states(state, known_states),
            rollup,
        )

    def takes(self, record: Record) -> bool:
        """Return whether a record has one of the kinds, one of the programs, and the deal."""
        return (
            (self.kinds is None or record.kind_name in self.kinds)
            and (self.programs is None or not self.programs.isdisjoint(getattr(record, "program", ())))
            and is_of_deal(self.snapshot, record, self.deal)
        )

    def touches(self, givers: Iterable[str], receivers: Iterable[str]) -> bool:
        """Return whether an act of some parties towards others is between the parties of the filter."""
        return self._is_one(givers, self.givers) and self._is_one(receivers, self.receivers)

    def _is_one(self, parties: Iterable[str], sought: frozenset[str] | None) -> bool:
        return sought is None or not self.snapshot.touched(parties, rollup=self.rollup).isdisjoint(sought)

    def lets(self, record_state: RecordState | None) -> TypeGuard[RecordState]:
        """Return whether there is a state, and the record may be in one of the states of the filter."""
        if record_state is None:
            return False
        named = {*record_state.candidates, *((CONTESTED,) if record_state.is_contested else ())}
        return self.states is None or not self.states.isdisjoint(named)


def names_of(value: Names | None) -> frozenset[str] | None:
    """Return the names that an argument gives; `None` if the argument is absent."""
    if value is None:
        return None
    return frozenset([value] if isinstance(value, str) else value)


def is_of_deal(snapshot: Snapshot, record: Record, deal: str | None) -> bool:
    """Return whether a record belongs to the deal with an id; true if no deal is given."""
    if deal is None or record.deal is None:
        return deal is None
    heads = [snapshot.versions.head(one) for one in (deal, record.deal)]
    ids = [one if head is None else head.id for one, head in zip((deal, record.deal), heads, strict=True)]
    return ids[0] == ids[1]


def _parties(position: Position, parties: Parties | None) -> frozenset[str] | None:
    """Return the current ids of parties; `None` if the argument is absent."""
    return None if parties is None else position.side(parties, rollup=False)


def _known(names: frozenset[str] | None, known: Iterable[Any], what: str) -> frozenset[str] | None:
    choices = set(known) if names else set()
    for name in sorted((names or frozenset()) - choices):
        raise UnknownRecord(name, sorted(choices), what)
    return names


def _kinds(position: Position, kind: Names | None) -> frozenset[str] | None:
    return _known(names_of(kind), position.snapshot.record_index.kinds, "kind")


def _programs(position: Position, program: Names | None) -> frozenset[str] | None:
    records = position.snapshot.record_index.records.values()
    known = (one for record in records if isinstance(record, Sanction) for one in record.program)
    return _known(names_of(program), known, "program")


def _deal(position: Position, deal: str | None) -> str | None:
    record_index = position.snapshot.record_index
    if deal is not None and not any(record.id == deal for record in record_index.family("deal")):
        named = {record.deal for record in record_index.records.values() if record.deal is not None}
        if deal not in named:
            raise position.unknown(
                deal, "deal", sorted({*named, *(record.id for record in record_index.family("deal"))})
            )
    return deal


def _states(state: Names | None, known: tuple[str, ...]) -> frozenset[str] | None:
    """Return the states of an argument; `contested` is allowed in every list."""
    named, choices = names_of(state), (*known, CONTESTED)
    if named is not None and (unknown := sorted(named - set(choices))):
        raise ReadError(unknown[0], "is not a state in this list", f"choose among {', '.join(choices)}")
    return named
