"""The maker of commands that ask a question: one declaration for each question of a view.

A question is a function of a position. Its parameters become the arguments and options of its command, by the table
below. Every command made here also takes the ledger, the options of every view, `--explain`, `--csv` and `--json`.
"""

from __future__ import annotations

import inspect
import sys
import typing
from collections.abc import Callable
from typing import Annotated, Any

import attrs
import typer
from rich.text import Text

from sanctledger.base.answer import Answer, ListAnswer
from sanctledger.base.showing import shown_lines
from sanctledger.cli.cells import cell, grid, when
from sanctledger.cli.ledger_views import readable, view_of
from sanctledger.cli.options import Claims, Json, Known, Named, On, Path, Rivals, Status, parties
from sanctledger.cli.terminal import console, print_json, reader_may_leave
from sanctledger.view import View

Csv = Annotated[bool, typer.Option("--csv", help="Print comma-separated values for a spreadsheet.")]
Explain = Annotated[bool, typer.Option("--explain", help="Add the records and sources behind the answer.")]


@attrs.frozen
class Option:
    """How the parameter of a question is given on the command line.

    Attributes:
        name: The name of the parameter of the command.
        type: Its annotation, with the option that typer reads.
        read: What the given value becomes; values that are not given stay away from the question.
        default: The value if nothing is given.
    """

    name: str
    type: Any
    read: Callable[[Any], Any]
    default: Any = None


def _several(metavar: str, flag: str, said: str) -> Any:
    return Annotated[str | None, typer.Option(flag, metavar=metavar, help=said)]


#: The options of the parameters that questions have, by the name of the parameter.
OPTIONS = {
    "kind": Option("kind", _several("KIND", "--kind", "Only these kinds: a,b."), parties),
    "sender": Option("sender", _several("PARTY", "--from", "Only what these parties did: us,eu."), parties),
    "target": Option("target", _several("PARTY", "--to", "Only what concerns these parties."), parties),
    "deal": Option("deal", _several("DEAL", "--deal", "Only what belongs to this deal."), str),
    "rollup": Option("named", Named, lambda named: not named, default=False),
}
_COMMON = {
    "on": (On, None),
    "known": (Known, None),
    "reading": (Rivals, Claims.widest),
    "status": (Status, None),
    "explain": (Explain, False),
    "as_csv": (Csv, False),
    "as_json": (Json, False),
}


def command(name: str, question: Callable[..., Answer], said: str) -> Callable[..., None]:
    """Return the command that asks a question, for typer.

    Args:
        name: The name of the question as a method of a view, and of the command.
        question: The question: a function of a position whose other parameters all are in the table of options.
        said: What the command does, in one sentence for `--help`.
    """
    asked = {one: OPTIONS[one] for one in list(inspect.signature(question).parameters)[1:]}

    def ask(path: str, **given: Any) -> None:
        view = view_of(readable(path), given["on"], given["known"], given["reading"], given["status"])
        options = {
            one: option.read(given[option.name]) for one, option in asked.items() if given[option.name] is not None
        }
        _print(view, getattr(view, name)(**options), given)

    named = {option.name: (option.type, option.default) for option in asked.values()} | _COMMON
    first = inspect.Parameter("path", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Path)
    rest = [
        inspect.Parameter(one, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)
        for one, (kind, default) in named.items()
    ]
    ask.__name__, ask.__doc__ = name, said
    ask.__signature__ = inspect.Signature([first, *rest])  # type: ignore[attr-defined]  # what typer reads
    ask.__annotations__ = {one.name: one.annotation for one in (first, *rest)}
    return ask


def _print(view: View, answer: Any, given: dict[str, Any]) -> None:
    """Print an answer as JSON, as comma-separated values, or as a table with its explanation."""
    if given["as_json"]:
        extra = {"explanation": answer.explain().to_json()} if given["explain"] else {}
        print_json(answer.to_json() | extra)
    elif given["as_csv"]:
        with reader_may_leave():
            sys.stdout.write(answer.to_csv())
    else:
        _show(view, answer)
        if given["explain"]:
            console().print()
            console().print(Text(shown_lines(str(answer.explain()))), soft_wrap=True)


def _show(view: View, answer: Answer) -> None:
    """Print the rows of an answer as a table, the two ends of an amount in one cell, and the number of records."""
    output, title = console(), type(answer).__name__.lower()
    output.print(cell(f"{title} {when(view)}", "bold"), soft_wrap=True)
    items = list(answer)  # type: ignore[call-overload]  # an answer that is a list
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


def questions() -> tuple[Callable[..., None], ...]:
    """Return the commands of the questions of a view whose answers are lists, in the order of the view.

    The help of a command is the first sentence of the docstring of its question.
    """
    found = []
    for name, question in vars(View).items():
        if inspect.isfunction(question) and not name.startswith("_"):
            answer = typing.get_type_hints(inspect.unwrap(question)).get("return")
            if isinstance(answer, type) and issubclass(answer, ListAnswer):
                said = str(inspect.getdoc(question)).partition("\n\n")[0].replace("\n", " ")
                found.append(command(name, question, f"Show {said.removeprefix('Return ')}"))
    return tuple(found)
