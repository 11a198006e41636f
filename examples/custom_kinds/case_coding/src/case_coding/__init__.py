"""Cases of the Global Sanctions Data Base: each an episode, and each of its objectives an assessment of it."""

from __future__ import annotations

from case_coding.kinds import Episode, ObjectiveCoding
from case_coding.table import Problem, read_cases

__all__ = ["Episode", "ObjectiveCoding", "Problem", "read_cases"]
