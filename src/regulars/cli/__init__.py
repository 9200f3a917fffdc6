"""The command line: one module a command or a few that belong together.

Each module here has `register(app)`, which adds its commands. Modules import
what they run inside the command, so that `regulars --help` stays quick. The two
processes of an installation are built above this room and are handed in.
"""

from __future__ import annotations

import os
import sys
from types import ModuleType
from typing import Annotated

import typer

import regulars
from regulars import settings

from . import demo, erase, export, failing, import_, members, points, quote, replay, segments, serve, supervisor, user

MODULES: tuple[ModuleType, ...] = (demo, serve, user, import_, export, erase, replay, members, segments, points, quote)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(regulars.__version__)
        raise typer.Exit


def build(processes: serve.Processes | None = None) -> typer.Typer:
    """The application with every command; without processes `web` and `worker` are missing."""
    app = typer.Typer(
        name="regulars",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        help="Know your regulars, reward them, bring the others back.",
    )

    @app.callback()
    def _root(
        version: Annotated[
            bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and end.")
        ] = False,
    ) -> None:
        """Know your regulars, reward them, bring the others back."""

    for module in MODULES:
        module.register(app)
    if processes is not None:
        serve.register_processes(app, processes)
    return app


def main(processes: serve.Processes) -> None:
    """Run the command line; what can't be done is told in one line, with an exit code."""
    if supervisor.PARENT_FD not in os.environ:  # whoever started this process has said so already
        for line in settings.unknown(os.environ):
            print(f"regulars: {line}", file=sys.stderr)
    try:
        build(processes)()
    except Exception as error:
        told = failing.tell(error)
        if told is None:
            raise
        print(told.line, file=sys.stderr)
        sys.exit(told.exit_code)
