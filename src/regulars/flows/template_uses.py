"""What sends by a mail template: what must be changed before the template is archived."""

from __future__ import annotations

from regulars.books import Unit
from regulars.core.sentences import named
from regulars.messaging import newsletters
from regulars.promotions import rewards

from .campaigns.naming import mailing_by

MANY = 100_000


def uses(unit: Unit, id: int) -> list[str]:
    """What is under way and sends mails by a template, in words."""
    found: list[str] = [
        named("rewards_workflow", one.name) if one.form else named("campaign", one.name) for one in mailing_by(unit, id)
    ]
    found += [named("newsletter", name) for name in newsletters.under_way_by(unit, id)]
    found += [
        named("reward", reward.name)
        for reward in rewards.listed(unit, active=True, limit=MANY)
        if reward.saying.template == id
    ]
    return found
