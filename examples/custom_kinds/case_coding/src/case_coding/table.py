"""A reader of the case-level table of the Global Sanctions Data Base, from a file of yours."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterator
from pathlib import Path

import attrs

import sanctledger as sl
from case_coding.kinds import Episode, ObjectiveCoding

#: The columns as published. Those of types contain 0 or 1.
TYPES = ("trade", "arms", "military", "financial", "travel", "other")
COLUMNS = ("case_id", "sanctioned_state", "sanctioning_state", "begin", "end", *TYPES, "objective", "success")
SUCCESS = ("ongoing", "success_total", "success_part", "failed", "nego_settlement")
#: Cells that mean a missing value.
_MISSING = ("", "NA", "N/A", ".", "-9", "-99")
#: Names that contain a comma, so that a cell with several names cannot simply be split.
_ENDINGS = ("South", "North", "The", "Dem. Rep.", "Rep.", "Islamic Rep.", "RB", "FS", "Arab Rep.")
_YEAR = re.compile(r"\d{4}")
_YEARS = re.compile(r"(\d{4})\s*[-\u2013/]\s*(\d{4})")


@attrs.frozen
class Problem:
    """A cell that could not be read. Records that need it are left out, and nothing is guessed.

    Attributes:
        line: The line of the file.
        column: The column.
        said: What is wrong.
    """

    line: int
    column: str
    said: str


def read_cases(
    path: str | os.PathLike[str], release: str = "GSDB", source: str = "gsdb"
) -> tuple[list[sl.Record], list[Problem]]:
    """Return the records of a table of cases, and the cells that could not be read.

    A case becomes an `episode`; each of its objectives an `objective_coding` about it, with the success that stands at
    the same position; each name a party.

    Args:
        path: The file, with a line of column names first.
        release: The coder to name, such as `GSDB V4`.
        source: The id of the source record that is made.

    Raises:
        ValueError: A column is missing.
    """
    reading = _Reading(release, source)
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
        if missing:
            raise ValueError(f"{path} has no column {', '.join(missing)}: is it the table of cases?")
        for row in rows:
            reading.take(rows.line_num, {column: (row[column] or "").strip() for column in COLUMNS})
    return [*reading.parties.values(), *reading.records], reading.problems


class _Reading:
    def __init__(self, release: str, source: str) -> None:
        self.release, self.source = release, source
        title = "Global Sanctions Data Base, table of cases"
        self.parties: dict[str, sl.Record] = {
            source: sl.KINDS.make({"kind": "source", "id": source, "title": title, "tier": "scholar"})
        }
        self.records: list[sl.Record] = []
        self.problems: list[Problem] = []

    def take(self, line: int, row: dict[str, str]) -> None:
        case = row["case_id"]
        if case in _MISSING:
            self.problems.append(Problem(line, "case_id", "it is empty; the case is left out"))
            return
        years = {"from": self.year(line, row, "begin"), "through": self.year(line, row, "end")}
        if years["from"] and years["through"] and years["through"][:4] < years["from"][:4]:
            self.problems.append(Problem(line, "end", f"{row['end']} is before {row['begin']}; the end is left out"))
            years["through"] = None
        pairs = list(self.pairs(line, row))
        if any(success == "ongoing" for _, success in pairs):
            years["through"] = None  # the table's last year is no end
        sides = {
            "senders": [self.party(name) for name in names(row["sanctioning_state"])],
            "targets": [self.party(name) for name in names(row["sanctioned_state"])],
        }
        episode = f"{self.source}-{case}"
        told = {key: value for key, value in (*years.items(), *sides.items()) if value}
        measures = [kind for kind in TYPES if self.flag(line, row, kind)]
        common = {"sources": [{"source": self.source, "at": f"case {case}"}]}
        self.records.append(
            Episode.model_validate({"id": episode, "case": case, "measures": measures, **told, **common})
        )
        for number, (objective, success) in enumerate(pairs, 1):
            coding = {"id": f"{episode}-{number}", "about": episode, "coder": self.release, "scale": "GSDB success"}
            fields = coding | {"objective": objective, "value": success, **common}
            self.records.append(ObjectiveCoding.model_validate(fields))

    def year(self, line: int, row: dict[str, str], column: str) -> str | None:
        text = row[column].removesuffix(".0")
        if text in _MISSING:
            return None
        if _YEAR.fullmatch(text):
            return text
        if (between := _YEARS.fullmatch(text)) and between[1] < between[2]:
            return f"{between[1]}..{between[2]}"
        self.problems.append(Problem(line, column, f"{text!r} is no year; it is left open"))
        return None

    def flag(self, line: int, row: dict[str, str], column: str) -> bool:
        text = row[column].removesuffix(".0")
        if text not in ("0", "1", *_MISSING):
            self.problems.append(Problem(line, column, f"{text!r} is neither 0 nor 1; it is read as 0"))
        return text == "1"

    def pairs(self, line: int, row: dict[str, str]) -> Iterator[tuple[str, str]]:
        """Return each objective with the success at its position."""
        if row["success"] in _MISSING or row["objective"] in _MISSING:
            return
        objectives, successes = (_several(row[column]) for column in ("objective", "success"))
        if len(objectives) != len(successes):
            said = f"{len(objectives)} objectives and {len(successes)} codes of success; none is assigned"
            self.problems.append(Problem(line, "success", said))
            return
        for objective, success in zip(objectives, successes, strict=True):
            if success in _MISSING or objective in _MISSING:
                continue
            if success not in SUCCESS:
                self.problems.append(Problem(line, "success", f"{success!r} is no code; it is left out"))
                continue
            yield objective, success

    def party(self, name: str) -> str:
        slug = re.sub(r"[^\w]+", "-", name.casefold()).strip("-")
        kind = "bloc" if name in ("EU", "UN", "League of Arab States") else "state"
        self.parties.setdefault(slug, sl.KINDS.make({"kind": kind, "id": slug, "name": name}))
        return slug


def _several(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(",")] if cell not in _MISSING else []


def names(cell: str) -> list[str]:
    """Return the names in a cell. A name that contains a comma, such as `Korea, South`, stays whole."""
    found: list[str] = []
    for part in _several(cell):
        if part in _ENDINGS and found:
            found[-1] += f", {part}"
        elif part and part not in _MISSING:
            found.append(part)
    return found
