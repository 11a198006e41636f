"""Small ledgers of coverage as plain data, every world that they leave open, and the exact verdict in each.

Written from the definition alone: no certainty, no bounds, no algebra of scopes; only what is so in one world.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

from laws.universe import EARLIER, LATER, NEVER, Plain
from laws.worlds import ends, interval

STATES = ("us", "pl", "by")
#: Each party with its kind and country; whose country is not told may belong to any state, or to another one.
PARTIES: dict[str, tuple[str, str | None]] = {
    "us": ("state", None),
    "pl": ("state", None),
    "by": ("state", None),
    "eu": ("bloc", None),
    "acme": ("company", "pl"),
    "lost": ("company", None),
    "a": ("company", "by"),
    "b": ("company", "by"),
    "c": ("company", "by"),
    "d": ("company", "by"),
    "ship": ("vessel", "by"),
    "firms": ("group", "by"),
}
#: What a scope reaches, as the file writes it.
SCOPES: tuple[Plain | None, ...] = (
    None,
    {"action": ["export"]},
    {"goods": ["g"]},
    {"action": ["export"], "goods": ["g.x"]},
    {"excluding": [{"goods": ["g.x"]}]},
    {"excluding": [{"action": ["import"]}]},
    {"goods": ["g"], "excluding": [{"goods": ["g.x"]}]},
    {"counterparty": ["a", "c"]},
    {"counterparty": ["by"], "excluding": [{"action": ["import"], "counterparty": ["firms", "b"]}]},
    {"excluding": [{"counterparty": ["a"]}]},
)
#: What a dealing may be in exact terms.
EXACT = {"action": ("export", "import", "rest"), "goods": ("g", "g.x", "g.y", "h")}
OWNED_KINDS = ("asset_freeze", "secondary")
NATIONAL_KINDS = ("trade_embargo", "secondary")
LIFTINGS = ("delisting",)


def below(term: str, other: str) -> bool:
    """Whether the first term reaches the second."""
    return other == term or other.startswith(f"{term}.")


@dataclass
class World:
    """One world: the days of each record and relation, the shares, and what was not told of the dealing."""

    plains: list[Plain]
    asked: Plain
    source: random.Random
    days: dict[str, tuple[int, int]] = field(default_factory=dict)
    shares: dict[tuple[str, int], int] = field(default_factory=dict)
    dealing: dict[str, str] = field(default_factory=dict)
    home: str | None = None
    other: str | None = None
    began: int = 0

    def __post_init__(self) -> None:
        """Draw what is left open."""
        for plain in self.plains:
            if "from" in plain:
                self.days[plain["id"]] = self._span(plain)
            for number, one in enumerate(plain.get("member_of", ())):
                self.days[f"{plain['id']}/member/{number}"] = self._span(one)
            self._draw_owners(plain)
        for name, exact in EXACT.items():
            told = self.asked.get(name)
            self.dealing[name] = self.source.choice([term for term in exact if told is None or below(told, term)])
        self.home = self.source.choice([*STATES, None])
        self.other = self.asked.get("counterparty") or self.source.choice([*PARTIES, None])
        first, last = interval(self.asked["began"], LATER) if "began" in self.asked else (EARLIER - 3, LATER)
        self.began = self.source.randint(first, last)

    def _span(self, plain: Plain) -> tuple[int, int]:
        if "from" not in plain:
            return EARLIER - 9, NEVER
        first, last = interval(plain["from"], LATER)
        first_end, last_end = ends(plain)
        pairs = [(s, e) for s in range(first, last + 1) for e in range(first_end, last_end + 1) if s < e]
        return self.source.choice(pairs)

    def _draw_owners(self, plain: Plain) -> None:
        owners = plain.get("owners", ())
        for _ in range(200):
            drawn = {}
            for number, one in enumerate(owners):
                low, _, high = str(one.get("share", "0..100")).partition("..")
                near = [
                    share for share in (int(low), int(high or low), 49, 50, 51) if int(low) <= share <= int(high or low)
                ]
                drawn[plain["id"], number] = self.source.choice(near)
                self.days[f"{plain['id']}/owner/{number}"] = self._span(one)
            if sum(drawn.values()) <= 100:
                self.shares |= drawn
                return
        raise AssertionError("no world has shares that are no more than the whole")

    # What is so.

    def runs(self, key: str, day: int) -> bool:
        start, end = self.days[key]
        return start <= day < end

    def above(self, party: str, day: int, *, countries: bool) -> set[str]:
        """A party and all to whom it belongs."""
        found, waiting = {party}, [party]
        told = {plain["id"]: plain for plain in self.plains}
        while waiting:
            at = waiting.pop()
            country = told[at].get("country") or (self.home if at == "lost" else None)
            more = {country} if countries and country else set()
            for number, one in enumerate(told[at].get("member_of", ())):
                if self.runs(f"{at}/member/{number}", day):
                    more.add(one["party"])
            waiting += more - found
            found |= more
        return found

    def eases(self, sanction: Plain) -> list[Plain]:
        return [plain for plain in self.plains if sanction["id"] in plain.get("eases", ())]

    def acts(self, plain: Plain, day: int) -> bool:
        """Whether an easing runs and no successor has taken its place."""
        started = [one for one in self.plains if plain["id"] in one.get("replaces", ())]
        return self.runs(plain["id"], day) and not any(self.days[one["id"]][0] <= day for one in started)

    def stands(self, sanction: Plain, day: int) -> bool:
        lifted = any(one["kind"] in LIFTINGS and self.acts(one, day) for one in self.eases(sanction))
        return self.runs(sanction["id"], day) and not lifted

    def blocked(self, sender: str, kind: str, day: int) -> set[str]:
        """All whom a sender's measures of a kind are on, by name or through ownership."""
        found = {
            party
            for party in PARTIES
            for plain in self.plains
            if plain["kind"] == kind and sender in plain["senders"] and self.stands(plain, day)
            if not self.above(party, day, countries=False).isdisjoint(plain["targets"])
        }
        while more := {plain["id"] for plain in self.plains if self._owned(plain, found, day)} - found:
            found |= more
        return found

    def _owned(self, plain: Plain, blocked: set[str], day: int) -> bool:
        held = [
            (one, self.shares[plain["id"], number])
            for number, one in enumerate(plain.get("owners", ()))
            if one["party"] in blocked and self.runs(f"{plain['id']}/owner/{number}", day)
        ]
        if plain["kind"] == "vessel":
            return bool(held)
        return sum(share for _, share in held) >= 50

    def named_through(self, party: str, sanction: Plain, sender: str, day: int) -> bool:
        """Whether a chain of shares leads from a target of a freeze down to a party, each link of it owned enough."""
        blocked = self.blocked(sender, sanction["kind"], day)
        told = {plain["id"]: plain for plain in self.plains}
        found, waiting = {party}, [party]
        while waiting:
            at = waiting.pop()
            if not self._owned(told[at], blocked, day):
                continue
            for number, one in enumerate(told[at].get("owners", ())):
                some = self.shares[at, number] > 0 or told[at]["kind"] == "vessel"
                if one["party"] in blocked - found and some and self.runs(f"{at}/owner/{number}", day):
                    found.add(one["party"])
                    waiting.append(one["party"])
        above = [self.above(one, day, countries=False) for one in found - {party}]
        return any(not some.isdisjoint(sanction["targets"]) for some in above)

    def reached(self, sanction: Plain, sender: str, day: int) -> set[str]:
        """The parties to the dealing through whom a measure reaches it."""
        third = sanction["kind"] == "secondary"
        parties = [party for party in (self.asked["actor"] if not third else None, self.other) if party]
        national = sanction["kind"] in NATIONAL_KINDS
        return {
            party
            for party in parties
            if not self.above(party, day, countries=national).isdisjoint(sanction["targets"])
            or (sanction["kind"] in OWNED_KINDS and self.named_through(party, sanction, sender, day))
        }

    def takes_in(self, scope: Plain | None, party: str, day: int) -> bool:
        """Whether a scope takes the dealing in, as far as it is with a party."""
        told = scope or {}
        inside = all(
            self._names(terms, party, day)
            if name == "counterparty"
            else any(below(term, self.dealing[name]) for term in terms)
            for name, terms in told.items()
            if name != "excluding"
        )
        return inside and not any(self.takes_in(one, party, day) for one in told.get("excluding", ()))

    def _names(self, terms: list[str], party: str, day: int) -> bool:
        """Whether terms name a party, one to whom it belongs, or those who own it."""
        named = {one for one in PARTIES if not self.above(one, day, countries=False).isdisjoint(terms)}
        while more := {plain["id"] for plain in self.plains if self._owned(plain, named, day)} - named:
            named |= more
        return party in named or not self.above(party, day, countries=True).isdisjoint(terms)

    def verdict(self, day: int) -> str:
        """The worst that any measure makes of the dealing."""
        found = {"permitted"}
        for sanction in self.plains:
            for sender in sanction.get("senders", ()):
                own = sender in self.above(self.asked["actor"], day, countries=True)
                binds = own if sanction["kind"] != "secondary" else not own
                if binds and self.stands(sanction, day):
                    for party in self.reached(sanction, sender, day):
                        if self.takes_in(sanction.get("scope"), party, day):
                            found.add("licensed" if self._is_freed(sanction, party, day) else "prohibited")
        return next(answer for answer in ("prohibited", "licensed", "permitted") if answer in found)

    def _is_freed(self, sanction: Plain, party: str, day: int) -> bool:
        return any(
            self.takes_in(one.get("scope"), party, day)
            and (one["kind"] != "wind_down" or self.began < min(self.days[name][0] for name in self._prolongs(one)))
            for one in self.eases(sanction)
            if one["kind"] not in LIFTINGS and self.acts(one, day)
        )

    def _prolongs(self, wind_down: Plain) -> set[str]:
        """A wind-down and those that it replaces."""
        told = {plain["id"]: plain for plain in self.plains}
        before = {name for name in wind_down.get("replaces", ()) if told[name]["kind"] == "wind_down"}
        return {wind_down["id"]}.union(*(self._prolongs(told[name]) for name in before))


def asked_of(asked: Plain) -> dict[str, Any]:
    """What the library is asked."""
    return {name: value for name, value in asked.items() if value is not None}
