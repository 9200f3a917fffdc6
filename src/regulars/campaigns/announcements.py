"""What shops can ask to be told of campaigns."""

from __future__ import annotations

from regulars.kinds.announcements import Announcement, declare

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
