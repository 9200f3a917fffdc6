"""Routes of the API: segments."""
# Written by `make client` from the server's description of its API; change it there.

from __future__ import annotations

from typing import Literal, cast
from urllib.parse import quote

from regulars_client._transport import Transport
from regulars_client.models import (
    ChangedOut,
    ComingOut,
    DayOut,
    DeedOut,
    DifferenceOut,
    ExplainIn,
    ExplanationOut,
    ListIn,
    ListOut,
    OverlapOut,
    PageCustomerBrief,
    PageDeedOut,
    PageMemberOut,
    PagePinOut,
    PageSegmentOut,
    PinIn,
    PreviewIn,
    PreviewOut,
    RestoreIn,
    SegmentIn,
    SegmentOut,
    SegmentPatch,
    SegmentSalesOut,
    TemplateOut,
    UseOut,
    WaitingPage,
    WhyOut,
)


class SegmentsRoutes:
    _transport: Transport

    def preview_segment(self, body: PreviewIn) -> PreviewOut:
        """Count whom a condition finds, what each part lets through, and who had no value. Nothing is stored.

        The sample is empty for who may not read customers.
        """
        return cast("PreviewOut", self._transport.request("POST", "/v1/segments/preview", json=body))

    def preview_segment_change(self, id: str, body: PreviewIn) -> DifferenceOut:
        """Who would come into a segment and who would leave it, were it changed so, now, and about how many of them nothing
        would be done before their cool-down is over. Nothing is stored.

        The samples are empty for who may not read customers.
        """
        return cast(
            "DifferenceOut",
            self._transport.request("POST", f"/v1/segments/{quote(str(id), safe='')}/difference", json=body),
        )

    def explain_segment(self, id: str, customer: str) -> WhyOut:
        """Why a customer is in a segment, or not: each condition with the value found and the rows that counted."""
        return cast(
            "WhyOut",
            self._transport.request(
                "GET", f"/v1/segments/{quote(str(id), safe='')}/explain/{quote(str(customer), safe='')}"
            ),
        )

    def explain_condition(self, body: ExplainIn) -> ExplanationOut:
        """Why a condition holds for a customer, or not; nothing is stored."""
        return cast("ExplanationOut", self._transport.request("POST", "/v1/conditions/explain", json=body))

    def compare_segments(self, *, ids: list[str] | None = None) -> OverlapOut:
        """How many members segments have in common, which are nearly equal, and which lie in another."""
        return cast("OverlapOut", self._transport.request("GET", "/v1/segments/overlap", params={"ids": ids}))

    def list_segment_templates(self) -> list[TemplateOut]:
        """Conditions to begin with; those whose fields this shop doesn't have are left out."""
        return cast("list[TemplateOut]", self._transport.request("GET", "/v1/segments/templates"))

    def list_segments(
        self,
        *,
        search: str | None = None,
        state: Literal["active", "computing", "broken", "archived"] | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> PageSegmentOut:
        """Segments by name; archived ones only when asked for by state."""
        return cast(
            "PageSegmentOut",
            self._transport.request(
                "GET", "/v1/segments", params={"search": search, "state": state, "cursor": cursor, "limit": limit}
            ),
        )

    def create_segment(self, body: SegmentIn, *, idempotency_key: str | None = None) -> SegmentOut:
        """Make a segment; it is computed at once, and its state is `computing` until then."""
        return cast(
            "SegmentOut", self._transport.request("POST", "/v1/segments", json=body, key=idempotency_key, keyed=True)
        )

    def get_segment(self, id: str) -> SegmentOut:
        """One segment."""
        return cast("SegmentOut", self._transport.request("GET", f"/v1/segments/{quote(str(id), safe='')}"))

    def change_segment(self, id: str, body: SegmentPatch, *, idempotency_key: str | None = None) -> SegmentOut:
        """Change a segment; with another condition it is computed anew, and keeps its members until then."""
        return cast(
            "SegmentOut",
            self._transport.request(
                "PATCH", f"/v1/segments/{quote(str(id), safe='')}", json=body, key=idempotency_key, keyed=True
            ),
        )

    def refresh_segment(self, id: str, *, idempotency_key: str | None = None) -> SegmentOut:
        """Have a segment with a schedule, or one refreshed by hand, computed anew; it is `refreshing` until that is done."""
        return cast(
            "SegmentOut",
            self._transport.request(
                "POST", f"/v1/segments/{quote(str(id), safe='')}/refresh", key=idempotency_key, keyed=True
            ),
        )

    def archive_segment(self, id: str, *, idempotency_key: str | None = None) -> SegmentOut:
        """Stop keeping a segment; refused while other segments or earning rules name it."""
        return cast(
            "SegmentOut",
            self._transport.request(
                "POST", f"/v1/segments/{quote(str(id), safe='')}/archive", key=idempotency_key, keyed=True
            ),
        )

    def restore_segment(self, id: str, body: RestoreIn | None, *, idempotency_key: str | None = None) -> SegmentOut:
        """Keep an archived segment again; it is computed anew, with its history. Refused when what it names is gone or archived,
        and when another has taken its name (`name_taken`): give it another then.
        """
        return cast(
            "SegmentOut",
            self._transport.request(
                "POST", f"/v1/segments/{quote(str(id), safe='')}/restore", json=body, key=idempotency_key, keyed=True
            ),
        )

    def list_segment_members(
        self,
        id: str,
        *,
        at: str | None = None,
        search: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> PageMemberOut:
        """Who is in a segment or was at an instant, by id; only whose name, e-mail or id contains each word of `search`.

        All else that is told of them is as of now. Of an instant before the segment was made its condition is asked. One that is
        broken tells its last members; where it has none, it is refused with what broke (`segment.broken`).
        """
        return cast(
            "PageMemberOut",
            self._transport.request(
                "GET",
                f"/v1/segments/{quote(str(id), safe='')}/members",
                params={"at": at, "search": search, "cursor": cursor, "limit": limit},
            ),
        )

    def export_segment_members(
        self, id: str, *, format: Literal["csv", "jsonl", "parquet"] | None = None, at: str | None = None
    ) -> bytes:
        """Who is in a segment or was at an instant, as a file: one row each with who they are and since when they are in.

        Texts in CSV that a spreadsheet would calculate have an apostrophe before them.
        """
        return cast(
            "bytes",
            self._transport.request(
                "GET",
                f"/v1/segments/{quote(str(id), safe='')}/members/export",
                params={"format": format, "at": at},
                raw=True,
            ),
        )

    def get_segment_history(self, id: str, *, days: int | None = None) -> list[DayOut]:
        """The size of a segment at the end of each of its last local days, and how many came and went."""
        return cast(
            "list[DayOut]",
            self._transport.request("GET", f"/v1/segments/{quote(str(id), safe='')}/history", params={"days": days}),
        )

    def get_segment_coming(self, id: str, *, days: int | None = None) -> ComingOut:
        """How many will leave a segment and enter it on each of the next local days, if nothing happens but time."""
        return cast(
            "ComingOut",
            self._transport.request("GET", f"/v1/segments/{quote(str(id), safe='')}/coming", params={"days": days}),
        )

    def list_segment_uses(self, id: str) -> list[UseOut]:
        """What names a segment and so follows it: other segments first. As long as there is any, it can't be archived."""
        return cast("list[UseOut]", self._transport.request("GET", f"/v1/segments/{quote(str(id), safe='')}/uses"))

    def list_segment_pins(self, id: str, *, cursor: str | None = None, limit: int | None = None) -> PagePinOut:
        """Who is pinned into a segment or out of it, by id."""
        return cast(
            "PagePinOut",
            self._transport.request(
                "GET", f"/v1/segments/{quote(str(id), safe='')}/pins", params={"cursor": cursor, "limit": limit}
            ),
        )

    def pin_customers(self, id: str, body: ListIn, *, idempotency_key: str | None = None) -> ListOut:
        """Pin those whom a list names; whoever is not found is told and changes nothing for the others."""
        return cast(
            "ListOut",
            self._transport.request(
                "POST", f"/v1/segments/{quote(str(id), safe='')}/pins", json=body, key=idempotency_key, keyed=True
            ),
        )

    def pin_customer(self, id: str, customer: str, body: PinIn, *, idempotency_key: str | None = None) -> ChangedOut:
        """Pin a customer into a segment or out of it; the membership follows at once."""
        return cast(
            "ChangedOut",
            self._transport.request(
                "PUT",
                f"/v1/segments/{quote(str(id), safe='')}/pins/{quote(str(customer), safe='')}",
                json=body,
                key=idempotency_key,
                keyed=True,
            ),
        )

    def unpin_customer(self, id: str, customer: str, *, idempotency_key: str | None = None) -> ChangedOut:
        """Let a customer's membership follow the condition again."""
        return cast(
            "ChangedOut",
            self._transport.request(
                "DELETE",
                f"/v1/segments/{quote(str(id), safe='')}/pins/{quote(str(customer), safe='')}",
                key=idempotency_key,
                keyed=True,
            ),
        )

    def upload_pins(
        self, id: str, file: bytes, *, pinned: Literal["in", "out"], idempotency_key: str | None = None
    ) -> ListOut:
        """Pin those whom a CSV names in its column external_id, or email where a row has no id, or else in its first.

        What stands under external_id or email is that; elsewhere it may be any name.
        """
        return cast(
            "ListOut",
            self._transport.request(
                "POST",
                f"/v1/segments/{quote(str(id), safe='')}/pins/upload",
                params={"pinned": pinned},
                content=file,
                content_type="text/csv",
                key=idempotency_key,
                keyed=True,
            ),
        )

    def list_segment_deeds(self, id: str, *, cursor: str | None = None, limit: int | None = None) -> PageDeedOut:
        """What a segment did about those who entered and left, the latest first."""
        return cast(
            "PageDeedOut",
            self._transport.request(
                "GET", f"/v1/segments/{quote(str(id), safe='')}/deeds", params={"cursor": cursor, "limit": limit}
            ),
        )

    def list_deed_customers(
        self, id: str, deed: str, *, cursor: str | None = None, limit: int | None = None
    ) -> PageCustomerBrief:
        """To whom something was done, by id."""
        return cast(
            "PageCustomerBrief",
            self._transport.request(
                "GET",
                f"/v1/segments/{quote(str(id), safe='')}/deeds/{quote(str(deed), safe='')}/customers",
                params={"cursor": cursor, "limit": limit},
            ),
        )

    def undo_segment_deed(self, id: str, deed: str, *, idempotency_key: str | None = None) -> DeedOut:
        """Take back what was done: tags given or taken, and a group given, until they leave and come again.

        A tag that the shop itself has given stays.
        """
        return cast(
            "DeedOut",
            self._transport.request(
                "POST",
                f"/v1/segments/{quote(str(id), safe='')}/deeds/{quote(str(deed), safe='')}/undo",
                key=idempotency_key,
                keyed=True,
            ),
        )

    def approve_segment_jump(self, id: str, *, idempotency_key: str | None = None) -> None:
        """Give the word for a jump in size that waits; what the segment does is done then for all who came and went."""
        self._transport.request(
            "POST", f"/v1/segments/{quote(str(id), safe='')}/approve", key=idempotency_key, keyed=True
        )

    def reject_segment_jump(self, id: str, *, idempotency_key: str | None = None) -> None:
        """Do nothing about a jump in size that waits, now or later: who came and went by it never acts. They are members as the
        condition says; who went is no longer in the group that the segment gives.
        """
        self._transport.request(
            "POST", f"/v1/segments/{quote(str(id), safe='')}/reject", key=idempotency_key, keyed=True
        )

    def list_segment_waiting(
        self,
        id: str,
        *,
        kind: Literal["entered", "left"] | None = None,
        awaits: Literal["approval", "cool_down"] | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> WaitingPage:
        """Who came in and went out without anything being done about them yet, by id: a jump waits for approval, or a cool-down
        goes on.
        """
        return cast(
            "WaitingPage",
            self._transport.request(
                "GET",
                f"/v1/segments/{quote(str(id), safe='')}/waiting",
                params={"kind": kind, "awaits": awaits, "cursor": cursor, "limit": limit},
            ),
        )

    def get_segment_sales(self, id: str, *, from_: str | None = None, to: str | None = None) -> SegmentSalesOut:
        """What today's members of a segment bought: completed orders by when they were completed, refunds by theirs.

        The last 30 days unless told otherwise.
        """
        return cast(
            "SegmentSalesOut",
            self._transport.request(
                "GET", f"/v1/segments/{quote(str(id), safe='')}/sales", params={"from": from_, "to": to}
            ),
        )
