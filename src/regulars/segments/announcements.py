"""What is announced of segments: who entered and who left, and groups that changed."""

from __future__ import annotations

from regulars.kinds.announcements import Announcement, declare

_CUSTOMER = {"id": "1204", "external_id": "c-77", "email": "jan@example.com"}
_SEGMENT = {"id": "vip", "name": "VIP"}

ENTERED = declare(
    Announcement(
        type="segment.entered",
        group="Segments",
        description="A customer entered a segment. `cause` says by what: entries of the shop, time, or a definition that "
        "was changed.",
        example={"segment": _SEGMENT, "customer": _CUSTOMER, "at": "2026-03-01T12:00:00Z", "cause": "entries"},
    )
)
LEFT = declare(
    Announcement(
        type="segment.left",
        group="Segments",
        description="A customer left a segment, told like an entry.",
        example={"segment": _SEGMENT, "customer": _CUSTOMER, "at": "2026-03-01T12:00:00Z", "cause": "time"},
    )
)
GROUP_CHANGED = declare(
    Announcement(
        type="customer.group_changed",
        group="Customers",
        description="A customer's group changed. `by_segment` is the id of the segment that claims the new one, null when "
        "it is what the shop had sent.",
        example={"customer": _CUSTOMER, "group": "wholesale", "previous_group": "general", "by_segment": "vip"},
    )
)
