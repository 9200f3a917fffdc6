"""Reading conditions: what is taken, in which form, and what is refused where."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules import operators
from regulars.rules.check import InvalidCondition, Scope, check
from regulars.rules.tree import Aggregate, Group, LastWindow, SpanWindow, Test
from regulars.rules.vocabulary import Type, Vocabulary

from .shop import CART_EXAMPLE, EXAMPLES, KYIV, VOCABULARY, checked, faults, of_type, right_side, test, utc


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_of_the_definition_are_taken(name: str) -> None:
    assert checked(EXAMPLES[name])


def test_the_example_of_a_cart_is_taken_on_a_cart_and_refused_on_a_customer() -> None:
    assert checked(CART_EXAMPLE, "cart")
    assert [fault.pointer for fault in faults(CART_EXAMPLE)] == ["/all/1/value", "/all/2/value/count"]


@pytest.mark.parametrize("type", Type)
@pytest.mark.parametrize("op", sorted(operators.ALL))
def test_a_type_has_its_operators_and_no_others(type: Type, op: str) -> None:
    document = test(of_type(type), op, *right_side(type, op))

    if op in operators.OPERATORS[type]:
        assert isinstance(checked(document), Test)
    else:
        assert {fault.code for fault in faults(document)} == {"no_operator"}


@pytest.mark.parametrize("type", Type)
@pytest.mark.parametrize("op", sorted(operators.ALL - frozenset(operators.PRESENCE)))
def test_the_right_side_is_an_expression_only_where_the_language_says(type: Type, op: str) -> None:
    document = test(of_type(type), op, {"value": of_type(type)})

    if op in operators.OPERATORS[type] and op in operators.EXPRESSIONS:
        assert isinstance(checked(document), Test)
    else:
        assert faults(document)


@pytest.mark.parametrize(
    ("value", "to", "literal"),
    [
        ("customer.country", "UÅ", "uå"),
        ("customer.country", "UA\u030a", "uå"),
        ("customer.country", "STRASSE", "strasse"),
        ("customer.country", "Straße", "strasse"),
        ("customer.country", " UA ", " ua "),
        ("customer.attributes.shoe_size", 30, Decimal(30)),
        ("customer.attributes.shoe_size", "0.25", Decimal("0.25")),
        ("customer.attributes.shoe_size", "-0", Decimal(0)),
        ("customer.attributes.shoe_size", 30.0, Decimal(30)),
        ({"sum": "order.net_total"}, "2000", 200_000),
        ({"sum": "order.net_total"}, "19.9", 1990),
        ({"sum": "order.net_total"}, 2000, 200_000),
        ({"max": "order_line.price"}, "0.0001", 1),
        ("customer.born_on", "2026-03-01", date(2026, 3, 1)),
        ("customer.registered_at", "2026-03-01T10:00:00Z", utc("2026-03-01T10:00")),
        ("customer.registered_at", "2026-03-01T10:00:00.000001+02:00", utc("2026-03-01T08:00:00.000001")),
        ("customer.registered_at", "2026-03-01T10:00", utc("2026-03-01T08:00")),  # local time in Kyiv
        ("customer.registered_at", "2026-03-29T03:30", utc("2026-03-29T01:00")),  # jumped over
        ("customer.guest", True, True),
    ],
)
def test_literals_become_the_form_they_are_compared_in(value: Any, to: Any, literal: Any) -> None:
    condition = checked(test(value, "=", to))

    assert isinstance(condition, Test)
    assert condition.to == literal
    assert type(condition.to) is type(literal)


@pytest.mark.parametrize(
    ("value", "to", "code"),
    [
        ("customer.country", None, "empty_literal"),
        ("customer.country", "", "empty_literal"),
        ("customer.country", 30, "bad_literal"),
        ("customer.country", ["UA"], "bad_literal"),
        ("customer.country", "a\0b", "bad_text"),
        ("customer.country", "a\ud800b", "bad_text"),
        ("customer.attributes.shoe_size", "0.00001", "too_many_decimals"),
        ("customer.attributes.shoe_size", 30.5, "float"),
        ("customer.attributes.shoe_size", float("nan"), "float"),
        ("customer.attributes.shoe_size", float("inf"), "float"),
        ("customer.attributes.shoe_size", True, "bad_literal"),
        ("customer.attributes.shoe_size", "1e3", "bad_literal"),
        ("customer.attributes.shoe_size", "٣", "bad_literal"),
        ("customer.attributes.shoe_size", 10**30, "too_large"),
        ("customer.attributes.shoe_size", "9" * 5000, "too_large"),
        ({"sum": "order.net_total"}, "19.999", "too_many_decimals"),
        ({"sum": "order.net_total"}, 19.99, "float"),
        ("customer.born_on", "2026-02-30", "bad_literal"),
        ("customer.born_on", "2026-03-01T10:00:00Z", "wrong_type"),
        ("customer.born_on", "20260301", "bad_literal"),
        ("customer.registered_at", "2026-03-01", "wrong_type"),
        ("customer.registered_at", "2026-03-01T25:00:00Z", "bad_literal"),
        ("customer.registered_at", "2026-03-01T10:00:00.1234567Z", "bad_literal"),
        ("customer.registered_at", "0001-01-01T00:00:00+14:00", "bad_literal"),
        ("customer.guest", 1, "bad_literal"),
        ("customer.guest", "true", "bad_literal"),
    ],
)
def test_a_literal_that_is_none_of_its_type_is_refused(value: Any, to: Any, code: str) -> None:
    (fault,) = faults(test(value, "=", to))

    assert (fault.pointer, fault.code) == ("/to", code)
    assert fault.detail


def test_amounts_have_the_decimals_of_the_currency() -> None:
    yen = Scope(Vocabulary(VOCABULARY.fields, VOCABULARY.rows, "JPY", 0), "customer", KYIV)

    assert check(test({"sum": "order.net_total"}, "=", "2000"), yen) == Test(
        Aggregate("sum", VOCABULARY.rows["order"], VOCABULARY.fields["order.net_total"], None, None, Type.MONEY, 0),
        "=", 2000,
    )  # fmt: skip
    assert faults(test({"sum": "order.net_total"}, "=", "0.5"), scope=yen)[0].detail == "no decimals here"


def test_amounts_of_different_decimals_are_compared_in_the_finer() -> None:
    condition = checked(test({"max": "order_line.price"}, "<", {"value": {"max": "order_line.row_total"}}))

    assert isinstance(condition, Test)
    assert (condition.value.places, condition.places) == (4, 4)


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({}, [("", "not_a_condition")]),
        ([], [("", "not_a_condition")]),
        (None, [("", "not_a_condition")]),
        ({"all": {}}, [("/all", "not_a_list")]),
        ({"all": [], "any": []}, [("", "unknown_key")]),
        ({"all": [], "name": "x"}, [("", "unknown_key")]),
        ({"not": []}, [("", "not_a_condition")]),
        ({"all": [{}, {"value": "customer.shoe"}]}, [("/all/0", "not_a_condition"), ("/all/1", "missing_key"), ("/all/1/value", "unknown_field")]),
        (test("customer.country", "is", "UA"), [("/op", "unknown_operator")]),
        (test("customer.country", ["="], "UA"), [("/op", "unknown_operator")]),
        (test("customer.country", "="), [("", "missing_key")]),
        (test("customer.country", "exists", "UA"), [("/to", "unknown_key")]),
        (test("customer.country", "missing", None), [("/to", "unknown_key")]),
        (test("customer.country", "in", []), [("/to", "empty_list")]),
        (test("customer.country", "in", "UA"), [("/to", "list_needed")]),
        (test("customer.country", "in", ["UA", "", 3]), [("/to/1", "empty_literal"), ("/to/2", "bad_literal")]),
        (test("customer.tags", "has_any", []), [("/to", "empty_list")]),
        (test("customer.country", "between", ["A"]), [("/to", "two_needed")]),
        (test("customer.country", "matches", "("), [("/to", "bad_pattern")]),
        (test("customer.country", "matches", "(?=a)"), [("/to", "bad_pattern")]),
        (test("customer.country", "matches", ""), [("/to", "empty_literal")]),
        (test("customer.country", "matches", {"value": "customer.email"}), [("/to", "literal_needed")]),
        (test("customer.country", "in", {"value": "customer.email"}), [("/to", "literal_needed")]),
        (test("customer.country", "=", {"value": "customer.guest"}), [("/to", "wrong_type")]),
        (test("customer.country", "=", {"value": "customer.email", "x": 1}), [("/to/x", "unknown_key")]),
        (test("customer.country", "=", {}), [("/to", "missing_key")]),
        (test({"sum": "order.net_total"}, ">", {"value": {"count": "order"}}), [("/to", "wrong_type")]),
        (test("customer.born_on", "<", {"value": "customer.registered_at"}), [("/to", "wrong_type")]),
        (test(5, "=", 5), [("/value", "not_an_expression")]),
        (test(None, "=", 5), [("/value", "not_an_expression")]),
        (test({}, "=", 5), [("/value", "not_an_expression")]),
        (test({"median": "order.tax"}, "=", 5), [("/value", "not_an_expression")]),
        (test("order.status", "=", "complete"), [("/value", "not_here")]),
        (test("order", "=", "complete"), [("/value", "unknown_field")]),
        (test("cart.weight", "=", 1), [("/value", "not_here")]),
        (test({"sum": "order"}, "=", 5), [("/value/sum", "field_needed")]),
        (test({"sum": "order.status"}, "=", 5), [("/value/sum", "wrong_type")]),
        (test({"max": "address.default"}, "=", True), [("/value/max", "wrong_type")]),
        (test({"distinct": "cart.coupons"}, "=", 5), [("/value/distinct", "wrong_type")]),
        (test({"count": "basket"}, "=", 5), [("/value/count", "unknown_rows")]),
        (test({"count": "line"}, "=", 5), [("/value/count", "unknown_rows")]),
        (test({"count": "customer"}, "=", 5), [("/value/count", "unknown_rows")]),
        (test({"count": 7}, "=", 5), [("/value/count", "unknown_rows")]),
        (test({"sum": "cart.weight"}, "=", 5), [("/value/sum", "unknown_field")]),
        (test({"sum": "order_line.product.price"}, "=", 5), [("/value/sum", "unknown_field")]),
        (test({"sum": "order.tax", "count": "order"}, "=", 5), [("/value/sum", "unknown_key")]),
        (test({"count": "order", "where": {}, "within": {"last": "0d"}}, "=", 5), [("/value/where", "not_a_condition"), ("/value/within/last", "bad_window")]),
        (test({"hour": "customer.born_on"}, "=", 5), [("/value/hour", "wrong_type")]),
        (test({"age": "customer.country"}, "=", 5), [("/value/age", "wrong_type")]),
        (test({"age": None}, "=", 5), [("/value/age", "not_an_expression")]),
        (test({"age": "customer.born_on", "where": {}}, "=", 5), [("/value/where", "unknown_key")]),
        (test({"held": "customer.email"}, "=", 5), [("/value/held", "no_history")]),
        (test({"held": "order.status"}, "=", 5), [("/value/held", "not_here")]),
        (test({"held": {"last": "order.status"}}, "=", 5), [("/value/held", "unknown_field")]),
    ],
)  # fmt: skip
def test_what_is_not_of_the_language_is_refused_where_it_stands(document: Any, expected: list[tuple[str, str]]) -> None:
    found = faults(document)

    assert [(fault.pointer, fault.code) for fault in found] == expected
    assert all(fault.detail for fault in found)


@pytest.mark.parametrize(
    ("window", "tree"),
    [
        ({"last": "30d"}, LastWindow(30, "d")),
        ({"last": "1mo"}, LastWindow(1, "mo")),
        ({"last": "90m"}, LastWindow(90, "m")),
        ({"last": "2w", "aligned": "day"}, LastWindow(2, "w", aligned=True)),
        ({"from": "2026-03-01"}, SpanWindow(date(2026, 3, 1), None)),
        ({"from": "2026-03-01", "until": "2026-02-01"}, SpanWindow(date(2026, 3, 1), date(2026, 2, 1))),
        ({"until": "2026-03-01T10:00"}, SpanWindow(None, utc("2026-03-01T08:00"))),
        ({}, SpanWindow(None, None)),
    ],
)
def test_windows_are_read(window: Any, tree: Any) -> None:
    condition = checked(test({"count": "order", "within": window}, ">", 0))

    assert isinstance(condition, Test)
    assert isinstance(condition.value, Aggregate)
    assert condition.value.within == tree


@pytest.mark.parametrize(
    ("window", "pointer"),
    [
        (None, ""), ("30d", ""), ({"last": "30"}, "/last"), ({"last": "0d"}, "/last"), ({"last": "-1d"}, "/last"),
        ({"last": "1.5d"}, "/last"), ({"last": 30}, "/last"), ({"last": "1s"}, "/last"), ({"last": "01d"}, "/last"),
        ({"last": "30d", "aligned": True}, "/aligned"), ({"last": "30d", "aligned": "month"}, "/aligned"),
        ({"last": "3h", "aligned": "day"}, "/last"), ({"last": "30d", "from": "2026-03-01"}, "/from"),
        ({"from": None}, "/from"), ({"until": "yesterday"}, "/until"), ({"from": "2026-02-30"}, "/from"),
        ({"since": "2026-03-01"}, "/since"), ({"from": "2026-03-01", "aligned": "day"}, "/aligned"),
    ],
)  # fmt: skip
def test_a_faulty_window_is_refused(window: Any, pointer: str) -> None:
    found = faults(test({"count": "order", "within": window}, ">", 0))

    assert [fault.pointer for fault in found] == ["/value/within" + pointer]


def test_rows_without_a_time_have_no_window() -> None:
    (fault,) = faults(test({"count": "address", "within": {"last": "30d"}}, ">", 0))

    assert (fault.pointer, fault.code) == ("/value/within", "no_time")


@pytest.mark.parametrize(
    ("rows", "path", "readable"),
    [
        ("order", "order.status", True), ("order", "customer.country", True), ("order", "order_line.sku", False),
        ("order", "product.sku", False), ("order", "cart.status", False),
        ("order_line", "order.status", True), ("order_line", "product.brand", True), ("order_line", "order_line.sku", True),
        ("refund", "order.status", True), ("refund", "product.brand", False),
        ("cart_line", "cart.status", True), ("cart_line", "cart.weight", False), ("cart", "cart.weight", False),
        ("line", "line.sku", True), ("line", "product.brand", True), ("line", "cart.status", False),
        ("address", "customer.country", True), ("event", "event.properties.page", True),
    ],
)  # fmt: skip
def test_a_where_reads_its_row_what_it_lies_in_its_product_and_the_customer(
    rows: str, path: str, readable: bool
) -> None:
    document = test({"count": rows, "where": test(path, "exists")}, ">", 0)

    if readable:
        assert checked(document, "cart")
    else:
        assert [(f.pointer, f.code) for f in faults(document, "cart")] == [("/value/where/value", "not_here")]


def test_only_lines_are_aggregated_inside_the_where_of_orders_and_carts() -> None:
    for rows in ("order", "cart"):
        assert checked(test({"count": rows, "where": test({"count": "line"}, ">", 2)}, ">", 0))
    for rows, inner in (("order", "order_line"), ("order", "refund"), ("order_line", "line"), ("address", "order")):
        document = test({"count": rows, "where": test({"count": inner}, ">", 2)}, ">", 0)
        assert [fault.pointer for fault in faults(document)] == ["/value/where/value/count"]


@pytest.mark.parametrize(
    ("subject", "path", "readable"),
    [
        ("customer", "customer.email", True), ("cart", "cart.weight", True), ("cart", "order.status", False),
        ("order", "order.net_total", True), ("order", "line.sku", False), ("line", "line.sku", True),
        ("line", "product.brand", True), ("line", "order.status", True), ("line", "cart.subtotal", True),
        ("event", "event.name", True), ("event", "customer.email", True), ("event", "cart.status", False),
    ],
)  # fmt: skip
def test_a_subject_reads_its_own_and_the_customers_fields(subject: Any, path: str, readable: bool) -> None:
    document = test(path, "exists")

    assert bool(checked(document, subject)) if readable else faults(document, subject)


def test_lines_are_aggregated_on_carts_orders_and_their_lines() -> None:
    document = test({"count": "line"}, ">", 0)

    assert all(checked(document, subject) for subject in ("cart", "order", "line"))
    assert all(faults(document, subject) for subject in ("customer", "event"))


def test_what_a_literal_names_must_exist() -> None:
    class Known:
        standing = False

        def exists(self, kind: str, id: str) -> bool:
            return (kind, id) in {("segment", "vip"), ("group", "girls"), ("category", "19"), ("list", "news")}

    scope = Scope(VOCABULARY, "customer", KYIV, Known())

    assert check(test("customer.segments", "has_any", ["VIP"]), scope)
    assert check(test("customer.group", "contains", "gir"), scope)
    assert check(test("customer.tags", "has_any", ["anything"]), scope)
    found = faults(
        {"all": [test("customer.segments", "has_none", ["vip", "rich"]), test("customer.group", "!=", "boys")]},
        scope=scope,
    )
    assert [(fault.pointer, fault.detail) for fault in found] == [
        ("/all/0/to/1", "there is no segment 'rich', or it is archived: restore it first"),
        ("/all/1/to", "there is no group 'boys'"),
    ]


def test_the_path_of_a_fault_is_a_json_pointer() -> None:
    document = {"all": [{"value": "customer.country", "op": "=", "to": "UA", "a/b~c": 1}]}

    assert faults(document)[0].pointer == "/all/0/a~1b~0c"


def nested(depth: int) -> dict[str, Any]:
    document: dict[str, Any] = test("customer.country", "exists")
    for _ in range(depth - 1):
        document = {"all": [document]}
    return document


def test_depth_is_counted_from_the_root_and_where_is_one_deeper() -> None:
    inside = test({"count": "order", "where": nested(31)}, ">", 0)

    assert checked(nested(32))
    assert faults(nested(33))[0].code == "too_deep"
    assert checked(inside)
    assert faults({"all": [inside]})[0].code == "too_deep"


def test_a_document_has_at_most_a_thousand_nodes_and_a_list_ten_thousand_items() -> None:
    child = test("customer.country", "exists")

    assert checked({"all": [child] * 999})
    assert [fault.code for fault in faults({"all": [child] * 1000})] == ["too_large"]
    assert checked(test("customer.country", "in", [str(n) for n in range(10_000)]))
    assert faults(test("customer.country", "in", ["x"] * 10_001))[0].code == "too_long"


def test_date_parts_do_not_nest_without_end() -> None:
    value: Any = "customer.born_on"
    for _ in range(40):
        value = {"date": value}

    assert faults(test(value, "exists"))[0].code == "too_deep"


def test_conditions_that_differ_in_writing_only_are_equal_trees() -> None:
    one = checked({"all": [test("customer.country", "in", ["UA", "PL", "pl"])]})
    other = checked({"all": [test("customer.country", "in", ["pl", "ua"])]})

    assert one == other
    assert hash(one) == hash(other)
    assert isinstance(one, Group)
    assert isinstance(one.children[0], Test)
    assert one.children[0].written == ("UA", "PL", "pl")


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text()
    | st.sampled_from(["now", "customer.country", "order.net_total", "=", "in", "order", "30d", "2026-03-01"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["all", "any", "none", "value", "op", "to", "count", "sum", "where", "within", "last", "from",
                         "aligned", "age", "hour", "held", "date", "x"]),
        inner, max_size=3,
    ),
    max_leaves=12,
)  # fmt: skip


@given(json)
def test_any_document_is_taken_or_refused_with_faults(document: Any) -> None:
    try:
        checked(document)
    except InvalidCondition as invalid:
        found = invalid.errors
    else:
        return

    assert found
