"""What entries make of the tables."""

from __future__ import annotations

from decimal import Decimal

import orjson
import pytest
from tests.facts.said import APRIL, MARCH, MAY, Journal, at, empty, row, rows

from regulars.facts.attributes import Declaration
from regulars.facts.columns import micros
from regulars.facts.meta import Meta
from regulars.facts.store import Facts
from regulars.rules.vocabulary import Type

FEBRUARY = "2026-02-01T10:00:00Z"
BASIC = {"placed_at": MARCH, "status": "pending", "currency": "USD", "grand_total": "10.00"}


@pytest.fixture
def journal() -> Journal:
    return Journal()


def order(facts: Facts, columns: str = "*") -> dict[str, object]:
    return row(facts, f'select {columns} from "order"')


# Which document is known


def test_the_later_document_wins_whatever_comes_first(journal: Journal) -> None:
    journal.say("customer", "anna", country="PL", updated_at=APRIL)
    journal.say("customer", "anna", country="UA", updated_at=MARCH)

    assert row(journal.facts(), "select country from customer") == {"country": "PL"}


def test_of_two_of_one_instant_the_later_in_the_journal_wins(journal: Journal) -> None:
    journal.say("customer", "anna", country="PL")
    journal.say("customer", "anna", country="UA")

    assert row(journal.facts(), "select country from customer") == {"country": "UA"}


@pytest.mark.parametrize("cuts", [[], [1], [2], [1, 2]])
def test_an_older_document_does_not_bring_back_what_was_deleted(journal: Journal, cuts: list[int]) -> None:
    journal.say("order", "1", **BASIC, updated_at=MARCH, lines=[{"sku": "TEE", "quantity": "1", "row_total": "10.00"}])
    journal.say("order", "1", deleted=True, updated_at=MAY)
    journal.say("order", "1", **BASIC, updated_at=APRIL)
    facts = journal.facts(cuts)

    assert rows(facts, 'select * from "order"') == rows(facts, "select * from order_line") == []


def test_a_later_document_brings_a_deleted_record_back(journal: Journal) -> None:
    journal.say("wishlist_item", "w", customer="anna", sku="TEE", added_at=MARCH)
    journal.say("wishlist_item", "w", customer="anna", deleted=True, updated_at=APRIL)
    journal.say("wishlist_item", "w", customer="anna", sku="MUG", added_at=MARCH, updated_at=MAY)
    facts = journal.facts()

    assert row(facts, "select sku from wishlist_item") == {"sku": "MUG"}
    assert rows(facts, "select * from tombstone") == []


def test_an_event_is_appended_once_by_its_id(journal: Journal) -> None:
    journal.say("event", "e", customer="anna", name="viewed", occurred_at=MARCH)
    journal.say("event", "e", customer="anna", name="clicked", occurred_at=APRIL)

    assert row(journal.facts([1]), "select name from event") == {"name": "viewed"}


def test_a_batch_that_comes_twice_is_taken_once(journal: Journal) -> None:
    journal.say("order", "1", **BASIC)
    facts = journal.facts()

    facts.apply(journal.batches()[0])

    assert len(rows(facts, 'select * from "order"')) == 1
    assert facts.position() == 1


def test_a_batch_that_fails_leaves_nothing_behind(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    journal.say("order", "1", **BASIC)
    facts = journal.facts()
    journal.say("order", "2", **BASIC, lines=[{"sku": "NEW", "quantity": "1", "row_total": "1.00"}])
    journal.say("order", "3", **BASIC)
    batch = journal.batches([1])[1]

    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(Meta, "note", full)
    with pytest.raises(OSError, match="no space left"):
        facts.apply(batch)
    monkeypatch.undo()
    assert facts.position() == 1
    facts.apply(batch)

    assert facts.position() == 3
    assert rows(facts, "select external_id, id from record where type = 'order' order by id") == [
        {"external_id": str(n), "id": n} for n in (1, 2, 3)
    ]


# Customers


def test_an_order_before_its_customer_makes_a_customer_of_whom_nothing_is_known(journal: Journal) -> None:
    journal.say("order", "1", **BASIC, customer="anna")

    found = row(journal.facts(), "select external_id, email, guest, updated_at from customer")
    assert found == {"external_id": "anna", "email": None, "guest": False, "updated_at": None}


def test_a_guest_is_known_by_the_e_mail(journal: Journal) -> None:
    journal.say("order", "1", **BASIC, email=" Guest@Example.com ")

    found = row(journal.facts(), "select external_id, email, email_folded, guest from customer")
    assert found == {
        "external_id": None,
        "email": "Guest@Example.com",
        "email_folded": "guest@example.com",
        "guest": True,
    }


def test_a_merged_guest_hands_over_everything(journal: Journal) -> None:
    journal.say(
        "order", "1", **BASIC, email="a@example.com", lines=[{"sku": "TEE", "quantity": "1", "row_total": "10.00"}]
    )
    journal.say("wishlist_item", "w", customer="anna", sku="TEE", added_at=MARCH)
    journal.say("customer", "anna", 1, country="PL", addresses=[{"kind": "billing", "country": "PL"}])
    journal.merge(2, 1)
    facts = journal.facts([1, 2])

    assert rows(facts, "select customer_id, external_id, guest from customer") == [
        {"customer_id": 1, "external_id": "anna", "guest": False}
    ]
    for table in ("order", "order_line", "order_status", "wishlist_item", "address"):
        assert row(facts, f'select customer_id from "{table}"') == {"customer_id": 1}
    assert 1 in facts.touched(2)


def test_a_deleted_customer_is_gone_with_the_addresses_and_the_orders_stay(journal: Journal) -> None:
    journal.say("customer", "anna", addresses=[{"kind": "billing"}])
    journal.say("order", "1", **BASIC, customer="anna")
    journal.say("customer", "anna", deleted=True, updated_at=APRIL)
    facts = journal.facts()

    assert rows(facts, "select * from customer") == rows(facts, "select * from address") == []
    assert order(facts, "customer_id") == {"customer_id": 1}


def test_what_segments_claim_goes_before_the_shop_s_group(journal: Journal) -> None:
    journal.say("customer", "anna", group="General", tags=["new"])
    journal.say("decision.group", "1", 1, group="VIP", updated_at=APRIL)
    journal.say("decision.tags", "2", 1, tags=["VIP", "new"], updated_at=APRIL)
    journal.say("customer", "anna", group="Wholesale", tags=["old"], updated_at=MAY)

    found = row(journal.facts(), 'select "group", shop_group, own_group, group_since, tags from customer')
    assert found == {
        "group": "VIP", "shop_group": "Wholesale", "own_group": "VIP", "group_since": at(APRIL).replace(tzinfo=None),
        "tags": ["VIP", "new", "old"],
    }  # fmt: skip


def test_without_a_claim_the_group_is_the_shop_s_again(journal: Journal) -> None:
    journal.say("customer", "anna", group="General")
    journal.say("decision.group", "1", 1, group="VIP", updated_at=APRIL)
    journal.say("decision.group", "2", 1, group=None, updated_at=MAY)

    assert row(journal.facts(), 'select "group" from customer') == {"group": "General"}


@pytest.mark.parametrize(("country", "since"), [("pl", MARCH), ("UA", APRIL)])
def test_the_same_value_again_has_been_held_since_the_first(journal: Journal, country: str, since: str) -> None:
    journal.say("customer", "anna", country="PL")
    journal.say("customer", "anna", country=country, updated_at=APRIL)

    found = row(journal.facts(), "select country_since from customer")
    assert found == {"country_since": at(since).replace(tzinfo=None)}


@pytest.mark.parametrize(
    "number", ["5e1234567", "-5e-1234567", "1e999999999999999999", "1e9999999999999999999", "sNaN"]
)
def test_a_number_of_any_size_is_held_since_it_first_came(journal: Journal, number: str) -> None:
    journal.say("customer", "anna", attributes={"score": number, "scores": [number]})
    journal.say("customer", "anna", attributes={"score": number, "scores": [number]}, updated_at=APRIL)

    since = orjson.loads(str(row(journal.facts(), "select attributes_since as it from customer")["it"]))
    assert since == {"score": micros(at(MARCH)), "scores": micros(at(MARCH))}


def test_numbers_that_differ_in_their_thirtieth_digit_are_two(journal: Journal) -> None:
    journal.say("customer", "anna", attributes={"score": "1" * 30})
    journal.say("customer", "anna", attributes={"score": "1" * 29 + "2"}, updated_at=APRIL)

    since = orjson.loads(str(row(journal.facts(), "select attributes_since as it from customer")["it"]))
    assert since == {"score": micros(at(APRIL))}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("0001-01-01T00:00:00+14:00", None),
        ("9999-12-31T23:59:59-12:00", None),
        ("9999-12-31T23:59:59.999999Z", "9999-12-31 23:59:59.999999"),
        ("0001-01-01T00:00:00", "0001-01-01 00:00:00"),
    ],
)
def test_an_instant_outside_of_all_years_is_missing(journal: Journal, text: str, kept: str | None) -> None:
    facts = empty()
    facts.declare_attribute(Declaration("customer", "until", Type.INSTANT, "Until"))
    journal.say("customer", "anna", attributes={"until": text})
    facts.apply(*journal.batches())

    assert str(row(facts, 'select "attributes.until" as it from customer')["it"]) == str(kept)


def test_empty_texts_and_sets_are_missing(journal: Journal) -> None:
    journal.say("customer", "anna", country="", tags=[""], lists=[])

    found = row(journal.facts(), "select country, country_folded, tags, tags_folded, lists from customer")
    assert set(found.values()) == {None}


def test_an_erased_customer_leaves_nothing_but_ids(journal: Journal) -> None:
    journal.say(
        "order", "1", **BASIC, customer="anna", lines=[{"id": "a", "sku": "TEE", "quantity": "1", "row_total": "10.00"}]
    )
    journal.say("refund", "r", 1, order="1", refunded_at=MARCH, amount="1.00", lines=[{"line": "a", "quantity": "1"}])
    journal.say("decision.erasure", "1", 1)
    journal.say("order", "1", 2, **BASIC, customer="boris", updated_at=FEBRUARY)
    facts = journal.facts()

    assert row(facts, 'select order_id, customer_id, refunded_total from "order"') == {
        "order_id": 2, "customer_id": 2, "refunded_total": 0,
    }  # fmt: skip
    for table in ("refund", "refund_line", "order_line", "address"):
        assert rows(facts, f"select * from {table}") == []
    assert rows(facts, "select external_id from customer") == [{"external_id": "boris"}]


# Orders


def test_an_older_document_still_tells_its_history(journal: Journal) -> None:
    history = [{"at": MARCH, "status": "pending"}, {"at": APRIL, "status": "complete"}]
    journal.say("order", "1", **BASIC | {"status": "closed"}, updated_at=MAY)
    journal.say("order", "1", **BASIC, status_history=history, grand_total_="", updated_at=APRIL)
    facts = journal.facts([1])

    found = order(facts, "status, completed_at, grand_total, strftime(updated_at, '%m') as month")
    assert found == {
        "status": "closed",
        "completed_at": at(APRIL).replace(tzinfo=None),
        "grand_total": 1000,
        "month": "05",
    }


def test_status_is_held_since_it_came_though_it_is_told_again(journal: Journal) -> None:
    journal.say("order", "1", **BASIC, updated_at=MARCH)
    journal.say("order", "1", **BASIC, updated_at=APRIL)

    assert order(journal.facts([1]), "status_since") == {"status_since": at(MARCH).replace(tzinfo=None)}


def test_an_order_is_completed_when_it_was_complete_first(journal: Journal) -> None:
    history = [
        {"at": MARCH, "status": "complete"},
        {"at": APRIL, "status": "processing"},
        {"at": MAY, "status": "complete"},
    ]
    journal.say("order", "1", **BASIC | {"status": "complete"}, status_history=history)
    facts = journal.facts()

    assert order(facts, "completed_at, status_since") == {
        "completed_at": at(MARCH).replace(tzinfo=None), "status_since": at(MAY).replace(tzinfo=None),
    }  # fmt: skip
    assert facts.horizon() == at(MAY)


def test_another_currency_is_converted_amount_by_amount_and_lines_sum_to_the_order(journal: Journal) -> None:
    lines = [{"sku": sku, "quantity": "1", "row_total": "0.33", "price": "0.3333"} for sku in ("a", "b", "c")]
    journal.say("order", "1", **BASIC | {"currency": "EUR"}, rate="1.5", subtotal="0.99", lines=lines)
    facts = journal.facts()

    assert order(facts, "subtotal, own_subtotal, grand_total, rate") == {
        "subtotal": 149, "own_subtotal": 99, "grand_total": 1500, "rate": Decimal("1.500000000"),
    }  # fmt: skip
    assert rows(facts, "select row_total, own_row_total, price from order_line order by n") == [
        {"row_total": 50, "own_row_total": 33, "price": 5000},
        {"row_total": 50, "own_row_total": 33, "price": 5000},
        {"row_total": 49, "own_row_total": 33, "price": 5000},
    ]


def test_own_amounts_are_in_minor_units_of_their_currency(journal: Journal) -> None:
    journal.say("order", "1", **BASIC | {"currency": "JPY", "grand_total": "1500"}, rate="0.0067")

    assert order(journal.facts(), "own_grand_total, grand_total") == {"own_grand_total": 1500, "grand_total": 1005}


@pytest.mark.parametrize("cuts", [[], [1]])
def test_a_refund_may_come_before_its_order(journal: Journal, cuts: list[int]) -> None:
    journal.say("refund", "r", order="1", refunded_at=APRIL, amount="2.00", lines=[{"line": "1", "quantity": "0.5"}])
    journal.say(
        "order", "1", customer="anna", **BASIC | {"currency": "EUR"}, rate="2",
        lines=[{"sku": "TEE", "quantity": "1", "row_total": "10.00"}],
    )  # fmt: skip
    facts = journal.facts(cuts)

    assert order(facts, "refunded_total") == {"refunded_total": 400}
    assert row(facts, "select refunded_quantity from order_line") == {"refunded_quantity": Decimal("0.5000")}
    assert row(facts, "select customer_id, amount, own_amount from refund") == {
        "customer_id": 1, "amount": 400, "own_amount": 200,
    }  # fmt: skip


def test_a_refund_taken_back_gives_the_total_back(journal: Journal) -> None:
    journal.say("order", "1", **BASIC, lines=[{"id": "a", "sku": "TEE", "quantity": "1", "row_total": "10.00"}])
    journal.say("refund", "r", order="1", refunded_at=APRIL, amount="2.00", lines=[{"line": "a", "quantity": "1"}])
    journal.say("refund", "r", deleted=True, updated_at=MAY)
    facts = journal.facts([1, 2])

    assert order(facts, "refunded_total") == {"refunded_total": 0}
    assert row(facts, "select refunded_quantity from order_line") == {"refunded_quantity": Decimal("0.0000")}


def test_an_order_that_changes_hands_touches_both(journal: Journal) -> None:
    journal.say("order", "1", **BASIC, customer="anna")
    journal.say("order", "1", **BASIC, customer="boris", updated_at=APRIL)
    facts = journal.facts([1])

    assert facts.touched(1) == [1, 2]
    assert order(facts, "customer_id") == {"customer_id": 2}


# The catalogue


def test_a_variant_has_from_its_parent_what_it_lacks(journal: Journal) -> None:
    journal.say("category", "top")
    journal.say("category", "tees", parent="top")
    variants = [
        {"external_id": "TEE-M", "price": "9.99", "categories": ["sale"], "attributes": {"size": "M", "colour": ""}}
    ]
    journal.say(
        "product",
        "TEE",
        name="Tee",
        price="19.99",
        cost="5",
        categories=["tees"],
        attributes={"colour": "red"},
        variants=variants,
    )

    found = row(
        journal.facts(),
        "select name, price, cost, parent_sku, categories, own_categories, attributes from product where sku = 'TEE-M'",
    )
    assert found == {
        "name": "Tee", "price": 99900, "cost": 50000, "parent_sku": "TEE", "categories": ["sale", "tees", "top"],
        "own_categories": ["sale"], "attributes": '{"colour":"red","size":"M"}',
    }  # fmt: skip


def test_a_product_that_the_catalogue_does_not_know_has_only_missing_values(journal: Journal) -> None:
    journal.say("wishlist_item", "w", customer="anna", sku="TEE", added_at=MARCH)

    found = row(journal.facts(), "select * exclude (product_id, external_id, external_id_folded, known) from product")
    assert set(found.values()) == {None}


def test_a_category_that_moves_moves_its_products_and_asks_their_buyers_again(journal: Journal) -> None:
    journal.say("category", "tees")
    journal.say("product", "TEE", categories=["tees"])
    journal.say("product", "TEE-M", parent_sku="TEE")
    journal.say("order", "1", **BASIC, customer="anna", lines=[{"sku": "TEE-M", "quantity": "1", "row_total": "10.00"}])
    journal.say("category", "tees", parent="top", updated_at=APRIL)
    facts = journal.facts([4])

    assert rows(facts, "select categories from product") == [{"categories": ["tees", "top"]}] * 2
    assert facts.touched(4) == [1]


@pytest.mark.parametrize("cuts", [[], [1], [2], [1, 2]])
def test_a_list_is_called_as_it_was_last(journal: Journal, cuts: list[int]) -> None:
    journal.say("list", "vip", name="Very important", updated_at=APRIL)
    journal.say("list", "vip", name="Important")
    journal.say("list", "sale")
    journal.say("list", "sale", deleted=True, updated_at=APRIL)

    found = rows(journal.facts(cuts), "select external_id, name, name_folded from list")

    assert found == [{"external_id": "vip", "name": "Very important", "name_folded": "very important"}]


def test_a_catalogue_sent_again_unchanged_asks_nobody(journal: Journal) -> None:
    journal.say("product", "TEE", name="Tee")
    journal.say("order", "1", **BASIC, customer="anna", lines=[{"sku": "TEE", "quantity": "1", "row_total": "10.00"}])
    journal.say("product", "TEE", name="Tee", updated_at=APRIL)

    assert journal.facts([2]).touched(2) == []


def test_a_variant_no_longer_listed_is_gone(journal: Journal) -> None:
    journal.say("product", "TEE", variants=[{"external_id": "TEE-M"}, {"external_id": "TEE-S"}])
    journal.say("product", "TEE", variants=[{"external_id": "TEE-S"}], updated_at=APRIL)
    journal.say("product", "TEE", variants=[{"external_id": "TEE-L"}], updated_at=MARCH)

    found = rows(journal.facts([1, 2]), "select external_id from product where known order by 1")
    assert [one["external_id"] for one in found] == ["TEE", "TEE-S"]


@pytest.mark.parametrize("cuts", [[], [1]])
def test_a_record_older_than_its_listing_as_a_variant_lists_nothing(cuts: list[int]) -> None:
    journal = Journal()
    journal.say("product", "TEE", updated_at=APRIL, variants=[{"external_id": "MUG"}])
    journal.say("product", "MUG", updated_at=MARCH, variants=[{"external_id": "BIG-MUG", "name": "Big"}])

    facts = journal.facts(cuts)

    assert row(facts, "select known from product where external_id = 'BIG-MUG'") == {"known": False}
