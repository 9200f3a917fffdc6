"""Prices carts with django-oscar: run in a virtual environment that has it, as `python price.py SHOP.json FOLDER`.

Makes the shop that the file describes in SQLite in that folder, applies the
offers to each cart as Oscar does when a customer looks at their basket, and
prints each cart's total in minor units and the seconds that each took.
"""

from __future__ import annotations

import json
import sys
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.db import transaction
from oscar.defaults import *  # noqa: F403 - Oscar's own way to have its settings

import oscar

CENT = Decimal("0.01")
ONCE_A_CART = 1


def prepare(folder: Path) -> None:
    """Django with Oscar over an empty database."""
    named = {name: value for name, value in globals().items() if name.startswith("OSCAR_")}
    settings.configure(
        **named | {"OSCAR_DEFAULT_CURRENCY": "USD"},
        INSTALLED_APPS=oscar.INSTALLED_APPS,
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "oscar.sqlite")}},
        HAYSTACK_CONNECTIONS={"default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        SECRET_KEY="a benchmark's",
        SITE_ID=1,
        USE_TZ=True,
    )
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def make_shop(shop: dict[str, Any]) -> dict[str, Any]:
    """Categories with their products and offers; the products by SKU."""
    from oscar.core.loading import get_model
    from oscar.test.factories import create_product

    category_of, range_of = get_model("catalogue", "Category"), get_model("offer", "Range")
    products, ranges = {}, {}
    with transaction.atomic():
        for name in shop["categories"]:
            category = category_of.add_root(name=name)
            ranges[name] = range_of.objects.create(name=name)
            ranges[name].included_categories.add(category)
            for one in shop["products"]:
                if one["category"] == name:
                    product = create_product(
                        upc=one["sku"], title=one["sku"], price=Decimal(one["price"]), num_in_stock=10**6
                    )
                    product.categories.add(category)
                    products[one["sku"]] = product
        for offer in shop["offers"]:
            make_offer(offer, ranges[offer["category"]])
    return products


def make_offer(said: dict[str, Any], products: Any) -> None:
    """An exclusive offer on a category: given once, to carts that have enough of it."""
    from oscar.core.loading import get_model

    condition = get_model("offer", "Condition").objects.create(
        range=products, type=said["condition"]["type"], value=Decimal(said["condition"]["value"])
    )
    value = said["benefit"]["value"]
    benefit = get_model("offer", "Benefit").objects.create(
        range=products, type=said["benefit"]["type"], value=None if value is None else Decimal(value)
    )
    get_model("offer", "ConditionalOffer").objects.create(
        name=said["name"],
        condition=condition,
        benefit=benefit,
        priority=said["priority"],
        exclusive=True,
        max_basket_applications=ONCE_A_CART,
    )


def basket_of(cart: list[dict[str, Any]], products: dict[str, Any]) -> Any:
    """A basket with these products in it."""
    from oscar.core.loading import get_class, get_model

    basket = get_model("basket", "Basket").objects.create()
    basket.strategy = get_class("partner.strategy", "Default")()
    for line in cart:
        basket.add_product(products[line["sku"]], quantity=line["quantity"])
    return basket


def priced(basket: Any) -> tuple[int, float]:
    """The total in minor units, and the seconds it took to apply the offers."""
    from oscar.core.loading import get_class

    applicator = get_class("offer.applicator", "Applicator")()
    basket.all_lines()  # as at any page that shows the basket, its lines are read before
    started = time.perf_counter()
    basket.reset_offer_applications()
    applicator.apply(basket)
    total = basket.total_excl_tax
    took = time.perf_counter() - started
    return int((total / CENT).to_integral_exact()), took


def main() -> None:
    """Everything, once."""
    shop = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    prepare(Path(sys.argv[2]))
    products = make_shop(shop)
    with transaction.atomic():
        baskets = [basket_of(cart, products) for cart in shop["carts"]]
    priced(baskets[0])
    found = [priced(basket) for basket in baskets]
    json.dump({"totals": [total for total, _ in found], "seconds": [took for _, took in found]}, sys.stdout)


if __name__ == "__main__":
    main()
