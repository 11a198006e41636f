"""Rules about records that replace others."""

from __future__ import annotations

from collections.abc import Iterator

from sanctledger.base.graph import closure, inverted
from sanctledger.checks.lookups import doubted, listed, path_to
from sanctledger.checks.rule import Flaw, Rule
from sanctledger.posting.snapshot import Snapshot


def rival_successors(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find records that replace the same record as another one, if neither of the two replaces the other."""
    record_index = snapshot.record_index
    for old, successors in inverted(record_index.predecessors).items():
        if len(successors) < 2:  # noqa: PLR2004 - one successor has no rival
            continue
        below = {one for successor in successors for one in _all_below(snapshot, successor)}
        tips = [one for one in successors if one not in below]
        if len(tips) < 2:  # noqa: PLR2004 - the others lie below the one
            continue
        tips.sort(key=lambda one: (record_index.counts_from[one], record_index.generations.get(one, 0), one))
        last = record_index.records[tips[-1]]
        yield Flaw(
            f"{listed(tips)} all replace `{old}`; `{last.id}` stands, because it was learnt last"
            if len(tips) > 2  # noqa: PLR2004 - three or more
            else f"{listed(tips)} both replace `{old}`; `{last.id}` stands, because it was learnt last",
            last.id,
            path_to(last, "corrects" if old in last.corrects else "amends", old),
            f"let `{last.id}` replace `{tips[-2]}`, or make one of them a claim",
        )


def _all_below(snapshot: Snapshot, record_id: str) -> set[str]:
    """Return the ids of all records that a record replaces, directly or through others."""
    predecessors = snapshot.record_index.predecessors
    return set(closure(predecessors.get(record_id, ()), lambda old: predecessors.get(old, ())))


def disputed_successors(snapshot: Snapshot) -> Iterator[Flaw]:
    """Find disputed records that replace another record."""
    for record in doubted(snapshot, "disputed"):
        if record.corrects or record.amends:
            old = record.replaces_records[0]
            message = f"it replaces `{old}` and is disputed itself, so that no certain record is left"
            hint = f"write it as a claim about `{old}`, which then stands beside it"
            yield Flaw(message, record.id, "status", hint)


RULES = (
    Rule("SL201", "warning", "no two records replace the same one", rival_successors),
    Rule("SL202", "warning", "what replaces a record is not itself disputed", disputed_successors),
)
