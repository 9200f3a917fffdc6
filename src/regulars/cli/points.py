"""`regulars points`: the proof that the ledger is right."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from regulars import settings as settings_of


def register(app: typer.Typer) -> None:
    """Add the commands about points."""
    points = typer.Typer(no_args_is_help=True, help="Look after the ledger of points.")
    points.callback()(lambda: None)  # so that a group of one command stays a group
    points.command()(verify)
    app.add_typer(points, name="points")


def verify(
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
) -> None:
    """Compute everything about points from the entries again and compare; ends with 1 when something is wrong."""
    from rich.console import Console

    from regulars.books import Books
    from regulars.points.verify import CHECKS
    from regulars.points.verify import verify as find

    books = Books.open(settings_of.load(), begin=False)
    try:
        with books.transaction() as unit:
            broken = find(unit.connection)
    finally:
        books.close()
    if as_json:
        problems = [{"name": one.name, "count": one.count, "examples": list(one.examples)} for one in broken]
        typer.echo(json.dumps({"ok": not broken, "checked": len(CHECKS), "problems": problems}))
    else:
        console = Console()
        for name in CHECKS:
            found = next((one for one in broken if one.name == name), None)
            mark = "[green]✓[/green]" if found is None else f"[red]✗ {found.count:,}[/red]"
            console.print(f"{mark} {name}" + (f": {', '.join(found.examples)}" if found else ""), highlight=False)
    if broken:
        raise typer.Exit(1)
