"""The pages are current: their sessions print what they show, their tables and lists leave nothing out."""

from __future__ import annotations

import contextlib
import importlib.util
import inspect
import io
import json
import re
import shlex
import sys
from pathlib import Path

import pytest

import sanctledger
from sanctledger.__main__ import main
from sanctledger.cli.app import app
from sanctledger.records.kinds import KINDS

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
FENCE = re.compile(r'^```(?P<word>\w+)(?: title="(?P<file>[^"]+)")?\n(?P<text>.*?)^```$', re.MULTILINE | re.DOTALL)


def page_id(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def fences(text: str, *words: str) -> list[re.Match[str]]:
    return [fence for fence in FENCE.finditer(text) if fence["word"] in words]


# Sessions of the command line: a fence of `console` shows commands behind `$ ` and what they print. A fence with a file
# name as its title is that file, and one more with the same name goes on with it. `...` stands for lines left out.

WITH_SESSIONS = [page for page in PAGES if fences(page.read_text(encoding="utf-8"), "console")]


def commands(session: str) -> list[tuple[str, str]]:
    """The commands of a session, each with the output that is shown below it."""
    parts = re.split(r"^\$ (.*)$", session, flags=re.MULTILINE)[1:]
    return [(command, output.strip("\n")) for command, output in zip(parts[::2], parts[1::2], strict=True)]


def run(command: str, folder: Path) -> str:
    """What the command prints, on both streams, and its exit status if that is not 0; `>` puts it into a file."""
    words = shlex.split(command)
    if words[-2] == ">":
        (folder / words[-1]).write_text(run(shlex.join(words[:-2]), folder), encoding="utf-8")
        return ""
    if words[0] == "cat":
        return (folder / words[1]).read_text(encoding="utf-8")
    assert words[0] == "sanctledger", command
    out = io.StringIO()
    with (
        pytest.MonkeyPatch.context() as shell,
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(out),
    ):
        shell.chdir(folder)
        shell.setattr(sys, "argv", words)
        shell.setenv("NO_COLOR", "1")
        shell.setenv("COLUMNS", "80")
        with pytest.raises(SystemExit) as stopped:
            main()
    status = f"\n(exit status {stopped.value.code})" if stopped.value.code else ""
    return out.getvalue().rstrip("\n") + status


def plain(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip("\n").splitlines())


def is_shown(shown: str, printed: str) -> bool:
    """Whether the output is what the page shows, with `...` for any lines."""
    parts = [re.escape(part) for part in re.split(r"^\.\.\.\n", plain(shown) + "\n", flags=re.MULTILINE)]
    return re.fullmatch(r"(?:.*\n)*".join(parts), plain(printed) + "\n") is not None


@pytest.mark.parametrize("path", WITH_SESSIONS, ids=page_id)
def test_sessions_print_what_the_page_shows(path, tmp_path):
    started = set()
    for fence in fences(path.read_text(encoding="utf-8"), "console", "yaml", "json"):
        if fence["file"]:
            mode = "a" if fence["file"] in started else "w"
            started.add(fence["file"])
            file = tmp_path / fence["file"]
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open(mode, encoding="utf-8") as open_file:
                open_file.write(fence["text"])
        if fence["word"] == "console":
            for command, shown in commands(fence["text"]):
                printed = run(command, tmp_path)
                assert is_shown(shown, printed), f"$ {command}\n{printed}"


# JSON: below each command stand parts of what it prints.


def fits(part, whole) -> bool:
    """Whether a shape is another one, but for items that its lists leave out."""
    if isinstance(part, dict) and isinstance(whole, dict):
        return part.keys() == whole.keys() and all(fits(part[key], whole[key]) for key in part)
    if isinstance(part, list) and isinstance(whole, list):
        return all(any(fits(item, other) for other in whole) for item in part)
    return part == whole


def occurs(part, whole) -> bool:
    children = whole.values() if isinstance(whole, dict) else whole if isinstance(whole, list) else ()
    return fits(part, whole) or any(occurs(part, child) for child in children)


def test_json_is_what_the_commands_print(tmp_path):
    text = page("reference/json.md")
    for fence in fences(text, "yaml"):
        (tmp_path / fence["file"]).write_text(fence["text"], encoding="utf-8")
    sections = re.split(r"^`(sanctledger .* --json)`$", text, flags=re.MULTILINE)[1:]
    assert len(sections) // 2 >= 5
    for command, section in zip(sections[::2], sections[1::2], strict=True):
        whole = json.loads(run(command, tmp_path).partition("\n(exit status")[0])
        shown = re.findall(r"^([\[{]\n.*?\n[\]}])$", section, re.MULTILINE | re.DOTALL)
        assert shown, command
        for part in shown:
            assert occurs(json.loads(part), whole), f"{command}\n{part}"


# Tables made by the script beside the pages.


def generated():
    spec = importlib.util.spec_from_file_location("generated", DOCS / ".scripts" / "generated.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_tables_are_current():
    script = generated()
    for path in PAGES:
        text = path.read_text(encoding="utf-8")
        assert script.filled(text) == text, f"{page_id(path)}: run `python docs/.scripts/generated.py`"


def test_the_pages_of_codes_are_current_and_none_is_of_no_code():
    pages = generated().code_pages()
    assert set(pages) == set((DOCS / "reference" / "codes").iterdir())
    for path, text in pages.items():
        assert path.read_text(encoding="utf-8") == text, "run `python docs/.scripts/generated.py`"


def test_the_navigation_has_the_page_of_every_code():
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert generated().navigated(text) == text, "run `python docs/.scripts/generated.py`"
    assert set(re.findall(r"reference/codes/(\w+)\.md", text)) == {path.stem for path in generated().code_pages()}


def test_every_kind_stands_in_the_table_of_kinds():
    text = page("reference/records.md")
    for kind in KINDS:
        assert f"| `{kind}` |" in text


def test_the_file_format_has_the_fields_of_every_family():
    text = page("reference/file-format.md")
    for family in {cls.family for cls in KINDS.classes}:
        assert f"<!-- begin fields of {family} -->" in text


# Lists that leave nothing out.


def test_every_public_name_and_each_base_class_of_its_own_is_in_the_reference():
    text = "\n".join(path.read_text(encoding="utf-8") for path in (DOCS / "reference").glob("*.md"))
    names = [name for name in sanctledger.__all__ if name not in ("__version__", "errors")]
    public = {getattr(sanctledger, name) for name in names}
    for name in names:
        assert f"\n::: sanctledger.{name}\n" in text, f"add `::: sanctledger.{name}` to docs/reference"
        value = getattr(sanctledger, name)
        bases = value.__mro__[1:] if inspect.isclass(value) and not issubclass(value, sanctledger.Record) else ()
        for base in bases:
            is_there = base in public or f"\n::: {base.__module__}.{base.__qualname__}\n" in text
            if base.__module__.startswith("sanctledger") and not is_there:
                assert f"::: sanctledger.{name}\n    options:\n      inherited_members: true\n" in text


def test_every_finding_code_is_explained_and_no_other():
    listed = ROOT / "src" / "sanctledger" / "checks" / "codes.py"  # says what a code means, and gives none
    files = [path for path in (ROOT / "src").rglob("*.py") if path != listed]
    sources = "\n".join(path.read_text(encoding="utf-8") for path in files)
    emitted = set(re.findall(r'"(SL\d{3})"', sources))
    explained = set(re.findall(r"^\| \[`(SL\d{3})`\]\(codes/\1\.md\) \|", page("reference/findings.md"), re.MULTILINE))
    assert explained == emitted


def test_every_command_and_option_stands_on_the_page_of_the_command_line():
    text = page("reference/cli.md")
    shared = re.search(r"^## Options of several commands$(.*?)(?=^## )", text, re.MULTILINE | re.DOTALL)
    assert shared
    names = [command.name or command.callback.__name__.rstrip("_") for command in app.registered_commands]
    for group in app.registered_groups:
        names += [f"{group.typer_instance.info.name} {one.name}" for one in group.typer_instance.registered_commands]
    for name in names:
        section = re.search(rf"^## `{name}`$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
        assert section, f"`{name}` has no section"
        out = run(f"sanctledger {name} --help", ROOT)
        for option in set(re.findall(r"--[a-z][a-z-]+", out)) - {"--help"}:
            assert f"`{option}" in section[1] + shared[1], f"`{option}` of `{name}`"


def test_the_seed_page_goes_through_all_twenty_facts():
    numbers = re.findall(r"^## (\d+)\. ", page("seed.md"), re.MULTILINE)
    assert numbers == [str(number) for number in range(1, 21)]


def test_the_readme_begins_with_two_commands_of_one_line():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    first, second = [fence["text"].strip() for fence in fences(text, "sh")][:2]
    assert len(first.splitlines()) == len(second.splitlines()) == 1
    assert "sanctledger balance belarus us by" in first
    assert "pytest" in second


def test_code_asks_about_a_day_that_it_names():
    texts = [path.read_text(encoding="utf-8") for path in PAGES]
    for fence in (fence for text in texts for fence in fences(text, "python", "pycon", "console")):
        assert ".at()" not in fence["text"]
        for line in fence["text"].splitlines():
            if re.match(r"\$ sanctledger (balance|show|moves) ", line) and "--help" not in line:
                assert "--on" in line, line


PICTURES = sorted((ROOT / "docs" / "assets" / "pictures").glob("*.svg"))


@pytest.mark.parametrize("path", PICTURES, ids=page_id)
def test_a_picture_is_described_and_takes_its_colours_from_the_page(path):
    text = path.read_text(encoding="utf-8")
    assert f'aria-labelledby="{path.stem}-title {path.stem}-desc"' in text
    for part in ("title", "desc"):
        assert re.search(rf'<{part} id="{path.stem}-{part}">[^<]+</{part}>', text)
    assert not re.search(r"#[0-9a-f]{3,6}\b|style=|fill=|stroke=", text)
    assert "\n\n" not in text  # an empty line would end the block in Markdown


CONCEPTS = [path for path in PAGES if path.parent.name == "concepts" and path.stem not in ("index", "decisions")]


@pytest.mark.parametrize("path", CONCEPTS, ids=page_id)
def test_a_page_of_a_concept_has_a_picture(path):
    assert '--8<-- "docs/assets/pictures/' in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", PICTURES, ids=page_id)
def test_a_picture_stands_on_some_page(path):
    line = f'--8<-- "docs/assets/pictures/{path.name}"'
    assert any(line in page.read_text(encoding="utf-8").splitlines() for page in PAGES)


def test_every_file_that_a_page_includes_exists():
    # a formatter that reads the line as a program writes two signs, and the page shows them
    for path in PAGES:
        for sign, name in re.findall(r'^(-+ *8 *< *-+) *"(.*)"$', path.read_text(encoding="utf-8"), re.MULTILINE):
            assert sign == "--8<--", page_id(path)
            assert (ROOT / name).is_file(), page_id(path)
