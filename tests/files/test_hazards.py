"""Pipes, masks, killed writers and file systems that lose a file for a moment lose no record and block nobody."""

from __future__ import annotations

import errno
import os
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from stories import record

import sanctledger as sl
from sanctledger.files import lock as locking
from sanctledger.files.replace import hidden

A, B = (record(f"{{kind: event, id: {name}}}") for name in "ab")
ERRORS = (errno.ENOENT, errno.EIO, errno.EACCES, errno.ESTALE, errno.EINVAL)


def in_time(ask: Callable[[], object]) -> None:
    """Run a call that must not block."""
    raised: list[BaseException] = []

    def work() -> None:
        try:
            ask()
        except BaseException as error:  # noqa: BLE001 - it is raised again by the test
            raised.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(20)
    assert not thread.is_alive(), "it hangs"
    if raised:
        raise raised[0]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the platform has no named pipes")
@pytest.mark.parametrize("name", ["ledger.yaml", "ledger.jsonl"])
def test_a_named_pipe_is_refused_at_once(tmp_path: Path, name: str):
    os.mkfifo(tmp_path / name)
    with pytest.raises(sl.errors.InvalidLedger, match="not an ordinary file"):
        in_time(lambda: sl.load(tmp_path / name))
    with pytest.raises(sl.errors.InvalidLedger, match="not an ordinary file"):
        in_time(lambda: sl.load(tmp_path))  # in a directory, too
    with pytest.raises(OSError, match="not an ordinary file"):
        in_time(lambda: sl.append(tmp_path / name, A))
    with pytest.raises(sl.errors.NotWritable):
        in_time(lambda: sl.Ledger([A]).save(tmp_path / name))
    with pytest.raises((OSError, sl.errors.InvalidLedger), match="not an ordinary file"):
        in_time(lambda: sl.fmt(tmp_path / name))
    assert stat.S_ISFIFO((tmp_path / name).stat().st_mode)
    os.mkfifo(tmp_path / "weights.csv")
    with pytest.raises(OSError, match="not an ordinary file"):
        in_time(lambda: sl.Valuation.read(tmp_path / "weights.csv"))


@pytest.mark.skipif(not hasattr(os, "fchmod"), reason="the platform has no modes")
def test_a_lock_file_of_a_private_mask_can_be_locked_by_others(tmp_path: Path):
    path = tmp_path / "ledger.yaml"
    before = os.umask(0o077)
    try:
        handle = locking._try(hidden(path, "lock"))
        assert handle is not None
        os.close(handle)  # as a process that dies leaves it
        sl.Ledger([A]).save(tmp_path / "private.yaml")
    finally:
        os.umask(before)
    assert stat.S_IMODE(hidden(path, "lock").stat().st_mode) == 0o666
    assert stat.S_IMODE((tmp_path / "private.yaml").stat().st_mode) == 0o600  # the mask still holds for the ledger


def test_the_next_writer_removes_only_the_unfinished_files_of_killed_writers(tmp_path: Path):
    path = sl.Ledger([A]).save(tmp_path / "ledger.yaml")
    left = [tmp_path / f".ledger.yaml.{number:08x}.tmp" for number in (1, 0xDEADBEEF)]
    others = [
        tmp_path / name
        for name in (
            ".ledger.yaml.tmp",
            ".ledger.yaml.12345.tmp",
            ".o.yaml.00000001.tmp",
            ".ledger.yaml.0000000g.tmp",
        )
    ]
    for file in (*left, *others):
        file.write_text("half", "utf-8")
    sl.append(path, B)
    assert not any(file.exists() for file in left)
    assert all(file.exists() for file in others)
    assert sorted(sl.load(path).records) == ["a", "b"]


@pytest.mark.parametrize("number", ERRORS)
@pytest.mark.parametrize("call", ["open", "stat", "lstat", "link", "rename", "replace", "fstat", "unlink", "scandir"])
@pytest.mark.parametrize("name", ["ledger.yaml", "ledger.jsonl"])
def test_an_error_at_any_call_for_the_file_loses_no_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, name: str
):
    """Each call for the ledger's own path fails once, in turn, while a record is appended and while one is saved."""
    for ask in (lambda path: sl.append(path, B), lambda path: sl.load(path).with_records(B).save(path)):
        for failing in range(1, 12):
            path = tmp_path / f"{call}-{failing}-{name}"
            path.unlink(missing_ok=True)
            sl.Ledger([A]).save(path)
            hit = _fail_once(monkeypatch, call, path, failing, number)
            done = False
            try:
                ask(path)
                done = True
            except (OSError, sl.errors.SanctledgerError):
                pass
            finally:
                monkeypatch.undo()
            assert sorted(sl.load(path).records) in ([["a", "b"]] if done else [["a"], ["a", "b"]])
            if not hit():
                break


def _fail_once(monkeypatch: pytest.MonkeyPatch, call: str, path: Path, failing: int, number: int) -> Callable[[], bool]:
    """Let the call of a given number for a path fail; return a function that reports whether the call was made."""
    real, count = getattr(os, call), [0]

    def fails(at: object, *args: object, **named: object) -> object:
        if (isinstance(at, (str, Path)) and Path(at).name == path.name) or isinstance(at, int):
            count[0] += 1
            if count[0] == failing:
                raise OSError(number, os.strerror(number), str(at))
        return real(at, *args, **named)

    monkeypatch.setattr(os, call, fails)
    return lambda: count[0] >= failing


def test_a_file_that_appears_while_another_is_made_is_unchanged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "ledger.yaml"
    real = os.link

    def appears(new: Path, name: Path) -> None:
        monkeypatch.setattr(os, "link", real)
        path.write_text("somebody else's", "utf-8")
        real(new, name)

    monkeypatch.setattr(os, "link", appears)
    with pytest.raises(sl.errors.ChangedMeanwhile):
        sl.append(path, A)
    assert path.read_text("utf-8") == "somebody else's"
    assert [file.name for file in tmp_path.iterdir()] == ["ledger.yaml"]


@pytest.mark.parametrize("number", [errno.EPERM, errno.ENOTSUP])
def test_a_file_system_without_hard_links_takes_new_ledgers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
):
    def refuse(*_: object) -> None:
        raise OSError(number, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    path = sl.append(tmp_path / "ledger.yaml", A)
    assert sorted(sl.load(path).records) == ["a"]
    assert [file.name for file in tmp_path.iterdir()] == ["ledger.yaml"]
