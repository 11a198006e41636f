"""Records of every kind at random, with texts that files like to misread."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

import sanctledger as sl
from sanctledger.testing import random_values as values
from sanctledger.testing.random_values import Plain

IDS = (
    "NO",
    "no",
    "null",
    "0841",
    "1_000",
    "1e5",
    "12:30",
    "2025-09-11",
    "true",
    "é",
    "制裁",
    "a.b:c-d",
    "_",
    "x1",
    "y",
)

texts = values.texts()
ids = st.sampled_from(IDS)
refs = st.lists(ids, min_size=1, max_size=3, unique=True)
days = st.dates().map(str)
dates = st.one_of(
    days,
    st.sampled_from(["2025", "2025-09", "2025-09~", "2025~", "2025-09?", "2025%", "unknown", "..2025-09", "2025-09.."]),
    st.sampled_from(
        ["2025-09-11T18:00+03:00", "2025-09-11T18:00", "2025-09..2025-11-03", "[2024..2025]", "0001", "9999~"]
    ),
)
units = st.sampled_from(["prisoners", "political prisoners", "USD", "EUR/t", "Gefangene (m.)", "no"])
numbers = st.integers(0, 10**12).map(str) | st.sampled_from(["0.5", "1,201", "12.50", "1000000.000001"])
quantities = st.one_of(
    st.builds("{} {}".format, numbers, units),
    st.builds(
        "{} {} {}".format,
        st.sampled_from(["over", "under", "about", "at most", "at least", "up to"]),
        st.integers(1, 99),
        units,
    ),
    st.builds("{} bn USD".format, st.sampled_from(["1.2", "6"])),
    st.builds(
        lambda low, more, unit: {"low": low, "high": low + more, "unit": unit},
        st.integers(0, 9),
        st.integers(0, 9),
        units,
    ),
)
terms = st.lists(
    st.sampled_from(["export", "aviation.parts", "hs:88", "NO", "0841", "eccn:9A991"]), min_size=1, unique=True
)
flat = st.dictionaries(st.sampled_from(["action", "goods", "place"]), terms, max_size=2)
scopes = st.builds(lambda scope, out: scope | ({"excluding": out} if out else {}), flat, st.lists(flat, max_size=2))
citations = st.lists(
    ids | st.builds(lambda source, at: {"source": source, "at": at}, ids, texts), min_size=1, max_size=3
)


def mapping(required: dict[str, Any], optional: dict[str, Any]) -> st.SearchStrategy[Plain]:
    """Mappings with some fields."""
    return st.fixed_dictionaries(required, optional=optional)


remarks = st.lists(texts | mapping({"text": texts}, {"by": ids, "sources": citations}), min_size=1, max_size=2)
during = {"from": st.just("2004-05"), "until": st.just("2020-02-01T00:00")}
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    **dict.fromkeys(
        ("start", "announced", "issued", "published", "not_before", "due", "verified_on", "review_by"), dates
    ),
    "recorded": days,
    "status": st.sampled_from(["confirmed", "scheduled", "disputed", "retracted"]),
    "link": st.sampled_from(["explicit", "stated", "inferred"]),
    "sources": citations,
    "quantity": quantities,
    "scope": scopes,
    "size": st.sampled_from(["170", "3..5", "1,000 or more", "7 or less"]) | st.integers(0, 9),
    "people": st.lists(
        ids
        | mapping(
            {"person": ids}, {"outcome": st.sampled_from(["freed", "exiled"]), "note": texts, "sources": citations}
        ),
        max_size=3,
    ),
    "of_which": st.lists(
        quantities.filter(lambda one: isinstance(one, str)) | mapping({"quantity": quantities}, {"label": texts}),
        max_size=2,
    ),
    "complete": st.booleans(),
    "eases": ids
    | refs
    | mapping({"program": texts}, {"sender": ids, "kind": texts, "list": refs})
    | st.just([{"target": "NO"}, "x1"]),
    "requires": st.lists(texts | mapping({"text": texts, "clarity": st.just("ambiguous")}, {}), min_size=1, max_size=2),
    "conditions": remarks,
    "promises": mapping({}, {"kind": ids, "targets": refs, "scope": scopes, "quantity": quantities}),
    "order": mapping({}, {"before": refs, "with": refs, "after": ids}),
    "firmness": st.sampled_from(["discussed", "offered", "agreed"]),
    "tier": st.sampled_from(["primary", "press"]),
    "member_of": st.lists(ids | mapping({"bloc": ids}, during), max_size=2),
    "owners": st.lists(
        ids | mapping({"party": ids, "share": st.sampled_from(["50.5", "0..20", "100", 33])}, during), max_size=2
    ),
    "identifiers": st.dictionaries(texts, texts, max_size=2),
    "value": texts | st.dictionaries(texts, texts, max_size=2) | st.lists(texts, max_size=2),
    **dict.fromkeys(("country", "verified_by", "deal", "verifier", "by", "holder", "observer", "held_by"), ids),
    **dict.fromkeys(("about",), ids),
}
#: Fields that other fields decide about, or that name a record's own kind.
APART = ("kind", "id", "end", "through", "corrects", "amends")


def _field(cls: type[sl.Record], name: str) -> st.SearchStrategy[Any]:
    annotation = str(cls.model_fields[name].annotation)
    if name == "by" and "tuple" in annotation:
        return refs
    if name == "value" and cls.family == "assessment":
        return texts
    if name in FIELDS:
        return FIELDS[name]
    return refs if "tuple" in annotation else texts


def _alias(cls: type[sl.Record], name: str) -> str:
    field = cls.model_fields[name]
    return field.alias or field.serialization_alias or name


@st.composite
def samples(draw: st.DrawFn, kind: str) -> Plain:
    """A record of a kind, with any of its fields."""
    cls = sl.KINDS[kind]
    required = [name for name, field in cls.model_fields.items() if field.is_required() and name not in APART]
    free = [name for name in cls.model_fields if name not in (*APART, *required)]
    chosen = required + draw(st.lists(st.sampled_from(free), max_size=4, unique=True))
    plain: Plain = {"kind": kind, "id": draw(ids)}
    plain |= {_alias(cls, name): draw(_field(cls, name)) for name in chosen}
    if draw(st.booleans()):
        plain["from"] = draw(days)
        plain[draw(st.sampled_from(["until", "through"]))] = draw(
            st.sampled_from(["9999-12-31", "unknown", plain["from"] + ".."])
        )
    return plain
