"""What came of a newsletter, read on its page: figures, what counts, and who got nothing and why."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from tests.ui.conftest import Served
from tests.ui.test_mail_sent import template
from tests.ui.test_rewards import put


def sent(page: Page, served: Served, name: str) -> str:
    """A newsletter that went to everybody who may be written to."""
    said = {"name": name, "template": template(served, name), "sends_to": "all"}
    made = put(page, "/v1/newsletters", said)
    put(page, f"/v1/newsletters/{made['id']}/schedule", {"version": made["version"]})
    served.until(f"/v1/newsletters/{made['id']}", lambda one: one["state"] == "sent")
    return str(made["id"])


def test_the_page_of_a_newsletter_says_what_came_of_it(olga: Page, served: Served) -> None:
    id = sent(olga, served, "Read")
    found = olga.request.get(f"/v1/results/newsletter/{id}").json()
    assert found["sent"] > 0

    olga.goto(f"/messages/newsletters/{id}")

    row = olga.get_by_role("table", name="Subject by subject").get_by_role("row").nth(1)
    expect(row).to_contain_text("As the template has it")
    expect(olga.get_by_text("An order counts when it is placed within 5 days after a click.")).to_be_visible()
    olga.get_by_text("Not sent", exact=True).last.click()
    rows = olga.get_by_role("table", name="Not sent").get_by_role("row")
    if found["blocked"]:
        expect(rows.nth(1)).to_contain_text("@")
    else:
        expect(olga.get_by_text("Nothing was held back in this time")).to_be_visible()


def test_what_counts_is_said_otherwise_on_the_page(olga: Page, served: Served) -> None:
    id = sent(olga, served, "Counted")
    olga.goto(f"/messages/newsletters/{id}")

    olga.get_by_role("button", name="Count otherwise").click()
    dialog = olga.get_by_role("dialog")
    dialog.get_by_text("Sending", exact=True).click()
    dialog.get_by_label("Within so many days").fill("14")
    dialog.get_by_role("button", name="Save changes").click()

    expect(olga.get_by_text("within 14 days after the mail was sent, opened or clicked")).to_be_visible()
    kept = olga.request.get(f"/v1/results/newsletter/{id}").json()["attribution"]
    assert kept == {"by": "delivery", "days": 14, "version": 1}
