"""What an installation counts in is decided once."""

from __future__ import annotations

from pathlib import Path

import pytest

from regulars.books import Books, shop
from regulars.books.shop import Shop, ShopFixed
from regulars.settings import Settings


def settings(**values: str) -> Settings:
    return Settings.model_validate({"data_dir": Path("/nowhere")} | values)


def settle(books: Books, **values: str) -> Shop:
    return books.perform(lambda unit: shop.settle(unit, settings(**values)))


def put_something(books: Books) -> None:
    with books.transaction() as unit:
        unit.driver.execute(
            "insert into journal (epoch, updated_at, received_at, digest, live, asks_points, type, key, body)"
            " values (1, now(), now(), 'x', true, false, 'order', '1', '{}')"
        )


def test_the_first_start_keeps_what_the_settings_say(books: Books) -> None:
    settle(books, currency="PLN", time_zone="Europe/Warsaw")

    kept = settle(books)

    assert (kept.currency, kept.time_zone, kept.places) == ("PLN", "Europe/Warsaw", 2)


def test_the_currency_may_change_until_something_is_in_the_journal(books: Books) -> None:
    settle(books, currency="PLN")
    assert settle(books, currency="JPY").places == 0
    put_something(books)

    with pytest.raises(ShopFixed, match="REGULARS_CURRENCY"):
        settle(books, currency="USD")

    assert settle(books, currency="JPY", language="pl").language == "pl"


def test_a_currency_that_changes_while_it_may_is_warned_of(books: Books, caplog: pytest.LogCaptureFixture) -> None:
    settle(books, currency="PLN")
    assert caplog.text == ""

    settle(books, currency="EUR")
    settle(books, currency="EUR")

    [record] = caplog.records
    assert record.getMessage() == (
        "REGULARS_CURRENCY: this installation was begun with PLN; nothing is in the journal yet, so it is EUR from now on"
    )


def test_a_shop_is_called_as_it_was_named_else_as_the_settings_say(books: Books) -> None:
    with books.transaction() as unit:
        shop.settle(unit, settings(shop_name="Kociołek"))
        assert shop.name_of(unit) == "Kociołek"
        unit.set_setting("name", "The demo")
        assert shop.name_of(unit) == "The demo"


def test_a_shop_that_has_a_name_of_its_own_passes_another_over(books: Books) -> None:
    with books.transaction() as unit:
        assert shop.passed_over(unit, settings(shop_name="Mine")) == []
        unit.set_setting("name", "The demo")

        [said] = shop.passed_over(unit, settings(shop_name="Mine"))
        assert shop.passed_over(unit, settings()) == []

    assert said == "REGULARS_SHOP_NAME is passed over: this shop was named 'The demo' when it was begun"
