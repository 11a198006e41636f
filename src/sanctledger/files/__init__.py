"""Ledgers as text: YAML for hands, JSON Lines for machines."""

from sanctledger.files.reading import Loaded, load, read

__all__ = ["Loaded", "load", "read"]
