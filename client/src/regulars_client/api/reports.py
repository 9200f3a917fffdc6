"""Routes of the API: reports."""
# Written by `make client` from the server's description of its API; change it there.

from __future__ import annotations

from typing import Literal, cast
from urllib.parse import quote

from regulars_client._transport import Transport
from regulars_client.models import (
    AttributionIn,
    AttributionOut,
    CohortsOut,
    ComparisonsOut,
    CouponReportOut,
    GridOut,
    HomeOut,
    MessageReportOut,
    MovementOut,
    PageConversionOut,
    PageLoggedMessageOut,
    PointsReportOut,
    PromotionReportOut,
    ResultsOut,
    SalesReportOut,
)


class ReportsRoutes:
    _transport: Transport

    def get_home(self) -> HomeOut:
        """How the last weeks went, what changed since the last one, and what needs attention."""
        return cast("HomeOut", self._transport.request("GET", "/v1/home"))

    def report_sales(
        self,
        *,
        from_: str | None = None,
        to: str | None = None,
        reading: Literal["today", "then"] | None = None,
        segment: str | None = None,
    ) -> SalesReportOut:
        """What the members of each segment bought: completed orders by when they were completed, refunds by theirs.

        The last 30 days unless told otherwise.
        """
        return cast(
            "SalesReportOut",
            self._transport.request(
                "GET", "/v1/reports/sales", params={"from": from_, "to": to, "reading": reading, "segment": segment}
            ),
        )

    def report_movement(
        self,
        *,
        from_: str | None = None,
        to: str | None = None,
        ids: list[str] | None = None,
        segment: str | None = None,
    ) -> MovementOut:
        """How segments grew in a period, and who went from which to which.

        The last 30 days unless told otherwise.
        """
        return cast(
            "MovementOut",
            self._transport.request(
                "GET", "/v1/reports/movement", params={"from": from_, "to": to, "ids": ids, "segment": segment}
            ),
        )

    def report_cohorts(self, *, months: int | None = None, segment: str | None = None) -> CohortsOut:
        """Of those whose first completed order was in a month, how many bought again in each month after it."""
        return cast(
            "CohortsOut",
            self._transport.request("GET", "/v1/reports/cohorts", params={"months": months, "segment": segment}),
        )

    def report_scores(self, *, from_: str | None = None, to: str | None = None, segment: str | None = None) -> GridOut:
        """How many customers there are of each recency and frequency score, and what they bought in a period.

        The last 30 days unless told otherwise.
        """
        return cast(
            "GridOut",
            self._transport.request("GET", "/v1/reports/rfm", params={"from": from_, "to": to, "segment": segment}),
        )

    def report_points(
        self,
        *,
        from_: str | None = None,
        to: str | None = None,
        segment: str | None = None,
        points_kind: str | None = None,
    ) -> PointsReportOut:
        """What came and went of a kind of points, and what was owed at the end. The last 30 days unless told otherwise."""
        return cast(
            "PointsReportOut",
            self._transport.request(
                "GET",
                "/v1/reports/points",
                params={"from": from_, "to": to, "segment": segment, "points_kind": points_kind},
            ),
        )

    def report_promotions(
        self,
        *,
        from_: str | None = None,
        to: str | None = None,
        segment: str | None = None,
        reading: Literal["today", "then"] | None = None,
    ) -> PromotionReportOut:
        """What promotions took off, and what the orders came to that they were used for: checkouts by when they were confirmed.

        The last 30 days unless told otherwise.
        """
        return cast(
            "PromotionReportOut",
            self._transport.request(
                "GET",
                "/v1/reports/promotions",
                params={"from": from_, "to": to, "segment": segment, "reading": reading},
            ),
        )

    def report_coupons(
        self,
        *,
        from_: str | None = None,
        to: str | None = None,
        segment: str | None = None,
        reading: Literal["today", "then"] | None = None,
    ) -> CouponReportOut:
        """What coupons were issued and what has become of them; what was used, and what the orders came to.

        The last 30 days unless told otherwise. Of a segment only its members' coupons are told as issued: codes that anybody can
        use are nobody's.
        """
        return cast(
            "CouponReportOut",
            self._transport.request(
                "GET", "/v1/reports/coupons", params={"from": from_, "to": to, "segment": segment, "reading": reading}
            ),
        )

    def report_messages(
        self, *, from_: str | None = None, to: str | None = None, segment: str | None = None
    ) -> MessageReportOut:
        """What campaigns, rewards workflows and newsletters sent, what became of it, and the orders that they brought about.

        The last 30 days unless told otherwise.
        """
        return cast(
            "MessageReportOut",
            self._transport.request(
                "GET", "/v1/reports/messages", params={"from": from_, "to": to, "segment": segment}
            ),
        )

    def get_results(self, source: Literal["campaign", "workflow", "newsletter"], id: str) -> ResultsOut:
        """What was sent, what became of it and what it brought about, since the beginning."""
        return cast(
            "ResultsOut",
            self._transport.request("GET", f"/v1/results/{quote(str(source), safe='')}/{quote(str(id), safe='')}"),
        )

    def set_attribution(
        self,
        source: Literal["campaign", "workflow", "newsletter"],
        id: str,
        body: AttributionIn,
        *,
        idempotency_key: str | None = None,
    ) -> AttributionOut:
        """Say which orders count as brought about, of all time."""
        return cast(
            "AttributionOut",
            self._transport.request(
                "PUT",
                f"/v1/results/{quote(str(source), safe='')}/{quote(str(id), safe='')}/attribution",
                json=body,
                key=idempotency_key,
                keyed=True,
            ),
        )

    def compare_results(
        self, source: Literal["campaign", "workflow", "newsletter"], id: str, *, days: int | None = None
    ) -> ComparisonsOut:
        """Those who were left alone against those who weren't, and branches of chance against each other."""
        return cast(
            "ComparisonsOut",
            self._transport.request(
                "GET",
                f"/v1/results/{quote(str(source), safe='')}/{quote(str(id), safe='')}/comparison",
                params={"days": days},
            ),
        )

    def list_conversions(
        self,
        source: Literal["campaign", "workflow", "newsletter"],
        id: str,
        *,
        from_: str | None = None,
        to: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> PageConversionOut:
        """The orders that were brought about, the latest placed first; of a period of local days if one is named."""
        return cast(
            "PageConversionOut",
            self._transport.request(
                "GET",
                f"/v1/results/{quote(str(source), safe='')}/{quote(str(id), safe='')}/conversions",
                params={"from": from_, "to": to, "limit": limit, "cursor": cursor},
            ),
        )

    def list_result_messages(
        self,
        source: Literal["campaign", "workflow", "newsletter"],
        id: str,
        *,
        what: Literal["pending", "sent", "blocked"],
        node: str | None = None,
        from_: str | None = None,
        to: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> PageLoggedMessageOut:
        """What is yet to be sent (by when it was queued), was sent, or was blocked, with the reason; the latest queued first."""
        return cast(
            "PageLoggedMessageOut",
            self._transport.request(
                "GET",
                f"/v1/results/{quote(str(source), safe='')}/{quote(str(id), safe='')}/messages",
                params={"what": what, "node": node, "from": from_, "to": to, "limit": limit, "cursor": cursor},
            ),
        )
