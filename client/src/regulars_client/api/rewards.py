"""Routes of the API: rewards."""
# Written by `make client` from the server's description of its API; change it there.

from __future__ import annotations

from typing import cast
from urllib.parse import quote

from regulars_client._transport import Transport
from regulars_client.models import PageRewardOut, ReachOut, RewardChange, RewardIn, RewardOut, TakeIn, TakenOut


class RewardsRoutes:
    _transport: Transport

    def list_rewards(
        self, *, search: str | None = None, limit: int | None = None, cursor: str | None = None
    ) -> PageRewardOut:
        """Rewards, the oldest first; `search`: those whose name holds it, in any case."""
        return cast(
            "PageRewardOut",
            self._transport.request("GET", "/v1/rewards", params={"search": search, "limit": limit, "cursor": cursor}),
        )

    def create_reward(self, body: RewardIn, *, idempotency_key: str | None = None) -> RewardOut:
        """Make a reward."""
        return cast(
            "RewardOut", self._transport.request("POST", "/v1/rewards", json=body, key=idempotency_key, keyed=True)
        )

    def get_reward(self, id: str) -> RewardOut:
        """One reward."""
        return cast("RewardOut", self._transport.request("GET", f"/v1/rewards/{quote(str(id), safe='')}"))

    def change_reward(self, id: str, body: RewardChange, *, idempotency_key: str | None = None) -> RewardOut:
        """Change a reward, or switch it on or off. Coupons that were given stay as they are."""
        return cast(
            "RewardOut",
            self._transport.request(
                "PATCH", f"/v1/rewards/{quote(str(id), safe='')}", json=body, key=idempotency_key, keyed=True
            ),
        )

    def list_reachable_rewards(self, id: str) -> list[ReachOut]:
        """Every reward that is on, as a customer sees it: what can be taken, and how many points are to go."""
        return cast(
            "list[ReachOut]", self._transport.request("GET", f"/v1/customers/{quote(str(id), safe='')}/rewards")
        )

    def take_reward(self, id: str, body: TakeIn, *, idempotency_key: str | None = None) -> TakenOut:
        """Exchange a customer's points for the coupon of a reward. Ask with an `Idempotency-Key`: asked again with the same
        nothing more is done.
        """
        return cast(
            "TakenOut",
            self._transport.request(
                "POST", f"/v1/customers/{quote(str(id), safe='')}/rewards", json=body, key=idempotency_key, keyed=True
            ),
        )
