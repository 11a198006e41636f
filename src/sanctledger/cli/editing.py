"""The command that helps editors: the JSON Schema of a ledger file."""

from __future__ import annotations

from sanctledger.cli.terminal import print_json
from sanctledger.files.schema import json_schema
from sanctledger.kinds import Kinds


def schema() -> None:
    """Print the JSON Schema of a ledger file, for editors and validators; installed kinds are in it."""
    print_json(json_schema(Kinds.installed()))
