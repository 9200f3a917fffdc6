"""Steps that give and take: points and coupons."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, field_validator

from regulars.campaigns.model.amounts import Counted
from regulars.campaigns.model.named import PromotionId
from regulars.core.forms import misfit
from regulars.core.sentences import say
from regulars.kinds import Lifetime, Points, formatted
from regulars.kinds.points import FIRST, PointsKind

from .base import Step

Named = Annotated[str, Field(min_length=1, max_length=200)]


class AwardPoints(Step):
    """Gives points as a lot of their own: a number, or as many as a value of the order or the customer comes to."""

    kind: Literal["award_points"] = "award_points"
    sentence: ClassVar[str] = "give {points:point|points}"
    group: ClassVar[str] = "Gifts"
    example: ClassVar[dict[str, Any]] = {"points": 500, "lifetime": {"amount": 30, "unit": "days"}}
    gives: ClassVar[bool] = True

    points: Annotated[Annotated[Points, Field(ge=1)] | Counted, formatted("points_or_counted")]
    """How many points."""
    points_kind: PointsKind = FIRST
    """Which points."""
    lifetime: Annotated[Lifetime | None, formatted("lifetime")] = None
    """How long they last; null: for good."""
    legal_entity: Annotated[Named | None, formatted("legal_entity")] = None
    """Who owes them; null: the shop. A new name makes a new legal entity when it is first given."""
    reason: Named | None = None
    """What the customer reads of them; null: the campaign's name."""

    def needs_facts(self) -> bool:
        return isinstance(self.points, Counted)

    def amount(self, value: Fraction | None) -> int:
        """How many points it is, by what they are counted by; zero: none."""
        return self.points.points(value) if isinstance(self.points, Counted) else self.points


class DeductPoints(Step):
    """Takes points, those that end first before others: a number, or as many as a value of the order or the customer comes to."""

    kind: Literal["deduct_points"] = "deduct_points"
    sentence: ClassVar[str] = "take {points:point|points}"
    group: ClassVar[str] = "Gifts"
    example: ClassVar[dict[str, Any]] = {"points": 50, "shortage": "forgive"}

    points: Annotated[Annotated[Points, Field(ge=1)] | Counted, formatted("points_or_counted")]
    """How many points."""
    points_kind: PointsKind = FIRST
    """Which points."""
    shortage: Literal["forgive", "owe"] = "forgive"
    """Of whoever has fewer what there is is taken; the rest is forgiven, or owed and repaid by what comes next."""
    legal_entity: Annotated[Named | None, formatted("legal_entity")] = None
    """Whose points; null: the shop's."""
    reason: Named | None = None
    """What the customer reads of it; null: the campaign's name."""

    def needs_facts(self) -> bool:
        return isinstance(self.points, Counted)

    def amount(self, value: Fraction | None) -> int:
        """How many points it is, by what they are counted by; zero: none."""
        return self.points.points(value) if isinstance(self.points, Counted) else self.points


class GiveCoupon(Step):
    """Gives a code of a promotion, made for this customer alone and usable once."""

    kind: Literal["give_coupon"] = "give_coupon"
    sentence: ClassVar[str] = "give a coupon of {promotion}"
    group: ClassVar[str] = "Gifts"
    example: ClassVar[dict[str, Any]] = {"promotion": "7", "lifetime": {"amount": 3, "unit": "days"}}
    gives: ClassVar[bool] = True

    promotion: PromotionId
    """The promotion that it is a code of."""
    lifetime: Annotated[Lifetime | None, formatted("coupon_lifetime")] = None
    """How long it can be used; null: as long as the promotion is."""

    @field_validator("lifetime")
    @classmethod
    def _ends(cls, lifetime: Lifetime | None) -> Lifetime | None:
        if lifetime is not None and lifetime.counted == "inactivity":
            raise misfit("inactivity", say("coupons end by their date; count their time after they were given"))
        return lifetime
