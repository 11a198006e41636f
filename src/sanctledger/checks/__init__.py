"""The rules that a ledger is held against: one rule a function, one theme a file."""

from sanctledger.checks.rule import Flaw, KindRule, Rule
from sanctledger.checks.rules import BUILT_IN, check, installed_rules, rules_of

__all__ = ["BUILT_IN", "Flaw", "KindRule", "Rule", "check", "installed_rules", "rules_of"]
