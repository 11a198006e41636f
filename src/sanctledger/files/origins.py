"""The files of a ledger as the ledger last saw them, so that no save undoes what another writer saved.

What was seen belongs to each ledger by itself. If two ledgers come from one load and one of them is saved, the other
has not seen the new file, and saving it would undo the first save.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import attrs

from sanctledger.base.write_errors import ChangedMeanwhile, OneOfSeveral, PartlyRead
from sanctledger.files.ordinary import read_if_there

#: How many of the errors in a file are told.
_TOLD = 5


@attrs.frozen
class Seen:
    """What was seen of a file.

    Attributes:
        digest: The digest of what it held.
        errors: What kept parts of it from being read, a line each.
        whole: Whether it held all of the ledger, because the ledger was saved to it.
    """

    digest: bytes
    errors: tuple[str, ...] = ()
    whole: bool = False


@attrs.frozen
class Origins:
    """The files that a ledger was read from or saved to, as they then were.

    A ledger that is made from another gets a copy: it knows what the other had seen by then, and nothing later.

    Attributes:
        files: What was seen of files, by their real paths: one mapping for each ledger that was read, if several were
            joined.
    """

    files: tuple[dict[str, Seen], ...] = attrs.field(factory=lambda: ({},))

    def note(self, path: str | os.PathLike[str], data: bytes, *, whole: bool = False) -> None:
        """Remember what a file holds, and whether that is all of the ledger."""
        for seen in self.files:
            seen[os.path.realpath(path)] = Seen(_digest(data), whole=whole)

    def flaw(self, path: str | os.PathLike[str], errors: Iterable[str]) -> None:
        """Remember that parts of a file that was noted could not be read."""
        real, told = os.path.realpath(path), tuple(islice(errors, _TOLD))
        for seen in self.files:
            if real in seen:
                seen[real] = attrs.evolve(seen[real], errors=told)

    def check(self, path: Path, data: bytes) -> None:
        """See that a file may be replaced with this: that nothing is lost which the ledger does not know of.

        It may where it is gone, where it holds the same already, and where it was neither read nor saved to.

        Raises:
            ChangedMeanwhile: It was changed since.
            PartlyRead: Parts of it could not be read.
            OneOfSeveral: It is one of the files of a directory that were read as one ledger.
        """
        real = os.path.realpath(path)
        found = [seen[real] for seen in self.files if real in seen]
        held = read_if_there(Path(real)) if found else None
        if held is None or held == data:
            return
        known = [seen for seen in found if seen.digest == _digest(held)]
        if not known:
            raise ChangedMeanwhile(str(path))
        if all(seen.errors for seen in known):
            raise PartlyRead(str(path), known[0].errors)
        for seen in self.files:
            parts = [part for part, one in seen.items() if not one.whole and Path(part).exists()]
            if real in parts and len(parts) > 1:
                raise OneOfSeveral(str(path), len(parts))

    def copy(self) -> Origins:
        """Return origins that know the same and learn by themselves."""
        return Origins(tuple(dict(seen) for seen in self.files))

    def __or__(self, other: Origins) -> Origins:
        """Return the origins of two ledgers that are joined."""
        return Origins(self.files + tuple(seen for seen in other.files if seen not in self.files))


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()
