"""Run the sessions of the command line that pages show, and write what the commands print today into the pages.

`python docs/.scripts/sessions.py [PAGE ...]` takes all pages if none is named. A line `...` in an output stands for
lines left out: the lines before it stay the first ones, and the lines after it stay the last ones. An output with
several such lines is not changed; the script names the command, for a person to look at. Read the difference before
you commit it: the tests take what stands in the pages as right.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from test_docs import FENCE, WITH_SESSIONS, commands, is_shown, plain, run  # noqa: E402 - the path comes first


def renewed(shown: str, printed: str) -> str | None:
    """Return the output to show for a command, or `None` if a person must choose the lines."""
    if is_shown(shown, printed):
        return shown
    lines, new = plain(shown).splitlines(), plain(printed).splitlines()
    if lines.count("...") > 1:
        return None
    if "..." not in lines:
        return "\n".join(new)
    first = lines.index("...")
    last = len(lines) - first - 1
    return "\n".join([*new[:first], "...", *(new[-last:] if last else [])])


def rewrite(page: Path) -> None:
    """Write the outputs of today into one page."""
    text = page.read_text(encoding="utf-8")
    started: set[str] = set()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for fence in list(FENCE.finditer(text)):
            if fence["file"] and fence["word"] in {"console", "yaml", "json"}:
                file = folder / fence["file"]
                file.parent.mkdir(parents=True, exist_ok=True)
                with file.open("a" if fence["file"] in started else "w", encoding="utf-8") as open_file:
                    open_file.write(fence["text"])
                started.add(fence["file"])
            if fence["word"] != "console":
                continue
            session = fence["text"]
            for command, shown in commands(session):
                new = renewed(shown, run(command, folder))
                if new is None:
                    sys.stdout.write(f"{page}: $ {command}: several lines `...`; choose the lines by hand\n")
                elif new != shown:
                    session = session.replace(f"$ {command}\n{shown}\n", f"$ {command}\n{new}\n", 1)
            text = text.replace(fence["text"], session, 1)
    page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    for one in [Path(argument).resolve() for argument in sys.argv[1:]] or WITH_SESSIONS:
        rewrite(one)
