"""Whatever the door accepts can be applied: nobody can send what stops the road."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import orjson
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.facts.said import MARCH, MAY, WARSAW, Journal, empty, row, rows
from tests.facts.test_cuts import UNHURRIED
from tests.facts.test_order_lines import few
from tests.thorough import examples

from regulars.core.money import MOST_UNITS
from regulars.facts.attributes import Declaration
from regulars.facts.store import Facts
from regulars.journal import BadDocument, Batch, Door, Entry
from regulars.rules.vocabulary import Type

Said = tuple[str, str]
"""A type and a document's JSON: numbers beyond what Python's writers of JSON take are meant too."""

DOOR = Door(WARSAW, "USD")
DECLARED = [
    Declaration(subject, type.value, type, "As it is called", history=subject == "customer")
    for subject in ("customer", "product", "event")
    for type in Type
    if type in (Type.TEXT, Type.NUMBER, Type.MONEY, Type.DATE, Type.INSTANT, Type.BOOLEAN, Type.SET)
]
MOST = "9999999999999"

amounts = st.sampled_from(["0", "0.01", "1.00", "000010", "9.99" + "0" * 60, f"{MOST}.99", MOST, 10**13 - 1])
prices = st.one_of(amounts, st.sampled_from([f"{MOST}.9999", "0.0001", "1.2345" + "0" * 5000]))
quantities = st.sampled_from(["0", "1", "0.0001", "99999999999999.9999", "0001.5" + "0" * 80, 10**14 - 1])
rates = st.sampled_from(
    ["1", "1.00", "0.000000001", "10", "99999", "999999999", "999999999.999999999", "1." + "0" * 99]
)
currencies = st.sampled_from(["USD", "USD", "EUR", "JPY", "KWD", "CLF"])
instants = st.sampled_from(
    [MARCH, MAY, "1900-01-01T00:00:00Z", "1900-01-01T12:00:00", "2299-12-31T23:59:59.999999Z", "2299-12-31T23:59:59-12:00",
     "2299-12-31T23:59:59+14:00", "2026-03-29T02:30:00"]
)  # fmt: skip
days = st.sampled_from(["1800-01-01", "2299-12-31", "2024-02-29"])
texts = st.sampled_from(
    ["", "x", "5e1234567", "-5E-1234567", "1e999999999999999999", "1e99999999999999999999", "0e5000", "sNaN", "Infinity",
     "-0", "9" * 5000, "0." + "0" * 200 + "1", "1_000", "٣", "0001-01-01", "9999-12-31", "2026-W01-1",
     "0001-01-01T00:00:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59.999999-14:00", "2026-01-01T24:00:00",
     "\ufeff", "😀" * 100, "'; drop table customer; --", "\u2028"]
)  # fmt: skip
numbers = st.sampled_from([0, -1, 2**53, 2**63, 2**64 - 1, -(2**63), 2**64, 10**30, 10**400, 1.5, 5e-324, 1e308, -0.0])
values = st.recursive(
    st.one_of(texts, numbers, st.booleans(), st.none(), st.integers(1, 190).map(lambda depth: [depth])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["", "a", "\U0010ffff"]), inner)
    ),
    max_leaves=5,
)
free = st.dictionaries(st.sampled_from([*(type.value for type in Type), "x", "lines"]), values, max_size=4)
whose = st.sampled_from(
    [{}, {"customer": "anna"}, {"email": " Guest@example.com "}, {"customer": "boris", "email": ""}]
)
skus = st.sampled_from(["", "TEE", "TEE-M", "x" * 255])
lines = st.lists(
    st.fixed_dictionaries(
        {"quantity": quantities, "row_total": amounts},
        optional={"id": st.sampled_from(["a", 7]), "sku": skus, "price": prices, "discount": amounts, "tax": amounts,
                  "options": free},
    ),
    max_size=3,
)  # fmt: skip
back = st.fixed_dictionaries(
    {"line": st.sampled_from(["a", "1"])}, optional={"quantity": quantities, "amount": amounts}
)
changes = st.lists(
    st.fixed_dictionaries({"at": instants, "status": st.sampled_from(["pending", "complete"])}), max_size=2
)
variants = st.lists(
    st.fixed_dictionaries(
        {"external_id": skus}, optional={"price": prices, "attributes": free, "updated_at": instants}
    ),
    max_size=2,
)
fields: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "customer": {"born_on": days, "registered_at": instants, "attributes": free, "group": texts, "tags": st.lists(texts)},
    "product": {"price": prices, "cost": prices, "attributes": free, "variants": variants, "parent_sku": skus},
    "order": {
        "placed_at": instants, "status": st.just("complete"), "status_history": changes, "currency": currencies,
        "rate": rates, "subtotal": amounts, "discount": amounts, "grand_total": amounts, "lines": lines,
    },
    "refund": {
        "order": st.sampled_from("ab"), "refunded_at": instants, "amount": amounts, "lines": st.lists(back, max_size=3),
    },
    "cart": {"status": st.just("open"), "currency": currencies, "rate": rates, "subtotal": amounts, "lines": lines},
    "review": {"sku": skus, "rating": st.sampled_from(["0", "9999.9999", 5]), "written_at": instants, "title": texts},
    "event": {"name": texts, "occurred_at": instants, "properties": free},
}  # fmt: skip


@st.composite
def sent(draw: st.DrawFn) -> Said:
    """A document, most of which the door accepts."""
    type = draw(st.sampled_from(["order", "order", "refund", *fields]))
    document = draw(st.fixed_dictionaries(fields[type]))
    if type == "event":
        return type, written(document | draw(whose))
    document |= {"external_id": draw(st.sampled_from("ab")), "updated_at": draw(instants)}
    if type in ("order", "cart", "review"):
        document |= draw(whose)
    return type, written(document)


def written(value: Any) -> str:
    """JSON of values, where a list of one whole number stands for so many lists within each other."""
    match value:
        case dict():
            return "{" + ",".join(f"{written(name)}:{written(one)}" for name, one in value.items()) + "}"
        case [int(depth)] if not isinstance(depth, bool) and 0 < depth < 200:
            return "[" * depth + "]" * depth
        case list():
            return "[" + ",".join(map(written, value)) + "]"
        case bool() | None | str() | float():
            return orjson.dumps(value).decode()
    return str(value)


def accepted(said: Sequence[Said]) -> list[Entry]:
    """The entries of what the door accepts."""
    journal = Journal()
    entries: list[Entry] = []
    for type, raw in said:
        try:
            draft = DOOR.read(type, raw)
        except BadDocument:
            continue
        customer_id = journal.id_of(draft.customer or draft.email)
        if type == "refund":
            customer_id = None
        entries.append(
            Entry(
                len(entries) + 1, type, draft.key, customer_id, draft.updated_at, datetime(2026, 3, 1, tzinfo=UTC), False,
                False, draft.body, None,
            )
        )  # fmt: skip
    return entries


def applied(entries: Sequence[Entry], *, one_by_one: bool) -> Facts:
    facts = empty()
    for declaration in DECLARED:
        facts.declare_attribute(declaration)
    cuts = range(len(entries)) if one_by_one else [0] if entries else []
    for n in cuts:
        until = n + 1 if one_by_one else len(entries)
        assert facts.apply(Batch(n, until, list(entries[n:until]))) == until
    return facts


TOO_MUCH_BACK: list[Said] = [
    ("order", f'{{"external_id":"a","updated_at":"{MARCH}","placed_at":"{MARCH}","status":"complete","currency":"EUR",'
              '"rate":"999999999","grand_total":"1"}'),
    *(("refund", f'{{"external_id":"{n}","updated_at":"{MARCH}","refunded_at":"{MARCH}","order":"a","amount":"{MOST}",'
                 '"lines":[{"line":"1","quantity":"99999999999999"},{"line":"1","quantity":"99999999999999"}]}')
      for n in range(12)),
]  # fmt: skip


@settings(max_examples=examples(15), **UNHURRIED)
@given(st.lists(sent(), min_size=1, max_size=8))
@example(TOO_MUCH_BACK)
def test_what_the_door_accepts_can_be_applied_and_read(said: list[Said]) -> None:
    entries = accepted(said)

    for at_once, one_by_one in ((True, False), (False, False), (False, True)):
        with few(0 if at_once else 1_000), applied(entries, one_by_one=one_by_one) as facts:
            assert facts.position() == len(entries)
            for table in ("customer", "product", "order", "order_line", "refund", "refund_line", "cart_line", "event"):
                rows(facts, f'select * from "{table}"')


def test_a_refund_of_more_than_can_be_kept_is_the_most_there_is() -> None:
    entries = accepted(TOO_MUCH_BACK)

    with applied(entries, one_by_one=False) as facts:
        assert row(facts, 'select refunded_total as it from "order"') == {"it": MOST_UNITS}
        assert row(facts, "select distinct amount as it from refund") == {"it": MOST_UNITS}
