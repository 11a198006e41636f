"""What the tests of the command line share: a call of it in this process, as the shell would make it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

import attrs
import pytest

from sanctledger.__main__ import main


@attrs.frozen
class Ran:
    """What a call left behind."""

    status: int
    out: str
    err: str

    def json(self) -> Any:
        """What it printed, read as JSON."""
        return json.loads(self.out)


@pytest.fixture
def sanctledger(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Runs the command line and gives its status and what it printed; no call may end in a traceback."""

    def call(*arguments: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["sanctledger", *arguments])
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        status = stopped.value.code
        return Ran(0 if status is None else int(status), out, err)

    return call
