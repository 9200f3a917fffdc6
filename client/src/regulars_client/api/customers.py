"""Routes of the API: customers."""
# Written by `make client` from the server's description of its API; change it there.

from __future__ import annotations

from typing import Literal, cast
from urllib.parse import quote

from regulars_client._transport import Transport
from regulars_client.models import (
    CustomerOut,
    Erased,
    NoteChange,
    NoteIn,
    NoteOut,
    OpenCarts,
    PageCustomerBrief,
    PageCustomerConversionOut,
    PageFoundOrder,
    PageHappeningOut,
    PageNoteOut,
    PageOrderOut,
)


class CustomersRoutes:
    _transport: Transport

    def list_customers(
        self,
        *,
        search: str | None = None,
        segment: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> PageCustomerBrief:
        """Customers, the latest known first; of those found, whose id or e-mail it is before all (the shop's own id first), then
        ids that begin so.
        """
        return cast(
            "PageCustomerBrief",
            self._transport.request(
                "GET", "/v1/customers", params={"search": search, "segment": segment, "limit": limit, "cursor": cursor}
            ),
        )

    def get_customer(self, id: str) -> CustomerOut:
        """Everything known of a customer."""
        return cast("CustomerOut", self._transport.request("GET", f"/v1/customers/{quote(str(id), safe='')}"))

    def erase_customer(self, id: str) -> Erased:
        """Erase what came in about a customer, for good. Points stay in the ledger under the bare id.

        If it was stopped in the middle, the same call goes on; when it is done there is no such customer.
        """
        return cast("Erased", self._transport.request("DELETE", f"/v1/customers/{quote(str(id), safe='')}"))

    def list_customer_orders(self, id: str, *, limit: int | None = None, cursor: str | None = None) -> PageOrderOut:
        """A customer's orders with their lines, the latest first."""
        return cast(
            "PageOrderOut",
            self._transport.request(
                "GET", f"/v1/customers/{quote(str(id), safe='')}/orders", params={"limit": limit, "cursor": cursor}
            ),
        )

    def list_orders(self, *, search: str, limit: int | None = None, cursor: str | None = None) -> PageFoundOrder:
        """Orders by the shop's ids, in any case and with or without a # before: whose id it is first, then the latest known."""
        return cast(
            "PageFoundOrder",
            self._transport.request("GET", "/v1/orders", params={"search": search, "limit": limit, "cursor": cursor}),
        )

    def list_customer_notes(self, id: str, *, limit: int | None = None, cursor: str | None = None) -> PageNoteOut:
        """What people wrote down about a customer, the latest first."""
        return cast(
            "PageNoteOut",
            self._transport.request(
                "GET", f"/v1/customers/{quote(str(id), safe='')}/notes", params={"limit": limit, "cursor": cursor}
            ),
        )

    def write_customer_note(self, id: str, body: NoteIn, *, idempotency_key: str | None = None) -> NoteOut:
        """Write something down about a customer. It is erased with them."""
        return cast(
            "NoteOut",
            self._transport.request(
                "POST", f"/v1/customers/{quote(str(id), safe='')}/notes", json=body, key=idempotency_key, keyed=True
            ),
        )

    def change_customer_note(
        self, id: str, note: str, body: NoteChange, *, idempotency_key: str | None = None
    ) -> NoteOut:
        """Say a note anew; who changed it last stands beside who wrote it."""
        return cast(
            "NoteOut",
            self._transport.request(
                "PATCH",
                f"/v1/customers/{quote(str(id), safe='')}/notes/{quote(str(note), safe='')}",
                json=body,
                key=idempotency_key,
                keyed=True,
            ),
        )

    def remove_customer_note(self, id: str, note: str, *, idempotency_key: str | None = None) -> None:
        """Remove a note for good."""
        self._transport.request(
            "DELETE",
            f"/v1/customers/{quote(str(id), safe='')}/notes/{quote(str(note), safe='')}",
            key=idempotency_key,
            keyed=True,
        )

    def list_customer_carts(self, id: str) -> OpenCarts:
        """The carts that a customer has open in the shop, with their lines, the latest changed first."""
        return cast("OpenCarts", self._transport.request("GET", f"/v1/customers/{quote(str(id), safe='')}/carts"))

    def list_customer_timeline(
        self,
        id: str,
        *,
        kind: list[
            Literal[
                "ordered",
                "order_status",
                "refunded",
                "registered",
                "wished",
                "viewed",
                "reviewed",
                "subscription",
                "logged_in",
                "event",
                "cart",
                "segment_entered",
                "segment_left",
                "points",
                "coupon_given",
                "coupon_withdrawn",
                "message",
                "campaign_entered",
                "campaign_ended",
                "note",
            ]
        ]
        | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> PageHappeningOut:
        """What a customer did up to now, and what came of it: orders, behaviour, segments, points, coupons, campaigns, mail, notes.

        Kinds that ask for a scope of their own (points, coupons, campaigns, mail, segments) are left out for who hasn't it.
        """
        return cast(
            "PageHappeningOut",
            self._transport.request(
                "GET",
                f"/v1/customers/{quote(str(id), safe='')}/timeline",
                params={"kind": kind, "limit": limit, "cursor": cursor},
            ),
        )

    def list_customer_conversions(
        self, id: str, *, limit: int | None = None, cursor: str | None = None
    ) -> PageCustomerConversionOut:
        """Which of a customer's orders messages brought about, the latest placed first: each counts for one message at most,
        by what its campaign, workflow or newsletter says counts.
        """
        return cast(
            "PageCustomerConversionOut",
            self._transport.request(
                "GET", f"/v1/customers/{quote(str(id), safe='')}/conversions", params={"limit": limit, "cursor": cursor}
            ),
        )
