"""What never holds is refused while a condition is written, and taken where it was saved before."""

from __future__ import annotations

from typing import Any

import pytest

from regulars.rules.check import Scope, check
from regulars.rules.scope import ANY_NAME

from .shop import KYIV, VOCABULARY, faults, test


class Written:
    """Every name exists, for a condition that is being written."""

    standing = False

    def exists(self, kind: str, id: str) -> bool:
        return True


NEW = Scope(VOCABULARY, "customer", KYIV, Written())


def orders(**within: Any) -> dict[str, Any]:
    return test({"count": "order", "within": within}, ">=", 1)


SENSELESS: dict[str, tuple[dict[str, Any], str, str]] = {
    "a status that no order has": (
        test({"count": "order", "where": test("order.status", "=", "done")}, ">=", 1),
        "/value/where/to",
        "order.status is one of: pending, processing, shipped, complete, cancelled, closed",
    ),
    "a status among others": (test({"last": "order.status"}, "in", ["complete", "done"]), "/to/1", "is one of"),
    "a thirteenth month": (test({"month": "customer.born_on"}, "=", 13), "/to", '"month" is 1 to 12'),
    "a ninth weekday": (test({"weekday": "now"}, "in", [1, 9]), "/to/1", '"weekday" is 1 to 7'),
    "a twenty-fifth hour": (test({"hour": "now"}, "<", 25), "/to", '"hour" is 0 to 23'),
    "between the most and the least": (test({"count": "order"}, "between", [5, 1]), "/to", "the least stands first"),
    "a window that ends before it begins": (
        orders(**{"from": "2026-03-02", "until": "2026-03-01"}),
        "/value/within/until",
        '"until" is before "from"',
    ),
    "a window without ends": (orders(), "/value/within", 'for any time leave "within" out'),
    "a window of ages": (orders(last="99999999y"), "/value/within/last", 'at most "100y"'),
}


@pytest.mark.parametrize("what", SENSELESS)
def test_what_never_holds_is_refused_at_its_place_with_what_is_possible(what: str) -> None:
    document, pointer, detail = SENSELESS[what]

    [fault] = faults(document, scope=NEW)

    assert fault.pointer == pointer
    assert detail in fault.detail


@pytest.mark.parametrize("what", SENSELESS)
def test_what_was_saved_before_is_taken(what: str) -> None:
    assert check(SENSELESS[what][0], Scope(VOCABULARY, "customer", KYIV, ANY_NAME))


@pytest.mark.parametrize(
    "document",
    [
        test({"last": "order.status"}, "contains", "plet"),
        test({"month": "customer.born_on"}, "between", [12, 12]),
        orders(**{"from": "2026-03-01", "until": "2026-03-01"}),
        orders(**{"from": "2026-03-01"}),
        orders(last="100y"),
    ],
)
def test_what_may_hold_is_taken(document: dict[str, Any]) -> None:
    assert check(document, NEW)
