"""The ledgers that ship with the library, by name. Each is a directory of YAML files."""

from sanctledger.cases.shipped import names, path

__all__ = ["names", "path"]
