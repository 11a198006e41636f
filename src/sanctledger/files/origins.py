"""The files of a ledger as the ledger last read or saved them, so that no save undoes the save of another writer.

Each ledger has its own origins. Suppose that two ledgers come from one load and the first is saved. The second ledger
does not know the new file, so saving the second would undo the first save.
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

#: The number of errors of a file that the refusal of a save shows.
_SHOWN = 5


@attrs.frozen
class Seen:
    """A file as a ledger last read or saved it.

    Attributes:
        digest: The digest of its bytes.
        errors: The errors for which parts of it could not be read, a line each.
        whole: Whether the ledger was saved to it, so that it held the whole ledger.
    """

    digest: bytes
    errors: tuple[str, ...] = ()
    whole: bool = False


@attrs.frozen
class Origins:
    """The files that a ledger was read from or saved to, as they were at that time.

    A ledger made from another ledger gets a copy. Later reads and saves of one of the two do not change the other.

    Attributes:
        files: One mapping for each of the ledgers that were joined into this one, with their files by real path.
    """

    files: tuple[dict[str, Seen], ...] = attrs.field(factory=lambda: ({},))

    def note(self, path: str | os.PathLike[str], data: bytes, *, whole: bool = False) -> None:
        """Record the bytes of a file, and whether they hold the whole ledger."""
        for seen in self.files:
            seen[os.path.realpath(path)] = Seen(_digest(data), whole=whole)

    def note_errors(self, path: str | os.PathLike[str], errors: Iterable[str]) -> None:
        """Record that parts of a noted file could not be read."""
        real, shown = os.path.realpath(path), tuple(islice(errors, _SHOWN))
        for seen in self.files:
            if real in seen:
                seen[real] = attrs.evolve(seen[real], errors=shown)

    def check(self, path: Path, data: bytes) -> None:
        """Check that replacing a file loses nothing that the ledger does not know.

        A file may always be replaced if it no longer exists, if it already has the new bytes, or if the ledger
        neither read it nor was saved to it.

        Args:
            path: The file.
            data: The new bytes.

        Raises:
            ChangedMeanwhile: The file was changed after the ledger last read or saved it.
            PartlyRead: Parts of the file could not be read.
            OneOfSeveral: The file is one of several in a directory that were read as one ledger.
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
        """Return a copy that later changes of these origins do not affect."""
        return Origins(tuple(dict(seen) for seen in self.files))

    def __or__(self, other: Origins) -> Origins:
        """Return the origins of the join of two ledgers."""
        return Origins(self.files + tuple(seen for seen in other.files if seen not in self.files))


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()
