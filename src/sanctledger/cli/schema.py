"""The command that helps editors: the JSON Schema of a ledger file."""

from __future__ import annotations

from sanctledger.base.plugins import leave_out
from sanctledger.cli.terminal import print_json
from sanctledger.files.json_schema import json_schema
from sanctledger.records.kinds import KINDS, Kinds, kinds_of


def schema() -> None:
    """Print the JSON Schema of a ledger file, for editors and validators; installed kinds are in it."""
    kinds = Kinds.installed()
    try:
        described = json_schema(kinds)
    except Exception:  # noqa: BLE001 - whatever another package's class does when it is described
        described = json_schema(_describable(kinds))
    print_json(described)


def _describable(kinds: Kinds) -> Kinds:
    """Return the kinds that can be described; the others are told of and left out."""
    fit = KINDS
    for cls in kinds.own:
        try:
            more = fit.with_kind(cls)
            json_schema(more)
        except Exception as error:  # noqa: BLE001 - the same
            leave_out(kinds.package(kinds_of(cls)[0]), cls.__qualname__, error)
        else:
            fit = more
    return fit
