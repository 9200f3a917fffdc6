"""The reference itself, on the examples and figures that the language and the stories give."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from regulars.facts.fields import FIELDS

from .documents import category, customer, event, order, product, refund, utc, wish
from .documents import line as row
from .reference import Clock, Declared, Entry, Shop, Stay, as_of, cart_asker, holds, order_asker, value_of

KYIV = Clock(ZoneInfo("Europe/Kyiv"))
RECOMMENDED = Declared("product.attributes.recommended", "boolean", default=False)
MEDAL = Declared("customer.attributes.medal", "text")
TYPES = {field.path: field.type.value for field in FIELDS} | {one.path: one.type for one in (RECOMMENDED, MEDAL)}
NOON = "2026-11-20 10:00"


def shop(*entries: Entry, stays: tuple[Stay, ...] = (), clock: Clock = KYIV) -> Shop:
    return Shop(list(entries), clock, 2, (RECOMMENDED, MEDAL), stays, TYPES)


def members(condition: Any, known: Shop, at: str = NOON) -> list[str]:
    """Who is in, by the shop's id."""
    instant = utc(at)
    found = known.customers().items()
    return [document["external_id"] for number, document in found if holds(condition, as_of(known, instant, number))]


def ask(value: Any, op: str, *to: Any) -> dict[str, Any]:
    return {"value": value, "op": op} | ({"to": to[0]} if to else {})


CATALOGUE = (
    category("12"),
    category("13"),
    category("19", "13"),
    product("SHORT-1", "19"),
    product("24-MB03", attributes={"recommended": True}),
)
COMPLETE = ask("order.status", "=", "complete")
NET = {"sum": "order.net_total", "where": ask("order.status", "in", ["complete"])}


def test_female_customers() -> None:
    known = shop(customer("anna", gender="FEMALE"), customer("boris", gender="male"), customer("clara"))

    assert members(ask("customer.gender", "=", "female"), known) == ["anna"]


def test_vip_counts_completed_orders_net_of_refunds_up_to_the_instant() -> None:
    known = shop(
        customer("dmytro"),
        order("1", "dmytro", "2026-03-01T10:00:00Z", "900.00"),
        order("2", "dmytro", "2026-03-02T10:00:00Z", "1099.99"),
        order(
            "3",
            "dmytro",
            "2026-03-03T10:00:00Z",
            "500.00",
            status_history=[
                {"at": "2026-03-03T10:00:00Z", "status": "pending"},
                {"at": "2026-03-05T10:00:00Z", "status": "complete"},
            ],
        ),
        refund("r", "3", "2026-03-09T10:00:00Z", "500.00"),
    )
    vip = ask(NET, ">=", "2000")

    at = ["2026-03-04 10:00", "2026-03-05 09:59:59.999999", "2026-03-05 10:00", "2026-03-09 09:59", "2026-03-09 10:00"]

    assert [members(vip, known, instant) for instant in at] == [[], [], ["dmytro"], ["dmytro"], []]


def test_departed_from_the_instant_thirty_days_after_the_last_completed_order() -> None:
    known = shop(customer("eva"), order("1", "eva", "2026-03-01T10:00:00Z"))
    departed = ask({"days_since": {"last": "order.placed_at", "where": COMPLETE}}, ">=", 30)

    assert members(departed, known, "2026-03-31 09:59:59") == []
    assert members(departed, known, "2026-03-31 10:00:00") == ["eva"]


def test_a_girl_leaves_at_local_midnight_of_her_birthday() -> None:
    known = shop(customer("anna", born_on="2008-05-04"))
    young = ask({"age": "customer.born_on"}, "<", 18)

    assert members(young, known, "2026-05-03 20:59:59.999999") == ["anna"]
    assert members(young, known, "2026-05-03 21:00") == []


def test_a_recommended_product_in_the_wishlist() -> None:
    known = shop(
        *CATALOGUE,
        wish("1", "anna", "24-MB03", "2026-01-01T00:00:00Z"),
        wish("2", "boris", "SHORT-1", "2026-01-01T00:00:00Z"),
        wish("3", "clara", "UNKNOWN", "2026-01-01T00:00:00Z"),
    )
    recommended = ask("product.attributes.recommended", "=", True)

    assert members(ask({"count": "wishlist_item", "where": recommended}, ">=", 1), known) == ["anna"]
    default = ask("product.attributes.recommended", "=", False)
    assert members(ask({"count": "wishlist_item", "where": default}, ">=", 1), known) == ["boris"]


def test_a_shipping_address_outside_ukraine_may_have_no_country() -> None:
    known = shop(
        customer("anna", addresses=[{"kind": "shipping", "country": "ua"}]),
        customer("boris", addresses=[{"kind": "shipping", "country": "PL"}, {"kind": "shipping", "country": "UA"}]),
        customer("clara", addresses=[{"kind": "shipping", "country": ""}]),
        customer("dmytro", addresses=[{"kind": "billing", "country": "PL"}]),
    )
    where = {"all": [ask("address.kind", "=", "shipping"), ask("address.country", "!=", "UA")]}

    assert members(ask({"count": "address", "where": where}, ">=", 1), known) == ["boris", "clara"]


def test_registered_for_a_year_and_birthday_today() -> None:
    bonus = {
        "all": [
            ask({"days_since": {"date": "customer.registered_at"}}, ">=", 365),
            ask({"days_until_anniversary": "customer.born_on"}, "=", 0),
        ]
    }
    known = shop(
        customer("year", registered_at="2025-11-20T21:59:00Z", born_on="1990-11-20"),
        customer("less", registered_at="2025-11-20T22:00:00Z", born_on="1990-11-20"),
        customer("other", registered_at="2025-11-20T10:00:00Z", born_on="1990-11-21"),
    )

    assert members(bonus, known) == ["year"]


def test_pieces_from_a_category_or_below_it_in_the_last_ninety_days() -> None:
    def bought(key: str, owner: str, placed_at: str, **more: Any) -> Entry:
        return order(key, owner, placed_at, "0.00", lines=[row("a", "SHORT-1", "2"), row("b", "24-MB03", "5")], **more)

    known = shop(
        *CATALOGUE,
        bought("1", "anna", "2026-11-01T10:00:00Z"),
        bought("2", "anna", "2026-08-22T10:00:00.000001Z"),
        bought("3", "boris", "2026-11-01T10:00:00Z"),
        bought("4", "boris", "2026-08-22T10:00:00Z"),
    )
    where = {"all": [COMPLETE, ask("product.categories", "has_any", ["13"])]}
    shorts = {"sum": "order_line.quantity", "where": where, "within": {"last": "90d"}}

    assert members(ask(shorts, ">=", 3), known) == ["anna"]


def test_segments_follow_the_instant_and_tags_do_not_care_about_case() -> None:
    stay = Stay("vip", 1, utc("2026-03-01 10:00"), utc("2026-03-02 10:00"))
    known = shop(customer("anna", tags=["Straße"]), stays=(stay,))
    vip = ask("customer.segments", "has_any", ["VIP"])

    at = ["2026-03-01 09:59:59", "2026-03-01 10:00", "2026-03-02 09:59:59", "2026-03-02 10:00"]

    assert [members(vip, known, instant) for instant in at] == [[], ["anna"], ["anna"], []]
    assert members(ask("customer.tags", "has_all", ["STRASSE"]), known) == ["anna"]


def test_negated_operators_are_exact_opposites_over_missing_values() -> None:
    known = shop(customer("anna", country="UA"), customer("boris"), customer("clara", country=""))

    assert members(ask("customer.country", "!=", "UA"), known) == ["boris", "clara"]
    assert members(ask("customer.country", "not_in", ["UA"]), known) == ["boris", "clara"]
    assert members(ask("customer.country", "missing"), known) == ["boris", "clara"]
    assert members(ask("customer.tags", "has_none", ["a"]), known) == ["anna", "boris", "clara"]
    assert members(ask("customer.country", "<", "ZZ"), known) == ["anna"]


def test_aggregates_over_nothing() -> None:
    known = shop(customer("anna"))
    zero = [{"count": "order"}, {"count": "order.coupon"}, {"sum": "order.tax"}, {"distinct": "order.store"}]
    none = [{function: "order.tax"} for function in ("avg", "min", "max", "first", "last")]

    asker = as_of(known, utc(NOON), 1)

    assert [value_of(one, asker) for one in zero] == [0, 0, 0, 0]
    assert [value_of(one, asker) for one in none] == [None] * 5


def test_first_and_last_follow_own_time_then_external_id_and_may_be_missing() -> None:
    known = shop(
        order("b", "anna", "2026-03-01T10:00:00Z", coupon="X"),
        order("a", "anna", "2026-03-01T10:00:00Z", coupon=""),
        order("c", "anna", "2026-02-01T10:00:00Z", coupon="Y"),
        order("d", "anna", "2026-12-01T10:00:00Z", coupon="Z"),
    )

    asker = as_of(known, utc(NOON), 1)

    assert value_of({"last": "order.coupon"}, asker) == "X"
    assert value_of({"last": "order.coupon", "within": {"last": "1d"}}, asker) is None
    assert value_of({"last": "order.coupon", "where": ask("order.external_id", "!=", "B")}, asker) is None


def test_a_status_seen_again_does_not_restart_held() -> None:
    history = [("01", "pending"), ("02", "complete"), ("04", "complete"), ("30", "pending")]
    changes = [{"at": f"2026-11-{day}T10:00:00Z", "status": status} for day, status in history]
    known = shop(order("1", "anna", "2026-11-01T10:00:00Z", status="pending", status_history=changes))
    held = {"count": "order", "where": ask({"held": "order.status"}, "=", 18)}

    assert holds(ask(held, "=", 1), as_of(known, utc("2026-11-20 10:00"), 1))
    assert not holds(ask(held, "=", 1), as_of(known, utc("2026-11-20 09:59:59"), 1))


def test_held_of_an_attribute_counts_from_the_entry_that_brought_it() -> None:
    known = shop(
        customer("anna", country="PL", updated_at="2026-11-01T10:00:00Z"),
        customer("anna", country="UA", updated_at="2026-11-02T10:00:00Z"),
        customer("anna", country="ua", updated_at="2026-11-10T10:00:00Z"),
        customer("anna", country="UA", updated_at="2026-10-10T10:00:00Z"),
    )

    assert value_of({"held": "customer.country"}, as_of(known, utc(NOON), 1)) == 18


def test_lines_in_base_currency_add_up_to_the_order() -> None:
    lines = [row(str(n), "SHORT-1", "1", "0.10") for n in range(3)]
    known = shop(order("1", "anna", "2026-03-01T10:00:00Z", "0.30", rate="0.5", currency="EUR", lines=lines))

    asker = as_of(known, utc(NOON), 1)

    assert value_of({"sum": "order_line.row_total"}, asker) == value_of({"sum": "order.subtotal"}, asker)


@pytest.mark.parametrize(
    ("now", "amount", "unit", "start"),
    [
        ("2026-03-31 09:00", 1, "mo", "2026-02-28 22:00"),  # one month before 31 March 12:00 is 1 March 00:00
        ("2028-03-31 09:00", 1, "mo", "2028-02-29 22:00"),
        ("2026-04-29 00:30", 1, "mo", "2026-03-29 01:00"),  # 03:30 does not exist on 29 March: 04:00 does
        ("2026-11-25 01:30", 1, "mo", "2026-10-25 00:30"),  # 03:30 happens twice on 25 October
        ("2028-02-29 10:00", 1, "y", "2027-02-28 22:00"),
        ("2026-03-30 10:00", 1, "d", "2026-03-29 10:00"),
    ],
)
def test_windows_start_by_the_local_calendar(now: str, amount: int, unit: str, start: str) -> None:
    assert KYIV.earlier(utc(now), amount, unit) == utc(start)


def test_a_window_is_open_where_it_starts_and_closed_at_now() -> None:
    known = shop(event("1", "anna", "viewed", "2026-03-01T10:00:00Z"))
    recent = ask({"count": "event", "within": {"last": "30d"}}, "=", 1)
    placed, moment, month = utc("2026-03-01 10:00"), timedelta(microseconds=1), timedelta(days=30)
    times = [placed - moment, placed, placed + month - moment, placed + month]

    assert [holds(recent, as_of(known, time, 1)) for time in times] == [False, True, True, False]


def test_an_aligned_window_counts_whole_local_days() -> None:
    known = shop(event("1", "anna", "viewed", "2026-03-01T21:59:59Z"))
    recent = ask({"count": "event", "within": {"last": "30d", "aligned": "day"}}, "=", 1)

    assert holds(recent, as_of(known, utc("2026-03-30 20:59:59"), 1))
    assert not holds(recent, as_of(known, utc("2026-03-30 21:00"), 1))


def test_a_leap_day_birthday_falls_on_the_28th_or_on_1_march() -> None:
    march = Clock(KYIV.zone, "03-01")

    assert KYIV.days_until_anniversary(date(2004, 2, 29), date(2026, 2, 28)) == 0
    assert march.days_until_anniversary(date(2004, 2, 29), date(2026, 2, 28)) == 1
    assert KYIV.days_until_anniversary(date(2004, 2, 29), date(2027, 3, 1)) == 365  # computed in its own year
    assert (KYIV.age(date(2004, 2, 29), date(2026, 2, 27)), KYIV.age(date(2004, 2, 29), date(2026, 2, 28))) == (21, 22)


def test_days_since_an_instant_ahead_is_negative() -> None:
    known = shop(customer("anna", registered_at="2026-11-20T22:00:00Z"))

    asker = as_of(known, utc(NOON), 1)

    assert value_of({"days_since": "customer.registered_at"}, asker) == -1
    assert value_of({"days_until": "customer.registered_at"}, asker) == 1
    assert value_of({"days_since": {"date": "customer.registered_at"}}, asker) == -1


def test_what_has_no_time_is_in_no_window_and_comes_first() -> None:
    untimed = wish("2", "anna", "B", "2026-03-01T10:00:00Z")
    untimed.document["added_at"] = None
    known = shop(wish("1", "anna", "A", "2026-03-01T10:00:00Z"), untimed)

    asker = as_of(known, utc("2026-03-01 10:00"), 1)

    assert value_of({"first": "wishlist_item.sku"}, asker) == "B"
    assert value_of({"count": "wishlist_item"}, asker) == 2
    assert value_of({"count": "wishlist_item", "within": {"last": "9999y"}}, asker) == 1


def test_a_time_that_does_not_exist_is_the_next_that_does() -> None:
    assert KYIV.to_utc(datetime(2026, 3, 29, 3, 30)) == utc("2026-03-29 01:00")
    assert Clock(ZoneInfo("Asia/Beirut")).day_start(date(2026, 3, 29)) == utc("2026-03-28 22:00")


def test_a_cart_of_a_vip_worth_a_hundred_with_shorts_on_a_weekday() -> None:
    known = shop(*CATALOGUE, customer("anna"), stays=(Stay("vip", 1, utc("2026-01-01 00:00")),))
    shorts = {"count": "line", "where": ask("product.categories", "has_any", ["19"])}
    both = [ask("customer.segments", "has_any", ["vip"]), ask("cart.subtotal", ">=", "100")]
    condition = {"all": [*both, ask(shorts, ">=", 1), ask({"weekday": "now"}, "<=", 5)]}

    def answer(at: str, subtotal: str, sku: str, owner: str = "anna") -> bool:
        lines = [row("1", sku, "1", subtotal)]
        cart = {"external_id": "c", "customer": owner, "updated_at": NOON, "subtotal": subtotal, "lines": lines}
        return holds(condition, cart_asker(shop(*known.entries, customer("boris"), stays=known.stays), cart, utc(at)))

    assert answer("2026-11-20 10:00", "100.00", "SHORT-1")
    assert not answer("2026-11-20 10:00", "99.99", "SHORT-1")
    assert not answer("2026-11-20 10:00", "100.00", "24-MB03")
    assert not answer("2026-11-20 10:00", "100.00", "SHORT-1", owner="boris")
    assert not answer("2026-11-20 22:00", "100.00", "SHORT-1")  # Saturday in Kyiv


def test_the_first_order_sees_none_before_it_and_not_itself() -> None:
    placed = [order("1", "anna", "2026-03-01T10:00:00Z"), order("2", "anna", "2026-03-01T10:00:00Z")]
    later = order("3", "anna", "2026-03-01T10:00:00.000001Z")
    known = shop(*placed, later)
    first = ask({"count": "order"}, "=", 0)

    assert [holds(first, order_asker(known, one.document)) for one in (*placed, later)] == [True, True, False]


def test_a_variant_lies_where_its_parent_does_and_falls_back_to_it_field_by_field() -> None:
    variant = {"external_id": "TEE-M", "name": "", "price": "5.00", "categories": ["13"]}
    tee = product(
        "TEE", "19", name="Tee", price="7.00", cost="2.00", variants=[variant], attributes={"recommended": True}
    )
    known = shop(category("19", "13"), category("16", "11"), category("11", "2"), tee)

    values = known.product("TEE-M")

    assert (values["product.name"], values["product.price"], values["product.cost"]) == ("Tee", 5, 2)
    assert values["product.categories"] == {"13", "19"}
    assert values["product.own_categories"] == {"13"}
    assert values["product.attributes.recommended"] is True
    assert known.product("unknown") == {}


def test_wholes_and_parts_of_groups() -> None:
    known = shop(customer("anna"))
    yes, no = ask("customer.guest", "=", False), ask("customer.guest", "=", True)

    def answers(*children: Any) -> list[bool]:
        return [holds({mode: list(children)}, as_of(known, utc(NOON), 1)) for mode in ("all", "any", "none")]

    assert answers() == [True, False, True]
    assert answers(yes, no) == [False, True, False]
    assert answers(no, no) == [False, False, True]
