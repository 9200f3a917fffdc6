"""Points for many customers at once: looked at before, done, followed and undone as a whole."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, expect
from tests.ui.conftest import Served
from tests.ui.making import choose


def balance(served: Served, name: str) -> int:
    found = served.api.get("/v1/customers", params={"search": name}).json()["data"]
    [customer] = [one for one in found if one["external_id"] == name]
    answer: Any = served.api.get(f"/v1/customers/{customer['id']}/points").json()
    return int(answer["balance"])


def list_of(page: Page, *names: str) -> None:
    page.get_by_text("A list", exact=True).click()
    page.get_by_label("Customer ids or e-mails").fill("\n".join(names))


def test_a_list_is_given_points_and_it_is_undone(olga: Page, served: Served) -> None:
    before = balance(served, "eva")
    olga.goto("/points?tab=mass")
    olga.get_by_role("link", name="Give or take points").first.click()
    expect(olga.get_by_text("Choose a segment first.")).to_be_visible()
    list_of(olga, "eva", "boris@mail.example", "nobody")
    expect(olga.get_by_test_id("mass-count")).to_have_text("2")
    expect(olga.get_by_text("1 was not found:")).to_be_visible()
    olga.get_by_role("textbox", name="Points for each").fill("50")
    olga.get_by_role("textbox", name="Comment").fill("Thank you")
    choose(olga, "How long the points last", "End after")
    expect(olga.get_by_text("100 points in all")).to_be_visible()

    olga.get_by_role("button", name="Give 50 points to 2 customers").click()

    expect(olga.get_by_role("heading", name="Thank you")).to_be_visible()
    expect(olga.get_by_text("Done", exact=True)).to_be_visible()
    expect(olga.locator(".figure").filter(has_text="Points moved")).to_contain_text("+100")
    assert balance(served, "eva") == before + 50

    olga.get_by_role("button", name="Undo").click()
    dialog = olga.get_by_role("dialog")
    expect(dialog.get_by_text("100 points in all are taken back.")).to_be_visible()
    expect(dialog.get_by_role("button", name="Undo for 2 customers")).to_be_disabled()
    dialog.get_by_label("Why it is undone").fill("A mistake")
    dialog.get_by_role("button", name="Undo for 2 customers").click()

    expect(olga.get_by_text("Undone", exact=True)).to_be_visible()
    assert balance(served, "eva") == before
    olga.goto("/points?tab=mass")
    expect(olga.get_by_role("row").filter(has_text="Thank you")).to_contain_text("Undone")


def test_who_has_too_few_is_told_and_what_becomes_of_it_chosen(olga: Page) -> None:
    olga.goto("/points/mass/new")
    list_of(olga, "c001", "c002")
    olga.get_by_text("Take points", exact=True).last.click()
    olga.get_by_role("textbox", name="Points for each").fill("70")
    olga.get_by_role("textbox", name="Comment").fill("Wrong import")

    expect(olga.get_by_role("alert").filter(has_text="2 customers have too few points")).to_be_visible()
    expect(olga.get_by_text("140 points in all would be forgiven")).to_be_visible()
    expect(olga.get_by_role("button", name="Take 70 points from 2 customers")).to_be_visible()
    olga.get_by_role("radio", name="Refuse the whole").check()
    expect(olga.get_by_text("Some have too few points: choose what happens then.")).to_be_visible()

    olga.get_by_role("radio", name="Take what there is").check()
    olga.get_by_role("button", name="Take 70 points from 2 customers").click()

    expect(olga.get_by_role("heading", name="2 customers had too few points")).to_be_visible()
    with olga.expect_download() as download:
        olga.get_by_role("link", name="All as CSV").click()
    assert re.match(r"mass-\d+-short.csv", download.value.suggested_filename)


def test_a_file_names_customers_by_its_column(olga: Page) -> None:
    olga.goto("/points/mass/new")
    olga.get_by_text("A list", exact=True).click()
    content = b'name,email\n"Kowalska, Anna",anna@mail.example\nClara,clara@mail.example\n'
    olga.locator("input[type=file]").set_input_files({"name": "whom.csv", "mimeType": "text/csv", "buffer": content})

    expect(olga.get_by_text("2 are named.")).to_be_visible()
    expect(olga.get_by_test_id("mass-count")).to_have_text("2")


def test_a_condition_finds_whom_it_is_for(olga: Page) -> None:
    olga.goto("/points/mass/new")
    olga.get_by_text("A condition", exact=True).click()
    olga.get_by_role("button", name="Add condition").click()
    search = olga.get_by_role("combobox", name="Find a field")
    search.fill("country")
    search.press("Enter")
    olga.get_by_role("combobox", name="Value").fill("Finland")
    olga.get_by_role("option", name=re.compile("^Finland")).click()

    expect(olga.get_by_test_id("mass-count")).to_have_text("1")
    expect(olga.get_by_role("link", name="Eva Virtanen")).to_be_visible()
