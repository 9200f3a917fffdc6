"""Mass transactions as they are kept, and done: a chunk of customers a transaction, from where it was stopped.

Whom it is for is taken once and kept as a bitmap, so that it is the same people
however often it is taken up. How far it is is kept in the transaction that
posts a chunk, so a chunk that a crash takes away is done again; the part of the
customers that the chunk is of is locked by whoever is at it (`mass_lanes`), and
the key of each posting stands behind that. Undoing it goes the same way, over
those who are done.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import sqlalchemy as sa
from pyroaring import BitMap

from regulars.books import Books, Unit, jobs
from regulars.books.jobs import Run
from regulars.core.errors import NotFound
from regulars.core.sentences import say
from regulars.journal.identity import registered
from regulars.journal.lanes import others_wait

from . import announcing, mass_lanes, mass_pages, mass_sets, mass_undo, plain, rows
from .announcing import Posting
from .mass_lanes import Lane
from .model.mass import CHUNK, UNDER_WAY, CantTakeBack, Mass, Terms
from .model.taking import Shortage
from .tables import points_mass, points_mass_short

KIND = "points.mass"


def create(unit: Unit, terms: Terms, customers: BitMap, audience: Mapping[str, Any]) -> Mass:
    """Have a mass transaction done after this transaction commits. `audience` is what was asked for, to be told."""
    compact = customers.copy()
    compact.run_optimize()
    id = unit.connection.scalar(
        sa.insert(points_mass)
        .values(
            points=terms.points, ledger_id=terms.ledger_id, reason=terms.reason, shortage=terms.shortage,
            audience=dict(audience), starts_at=terms.starts_at, ends_at=terms.ends_at, inactivity=terms.inactivity, customers=compact.serialize(),
            size=len(customers), actor=unit.actor, created_at=unit.now,
        )
        .returning(points_mass.c.id)
    )  # fmt: skip
    assert id is not None
    mass_lanes.mark_out(unit, id, len(customers))
    unit.audit("mass.asked", f"mass:{id}", {"points": terms.points, "customers": len(customers)})
    return _enqueue(unit, id, say("{points} points: {reason}", points=f"{terms.points:+,}", reason=terms.reason))


def undo(unit: Unit, id: int, *, reason: str, shortage: Shortage) -> Mass:
    """Have a mass transaction undone as a whole, once; one that is under way stops there.

    Raises `CantTakeBack` for one that was refused.
    """
    mass_lanes.alone(unit, id)
    mass = get(unit, id)
    if mass.state in ("undoing", "undone"):
        return mass
    if mass.state in ("refusing", "refused"):
        raise CantTakeBack
    _update(unit, id, state="undoing", undo_reason=reason, undo_shortage=shortage, finished_at=None)
    unit.audit("mass.undo_asked", f"mass:{id}", {"reason": reason})
    return _enqueue(
        unit, id, say("Undo {points} points: {reason}", points=f"{mass.terms.points:+,}", reason=mass.terms.reason)
    )


def get(unit: Unit, id: int) -> Mass:
    """How a mass transaction stands; raises `NotFound`."""
    row = unit.connection.execute(_QUERY.where(points_mass.c.id == id)).one_or_none()
    if row is None:
        raise NotFound("mass transaction", str(id))
    return _of(row)


def listed(unit: Unit, *, before: int | None, limit: int) -> list[Mass]:
    """Mass transactions, the latest first."""
    query = _QUERY.order_by(points_mass.c.id.desc()).limit(limit)
    return list(map(_of, unit.connection.execute(query if before is None else query.where(points_mass.c.id < before))))


def under_way(unit: Unit) -> list[Mass]:
    """Mass transactions that are not at their end."""
    return list(map(_of, unit.connection.execute(_QUERY.where(points_mass.c.state.in_(UNDER_WAY)))))


def short_of(unit: Unit, id: int, *, after: int, limit: int) -> list[tuple[int, int]]:
    """Customers who had too few points, by id, from after one on, and how many were missing."""
    columns = points_mass_short.c
    query = sa.select(columns.customer_id, columns.points).where(columns.mass_id == id, columns.customer_id > after)
    found = unit.connection.execute(query.order_by(columns.customer_id).limit(limit))
    return [(customer_id, points) for customer_id, points in found]


def work(run: Run) -> dict[str, Any]:
    """The handler of the jobs: goes on until nothing is left to be done, or undone. args: id, actor."""
    mass = run.books.perform(lambda unit: get(unit, run.args["id"]))
    while mass.is_under_way:
        run.progress(*mass.progress)
        mass = advance(run.books, mass.id, actor=run.args["actor"])
    run.progress(*mass.progress)
    return {"id": str(mass.id), "state": mass.state, "moved": mass.moved, "short": mass.short}


def advance(books: Books, id: int, *, actor: str = "system") -> Mass:
    """Do the next chunks, or undo them, one of each lane at a time; how the deed stands then.

    While the road is behind it is one chunk, so that what comes in is seen soon.
    """
    begun, size = books.perform(lambda unit: get(unit, id)).progress
    if begun == 0 and size >= mass_lanes.WORTHWHILE:
        books.perform(lambda unit: rows.look_over(unit, *_WRITTEN))

    def take_step(_: int) -> None:
        books.perform(lambda unit: step(unit, id), actor=actor)

    with books.looking() as unit:
        at_once = 1 if others_wait(unit) else mass_lanes.LANES
    with ThreadPoolExecutor(at_once, thread_name_prefix="mass") as together:
        list(together.map(take_step, range(at_once)))
    return books.perform(lambda unit: get(unit, id))


_WRITTEN = ("points_transaction", "points_entry", "points_lot", "points_balance")
"""The tables that a deed over many reads and writes."""


def step(unit: Unit, id: int) -> Mass:
    """Do a chunk that nobody is at, or undo it; how the deed stands then."""
    mass_lanes.among_others(unit, id)
    mass, customers = _read(unit, id)
    if not mass.is_under_way:
        return mass
    lane = mass_lanes.take(unit, id, forward=mass.state == "running")
    if lane is None:
        _end_if_finished(unit, mass)
    elif mass.state == "running":
        _post(unit, mass, lane, list(customers[lane.place : min(lane.place + CHUNK, lane.ends)]))
    else:
        until = min(lane.taken_back + CHUNK, lane.place)
        _take_back(unit, mass, lane, customers[lane.taken_back : until], until)
    reached = get(unit, id)
    if reached.is_under_way:
        unit.rather_lose_than_wait()  # how far it is, is lost with what was posted; its last chunk waits for all of them
    return reached


def _post(unit: Unit, mass: Mass, lane: Lane, ids: list[int]) -> None:
    whom = registered(unit, ids)
    postings, short = post(unit, mass, whom)
    _note_short(unit, mass, short)
    if short and mass.terms.shortage is Shortage.FORBID:
        return _refuse(unit, mass, short)
    announcing.announce(unit, postings, batch=mass.batch)
    prefix = mass.batch + ":"
    moved = sum(one.points for one in postings if one.key.startswith(prefix))
    mass_lanes.move(unit, mass.id, lane, "place", lane.place + len(ids))
    _add(
        unit, mass.id, place=len(ids), moved=moved, passed_over=len(ids) - len(whom), short=len(short),
        short_points=sum(short.values()),
    )  # fmt: skip
    _end_if_finished(unit, get(unit, mass.id))


def _refuse(unit: Unit, mass: Mass, short: Mapping[int, int]) -> None:
    """Have all that is posted undone, and nothing more posted."""
    mass_lanes.alone(unit, mass.id)
    _update(unit, mass.id, state="refusing", undo_reason=mass.terms.reason)
    _add(unit, mass.id, short=len(short), short_points=sum(short.values()))
    _end_if_finished(unit, get(unit, mass.id))


def post(unit: Unit, mass: Mass, whom: Mapping[int, int]) -> tuple[list[Posting], dict[int, int]]:
    """Post for customers (the ids of today, by those that the deed knows): what was posted, and who is short of how much.

    Nothing is posted when somebody is short and that is forbidden.
    """
    ledger_id = mass.terms.ledger_id
    debts = plain.lock(unit, ledger_id, whom.values())
    if mass.terms.points < 0 and mass.terms.shortage is Shortage.FORBID:
        needed: dict[int, int] = {}
        for customer_id in whom.values():
            needed[customer_id] = needed.get(customer_id, 0) - mass.terms.points
        if short := plain.short(unit, ledger_id, needed):
            return [], short
    others = plain.due(unit, ledger_id, debts) | {id for id, debt in debts.items() if debt} | _twice(whom)
    as_set, by_page = _parted(whom, others)
    postings, missing = (mass_sets.give if mass.terms.points > 0 else mass_sets.take)(unit, mass, as_set)
    more, also = mass_pages.post(unit, mass, by_page)
    return postings + more, missing | also


def _take_back(unit: Unit, mass: Mass, lane: Lane, ids: Iterable[int], until: int) -> None:
    postings = take_back(unit, mass, registered(unit, ids))
    announcing.announce(unit, postings, batch=f"undo:{mass.batch}")
    mass_lanes.move(unit, mass.id, lane, "taken_back", until)
    prefix = f"undo:{mass.batch}:"
    moved = sum(one.points for one in postings if one.key.startswith(prefix))
    _add(unit, mass.id, taken_back=until - lane.taken_back, moved=moved)
    _end_if_finished(unit, get(unit, mass.id))


def take_back(unit: Unit, mass: Mass, whom: Mapping[int, int]) -> list[Posting]:
    """Undo what was posted for customers; what was posted."""
    debts = plain.lock(unit, mass.terms.ledger_id, whom.values())
    others = plain.due(unit, mass.terms.ledger_id, debts) | _twice(whom)
    as_set, by_page = _parted(whom, others)
    postings, done = mass_undo.take_back(unit, mass, as_set)
    by_page |= {id: customer_id for id, customer_id in as_set.items() if id not in done}
    return postings + mass_pages.take_back(unit, mass, by_page)


def _twice(whom: Mapping[int, int]) -> set[int]:
    """Customers who were two when the deed was begun and are one by now."""
    return {id for id, times in Counter(whom.values()).items() if times > 1}


def _parted(whom: Mapping[int, int], others: set[int]) -> tuple[dict[int, int], dict[int, int]]:
    """Those who are plain, and the others."""
    as_set = {id: customer_id for id, customer_id in whom.items() if customer_id not in others}
    return as_set, {id: customer_id for id, customer_id in whom.items() if customer_id in others}


def _note_short(unit: Unit, mass: Mass, short: Mapping[int, int]) -> None:
    if not short:
        return
    unit.driver.execute(
        f"""insert into points_mass_short select %s, * from unnest({rows.INTS}, cast(%s as bigint[]))
            on conflict (mass_id, customer_id) do update set points = points_mass_short.points + excluded.points""",
        [mass.id, rows.ints(short), rows.ints(short.values())],
    )


_END = {"running": "done", "undoing": "undone", "refusing": "refused"}


def _end_if_finished(unit: Unit, mass: Mass) -> None:
    """Say that it is, when no lane has anything left; whoever is last says so."""
    done, of = (mass.place, mass.size) if mass.state == "running" else (mass.taken_back, mass.place)
    if done < of or _update(unit, mass.id, was=mass.state, state=_END[mass.state], finished_at=unit.now) == 0:
        return
    kept = get(unit, mass.id)
    unit.audit(
        f"mass.{kept.state}", f"mass:{mass.id}",
        {"customers": kept.place, "moved": kept.moved, "short": kept.short, "short_points": kept.short_points},
    )  # fmt: skip


def _enqueue(unit: Unit, id: int, title: str) -> Mass:
    job_id = jobs.enqueue(unit, KIND, title, {"id": id, "actor": unit.actor}, counted_in="customers")
    _update(unit, id, job_id=job_id)
    return get(unit, id)


def _update(unit: Unit, id: int, *, was: str | None = None, **values: Any) -> int:
    """Change a deed's row, if it is in the state that it `was` in; how many were changed."""
    mine = points_mass.c.id == id if was is None else (points_mass.c.id == id) & (points_mass.c.state == was)
    return unit.connection.execute(sa.update(points_mass).where(mine).values(values)).rowcount


def _add(unit: Unit, id: int, **more: int) -> None:
    """Add to what is counted in a deed's row: from then until the commit nobody else can."""
    values = {name: points_mass.c[name] + number for name, number in more.items()}
    unit.connection.execute(sa.update(points_mass).where(points_mass.c.id == id).values(values))


_QUERY = sa.select(*(column for column in points_mass.c if column.name != "customers"))


def _read(unit: Unit, id: int) -> tuple[Mass, BitMap]:
    row = unit.connection.execute(sa.select(points_mass).where(points_mass.c.id == id)).one_or_none()
    if row is None:
        raise NotFound("mass transaction", str(id))
    return _of(row), BitMap.deserialize(row.customers)


def _of(row: sa.Row[Any]) -> Mass:
    terms = Terms(
        row.points, row.reason, row.ledger_id, Shortage(row.shortage), row.starts_at, row.ends_at, row.inactivity
    )
    return Mass(
        row.id, terms, row.audience, row.size, row.place, row.state, row.taken_back, Shortage(row.undo_shortage),
        row.undo_reason, row.moved, row.passed_over, row.short, row.short_points, row.actor, row.created_at,
        row.finished_at, row.job_id,
    )  # fmt: skip
