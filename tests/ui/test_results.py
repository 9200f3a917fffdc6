"""What came of a newsletter, read on its page: figures, what counts, and who got nothing and why."""

from __future__ import annotations

import re

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


def test_row_by_row_says_the_subject_and_the_name(olga: Page, served: Served) -> None:
    said = {"name": "Rows", "template": template(served, "Rows"), "sends_to": "all", "subjects": ["One", "Two"]}
    made = put(olga, "/v1/newsletters", said)
    put(olga, f"/v1/newsletters/{made['id']}/schedule", {"version": made["version"]})
    served.until(f"/v1/newsletters/{made['id']}", lambda one: one["state"] == "sent")
    olga.goto(f"/messages/newsletters/{made['id']}")

    row = olga.get_by_role("table", name="Sent").get_by_role("row").filter(has_text="c059@mail.example")

    expect(row.get_by_role("link", name="Customer Number 59")).to_be_visible()
    expect(row.get_by_role("cell").nth(1)).to_have_text(re.compile("^(One A|Two B)$"))


def test_a_newsletter_that_was_sent_in_another_window_says_so(olga: Page, served: Served) -> None:
    said = {"name": "Of two windows", "template": template(served, "Windows"), "sends_to": "registered"}
    made = put(olga, "/v1/newsletters", said)
    olga.goto(f"/messages/newsletters/{made['id']}")
    olga.get_by_role("button", name="Send now").click()
    confirm = olga.get_by_role("dialog").get_by_role("button", name="Send now")
    expect(confirm).to_be_enabled()
    put(olga, f"/v1/newsletters/{made['id']}/schedule", {"version": made["version"]})

    confirm.click()

    expect(olga.get_by_role("alert").filter(has_text="It was sent meanwhile")).to_be_visible()
    expect(olga.get_by_role("dialog")).to_be_hidden()
    expect(olga.get_by_text("had their turn")).to_be_visible()
    sent = served.until(f"/v1/newsletters/{made['id']}", lambda one: one["state"] == "sent")
    assert sum(one["sent"] + one["blocked"] for one in sent["results"]) == sent["total"]


def test_a_newsletter_that_was_changed_in_another_window_is_shown_as_it_is(olga: Page, served: Served) -> None:
    said = {"name": "Changed", "template": template(served, "Changed"), "sends_to": "registered"}
    made = put(olga, "/v1/newsletters", said)
    olga.goto(f"/messages/newsletters/{made['id']}")
    name = olga.get_by_label("Name", exact=True)
    expect(name).to_have_value("Changed")
    answer = olga.request.put(
        f"/v1/newsletters/{made['id']}",
        data=said | {"name": "Changed there", "version": made["version"]},
        headers={"X-Regulars": "1"},
    )
    assert answer.ok, answer.text()

    name.fill("Changed here")
    olga.get_by_role("button", name="Save changes", exact=True).click()
    expect(olga.get_by_role("alert")).to_be_visible()
    expect(name).to_have_value("Changed here")
    olga.get_by_role("button", name="Load what is stored now").click()

    expect(olga.get_by_role("alert").filter(has_text="It was changed meanwhile")).to_be_visible()
    expect(name).to_have_value("Changed there")
