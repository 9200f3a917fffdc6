"""What a shop is measured in is decided once."""

from regulars.books import Books
from regulars.books.shop import shop_of
from regulars.settings import Settings


def test_the_first_start_decides_and_later_settings_change_nothing(books: Books) -> None:
    shop_of(books, Settings(currency="JPY", time_zone="Asia/Tokyo"))

    shop = shop_of(books, Settings(currency="USD", time_zone="UTC"), {"name": "Another"})

    assert (shop.name, shop.currency, shop.currency_places, shop.zone.key) == ("", "JPY", 0, "Asia/Tokyo")
