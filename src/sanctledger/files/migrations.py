"""Lifting what a file of an older format version says to the version that the library reads."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from typing import Any

import attrs

from sanctledger.base.arguments import refusing_methods
from sanctledger.records.settings import VERSION

Fields = dict[str, Any]


def _unchanged(fields: Fields) -> Fields:
    return fields


@refusing_methods()
@attrs.frozen
class Migration:
    """How what one format version says is said in the next.

    Attributes:
        since: The version that it lifts from; it lifts to the one after.
        header: What it makes of what a file says of itself: all sections but `parties`, `sources` and `records`.
        record: What it makes of a record: its fields as the file writes them, `kind` and `id` among them, every scalar
            of a YAML file as text.
    """

    since: int
    header: Callable[[Fields], Fields] = _unchanged
    record: Callable[[Fields], Fields] = _unchanged


#: The migrations that the library knows. There are none yet: no older version of the format was ever in use.
MIGRATIONS: tuple[Migration, ...] = ()


class MigrationFailed(Exception):
    """A migration could make nothing of a header or a record; never seen outside, where it is a finding."""


def chain(version: int, migrations: Iterable[Migration]) -> tuple[Migration, ...] | None:
    """The migrations from a version to the one that the library reads, in order; `None` where one is missing.

    Of two from the same version the first counts.
    """
    steps: dict[int, Migration] = {}
    for migration in migrations:
        steps.setdefault(migration.since, migration)
    needed = range(version, VERSION)
    return tuple(steps[since] for since in needed) if len(needed) <= len(steps) and set(needed) <= set(steps) else None


def lifted(fields: Fields, steps: tuple[Migration, ...], part: str) -> Fields:
    """The fields of a header or a record, lifted by each step in turn. What is given is left as it is.

    Args:
        fields: The fields.
        steps: The migrations, in order.
        part: Which part of each migration is asked: `header` or `record`.

    Raises:
        MigrationFailed: A migration raised an error, or gave something else than a mapping.
    """
    made: Any = copy.deepcopy(fields) if steps else fields
    for step in steps:
        what = f"the migration from version {step.since} to {step.since + 1}"
        try:
            made = getattr(step, part)(made)
        except Exception as error:  # noqa: BLE001 - whatever it is, it becomes one finding
            said = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
            raise MigrationFailed(f"{what} failed: {said}") from None
        if not isinstance(made, dict):
            raise MigrationFailed(f"{what} gave a {type(made).__name__}, and not a mapping of fields")
    return made  # type: ignore[no-any-return]
