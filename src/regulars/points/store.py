"""Pages of the ledger, read under lock and written back.

`read` locks the balance rows of the customers asked for, always in the order of
their ids; whoever holds a customer's row may change that customer's lots and
holds, and nobody else. `write` adds the transactions that deeds have written on
the pages and brings lots, draws and balances up to them, all as sets.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from psycopg.rows import tuple_row

from regulars.books import Unit

from . import rows, tables
from .model.entries import CUSTOMER_ACCOUNTS, Account, Cause, Deed, Entry, Transaction
from .model.lots import Lot, Source
from .model.page import HeldDraw, Hold, Page

Key = tuple[int, int]
"""A customer's id and a ledger's."""

LOT = """id, points, remaining, starts_at, ends_at, source, rule_id, "order", key,
         held, used, ended, reversed, adjusted, opened, endings, inactivity, awaits"""


@dataclass(slots=True)
class Opened:
    """Pages under lock, and what they were like when they were read."""

    pages: dict[Key, Page]
    lot_ids: Iterator[int]
    _lots: dict[int, tuple[int, Lot]] = field(default_factory=dict)
    _holds: dict[str, tuple[int, Hold]] = field(default_factory=dict)

    @property
    def written(self) -> list[Transaction]:
        return [transaction for page in self.pages.values() for transaction in page.written]


def read(
    unit: Unit,
    keys: Collection[Key],
    *,
    with_lots: Collection[Key] | None = None,
    of_orders: Collection[str] = (),
    lots: Collection[int] = (),
    holds: Collection[str] = (),
    at_once: int = 16,
    lock: bool = True,
    closed: bool = False,
) -> Opened:
    """Read the pages of these customers, under lock unless they are only to be looked at.

    Lots with points in them come with the pages `with_lots` (None: with all)
    and with those that owe; so do the lots of `of_orders`, the lots named and
    those of the holds named, whatever is left in them; `closed` brings every
    lot there ever was. `at_once`: about how many new lots are expected.
    """
    opened = Opened({}, rows.numbers(unit, "points_lot_id", at_once=at_once))
    known = lock_balances(unit, keys) if lock else _balances(unit, keys)
    for customer_id, ledger_id, debt in known:
        opened.pages[customer_id, ledger_id] = Page(customer_id, ledger_id, debt=debt)
    wanted = [key for key, page in opened.pages.items() if with_lots is None or page.debt or key in with_lots]
    if wanted:
        _read_holds(unit, opened, wanted, holds)
        drawn = {draw.lot_id for _, hold in opened._holds.values() for draw in hold.draws}
        _read_lots(unit, opened, wanted, (list(of_orders), [*drawn, *lots], closed))
    return opened


def lock_balances(unit: Unit, keys: Collection[Key]) -> list[tuple[int, int, int]]:
    """Customer, ledger and debt, the rows made where there are none yet and locked in the order of their ids."""
    asked = _asked(keys)
    unit.driver.execute(
        f"""insert into points_balance (customer_id, ledger_id)
            select * from {_GIVEN}
            where not exists (select from points_balance b where (b.customer_id, b.ledger_id) = (k.customer_id, k.ledger_id))
            order by 1, 2 on conflict do nothing""",
        asked,
    )
    return unit.driver.execute(
        f"""select customer_id, ledger_id, debt from points_balance
            where (customer_id, ledger_id) in (select * from {_GIVEN})
            order by customer_id, ledger_id for update""",
        asked,
    ).fetchall()


def _balances(unit: Unit, keys: Collection[Key]) -> list[tuple[int, int, int]]:
    """Customer, ledger and debt, to be looked at."""
    return unit.driver.execute(
        f"""select k.customer_id, k.ledger_id, coalesce(b.debt, 0)
            from {_GIVEN} left join points_balance b using (customer_id, ledger_id)""",
        _asked(keys),
    ).fetchall()


_GIVEN = f"unnest({rows.INTS}, {rows.INTS}) as k (customer_id, ledger_id)"


def _asked(keys: Collection[Key]) -> list[str]:
    ordered = sorted(keys)
    return [rows.ints(customer for customer, _ in ordered), rows.ints(ledger for _, ledger in ordered)]


def _read_lots(unit: Unit, opened: Opened, wanted: list[Key], others: tuple[list[str], list[int], bool]) -> None:
    """Lots with points in them, and others: of these orders, of these ids, or all."""
    cursor = unit.driver.cursor(row_factory=tuple_row)
    cursor.execute(
        f"""select customer_id, ledger_id, {LOT} from points_lot
            where customer_id = any(%s)
              and (remaining > 0 or held > 0 or "order" = any(%s) or id = any(%s) or %s)""",
        [[customer for customer, _ in wanted], *others],
    )
    for customer_id, ledger_id, *columns in cursor.fetchall():
        page = opened.pages.get((customer_id, ledger_id))
        if page is not None:
            lot = lot_of(columns)
            page.lots[lot.id] = lot
            opened._lots[lot.id] = customer_id, lot


def lot_of(columns: Iterable[Any]) -> Lot:
    """A lot from the columns `LOT`."""
    id, points, remaining, starts_at, ends_at, source, rule_id, order, key, *rest = columns
    return Lot(id, points, remaining, starts_at, ends_at, Source(source, rule_id, order), key, *rest)


def _read_holds(unit: Unit, opened: Opened, wanted: list[Key], named: Collection[str]) -> None:
    cursor = unit.driver.cursor(row_factory=tuple_row)
    cursor.execute(
        """select h.key, h.customer_id, h.ledger_id, h.lapses_at, h.reason,
                  d.lot_id, d.points, d.captured, d.released, d.returned
           from points_hold h join points_draw d on d.hold_key = h.key
           where h.customer_id = any(%s) and (h.open or h.key = any(%s)) order by h.key, d.n""",
        [[customer for customer, _ in wanted], list(named)],
    )
    for key, customer_id, ledger_id, lapses_at, reason, *columns in cursor.fetchall():
        page = opened.pages.get((customer_id, ledger_id))
        if page is None:
            continue
        before = page.holds.get(key)
        draws = (*(before.draws if before else ()), HeldDraw(*columns))
        page.holds[key] = hold = Hold(key, draws, lapses_at, reason)
        opened._holds[key] = customer_id, hold


def posted(unit: Unit, keys: Collection[str]) -> dict[str, Transaction]:
    """What was posted under each of these keys."""
    found = unit.driver.execute(
        f"""select t.key, t.deed, t.at, t.customer_id, t.ledger_id, t.rule_id, t."order", t.reason, t.undoes, t.batch,
                   e.account, e.points, e.lot_id, e.customer_id
            from points_transaction t join points_entry e on e.transaction_id = t.id
            where t.key = any({rows.TEXTS}) order by t.id, e.n""",
        [rows.texts(keys)],
    )
    known: dict[str, Transaction] = {}
    for key, deed, at, customer_id, ledger_id, *more in found.fetchall():
        *cause, account, points, lot_id, owner = more
        before = known.get(key)
        entry = Entry(Account(account), points, lot_id, None if owner == customer_id else owner)
        entries = (*(before.entries if before else ()), entry)
        known[key] = Transaction(key, Deed(deed), at, customer_id, ledger_id, entries, Cause(*cause))
    return known


def write(unit: Unit, opened: Opened) -> list[Transaction]:
    """Store what deeds have written on the pages; returns the transactions."""
    transactions = opened.written
    if transactions:
        _write_transactions(unit, transactions)
        _write_balances(unit, transactions)
    _write_lots(unit, opened)
    _write_holds(unit, opened)
    for page in opened.pages.values():
        page.written = []
    return transactions


def _write_transactions(unit: Unit, transactions: list[Transaction]) -> None:
    ids = rows.numbers(unit, "points_transaction_id", at_once=len(transactions))
    heads: list[tuple[Any, ...]] = []
    entries: list[tuple[Any, ...]] = []
    for transaction, id in zip(transactions, ids, strict=False):
        key, deed, at, customer_id, ledger_id, posted, cause = transaction
        changed = 0
        for n, (account, points, lot_id, owner) in enumerate(posted):
            if account in CUSTOMER_ACCOUNTS:
                changed += points
                entries.append((id, n, account, owner or customer_id, lot_id, points))
            else:
                entries.append((id, n, account, None, lot_id, points))
        heads.append(
            (id, at, unit.now, changed, customer_id, ledger_id, cause.rule_id, deed, key, cause.order, cause.reason,
             cause.undoes, cause.batch, unit.actor)
        )  # fmt: skip
    rows.copy_rows(unit, tables.points_transaction, heads)
    rows.copy_rows(unit, tables.points_entry, entries)


_COLUMNS = {Account.PENDING: 0, Account.AVAILABLE: 1, Account.HELD: 2, Account.DEBT: 3}


def _write_balances(unit: Unit, transactions: list[Transaction]) -> None:
    changes: dict[Key, list[int]] = {}
    for transaction in transactions:
        for account, points, _, owner in transaction.entries:
            column = _COLUMNS.get(account)
            if column is not None:
                key = (owner or transaction.customer_id, transaction.ledger_id)
                if key not in changes:
                    changes[key] = [0, 0, 0, 0]
                changes[key][column] += points
    unit.driver.execute(
        """update points_balance b
           set pending = b.pending + c.pending, available = b.available + c.available, held = b.held + c.held,
               debt = b.debt - c.debt
           from unnest(%s::int[], %s::int[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[])
               as c (customer_id, ledger_id, pending, available, held, debt)
           where b.customer_id = c.customer_id and b.ledger_id = c.ledger_id""",
        [
            rows.ints(customer for customer, _ in changes),
            rows.ints(ledger for _, ledger in changes),
            *(rows.ints(change[column] for change in changes.values()) for column in range(4)),
        ],
    )


def _write_lots(unit: Unit, opened: Opened) -> None:
    new: list[tuple[Any, ...]] = []
    changed: list[tuple[Any, ...]] = []
    for page in opened.pages.values():
        for lot in page.lots.values():
            before = opened._lots.get(lot.id)
            if before is None:
                new.append(
                    (lot.id, page.customer_id, page.ledger_id, lot.points, lot.remaining, lot.held, lot.used,
                     lot.ended, lot.reversed, lot.adjusted, lot.starts_at, lot.ends_at, lot.opened, lot.endings,
                     lot.source.kind, lot.source.rule_id, lot.source.order, lot.key, lot.inactivity, lot.awaits)
                )  # fmt: skip
            elif before[1] is not lot or before[0] != page.customer_id:
                changed.append(
                    (lot.id, page.customer_id, lot.remaining, lot.held, lot.used, lot.ended, lot.reversed,
                     lot.adjusted, lot.opened, lot.endings, lot.starts_at, lot.ends_at, lot.inactivity)
                )  # fmt: skip
            opened._lots[lot.id] = page.customer_id, lot
    rows.copy_rows(unit, tables.points_lot, new)
    if changed:
        unit.driver.execute(
            """update points_lot l
               set customer_id = c.customer_id, remaining = c.remaining, held = c.held, used = c.used,
                   ended = c.ended, reversed = c.reversed, adjusted = c.adjusted, opened = c.opened,
                   endings = c.endings, starts_at = c.starts_at, ends_at = c.ends_at, inactivity = c.inactivity
               from unnest(%s::bigint[], %s::int[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[],
                           %s::bigint[], %s::bigint[], %s::boolean[], %s::int[], %s::timestamptz[], %s::timestamptz[],
                           %s::text[])
                   as c (id, customer_id, remaining, held, used, ended, reversed, adjusted, opened, endings, starts_at,
                         ends_at, inactivity)
               where l.id = c.id""",
            [list(column) for column in zip(*changed, strict=True)],
        )


def _write_holds(unit: Unit, opened: Opened) -> None:
    new: list[tuple[Any, ...]] = []
    drawn: list[tuple[Any, ...]] = []
    changed: list[tuple[Any, ...]] = []
    for page in opened.pages.values():
        for hold in page.holds.values():
            before = opened._holds.get(hold.key)
            if before is None:
                new.append((hold.key, page.customer_id, page.ledger_id, hold.lapses_at, hold.held > 0, hold.reason))
                drawn += [
                    (hold.key, n, d.lot_id, d.points, d.captured, d.released, d.returned)
                    for n, d in enumerate(hold.draws)
                ]
            elif before[1] is not hold or before[0] != page.customer_id:
                changed += [
                    (hold.key, page.customer_id, hold.held > 0, n, d.captured, d.released, d.returned)
                    for n, d in enumerate(hold.draws)
                ]
            opened._holds[hold.key] = page.customer_id, hold
    rows.copy_rows(unit, tables.points_hold, new)
    rows.copy_rows(unit, tables.points_draw, drawn)
    if changed:
        keys, customers, still_open, *numbered = ([*column] for column in zip(*changed, strict=True))
        unit.driver.execute(
            """update points_hold h set customer_id = c.customer_id, open = c.open
               from (select distinct * from unnest(%s::text[], %s::int[], %s::boolean[]) as u (key, customer_id, open)) c
               where h.key = c.key""",
            [keys, customers, still_open],
        )
        unit.driver.execute(
            """update points_draw d set captured = c.captured, released = c.released, returned = c.returned
               from unnest(%s::text[], %s::int[], %s::bigint[], %s::bigint[], %s::bigint[])
                   as c (hold_key, n, captured, released, returned)
               where d.hold_key = c.hold_key and d.n = c.n""",
            [keys, *numbered],
        )
