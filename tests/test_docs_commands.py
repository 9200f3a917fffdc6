"""The commands that the documentation shows are ones there are, and those that begin a shop run as they stand."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

from regulars import cli
from regulars.books import embedded

ROOT = Path(__file__).parent.parent
PAGES = sorted((ROOT / "docs").rglob("*.md"))
NOBODY: Any = None
COMMAND = typer.main.get_command(cli.build(cli.serve.Processes(web=NOBODY, worker=NOBODY)))
PARTED = re.compile(r"\s(?:#|\||<|>|&&|;).*|[`)]$")
"""What follows a command on its line."""


def blocks(page: Path, language: str) -> list[str]:
    """What is shown on a page in a language."""
    return re.findall(rf"```{language}\n(.*?)```", page.read_text("utf-8"), re.DOTALL)


def commands(page: Path) -> list[str]:
    """Every call of `regulars` on a page, with its arguments, in blocks and within the text."""
    text = page.read_text("utf-8").replace("\\\n", " ")
    quoted = re.findall(r"`\.venv/bin/regulars ([^`\n]*)`", text)
    lines = [line for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]
    called = [found[1] for line in lines if (found := re.search(r"\.venv/bin/regulars (.*)", line))]
    return [PARTED.sub("", one) for one in (*quoted, *called)]


SHOWN = [(page, one) for page in PAGES for one in commands(page)]


@pytest.mark.parametrize(("page", "shown"), SHOWN, ids=lambda one: one.stem if isinstance(one, Path) else None)
def test_every_command_that_is_shown_there_is(
    page: Path, shown: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its name, its options and how many arguments it takes: the parser says what is wrong."""
    command, arguments = COMMAND, shlex.split(shown)
    monkeypatch.chdir(tmp_path)
    for file in re.findall(r"[\w-]+\.(?:jsonl|json|csv|toml)\b", shown):
        (tmp_path / file).touch()
    context = command.make_context("regulars", arguments.copy())
    while hasattr(command, "resolve_command") and arguments:
        name, command, arguments = command.resolve_command(context, arguments)
        assert command is not None, f"{page.name}: there is no command {name}"
        context = command.make_context(name, arguments.copy(), parent=context)


def test_commands_are_found() -> None:
    assert len(SHOWN) > 20
    assert "serve" in [one for _, one in SHOWN]


@pytest.fixture
def home(tmp_path: Path) -> Any:
    """A home of nobody else, with a checkout in it as the documentation has it."""
    binary = tmp_path / ".venv/bin/regulars"
    binary.parent.mkdir(parents=True)
    binary.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m regulars "$@"\n')
    binary.chmod(0o755)
    yield tmp_path
    if embedded.is_there(tmp_path / "my-shop"):
        embedded.leave(tmp_path / "my-shop")
    shutil.rmtree(tmp_path, ignore_errors=True)


def run(home: Path, script: str) -> str:
    """What a block prints, run as it stands."""
    around = {name: value for name, value in os.environ.items() if not name.startswith("REGULARS_")}
    done = subprocess.run(
        ["sh", "-eu", "-c", script], cwd=home, env=around | {"HOME": str(home)}, capture_output=True, text=True, check=False
    )  # fmt: skip
    assert done.returncode == 0, f"{script}\n{done.stdout}{done.stderr}"
    return done.stdout


def test_a_shop_is_begun_and_its_data_come_in_by_the_commands_that_are_shown(home: Path) -> None:
    tutorial, importing = ROOT / "docs/tutorial/first-hour.md", ROOT / "docs/how-to/import-data.md"
    [begin] = [block for block in blocks(tutorial, "sh") if "user create" in block]
    [lines] = [block for block in blocks(importing, "json") if '"type"' in block]
    [take] = [block for block in blocks(importing, "sh") if "shop.jsonl" in block]
    said = [line for line in begin.splitlines() if line.startswith("export")]
    here = "\n".join(said) + "\n"
    (home / "shop.jsonl").write_text(lines)

    made = run(home, begin.replace(".venv/bin/regulars serve", ""))
    taken = run(home, here + take)
    again = run(home, here + take)

    assert "you@example.com" in made
    assert re.search(r"shop.jsonl │ +2 │ +0 │ +0 │", taken), taken
    assert not re.search(r"shop.jsonl │ +2 │ +0", again), again
