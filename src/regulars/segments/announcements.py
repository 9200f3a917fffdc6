"""What is announced of segments: who entered and who left, and groups that changed."""

from __future__ import annotations

from regulars.kinds.announcements import Announcement, declare

_CUSTOMER = {"id": "1204", "external_id": "c-77", "email": "jan@example.com"}
_SEGMENT = {"id": "vip", "name": "VIP"}

ENTERED = declare(
    Announcement(
        type="segment.entered",
        group="Segments",
        description="A customer entered a segment. `at` is the instant at which it became true, which may be before it was known: a record that came late, or a time that passed while the worker was away. `cause` says by what: entries of the shop, time, or somebody's hand. Those "
        "who are in a segment from its beginning, or because its definition was changed, are not told of one by one; nor are those who leave it as it is archived, and who are in it when it is restored.",
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
        description="The group that segments give a customer changed. `by_segment` is the id of the segment that gives it. "
        "`group` is null when no segment gives one any more, so that the one the shop had sent holds; so is `previous_group`.",
        example={"customer": _CUSTOMER, "group": "VIP", "previous_group": None, "by_segment": "vip"},
    )
)
