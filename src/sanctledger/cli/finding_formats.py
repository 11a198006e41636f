"""Findings for programs: SARIF for code scanners, and the commands by which GitHub annotates a change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sanctledger.base.findings import Finding, Place, Report
from sanctledger.base.showing import shown

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def sarif(report: Report, titles: Mapping[str, str], version: str) -> dict[str, Any]:
    """Return the report as a SARIF 2.1.0 log of one run.

    Args:
        report: The findings.
        titles: What each code asks; the codes that were found and have no title are named without one.
        version: The version of this library.
    """
    codes = sorted({finding.code for finding in report} | titles.keys())
    numbers = {code: number for number, code in enumerate(codes)}
    rules = [{"id": code} | ({"shortDescription": {"text": titles[code]}} if code in titles else {}) for code in codes]
    run = {
        "tool": {"driver": {"name": "sanctledger", "version": version, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, numbers) for finding in report],
    }
    return {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}


def _result(finding: Finding, numbers: Mapping[str, int]) -> dict[str, Any]:
    location: dict[str, Any] = {}
    if finding.place is not None:
        location["physicalLocation"] = {
            "artifactLocation": {"uri": _uri(finding.place.path)},
            "region": _region(finding.place),
        }
    if finding.record is not None:
        name = finding.record if finding.field is None else f"{finding.record}.{finding.field}"
        location["logicalLocations"] = [{"name": finding.record, "fullyQualifiedName": name}]
    return {
        "ruleId": finding.code,
        "ruleIndex": numbers[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": _sentence(finding)},
        "locations": [location] if location else [],
    }


def _region(place: Place) -> dict[str, int]:
    region = {"startLine": place.line, "startColumn": place.column}
    return region if place.end is None else region | {"endColumn": place.end}


def _uri(path: str) -> str:
    """Return a path as a URI: relative to where the command runs where it lies below, so that it fits a repository."""
    near = _near(path)
    return Path(near).as_uri() if Path(near).is_absolute() else quote(Path(near).as_posix())


def _near(path: str) -> str:
    try:
        return str(Path(path).absolute().relative_to(Path.cwd()))
    except (ValueError, OSError):
        return path


def _sentence(finding: Finding) -> str:
    return finding.message if finding.hint is None else f"{finding.message} ({finding.hint})"


def github(report: Report) -> Iterable[str]:
    """Return the report as commands of a GitHub workflow, one a line: each makes an annotation at its place."""
    for finding in report:
        place = finding.place
        at: dict[str, object] = {}
        if place is not None:
            at = {"file": _near(place.path), "line": place.line, "col": place.column}
            if place.end is not None:
                at["endColumn"] = place.end
        at["title"] = f"{finding.code} {finding.record}" if finding.record else finding.code
        told = ",".join(f"{key}={_property(str(value))}" for key, value in at.items())
        yield f"::{_COMMANDS[finding.severity]} {told}::{_data(_sentence(finding))}"


def _data(text: str) -> str:
    """Return a text in which nothing reads as a command or ends the line."""
    return shown(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
