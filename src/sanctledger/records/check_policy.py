"""The policy of checks: the rules that apply to a ledger, and their severities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, get_args

import attrs

from sanctledger.base.arguments import refusing_methods
from sanctledger.base.common_errors import ReadError
from sanctledger.base.findings import Place, Severity
from sanctledger.base.words import did_you_mean
from sanctledger.records.allowance import CODE, Allowance, read_all

_PARTS = ("select", "ignore", "severity")
ACCEPTED = "write `select` and `ignore` with codes such as SL702 or SL7, and `severity` such as `{SL702: warning}`"


def _read_codes(raw: str | Iterable[str]) -> tuple[str, ...]:
    codes: tuple[Any, ...] = tuple([raw] if isinstance(raw, str) else raw)
    for code in codes:
        if not isinstance(code, str) or not CODE.fullmatch(code):
            raise ReadError(str(code), "is no code, nor the beginning of one", ACCEPTED)
    return codes


def _read_severities(raw: Any) -> tuple[tuple[str, Severity], ...]:
    pairs = raw.items() if isinstance(raw, Mapping) else raw
    try:
        found = {code: severity for code, severity in pairs}  # noqa: C416 - proves that these are pairs
    except (TypeError, ValueError):
        raise ReadError(str(raw), "does not say how grave which rules are", ACCEPTED) from None
    for code, severity in found.items():
        _read_codes(code)
        if severity not in get_args(Severity):
            known = get_args(Severity)
            hint = did_you_mean(str(severity), known)
            raise ReadError(str(severity), f"is no severity{hint}", f"choose among {', '.join(known)}")
    return tuple(sorted(found.items()))


@refusing_methods()
@attrs.frozen
class Policy:
    """The rules that apply to a ledger, and their severities.

    A code may be given by its beginning: `SL7` stands for all codes that begin with it, and if two apply, the longer
    one
    counts. Findings of reading always count: a policy is about rules.

    Attributes:
        select: The rules to apply; all rules if empty.
        ignore: The rules whose findings are left out, each with its reason if there is one.
        severity: The severities of rules, if different from their own.
        place: The place of the policy in its file.
    """

    select: tuple[str, ...] = attrs.field(default=(), converter=_read_codes)
    ignore: tuple[Allowance, ...] = attrs.field(default=(), converter=read_all)
    severity: tuple[tuple[str, Severity], ...] = attrs.field(default=(), converter=_read_severities)
    place: Place | None = attrs.field(default=None, eq=False)

    @classmethod
    def read(cls, raw: Any, place: Place | None = None) -> Policy:
        """Read a policy from the mapping of its parts.

        Raises:
            ReadError: The value is not such a mapping.
        """
        if not isinstance(raw, Mapping):
            raise ReadError(str(raw), "does not say which rules a ledger is held against", ACCEPTED)
        for part in raw:
            if part not in _PARTS:
                raise ReadError(str(part), f"is no part of `checks`{did_you_mean(str(part), _PARTS)}", ACCEPTED)
        return cls(**{part: value for part, value in raw.items() if value is not None}, place=place)

    def to_json(self) -> dict[str, Any]:
        """Return the given parts, as the file writes them."""
        shape = {
            "select": list(self.select),
            "ignore": [allowance.to_json() for allowance in self.ignore],
            "severity": dict(self.severity),
        }
        return {part: value for part, value in shape.items() if value}

    def with_wishes(self, other: Policy) -> Policy:
        """Return this policy with the wishes of a caller: their selection, if they have one, and their other parts."""
        return Policy(
            other.select or self.select,
            self.ignore + other.ignore,
            dict(self.severity) | dict(other.severity),
            self.place,
        )

    def selects(self, code: str) -> bool:
        """Return whether a rule applies."""
        return not self.select or code.startswith(self.select)

    def ignoring(self, code: str) -> tuple[Allowance, ...]:
        """Return the allowances that leave the findings of a rule out."""
        return tuple(one for one in self.ignore if code.startswith(one.code))

    def severity_of(self, code: str, own: Severity) -> Severity:
        """Return the severity of a rule."""
        said = [(len(beginning), severity) for beginning, severity in self.severity if code.startswith(beginning)]
        return max(said)[1] if said else own

    @property
    def codes(self) -> tuple[tuple[str, str], ...]:
        """Return every code in the policy, with the path of its place."""
        return (
            *((f"select.{code}", code) for code in self.select),
            *((f"ignore.{one.code}", one.code) for one in self.ignore),
            *((f"severity.{code}", code) for code, _ in self.severity),
        )
