"""Rules about records of kinds that the catalogue does not hold."""

from __future__ import annotations

from collections.abc import Iterator

from sanctledger.checks.rule import Flaw, Rule
from sanctledger.posting.snapshot import Account


def unknown_kinds(account: Account) -> Iterator[Flaw]:
    """Records that are kept as they stand, because nobody here knows their kind."""
    for kept in account.book.kept.values():
        message, hint = kept.said
        yield Flaw(message, kept.id, "kind", hint)


RULES = (Rule("SL010", "warning", "every record is of a kind that the catalogue holds", unknown_kinds),)
