"""The chart of reciprocity."""

from __future__ import annotations

import re

from stories import story

import sanctledger as sl
from sanctledger.charts import reciprocity
from sanctledger.charts.image_files import rendered

MOVES = """
- {kind: release, id: first, from: 2025-01-01, giver: by, receiver: us, quantity: 5 prisoners}
- {kind: asset_freeze, id: freeze, from: 2024-01-01, sender: us, target: belavia}
- {kind: general_license, id: licence, from: 2025-01-11, eases: [freeze]}
- {kind: pledge, id: promise, from: 2025-01-11, giver: us, receiver: by, promises: {kind: delisting}}
- {kind: detention, id: taken, from: 2025-06-01, giver: by, receiver: us, status: disputed}
"""


def drawn(ledger: sl.Ledger, window: int | None, **looks: str):
    answer = ledger.at("2025-12-31").reciprocity("us", "by", since="2024-12-01", window=window)
    return reciprocity(answer, **looks)  # type: ignore[arg-type]


def arrows(figure) -> list[str]:
    return [text.arrow_patch.get_linestyle() for text in figure.axes[0].texts if text.arrow_patch is not None]


def test_inferred_responses_are_dashed_and_need_a_window():
    assert arrows(drawn(story(MOVES), 30)) == ["--"]
    assert arrows(drawn(story(MOVES), None)) == []


def test_responses_within_a_deal_are_solid():
    tied = MOVES.replace("quantity: 5 prisoners", "quantity: 5 prisoners, deal: d").replace(
        "eases: [freeze]", "eases: [freeze], deal: d"
    )
    ledger = story(tied + "- {kind: deal, id: d, from: 2025-01-01, parties: [us, by]}")
    assert arrows(drawn(ledger, None)) == ["-"]


def test_moves_are_named_and_the_same_picture_is_the_same_to_the_byte():
    svg = rendered(drawn(story(MOVES), 30), "svg")
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", svg.decode())
    assert {"us", "by", "5 prisoners", "licence", "promise", "taken", "inferred, within the window"} <= set(texts)
    assert svg == rendered(drawn(story(MOVES), 30), "svg")


def test_unanswered_moves_are_hollow_and_uncertain_moves_are_faint():
    lines = {
        (line.get_marker(), line.get_alpha()): line.get_markerfacecolor()
        for line in drawn(story(MOVES), None).axes[0].lines
        if line.get_marker() not in ("", "None")
    }
    assert lines["o", 1.0] == "#ffffff"
    assert ("D", 1.0) in lines
    assert any(alpha is not None and alpha < 1 for _, alpha in lines)


def test_many_moves_go_without_names_and_none_leaves_an_empty_picture():
    many = "".join(
        f"- {{kind: release, id: r{n}, from: 2025-{n % 12 + 1:02d}-{n % 28 + 1:02d}, giver: by, receiver: us,"
        f" quantity: {n + 1} prisoners}}\n"
        for n in range(300)
    )
    figure = drawn(story(many), 3)
    assert not any("prisoners" in text.get_text() for text in figure.axes[0].texts)
    assert figure.get_figheight() < 30
    assert b">nothing</text>" in rendered(drawn(story(""), None, theme="dark", title="nothing"), "svg")


def test_very_many_moves_on_one_day_are_closer_together():
    many = "".join(
        f"- {{kind: release, id: r{n}, from: 2025-01-01, giver: by, receiver: us, quantity: 1 prisoners}}\n"
        for n in range(500)
    )
    figure = drawn(story(many), None)
    heights = [line.get_ydata()[0] for line in figure.axes[0].lines if line.get_marker() == "o"]
    assert len(set(heights)) == 500
    assert figure.get_figheight() < 12


def test_a_side_of_several_is_named_in_order():
    ledger = story(MOVES)
    answer = ledger.at("2025-12-31").reciprocity("by", ["us", "eu"], since="2024-12-01")
    assert [text.get_text() for text in reciprocity(answer).axes[0].get_yticklabels()] == ["by", "eu+us"]
