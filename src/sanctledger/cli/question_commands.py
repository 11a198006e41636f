"""The maker of commands that ask a question.

The command is made from the signature of the question: `cli.parameters` has the spelling of each parameter. Every
command made here also takes the ledger, the options of every view, `--explain`, `--csv` and `--json`. A question whose
answer is a list needs nothing else; a command with a table of its own names the function that prints the table.
"""

from __future__ import annotations

import inspect
import sys
import typing
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

import attrs
from rich.text import Text

from sanctledger.base.answer import Answer, ListAnswer
from sanctledger.base.showing import shown_lines
from sanctledger.cli.cells import cell, grid, when
from sanctledger.cli.ledger_views import readable, view_of
from sanctledger.cli.options import Claims, Csv, Explain, Json, Known, On, Path, Rivals, Status, day
from sanctledger.cli.parameters import PARAMETERS
from sanctledger.cli.terminal import console, print_json, reader_may_leave
from sanctledger.ledger import Ledger
from sanctledger.view import View

_OUTPUT = {"explain": (Explain, False), "as_csv": (Csv, False), "as_json": (Json, False)}
#: The options of a question of a ledger: it has one axis, the day of knowledge.
_LEDGER = {"known": (Known, None)} | _OUTPUT
#: The options of a question of a view.
_VIEW = {
    "on": (On, None),
    "known": (Known, None),
    "reading": (Rivals, Claims.widest),
    "status": (Status, None),
} | _OUTPUT


def show_items(view: View, answer: Any) -> None:
    """Print the items of a list as a table: both ends of an amount in one cell, and the number of ids in a list."""
    output, title = console(), type(answer).__name__.lower()
    output.print(cell(f"{title} {when(view)}", "bold"), soft_wrap=True)
    items = list(answer)
    if not items:
        output.print(cell("nothing to show"))
        return
    names = [field.name for field in attrs.fields(type(items[0])) if not field.name.startswith("_")]
    table = grid(*(name.replace("_", " ") for name in names))
    for column in table.columns[1:]:
        column.justify = "right"
    for item in items:
        values = (getattr(item, name) for name in names)
        table.add_row(*(cell(f"{len(value):,}" if isinstance(value, tuple) else value) for value in values))
    output.print(table)


def _explained(answer: Any) -> Iterable[str]:
    return (str(answer.explain()),)


def command(
    question: Callable[..., Answer],
    text: str,
    *,
    name: str | None = None,
    table: Callable[[Any, Any], None] = show_items,
    explained: Callable[[Any], Iterable[str]] = _explained,
) -> Callable[..., None]:
    """Return the command that asks a question, for typer.

    Args:
        question: A method of `View` or of `Ledger`.
        text: One sentence for `--help`.
        name: The name of the command; default: the name of the question.
        table: A function of a view, or of a ledger, and the answer that prints the answer for people.
        explained: A function that returns the parts of the explanation as text.
    """
    asked_of_ledger = getattr(Ledger, question.__name__, None) is question
    common = _LEDGER if asked_of_ledger else _VIEW
    parameters = [one for one in list(inspect.signature(question).parameters.values())[1:] if one.name not in _VIEW]
    spelled = {one.name: PARAMETERS[one.name] for one in parameters}

    def ask(path: str, **given: Any) -> None:
        ledger, options = readable(path), {}
        for key, parameter in spelled.items():
            if given[key] is not None:
                options[key] = parameter.read(given[key])
        asked: Any = ledger
        if asked_of_ledger:
            options["known"] = day("--known", given["known"])
        else:
            asked = view_of(ledger, given["on"], given["known"], given["reading"], given["status"])
        print_answer(asked, question(asked, **options), given, table=table, explained=explained)

    signature = [inspect.Parameter("path", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Path)]
    for one in parameters:
        parameter, is_required = spelled[one.name], one.default is inspect.Parameter.empty
        annotation = parameter.required if is_required else parameter.optional
        default = one.default if is_required else parameter.default
        signature.append(one.replace(kind=inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default))
    for option, (annotation, default) in common.items():
        kind = inspect.Parameter.KEYWORD_ONLY
        signature.append(inspect.Parameter(option, kind, annotation=annotation, default=default))
    ask.__name__, ask.__doc__ = name or question.__name__, text
    ask.__signature__ = inspect.Signature(signature)  # type: ignore[attr-defined]  # typer reads it
    ask.__annotations__ = {one.name: one.annotation for one in signature}
    ask.__wrapped_question__ = question  # type: ignore[attr-defined]  # so that no question gets two commands
    return ask


def print_answer(  # noqa: PLR0913 - the answer, and the ways to show it
    asked: View | Ledger,
    answer: Any,
    output: Mapping[str, Any],
    *,
    table: Callable[[Any, Any], None],
    explained: Callable[[Any], Iterable[str]] = _explained,
    heading: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    """Print an answer as JSON, as comma-separated values, or as a table, with its explanation if that is asked for.

    Args:
        asked: The view or the ledger that was asked.
        answer: The answer.
        output: The options of the form of output: `as_json`, `as_csv` and `explain`.
        table: A function that prints the answer for people.
        explained: A function that returns the parts of the explanation as text.
        heading: Keys that the JSON shows before those of the answer.
    """
    if output["as_json"]:
        shape = answer.to_json()
        if output["explain"]:
            keys = shape if isinstance(shape, dict) else {"items": shape}
            shape = {**keys, "explanation": answer.explain().to_json()}
        print_json({**heading, **shape} if heading else shape)
    elif output["as_csv"]:
        with reader_may_leave():
            sys.stdout.write(answer.to_csv())
    else:
        table(asked, answer)
        if output["explain"]:
            for part in explained(answer):
                console().print()
                console().print(Text(shown_lines(part)), soft_wrap=True)


def list_commands(commands: Iterable[Callable[..., None]], besides: Iterable[str]) -> tuple[Callable[..., None], ...]:
    """Return a command for each question of a view that has none and whose answer is a list, in the order of the view.

    The help of a command is the first sentence of the docstring of its question.

    Args:
        commands: The commands that are already there.
        besides: The names of questions that another command asks.
    """
    asked = {getattr(one, "__wrapped_question__", None) for one in commands} | {vars(View)[name] for name in besides}
    found = []
    for name, question in vars(View).items():
        if not inspect.isfunction(question) or name.startswith("_") or question in asked:
            continue
        answer = typing.get_type_hints(inspect.unwrap(question)).get("return")
        if isinstance(answer, type) and issubclass(answer, ListAnswer):
            text = str(inspect.getdoc(question)).partition("\n\n")[0].replace("\n", " ")
            found.append(command(question, f"Show {text.removeprefix('Return ')}"))
    return tuple(found)
