"""The terms of scopes that the library knows, and those that a ledger declares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

import attrs

from sanctledger.base.arguments import refusing_methods
from sanctledger.base.common_errors import ReadError
from sanctledger.base.graph import acyclic
from sanctledger.base.words import in_short
from sanctledger.values.scope import EVERYTHING, Scope
from sanctledger.values.terms import DIMENSION, is_term, upwards

ACCEPTED = "write fields such as `{name: Aircraft parts, under: aviation}`"
_FIELDS = ("name", "under")


@refusing_methods(constructor=False)
@attrs.frozen
class Term:
    """A term of a dimension, with its name and the terms that contain it.

    Attributes:
        dimension: The dimension, such as `goods`.
        term: The term, as scopes write it.
        name: The name to show, or the meaning.
        under: The terms that contain this term, besides those of its spelling.
    """

    dimension: str
    term: str
    name: str | None = None
    under: tuple[str, ...] = ()

    @classmethod
    def read(cls, dimension: str, term: str, raw: Any) -> Term:
        """Read the fields of a term in a ledger.

        Raises:
            ReadError: The term is malformed, or its value is not a mapping with the fields of a term.
        """
        if not DIMENSION.fullmatch(dimension) or dimension == "excluding":
            raise ReadError(in_short(dimension), "is not the name of a dimension", "write a word such as `goods`")
        if not is_term(term):
            raise ReadError(in_short(term), "is not a term", "write letters and digits, with dots between levels")
        fields = {} if raw in (None, "") else raw
        if not isinstance(fields, Mapping) or not fields.keys() <= set(_FIELDS):
            raise ReadError(term, "is not declared as a term is", ACCEPTED)
        name, under = fields.get("name"), fields.get("under") or ()
        above = (under,) if isinstance(under, str) else tuple(under) if isinstance(under, list | tuple) else (None,)
        if not (name is None or isinstance(name, str)) or not all(map(is_term, above)):
            raise ReadError(term, "has a name that is no text, or lies under what is no term", ACCEPTED)
        return cls(dimension, term, name or None, tuple(dict.fromkeys(above)))

    def to_json(self) -> dict[str, Any]:
        """Return the given fields, as the file writes them."""
        above = self.under[0] if len(self.under) == 1 else list(self.under)
        return {key: value for key, value in (("name", self.name), ("under", above)) if value}


@refusing_methods(constructor=False)
@attrs.frozen
class Terms:
    """The terms that a ledger declares, in addition to the terms of the library. Immutable.

    A term is below the terms of its spelling and the terms that it is declared `under`. Links on a circle have no
    effect. The
    terms of the library hold in every ledger: a declaration adds links and removes none.

    Attributes:
        declared: The terms of the ledger, sorted by dimension and spelling.
    """

    declared: tuple[Term, ...] = ()

    @classmethod
    def of(cls, terms: Iterable[Term]) -> Terms:
        """Return some terms; the last of several declarations of one term counts."""
        found = {(term.dimension, term.term): term for term in terms}
        return cls(tuple(found[key] for key in sorted(found)))

    def __iter__(self) -> Iterator[Term]:
        """Return the declared terms."""
        return iter(self.declared)

    @cached_property
    def _known(self) -> dict[str, dict[str, tuple[Term, ...]]]:
        """Return, by dimension and term, the declarations of the library and the ledger."""
        found: dict[str, dict[str, tuple[Term, ...]]] = {}
        for term in (*BUILT_IN, *self.declared):
            by_name = found.setdefault(term.dimension, {})
            by_name[term.term] = (*by_name.get(term.term, ()), term)
        return found

    def known(self, dimension: str) -> tuple[str, ...]:
        """Return the terms of a dimension that the library or the ledger declares."""
        return tuple(self._known.get(dimension, ()))

    def knows(self, dimension: str, term: str) -> bool:
        """Return whether a term, or a term above it by spelling, is declared."""
        known = self._known.get(dimension, {})
        return any(above in known for above in upwards(term))

    def declares(self, dimension: str) -> bool:
        """Return whether the ledger itself declares a term of a dimension."""
        return any(term.dimension == dimension for term in self.declared)

    def name(self, dimension: str, term: str) -> str:
        """Return the name to show for a term: that of the ledger, else that of the library, else the term itself."""
        said = self._known.get(dimension, {}).get(term, ())
        return next((one.name for one in reversed(said) if one.name), term)

    @cached_property
    def links(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """Return, by dimension and term, the terms above it as declared, even on a circle."""
        return {
            dimension: {
                term: tuple(dict.fromkeys(above for one in said for above in one.under))
                for term, said in by_name.items()
                if any(one.under for one in said)
            }
            for dimension, by_name in self._known.items()
        }

    def spelt_links(self, dimension: str) -> dict[str, list[str]]:
        """Return each term with a declared link, with the terms above it by declaration and by spelling."""
        links = self.links.get(dimension, {})
        named = dict.fromkeys((*links, *(above for some in links.values() for above in some)))
        spelt = {term: [above for above in upwards(term)[1:] if above in named] for term in named}
        return {term: [*links.get(term, ()), *above] for term, above in spelt.items()}

    @cached_property
    def _below(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """Return, by dimension, for each term the terms declared below it or below a term that it reaches."""
        found: dict[str, dict[str, tuple[str, ...]]] = {}
        for dimension, links in self.links.items():
            free = acyclic(self.spelt_links(dimension))
            below: dict[str, dict[str, None]] = {}
            for term, above in links.items():
                for one in above:
                    if one in free.get(term, ()):
                        for higher in upwards(one):
                            below.setdefault(higher, {})[term] = None
            found[dimension] = {term: tuple(lower) for term, lower in below.items()}
        return found

    def reached(self, dimension: str, terms: Iterable[str]) -> frozenset[str]:
        """Return some terms with all terms that are declared below them, at any depth."""
        below = self._below.get(dimension, {})
        waiting = list(terms)
        found = set(waiting)
        while waiting:
            for lower in below.get(waiting.pop(), ()):
                if lower not in found:
                    found.add(lower)
                    waiting.append(lower)
        return frozenset(found)

    def resolved(self, scope: Scope) -> Scope:
        """Return a scope with the terms that are declared below its own written out.

        By spelling alone, the result reaches what the scope reaches by spelling and declaration. The algebra of scopes
        knows
        spelling only, so it is exact for resolved scopes.
        """
        if scope.is_everything:
            return EVERYTHING
        terms = tuple((name, self.reached(name, some) if name in self._below else some) for name, some in scope.terms)
        excluding = tuple(sorted({self.resolved(one) for one in scope.excluding}, key=str))
        made = Scope(terms, excluding)
        return scope if made == scope else made

    def to_json(self) -> dict[str, dict[str, dict[str, Any]]]:
        """Return the declared terms by dimension, as the file writes them."""
        found: dict[str, dict[str, dict[str, Any]]] = {}
        for term in self.declared:
            found.setdefault(term.dimension, {})[term.term] = term.to_json()
        return found


#: What may be done: each action with its meaning and, if it is one of a wider sort, the action that it is under.
_ACTIONS: dict[str, tuple[str, str | None]] = {
    "deal": ("Deal with the target, or in anything in which it has an interest.", None),
    "export": ("Sell, supply or send it goods, software or technology.", "deal"),
    "supply_arms": ("Supply it arms or military goods.", "export"),
    "import": ("Buy its goods, bring them in or carry them.", "deal"),
    "finance": ("Lend to it, pay it, or trade in its securities.", "deal"),
    "invest": ("Invest in it.", "deal"),
    "insure": ("Insure it or what is its.", "deal"),
    "service": ("Give it technical, professional, brokering or other services.", "deal"),
    "carry": ("Carry its goods or people, or lease it ships or aircraft.", "deal"),
    "aid": ("Give it aid, development finance or credits of lenders that states own.", "deal"),
    "procure": ("Award it public contracts, or let it take part in programmes.", "deal"),
    "meet_claims": ("Meet its claims over contracts that measures affected.", "deal"),
    "hold": ("Hold, use, move or alter property in which it has an interest.", None),
    "unblock": ("Release its frozen funds and property.", None),
    "enter": ("Come into the sender's territory.", None),
    "transit": ("Cross the sender's territory.", None),
    "overfly": ("Fly through the sender's airspace.", None),
    "land": ("Land at the sender's airports, or take off from them.", None),
    "dock": ("Call at the sender's ports.", None),
    "cooperate": ("Train, exercise or work together with its armed forces.", None),
    "represent": ("Keep an embassy or envoys with it, or let it keep its own.", None),
    "participate": ("Let it take its place in an organization or agreement.", None),
}
#: Goods that the kinds of sanctions are about, with the chapters and headings of the Harmonized System that hold them.
_GOODS: dict[str, tuple[str, str | None]] = {
    "arms": ("Arms, ammunition and military goods.", None),
    "hs:93": ("Arms and ammunition; parts and accessories of them.", "arms"),
    "oil": ("Crude oil and what is refined of it.", None),
    "hs:2709": ("Crude petroleum oils.", "oil"),
    "hs:2710": ("Petroleum oils other than crude.", "oil"),
}

#: Actions that are by their meaning another one, done in something: to supply arms is to export goods that are arms.
_MEANINGS: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {"supply_arms": ("export", (("goods", "arms"),))}

#: The terms that the library knows; they mean the same in every ledger.
BUILT_IN = tuple(
    Term(dimension, term, name, () if under is None else (under,))
    for dimension, said in (("action", _ACTIONS), ("goods", _GOODS))
    for term, (name, under) in said.items()
)
#: The terms of a ledger that declares none.
KNOWN = Terms()


def meaning(action: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the action that an action is by its meaning, with its terms.

    `supply_arms` is `export` in goods that are `arms`.
    """
    return next((_MEANINGS[above] for above in upwards(action) if above in _MEANINGS), (action, ()))
