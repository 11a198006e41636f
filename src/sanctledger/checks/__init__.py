"""The rules that check a ledger: a function for each rule, a file for each theme."""

from sanctledger.checks.rule import Flaw, KindRule, Rule
from sanctledger.checks.rules import BUILT_IN, check, installed_rules, rules_of

__all__ = ["BUILT_IN", "Flaw", "KindRule", "Rule", "check", "installed_rules", "rules_of"]
