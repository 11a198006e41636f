"""One writer at a time: a lock on a hidden file beside the ledger, which the system lets go of with its process."""

from __future__ import annotations

import contextlib
import errno
import os
import platform
import random
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from sanctledger.base.write_errors import LedgerBusy, NotWritable
from sanctledger.files.replace import hidden, sweep

#: How many seconds a writer waits for another unless it is told.
WAIT = 10.0
#: About how long it waits before it asks again.
_PAUSE = 0.01
_HOLDER = re.compile(r"process \d+ on [\w.-]+")

if sys.platform == "win32":  # pragma: no cover - tried on Windows alone
    import msvcrt

    _FAR = 1 << 30  # the locked byte lies behind what is written, for nobody may read a locked one

    def _take(handle: int) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _let_go(handle: int, lock: Path) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
        os.close(handle)
        with contextlib.suppress(OSError):  # another has opened it: Windows keeps the file, and that one removes it
            lock.unlink()

else:
    import fcntl

    def _take(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _let_go(handle: int, lock: Path) -> None:
        with contextlib.suppress(OSError):  # in a folder such as /tmp, the file of another user stays
            lock.unlink()
        with contextlib.suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_UN)  # a process that was forked meanwhile holds the handle too
        os.close(handle)


@contextlib.contextmanager
def locked(path: Path, wait: float = WAIT) -> Iterator[Path]:
    """Keep all other writers of a file out, those of other processes and of other threads of this one.

    The file need not be there yet. Names that lead to one file by links have one lock. A process that dies lets go of
    its locks; the empty-handed file that it leaves is taken over by the next.

    Args:
        path: The file that is to be written.
        wait: How many seconds to wait for another writer; 0 to ask once.

    Yields:
        The file that the path leads to.

    Raises:
        LedgerBusy: Another held the lock for all that time.
        NotWritable: Nothing can be made in the file's folder.
        OSError: The folder is not there, or its file system knows no locks.
    """
    real = Path(os.path.realpath(path))
    lock = hidden(real, "lock")
    until = time.monotonic() + wait
    while (handle := _try(lock)) is None:
        if time.monotonic() >= until:
            raise LedgerBusy(str(path), wait, _holder(lock))
        time.sleep(_PAUSE * random.uniform(0.5, 1.5))  # noqa: S311 - so that two that wait do not step in time
    try:
        sweep(real)
        yield real
    finally:
        _let_go(handle, lock)


def _try(lock: Path) -> int | None:
    """Return the lock file, open and locked; `None` where another has it.

    A file that was removed between opening and locking is no lock: the next writer would make, and lock, another.
    """
    handle = _open(lock)
    if handle is None:
        return None
    try:
        if _take(handle) and _is_still(handle, lock):
            _sign(handle)
            return handle
    except BaseException:
        os.close(handle)
        raise
    os.close(handle)
    return None


def _open(lock: Path) -> int | None:
    """Return the lock file, open; `None` where it is another user's who lets nobody open it, or has just gone."""
    flags = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
    try:
        handle = os.open(lock, os.O_RDWR | os.O_CREAT | flags, 0o666)
    except FileNotFoundError:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(lock.parent)) from None
    except PermissionError as error:
        try:
            return os.open(lock, os.O_RDONLY | flags)  # another user's can be locked, though not signed
        except PermissionError:
            return None
        except FileNotFoundError:
            if not os.access(lock.parent, os.W_OK | os.X_OK):
                raise NotWritable(str(lock.parent), "takes no new files, and none is written without") from error
            return None
    with contextlib.suppress(OSError, AttributeError):  # the mask is for files that hold something: all may lock
        os.fchmod(handle, 0o666)
    return handle


def _is_still(handle: int, lock: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), lock.stat())
    except FileNotFoundError:
        return False


def _sign(handle: int) -> None:
    """Write down who holds the lock, for those who wait."""
    with contextlib.suppress(OSError):  # another user's lock, or a full disk: it holds without a name too
        os.ftruncate(handle, 0)
        os.write(handle, f"process {os.getpid()} on {platform.node()}".encode())


def _holder(lock: Path) -> str | None:
    """Who signed the lock, where that can be told."""
    with contextlib.suppress(OSError):
        signed = lock.read_bytes()[:200].decode("utf-8", "replace")
        return signed if _HOLDER.fullmatch(signed) else None
    return None
