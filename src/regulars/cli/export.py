"""`regulars export`: everything that came in, as JSON lines."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import Annotated

import typer

from regulars import settings as settings_of


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("export")(export)


def export(
    file: Annotated[Path, typer.Argument(help="Where to; - is the standard output.", allow_dash=True)],
    type: Annotated[
        list[str] | None, typer.Option(help="Only records of this type; may be given several times.")
    ] = None,
) -> None:
    """Write what came in through the door as JSON lines, which `regulars import` takes anywhere."""
    from regulars.books import Books
    from regulars.core.errors import NotFound
    from regulars.journal import stamp
    from regulars.journal.exporting import lines
    from regulars.journal.records import TYPES

    for name in type or ():
        if name not in TYPES:
            raise NotFound("record type", name)
    with contextlib.closing(Books.open(settings_of.load(), begin=False)) as books:
        while stamp(books):
            pass
        count = 0
        with contextlib.ExitStack() as stack:
            to = sys.stdout.buffer if str(file) == "-" else stack.enter_context(file.open("wb"))
            for line in lines(books, type or TYPES.keys()):
                to.write(line.json)
                count += 1
    typer.echo(f"{count:,} entries", err=True)
