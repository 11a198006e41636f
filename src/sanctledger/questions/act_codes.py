"""The CAMEO code of an act; a promise has the code of the promised act as an intent (CAMEO 1.1b3)."""

from __future__ import annotations

from sanctledger.posting.position import Position
from sanctledger.questions.act_roles import Doing, is_upon_others, promised_class, sense_of
from sanctledger.questions.acting_parties import roots
from sanctledger.records.acts import Coercion, Concession
from sanctledger.records.deals import Pledge, Reversal
from sanctledger.records.easings import Easing
from sanctledger.records.record import Record
from sanctledger.records.sanctions import Sanction

_TIGHTENING = "163"
_EASING, _RETURNING = "085", "084"
_INTENT = "030"
#: The code of an intent or a threat, by the prefix of the code of the act; the longest prefix counts.
_INTENTS = {
    "04": "036", "05": "032", "06": "031", "061": "0311", "062": "0312", "063": "0313", "064": "0314",
    "07": "033", "071": "0331", "072": "0332", "073": "0333", "074": "0334",
    "08": "035", "081": "0351", "082": "0352", "083": "034", "0831": "0341", "0832": "0342", "0833": "0343",
    "0834": "0344", "084": "0353", "085": "0354", "086": "0355", "087": "0356",
    "16": "131", "161": "1313", "162": "1311", "163": "1312", "164": "134", "165": "135", "166": "136",
    "17": "130", "172": "132", "175": "137", "18": "138", "19": "138", "20": "138",
}  # fmt: skip


def code_of(position: Position, record: Record, does: Doing) -> str | None:
    """Return the CAMEO code of the act that a record is; `None` if no code is settled."""
    if does == "tighten":
        return _TIGHTENING
    if isinstance(record, Pledge):
        return _promise_code(position, record)
    if isinstance(record, Reversal) and (about := roots(position.snapshot, record)):
        sense = sense_of(position, record)
        if sense != "burden":
            return None if sense is None else _giving_back(about)
    return record.cameo


def _giving_back(about: tuple[Record, ...]) -> str | None:
    """Return the code of a reversal that is a benefit: a measure is eased, or something is given back."""
    if all(isinstance(record, (Sanction, Easing)) for record in about):
        return _EASING
    return _RETURNING if all(isinstance(record, (Concession, Coercion)) for record in about) else None


def _promise_code(position: Position, pledge: Pledge) -> str | None:
    promised = promised_class(position, pledge)
    if promised is None or (is_upon_others(position, pledge) and issubclass(promised, (Sanction, Coercion))):
        return None
    code = promised.cameo
    if code is None:
        return _INTENT if issubclass(promised, (Concession, Easing)) else None
    return next((_INTENTS[code[:end]] for end in range(len(code), 1, -1) if code[:end] in _INTENTS), None)
