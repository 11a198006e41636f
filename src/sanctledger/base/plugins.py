"""Objects that other installed packages offer under entry points, and warnings about those that cannot be used."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import TYPE_CHECKING, Any

import attrs

from sanctledger.base.common_errors import SanctledgerError

if TYPE_CHECKING:
    from importlib.metadata import Distribution


@attrs.define(auto_exc=True, slots=False)
class PluginWarning(UserWarning):
    """An object of an installed package that cannot be used; everything else works without it.

    Attributes:
        package: The name of the package.
        entry_point: The name of the entry point.
        problem: The problem.
    """

    package: str
    entry_point: str
    problem: str

    def __str__(self) -> str:
        """Return the package, the entry point and the problem in one line."""
        return f"`{self.entry_point}` of the package {self.package} is left out: {self.problem}"


@attrs.frozen
class Plugin:
    """The objects that an installed package offers under one entry point.

    Attributes:
        package: The name of the package.
        name: The name of the entry point.
        offers: The objects: the suitable ones of a module, the items of a list or tuple, or a single object.
    """

    package: str
    name: str
    offers: tuple[Any, ...]

    def leave_out(self, problem: object) -> None:
        """Warn that an object is left out, with the reason: a sentence, or the error that it raised."""
        leave_out(self.package, self.name, problem)


def plugins(group: str, is_one: Callable[[Any], bool]) -> Iterator[Plugin]:
    """Return the objects that installed packages offer under a group of entry points, by package and name.

    An object that cannot be imported is left out with a `PluginWarning`, so that no package can break another.

    Args:
        group: The name of the group, such as `sanctledger.kinds`.
        is_one: A function that returns whether a public object of a module is suitable; others are passed over.
    """
    for name, distribution in _distributions(group):
        try:
            points = sorted(distribution.entry_points.select(group=group))
        except Exception as error:  # noqa: BLE001 - whatever stands in another package's files
            leave_out(name, "entry_points.txt", error)
            continue
        for point in points:
            try:
                offers = _offers(point.load(), is_one)
            except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever another package does when imported
                leave_out(name, point.name, error)
                continue
            if offers:
                yield Plugin(name, point.name, offers)
            else:
                leave_out(name, point.name, f"`{point.value}` holds nothing of the sort")


def _offers(value: Any, is_one: Callable[[Any], bool]) -> tuple[Any, ...]:
    if isinstance(value, ModuleType):
        public = getattr(value, "__all__", None)
        names = [name for name in vars(value) if not name.startswith("_")] if public is None else public
        found = [one for name in names if is_one(one := getattr(value, name))]
        return tuple({id(one): one for one in found}.values())
    return tuple(value) if isinstance(value, (list, tuple)) else (value,)


def leave_out(package: str, entry_point: str, problem: object) -> None:
    """Warn that an object of a package is left out."""
    said = " ".join(str(problem).split("\nFor further information", 1)[0].split())
    if isinstance(problem, BaseException) and not isinstance(problem, SanctledgerError):
        said = f"{type(problem).__name__}: {said}".removesuffix(": ")
    warnings.warn(PluginWarning(package, entry_point, said), stacklevel=2)


def _distributions(group: str) -> list[tuple[str, Distribution]]:
    """Return the packages with a group of entry points, by name; of two with one name, the first on the path."""
    from importlib.metadata import distributions  # noqa: PLC0415 - slow to import, and most programs ask for no plugin

    found: dict[str, Distribution] = {}
    for distribution in distributions():
        try:
            if group in (distribution.read_text("entry_points.txt") or ""):
                found.setdefault(str(distribution.metadata["Name"]), distribution)
        except Exception:  # noqa: BLE001, S112 - a package whose files cannot be read offers nothing that could be named
            continue
    return sorted(found.items())
