"""A new file in an old one's place: written beside it, flushed to the disk, then renamed over it."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
from pathlib import Path

from sanctledger.base.write_errors import ChangedMeanwhile, NotWritable

#: How much of a file's name the hidden names beside it repeat: together they stay within what file systems take.
_SHOWN = 60
#: How file systems say that they flush no folders.
_NO_FOLDERS = (errno.EINVAL, errno.ENOTSUP)
#: How file systems say that they make no hard links.
_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EMLINK, errno.ENOSYS, errno.EXDEV)


def replace(target: Path, data: bytes, *, is_new: bool | None = None) -> None:
    """Put bytes in the place of a file at once: whoever reads finds the old file or the new one, never a part.

    The new file has the mode, the access list and, where that is permitted, the owner of the old one. Where the target
    is a link, the file that it leads to is replaced and the link stays. When it returns, both the file and its new name
    are on the disk, as far as the platform can promise that.

    A file that was not there is made with a name that nobody may have taken: if it is there after all, it is left as it
    is. So a file system that cannot find a file for a moment does not cost the file.

    Args:
        target: The file.
        data: Its new content.
        is_new: Whether the caller found no file; default: as found here.

    Raises:
        NotWritable: The file is read-only, or nothing can be made in its folder.
        ChangedMeanwhile: There was no file, and now there is one.
        OSError: The disk is full or fails; the old file is as it was.
    """
    real = Path(os.path.realpath(target))
    old = _writable(real)
    if is_new and old is not None:
        raise ChangedMeanwhile(str(target))
    beside = hidden(real, f"{os.urandom(4).hex()}.tmp")
    try:
        _write(beside, data, real, old)
        if old is None:
            _name(beside, real, target)
        else:
            beside.replace(real)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
    _flush_folder(real.parent)


def _name(beside: Path, real: Path, target: Path) -> None:
    """Give a new file its name, unless the name is taken.

    Raises:
        ChangedMeanwhile: It is taken.
    """
    try:
        os.link(beside, real)
    except FileExistsError:
        raise ChangedMeanwhile(str(target)) from None
    except (AttributeError, OSError) as error:  # a file system, or a platform, without hard links
        if isinstance(error, OSError) and error.errno not in _NO_LINKS:
            raise
        if os.path.lexists(real):
            raise ChangedMeanwhile(str(target)) from None
        beside.replace(real)
    else:
        beside.unlink()


def sweep(real: Path) -> None:
    """Remove the new files that writers of a file left when they were killed. Only a writer with the lock may ask."""
    left = re.compile(re.escape(f".{real.name[:_SHOWN]}.") + r"[0-9a-f]{8}\.tmp")
    with contextlib.suppress(OSError), os.scandir(real.parent) as entries:
        for name in [entry.name for entry in entries if left.fullmatch(entry.name)]:
            with contextlib.suppress(OSError):
                real.with_name(name).unlink()


def hidden(real: Path, ending: str) -> Path:
    """A hidden name beside a file, for what is there only while it is written: no directory read as a ledger has it."""
    return real.with_name(f".{real.name[:_SHOWN]}.{ending}")


def _writable(real: Path) -> os.stat_result | None:
    """What is known of the old file; `None` if there is none.

    Raises:
        NotWritable: It is there and read-only: a rename asks only the folder, and would go over that.
    """
    try:
        old = real.stat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(old.st_mode):
        raise NotWritable(str(real), "is not an ordinary file")
    if not old.st_mode & 0o222:
        raise NotWritable(str(real), "is read-only")
    try:
        os.close(os.open(real, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0)))
    except PermissionError as error:
        raise NotWritable(str(real), "is not yours to write") from error
    return old


def _write(path: Path, data: bytes, real: Path, old: os.stat_result | None) -> None:
    """Write a new file that nobody may read who might not read the old one, and flush it to the disk."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, flags, 0o666 if old is None else old.st_mode & 0o777)
    except FileNotFoundError as error:
        raise NotWritable(str(path.parent), "is no folder that is there") from error
    except PermissionError as error:
        raise NotWritable(
            str(path.parent), "takes no new files, and a file is replaced by a new one beside it"
        ) from error
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        if old is not None:
            _keep(handle, path, old)
            _keep_lists(path, real)
        os.fsync(handle)
    finally:
        os.close(handle)


def _keep(handle: int, path: Path, old: os.stat_result) -> None:
    """Give a new file what was decided about the old one: whose it is, and who may do what with it."""
    if hasattr(os, "fchown"):
        for owner in (old.st_uid, -1):
            with contextlib.suppress(OSError):
                os.fchown(handle, owner, old.st_gid)
                break
    mode = stat.S_IMODE(old.st_mode)
    if mode != stat.S_IMODE(os.fstat(handle).st_mode):
        os.chmod(handle if os.chmod in os.supports_fd else path, mode)  # noqa: PTH101 - by its handle


def _keep_lists(new: Path, old: Path) -> None:
    """Give a new file the access lists and other attributes of the old one, as far as the file system takes them."""
    for name in os.listxattr(old) if hasattr(os, "listxattr") else ():
        with contextlib.suppress(OSError):
            os.setxattr(new, name, os.getxattr(old, name))


def _flush_folder(folder: Path) -> None:
    """Flush a folder's list of names to the disk, where the platform opens folders."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except PermissionError:
        return  # a folder may be written to and not listed; the file itself is on the disk
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_FOLDERS:
            raise
    finally:
        os.close(handle)
