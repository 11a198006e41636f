"""Write what follows from the code: tables, into the pages that leave room for them, and a page for each code.

A page marks the room by two comments, `<!-- begin NAME -->` and `<!-- end NAME -->`; in `mkdocs.yml` they are `# begin
codes` and `# end codes`. Run this file to write all; the tests fail where a page is not what it would become.
"""

from __future__ import annotations

import re
import typing
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic import AliasChoices
from pydantic.fields import FieldInfo

from sanctledger.checks.codes import READING
from sanctledger.checks.rule_pages import Page, all_explained
from sanctledger.records.crosswalk import VOCABULARIES
from sanctledger.records.kind_pages import all_described, meaning
from sanctledger.records.kinds import KINDS
from sanctledger.records.record import Record
from sanctledger.records.sanctions import Sanction
from sanctledger.values.vocabulary import BUILT_IN

DOCS = Path(__file__).parents[1]
CODES = DOCS / "reference" / "codes"
NAVIGATION = DOCS.parent / "mkdocs.yml"
ROOM = re.compile(r"(<!-- begin (?P<name>[\w ]+) -->\n).*?(<!-- end (?P=name) -->)", re.DOTALL)

FAMILIES = list(dict.fromkeys(cls.family for cls in KINDS.classes))
EVERY_RECORD = "fields of every record"


def filled(text: str) -> str:
    """The page with all its rooms filled."""
    return ROOM.sub(lambda room: f"{room[1]}\n{_content(room['name'])}\n\n{room[3]}", text)


def _content(name: str) -> str:
    tables = {
        "kinds": _kinds,
        "crosswalk": _crosswalk,
        "codes of reading": _reading,
        "rules": _rules,
        "default scopes": _defaults,
        "known terms": _terms,
    }
    if name in tables:
        return tables[name]()
    if name == EVERY_RECORD:
        return _fields(Record, Record.model_fields)
    if name.startswith("fields of "):
        return _family(name.removeprefix("fields of "))
    raise ValueError(f"no table is called {name!r}")


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


# Codes.


def code_pages() -> dict[Path, str]:
    """The page of each code, by its file."""
    return {CODES / f"{page.code}.md": _code_page(page) for page in all_explained()}


def _code_page(page: Page) -> str:
    head = f"# {page.code}: {page.title}\n\n`{page.severity}` · {page.theme} · [All codes](../findings.md)"
    return f"{head}\n\n{page.text}"


def navigated(text: str) -> str:
    """The site's settings, with the page of each code in its navigation."""
    indent = " " * 10
    lines = [f"{indent}- {page.code}: reference/codes/{page.code}.md\n" for page in all_explained()]
    return re.sub(
        r"( *# begin codes\n).*?( *# end codes\n)",
        lambda room: room[1] + "".join(lines) + room[2],
        text,
        flags=re.DOTALL,
    )


def _reading() -> str:
    """The codes that no rule gives."""
    codes = {one.code for one in READING}
    return _codes(page for page in all_explained() if page.code in codes)


def _rules() -> str:
    """The rules by theme: a module holds one, and its docstring says which."""
    themes: dict[str, list[Page]] = {}
    codes = {one.code for one in READING}
    for page in all_explained():
        if page.code not in codes:
            themes.setdefault(page.theme, []).append(page)
    return "\n\n".join(f"{theme}\n\n{_codes(pages)}" for theme, pages in themes.items())


def _codes(pages: Iterable[Page]) -> str:
    rows = [(f"[`{page.code}`](codes/{page.code}.md)", page.severity, page.title) for page in pages]
    return _table(("code", "severity", "what it asks"), rows)


# Kinds.


def _kinds() -> str:
    parts = []
    for family in FAMILIES:
        classes = [cls for cls in KINDS.classes if cls.family == family]
        rows = [
            (f"`{kind}`", meaning(cls), f"`{cls.__name__}`", f"{cls.cameo}" if cls.cameo else "")
            for cls in classes
            for kind in get_args(cls.model_fields["kind"].annotation)
        ]
        parts.append(f"### {family.capitalize()}\n\n" + _kinds_table(rows))
    return "\n\n".join(parts)


def _kinds_table(rows: list[tuple[str, str, str, str]]) -> str:
    """Kind, meaning, class and code; the code only where any kind of the family has one."""
    if any(code for *_, code in rows):
        return _table(("kind", "meaning", "class", "CAMEO"), rows)
    return _table(("kind", "meaning", "class"), [row[:3] for row in rows])


# Scopes.


def _defaults() -> str:
    """What each kind of sanction reaches by itself."""
    kinds = ((kind, cls) for kind, cls in KINDS.items() if issubclass(cls, Sanction))
    rows = [(f"`{kind}`", " or ".join(f"`{one}`" for one in cls.default_scope.branches)) for kind, cls in kinds]
    return _table(("kind", "reaches"), rows)


def _terms() -> str:
    """The terms that the library knows."""
    rows = [
        (one.dimension, f"`{one.term}`", ", ".join(f"`{above}`" for above in one.under), one.name or "")
        for one in BUILT_IN
    ]
    return _table(("dimension", "term", "under", "meaning"), rows)


def _crosswalk() -> str:
    rows = [
        (f"`{page.kind}`", *(page.codes.get(name, "") for name in VOCABULARIES))
        for page in all_described()
        if page.codes
    ]
    return _table(("kind", "OpenSanctions", "IST", "GSDB", "TIES", "CAMEO"), rows)


# Fields, as a file spells them.


def _family(family: str) -> str:
    classes = [cls for cls in KINDS.classes if cls.family == family]
    common = _base(classes)
    parts = [] if common is Record else [_fields(common, _own(common, Record))]
    for cls in classes:
        own = _own(cls, common)
        if own:
            kind = get_args(cls.model_fields["kind"].annotation)[0]
            parts.append(f"For `{kind}`:\n\n" + _fields(cls, own))
    return "\n\n".join(parts)


def _base(classes: list[type[Record]]) -> type[Record]:
    """What all classes of a family share."""
    shared = [base for base in classes[0].__mro__ if all(issubclass(cls, base) for cls in classes)]
    return shared[0]


def _own(cls: type[Record], base: type[Record]) -> list[str]:
    """The fields that a class has beyond its base, or has otherwise."""
    return [
        name
        for name, field in cls.model_fields.items()
        if name != "kind" and _signature(field) != _signature(base.model_fields.get(name))
    ]


def _signature(field: FieldInfo | None) -> tuple[Any, ...] | None:
    return None if field is None else (field.annotation, field.is_required(), field.description)


def _fields(cls: type[Record], names: Iterable[str]) -> str:
    rows = []
    for name in names:
        field = cls.model_fields[name]
        words = " or ".join(f"`{word}`" for word in _words(name, field))
        required = " **Required.**" if field.is_required() else ""
        rows.append((words, _written(field), f"{field.description}{required}"))
    return _table(("field", "written as", "meaning"), rows)


def _words(name: str, field: FieldInfo) -> list[str]:
    alias = field.validation_alias or field.alias
    if isinstance(alias, AliasChoices):
        return [str(choice) for choice in alias.choices]
    return [alias if isinstance(alias, str) else name]


#: Where the page tells how a type is written.
_WRITTEN = {
    "UncertainDate": "[date](#dates)",
    "date": "one [day](#dates)",
    "Quantity": "[amount](#amounts)",
    "Bounds": "[amount](#amounts) without a unit",
    "Scope": "[scope](#scopes)",
    "Eased": "ids or [selectors](#selectors)",
    "Allowance": "[allowances](#allowances)",
    "Citation": "[sources](#sources-of-a-record)",
    "PersonMention": "[people](#people)",
    "Part": "[parts](#parts)",
    "Condition": "[conditions](#conditions)",
    "Requirement": "[requirements](#requirements)",
    "Promise": "[promise](#promises)",
    "Order": "[order](#order)",
    "Membership": "[memberships](#memberships-and-owners)",
    "Ownership": "[owners](#memberships-and-owners)",
    "bool": "`true` or `false`",
    "Any": "as the disputed field",
}


def _written(field: FieldInfo) -> str:
    return _spelt(field.annotation, field.metadata)


def _spelt(annotation: Any, metadata: Sequence[Any] = ()) -> str:
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return " ".join(f"`{word}`" for word in args)
    if origin is typing.Annotated:
        return _spelt(args[0], args[1:])
    if origin is tuple:
        return _listed(args[0])
    if args:  # what may also be absent
        return _spelt(next(arg for arg in args if arg is not type(None)), metadata)
    if annotation is str:
        return "id" if any(getattr(one, "pattern", None) for one in metadata) else "text"
    return _WRITTEN[getattr(annotation, "__name__", str(annotation))]


def _listed(inner: Any) -> str:
    if get_origin(inner) is tuple:
        return "mapping of texts"
    said = _spelt(inner)
    return {"id": "id or list of ids", "text": "text or list of texts"}.get(said, said)


def main() -> None:
    """Write every page."""
    CODES.mkdir(exist_ok=True)
    pages = code_pages()
    for page in CODES.glob("*.md"):
        if page not in pages:
            page.unlink()
    for page in sorted({*DOCS.rglob("*.md")} - pages.keys()):
        _write(page, filled(page.read_text(encoding="utf-8")))
    for page, text in pages.items():
        _write(page, text)
    _write(NAVIGATION, navigated(NAVIGATION.read_text(encoding="utf-8")))


def _write(page: Path, text: str) -> None:
    if not page.exists() or page.read_text(encoding="utf-8") != text:
        page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
