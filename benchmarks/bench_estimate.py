"""Estimates of carts over HTTP, with 200 rules: half of them ask about the customer's history, half about the cart.

Each question is about another customer and another cart of three lines, and has points to spend.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx

from regulars.books import Books
from regulars.http import access
from regulars.http.scopes import Scope
from regulars.points import earning_rules, spending_rules
from regulars.points.model.spending import Exchange
from regulars.points.model.styles import PerAmount
from regulars.points.saying import Saying
from regulars.points.spending_rules import SpendingSaying
from regulars.rules.scope import Scope as Readable
from regulars.segments import store

from . import shop
from .ground import GROUND
from .measure import Result, percentile
from .place import books, place
from .running import STARTS_WITHIN_SECONDS, address, open_shop, process, wait_until_computed

RULES = 200
ASKED = 500
WARM = 50
_SPREAD = 7_919


def run(size: shop.Size = shop.FULL) -> Iterator[Result]:
    """The 95th percentile of the answers."""
    with place(size) as folder, books(folder) as opened:
        open_shop(opened, folder / "facts.duckdb")
        _make_rules(opened)
        _, key = opened.perform(
            lambda unit: access.create_key(
                unit, name="benchmark", publishable=False, scopes=frozenset({Scope.POINTS_READ})
            )
        )
        with process(folder, opened, "serve", "--port", "0") as log:
            headers = {"Authorization": f"Bearer {key}"}
            with httpx.Client(base_url=address(log), headers=headers, timeout=60) as client:
                wait_until_computed(opened)
                _wait_for_audiences(opened)
                _times(client, size, WARM)
                times = _times(client, size, ASKED)
        yield Result(f"estimate for a cart, {RULES} rules, p95", 1000 * percentile(times, 0.95), "ms", most=20)


def _make_rules(opened: Books) -> None:
    scope = replace(Readable(GROUND.vocabulary, "order", shop.CALENDAR.zone))

    def make(unit: Any) -> None:
        for n in range(RULES - 2):
            saying = Saying(style=PerAmount(points=1, amount=100 + n), condition=_condition(n))
            earning_rules.create(unit, saying, name=f"rule {n}", scope=scope)
        for n, amount in enumerate((10, 20)):
            exchange = Exchange(points=1, amount=amount)
            told = SpendingSaying(exchange=exchange, condition=_condition(20 + n), priority=n)
            spending_rules.create(unit, told, name=f"worth {n}", scope=scope)

    opened.perform(make)


def _condition(n: int) -> dict[str, Any]:
    complete = {"value": "order.status", "op": "=", "to": "complete"}
    bought: dict[str, Any] = {"value": {"sum": "order.grand_total", "where": complete}, "op": ">=", "to": 10 * (n % 40)}
    lately: dict[str, Any] = {"value": {"count": "order", "within": {"last": "90d"}}, "op": "<=", "to": n % 10}
    cart: dict[str, Any] = {"value": "order.subtotal", "op": ">=", "to": n % 50}
    has: dict[str, Any] = {
        "value": {"count": "line", "where": {"value": "line.quantity", "op": ">=", "to": 2}},
        "op": ">=",
        "to": 1,
    }
    return {"all": [cart, (bought, lately, has)[n % 3]]}


def _wait_for_audiences(opened: Books) -> None:
    """Wait until what rules ask about customers is computed."""
    end = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < end:
        with opened.transaction() as unit:
            kept = store.definitions(unit.connection, hidden=True)
        if any(one.id.startswith("~") for one in kept) and all(one.state != "computing" for one in kept):
            return
        time.sleep(0.1)
    raise AssertionError("the audiences of rules aren't computed")


def _times(client: httpx.Client, size: shop.Size, count: int) -> list[float]:
    """The seconds of each of so many questions."""
    found = []
    for n in range(count):
        customer = f"c{1 + n * _SPREAD % size.customers}"
        lines = [
            {"sku": f"sku-{1 + (n * 3 + line) % 100}", "quantity": str(1 + line), "row_total": f"{10 + n % 90}.00"}
            for line in range(3)
        ]
        asked = {"customer": customer, "points": "all", "cart": {"currency": "USD", "lines": lines}}
        started = time.perf_counter()
        answer = client.post("/v1/points/estimate", json=asked)
        found.append(time.perf_counter() - started)
        assert answer.status_code == 200, answer.text[:300]
    return found
