"""What shows, on a terminal only, that long work goes on."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

from sanctledger.base.showing import shown

#: How long work goes on before anything is said of it, in seconds.
PATIENCE = 1.0


@contextmanager
def working(on: str) -> Iterator[None]:
    """Say on standard error what takes long, once it has taken a second, and take that away when it is done.

    Nothing is said where no terminal watches.

    Args:
        on: What is done, such as `reading my.yaml`.
    """
    terminal = sys.__stderr__  # what else goes to standard error is escaped, and this moves the cursor
    if terminal is None or not terminal.isatty():
        yield
        return
    status = Console(file=terminal, markup=False, highlight=False).status(f"{shown(on)} ...")
    timer = threading.Timer(PATIENCE, status.start)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        status.stop()
