"""Routes of the API: promotions."""
# Written by `make client` from the server's description of its API; change it there.

from __future__ import annotations

from typing import Literal, cast
from urllib.parse import quote

from regulars_client._transport import Transport
from regulars_client.models import (
    ConflictsIn,
    ConflictsOut,
    PagePromotionOut,
    PolicyChange,
    PolicyOut,
    PromotionChange,
    PromotionIn,
    PromotionOut,
    PromotionTriedOut,
    PromotionTryIn,
    ReplayIn,
    ReplayOut,
)


class PromotionsRoutes:
    _transport: Transport

    def find_conflicts(self, body: ConflictsIn) -> ConflictsOut:
        """Look for promotions that can never apply and pairs that take off too much, each with a cart that shows it. The
        answer is a job.
        """
        return cast("ConflictsOut", self._transport.request("POST", "/v1/promotions/conflicts", json=body))

    def get_conflicts(self, job: str) -> ConflictsOut:
        """How far a search is, and what it found."""
        return cast(
            "ConflictsOut", self._transport.request("GET", f"/v1/promotions/conflicts/{quote(str(job), safe='')}")
        )

    def replay_promotion(self, body: ReplayIn) -> ReplayOut:
        """Replay a promotion over past orders, each as its customer was when it was placed. Nothing is used; the answer is a
        job.
        """
        return cast("ReplayOut", self._transport.request("POST", "/v1/promotions/replay", json=body))

    def get_promotion_replay(self, job: str) -> ReplayOut:
        """How far a replay is, and what came of it."""
        return cast("ReplayOut", self._transport.request("GET", f"/v1/promotions/replay/{quote(str(job), safe='')}"))

    def try_promotion(self, body: PromotionTryIn) -> PromotionTriedOut:
        """What a cart would come to with a promotion that isn't published, or as it isn't yet, and what it comes to now.

        Its period isn't looked at unless an instant is given with `at`. Uses, budgets and points are today's, and none are used.
        """
        return cast("PromotionTriedOut", self._transport.request("POST", "/v1/promotions/try", json=body))

    def get_promotion_policy(self) -> PolicyOut:
        """What holds for all promotions."""
        return cast("PolicyOut", self._transport.request("GET", "/v1/promotion-policy"))

    def change_promotion_policy(self, body: PolicyChange, *, idempotency_key: str | None = None) -> PolicyOut:
        """Change what holds for all promotions. Carts are priced by it from then on."""
        return cast(
            "PolicyOut",
            self._transport.request("PATCH", "/v1/promotion-policy", json=body, key=idempotency_key, keyed=True),
        )

    def list_promotions(
        self,
        *,
        search: str | None = None,
        state: Literal["draft", "scheduled", "active", "paused", "ended"] | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> PagePromotionOut:
        """Promotions, the latest first; with `state` those that are so now."""
        return cast(
            "PagePromotionOut",
            self._transport.request(
                "GET", "/v1/promotions", params={"search": search, "state": state, "limit": limit, "cursor": cursor}
            ),
        )

    def create_promotion(self, body: PromotionIn, *, idempotency_key: str | None = None) -> PromotionOut:
        """Make a promotion: a draft unless it is to be published at once."""
        return cast(
            "PromotionOut",
            self._transport.request("POST", "/v1/promotions", json=body, key=idempotency_key, keyed=True),
        )

    def get_promotion(self, id: str) -> PromotionOut:
        """One promotion."""
        return cast("PromotionOut", self._transport.request("GET", f"/v1/promotions/{quote(str(id), safe='')}"))

    def change_promotion(self, id: str, body: PromotionChange, *, idempotency_key: str | None = None) -> PromotionOut:
        """Change a promotion, publish it, pause it or end it. Orders keep the version that they were priced by."""
        return cast(
            "PromotionOut",
            self._transport.request(
                "PATCH", f"/v1/promotions/{quote(str(id), safe='')}", json=body, key=idempotency_key, keyed=True
            ),
        )
