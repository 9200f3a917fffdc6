"""Routes of the API: shop."""
# Written by `make client` from the server's description of its API; change it there.

from __future__ import annotations

from typing import Any, Literal, cast
from urllib.parse import quote

from regulars_client._transport import Transport
from regulars_client.models import (
    AttributeIn,
    AttributeOut,
    AttributesOut,
    CheckedOut,
    ConditionIn,
    FirstHourOut,
    FirstHourSkip,
    Health,
    OverviewOut,
    ScoresOut,
    ShopIn,
    ShopStanding,
    TourGo,
    TourOut,
    ValuesOut,
    VocabularyOut,
)


class ShopRoutes:
    _transport: Transport

    def get_health(self) -> Health:
        """The web process runs."""
        return cast("Health", self._transport.request("GET", "/healthz"))

    def get_readiness(self) -> Health:
        """The database and the worker answer just now; the status also tells of entries that could not be applied."""
        return cast("Health", self._transport.request("GET", "/readyz"))

    def get_first_hour(self) -> FirstHourOut:
        """How far the shop has come with what it begins with."""
        return cast("FirstHourOut", self._transport.request("GET", "/v1/first-hour"))

    def skip_first_hour_step(
        self,
        step: Literal["shop", "data", "segment", "earning", "mail"],
        body: FirstHourSkip,
        *,
        idempotency_key: str | None = None,
    ) -> FirstHourOut:
        """Leave a step out, or take it up again; what was done stays done."""
        return cast(
            "FirstHourOut",
            self._transport.request(
                "PUT", f"/v1/first-hour/{quote(str(step), safe='')}", json=body, key=idempotency_key, keyed=True
            ),
        )

    def get_tour(self) -> TourOut:
        """How far who asks has come with the tour of the demo shop."""
        return cast("TourOut", self._transport.request("GET", "/v1/tour"))

    def go_on_tour(self, body: TourGo, *, idempotency_key: str | None = None) -> TourOut:
        """Go to a step of the tour, or leave it; kept for who asks alone."""
        return cast("TourOut", self._transport.request("PUT", "/v1/tour", json=body, key=idempotency_key, keyed=True))

    def get_shop(self) -> ShopStanding:
        """What the shop is called and counts in."""
        return cast("ShopStanding", self._transport.request("GET", "/v1/shop"))

    def put_shop(self, body: ShopIn, *, idempotency_key: str | None = None) -> ShopStanding:
        """Say what the shop is called and counts in. Currency and time zone can be changed until the first record is in."""
        return cast(
            "ShopStanding", self._transport.request("PUT", "/v1/shop", json=body, key=idempotency_key, keyed=True)
        )

    def get_overview(self) -> OverviewOut:
        """The shop in figures; the weeks are those of the year that ends now, also those without an order."""
        return cast("OverviewOut", self._transport.request("GET", "/v1/overview"))

    def get_vocabulary(self) -> VocabularyOut:
        """What can be asked about, with the operators of each."""
        return cast("VocabularyOut", self._transport.request("GET", "/v1/vocabulary"))

    def list_kinds(self) -> dict[str, list[dict[str, Any]]]:
        """Every kind that can be chosen, by family, with what its form is drawn from and an example as it is sent."""
        return cast("dict[str, list[dict[str, Any]]]", self._transport.request("GET", "/v1/kinds"))

    def list_values(self, *, format: str, search: str | None = None) -> ValuesOut:
        """Values that the shop has, for an input of that format; the whole tree of categories."""
        return cast(
            "ValuesOut", self._transport.request("GET", "/v1/values", params={"format": format, "search": search})
        )

    def check_condition(self, body: ConditionIn) -> CheckedOut:
        """Say what a condition means, or everything that is wrong with it; nothing is stored."""
        return cast("CheckedOut", self._transport.request("POST", "/v1/conditions/check", json=body))

    def get_scores(self) -> ScoresOut:
        """Where the fifths of the shop end today, which `customer.recency_score` and the others go by."""
        return cast("ScoresOut", self._transport.request("GET", "/v1/scores"))

    def list_attributes(self) -> AttributesOut:
        """What the shop has declared."""
        return cast("AttributesOut", self._transport.request("GET", "/v1/attributes"))

    def declare_attribute(
        self,
        subject: Literal["customer", "product", "event"],
        name: str,
        body: AttributeIn,
        *,
        idempotency_key: str | None = None,
    ) -> AttributeOut:
        """Declare an attribute, or read it differently from now on; what was sent before is read so too.

        Segments that ask about it are computed again; those that are refreshed by hand or at set times only when it is read
        otherwise than before. While any condition asks for it, another type is refused
        (`attribute.in_use`), with what asks in `used_by` and why it would break, unless `anyway` is said.
        """
        return cast(
            "AttributeOut",
            self._transport.request(
                "PUT",
                f"/v1/attributes/{quote(str(subject), safe='')}/{quote(str(name), safe='')}",
                json=body,
                key=idempotency_key,
                keyed=True,
            ),
        )

    def remove_attribute(
        self,
        subject: Literal["customer", "product", "event"],
        name: str,
        *,
        anyway: bool | None = None,
        idempotency_key: str | None = None,
    ) -> None:
        """Take an attribute's declaration back: conditions can't ask for it any more.

        While any condition asks for it this is refused (`attribute.in_use`), with what asks in `used_by` and why it would
        break, unless `anyway` is said. What records sent of it is kept and read again once it is declared again.
        """
        self._transport.request(
            "DELETE",
            f"/v1/attributes/{quote(str(subject), safe='')}/{quote(str(name), safe='')}",
            params={"anyway": anyway},
            key=idempotency_key,
            keyed=True,
        )
