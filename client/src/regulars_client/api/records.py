"""Routes of the API: records."""
# Written by `make client` from the server's description of its API; change it there.

from __future__ import annotations

from typing import Literal, cast
from urllib.parse import quote

from regulars_client._transport import Transport
from regulars_client.models import (
    BodyCreateImport,
    BodyLookAtImport,
    Delivery,
    DeliveryOut,
    FileSight,
    ImportOut,
    JobOut,
    PageImportOut,
    PageJobOut,
    PageRejectOut,
)


class RecordsRoutes:
    _transport: Transport

    def send_customer(self, body: Delivery, *, idempotency_key: str | None = None) -> DeliveryOut:
        """Up to 1,000 documents, each answered. A registered customer."""
        return cast(
            "DeliveryOut",
            self._transport.request("POST", "/v1/records/customer", json=body, key=idempotency_key, keyed=True),
        )

    def send_category(self, body: Delivery, *, idempotency_key: str | None = None) -> DeliveryOut:
        """Up to 1,000 documents, each answered. A category of the catalogue; a tree by `parent`."""
        return cast(
            "DeliveryOut",
            self._transport.request("POST", "/v1/records/category", json=body, key=idempotency_key, keyed=True),
        )

    def send_customer_list(self, body: Delivery, *, idempotency_key: str | None = None) -> DeliveryOut:
        """Up to 1,000 documents, each answered. A list that customers can be on, such as those who wait for a sale; who is on it, their own records say in `lists`."""
        return cast(
            "DeliveryOut",
            self._transport.request("POST", "/v1/records/list", json=body, key=idempotency_key, keyed=True),
        )

    def send_product(self, body: Delivery, *, idempotency_key: str | None = None) -> DeliveryOut:
        """Up to 1,000 documents, each answered. A product of the catalogue; its `external_id` is its SKU."""
        return cast(
            "DeliveryOut",
            self._transport.request("POST", "/v1/records/product", json=body, key=idempotency_key, keyed=True),
        )

    def send_order(self, body: Delivery, *, idempotency_key: str | None = None) -> DeliveryOut:
        """Up to 1,000 documents, each answered. An order with its lines; send it again whenever its status or amounts change."""
        return cast(
            "DeliveryOut",
            self._transport.request("POST", "/v1/records/order", json=body, key=idempotency_key, keyed=True),
        )

    def send_refund(self, body: Delivery, *, idempotency_key: str | None = None) -> DeliveryOut:
        """Up to 1,000 documents, each answered. Money given back for an order, in the order's currency."""
        return cast(
            "DeliveryOut",
            self._transport.request("POST", "/v1/records/refund", json=body, key=idempotency_key, keyed=True),
        )

    def send_cart(self, body: Delivery, *, idempotency_key: str | None = None) -> DeliveryOut:
        """Up to 1,000 documents, each answered. A cart as it stands at the shop."""
        return cast(
            "DeliveryOut",
            self._transport.request("POST", "/v1/records/cart", json=body, key=idempotency_key, keyed=True),
        )

    def send_wishlist_item(self, body: Delivery, *, idempotency_key: str | None = None) -> DeliveryOut:
        """Up to 1,000 documents, each answered. A product that a customer wishes for."""
        return cast(
            "DeliveryOut",
            self._transport.request("POST", "/v1/records/wishlist_item", json=body, key=idempotency_key, keyed=True),
        )

    def send_product_view(self, body: Delivery, *, idempotency_key: str | None = None) -> DeliveryOut:
        """Up to 1,000 documents, each answered. A product that a customer looked at."""
        return cast(
            "DeliveryOut",
            self._transport.request("POST", "/v1/records/product_view", json=body, key=idempotency_key, keyed=True),
        )

    def send_review(self, body: Delivery, *, idempotency_key: str | None = None) -> DeliveryOut:
        """Up to 1,000 documents, each answered. A review of a product."""
        return cast(
            "DeliveryOut",
            self._transport.request("POST", "/v1/records/review", json=body, key=idempotency_key, keyed=True),
        )

    def send_subscription(self, body: Delivery, *, idempotency_key: str | None = None) -> DeliveryOut:
        """Up to 1,000 documents, each answered. A customer's subscription to a newsletter or the like."""
        return cast(
            "DeliveryOut",
            self._transport.request("POST", "/v1/records/subscription", json=body, key=idempotency_key, keyed=True),
        )

    def send_login(self, body: Delivery, *, idempotency_key: str | None = None) -> DeliveryOut:
        """Up to 1,000 documents, each answered. A customer logged in."""
        return cast(
            "DeliveryOut",
            self._transport.request("POST", "/v1/records/login", json=body, key=idempotency_key, keyed=True),
        )

    def send_events(self, body: Delivery, *, idempotency_key: str | None = None) -> DeliveryOut:
        """Send events by name with properties.

        A storefront may with its publishable key, of what happens just now: an `occurred_at` more than 10 minutes from the
        time of receipt is refused, and when it is left out the time of receipt holds.
        """
        return cast(
            "DeliveryOut", self._transport.request("POST", "/v1/events", json=body, key=idempotency_key, keyed=True)
        )

    def look_at_import(self, body: BodyLookAtImport) -> FileSight:
        """Look at the beginning of a CSV and propose which column is which field. Nothing is kept and nothing is taken."""
        return cast("FileSight", self._transport.request("POST", "/v1/imports/columns", form=body))

    def create_import(self, body: BodyCreateImport, *, idempotency_key: str | None = None) -> JobOut:
        """Import a file. The same file sent again is done at once: nothing is taken twice."""
        return cast(
            "JobOut", self._transport.request("POST", "/v1/imports", form=body, key=idempotency_key, keyed=True)
        )

    def list_imports(self, *, limit: int | None = None, cursor: str | None = None) -> PageImportOut:
        """Imports, the latest first."""
        return cast(
            "PageImportOut", self._transport.request("GET", "/v1/imports", params={"limit": limit, "cursor": cursor})
        )

    def get_import(self, id: str) -> ImportOut:
        """How an import stands."""
        return cast("ImportOut", self._transport.request("GET", f"/v1/imports/{quote(str(id), safe='')}"))

    def list_import_rejects(self, id: str, *, limit: int | None = None, cursor: str | None = None) -> PageRejectOut:
        """What was refused of an import, in the order of the file."""
        return cast(
            "PageRejectOut",
            self._transport.request(
                "GET", f"/v1/imports/{quote(str(id), safe='')}/rejects", params={"limit": limit, "cursor": cursor}
            ),
        )

    def list_import_remarks(self, id: str, *, limit: int | None = None, cursor: str | None = None) -> PageRejectOut:
        """What is to be known of rows that an import took all the same, in the order of the file."""
        return cast(
            "PageRejectOut",
            self._transport.request(
                "GET", f"/v1/imports/{quote(str(id), safe='')}/remarks", params={"limit": limit, "cursor": cursor}
            ),
        )

    def export_import_rejects(self, id: str) -> bytes:
        """The rows that were refused, as they came, each with its line, the column and the value that is wrong, and why, behind
        it. Mended and sent again it is read by the same mapping. All rows of a record that is refused are there. Rows are kept
        for 30 days; later, what was wrong in them is told without them.

        Of rows it is a CSV, in which texts that a spreadsheet would calculate have an apostrophe before them, which importing
        takes away. Of JSON lines it is JSON lines, each under a line `{"refused": {"line", "field", "value", "reason"}}` for each
        of its faults; importing passes these over.
        """
        return cast(
            "bytes", self._transport.request("GET", f"/v1/imports/{quote(str(id), safe='')}/rejects/export", raw=True)
        )

    def list_jobs(
        self,
        *,
        state: Literal["waiting", "running", "done", "failed", "cancelled"] | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> PageJobOut:
        """Long work, the latest first."""
        return cast(
            "PageJobOut",
            self._transport.request("GET", "/v1/jobs", params={"state": state, "limit": limit, "cursor": cursor}),
        )

    def get_job(self, id: str) -> JobOut:
        """One piece of long work."""
        return cast("JobOut", self._transport.request("GET", f"/v1/jobs/{quote(str(id), safe='')}"))
