"""The nearest codes of kinds in the vocabularies that others use."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from sanctledger.records.record import Record

#: The vocabularies that the shipped table holds, each with its name in full.
VOCABULARIES: Mapping[str, str] = MappingProxyType(
    {
        "opensanctions": "OpenSanctions, the measures of its programmes",
        "ist": "International Sanctions Termination dataset (IST)",
        "gsdb": "Global Sanctions Data Base (GSDB)",
        "ties": "Threat and Imposition of Sanctions (TIES)",
        "cameo": "Conflict and Mediation Event Observations (CAMEO)",
    }
)


def codes(kind: str, cls: type[Record]) -> dict[str, str]:
    """Return the nearest code of a kind in each vocabulary that has one.

    The nearest code may be wider than the kind, and several kinds may share a code.

    Args:
        kind: The kind.
        cls: Its class, which may name codes of its own.
    """
    found = {**_shipped().get(kind, {}), **cls.codes}
    return found if cls.cameo is None else {"cameo": cls.cameo} | found


@cache
def _shipped() -> dict[str, dict[str, str]]:
    with Path(__file__).with_name("crosswalk.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row.pop("kind"): {name: code for name, code in row.items() if code} for row in rows}
