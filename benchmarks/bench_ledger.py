"""The ledger against a plain double-entry transfer: one commit each, from 1, 4 and 16 clients, and in batches.

The yardstick is one SQL function: both accounts are locked in the order of
their ids, a transfer and two entries with the balances before and after are
written, and both balances. Ours gives points to a customer: a lot, a key, the
transaction with its entries, and the entry of the journal; holds and lots that
came due are looked for first. Both run on the same server, `synchronous_commit`
on, by turns.
"""

from __future__ import annotations

import itertools
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from zoneinfo import ZoneInfo

import psycopg

from regulars.books import Books
from regulars.points import service, settling
from regulars.points.model.lifetime import Lasting
from regulars.points.model.settlement import Earned
from regulars.points.model.taking import Shortage
from regulars.points.settling import Granting
from regulars.rules.calendar import Calendar

from .measure import Result
from .place import books, place
from .running import plain

UTC = Calendar(ZoneInfo("UTC"))

ACCOUNTS = 10_000
SHOP = 0
CLIENTS = (1, 4, 16)
SECONDS = float(os.environ.get("REGULARS_BENCH_SECONDS", "5"))
TURNS = 3
BATCH = 500

TRANSFERS = """
create table plain_account (id bigint primary key, balance bigint not null default 0, version bigint not null default 0);
create table plain_transfer (
    id bigint generated always as identity primary key, from_id bigint not null, to_id bigint not null,
    amount bigint not null, at timestamptz not null default now());
create table plain_entry (
    id bigint generated always as identity primary key, account_id bigint not null, transfer_id bigint not null,
    amount bigint not null, before bigint not null, after bigint not null);
create index on plain_entry (account_id);
create index on plain_entry (transfer_id);
insert into plain_account (id) select * from generate_series(0, 10000);
create function plain_move(giver bigint, taker bigint, moved bigint) returns bigint language plpgsql as $$
declare made bigint; giving bigint; taking bigint;
begin
    perform from plain_account where id in (giver, taker) order by id for update;
    insert into plain_transfer (from_id, to_id, amount) values (giver, taker, moved) returning id into made;
    update plain_account set balance = balance - moved, version = version + 1 where id = giver returning balance into giving;
    update plain_account set balance = balance + moved, version = version + 1 where id = taker returning balance into taking;
    insert into plain_entry (account_id, transfer_id, amount, before, after)
        values (giver, made, -moved, giving + moved, giving), (taker, made, moved, taking - moved, taking);
    return made;
end $$;
"""

Do = Callable[[int], object]
"""Does the n-th posting of a client."""


def run() -> Iterator[Result]:
    """Postings a second, and how that compares."""
    with place(None) as folder, books(folder) as opened:
        with psycopg.connect(plain(opened), autocommit=True) as connection:
            connection.execute(TRANSFERS.encode())
        for clients in CLIENTS:
            ours, theirs = _by_turns(opened, clients, lambda n: n * 7919 % ACCOUNTS + 1)
            yield _result(f"postings on spread accounts, {clients} clients", ours, theirs, least=0.6)
        ours, theirs = _by_turns(opened, CLIENTS[-1], lambda _: SHOP)
        yield _result(f"postings against one account of the shop, {CLIENTS[-1]} clients", ours, theirs, least=2)
        with ExitStack() as stack:
            theirs = _rate([_theirs(opened, stack, 0, lambda n: n * 7919 % ACCOUNTS + 1)])
        yield _result(f"postings in batches of {BATCH}, 1 client", _in_batches(opened), theirs, least=5)


def _result(claim: str, ours: float, theirs: float, *, least: float) -> Result:
    """What is compared is the time that one takes, so that less is better."""
    return Result(
        claim,
        ours,
        "a second",
        ratio=theirs / ours,
        ratio_most=1 / least,
        yardstick=f"a transfer ({theirs:,.0f} a second)",
    )


def _by_turns(opened: Books, clients: int, other: Callable[[int], int]) -> tuple[float, float]:
    """Postings a second of ours and of the yardstick; `other` is the account that the n-th is against."""
    ours, theirs = [], []
    for turn in range(TURNS):
        ours.append(_rate([_ours(opened, f"{clients}-{turn}-{other(1)}-{n}", n) for n in range(clients)]))
        with ExitStack() as stack:
            theirs.append(_rate([_theirs(opened, stack, n, other) for n in range(clients)]))
    return sorted(ours)[TURNS // 2], sorted(theirs)[TURNS // 2]


def _ours(opened: Books, name: str, client: int) -> Do:
    def give(n: int) -> None:
        done = service.adjust_at_once(opened, _account(client, n), 1, key=f"{name}-{n}", reason="bench")
        assert done is not None

    return give


def _theirs(opened: Books, stack: ExitStack, client: int, other: Callable[[int], int]) -> Do:
    connection = stack.enter_context(psycopg.connect(plain(opened), autocommit=True))

    def move(n: int) -> None:
        taker = _account(client, n)
        giver = other(taker)
        connection.execute("select plain_move(%s, %s, 1)", [giver if giver != taker else taker % ACCOUNTS + 1, taker])

    return move


def _account(client: int, n: int) -> int:
    return (client * 613 + n * 31) % ACCOUNTS + 1


def _rate(clients: list[Do]) -> float:
    """How many a second all clients do together."""
    until = time.perf_counter() + SECONDS
    counts = [0] * len(clients)

    def work(client: int) -> None:
        for n in itertools.count():
            if time.perf_counter() > until:
                counts[client] = n
                return
            clients[client](n)

    threads = [threading.Thread(target=work, args=(client,)) for client in range(len(clients))]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.perf_counter() - started)


def _in_batches(opened: Books) -> float:
    """Postings a second when each commit settles 500 orders."""
    now = opened.clock()

    def settle(n: int) -> None:
        earned = [Earned(1, f"{n}-{order}", 1, service.LEDGER, _account(n, order), 1, now) for order in range(BATCH)]
        opened.perform(
            lambda unit: settling.settle(
                unit, earned, shortage=Shortage.OWE, grants=lambda *_: Granting(Lasting(None, UTC)), calendar=UTC
            )
        )

    return _rate([settle]) * BATCH
