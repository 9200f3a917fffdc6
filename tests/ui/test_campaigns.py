"""Campaigns drawn by hand: D1 by mouse on the canvas, D2 by keyboard in the outline; saved, mended, published, watched."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect
from tests.ui.conftest import Served
from tests.ui.making import choose, made
from tests.ui.test_rewards import put, with_codes


def stored(page: Page, name: str) -> Any:
    [found] = [one for one in page.request.get("/v1/campaigns").json()["data"] if one["name"] == name]
    return found


def steps(campaign: Any) -> dict[str, Any]:
    return {node["id"]: (node["step"]["kind"], node["next"]) for node in campaign["draft"]["nodes"]}


def pick(page: Page, step: str) -> None:
    """Choose a step in the list that asks which one comes here."""
    dialog = page.get_by_role("dialog", name="Which step comes here?")
    dialog.get_by_role("textbox").fill(step)
    dialog.get_by_role("option", name=step, exact=True).click()
    expect(dialog).to_be_hidden()


def line(outline: Locator, says: str) -> Locator:
    """The line of a step, by how it begins."""
    return outline.locator("[data-line]").filter(has_text=re.compile(f"^{re.escape(says)}"))


def test_d1_is_drawn_by_mouse(olga: Page, served: Served) -> None:
    registered = {
        "value": "customer.registered_at",
        "op": "<",
        "to": "1990-01-01T00:00:00",
    }  # nobody, so that other segments stay as they are
    made(served, "loyal-year", condition=registered)
    olga.goto("/campaigns")
    olga.get_by_role("link", name="New campaign").first.click()
    olga.get_by_role("textbox", name="Name", exact=True).fill("Birthday bonus")
    canvas = olga.get_by_role("region", name="Canvas")
    canvas.get_by_role("button", name=re.compile("^What lets customers enter")).click()
    choose(olga, "A customer enters", "A date comes")
    canvas.get_by_role("button", name="Add a step after “A date comes”").click()
    pick(olga, "Is in a segment?")
    choose(olga, "Segment", "Loyal-Year")
    canvas.get_by_role("button", name="Add a step after “Is in a segment?: Yes”").click()
    pick(olga, "Give points")
    olga.get_by_role("textbox", name="Points", exact=True).fill("500")
    expect(canvas.get_by_role("button", name=re.compile("^Give points"))).to_contain_text("500 points")
    canvas.get_by_role("button", name="Add a step after “Give points”").click()
    pick(olga, "End")
    expect(canvas.get_by_role("button", name=re.compile("^End"))).to_be_visible()

    olga.get_by_role("button", name="Save draft").click()

    expect(olga.get_by_role("heading", name="Birthday bonus")).to_be_visible()
    campaign = stored(olga, "Birthday bonus")
    assert campaign["draft"]["trigger"]["kind"] == "date"
    assert steps(campaign) == {
        "select": ("select", {"yes": "award_points"}),
        "award_points": ("award_points", {"next": "end"}),
        "end": ("end", {}),
    }
    assert [error["pointer"].split("/")[1] for error in campaign["reading"]["errors"]] == ["nodes"]


def test_a_coupon_whose_lifetime_came_over_rest_is_opened(olga: Page) -> None:
    """The draft says no more than it has to, as that of the demo shop does."""
    promotion = with_codes(olga, "Of the draft")
    step = {"kind": "give_coupon", "promotion": promotion, "lifetime": {"amount": 14, "unit": "days"}}
    nodes = [{"id": "coupon", "step": step, "next": {"next": "end"}}, {"id": "end", "step": {"kind": "end"}}]
    draft = {"trigger": {"kind": "by_hand"}, "first": "coupon", "nodes": nodes}
    made = put(olga, "/v1/campaigns", {"name": "Over REST", "draft": draft})
    olga.goto(f"/campaigns/{made['id']}/edit")

    olga.get_by_role("region", name="Canvas").get_by_role("button", name=re.compile("^Give a coupon")).click()

    expect(olga.get_by_role("textbox", name="How many", exact=True)).to_have_value("14")


def test_d2_is_drawn_by_keyboard(olga: Page) -> None:
    with_codes(olga, "Ten percent")
    olga.goto("/campaigns/new")
    olga.get_by_role("textbox", name="Name", exact=True).fill("Abandoned cart")
    olga.get_by_text("Outline", exact=True).press("ArrowRight")
    olga.get_by_role("radio", name="Outline").press("Space")
    outline = olga.get_by_role("list", name="Outline")
    line(outline, "What lets customers enter?").press("Enter")
    olga.get_by_role("combobox", name="A customer enters").fill("cart")
    olga.get_by_role("combobox", name="A customer enters").press("ArrowDown")
    olga.get_by_role("combobox", name="A customer enters").press("Enter")
    olga.get_by_role("textbox", name="After: number").fill("1")

    def put_after(says: str, step: str) -> None:
        line(outline, says).press("+")
        search = olga.get_by_role("dialog").get_by_role("textbox")
        search.fill(step)
        expect(olga.get_by_role("dialog").get_by_role("option", name=step, exact=True)).to_have_attribute(
            "data-combobox-selected", "true"
        )
        search.press("Enter")
        expect(olga.get_by_role("dialog")).to_be_hidden()
        expect(line(outline, step)).to_be_focused()

    put_after("A cart is left alone", "Wait")
    olga.get_by_role("textbox", name="How long: number").fill("24")
    put_after("Wait", "Give a coupon")
    put_after("Give a coupon", "End")
    line(outline, "Wait").press("Alt+ArrowDown")
    expect(outline.locator("[data-line]").nth(1)).to_contain_text("Give a coupon")
    line(outline, "Wait").press("Alt+ArrowUp")
    olga.keyboard.press("Control+s")

    expect(olga.get_by_role("heading", name="Abandoned cart")).to_be_visible()
    assert steps(stored(olga, "Abandoned cart")) == {
        "wait": ("wait", {"next": "give_coupon"}),
        "give_coupon": ("give_coupon", {"next": "end"}),
        "end": ("end", {}),
    }


def drawn(page: Page, name: str) -> Any:
    """A campaign that can be published."""
    draft = {
        "trigger": {"kind": "by_hand"},
        "first": "wait",
        "nodes": [
            {"id": "wait", "step": {"kind": "wait", "length": {"amount": 7, "unit": "days"}}, "next": {"next": "end"}},
            {"id": "end", "step": {"kind": "end"}, "next": {}},
        ],
    }
    return put(page, "/v1/campaigns", {"name": name, "draft": draft})


def test_it_is_published_paused_and_ended(olga: Page) -> None:
    campaign = drawn(olga, "Short life")
    olga.goto(f"/campaigns/{campaign['id']}")

    olga.get_by_role("button", name="Publish").click()
    olga.get_by_role("dialog").get_by_role("button", name="Publish").click()
    expect(olga.get_by_text("Running", exact=True)).to_be_visible()
    olga.get_by_role("button", name="Pause").click()
    expect(olga.get_by_text("Paused", exact=True)).to_be_visible()
    olga.get_by_role("button", name="More", exact=False).first.click()
    olga.get_by_role("menuitem", name="End").click()
    olga.get_by_role("dialog").get_by_role("button", name="End").click()

    expect(olga.get_by_text("Ended", exact=True)).to_be_visible()
    assert stored(olga, "Short life")["state"] == "ended"


def test_what_is_wrong_is_told_before_it_is_published(olga: Page) -> None:
    campaign = put(olga, "/v1/campaigns", {"name": "Not yet"})
    olga.goto(f"/campaigns/{campaign['id']}")

    olga.get_by_role("button", name="Publish").click()

    dialog = olga.get_by_role("dialog")
    expect(dialog).to_contain_text("to mend")
    expect(dialog.get_by_role("button", name="Publish")).to_be_disabled()


def test_what_it_probably_does_not_mean_is_told_before_it_is_published(olga: Page, served: Served) -> None:
    made(served, "never-again", condition={"value": "customer.email", "op": "=", "to": "never@x.example"})
    halves = [{"name": "treated", "percent": "50"}, {"name": "left", "percent": "50", "hold_out": True}]
    over = {"kind": "schedule", "recurs": "FREQ=DAILY;COUNT=1", "since": "2020-01-01", "segment": "never-again"}
    draft = {
        "trigger": over, "first": "halves",
        "nodes": [
            {"id": "halves", "step": {"kind": "split", "shares": halves}, "next": {"treated": "give", "left": "give"}},
            {"id": "give", "step": {"kind": "award_points", "points": 5}, "next": {"next": "end"}},
            {"id": "end", "step": {"kind": "end"}},
        ],
    }  # fmt: skip
    campaign = put(olga, "/v1/campaigns", {"name": "Once, long ago", "draft": draft})
    olga.goto(f"/campaigns/{campaign['id']}")

    olga.get_by_role("button", name="Publish").click()

    dialog = olga.get_by_role("dialog")
    expect(dialog).to_contain_text("2 things to look at again")
    expect(dialog).to_contain_text("this never comes again, so nobody enters; choose days that are yet to come")
    expect(dialog).to_contain_text("is left alone for comparison and gets this all the same")
    expect(dialog.get_by_role("button", name="Publish")).to_be_enabled()


def test_of_two_who_save_neither_loses_anything(olga: Page) -> None:
    campaign = drawn(olga, "Of two")
    olga.goto(f"/campaigns/{campaign['id']}/edit")
    olga.get_by_role("textbox", name="Name", exact=True).fill("Of two, mine")
    draft = campaign["draft"] | {"settings": {"ends_on": {"order": True}}}
    other = olga.request.put(
        f"/v1/campaigns/{campaign['id']}/draft",
        data={"revision": campaign["revision"], "name": "Of two, theirs", "draft": draft},
        headers={"X-Regulars": "1"},
    )
    assert other.ok

    olga.get_by_role("button", name="Save draft").click()
    expect(olga.get_by_role("alert").filter(has_text="Of two, theirs")).to_be_visible()
    expect(olga.get_by_role("textbox", name="Name", exact=True)).to_have_value("Of two, mine")
    olga.get_by_role("button", name="Save mine over it").click()

    expect(olga).to_have_url(re.compile(f"/campaigns/{campaign['id']}$"))
    assert stored(olga, "Of two, mine")["draft"] == campaign["draft"]


def test_points_that_are_about_to_end_lead_to_a_campaign_that_tells_of_it(olga: Page) -> None:
    home = olga.request.get("/v1/home").json()
    nothing = dict.fromkeys(("id", "name", "since", "number", "customers", "share", "reason"))
    home["attention"] = [nothing | {"kind": "points_ending", "tone": "info", "number": 500, "customers": 1}]
    olga.route("**/v1/home", lambda route: route.fulfill(json=home))
    olga.goto("/")

    olga.get_by_role("link", name="Remind them").click()

    expect(olga.get_by_role("textbox", name="Name", exact=True)).to_have_value("Points about to end")
    canvas = olga.get_by_role("region", name="Canvas")
    expect(canvas.get_by_role("button", name=re.compile("^Points are about to end"))).to_be_visible()
    expect(canvas.get_by_role("button", name=re.compile("^Send a mail"))).to_be_visible()


CONTRAST = """() => {
  const light = (colour) => {
    const parts = colour.match(/[\\d.]+/g).slice(0, 3).map((one) => one / 255)
    const [r, g, b] = parts.map((one) => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const of = (part, what) => light(getComputedStyle(document.querySelector(part))[what])
  const below = of('body', 'backgroundColor')
  return ['.react-flow__edge-path', '.react-flow__arrowhead polyline'].map((part) => {
    const [dark, bright] = [of(part, 'stroke'), below].sort((one, other) => one - other)
    return (bright + 0.05) / (dark + 0.05)
  })
}"""
"""How much lines and arrowheads stand out, as WCAG counts it: 3 for what isn't text."""


def test_what_leads_where_is_seen_in_light_and_dark(olga: Page) -> None:
    olga.goto("/campaigns/new?starter=cart")
    expect(olga.locator(".react-flow__edge-path").first).to_be_attached()

    for scheme in ("light", "dark"):
        olga.emulate_media(color_scheme=scheme)
        assert min(olga.evaluate(CONTRAST)) >= 3


def of_points(points: int) -> dict[str, Any]:
    """Points for whoever is let in by hand."""
    give = {"kind": "award_points", "points": {"of": {"number": str(points)}, "at_most": points}}
    nodes = [{"id": "give", "step": give, "next": {"next": "end"}}, {"id": "end", "step": {"kind": "end"}}]
    return {"trigger": {"kind": "by_hand"}, "first": "give", "nodes": nodes}


def test_what_runs_is_drawn_and_a_draft_that_differs_is_a_press_away(olga: Page) -> None:
    campaign = put(olga, "/v1/campaigns", {"name": "Of a hundred", "draft": of_points(100)})
    path = f"/v1/campaigns/{campaign['id']}"
    put(olga, f"{path}/publish", {"revision": campaign["revision"]})
    changed = of_points(150) | {"trigger": {"kind": "event", "name": "quiz"}}
    answer = olga.request.put(
        f"{path}/draft", data={"revision": campaign["revision"], "draft": changed}, headers={"X-Regulars": "1"}
    )
    assert answer.ok, answer.text()
    olga.goto(f"/campaigns/{campaign['id']}")
    canvas = olga.get_by_role("region", name="Canvas")
    head, give = olga.locator(".head-text"), canvas.get_by_role("button", name=re.compile("^Give points"))

    expect(give).to_contain_text("100")
    expect(head).to_contain_text("hand")
    expect(olga.get_by_text("There is a draft that differs; version 1 runs.")).to_be_visible()
    counts = olga.get_by_role("radiogroup", name="Counted over")
    expect(counts).to_be_visible()

    olga.get_by_role("button", name="Look at the draft").press("Enter")

    expect(give).to_contain_text("150")
    expect(olga.get_by_text("This is the draft, which nobody enters; version 1 runs.")).to_be_visible()
    expect(counts).to_be_hidden()
    expect(head).to_contain_text("hand")
    olga.get_by_role("button", name="Look at version 1").press("Enter")
    expect(give).to_contain_text("100")

    olga.get_by_role("button", name="Publish").click()
    olga.get_by_role("dialog").get_by_role("button", name="Publish").click()
    expect(give).to_contain_text("150")
    expect(olga.get_by_text("There is a draft that differs")).to_be_hidden()


def test_of_a_new_campaign_it_is_said_what_comes_first_and_nothing_is_wrong_yet(olga: Page) -> None:
    olga.goto("/campaigns/new")
    trigger = olga.get_by_role("region", name="Canvas").get_by_role("button", name=re.compile("^What lets customers"))

    expect(olga.get_by_role("status").filter(has_text="Choose first what lets customers enter")).to_be_visible()
    expect(trigger).not_to_have_attribute("data-wrong", "true")
    expect(olga.get_by_role("tab", name=re.compile("To mend"))).to_have_count(0)
    olga.get_by_role("textbox", name="Name", exact=True).fill("Named only")
    trigger.click()
    expect(olga.get_by_role("combobox", name="A customer enters")).not_to_have_attribute("aria-invalid", "true")
    choose(olga, "A customer enters", "A date comes")

    expect(olga.get_by_role("status").filter(has_text="to mend")).to_be_visible()
    expect(olga.get_by_role("tab", name=re.compile("To mend"))).to_be_visible()


def test_a_starter_is_to_be_filled_in_and_readable_from_its_top(olga: Page) -> None:
    olga.goto("/campaigns/new?starter=cart")
    canvas = olga.get_by_role("region", name="Canvas")
    mail = canvas.get_by_role("button", name=re.compile("^Send a mail")).first

    expect(mail).to_be_attached()
    expect(olga.get_by_role("status").filter(has_text="still to be filled in")).to_be_visible()
    expect(canvas.locator("[data-wrong]")).to_have_count(0)
    first = canvas.locator(".react-flow__node").first.bounding_box()
    frame = canvas.bounding_box()
    assert first
    assert frame
    assert first["width"] >= 260 * 11 / 12 - 1  # sentences of 12 px are 11 px at least
    assert 0 < first["y"] - frame["y"] < 100


def test_a_canvas_that_goes_on_says_so_and_leads_to_its_end(olga: Page) -> None:
    olga.set_viewport_size({"width": 1440, "height": 900})
    olga.goto("/campaigns/new?starter=cart")
    canvas = olga.get_by_role("region", name="Canvas")
    end = canvas.get_by_role("button", name=re.compile("^End"))
    more = canvas.get_by_role("button", name=re.compile("more steps? below"))
    expect(more).to_be_visible()
    frame = canvas.bounding_box()
    assert frame

    more.click()

    expect(more).to_be_hidden()
    box = end.bounding_box()
    assert box
    assert box["y"] + box["height"] <= frame["y"] + frame["height"]


def test_on_a_phone_nothing_is_said_of_keys_and_of_what_is_not_there(olga: Page) -> None:
    olga.set_viewport_size({"width": 390, "height": 844})
    olga.goto("/campaigns/new?starter=cart")
    outline = olga.get_by_role("list", name="Outline")

    expect(olga.get_by_text("Choose a step to say what it does; + adds one after it.")).to_be_visible()
    expect(olga.get_by_text("Arrows move")).to_have_count(0)
    expect(line(outline, "End")).to_have_text("End")


def test_the_outline_of_what_runs_tells_as_many_as_the_canvas(olga: Page) -> None:
    campaign = put(olga, "/v1/campaigns", {"name": "Counted", "draft": of_points(5)})
    path = f"/v1/campaigns/{campaign['id']}"
    put(olga, f"{path}/publish", {"revision": campaign["revision"]})
    counts = {
        "window": "7d",
        "entered": 12,
        "nodes": [{"node": "give", "waiting": 3}],
        "edges": [{"node": "give", "branch": "next", "runs": 9}],
    }
    olga.route(f"**{path}/counts*", lambda route: route.fulfill(json=counts))
    olga.goto(f"/campaigns/{campaign['id']}")
    canvas = olga.get_by_role("region", name="Canvas")
    expect(canvas.get_by_text("12", exact=True)).to_be_visible()
    expect(canvas.get_by_text("9", exact=True)).to_be_visible()

    olga.get_by_text("Outline", exact=True).click()

    outline = olga.get_by_role("list", name="Outline")
    expect(outline.locator("[data-line]").first).to_contain_text("passed: 12")
    expect(line(outline, "Give points")).to_contain_text("here now: 3 · passed: 9")
