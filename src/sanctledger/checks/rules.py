"""All rules, and the check that runs them."""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Iterable

from sanctledger.account import Account
from sanctledger.checks import (
    claims,
    easings,
    figures,
    knowledge,
    lines,
    people,
    pledges,
    references,
    reversals,
    sanctions,
    sources,
    totals,
    twice,
    units,
)
from sanctledger.checks.rule import Rule
from sanctledger.findings import Finding

_THEMES = (
    references,
    sanctions,
    lines,
    knowledge,
    easings,
    reversals,
    totals,
    twice,
    figures,
    pledges,
    people,
    sources,
    claims,
    units,
)
#: The built-in rules, in the order of their codes.
BUILT_IN: tuple[Rule, ...] = tuple(
    sorted((rule for theme in _THEMES for rule in theme.RULES), key=lambda rule: rule.code)
)


def check(account: Account, rules: Iterable[Rule] = BUILT_IN, today: dt.date | None = None) -> tuple[Finding, ...]:
    """What the rules find in an account.

    Args:
        account: The account of all that is known.
        rules: The rules, each asked once.
        today: The day of the check, for what is overdue; the current day where absent.
    """
    day = today or dt.date.today()  # noqa: DTZ011 - the reader's own calendar
    # What a check makes stays until it is done, and the collector would walk the whole ledger again and again.
    was_on = gc.isenabled()
    gc.disable()
    try:
        return tuple(finding for rule in rules for finding in rule.findings(account, day))
    finally:
        if was_on:
            gc.enable()
