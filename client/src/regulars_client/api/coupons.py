"""Routes of the API: coupons."""
# Written by `make client` from the server's description of its API; change it there.

from __future__ import annotations

from typing import cast
from urllib.parse import quote

from regulars_client._transport import Transport
from regulars_client.models import BatchIn, BatchOut, CodesOut, CouponOut, FormatIn, FormatOut, PageCouponOut


class CouponsRoutes:
    _transport: Transport

    def weigh_coupon_format(self, body: FormatIn) -> FormatOut:
        """How hard codes of a form are to guess, before any is made. Nothing is done."""
        return cast("FormatOut", self._transport.request("POST", "/v1/coupon-formats", json=body))

    def read_coupons(self, file: bytes) -> CodesOut:
        """The codes that a CSV names, by its column code, else its first; what is exported here can be read. Nothing is done."""
        return cast(
            "CodesOut",
            self._transport.request("POST", "/v1/coupon-batches/codes", content=file, content_type="text/csv"),
        )

    def list_coupon_batches(self, id: str) -> list[BatchOut]:
        """The batches of a promotion, the latest first."""
        return cast(
            "list[BatchOut]", self._transport.request("GET", f"/v1/promotions/{quote(str(id), safe='')}/coupon-batches")
        )

    def create_coupon_batch(self, id: str, body: BatchIn, *, idempotency_key: str | None = None) -> BatchOut:
        """Make codes for a promotion, or bring in codes that were made elsewhere: all of them or none."""
        return cast(
            "BatchOut",
            self._transport.request(
                "POST",
                f"/v1/promotions/{quote(str(id), safe='')}/coupon-batches",
                json=body,
                key=idempotency_key,
                keyed=True,
            ),
        )

    def list_coupons(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        promotion: str | None = None,
        batch: str | None = None,
        customer: str | None = None,
        search: str | None = None,
    ) -> PageCouponOut:
        """Coupons, the latest first."""
        return cast(
            "PageCouponOut",
            self._transport.request(
                "GET",
                "/v1/coupons",
                params={
                    "limit": limit,
                    "cursor": cursor,
                    "promotion": promotion,
                    "batch": batch,
                    "customer": customer,
                    "search": search,
                },
            ),
        )

    def export_coupons(self, id: str) -> bytes:
        """The codes of a batch as a CSV file."""
        return cast(
            "bytes", self._transport.request("GET", f"/v1/coupon-batches/{quote(str(id), safe='')}/codes.csv", raw=True)
        )

    def withdraw_coupon(self, id: str, *, idempotency_key: str | None = None) -> CouponOut:
        """Take a code back: it can't be used any more. What it was used for stays; one of which nothing is left is refused."""
        return cast(
            "CouponOut",
            self._transport.request(
                "POST", f"/v1/coupons/{quote(str(id), safe='')}/withdraw", key=idempotency_key, keyed=True
            ),
        )
