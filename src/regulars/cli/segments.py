"""`regulars segment`: the proof that memberships are right."""

from __future__ import annotations

import contextlib
import json
import time
from datetime import datetime
from typing import Annotated

import typer

from regulars import settings as settings_of

SETTLE_SECONDS = 1.0


def register(app: typer.Typer) -> None:
    """Add the commands about segments."""
    segment = typer.Typer(no_args_is_help=True, help="Look after segments.")
    segment.callback()(lambda: None)  # so that a group of one command stays a group
    segment.command()(verify)
    app.add_typer(segment, name="segment")


def verify(
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
) -> None:
    """Compute who is in each segment from nothing and compare with what is kept; ends with 1 when something differs.

    While no worker runs, as of when it stopped.
    """
    from rich.console import Console

    from regulars.books import Books
    from regulars.facts.opening import asking
    from regulars.facts.store import Facts
    from regulars.journal.identity import external_ids
    from regulars.segments import verify as verifying
    from regulars.segments.desk import Desk
    from regulars.segments.keeper import CHECKED_AT

    settings = settings_of.load()
    with contextlib.closing(Books.open(settings)) as books:
        shop = books.shop()
        with asking(settings, shop) as facts:
            checked = facts.notes().get(CHECKED_AT) if isinstance(facts, Facts) else None
            at = datetime.fromisoformat(checked) if checked else None
            drifts = Desk(books, facts, shop).verify(lambda: time.sleep(SETTLE_SECONDS), at=at)
        with books.transaction() as unit:
            named = {d.segment: external_ids(unit, d.customers[: verifying.TOLD]) for d in drifts if d}
    wrong = [drift for drift in drifts if drift]
    if as_json:
        found = [
            {
                "segment": drift.segment,
                "missing": len(drift.missing),
                "surplus": len(drift.surplus),
                "customers": [name or str(id) for id, name in named[drift.segment].items()],
            }
            for drift in wrong
        ]
        typer.echo(json.dumps({"ok": not wrong, "checked": len(drifts), "drifts": found}, ensure_ascii=False))
    else:
        console = Console()
        for drift in wrong:
            some = ", ".join(name or str(id) for id, name in named[drift.segment].items())
            counts = f"{len(drift.missing):,} missing, {len(drift.surplus):,} too many"
            console.print(f"[red]✗[/red] {drift.segment}: {counts} ({some})", highlight=False)
        right = len(drifts) - len(wrong)
        console.print(f"[green]✓[/green] {right:,} of {len(drifts):,} segments are as computed anew", highlight=False)
    if wrong:
        raise typer.Exit(1)
