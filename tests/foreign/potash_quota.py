"""Two kinds from outside the package, as an analyst writes them: a sanction, and a concession with its own entries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Literal

from pydantic import Field

import sanctledger as sl


class PotashQuota(sl.Sanction, frozen=True):
    """Imports of potash from the target are held to a yearly amount."""

    kind: Literal["potash_quota"] = "potash_quota"
    cameo: ClassVar[str | None] = "163"

    tonnes: sl.Quantity | None = Field(default=None, description="How much may come in a year.")


class ExitVisas(sl.Concession, frozen=True):
    """Exit visas are granted; each counts for one person let go and for the families that go along."""

    kind: Literal["exit_visas"] = "exit_visas"

    families: sl.Bounds = Field(default=sl.Bounds(0, 0), description="How many families go along.")

    def entries(self, evidence: sl.EntryContext) -> Iterable[sl.Entry]:
        """What every concession yields, and the families beside it."""
        yield from super().entries(evidence)
        yield self.line(
            evidence,
            givers=self.givers,
            receivers=self.receivers,
            unit="families",
            amount=self.families,
            periods=evidence.acts(self),
        )


KINDS = sl.KINDS.with_kind(PotashQuota).with_kind(ExitVisas)
