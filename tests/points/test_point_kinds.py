"""Several kinds of points in one ledger: each by itself, from making one to archiving it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from tests.flows.shop import B1, SCOPE, Shop

from regulars.books import Books, migrate
from regulars.core.errors import Invalid, NotFound
from regulars.points import (
    earning_rules,
    endings,
    ledgers,
    notices,
    point_kinds,
    programme,
    reading,
    reports,
    service,
    verify,
)
from regulars.points.model.lots import NotEnoughPoints
from regulars.points.model.taking import Shortage
from regulars.points.point_kinds import FirstStays, KindInUse, KindTaken
from regulars.points.programme import PointsName
from regulars.points.saying import Saying

STAR = PointsName(singular="star", plural="stars")


@pytest.fixture
def there(books: Books) -> Shop:
    """A shop that gives points and stars for its orders: one for each 5.00, and 3 an order."""
    shop = Shop(books)
    shop.rule()
    with books.transaction() as unit:
        point_kinds.create(unit, "stars", called=STAR, spendable=False)
        earning_rules.create(
            unit, Saying.model_validate({"style": {"kind": "fixed", "points": 3}}), name="stars", scope=SCOPE,
            points_kind="stars",
        )  # fmt: skip
    return shop


def stars(shop: Shop, customer: int = 1) -> int:
    with shop.books.transaction() as unit:
        assert verify.verify(unit.connection) == []
        return sum(one.balance for one in reading.standings(unit, customer, at=shop.now, kind="stars"))


def test_an_order_earns_both_and_its_cancellation_takes_both_back(there: Shop) -> None:
    there.send("order", there.order("o1", lines=B1))
    assert (there.balance(), stars(there)) == (23, 3)

    there.send("order", there.order("o1", lines=B1, status="cancelled"))

    assert (there.balance(), stars(there)) == (0, 0)


def test_a_kind_that_is_off_earns_nothing_and_the_other_goes_on(there: Shop) -> None:
    there.now += timedelta(minutes=1)
    with there.books.transaction() as unit:
        programme.change(unit, "stars", version=1, active=False)

    there.send("order", there.order("o1", lines=B1))
    assert (there.balance(), stars(there)) == (23, 0)

    there.now += timedelta(minutes=1)
    with there.books.transaction() as unit:
        programme.change(unit, "stars", version=2, active=True)
    there.send("order", there.order("o2", lines=B1))
    assert (there.balance(), stars(there)) == (46, 3)


def test_what_is_short_is_owed_in_one_kind_and_forgiven_in_the_other(there: Shop) -> None:
    with there.books.transaction() as unit:
        programme.change(unit, "stars", version=1, shortage=Shortage.FORGIVE)
        programme.change(unit, version=1, shortage=Shortage.OWE)
    there.send("order", there.order("o1", lines=B1))
    with there.books.transaction() as unit:
        for kind, points in (("points", -23), ("stars", -3)):
            ledger = ledgers.at_first_mention(unit, earning_rules.SHOP, kind)
            service.adjust(unit, 1, points, key=f"all {kind}", reason="spent elsewhere", ledger_id=ledger)

    there.send("order", there.order("o1", lines=B1, status="cancelled"))

    assert (there.balance(), stars(there)) == (-23, 0)


def test_points_of_one_kind_are_not_there_in_the_other(there: Shop) -> None:
    there.send("order", there.order("o1", lines=B1))

    with pytest.raises(NotEnoughPoints), there.books.transaction() as unit:
        service.hold(unit, 1, 24, key="cart", lapses_at=there.now + timedelta(hours=1))
    with there.books.transaction() as unit:
        assert reading.available(unit.connection, [1], at=there.now, kind="stars") == {1: 3}
        assert reading.totals(unit.connection)["issued"] == 23
        assert reading.totals(unit.connection, "stars")["issued"] == 3


def test_two_who_become_one_have_both_kinds_together(there: Shop) -> None:
    there.send("order", there.order("o1", lines=B1), there.order("o2", lines=B1, customer="eva"))

    with there.books.transaction() as unit:
        service.merge(unit, 2, 1)

    assert (there.balance(), stars(there)) == (46, 6)


def test_a_kind_is_archived_once_nothing_goes_by_it(there: Shop) -> None:
    there.send("order", there.order("o1", lines=B1))
    with there.books.transaction() as unit:
        with pytest.raises(FirstStays):
            point_kinds.archive(unit, "points", used_by=[])
        with pytest.raises(KindInUse, match="the rule 'x', 1 customer who has some"):
            point_kinds.archive(unit, "stars", used_by=["the rule 'x'"])
        ledger = ledgers.at_first_mention(unit, earning_rules.SHOP, "stars")
        service.adjust(unit, 1, -3, key="none left", reason="none left", ledger_id=ledger)

        archived = point_kinds.archive(unit, "stars", used_by=[])

        assert archived.archived_at == there.now
        with pytest.raises(Invalid, match="archived"):
            point_kinds.open_kind(unit, "stars")


def test_a_kind_needs_a_word_of_its_own(there: Shop) -> None:
    with there.books.transaction() as unit:
        with pytest.raises(KindTaken):
            point_kinds.create(unit, "stars", called=STAR, spendable=True)
        with pytest.raises(Invalid, match="small letters"):
            point_kinds.create(unit, "Gold Stars", called=STAR, spendable=True)
        with pytest.raises(NotFound):
            programme.get(unit, "moons")


def test_books_with_one_kind_become_books_with_kinds(books: Books) -> None:
    shop = Shop(books)
    shop.rule()
    shop.send("order", shop.order("o1", lines=B1))
    config = Config()
    config.set_main_option("script_location", str(migrate.MIGRATIONS).replace("%", "%%"))
    with books.transaction() as unit:
        config.attributes["connection"] = unit.connection
        command.downgrade(config, "points_rule_history")
        assert unit.connection.scalar(sa.text("select count(*) from points_programme")) == 1
        command.upgrade(config, "heads")

        (kept,) = programme.every(unit)

    assert (kept.slug, kept.spendable, kept.archived_at) == ("points", True, None)
    assert shop.balance() == 23


def test_who_names_no_kind_is_told_of_the_ends_of_the_first(there: Shop) -> None:
    until = there.now + timedelta(days=30)
    with there.books.transaction() as unit:
        for kind, points in (("points", 5), ("stars", 7)):
            ledger = ledgers.at_first_mention(unit, earning_rules.SHOP, kind)
            service.adjust(unit, 1, points, key=kind, reason="gift", ends_at=until, ledger_id=ledger)

        told = endings.between(unit, there.now, until)

        assert [one.points for one in told] == [5]
        assert reports.ending(unit.connection, since=there.now, until=until) == (5, 1)


def test_customers_are_told_of_ends_by_the_notice_of_each_kind(there: Shop) -> None:
    with there.books.transaction() as unit:
        programme.change(unit, "stars", version=1, notice_days=3)
        for kind in ("points", "stars"):
            ledger = ledgers.at_first_mention(unit, earning_rules.SHOP, kind)
            ends_at = there.now + timedelta(days=2)
            service.adjust(unit, 1, 5, key=kind, reason="gift", ends_at=ends_at, ledger_id=ledger)

        assert notices.tell_next(unit) == 1, "points have no notice"
        assert notices.tell_next(unit) == 0
