"""The content of a record on one line, for lists of records of many kinds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from sanctledger.posting.position import Position
from sanctledger.records.acts import Act
from sanctledger.records.deals import Deal, Pledge, Reversal
from sanctledger.records.easings import Easing
from sanctledger.records.parties import Party
from sanctledger.records.record import Record
from sanctledger.records.sanctions import Sanction
from sanctledger.records.sources import Assertion, Assessment, Claim, Observation, Source
from sanctledger.records.statements import Event, Statement
from sanctledger.values.dates import FOREVER, day_text
from sanctledger.values.quantity import Quantity

#: The parts of a line; empty parts are left out.
Parts = tuple[str, ...]
#: The day since which parties and sources are known if they state no day.
ALWAYS = dt.date.min.toordinal()
#: The number of eased sanctions that are named; further ones are counted.
_NAMED = 3


def summary_of(position: Position, record: Record) -> str:
    """Return the content of a record on one line: sides, amount and, if the record has words of its own, those."""
    summary = next((summary for cls, summary in _SUMMARIES.items() if isinstance(record, cls)), None)
    return "" if summary is None else " ".join(filter(None, summary(position, record)))


def _party(_position: Position, party: Any) -> Parts:
    return party.name or "", f"({party.country})" if party.country else ""


def _claim(_position: Position, claim: Any) -> Parts:
    return f"{claim.field} claimed as {claim.value}", f"by {claim.by}" if claim.by else ""


def _assessment(_position: Position, one: Any) -> Parts:
    return (f"{one.coder}: {one.value} on {one.scale}",)


def _statement(_position: Position, one: Any) -> Parts:
    return (": ".join(filter(None, (f"{_listed(one.by)} {one.act}".strip(), one.gist or _listed(one.about)))),)


def _event(_position: Position, event: Any) -> Parts:
    return (event.gist or _listed(event.involved),)


def _source(_position: Position, source: Any) -> Parts:
    return (source.title or "",)


def _figure(position: Position, one: Any) -> Parts:
    return _amount(position, one.quantity), f"by {one.observer}" if one.observer else ""


def _deal(_position: Position, deal: Any) -> Parts:
    return (_listed(deal.members),)


def _reversal(position: Position, one: Any) -> Parts:
    what = _listed(one.reverses)
    amount = what if one.quantity is None else f"{_amount(position, one.quantity)} of {what}"
    return (
        _listed(one.by),
        f"{'take' if len(one.by) > 1 else 'takes'} back {amount}",
        f"only for {_listed(one.only)}" if one.only else "",
    )


def _sanction(_position: Position, one: Any) -> Parts:
    return (_arrow(one.senders, one.targets),)


def _easing(position: Position, one: Any) -> Parts:
    eased = tuple(position.snapshot.easing_targets.eased(one))
    what = f"{len(eased)} sanctions" if len(eased) > _NAMED else _listed(eased)
    return f"eases {what}" if eased else "", f"for {_listed(one.targets)}" if one.targets else ""


def _act(position: Position, act: Any) -> Parts:
    amount = position.snapshot.validity.quantity(act)
    return f"{_arrow(act.givers, act.receivers)}{':' if amount else ''}", _amount(position, amount)


def _pledge(position: Position, pledge: Any) -> Parts:
    promised = pledge.promises.kind if pledge.promises is not None else None
    what = " ".join(filter(None, (_amount(position, pledge.promised), promised and f"({promised})")))
    return f"{_arrow(pledge.givers, pledge.receivers)}{':' if what else ''}", what


def _amount(position: Position, quantity: Quantity | None) -> str:
    return "" if quantity is None else position.snapshot.record_index.units.said(quantity.bounds, quantity.unit)


def _arrow(givers: Iterable[str], receivers: Iterable[str]) -> str:
    return f"{_listed(givers)} -> {_listed(receivers)}"


def _listed(ids: Iterable[str]) -> str:
    return ", ".join(ids)


def learnt(position: Position, record_id: str) -> str | None:
    """Return the day since which a record is known, as ISO text; `None` if there is no such day."""
    number = position.snapshot.record_index.counts_from.get(record_id, FOREVER)
    return None if number <= ALWAYS else day_text(number)


def cited_ids(record: Record) -> tuple[str, ...]:
    """Return the ids of the sources of a record."""
    return tuple(citation.source for citation in record.sources)


_SUMMARIES: dict[type[Record], Callable[[Position, Any], Parts]] = {
    Party: _party,
    Claim: _claim,
    Assessment: _assessment,
    Statement: _statement,
    Event: _event,
    Source: _source,
    Observation: _figure,
    Assertion: _figure,
    Deal: _deal,
    Reversal: _reversal,
    Sanction: _sanction,
    Easing: _easing,
    Act: _act,
    Pledge: _pledge,
}
