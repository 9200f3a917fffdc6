"""What shops can ask to be told of campaigns."""

from __future__ import annotations

from regulars.kinds.announcements import Announcement, declare

ATTRIBUTE_SET = declare(
    Announcement(
        "customer.attribute_set",
        "Customers",
        "A campaign has set an attribute of a customer. It holds here, whatever the shop sends for it later; `value` is null when"
        " what was set is taken back, so that what the shop sent holds again. `campaign` is the one whose step did it.",
        {
            "customer": {"id": "17", "external_id": "c-1001", "email": "anna@shop.example"},
            "attribute": "club_level",
            "value": "gold",
            "campaign": {"id": "4", "name": "Come back"},
        },
    )
)
STEP = declare(
    Announcement(
        "campaign.step",
        "Campaigns",
        "A customer has come to a webhook step of a campaign. `name` is what the step is called, `about` what let the"
        " customer enter, and `run` the customer's way through the campaign.",
        {
            "customer": {"id": "17", "external_id": "c-1001", "email": "anna@shop.example"},
            "campaign": {"id": "4", "name": "Come back"},
            "node": "invite",
            "name": "invite_to_club",
            "run": "93",
            "about": {"order": "100000017"},
        },
    )
)
