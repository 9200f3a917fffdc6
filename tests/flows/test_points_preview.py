"""A dry run tells what history would earn, and the import earns it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from regulars import app, cli
from regulars.books import Books, shop
from regulars.facts.store import Facts
from regulars.flows.ground import ground_of
from regulars.flows.points_preview import Earned, PointsPreview
from regulars.journal.importing import Options, import_file
from regulars.points import earning_rules, reading
from regulars.points.model.styles import PerAmount
from regulars.points.saying import Saying
from regulars.rules.scope import Scope

from .carrying import NOON, SETTINGS, order

FIRST = {"value": {"count": "order"}, "op": "=", "to": 0}
LARGE = {"value": "order.grand_total", "op": ">=", "to": "50"}


def written(path: Path, *documents: tuple[str, dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps({"type": type} | document) + "\n" for type, document in documents))
    return path


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Eva's two orders and Boris's, with a refund, and an order of nobody."""
    back = {
        "external_id": "r", "order": "2", "refunded_at": NOON.isoformat(), "updated_at": NOON.isoformat(),
        "amount": "60.00", "lines": [{"line": "1", "quantity": "1"}],
    }  # fmt: skip
    return [
        written(tmp_path / "a.jsonl", ("order", order(1, "eva", 100)), ("order", order(2, "eva", 60, hours=1))),
        written(tmp_path / "b.jsonl", ("order", order(3, "boris", 40)), ("refund", back), ("order", order(4, "", 90))),
    ]


@pytest.fixture
def installed(books: Books) -> Books:
    books.clock = lambda: NOON - timedelta(days=300)
    books.perform(lambda unit: shop.settle(unit, SETTINGS))
    return books


def rule(books: Books, condition: Any = None) -> None:
    scope = Scope(ground_of(books, books.shop())().vocabulary, "order")
    with books.transaction() as unit:
        earning_rules.create(
            unit, Saying(style=PerAmount(points=1, amount=100), condition=condition), name="x", scope=scope
        )
    books.clock = lambda: NOON


def foreseen(books: Books, files: list[Path]) -> tuple[list[Earned], bool]:
    preview = PointsPreview(books)
    for file in files:
        preview.begin_file()
        import_file(books, file, Options(asks_points=True), dry_run=True, tried=preview.take)
    earned, exact = preview.earned(), preview.is_exact()
    preview.close()
    return earned, exact


@pytest.fixture
def facts(installed: Books) -> Iterator[Facts]:
    here = installed.shop()
    with Facts(":memory:", calendar=here.calendar, currency=here.currency, threads=1) as facts:
        yield facts


def earned(books: Books, facts: Facts, files: list[Path]) -> int:
    """What the customers have once the files are in."""
    for file in files:
        import_file(books, file, Options(asks_points=True))
    road = app.road_of(books, facts)
    road.begin()
    road.run_dry()
    with books.transaction() as unit:
        return sum(reading.available(unit.connection, [1, 2, 3], at=NOON).values())


@pytest.mark.parametrize(
    ("condition", "exact", "points"), [(None, True, 140), (LARGE, True, 100), (FIRST, False, 140)], ids=str
)
def test_is_what_the_import_earns(
    installed: Books, facts: Facts, files: list[Path], condition: Any, *, exact: bool, points: int
) -> None:
    rule(installed, condition)

    told, is_exact = foreseen(installed, files)

    assert is_exact == exact
    assert sum(one.points for one in told) == earned(installed, facts, files) == points
    assert foreseen(installed, files)[0] == [Earned(), Earned()], "what is known already earns nothing more"


def test_each_file_is_told_what_its_orders_earn(
    installed: Books, files: list[Path], books_url: str, tmp_path: Path
) -> None:
    rule(installed)
    environment = {"REGULARS_DATABASE_URL": books_url, "REGULARS_DATA_DIR": str(tmp_path)}
    asked = ["import", "--points", "--dry-run", *map(str, files)]

    told = json.loads(CliRunner().invoke(cli.build(), [*asked, "--json"], env=environment).stdout)
    shown = CliRunner().invoke(cli.build(), asked, env=environment).stdout

    assert [(one["points"], one["points_exact"]) for one in told] == [(100, True), (40, True)]
    assert "Points" in shown
    with installed.transaction() as unit:
        assert unit.driver.execute("select count(*) from journal").fetchall() == [(0,)]
