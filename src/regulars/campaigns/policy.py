"""What holds over all campaigns: how many mails a customer is sent at most in so many days, at which hours none, and when one
is too late to matter."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from regulars.books import Unit
from regulars.core.errors import Conflict
from regulars.core.sentences import say

from .model.durations import Duration
from .model.quiet import QuietHours
from .model.settings import CampaignSettings
from .tables import campaign_policy


class PolicyChanged(Conflict):
    """Somebody else has changed it meanwhile."""

    code = "changed"

    def __init__(self, *, version: int) -> None:
        super().__init__(
            say("this was changed meanwhile and is at version {version}; look at it again", version=version)
        )
        self.version = version


class Policy(NamedTuple):
    """At most `most_mails` in `days`; one too many is dropped, or waits. None: as many as there are.

    Quiet hours and lateness are of mails that advertise, of campaigns that say nothing else.
    """

    most_mails: int | None
    days: int
    drops: bool
    quiet_hours: QuietHours | None
    time_zone_of: str | None
    too_late: Duration | None
    version: int
    updated_at: datetime

    def quiet_for(self, settings: CampaignSettings, *, advertises: bool) -> QuietHours | None:
        """The quiet hours of a campaign's mail."""
        shops = self.quiet_hours if advertises and not settings.never_quiet else None
        return settings.quiet_hours or shops

    def lateness_for(self, settings: CampaignSettings, *, advertises: bool) -> Duration | None:
        """After how long a campaign's mail is too late."""
        shops = self.too_late if advertises and not settings.never_too_late else None
        return settings.too_late or shops

    def zone_for(self, settings: CampaignSettings) -> str | None:
        """The attribute that holds the time zone of a campaign's customers."""
        return settings.time_zone_of or self.time_zone_of


_QUERY = sa.select(*(campaign_policy.c[name] for name in Policy._fields)).where(campaign_policy.c.id == 1)


def get(unit: Unit, *, lock: bool = False) -> Policy:
    """The policy as it is."""
    kept = Policy(*unit.connection.execute(_QUERY.with_for_update() if lock else _QUERY).one())
    return kept._replace(
        quiet_hours=None if kept.quiet_hours is None else QuietHours.model_validate(kept.quiet_hours),
        too_late=None if kept.too_late is None else Duration.model_validate(kept.too_late),
    )


def change(unit: Unit, *, version: int, **said: Any) -> Policy:
    """Change it, as it is written in JSON; raises `PolicyChanged` when `version` is not the present one."""
    now = get(unit, lock=True)
    if now.version != version:
        raise PolicyChanged(version=now.version)
    changed = sa.update(campaign_policy).values(**said, version=version + 1, updated_at=unit.now)
    unit.connection.execute(changed.where(campaign_policy.c.id == 1))
    unit.audit("campaign_policy.changed", "campaign_policy", said)
    return get(unit)
