"""`python -m sanctledger` in a process of its own: terminals, pipes and missing extras."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from sanctledger.__main__ import main

QUESTION = ("balance", "belarus", "us", "by", "--on", "2025-09-12")


def run(*arguments: str, code: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    start = ["-m", "sanctledger"] if code is None else ["-c", code]
    return subprocess.run(
        [sys.executable, *start, *arguments],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def on_a_terminal(**environment: str) -> str:
    """What the command prints where a terminal watches."""
    ours, theirs = pty.openpty()
    settings = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR", "CI")}
    settings |= {"TERM": "xterm-256color", "COLUMNS": "120"} | environment
    with subprocess.Popen([sys.executable, "-m", "sanctledger", *QUESTION], stdout=theirs, env=settings) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:
                break
            if not part:
                break
            shown += part
        assert process.wait() == 0
    os.close(ours)
    return shown.decode("utf-8")


def test_the_module_runs_as_the_command_does():
    ran = run(*QUESTION)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "in_force:asset_freeze" in ran.stdout
    assert "\x1b" not in ran.stdout


def test_a_terminal_gets_colour_and_no_color_takes_it_away():
    assert "\x1b[" in on_a_terminal()
    assert "\x1b[3" not in on_a_terminal(NO_COLOR="1")


BLOCKED = """
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == {missing!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Absent())
from sanctledger.__main__ import main
main()
"""


@pytest.mark.parametrize("missing", ["typer", "rich"])
def test_a_missing_extra_is_named_with_the_command_that_installs_it(missing: str):
    ran = run(code=BLOCKED.format(missing=missing))
    assert ran.returncode == 2
    assert ran.stderr == "sanctledger: the command line needs the `cli` extra: pip install 'sanctledger[cli]'\n"


def test_another_missing_module_is_no_missing_extra():
    ran = run(code=BLOCKED.format(missing="yaml"))
    assert ran.returncode == 1
    assert "cli` extra" not in ran.stderr


def test_a_reader_that_goes_away_is_no_error():
    with subprocess.Popen(
        [sys.executable, "-m", "sanctledger", "show", "belarus", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
    assert (process.returncode, said) == (0, b"")


def test_misuse_is_one_line_without_a_traceback():
    ran = run("balance", "belarus", "us", "us")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert len(ran.stderr.splitlines()) == 1


def test_a_chain_longer_than_the_stack_is_followed(tmp_path: Path):
    lines = ['{"kind":"state","id":"a"}', '{"kind":"state","id":"b"}']
    lines.append('{"kind":"release","id":"v0","from":"2020","giver":"a","receiver":"b"}')
    lines += [f'{{"kind":"rearrest","id":"v{n}","from":"2020","by":"a","reverses":"v{n - 1}"}}' for n in range(1, 1500)]
    (tmp_path / "deep.jsonl").write_text("\n".join(lines), "utf-8")
    ran = run("balance", str(tmp_path / "deep.jsonl"), "a", "b")
    assert (ran.returncode, ran.stderr) == (0, "")


def test_what_is_nested_too_deeply_is_told_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def never_ends(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr("sanctledger.cli.app.app", never_ends)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    assert "too deeply" in capsys.readouterr().err


def test_who_stops_it_while_it_starts_gets_a_status_and_no_traceback():
    stopped = (
        "import builtins; real = builtins.__import__\n"
        "def stop(name, *more):\n"
        "    if name == 'sanctledger.cli.app': raise KeyboardInterrupt\n"
        "    return real(name, *more)\n"
        "builtins.__import__ = stop\n"
        "from sanctledger.__main__ import main; main()"
    )
    ran = run(code=stopped)
    assert (ran.returncode, ran.stdout, ran.stderr) == (130, "", "")
