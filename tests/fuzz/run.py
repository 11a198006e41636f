"""A search for inputs that break a reader's promise: `python tests/fuzz/run.py --minutes 10 [TARGET...]`.

Targets are `yaml`, `jsonl`, `dates` and `quantities`; each is given so many minutes. Atheris guides the search by what
of the library an input reaches (`pip install --group fuzz`); without it hypothesis changes seeds at random. What
breaks a promise is written to `.fuzz/finds`, and the exit status is 1. Each find becomes a test.
"""

from __future__ import annotations

import argparse
import importlib.util
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
WORK = HERE.parents[1] / ".fuzz"
FINDS = WORK / "finds"
NAMES = ("yaml", "jsonl", "dates", "quantities")
sys.path.insert(0, str(HERE))


def main() -> int:
    """Search for each target in a process of its own, and say how many broke."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=10, help="how long each target is searched")
    parser.add_argument("--one", choices=("atheris", "hypothesis"), help=argparse.SUPPRESS)
    parser.add_argument("targets", nargs="*", choices=[*NAMES, []], help="all if absent")
    given = parser.parse_args()
    seconds = round(given.minutes * 60)
    if given.one:
        (guided if given.one == "atheris" else unguided)(given.targets[0], seconds)
        return 0
    FINDS.mkdir(parents=True, exist_ok=True)
    way = "atheris" if importlib.util.find_spec("atheris") else "hypothesis"
    failed = []
    for target in given.targets or NAMES:
        print(f"=== {target}: {given.minutes:g} minutes with {way}", flush=True)
        command = [sys.executable, __file__, "--one", way, "--minutes", str(given.minutes), target]
        if subprocess.run(command, check=False).returncode:
            failed.append(target)
    print("no promise broken" if not failed else f"a promise was broken: {', '.join(failed)}; see {FINDS}")
    return bool(failed)


def guided(name: str, seconds: int) -> None:
    """Let atheris search; it ends the process."""
    import atheris

    with atheris.instrument_imports(include=["sanctledger"], enable_loader_override=False):
        import targets

        import sanctledger

        for public in set(sanctledger.__all__) - {"__version__"}:  # each comes with its module
            getattr(sanctledger, public)
        sanctledger.load("belarus").check()
    corpus = WORK / "corpus" / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(targets.seeds(name)):
        (corpus / f"seed-{number}").write_bytes(seed)
    known = WORK / f"{name}.dict"
    known.write_text("".join(f'"{word.replace(chr(92), chr(92) * 2)}"\n' for word in targets.words(name)), "utf-8")
    limits = [
        f"-max_total_time={seconds}",
        "-timeout=20",
        "-rss_limit_mb=3000",
        "-max_len=6000",
        "-print_final_stats=1",
    ]
    options = [*limits, f"-dict={known}", f"-artifact_prefix={FINDS}/{name}-", "-verbosity=1"]
    atheris.Setup([sys.argv[0], *options, str(corpus)], targets.TARGETS[name])
    atheris.Fuzz()


def unguided(name: str, seconds: int) -> None:
    """Let hypothesis change the seeds at random, and shrink what breaks."""
    import targets
    from hypothesis import HealthCheck, given, settings
    from hypothesis import strategies as st

    known = list(targets.seeds(name))
    pieces = st.sampled_from([word.encode() for word in targets.words(name)]) | st.binary(max_size=8)
    count = 0

    @settings(max_examples=500, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(known), st.lists(st.tuples(st.integers(0, 6000), st.integers(0, 20), pieces), max_size=6))
    def search(seed: bytes, changes: list[tuple[int, int, bytes]]) -> None:
        nonlocal count
        count += 1
        data = seed
        for at, taken, put in changes:
            place = at % (len(data) + 1)
            data = data[:place] + put + data[place + taken :]
        try:
            targets.TARGETS[name](data)
        except BaseException:
            (FINDS / f"{name}-find").write_bytes(data)  # the last one written is the smallest
            raise

    end = time.monotonic() + seconds
    while time.monotonic() < end:
        search()
    print(f"{count:,} inputs")


if __name__ == "__main__":
    sys.exit(main())
