"""What reaches a terminal, or whoever reads the output: never a character that paints over the rest."""

from __future__ import annotations

import io
import json
import os
import sys
import unicodedata
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from typing import Any, TextIO

from rich.console import Console

from sanctledger.base.plugins import PluginWarning
from sanctledger.base.showing import HIDDEN, shown, shown_lines

#: How wide tables may grow for the sake of long texts if there is no terminal to fit.
_WIDE = 200
#: What stands before the reason in what the command-line library says of a wrong choice: a programmer's word.
#: How many characters a line of a message has at most.
LONGEST = 1000
_PROGRAMMED = "Value error, "


def briefly(line: str) -> str:
    """Return a line of a message, cut in its middle if it is longer than anybody reads."""
    return line if len(line) <= LONGEST else f"{line[: LONGEST // 2]} ... {line[-LONGEST // 2 :]}"


class _Escaping(io.TextIOBase):
    """A stream that shows what could paint over a terminal, and hands the rest on."""

    encoding = "utf-8"
    errors = "backslashreplace"

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self._stream = stream

    def write(self, text: str) -> int:
        """Write a text; a line that echoes a very long argument is cut."""
        lines = shown_lines(text.replace(f": {_PROGRAMMED}", ": ")).split("\n")
        return self._stream.write("\n".join(map(briefly, lines)))

    def flush(self) -> None:
        """Hand on what waits."""
        self._stream.flush()

    def isatty(self) -> bool:
        """Never: no colour passes through it."""
        return False


def any_letter_printed() -> None:
    """Let standard output show what its encoding cannot write as an escape, where it would break off instead."""
    if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.errors == "strict":
        sys.stdout.reconfigure(errors="backslashreplace")


@contextmanager
def escaped_errors() -> Iterator[None]:
    """Show what could paint over a terminal in whatever is said of wrong arguments."""
    with redirect_stderr(_Escaping(sys.stderr)):
        yield


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
    """A console whose reader may leave, and that cuts no line off if there is no terminal."""

    def print(self, *objects: Any, **how: Any) -> None:
        """Print, as rich does it."""
        super().print(*objects, **{"crop": self.is_terminal} | how)

    def on_broken_pipe(self) -> None:
        """End quietly."""
        with reader_may_leave():
            raise BrokenPipeError


def console(*, stderr: bool = False) -> Console:
    """Return the console of the output: as wide as the terminal, or wide where nobody watches."""
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
        text = json.dumps(answer, ensure_ascii=False, indent=2)
        try:
            text.encode(sys.stdout.encoding or "utf-8")
        except UnicodeEncodeError:
            text = json.dumps(answer, indent=2)
        sys.stdout.write((text if text.isascii() and "\x7f" not in text else "".join(map(_in_json, text))) + "\n")
        sys.stdout.flush()


def _in_json(letter: str) -> str:
    return json.dumps(letter)[1:-1] if letter != "\n" and unicodedata.category(letter) in HIDDEN else letter
