"""The place of each comment of a file in its canonical form."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from files.handwritten import Written, handwritten
from hypothesis import given
from hypothesis import strategies as st
from laws.universe import Plain
from strategies import plain_ledgers

import sanctledger as sl
from sanctledger.files import slots
from sanctledger.files.comments import comments

CASES = {
    "a comment above a record goes where the record goes": (
        """
records:
  # the last
  - {kind: event, id: z}
  # the first
  - {kind: event, id: a}
""",
        """
records:
  # the first
  - kind: event
    id: a

  # the last
  - kind: event
    id: z
""",
    ),
    "a banner goes with the record that follows it, and keeps its empty line": (
        """
records:
  - {kind: event, id: z}

  # --- 2021 ---

  # a
  - {kind: event, id: a}
""",
        """
records:
  # --- 2021 ---

  # a
  - kind: event
    id: a

  - kind: event
    id: z
""",
    ),
    "a comment in a record's first line stays there": (
        """
records:
  - kind: event   # why
    id: a
  - # behind the dash
    id: b
    kind: event
""",
        """
records:
  - kind: event  # why
    id: a

  - kind: event  # behind the dash
    id: b
""",
    ),
    "comments at and above fields stay with their fields": (
        """
records:
  - id: a  # its name
    # when
    from: 2020-01-01

    # what
    kind: event
    note:
      # in short
      nothing  # at all
""",
        """
records:
  # what
  - kind: event
    id: a  # its name
    # when
    from: 2020-01-01
    # in short
    note: nothing  # at all
""",
    ),
    "comments at the end of a record and of a section stay there": (
        """
parties:
  us:
    kind: state
    # no code yet

  # more to come
  # some day
""",
        """
parties:
  us:
    kind: state
    # no code yet

  # more to come
  # some day
""",
    ),
    "a comment at the end of a file stays there, whatever the order of its sections": (
        """
records:
  - {kind: event, id: a}
parties:
  us: {kind: state}
# the end
""",
        """
parties:
  us:
    kind: state

records:
  - kind: event
    id: a
# the end
""",
    ),
    "comments above a section go with it, and those at its key stay at its key": (
        """
# acts
records:  # all
  - {kind: event, id: a}
# who
parties:  # both
  us: {kind: state}
""",
        """
# who
parties:  # both
  us:
    kind: state

# acts
records:  # all
  - kind: event
    id: a
""",
    ),
    "an item keeps its comment where the canonical form sorts its list": (
        """
records:
  - kind: asset_freeze
    id: f
    from: 2020-01-01
    sender: us
    target: by
    scope:
      place:
        - ru  # Russia
        # Iran
        - ir
""",
        """
records:
  - kind: asset_freeze
    id: f
    from: 2020-01-01
    senders:
      - us
    targets:
      - by
    scope:
      place:
        # Iran
        - ir
        - ru  # Russia
""",
    ),
    "a comment at the end of a list stays in the list": (
        """
records:
  - kind: event
    id: a
    tags:
      - one
      # - two
    gist: g
""",
        """
records:
  - kind: event
    id: a
    tags:
      - one
      # - two
    gist: g
""",
    ),
    "a comment stays with a field that gets another name": (
        """
records:
  - kind: asset_freeze
    id: f
    start: 2020-01-01  # first
    through: 2020-02-01  # last
    sender: us  # the sender
    # the target
    target: by
""",
        """
records:
  - kind: asset_freeze
    id: f
    from: 2020-01-01  # first
    until: 2020-02-02  # last
    senders:  # the sender
      - us
    # the target
    targets:
      - by
""",
    ),
    "comments within braces stay with what they stand at; several in one place stand above it": (
        """
records:
  - {kind: observation, id: o, holder: by, quantity: {low: 24, # dozens
      high: 99, # at most
      unit: prisoners}, # counted
     tags: [a, # first
       # second
       b # last
     # no more
     ]}  # done
""",
        """
records:
  - kind: observation  # done
    id: o
    tags:
      - a  # first
      # second
      - b  # last
      # no more
    holder: by
    # dozens
    # at most
    # counted
    quantity: 24..99 prisoners
""",
    ),
    "a sign within a text is no comment, one in the line that opens the text is": (
        """
records:
  - kind: event
    id: a
    gist: >-  # opens
      one # two
      # three
    note: 'it # is'
    place: Minsk#1
""",
        """
records:
  - kind: event
    id: a
    note: 'it # is'
    place: Minsk#1
    gist: 'one # two # three'  # opens
""",
    ),
    "a default that carries a comment is written": (
        """
about: 10%  # wide enough
records:
  - {kind: event, id: a, status: reported}  # says AP
  - kind: event
    id: b
    status: reported  # says DPA
""",
        """about: 10%  # wide enough

records:
  - kind: event  # says AP
    id: a

  - kind: event
    id: b
    status: reported  # says DPA
""",
    ),
    "what a section says leaves its comments to the record": (
        """
records:
  - id: us  # its id
    kind: state  # its kind
  - {id: s, kind: source, # where
     title: t}
""",
        """
parties:
  us:  # its id
    kind: state  # its kind

sources:
  s:  # where
    title: t
""",
    ),
    "the comments of an empty section stay at the end of the file": (
        """
# none
records:  # yet
  # to come
""",
        """
# none
# yet
# to come
""",
    ),
}
#: Whole files, with comments at the top.
FILES = {
    "what is set apart at the top of a file stays there": (
        "# A ledger.\n\n# Its title.\ntitle: t\n# The version.\nsanctledger: 1\n",
        "# A ledger.\n\n# The version.\nsanctledger: 1\n# Its title.\ntitle: t\n",
    ),
    "the first lines of a file stay on top where nothing sets them apart": (
        "%YAML 1.1  # old\n--- # begins\n# A ledger.\nrecords: []\ntitle: t\n... # over\n",
        "# old\n# begins\n# A ledger.\nsanctledger: 1\ntitle: t\n# over\n",
    ),
    "an empty mapping may hold a comment": ("{} # nothing yet\n", "sanctledger: 1\n# nothing yet\n"),
    "a file may be written in braces": (
        "{title: t, # its title\n # who\n parties: {us: {kind: state # one\n }} # two\n}\n",
        "sanctledger: 1\ntitle: t  # its title\n\n# who\nparties:  # two\n  us:\n    kind: state  # one\n",
    ),
    "lists may be indented as their keys, and keys be marked": (
        "sanctledger: 1\nrecords:\n# one\n- kind: event\n  ? id  # two\n  # three\n  : a # four\n# end\n",
        "sanctledger: 1\n\nrecords:\n  # one\n  - kind: event\n    # two\n    # three\n    # four\n    id: a\n# end\n",
    ),
    "lines may end as no hand ends them": (
        "sanctledger: 1\rtitle: t # one\u2028# two\x85records: [] # three\u2029",
        "sanctledger: 1\ntitle: t  # one\n# two\n# three\n",
    ),
}


def formatted(path: Path, text: str) -> str:
    path.write_bytes(text.encode())
    sl.fmt(path)
    return path.read_bytes().decode()


@pytest.mark.parametrize(("text", "new"), CASES.values(), ids=CASES)
def test_where_a_comment_goes(tmp_path: Path, text: str, new: str):
    assert formatted(tmp_path / "a.yaml", f"sanctledger: 1\n{text}") == f"sanctledger: 1\n{new}"


@pytest.mark.parametrize(("text", "new"), FILES.values(), ids=FILES)
def test_a_file_becomes_its_canonical_form(tmp_path: Path, text: str, new: str):
    assert formatted(tmp_path / "a.yaml", text) == new
    assert formatted(tmp_path / "a.yaml", new) == new


def found(text: str) -> list[tuple[str, int, str, str, int]]:
    return [(one.text, one.offset, one.where, one.slot.name, one.slot.start) for one in comments(text)[1]]


@given(plain_ledgers(), st.data())
def test_both_parsers_find_the_same_comments_at_the_same_places(plains: list[Plain], data: st.DataObject):
    file: Written = data.draw(handwritten(plains, {"sanctledger": 1}))
    fast = found(file.text)
    assert [text.rstrip() for text, _ in file.comments] == [text for text, *_ in fast]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slots, "PARSER", yaml.SafeLoader)
        assert found(file.text) == fast
