"""Files that are sent are taken through the door by the worker, with progress and with what was refused."""

from __future__ import annotations

import errno
import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.web import earning

from regulars import app as rooms
from regulars.books import Books, jobs
from regulars.books.jobs import Jobs
from regulars.flows import uploads
from regulars.http.scopes import Role
from regulars.settings import Settings

from .conftest import Clock, SignIn


def line(id: str, **more: Any) -> dict[str, Any]:
    return {"type": "customer", "external_id": id, "updated_at": "2026-02-01T10:00:00Z"} | more


CONTENT = "\n".join(json.dumps(document) for document in (line("anna"), line("boris", born_on="soon"), line("clara")))


def send(client: TestClient, name: str, content: str, **form: str) -> dict[str, Any]:
    answer = client.post("/v1/imports", files={"file": (name, content.encode())}, data=form)
    assert answer.status_code == 202, answer.text
    job: dict[str, Any] = answer.json()
    return job


NOTHING: Any = None
"""Imports ask nothing of the facts."""


def work(books: Books) -> None:
    Jobs(books, rooms.job_handlers(NOTHING)).work(threading.Event(), until_idle=True)


def test_an_import_waits_for_the_worker_and_tells_what_became_of_each_row(
    signed_in: SignIn, books: Books, settings: Settings
) -> None:
    client = signed_in(Role.MARKETER)

    job = send(client, "customers.jsonl", CONTENT)
    assert job["state"] == "waiting"
    work(books)

    done = client.get(f"/v1/jobs/{job['id']}").json()
    [told] = client.get("/v1/imports").json()["data"]
    [reject] = client.get(f"/v1/imports/{told['id']}/rejects").json()["data"]
    assert (done["state"], done["done"], done["unit"]) == ("done", len(CONTENT), "bytes")
    assert (told["state"], told["accepted"], told["refused"]) == ("done", 2, 1)
    assert (reject["line"], reject["field"]) == (2, "/born_on")
    assert list((settings.data_dir / "uploads").iterdir()) == []


def test_what_was_refused_comes_back_as_a_file_that_is_read_by_the_same_mapping(
    signed_in: SignIn, books: Books
) -> None:
    client = signed_in(Role.MARKETER)
    mapping = """type = "customer"
        delimiter = ";"
        [fields]
        external_id = "Id"
        born_on = "Born"
        updated_at = {constant = "2026-02-01T10:00:00Z"}"""
    send(client, "people.csv", "Id;Note;Born\n1;Łódź;soon\n2;x;1990-05-04\n", mapping=mapping)
    work(books)
    [told] = client.get("/v1/imports").json()["data"]

    file = client.get(f"/v1/imports/{told['id']}/rejects/export", headers={"Accept-Language": "pl"})

    names, row = file.content.decode("utf-8-sig").splitlines()
    assert names == "Id;Note;Born;odrzucono: wiersz;odrzucono: pole;odrzucono: wartość;odrzucono: powód"
    assert row.startswith("1;Łódź;soon;2;Born;soon;")
    assert "people-odrzucone.csv" in file.headers["content-disposition"]
    send(client, "people-odrzucone.csv", f"{names}\n{row.replace('soon', '1991-01-01')}\n", mapping=mapping)
    work(books)
    again = client.get("/v1/imports").json()["data"][0]
    assert (again["accepted"], again["refused"]) == (1, 0)
    assert client.get("/v1/imports/99/rejects/export").status_code == 404


def test_json_lines_that_were_refused_come_back_as_they_came_under_what_is_wrong(
    signed_in: SignIn, books: Books
) -> None:
    client = signed_in(Role.MARKETER)
    bad = '{"type":"customer",  "external_id": "9", "born_on": "soon", "updated_at": "2026-02-01T10:00:00Z"}'
    send(client, "klienci.jsonl", f"{bad}\n{{broken\n")
    work(books)
    [told] = client.get("/v1/imports").json()["data"]

    file = client.get(f"/v1/imports/{told['id']}/rejects/export", headers={"Accept-Language": "pl"})

    note, line, second, broken = file.text.splitlines()
    assert (line, broken) == (bad, "{broken")
    [said] = json.loads(note).values()
    assert (said["line"], said["field"], said["value"]) == (1, "/born_on", "soon")
    assert said["reason"] != json.loads(second)["refused"]["reason"]
    assert "klienci-odrzucone.jsonl" in file.headers["content-disposition"]
    send(client, "klienci-odrzucone.jsonl", file.text.replace('"soon", "up', '"1991-01-01", "up'))
    work(books)
    again = client.get("/v1/imports").json()["data"][0]
    assert (again["accepted"], again["refused"]) == (1, 1)


def test_the_same_file_again_takes_nothing_twice_and_says_that_all_is_known(
    signed_in: SignIn, books: Books, clock: Clock
) -> None:
    client = signed_in(Role.MARKETER)

    for _ in range(2):
        send(client, "customers.jsonl", CONTENT)
        work(books)
        clock.at += timedelta(minutes=1)

    [told] = client.get("/v1/imports").json()["data"]
    assert told["accepted"] == 2
    again, first = [job["result"] for job in client.get("/v1/jobs").json()["data"]]
    assert (first["accepted"], first["repeated"]) == (2, 0)
    assert (again["accepted"], again["repeated"]) == (0, 2)


def test_a_trial_stores_nothing_and_says_what_would_be(signed_in: SignIn, books: Books) -> None:
    client = signed_in(Role.MARKETER)

    job = send(client, "customers.jsonl", CONTENT, dry_run="true")
    work(books)

    result = client.get(f"/v1/jobs/{job['id']}").json()["result"]
    assert (result["accepted"], result["refused"]) == (2, 1)
    assert client.get("/v1/imports").json()["data"] == []


def test_what_the_page_has_matched_is_refused_in_its_words_and_what_others_send_in_those_of_mappings(
    signed_in: SignIn, books: Books
) -> None:
    client = signed_in(Role.MARKETER)
    mapping = """type = "order"
        [fields]
        external_id = "Nr"
        placed_at = "Kiedy"
        updated_at = "Kiedy"
        grand_total = "Razem"
        status = "Stan"
        currency = "Waluta" """
    at = "2026-02-01T10:00:00Z"
    content = f"Nr,Kiedy,Razem,Stan,Waluta\n1,{at},9.00,Zwrócone,USD\n2,{at},9.00,complete,EUR\n"

    page = send(client, "z.csv", content, mapping=mapping, by_sight="true", dry_run="true")
    other = send(client, "z.csv", content, mapping=mapping, dry_run="true")
    send(client, "z.csv", content, mapping=mapping, by_sight="true")
    work(books)

    def told(path: str) -> Any:
        return client.get(path, headers={"Accept-Language": "pl"}).json()

    seen, api = (told(f"/v1/jobs/{job['id']}")["result"] for job in (page, other))
    assert seen["words"] == {"Stan": ["Zwrócone"]}
    assert [one["field"] for one in seen["rejects"]] == ["Stan", "Kurs do waluty podstawowej"]
    assert not [one for one in seen["rejects"] if "mapowani" in one["reason"] or "pending" in one["reason"]]
    assert [one["field"] for one in api["rejects"]] == ["Stan", "rate"]
    assert all("mapowani" in one["reason"] for one in api["rejects"])
    [made] = client.get("/v1/imports").json()["data"]
    assert told(f"/v1/imports/{made['id']}/rejects")["data"] == seen["rejects"]
    file = client.get(f"/v1/imports/{made['id']}/rejects/export", headers={"Accept-Language": "pl"}).text
    assert "Kurs do waluty podstawowej" in file
    assert "mapowani" not in file


def test_a_file_that_says_too_little_fails_with_what_to_do(signed_in: SignIn, books: Books) -> None:
    client = signed_in(Role.MARKETER)

    job = send(client, "customers.csv", "Number,Name\n1,Anna\n")
    work(books)

    told = client.get(f"/v1/jobs/{job['id']}").json()
    assert told["state"] == "failed"
    assert "mapping" in told["error"]


@pytest.mark.parametrize(("name", "form"), [("customers.xlsx", {}), ("customers.csv", {"mapping": "type: nonsense"})])
def test_what_can_not_be_imported_is_refused_before_it_is_kept(
    signed_in: SignIn, settings: Settings, name: str, form: dict[str, str]
) -> None:
    answer = signed_in(Role.MARKETER).post("/v1/imports", files={"file": (name, b"x")}, data=form)

    assert answer.status_code == 422
    assert not (settings.data_dir / "uploads").exists()


def test_a_file_that_finds_no_room_is_refused_and_leaves_nothing(
    signed_in: SignIn, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_until_full(_: Any) -> Iterator[bytes]:
        yield b"half of it"
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(uploads, "_blocks", write_until_full)
    answer = signed_in(Role.MARKETER).post("/v1/imports", files={"file": ("customers.jsonl", CONTENT.encode())})

    assert (answer.status_code, answer.json()["code"]) == (507, "disk.full")
    assert list((settings.data_dir / "uploads").iterdir()) == []


def test_a_file_whose_job_can_not_be_made_is_not_kept(
    signed_in: SignIn, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(Role.MARKETER)

    def mistake(*_: object, **__: object) -> int:
        raise AssertionError

    monkeypatch.setattr(jobs, "enqueue", mistake)
    answer = client.post("/v1/imports", files={"file": ("customers.jsonl", CONTENT.encode())})

    assert answer.status_code == 500
    assert list((settings.data_dir / "uploads").iterdir()) == []


@pytest.mark.parametrize(
    ("name", "unit"), [("a.jsonl", "bytes"), ("a.csv", "rows"), ("A.TSV", "rows"), ("A.Parquet", "rows")]
)
def test_progress_is_told_in_the_unit_of_the_file(signed_in: SignIn, name: str, unit: str) -> None:
    assert send(signed_in(Role.MARKETER), name, CONTENT)["unit"] == unit


def test_the_same_call_with_the_same_key_is_one_job_and_one_file(signed_in: SignIn, settings: Settings) -> None:
    client = signed_in(Role.MARKETER)

    def call(content: str) -> Any:
        file = {"file": ("customers.jsonl", content.encode())}
        return client.post("/v1/imports", files=file, headers={"Idempotency-Key": "k1"})

    first, again, other = call(CONTENT), call(CONTENT), call(CONTENT + "\n")

    assert first.json() == again.json()
    assert (other.status_code, other.json()["code"]) == (422, "idempotency.key_reused")
    assert len(client.get("/v1/jobs").json()["data"]) == 1
    assert len(list((settings.data_dir / "uploads").iterdir())) == 1


def test_a_file_name_stays_in_its_directory(signed_in: SignIn, settings: Settings) -> None:
    send(signed_in(Role.MARKETER), "../../etc/p asswd.jsonl", CONTENT)

    [kept] = [path for path in (settings.data_dir / "uploads").rglob("*") if path.is_file()]
    assert kept.name == "p_asswd.jsonl"
    assert kept.is_relative_to(Path(settings.data_dir))


@pytest.mark.parametrize("path", ["/v1/imports/1", "/v1/imports/1/rejects", "/v1/jobs/1"])
def test_what_is_not_there_is_not_found(signed_in: SignIn, path: str) -> None:
    assert signed_in().get(path).status_code == 404


def test_a_trial_of_history_that_asks_for_points_says_what_its_orders_would_earn(
    signed_in: SignIn, books: Books
) -> None:
    client = signed_in(Role.OWNER)
    earning.made(client)
    orders = "\n".join(json.dumps({"type": "order"} | earning.order(key, "12.00")) for key in ("o1", "o2"))

    trial, without, people = (
        send(client, "a.jsonl", content, dry_run="true", asks_points=asks)
        for content, asks in ((orders, "true"), (orders, "false"), (CONTENT, "true"))
    )
    work(books)

    results = [client.get(f"/v1/jobs/{job['id']}").json()["result"] for job in (trial, without, people)]
    assert (results[0]["points"], results[0]["points_orders"], results[0]["points_exact"]) == (4, 2, True)
    assert not any("points" in result for result in results[1:])


def test_columns_are_proposed_as_they_were_chosen_for_the_file_before_also_to_the_rows_refused_of_it(
    signed_in: SignIn, books: Books
) -> None:
    client = signed_in(Role.MARKETER)
    mapping = json.dumps({
        "type": "order",
        "fields": {
            "external_id": {"column": "Nr"}, "placed_at": {"column": "Kiedy"}, "shop_status": {"column": "Kolor"},
            "status": {"column": "Etap", "values": {"Zwrot": "closed"}}, "grand_total": {"column": "Razem"},
            "currency": {"constant": "USD"}, "updated_at": {"column": "Kiedy"},
        },
        "lines": {"sku": {"column": "Rzecz"}, "quantity": {"column": "Ile"}, "row_total": {"column": "Razem"}},
    })  # fmt: skip
    names = "Nr,Kiedy,Kolor,Etap,Razem,Rzecz,Ile,Uwagi"
    content = f"{names}\n1,yesterday,red,Zwrot,9.00,MUG,1,=x\n"

    def seen(text: str, **form: str) -> Any:
        sight = client.post("/v1/imports/columns", files={"head": ("z.csv", text.encode())}, data=form).json()
        return sight["as_before"], sight["type"], [column["field"] for column in sight["columns"]]

    send(client, "z.csv", content, mapping=mapping, type="order", dry_run="true")
    assert not seen(content)[0], "a mapping of somebody's own can say what the page can't show"
    send(client, "z.csv", content, mapping=mapping, type="order", by_sight="true")
    work(books)

    [made] = client.get("/v1/imports").json()["data"]
    mended = client.get(f"/v1/imports/{made['id']}/rejects/export", headers={"Accept-Language": "pl"})
    chosen = [
        "external_id",
        "placed_at",
        "shop_status",
        "status",
        "grand_total",
        "lines.sku",
        "lines.quantity",
        None,
    ]
    assert seen(content) == (True, "order", chosen)
    assert seen(mended.content.decode("utf-8-sig")) == (True, "order", chosen + [None] * 4)
    assert not seen(content, type="customer")[0]
    assert not seen(content.replace("Kolor", "Colour"))[0]
    sight = client.post("/v1/imports/columns", files={"head": ("z.csv", content.encode())}).json()
    assert sight["columns"][3]["values"]["status"] == {"Zwrot": "closed"}
