"""What the books decided, as rows: points that were posted, and who entered and left segments.

A posting is a row of its customer's. A change of a segment stays one row with
two lists of ids, as it may be about a million; nobody is touched by it, and who
goes by stays looks up whom it names (`facts.stays`).
"""

from __future__ import annotations

import base64
from array import array
from collections.abc import Collection, Iterable, Sequence
from typing import Any

import pyarrow as pa
from pyroaring import BitMap

from regulars.facts.columns import Row, micros_of
from regulars.facts.values import exact, text, with_folded

from .work import Item, Work

POINTS, MANY_POINTS = "decision.points", "decision.points_posted"
SEGMENT = "decision.segment"
POINTS_PLACES = 4
"""Of the column, which is as those of other numbers."""


def apply_points(work: Work, one: Sequence[Item], many: Sequence[Item]) -> None:
    """Take postings, those that share an entry too; a decision is in the journal once, so none is there yet."""
    rows = [_posting(work, item, item.key, item.customer_id, item.document) for item in one if item.customer_id]
    shared = [(item, said) for item in many for said in item.document["postings"]]
    today = _today(work, {said["customer_id"] for _, said in shared})
    for item, said in shared:
        customer_id = today.get(said["customer_id"], said["customer_id"])
        rows.append(_posting(work, item, said["key"], customer_id, said))
        work.touch(item.position, customer_id)
    work.insert_rows("points_entry", rows)


def _today(work: Work, customer_ids: Collection[int]) -> dict[int, int]:
    """Who those of these ids are that were merged before this batch: inside of a body they are as they were decided."""
    return {row["alias_id"]: row["owner_id"] for row in work.rows("alias", "alias_id", customer_ids)}


def _posting(work: Work, item: Item, key: str, customer_id: int, said: dict[str, Any]) -> Row:
    return {
        "external_id": key,
        "external_id_folded": work.folds[key],
        "updated_at": item.at,
        "position": item.position,
        "customer_id": work.owner(customer_id),
        "posted_at": micros_of(said["posted_at"]),
        "kind": text(said["kind"]),
        "points": exact(said["points"], POINTS_PLACES),
        **with_folded(work.folds, ("order", "reason"), said),
    }


def apply_segments(work: Work, items: Sequence[Item]) -> None:
    """Take changes of segments."""
    if not items:
        return
    work.insert(
        "segment_change",
        {
            "segment": [item.document["segment"] for item in items],
            "at": [micros_of(item.document["at"]) for item in items],
            "position": [item.position for item in items],
            "entered": _lists(item.document["entered"] for item in items),
            "left": _lists(item.document["left"] for item in items),
        },
    )


def _lists(bitmaps: Iterable[str]) -> pa.Array:
    """Bitmaps as the journal writes them, as lists of ids."""
    lists = [BitMap.deserialize(base64.b64decode(bitmap)).to_array() for bitmap in bitmaps]
    offsets = [0]
    for ids in lists:
        offsets.append(offsets[-1] + len(ids))
    ids_of_all = array("I", b"".join(ids.tobytes() for ids in lists))
    values = pa.Array.from_buffers(pa.int32(), offsets[-1], [None, pa.py_buffer(ids_of_all)])
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), values)
