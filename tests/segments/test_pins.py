"""Who is pinned is in, or out, whatever the condition says, and follows it again when the pin is taken away."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.segments.shop import Shop

from regulars.books import Books
from regulars.core.errors import Invalid, NotFound
from regulars.journal import erase
from regulars.journal.naming import find_called
from regulars.segments import pinning, pins, service
from regulars.segments.pins import Pinned
from regulars.segments.service import Archived

FEMALE = {"value": "customer.gender", "op": "=", "to": "female"}
IN_WOMEN = {"value": "customer.segments", "op": "has_any", "to": ["women"]}


@pytest.fixture
def shop(books: Books) -> Shop:
    there = Shop(books)
    there.customer("anna", gender="female", email="anna@shop.example")
    there.customer("boris", gender="male", email="boris@shop.example")
    there.customer("clara", gender="female", email="clara@shop.example")
    there.segment("women", FEMALE)
    return there


def pin(shop: Shop, name: str, pinned: Pinned | None, segment: str = "women", *, run: bool = True) -> int:
    with shop.books.transaction() as unit:
        changed = pinning.pin(unit, segment, [find_called(unit, name)], pinned)
    if run:
        shop.road.run_dry()
    return changed


def test_a_pin_holds_against_the_condition_until_it_is_taken_away(shop: Shop) -> None:
    shop.now += timedelta(minutes=1)
    pin(shop, "boris", "in")
    pin(shop, "clara", "out")
    assert shop.members("women") == {"anna", "boris"}
    assert [(entered, left, cause) for _, entered, left, cause in shop.changes("women")][1:] == [
        (1, 0, "hand"),
        (0, 1, "hand"),
    ]

    shop.customer("boris", gender="other")
    shop.customer("clara", gender="female", first_name="Clara")
    assert shop.members("women") == {"anna", "boris"}

    pin(shop, "boris", None)
    pin(shop, "clara", None)
    assert shop.members("women") == {"anna", "clara"}


def test_the_same_word_twice_changes_nothing_and_another_does(shop: Shop) -> None:
    assert [pin(shop, "boris", how) for how in ("in", "in", "out", None, None)] == [1, 0, 1, 1, 0]


def test_a_pin_outlives_a_changed_definition_and_who_names_the_segment_follows(shop: Shop) -> None:
    shop.segment("named", {"none": [IN_WOMEN]})
    pin(shop, "boris", "in")
    assert shop.members("named") == set()

    shop.change("women", condition={"value": "customer.gender", "op": "=", "to": "male"})

    assert shop.members("women") == {"boris"}
    pin(shop, "anna", "in")
    pin(shop, "boris", None)
    assert shop.members("women") == {"anna", "boris"}
    assert shop.members("named") == {"clara"}


def test_a_pin_set_while_no_worker_runs_is_found_by_the_next(shop: Shop) -> None:
    pin(shop, "boris", "in", run=False)
    pin(shop, "anna", "out", run=False)

    shop.road.begin()
    shop.road.run_dry()

    assert shop.members("women") == {"boris", "clara"}
    pin(shop, "boris", None, run=False)
    shop.road.begin()
    shop.road.run_dry()
    assert shop.members("women") == {"clara"}


def test_who_becomes_one_with_another_keeps_the_later_word(shop: Shop) -> None:
    shop.order("g", None, "5.00", "complete", email="gast@shop.example")
    pin(shop, "gast@shop.example", "in")
    assert shop.members("women") == {"anna", "clara", "gast@shop.example"}

    shop.now += timedelta(minutes=1)
    shop.customer("gast", gender="male", email="gast@shop.example", email_verified=True)
    assert shop.members("women") == {"anna", "clara", "gast"}

    assert pin(shop, "gast", "in") in (0, 1)
    assert pin(shop, "gast", "out") == 1
    assert shop.members("women") == {"anna", "clara"}
    assert pin(shop, "gast", None) == 1


def test_of_who_was_erased_no_pin_is_left(shop: Shop) -> None:
    pin(shop, "boris", "in")
    with shop.books.transaction() as unit:
        id = find_called(unit, "boris")
    erase.erase(shop.books, id)
    shop.road.run_dry()

    assert shop.members("women") == {"anna", "clara"}
    with shop.books.transaction() as unit:
        assert pins.listed(unit.connection, "women", after=0, limit=10) == []


def test_a_list_pins_whom_it_names_and_says_who_was_not_found(shop: Shop) -> None:
    shop.customer("dora", email="two@shop.example")
    shop.customer("dina", email="TWO@shop.example")
    names = [" boris ", "Anna@Shop.example ", "nobody", "two@shop.example", "boris@shop.example"]
    with shop.books.transaction() as unit:
        told = pinning.pin_listed(unit, "women", names, "in")
    shop.road.run_dry()

    assert (told.pinned, told.already) == (2, 0)
    assert (list(told.not_found), list(told.several)) == (["nobody"], ["two@shop.example"])
    assert shop.members("women") == {"anna", "boris", "clara"}
    with shop.books.transaction() as unit, pytest.raises(NotFound):
        pinning.pin_listed(unit, "nothing", ["boris"], "in")
    with shop.books.transaction() as unit, pytest.raises(Invalid):
        pinning.pin_listed(unit, "women", ["x"] * (pinning.MOST + 1), "in")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("anna\nboris\n\n anna \n", ["anna", "boris"]),
        ("\ufeffName;E-mail;Id\nAnna;a@x;1\nBoris;b@x;2\n", ["1", "2"]),
        ('email,external_id\n"a@x",1\nb@x,\n', ["external_id:1", "email:b@x"]),
        ('"id","external_id","email"\n"1","c-1","a@x"\n"2",,"b@x"\n', ["external_id:c-1", "email:b@x"]),
        ("e-mail\ta\na@x\t\n", ["email:a@x"]),
        ("customer\nanna;Anna, of Kyiv\nboris;Boris; again\n", ["anna", "boris"]),
        ('id\n"anna, the first";A\nboris;B\n', ["anna, the first", "boris"]),
    ],
)
def test_a_list_is_read_by_the_column_that_names_customers(text: str, names: list[str]) -> None:
    assert pinning.names_in(text) == names


def test_nobody_is_pinned_into_a_segment_that_is_archived(shop: Shop) -> None:
    with shop.books.transaction() as unit:
        service.archive(unit, "women")
    shop.road.run_dry()

    with shop.books.transaction() as unit, pytest.raises(Archived):
        pinning.pin_listed(unit, "women", ["boris"], "in")


def test_a_quote_that_is_not_closed_is_told_with_its_line() -> None:
    with pytest.raises(Invalid, match="line 3 is no CSV"):
        pinning.names_in('external_id\n"11\n12\n')


@pytest.mark.parametrize(
    ("text", "told"),
    [("", "the file is empty"), (" \n", "the file is empty"), ("id;name\n;Anna\n", "the file names nobody")],
)
def test_a_file_without_a_name_is_refused(text: str, told: str) -> None:
    with pytest.raises(pinning.NamesNobody, match=told):
        pinning.names_in(text)


def test_a_number_on_a_list_is_the_shops_id_and_ours_where_that_is_said(shop: Shop) -> None:
    with shop.books.transaction() as unit:
        ours, annas = str(find_called(unit, "boris")), str(find_called(unit, "anna"))
    shop.customer(ours, gender="male")

    with shop.books.transaction() as unit:
        bare = pinning.pin_listed(unit, "women", [ours, annas, "nobody"], "in")
        by_heading = pinning.pin_uploaded(unit, "women", pinning.names_in(f"external_id\n{ours}\nnobody\n"), "in")
        by_prefix = pinning.pin_listed(unit, "women", [f"id:{ours}"], "in")
    shop.road.run_dry()

    assert (list(bare.not_found), bare.pinned) == ([annas, "nobody"], 1)
    assert (list(by_heading.not_found), by_heading.already, by_prefix.pinned) == (["nobody"], 1, 1)
    assert shop.members("women") == {"anna", "boris", "clara", ours}
