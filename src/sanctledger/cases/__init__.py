"""Ledgers that ship with the library, by name: a directory of YAML files each."""

from sanctledger.cases.shipped import names, path

__all__ = ["names", "path"]
