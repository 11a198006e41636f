"""The catalogue of valuations: those that ship with the library, and those that installed packages bring."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import attrs

from sanctledger.analysis.valuation import Valuation, of_csv
from sanctledger.base.answer import Answer
from sanctledger.base.common_errors import UnknownRecord
from sanctledger.base.plugins import plugins

#: The group of entry points under which a package offers valuations.
GROUP = "sanctledger.valuations"
_FOLDER = Path(__file__).with_name("scales")


@attrs.frozen(repr=False)
class Valuations(Answer, Mapping[str, Valuation]):
    """A catalogue of valuations, by name. Immutable.

    Attributes:
        known: The valuations, in order.
    """

    known: tuple[Valuation, ...]

    def __getitem__(self, name: str) -> Valuation:
        """Return the valuation with a name.

        Raises:
            UnknownRecord: The catalogue has no such valuation.
        """
        for valuation in self.known:
            if valuation.name == name:
                return valuation
        names = [valuation.name for valuation in self.known]
        raise UnknownRecord(name, names, "valuation", f"the catalogue ({', '.join(names)})")

    def __iter__(self) -> Iterator[str]:
        """Return the names."""
        return (valuation.name for valuation in self.known)

    def __len__(self) -> int:
        """Return the number of valuations."""
        return len(self.known)

    def rows(self) -> list[dict[str, Any]]:
        """Return one flat mapping for each valuation."""
        return [
            {**valuation.scale.to_json(), "weights": len(valuation.weights), "caveats": len(valuation.caveats)}
            for valuation in self.known
        ]

    def to_json(self) -> list[dict[str, Any]]:
        """Return the catalogue as the command line prints it, without the weights."""
        return [
            {**valuation.scale.to_json(), "caveats": [caveat.to_json() for caveat in valuation.caveats]}
            for valuation in self.known
        ]

    def __repr__(self) -> str:
        """Return the names."""
        return f"<Valuations: {', '.join(self)}>"


@cache
def shipped() -> Valuations:
    """Return the valuations that ship with the library, sorted by name."""
    files = sorted(_FOLDER.glob("*.csv"))
    return Valuations(tuple(of_csv(file.read_text(encoding="utf-8"), file.name) for file in files))


def valuations() -> Valuations:
    """Return the valuations that ship with the library, then those of every installed package that offers some.

    A package names its valuations in entry points of the group `sanctledger.valuations`: a `Valuation`, a list or tuple
    of valuations, or a module. Anything that is not a valuation, or has the name of another, is left out with a
    `PluginWarning`.
    """
    known = list(shipped().known)
    for plugin in plugins(GROUP, lambda value: isinstance(value, Valuation)):
        for offered in plugin.offers:
            if not isinstance(offered, Valuation):
                plugin.leave_out(f"{offered!r} is not a valuation")
            elif any(offered.name == valuation.name for valuation in known):
                plugin.leave_out(f"there is a valuation `{offered.name}` already; give it another name")
            else:
                known.append(offered)
    return Valuations(tuple(known))


def valuation_of(named: str | Valuation) -> Valuation:
    """Return a valuation as it is, or the valuation with a name.

    Raises:
        UnknownRecord: There is no such valuation.
    """
    if isinstance(named, Valuation):
        return named
    return shipped()[named] if named in shipped() else valuations()[named]
