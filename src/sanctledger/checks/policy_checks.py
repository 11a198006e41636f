"""The effect of a policy and of allowances on findings, and findings about the policy and the allowances."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import attrs

from sanctledger.base.findings import Finding
from sanctledger.base.words import did_you_mean
from sanctledger.checks.codes import ABOUT_CHECKS, READING
from sanctledger.records.check_policy import Policy
from sanctledger.records.record import Record

_OWN = {code.code: code.severity for code in ABOUT_CHECKS}
_READING = frozenset(code.code for code in READING)


def judged(
    found: Iterable[Finding],
    policy: Policy,
    asked: Collection[str],
    known: Collection[str],
    records: Collection[Record],
) -> Iterator[Finding]:
    """Return the findings that count, with the severities of the policy, and those about the checks themselves.

    Args:
        found: The findings of the rules.
        policy: The policy.
        asked: The codes of the applied rules; only for these an unused allowance is a finding.
        known: The codes of all rules.
        records: The records with allowances.
    """
    allowed = {record.id: {one.code for one in record.allow} for record in records}
    idle = {(record, code) for record, codes in allowed.items() for code in codes if code in asked}
    silent = {one.code for one in policy.ignore if any(code.startswith(one.code) for code in asked)}

    def counted(findings: Iterable[Finding]) -> Iterator[Finding]:
        for finding in findings:
            if finding.code in allowed.get(finding.record or "", ()):
                idle.discard((finding.record or "", finding.code))
            elif ignoring := policy.ignoring(finding.code):
                silent.difference_update(one.code for one in ignoring)
            else:
                severity = policy.severity_of(finding.code, finding.severity)
                yield finding if severity == finding.severity else attrs.evolve(finding, severity=severity)

    yield from counted(found)
    yield from counted(_about_policy(policy, known))
    yield from counted(_about_allowances(records, known))
    yield from counted(
        _finding(
            "SL012",
            f"the record allows {code}, and {code} finds nothing in it",
            "take the allowance out",
            f"allow.{code}",
            record,
        )
        for record, code in sorted(idle)
    )
    yield from counted(
        _finding("SL011", f"the checks ignore {code}, and it finds nothing", "take it out", f"checks.ignore.{code}")
        for code in sorted(silent)
        if not any(own.startswith(code) for own in _OWN)  # what silences findings about silence
    )


def _finding(code: str, message: str, hint: str, field: str, record: str | None = None) -> Finding:
    return Finding(code, _OWN[code], message, record, field, None, hint)


def _about_policy(policy: Policy, known: Collection[str]) -> Iterator[Finding]:
    for path, code in policy.codes:
        if not any(rule.startswith(code) for rule in (*known, *_OWN)):
            yield _finding("SL014", *_unknown(code, known), f"checks.{path}")


def _about_allowances(records: Collection[Record], known: Collection[str]) -> Iterator[Finding]:
    for record in records:
        for one in record.allow:
            field = f"allow.{one.code}"
            if one.code not in known:
                yield _finding("SL014", *_unknown(one.code, known), field, record.id)
            elif one.reason is None and record.note is None:
                message = f"the record allows {one.code} and gives no reason"
                yield _finding("SL013", message, f"write `allow: {{{one.code}: the reason}}`", field, record.id)


def _unknown(code: str, known: Collection[str]) -> tuple[str, str]:
    if any(reading.startswith(code) for reading in _READING):
        return f"{code} is about the text of a file, and always counts", "fix what it finds"
    return f"no rule has the code {code}{did_you_mean(code, known)}", "`sanctledger explain` lists them"
