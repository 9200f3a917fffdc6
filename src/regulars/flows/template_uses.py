"""What sends by a mail template: what must be changed before the template is archived."""

from __future__ import annotations

from regulars.books import Unit
from regulars.messaging import newsletters
from regulars.promotions import rewards

from .campaigns.naming import mailing_by

MANY = 100_000


def uses(unit: Unit, id: int) -> list[str]:
    """What is under way and sends mails by a template, in words."""
    found = [
        f"the {'rewards workflow' if campaign.form else 'campaign'} {campaign.name!r}"
        for campaign in mailing_by(unit, id)
    ]
    found += [f"the newsletter {name!r}" for name in newsletters.under_way_by(unit, id)]
    found += [
        f"the reward {reward.name!r}"
        for reward in rewards.listed(unit, active=True, limit=MANY)
        if reward.saying.template == id
    ]
    return found
