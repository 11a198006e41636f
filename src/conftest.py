"""Runs the examples in docstrings below."""

from __future__ import annotations

from pages import DOCSTRINGS

pytest_collect_file = DOCSTRINGS.pytest()
