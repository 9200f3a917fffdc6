"""Steps: what a campaign does, asks and waits for, one class each. The form, the sentence and the reference are drawn from it."""

from __future__ import annotations

from .base import HAPPENED, NEXT, NO, TIMED_OUT, YES, Step
from .choices import OTHERWISE, FirstThatFits, Holds, Select, Split
from .flow import CallWebhook, End, EndCampaign, EnterCampaign, ReachGoal
from .gifts import AwardPoints, DeductPoints, GiveCoupon
from .mails import SendMail
from .people import ChangeTags, MoveToGroup, SetAttribute
from .waits import Wait, WaitForCondition, WaitForEvent, WaitForOrder, WaitUntilDate, WaitUntilTime

__all__ = [
    "HAPPENED",
    "NEXT",
    "NO",
    "OTHERWISE",
    "TIMED_OUT",
    "YES",
    "AwardPoints",
    "CallWebhook",
    "ChangeTags",
    "DeductPoints",
    "End",
    "EndCampaign",
    "EnterCampaign",
    "FirstThatFits",
    "GiveCoupon",
    "Holds",
    "MoveToGroup",
    "ReachGoal",
    "Select",
    "SendMail",
    "SetAttribute",
    "Split",
    "Step",
    "Wait",
    "WaitForCondition",
    "WaitForEvent",
    "WaitForOrder",
    "WaitUntilDate",
    "WaitUntilTime",
]
