"""What reaches a terminal, or whoever reads the output: never a character that paints over the rest."""

from __future__ import annotations

import json
import os
import sys
import unicodedata
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console

from sanctledger.installed import PluginWarning

#: How wide tables may grow where there is no terminal to fit.
_WIDE = 200
#: Kinds of character that could paint over a report: controls, and those that turn the direction of writing.
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def shown(text: str) -> str:
    """The text with every character that could paint over a terminal written as its number."""
    return "".join(
        f"\\u{ord(letter):04x}" if unicodedata.category(letter) in _HIDDEN and letter != "\n" else letter
        for letter in text
    )


@contextmanager
def reader_may_leave() -> Iterator[None]:
    """End quietly, with status 0, where whoever reads the output has gone, as `head` does."""
    try:
        yield
    except BrokenPipeError:
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # so that closing it at exit finds no broken pipe
        raise SystemExit(0) from None


class _Console(Console):
    """A console whose reader may leave."""

    def on_broken_pipe(self) -> None:
        """End quietly."""
        with reader_may_leave():
            raise BrokenPipeError


def console(*, stderr: bool = False) -> Console:
    """The console of the output: as wide as the terminal, or wide where nobody watches."""
    stream = sys.stderr if stderr else sys.stdout
    return _Console(file=stream, width=None if stream.isatty() else _WIDE, highlight=False, markup=False, emoji=False)


@contextmanager
def plugins_noted() -> Iterator[None]:
    """Tell on standard error, a line each, what other packages bring that cannot be used."""

    def note(message: Warning | str, *_: object, **__: object) -> None:
        sys.stderr.write(f"note: {shown(str(message))}\n")

    with warnings.catch_warnings():
        warnings.filterwarnings("always", category=PluginWarning)
        warnings.showwarning = note
        yield


def print_json(answer: Any) -> None:
    """Print an answer for programs."""
    with reader_may_leave():
        sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")
        sys.stdout.flush()
