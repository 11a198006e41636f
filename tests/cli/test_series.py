"""The command that follows a balance through time."""

from __future__ import annotations

from pathlib import Path

WORDS = ("series", "belarus", "by", "us", "--unit", "prisoners", "--since", "2025-09-01", "--on", "2025-12-31")


def test_steps_are_printed_for_people_and_for_programs(sanctledger):
    ran = sanctledger(*WORDS)
    assert ran.status == 0
    assert ran.out.startswith("prisoners that by gave us, net from 2025-09-01 until 2026-01-01\n")
    told = sanctledger(*WORDS, "--json").json()
    assert (told["reading"], told["every"]) == ("widest", "change")
    assert (told["start"], told["end"]) == ("2025-09-01", "2026-01-01")
    assert len(told["steps"]) == len(ran.out.splitlines()) - 3
    assert all(before["end"] == after["start"] for before, after in zip(told["steps"], told["steps"][1:], strict=False))


def test_the_other_side_of_a_pair_gives_what_the_first_receives(sanctledger):
    given = sanctledger(*WORDS, "--side", "given", "--json").json()["steps"]
    swapped = ("series", "belarus", "us", "by", *WORDS[4:])
    assert sanctledger(*swapped, "--side", "received", "--json").json()["steps"] == given


def test_a_singular_names_its_unit_and_a_day_may_be_asked_as_it_was_known(sanctledger):
    words = ("series", "belarus", "by", "us", "--unit", "prisoner", "--since", "2025-09-11", "--until", "2025-09-12")
    now = sanctledger(*words, "--side", "given", "--json").json()["steps"]
    then = sanctledger(*words, "--side", "given", "--learning", "--json").json()["steps"]
    assert len(now) == len(then) == 1
    assert now != then


def test_what_is_written_is_told_with_commas(sanctledger, tmp_path: Path):
    path = tmp_path / "money.yaml"
    path.write_text("""
sanctledger: 1
parties: {us: {kind: state}, by: {kind: state}}
records:
  - {kind: payment, id: p, from: 2025-01-01, giver: by, receiver: us, quantity: 2 m USD}
  - {kind: claim, id: c, about: p, field: quantity, value: 1 m USD, recorded: 2025-01-01}
""")
    ran = sanctledger("series", str(path), "by", "us", "--unit", "USD", "--since", "2025-01-01", "--on", "2025-02-01")
    assert ran.out.splitlines()[-1].split()[2:] == ["1,000,000..2,000,000", "2,000,000"]


def test_wrong_words_are_told_in_a_line(sanctledger):
    for words, said in (
        ((*WORDS[:5], "prisnor", *WORDS[6:]), "did you mean `prisoners`?"),
        ((*WORDS[:7], "2027-01-01", *WORDS[8:]), "holds no day"),
        ((*WORDS[:7], "soon", *WORDS[8:]), "--since"),
        ((*WORDS, "--every", "fortnight"), "--every"),
        ((*WORDS[:2], "bye", *WORDS[3:]), "did you mean `by`?"),
    ):
        ran = sanctledger(*words)
        assert ran.status == 2
        assert said in ran.err


def test_a_series_is_drawn(sanctledger, tmp_path: Path):
    ran = sanctledger("chart", "balance", *WORDS[1:], "--every", "month", "-o", str(tmp_path / "a.svg"))
    assert ran.status == 0
    assert ">prisoners that by gave us, net</text>" in (tmp_path / "a.svg").read_text()
