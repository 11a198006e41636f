"""The commands that draw."""

from __future__ import annotations

from pathlib import Path


def test_a_timeline_becomes_a_file(sanctledger, tmp_path: Path):
    ran = sanctledger(
        "chart", "timeline", "belarus", "-o", str(tmp_path / "a.png"), "--between", "us,by", "--on", "2025-12-31"
    )
    assert (ran.status, ran.out) == (0, "")
    assert ran.err == f"wrote {tmp_path / 'a.png'}\n"
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


def test_wrong_words_are_told_in_a_line_and_nothing_is_written(sanctledger, tmp_path: Path):
    for words, said in (
        (["-o", str(tmp_path / "a.pdf")], "'pdf' is not a format of pictures"),
        (["-o", str(tmp_path / "a" / "b.svg")], "is not an existing folder"),
        (["-o", str(tmp_path / "a.svg"), "--between", "us,belavai"], "did you mean `belavia`?"),
        (["-o", str(tmp_path / "a.svg"), "--since", "tomorrow"], "--since"),
        (["-o", str(tmp_path / "a.svg"), "--on", "1990-01-01"], "shows nothing"),
    ):
        ran = sanctledger("chart", "timeline", "belarus", *words)
        assert ran.status == 2
        assert said in ran.err
    assert list(tmp_path.iterdir()) == []
