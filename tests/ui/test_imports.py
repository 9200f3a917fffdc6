"""A file comes in through the browser: tried, refused rows shown, taken."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Request, Route, expect
from tests.ui.conftest import Served, hearing_requests

from regulars.journal.importing.sources import LINES, ROWS

MAPPING = Path(__file__).parents[2] / "ui/src/pages/settings/mapping.ts"

JSONL = (
    '{"type": "customer", "external_id": "jan", "email": "jan@mail.example", "first_name": "Jan",'
    ' "updated_at": "2026-01-05T10:00:00Z"}\n'
    '{"type": "customer", "email": "nobody@mail.example"}\n'
)
CSV = "Customer Number;E-Mail;Changed\nluisa;luisa@mail.example;2026-01-05T10:00:00Z\n"


def file(name: str, text: str) -> Any:
    return {"name": name, "mimeType": "text/plain", "buffer": text.encode()}


def test_a_trial_says_what_would_be_refused_and_then_it_is_taken(olga: Page, served: Served) -> None:
    olga.goto("/settings/import")
    olga.locator("input[type=file]").first.set_input_files(file("people.jsonl", JSONL))

    olga.get_by_role("button", name="Try the file").click()
    expect(olga.get_by_text("1 would be taken, 0 are known already, 1 refused.")).to_be_visible()
    expect(olga.get_by_role("table", name="Download the refused rows")).to_contain_text("external_id")
    assert served.api.get("/v1/customers?search=jan@mail").json()["data"] == []
    olga.get_by_role("button", name="Import it now").click()

    expect(olga.get_by_text("1 taken, 0 known already, 1 refused.")).to_be_visible()
    expect(olga.get_by_role("table", name="Download the refused rows")).to_contain_text("external_id")
    row = olga.get_by_role("table", name="Imports").get_by_role("row").filter(has_text="people.jsonl")
    row.get_by_role("button", name="1").click()
    expect(olga.get_by_role("dialog")).to_contain_text("external_id")
    served.until("/v1/customers?search=jan@mail", lambda found: len(found["data"]) == 1)


def test_refused_rows_are_downloaded_mended_and_taken(olga: Page, served: Served) -> None:
    changed = "2026-01-05T10:00:00Z"
    rows = f"mend-1;m1@mail.example;1990-05-04;{changed}\nmend-2;m2@mail.example;soon;{changed}\n"
    olga.goto("/settings/import")
    olga.locator("input[type=file]").first.set_input_files(
        file("mend.csv", f"Customer Number;E-Mail;Birthday;Changed\n{rows}")
    )
    olga.get_by_role("button", name="Try the file").click()
    expect(olga.get_by_text("1 would be taken, 0 are known already, 1 refused.")).to_be_visible()
    olga.get_by_role("button", name="Import it now").click()
    with olga.expect_download() as download:
        olga.get_by_role("button", name="Download the refused rows").click()

    text = download.value.path().read_text("utf-8-sig")
    assert text.splitlines()[1].startswith(f"mend-2;m2@mail.example;soon;{changed};3;Birthday;soon;")
    olga.locator("input[type=file]").first.set_input_files(
        file(download.value.suggested_filename, text.replace("soon", "1991-01-01"))
    )
    olga.get_by_role("button", name="Try the file").click()
    expect(olga.get_by_text("1 would be taken, 0 are known already, 0 refused.")).to_be_visible()
    olga.get_by_role("button", name="Import it now").click()

    served.until("/v1/customers?search=m2@mail", lambda found: len(found["data"]) == 1)


def test_unicode_text_of_excel_is_taken_as_it_is_saved(olga: Page, served: Served) -> None:
    changed = "2026-01-05T10:00:00Z"
    text = (
        f"Nr klienta\tE-mail\tImię\tChanged\r\nutf16-1\tż@mail.example\tŻanna\t{changed}\r\nutf16-2\tb\tOla\tsoon\r\n"
    )
    olga.goto("/settings/import")
    olga.locator("input[type=file]").first.set_input_files(
        {"name": "klienci.txt", "mimeType": "text/plain", "buffer": text.encode("utf-16")}
    )
    olga.get_by_role("button", name="Try the file").click()
    expect(olga.get_by_text("1 would be taken, 0 are known already, 1 refused.")).to_be_visible()
    olga.get_by_role("button", name="Import it now").click()
    with olga.expect_download() as download:
        olga.get_by_role("button", name="Download the refused rows").click()

    assert download.value.path().read_text("utf-16").splitlines()[1].startswith("utf16-2\tb\tOla\tsoon\t3\t")
    served.until("/v1/customers?search=Żanna", lambda found: len(found["data"]) == 1)


def test_what_was_tried_is_gone_once_something_else_would_be_taken(olga: Page) -> None:
    olga.goto("/settings/import")
    olga.locator("input[type=file]").first.set_input_files(file("anew.jsonl", JSONL.replace("jan", "anew")))
    olga.get_by_role("button", name="Try the file").click()
    expect(olga.get_by_role("button", name="Import it now")).to_be_visible()

    olga.get_by_role("radio").nth(1).check()

    expect(olga.get_by_role("button", name="Import it now")).to_have_count(0)


def test_a_double_click_is_one_job(olga: Page, served: Served) -> None:
    olga.goto("/settings/import")
    olga.locator("input[type=file]").first.set_input_files(file("twice.jsonl", JSONL.replace("jan", "twice")))
    keys: list[str | None] = []

    def note(sent: Request) -> None:
        if sent.method == "POST":
            keys.append(sent.header_value("idempotency-key"))

    with hearing_requests(olga, note):
        olga.get_by_role("button", name="Try the file").dblclick()
        expect(olga.get_by_text("1 would be taken")).to_be_visible()
        olga.get_by_role("button", name="Import it now").dblclick()
        expect(olga.get_by_text("1 taken, 0 known already")).to_be_visible()

    assert len(keys) == 2
    assert all(keys)

    # The second click may fall on what has moved there: it chooses nothing, and what is chosen later hides no result.
    points = olga.get_by_label("It is history, and its orders earn points")
    points.click(click_count=2)
    expect(points).to_be_checked()
    expect(olga.get_by_text("1 taken, 0 known already")).to_be_visible()
    olga.get_by_label("It is history: customers").dispatch_event("click", {"detail": 2})
    expect(points).to_be_checked()


def test_points_that_no_rule_would_give_are_warned_of_before(olga: Page) -> None:
    rules = {"data": [], "next_cursor": None}
    olga.route("**/v1/earning-rules*", lambda route: route.fulfill(json=rules))
    olga.goto("/settings/import")
    olga.locator("input[type=file]").first.set_input_files(file("people.jsonl", JSONL))
    expect(olga.get_by_text("kB")).to_have_count(0)
    expect(olga.get_by_text(f"{len(JSONL)} bytes")).to_be_visible()

    olga.get_by_label("It is history, and its orders earn points").check()

    expect(olga.get_by_role("alert")).to_contain_text("There is no earning rule")
    expect(olga.get_by_role("link", name="Make an earning rule")).to_be_visible()
    olga.locator("input[type=file]").first.set_input_files(file("customers.csv", CSV))
    expect(olga.get_by_role("combobox", name="The rows are")).to_have_value("Customers")
    expect(olga.get_by_role("alert")).to_have_count(0)


def test_a_trial_of_history_that_asks_for_points_says_how_many_would_come(olga: Page) -> None:
    rows = "earn-1;anna;complete;2025-01-02T10:00:00Z;120.00;MUG;1;120.00\nearn-2;anna;pending;2025-01-03T10:00:00Z;7.00;MUG;1;7.00\n"
    olga.goto("/settings/import")
    olga.locator("input[type=file]").first.set_input_files(
        file("earn.csv", f"Order;Customer;Status;Placed at;Total;SKU;Qty;Row total\n{rows}")
    )
    olga.get_by_label("It is history, and its orders earn points").check()

    olga.get_by_role("button", name="Try the file").click()

    expect(olga.get_by_text(re.compile(r"^[1-9]\d* points would come of it, for 1 order\.$"))).to_be_visible()
    olga.get_by_label("It is history: customers").check()
    olga.get_by_role("button", name="Try the file").click()
    expect(olga.get_by_text("2 would be taken")).to_be_visible()
    expect(olga.get_by_text("would come of it")).to_have_count(0)


def test_a_server_that_can_not_be_reached_is_told_of_and_the_page_goes_on_once_it_is_back(olga: Page) -> None:
    running: dict[str, Any] = {
        "id": "7", "kind": "import", "title": "Import of far.csv", "state": "running", "done": 10_000, "total": 60_001,
        "unit": "rows", "created_at": "2026-03-01T10:00:00Z", "started_at": "2026-03-01T10:00:00Z", "finished_at": None,
        "error": None, "result": None,
    }  # fmt: skip
    result = {"id": None, "name": "far.csv", "accepted": 3, "repeated": 0, "refused": 0, "remarked": 0, "rejects": [], "remarks": []}  # fmt: skip
    stand = {"is_away": False, "job": running}

    def answer(route: Route) -> None:
        if stand["is_away"]:
            route.abort("connectionrefused")
        else:
            route.fulfill(json=stand["job"])

    olga.route("**/v1/imports", lambda route: route.fulfill(status=202, json=running) if route.request.method == "POST" else route.continue_())  # fmt: skip
    olga.route("**/v1/jobs/7", answer)
    olga.goto("/settings/import")
    olga.locator("input[type=file]").first.set_input_files(file("far.jsonl", JSONL))
    olga.get_by_role("button", name="Try the file").click()
    expect(olga.get_by_text("10,000 of 60,001 records")).to_be_visible()

    stand["is_away"] = True
    expect(olga.get_by_role("alert")).to_contain_text("The server doesn’t answer")

    stand |= {"is_away": False, "job": running | {"state": "done", "result": result}}
    expect(olga.get_by_text("3 would be taken, 0 are known already, 0 refused.")).to_be_visible()
    expect(olga.get_by_role("alert")).to_have_count(0)


def test_that_a_button_is_busy_is_shown_in_its_middle_also_where_nothing_may_move(olga: Page) -> None:
    olga.route("**/v1/imports", lambda route: None if route.request.method == "POST" else route.continue_())
    olga.goto("/settings/import")
    olga.locator("input[type=file]").first.set_input_files(file("busy.jsonl", JSONL))
    button = olga.get_by_role("button", name="Try the file")
    button.click()
    expect(button).to_have_attribute("data-loading", "true")

    around, loader = button.bounding_box(), button.locator(".mantine-Button-loader").bounding_box()
    assert around
    assert loader
    assert abs(around["x"] + around["width"] / 2 - loader["x"] - loader["width"] / 2) < 1
    assert abs(around["y"] + around["height"] / 2 - loader["y"] - loader["height"] / 2) < 2


def test_columns_are_matched_by_sight(olga: Page, served: Served) -> None:
    olga.goto("/settings/import")
    olga.locator("input[type=file]").first.set_input_files(
        file("zoe.csv", "Who;Mail;Born\nzoe;zoe@mail.example;24.12.1990\n")
    )
    expect(olga.get_by_role("combobox", name="What the column Mail is")).to_have_value("E-mail")
    expect(olga.get_by_text("Read as day.month.year")).to_be_visible()
    expect(olga.get_by_text("Say which column is: Its number (id) in the shop.")).to_be_visible()
    expect(olga.get_by_role("button", name="Try the file")).to_be_disabled()

    olga.get_by_role("combobox", name="What the column Who is").click()
    olga.get_by_role("option", name="Its number (id) in the shop").click()
    olga.get_by_role("button", name="Try the file").click()
    expect(olga.get_by_text("1 would be taken, 0 are known already, 0 refused.")).to_be_visible()
    olga.get_by_role("button", name="Import it now").click()

    [zoe] = served.until("/v1/customers?search=zoe@mail", lambda found: len(found["data"]) == 1)["data"]
    assert served.api.get(f"/v1/customers/{zoe['id']}").json()["born_on"] == "1990-12-24"


def test_what_the_shop_s_own_words_for_states_stand_for_is_asked(olga: Page, served: Served) -> None:
    olga.goto("/settings/import")
    rows = "Order;Customer;Status;Placed at;Total\no-1;anna;Ready to ship;2025-01-02T10:00:00Z;10.00\no-2;anna;Done;2025-01-03T10:00:00Z;12.00\n"
    olga.locator("input[type=file]").first.set_input_files(file("orders.csv", rows))
    expect(olga.get_by_role("combobox", name="What “Done” stands for")).to_have_value("Complete")
    expect(olga.get_by_text("Say what this word stands for")).to_be_visible()

    olga.get_by_role("button", name="Try the file").click()
    rejects = olga.get_by_role("table", name="Download the refused rows")
    expect(rejects).to_contain_text("Choose beside this column on the import page what 'Ready to ship' stands for")
    expect(rejects).not_to_contain_text("mapping")
    olga.get_by_role("combobox", name="What “Ready to ship” stands for").click()
    olga.get_by_role("option", name="Processing").click()
    expect(olga.get_by_text("Say what this word stands for")).to_have_count(0)
    olga.get_by_role("button", name="Try the file").click()

    expect(olga.get_by_text("2 would be taken, 0 are known already, 0 refused.")).to_be_visible()


def test_columns_that_were_set_by_hand_are_proposed_again_for_a_mended_file(olga: Page) -> None:
    rows = "Customer Number;E-Mail;Birthday;Shade;Changed\nshade-1;s1@mail.example;{};green;2026-01-05T10:00:00Z\n"
    shade = olga.get_by_role("combobox", name="What the column Shade is")
    olga.goto("/settings/import")
    olga.locator("input[type=file]").first.set_input_files(file("shade.csv", rows.format("soon")))
    shade.click()
    olga.get_by_role("option", name="A value of your own").click()
    olga.get_by_role("button", name="Try the file").click()
    expect(olga.get_by_text("0 would be taken, 0 are known already, 1 refused.")).to_be_visible()

    olga.reload()
    olga.locator("input[type=file]").first.set_input_files(file("shade.csv", rows.format("1991-01-01")))

    expect(shade).to_have_value("A value of your own, kept under its name")
    expect(olga.get_by_text("As you chose for the file before with these columns.")).to_be_visible()


def test_a_word_further_down_than_the_file_is_looked_at_is_asked_for_after_a_trial(olga: Page) -> None:
    rows = "".join(f"far-{n};anna;complete;2025-01-02T10:00:00Z;10.00\n" for n in range(4_000))
    olga.goto("/settings/import")
    text = f"Order;Customer;Status;Placed at;Total\n{rows}far-x;anna;Returned;2025-01-02T10:00:00Z;10.00\n"
    olga.locator("input[type=file]").first.set_input_files(file("far.csv", text))
    olga.get_by_role("button", name="Try the file").click()
    expect(olga.get_by_text("4,000 would be taken, 0 are known already, 1 refused.")).to_be_visible()

    olga.get_by_role("combobox", name="What “Returned” stands for").click()
    olga.get_by_role("option", name="Closed").click()
    olga.get_by_role("button", name="Try the file").click()

    expect(olga.get_by_text("4,001 would be taken, 0 are known already, 0 refused.")).to_be_visible()


def test_a_mapping_is_drafted_from_the_file_s_columns(olga: Page, served: Served) -> None:
    olga.goto("/settings/import")
    olga.locator("input[type=file]").first.set_input_files(file("luisa.csv", CSV))
    olga.get_by_role("button", name="Write the mapping as text").click()

    olga.get_by_role("button", name="Draft from the file's columns").click()
    mapping = olga.get_by_label("Mapping")
    expect(mapping).to_have_value(
        'type = "customer"\ndelimiter = ";"\n\n[fields]\n'
        'customer_number = "Customer Number"\ne_mail = "E-Mail"\nchanged = "Changed"\n'
    )
    mapping.fill(
        'type = "customer"\ndelimiter = ";"\n\n[fields]\nexternal_id = "Customer Number"\nemail = "E-Mail"\n'
        'updated_at = "Changed"\n'
    )
    olga.get_by_role("button", name="Try the file").click()

    expect(olga.get_by_text("1 would be taken, 0 are known already, 0 refused.")).to_be_visible()


def test_a_mapping_that_can_t_be_used_is_told_in_words(olga: Page) -> None:
    olga.goto("/settings/import")
    olga.locator("input[type=file]").first.set_input_files(file("luisa.csv", CSV))
    olga.get_by_role("button", name="Write the mapping as text").click()
    olga.get_by_label("Mapping").fill('type = "customer"\n[fields]\nshoe = "Size"\n')

    olga.get_by_role("button", name="Try the file").click()

    expect(olga.get_by_text("The import was not started")).to_be_visible()
    expect(olga.get_by_label("Mapping")).to_have_value('type = "customer"\n[fields]\nshoe = "Size"\n')


def test_a_file_of_another_kind_is_refused_at_once(olga: Page) -> None:
    olga.goto("/settings/import")

    olga.locator("input[type=file]").first.set_input_files(file("budget.xlsx", "PK"))

    expect(olga.get_by_role("alert")).to_contain_text("budget.xlsx is of another kind")
    for kind in (*LINES, *ROWS):
        expect(olga.get_by_role("alert")).to_contain_text(kind)
    expect(olga.get_by_label("Mapping")).to_have_count(0)
    expect(olga.get_by_role("button", name="Try the file")).to_be_disabled()


def test_the_page_takes_the_kinds_of_file_that_the_server_takes() -> None:
    said = re.search(r"KINDS_OF_FILE = \[(.*?)\]", MAPPING.read_text())

    assert said
    assert re.findall(r'"(.*?)"', said[1]) == [*LINES, *ROWS]


def test_lines_that_do_not_say_what_they_are_can_be_told_for_all(olga: Page) -> None:
    untyped = '{"external_id": "untyped", "email": "u@mail.example", "updated_at": "2026-01-05T10:00:00Z"}\nnonsense\n'
    olga.goto("/settings/import")
    olga.locator("input[type=file]").first.set_input_files(file("untyped.jsonl", untyped))
    olga.get_by_role("button", name="Try the file").click()
    rejects = olga.get_by_role("table", name="Download the refused rows")
    expect(rejects.get_by_role("row").nth(1)).to_contain_text("say what all lines are")
    expect(rejects).not_to_contain_text("--type")
    expect(rejects.get_by_role("row").nth(2).get_by_role("cell").nth(1)).to_have_text("whole line")

    olga.get_by_role("combobox", name="The rows are").click()
    olga.get_by_role("option", name="Customer", exact=False).first.click()
    olga.get_by_role("button", name="Try the file").click()

    expect(olga.get_by_text("1 would be taken, 0 are known already, 1 refused.")).to_be_visible()


def test_a_file_that_corrects_another_counts_whatever_its_rows_are_dated(olga: Page, served: Served) -> None:
    """An order is dated by when it was placed, so that history is; one that is put right may be of a day before that."""
    head = "Order number;Customer;Order date;Status;Total\n"
    olga.goto("/settings/import")
    olga.locator("input[type=file]").first.set_input_files(
        file("orders.csv", f"{head}to-correct;fixme;2026-01-25 10:00;complete;45.00\n")
    )
    _taken(olga)
    served.until("/v1/orders?search=to-correct", lambda found: len(found["data"]) == 1)

    olga.locator("input[type=file]").first.set_input_files(
        file("orders-corrected.csv", f"{head}to-correct;fixme;2026-01-24 10:00;cancelled;45.00\n")
    )
    olga.get_by_role("checkbox", name="This file corrects what came in before").check()
    _taken(olga)

    [order] = served.until("/v1/orders?search=to-correct", lambda found: found["data"][0]["status"] == "cancelled")[
        "data"
    ]
    assert order["placed_at"].startswith("2026-01-24")

    olga.locator("input[type=file]").first.set_input_files(
        file(
            "orders-changed.csv", f"{head[:-1]};Changed\nto-correct;fixme;2026-01-24 10:00;complete;45.00;2026-01-02\n"
        )
    )
    olga.get_by_role("checkbox", name="This file corrects what came in before").check()
    _taken(olga)

    served.until("/v1/orders?search=to-correct", lambda found: found["data"][0]["status"] == "complete")


def _taken(page: Page) -> None:
    page.get_by_role("button", name="Try the file").click()
    expect(page.get_by_text("1 would be taken, 0 are known already, 0 refused.")).to_be_visible()
    page.get_by_role("button", name="Import it now").click()
    expect(page.get_by_text("1 taken, 0 known already, 0 refused.")).to_be_visible()


def test_why_a_row_was_refused_is_read_whole_however_long_its_column_is_called(olga: Page) -> None:
    column = "Birthday_of_the_customer_as_it_was_written_down_in_the_system_before"
    olga.goto("/settings/import")
    olga.locator("input[type=file]").first.set_input_files(
        file("long.csv", f"Customer Number;E-Mail;{column};Changed\nlong-1;l1@mail.example;soon;2026-01-05T10:00:00Z\nlong-2;l2@mail.example;1990-05-04;2026-01-05T10:00:00Z\n")
    )  # fmt: skip
    olga.get_by_role("combobox", name=f"What the column {column} is").click()
    olga.get_by_role("option", name="Born on", exact=True).click()
    olga.get_by_role("button", name="Try the file").click()
    expect(olga.get_by_text("1 would be taken, 0 are known already, 1 refused.")).to_be_visible()
    olga.get_by_role("button", name="Import it now").click()
    row = olga.get_by_role("table", name="Imports").get_by_role("row").filter(has_text="long.csv")
    row.get_by_role("button", name="1").click()

    table = olga.get_by_role("dialog").get_by_role("table", name="Download the refused rows")
    expect(table).to_contain_text(column)
    around = table.locator("xpath=..")
    for width in (1440, 390):
        olga.set_viewport_size({"width": width, "height": 844})
        assert around.evaluate("each => each.scrollWidth <= each.clientWidth"), width


def test_an_import_that_goes_on_is_told_of_where_it_was_begun_also_after_a_reload(olga: Page) -> None:
    running: dict[str, Any] = {
        "id": "7", "kind": "import", "title": "Import of far.csv", "state": "running", "done": 10_000, "total": 60_001,
        "unit": "rows", "created_at": "2026-03-01T10:00:00Z", "started_at": "2026-03-01T10:00:00Z", "finished_at": None,
        "error": None, "result": None,
    }  # fmt: skip
    result = {"id": 9, "name": "far.csv", "accepted": 60_001, "repeated": 0, "refused": 0, "remarked": 0, "rejects": [], "remarks": []}  # fmt: skip
    stand = {"job": running}
    olga.route("**/v1/jobs?*", lambda route: route.fulfill(json={"data": [stand["job"]], "next_cursor": None}))
    olga.route("**/v1/jobs/7", lambda route: route.fulfill(json=stand["job"]))

    olga.goto("/start?step=data")

    main = olga.get_by_role("main")
    expect(main.get_by_text("Import of far.csv")).to_be_visible()
    expect(main.get_by_text("10,000 of 60,001 records")).to_be_visible()
    stand["job"] = running | {"state": "done", "result": result}
    expect(main.get_by_text("60,001 taken, 0 known already, 0 refused.")).to_be_visible()
