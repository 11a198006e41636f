"""What the tests of files share: texts put into files and read from them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sanctledger.ledger import Loaded, read


@pytest.fixture
def reading(tmp_path: Path) -> Callable[..., Loaded]:
    """Writes a text to a file of a name and reads it."""

    def put(text: str | bytes, name: str = "ledger.yaml") -> Loaded:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read(path)

    return put


@pytest.fixture
def faults(reading: Callable[..., Loaded], tmp_path: Path) -> Callable[..., list[str]]:
    """What is wrong with a text, one line each, with places as `line:column`."""

    def find(text: str | bytes, name: str = "ledger.yaml") -> list[str]:
        return [str(finding).replace(f"{tmp_path / name}:", "") for finding in reading(text, name).report]

    return find
