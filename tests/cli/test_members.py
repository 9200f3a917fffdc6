"""`regulars members` and `regulars explain`, as they are typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest
import sqlalchemy as sa
from pyroaring import BitMap
from typer.testing import CliRunner, Result

from regulars import app as rooms
from regulars.books import Books, shop
from regulars.books.tables import audit
from regulars.cli import build
from regulars.core.errors import Invalid, NotFound
from regulars.facts.declaring import declared
from regulars.facts.store import Facts
from regulars.journal import deliver, door_of
from regulars.rules.scope import ANY_NAME
from regulars.segments import keeping, service
from regulars.segments.questions import Ground
from regulars.settings import Settings

BIG = {"value": {"sum": "order.grand_total"}, "op": ">=", "to": "100"}
Run = Callable[..., Result]


@pytest.fixture
def run(copied_url: str) -> Run:
    """Types a command in a copy of the shop."""
    runner = CliRunner()

    def typed(*words: str) -> Result:
        return runner.invoke(build(), list(words))

    return typed


def fill(url: str, folder: Path) -> None:
    """A shop where Anna bought for 120 in March, and Boris for 99.99."""
    books = Books(url)
    books.perform(lambda unit: shop.settle(unit, Settings(currency="USD", time_zone="Europe/Kyiv")))
    here, door = books.shop(), door_of(books)
    documents = [
        {"external_id": n, "updated_at": at, "placed_at": at, "customer": name, "status": "complete",
         "currency": "USD", "grand_total": total}
        for n, name, total, at in (("1", "anna", "120", "2026-03-05T10:00:00Z"), ("2", "boris", "99.99", "2026-03-01T10:00:00Z"))
    ]  # fmt: skip
    with books.transaction() as unit:
        deliver(unit, door, "order", [orjson.dumps(document) for document in documents])
        boris = {"external_id": "boris", "updated_at": "2026-03-01T10:00:00Z", "email": "boris@mail.example"}
        deliver(unit, door, "customer", [orjson.dumps(boris)])
    with Facts(folder / "facts.duckdb", calendar=here.calendar, currency=here.currency) as facts:
        road = rooms.road_of(books, facts)
        road.begin()
        road.run_dry()
    books.close()


def where(condition: Any) -> str:
    return json.dumps(condition)


def test_members_are_printed_one_a_line(run: Run) -> None:
    result = run("members", "--where", where(BIG))

    assert (result.exit_code, result.stdout) == (0, "anna\n"), result.output


def test_members_as_json_with_a_condition_from_a_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "big.json").write_text(where({"none": [BIG]}))

    result = run("members", "--where", f"@{tmp_path / 'big.json'}", "--json")

    assert json.loads(result.stdout) == {"count": 1, "members": ["boris"]}


@pytest.mark.parametrize(
    ("text", "why"), [("[" * 100_000, "nested too deep"), ("{", "line 1, column 2"), ("1" * 5000, "too long")]
)
def test_a_condition_that_can_not_be_read_is_refused_in_one_line(run: Run, tmp_path: Path, text: str, why: str) -> None:
    (tmp_path / "odd.json").write_text(text)

    for command in (["members"], ["explain", "anna"]):
        refusal = run(*command, "--where", f"@{tmp_path / 'odd.json'}").exception

        assert isinstance(refusal, Invalid)
        assert why in refusal.message


def test_members_at_an_earlier_instant(run: Run) -> None:
    assert run("members", "--where", where(BIG), "--at", "2026-03-05T09:59:59Z").stdout == ""
    assert run("members", "--where", where(BIG), "--at", "2026-03-05T12:00").stdout == "anna\n", "10:00 UTC in Kyiv"


def test_explain_prints_the_value_and_how_far_it_is(run: Run) -> None:
    result = run("explain", "boris", "--where", where(BIG))

    assert result.exit_code == 0, result.output
    assert "✗" in result.stdout
    assert "99.99" in result.stdout
    assert "0.01" in result.stdout


def test_amounts_are_written_as_in_the_sentence(run: Run) -> None:
    many = {"value": {"sum": "order.grand_total"}, "op": ">=", "to": "12345.6"}

    said = run("explain", "anna", "--where", where(many)).stdout

    assert "is at least $12,345.60 — $120.00, $12,225.60 from it" in said


def test_a_registered_customer_is_found_by_the_e_mail(run: Run) -> None:
    assert "99.99" in run("explain", " Boris@Mail.example", "--where", where(BIG)).stdout


def test_explain_takes_the_id_that_pages_show(run: Run) -> None:
    answers = [run("explain", f"id:{id}", "--where", where(BIG)).stdout for id in (1, 2)]

    assert any("99.99" in answer for answer in answers)


@pytest.mark.parametrize(
    ("condition", "named"),
    [
        ({"value": "customer.group", "op": "=", "to": "wholsale"}, "wholsale"),
        ({"value": "customer.segments", "op": "has_any", "to": ["vipp"]}, "vipp"),
        ({"value": {"count": "order_line", "where": {"value": "product.categories", "op": "has_any", "to": ["99"]}},
          "op": ">", "to": 0}, "99"),
    ],
)  # fmt: skip
def test_a_name_that_there_is_not_is_told(run: Run, condition: Any, named: str) -> None:
    for command in (["members"], ["explain", "anna"]):
        refusal = run(*command, "--where", where(condition)).exception

        assert isinstance(refusal, Invalid)
        assert named in refusal.errors[0].detail


def test_explain_as_json(run: Run) -> None:
    told = json.loads(run("explain", "anna", "--where", where(BIG), "--json").stdout)

    assert told["held"] is True
    assert told["next_change"] is None


def test_segments_are_verified_as_of_when_the_worker_stopped(run: Run, copied_url: str, tmp_path: Path) -> None:
    def carry() -> None:
        with Facts(tmp_path / "facts.duckdb", calendar=here.calendar, currency=here.currency) as facts:
            road = rooms.road_of(books, facts)
            road.begin()
            road.run_dry()

    books = Books(copied_url)
    here = books.shop()
    with books.transaction() as unit:
        ground = Ground.of(here, declared(unit))
        service.create(unit, ground, ANY_NAME, service.Draft("Big", BIG, id="big"))
    carry()
    right = run("segment", "verify", "--json")
    with books.transaction() as unit:
        keeping.replace_members(unit.connection, {"big": BitMap([2])}, position=0, asked_at=unit.now)
    wrong = run("segment", "verify", "--json")
    told = run("segment", "verify")
    books.close()

    assert (right.exit_code, json.loads(right.stdout)) == (0, {"ok": True, "checked": 1, "drifts": []})
    (drift,) = json.loads(wrong.stdout)["drifts"]
    assert (wrong.exit_code, drift) == (
        1,
        {"segment": "big", "missing": 1, "surplus": 1, "customers": ["anna", "boris"]},
    )
    assert "✗ big: 1 missing, 1 too many (anna, boris)" in told.stdout


def test_a_segment_is_listed_and_exported(run: Run, copied_url: str, tmp_path: Path) -> None:
    books = Books(copied_url)
    here = books.shop()
    with books.transaction() as unit:
        service.create(unit, Ground.of(here, declared(unit)), ANY_NAME, service.Draft("Big", BIG, id="big"))
    with Facts(tmp_path / "facts.duckdb", calendar=here.calendar, currency=here.currency) as facts:
        road = rooms.road_of(books, facts)
        road.begin()
        road.run_dry()
    file = tmp_path / "big.jsonl"

    listed, written = (
        run("segment", "members", "big"),
        run("segment", "export", "big", "--out", str(file)),
    )
    past = run("segment", "members", "big", "--at", "2026-03-04")
    with books.transaction() as unit:
        done = unit.connection.scalars(sa.select(audit.c.action).order_by(audit.c.id.desc())).first()
    books.close()

    assert (listed.exit_code, listed.stdout) == (0, "anna\n"), listed.output
    assert (past.exit_code, past.stdout) == (0, ""), past.output
    assert written.exit_code == 0, written.output
    assert json.loads(file.read_text())["external_id"] == "anna"
    assert done == "segment.exported"
    assert isinstance(run("segment", "members", "small").exception, NotFound)
    for at in ("tomorrow", "2200-01-01"):
        assert isinstance(run("segment", "members", "big", "--at", at).exception, Invalid)
