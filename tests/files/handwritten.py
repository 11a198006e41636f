"""Ledger files as people write them: in any order and spelling, with comments wherever YAML allows comments."""

from __future__ import annotations

import re
from typing import Any

import attrs
from hypothesis import strategies as st
from laws.universe import Plain

import sanctledger as sl

Draw = st.DrawFn

#: The texts of comments besides their number: texts that a careless reader takes for YAML.
SAID = ("", " plain words", " - kind: event", ' "open', " {a: [b", " # twice #", " é 制裁", " key: value", "#", " 'tis")
PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9#_.-]*")
ONE_LINE = re.compile(r"[A-Za-z0-9 ,.#:'\"é制裁-]+")
SINGULAR = ("senders", "targets", "givers", "receivers")


def quoted(text: str) -> str:
    """Return a text in double quotes, with every character outside plain ASCII escaped."""
    return '"' + "".join(_escaped(letter) for letter in text) + '"'


def _escaped(letter: str) -> str:
    number = ord(letter)
    if letter in '"\\':
        return "\\" + letter
    if 0x20 <= number < 0x7F:
        return letter
    return f"\\U{number:08X}"


@attrs.define
class Hand:
    """Writes a file, choosing as it goes.

    Attributes:
        draw: Makes the choices.
        often: How many of a hundred places get a comment.
        lines: What is written.
        comments: The comments that were put in, each with the id of the record that it is about; empty for none.
    """

    draw: Draw
    often: int
    lines: list[str] = attrs.field(factory=list)
    comments: list[tuple[str, str]] = attrs.field(factory=list)
    about: str = ""

    def chance(self, percent: int) -> bool:
        """Return true in so many of a hundred draws."""
        return self.draw(st.integers(0, 99)) >= 100 - percent

    def one_of(self, *choices: Any) -> Any:
        """Return one of several choices."""
        return self.draw(st.sampled_from(choices))

    def comment(self) -> str:
        """Return a comment that no other comment equals."""
        text = f"#{self.one_of(*SAID)} c{len(self.comments)}~"
        self.comments.append((text, self.about))
        return text

    def beside(self) -> str:
        """Return a comment for the end of a line, or nothing."""
        return f"{self.one_of(' ', '   ')}{self.comment()}" if self.chance(self.often) else ""

    def above(self, indent: int) -> None:
        """Return comments on lines of their own, with or without empty lines between them, or nothing."""
        while self.chance(self.often):
            self.lines.append(" " * indent + self.comment())
            if self.chance(20):
                self.lines.append("")

    def key(self, text: str) -> str:
        """Return a key."""
        return text if PLAIN.fullmatch(text) and self.chance(80) else quoted(text)

    def scalar(self, value: Any) -> str:
        """Return a text on one line."""
        text = str(value).lower() if isinstance(value, bool) else str(value)
        if PLAIN.fullmatch(text) and self.chance(60):
            return text
        if ONE_LINE.fullmatch(text) and self.chance(50):
            return "'" + text.replace("'", "''") + "'"
        return quoted(text)

    def flow(self, value: Any, indent: int) -> str:
        """Return a value in braces or brackets, on several lines if it has comments."""
        if not isinstance(value, (list, dict)):
            return self.scalar(value)
        pairs = value.items() if isinstance(value, dict) else [(None, item) for item in value]
        first, last = "{}" if isinstance(value, dict) else "[]"
        text = first
        for number, (key, item) in enumerate(pairs):
            if self.chance(self.often // 2):
                text += f" {self.comment()}\n{' ' * indent}"
            elif number:
                text += " "
            text += ("" if key is None else self.key(key) + ": ") + self.flow(item, indent)
            text += "," if number < len(pairs) - 1 or self.chance(20) else ""
        if value and self.chance(self.often // 2):
            text += f" {self.comment()}\n{' ' * indent}"
        return text + last

    def field(self, lead: str, indent: int, key: str, value: Any) -> None:
        """Return a pair of a mapping, in one of the ways to write a pair."""
        if key in SINGULAR and len(value) == 1 and self.chance(50):
            key, value = key.removesuffix("s"), value[0]
        elif isinstance(value, list) and len(value) == 1 and not isinstance(value[0], list) and self.chance(30):
            value = value[0] if key in ("sources", "program", "corrects", "tags") else value
        self.value(f"{lead}{self.key(key)}:", indent, value)

    def value(self, lead: str, indent: int, value: Any) -> None:
        """Return a value after its key or dash."""
        inner = indent + 2
        if isinstance(value, (list, dict)) and value and self.chance(60):
            if lead.endswith(":"):
                self.lines.append(lead + self.beside())
            self.block("" if lead.endswith(":") else f"{lead} ", inner, value)
        elif isinstance(value, str) and ONE_LINE.fullmatch(value) and value.strip() == value and self.chance(20):
            self.lines += [f"{lead} {self.one_of('|-', '>-')}{self.beside()}", " " * (inner + 2) + value]
        elif self.chance(10) and lead.endswith(":"):
            self.lines.append(lead + self.beside())
            self.above(inner)
            self.lines.append(" " * inner + self.flow(value, inner) + self.beside())
        else:
            self.lines += f"{lead} {self.flow(value, inner)}{self.beside()}".split("\n")

    def block(self, lead: str, indent: int, value: Any) -> None:
        """Return a list or a mapping with a line for each member. The first member may follow a dash."""
        members = value.items() if isinstance(value, dict) else [(None, item) for item in value]
        for number, (key, item) in enumerate(members):
            if number or not lead:
                self.above(indent)
            begin = lead if lead and not number else " " * indent
            if key is None:
                self.value(f"{begin}-", indent, item)
            else:
                self.field(begin, indent, key, item)
        if self.chance(self.often // 2):
            self.lines.append(" " * indent + self.comment())

    def section(self, name: str, records: list[Plain]) -> None:
        """Return a section of records."""
        self.about = ""
        self.above(0)
        self.lines.append(f"{name}:{self.beside()}")
        for record in records:
            self.about = record["id"]
            if self.chance(50):
                self.lines.append("")
            self.above(2)
            if name == "records":
                self.value("  -", 2, self.shuffled(record))
            else:
                fields = {key: value for key, value in record.items() if key != "id"}
                self.value(f"  {self.key(record['id'])}:", 2, self.shuffled(fields))
        self.about = ""
        self.above(2)

    def shuffled(self, fields: Plain) -> Plain:
        """Return a mapping in another order."""
        return dict(self.draw(st.permutations(list(fields.items()))))


@attrs.frozen
class Written:
    """A file as it was written.

    Attributes:
        text: Its text.
        comments: The comments in it, each with the id of the record that it is about; empty for none.
    """

    text: str
    comments: list[tuple[str, str]]


@st.composite
def handwritten(draw: Draw, plains: list[Plain], header: Plain, often: int = 15) -> Written:
    """A file that holds some records.

    Args:
        draw: Makes the choices.
        plains: The records.
        header: What the file says of itself.
        often: How many of a hundred places get a comment.
    """
    hand = Hand(draw, often)
    held: dict[str, list[Plain]] = {"parties": [], "sources": [], "records": []}
    for plain in draw(st.permutations(plains)):
        section = {"party": "parties", "source": "sources"}.get(sl.KINDS[plain["kind"]].family, "records")
        if section == "records" or hand.chance(20):
            held["records"].append(plain)
        else:
            held[section].append({key: value for key, value in plain.items() if section == "parties" or key != "kind"})
    sections = [("", key) for key in header] + [(name, "") for name, records in held.items() if records]
    for name, key in draw(st.permutations(sections)):
        if name:
            hand.section(name, held[name])
        else:
            hand.above(0)
            hand.field("", 0, key, header[key])
    hand.above(0)
    return Written("\n".join([*hand.lines, ""]), hand.comments)
