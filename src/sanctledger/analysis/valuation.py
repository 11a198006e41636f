"""A valuation: a named, versioned and cited table of weights that turns moves into one scale.

A valuation is made of a mapping, of a function, or of a file. A file is a table of comma-separated values that begins
with `# name:` lines, or a YAML mapping. Every figure is read as text, so that `0841` keeps its zero and `5.5` is exact.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import yaml

from sanctledger.base.arguments import refusing_methods
from sanctledger.base.common_errors import ReadError
from sanctledger.base.words import did_you_mean, in_short, so_many
from sanctledger.files.ordinary import read_bytes
from sanctledger.values.bounds import Bounds, Number

if TYPE_CHECKING:
    from sanctledger.questions.move import Move

_WEIGHT = "write a number such as `3`, `4..8` or `-5.5`, or a number for each unit such as `1 per prisoners`"
_KEY = (
    "name a kind (`release`), a CAMEO code of two to four digits (`0841`), the verb of a move (`tighten`, `pledge`), "
    "both (`pledge:release`), a family (`concession`), or `benefit` and `burden` for all other moves"
)
_KEY_FORM = re.compile(r"\w+(?::\w+)?")
_CODE_FORM = re.compile(r"\d{2,4}", re.ASCII)


@refusing_methods()
@attrs.frozen
class Weight:
    """The worth of one act, or of one unit of its amount.

    Attributes:
        of: The key: a kind, a CAMEO code, the verb of a move, a family, or `benefit` or `burden`.
        amount: The weight; benefits are positive, burdens negative. A weight with two ends is one number that is not
            known better: the same number for all moves that it weighs.
        per: The unit, if each unit is weighed; `None` if the act is weighed, however much it gave.
        why: The reason for the weight, in the words of its author.
    """

    of: str
    amount: Bounds
    per: str | None = None
    why: str | None = None

    @classmethod
    def read(cls, of: str, raw: Any, why: str | None = None) -> Weight:
        """Read a weight from a number, bounds, or a text such as `4..8` or `1 per prisoners`.

        Raises:
            ReadError: `raw` is none of these (a float is not accepted), or `of` is not a key that can be weighed.
        """
        if not _KEY_FORM.fullmatch(of):
            raise ReadError(of, "is not a key that a scale can weigh", _KEY)
        amount, per = raw, None
        if isinstance(raw, str):
            amount, _, unit = (part.strip() for part in raw.partition(" per "))
            per = unit or None
            if raw.rstrip().endswith(" per"):
                raise ReadError(in_short(raw), "names no unit", _WEIGHT)
        try:
            return cls(of, Bounds.read(amount), per, why)
        except ReadError:
            hint = " (a fraction is written as text or as a Decimal, so that it stays exact)"
            raise ReadError(in_short(raw), "is not a weight", _WEIGHT + hint * isinstance(raw, float)) from None

    @property
    def is_code(self) -> bool:
        """Return whether the key is a CAMEO code."""
        return bool(_CODE_FORM.fullmatch(self.of))

    def to_json(self) -> dict[str, Any]:
        """Return the key, the two ends of the amount, the unit and the reason."""
        return {"of": self.of, **self.amount.to_json(), "per": self.per, "why": self.why}

    def __str__(self) -> str:
        """Return the key and the amount."""
        return f"{self.of}: {self.amount}{f' per {self.per}' if self.per else ''}"


@attrs.frozen
class Caveat:
    """A warning that a reader of a valued answer needs.

    Attributes:
        says: The warning, in a sentence.
        source: The publication or the answer that the warning comes from.
    """

    says: str
    source: str

    def to_json(self) -> dict[str, str]:
        """Return the attributes as a mapping."""
        return {"says": self.says, "source": self.source}

    def __str__(self) -> str:
        """Return the warning and its source."""
        return f"{self.says} ({self.source})"


@attrs.frozen
class Scale:
    """The name under which an answer was valued.

    Attributes:
        name: The name of the valuation.
        version: Its version.
        citation: The source of its weights.
    """

    name: str
    version: str
    citation: str

    def to_json(self) -> dict[str, str]:
        """Return the attributes as a mapping."""
        return {"name": self.name, "version": self.version, "citation": self.citation}

    def __str__(self) -> str:
        """Return the name and the version."""
        return f"{self.name} ({self.version})"


def _named(_instance: object, attribute: Any, value: Any) -> None:
    if not isinstance(value, str) or not value.strip():
        accepted = "give the name, the version and the source of the weights, so that answers can be cited"
        raise ReadError(in_short(value), f"is not a {attribute.name} of a valuation", accepted)


@refusing_methods()
@attrs.frozen(repr=False)
class Valuation:
    """A named, versioned and cited table that turns moves into one scale.

    No valuation is used by default: pass one, or its name, to `View.moves` or `View.break_even`. Make one from a table
    with `of`, from a file with `read`, or from a function with `by_function`.

    Attributes:
        name: The name.
        version: The version.
        citation: The source of the weights.
        weights: The weights.
        function: A function that values a move instead of the weights. It returns bounds, a whole number or a
            `Decimal`, or `None` for a move that it does not value.
        caveats: The warnings of the literature, and whatever else a reader needs.
    """

    name: str = attrs.field(validator=_named)
    version: str = attrs.field(validator=_named)
    citation: str = attrs.field(validator=_named)
    weights: tuple[Weight, ...] = ()
    function: Callable[[Move], Bounds | Number | None] | None = None
    caveats: tuple[Caveat, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Refuse an empty table, and two weights for the same key and unit."""
        if not self.weights and self.function is None:
            raise ReadError(self.name, "weighs nothing", "give it weights, or a function that values a move")
        seen: set[tuple[str, str | None]] = set()
        for weight in self.weights:
            if (weight.of, weight.per) in seen:
                raise ReadError(str(weight), "is weighed twice", "keep one weight; a range such as `4..8` holds both")
            seen.add((weight.of, weight.per))

    @classmethod
    def of(
        cls,
        name: str,
        weights: Mapping[str, Any],
        *,
        version: str,
        citation: str,
        caveats: Iterable[Caveat] = (),
    ) -> Valuation:
        """Return a valuation of a mapping from keys to weights.

        Args:
            name: The name.
            weights: For each kind, CAMEO code, verb of a move, family, `benefit` or `burden`: a number, bounds, a text
                such as `4..8` or `1 per prisoners`, or a list of several in different units.
            version: The version.
            citation: The source of the weights.
            caveats: Warnings that a reader needs.

        Raises:
            ReadError: A weight cannot be read, or the name, version or citation is missing.
        """
        found = [
            one if isinstance(one, Weight) else Weight.read(str(of), one)
            for of, raw in weights.items()
            for one in (raw if isinstance(raw, (list, tuple)) else (raw,))
        ]
        return cls(name, version, citation, tuple(found), caveats=tuple(caveats))

    @classmethod
    def by_function(
        cls,
        name: str,
        function: Callable[[Move], Bounds | Number | None],
        *,
        version: str,
        citation: str,
        caveats: Iterable[Caveat] = (),
    ) -> Valuation:
        """Return a valuation by a function of a move; a move for which it returns `None` is left unvalued.

        Raises:
            ReadError: The name, version or citation is missing.
        """
        return cls(name, version, citation, function=function, caveats=tuple(caveats))

    @classmethod
    def read(cls, path: str | os.PathLike[str]) -> Valuation:
        """Read a valuation from a `.csv`, `.yaml` or `.yml` file.

        Raises:
            ReadError: The file is not a valuation; the error names the line if it can.
            OSError: The file cannot be opened.
        """
        file = Path(path)
        ending = file.suffix.lower()
        if ending not in (".csv", ".yaml", ".yml"):
            raise ReadError(file.name, "is not a table of weights", "give a file that ends in .csv, .yaml or .yml")
        raw = read_bytes(file, _LARGEST + 1)
        if len(raw) > _LARGEST:
            raise ReadError(file.name, "is too large for a table of weights", f"it may have {_LARGEST:,} bytes")
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise ReadError(file.name, "is not UTF-8", "save it in that encoding") from None
        return of_csv(text, file.name) if ending == ".csv" else of_yaml(text, file.name)

    @property
    def scale(self) -> Scale:
        """Return the name under which an answer is valued."""
        return Scale(self.name, self.version, self.citation)

    @cached_property
    def _by_key(self) -> dict[str, tuple[Weight, ...]]:
        found: dict[str, list[Weight]] = {}
        for weight in self.weights:
            found.setdefault(weight.of, []).append(weight)
        return {key: tuple(weights) for key, weights in found.items()}

    def weights_of(self, key: str) -> tuple[Weight, ...]:
        """Return the weights of a key; empty if the scale does not weigh the key."""
        return self._by_key.get(key, ())

    def rows(self) -> list[dict[str, Any]]:
        """Return one flat mapping for each weight."""
        return [weight.to_json() for weight in self.weights]

    def to_json(self) -> dict[str, Any]:
        """Return the valuation as the command line prints it."""
        return {
            **self.scale.to_json(),
            "caveats": [caveat.to_json() for caveat in self.caveats],
            "weights": [weight.to_json() for weight in self.weights],
        }

    def __repr__(self) -> str:
        """Return the name, the version and the number of weights."""
        size = so_many(len(self.weights), "weight") if self.function is None else "a function"
        return f"<Valuation {self.name} ({self.version}): {size}>"


def code_keys(code: str | None) -> tuple[str, ...]:
    """Return a CAMEO code and the wider codes that contain it: of four digits, three, two."""
    return () if code is None else tuple(code[:end] for end in range(len(code), 1, -1))


# Files.

#: A larger file is not a table of weights.
_LARGEST = 1_000_000
_COLUMNS = ("of", "weight", "per", "why")
_FIELDS = ("name", "version", "citation", "caveats", "weights")
_CSV_FORM = "begin with `# name:`, `# version:` and `# citation:` lines, then the columns of,weight,per,why"
_YAML_FORM = "write `name`, `version`, `citation` and `weights`, such as `weights: {release: 1 per prisoners}`"
_HEAD_FORM = re.compile(r"#\s*(\w+)\s*:\s*(.*)")


def of_csv(text: str, name: str) -> Valuation:
    """Return the valuation of a table: comment lines with the name, version and citation, then a row for each weight.

    Raises:
        ReadError: The text is not such a table.
    """
    head: dict[str, list[str]] = {}
    lines = text.splitlines()
    for line in lines:
        if (match := _HEAD_FORM.fullmatch(line.strip())) is not None:
            head.setdefault(match[1], []).append(match[2].strip())
    weights: list[Weight] = []
    columns: list[str] | None = None
    table = csv.reader("" if line.lstrip().startswith("#") else line for line in lines)
    try:
        for cells in table:
            row = [cell.strip() for cell in cells]
            if columns is None and any(row):
                columns = row
                if not {"of", "weight"} <= set(columns) <= set(_COLUMNS):
                    raise ReadError(in_short(", ".join(columns)), f"are not the columns of {name}", _CSV_FORM)
            elif columns is not None and any(row):
                if len(row) > len(columns):
                    raise ReadError(f"{name}:{table.line_num}", "has more cells than columns", _CSV_FORM)
                fields = {column: cell for column, cell in zip(columns, row, strict=False) if cell}
                weights.append(_weight(f"{name}:{table.line_num}", fields.pop("of", ""), fields))
    except csv.Error as error:
        raise ReadError(f"{name}:{table.line_num}", f"cannot be read ({error})", _CSV_FORM) from None
    return _valuation(name, head, weights, _CSV_FORM)


def of_yaml(text: str, name: str) -> Valuation:
    """Return the valuation of a YAML mapping.

    Raises:
        ReadError: The text is not such a mapping.
    """
    try:
        node = yaml.compose(text, yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        raise ReadError(name if mark is None else f"{name}:{mark.line + 1}", "is not YAML", _YAML_FORM) from None
    head: dict[str, list[str]] = {}
    weights: list[Weight] = []
    for key, value in _pairs(node, name):
        if key not in _FIELDS:
            raise ReadError(key, f"is not a field of a valuation{did_you_mean(key, _FIELDS)}", _YAML_FORM)
        if key == "weights":
            for of, raw in _pairs(value, name):
                members = raw.value if isinstance(raw, yaml.SequenceNode) else [raw]
                weights += [_weight_of_node(of, member, name) for member in members]
        else:
            members = value.value if isinstance(value, yaml.SequenceNode) else [value]
            head[key.removesuffix("s")] = [_text(member, name) for member in members]
    return _valuation(name, head, weights, _YAML_FORM)


def _weight_of_node(of: str, node: yaml.Node, name: str) -> Weight:
    at = _place(node, name)
    if not isinstance(node, yaml.MappingNode):
        return _weight(at, of, {"weight": _text(node, name)})
    fields = {key: _text(value, name) for key, value in _pairs(node, name)}
    if not fields.keys() <= {"weight", "per", "why"} or "weight" not in fields:
        raise ReadError(at, "is not a weight", "write a figure, or `{weight: 3, per: prisoners, why: ...}`")
    return _weight(at, of, fields)


def _pairs(node: yaml.Node | None, name: str) -> Iterator[tuple[str, yaml.Node]]:
    if not isinstance(node, yaml.MappingNode):
        raise ReadError(name if node is None else _place(node, name), "is not a mapping", _YAML_FORM)
    seen: set[str] = set()
    for key, value in node.value:
        text = _text(key, name)
        if text in seen:
            raise ReadError(_place(key, name), f"has `{in_short(text)}` twice", "keep one of them")
        seen.add(text)
        yield text, value


def _text(node: yaml.Node, name: str) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise ReadError(_place(node, name), "is not a text", _YAML_FORM)
    return str(node.value)


def _place(node: yaml.Node, name: str) -> str:
    return f"{name}:{node.start_mark.line + 1}"


def _weight(at: str, of: str, fields: Mapping[str, str]) -> Weight:
    """Return a weight of a file; an error names the line."""
    per = fields.get("per", "").strip()
    try:
        return Weight.read(of, fields.get("weight", "") + (f" per {per}" if per else ""), fields.get("why"))
    except ReadError as error:
        raise ReadError(error.text, f"({at}) {error.problem}", error.accepted) from None


def _valuation(name: str, head: Mapping[str, list[str]], weights: list[Weight], form: str) -> Valuation:
    for field in ("name", "version", "citation"):
        if not "".join(head.get(field, ())).strip():
            raise ReadError(name, f"has no {field}", form)
    caveats = []
    for text in head.get("caveat", ()):
        warning, _, source = text.partition(" | ")
        caveats.append(Caveat(warning.strip(), source.strip() or " ".join(head["name"])))
    title, version, citation = (" ".join(head[field]) for field in ("name", "version", "citation"))
    return Valuation(title, version, citation, tuple(weights), caveats=tuple(caveats))
