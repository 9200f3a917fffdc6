"""Long work is done once by somebody, and goes on after a stop."""

from __future__ import annotations

import errno
import threading
from typing import Any

import pytest

from regulars.books import Books, DatabaseFull, DatabaseUnreachable, jobs
from regulars.books.jobs import Jobs, Run
from regulars.books.leases import LeaseLost
from regulars.core.errors import Conflict


def enqueue(books: Books, kind: str, **args: Any) -> int:
    return books.perform(lambda unit: jobs.enqueue(unit, kind, f"{kind} something", args, counted_in="lines"))


def row(books: Books, id_: int) -> Any:
    with books.transaction() as unit:
        return jobs.get(unit, id_)


def work(books: Books, **handlers: jobs.Handler) -> None:
    Jobs(books, handlers).work(threading.Event(), until_idle=True)


def test_a_job_is_done_and_its_result_kept(books: Books) -> None:
    def count(run: Run) -> Any:
        run.progress(3, 3)
        return {"counted": run.args["to"]}

    id_ = enqueue(books, "count", to=3)
    work(books, count=count)

    done = row(books, id_)
    assert (done.state, done.done, done.total, done.result) == ("done", 3, 3, {"counted": 3})


def test_a_job_of_a_transaction_rolled_back_is_never_done(books: Books) -> None:
    ran: list[int] = []
    books.perform(lambda unit: jobs.enqueue(unit, "count", "count", {}), dry=True)

    work(books, count=lambda run: ran.append(run.id))

    assert ran == []


def test_what_waits_says_what_is_done_before_it(books: Books) -> None:
    def behind(id_: int) -> str | None:
        with books.transaction() as unit:
            return jobs.behind(unit, jobs.get(unit, id_))

    told: list[str | None] = []
    first, second = enqueue(books, "replay"), enqueue(books, "search")
    assert behind(second) is None, "nothing goes on yet"

    work(books, replay=lambda _: told.extend([behind(first), behind(second)]), search=lambda _: None)

    assert told == [None, "replay something"]
    assert behind(second) is None


def test_a_refusal_is_the_jobs_answer(books: Books) -> None:
    def refuse(_: Run) -> Any:
        raise Conflict("it was changed meanwhile")

    id_ = enqueue(books, "refuse")
    work(books, refuse=refuse)

    assert (row(books, id_).state, row(books, id_).error) == ("failed", "it was changed meanwhile")


@pytest.mark.parametrize(
    "trouble",
    [DatabaseUnreachable("it is away"), DatabaseFull("no room"), LeaseLost("import:1"), OSError(errno.ENOSPC, "full")],
)
def test_what_passes_by_itself_is_tried_again(
    books: Books, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    monkeypatch.setattr(jobs, "LONGEST_PAUSE_SECONDS", 0)
    waited: list[Any] = []

    def stumble(run: Run) -> Any:
        waited.append(row(run.books, run.id).state)
        if len(waited) == 1:
            raise trouble

    id_ = enqueue(books, "stumble")
    work(books, stumble=stumble)

    assert (waited, row(books, id_).state, row(books, id_).error) == (["running", "running"], "done", None)


def test_a_job_that_waits_says_for_what(books: Books) -> None:
    def stumble(run: Run) -> Any:
        raise DatabaseFull("no room")

    id_ = enqueue(books, "stumble")
    with pytest.raises(DatabaseFull):
        Jobs(books, {"stumble": stumble}).run(id_, threading.Event())

    assert (row(books, id_).state, row(books, id_).error) == ("waiting", "no room")


def test_a_job_whose_end_could_not_be_written_down_is_done_again(books: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "LONGEST_PAUSE_SECONDS", 0)
    ran: list[int] = []
    at_the_end: list[str] = []

    def count(run: Run) -> Any:
        run.at_the_end(lambda: at_the_end.append(row(books, run.id).state))
        ran.append(run.id)
        if len(ran) == 1:
            monkeypatch.setattr(Books, "transaction", unreachable_once(monkeypatch))

    id_ = enqueue(books, "count")
    work(books, count=count)

    assert (ran, at_the_end) == ([id_, id_], ["done"])


def unreachable_once(monkeypatch: pytest.MonkeyPatch) -> Any:
    working = Books.transaction

    def transaction(_: Books) -> Any:
        monkeypatch.setattr(Books, "transaction", working)
        raise DatabaseUnreachable("it is away")

    return transaction


def test_a_job_that_has_ended_is_not_done_again(books: Books) -> None:
    ran: list[int] = []
    id_ = enqueue(books, "count")

    for _ in range(2):
        Jobs(books, {"count": lambda run: ran.append(run.id)}).run(id_, threading.Event())

    assert ran == [id_]


def test_a_job_stopped_half_way_is_done_by_the_next_worker(books: Books) -> None:
    stop = threading.Event()
    steps: list[int] = []

    def step(run: Run) -> Any:
        steps.append(run.id)
        if len(steps) == 1:
            stop.set()
        run.progress(1, 2)

    id_ = enqueue(books, "step")
    Jobs(books, {"step": step}).run(id_, stop)
    assert row(books, id_).state == "waiting"

    work(books, step=step)
    assert row(books, id_).state == "done"
