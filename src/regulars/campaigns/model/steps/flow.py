"""Steps about campaigns themselves: the goal, the end, other campaigns; and telling those outside."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from regulars.campaigns.model.named import CampaignId

from .base import Step


class CallWebhook(Step):
    """Tells the endpoints that listen to `campaign.step` that a customer has come here."""

    kind: Literal["webhook"] = "webhook"
    sentence: ClassVar[str] = "tell webhooks: {name}"
    group: ClassVar[str] = "Outside"
    example: ClassVar[dict[str, Any]] = {"name": "invite_to_club"}

    name: Annotated[str, Field(min_length=1, max_length=100)]
    """What is told, so that the endpoint knows what to do."""


class EnterCampaign(Step):
    """Lets the customer enter another campaign that is running."""

    kind: Literal["enter_campaign"] = "enter_campaign"
    sentence: ClassVar[str] = "enter campaign {campaign}"
    group: ClassVar[str] = "Campaigns"
    example: ClassVar[dict[str, Any]] = {"campaign": "4"}
    gives: ClassVar[bool] = True

    campaign: CampaignId
    """The other campaign."""


class EndCampaign(Step):
    """Ends the customer's runs of another campaign."""

    kind: Literal["end_campaign"] = "end_campaign"
    sentence: ClassVar[str] = "end campaign {campaign}"
    group: ClassVar[str] = "Campaigns"
    example: ClassVar[dict[str, Any]] = {"campaign": "4"}

    campaign: CampaignId
    """The other campaign."""


class ReachGoal(Step):
    """The customer has done what the campaign is for."""

    kind: Literal["goal"] = "goal"
    sentence: ClassVar[str] = "the goal is reached"
    group: ClassVar[str] = "Campaigns"
    example: ClassVar[dict[str, Any]] = {}


class End(Step):
    """The run is over."""

    kind: Literal["end"] = "end"
    sentence: ClassVar[str] = "end"
    group: ClassVar[str] = "Campaigns"
    example: ClassVar[dict[str, Any]] = {}
    ways: ClassVar[tuple[str, ...] | None] = ()
