"""Against django-oscar: the same carts and exclusive offers priced by both, in the same run, to the same totals.

Twenty categories have two offers each, of which the first that fits takes the
lines: percentages, amounts, and the cheapest of three pieces for free, by what
of the category is in the cart. Percentages come to whole cents, as the two round
in different places. Oscar has SQLite, and an environment of its own.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from regulars import kinds
from regulars.promotions.model.basket import ONE_PIECE, Basket, Line
from regulars.promotions.model.benefits import Benefit
from regulars.promotions.model.index import Ready, Snapshot, needed, needed_of_lines
from regulars.promotions.model.pricing import Priced
from regulars.promotions.model.quoting import Question, priced
from regulars.promotions.model.receipt import receipt
from regulars.promotions.model.rules import Promotion
from regulars.rules.check import check
from regulars.rules.lines import Compiler, Seen
from regulars.rules.scope import Scope

from .measure import Result
from .promotions import CALENDAR, NOW, POLICY, USD, VOCABULARY

ROOT = Path(__file__).parent.parent
REQUIRED = ROOT / "requirements" / "oscar.txt"
ENVIRONMENT = ROOT / "build" / "oscar"
SCRIPT = Path(__file__).parent / "oscar" / "price.py"

CATEGORIES, PRODUCTS_OF_EACH = 20, 3
CARTS, LINES = 25, 12
TIMES_FASTER = 100
Document = dict[str, Any]


def run() -> Iterator[Result]:
    """The median of ours, and how many of it Oscar's is."""
    shop = _shop()
    theirs = _by_oscar(shop)
    snapshot = _snapshot(shop)
    price_of = {one["sku"]: one for one in shop["products"]}
    questions = [_question(cart, price_of) for cart in shop["carts"]]
    _priced(snapshot, questions[0])
    ours = [_priced(snapshot, asked) for asked in questions]
    totals = [total for total, _ in ours]
    assert totals == theirs["totals"], [(n, *both) for n, both in enumerate(zip(totals, theirs["totals"], strict=True))]
    full = [asked.basket.subtotal_minor for asked in questions]
    assert all(total < whole for total, whole in zip(totals, full, strict=True)), "a cart has no discount to compare"
    mine, oscar = (statistics.median(each) for each in ([took for _, took in ours], theirs["seconds"]))
    yield Result(f"quote: {LINES} lines, {len(shop['offers'])} exclusive promotions, median", 1000 * mine, "ms")
    yield Result(
        f"… so many times as fast as django-oscar with SQLite ({1000 * oscar:,.0f} ms), to the same totals",
        oscar / mine, "×", least=TIMES_FASTER,
    )  # fmt: skip


def _shop() -> Document:
    """What both are told: prices in whole dollars, offers with the higher priority first, carts of few categories."""
    categories = [f"c{n}" for n in range(CATEGORIES)]
    products = [
        {"sku": f"sku-{n}-{k}", "category": f"c{n}", "price": str(5 + (n * 7 + k * 11) % 40)}
        for n in range(CATEGORIES)
        for k in range(PRODUCTS_OF_EACH)
    ]
    offers = [offer for n in range(CATEGORIES) for offer in _offers(n)]
    carts = [_cart(n) for n in range(CARTS)]
    return {"categories": categories, "products": products, "offers": offers, "carts": carts}


def _offers(n: int) -> list[Document]:
    """The two of a category."""
    least = str(40 + n % 30)
    first, second = (
        (("Value", least, "Percentage", "10"), ("Count", "2", "Absolute", "5")),
        (("Count", "4", "Absolute", "7"), ("Value", "20", "Percentage", "5")),
        (("Value", least, "Percentage", "15"), ("Count", "3", "Multibuy", None)),
    )[n % 3]
    return [
        {
            "name": f"{'first' if priority else 'second'} of c{n}",
            "category": f"c{n}",
            "priority": priority,
            "condition": {"type": asked, "value": value},
            "benefit": {"type": gives, "value": amount},
        }
        for priority, (asked, value, gives, amount) in ((10, first), (0, second))
    ]


def _cart(n: int) -> list[Document]:
    """Twelve different products of six categories."""
    return [
        {"sku": f"sku-{(n * 5 + line // 2 * 7) % CATEGORIES}-{(n + line) % PRODUCTS_OF_EACH}", "quantity": 1 + (n + line) % 3}
        for line in range(LINES)
    ]  # fmt: skip


# Theirs


def _by_oscar(shop: Document) -> Any:
    """Totals and seconds of each cart, by a process of its own."""
    python = _environment()
    with tempfile.TemporaryDirectory(prefix="regulars-oscar-") as folder:
        told = Path(folder) / "shop.json"
        told.write_text(json.dumps(shop), encoding="utf-8")
        outside = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        done = subprocess.run(
            [python, "-W", "ignore", SCRIPT, told, folder], check=True, stdout=subprocess.PIPE, env=outside
        )
    return json.loads(done.stdout)


def _environment() -> Path:
    """The Python of an environment with what is required, made when there is none or something else is required."""
    python, made_of = ENVIRONMENT / "bin" / "python", ENVIRONMENT / REQUIRED.name
    if made_of.exists() and made_of.read_bytes() == REQUIRED.read_bytes():
        return python
    print(f"installing django-oscar into {ENVIRONMENT.relative_to(ROOT)} …", file=sys.stderr)
    venv.create(ENVIRONMENT, clear=True, with_pip=True)
    pip = [python, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    subprocess.run([*pip, "--require-hashes", "-r", REQUIRED], check=True)
    shutil.copyfile(REQUIRED, made_of)
    return python


# Ours


def _snapshot(shop: Document) -> Snapshot:
    """The same offers as promotions that others pass over the lines of."""
    compiler, ready = Compiler({}), []
    for n, offer in enumerate(shop["offers"]):
        in_category: Document = {"value": "product.categories", "op": "has_any", "to": [offer["category"]]}
        summed = {"Value": "line.row_total", "Count": "line.quantity"}[offer["condition"]["type"]]
        enough = {"value": {"sum": summed, "where": in_category}, "op": ">=", "to": offer["condition"]["value"]}
        condition, of_lines = check(enough, Scope(VOCABULARY, "cart")), check(in_category, Scope(VOCABULARY, "line"))
        benefit = kinds.read(Benefit, _benefit(**offer["benefit"]))
        promotion = Promotion(
            n + 1, 1, offer["name"], benefit, benefit.applying(USD), 1, offer["priority"], compiler.asked(condition),
            compiler.lines(of_lines), stop="line",
        )  # fmt: skip
        ready.append(Ready(promotion, (*needed(condition, {}), *needed_of_lines(of_lines))))
    return Snapshot(ready, POLICY)


def _benefit(type: str, value: str | None) -> Document:
    match type:
        case "Percentage":
            return {"kind": "percent", "percent": value}
        case "Absolute":
            return {"kind": "fixed_on_cart", "amount": {"USD": 100 * int(value or 0)}}
        case other:
            assert other == "Multibuy", other
            return {"kind": "buy_get", "buy": 2, "get": 1, "at_most_times": 1}


def _question(cart: list[Document], products: dict[str, Document]) -> Question:
    lines, rows = [], []
    for n, told in enumerate(cart):
        product = products[told["sku"]]
        price, pieces = 100 * int(product["price"]), told["quantity"]
        lines.append(Line(f"{n:02}", told["sku"], price * pieces, pieces * ONE_PIECE))
        known = {"sku": told["sku"], "categories": frozenset({product["category"]})}
        rows.append(
            {
                "line_id": f"{n:02}", "sku": told["sku"], "quantity": Decimal(pieces), "price": price * 100,
                "row_total": price * pieces, "_product": known,
            }
        )  # fmt: skip
    basket = Basket(lines, USD)
    values = {"subtotal": basket.subtotal_minor, "quantity": sum((row["quantity"] for row in rows), Decimal(0))}
    return Question(basket, Seen(NOW, CALENDAR, {"cart": values, "customer": {}}, rows, frozenset()), {}, {})


def _priced(snapshot: Snapshot, asked: Question) -> tuple[int, float]:
    """The total in minor units, and the seconds it took."""
    started = time.perf_counter()
    found: Priced = priced(snapshot, asked)
    total = receipt(found).total_minor
    return total, time.perf_counter() - started
