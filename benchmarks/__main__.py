"""Run the benchmarks and print what was promised and what came out."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from .measure import Result, machine

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "explanation" / "performance.md"
BEGIN, END = "<!-- table -->", "<!-- /table -->"
NAMES = tuple(sorted(path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*.py")))


def main() -> int:
    """1 when a promise wasn't kept, so that a machine can tell too."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", help=f"which: {', '.join(NAMES)}; all without")
    parser.add_argument(
        "--write",
        action="store_true",
        help=f"write the rows to {PAGE.relative_to(ROOT)} too, in the place of their like",
    )
    chosen = parser.parse_args()
    unknown = set(chosen.names) - set(NAMES)
    if unknown:
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}")

    results: list[Result] = []
    for name in chosen.names or NAMES:
        started = time.perf_counter()
        print(f"{name} …", file=sys.stderr, flush=True)
        results += apart(name)
        print(f"{name} took {time.perf_counter() - started:.0f} s", file=sys.stderr, flush=True)
    show(results)
    if chosen.write:
        write(results)
    return 0 if all(result.kept for result in results) else 1


def apart(name: str) -> list[Result]:
    """The results of one benchmark, run in a process of its own, so that memory and caches are its own."""
    done = subprocess.run([sys.executable, "-m", "benchmarks.one", name], check=True, stdout=subprocess.PIPE)
    return [Result(**line) for line in json.loads(done.stdout)]


def show(results: Sequence[Result]) -> None:
    """Print the table to a person."""
    table = Table(title=machine(), title_justify="left")
    for heading in ("claim", "measured", "promised", "against the yardstick", "pace", ""):
        table.add_column(heading, justify="right" if heading in {"measured", "pace"} else "left")
    for r in results:
        pace = "" if r.pace is None else f"{r.pace:.1f}"
        table.add_row(r.claim, r.told, r.promised, r.compared, pace, "kept" if r.kept else "[red]missed[/red]")
    Console(width=None if sys.stdout.isatty() else 160).print(table)


def write(results: Sequence[Result]) -> None:
    """Put rows into the table of the documentation, each in the place of the one with its claim, new ones at its end."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    table, _, after = rest.partition(END)
    head, rows = (
        [
            f"{machine()}.",
            "",
            "| claim | measured | promised | against the yardstick | pace | |",
            "|---|--:|---|---|--:|---|",
        ],
        {},
    )
    for line in table.strip().splitlines()[len(head) :]:
        rows[_claim(line)] = line
    rows |= {_claim(line): line for line in map(_row, results)}
    PAGE.write_text("\n".join([f"{before}{BEGIN}", *head, *rows.values(), f"{END}{after}"]), encoding="utf-8")


def _row(r: Result) -> str:
    pace = "" if r.pace is None else f"{r.pace:.1f}"
    return f"| {r.claim} | {r.told} | {r.promised} | {r.compared} | {pace} | {'kept' if r.kept else 'missed'} |"


def _claim(row: str) -> str:
    return row.split("|")[1].strip()


if __name__ == "__main__":
    sys.exit(main())
