"""Orders earn what they deserve as they are now, once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests.flows.shop import B1, NEW_YEAR, Shop, completed

from regulars.books import Books
from regulars.kinds import Lifetime
from regulars.points import programme, service
from regulars.points.model.styles import FixedPoints, PerAmount, PerPiece
from regulars.points.model.taking import Shortage

TEN = PerAmount(points=1, amount=1000)
LAST_YEAR = datetime(2025, 3, 1, tzinfo=UTC)


@pytest.fixture
def shop(books: Books) -> Shop:
    return Shop(books)


def test_an_order_earns_when_it_is_complete_and_not_before(shop: Shop) -> None:
    shop.rule()

    shop.send("order", shop.order(status="pending", lines=B1))
    assert shop.postings() == []

    shop.send("order", shop.order(status="complete", lines=B1))
    assert shop.postings() == [23]
    assert shop.balance() == 23


def test_an_order_earns_once_however_often_it_is_completed(shop: Shop) -> None:
    shop.rule()

    for status in ("complete", "complete", "processing", "complete"):
        shop.send("order", shop.order(status=status, lines=B1))

    assert shop.postings() == [23, -23, 23]


def test_an_order_that_is_closed_keeps_what_it_earned(shop: Shop) -> None:
    shop.rule()

    for status in ("complete", "closed"):
        shop.send("order", shop.order(status=status, lines=B1))

    assert shop.postings() == [23]


def test_an_order_that_is_closed_or_cancelled_without_having_been_complete_earns_nothing(shop: Shop) -> None:
    shop.rule()

    shop.send("order", shop.order("o1", status="processing", lines=B1))
    shop.send("order", shop.order("o1", status="closed", lines=B1))
    shop.send("order", shop.order("o2", status="cancelled", lines=B1))

    assert shop.postings() == []


def test_an_order_that_goes_past_the_status_asked_for_has_reached_it(shop: Shop) -> None:
    shop.rule(grant_status="processing")

    shop.send("order", shop.order(status="complete", lines=B1))

    assert shop.postings() == [23]


def test_pieces_given_back_take_their_points_along(shop: Shop) -> None:
    shop.rule()
    shop.send("order", shop.order(lines=B1))

    shop.send("refund", shop.refund("r1", "o1", "49.99", {"1": 1}))
    assert shop.balance() == 13

    shop.send("refund", shop.refund("r2", "o1", "49.99", {"1": 1}))
    assert shop.balance() == 4
    assert shop.postings() == [23, -10, -9]


def test_a_refund_that_is_removed_gives_the_points_again(shop: Shop) -> None:
    shop.rule()
    shop.send("order", shop.order(lines=B1))
    shop.send("refund", shop.refund("r1", "o1", "49.99", {"1": 1}))

    shop.send("refund", {"external_id": "r1", "deleted": True})

    assert shop.postings() == [23, -10, 10]


def test_a_refund_that_arrives_before_its_order_counts(shop: Shop) -> None:
    shop.rule()

    shop.send("refund", shop.refund("r1", "o1", "49.99", {"1": 1}))
    shop.send("order", shop.order(lines=B1))

    assert shop.postings() == [13]


def test_an_order_that_is_removed_deserves_nothing(shop: Shop) -> None:
    shop.rule()
    shop.send("order", shop.order(lines=B1))

    shop.send("order", {"external_id": "o1", "deleted": True})

    assert shop.postings() == [23, -23]


def test_an_edited_order_earns_the_difference(shop: Shop) -> None:
    shop.rule()
    shop.send("order", shop.order(lines=B1))

    shop.send("order", shop.order(lines=[(1, "200.00")]))
    shop.send("order", shop.order(lines=[(1, "4.99")]))

    assert shop.postings() == [23, 17, -40]


def test_an_order_that_turns_out_to_be_somebody_elses_moves_its_points(shop: Shop) -> None:
    shop.rule()
    shop.send("order", shop.order(lines=B1))

    shop.send("order", shop.order(lines=B1, customer="maria"))

    assert shop.postings(1) == [23, -23]
    assert shop.postings(2) == [23]


def test_an_order_of_nobody_earns_nothing(shop: Shop) -> None:
    shop.rule()

    shop.send("order", shop.order(lines=B1, customer=None))

    assert shop.postings() == []


def test_what_a_guest_earned_goes_along_when_the_guest_registers(shop: Shop) -> None:
    shop.rule()
    shop.send("customer", {"external_id": "jan"})
    shop.send("order", shop.order("g1", lines=B1, customer=None, email="jan@mail.example"))
    shop.send("order", shop.order("j1", lines=[(1, "50.00")]))
    assert (shop.balance(1), shop.balance(2)) == (10, 23)

    shop.send("customer", {"external_id": "jan", "email": "Jan@mail.example"})
    assert shop.balance(1) == 33

    shop.send("order", shop.order("g1", status="cancelled", lines=B1, customer=None, email="jan@mail.example"))
    assert shop.balance(1) == 10


@pytest.mark.parametrize(("shortage", "left"), [(Shortage.OWE, -6), (Shortage.FORGIVE, 0)])
def test_what_is_no_longer_there_is_owed_or_forgiven(shop: Shop, shortage: Shortage, left: int) -> None:
    shop.rule()
    with shop.books.transaction() as unit:
        programme.change(unit, version=1, shortage=shortage)  # type: ignore[arg-type]
    shop.send("order", shop.order(lines=B1))
    spend(shop, 19)

    shop.send("refund", shop.refund("r1", "o1", "49.99", {"1": 1}))
    assert shop.balance() == left

    shop.send("order", shop.order("o2", lines=[(1, "50.00")]))
    assert shop.balance() == left + 10


def test_forgiveness_is_not_a_way_to_earn_twice(shop: Shop) -> None:
    shop.rule()
    with shop.books.transaction() as unit:
        programme.change(unit, version=1, shortage=Shortage.FORGIVE)
    shop.send("order", shop.order(lines=B1))
    spend(shop, 23)

    for status in ("processing", "complete", "processing", "complete"):
        shop.send("order", shop.order(status=status, lines=B1))

    assert shop.balance() == 0


def test_points_start_when_the_order_came_so_far_and_end_after_their_lifetime(shop: Shop) -> None:
    shop.rule(lifetime=Lifetime(amount=30, unit="days"))
    completed_at = NEW_YEAR - timedelta(days=10)
    history = [{"at": completed_at.isoformat(), "status": "complete"}]
    shop.send("order", shop.order(lines=B1, status_history=history), live=False, asks_points=True)

    shop.now = datetime(2026, 1, 21, 22, 59, 59, tzinfo=UTC)  # the 30th day after 22 December, in Warsaw
    assert shop.balance() == 23

    shop.now += timedelta(seconds=1)
    assert shop.balance() == 0


# History


def test_history_earns_only_when_it_asks(shop: Shop) -> None:
    shop.rule()
    old = {"placed_at": LAST_YEAR.isoformat(), "updated_at": LAST_YEAR.isoformat()}

    shop.send("order", shop.order("o1", lines=B1, **old), live=False)
    shop.send("order", shop.order("o2", lines=B1, **old), live=False, asks_points=True)

    assert shop.postings() == [23]


def test_unasked_history_does_not_earn_when_it_comes_again_live(shop: Shop) -> None:
    shop.rule()
    old = {"placed_at": LAST_YEAR.isoformat(), "updated_at": LAST_YEAR.isoformat()}
    shop.send("order", shop.order("before the rule", lines=B1, **old), live=False)
    shop.send("order", shop.order("after the rule", lines=B1), live=False)

    shop.send("order", shop.order("before the rule", lines=B1, coupon="x", status_history=completed(LAST_YEAR)))
    shop.send("order", shop.order("after the rule", lines=B1, coupon="x"))

    assert shop.postings() == []


def test_an_order_imported_while_pending_earns_when_it_completes_live(shop: Shop) -> None:
    shop.rule()
    shop.send("order", shop.order(lines=B1, status="pending"), live=False)

    shop.send("order", shop.order(lines=B1, status="complete"))

    assert shop.postings() == [23]


def test_a_live_refund_of_history_that_earned_takes_points_back(shop: Shop) -> None:
    shop.rule()
    old = {"placed_at": LAST_YEAR.isoformat(), "updated_at": LAST_YEAR.isoformat()}
    shop.send("order", shop.order(lines=B1, **old), live=False, asks_points=True)

    shop.send("refund", shop.refund("r1", "o1", "49.99", {"1": 1}))

    assert shop.postings() == [23, -10]


# Rules


def test_an_order_goes_by_what_the_rule_said_when_it_was_placed(shop: Shop) -> None:
    rule = shop.rule()
    shop.now += timedelta(minutes=1)
    placed = {"placed_at": shop.now.isoformat()}
    shop.send("order", shop.order("o1", status="pending", lines=B1, **placed))
    shop.change(rule, saying=rule.saying.model_copy(update={"style": TEN}))

    shop.send("order", shop.order("o1", lines=B1, **placed))
    shop.send("order", shop.order("o2", lines=B1, placed_at=shop.now.isoformat()))
    shop.send("refund", shop.refund("r1", "o1", "49.99", {"1": 1}))

    assert shop.postings() == [23, 11, -10]


def test_orders_that_complete_while_the_programme_is_off_never_earn_and_refunds_go_on(shop: Shop) -> None:
    shop.rule()
    shop.send("order", shop.order("o1", lines=B1))
    shop.switch(on=False)

    shop.send("order", shop.order("o2", lines=B1))
    shop.send("refund", shop.refund("r1", "o1", "49.99", {"1": 1}))
    shop.switch(on=True)
    shop.send("order", shop.order("o2", lines=B1, coupon="x"))

    assert shop.postings() == [23, -10]


def test_a_rule_switched_off_takes_nothing_back(shop: Shop) -> None:
    rule = shop.rule()
    shop.send("order", shop.order("o1", lines=B1))
    shop.change(rule, active=False)

    shop.send("order", shop.order("o1", lines=B1, coupon="x"))
    shop.send("order", shop.order("o2", lines=B1))

    assert shop.postings() == [23]


def test_a_rule_is_for_orders_placed_in_its_period(shop: Shop) -> None:
    shop.rule(starts_at=NEW_YEAR + timedelta(days=1), ends_at=NEW_YEAR + timedelta(days=2))
    shop.now += timedelta(days=3)

    for day in range(3):
        placed_at = NEW_YEAR + timedelta(days=day)
        shop.send("order", shop.order(f"o{day}", lines=[(1, f"{day + 1}0.00")], placed_at=placed_at.isoformat()))

    assert shop.postings() == [4]


def test_two_rules_earn_apart(shop: Shop) -> None:
    shop.rule()
    shop.rule(TEN, name="points of another", legal_entity_name="Retail Ltd")

    shop.send("order", shop.order(lines=B1))

    assert sorted(shop.postings()) == [11, 23]
    assert shop.balance() == 34


def test_a_condition_decides_which_orders_earn(shop: Shop) -> None:
    first = {"value": {"count": "order"}, "op": "=", "to": 0}
    large = {"value": "order.grand_total", "op": ">=", "to": "100"}
    shop.rule(condition={"all": [first, large]})

    shop.send("order", shop.order("small", lines=[(1, "50.00")], customer="maria"))
    shop.send("order", shop.order("first", lines=B1))
    second = {"placed_at": shop.now.isoformat()}
    shop.send("order", shop.order("second", lines=B1, **second))
    shop.send("refund", shop.refund("r1", "first", "49.99", {"1": 1}))

    assert shop.postings(1) == []
    assert shop.postings(2) == [23, -10]


def test_what_was_true_of_the_customer_when_the_order_came_stays_true_for_it(shop: Shop) -> None:
    vip = {"value": "customer.group", "op": "=", "to": "VIP"}
    large = {"value": "order.grand_total", "op": ">=", "to": "100"}
    shop.rule(condition={"all": [vip, large]})
    shop.send("customer", {"external_id": "jan", "group": "VIP"}, {"external_id": "maria", "group": "General"})
    shop.send("order", shop.order("j1", status="pending", lines=B1))
    shop.send("order", shop.order("m1", status="pending", lines=B1, customer="maria"))

    shop.send("customer", {"external_id": "jan", "group": "General"}, {"external_id": "maria", "group": "VIP"})
    shop.send("order", shop.order("j1", lines=B1))
    shop.send("order", shop.order("m1", lines=B1, customer="maria"))
    shop.send("refund", shop.refund("r1", "j1", "49.99", {"1": 1}))
    shop.send("order", shop.order("j1", lines=[(1, "50.00")]))

    assert shop.postings(1) == [23, -10, -13]
    assert shop.postings(2) == []


def test_a_condition_on_lines_sees_their_products(shop: Shop) -> None:
    shop.rule(
        condition={
            "value": {"count": "line", "where": {"value": "product.categories", "op": "has_any", "to": ["21"]}},
            "op": ">=",
            "to": 1,
        }
    )
    shop.send("category", {"external_id": "21"}, {"external_id": "25", "parent": "21"})
    shop.send("product", {"external_id": "TANK-1", "categories": ["25"]}, {"external_id": "TEE-1"})
    tank = {"sku": "TANK-1", "quantity": "1", "row_total": "34.00"}
    tee = {"sku": "TEE-1", "quantity": "1", "row_total": "29.00"}

    shop.send("order", shop.order("o1") | {"lines": [tee]})
    shop.send("order", shop.order("o2") | {"lines": [tee, tank]})

    assert shop.postings() == [12]


def spend(shop: Shop, points: int) -> None:
    with shop.books.transaction() as unit:
        service.hold(unit, 1, points, key="cart", lapses_at=shop.now + timedelta(minutes=15))
        service.capture(unit, "cart", points, key="paid")


def test_an_order_that_came_as_far_while_the_programme_was_off_never_earns(shop: Shop) -> None:
    shop.rule()
    shop.switch(on=False)
    shop.send("order", shop.order(status="complete", lines=B1))
    shop.switch(on=True)

    for status in ("cancelled", "complete"):
        shop.send("order", shop.order(status=status, lines=B1))

    assert shop.postings() == []


def test_history_that_asks_for_points_earns_by_the_rules_that_are_on_now(shop: Shop) -> None:
    off, _ = shop.rule(FixedPoints(points=100), name="off"), shop.rule()
    shop.change(off, active=False)
    placed = {
        "placed_at": LAST_YEAR.isoformat(),
        "status_history": [{"status": "complete", "at": LAST_YEAR.isoformat()}],
    }

    shop.send("order", shop.order("old", lines=B1, **placed), live=False, asks_points=True)

    assert shop.postings() == [23]


def test_fixed_points_go_when_everything_was_given_back(shop: Shop) -> None:
    shop.rule(FixedPoints(points=100), name="fixed")
    shop.rule(PerPiece(points=5), name="pieces")
    shop.send("order", shop.order(lines=B1))
    assert shop.balance() == 115

    shop.send("refund", shop.refund("r1", "o1", "134.98", {}))

    assert shop.balance() == 0
