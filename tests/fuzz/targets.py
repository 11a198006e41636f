"""What is fuzzed: a reader each, with what it promises of any bytes whatever.

A reader gives a value or an error of this library, and nothing else; what was read can be written and read again.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import sanctledger as sl
from sanctledger.base.common_errors import SanctledgerError

ROOT = Path(__file__).parents[2]
FOLDER = Path(tempfile.mkdtemp(prefix="sanctledger-fuzz-"))
#: The longest sentence that may come out: no file may fill a screen with one of its values.
LONGEST = 1500
Target = Callable[[bytes], None]


def _told_in_short(said: object, most: int = LONGEST) -> None:
    assert len(str(said)) < most


def dates(data: bytes) -> None:
    """EDTF dates."""
    text = data.decode("utf-8", "surrogateescape")
    try:
        date = sl.UncertainDate.parse(text)
    except SanctledgerError as error:
        _told_in_short(error)
        return
    assert sl.UncertainDate.parse(str(date)) == date
    assert date.first <= date.last
    for other in (date.day_after(), date.hull(sl.UncertainDate.parse("2025-09~"))):
        assert sl.UncertainDate.parse(str(other)) == other
    try:
        span = sl.Span.parse(f"from {date}")
    except SanctledgerError:
        return
    assert sl.Span.parse(str(span)) == span


def quantities(data: bytes) -> None:
    """Amounts with their units, and amounts alone."""
    text = data.decode("utf-8", "surrogateescape")
    try:
        quantity = sl.Quantity.parse(text)
    except SanctledgerError as error:
        _told_in_short(error)
    else:
        assert sl.Quantity.parse(str(quantity)) == quantity
        assert len(str(quantity.to_json())) < LONGEST
        assert (quantity + quantity).bounds == quantity.bounds.scaled(2)
    try:
        bounds = sl.Bounds.parse(text)
    except SanctledgerError as error:
        _told_in_short(error)
    else:
        assert sl.Bounds.parse(str(bounds)) == bounds
        assert (-bounds).scaled(-1) == bounds


def yaml(data: bytes) -> None:
    """Ledgers in YAML."""
    _ledger(data, "ledger.yaml")


def jsonl(data: bytes) -> None:
    """Ledgers in JSON lines."""
    _ledger(data, "ledger.jsonl")


def _ledger(data: bytes, name: str) -> None:
    path = FOLDER / name
    path.write_bytes(data)
    loaded = sl.read(path)
    for finding in loaded.report:
        _told_in_short(finding)
    for finding in loaded.ledger.check(today="2026-01-01"):
        _told_in_short(finding, 2 * LONGEST)
    if loaded.report.errors:
        return
    for ending in (".yaml", ".jsonl"):
        copy = loaded.ledger.save(FOLDER / f"copy{ending}")
        assert sl.load(copy) == loaded.ledger


TARGETS: dict[str, Target] = {"yaml": yaml, "jsonl": jsonl, "dates": dates, "quantities": quantities}

_DATES = """2025-09-11|2025-09|2025|2025-09~|2025?|2025-09%|2025-09-11T18:00+03:00|2025-09-11T18:00Z|..2025-09|2025-09..
2025-09-11..2025-09-16|[2025-01..2025-02]|unknown|9999-12-31|9999~|0000|0001|2025-02-30|2025/2026|Y17E8|-0044|199X
2025-09-11T24:00|1985-04-12T23:20:30Z|2001-21|156u-12-25|{1667,1668}|2004-06-(01)~/2004-06-(20)~|y-17e7|1950S2"""
_QUANTITIES = """52 prisoners|1,201 prisoners|over 1000 prisoners|at least 24 prisoners|at most 30 prisoners|up to 3 a
under 50 prisoners|114..123 prisoners|about 300 prisoners|1.2 bn USD|335 million USD|5 m|30 or more prisoners
~5 prisoners|>= 5 prisoners|0.5 thousand USD|dozens|52|-52 a|1e9 a|51..52|1,001 or more|30 or less|any|12.50
9999999999999999999999999999999999999999 tn USD|0.000000000000000000000000000000000000001 a"""


def seeds(target: str) -> Iterator[bytes]:
    """Texts from which the search begins: the shipped case, piece by piece, and what tests know to be delicate."""
    if target in ("dates", "quantities"):
        for text in (_DATES if target == "dates" else _QUANTITIES).replace("\n", "|").split("|"):
            yield text.encode()
        return
    case = sl.load("belarus")
    by_kind = {record.kind_name: record for record in case}
    for kind in sorted(by_kind):
        ledger = sl.Ledger([by_kind[kind]], settings=case.settings)
        yield ledger.save(FOLDER / f"seed.{target}").read_bytes()
    for test in sorted((ROOT / "tests" / "files").glob("test_*.py")):
        for text in test.read_text("utf-8").split('"""'):
            if ("records:" if target == "yaml" else '"kind"') in text and len(text) < 3000:
                yield text.encode()


def words(target: str) -> list[str]:
    """What the format knows: the search puts these in."""
    if target in ("dates", "quantities"):
        return sorted({part for seed in seeds(target) for part in seed.decode().split()})
    found = {
        "sanctledger",
        "title",
        "about",
        "checks",
        "parties",
        "sources",
        "units",
        "terms",
        "records",
        "low",
        "high",
        "unit",
    }
    for cls in sl.KINDS.classes:
        found.add(cls.model_fields["kind"].default)
        found |= {field.alias or name for name, field in cls.model_fields.items()}
    return sorted(found | {"&a", "*a", "!!str", "---", "...", "%TAG", "\\ud800", "NaN", "1e999", "9999-12-31", "{a: ["})
