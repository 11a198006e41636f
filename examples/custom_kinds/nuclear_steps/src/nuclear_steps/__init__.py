"""Steps of a nuclear agreement, with the findings of verifiers, as a kind of concession."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, Literal

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

import sanctledger as sl
from sanctledger.checks import Flaw, KindRule
from sanctledger.records.record import Citations, Ref

__all__ = ["NuclearStep", "Verification"]


@dataclass(
    frozen=True,
    slots=True,
    config=ConfigDict(extra="forbid", validate_by_name=True, validate_by_alias=True, serialize_by_alias=True),
)
class Verification:
    """The finding of a verifier about a step."""

    by: Ref = Field(description="Who looked, by id.")
    on: sl.UncertainDate = Field(description="When it was found.")
    found: Literal["done", "not_done", "could_not_tell"] = Field(description="What was found.")
    sources: Citations = Field(default=(), description="Where that is from.")


def _verification_references(
    verifications: Iterable[Verification],
) -> Iterator[tuple[str, str | Iterable[str], str]]:
    for number, one in enumerate(verifications):
        yield f"verifications.{number}.by", one.by, "party"
        yield f"verifications.{number}.sources", [citation.source for citation in one.sources], "source"


def at_odds(step: NuclearStep, _snapshot: Any) -> Iterator[Flaw]:
    """Find steps that one verifier found done and another found not done."""
    found = {one.found for one in step.verifications}
    if {"done", "not_done"} <= found:
        yield Flaw("verifiers are at odds about it", field="verifications", hint="say `status: disputed`, or note why")


def found_undone(step: NuclearStep, _snapshot: Any) -> Iterator[Flaw]:
    """Find confirmed steps that a verifier found not done."""
    if step.status == "confirmed" and any(one.found == "not_done" for one in step.verifications):
        yield Flaw("it is confirmed, and a verifier found that it was not done", field="status")


class NuclearStep(sl.Concession, frozen=True):
    """A step under a nuclear agreement: material is shipped out, a reactor is changed, inspectors are admitted.

    It yields what every concession yields and, from the day on which a verifier found it done, one verified step.
    """

    kind: Literal["nuclear_step"] = "nuclear_step"
    cameo: ClassVar[str | None] = "0863"
    display_name: ClassVar[str | None] = "nuclear step"
    units: ClassVar[tuple[sl.Unit, ...]] = (
        sl.Unit("verified steps", one="verified step", sense="benefit"),
        sl.Unit("kg of uranium", sense="benefit"),
    )
    relations: ClassVar[tuple[sl.Relation, ...]] = (
        *sl.Concession.relations,
        sl.Relation("verifications", within=_verification_references),
    )
    rules: ClassVar[tuple[Any, ...]] = (
        KindRule("NS101", "warning", "verifiers agree about a step", at_odds),
        KindRule("NS102", "warning", "a confirmed step was not found undone", found_undone),
    )

    step: Literal[
        "cap_enrichment", "ship_out", "dilute", "remove_centrifuges", "change_reactor", "admit_inspectors"
    ] = Field(description="Which step it is.")
    level: sl.Bounds | None = Field(default=None, description="To how many percent enrichment is capped or diluted.")
    verifications: tuple[Verification, ...] = Field(default=(), description="What verifiers found.")

    def entries(self, evidence: sl.EntryContext) -> Iterable[sl.Entry]:
        """Return the entries of every concession, and the verified step from the day of its first finding on."""
        yield from super().entries(evidence)
        done = [one for one in self.verifications if one.found == "done"]
        if done:
            first = min(done, key=lambda one: (one.on.last, one.on.first))
            doubted = any(one.found == "not_done" for one in self.verifications)
            yield self.line(
                evidence,
                givers=self.givers,
                receivers=self.receivers,
                unit="verified steps",
                amount=sl.Bounds(0 if doubted else 1, 1),
                periods=evidence.acts(self) & sl.Periods.of(sl.Span(first.on)),
            )
