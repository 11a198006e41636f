"""The bytes of ordinary files. Pipes, devices and directories are refused."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path


def read_bytes(path: str | os.PathLike[str], most: int = -1) -> bytes:
    """Return the bytes of an ordinary file.

    The file is opened without waiting, and the type of the open file is checked. So a named pipe cannot block the
    reader, even if a pipe replaces the file between two calls.

    Args:
        path: The file.
        most: The largest number of bytes to read; default: all.

    Raises:
        OSError: The file cannot be read, or is a pipe, a socket, a device or a directory.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "it is not an ordinary file: a pipe, a device or a directory", str(path))
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read(most)
    finally:
        os.close(handle)


def read_if_there(path: Path) -> bytes | None:
    """Return the bytes of an ordinary file; `None` if there is no file of that name.

    Raises:
        OSError: The file cannot be read, or is not an ordinary file.
    """
    try:
        return read_bytes(path)
    except FileNotFoundError:
        return None
