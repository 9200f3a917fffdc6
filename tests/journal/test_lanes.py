"""Deeds over many let others pass, and nothing of either is lost, doubled or out of its lane's order."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.thorough import examples

from regulars.books import Books
from regulars.journal import append, lanes, read, stamp, take
from regulars.journal.decisions import POINTS_POSTED, Decision, append_decisions

from .test_road import NOON, order, put


def give(books: Books, *numbers: int, deed: str | None = "mass:1") -> None:
    """As many chunks of a deed, known by their numbers."""
    with books.transaction() as unit:
        decisions = [Decision(POINTS_POSTED, f"mass:1:{n}", NOON, {"postings": []}) for n in numbers]
        append_decisions(unit, decisions, deed=deed)


def taken(books: Books, after: int = 0) -> tuple[list[str], int]:
    batch = take(books, after)
    return [entry.key for entry in batch.entries], batch.until


def test_orders_behind_a_deed_get_their_positions_before_most_of_it(books: Books) -> None:
    chunks = range(lanes.BESIDE_OTHERS + 3)
    give(books, *chunks)
    put(books, order("late"))

    keys, until = taken(books)
    assert keys == ["late", *(f"mass:1:{n}" for n in range(lanes.BESIDE_OTHERS))]

    put(books, order("later", customer="boris"))
    assert taken(books, until)[0] == ["later", *(f"mass:1:{n}" for n in chunks[lanes.BESIDE_OTHERS :])]


def test_of_a_deed_nothing_is_stamped_before_the_last_of_it_is_carried_along(books: Books) -> None:
    give(books, *range(lanes.ALONE + 5))
    assert len(take(books, 0, lanes.ALONE + 50)) == lanes.ALONE

    put(books, order("late"))
    keys = [entry.key for entry in take(books, 3, lanes.ALONE + 50).entries]

    assert keys == [*(f"mass:1:{n}" for n in range(3, lanes.ALONE)), "late"]


def test_points_that_orders_brought_stay_where_they_are(books: Books) -> None:
    give(books, *range(lanes.ALONE + 5), deed=None)
    put(books, order("late"))

    assert taken(books)[0][-1] == "late"


def test_what_waits_is_counted_in_both_lanes(books: Books) -> None:
    with books.transaction() as unit:
        assert lanes.waiting(unit) == (0, None)
    give(books, 1, 2)
    put(books, order("1"))

    with books.transaction() as unit:
        count, since = lanes.waiting(unit)
        assert count == 3
        assert since is not None
        assert timedelta() <= unit.now - since < timedelta(hours=1)
    taken(books)
    with books.transaction() as unit:
        assert lanes.waiting(unit)[0] == 0


def test_others_wait_when_they_have_no_position_for_a_second(books: Books) -> None:
    def wait(seconds: float) -> bool:
        with books.transaction() as unit:
            unit.now += timedelta(seconds=seconds)
            return lanes.others_wait(unit)

    give(books, 1)
    assert not wait(60), "what is of a deed doesn't count"
    put(books, order("1"))
    assert not wait(0.5)
    assert wait(1.5)
    taken(books)
    assert not wait(60)


@settings(max_examples=examples(20), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(["order", "deed", "both", "take", "stamp"]), max_size=40))
def test_all_come_once_and_in_the_order_of_their_lane(books: Books, steps: list[str]) -> None:
    with books.transaction() as unit:
        unit.driver.execute("truncate journal, journal_stamp, customer_identity")
        unit.driver.execute("update journal_mark set position = 0, many_position = 0, customers = 0")
    sent: dict[str, list[str]] = {"order": [], "deed": []}
    after = 0
    for n, step in enumerate(steps):
        if step in ("order", "both"):
            put(books, order(f"o{n}", customer=f"c{n}"))
            sent["order"].append(f"o{n}")
        if step in ("deed", "both"):
            give(books, *(n * 100 + m for m in range(7)))
            sent["deed"] += [f"mass:1:{n * 100 + m}" for m in range(7)]
        if step == "take":
            after = take(books, after, 5).until
        if step == "stamp":
            stamp(books, 3)
    while stamp(books):
        pass
    keys = [entry.key for entry in read(books, 0).entries]
    assert [key for key in keys if key.startswith("o")] == sent["order"]
    assert [key for key in keys if key.startswith("mass")] == sent["deed"]


def test_appending_while_it_is_written_keeps_both_lanes_waiting(books: Books) -> None:
    with books.transaction() as slow:
        append(slow, [order("slow")], live=True)
        give(books, 1)

        assert taken(books)[0] == [], "something could still come in before it"

    assert taken(books)[0] == ["slow", "mass:1:1"]
