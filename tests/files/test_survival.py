"""Wherever a writer is stopped, the ledger is complete and the next writer can go on."""

from __future__ import annotations

import errno
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from stories import record

import sanctledger as sl

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the writers are processes that are forked and killed")

FIRST, SECOND = (record(f"{{kind: event, id: {name}, gist: '{name * 40}'}}") for name in "ab")
#: The calls after which something is different on the disk or between processes.
CHANGING = {
    *("open", "close", "write", "ftruncate", "fsync", "flock", "unlink", "rename", "replace"),
    *("chmod", "fchmod", "fchown", "setxattr"),
}


def save(path: Path) -> None:
    """Replace the old ledger by a new ledger."""
    sl.Ledger([FIRST, SECOND]).save(path, wait=0)


def append(path: Path) -> None:
    """Append to the old ledger."""
    sl.append(path, SECOND, wait=0)


ACTS = [(save, "yaml"), (save, "jsonl"), (append, "yaml"), (append, "jsonl")]
BY_ACT = pytest.mark.parametrize(("act", "ending"), ACTS, ids=[f"{act.__name__}-{ending}" for act, ending in ACTS])
FROM = pytest.mark.parametrize("fresh", [False, True], ids=["over-an-old-file", "where-none-was"])


class Place:
    """A file with an old ledger or none, and its content after an action."""

    def __init__(self, folder: Path, act: Callable[[Path], None], ending: str, *, fresh: bool) -> None:
        self.folder = folder / "ledger"
        self.folder.mkdir()
        self.path = self.folder / f"ledger.{ending}"
        self.act = act
        model = sl.Ledger([FIRST]).save(folder / f"old.{ending}")
        self.old = None if fresh else model.read_bytes()
        if fresh:
            model.unlink()
        act(model)
        self.new = model.read_bytes()
        self.reset()

    def reset(self) -> None:
        """Restore the old ledger and remove every other file."""
        for left in self.folder.iterdir():
            left.unlink()
        if self.old is not None:
            self.path.write_bytes(self.old)

    def found(self) -> bytes | None:
        """Return the content of the file, which must be old or new, with no other visible file in the folder."""
        held = self.path.read_bytes() if self.path.exists() else None
        assert held in {self.old, self.new}
        assert {one.name for one in self.folder.iterdir() if not one.name.startswith(".")} <= {self.path.name}
        if held is not None:
            assert {FIRST.id, SECOND.id} >= set(sl.load(self.folder).records) == set(sl.load(self.path).records)
        return held

    def left(self) -> list[str]:
        """Return the other files in the folder."""
        return sorted(one.name for one in self.folder.iterdir() if one != self.path)

    def goes_on(self) -> None:
        """Check that the next writer can go on."""
        third = record("{kind: event, id: c}")
        sl.append(self.path, third, wait=0)
        ledger = sl.load(self.path)
        ledger.with_records(record("{kind: event, id: d}")).save(self.path, wait=0)
        assert {"c", "d"} <= set(sl.load(self.path).records)
        assert not self.path.with_name(f".{self.path.name}.lock").exists()


def watching(stop: Callable[[], None], at: int, moments: tuple[str, ...]) -> Callable[..., None]:
    """A profiler that stops the program at one of the calls that change files, counted from 0."""
    left = at

    def watch(_frame: Any, event: str, called: Any) -> None:
        nonlocal left
        if event in moments and called.__name__ in CHANGING and called.__module__ in {"posix", "fcntl"}:
            left -= 1
            if left == -1:
                stop()

    return watch


def forked(work: Callable[[], None]) -> int:
    """Return the exit status of a process: 0 for success, 1 for failure, or the negative number of a signal."""
    child = os.fork()
    if not child:
        status = 1
        try:
            work()
            status = 0
        finally:
            sys.setprofile(None)
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def die() -> None:
    """End the process at once: no error is raised, and no file is flushed."""
    os.kill(os.getpid(), signal.SIGKILL)


def moments(place: Place) -> Iterator[int]:
    """Yield the numbers of the calls at which an action is stopped, each with the old ledger restored."""
    at = 0
    while True:
        place.reset()
        yield at
        at += 1


@FROM
@BY_ACT
def test_a_writer_that_is_killed_before_or_after_any_call_leaves_the_old_ledger_or_the_new(
    tmp_path: Path, act: Callable[[Path], None], ending: str, fresh: bool
):
    place = Place(tmp_path, act, ending, fresh=fresh)
    found = []
    for at in moments(place):

        def work(at: int = at) -> None:
            sys.setprofile(watching(die, at, ("c_call", "c_return")))
            place.act(place.path)

        status = forked(work)
        if status == 0:
            break
        assert status == -signal.SIGKILL
        found.append(place.found())
        place.goes_on()
    turn = found.index(place.new)
    assert len(found) >= 30
    assert found == [place.old] * turn + [place.new] * (len(found) - turn)
    assert place.found() == place.new


@BY_ACT
def test_a_writer_that_is_killed_in_the_middle_of_its_text_leaves_the_old_ledger(
    tmp_path: Path, act: Callable[[Path], None], ending: str
):
    place = Place(tmp_path, act, ending, fresh=False)
    for length in range(0, len(place.new) + 1, 23):
        place.reset()

        def work(length: int = length) -> None:
            write = os.write

            def some(handle: int, data: bytes) -> int:
                if len(data) < len(place.new):
                    return write(handle, data)  # the signature of the lock
                write(handle, data[:length])
                die()
                return 0

            os.write = some
            place.act(place.path)

        assert forked(work) == -signal.SIGKILL
        assert place.found() == place.old
        (beside,) = [place.folder / name for name in place.left() if name.endswith(".tmp")]
        assert beside.read_bytes() == place.new[:length]
        place.goes_on()


def test_writers_that_are_killed_at_any_time_leave_one_of_their_ledgers(tmp_path: Path):
    path = tmp_path / "ledger.yaml"
    one, two = sl.Ledger([FIRST]), sl.Ledger([FIRST, SECOND])
    sl.Ledger([FIRST]).save(path)
    chance = random.Random(7)  # noqa: S311 - any times will do

    def work() -> None:
        while True:
            sl.Ledger([FIRST]).save(path, wait=0)
            sl.Ledger([FIRST, SECOND]).save(path, wait=0)

    for _ in range(30):
        child = os.fork()
        if not child:
            try:
                work()
            finally:
                os._exit(1)
        time.sleep(chance.uniform(0, 0.02))
        os.kill(child, signal.SIGKILL)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        assert sl.load(path) in (one, two)
    assert sl.load(tmp_path) in (one, two)
    two.save(path, wait=0)
    assert sl.load(path) == two


@FROM
@BY_ACT
def test_any_failing_call_leaves_a_complete_ledger_and_no_other_file(
    tmp_path: Path, act: Callable[[Path], None], ending: str, fresh: bool
):
    place = Place(tmp_path, act, ending, fresh=fresh)
    failures = []

    def fail() -> None:
        failures.append(errno.ENOSPC)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    for at in moments(place):
        raised = False
        sys.setprofile(watching(fail, at, ("c_call",)))
        try:
            place.act(place.path)
        except OSError as error:
            raised = error.errno == errno.ENOSPC
        finally:
            sys.setprofile(None)
        if len(failures) == at:
            break
        held = place.found()
        assert raised or held == place.new
        if held == place.old:
            assert [name for name in place.left() if name.endswith(".tmp")] == []
        place.goes_on()
    assert len(failures) >= 10


def test_a_full_disk_leaves_the_old_ledger_and_no_other_file(tmp_path: Path):
    resource = pytest.importorskip("resource")
    for act, ending in ACTS:
        (tmp_path / f"{act.__name__}-{ending}").mkdir()
        place = Place(tmp_path / f"{act.__name__}-{ending}", act, ending, fresh=False)

        def work(place: Place = place) -> None:
            full = len(place.new) - 10
            resource.setrlimit(resource.RLIMIT_FSIZE, (full, full))
            with pytest.raises(OSError, match=os.strerror(errno.EFBIG)):
                place.act(place.path)

        assert forked(work) == 0
        assert place.found() == place.old
        assert place.left() == []


@pytest.mark.parametrize("ending", ["yaml", "jsonl"])
def test_appends_of_two_processes_lose_no_record(tmp_path: Path, ending: str):
    path = tmp_path / f"ledger.{ending}"

    def work(name: str) -> None:
        for number in range(50):
            sl.append(path, record(f"{{kind: event, id: {name}-{number}}}"), wait=600)

    children = []
    for name in "ab":
        child = os.fork()
        if not child:
            status = 1
            try:
                work(name)
                status = 0
            finally:
                os._exit(status)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
    held = list(sl.load(path).records)
    assert sorted(held) == sorted(f"{name}-{number}" for name in "ab" for number in range(50))
    for name in "ab":
        assert [one for one in held if one.startswith(name)] == [f"{name}-{number}" for number in range(50)]


def test_saves_of_two_processes_lose_no_record_if_each_loads_again_when_refused(tmp_path: Path):
    path = sl.Ledger([FIRST]).save(tmp_path / "ledger.yaml")

    def work(name: str) -> None:
        for number in range(10):
            while True:
                try:
                    ledger = sl.load(path)
                    ledger.with_records(record(f"{{kind: event, id: {name}-{number}}}")).save(path, wait=600)
                except sl.errors.ChangedMeanwhile:
                    continue
                break

    children = []
    for name in "xy":
        child = os.fork()
        if not child:
            status = 1
            try:
                work(name)
                status = 0
            finally:
                os._exit(status)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
    assert sorted(sl.load(path).records) == sorted([FIRST.id, *(f"{n}-{i}" for n in "xy" for i in range(10))])
