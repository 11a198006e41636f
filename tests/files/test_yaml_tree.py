"""YAML as mappings, lists and texts: every scalar is text, no alias is expanded, and no tag is executed."""

from __future__ import annotations

from typing import Any

import pytest

from sanctledger.files.yaml_tree import DEEPEST, parse_yaml


def fault(text: str) -> tuple[int, int, str, str]:
    (found,) = parse_yaml(text).faults
    return found.line, found.column, found.message, found.hint or ""


@pytest.mark.parametrize(
    "scalar",
    [
        "NO",
        "yes",
        "null",
        "~",
        "0841",
        "1_000",
        "12:30",
        "2025-09",
        "2025-09-11",
        "1e3",
        ".inf",
        "0x10",
        "true",
        "=",
        "<<",
        "1,201",
    ],
)
def test_every_scalar_stays_the_text_that_was_written(scalar: str):
    assert parse_yaml(f"a: {scalar}\nb: [{scalar}]").root == {
        "a": scalar,
        "b": [scalar] if "," not in scalar else ["1", "201"],
    }


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("a:\n  b: [c, d]\n", {"a": {"b": ["c", "d"]}}),
        ("a: {b: c, d: [e]}", {"a": {"b": "c", "d": ["e"]}}),
        ("a:\nb: ''\n", {"a": None, "b": ""}),
        ("a: >-\n  one\n  two\n", {"a": "one two"}),
        ("- a\n- b", ["a", "b"]),
        ("", None),
    ],
)
def test_texts_grow_into_mappings_and_lists(text: str, root: Any):
    tree = parse_yaml(text)
    assert (tree.root, tree.faults) == (root, ())


def test_the_outer_mappings_know_their_place():
    tree = parse_yaml("records:\n  - {kind: event}\n  -\n    kind: event\n")
    assert [tree.place(one) for one in tree.root["records"]] == [(2, 5), (4, 5)]
    assert tree.place({}) == (1, 1)


@pytest.mark.parametrize(
    ("text", "line", "column", "message", "hint"),
    [
        ("a: 1\na: 2", 2, 1, "the key `a` appears twice in one mapping", "keep one"),
        ("a: &x 1", 1, 4, "the anchor `&x` has no meaning in a ledger", "write it out"),
        ("a: *x", 1, 4, "the alias `*x` has no meaning in a ledger", "write it out"),
        ("a: !!python/object:os.system x", 1, 4, "has no meaning in a ledger", "leave it out"),
        ("a: !!str 5", 1, 4, "the tag `tag:yaml.org,2002:str`", "leave it out"),
        ("? [a]\n: b", 1, 3, "a key must be text", "write the key as a word"),
        ("a: {b: c, d}", 1, 11, "`d` has no value inside braces", "quote a value that has a comma"),
        ("a: 1\n---\nb: 2", 2, 1, "a second document begins", "remove the `---`"),
        ("a: >1000 prisoners", 1, 6, "block scalar", "write `over 1000 prisoners`, or quote the value"),
        ("a: b: c", 1, 5, "mapping values are not allowed", "quote a value that holds a colon"),
        ("a:\n\t- b", 2, 1, "cannot start any token", "indent with spaces"),
        ("a: @b", 1, 4, "cannot start any token", "quote a value that begins with a sign"),
        ("a: 'b", 1, 6, "while scanning a quoted scalar", "check the indentation and the quotes"),
    ],
)
def test_a_forbidden_construct_is_a_fault_at_its_place(text: str, line: int, column: int, message: str, hint: str):
    found = fault(text)
    assert found[0] == line
    assert abs(found[1] - column) <= 2
    assert message in found[2]
    assert hint in found[3]


def test_the_first_of_two_equal_keys_is_kept_and_the_second_is_reported():
    tree = parse_yaml("a: 1\na: {b: 2}\nc: 3")
    assert tree.root == {"a": "1", "c": "3"}
    assert len(tree.faults) == 1


def test_a_depth_without_reason_is_a_fault():
    assert parse_yaml("[" * DEEPEST + "]" * DEEPEST).faults == ()
    assert fault("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1))[2] == f"nested more than {DEEPEST} deep"


def test_aliases_are_never_expanded():
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(20)
    )
    tree = parse_yaml(bomb)
    assert len(str(tree.root)) < 2000
    assert {found.message.split(" ")[1] for found in tree.faults} == {"anchor", "alias"}


@pytest.mark.parametrize("letter", ["\x07", "\x00", "\ufffe"])
def test_a_character_that_no_text_may_hold_is_a_fault_at_its_line(letter: str):
    line, _, message, hint = fault(f"a: b\nc: d{letter}e\n")
    assert (line, f"U+{ord(letter):04X}" in message, hint) == (2, True, "remove it")
