"""Scores: how recently, how often and for how much each customer has bought, beside the others of the shop.

Whoever has a completed order has three scores from 1 to 5, the fifths of the
shop with 5 the best. Where one fifth ends and the next begins is set once a
local day, as the day begins, so that a score changes with the day and not with
each order of somebody else. Customers with equal values have equal scores.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Protocol

import duckdb
import pyarrow as pa

NOTE = "scores"
"""Under which the file says of which day the scores are, and where the fifths end."""
NAMES = ("recency_score", "frequency_score", "monetary_score")
_FIFTHS = "[0.2, 0.4, 0.6, 0.8]"

_BOUGHT = """
    create or replace temp table bought as
    select customer_id, max(placed_at) as "recency", count(*) as frequency, sum(grand_total - coalesce(refunded_total, 0)) as monetary
    from "order" where (status = 'complete' or status = 'closed' and completed_at is not null)
        and customer_id is not null and placed_at < ? and coalesce(completed_at, placed_at) < ?
    group by customer_id"""
_ENDS = f"""
    select count(*), quantile_disc(recency, {_FIFTHS}), quantile_disc(frequency, {_FIFTHS}), quantile_disc(monetary, {_FIFTHS})
    from bought"""
_SET = """
    update customer set recency_score = scored.r, frequency_score = scored.f, monetary_score = scored.m
    from (select customer.customer_id, r, f, m from customer left join scored using (customer_id)) as scored
    where customer.customer_id = scored.customer_id
        and (recency_score is distinct from scored.r or frequency_score is distinct from scored.f
            or monetary_score is distinct from scored.m)"""


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of a day: of how many `customers`, and the four ends of fifths of each measure, the lowest first.

    A value above the n-th end has a score of more than n. `monetary` is in minor units of the base currency.
    """

    day: date
    customers: int
    recency: Sequence[datetime]
    frequency: Sequence[int]
    monetary: Sequence[int]


def compute(con: duckdb.DuckDBPyConnection, day: date, begins_at: datetime) -> str:
    """Score everybody by what there was when a local day began; gives the note to keep. In a transaction of the caller's."""
    at = begins_at.astimezone(UTC).replace(tzinfo=None)
    con.execute(_BOUGHT, [at, at])
    row = con.execute(_ENDS).fetchone()
    assert row is not None
    customers, *ends = row
    recency, frequency, monetary = ([] if one is None else one for one in ends)
    columns = ", ".join(
        f"{_fifth(measure, number)} as {measure[0]}"
        for number, measure in enumerate(("recency", "frequency", "monetary"))
    )
    con.execute("create or replace temp table ends as select ? as e0, ? as e1, ? as e2", [recency, frequency, monetary])
    con.execute(f"create or replace temp table scored as select customer_id, {columns} from bought, ends")
    con.execute(_SET)
    for table in ("bought", "ends", "scored"):
        con.execute(f"drop table {table}")
    told = {
        "day": day.isoformat(),
        "customers": customers,
        "recency": [one.isoformat() for one in recency],
        "frequency": [int(one) for one in frequency],
        "monetary": [int(one) for one in monetary],
    }
    return json.dumps(told)


def _fifth(measure: str, number: int) -> str:
    above = " + ".join(f"cast({measure} > e{number}[{n}] as tinyint)" for n in range(1, 5))
    return f"cast(1 + {above} as tinyint)"


def read(note: str | None) -> Scores | None:
    """What the file says of the scores; None as long as there are none."""
    if note is None:
        return None
    told = json.loads(note)
    recency = [datetime.fromisoformat(one).replace(tzinfo=UTC) for one in told["recency"]]
    return Scores(date.fromisoformat(told["day"]), told["customers"], recency, told["frequency"], told["monetary"])


@dataclass(frozen=True, slots=True)
class Scored:
    """Of which day the scores are; `unscored_at` is the journal position at which nobody could have one."""

    day: date
    unscored_at: int | None

    @classmethod
    def of(cls, note: str | None, position: int) -> Scored:
        """As the file says."""
        scores = read(note)
        if scores is None:
            return cls(date.min, None)
        return cls(scores.day, None if scores.customers else position)

    def is_due(self, day: date, position: Callable[[], int], *, again: bool) -> bool:
        """Whether a day is yet to be scored; `again`: whether one that was is to be once more, as nobody could be scored then and
        something has come in since."""
        if not again:
            return self.day < day
        return self.day == day and self.unscored_at is not None and self.unscored_at != position()


class Asked(Protocol):
    """Whoever answers questions about the facts."""

    def ask(self, question: str) -> pa.Table: ...


def load(facts: Asked) -> Scores | None:
    """The scores of the last day that was scored."""
    found: list[Any] = facts.ask(f"select value from meta where name = '{NOTE}'").column(0).to_pylist()
    return read(found[0] if found else None)
