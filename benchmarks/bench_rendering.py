"""Mails written by a template: subject, HTML and text for customers who differ, in one process and without sending them.

The mail loops over five products with picture, name and price, greets by name and
can be left. The template is compiled once, which is measured apart: that is what
one waits for while one writes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from regulars.messaging import starters
from regulars.messaging.model.variables import examples
from regulars.messaging.rendering.checking import check
from regulars.messaging.rendering.compiling import Ready, ready
from regulars.messaging.rendering.writing import write

from . import shop
from .measure import Result, median

MAILS = 2_000
PRODUCTS = 5


def run(_: shop.Size = shop.FULL) -> Iterator[Result]:
    """How many mails are written a second, and how long a template is checked and compiled for."""
    way, people = _way(), [_customer(n) for n in range(MAILS)]
    assert write(way, people[1]).text.count("Product") == PRODUCTS

    def write_all() -> None:
        for values in people:
            write(way, values)

    claim = f"mails written a second, a loop over {PRODUCTS} products and a text part"
    yield Result(claim, MAILS / median(write_all), "mails/s", least=1_500)
    saying = _wishes()
    seconds = median(lambda: check(saying, shop_language="en"))
    yield Result("a template in three languages, checked and compiled", 1000 * seconds, "ms", most=100)


def _wishes() -> Any:
    starter = starters.find("recommended")
    assert starter is not None
    return starter.saying


def _way() -> Ready:
    """The starter about wishes, with one product more."""
    saying = _wishes()
    content = saying.languages["en"]
    more = content.model_copy(update={"body": content.body.replace('limit="4"', f'limit="{PRODUCTS}"')})
    found, _ = check(saying.model_copy(update={"languages": {"en": more}}), shop_language="en")
    assert found.version is not None
    return ready(found.version.languages["en"], "en")


def _customer(n: int) -> dict[str, Any]:
    """The values of one of many, each with a name and products of their own."""
    values = examples(products=PRODUCTS)
    values["customer"]["first_name"] = f"Anna {n}"
    for place, product in enumerate(values["wishlist"]["recommended"]):
        product |= {"name": f"Product {n} of {place}", "url": f"https://shop.example/{n}/{place}"}
    return values
