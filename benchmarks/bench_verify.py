"""The proof of the ledger over ten million entries: everything computed from them again and compared.

Seven of ten transactions granted a lot for an order, the others took a point of
one; half a million customers share them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import psycopg

from regulars.books import Books
from regulars.points.verify import verify

from .measure import Result, seconds
from .place import books, place
from .running import plain

ENTRIES = int(os.environ.get("REGULARS_BENCH_ENTRIES", "10000000"))
CUSTOMERS = ENTRIES // 20
GRANTS = ENTRIES * 7 // 20
TAKEN = ENTRIES // 2 - GRANTS

LEDGER = f"""
insert into points_transaction (id, at, posted_at, points, customer_id, ledger_id, rule_id, deed, key, "order", actor)
    select n, now(), now(), 10, n % {CUSTOMERS} + 1, 1, 1, 'earn', 'earn:1:' || n || ':r1', n::text, 'system'
    from generate_series(1, {GRANTS}) n;
insert into points_lot (id, customer_id, ledger_id, points, remaining, held, used, ended, reversed, adjusted, starts_at,
                        opened, endings, source, rule_id, "order", key)
    select n, n % {CUSTOMERS} + 1, 1, 10, 10 - taken, 0, 0, 0, 0, taken, now(), true, 0, 'order', 1, n::text,
           'earn:1:' || n || ':r1'
    from (select n, case when n <= {TAKEN} then 1 else 0 end as taken from generate_series(1, {GRANTS}) n) l;
insert into points_settlement
    select n::text, 1, 1, 1, n % {CUSTOMERS} + 1, 10, 0, 1, now(), now() from generate_series(1, {GRANTS}) n;
insert into points_transaction (id, at, posted_at, points, customer_id, ledger_id, deed, key, reason, actor)
    select {GRANTS} + n, now(), now(), -1, n % {CUSTOMERS} + 1, 1, 'adjust', 'adjust:' || n, 'bench', 'system'
    from generate_series(1, {TAKEN}) n;
insert into points_entry
    select n, e, case e when 0 then 'issued' else 'available' end, case e when 1 then n % {CUSTOMERS} + 1 end,
           case e when 1 then n end, case e when 0 then -10 else 10 end
    from generate_series(1, {GRANTS}) n, generate_series(0, 1) e;
insert into points_entry
    select {GRANTS} + n, e, case e when 0 then 'available' else 'adjusted' end, case e when 0 then n % {CUSTOMERS} + 1 end, n,
           case e when 0 then -1 else 1 end
    from generate_series(1, {TAKEN}) n, generate_series(0, 1) e;
insert into points_balance (customer_id, ledger_id, available)
    select customer_id, 1, sum(points) from points_transaction group by customer_id;
"""


def run() -> Iterator[Result]:
    """How long it takes, and that nothing is wrong."""
    with place(None) as folder, books(folder) as opened:
        with psycopg.connect(plain(opened), autocommit=True) as connection:
            for statement in LEDGER.split(";\n")[:-1]:
                connection.execute(statement.encode())
            connection.execute("vacuum analyze")
        yield Result(f"proof of the ledger, {ENTRIES:,} entries", seconds(lambda: _verify(opened)), "s", most=60)


def _verify(opened: Books) -> None:
    with opened.transaction() as unit:
        broken = verify(unit.connection)
    assert not broken, broken
