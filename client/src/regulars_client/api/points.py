"""Routes of the API: points."""
# Written by `make client` from the server's description of its API; change it there.

from __future__ import annotations

from typing import Literal, cast
from urllib.parse import quote

from regulars_client._transport import Transport
from regulars_client.models import (
    AdjustmentIn,
    CaptureIn,
    CustomerPointsOut,
    EarnersOut,
    EstimateIn,
    EstimateOut,
    HoldIn,
    KeptHoldOut,
    LiabilityOut,
    LotOut,
    MassDetailOut,
    MassIn,
    MassNamesOut,
    MassOut,
    MassPreviewIn,
    MassPreviewOut,
    PageKeptHoldOut,
    PageMassOut,
    PagePostingOut,
    PageReferralOut,
    PageRuleOut,
    PageRuleVersionOut,
    PageSpendingRuleOut,
    PointsKindChange,
    PointsKindIn,
    PointsKindOut,
    PostedOut,
    ProgrammeChange,
    ProgrammeOut,
    ReferralCodeOut,
    ReleaseIn,
    RestoreVersionIn,
    ReturnIn,
    RuleChange,
    RuleIn,
    RuleOut,
    SpendingRuleChange,
    SpendingRuleIn,
    SpendingRuleOut,
    TransferIn,
    TransferOut,
    UndoIn,
    UndoPostingIn,
    VerifiedOut,
    WhatIfIn,
    WhatIfOut,
)


class PointsRoutes:
    _transport: Transport

    def try_earning_rule(self, body: WhatIfIn) -> WhatIfOut:
        """Try a rule on past orders, each as its customer was when it was placed. Nothing is granted; the answer is a job."""
        return cast("WhatIfOut", self._transport.request("POST", "/v1/earning-rules/what-if", json=body))

    def get_what_if(self, job: str) -> WhatIfOut:
        """How far the trial of a rule is, and what came of it."""
        return cast(
            "WhatIfOut", self._transport.request("GET", f"/v1/earning-rules/what-if/{quote(str(job), safe='')}")
        )

    def list_earning_rules(
        self, *, search: str | None = None, limit: int | None = None, cursor: str | None = None
    ) -> PageRuleOut:
        """Earning rules, the oldest first."""
        return cast(
            "PageRuleOut",
            self._transport.request(
                "GET", "/v1/earning-rules", params={"search": search, "limit": limit, "cursor": cursor}
            ),
        )

    def create_earning_rule(self, body: RuleIn, *, idempotency_key: str | None = None) -> RuleOut:
        """Make an earning rule. Orders that become complete from now on earn by it."""
        return cast(
            "RuleOut", self._transport.request("POST", "/v1/earning-rules", json=body, key=idempotency_key, keyed=True)
        )

    def get_earning_rule(self, id: str) -> RuleOut:
        """One earning rule."""
        return cast("RuleOut", self._transport.request("GET", f"/v1/earning-rules/{quote(str(id), safe='')}"))

    def change_earning_rule(self, id: str, body: RuleChange, *, idempotency_key: str | None = None) -> RuleOut:
        """Change an earning rule, or switch it on or off. Orders placed before go by what it said then."""
        return cast(
            "RuleOut",
            self._transport.request(
                "PATCH", f"/v1/earning-rules/{quote(str(id), safe='')}", json=body, key=idempotency_key, keyed=True
            ),
        )

    def list_spending_rules(
        self, *, search: str | None = None, limit: int | None = None, cursor: str | None = None
    ) -> PageSpendingRuleOut:
        """Spending rules, the oldest first."""
        return cast(
            "PageSpendingRuleOut",
            self._transport.request(
                "GET", "/v1/spending-rules", params={"search": search, "limit": limit, "cursor": cursor}
            ),
        )

    def create_spending_rule(self, body: SpendingRuleIn, *, idempotency_key: str | None = None) -> SpendingRuleOut:
        """Make a spending rule."""
        return cast(
            "SpendingRuleOut",
            self._transport.request("POST", "/v1/spending-rules", json=body, key=idempotency_key, keyed=True),
        )

    def get_spending_rule(self, id: str) -> SpendingRuleOut:
        """One spending rule."""
        return cast("SpendingRuleOut", self._transport.request("GET", f"/v1/spending-rules/{quote(str(id), safe='')}"))

    def change_spending_rule(
        self, id: str, body: SpendingRuleChange, *, idempotency_key: str | None = None
    ) -> SpendingRuleOut:
        """Change a spending rule, or switch it on or off."""
        return cast(
            "SpendingRuleOut",
            self._transport.request(
                "PATCH", f"/v1/spending-rules/{quote(str(id), safe='')}", json=body, key=idempotency_key, keyed=True
            ),
        )

    def list_earning_rule_versions(
        self, id: str, *, limit: int | None = None, cursor: str | None = None
    ) -> PageRuleVersionOut:
        """What an earning rule said in each of its versions, the latest first."""
        return cast(
            "PageRuleVersionOut",
            self._transport.request(
                "GET",
                f"/v1/earning-rules/{quote(str(id), safe='')}/versions",
                params={"limit": limit, "cursor": cursor},
            ),
        )

    def restore_earning_rule(self, id: str, body: RestoreVersionIn, *, idempotency_key: str | None = None) -> RuleOut:
        """Have an earning rule say again what an older version said, from now on: a new version. Its name and whether it is
        on stay as they are.
        """
        return cast(
            "RuleOut",
            self._transport.request(
                "POST",
                f"/v1/earning-rules/{quote(str(id), safe='')}/restore",
                json=body,
                key=idempotency_key,
                keyed=True,
            ),
        )

    def list_spending_rule_versions(
        self, id: str, *, limit: int | None = None, cursor: str | None = None
    ) -> PageRuleVersionOut:
        """What a spending rule said in each of its versions, the latest first."""
        return cast(
            "PageRuleVersionOut",
            self._transport.request(
                "GET",
                f"/v1/spending-rules/{quote(str(id), safe='')}/versions",
                params={"limit": limit, "cursor": cursor},
            ),
        )

    def restore_spending_rule(
        self, id: str, body: RestoreVersionIn, *, idempotency_key: str | None = None
    ) -> SpendingRuleOut:
        """Have a spending rule say again what an older version said: a new version. Its name and whether it is on stay as
        they are.
        """
        return cast(
            "SpendingRuleOut",
            self._transport.request(
                "POST",
                f"/v1/spending-rules/{quote(str(id), safe='')}/restore",
                json=body,
                key=idempotency_key,
                keyed=True,
            ),
        )

    def get_programme(self, *, points_kind: str | None = None) -> ProgrammeOut:
        """What points are called here, whether they are earned, and how many there are."""
        return cast(
            "ProgrammeOut", self._transport.request("GET", "/v1/points/programme", params={"points_kind": points_kind})
        )

    def change_programme(
        self, body: ProgrammeChange, *, points_kind: str | None = None, idempotency_key: str | None = None
    ) -> ProgrammeOut:
        """Rename the points, switch the programme on or off, or change what happens when points are short."""
        return cast(
            "ProgrammeOut",
            self._transport.request(
                "PATCH",
                "/v1/points/programme",
                params={"points_kind": points_kind},
                json=body,
                key=idempotency_key,
                keyed=True,
            ),
        )

    def verify_points(self) -> VerifiedOut:
        """Compute everything from the entries again and compare: nothing is lost, doubled or below zero."""
        return cast("VerifiedOut", self._transport.request("POST", "/v1/points/verify"))

    def list_points_history(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        points_kind: str | None = None,
        customer: str | None = None,
        kind: Literal[
            "earned", "opened", "spent", "returned", "ended", "reversed", "adjusted", "undone", "moved", "transferred"
        ]
        | Literal["granted"]
        | None = None,
        rule: str | None = None,
        legal_entity: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> PagePostingOut:
        """Every posting of a kind of points, the latest first, by customer, kind, rule, legal entity and local days."""
        return cast(
            "PagePostingOut",
            self._transport.request(
                "GET",
                "/v1/points/history",
                params={
                    "limit": limit,
                    "cursor": cursor,
                    "points_kind": points_kind,
                    "customer": customer,
                    "kind": kind,
                    "rule": rule,
                    "legal_entity": legal_entity,
                    "since": since,
                    "until": until,
                },
            ),
        )

    def export_points_history(
        self,
        *,
        points_kind: str | None = None,
        customer: str | None = None,
        kind: Literal[
            "earned", "opened", "spent", "returned", "ended", "reversed", "adjusted", "undone", "moved", "transferred"
        ]
        | Literal["granted"]
        | None = None,
        rule: str | None = None,
        legal_entity: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> bytes:
        """The same as CSV, all of it. Texts that a spreadsheet would calculate have an apostrophe before them."""
        return cast(
            "bytes",
            self._transport.request(
                "GET",
                "/v1/points/history/export",
                params={
                    "points_kind": points_kind,
                    "customer": customer,
                    "kind": kind,
                    "rule": rule,
                    "legal_entity": legal_entity,
                    "since": since,
                    "until": until,
                },
                raw=True,
            ),
        )

    def get_points_liability(self, *, points_kind: str | None = None, segment: str | None = None) -> LiabilityOut:
        """The points of a kind that are owed to customers, by month and legal entity; what ends when; and what is expected.

        With `segment` of its members of today alone, also for the time before they came in.
        """
        return cast(
            "LiabilityOut",
            self._transport.request(
                "GET", "/v1/points/liability", params={"points_kind": points_kind, "segment": segment}
            ),
        )

    def list_top_earners(
        self,
        *,
        points_kind: str | None = None,
        since: str | None = None,
        until: str | None = None,
        segment: str | None = None,
        limit: int | None = None,
    ) -> EarnersOut:
        """Who was granted most of a kind of points in a period of local days; without one, in the last 90 days."""
        return cast(
            "EarnersOut",
            self._transport.request(
                "GET",
                "/v1/points/top-earners",
                params={"points_kind": points_kind, "since": since, "until": until, "segment": segment, "limit": limit},
            ),
        )

    def get_referral_code(self, id: str, *, idempotency_key: str | None = None) -> ReferralCodeOut:
        """The customer's referral code; it is made when it is first asked for, and stays."""
        return cast(
            "ReferralCodeOut",
            self._transport.request(
                "POST", f"/v1/customers/{quote(str(id), safe='')}/referral-code", key=idempotency_key, keyed=True
            ),
        )

    def list_referrals(
        self,
        *,
        customer: str | None = None,
        state: Literal["waiting", "rewarded", "unrewarded", "refused"] | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> PageReferralOut:
        """The log of referrals, the latest first."""
        return cast(
            "PageReferralOut",
            self._transport.request(
                "GET", "/v1/referrals", params={"customer": customer, "state": state, "limit": limit, "cursor": cursor}
            ),
        )

    def get_customer_points(
        self, id: str, *, points_kind: str | None = None, limit: int | None = None, cursor: str | None = None
    ) -> CustomerPointsOut:
        """A customer's balance of a kind of points by lot, and every posting. The cursor goes on with the history."""
        return cast(
            "CustomerPointsOut",
            self._transport.request(
                "GET",
                f"/v1/customers/{quote(str(id), safe='')}/points",
                params={"points_kind": points_kind, "limit": limit, "cursor": cursor},
            ),
        )

    def adjust_customer_points(self, id: str, body: AdjustmentIn, *, idempotency_key: str | None = None) -> PostedOut:
        """Give a customer points by hand, or take some."""
        return cast(
            "PostedOut",
            self._transport.request(
                "POST", f"/v1/customers/{quote(str(id), safe='')}/points", json=body, key=idempotency_key, keyed=True
            ),
        )

    def release_lot(self, id: str, *, idempotency_key: str | None = None) -> LotOut:
        """Make points available that wait for something to be done. Released again they stay as they are."""
        return cast(
            "LotOut",
            self._transport.request(
                "POST", f"/v1/points/lots/{quote(str(id), safe='')}/release", key=idempotency_key, keyed=True
            ),
        )

    def undo_posting(self, key: str, body: UndoPostingIn, *, idempotency_key: str | None = None) -> PostedOut:
        """Undo a correction or a transfer, both sides of it; undoing it again changes nothing. Nothing else is undone."""
        return cast(
            "PostedOut",
            self._transport.request(
                "POST",
                f"/v1/points/transactions/{quote(str(key), safe='')}/undo",
                json=body,
                key=idempotency_key,
                keyed=True,
            ),
        )

    def hold_points(self, body: HoldIn, *, idempotency_key: str | None = None) -> KeptHoldOut:
        """Reserve points of a customer, those that end first; nobody else can spend them until they are let go or the time is up."""
        return cast(
            "KeptHoldOut",
            self._transport.request("POST", "/v1/points/holds", json=body, key=idempotency_key, keyed=True),
        )

    def list_holds(
        self, *, customer: str | None = None, limit: int | None = None, cursor: str | None = None
    ) -> PageKeptHoldOut:
        """What is on hold now, also by checkouts, those first that lapse first. One that is over is read by its key."""
        return cast(
            "PageKeptHoldOut",
            self._transport.request(
                "GET", "/v1/points/holds", params={"customer": customer, "limit": limit, "cursor": cursor}
            ),
        )

    def get_hold(self, key: str) -> KeptHoldOut:
        """A hold as it is at this instant, also when it is over."""
        return cast("KeptHoldOut", self._transport.request("GET", f"/v1/points/holds/{quote(str(key), safe='')}"))

    def capture_hold(self, key: str, body: CaptureIn, *, idempotency_key: str | None = None) -> KeptHoldOut:
        """Spend what is held, all or a part of it; the rest stays held. Refused when it has lapsed."""
        return cast(
            "KeptHoldOut",
            self._transport.request(
                "POST",
                f"/v1/points/holds/{quote(str(key), safe='')}/capture",
                json=body,
                key=idempotency_key,
                keyed=True,
            ),
        )

    def release_hold(self, key: str, body: ReleaseIn, *, idempotency_key: str | None = None) -> KeptHoldOut:
        """Let go of what is still held. Where nothing is, nothing is done."""
        return cast(
            "KeptHoldOut",
            self._transport.request(
                "POST",
                f"/v1/points/holds/{quote(str(key), safe='')}/release",
                json=body,
                key=idempotency_key,
                keyed=True,
            ),
        )

    def return_captured(self, key: str, body: ReturnIn, *, idempotency_key: str | None = None) -> KeptHoldOut:
        """Give captured points back to where they came from, the last drawn first. Those whose end has come stay ended, or
        live on for the programme's days of grace.
        """
        return cast(
            "KeptHoldOut",
            self._transport.request(
                "POST",
                f"/v1/points/holds/{quote(str(key), safe='')}/return",
                json=body,
                key=idempotency_key,
                keyed=True,
            ),
        )

    def transfer_points(self, body: TransferIn, *, idempotency_key: str | None = None) -> TransferOut:
        """Let points go from one registered customer to another: those that end first, with the ends that they have. It is
        undone by `POST /v1/points/transactions/{key}/undo`.
        """
        return cast(
            "TransferOut",
            self._transport.request("POST", "/v1/points/transfers", json=body, key=idempotency_key, keyed=True),
        )

    def estimate_points(self, body: EstimateIn) -> EstimateOut:
        """What a cart can be paid with points, what that is worth, what the order will earn, and why, in the language that
        `Accept-Language` prefers. Nothing is done.
        """
        return cast("EstimateOut", self._transport.request("POST", "/v1/points/estimate", json=body))

    def preview_mass_transaction(self, body: MassPreviewIn) -> MassPreviewOut:
        """Who would get or lose points, how many in total, and who has too few. Nothing is stored."""
        return cast("MassPreviewOut", self._transport.request("POST", "/v1/points/mass/preview", json=body))

    def read_mass_names(self, file: bytes) -> MassNamesOut:
        """Whom a CSV names, as segments' pins read it: by its column external_id, or email where a row has no id, or else its
        first. Nothing is done.
        """
        return cast(
            "MassNamesOut",
            self._transport.request("POST", "/v1/points/mass/names", content=file, content_type="text/csv"),
        )

    def create_mass_transaction(self, body: MassIn, *, idempotency_key: str | None = None) -> MassOut:
        """Give points to many customers, or take them, as one deed that the worker does and that can be undone as a whole."""
        return cast(
            "MassOut", self._transport.request("POST", "/v1/points/mass", json=body, key=idempotency_key, keyed=True)
        )

    def list_mass_transactions(self, *, limit: int | None = None, cursor: str | None = None) -> PageMassOut:
        """Mass transactions, the latest first."""
        return cast(
            "PageMassOut", self._transport.request("GET", "/v1/points/mass", params={"limit": limit, "cursor": cursor})
        )

    def get_mass_transaction(self, id: str) -> MassDetailOut:
        """How a mass transaction stands, and the first of those who had too few points."""
        return cast("MassDetailOut", self._transport.request("GET", f"/v1/points/mass/{quote(str(id), safe='')}"))

    def undo_mass_transaction(self, id: str, body: UndoIn, *, idempotency_key: str | None = None) -> MassOut:
        """Undo a mass transaction as a whole; one that is under way stops there. Undoing it again changes nothing."""
        return cast(
            "MassOut",
            self._transport.request(
                "POST", f"/v1/points/mass/{quote(str(id), safe='')}/undo", json=body, key=idempotency_key, keyed=True
            ),
        )

    def export_mass_short(self, id: str) -> bytes:
        """Everybody who had too few points, as CSV: who, and how many were missing."""
        return cast(
            "bytes", self._transport.request("GET", f"/v1/points/mass/{quote(str(id), safe='')}/short", raw=True)
        )

    def list_points_kinds(self) -> list[PointsKindOut]:
        """Every kind of points, the first one first, archived ones too."""
        return cast("list[PointsKindOut]", self._transport.request("GET", "/v1/points/kinds"))

    def create_points_kind(self, body: PointsKindIn, *, idempotency_key: str | None = None) -> PointsKindOut:
        """Make a kind of points beside those that there are."""
        return cast(
            "PointsKindOut",
            self._transport.request("POST", "/v1/points/kinds", json=body, key=idempotency_key, keyed=True),
        )

    def get_points_kind(self, id: str) -> PointsKindOut:
        """One kind of points."""
        return cast("PointsKindOut", self._transport.request("GET", f"/v1/points/kinds/{quote(str(id), safe='')}"))

    def change_points_kind(
        self, id: str, body: PointsKindChange, *, idempotency_key: str | None = None
    ) -> PointsKindOut:
        """Rename a kind of points, switch it on or off, or change how long its points last."""
        return cast(
            "PointsKindOut",
            self._transport.request(
                "PATCH", f"/v1/points/kinds/{quote(str(id), safe='')}", json=body, key=idempotency_key, keyed=True
            ),
        )

    def archive_points_kind(self, id: str, *, idempotency_key: str | None = None) -> PointsKindOut:
        """Give nothing more of a kind, for good. Refused, naming what goes by it, as long as anything does. Archived again it
        stays as it is.
        """
        return cast(
            "PointsKindOut",
            self._transport.request(
                "POST", f"/v1/points/kinds/{quote(str(id), safe='')}/archive", key=idempotency_key, keyed=True
            ),
        )
