"""What the door takes, what it makes of it, and what it says of the rest."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.core import sentences
from regulars.core.errors import NotFound
from regulars.journal import BadDocument, Door, Draft
from regulars.journal.arriving import Arrival
from regulars.rules.calendar import Calendar

KYIV = Door(Calendar(ZoneInfo("Europe/Kyiv")), "USD")

ORDER: dict[str, Any] = {
    "external_id": "1001",
    "updated_at": "2026-03-01T10:00:00Z",
    "placed_at": "2026-03-01T10:00:00Z",
    "status": "complete",
    "currency": "USD",
    "grand_total": "10.00",
}


def read(type_: str = "order", **changes: Any) -> Draft:
    base = ORDER if type_ == "order" else {"external_id": "1", "updated_at": "2026-03-01T10:00:00Z"}
    return KYIV.read(type_, orjson.dumps({**base, **changes}))


def body(draft: Draft) -> Any:
    return orjson.loads(draft.body)


def faults(**changes: Any) -> list[tuple[str, str]]:
    with pytest.raises(BadDocument) as refusal:
        read(**changes)
    return [(fault.pointer, fault.code) for fault in refusal.value.errors]


def test_all_faults_are_told_at_once_with_their_places() -> None:
    found = faults(status="done", curency="USD", grand_total=12.5, lines=[{"quantity": "-1", "row_total": "1"}])

    assert found == [
        ("/status", "literal_error"),
        ("/grand_total", "amount"),
        ("/lines/0/quantity", "quantity"),
        ("/curency", "unknown"),
    ]


def test_what_only_the_whole_shows_is_told_beside_what_the_models_find() -> None:
    lines = [{"quantity": "-1", "row_total": "1"}, {"sku": "T", "quantity": "1", "row_total": "1.005"}]

    found = faults(status="done", currency="EUR", tax="0.001", lines=lines)

    assert found == [
        ("/status", "literal_error"),
        ("/lines/0/quantity", "quantity"),
        ("/rate", "missing"),
        ("/tax", "decimals"),
        ("/lines/1/row_total", "decimals"),
    ]


def test_nothing_more_is_told_of_what_hangs_on_a_field_that_can_not_be_read() -> None:
    assert faults(currency="euro", tax="0.001") == [("/currency", "currency")]
    assert faults(currency="EUR", rate="-1") == [("/rate", "rate")]


@pytest.mark.parametrize("amount", ["99999999999999999999999", 90_000_000_000_000, "10000000000000"])
def test_an_amount_that_is_too_large_is_told_the_most_there_may_be(amount: str | int) -> None:
    with pytest.raises(BadDocument) as refusal:
        read(grand_total=amount)

    [fault] = refusal.value.errors
    assert (fault.pointer, fault.code) == ("/grand_total", "too_large")
    assert fault.detail == "this is too large; the most there may be is 9999999999999.9999"
    read(grand_total="9999999999999.99")


def test_a_day_that_is_in_no_calendar_is_told_as_such() -> None:
    with pytest.raises(BadDocument, match="/born_on: there is no such day"):
        read("customer", born_on="2026-02-30")


def test_a_value_without_a_name_is_told_where_it_stands() -> None:
    with pytest.raises(BadDocument, match="/attributes/: its name: this can't be empty"):
        read("customer", attributes={"": 1})


def test_an_instant_without_an_offset_is_the_shops_local_time() -> None:
    assert body(read(placed_at="2026-07-01T12:00:00.123456"))["placed_at"] == "2026-07-01T09:00:00.123456Z"


def test_a_local_time_that_does_not_exist_is_the_next_that_does() -> None:
    assert body(read(placed_at="2026-03-29T03:30:00"))["placed_at"] == "2026-03-29T01:00:00Z"


def test_an_instant_is_neither_a_date_nor_a_number() -> None:
    assert faults(placed_at="2026-03-01") == [("/placed_at", "instant")]
    assert faults(placed_at=1772359200) == [("/placed_at", "instant")]


@pytest.mark.parametrize("instant", ["2299-12-31T23:59:59-12:00", "1900-01-01T00:00:00+05:00", "1900-01-01T01:00:00"])
def test_an_instant_lies_in_the_range_of_years_in_utc_too(instant: str) -> None:
    assert faults(placed_at=instant) == [("/placed_at", "instant_range")]


def test_a_whole_number_of_the_shops_own_is_no_longer_than_every_reader_takes() -> None:
    read("customer", attributes={"score": 2**64 - 1, "least": -(2**63)})

    for number in (2**64, -(2**63) - 1, 10**400):
        with pytest.raises(BadDocument, match="18 digits"):
            KYIV.read(
                "customer",
                f'{{"external_id":"1","updated_at":"2026-03-01T10:00:00Z","attributes":{{"a":[{number}]}}}}',
            )


def test_whole_numbers_become_text_and_floats_are_refused() -> None:
    assert body(read(grand_total=10))["grand_total"] == "10"
    assert body(read(external_id=1001))["external_id"] == "1001"
    assert faults(grand_total=10.5) == [("/grand_total", "amount")]
    assert faults(external_id=1001.0) == [("/external_id", "id")]


@pytest.mark.parametrize(
    ("currency", "amount", "fits"),
    [
        ("USD", "10.00", True),
        ("USD", "10.0000", True),
        ("USD", "10.001", False),
        ("JPY", "10", True),
        ("JPY", "10.0", True),
        ("JPY", "10.5", False),
        ("KWD", "10.001", True),
    ],
)
def test_an_amount_has_no_more_decimals_than_its_currency(currency: str, amount: str, fits: bool) -> None:
    changes = {"currency": currency, "grand_total": amount, "rate": "1" if currency == "USD" else "0.5"}
    line = {"quantity": 1, "row_total": amount}

    if fits:
        read(**changes, lines=[line])
    else:
        assert faults(**changes, lines=[line]) == [("/grand_total", "decimals"), ("/lines/0/row_total", "decimals")]


@pytest.mark.parametrize(
    ("currency", "amount", "told"),
    [
        ("USD", "10.001", "10.001 has too many decimals: amounts in USD have at most 2 decimals"),
        ("JPY", "10.5", "10.5 has too many decimals: amounts in JPY are whole numbers"),
        ("KWD", "1.0005", "1.0005 has too many decimals: amounts in KWD have at most 3 decimals"),
        ("KWD", "1.00051", "1.00051 has too many decimals; at most 4 can be kept"),
    ],
)
def test_what_an_amount_has_too_many_of_is_told(currency: str, amount: str, told: str) -> None:
    with pytest.raises(BadDocument) as refused:
        read(currency=currency, grand_total=amount, rate="1" if currency == "USD" else "0.5")

    assert [(one.pointer, one.code, one.detail) for one in refused.value.errors] == [("/grand_total", "decimals", told)]


def test_a_refund_has_the_decimals_that_can_be_kept_as_its_currency_is_its_orders() -> None:
    said = {"refunded_at": "2026-03-01T10:00:00Z", "order": "1"}

    read("refund", **said, amount="10.0005")
    with pytest.raises(BadDocument, match=r"/amount: 10.00055 has too many decimals; at most 4 can be kept"):
        read("refund", **said, amount="10.00055")


def test_a_price_has_four_decimals() -> None:
    read(lines=[{"quantity": "0.0001", "row_total": "1", "price": "1.2345"}])

    assert faults(lines=[{"quantity": "1", "row_total": "1", "price": "1.23456"}]) == [("/lines/0/price", "decimals")]


def test_another_currency_needs_a_rate_and_the_base_currency_has_one() -> None:
    assert body(read())["rate"] == "1"
    assert body(read(rate="1.000"))["rate"] == "1.000"
    assert faults(rate="1.1") == [("/rate", "rate")]
    assert faults(currency="EUR") == [("/rate", "missing")]
    assert faults(currency="EUR", rate="0.00") == [("/rate", "rate")]
    assert faults(currency="XXQ", rate="1") == [("/currency", "currency")]


def test_what_is_more_in_the_base_currency_than_can_be_kept_is_refused_where_it_stands() -> None:
    line = {"quantity": "1", "row_total": "9999999999999", "price": "9999999999999.9999", "tax": "1"}
    changes = {"currency": "EUR", "grand_total": "9999999999999", "lines": [line]}

    read(**changes, rate="1.5")
    assert faults(**changes, rate="999999999") == [
        ("/grand_total", "range"), ("/lines/0/row_total", "range"), ("/lines/0/price", "range"),
    ]  # fmt: skip
    assert faults(**changes, rate="11") == [("/lines/0/price", "range")]


def test_the_last_amount_that_can_be_kept_is_taken() -> None:
    changes = {"currency": "EUR", "rate": "1000000"}

    read(grand_total="9999999999.99", **changes)
    assert faults(grand_total="10000000000.00", **changes) == [("/grand_total", "range")]


def test_a_carts_amounts_are_kept_too() -> None:
    with pytest.raises(BadDocument, match="/subtotal"):
        read("cart", status="open", currency="EUR", rate="999999999", subtotal="9999999999999")


def test_lines_without_ids_are_numbered_and_ids_differ() -> None:
    line = {"quantity": "1", "row_total": "5"}

    assert [line["id"] for line in body(read(lines=[line, line]))["lines"]] == ["1", "2"]
    assert faults(lines=[line | {"id": "2"}, line]) == [("/lines/1/id", "line_id")]


def test_what_is_null_is_left_out_and_the_shops_own_keys_are_sorted() -> None:
    draft = KYIV.read(
        "customer",
        b'{"updated_at":"2026-03-01T12:00:00+02:00","external_id":"a","phone":null,"attributes":{"b":{"d":1,"c":2},"a":1.50}}',
    )

    assert draft.body == (
        b'{"external_id":"a","updated_at":"2026-03-01T10:00:00Z","attributes":{"a":1.5,"b":{"c":2,"d":1}}}'
    )


def test_the_same_said_otherwise_is_the_same_delivery() -> None:
    one = KYIV.read("customer", b'{"external_id":"7","updated_at":"2026-03-01T10:00:00Z","deleted":false}')
    other = KYIV.read("customer", b'{ "updated_at": "2026-03-01T12:00:00", "external_id": 7, "email": null }')

    assert one.digest == other.digest


def test_a_later_update_of_the_same_is_another_delivery() -> None:
    assert read().digest != read(updated_at="2026-03-01T10:00:00.000001Z").digest


def test_a_deletion_needs_no_more_than_its_id() -> None:
    draft = KYIV.read("order", b'{"external_id":"1","updated_at":"2026-03-01T10:00:00Z","deleted":true,"shop":"own"}')

    assert body(draft) == {"external_id": "1", "updated_at": "2026-03-01T10:00:00Z", "deleted": True}
    assert read(external_id="1", deleted=True).body == draft.body
    assert (draft.owner_type, draft.owner_key) == ("order", "1")


def test_a_deletion_without_an_id_is_refused() -> None:
    with pytest.raises(BadDocument):
        KYIV.read("order", b'{"updated_at":"2026-03-01T10:00:00Z","deleted":true}')


def test_an_event_with_an_id_is_known_by_it_alone() -> None:
    one = KYIV.read("event", b'{"id":"e1","name":"seen","occurred_at":"2026-03-01T10:00:00Z"}')
    other = KYIV.read("event", b'{"id":"e1","name":"seen","occurred_at":"2026-03-02T10:00:00Z"}')

    assert one.key == "e1"
    assert one.digest == other.digest


def test_an_event_without_an_id_is_known_by_what_it_says() -> None:
    def event(**changes: Any) -> Draft:
        document = {
            "name": "seen",
            "customer": "a",
            "occurred_at": "2026-03-01T10:00:00Z",
            "properties": {"a": 1, "b": 2},
        }
        return KYIV.read("event", orjson.dumps(document | changes))

    assert event().key == event(properties={"b": 2, "a": 1}).key
    for changes in ({"name": "left"}, {"customer": "b"}, {"occurred_at": "2026-03-01T10:00:01Z"}, {"properties": {}}):
        assert event(**changes).digest != event().digest
    assert body(event())["id"] == event().key


def test_a_nul_character_is_refused_where_it_stands() -> None:
    found = faults(shop_status="a\0b", lines=[{"quantity": 1, "row_total": 1, "options": {"text": "\0"}}])

    assert found == [("/shop_status", "nul"), ("/lines/0/options/text", "nul")]
    assert body(read(shop_status=r"a\u0000b"))["shop_status"] == r"a\u0000b"


def test_what_is_no_json_or_too_long_or_unknown_is_refused() -> None:
    for raw in (b"{", b"[]", b"null", b'"\xff"'):
        with pytest.raises(BadDocument):
            KYIV.read("order", raw)
    with pytest.raises(BadDocument, match="bytes"):
        KYIV.read("order", b" " * (1 << 20) + b"{}")
    with pytest.raises(NotFound):
        KYIV.read("ordr", b"{}")


def test_an_email_is_compared_trimmed_and_folded() -> None:
    assert read(email=" Straße@Shop.EXAMPLE ").email == "strasse@shop.example"
    assert read(email="  ").email is None


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_nothing_that_comes_in_breaks_the_door(raw: bytes) -> None:
    for type_ in ("order", "event", "customer"):
        with pytest.raises(BadDocument):
            KYIV.read(type_, raw)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=10,
)


@given(st.dictionaries(st.sampled_from([*sorted(ORDER), "lines", "email", "deleted", "rate"]), JSON))
def test_any_document_is_taken_or_told_what_is_wrong(changes: dict[str, Any]) -> None:
    try:
        document = orjson.dumps({**ORDER, **changes})
    except TypeError:
        return
    try:
        draft, told = KYIV.read("order", document), []
    except BadDocument as refusal:
        draft, told = None, refusal.errors

    assert bool(draft) != bool(told)
    if draft:
        assert KYIV.read("order", draft.body) == draft, "the canonical body is its own canonical form"


NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def told(type_: str, document: dict[str, Any]) -> list[tuple[str, str]]:
    """What is wrong with a document that comes at noon."""
    try:
        KYIV.read(type_, orjson.dumps({"external_id": "1"} | document), Arrival(NOON))
    except BadDocument as refusal:
        return [(fault.pointer, fault.code) for fault in refusal.errors]
    return []


def test_a_record_was_changed_at_most_a_day_from_now() -> None:
    tomorrow = NOON + timedelta(days=1)
    later = tomorrow + timedelta(microseconds=1)

    assert told("customer", {"updated_at": tomorrow}) == []
    assert told("customer", {"updated_at": later}) == [("/updated_at", "ahead")]
    assert told("order", {"updated_at": later, "deleted": True}) == [("/updated_at", "ahead")]


def test_a_variant_was_changed_at_most_a_day_from_now() -> None:
    variants = [{"external_id": "a"}, {"external_id": "b", "updated_at": NOON + timedelta(days=2)}]

    assert told("product", {"updated_at": NOON, "variants": variants}) == [("/variants/1/updated_at", "ahead")]


def test_an_event_happened_at_most_a_day_from_now() -> None:
    def event(at: datetime) -> list[tuple[str, str]]:
        try:
            KYIV.read("event", orjson.dumps({"name": "seen", "occurred_at": at}), Arrival(NOON))
        except BadDocument as refusal:
            return [(fault.pointer, fault.code) for fault in refusal.errors]
        return []

    assert event(NOON + timedelta(days=1)) == []
    assert event(NOON + timedelta(days=1, seconds=1)) == [("/occurred_at", "ahead")]


def test_what_is_wrong_is_told_in_the_readers_language() -> None:
    addresses = [{"kind": "billing", "country": "Polska!"}]

    with pytest.raises(BadDocument) as refused:
        read("customer", external_id=1.5, addresses=addresses)

    assert {fault.pointer: sentences.told(fault.detail, "pl") for fault in refused.value.errors} == {
        "/external_id": "identyfikator to tekst od 1 do 255 znaków albo liczba całkowita",
        "/addresses/0/country": "kraj to jego dwuliterowy kod ISO 3166, na przykład PL",
    }
