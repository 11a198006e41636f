"""One writer at a time, in one process or several. A lock never outlives its holder."""

from __future__ import annotations

import errno
import os
import signal
import threading
from pathlib import Path
from typing import Any

import pytest

import sanctledger as sl
from sanctledger.files import lock as locking
from sanctledger.files.lock import locked

FORKS = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked here")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The path of a file that need not exist."""
    return tmp_path / "ledger.yaml"


def test_while_a_file_is_locked_another_writer_learns_the_holder(path: Path):
    with (
        locked(path),
        pytest.raises(sl.errors.LedgerBusy, match=f"process {os.getpid()} on ") as caught,
        locked(path, 0),
    ):
        pytest.fail("two hold the lock")
    assert (caught.value.path, caught.value.waited) == (str(path), 0)


def test_a_released_lock_leaves_no_file_and_can_be_taken_again(path: Path):
    for _ in range(2):
        with locked(path) as real:
            assert real == Path(os.path.realpath(path))
            assert [one.name for one in path.parent.iterdir()] == [".ledger.yaml.lock"]
        assert list(path.parent.iterdir()) == []


def test_an_error_lets_go_of_the_lock(path: Path):
    with pytest.raises(KeyError), locked(path):
        raise KeyError
    with locked(path, 0) as real:
        assert real == Path(os.path.realpath(path))


def test_two_names_of_one_file_have_one_lock(path: Path, tmp_path: Path):
    path.write_bytes(b"")
    link = tmp_path / "link.yaml"
    link.symlink_to(path)
    with locked(link), pytest.raises(sl.errors.LedgerBusy), locked(path, 0):
        pytest.fail("two hold the lock")


def test_two_files_have_two_locks(path: Path):
    with locked(path), locked(path.with_name("other.yaml"), 0):
        assert len(list(path.parent.iterdir())) == 2


def test_a_writer_waits_until_the_other_is_done(path: Path):
    taken, order = threading.Event(), []

    def hold() -> None:
        with locked(path):
            taken.set()
            while not order:
                pass
            order.append("done")

    other = threading.Thread(target=hold)
    other.start()
    taken.wait()
    order.append("asked")
    with locked(path):
        order.append("mine")
    other.join()
    assert order == ["asked", "done", "mine"]


def test_threads_exclude_each_other(path: Path):
    path.write_text("0")

    def add() -> None:
        for _ in range(20):
            with locked(path, 60):
                path.write_text(str(int(path.read_text()) + 1))

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert path.read_text() == "80"


@FORKS
def test_processes_exclude_each_other(path: Path):
    path.write_text("0")
    children = []
    for _ in range(3):
        child = os.fork()
        if not child:
            try:
                for _ in range(20):
                    with locked(path, 60):
                        path.write_text(str(int(path.read_text()) + 1))
            finally:
                os._exit(0)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0]
    assert path.read_text() == "60"


@FORKS
def test_a_process_that_is_killed_lets_go_of_its_lock(path: Path):
    child = os.fork()
    if not child:
        with locked(path):
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    assert [one.name for one in path.parent.iterdir()] == [".ledger.yaml.lock"]
    with locked(path, 0) as real:
        assert real == Path(os.path.realpath(path))
    assert list(path.parent.iterdir()) == []


@FORKS
def test_a_process_that_was_forked_meanwhile_does_not_keep_the_lock(path: Path):
    read, write = os.pipe()
    with locked(path):
        child = os.fork()
        if not child:
            os.read(read, 1)
            os._exit(0)
    with locked(path, 0) as real:
        assert real == Path(os.path.realpath(path))
    os.write(write, b".")
    os.waitpid(child, 0)
    os.close(read)
    os.close(write)


def test_a_lock_file_removed_while_it_was_locked_does_not_count(path: Path, monkeypatch: pytest.MonkeyPatch):
    take, removed = locking._take, []

    def slow(handle: int) -> bool:
        if not removed:
            removed.append(path.with_name(".ledger.yaml.lock"))
            removed[0].unlink()
        return take(handle)

    monkeypatch.setattr(locking, "_take", slow)
    with locked(path):
        assert removed[0].exists()
        with pytest.raises(sl.errors.LedgerBusy), locked(path, 0):
            pytest.fail("two hold the lock")


def test_a_lock_that_another_user_left_is_taken_without_writing_to_it(path: Path, monkeypatch: pytest.MonkeyPatch):
    lock = path.with_name(".ledger.yaml.lock")
    lock.write_text("process 1 on elsewhere")
    opened = os.open

    def refuse(name: Any, flags: int, *mode: int) -> int:
        if flags & os.O_CREAT:
            raise PermissionError
        return opened(name, flags, *mode)

    monkeypatch.setattr(os, "open", refuse)
    with locked(path, 0), pytest.raises(sl.errors.LedgerBusy), locked(path, 0):
        pytest.fail("two hold the lock")


def test_a_lock_that_nobody_else_may_open_is_somebody_s(path: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_given: Any) -> int:
        raise PermissionError

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(sl.errors.LedgerBusy, match="by another program"), locked(path, 0):
        pytest.fail("the lock is another's")


def test_a_folder_that_takes_no_files_is_named(path: Path, monkeypatch: pytest.MonkeyPatch):
    opened = os.open

    def refuse(name: Any, flags: int, *mode: int) -> int:
        if flags & os.O_CREAT:
            raise PermissionError
        return opened(name, flags, *mode)

    monkeypatch.setattr(os, "open", refuse)
    monkeypatch.setattr(os, "access", lambda *_given: False)
    with pytest.raises(sl.errors.NotWritable, match="does not allow new files") as caught, locked(path):
        pytest.fail("there can be no lock")
    assert caught.value.path == str(path.parent)


def test_a_folder_that_is_not_there_is_named(path: Path):
    with pytest.raises(FileNotFoundError) as caught, locked(path.parent / "missing" / path.name):
        pytest.fail("there can be no lock")
    assert caught.value.filename == str(path.parent / "missing")


def test_a_file_system_without_locks_says_so(path: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(_handle: int) -> bool:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(locking, "_take", refuse)
    with pytest.raises(OSError, match=os.strerror(errno.ENOLCK)), locked(path):
        pytest.fail("there can be no lock")


@pytest.mark.parametrize("signed", [b"", b"\xff\xfe", b"process 1 on \x1b[2J", b"x" * 500])
def test_the_content_of_a_lock_file_is_shown_only_if_it_is_a_signature(path: Path, signed: bytes):
    with locked(path):
        path.with_name(".ledger.yaml.lock").write_bytes(signed)
        with pytest.raises(sl.errors.LedgerBusy, match="by another program"), locked(path, 0):
            pytest.fail("two hold the lock")
