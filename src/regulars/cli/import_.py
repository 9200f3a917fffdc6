"""`regulars import`: files of records and events through the door."""

from __future__ import annotations

import contextlib
import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from regulars import settings as settings_of
from regulars.core.languages import ENGLISH

if TYPE_CHECKING:
    from regulars.books import Books
    from regulars.flows.points_preview import PointsPreview
    from regulars.journal.importing import Import, Mapping, Options

ACTOR = "cli"
NOT_LATER = (
    "what is imported now earns no points, and doing it again later gives none. "
    "Stop here (Ctrl-C), see to that on the page Points, and import then"
)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("import")(import_)


def import_(
    files: Annotated[list[Path], typer.Argument(help="JSON lines, CSV or Parquet files.", exists=True, dir_okay=False)],
    *,
    type: Annotated[str | None, typer.Option(help="What the lines are, where they don't say it themselves.")] = None,
    map: Annotated[
        Path | None,
        typer.Option(help="The mapping file (TOML or JSON) that CSV and Parquet need.", exists=True, dir_okay=False),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would come in and earn, and store nothing.")
    ] = False,
    live: Annotated[
        bool, typer.Option("--live/--history", help="Whether it happened just now and may be reacted to.")
    ] = False,
    points: Annotated[bool, typer.Option("--points", help="Let orders of history earn points.")] = False,
    rejects: Annotated[
        Path | None, typer.Option(help="Where to write what was refused of all files; beside each file without it.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what came of it as JSON.")] = False,
) -> None:
    """Bring files in through the door; the same file again goes on where it was, or is done at once.

    Ends with 1 when rows were refused; they are written beside the file as they came, with line, field, value and reason
    behind (of JSON lines: above), to be mended and imported in the same way.
    """
    from regulars.books import Books
    from regulars.journal import importing
    from regulars.journal.importing import refusals

    if live and points:
        raise typer.BadParameter("what is live earns points by itself; leave --points or --live out")
    if rejects and importing.is_lines(rejects.name) and not all(importing.is_lines(file.name) for file in files):
        raise typer.BadParameter("rows can't be written as JSON lines; let --rejects name a .csv")
    mapping = importing.load_mapping(map) if map else None
    options = importing.Options(type=type, mapping=mapping, live=live, asks_points=points)
    with contextlib.closing(Books.open(settings_of.load())) as books:
        if points and (reason := _earns_nothing(books)):
            typer.echo(f"regulars: {reason}; {NOT_LATER}", err=True)
        preview = _preview(books) if dry_run and points else None
        done: list[Import] = []
        written: set[Path] = set()
        try:
            for file in files:
                done.append(_one(books, file, options, dry_run=dry_run, quiet=as_json, preview=preview))
                if done[-1].refused:
                    path = rejects or file.with_name(refusals.file_name(file.name, ENGLISH))
                    apart, more = rejects is None, path in written
                    _write_rejects(books, file, done[-1], path, mapping, apart=apart, more=more, quiet=as_json)
                    written.add(path)
        finally:  # what came in before a file that can't be read is told all the same
            if as_json:
                typer.echo(json.dumps(_told(done, preview)))
            elif done:
                _show(done, dry_run=dry_run, preview=preview)
            if preview is not None:
                preview.close()
    if any(result.refused for result in done):
        raise typer.Exit(1)


def _earns_nothing(books: Books) -> str | None:
    """Why no order would earn points just now."""
    from regulars.points import earning_rules, programme

    with books.transaction() as unit:
        if not programme.get(unit).active:
            return "points are switched off"
        return None if any(rule.active for rule in earning_rules.listed(unit)) else "there is no earning rule"


def _preview(books: Books) -> PointsPreview:
    from regulars.flows.points_preview import PointsPreview

    return PointsPreview(books)


def _one(
    books: Books, file: Path, options: Options, *, dry_run: bool, quiet: bool, preview: PointsPreview | None = None
) -> Import:
    """Import one file under a bar."""
    from rich.progress import BarColumn, TaskProgressColumn, TimeRemainingColumn

    from regulars.journal.importing import import_file

    from .progress import progress

    bar = progress(BarColumn(), TaskProgressColumn(), TimeRemainingColumn(), quiet=quiet)
    if preview is not None:
        preview.begin_file()
    with bar:
        task = bar.add_task(file.name, total=None)
        return import_file(
            books,
            file,
            options,
            actor=ACTOR,
            dry_run=dry_run,
            tell=lambda done, total, _unit: bar.update(task, completed=done, total=total),
            tried=None if preview is None else preview.take,
        )


def _write_rejects(
    books: Books,
    file: Path,
    result: Import,
    path: Path,
    mapping: Mapping | None,
    *,
    apart: bool,
    more: bool,
    quiet: bool,
) -> None:
    """What was refused of a file; `apart`: beside it, as it was written. Else it names each file, for there may be `more`."""
    from regulars.journal.importing import is_lines, notes, refusals

    def kept() -> Iterator[refusals.Refusal]:
        after = 0
        while True:
            with books.transaction() as unit:
                found = refusals.refusals(unit, result.id or 0, after=after)
            if not found:
                return
            yield from found
            after = found[-1].line

    if result.id is None:
        header, found = result.came.header, refusals.found(result.lines, result.came.rows, result.rejects)
    else:
        with books.transaction() as unit:
            header = refusals.header_of(unit, result.id)
        found = kept()
    how = {"delimiter": mapping.delimiter, "encoding": mapping.encoding} if mapping else {}
    named = None if apart else str(file)
    noted = is_lines(file.name) and is_lines(path.name)
    target: notes.Noted | refusals.Sheet = (
        notes.Noted(language=ENGLISH, file=named)
        if noted
        else refusals.Sheet(header, **how, language=ENGLISH, file=named)
    )
    target.write(path, found, more=more)
    if not quiet:
        typer.echo(f"what was refused is in {path}", err=True)


def _told(done: list[Import], preview: PointsPreview | None) -> list[dict[str, object]]:
    told = [dataclasses.asdict(result) for result in done]
    for one in told:
        del one["place"], one["line"], one["earlier"], one["rejects"], one["remarks"], one["lines"], one["came"]
    if preview is not None:
        exact = preview.is_exact()
        for one, earned in zip(told, preview.earned(), strict=False):
            one |= {"points": earned.points, "points_exact": exact}
    return told


def _show(done: list[Import], *, dry_run: bool, preview: PointsPreview | None = None) -> None:
    """What came of each file, as a table."""
    from rich.console import Console
    from rich.table import Table

    table = Table(title="Would come in" if dry_run else "Came in")
    table.add_column("File")
    for name in ("New", "Known", "Refused"):
        table.add_column(name, justify="right")
    earned = [] if preview is None else [f"{one.points:,}" for one in preview.earned()]
    if preview is not None:
        table.add_column("Points" if preview.is_exact() else "Points, about", justify="right")
    for n, result in enumerate(done):
        counts = (f"{count:,}" for count in (result.accepted, result.repeated, result.refused))
        table.add_row(result.name, *counts, *earned[n : n + 1])
    Console().print(table)
    if remarked := sum(result.remarked for result in done):
        typer.echo(
            f"No mail can be sent to the addresses of {remarked:,} of them; they are taken all the same.", err=True
        )
    if preview is not None and not preview.is_exact():
        typer.echo("A rule asks about the customer, of whom only what is in these files is seen.", err=True)
