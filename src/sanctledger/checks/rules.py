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
    """What the rules find in an account, as far as its policy and the allowances of its records let it count.

    Args:
        snapshot: The snapshot of all that is known.
        rules: The rules, each asked once.
        today: The day of the check, for what is overdue; the current day if absent.
        policy: Which rules are asked, and how gravely each is taken.

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
    """Return the built-in rules, and those that the kinds of a catalogue bring with them.

    Raises:
        RuleClash: Two rules have one code.
    """
    return tuple(_by_code((*BUILT_IN, *(rule for cls in kinds.own for rule in _brought(cls)))).values())


@lru_cache(maxsize=1024)
def _brought(cls: type[Record]) -> tuple[Rule, ...]:
    """Return the rules that a class says itself; those of the classes that it builds on hold for its records anyway."""
    own = vars(cls).get("rules", ())
    return tuple(rule.of(cls) if isinstance(rule, KindRule) else rule for rule in own)


def installed_rules(kinds: Kinds = KINDS) -> tuple[Rule, ...]:
    """The built-in rules, those that kinds bring with them, and those of every installed package that offers some.

    A package names them in its entry points of the group `sanctledger.rules`: a rule, a list or tuple of them, or a
    module. What cannot be used, because it does not import, is no rule, or takes a code that another rule has, is left
    out with a `PluginWarning`.

    Args:
        kinds: The catalogue whose kinds bring rules: `Kinds.installed()` for those of every installed package.
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
    """What a rule finds. One that breaks off breaks no other: a rule of ours is fixed, one of others is told of."""
    if rule in BUILT_IN:
        yield from rule.findings(snapshot, day)
        return
    try:
        yield from rule.findings(snapshot, day)
    except Exception as error:  # noqa: BLE001 - whatever somebody else's rule does
        said = " ".join(f"{type(error).__name__}: {error}".split())
        message = f"the rule {rule.code} breaks off: {said}"
        yield Finding("SL015", "error", message, None, None, None, "tell those who wrote it")


def _broken(snapshot: Snapshot) -> Iterator[Finding]:
    """Return the records whose kind, of somebody else's, breaks off when it is asked what they yield."""
    own = set(snapshot.record_index.kinds.own)
    for record in snapshot.versions.heads.values() if own else ():
        if type(record) in own:
            try:
                snapshot.asked(record)
            except Exception as error:  # noqa: BLE001 - whatever somebody else's kind does
                said = " ".join(f"{type(error).__name__}: {error}".split())
                message = f"the kind `{record.kind_name}` breaks off when it is asked for its entries: {said}"
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
