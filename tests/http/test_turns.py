"""So many threads work at once, in the order in which they came; whoever waits for somebody else steps out."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from regulars.http.turns import Turns, stepped_out

PATIENCE = 20


def queued(turns: Turns, n: int) -> None:
    """Wait until so many wait for their turn."""
    settled = threading.Event()
    while len(turns._waiting) < n:
        settled.wait(0.001)


def test_those_who_wait_come_in_their_order() -> None:
    turns, came = Turns(1), list[int]()

    def work(n: int) -> None:
        with turns:
            came.append(n)

    with ThreadPoolExecutor(8) as threads, turns:
        for n in range(8):
            threads.submit(work, n)
            queued(turns, n + 1)
    assert came == list(range(8))


def test_no_more_than_so_many_are_at_it() -> None:
    turns, most, at_it = Turns(2), list[int](), list[int]()
    both = threading.Barrier(2)

    def work(n: int) -> None:
        with turns:
            at_it.append(n)
            most.append(len(at_it))
            both.wait(PATIENCE)  # two are let in together
            at_it.remove(n)
            both.wait(PATIENCE)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(work, range(8)))
    assert max(most) == 2


def test_who_steps_out_lets_another_in_and_comes_back() -> None:
    turns, other_was_in = Turns(1), threading.Event()
    came: list[str] = []

    def waits() -> None:
        with turns:
            came.append("first")
            with stepped_out():
                assert other_was_in.wait(PATIENCE)
            came.append("first again")

    def other() -> None:
        with turns:
            came.append("other")
            other_was_in.set()

    with ThreadPoolExecutor(2) as threads:
        for one in [threads.submit(waits), threads.submit(other)]:
            one.result(PATIENCE)
    assert came in (["first", "other", "first again"], ["other", "first", "first again"])
    with turns:
        assert not turns._waiting


def test_an_error_hands_the_turn_on() -> None:
    turns = Turns(1)
    with pytest.raises(ZeroDivisionError), turns, stepped_out():
        raise ZeroDivisionError
    with turns:
        pass


def test_outside_of_a_turn_there_is_nothing_to_step_out_of() -> None:
    turns = Turns(1)
    with stepped_out(), turns:
        assert turns._free == 0
    assert turns._free == 1
