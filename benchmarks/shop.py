"""A large shop, written straight into the tables of the facts.

1,000,000 customers, 10,000,000 orders over three years and 30,000,000 lines,
the same on every machine: whatever is drawn follows from a hash of the row's
number. A tenth of the customers places half of the orders. Rows lie by
customers, as after a replay. Kept in
`build/shop/`, and made anew when this file or the tables of the facts change.
"""

from __future__ import annotations

import inspect
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb

from regulars.facts import layout, schema
from regulars.facts.columns import micros
from regulars.facts.store import FORMAT, Facts
from regulars.rules.calendar import Calendar

FOLDER = Path(__file__).parent.parent / "build" / "shop"
NOW = datetime(2026, 11, 1, tzinfo=UTC)
DAYS = 3 * 365
CURRENCY = "USD"
CALENDAR = Calendar(ZoneInfo("UTC"))


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything there is."""

    customers: int = 1_000_000
    orders: int = 10_000_000
    products: int = 50_000

    @property
    def lines(self) -> int:
        """Orders have one to five lines, as many of each."""
        return 3 * self.orders


FULL = Size()
DEPARTMENTS, AISLES, SHELVES = 10, 5, 4
"""Categories: ten departments of five aisles of four shelves; products lie on shelves."""


def draw(limit: int, of: str, about: str) -> str:
    """SQL for a number in 0 … limit - 1 that follows from column `of`."""
    salt = int.from_bytes(blake2b(about.encode(), digest_size=4).digest(), "big") >> 2
    return f"cast(hash({of} + {salt << 32}) % {limit} as integer)"


GUEST = draw(10, "i", "guest") + " = 0"
"""Every tenth customer."""


def _pick(values: tuple[str, ...], of: str, about: str) -> str:
    listed = ", ".join(f"'{value}'" for value in values)
    return f"([{listed}])[1 + {draw(len(values), of, about)}]"


def _texts(name: str, sql: str) -> str:
    """A text and its folded twin; what is generated is folded already unless it has capitals."""
    return f'{sql} as "{name}", lower({sql}) as "{name}_folded"'


def _key(prefix: str, number: str) -> str:
    return _texts("external_id", f"'{prefix}' || {number}")


def statements(size: Size) -> dict[str, str]:
    """The query that fills each table, in an order in which they can run."""
    return _of_catalogue(size) | _of_customers(size) | _of_orders(size) | _of_the_rest(size)


NOW_HERE = f"timestamp '{NOW:%Y-%m-%d %H:%M:%S}'"
KNOWN = f"{NOW_HERE} - interval 1 hour as updated_at, 0 as position"
COUNTRIES = ("US",) * 12 + ("PL", "PL", "UA", "GB", "DE", "FI")


def _of_catalogue(size: Size) -> dict[str, str]:
    """The catalogue: categories as a tree, and products in them."""
    return {
        "category": f"""
            with node as (
                select 'd' || d as id, null as parent from range({DEPARTMENTS}) t(d)
                union all select 'd' || d || 'a' || a, 'd' || d from range({DEPARTMENTS}) t(d), range({AISLES}) u(a)
                union all select 'd' || d || 'a' || a || 's' || s, 'd' || d || 'a' || a
                    from range({DEPARTMENTS}) t(d), range({AISLES}) u(a), range({SHELVES}) v(s))
            select cast(row_number() over () as integer) as record_id, id as external_id, id as external_id_folded, {KNOWN}, parent, {_texts("name", "'Category ' || id")} from node""",
        "product": f"""
            with product as (
                select cast(i as integer) as product_id, 'sku-' || i as sku, {draw(DEPARTMENTS, "i", "department")} as d,
                    {draw(AISLES, "i", "aisle")} as a, {draw(SHELVES, "i", "shelf")} as s from range(1, {size.products} + 1) t(i)),
            placed as (
                select *, list_sort(['d' || d, 'd' || d || 'a' || a, 'd' || d || 'a' || a || 's' || s]) as cats,
                    ['d' || d || 'a' || a || 's' || s] as own from product)
            select product_id, {_key("sku-", "product_id")}, {KNOWN}, true as known, {_texts("sku", "sku")},
                {_texts("name", "'Product ' || product_id")}, {_texts("brand", f"'Brand ' || {draw(200, 'product_id', 'brand')}")},
                {_price("product_id")} as price,
                cats as categories, cats as categories_folded, own as own_categories, own as own_categories_folded
            from placed""",
    }


def _of_customers(size: Size) -> dict[str, str]:
    """Who the customers are, and where they live."""
    return {
        "customer": f"""
            select cast(i as integer) as customer_id, {_known_by()}, {KNOWN},
                {_texts("email", "'Customer' || i || '@example.com'")}, {_texts("first_name", _pick(("Anna", "Boris", "Clara", "Dmytro", "Eva"), "i", "first"))},
                {_texts("last_name", f"'Family' || {draw(5000, 'i', 'last')}")},
                {_texts("gender", f"case {draw(20, 'i', 'gender')} when 0 then null else {_pick(('female', 'male'), 'i', 'sex')} end")},
                {_texts("country", f"case {draw(20, 'i', 'no country')} when 0 then null else {_pick(COUNTRIES, 'i', 'country')} end")},
                {_texts("group", _pick(("General", "General", "General", "VIP", "Wholesale"), "i", "group"))},
                {_texts("store", f"'store-' || {draw(20, 'i', 'store')}")},
                {GUEST} as guest,
                case when {draw(10, "i", "told")} < 7 then date '1945-01-01' + {draw(23000, "i", "born")} end as born_on,
                {NOW_HERE} - to_days({draw(5 * 365, "i", "registered")}) - to_seconds({draw(86400, "i", "second")}) as registered_at,
                case when {draw(3, "i", "tagged")} = 0 then ['tag-' || {draw(50, "i", "tag")}] end as tags, tags as tags_folded,
                concat_ws(chr(10), external_id_folded, email_folded, first_name_folded, last_name_folded) as search_folded
            from range(1, {size.customers} + 1) t(i)""",
        "address": f"""
            select cast(1 + i % {size.customers} as integer) as customer_id, cast(i // {size.customers} as integer) as n,
                'shipping' as kind, i < {size.customers} as "default",
                {_texts("country", _pick(COUNTRIES, "i", "shipping country"))}, {_texts("city", f"'City ' || {draw(900, 'i', 'city')}")},
                {_texts("postcode", f"cast(10000 + {draw(80000, 'i', 'postcode')} as varchar)")}
            from range({size.customers * 12 // 10}) t(i)""",
    }


def _of_orders(size: Size) -> dict[str, str]:
    """What was bought and given back, out of the orders that were placed."""
    return {
        "order_line": f"""
            with line as (
                select p.* replace (cast(n as integer) as n), 1 + {draw(size.products, "order_id * 5 + n", "product")} as product_id,
                    1 + {draw(3, "order_id * 5 + n", "quantity")} as quantity
                from (select *, unnest(range(order_id % 5 + 1)) as n from placed) as p),
            priced as (
                select *, 'sku-' || product_id as sku, {_price("product_id")} as price, price // 100 * quantity as row_total
                from line)
            select order_id, n, cast(n + 1 as varchar) as line_id, customer_id, placed_at, status, product_id,
                sku, sku as sku_folded, quantity, if(refunded, quantity, 0) as refunded_quantity, price,
                row_total, row_total // 10 * cast(order_id % 4 = 0 as integer) as discount, row_total as own_row_total,
                row_total // 10 * cast(order_id % 4 = 0 as integer) as own_discount, 0 as tax
            from priced""",
        "order": f"""
            with summed as (select order_id, sum(row_total) as subtotal, sum(discount) as discount from order_line group by 1)
            select order_id, {_key("o", "order_id")}, placed_at as updated_at, 0 as position, customer_id, placed_at,
                status, placed_at as status_since, {_texts("shop_status", "status")}, placed_at as shop_status_since,
                if(status = 'complete', placed_at, null) as completed_at, true as paid,
                {_texts("currency", "'USD'")}, {_texts("channel", _pick(("web", "web", "app", "store"), "order_id", "channel"))},
                {_texts("store", f"'store-' || {draw(20, 'order_id', 'order store')}")},
                {_texts("coupon", f"if({draw(10, 'order_id', 'coupon')} = 0, 'CODE' || {draw(500, 'order_id', 'code')}, null)")},
                {_texts("payment_method", _pick(("card", "transfer", "cash"), "order_id", "payment"))},
                {_texts("shipping_method", _pick(("post", "courier"), "order_id", "shipping"))}, 1 as rate,
                subtotal, discount, 499 as shipping, 0 as tax, subtotal - discount + 499 as grand_total,
                if(refunded, subtotal - discount, 0) as refunded_total, subtotal as own_subtotal,
                discount as own_discount, 499 as own_shipping, 0 as own_tax, subtotal - discount + 499 as own_grand_total
            from placed join summed using (order_id)""",
        "order_status": """
            select order_id, customer_id, placed_at as "at", 0 as n, 0 as position, status,
                status as shop_status, status as shop_status_folded, true as paid
            from placed""",
        "refund": f"""
            select cast(row_number() over () as integer) as record_id, {_key("r", "order_id")}, {KNOWN}, 'o' || order_id as order_external_id, order_id, customer_id,
                least(placed_at + interval 7 day, {NOW_HERE}) as refunded_at,
                refunded_total as amount, refunded_total as own_amount, {_texts("reason", "'returned'")}
            from "order" where refunded_total > 0""",
    }


def _of_the_rest(size: Size) -> dict[str, str]:
    """What customers did beside buying, and by what keys everything is known."""
    return {
        "wishlist_item": f"""
            select cast(i as integer) as record_id, {_key("w", "i")}, {KNOWN}, {_customer(size, "i", "wished")} as customer_id, {_recently("i", "wished")} as added_at,
                1 + {draw(size.products, "i", "wish")} as product_id, {_texts("sku", f"'sku-' || (1 + {draw(size.products, 'i', 'wish')})")}
            from range(1, {size.customers} + 1) t(i)""",
        "event": f"""
            select cast(i as integer) as record_id, {_key("e", "i")}, {KNOWN}, {_customer(size, "i", "did")} as customer_id, {_recently("i", "event")} as occurred_at,
                {_texts("name", _pick(("viewed", "searched", "shared"), "i", "event name"))}
            from range(1, {2 * size.customers} + 1) t(i)""",
        "subscription": f"""
            select cast(i // 2 as integer) as record_id, {_key("s", "i")}, {KNOWN}, cast(i as integer) as customer_id, {_recently("i", "subscribed")} as changed_at,
                {_texts("list", "'newsletter'")}, {_pick(("confirmed", "confirmed", "pending", "left"), "i", "subscription")} as status
            from range(1, {size.customers} + 1) t(i) where i % 2 = 0""",
        "record": """
            select 'category' as type, external_id, record_id as id from category
            union all select 'product', external_id, product_id from product
            union all select 'order', external_id, order_id from "order"
            union all select 'refund', external_id, record_id from refund
            union all select 'wishlist_item', external_id, record_id from wishlist_item
            union all select 'event', external_id, record_id from event
            union all select 'subscription', external_id, record_id from subscription""",
    }


def _known_by() -> str:
    """The id of a customer; guests have none and are known by their e-mail."""
    return _texts("external_id", f"if({GUEST}, null, 'c' || i)")


def _price(product: str) -> str:
    """The price of a product in units of 10^-4: 1.99 to 120.99."""
    return f"(10000 * (1 + {draw(120, product, 'price')}) + 9900)"


def _customer(size: Size, of: str, what: str) -> str:
    """A customer; a tenth of them is drawn half of the time."""
    few = draw(size.customers // 10, of, f"regular who {what}")
    return f"1 + if({draw(2, of, f'regular {what}')} = 0, {few}, {draw(size.customers, of, f'customer who {what}')})"


def _recently(of: str, about: str) -> str:
    return f"timestamp '{NOW:%Y-%m-%d %H:%M:%S}' - to_seconds({draw(DAYS * 86_400, of, about)})"


PLACED = """
create temp table placed as
select cast(i as integer) as order_id, {customer} as customer_id,
    timestamp '{now}' - to_microseconds(cast({span} * (1 - (i - 0.5) / {orders}) as bigint)) as placed_at,
    case when {drawn} < 16 then 'complete' when {drawn} = 16 then 'pending' when {drawn} = 17 then 'processing'
         when {drawn} = 18 then 'shipped' else 'cancelled' end as status,
    {drawn} < 16 and {refunded} = 0 as refunded
from range(1, {orders} + 1) t(i)
"""
"""Orders are numbered as they are placed; four of five are complete, of these one in fifty was given back."""


def build(path: Path, size: Size = FULL) -> None:
    """Write the shop into a new file at `path`; half a minute to two for the full size."""
    partial = path.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(partial)) as connection:
        connection.execute("set preserve_insertion_order = true")
        for table, columns in schema.TABLES.items():
            connection.execute(f'create table "{table}" ({columns})')
        connection.execute(
            PLACED.format(
                customer=_customer(size, "i", "bought"),
                now=f"{NOW:%Y-%m-%d %H:%M:%S}",
                span=DAYS * 86_400_000_000,
                orders=size.orders,
                drawn=draw(20, "i", "status"),
                refunded=draw(50, "i", "refunded"),
            )
        )
        for table, query in statements(size).items():
            started = time.perf_counter()
            laid = " order by customer_id" if table in layout.LAID else ""
            connection.execute(f'insert into "{table}" by name select * from ({query}){laid}')
            print(f"  {table}: {time.perf_counter() - started:.1f} s", file=sys.stderr)
        rows = {table: connection.execute(f'select count(*) from "{table}"').fetchall()[0][0] for table in layout.LAID}
        meta = {
            **{layout.NOTE + table: str(count) for table, count in rows.items()},
            "format": FORMAT,
            "currency": CURRENCY,
            "time_zone": str(CALENDAR.zone),
            "facts.position": "0",
            "horizon": str(micros(NOW)),
        }
        connection.executemany("insert into meta values (?, ?)", list(meta.items()))
    partial.rename(path)


def file(size: Size = FULL) -> Path:
    """The shop's file, built when it isn't there; its name holds a digest of what made it."""
    made_by = blake2b((inspect.getsource(sys.modules[__name__]) + repr(schema.TABLES)).encode(), digest_size=6)
    path = FOLDER / f"{size.customers}-{made_by.hexdigest()}.duckdb"
    if not path.exists():
        for old in FOLDER.glob(f"{size.customers}-*"):
            old.unlink()
        print(f"writing the generated shop of {size.customers:,} customers to {path}", file=sys.stderr)
        build(path, size)
    return path


def build_folder() -> Path:
    """Where what is built and measured lies."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    return FOLDER.absolute()


def facts(path: Path) -> Facts:
    """The facts over a file of the shop."""
    return Facts(path, calendar=CALENDAR, currency=CURRENCY)


if __name__ == "__main__":
    print(file())
