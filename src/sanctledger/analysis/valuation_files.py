"""A valuation read from a file: comma-separated values or YAML, every figure kept exact."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from sanctledger.analysis.valuation import Caveat, Valuation, Weight
from sanctledger.base.common_errors import ReadError
from sanctledger.base.words import did_you_mean, in_short
from sanctledger.files.ordinary import read_bytes

#: No table of weights is larger: what is, is something else.
LARGEST = 1_000_000
COLUMNS = ("of", "weight", "per", "why")
FIELDS = ("name", "version", "citation", "caveats", "weights")
_FORM_CSV = "begin with `# name:`, `# version:` and `# citation:` lines, then the columns of,weight,per,why"
_FORM_YAML = "write `name`, `version`, `citation` and `weights`, such as `weights: {release: 1 per prisoners}`"
_HEAD = re.compile(r"#\s*(\w+)\s*:\s*(.*)")


def read_valuation(path: str | os.PathLike[str]) -> Valuation:
    """Return the valuation that a file holds, told by its ending: `.csv`, `.yaml` or `.yml`.

    Raises:
        ReadError: The file holds none.
        OSError: The file cannot be opened.
    """
    file = Path(path)
    ending = file.suffix.lower()
    if ending not in (".csv", ".yaml", ".yml"):
        raise ReadError(file.name, "is no table of weights", "give a file that ends in .csv, .yaml or .yml")
    raw = read_bytes(file, LARGEST + 1)
    if len(raw) > LARGEST:
        raise ReadError(file.name, "is too large for a table of weights", f"it may have {LARGEST:,} bytes")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ReadError(file.name, "is not UTF-8", "save it in that encoding") from None
    return of_csv(text, file.name) if ending == ".csv" else of_yaml(text, file.name)


def of_csv(text: str, name: str) -> Valuation:
    """Return the valuation of a table: comment lines that say what it is, then a row a weight."""
    said: dict[str, list[str]] = {}
    lines = text.splitlines()
    for line in lines:
        if (head := _HEAD.fullmatch(line.strip())) is not None:
            said.setdefault(head[1], []).append(head[2].strip())
    weights: list[Weight] = []
    columns: list[str] | None = None
    table = csv.reader("" if line.lstrip().startswith("#") else line for line in lines)
    try:
        for cells in table:
            row = [cell.strip() for cell in cells]
            if columns is None and any(row):
                columns = row
                if not {"of", "weight"} <= set(columns) <= set(COLUMNS):
                    raise ReadError(in_short(", ".join(columns)), f"are not the columns of {name}", _FORM_CSV)
            elif columns is not None and any(row):
                if len(row) > len(columns):
                    raise ReadError(f"{name}:{table.line_num}", "has more cells than columns", _FORM_CSV)
                weights.append(_row(dict(zip(columns, row, strict=False)), f"{name}:{table.line_num}"))
    except csv.Error as error:
        raise ReadError(f"{name}:{table.line_num}", f"cannot be read ({error})", _FORM_CSV) from None
    return _made(name, said, weights, _FORM_CSV)


def _row(row: dict[str, str], at: str) -> Weight:
    per = row.get("per")
    return _placed(
        at, row.get("of", ""), row.get("weight", "") + (f" per {per}" if per else ""), row.get("why") or None
    )


def of_yaml(text: str, name: str) -> Valuation:
    """Return the valuation of a mapping; texts, so that `0841` keeps its zero and `5.5` stays exact."""
    try:
        node = yaml.compose(text, yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        at = name if mark is None else f"{name}:{mark.line + 1}"
        raise ReadError(at, "is not YAML", _FORM_YAML) from None
    said: dict[str, list[str]] = {}
    weights: list[Weight] = []
    for key, value in _pairs(node, name):
        if key not in FIELDS:
            raise ReadError(key, f"is no field of a valuation{did_you_mean(key, FIELDS)}", _FORM_YAML)
        if key == "weights":
            for of, raw in _pairs(value, name):
                members = raw.value if isinstance(raw, yaml.SequenceNode) else [raw]
                weights += [_weight_of(of, member, name) for member in members]
        else:
            members = value.value if isinstance(value, yaml.SequenceNode) else [value]
            said[key] = [_text(member, name) for member in members]
    return _made(name, {key.removesuffix("s"): texts for key, texts in said.items()}, weights, _FORM_YAML)


def _weight_of(of: str, node: yaml.Node, name: str) -> Weight:
    at = f"{name}:{node.start_mark.line + 1}"
    if isinstance(node, yaml.MappingNode):
        fields = {key: _text(value, name) for key, value in _pairs(node, name)}
        if not fields.keys() <= {"weight", "per", "why"} or "weight" not in fields:
            raise ReadError(at, "is no weight", "write a figure, or `{weight: 3, per: prisoners, why: ...}`")
        per = fields.get("per", "").strip()
        return _placed(at, of, fields["weight"] + (f" per {per}" if per else ""), fields.get("why"))
    return _placed(at, of, _text(node, name), None)


def _pairs(node: yaml.Node | None, name: str) -> Iterator[tuple[str, yaml.Node]]:
    if not isinstance(node, yaml.MappingNode):
        at = name if node is None else f"{name}:{node.start_mark.line + 1}"
        raise ReadError(at, "is no mapping", _FORM_YAML)
    seen: set[str] = set()
    for key, value in node.value:
        text = _text(key, name)
        if text in seen:
            raise ReadError(f"{name}:{key.start_mark.line + 1}", f"says `{in_short(text)}` twice", "keep one of them")
        seen.add(text)
        yield text, value


def _text(node: yaml.Node, name: str) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise ReadError(f"{name}:{node.start_mark.line + 1}", "is no text", _FORM_YAML)
    return str(node.value)


def _placed(at: str, of: str, figure: str, why: str | None) -> Weight:
    try:
        return Weight.read(of, figure, why)
    except ReadError as error:
        raise ReadError(error.text, f"({at}) {error.problem}", error.accepted) from None


def _made(name: str, said: dict[str, list[str]], weights: list[Weight], form: str) -> Valuation:
    for field in ("name", "version", "citation"):
        if not "".join(said.get(field, ())).strip():
            raise ReadError(name, f"says no {field}", form)
    caveats = []
    for text in said.get("caveat", ()):
        says, _, source = text.partition(" | ")
        caveats.append(Caveat(says.strip(), source.strip() or " ".join(said["name"])))
    title, version, citation = (" ".join(said[field]) for field in ("name", "version", "citation"))
    return Valuation(title, version, citation, tuple(weights), caveats=tuple(caveats))
