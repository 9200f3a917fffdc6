"""`regulars segment`: who is in one, as a list or a file, and the proof that memberships are right."""

from __future__ import annotations

import contextlib
import json
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from regulars import settings as settings_of
from regulars.core.errors import Fault, Invalid

from .desk import desk as asked_at

if TYPE_CHECKING:
    from regulars.segments.desk import Desk

SETTLE_SECONDS = 1.0
AT_ONCE = 20_000
LONGEST_DAY = len("2026-03-01")
Format = Literal["csv", "jsonl", "parquet"]
Id = Annotated[str, typer.Argument(help="The segment's id, such as vip.")]
At = Annotated[
    str | None,
    typer.Option(
        "--at", help="As of an instant, or the end of a local day; now if left out. Without an offset it is local time."
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands about segments."""
    segment = typer.Typer(no_args_is_help=True, help="Look after segments.")
    for command in (verify, members, export):
        segment.command()(command)
    app.add_typer(segment, name="segment")


def members(id: Id, at: At = None) -> None:
    """Print the external ids of those who are in a segment, one a line; guests by their e-mail."""
    with asked_at() as desk:
        held = desk.members_of(id, _instant(at, desk))
        for start in range(0, len(held), AT_ONCE):
            for name in desk.names_of(list(held[start : start + AT_ONCE])):
                typer.echo(name)


def export(
    id: Id,
    out: Annotated[Path, typer.Option("--out", help="Where to; - is the standard output.", allow_dash=True)],
    format: Annotated[
        Format | None, typer.Option("--format", help="What kind of file; by the ending of --out without it, else CSV.")
    ] = None,
    at: At = None,
) -> None:
    """Write who is in a segment as a file: who they are, and since when they are in."""
    from regulars.segments import exporting, reading

    by_ending = next((one for one in exporting.FORMATS if out.suffix == f".{one}"), None)
    if format is None and by_ending is None and out.suffix:
        known = ", ".join(f".{one}" for one in exporting.FORMATS)
        told = f"there is no kind of file that ends with {out.suffix}: end it with one of {known}, or say --format"
        raise Invalid(told, [Fault("/out", "ending", told)])
    kind: Format = format or by_ending or "csv"
    with asked_at() as desk:
        instant = _instant(at, desk)
        held = desk.members_of(id, instant)
        with desk.books.transaction() as unit:
            entries = list(reading.last_entries(unit.connection, id, held, by=instant))
            reading.note_export(unit, id, format=kind, customers=len(held), at=instant)
        parts = exporting.export(desk.facts.ask, held, entries, kind)
        with contextlib.ExitStack() as stack:
            file = sys.stdout.buffer if str(out) == "-" else stack.enter_context(out.open("wb"))
            for part in parts:
                file.write(part)


def _instant(at: str | None, desk: Desk) -> datetime | None:
    """The instant asked about, none for now; a day is meant as it ended, and today as it is. Raises `Invalid`."""
    if at is None:
        return None
    try:
        given = datetime.fromisoformat(at)
    except ValueError:
        raise _wrong(f"--at {at} is no instant and no day; write 2026-03-01T10:00:00Z or 2026-03-01") from None
    if len(at) > LONGEST_DAY:
        instant = given if given.tzinfo is not None else desk.calendar.to_utc(given)
    else:
        instant = desk.calendar.day_end(given.date())
    now = desk.now()
    if len(at) <= LONGEST_DAY and given.date() == desk.calendar.local_date(now):
        return None
    if instant > now:
        raise _wrong(f"--at {at} lies ahead: who will be in is not known yet; name an instant up to now")
    return instant


def _wrong(detail: str) -> Invalid:
    return Invalid(detail, [Fault("--at", "instant", detail)])


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
    with contextlib.closing(Books.open(settings, begin=False)) as books:
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
