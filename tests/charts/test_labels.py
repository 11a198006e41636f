"""The labels of marks, in rows."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from sanctledger.charts.labels import label, rows

MARKS = st.lists(st.tuples(st.integers(0, 1000), st.text(max_size=20)), max_size=30)


@given(MARKS)
def test_labels_of_a_row_do_not_overlap_and_stay_within_the_right_edge(marks: list[tuple[int, str]]):
    labels = sorted((label(text, at, at, (0, 1000)) for at, text in marks), key=lambda one: one.left)
    found = rows(labels)
    for row in set(found):
        of_row = [one for one, number in zip(labels, found, strict=True) if number == row]
        assert all(before.right <= after.left for before, after in itertools.pairwise(of_row))
    assert all(one.right <= 1000 or one.before for one in labels)
    assert sorted(set(found)) == list(range(len(set(found))))


def test_the_label_of_a_mark_at_the_edge_is_on_its_left():
    assert not label("a name", 10, 20, (0, 1000)).before
    late = label("a name", 990, 995, (0, 1000))
    assert late.before
    assert late.left < 990
