"""Routes of the API: quotes."""
# Written by `make client` from the server's description of its API; change it there.

from __future__ import annotations

from typing import cast
from urllib.parse import quote

from regulars_client._transport import Transport
from regulars_client.models import CheckoutIn, CheckoutOut, ConfirmIn, QuoteIn, QuoteOut


class QuotesRoutes:
    _transport: Transport

    def ask_quote(self, body: QuoteIn) -> QuoteOut:
        """What a cart comes to: discounts by line and piece, totals, points, and why. Nothing is done."""
        return cast("QuoteOut", self._transport.request("POST", "/v1/quotes", json=body))

    def reserve_checkout(self, body: CheckoutIn, *, idempotency_key: str | None = None) -> CheckoutOut:
        """Hold what a cart uses while its customer pays: uses of promotions and coupons, budgets, points.

        Ask with an `Idempotency-Key`: the same call again is told the same.
        """
        return cast(
            "CheckoutOut", self._transport.request("POST", "/v1/checkouts", json=body, key=idempotency_key, keyed=True)
        )

    def get_checkout(self, id: str) -> CheckoutOut:
        """How a checkout stands."""
        return cast("CheckoutOut", self._transport.request("GET", f"/v1/checkouts/{quote(str(id), safe='')}"))

    def confirm_checkout(self, id: str, body: ConfirmIn, *, idempotency_key: str | None = None) -> CheckoutOut:
        """The order was placed: what was held is used. Confirmed again with the same order it stays as it is."""
        return cast(
            "CheckoutOut",
            self._transport.request(
                "POST", f"/v1/checkouts/{quote(str(id), safe='')}/confirm", json=body, key=idempotency_key, keyed=True
            ),
        )

    def release_checkout(self, id: str, *, idempotency_key: str | None = None) -> CheckoutOut:
        """The customer won't buy: what was held is free again."""
        return cast(
            "CheckoutOut",
            self._transport.request(
                "POST", f"/v1/checkouts/{quote(str(id), safe='')}/release", key=idempotency_key, keyed=True
            ),
        )
