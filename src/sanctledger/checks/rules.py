"""All rules, and the check that runs them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from sanctledger.account import Account
from sanctledger.checks import (
    claims,
    easings,
    figures,
    knowledge,
    lines,
    lookalikes,
    people,
    pledges,
    references,
    reversals,
    sanctions,
    sources,
    terms,
    totals,
    twice,
    units,
    unknown,
)
from sanctledger.checks.judging import judged
from sanctledger.checks.rule import Rule
from sanctledger.errors import RuleClash
from sanctledger.findings import Finding
from sanctledger.installed import plugins
from sanctledger.pausing import CollectorPaused
from sanctledger.policy import Policy
from sanctledger.textual import written

_THEMES = (
    unknown,
    references,
    lookalikes,
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
    terms,
)
#: The group of entry points under which a package offers its rules.
GROUP = "sanctledger.rules"
#: The built-in rules, in the order of their codes.
BUILT_IN: tuple[Rule, ...] = tuple(
    sorted((rule for theme in _THEMES for rule in theme.RULES), key=lambda rule: rule.code)
)


def check(
    account: Account,
    rules: Iterable[Rule] = BUILT_IN,
    today: dt.date | None = None,
    policy: Policy = Policy(),
) -> tuple[Finding, ...]:
    """What the rules find in an account, as far as its policy and the allowances of its records let it count.

    Args:
        account: The account of all that is known.
        rules: The rules, each asked once.
        today: The day of the check, for what is overdue; the current day where absent.
        policy: Which rules are asked, and how gravely each is taken.

    Raises:
        RuleClash: Two rules have one code.
    """
    day = today or dt.date.today()  # noqa: DTZ011 - the reader's own calendar
    known = _by_code(rules)
    asked = {code: rule for code, rule in known.items() if policy.selects(code)}
    # What a check makes stays until it is done, and the collector would walk the whole ledger again and again.
    with CollectorPaused():
        found = (finding for rule in asked.values() for finding in _findings(rule, account, day))
        allowing = [record for some in account.book.columns.values() for record in some.saying("allow")]
        return tuple(judged(found, policy, asked, known, allowing))


def installed_rules() -> tuple[Rule, ...]:
    """The built-in rules, and those of every installed package that offers some.

    A package names them in its entry points of the group `sanctledger.rules`: a rule, a list or tuple of them, or a
    module. What cannot be used, because it does not import, is no rule, or takes a code that another rule has, is left
    out with a `PluginWarning`.
    """
    rules = {rule.code: rule for rule in BUILT_IN}
    for plugin in plugins(GROUP, lambda offered: isinstance(offered, Rule)):
        for rule in plugin.offers:
            if not isinstance(rule, Rule):
                plugin.leave_out(f"{written(rule)} is no rule")
            elif rules.setdefault(rule.code, rule) is not rule:
                plugin.leave_out(RuleClash(rule.code, rules[rule.code].title, rule.title))
    return tuple(rules.values())


def _findings(rule: Rule, account: Account, day: dt.date) -> Iterator[Finding]:
    """What a rule finds. One that breaks off breaks no other: a rule of ours is mended, one of others is told of."""
    if rule in BUILT_IN:
        yield from rule.findings(account, day)
        return
    try:
        yield from rule.findings(account, day)
    except Exception as error:  # noqa: BLE001 - whatever somebody else's rule does
        said = " ".join(f"{type(error).__name__}: {error}".split())
        message = f"the rule {rule.code} breaks off: {said}"
        yield Finding("SL015", "error", message, None, None, None, "tell those who wrote it")


def _by_code(rules: Iterable[Rule]) -> dict[str, Rule]:
    found: dict[str, Rule] = {}
    for rule in rules:
        if found.setdefault(rule.code, rule) is not rule:
            raise RuleClash(rule.code, found[rule.code].title, rule.title)
    return found
