"""What every test run shares: how hard properties are tried."""

from __future__ import annotations

import gc
import os

from hypothesis import HealthCheck, settings

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
#: A server tries the same examples each time, so that a change is judged by what it changes; hunts are for a desk.
SAME = "CI" in os.environ
TRY = {"deadline": None, "print_blob": True, "suppress_health_check": SLOW}
settings.register_profile(
    "dev", max_examples=20, derandomize=SAME, database=None if SAME else settings().database, **TRY
)
settings.register_profile(
    "ci", max_examples=80, derandomize=SAME, database=None if SAME else settings().database, **TRY
)
settings.register_profile("hunt", max_examples=1000, **TRY)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))


def pytest_collection_finish() -> None:
    """Let the collector pass over what collecting made: modules, cases and tests stay until the end anyway."""
    gc.collect()
    gc.freeze()
