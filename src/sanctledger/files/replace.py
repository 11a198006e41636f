"""Atomic replacement of a file: the new file is written next to the old one, flushed to disk, and renamed."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
from pathlib import Path

from sanctledger.base.write_errors import ChangedMeanwhile, NotWritable

#: The number of letters of a file name that a hidden name repeats, so that the hidden name is never too long.
_SHOWN = 60
#: The errors of file systems that cannot flush a folder.
_NO_FOLDERS = (errno.EINVAL, errno.ENOTSUP)
#: The errors of file systems that have no hard links.
_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EMLINK, errno.ENOSYS, errno.EXDEV)


def replace(target: Path, data: bytes, *, is_new: bool | None = None) -> None:
    """Replace the content of a file in one step, so that every reader gets the old file or the new file, never a part.

    - The new file keeps the mode, the access list and, if permitted, the owner of the old file.
    - If the target is a link, the file behind the link is replaced, and the link stays.
    - When the function returns, the file and its name are on disk, if the platform can guarantee that.
    - If there was no file, the new file is created only if its name is still free. So a file system that fails to
      show a file for a moment does not lose the file.

    Args:
        target: The file.
        data: The new content.
        is_new: Whether the caller found no file; default: whether this function finds none.

    Raises:
        NotWritable: The file is read-only, or no file can be made in its folder.
        ChangedMeanwhile: There was no file, and now there is a file of that name.
        OSError: The disk is full or fails; the old file is unchanged.
    """
    real = Path(os.path.realpath(target))
    old = _status_if_writable(real)
    if is_new and old is not None:
        raise ChangedMeanwhile(str(target))
    temporary = hidden(real, f"{os.urandom(4).hex()}.tmp")
    try:
        _write(temporary, data, real, old)
        if old is None:
            _claim_name(temporary, real, target)
        else:
            temporary.replace(real)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _flush_folder(real.parent)


def _claim_name(temporary: Path, real: Path, target: Path) -> None:
    """Give a new file its name, unless a file has the name already.

    Raises:
        ChangedMeanwhile: A file has the name already.
    """
    try:
        os.link(temporary, real)
    except FileExistsError:
        raise ChangedMeanwhile(str(target)) from None
    except (AttributeError, OSError) as error:  # the file system or the platform has no hard links
        if isinstance(error, OSError) and error.errno not in _NO_LINKS:
            raise
        if os.path.lexists(real):
            raise ChangedMeanwhile(str(target)) from None
        temporary.replace(real)
    else:
        temporary.unlink()


def sweep(real: Path) -> None:
    """Remove the unfinished files that killed writers of a file left behind.

    Only a writer that holds the lock may call this function.
    """
    left = re.compile(re.escape(f".{real.name[:_SHOWN]}.") + r"[0-9a-f]{8}\.tmp")
    with contextlib.suppress(OSError), os.scandir(real.parent) as entries:
        for name in [entry.name for entry in entries if left.fullmatch(entry.name)]:
            with contextlib.suppress(OSError):
                real.with_name(name).unlink()


def hidden(real: Path, ending: str) -> Path:
    """Return the path of a hidden helper file next to a file.

    Hidden files are not read when a directory is read as a ledger.
    """
    return real.with_name(f".{real.name[:_SHOWN]}.{ending}")


def _status_if_writable(real: Path) -> os.stat_result | None:
    """Return the status of the old file; `None` if there is no file.

    Raises:
        NotWritable: The file is read-only or not an ordinary file. A rename would ignore that, because a rename
            needs the permission of the folder only.
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
        raise NotWritable(str(real), "belongs to another user, and you may not write to it") from error
    return old


def _write(path: Path, data: bytes, real: Path, old: os.stat_result | None) -> None:
    """Write a new file and flush it to disk. Nobody may read the new file who may not read the old file.

    Raises:
        NotWritable: The folder does not exist, or allows no new files.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, flags, 0o666 if old is None else old.st_mode & 0o777)
    except FileNotFoundError as error:
        raise NotWritable(str(path.parent), "is not an existing folder") from error
    except PermissionError as error:
        raise NotWritable(
            str(path.parent), "does not allow new files, and a replacement is written as a new file there"
        ) from error
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        if old is not None:
            _copy_owner_and_mode(handle, path, old)
            _copy_attributes(path, real)
        os.fsync(handle)
    finally:
        os.close(handle)


def _copy_owner_and_mode(handle: int, path: Path, old: os.stat_result) -> None:
    """Give a new file the owner, the group and the mode of the old file."""
    if hasattr(os, "fchown"):
        for owner in (old.st_uid, -1):
            with contextlib.suppress(OSError):
                os.fchown(handle, owner, old.st_gid)
                break
    mode = stat.S_IMODE(old.st_mode)
    if mode != stat.S_IMODE(os.fstat(handle).st_mode):
        os.chmod(handle if os.chmod in os.supports_fd else path, mode)  # noqa: PTH101 - pathlib knows no handles


def _copy_attributes(new: Path, old: Path) -> None:
    """Give a new file the access lists and other extended attributes of the old file, if the file system allows."""
    for name in os.listxattr(old) if hasattr(os, "listxattr") else ():
        with contextlib.suppress(OSError):
            os.setxattr(new, name, os.getxattr(old, name))


def _flush_folder(folder: Path) -> None:
    """Flush the names in a folder to disk, if the platform can open folders."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except PermissionError:
        return  # the folder may be written to but not listed; the file itself is on disk
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_FOLDERS:
            raise
    finally:
        os.close(handle)
