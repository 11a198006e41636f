"""One writer of a ledger at a time: a lock on a hidden file next to the ledger.

The operating system holds the lock, and releases it when the process of the writer ends, however it ends.
"""

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

#: The default number of seconds that a writer waits for another writer.
WAIT = 10.0
#: The approximate number of seconds between two tries.
_PAUSE = 0.01
_HOLDER = re.compile(r"process \d+ on [\w.-]+")

if sys.platform == "win32":  # pragma: no cover - runs on Windows only
    import msvcrt

    _FAR = 1 << 30  # the locked byte is far behind the content, because Windows lets nobody read a locked byte

    def _take(handle: int) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _release(handle: int, lock: Path) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
        os.close(handle)
        with contextlib.suppress(OSError):  # another writer has opened the file and will remove it
            lock.unlink()

else:
    import fcntl

    def _take(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _release(handle: int, lock: Path) -> None:
        with contextlib.suppress(OSError):  # in a folder such as /tmp, the file of another user cannot be removed
            lock.unlink()
        with contextlib.suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_UN)  # a forked process may have the handle too
        os.close(handle)


@contextlib.contextmanager
def locked(path: Path, wait: float = WAIT) -> Iterator[Path]:
    """Exclude all other writers of a file, in other processes and in other threads of this process.

    The file need not exist yet. Paths that lead to the same file by links share one lock. If a process dies, its locks
    are released, and the next writer uses the lock file that the process left.

    Args:
        path: The file to write.
        wait: The number of seconds to wait for another writer; with 0, the lock is tried once.

    Yields:
        The real path of the file, with links resolved.

    Raises:
        LedgerBusy: Another writer held the lock for the whole wait.
        NotWritable: No file can be made in the folder of the file.
        OSError: The folder does not exist, or its file system has no locks.
    """
    real = Path(os.path.realpath(path))
    lock = hidden(real, "lock")
    until = time.monotonic() + wait
    while (handle := _try(lock)) is None:
        if time.monotonic() >= until:
            raise LedgerBusy(str(path), wait, _holder(lock))
        time.sleep(_PAUSE * random.uniform(0.5, 1.5))  # noqa: S311 - so that two waiting writers do not try at the same moments
    try:
        sweep(real)
        yield real
    finally:
        _release(handle, lock)


def _try(lock: Path) -> int | None:
    """Return the handle of the lock file, open and locked; `None` if another writer holds the lock.

    If the lock file was removed between opening and locking, the lock does not count: the next writer would make and
    lock another file.
    """
    handle = _open(lock)
    if handle is None:
        return None
    try:
        if _take(handle) and _is_same_file(handle, lock):
            _sign(handle)
            return handle
    except BaseException:
        os.close(handle)
        raise
    os.close(handle)
    return None


def _open(lock: Path) -> int | None:
    """Return the handle of the open lock file; `None` if another user owns the file, or the file was just removed.

    Raises:
        FileNotFoundError: The folder does not exist.
        NotWritable: No file can be made in the folder.
    """
    flags = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
    try:
        handle = os.open(lock, os.O_RDWR | os.O_CREAT | flags, 0o666)
    except FileNotFoundError:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(lock.parent)) from None
    except PermissionError as error:
        try:
            return os.open(lock, os.O_RDONLY | flags)  # the file of another user can be locked, but not signed
        except PermissionError:
            return None
        except FileNotFoundError:
            if not os.access(lock.parent, os.W_OK | os.X_OK):
                raise NotWritable(
                    str(lock.parent), "does not allow new files, and a writer needs a lock file there"
                ) from error
            return None
    with contextlib.suppress(OSError, AttributeError):  # the lock file is empty or a signature: everybody may lock it
        os.fchmod(handle, 0o666)
    return handle


def _is_same_file(handle: int, lock: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), lock.stat())
    except FileNotFoundError:
        return False


def _sign(handle: int) -> None:
    """Write the holder of the lock into the lock file, for the message to waiting writers."""
    with contextlib.suppress(OSError):  # the file of another user, or a full disk: the lock holds without a signature
        os.ftruncate(handle, 0)
        os.write(handle, f"process {os.getpid()} on {platform.node()}".encode())


def _holder(lock: Path) -> str | None:
    """Return the holder who signed the lock file; `None` if there is no readable signature."""
    with contextlib.suppress(OSError):
        signed = lock.read_bytes()[:200].decode("utf-8", "replace")
        return signed if _HOLDER.fullmatch(signed) else None
    return None
