"""Who an entry is about: accounts by the shop's id, guests by e-mail, and one taking over the other."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.thorough import examples

from regulars.books import Books, shop
from regulars.journal import Draft, Merge, batches, identity, naming, stamp

from .test_road import DOOR, NOON, order, put

ANNA = "Anna@Shop.example "


def customer(key: str, *, later: int = 0, **fields: Any) -> Draft:
    document = {"external_id": key, "updated_at": (NOON + timedelta(hours=later)).isoformat()} | fields
    return DOOR.read("customer", orjson.dumps(document))


def refund(key: str, of: str) -> Draft:
    document = {
        "external_id": key,
        "updated_at": NOON.isoformat(),
        "order": of,
        "refunded_at": NOON.isoformat(),
        "amount": "1",
    }
    return DOOR.read("refund", orjson.dumps(document))


def guest(key: str, *, email: str = ANNA, store: str | None = None) -> Draft:
    draft = order(key, customer=None, email=email)
    return draft._replace(store=store)


def who(books: Books, *drafts: Draft, cut: int = 1000) -> list[int | None]:
    """Whom each entry was about when it was stamped."""
    put(books, *drafts)
    while stamp(books, cut):
        pass
    return [entry.customer_id for batch in batches(books) for entry in batch.entries]


def merges(books: Books) -> list[Merge]:
    return [merge for batch in batches(books) for merge in batch.merges]


def guests_are_taken_over(books: Books, when: str) -> None:
    books.perform(lambda unit: shop.change(unit, {"guest_history": when}))


def test_ids_are_dense_in_the_order_of_first_mention(books: Books) -> None:
    assert who(books, order("1", customer="b"), order("2", customer="a"), order("3", customer="b")) == [1, 2, 1]


def test_a_guest_is_known_by_the_folded_email(books: Books) -> None:
    assert who(books, guest("1"), guest("2", email="anna@shop.EXAMPLE"), guest("3", email="b@shop.example")) == [
        1,
        1,
        2,
    ]


def test_an_order_without_customer_and_email_is_nobodys(books: Books) -> None:
    assert who(books, order("1", customer=None)) == [None]


def test_a_guest_who_registers_keeps_the_id(books: Books) -> None:
    assert who(books, guest("1"), customer("anna", email=ANNA), order("2"), guest("3")) == [1, 1, 1, 1]
    assert merges(books) == []


def test_an_account_that_gets_a_guests_email_becomes_one_with_it_and_the_older_id_stays(books: Books) -> None:
    drafts = [guest("1"), customer("anna"), customer("anna", later=1, email=ANNA), order("2"), guest("3")]

    assert who(books, *drafts) == [1, 2, 1, 1, 1]

    assert merges(books) == [Merge(3, 2, 1)]
    with books.transaction() as unit:
        assert identity.current_id(unit, 2) == 1
        assert identity.find_id(unit, external_id="anna") == 1
        assert identity.external_ids(unit, [1]) == {1: "anna"}


def test_an_older_account_takes_over_a_younger_guest(books: Books) -> None:
    assert who(books, customer("anna"), guest("1"), customer("anna", later=1, email=ANNA)) == [1, 2, 1]

    assert merges(books) == [Merge(3, 2, 1)]


def test_an_older_record_says_nothing_new_of_an_email(books: Books) -> None:
    drafts = [guest("1"), customer("anna", later=1), customer("anna", email=ANNA)]

    assert who(books, *drafts) == [1, 2, 2]


def test_guests_are_never_taken_over_when_the_shop_says_so(books: Books) -> None:
    guests_are_taken_over(books, "never")

    assert who(books, guest("1"), customer("anna", email=ANNA), guest("2")) == [1, 2, 1]


def test_an_unverified_email_takes_nothing_over_until_it_is_verified(books: Books) -> None:
    guests_are_taken_over(books, "when_verified")
    drafts = [guest("1"), customer("anna", email=ANNA), customer("anna", later=1, email=ANNA, email_verified=True)]

    assert who(books, *drafts) == [1, 2, 1]

    assert merges(books) == [Merge(3, 2, 1)]


def test_of_two_accounts_with_one_email_the_one_of_the_same_store_has_it(books: Books) -> None:
    drafts = [
        customer("a", email=ANNA, store="kyiv"),
        customer("b", email=ANNA, store="lviv"),
        guest("1", store="lviv"),
        guest("2", store="odesa"),
        guest("3"),
    ]

    assert who(books, *drafts) == [1, 2, 2, 3, 3]


def test_a_deleted_account_takes_nothing_over(books: Books) -> None:
    drafts = [customer("anna", email=ANNA), customer("anna", later=1, deleted=True), guest("1")]

    assert who(books, *drafts) == [1, 1, 2]


def test_a_refund_is_about_whom_its_order_is_about(books: Books) -> None:
    assert who(books, order("1"), refund("r1", "1"), refund("r2", "unknown")) == [1, 1, None]
    assert who(books, refund("r3", "1"))[-1] == 1


def test_a_deletion_is_about_whom_the_record_was_about(books: Books) -> None:
    deletion = DOOR.read(
        "order",
        orjson.dumps({"external_id": "1", "updated_at": (NOON + timedelta(hours=1)).isoformat(), "deleted": True}),
    )

    assert who(books, order("1"), order("2", customer="boris"), deletion) == [1, 2, 1]


def test_a_refund_after_a_merge_is_about_who_was_kept(books: Books) -> None:
    drafts = [guest("g"), order("1"), customer("anna", email=ANNA), refund("r1", "1")]

    assert who(books, *drafts) == [1, 2, 1, 1]


def test_whom_nobody_knows_is_not_found(books: Books) -> None:
    from regulars.core.errors import NotFound

    with books.transaction() as unit, pytest.raises(NotFound):
        identity.current_id(unit, 7)


EMAILS = ["a@x", "b@x"]
STORES = [None, "kyiv", "lviv"]

mentions = st.one_of(
    st.builds(
        lambda key, email, store, verified: ("customer", key, email, store, verified),
        st.sampled_from("pqr"),
        st.sampled_from([None, *EMAILS]),
        st.sampled_from(STORES),
        st.booleans(),
    ),
    st.builds(lambda email, store: ("guest", email, store), st.sampled_from(EMAILS), st.sampled_from(STORES)),
    st.builds(lambda key: ("order", key), st.sampled_from("pqr")),
)


@settings(max_examples=examples(30), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(mentions, min_size=1, max_size=25), policy=st.sampled_from(["always", "when_verified", "never"]))
def test_who_is_who_does_not_depend_on_how_the_journal_is_cut(
    books: Books, said: list[tuple[Any, ...]], policy: str
) -> None:
    drafts = [draft_of(n, *mention) for n, mention in enumerate(said)]
    seen = []
    for cut in (1, 1000):
        clear(books)
        guests_are_taken_over(books, policy)
        seen.append((who(books, *drafts, cut=cut), merges(books)))

    assert seen[0] == seen[1]
    assert all(merge.into_id < merge.from_id for merge in seen[0][1]), "the older id is kept"


def draft_of(n: int, kind: str, *rest: Any) -> Draft:
    match kind:
        case "customer":
            key, email, store, verified = rest
            return customer(key, later=n, email=email, store=store, email_verified=verified)
        case "guest":
            return guest(str(n), email=rest[0], store=rest[1])
        case _:
            return order(str(n), customer=rest[0])


def clear(books: Books) -> None:
    with books.transaction() as unit:
        for table in ("journal", "journal_stamp", "customer_identity", "customer_alias"):
            unit.driver.execute(f"delete from {table}".encode())
        unit.driver.execute("update journal_mark set position = 0, customers = 0")


def test_two_accounts_of_one_address_are_told_apart_by_the_shop_s_ids(books: Books) -> None:
    who(books, *(customer(key, email=ANNA, store=key) for key in ("one", "two")))

    with books.transaction() as unit, pytest.raises(naming.SeveralCustomers) as refusal:
        naming.find_called(unit, ANNA)

    assert [one["write"] for one in refusal.value.customers] == ["external_id:one", "external_id:two"]
