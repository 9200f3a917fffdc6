"""The first page and each report of the demo shop, asked for over HTTP as the pages do: from the question to the answer."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import httpx

from regulars.books import Books
from regulars.http import access
from regulars.http.scopes import Scope
from regulars.settings import Settings

from .measure import Result, median
from .place import place
from .running import address, process

MOST = 1.0
SCOPES = frozenset({Scope.OVERVIEW_READ, Scope.POINTS_READ, Scope.CUSTOMERS_READ})


def run() -> Iterator[Result]:
    """The seconds of each."""
    with place(None) as folder:
        _load(folder)
        with contextlib.closing(Books.open(Settings(data_dir=folder))) as opened:
            _, key = opened.perform(
                lambda unit: access.create_key(unit, name="benchmark", publishable=False, scopes=SCOPES)
            )
            with process(folder, opened, "serve", "--port", "0") as log:
                headers = {"Authorization": f"Bearer {key}"}
                with httpx.Client(base_url=address(log), headers=headers, timeout=60) as client:
                    for name, paths in _asked(datetime.now(UTC).date()).items():
                        yield Result(f"the demo shop: {name}", median(partial(_ask, client, paths)), "s", most=MOST)


def _load(folder: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("REGULARS_")}
    subprocess.run(
        [sys.executable, "-m", "regulars", "demo", "--no-serve", "--json"],
        env=environment | {"REGULARS_DATA_DIR": str(folder)},
        check=True,
        stdout=subprocess.DEVNULL,
    )


def _asked(today: date) -> dict[str, tuple[str, ...]]:
    """What each page asks for, of the last year where it has a period."""
    year = f"from={today - timedelta(days=366)}&to={today - timedelta(days=1)}"  # it may be yesterday where the shop is
    reports = {
        "sales by segment, a year": f"sales?{year}",
        "sales by segment, a year, members then": f"sales?{year}&reading=then",
        "growth and movement, a year": f"movement?{year}",
        "cohorts of two years": "cohorts?months=24",
        "RFM grid, a year": f"rfm?{year}",
        "promotions, a year": f"promotions?{year}",
        "coupons, a year": f"coupons?{year}",
        "campaigns and newsletters, a year": f"messages?{year}",
    }
    return {
        "home": ("/v1/home", "/v1/overview"),
        **{name: (f"/v1/reports/{path}",) for name, path in reports.items()},
        "points": ("/v1/points/liability", "/v1/points/top-earners"),
    }


def _ask(client: httpx.Client, paths: Sequence[str]) -> None:
    for path in paths:
        answer = client.get(path)
        assert answer.status_code == 200, f"{path}: {answer.text}"
