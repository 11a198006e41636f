"""Values as files write them, at random: days, amounts, scopes, words that files like to misread."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from hypothesis import strategies as st

#: A record, or a part of one, as a file writes it.
Plain = dict[str, Any]
#: Stands for the id of another record until one is chosen.
SOMEBODY = "somebody"
#: Words that readers of YAML or CSV take for something else, and what else has gone wrong in a file once.
AWKWARD = (
    "NO", "yes", "null", "~", "true", "0841", "1_000", "12:30:45", "1e5", "0x1f", ".5", "2025-09-11", "+1", "-5", "- a",
    "-", "? b", ": c", "a: b", "a #b", "# c", "> d", "| e", "[f", "{g}", "h, i", "&j", "*k", "!l", "%m", "@n", "`o",
    "=", "'", '"', 'it\'s "so"', "é 制裁 😀", "line\nbreak", "two\n\nlines\n", "\n", " lead", "trail ", "tab\there",
    "\\n", "<<", "---", "...", "\u2028", "\x84", "\ufeff", "\x00", "\x7f", "\r\n",
)  # fmt: skip
#: The time in which made-up records happen.
FIRST, LAST = dt.date(2015, 1, 1), dt.date(2030, 12, 31)


def texts() -> st.SearchStrategy[str]:
    """Words, among them those that files like to misread."""
    return st.sampled_from(AWKWARD) | st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)


def words() -> st.SearchStrategy[str]:
    """Return plain words, as analysts write them."""
    return st.sampled_from(["order", "a note", "Belarus GL 11", "paragraph 3", "NO", "0841", "déjà vu", "a: b"])


def days() -> st.SearchStrategy[str]:
    """Return a day as ISO text, within some years."""
    return st.dates(FIRST, LAST).map(str)


def dates() -> st.SearchStrategy[str]:
    """Return a date as files write it: exact, doubted, about, of a month or a year, between two days."""
    exact = st.dates(FIRST, LAST)
    return st.one_of(
        exact.map(str),
        exact.map(str),
        exact.map(lambda day: f"{day}?"),
        exact.map(lambda day: f"{day}~"),
        exact.map(lambda day: f"{day:%Y-%m}"),
        exact.map(lambda day: f"{day:%Y}"),
        st.builds(lambda day, more: f"{day}..{day + dt.timedelta(more)}", exact, st.integers(1, 60)),
    )


def numbers() -> st.SearchStrategy[str]:
    """Return an amount without its unit: exact, or as far as it is known."""
    return st.one_of(
        st.integers(1, 10**6).map(str),
        st.integers(1, 500).map(str),
        st.builds(lambda low, more: f"{low}..{low + more}", st.integers(0, 90), st.integers(1, 9)),
        st.sampled_from(["over 1000", "at least 24", "at most 30", "about 300", "1,201"]),
    )


def bounds() -> st.SearchStrategy[Plain]:
    """Bounds as a mapping: exact, between two ends, or open above."""
    exact = st.integers(0, 500).map(lambda low: {"low": low, "high": low})
    between = st.builds(lambda low, more: {"low": low, "high": low + more}, st.integers(0, 90), st.integers(1, 9))
    return st.one_of(exact, between, st.integers(0, 90).map(lambda low: {"low": low}))


def quantities(units: Iterable[str] = ("prisoners", "USD")) -> st.SearchStrategy[str]:
    """Return an amount with its unit.

    Args:
        units: The units to choose among.
    """
    return st.builds("{} {}".format, numbers(), st.sampled_from(tuple(units)))


def scopes(dimensions: Iterable[str] = ()) -> st.SearchStrategy[Plain]:
    """Return a scope of one to three dimensions, sometimes with a part taken out.

    Args:
        dimensions: Dimensions to use beside those of the library.
    """
    terms = {
        "action": st.sampled_from(["export", "import", "finance", "insure"]),
        "goods": st.sampled_from(["aviation", "aviation.parts", "hs:88", "hs:8803", "potash"]),
        "place": st.sampled_from(["minsk", "ports"]),
        **dict.fromkeys(dimensions, st.sampled_from(["first", "second", "second.half"])),
    }
    listed = {name: st.lists(term, min_size=1, max_size=2, unique=True) for name, term in terms.items()}
    flat = st.fixed_dictionaries({}, optional=listed).filter(bool)
    taken = st.fixed_dictionaries({"action": st.just(["unblock"])})
    return flat | st.builds(lambda scope, out: scope | {"excluding": [out]}, flat, taken)


def citations() -> st.SearchStrategy[Any]:
    """Return a source, by id or with the place in it."""
    return st.just(SOMEBODY) | words().map(lambda place: {"source": SOMEBODY, "at": place})


def times() -> st.SearchStrategy[Plain]:
    """Return a time as a mapping of `from` and, mostly, `until`."""
    exact = st.dates(FIRST, LAST)
    closed = st.builds(
        lambda day, more: {"from": str(day), "until": str(day + dt.timedelta(more))}, exact, st.integers(1, 900)
    )
    return closed | exact.map(lambda day: {"from": str(day)})


def memberships() -> st.SearchStrategy[Any]:
    """Return a membership: a party, sometimes with its time."""
    return st.just(SOMEBODY) | times().map(lambda time: {"bloc": SOMEBODY} | time)


def ownerships() -> st.SearchStrategy[Any]:
    """Return an owner with a share that leaves room for others."""
    return st.integers(1, 30).map(lambda share: {"party": SOMEBODY, "share": share})
