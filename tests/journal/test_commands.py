"""The commands that bring files in and out again."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import orjson
import pytest
from typer.testing import CliRunner, Result

from regulars import cli
from regulars.books import Books
from regulars.core.errors import NotFound
from regulars.facts.fields import FIELDS, ROWS
from regulars.flows.doorbell import ALONE
from regulars.journal.importing import UnreadableFile
from regulars.journal.naming import SeveralCustomers
from regulars.points import earning_rules
from regulars.points.model.styles import PerAmount
from regulars.points.saying import Saying
from regulars.rules.scope import Scope
from regulars.rules.vocabulary import Vocabulary

from .test_importing import order, write

Run: TypeAlias = Callable[..., Result]


@pytest.fixture
def run(books: Books, books_url: str, tmp_path: Path) -> Run:
    environment = {"REGULARS_DATABASE_URL": books_url, "REGULARS_DATA_DIR": str(tmp_path / "data")}
    (tmp_path / "data").mkdir()

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(cli.build(), list(arguments), env=environment)

    return run


def test_an_import_says_what_came_in_and_writes_what_was_refused(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "shop.jsonl", order(1), order(2, grand_total=1.5))

    result = run("import", "--json", str(path))

    assert result.exit_code == 1
    [told] = json.loads(result.stdout)
    assert (told["accepted"], told["refused"], told["done"]) == (1, 1, True)
    assert "/grand_total" in (tmp_path / "shop-refused.jsonl").read_text()


def test_what_was_refused_of_several_files_is_in_one(run: Run, tmp_path: Path) -> None:
    files = [write(tmp_path / name, order(n, grand_total=1.5)) for n, name in enumerate(("a.jsonl", "b.jsonl"))]

    run("import", "--rejects", str(tmp_path / "refused.csv"), *map(str, files))

    with (tmp_path / "refused.csv").open(newline="", encoding="utf-8-sig") as file:
        names = ("refused: file", "refused: line", "refused: field")
        assert [tuple(row[name] for name in names) for row in csv.DictReader(file)] == [
            (str(files[0]), "1", "/grand_total"),
            (str(files[1]), "1", "/grand_total"),
        ]


def test_json_lines_of_several_files_are_in_one_of_json_lines(run: Run, tmp_path: Path) -> None:
    files = [write(tmp_path / name, order(n, grand_total=1.5)) for n, name in enumerate(("a.jsonl", "b.jsonl"))]
    target = tmp_path / "refused.jsonl"

    run("import", "--rejects", str(target), *map(str, files))

    said = [orjson.loads(line) for line in target.read_bytes().splitlines()]
    assert [one["refused"]["file"] for one in said if "refused" in one] == list(map(str, files))
    assert [one["external_id"] for one in said if "refused" not in one] == ["0", "1"]


def test_rows_can_not_be_refused_into_json_lines(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Id\n1\n")

    assert run("import", "--rejects", str(tmp_path / "refused.jsonl"), str(tmp_path / "a.csv")).exit_code == 2


def test_what_a_trial_refuses_is_written_as_it_came_and_other_columns_stand_beside(run: Run, tmp_path: Path) -> None:
    mapping = tmp_path / "map.toml"
    mapping.write_text(
        """type = "customer"
        [fields]
        external_id = "Id"
        born_on = "Born"
        updated_at = {constant = "2026-03-01T10:00:00Z"}"""
    )
    (tmp_path / "a.csv").write_text("Id,Born,Note\n1,soon,x\n")
    (tmp_path / "b.csv").write_text("Id,Town,Born\n2,Paris,later\n3,Rome,1990-05-04\n")
    files = [str(tmp_path / name) for name in ("a.csv", "b.csv")]

    run("import", "--map", str(mapping), "--dry-run", "--rejects", str(tmp_path / "refused.csv"), *files)
    run("import", "--map", str(mapping), "--dry-run", files[0])

    with (tmp_path / "refused.csv").open(newline="", encoding="utf-8-sig") as file:
        both = [
            (row["Id"], row["Born"], row["Note"], row["Town"], row["refused: value"]) for row in csv.DictReader(file)
        ]
    with (tmp_path / "a-refused.csv").open(newline="", encoding="utf-8-sig") as file:
        [alone] = csv.DictReader(file)
    assert both == [("1", "soon", "x", "", "soon"), ("2", "later", "", "Paris", "later")]
    assert (list(alone)[:4], alone["refused: line"]) == (["Id", "Born", "Note", "refused: line"], "2")


def test_a_file_that_can_not_be_read_hides_nothing_of_those_before_it(run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "b.csv"
    bad.write_text("Number\n1\n")

    result = run("import", "--json", str(write(tmp_path / "a.jsonl", order(1, grand_total=1.5))), str(bad))

    assert isinstance(result.exception, UnreadableFile)
    assert [told["refused"] for told in json.loads(result.stdout)] == [1]
    assert "/grand_total" in (tmp_path / "a-refused.jsonl").read_text()


def test_what_is_live_does_not_ask_for_points(run: Run, tmp_path: Path) -> None:
    assert run("import", "--live", "--points", str(write(tmp_path / "shop.jsonl", order(1)))).exit_code == 2


def test_points_that_no_rule_would_give_are_warned_of(run: Run, books: Books, tmp_path: Path) -> None:
    path = write(tmp_path / "shop.jsonl", order(1))
    without = run("import", "--points", "--dry-run", str(path))
    unasked = run("import", "--dry-run", str(path))
    scope = Scope(Vocabulary.of(FIELDS, ROWS, currency="USD"), "order")
    saying = Saying(style=PerAmount(points=1, amount=100))
    books.perform(lambda unit: earning_rules.create(unit, saying, name="each", scope=scope))

    assert without.exit_code == 0
    assert "there is no earning rule; what is imported now earns no points" in without.stderr
    assert "earning rule" not in unasked.stderr
    assert "earning rule" not in run("import", "--points", "--dry-run", str(path)).stderr


def test_an_export_brings_everything_out(run: Run, tmp_path: Path) -> None:
    run("import", str(write(tmp_path / "shop.jsonl", order(1), order(2))))

    result = run("export", str(tmp_path / "out.jsonl"))

    assert result.exit_code == 0
    lines = (tmp_path / "out.jsonl").read_text().splitlines()
    assert [json.loads(line)["external_id"] for line in lines] == ["1", "2"]


def test_erasing_says_of_how_much_and_asks_first(run: Run, tmp_path: Path) -> None:
    run("import", str(write(tmp_path / "shop.jsonl", order(1, customer="anna"), order(2, customer="anna"))))

    result = run("erase", "anna")

    assert "What the journal says of them (2 entries) is erased" in result.stdout
    assert result.exit_code == 1
    run("export", str(tmp_path / "out.jsonl"))
    assert len((tmp_path / "out.jsonl").read_text().splitlines()) == 2


def test_who_is_erased_is_in_no_export(run: Run, tmp_path: Path) -> None:
    run("import", str(write(tmp_path / "shop.jsonl", order(1, customer="anna"), order(2, customer="anna"))))

    assert run("erase", "anna", "--yes").exit_code == 0

    run("export", str(tmp_path / "out.jsonl"))
    assert (tmp_path / "out.jsonl").read_text() == ""
    assert isinstance(run("erase", "anna", "--yes").exception, NotFound)


def test_a_guest_is_erased_by_the_address(run: Run, tmp_path: Path) -> None:
    run("import", str(write(tmp_path / "shop.jsonl", order(1, email="Guest@shop.example"))))

    assert "is erased: 1 entry\n" in run("erase", "guest@shop.example", "--yes").stdout


def test_an_address_of_several_erases_nobody_and_names_them(run: Run, tmp_path: Path) -> None:
    """Two accounts have it, so neither took the guest's history over."""
    accounts = [
        orjson.dumps(
            {
                "type": "customer",
                "external_id": name,
                "updated_at": "2026-03-01T10:00:00Z",
                "email": "anna@shop.example",
            }
        )
        for name in ("one", "two")
    ]
    run("import", str(write(tmp_path / "shop.jsonl", *accounts, order(1, email="Anna@shop.example"))))

    refused = run("erase", "anna@shop.example", "--yes").exception

    assert isinstance(refused, SeveralCustomers)
    writes = [one["write"] for one in refused.customers]
    assert set(writes) > {"external_id:one", "external_id:two"}
    assert all(write in refused.message for write in writes)
    (guest,) = set(writes) - {"external_id:one", "external_id:two"}
    assert "is erased: 1 entry\n" in run("erase", guest, "--yes").stdout


def test_the_facts_are_not_replaced_under_a_worker(run: Run, books: Books) -> None:
    with books.transaction() as unit:
        unit.driver.execute("select pg_advisory_lock(%s)", (ALONE,))

        result = run("replay")

    assert "stop `regulars serve`" in str(result.exception)
