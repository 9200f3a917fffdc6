"""Products as conditions read them, remembered for a few seconds so that a cart is answered from memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

from regulars.facts.documents import Asked, load_products
from regulars.rules.fold import fold
from regulars.rules.subject import Row

FRESH = timedelta(seconds=10)
MOST = 200_000


class Catalogue:
    """What is known of products, by folded SKU; None of those that the catalogue doesn't know."""

    def __init__(self, facts: Asked, clock: Callable[[], datetime]) -> None:
        self._facts = facts
        self._clock = clock
        self._known: dict[str, tuple[datetime, Row | None]] = {}

    def products(self, skus: Iterable[str | None]) -> Mapping[str, Row | None]:
        """The products of these SKUs, a few seconds old at most."""
        now = self._clock()
        wanted = {fold(sku) for sku in skus if sku}
        missing = {sku for sku in wanted if sku not in self._known or now - self._known[sku][0] > FRESH}
        if missing:
            found = load_products(self._facts, missing)
            if len(self._known) + len(missing) > MOST:
                self._known.clear()
                missing = wanted
                found = load_products(self._facts, missing)
            self._known |= {sku: (now, found.get(sku)) for sku in missing}
        return {sku: self._known[sku][1] for sku in wanted}
