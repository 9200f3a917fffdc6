"""What the members of segments bought: in A2's shop, and against sums by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from pyroaring import BitMap
from tests.segments.shop import START, Shop

from regulars.books import Books
from regulars.reports.sales import Buyers, Members, Report, Sales, report
from regulars.segments import bitmaps

DAY = timedelta(days=1)
MARCH = (datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC))
FEBRUARY = (datetime(2026, 2, 1, tzinfo=UTC), MARCH[0])


def ids(shop: Shop, *names: str) -> BitMap:
    rows = shop.facts.ask("select customer_id, external_id from customer").to_pylist()
    return BitMap(row["customer_id"] for row in rows if row["external_id"] in names)


def asked(shop: Shop, now: datetime = MARCH[1], **segments: tuple[str, ...]) -> Report:
    members = {id: ids(shop, *names) for id, names in segments.items()}
    return report(shop.facts.ask_all, held(members), [MARCH, FEBRUARY], now=now)


def held(members: dict[str, BitMap]) -> Members:
    return Members(list(members), bitmaps.as_bits(list(members.values())))


def history(at: datetime, *statuses: str) -> list[dict[str, str]]:
    return [{"at": (at + n * DAY).isoformat(), "status": status} for n, status in enumerate(statuses)]


def order(shop: Shop, key: str, customer: str | None, total: str, at: datetime, *statuses: str, **said: str) -> None:
    placed = {"placed_at": at.isoformat(), "status_history": history(at, *statuses)}
    shop.order(key, customer, total, statuses[-1], **placed, **said)


def refund(shop: Shop, key: str, of: str, amount: str, at: datetime) -> None:
    shop.send("refund", {"external_id": key, "order": of, "amount": amount, "refunded_at": at.isoformat()})


def test_the_shop_of_the_story(books: Books) -> None:
    shop = Shop(books)
    shop.customers(["anna", "boris", "clara", "dmytro", "eva"])
    for key, total in (("1", "900.00"), ("2", "1099.99"), ("3", "500.00")):
        order(shop, key, "dmytro", total, START + DAY, "complete")
    refund(shop, "r", "3", "500.00", START + 3 * DAY)

    told = asked(shop, male=("boris", "dmytro"), vip=())

    male = told.segments["male"]
    assert (male.customers, male.registered, told.shop.registered) == (2, 2, 5)
    assert male.sales[0] == Sales(3, 249_999, 0, 0, 0, 249_999, 50_000)
    assert male.sales[0].net == 199_999
    assert male.sales[1] == Sales()
    assert told.segments["vip"] == Buyers(0, 0, (Sales(), Sales()))
    assert told.shop.sales == male.sales


def test_orders_count_when_they_are_completed_and_refunds_when_they_are_given(books: Books) -> None:
    shop = Shop(books)
    shop.customers(["anna", "eva"])
    end = MARCH[0]
    order(shop, "placed before", "anna", "10.00", end - DAY, "pending", "complete")
    order(shop, "complete before", "anna", "20.00", end - DAY, "complete")
    order(shop, "cancelled", "anna", "40.00", end, "complete", "cancelled")
    order(shop, "pending", "anna", "80.00", end, "pending")
    order(shop, "eva's", "eva", "160.00", end, "complete")
    order(shop, "guest's", None, "320.00", end, "complete", email="guest@shop.example")
    refund(shop, "late", "complete before", "1.00", end)
    refund(shop, "early", "complete before", "2.00", end - timedelta(microseconds=1))
    refund(shop, "of a cancelled one", "cancelled", "4.00", end + DAY)

    told = asked(shop, anna=("anna",), both=("anna", "eva"))

    march, february = told.segments["anna"].sales
    assert (march.orders, march.total, march.refunds) == (1, 1_000, 100)
    assert (february.orders, february.total, february.refunds) == (1, 2_000, 200)
    assert told.segments["both"].sales[0].total == 17_000
    assert told.shop.sales[0].total == 49_000
    assert (told.shop.registered, told.shop.customers) == (2, 3)


def test_what_is_dated_ahead_does_not_count_yet(books: Books) -> None:
    shop = Shop(books)
    shop.customer("anna")
    order(shop, "1", "anna", "10.00", START, "complete")
    refund(shop, "r", "1", "1.00", START + DAY)
    order(shop, "2", "anna", "20.00", START + 2 * DAY, "complete")

    told = asked(shop, now=START + timedelta(hours=1), anna=("anna",))

    assert (told.segments["anna"].sales[0].total, told.segments["anna"].sales[0].refunds) == (1_000, 0)


def test_more_segments_than_fit_in_one_column(books: Books) -> None:
    shop = Shop(books)
    names = [f"c{n}" for n in range(7)]
    shop.customers(names)
    for n, name in enumerate(names):
        order(shop, name, name, f"{10**n}.00", START, "complete")

    told = asked(shop, **{f"s{n}": tuple(name for k, name in enumerate(names) if n >> k & 1) for n in range(128)})

    totals = {id: buyers.sales[0].total for id, buyers in told.segments.items()}
    assert totals == {f"s{n}": sum(10**k * 100 for k in range(7) if n >> k & 1) for n in range(128)}
    assert [told.segments[f"s{n}"].registered for n in (0, 1, 127)] == [0, 1, 7]


def test_a_shop_without_customers_or_segments(books: Books) -> None:
    shop = Shop(books)

    assert asked(shop, none=()).segments["none"] == Buyers(0, 0, (Sales(), Sales()))
    assert asked(shop).shop.sales == (Sales(), Sales())
