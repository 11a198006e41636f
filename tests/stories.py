"""Small ledgers for tests, written as an analyst writes them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import yaml

import sanctledger as sl
from sanctledger.records.kinds import KINDS, Kinds
from sanctledger.records.settings import Settings
from sanctledger.values.units import Unit, Units
from sanctledger.values.vocabulary import Term, Terms

#: The parties that most stories are about: three states, a bloc, two companies of one state, and a group of known size.
CAST = """
- {kind: state, id: us}
- {kind: state, id: by}
- {kind: state, id: ru}
- {kind: bloc, id: eu}
- {kind: company, id: belavia, country: by}
- {kind: company, id: bank, country: by}
- {kind: group, id: listed, country: by, size: "170"}
"""
PRISONERS = {
    "prisoners": {"one": "prisoner", "is": "benefit"},
    "political prisoners": {"one": "political prisoner", "part_of": "prisoners"},
}


def fields_of(text: str) -> list[dict[str, Any]]:
    """The records of a YAML list, every scalar as text."""
    loaded: list[dict[str, Any]] = yaml.load(text, yaml.BaseLoader) or []  # noqa: S506 - builds texts only
    return loaded


def units_of(declared: dict[str, dict[str, str]]) -> Units:
    """Units as a ledger declares them."""
    return Units.of({name: Unit.read(name, said) for name, said in declared.items()})


def terms_of(declared: dict[str, dict[str, dict[str, Any]]]) -> Terms:
    """Terms as a ledger declares them, by dimension."""
    return Terms.of(Term.read(name, term, said) for name, terms in declared.items() for term, said in terms.items())


def story(
    text: str = "",
    *,
    cast: str = CAST,
    units: dict[str, dict[str, str]] | None = None,
    terms: dict[str, dict[str, dict[str, Any]]] | None = None,
    about: Decimal | None = None,
    kinds: Kinds = KINDS,
) -> sl.Ledger:
    """The ledger of some records, with the usual cast."""
    settings = Settings(units=units_of(PRISONERS if units is None else units), terms=terms_of(terms or {}))
    if about is not None:
        settings = Settings(about=about, units=settings.units, terms=settings.terms)
    context = None if about is None else {"about": about}
    records = [kinds.make(fields, context=context) for fields in fields_of(cast) + fields_of(text)]
    return sl.Ledger(records, settings=settings, kinds=kinds)


def record(text: str) -> sl.Record:
    """The one record that a YAML mapping describes."""
    return KINDS.make(yaml.load(text, yaml.BaseLoader))  # noqa: S506 - builds texts only


def state_of(ledger: sl.Ledger, day: str, sanction: str, target: str | None = None, **axes: Any) -> str:
    """The state of a measure on a day; `absent` before its life."""
    found = [item for item in ledger.at(day, **axes).sanctions().of(sanction) if target in {None, item.target}]
    return found[0].state if found else "absent"


def states_of(ledger: sl.Ledger, days: Iterable[str], sanction: str, target: str | None = None) -> list[str]:
    """The states of a measure on some days."""
    return [state_of(ledger, day, sanction, target) for day in days]


def given(ledger: sl.Ledger, day: str, a: str | list[str], b: str | list[str] | None, unit: str, **axes: Any) -> str:
    """What one side gave the other of a unit at the close of a day, as text."""
    return str(ledger.at(day, **axes).balance(a, b)[unit].given)
