"""What hostile files cost: `python tests/benchmarks/hostile.py [MEGABYTES]`.

Each is read in a process of its own, and checked by the command in another. Printed are the seconds of the read, the
most memory beyond that of an import and the file's own size, the seconds of the processor that the whole command takes
and those beyond what it takes of a file of one record, its memory beyond that one's and the file's size, how many
findings there are, and the first of them.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

HEAD = b"sanctledger: 1\nrecords:\n  - {kind: event, id: e}\n"
EVENT = b'{"kind":"event","id":"e"}\n'


def cases(size: int) -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    """A name, an ending, and what makes the bytes."""
    x = b"x" * size
    yield "plain text", ".yaml", lambda: HEAD + b"title: " + x
    yield "quoted text", ".yaml", lambda: HEAD + b'title: "' + x + b'"'
    yield "quoted lines", ".yaml", lambda: HEAD + b'title: "' + b"a line\n" * (size // 7)
    yield "block of lines", ".yaml", lambda: HEAD + b"title: |\n" + b"  a line\n" * (size // 9)
    yield "comment", ".yaml", lambda: HEAD + b"#" + x
    yield "comments", ".yaml", lambda: b"# a\n" * (size // 4)
    yield "indentation", ".yaml", lambda: HEAD + b" " * size
    yield "line ends", ".yaml", lambda: HEAD + b"\n" * size
    yield (
        "alias bomb",
        ".yaml",
        lambda: b"".join(b"k%d: &a%d [*a%d,*a%d]\n" % (n, n, n - 1, n - 1) for n in _to(size, 30)),
    )
    yield "tags", ".yaml", lambda: b"".join(b"k%d: !!python/object:os.system x\n" % n for n in _to(size, 40))
    yield "%TAG directives", ".yaml", lambda: b"".join(b"%%TAG !%d! tag:%d,2:\n" % (n, n) for n in _to(size, 30))
    yield "one key", ".yaml", lambda: b"a: 1\n" * (size // 5)
    yield "unknown sections", ".yaml", lambda: b"".join(b"k%d: 1\n" % n for n in _to(min(size, 1 << 20), 10))
    yield "10,000 brackets", ".yaml", lambda: HEAD + b"title: " + b"[" * 10_000
    yield "10,000 dashes", ".yaml", lambda: b"- " * 10_000
    yield "10,000 question marks", ".yaml", lambda: b"? " * 10_000
    yield "brackets", ".yaml", lambda: b"[" * size
    yield "NUL bytes", ".yaml", lambda: HEAD + b"\0" * size
    yield "UTF-16", ".yaml", lambda: (HEAD.decode() * (size // len(HEAD) // 2)).encode("utf-16")
    yield "latin-1", ".yaml", lambda: HEAD + b"title: \xe9" + x
    yield "5,000 digits", ".yaml", lambda: b"sanctledger: " + b"9" * 5000
    yield "one line", ".jsonl", lambda: EVENT + b'{"kind":"event","id":"x","gist":"' + x + b'"}\n' + EVENT
    yield "one number", ".jsonl", lambda: EVENT + b'{"kind":"event","id":"x","gist":' + b"9" * size + b"}\n"
    yield "5,000 digits", ".jsonl", lambda: EVENT + b'{"kind":"event","id":"x","gist":' + b"9" * 5000 + b"}\n"
    yield "brackets", ".jsonl", lambda: EVENT + b"[" * size
    yield "10,000 brackets", ".jsonl", lambda: EVENT + b"[" * 10_000
    yield "blank lines", ".jsonl", lambda: EVENT + b"\n" * size
    yield "no records", ".jsonl", lambda: b"1\n" * (size // 2)
    yield "NUL bytes", ".jsonl", lambda: EVENT + b"\0" * size
    yield "UTF-16", ".jsonl", lambda: (EVENT.decode() * (size // len(EVENT) // 2)).encode("utf-16")
    yield "fields of one record", ".jsonl", lambda: _object(900_000)
    yield "torn", ".jsonl", lambda: EVENT + EVENT[:-9]


def _to(size: int, each: int) -> range:
    return range(size // each)


def _object(size: int) -> bytes:
    return json.dumps({"kind": "event", "id": "x"} | {f"f{n}": 1 for n in _to(size, 12)}).encode()


def measured(path: Path) -> None:
    """Read a file and print what it took, as JSON."""
    import sanctledger as sl

    sl.read("belarus")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    report = sl.read(path).report
    lines = [str(finding).replace(str(path), "") for finding in report]
    seconds = time.perf_counter() - start
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    beyond = most / 1024 - path.stat().st_size / 1e6
    print(json.dumps([seconds, beyond, len(report), lines[0][:90] if lines else ""]))


def command(path: Path) -> tuple[float, float]:
    """What `sanctledger check` takes as a whole process: seconds of the processor, and the most memory in MB."""
    asked = [sys.executable, "-m", "sanctledger", "check", str(path)]
    with subprocess.Popen(asked, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, _, used = os.wait4(process.pid, 0)
        process.returncode = 0
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main(megabytes: float) -> None:
    """Print a row for each file."""
    print(
        f"{'file':<30}{'MB':>7}{'seconds':>9}{'MB more':>9}{'command':>9}{'beyond':>8}{'MB more':>9}{'findings':>10}"
        "  the first"
    )
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder, "small.yaml")
        small.write_bytes(HEAD)
        floors = [command(small) for _ in range(3)]
        floor, least = min(seconds for seconds, _ in floors), min(memory for _, memory in floors)
        for number, (name, ending, _) in enumerate(cases(round(megabytes * 1e6))):
            path = Path(folder, f"a{ending}")
            # made elsewhere: a process that was large passes its size on to those that it starts
            subprocess.run([sys.executable, __file__, "--make", str(megabytes), str(number), path], check=True)
            ran = subprocess.run([sys.executable, __file__, "--one", path], capture_output=True, text=True, check=False)
            size = path.stat().st_size / 1e6
            if ran.returncode:
                print(f"{name + ' ' + ending:<30}{size:>7.1f}  FAILED: {ran.stderr.strip().splitlines()[-1:]}")
                continue
            seconds, beyond, count, first = json.loads(ran.stdout)
            taken, memory = command(path)
            more = f"{taken:>9.2f}{taken - floor:>8.2f}{max(0, memory - least - size):>9.0f}"
            row = f"{name + ' ' + ending:<30}{size:>7.1f}{seconds:>9.2f}{max(0, beyond):>9.0f}"
            print(f"{row}{more}{count:>10}  {first}", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measured(Path(sys.argv[2]))
    elif sys.argv[1:2] == ["--make"]:
        _, _, made = list(cases(round(float(sys.argv[2]) * 1e6)))[int(sys.argv[3])]
        Path(sys.argv[4]).write_bytes(made())
    else:
        main(float(sys.argv[1]) if len(sys.argv) > 1 else 100)
