"""Coupons that were issued in some periods, and what has become of them by now.

A coupon ends when its own time is up, or its promotion's. Each that was issued is
used, withdrawn, ended unused or open: so what became of them adds up to how many
there are. Reserved ones are open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from regulars.books import Unit


class Issued(NamedTuple):
    """How many were issued, and how many of these were used, withdrawn or have ended unused by now."""

    issued: int = 0
    used: int = 0
    withdrawn: int = 0
    ended: int = 0

    def plus(self, other: Issued) -> Issued:
        return Issued(*map(sum, zip(self, other, strict=True)))

    @property
    def open(self) -> int:
        """How many can still be used."""
        return self.issued - self.used - self.withdrawn - self.ended


_COUNTS = """
    select c.promotion_id, coalesce(c.batch_id, 0), p.n, count(*), count(*) filter (where c.used > 0),
        count(*) filter (where c.used = 0 and c.withdrawn_at is not null),
        count(*) filter (where c.used = 0 and c.withdrawn_at is null and least(c.ends_at, e.ends_at) <= %(now)s)
    from coupon c
    join unnest(%(since)s::timestamptz[], %(until)s::timestamptz[]) with ordinality as p (since, until, n)
        on c.issued_at >= p.since and c.issued_at < p.until
    left join unnest(%(promotions)s::int[], %(ends)s::timestamptz[]) as e (id, ends_at) on e.id = c.promotion_id
    where c.issued_at >= %(first)s and (%(only)s::int[] is null or c.customer_id = any(%(only)s))
        and (%(coupons)s::bigint[] is null or c.id = any(%(coupons)s))
    group by 1, 2, 3"""


def issued(
    unit: Unit,
    periods: Sequence[tuple[datetime, datetime]],
    ends: Mapping[int, datetime],
    *,
    only: Sequence[int] | None = None,
    coupons: Sequence[int] | None = None,
) -> list[dict[tuple[int, int], Issued]]:
    """Of each period the coupons that were issued in it, by promotion and batch, 0 for those of none.

    `ends`: when promotions end; `only`: the coupons of these customers; `coupons`: these alone, by id.
    """
    asked = {
        "now": unit.now, "since": [since for since, _ in periods], "until": [until for _, until in periods],
        "first": min(since for since, _ in periods), "promotions": list(ends), "ends": list(ends.values()),
        "only": None if only is None else list(only), "coupons": None if coupons is None else list(coupons),
    }  # fmt: skip
    found: list[dict[tuple[int, int], Issued]] = [{} for _ in periods]
    for promotion_id, batch, n, *counts in unit.driver.execute(_COUNTS.encode(), asked).fetchall():
        found[n - 1][promotion_id, batch] = Issued(*counts)
    return found


def batch_names(unit: Unit, ids: Sequence[int]) -> dict[int, str]:
    """What batches are called, by id."""
    rows = unit.driver.execute("select id, name from coupon_batch where id = any(%s)", [list(ids)]).fetchall()
    return dict(rows)
