"""The pages of codes: their examples trigger the code and, fixed, no longer do; and one explains each code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from checks.planted import TODAY

import sanctledger as sl
from sanctledger.checks import BUILT_IN, Flaw, Rule
from sanctledger.checks import rule_pages as explaining
from sanctledger.checks.codes import ABOUT_CHECKS, READING
from sanctledger.checks.rule_pages import Page, Sample, all_explained, explained

WRITTEN = sorted((Path(explaining.__file__).parent / "pages").iterdir())
CODES = [file.stem for file in WRITTEN]
FENCE = r"```(?:yaml|json|text)\n(?:(?!```).*\n)+```\n"
PARAGRAPHS = r"(?:(?!#|```).+\n|\n(?!\n))+"
SHAPE = re.compile(rf"(?!\s){PARAGRAPHS}\n## Example\n\n(?:{PARAGRAPHS}\n)?{FENCE}\n## Fix\n\n{PARAGRAPHS}\n{FENCE}")


def found(sample: Sample, folder: Path) -> sl.Report:
    """All that reading and checking find in a sample."""
    file = folder / {"yaml": "ledger.yaml", "json": "ledger.jsonl"}[sample.format]
    file.write_text(sample.text, encoding="utf-8")
    loaded = sl.read(file)
    return loaded.report | loaded.ledger.check(today=TODAY)


def test_every_code_has_a_page_and_every_page_a_code():
    assert {file.name for file in WRITTEN} == {f"{page.code}.md" for page in all_explained()}


def test_a_page_has_the_shape_of_all():
    for code in CODES:
        assert SHAPE.fullmatch(explained(code).text)


@pytest.mark.parametrize("code", CODES)
def test_the_example_triggers_the_code_and_nothing_else_and_the_fixed_one_nothing(code: str, tmp_path: Path):
    page = explained(code)
    assert page.example is not None
    assert page.fixed is not None
    if page.example.format != "text":
        triggered = found(page.example, tmp_path)
        assert {one.code for one in triggered} == {code}, str(triggered)
        assert {one.severity for one in triggered.of_code(code)} == {page.severity}
        report = found(page.fixed, tmp_path)
        assert not len(report), str(report)


def test_a_code_is_found_in_capitals_or_not():
    assert explained(" sl101 ") == explained("SL101")
    assert explained("SL101").heading == "SL101 (error): every id names a record"
    assert str(explained("SL101")).startswith(
        "SL101 (error): every id names a record\n\nA record names another by its id"
    )


def test_an_unknown_code_suggests_the_nearest():
    with pytest.raises(sl.errors.UnknownCode, match="no code `sl3o3`; did you mean `SL303`"):
        explained("sl3o3")
    with pytest.raises(KeyError, match=r"there is no code `blue`$"):
        explained("blue")


def test_the_codes_of_reading_are_those_that_no_rule_has():
    assert {one.code for one in READING}.isdisjoint({rule.code for rule in BUILT_IN})
    codes = [page.code for page in all_explained()]
    assert codes == sorted(one.code for one in (*READING, *ABOUT_CHECKS, *BUILT_IN))


def test_every_code_says_of_what_theme_it_is():
    assert all(page.theme.endswith(".") for page in all_explained())


def test_a_rule_of_ones_own_explains_itself():
    def unnamed(snapshot):
        """Parties without a name.

        Nobody can be sure whom they stand for.
        """
        for party in snapshot.record_index.parties.values():
            yield Flaw("it has no name", party.id)

    mine = Rule("XX001", "info", "every party has a name", unnamed)
    theme = "The pages of codes: their examples trigger the code and, fixed, no longer do; and one explains each code."
    text = "Parties without a name.\n\nNobody can be sure whom they stand for.\n"
    page = explained("xx001", rules=(*BUILT_IN, mine))
    assert page == Page("XX001", "info", "every party has a name", theme, text)
    assert page.example is page.fixed is None


def test_a_rule_of_ones_own_that_takes_a_code_explains_itself_too():
    mine = Rule("SL101", "info", "mine", lambda _snapshot: ())
    assert explained("SL101", rules=[mine]).text == "\n"
