"""Fixtures of the tests of files: texts written to files and read again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sanctledger.ledger import Loaded, read


@pytest.fixture
def reading(tmp_path: Path) -> Callable[..., Loaded]:
    """A reader that writes a text to a file and loads the file."""

    def put(text: str | bytes, name: str = "ledger.yaml") -> Loaded:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read(path)

    return put


@pytest.fixture
def faults(reading: Callable[..., Loaded], tmp_path: Path) -> Callable[..., list[str]]:
    """Return the findings about a text, one line each, with places as `line:column`."""

    def find(text: str | bytes, name: str = "ledger.yaml") -> list[str]:
        return [str(finding).replace(f"{tmp_path / name}:", "") for finding in reading(text, name).report]

    return find
