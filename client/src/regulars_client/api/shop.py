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
    Health,
    OverviewOut,
    ScoresOut,
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

        Segments that ask about it are computed again. While any condition asks for it, another type is refused
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
