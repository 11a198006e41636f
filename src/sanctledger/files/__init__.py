"""Ledgers as text: YAML for hands, JSON Lines for machines."""

from sanctledger.files.appending import append
from sanctledger.files.formatting import fmt
from sanctledger.files.migrating import MIGRATIONS, Migration
from sanctledger.files.reading import Loaded, load, read

__all__ = ["MIGRATIONS", "Loaded", "Migration", "append", "fmt", "load", "read"]
