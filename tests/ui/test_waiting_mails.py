"""What waits or is in doubt is told where somebody looks for it: in the log, with the customer and in results; doubts are settled there."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, expect
from tests.messaging.conftest import HANGS_UP, Box, serving
from tests.stories.drawing import drawn, node
from tests.ui.conftest import Served
from tests.ui.test_mail_sent import template
from tests.ui.test_rewards import customer, put

ANNA = "c001"


def running(page: Page, name: str, step: dict[str, Any], **settings: Any) -> str:
    """A campaign by hand, of one step."""
    draft = drawn({"kind": "by_hand"}, node("first", step, next="end"), settings=settings)
    made = put(page, "/v1/campaigns", {"name": name, "draft": draft})
    put(page, f"/v1/campaigns/{made['id']}/publish", {"revision": made["revision"]})
    return str(made["id"])


def mail_goes(page: Page, **said: Any) -> None:
    version = page.request.get("/v1/mail-settings").json()["version"]
    answer = page.request.patch("/v1/mail-settings", data=said | {"version": version}, headers={"X-Regulars": "1"})
    assert answer.ok, answer.text()


def test_a_mail_that_waits_for_quiet_hours_says_so(olga: Page, served: Served) -> None:
    whole_day = {"since": "00:00", "until": "23:59"}
    id = running(olga, "Quiet", {"kind": "mail", "template": template(served, "Quiet news")}, quiet_hours=whole_day)
    who = customer(olga, ANNA)
    put(olga, f"/v1/campaigns/{id}/enter", {"customers": [f"id:{who}"]})
    served.until(f"/v1/messages?source=campaign&source_id={id}", lambda found: len(found["data"]) == 1)

    olga.goto(f"/customers/{who}?tab=messages")
    expect(olga.get_by_text(re.compile("^quiet hours, until ")).last).to_be_visible()

    olga.goto(f"/campaigns/{id}?tab=results")
    expect(olga.get_by_text("1 yet to be sent · quiet hours: 1")).to_be_visible()


def test_a_mail_that_waits_for_a_server_that_is_away_leads_to_the_settings(olga: Page, served: Served) -> None:
    mail_goes(
        olga, transport="smtp", host="127.0.0.1", port=1, security="none", from_address="news@shop.example",
        public_url="https://mail.shop.example",
    )  # fmt: skip
    id = running(olga, "Away", {"kind": "mail", "template": template(served, "Away")})
    who = customer(olga, ANNA)
    put(olga, f"/v1/campaigns/{id}/enter", {"customers": [f"id:{who}"]})
    served.until(
        f"/v1/results/campaign/{id}", lambda found: [one["waits_for"] for one in found["waiting_for"]] == ["server"]
    )

    olga.goto(f"/campaigns/{id}?tab=results")
    expect(olga.get_by_text("1 yet to be sent · the mail server can’t be reached: 1")).to_be_visible()
    olga.goto(f"/customers/{who}?tab=messages")
    expect(olga.get_by_text("the mail server can’t be reached", exact=True).last).to_be_visible()
    olga.get_by_role("link", name="Mail settings").first.click()
    expect(olga).to_have_url(re.compile("/settings/mail$"))

    mail_goes(olga, transport="mailbox")
    served.until(f"/v1/results/campaign/{id}", lambda found: (found["delivered"], found["waiting_for"]) == (1, []))


def test_another_campaign_is_chosen_of_those_that_somebody_can_be_in(olga: Page) -> None:
    wait = {"kind": "wait", "length": {"amount": 1, "unit": "hours"}}
    running(olga, "Running", wait)
    put(olga, "/v1/campaigns", {"name": "Drawn only", "draft": {}})
    enters = drawn({"kind": "by_hand"}, node("enter", {"kind": "enter_campaign"}, next="end"))
    own = put(olga, "/v1/campaigns", {"name": "Enters", "draft": enters})

    olga.goto(f"/campaigns/{own['id']}/edit")
    olga.get_by_role("region", name="Canvas").get_by_role("button", name=re.compile("^Enter a campaign")).click()
    olga.get_by_role("combobox", name="Campaign").click()

    expect(olga.get_by_role("option", name="Running", exact=True)).to_be_visible()
    expect(olga.get_by_role("option", name="Drawn only")).to_have_count(0)
    expect(olga.get_by_role("option", name="Enters")).to_have_count(0)


def in_doubt(page: Page, served: Served, box: Box, name: str) -> str:
    """A campaign whose one mail the server may have taken."""
    box.at_data = lambda: HANGS_UP
    mail_goes(
        page, transport="smtp", host=box.host, port=box.port, security="none", from_address="news@shop.example",
        public_url="https://mail.shop.example",
    )  # fmt: skip
    id = running(page, name, {"kind": "mail", "template": template(served, name)})
    put(page, f"/v1/campaigns/{id}/enter", {"customers": [f"id:{customer(page, ANNA)}"]})
    served.until(f"/v1/results/campaign/{id}", lambda found: found["unknown"] == 1)
    return id


def test_mails_in_doubt_are_sent_again_after_a_warning(olga: Page, served: Served) -> None:
    with serving() as box:
        id = in_doubt(olga, served, box, "In doubt")
        box.at_data = lambda: "250 OK"

        olga.goto(f"/campaigns/{id}?tab=results")
        expect(olga.get_by_text("Nobody knows whether 1 mail was taken")).to_be_visible()
        olga.get_by_role("button", name="Send again").click()
        asked = olga.get_by_role("dialog", name="Send 1 mail again?")
        expect(asked).to_contain_text("may get this mail twice")
        asked.get_by_role("button", name="Send again").click()

        expect(olga.get_by_text("1 mail is sent again")).to_be_visible()
        served.until(f"/v1/results/campaign/{id}", lambda found: (found["unknown"], found["delivered"]) == (0, 1))
        assert len(box.mails) == 1
        mail_goes(olga, transport="mailbox")


def test_a_mail_in_doubt_that_may_not_be_sent_again_stays_in_doubt_and_says_why(olga: Page, served: Served) -> None:
    with serving() as box:
        id = in_doubt(olga, served, box, "Still in doubt")
        [sent] = olga.request.get(f"/v1/messages?source=campaign&source_id={id}").json()["data"]
        put(olga, "/v1/suppressions", {"address": sent["address"]})
        put(olga, "/v1/messages/settle", {"source": "campaign", "source_id": id, "what": "send_again"})
        served.until(f"/v1/messages/{sent['id']}", lambda found: found["reason"] == "suppressed")

        olga.goto(f"/customers/{customer(olga, ANNA)}?tab=messages")
        expect(olga.get_by_text("not sent again: address suppressed").last).to_be_visible()
        results = olga.request.get(f"/v1/results/campaign/{id}").json()
        assert (results["sent"], results["unknown"], results["blocked"]) == (1, 1, 0)
        olga.request.delete(f"/v1/suppressions/{sent['address']}", headers={"X-Regulars": "1"})
        mail_goes(olga, transport="mailbox")
