"""Whatever happens and however it is cut: who is kept in each segment is who is computed from nothing.

`benchmarks/bench_random_steps.py` goes on with this for ten thousand steps.
"""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from tests.segments.luck_in_a_shop import Life, compiled_once
from tests.segments.segments_of_luck import SHOPS
from tests.thorough import examples, seed_of

from regulars.books import Books
from regulars.segments import store
from regulars.segments.packing import unpacked
from regulars.segments.tables import segment_change

STEPS = 500
LONG_STEPS = examples(6)


@pytest.mark.parametrize("kind", SHOPS)
def test_after_each_step_who_is_kept_is_who_is_computed_from_nothing(books: Books, kind: str) -> None:
    seed = seed_of(1)
    with compiled_once():
        life = Life(books, kind, seed=seed)
        for step in range(STEPS // len(SHOPS)):
            life.step()
            assert (seed, step, life.differing()) == (seed, step, []), life.story()

    assert (seed, life.misremembered()) == (seed, [])


@pytest.mark.parametrize("kind", ["spending", "windows"])
def test_batches_of_one_and_of_a_thousand_give_the_same_books(books: Books, other_books: Books, kind: str) -> None:
    seed = seed_of(2)
    with compiled_once():
        one, many = (lived(here, kind, seed, limit=limit) for here, limit in ((books, 1), (other_books, 1_000)))

    assert (seed, many) == (seed, one)


def lived(books: Books, kind: str, seed: int, *, limit: int) -> tuple[Any, Any]:
    """Who is in each segment, and all who came and went with the instants, after a life of which the worker hears in
    long pieces."""
    life = Life(books, kind, seed=seed, limit=limit, meets_instants=False)
    for _ in range(LONG_STEPS):
        life.step(happenings=10)
    assert life.differing() == []
    with books.transaction() as unit:
        members = {id: list(held) for id, held in store.members(unit.connection).items()}
        changes = unit.connection.execute(sa.select(segment_change)).all()
    moves = [
        (change.segment_id, change.at, how, customer)
        for change in changes
        for how, packed in (("entered", change.entered), ("left", change.left))
        for customer in unpacked(packed)
    ]
    return members, sorted(moves)
