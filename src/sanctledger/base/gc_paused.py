"""A pause of the garbage collector while many objects are made at once."""

from __future__ import annotations

import gc
import threading

_lock = threading.Lock()


class CollectorPaused:
    """A context in which the garbage collector does not run.

    Bulk work makes no garbage, and the collector would walk over all new objects again and again; a pause makes a load
    about
    twice as fast. The collector belongs to the whole process. So pauses of several threads are counted: the first notes
    whether the collector was on, and the last restores that.
    """

    _depth = 0
    _was_on = False

    def __enter__(self) -> None:
        with _lock:
            if CollectorPaused._depth == 0:
                CollectorPaused._was_on = gc.isenabled()
            CollectorPaused._depth += 1
            gc.disable()

    def __exit__(self, *_: object) -> None:
        with _lock:
            CollectorPaused._depth -= 1
            if CollectorPaused._depth == 0 and CollectorPaused._was_on:
                gc.enable()
