"""Routes of the API: storefront."""
# Written by `make client` from the server's description of its API; change it there.

from __future__ import annotations

from typing import cast

from regulars_client._transport import Transport
from regulars_client.models import (
    CustomerSubscriptionIn,
    CustomerSubscriptionOut,
    PageStorefrontCouponOut,
    PageStorefrontEntryOut,
    StorefrontEstimateIn,
    StorefrontEstimateOut,
    StorefrontPointsOut,
    StorefrontReferralOut,
    StorefrontRewardOut,
    StorefrontTakenOut,
    SubscribeIn,
    SubscribeOut,
    TakeIn,
)


class StorefrontRoutes:
    _transport: Transport

    def get_storefront_points(
        self, *, language: str | None = None, points_kind: str | None = None
    ) -> StorefrontPointsOut:
        """What the customer of the token has of a kind of points, and in short of every kind, for a page of the shop; a publishable key is needed, and no other is taken."""
        return cast(
            "StorefrontPointsOut",
            self._transport.request(
                "GET", "/v1/storefront/points", params={"language": language, "points_kind": points_kind}
            ),
        )

    def list_storefront_coupons(
        self, *, language: str | None = None, limit: int | None = None, cursor: str | None = None
    ) -> PageStorefrontCouponOut:
        """The coupons of the token's customer, the latest first; a publishable key is needed, and no other is taken."""
        return cast(
            "PageStorefrontCouponOut",
            self._transport.request(
                "GET", "/v1/storefront/coupons", params={"language": language, "limit": limit, "cursor": cursor}
            ),
        )

    def list_storefront_rewards(self, *, language: str | None = None) -> list[StorefrontRewardOut]:
        """The rewards that are for the token's customer, and how many points are to go; a publishable key is needed, and no
        other is taken.
        """
        return cast(
            "list[StorefrontRewardOut]",
            self._transport.request("GET", "/v1/storefront/rewards", params={"language": language}),
        )

    def take_storefront_reward(self, body: TakeIn, *, idempotency_key: str | None = None) -> StorefrontTakenOut:
        """Exchange the points of the token's customer for the coupon of a reward, once for each `Idempotency-Key`: a second
        click with the same is told the same.
        """
        return cast(
            "StorefrontTakenOut",
            self._transport.request("POST", "/v1/storefront/rewards", json=body, key=idempotency_key, keyed=True),
        )

    def estimate_storefront_points(self, body: StorefrontEstimateIn) -> StorefrontEstimateOut:
        """What a cart will earn, and what can be spent on it by the token's customer; without a token it is nobody's cart."""
        return cast(
            "StorefrontEstimateOut", self._transport.request("POST", "/v1/storefront/points/estimate", json=body)
        )

    def get_storefront_referral(self) -> StorefrontReferralOut:
        """The code of the token's customer, which is made when it is first asked for and stays; and who gets anything by it."""
        return cast("StorefrontReferralOut", self._transport.request("GET", "/v1/storefront/referral"))

    def list_storefront_points_history(
        self,
        *,
        language: str | None = None,
        points_kind: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> PageStorefrontEntryOut:
        """How the points of a kind of the token's customer came and went, and what for, the latest first."""
        return cast(
            "PageStorefrontEntryOut",
            self._transport.request(
                "GET",
                "/v1/storefront/points/history",
                params={"language": language, "points_kind": points_kind, "limit": limit, "cursor": cursor},
            ),
        )

    def subscribe(self, body: SubscribeIn, *, language: str | None = None) -> SubscribeOut:
        """Ask the owner of an address by mail whether the subscription is meant; a publishable key is needed."""
        return cast(
            "SubscribeOut",
            self._transport.request("POST", "/v1/storefront/subscriptions", params={"language": language}, json=body),
        )

    def list_customer_subscriptions(self) -> list[CustomerSubscriptionOut]:
        """The lists that the token's customer has to do with, the shop's own among them; none for who has no address."""
        return cast(
            "list[CustomerSubscriptionOut]", self._transport.request("GET", "/v1/storefront/subscriptions/mine")
        )

    def choose_customer_subscription(
        self, body: CustomerSubscriptionIn, *, language: str | None = None
    ) -> list[CustomerSubscriptionOut]:
        """Leave a list, at once, or ask to be subscribed: then a mail asks whether it is meant. The same again changes nothing."""
        return cast(
            "list[CustomerSubscriptionOut]",
            self._transport.request(
                "POST", "/v1/storefront/subscriptions/mine", params={"language": language}, json=body
            ),
        )
