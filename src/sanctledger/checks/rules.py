"""All rules, and the check that runs them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain

from sanctledger.base.common_errors import ReadError, RuleClash
from sanctledger.base.findings import Finding
from sanctledger.base.gc_paused import CollectorPaused
from sanctledger.base.plugins import leave_out, plugins
from sanctledger.base.pydantic_text import written
from sanctledger.base.words import in_short
from sanctledger.checks import claims, knowledge, references
from sanctledger.checks import corrections as lines
from sanctledger.checks import double_counting as twice
from sanctledger.checks import easing_rules as easings
from sanctledger.checks import identity as lookalikes
from sanctledger.checks import person_rules as people
from sanctledger.checks import pledge_rules as pledges
from sanctledger.checks import published_figures as figures
from sanctledger.checks import reversal_rules as reversals
from sanctledger.checks import sanction_rules as sanctions
from sanctledger.checks import source_rules as sources
from sanctledger.checks import term_rules as terms
from sanctledger.checks import total_rules as totals
from sanctledger.checks import unit_rules as units
from sanctledger.checks.policy_checks import judged
from sanctledger.checks.rule import KindRule, Rule
from sanctledger.posting.snapshot import Snapshot
from sanctledger.records.check_policy import Policy
from sanctledger.records.kinds import KINDS, Kinds, kinds_of
from sanctledger.records.record import Record

_THEMES = (
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
    snapshot: Snapshot,
    rules: Iterable[Rule] = BUILT_IN,
    today: dt.date | None = None,
    policy: Policy = Policy(),
) -> tuple[Finding, ...]:
    """Return the findings of the rules in a snapshot, after its policy and the allowances of its records.

    Args:
        snapshot: The snapshot.
        rules: The rules, each applied once.
        today: The day of the check, for overdue records; default: the current day.
        policy: The rules to apply and their severities.

    Raises:
        RuleClash: Two rules have one code.
    """
    day = today or dt.date.today()  # noqa: DTZ011 - the reader's own calendar
    known = _by_code(rules)
    asked = {code: rule for code, rule in known.items() if policy.selects(code)}
    # What a check makes stays until it is done, and the collector would walk the whole ledger again and again.
    with CollectorPaused():
        found = chain(_broken(snapshot), *(_findings(rule, snapshot, day) for rule in asked.values()))
        allowing = [record for some in snapshot.record_index.columns.values() for record in some.saying("allow")]
        return tuple(judged(found, policy, asked, known, allowing))


def rules_of(kinds: Kinds) -> tuple[Rule, ...]:
    """Return the built-in rules and those of the kinds of a catalogue.

    Raises:
        RuleClash: Two rules have one code.
    """
    return tuple(_by_code((*BUILT_IN, *(rule for cls in kinds.own for rule in _brought(cls)))).values())


@lru_cache(maxsize=1024)
def _brought(cls: type[Record]) -> tuple[Rule, ...]:
    """Return the rules that a class declares itself; rules of its base classes apply to its records anyway."""
    own = vars(cls).get("rules", ())
    return tuple(rule.of(cls) if isinstance(rule, KindRule) else rule for rule in own)


def installed_rules(kinds: Kinds = KINDS) -> tuple[Rule, ...]:
    """Return the built-in rules, the rules of kinds, and those of every installed package that offers some.

    A package names its rules in the entry points of the group `sanctledger.rules`: a rule, a list or tuple of rules, or
    a
    module. What cannot be used is left out with a `PluginWarning`: a module that does not import, a value that is not a
    rule, or a rule whose code is taken.

    Args:
        kinds: The catalogue whose kinds have rules: `Kinds.installed()` for those of every installed package.
    """
    rules = {rule.code: rule for rule in BUILT_IN}
    for cls in kinds.own:
        for rule in _brought(cls):
            if rules.setdefault(rule.code, rule) is not rule:
                clash = RuleClash(rule.code, rules[rule.code].title, rule.title)
                leave_out(kinds.package(kinds_of(cls)[0]), f"{cls.__qualname__}.rules", clash)
    for plugin in plugins(GROUP, lambda offered: isinstance(offered, Rule)):
        for rule in plugin.offers:
            if not isinstance(rule, Rule):
                plugin.leave_out(f"{written(rule)} is no rule")
            elif rules.setdefault(rule.code, rule) is not rule:
                plugin.leave_out(RuleClash(rule.code, rules[rule.code].title, rule.title))
    return tuple(rules.values())


def _findings(rule: Rule, snapshot: Snapshot, day: dt.date) -> Iterator[Finding]:
    """Return the findings of a rule; an error in a custom rule becomes a finding and stops no other rule."""
    if rule in BUILT_IN:
        yield from rule.findings(snapshot, day)
        return
    try:
        yield from rule.findings(snapshot, day)
    except Exception as error:  # noqa: BLE001 - whatever somebody else's rule does
        said = " ".join(f"{type(error).__name__}: {error}".split())
        message = f"the rule {rule.code} fails: {said}"
        yield Finding("SL015", "error", message, None, None, None, "tell those who wrote it")


def _broken(snapshot: Snapshot) -> Iterator[Finding]:
    """Return findings for the records whose custom kind raises an error when it yields entries."""
    own = set(snapshot.record_index.kinds.own)
    for record in snapshot.versions.heads.values() if own else ():
        if type(record) in own:
            try:
                snapshot.asked(record)
            except Exception as error:  # noqa: BLE001 - whatever somebody else's kind does
                said = " ".join(f"{type(error).__name__}: {error}".split())
                message = f"the kind `{record.kind_name}` fails when it is asked for its entries: {said}"
                hint = "tell those who wrote it; until then the record counts nowhere"
                yield Finding("SL016", "error", message, record.id, None, None, hint)


def _by_code(rules: Iterable[Rule]) -> dict[str, Rule]:
    found: dict[str, Rule] = {}
    for rule in rules:
        if not isinstance(rule, Rule):
            way_out = "make one of a function with `sanctledger.checks.rule`, or name codes in a `Policy`"
            raise ReadError(in_short(rule), "is no rule", way_out)
        if found.setdefault(rule.code, rule) is not rule:
            raise RuleClash(rule.code, found[rule.code].title, rule.title)
    return found
