"""The settings of a ledger: its title, its units and terms, and the tolerance of `about`."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import attrs

from sanctledger.base.arguments import refusing_methods
from sanctledger.base.common_errors import SettingsClash
from sanctledger.records.check_policy import Policy
from sanctledger.values.quantity import ABOUT
from sanctledger.values.units import Units
from sanctledger.values.vocabulary import Terms

#: The version of the file format that this library writes, and the newest that it reads.
VERSION = 1


@refusing_methods()
@attrs.frozen
class Settings:
    """The settings of a ledger.

    Attributes:
        title: The title.
        about: The tolerance of the word `about` to each side, as a fraction.
        units: The declared units.
        checks: The rules that apply, and their severities.
        terms: The declared terms of scopes.
    """

    title: str | None = None
    about: Decimal = ABOUT
    units: Units = Units()
    checks: Policy = Policy()
    terms: Terms = Terms()

    def merged(self, other: Settings) -> Settings:
        """Return the settings of two ledgers that are read as one.

        Raises:
            SettingsClash: The two give a unit, a term or `about` different meanings, or each has its own `checks`.
        """
        if self.about != other.about:
            raise SettingsClash("about", f"{self.about:%}", f"{other.about:%}")
        units = {unit.unit: unit for unit in self.units}
        for unit in other.units:
            if units.setdefault(unit.unit, unit) != unit:
                raise SettingsClash(f"units.{unit.unit}", str(units[unit.unit].to_json()), str(unit.to_json()))
        terms = {(term.dimension, term.term): term for term in self.terms}
        for term in other.terms:
            first = terms.setdefault((term.dimension, term.term), term)
            if first != term:
                name = f"terms.{term.dimension}.{term.term}"
                raise SettingsClash(name, str(first.to_json()), str(term.to_json()))
        titles = dict.fromkeys(title for title in (self.title, other.title) if title)
        if self.checks != other.checks and Policy() not in (self.checks, other.checks):
            raise SettingsClash("checks", str(self.checks.to_json()), str(other.checks.to_json()))
        checks = other.checks if self.checks == Policy() else self.checks
        return Settings(" + ".join(titles) or None, self.about, Units.of(units), checks, Terms.of(terms.values()))

    @property
    def tolerance(self) -> str:
        """Return the tolerance of `about`, as the file writes it."""
        return f"{(self.about * 100).normalize():f}%"

    def to_mapping(self) -> dict[str, Any]:
        """Return the settings as the file writes them, without defaults."""
        shape: dict[str, Any] = {}
        if self.title:
            shape["title"] = self.title
        if self.about != ABOUT:
            shape["about"] = self.tolerance
        if self.units.declared:
            shape["units"] = {unit.unit: unit.to_json() for unit in self.units}
        if self.terms.declared:
            shape["terms"] = self.terms.to_json()
        if checks := self.checks.to_json():
            shape["checks"] = checks
        return shape
