"""The commands that the documentation shows are ones there are, and those that begin a shop run as they stand."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
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


SERVE = ".venv/bin/regulars serve"
TUTORIAL, IMPORTING, BACKING_UP = (
    ROOT / "docs" / page for page in ("tutorial/first-hour.md", "how-to/import-data.md", "how-to/back-up.md")
)


def block(page: Path, language: str, *said: str) -> str:
    """The one block of a page that says all of this; without `serve`, which stays until it is stopped."""
    [found] = [one for one in blocks(page, language) if all(part in one for part in said)]
    return found.replace(SERVE, "")


@dataclass(frozen=True, slots=True)
class Begun:
    """A shop that was begun by the tutorial's commands, in a home of nobody else with a checkout as the documentation has it."""

    home: Path

    def __call__(self, script: str, **said: str) -> str:
        """What a block prints, run as it stands, in the shell that the tutorial left behind."""
        exports = [line for line in block(TUTORIAL, "sh", "user create").splitlines() if line.startswith("export")]
        around = {name: value for name, value in os.environ.items() if not name.startswith("REGULARS_")}
        others = [f"export {name}={value}" for name, value in said.items()]
        done = subprocess.run(
            ["sh", "-eu", "-c", "\n".join([*exports, *others, script])],
            cwd=self.home, env=around | {"HOME": str(self.home)}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{script}\n{done.stdout}{done.stderr}"
        return done.stdout


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Begun]:
    home = tmp_path_factory.mktemp("home")
    binary = home / ".venv/bin/regulars"
    binary.parent.mkdir(parents=True)
    binary.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m regulars "$@"\n')
    binary.chmod(0o755)
    (home / "shop.jsonl").write_text(block(IMPORTING, "json", '"type"'))
    run = Begun(home)
    assert "you@example.com" in run(block(TUTORIAL, "sh", "user create"))
    yield run
    for directory in (home / "my-shop", home / "restored"):
        if embedded.is_there(directory):
            embedded.leave(directory)
    shutil.rmtree(home, ignore_errors=True)


def brought_in(told: str) -> tuple[int, ...]:
    """How many rows an import tells to have been taken, known before, and refused."""
    found = re.search(r"shop.jsonl │ +(\d+) │ +(\d+) │ +(\d+) │", told)
    assert found, told
    return tuple(map(int, found.groups()))


def test_data_come_in_once_by_the_commands_that_are_shown(begun: Begun) -> None:
    take = block(IMPORTING, "sh", "shop.jsonl")

    assert brought_in(begun(take)) == (2, 0, 0)
    assert brought_in(begun(take)) == (0, 2, 0)


def test_a_shop_is_backed_up_restored_and_replayed_by_the_commands_that_are_shown(begun: Begun) -> None:
    take = block(IMPORTING, "sh", "shop.jsonl")
    restore = block(BACKING_UP, "sh", 'tar -xzf regulars-2026-03-01.tar.gz -C "$REGULARS_DATA_DIR"').replace(
        "2026-03-01", "$(date +%F)"
    )
    there = {"REGULARS_DATA_DIR": str(begun.home / "restored")}
    begun(take)

    begun(block(BACKING_UP, "sh", "# stop", "tar -czf"))
    begun(restore, **there)
    begun(block(BACKING_UP, "sh", "replay"), **there)

    assert brought_in(begun(take, **there)) == (0, 2, 0)
