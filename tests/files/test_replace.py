"""Replacing a file leaves the old file or the new file, with owner and mode kept, and no other file."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sanctledger as sl
from sanctledger.files.replace import replace

#: The calls that replace a file, with the errors that each may raise.
CALLS = {
    "open": errno.ENOSPC,
    "write": errno.ENOSPC,
    "fsync": errno.EIO,
    "chmod": errno.EPERM,
    "close": errno.EIO,
    "replace": errno.EXDEV,
}
POSIX = pytest.mark.skipif(not hasattr(os, "fchown"), reason="modes and owners are those of POSIX")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file to replace."""
    path = tmp_path / "ledger.yaml"
    path.write_bytes(b"old")
    path.chmod(0o666)
    return path


def watched(monkeypatch: pytest.MonkeyPatch, see: Callable[[str], None]) -> None:
    """Call `see` with the name of each of these calls before the call."""
    for name in CALLS:
        real = getattr(os, name)

        def call(*given: Any, _name: str = name, _real: Any = real, **named: Any) -> Any:
            see(_name)
            return _real(*given, **named)

        monkeypatch.setattr(os, name, call)
        if real in os.supports_fd:
            monkeypatch.setattr(os, "supports_fd", {*os.supports_fd, getattr(os, name)})


def calls_of(monkeypatch: pytest.MonkeyPatch, path: Path) -> list[str]:
    """Return the calls that one replacement makes, in their order."""
    made: list[str] = []
    with monkeypatch.context() as patch:
        watched(patch, made.append)
        replace(path, b"old")
    return made


def test_the_new_file_is_on_the_disk_before_it_takes_the_name_and_the_name_is_flushed_too(
    old: Path, monkeypatch: pytest.MonkeyPatch
):
    made = [name for name in calls_of(monkeypatch, old) if name in {"write", "fsync", "replace"}]
    assert made == ["write", "fsync", "replace", "fsync"]


def test_any_failing_call_leaves_the_old_file_complete_and_no_other_file(old: Path, monkeypatch: pytest.MonkeyPatch):
    made = calls_of(monkeypatch, old)
    assert set(made) == set(CALLS)
    for failing, name in enumerate(made):
        if "replace" in made[:failing]:
            continue
        left = [failing]

        def see(called: str, left: list[int] = left) -> None:
            if left[0] == 0:
                left[0] -= 1
                raise OSError(CALLS[called], os.strerror(CALLS[called]))
            left[0] -= 1

        with monkeypatch.context() as patch:
            watched(patch, see)
            with pytest.raises(OSError, match=os.strerror(CALLS[name])):
                replace(old, b"new")
        assert (failing, name, old.read_bytes(), list(old.parent.iterdir())) == (failing, name, b"old", [old])


def test_if_the_folder_cannot_be_flushed_the_new_file_is_complete(old: Path, monkeypatch: pytest.MonkeyPatch):
    flushed = []

    def see(name: str) -> None:
        flushed.append(name)
        if name == "fsync" and "replace" in flushed:
            raise OSError(errno.EIO, "the disk fails")

    watched(monkeypatch, see)
    with pytest.raises(OSError, match="the disk fails"):
        replace(old, b"new")
    assert old.read_bytes() == b"new"


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP])
def test_a_file_system_that_cannot_flush_folders_is_accepted(old: Path, monkeypatch: pytest.MonkeyPatch, number: int):
    made = []

    def see(name: str) -> None:
        made.append(name)
        if name == "fsync" and "replace" in made:
            raise OSError(number, "no folders here")

    watched(monkeypatch, see)
    replace(old, b"new")
    assert old.read_bytes() == b"new"


def test_a_disk_that_takes_few_bytes_at_a_time_gets_them_all(old: Path, monkeypatch: pytest.MonkeyPatch):
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, data[:3]))
    replace(old, b"0123456789")
    assert old.read_bytes() == b"0123456789"


@POSIX
@pytest.mark.parametrize("mode", [0o640, 0o600, 0o666, 0o755, 0o4711])
def test_the_mode_of_the_old_file_is_kept(old: Path, mode: int):
    old.chmod(mode)
    replace(old, b"new")
    assert (stat.S_IMODE(old.stat().st_mode), old.read_bytes()) == (mode, b"new")


@POSIX
def test_a_private_file_is_private_while_it_is_written(old: Path, monkeypatch: pytest.MonkeyPatch):
    old.chmod(0o600)
    seen = []
    write = os.write

    def see(handle: int, data: memoryview) -> int:
        seen.append(stat.S_IMODE(os.fstat(handle).st_mode))
        return write(handle, data)

    monkeypatch.setattr(os, "write", see)
    replace(old, b"new")
    assert seen == [0o600]


@POSIX
def test_the_owner_of_the_old_file_is_asked_for_and_then_at_least_its_group(old: Path, monkeypatch: pytest.MonkeyPatch):
    asked = []

    def refuse(_handle: int, user: int, group: int) -> None:
        asked.append((user, group))
        raise PermissionError

    monkeypatch.setattr(os, "fchown", refuse)
    replace(old, b"new")
    assert asked == [(old.stat().st_uid, old.stat().st_gid), (-1, old.stat().st_gid)]
    assert old.read_bytes() == b"new"


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="no extended attributes")
def test_extended_attributes_are_kept_access_lists_among_them(old: Path):
    try:
        os.setxattr(old, "user.origin", b"archive")
    except OSError:
        pytest.skip("the file system of the tests takes no extended attributes")
    replace(old, b"new")
    assert (os.getxattr(old, "user.origin"), old.read_bytes()) == (b"archive", b"new")


@POSIX
def test_a_new_file_is_readable_as_the_mask_says(tmp_path: Path):
    mask = os.umask(0o027)
    try:
        replace(tmp_path / "new", b"new")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640


def test_a_link_is_written_through_and_stays(old: Path, tmp_path: Path):
    far = tmp_path / "far"
    far.mkdir()
    (far / "link.yaml").symlink_to(old)
    (far / "again.yaml").symlink_to("link.yaml")
    replace(far / "again.yaml", b"new")
    assert (far / "again.yaml").is_symlink()
    assert (far / "link.yaml").is_symlink()
    assert not old.is_symlink()
    assert old.read_bytes() == b"new"
    assert sorted(path.name for path in far.iterdir()) == ["again.yaml", "link.yaml"]


def test_a_link_that_leads_nowhere_yet_is_given_its_file(tmp_path: Path):
    (tmp_path / "link").symlink_to(tmp_path / "there")
    replace(tmp_path / "link", b"new")
    assert (tmp_path / "there").read_bytes() == b"new"
    assert (tmp_path / "link").is_symlink()


def test_a_read_only_file_is_refused_even_where_its_folder_would_let_it_go(old: Path):
    old.chmod(0o444)
    with pytest.raises(sl.errors.NotWritable, match="is read-only; change that, or write to another file"):
        replace(old, b"new")
    assert (old.read_bytes(), list(old.parent.iterdir())) == (b"old", [old])


def test_a_file_that_the_system_does_not_let_one_write_is_refused(old: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_given: Any) -> int:
        raise PermissionError

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(sl.errors.NotWritable, match="belongs to another user"):
        replace(old, b"new")


def test_a_folder_that_takes_no_new_files_is_refused_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_given: Any) -> int:
        raise PermissionError

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(sl.errors.NotWritable, match="does not allow new files") as caught:
        replace(tmp_path / "new", b"new")
    assert caught.value.path == str(tmp_path)


def test_a_folder_cannot_be_replaced(tmp_path: Path):
    with pytest.raises(sl.errors.NotWritable, match="not an ordinary file"):
        replace(tmp_path, b"new")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
def test_a_pipe_cannot_be_replaced(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises((sl.errors.NotWritable, OSError)):
        replace(tmp_path / "pipe", b"new")
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


def test_a_name_as_long_as_the_file_system_takes_can_be_replaced(tmp_path: Path):
    path = tmp_path / ("制" * 80 + ".yaml")
    path.write_bytes(b"old")
    replace(path, b"new")
    assert path.read_bytes() == b"new"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(sl.errors.NotWritable, match=r"nowhere` is not an existing folder"):
        replace(tmp_path / "nowhere" / "a.yaml", b"")
