"""Ledgers that ship with the library, by name."""

from sanctledger.cases.shipped import names, path

__all__ = ["names", "path"]
