"""Runs the code in the pages below."""

from __future__ import annotations

from pages import PAGES

pytest_collect_file = PAGES.pytest()
