"""`regulars quote`, as it is typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from fastapi.testclient import TestClient
from tests.flows.shop import SCOPE
from tests.web.conftest import furnished
from typer.testing import CliRunner, Result

from regulars import app as rooms
from regulars import kinds
from regulars.books import Books, shop
from regulars.cli import build
from regulars.core.errors import Invalid
from regulars.facts.store import Facts
from regulars.flows.house import house_of
from regulars.http import access
from regulars.http.names import names_of
from regulars.http.scopes import Scope
from regulars.journal import deliver, door_of
from regulars.points import earning_rules, point_kinds
from regulars.points.model.styles import FixedPoints
from regulars.points.programme import PointsName
from regulars.points.saying import Saying
from regulars.promotions import book
from regulars.promotions.model.benefits import Benefit
from regulars.promotions.saying import PromotionSaying
from regulars.rules.scope import ANY_NAME
from regulars.rules.scope import Scope as Readable
from regulars.segments import service
from regulars.segments.questions import Ground
from regulars.settings import Settings

MARCH = "2025-03-10T12:00:00Z"
WOMENS_DAY = {
    "starts_at": datetime(2025, 3, 8, tzinfo=UTC) - timedelta(hours=2),
    "ends_at": datetime(2025, 3, 9, tzinfo=UTC) - timedelta(hours=2),
}
"""The eighth of March in Kyiv."""
SPENT = {"value": {"sum": "order.grand_total"}, "op": ">=", "to": "100"}
CART = {
    "currency": "USD",
    "shipping": "5.00",
    "lines": [{"id": "1", "sku": "TEE-1", "price": "60.00", "quantity": "2"}],
}
Run = Callable[..., Result]


@pytest.fixture
def installed(copied_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a copy of the shop, which the command finds."""
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path


def fill(url: str, folder: Path) -> None:
    """A shop where Anna, since she has bought for 120 in March, gets 10 % off, everybody does on the eighth of March by a
    code, and everybody from 500 on."""
    books = Books(url)
    books.perform(lambda unit: shop.settle(unit, Settings(currency="USD", time_zone="Europe/Kyiv")))
    here, door = books.shop(), door_of(books)
    anna = {"external_id": "anna", "registered_at": "2024-01-01T00:00:00Z", "updated_at": "2025-01-01T00:00:00Z"}
    order = {"external_id": "1", "updated_at": MARCH, "placed_at": MARCH, "customer": "anna", "status": "complete",
             "currency": "USD", "grand_total": "120"}  # fmt: skip
    with books.transaction() as unit:
        deliver(unit, door, "customer", [orjson.dumps(anna)])
        deliver(unit, door, "order", [orjson.dumps(order)])
        service.create(unit, Ground.of(here, []), ANY_NAME, service.Draft("VIP", SPENT, id="vip"))
    with Facts(folder / "facts.duckdb", calendar=here.calendar, currency=here.currency) as facts:
        house = house_of(books, facts, Settings())
        scope = Readable(house.vocabulary(), "cart", here.calendar.zone, names_of(house))
        for name, percent, said in (
            ("For VIPs", "10", {"condition": {"value": "customer.segments", "op": "has_any", "to": ["vip"]}}),
            ("Women's day", "8", {"coupon": "code", "code": "SPRING", **WOMENS_DAY}),
            ("Big carts", "5", {"condition": {"value": "cart.subtotal", "op": ">=", "to": "500"}}),
        ):
            benefit = kinds.read(Benefit, {"kind": "percent", "percent": percent})
            saying = PromotionSaying(benefit=benefit, **said)  # type: ignore[arg-type]
            books.perform(
                lambda unit, saying=saying, name=name: book.create(  # type: ignore[misc]
                    unit, saying, name=name, scope=scope, kept="published"
                )
            )
        road = rooms.road_of(books, facts)
        road.begin()
        road.run_dry()
    books.close()


@pytest.fixture
def run(installed: Path) -> Run:
    """Types the command with a file of these carts."""

    def typed(carts: Any, *words: str, file: str | None = None) -> Result:
        text = carts if isinstance(carts, str) else json.dumps(carts)
        (installed / "cart.json").write_text(text)
        return CliRunner().invoke(build(), ["quote", file or str(installed / "cart.json"), *words], input=text)

    return typed


def asking(customer: str | None = "anna", **said: Any) -> dict[str, Any]:
    return {"customer": customer, "cart": CART} | said


def told(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def refused(result: Result) -> Invalid:
    assert isinstance(result.exception, Invalid), result.output
    return result.exception


def row(result: Result, *words: str) -> str:
    """The first line with all of these words, its cells set apart by one space."""
    lines = [" ".join(line.replace("│", " ").split()) for line in result.stdout.splitlines()]
    return next(line for line in lines if all(word in line for word in words))


def test_a_person_reads_lines_promotions_totals_and_points(run: Run) -> None:
    result = run(asking())

    assert result.exit_code == 0, result.output
    assert row(result, "TEE-1") == "1 TEE-1 2 120.00 -12.00 108.00 0.00"
    assert row(result, "For VIPs") == ("For VIPs 12.00 1: 12.00 10% off the price of products: segments include VIP")
    assert row(result, "Discounts") == "Discounts -12.00"
    assert row(result, "Shipping") == "Shipping 5.00"
    assert row(result, "To pay", "USD") == "To pay 113.00 USD"
    assert "Points: 0 available" in result.stdout
    assert "Not applied" not in result.stdout


def test_why_others_are_not_applied_and_by_how_much(run: Run) -> None:
    result = run(asking(), "--explain")

    assert row(result, "Big carts").endswith("380.00 USD")
    assert "its period is over" in row(result, "Women's day")


def test_of_several_kinds_of_points_each_is_named(run: Run, copied_url: str) -> None:
    with Books(copied_url).transaction() as unit:
        point_kinds.create(unit, "stars", called=PointsName(singular="star", plural="stars"), spendable=False)
        rule = Saying(style=FixedPoints(points=3))
        earning_rules.create(unit, rule, name="Each order", scope=SCOPE, points_kind="stars")

    result = run(asking(points="all"), "--explain")

    assert row(result, "Each order") == "Each order stars 3"
    assert "Points of the kind points: 0 available (no rule lets points be spent on this cart)" in result.stdout
    assert "Of the kind stars: 0 available; the order will earn 3" in result.stdout


def test_json_is_what_rest_answers(run: Run, installed: Path, copied_url: str) -> None:
    asked = asking(explain=True, at="2025-03-09T10:00:00Z")
    books = Books(copied_url)
    with Facts(installed / "facts.duckdb", calendar=books.shop().calendar, currency="USD") as facts:
        house = rooms.house_of(books, facts, Settings())
        with books.transaction("user:1") as unit:
            _, key = access.create_key(unit, name="shop", publishable=False, scopes=frozenset({Scope.QUOTES_ASK}))
        client = TestClient(furnished(house), headers={"Authorization": f"Bearer {key}"})
        answer = client.post("/v1/quotes", json=asked)
    books.close()

    assert answer.status_code == 200, answer.text
    assert told(run(asked, "--json")) == answer.json()


def test_a_file_from_standard_input(run: Run) -> None:
    assert told(run(asking(), "--json", file="-"))["to_pay"]["amount"] == "113.00"


@pytest.mark.parametrize("join", [json.dumps, lambda carts: "\n".join(map(json.dumps, carts)) + "\n"])
def test_several_carts_at_once(run: Run, join: Callable[[Any], str]) -> None:
    result = run(join([asking(), asking(None)]), "--json")

    assert [json.loads(line)["to_pay"]["amount"] for line in result.stdout.splitlines()] == ["113.00", "125.00"]


def test_a_period_is_looked_at_as_of_the_instant(run: Run) -> None:
    asked = asking(None, cart=CART | {"codes": ["spring"]})

    def reason(at: str) -> Any:
        return told(run(asked, "--json", "--at", at))["codes"][0]["reason"]

    assert reason("2025-03-07T23:59:59") == "not_yet", "local time"
    assert reason("2025-03-08") is None
    assert reason("2025-03-08T21:59:59Z") is None
    assert reason("2025-03-09T00:00:00+02:00") == "over"


def test_the_customer_is_in_the_segments_of_then(run: Run) -> None:
    def to_pay(at: str) -> Any:
        return told(run(asking(), "--json", "--at", at))["to_pay"]["amount"]

    assert to_pay("2025-03-10T11:59:59Z") == "125.00"
    assert to_pay("2025-03-10T12:00:01Z") == "113.00"


def test_it_is_said_whose_segments_are_looked_at(run: Run) -> None:
    before = run(asking(), "--at", "2025-03-10T10:00").stdout
    ahead = run(asking(), "--at", "2200-01-01").stdout

    assert "Cart of anna at 2025-03-10 10:00:00 EET, amounts in USD" in before
    assert "The customer is in the segments of then; " in before
    assert "The customer is in the segments of today, as the instant lies ahead; " in ahead
    assert row(run(asking(), "--at", "2200-01-01"), "To pay", "USD") == "To pay 113.00 USD"


def test_an_instant_of_the_file_gives_way_to_that_of_the_command_line(run: Run) -> None:
    asked = asking(at="2025-03-01T10:00:00Z")

    assert told(run(asked, "--json"))["at"] == "2025-03-01T10:00:00Z"
    assert told(run(asked, "--json", "--at", "2025-03-02T10:00:00+01:00"))["at"] == "2025-03-02T09:00:00Z"


@pytest.mark.parametrize(("at", "why"), [("noon", "no instant"), ("1700-01-01", "too far away")])
def test_an_instant_that_is_none(run: Run, at: str, why: str) -> None:
    assert why in refused(run(asking(), "--at", at)).message


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is empty"), ("[]", "empty list"), ("{", "line 1, column 2"), ("[" * 100_000, "nested too deep"),
        (json.dumps(asking()) + "\n{\n", "line 2 of "),
    ],
)  # fmt: skip
def test_what_is_no_cart_is_refused_in_one_line(run: Run, text: str, why: str) -> None:
    assert why in refused(run(text)).message


def test_a_cart_at_fault_names_the_place(run: Run) -> None:
    lines = "\n".join(json.dumps(one) for one in (asking(), asking(cart=CART | {"currency": "USD", "kind": 1})))

    alone, of_several = refused(run(asking(explain="maybe"))), refused(run(lines))

    assert [fault.pointer for fault in alone.errors] == ["/explain"]
    assert of_several.message.startswith("line 2 of ")
    assert [(fault.pointer, fault.detail) for fault in of_several.errors] == [("/cart/kind", "there is no such field")]


def test_what_only_the_quote_finds_wrong_names_the_cart_too(run: Run) -> None:
    wrong = asking(cart=CART | {"currency": "EUR"})

    refusal = refused(run([asking(), wrong]))

    assert refusal.message == "cart 2: say how much one EUR is worth in USD"


def test_a_file_that_is_not_there(run: Run, installed: Path) -> None:
    assert isinstance(run(asking(), file=str(installed / "none.json")).exception, FileNotFoundError)
