"""Where segments' actions stand, in the books: plain queries, one place for each."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from pyroaring import BitMap
from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert

from regulars.books.metadata import INSTANT

from .actions import Actions, Kind, Standing
from .tables import customer_group, customer_group_moved, customer_tag, segment_acted, segment_cooling, segment_deed

MOVED = ""
"""In the place of a segment's id: the customer was moved to the group."""


class Deed(NamedTuple):
    """What is put on record: why, by which actions, to whom, and what it changed."""

    segment: str
    kind: Kind
    at: datetime
    actions: Actions
    customers: BitMap
    done: Mapping[str, Any]


def load(connection: Connection, ids: Iterable[str] | None = None) -> dict[str, Standing]:
    """How far each segment that acts, or did, has come; all of them, or these."""
    query = sa.select(segment_acted)
    if ids is not None:
        query = query.where(segment_acted.c.segment_id.in_(list(ids)))
    rows = connection.execute(query)
    return {
        row.segment_id: Standing(
            BitMap.deserialize(row.acted), BitMap.deserialize(row.claimed), row.held_at, row.approved_at
        )
        for row in rows
    }


def approved(connection: Connection) -> set[str]:
    """The segments whose jump has somebody's word and is not done yet."""
    return set(
        connection.scalars(sa.select(segment_acted.c.segment_id).where(segment_acted.c.approved_at.is_not(None)))
    )


def keep(connection: Connection, standings: Mapping[str, Standing]) -> None:
    """Replace how far these have come."""
    if not standings:
        return
    statement = insert(segment_acted)
    kept = {name: statement.excluded[name] for name in ("acted", "claimed", "held_at", "approved_at")}
    rows = [
        {
            "segment_id": id,
            "acted": standing.acted.serialize(),
            "claimed": standing.claimed.serialize(),
            "held_at": standing.held_at,
            "approved_at": standing.approved_at,
        }
        for id, standing in standings.items()
    ]
    connection.execute(statement.on_conflict_do_update(index_elements=["segment_id"], set_=kept), rows)


def act_again(connection: Connection, segment: str, *, at: datetime) -> None:
    """Have everybody who is in treated as if they had just come, by the word of who says so: that is no jump to ask about."""
    row = sa.update(segment_acted).where(segment_acted.c.segment_id == segment)
    connection.execute(row.values(acted=BitMap().serialize(), held_at=at, approved_at=at))


ARCHIVED: Mapping[str, Any] = {"added": {}, "taken": {}, "archived": True}
"""What is on record of those whom a segment let go of because it was archived: no tag changed."""


def let_go(connection: Connection, segment: str, group: str | None, *, at: datetime) -> None:
    """Treat whoever an archived segment has not let go of yet as gone, on record if it gave a group: they come in anew."""
    found = load(connection, [segment]).get(segment)
    if found is None:
        return
    if found.acted and group is not None:
        record(connection, [Deed(segment, "left", at, Actions(group=group), found.acted, ARCHIVED)])
    keep(connection, {segment: Standing(claimed=found.claimed, held_at=at, approved_at=at)})
    warm(connection, segment)


def cooling(connection: Connection, segment: str, now: datetime) -> BitMap:
    """Those about whom nothing is done yet, as something was lately; who has cooled down is forgotten."""
    of_it = segment_cooling.c.segment_id == segment
    connection.execute(sa.delete(segment_cooling).where(of_it, segment_cooling.c.until <= now))
    return BitMap(connection.scalars(sa.select(segment_cooling.c.customer_id).where(of_it)))


def cooling_until(connection: Connection, segment: str, now: datetime) -> dict[int, datetime]:
    """When the cool-down is over of those whose goes on, by customer."""
    query = sa.select(segment_cooling.c.customer_id, segment_cooling.c.until)
    return dict(
        connection.execute(query.where(segment_cooling.c.segment_id == segment, segment_cooling.c.until > now)).all()
    )


def warm(connection: Connection, segment: str) -> None:
    """Nobody's cool-down in a segment goes on."""
    connection.execute(sa.delete(segment_cooling).where(segment_cooling.c.segment_id == segment))


def cool(connection: Connection, segment: str, customers: Iterable[int], until: datetime) -> None:
    """Nothing more is done about these until then."""
    each = sa.select(
        sa.literal(segment), sa.func.unnest(_ids(customers)), sa.literal(until, sa.DateTime(timezone=True))
    )
    statement = insert(segment_cooling).from_select(["segment_id", "customer_id", "until"], each)
    same = ["segment_id", "customer_id"]
    connection.execute(statement.on_conflict_do_update(index_elements=same, set_={"until": statement.excluded.until}))


def cooled(connection: Connection, now: datetime) -> set[str]:
    """The segments with customers whose cool-down is over."""
    found = connection.exec_driver_sql("select distinct segment_id from segment_cooling where until <= %s", (now,))
    return {id for (id,) in found}


def next_cooled(connection: Connection) -> datetime | None:
    """When the next cool-down ends."""
    found: datetime | None = connection.scalar(sa.select(sa.func.min(segment_cooling.c.until)))
    return found


def groups_of(connection: Connection, customers: Iterable[int] | None = None) -> dict[int, tuple[str, str]]:
    """The groups that segments give customers, with the segment; of all who have one, or of these."""
    query = sa.select(customer_group.c.customer_id, customer_group.c.name, customer_group.c.segment_id)
    if customers is not None:
        query = query.where(customer_group.c.customer_id == sa.any_(_ids(customers)))
    return {row.customer_id: (row.name, row.segment_id) for row in connection.execute(query)}


def groups_moved(connection: Connection, customers: Iterable[int]) -> dict[int, str]:
    """The groups that these customers were moved to, which count where no segment gives one."""
    moved = customer_group_moved.c
    query = sa.select(moved.customer_id, moved.name).where(moved.customer_id == sa.any_(_ids(customers)))
    return dict(connection.execute(query).all())


def keep_moved(connection: Connection, moved: Mapping[int, str], since: datetime) -> None:
    """Keep the groups that customers were moved to."""
    if moved:
        statement = insert(customer_group_moved)
        kept = {name: statement.excluded[name] for name in ("name", "since")}
        rows = [{"customer_id": id, "name": name, "since": since} for id, name in moved.items()]
        connection.execute(statement.on_conflict_do_update(index_elements=["customer_id"], set_=kept), rows)


def give_groups(connection: Connection, given: Mapping[int, tuple[str, str] | None], since: datetime) -> None:
    """Put customers into a group by the word of a segment, or leave them to the shop's (None)."""
    gone = [id for id, claim in given.items() if claim is None]
    connection.execute(sa.delete(customer_group).where(customer_group.c.customer_id == sa.any_(_ids(gone))))
    rows = [(id, *claim) for id, claim in given.items() if claim is not None]
    if rows:
        names = ["customer_id", "name", "segment_id", "since"]
        statement = insert(customer_group).from_select(names, _many(rows, since))
        kept = {name: statement.excluded[name] for name in names[1:]}
        connection.execute(statement.on_conflict_do_update(index_elements=["customer_id"], set_=kept))


def tags_of(connection: Connection, customers: Iterable[int]) -> dict[int, dict[str, str]]:
    """The tags that segments have given these customers: as written, by how they compare."""
    query = sa.select(customer_tag.c.customer_id, customer_tag.c.folded, customer_tag.c.name)
    found: dict[int, dict[str, str]] = {}
    for id, folded, name in connection.execute(query.where(customer_tag.c.customer_id == sa.any_(_ids(customers)))):
        found.setdefault(id, {})[folded] = name
    return found


def keep_tags(connection: Connection, tags: Mapping[int, Mapping[str, str]], since: datetime) -> None:
    """Replace the tags that segments have given these customers."""
    connection.execute(sa.delete(customer_tag).where(customer_tag.c.customer_id == sa.any_(_ids(tags))))
    rows = [(id, folded, name) for id, named in tags.items() for folded, name in named.items()]
    if rows:
        names = ["customer_id", "folded", "name", "since"]
        connection.execute(sa.insert(customer_tag).from_select(names, _many(rows, since)))


def record(connection: Connection, deeds: Sequence[Deed]) -> list[int]:
    """Put deeds on record; their ids in the same order."""
    rows = [
        {
            "segment_id": deed.segment,
            "kind": deed.kind,
            "at": deed.at,
            "actions": deed.actions.model_dump(mode="json"),
            "customers": deed.customers.serialize(),
            "size": len(deed.customers),
            "done": deed.done,
        }
        for deed in deeds
    ]
    statement = sa.insert(segment_deed).returning(segment_deed.c.id, sort_by_parameter_order=True)
    return list(connection.scalars(statement, rows)) if rows else []


def become(connection: Connection, alias: int, owner: int) -> None:
    """Two customers are one: what the one that stays has been given stays, and what the other had if it has none."""
    for table in (customer_group, customer_group_moved, customer_tag):
        has = sa.exists().where(table.c.customer_id == owner)
        connection.execute(sa.update(table).where(table.c.customer_id == alias, ~has).values(customer_id=owner))
        connection.execute(sa.delete(table).where(table.c.customer_id == alias))


def forget(connection: Connection, customers: Iterable[int]) -> None:
    """Of who is no longer there nothing is kept."""
    for table in (customer_group, customer_group_moved, customer_tag, segment_cooling):
        connection.execute(sa.delete(table).where(table.c.customer_id == sa.any_(_ids(customers))))


def packed(customers: BitMap) -> str:
    """A bitmap as it stands in JSON."""
    return base64.b64encode(customers.serialize()).decode()


def unpacked(text: str) -> BitMap:
    return BitMap.deserialize(base64.b64decode(text))


def _many(rows: Sequence[tuple[int, str, str]], since: datetime) -> sa.Select[Any]:
    """Rows of a customer and two texts, as one statement of arrays: row by row a thousand take a tenth of a second."""
    ids, first, second = zip(*rows, strict=True)
    texts = (sa.func.unnest(sa.cast(list(column), sa.ARRAY(sa.Text))) for column in (first, second))
    return sa.select(sa.func.unnest(_ids(ids)), *texts, sa.literal(since, INSTANT))


def _ids(customers: Iterable[int]) -> sa.ColumnElement[Any]:
    return sa.cast(list(customers), sa.ARRAY(sa.Integer))
