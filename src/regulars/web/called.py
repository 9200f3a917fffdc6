"""What those and that which the audit speaks of are called, as they are called now."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from regulars.books.tables import job
from regulars.books.unit import Unit
from regulars.campaigns.tables import campaign
from regulars.http import access
from regulars.journal.tables import import_run
from regulars.messaging.tables import newsletter
from regulars.messaging.templates.tables import mail_template
from regulars.points.tables import earning_rule, points_mass, spending_rule
from regulars.promotions.tables import coupon, promotion, reward
from regulars.segments.tables import segment
from regulars.webhooks.tables import webhook_endpoint

_NUMBERED = {
    "campaign": (campaign.c.id, campaign.c.name),
    "workflow": (campaign.c.id, campaign.c.name),
    "coupon": (coupon.c.id, coupon.c.shown),
    "earning_rule": (earning_rule.c.id, earning_rule.c.name),
    "import": (import_run.c.id, import_run.c.name),
    "job": (job.c.id, job.c.args["name"].astext),
    "mail_template": (mail_template.c.id, mail_template.c.name),
    "mass": (points_mass.c.id, points_mass.c.reason),
    "newsletter": (newsletter.c.id, newsletter.c.name),
    "promotion": (promotion.c.id, promotion.c.name),
    "reward": (reward.c.id, reward.c.name),
    "spending_rule": (spending_rule.c.id, spending_rule.c.name),
    "webhook": (webhook_endpoint.c.id, webhook_endpoint.c.url),
}
"""Kinds of subjects that are known by numbers, with their names."""


def names(unit: Unit, asked: Iterable[str]) -> dict[str, str]:
    """The names of what is there of these ("segment:vip", "import:15", "user:3")."""
    subjects = set(asked)
    ids: dict[str, list[str]] = {}
    for subject in subjects:
        kind, _, id = subject.partition(":")
        ids.setdefault(kind, []).append(id)
    found = access.names(unit, subjects)
    segments = sa.select(segment.c.id, segment.c.name).where(segment.c.id.in_(ids.get("segment", [])))
    found |= {f"segment:{row.id}": row.name for row in unit.connection.execute(segments)}
    for kind, (id_column, name) in _NUMBERED.items():
        numbers = [int(id) for id in ids.get(kind, []) if id.isdecimal()]
        query = sa.select(id_column, name).where(id_column.in_(numbers), name.is_not(None))
        if numbers:
            found |= {f"{kind}:{row[0]}": row[1] for row in unit.connection.execute(query)}
    return found
