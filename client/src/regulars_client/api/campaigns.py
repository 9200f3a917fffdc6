"""Routes of the API: campaigns."""
# Written by `make client` from the server's description of its API; change it there.

from __future__ import annotations

from typing import Literal, cast
from urllib.parse import quote

from regulars_client._transport import Transport
from regulars_client.models import (
    BackfillIn,
    BackfillOut,
    CampaignCheckIn,
    CampaignDraftIn,
    CampaignIn,
    CampaignOut,
    CampaignPathOut,
    CampaignPolicyIn,
    CampaignPolicyOut,
    CampaignPublishIn,
    CountsOut,
    EnterIn,
    EnterOut,
    MoveIn,
    MovesOut,
    PageBackfillOut,
    PageCampaignOut,
    PageCampaignRunOut,
    PageCampaignVersionOut,
    PageSimulationOut,
    PageWorkflowOut,
    ReadingOut,
    SimulationIn,
    SimulationOut,
    WorkflowChange,
    WorkflowIn,
    WorkflowOut,
)


class CampaignsRoutes:
    _transport: Transport

    def list_campaigns(
        self,
        *,
        search: str | None = None,
        state: Literal["draft", "test", "running", "paused", "ended", "archived"] | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> PageCampaignOut:
        """Campaigns, the oldest first; archived ones only when asked for by state."""
        return cast(
            "PageCampaignOut",
            self._transport.request(
                "GET", "/v1/campaigns", params={"search": search, "state": state, "cursor": cursor, "limit": limit}
            ),
        )

    def create_campaign(self, body: CampaignIn, *, idempotency_key: str | None = None) -> CampaignOut:
        """Make a campaign, as a draft; it may be incomplete."""
        return cast(
            "CampaignOut", self._transport.request("POST", "/v1/campaigns", json=body, key=idempotency_key, keyed=True)
        )

    def check_campaign(self, body: CampaignCheckIn) -> ReadingOut:
        """How a draft that isn't saved reads: everything that is wrong with it, each step as a sentence, its branches."""
        return cast("ReadingOut", self._transport.request("POST", "/v1/campaigns/check", json=body))

    def get_campaign(self, id: str) -> CampaignOut:
        """One campaign with its draft."""
        return cast("CampaignOut", self._transport.request("GET", f"/v1/campaigns/{quote(str(id), safe='')}"))

    def save_campaign_draft(self, id: str, body: CampaignDraftIn, *, idempotency_key: str | None = None) -> CampaignOut:
        """Save what was drawn, right or not; `changed` (409) when somebody else has saved meanwhile."""
        return cast(
            "CampaignOut",
            self._transport.request(
                "PUT", f"/v1/campaigns/{quote(str(id), safe='')}/draft", json=body, key=idempotency_key, keyed=True
            ),
        )

    def publish_campaign(self, id: str, body: CampaignPublishIn, *, idempotency_key: str | None = None) -> CampaignOut:
        """Make a version of the draft and run it, in test mode with a `test_address`. Runs under way stay in their version."""
        return cast(
            "CampaignOut",
            self._transport.request(
                "POST", f"/v1/campaigns/{quote(str(id), safe='')}/publish", json=body, key=idempotency_key, keyed=True
            ),
        )

    def pause_campaign(self, id: str, *, idempotency_key: str | None = None) -> CampaignOut:
        """Let nobody enter and no run go on."""
        return cast(
            "CampaignOut",
            self._transport.request(
                "POST", f"/v1/campaigns/{quote(str(id), safe='')}/pause", key=idempotency_key, keyed=True
            ),
        )

    def resume_campaign(self, id: str, *, idempotency_key: str | None = None) -> CampaignOut:
        """Go on after a pause. What happened meanwhile lets nobody enter; runs whose time has come go on at once."""
        return cast(
            "CampaignOut",
            self._transport.request(
                "POST", f"/v1/campaigns/{quote(str(id), safe='')}/resume", key=idempotency_key, keyed=True
            ),
        )

    def end_campaign(self, id: str, *, idempotency_key: str | None = None) -> CampaignOut:
        """Let nobody enter any more, and end the runs that are under way."""
        return cast(
            "CampaignOut",
            self._transport.request(
                "POST", f"/v1/campaigns/{quote(str(id), safe='')}/end", key=idempotency_key, keyed=True
            ),
        )

    def archive_campaign(self, id: str, *, idempotency_key: str | None = None) -> CampaignOut:
        """Put away a draft, or a campaign that has ended."""
        return cast(
            "CampaignOut",
            self._transport.request(
                "POST", f"/v1/campaigns/{quote(str(id), safe='')}/archive", key=idempotency_key, keyed=True
            ),
        )

    def restore_campaign(self, id: str, *, idempotency_key: str | None = None) -> CampaignOut:
        """Take an archived campaign out again."""
        return cast(
            "CampaignOut",
            self._transport.request(
                "POST", f"/v1/campaigns/{quote(str(id), safe='')}/restore", key=idempotency_key, keyed=True
            ),
        )

    def list_campaign_versions(self, id: str) -> PageCampaignVersionOut:
        """What was published, the latest first, with the runs that go by each still."""
        return cast(
            "PageCampaignVersionOut",
            self._transport.request("GET", f"/v1/campaigns/{quote(str(id), safe='')}/versions"),
        )

    def preview_campaign_move(self, id: str, body: MoveIn) -> MovesOut:
        """Where the runs of a version would go in another, node by node."""
        return cast(
            "MovesOut",
            self._transport.request("POST", f"/v1/campaigns/{quote(str(id), safe='')}/move/preview", json=body),
        )

    def move_campaign_runs(self, id: str, body: MoveIn, *, idempotency_key: str | None = None) -> MovesOut:
        """Have the runs of a version go on in another: those who come to another step take it at once, the others wait on."""
        return cast(
            "MovesOut",
            self._transport.request(
                "POST", f"/v1/campaigns/{quote(str(id), safe='')}/move", json=body, key=idempotency_key, keyed=True
            ),
        )

    def get_campaign_policy(self) -> CampaignPolicyOut:
        """What holds over all campaigns: how many mails a customer is sent at most, quiet hours, what is too late."""
        return cast("CampaignPolicyOut", self._transport.request("GET", "/v1/campaign-policy"))

    def change_campaign_policy(
        self, body: CampaignPolicyIn, *, idempotency_key: str | None = None
    ) -> CampaignPolicyOut:
        """Change what holds over all campaigns; what is left out is as by default."""
        return cast(
            "CampaignPolicyOut",
            self._transport.request("PUT", "/v1/campaign-policy", json=body, key=idempotency_key, keyed=True),
        )

    def list_campaign_runs(
        self,
        id: str,
        *,
        version: int | None = None,
        node: str | None = None,
        under_way: bool | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> PageCampaignRunOut:
        """Runs of a campaign, the latest first: those at a node, those under way or over."""
        return cast(
            "PageCampaignRunOut",
            self._transport.request(
                "GET",
                f"/v1/campaigns/{quote(str(id), safe='')}/runs",
                params={"version": version, "node": node, "under_way": under_way, "cursor": cursor, "limit": limit},
            ),
        )

    def list_customer_campaign_runs(
        self, customer: str, *, under_way: bool | None = None, cursor: str | None = None, limit: int | None = None
    ) -> PageCampaignRunOut:
        """A customer's ways through campaigns, the latest first."""
        return cast(
            "PageCampaignRunOut",
            self._transport.request(
                "GET",
                f"/v1/customers/{quote(str(customer), safe='')}/campaign-runs",
                params={"under_way": under_way, "cursor": cursor, "limit": limit},
            ),
        )

    def get_campaign_run(self, run: str) -> CampaignPathOut:
        """One run with every node that it has left, and what was done there."""
        return cast("CampaignPathOut", self._transport.request("GET", f"/v1/campaign-runs/{quote(str(run), safe='')}"))

    def enter_campaign(self, id: str, body: EnterIn, *, idempotency_key: str | None = None) -> EnterOut:
        """Let customers enter by hand, named or everybody in a segment; the worker lets them in."""
        return cast(
            "EnterOut",
            self._transport.request(
                "POST", f"/v1/campaigns/{quote(str(id), safe='')}/enter", json=body, key=idempotency_key, keyed=True
            ),
        )

    def count_campaign(
        self, id: str, *, window: Literal["24h", "7d", "all"] | None = None, version: int | None = None
    ) -> CountsOut:
        """How many are at each node now, and how many took each branch in a window, by whole hours."""
        return cast(
            "CountsOut",
            self._transport.request(
                "GET", f"/v1/campaigns/{quote(str(id), safe='')}/counts", params={"window": window, "version": version}
            ),
        )

    def list_workflows(
        self,
        *,
        search: str | None = None,
        state: Literal["draft", "test", "running", "paused", "ended", "archived"] | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> PageWorkflowOut:
        """Rewards workflows, the oldest first; archived ones only when asked for by state."""
        return cast(
            "PageWorkflowOut",
            self._transport.request(
                "GET", "/v1/workflows", params={"search": search, "state": state, "cursor": cursor, "limit": limit}
            ),
        )

    def create_workflow(self, body: WorkflowIn, *, idempotency_key: str | None = None) -> WorkflowOut:
        """Make a rewards workflow; it sends nothing until it is activated."""
        return cast(
            "WorkflowOut", self._transport.request("POST", "/v1/workflows", json=body, key=idempotency_key, keyed=True)
        )

    def get_workflow(self, id: str) -> WorkflowOut:
        """One rewards workflow."""
        return cast("WorkflowOut", self._transport.request("GET", f"/v1/workflows/{quote(str(id), safe='')}"))

    def change_workflow(self, id: str, body: WorkflowChange, *, idempotency_key: str | None = None) -> WorkflowOut:
        """Change a workflow; what runs stays as it is until it is activated again. A rule that goes takes nothing back."""
        return cast(
            "WorkflowOut",
            self._transport.request(
                "PATCH", f"/v1/workflows/{quote(str(id), safe='')}", json=body, key=idempotency_key, keyed=True
            ),
        )

    def activate_workflow(self, id: str, body: CampaignPublishIn, *, idempotency_key: str | None = None) -> WorkflowOut:
        """Let it run from now on; with a `test_address` all its mails go there."""
        return cast(
            "WorkflowOut",
            self._transport.request(
                "POST", f"/v1/workflows/{quote(str(id), safe='')}/activate", json=body, key=idempotency_key, keyed=True
            ),
        )

    def pause_workflow(self, id: str, *, idempotency_key: str | None = None) -> WorkflowOut:
        """Ask about no orders until it is resumed."""
        return cast(
            "WorkflowOut",
            self._transport.request(
                "POST", f"/v1/workflows/{quote(str(id), safe='')}/pause", key=idempotency_key, keyed=True
            ),
        )

    def resume_workflow(self, id: str, *, idempotency_key: str | None = None) -> WorkflowOut:
        """Go on after a pause."""
        return cast(
            "WorkflowOut",
            self._transport.request(
                "POST", f"/v1/workflows/{quote(str(id), safe='')}/resume", key=idempotency_key, keyed=True
            ),
        )

    def end_workflow(self, id: str, *, idempotency_key: str | None = None) -> WorkflowOut:
        """Ask about no orders any more."""
        return cast(
            "WorkflowOut",
            self._transport.request(
                "POST", f"/v1/workflows/{quote(str(id), safe='')}/end", key=idempotency_key, keyed=True
            ),
        )

    def archive_workflow(self, id: str, *, idempotency_key: str | None = None) -> WorkflowOut:
        """Put away a workflow that was never activated, or has ended."""
        return cast(
            "WorkflowOut",
            self._transport.request(
                "POST", f"/v1/workflows/{quote(str(id), safe='')}/archive", key=idempotency_key, keyed=True
            ),
        )

    def restore_workflow(self, id: str, *, idempotency_key: str | None = None) -> WorkflowOut:
        """Take an archived workflow out again."""
        return cast(
            "WorkflowOut",
            self._transport.request(
                "POST", f"/v1/workflows/{quote(str(id), safe='')}/restore", key=idempotency_key, keyed=True
            ),
        )

    def simulate_campaign(self, id: str, body: SimulationIn) -> SimulationOut:
        """Simulate a campaign over the last days of the shop. Nothing is given and nothing is sent; the answer is a job."""
        return cast(
            "SimulationOut",
            self._transport.request("POST", f"/v1/campaigns/{quote(str(id), safe='')}/simulations", json=body),
        )

    def list_campaign_simulations(
        self, id: str, *, cursor: str | None = None, limit: int | None = None
    ) -> PageSimulationOut:
        """The simulations of a campaign, the latest first."""
        return cast(
            "PageSimulationOut",
            self._transport.request(
                "GET", f"/v1/campaigns/{quote(str(id), safe='')}/simulations", params={"cursor": cursor, "limit": limit}
            ),
        )

    def get_campaign_simulation(self, id: str, simulation: str) -> SimulationOut:
        """How far a simulation is, and what came of it."""
        return cast(
            "SimulationOut",
            self._transport.request(
                "GET", f"/v1/campaigns/{quote(str(id), safe='')}/simulations/{quote(str(simulation), safe='')}"
            ),
        )

    def cancel_campaign_simulation(self, id: str, simulation: str) -> SimulationOut:
        """Break a simulation off; one that is done stays as it is."""
        return cast(
            "SimulationOut",
            self._transport.request(
                "POST", f"/v1/campaigns/{quote(str(id), safe='')}/simulations/{quote(str(simulation), safe='')}/cancel"
            ),
        )

    def create_campaign_backfill(self, id: str, body: BackfillIn, *, idempotency_key: str | None = None) -> BackfillOut:
        """Ask who would enter a campaign that runs by what happened in a period. Nobody enters before it is started."""
        return cast(
            "BackfillOut",
            self._transport.request(
                "POST", f"/v1/campaigns/{quote(str(id), safe='')}/backfills", json=body, key=idempotency_key, keyed=True
            ),
        )

    def list_campaign_backfills(
        self, id: str, *, cursor: str | None = None, limit: int | None = None
    ) -> PageBackfillOut:
        """The back-fills of a campaign, the latest first."""
        return cast(
            "PageBackfillOut",
            self._transport.request(
                "GET", f"/v1/campaigns/{quote(str(id), safe='')}/backfills", params={"cursor": cursor, "limit": limit}
            ),
        )

    def get_campaign_backfill(self, id: str, backfill: str) -> BackfillOut:
        """How far a back-fill is, and who would enter by it."""
        return cast(
            "BackfillOut",
            self._transport.request(
                "GET", f"/v1/campaigns/{quote(str(id), safe='')}/backfills/{quote(str(backfill), safe='')}"
            ),
        )

    def start_campaign_backfill(self, id: str, backfill: str, *, idempotency_key: str | None = None) -> BackfillOut:
        """Let them enter. Each occasion is entered by once, so one that was broken off can be started again."""
        return cast(
            "BackfillOut",
            self._transport.request(
                "POST",
                f"/v1/campaigns/{quote(str(id), safe='')}/backfills/{quote(str(backfill), safe='')}/start",
                key=idempotency_key,
                keyed=True,
            ),
        )

    def cancel_campaign_backfill(self, id: str, backfill: str, *, idempotency_key: str | None = None) -> BackfillOut:
        """Break it off; whoever has entered stays. One that is done stays as it is."""
        return cast(
            "BackfillOut",
            self._transport.request(
                "POST",
                f"/v1/campaigns/{quote(str(id), safe='')}/backfills/{quote(str(backfill), safe='')}/cancel",
                key=idempotency_key,
                keyed=True,
            ),
        )
