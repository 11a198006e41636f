"""The command that lists the kinds of records there are, and shows one."""

from __future__ import annotations

from typing import Annotated

import typer

from sanctledger.base.common_errors import ReadError
from sanctledger.cli.cells import cell, grid
from sanctledger.cli.options import Json
from sanctledger.cli.terminal import console, print_json
from sanctledger.records.crosswalk import VOCABULARIES
from sanctledger.records.kind_pages import KindPage, all_described, described
from sanctledger.records.kinds import Kinds

Kind = Annotated[
    str | None, typer.Argument(metavar="KIND", help="A kind, such as asset_freeze; a line for each if absent.")
]
Family = Annotated[
    str | None, typer.Option("--family", metavar="FAMILY", help="Only the kinds of this family, such as easing.")
]
Package = Annotated[
    str | None, typer.Option("--package", metavar="PACKAGE", help="Only the kinds that are from this package.")
]


def kinds(kind: Kind = None, *, family: Family = None, package: Package = None, as_json: Json = False) -> None:
    """List the kinds of records that there are, those of installed packages too; or show one with its fields."""
    catalogue = Kinds.installed()
    if kind is not None:
        page = described(kind, catalogue)
        if as_json:
            print_json(page.to_json())
        else:
            _show_page(page)
        return
    pages = all_described(catalogue)
    pages = _among(pages, "family", family)
    pages = _among(pages, "package", package)
    if as_json:
        print_json([page.to_json() for page in pages])
    else:
        _show_list(pages)


def _among(pages: tuple[KindPage, ...], part: str, wanted: str | None) -> tuple[KindPage, ...]:
    if wanted is None:
        return pages
    known = sorted({getattr(page, part) for page in pages})
    if wanted not in known:
        raise ReadError(wanted, f"is no {part} of any kind", f"name one of {', '.join(known)}")
    return tuple(page for page in pages if getattr(page, part) == wanted)


def _show_list(pages: tuple[KindPage, ...]) -> None:
    table = grid("kind", "family", "package", "CAMEO", "fields of its own", "meaning")
    for page in pages:
        row = page.row()
        columns = ("kind", "family", "package", "cameo", "fields", "meaning")
        table.add_row(*(cell(row[column]) for column in columns))
    console().print(table)


def _show_page(page: KindPage) -> None:
    output = console()

    def say(text: str, style: str = "") -> None:
        output.print(cell(text, style), soft_wrap=True)

    say(f"{page.kind} ({page.name}): {page.family}, from {page.package}", "bold")
    say(page.meaning)
    say(f"class {page.cls}")
    for heading, said in (
        ("codes elsewhere", {f"{name} {code}": VOCABULARIES.get(name, name) for name, code in page.codes.items()}),
        ("reaches, where a record writes no scope", {} if page.reaches is None else {page.reaches: ""}),
        ("dimensions of its scope", page.dimensions),
        ("units", dict.fromkeys(page.units, "")),
        ("rules", page.rules),
    ):
        if said:
            output.print()
            say(heading, "bold")
            for name, meaning in said.items():
                say(f"  {name}  {meaning}".rstrip())
    output.print()
    table = grid("field", "written as", "default", "limits", "meaning")
    for field in page.fields:
        default = "required" if field.required else field.default
        table.add_row(*map(cell, (" or ".join(field.words), field.written, default, field.limits, field.meaning)))
    output.print(table)
