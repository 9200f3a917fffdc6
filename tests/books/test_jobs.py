"""Long work is done once by somebody, and goes on after a stop."""

from __future__ import annotations

import threading
from typing import Any

from regulars.books import Books, jobs
from regulars.books.jobs import Jobs, Run
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


def test_a_refusal_is_the_jobs_answer(books: Books) -> None:
    def refuse(_: Run) -> Any:
        raise Conflict("it was changed meanwhile")

    id_ = enqueue(books, "refuse")
    work(books, refuse=refuse)

    assert (row(books, id_).state, row(books, id_).error) == ("failed", "it was changed meanwhile")


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
