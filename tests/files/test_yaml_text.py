"""Block YAML is byte for byte what PyYAML writes."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from sanctledger.files import yaml_text

#: Words of ledgers, and texts that are hard to write.
WORDS = ("us-sdn-36", "AL-ZAWAHIRI, Dr. Ayman", "2021-07-15", "..2021-07", "word " * 30, "x" * 130)
TAKEN = ("no", "1_000", "12:30", "~", "null", "=", "1e3", "<<", "0x1F", "0o7", "+1", ".5", "---", "...")
SIGNS = (*":#-'\"[]{},?!&*%|>", ": ", " #", "- ", " ", "  ", "\n")
LETTERS = (
    "\u0430\u0439",
    "\u0627\u0644",
    "\u6c49",
    "e\u0301",
    "\u200f",
    "\x85",
    "\u2028",
    "\xa0",
    "\t",
    "\ufeff",
    "\U0001f600",
)
PIECES = st.sampled_from((*WORDS, *TAKEN, *SIGNS, *LETTERS))
TEXTS = st.lists(PIECES, max_size=4).map("".join) | st.text(max_size=8)
SCALARS = TEXTS | st.none() | st.booleans() | st.integers()
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3), max_leaves=12
)


def by_yaml(content: Any) -> str:
    text: str = yaml.dump(content, Dumper=yaml_text._Dumper, sort_keys=False, allow_unicode=True, width=120)
    return text


@given(st.dictionaries(TEXTS, VALUES, max_size=4))
@example({"a": [{"long " * 40: "b"}]})
@example({"a": {"b": [["c", {"d": "e " * 80}]]}})
def test_block_yaml_equals_the_output_of_pyyaml(content: dict[str, Any]):
    assert yaml_text.block_yaml(content) == by_yaml(content)


@pytest.mark.parametrize("width", range(100, 124))
def test_a_line_is_folded_where_pyyaml_folds_it(width: int):
    text = ("word " * 40)[:width].strip()
    content = {"note": text, "deep": {"er": [text, {"note": text}]}}
    assert yaml_text.block_yaml(content) == by_yaml(content)


def test_plain_words_are_written_without_pyyaml(monkeypatch: pytest.MonkeyPatch):
    content = {"records": [{"kind": "person", "id": "p1", "aliases": ["AL-ZAWAHIRI, Dr. Ayman"], "from": "2021-07-15"}]}
    written = by_yaml(content)
    monkeypatch.setattr(yaml, "dump", lambda *_args, **_kwargs: pytest.fail("asked"))
    assert yaml_text.block_yaml(content) == written
