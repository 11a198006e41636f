"""Times several ways of doing one thing in turn, so that a noisy machine is as noisy for each of them."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping


def medians(ways: Mapping[str, Callable[[], object]], rounds: int = 7) -> dict[str, float]:
    """The median seconds of each way, over rounds in which each runs once, after one that does not count."""
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for counted in range(-1, rounds):
        for name, way in ways.items():
            gc.collect()
            start = time.perf_counter()
            kept = way()
            took = time.perf_counter() - start
            del kept
            if counted >= 0:
                seconds[name].append(took)
    return {name: statistics.median(times) for name, times in seconds.items()}


def table(title: str, found: Mapping[str, float], against: str) -> str:
    """The medians, each with its ratio to one of them."""
    lines = [title]
    lines += [f"  {name:<44} {took * 1000:10.3f} ms   x {took / found[against]:.3f}" for name, took in found.items()]
    return "\n".join(lines)
