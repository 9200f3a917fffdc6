"""`regulars demo` as a person runs it: the whole year, and once more."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.journal.test_road import order

from regulars.books import Books, shop
from regulars.campaigns import book as campaigns
from regulars.cli import demo as command_of
from regulars.core.errors import Refusal
from regulars.flows import tour
from regulars.flows.demo import load
from regulars.flows.demo.bring import OtherCurrency, OtherDates, RealShop, settle_shift
from regulars.flows.demo.source import Shift
from regulars.http import access
from regulars.http.scopes import Role
from regulars.journal import append
from regulars.promotions import book as promotions
from regulars.settings import Settings


def demo(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "REGULARS_DATA_DIR": str(folder)}
    for name in ("REGULARS_DATABASE_URL", "REGULARS_FACTS_URL", "REGULARS_TIME_ZONE", "REGULARS_CURRENCY"):
        environment.pop(name, None)
    command = [sys.executable, "-m", "regulars", "demo", "--no-serve", *options]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def loaded() -> Iterator[tuple[Path, dict[str, Any]]]:
    folder = Path(tempfile.mkdtemp(prefix="regulars-demo-"))  # pytest closes its own to the server's user
    done = demo(folder, "--json")
    assert done.returncode == 0, done.stderr
    yield folder, json.loads(done.stdout)
    shutil.rmtree(folder)


def test_it_tells_what_the_year_came_to(loaded: tuple[Path, dict[str, Any]]) -> None:
    _, told = loaded

    assert (told["customers"], told["orders"], told["lines"]) == (2_469, 155_848, 1_469_307)
    assert told["sales"] == {"amount": "4596039.58", "currency": "USD"}
    assert told["points_issued"] == 4_519_934
    assert len(told["segments"]) == 8
    assert all(segment["size"] for segment in told["segments"])


def test_it_has_a_promotion_that_carts_get_and_a_campaign_that_sends_nothing(
    loaded: tuple[Path, dict[str, Any]],
) -> None:
    folder, _ = loaded
    with contextlib.closing(Books.open(Settings(data_dir=folder))) as books, books.transaction() as unit:
        made = load.objects(unit)
        [promotion] = promotions.listed(unit, ids=[made["promotion"]])

        assert promotion.state(unit.now) == "active"
        assert campaigns.get(unit, made["campaign"]).state == "draft"
        assert tour.standing(unit, "user:1").offered


@pytest.fixture(scope="module")
def again(loaded: tuple[Path, dict[str, Any]]) -> str:
    """What it says to a person when it is loaded once more."""
    folder, _ = loaded
    done = demo(folder)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_loading_it_again_changes_nothing(loaded: tuple[Path, dict[str, Any]], again: str) -> None:
    _, told = loaded

    rows = dict(re.findall(r"│ (\w[^│]*?) +│ +([\d,.]+)", again))

    unchanged = {
        name: f"{told[name.lower().replace(' ', '_')]:,}" for name in ("Customers", "Orders", "Lines", "Points issued")
    }
    segments = {f"Segment: {one['name']}": f"{one['size']:,}" for one in told["segments"]}
    assert rows == unchanged | segments | {"Sales": "4,596,039.58"}


def test_it_lets_a_person_in_and_tells_so_to_a_person_alone(loaded: tuple[Path, dict[str, Any]], again: str) -> None:
    folder, told = loaded

    found = re.search(r"Sign in as (\S+) with the password ([^\s,]+), once it is served: REGULARS_DATA_DIR=", again)
    assert found, again
    with contextlib.closing(Books.open(Settings(data_dir=folder))) as books, books.transaction() as unit:
        assert access.check_password(unit, found[1], found[2]).role == Role.OWNER
    assert "password" not in json.dumps(told)


def test_loading_it_with_other_dates_is_refused_in_one_line(loaded: tuple[Path, dict[str, Any]]) -> None:
    folder, _ = loaded
    refused = demo(folder, "--as-recorded")

    assert refused.returncode == 1
    assert len(refused.stderr.strip().splitlines()) == 1
    assert "REGULARS_DATA_DIR" in refused.stderr


def test_the_shift_stays_that_of_the_first_load(books: Books) -> None:
    with books.transaction() as unit:
        first = settle_shift(unit, unit.now, as_recorded=False)
    with books.transaction() as unit:
        later = settle_shift(unit, unit.now.replace(year=unit.now.year + 1), as_recorded=False)

    assert later == first


def test_dates_as_recorded_are_not_moved(books: Books) -> None:
    with books.transaction() as unit:
        assert settle_shift(unit, unit.now, as_recorded=True) == Shift(0)
        with pytest.raises(OtherDates) as refusal:
            settle_shift(unit, unit.now, as_recorded=False)

    assert isinstance(refusal.value, Refusal)


def test_a_shop_that_counts_in_another_currency_is_left_as_it_is(books: Books) -> None:
    with books.transaction() as unit:
        shop.change(unit, {"currency": "EUR"})

        with pytest.raises(OtherCurrency) as refusal:
            settle_shift(unit, unit.now, as_recorded=False)

        assert unit.setting("name") is None
    assert "REGULARS_CURRENCY=USD" in refusal.value.message


def test_a_shop_with_records_of_its_own_is_left_as_it_is(books: Books) -> None:
    with books.transaction() as unit:
        unit.set_setting("name", "Anna's flowers")
        append(unit, [order("1")], live=True)

        with pytest.raises(RealShop):
            settle_shift(unit, unit.now, as_recorded=False)

        assert unit.setting("name") == "Anna's flowers"


def test_what_was_sent_to_the_demo_since_does_not_stop_it_from_going_on(books: Books) -> None:
    with books.transaction() as unit:
        first = settle_shift(unit, unit.now, as_recorded=True)
        append(unit, [order("1")], live=True)

        assert settle_shift(unit, unit.now, as_recorded=True) == first


def test_it_is_served_where_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGULARS_PORT", "8001")

    assert command_of._settings(host=None, port=None).port == 8001
    assert command_of._settings(host="0.0.0.0", port=8010).port == 8010
