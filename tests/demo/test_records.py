"""The demo's records: a year as recorded, customers as generated, all of it fit for the door."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import duckdb
import orjson
import pyarrow as pa
import pytest

from regulars.flows.demo import around, catalogue, orders, people, source
from regulars.flows.demo.examples import SOLD_DOG_FOOD
from regulars.flows.demo.people import Household
from regulars.flows.demo.source import Shift
from regulars.journal.door import Door
from regulars.rules.calendar import Calendar

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SHIFT = source.shift_to(NOW)
DOOR = Door(Calendar(source.ZONE), "USD")


@pytest.fixture(scope="module")
def data() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = source.open_source()
    yield connection
    connection.close()


@pytest.fixture(scope="module")
def households(data: duckdb.DuckDBPyConnection) -> list[Household]:
    return people.households(data, SHIFT)


@pytest.fixture(scope="module")
def baskets(data: duckdb.DuckDBPyConnection) -> pa.Table:
    return orders.orders(data, SHIFT)


def test_the_last_day_of_purchases_is_yesterday() -> None:
    assert SHIFT.end.astimezone(source.ZONE).date() == NOW.astimezone(source.ZONE).date() - timedelta(days=1)


def test_at_the_last_instant_itself_nothing_lies_ahead() -> None:
    assert source.shift_to(source.LAST + timedelta(days=3)) == Shift(3)
    assert source.shift_to(source.LAST + timedelta(days=3, microseconds=-1)) == Shift(2)


def test_the_instants_named_in_the_code_are_those_of_the_data(data: duckdb.DuckDBPyConnection) -> None:
    query = "select min(transaction_timestamp), max(transaction_timestamp) from transactions"

    assert data.sql(query).fetchall() == [(source.FIRST.replace(tzinfo=None), source.LAST.replace(tzinfo=None))]


def test_every_basket_is_an_order_and_every_line_a_line(baskets: pa.Table) -> None:
    bodies = duckdb.sql("select count(distinct key), sum(len(split(body, '\"sku\":')) - 1) from baskets").fetchall()

    assert baskets.num_rows == 155_848
    assert bodies == [(155_848, 1_469_307)]


def test_the_orders_add_up_to_the_sales_recorded(data: duckdb.DuckDBPyConnection, baskets: pa.Table) -> None:
    recorded = data.execute("select sum(cast(sales_value as decimal(12, 2))) from transactions").fetchall()
    totals = duckdb.sql("select sum(cast(body->>'grand_total' as decimal(12, 2))) from baskets").fetchall()

    assert totals == recorded == [(Decimal("4596039.58"),)]


def test_the_lines_of_an_order_add_up_to_it(baskets: pa.Table) -> None:
    for body in baskets["body"][::97].to_pylist():
        order = orjson.loads(body)
        rows = sum(Decimal(line["row_total"]) for line in order["lines"])
        off = sum(Decimal(line["discount"]) for line in order["lines"])

        assert (rows, off) == (Decimal(order["subtotal"]), Decimal(order["discount"]))
        assert rows - off == Decimal(order["grand_total"]) >= 0


def test_orders_come_in_the_order_they_were_placed(baskets: pa.Table) -> None:
    placed = baskets["placed_at"].to_pylist()

    assert all(a <= b for a, b in pairwise(placed))
    assert placed[-1] == SHIFT.end.replace(tzinfo=None)


def test_the_door_takes_every_order(baskets: pa.Table) -> None:
    for body in baskets["body"][::61].to_pylist():
        assert DOOR.read("order", body).customer is not None


def test_the_door_takes_everything_else(data: duckdb.DuckDBPyConnection, households: list[Household]) -> None:
    persons = [people.person(household, SHIFT) for household in households]
    tree = catalogue.tree(data)
    drafts = Counter(
        DOOR.read(kind, orjson.dumps(record)).type
        for kind, records in (
            ("customer", people.customers(households, SHIFT)),
            ("category", tree.records(SHIFT)),
            ("product", catalogue.products(data, tree, SHIFT)),
            ("event", around.redemptions(data, SHIFT)),
            ("wishlist_item", around.wishes(persons, around.popular(data), SHIFT)),
            ("subscription", around.newsletters(persons, SHIFT)),
        )
        for record in records
    )

    assert drafts["customer"] == 2_469
    assert drafts["product"] == 92_331
    assert drafts["event"] == 2_102
    assert min(drafts.values()) > 1_000


def test_a_household_is_given_the_same_life_each_time(households: list[Household]) -> None:
    for household in households[::100]:
        assert people.customer(household, SHIFT) == people.customer(household, SHIFT)


def test_what_is_generated_does_not_depend_on_when_the_demo_is_loaded(data: duckdb.DuckDBPyConnection) -> None:
    later = Shift(SHIFT.days + 5)
    fixed = ("email", "first_name", "last_name", "gender", "country", "addresses", "tags", "attributes")

    for now, then in zip(people.households(data, SHIFT)[::50], people.households(data, later)[::50], strict=True):
        a, b = people.customer(now, SHIFT), people.customer(then, later)
        assert [a[field] for field in fixed] == [b[field] for field in fixed]


def test_a_generated_customer_says_so(households: list[Household]) -> None:
    customer = people.customer(households[0], SHIFT)
    stated = set(customer) - {"external_id", "updated_at", "tags", "attributes"}

    assert people.TAG in customer["tags"]
    assert stated <= set(customer["attributes"]["generated"])


def test_no_two_customers_share_an_email(households: list[Household]) -> None:
    emails = [people.person(household, SHIFT).email for household in households]

    assert len(set(emails)) == len(emails)


def test_nobody_registers_after_the_first_purchase(households: list[Household]) -> None:
    assert all(people.person(h, SHIFT).registered_at < h.first_basket_at for h in households)


def test_a_birthday_fits_the_age_that_was_told(households: list[Household]) -> None:
    today = SHIFT.end.date()
    for household in households:
        if "age" not in household.answers:
            continue
        youngest, _, oldest = household.answers["age"].rstrip("+").partition("-")
        born = date.fromisoformat(people.customer(household, SHIFT)["born_on"])
        age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))

        assert int(youngest) <= age <= int(oldest or 120), (household, born)


def test_every_category_but_the_topmost_lies_in_one_that_came_before(data: duckdb.DuckDBPyConnection) -> None:
    seen: set[str] = set()
    for record in catalogue.tree(data).records(SHIFT):
        assert record["parent"] is None or record["parent"] in seen
        assert record["external_id"] not in seen
        seen.add(record["external_id"])


def test_names_that_look_alike_as_ids_stay_apart() -> None:
    tree = catalogue.Tree.of(iter([("FOOD", "A-B"), ("FOOD", "A B"), ("FOOD", "A/B")]))

    assert sorted(tree.ids.values()) == ["food", "food/a-b", "food/a-b-2", "food/a-b-3"]


def test_a_redemption_is_tied_only_to_a_basket_of_that_customer_and_day(data: duckdb.DuckDBPyConnection) -> None:
    at = {
        (str(basket), str(household)): placed.replace(tzinfo=UTC)
        for basket, household, placed in data.execute(
            "select distinct basket_id, household_id, transaction_timestamp from transactions"
        ).fetchall()
    }
    tied = [event for event in around.redemptions(data, SHIFT) if "order" in event["properties"]]

    for event in tied:
        placed = at[event["properties"]["order"], event["customer"]]
        assert datetime.fromisoformat(event["occurred_at"]) - SHIFT.by == placed
        assert f"{placed.astimezone(source.ZONE):%Y%m%d}" == event["id"].rpartition("-")[2]
    assert len(tied) == 2_052


def test_an_order_names_a_coupon_redeemed_with_it(data: duckdb.DuckDBPyConnection, baskets: pa.Table) -> None:
    redeemed: dict[str, list[str]] = {}
    for event in around.redemptions(data, SHIFT):
        if order := event["properties"].get("order"):
            redeemed.setdefault(order, []).append(event["properties"]["coupon"])
    named = dict(duckdb.sql("select key, body->>'coupon' from baskets where body->>'coupon' is not null").fetchall())

    assert named == {order: min(coupons, key=int) for order, coupons in redeemed.items()}


def test_customers_whom_the_documentation_names_by_e_mail_are_in_the_demo_shop(households: list[Household]) -> None:
    documents = Path(__file__).parents[2].joinpath("docs/how-to").glob("*.md")
    named = {one for each in documents for one in re.findall(r"[a-z]+\.[a-z]+\.[0-9]+@example\.com", each.read_text())}

    assert named
    assert named <= {people.person(each, SHIFT).email for each in households}


def test_what_the_example_promotion_is_tried_on_is_dog_food_with_a_price(data: duckdb.DuckDBPyConnection) -> None:
    tree = catalogue.tree(data)
    [product] = [one for one in catalogue.products(data, tree, SHIFT) if one["external_id"] == SOLD_DOG_FOOD]

    assert product["price"] is not None
    assert all(id.startswith("grocery/dog-foods/") for id in product["categories"])
