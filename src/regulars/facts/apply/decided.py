"""What the books decided, as rows: points that were posted, who entered and left segments, and what checkouts used.

A posting is a row of its customer's. A change of a segment stays one row with
two lists of ids, as it may be about a million; nobody is touched by it, and who
goes by stays looks up whom it names (`facts.stays`).
"""

from __future__ import annotations

import base64
from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa
from pyroaring import BitMap

from regulars.facts.columns import micros_of
from regulars.facts.values import text

from .work import Item, Work

NUMBER_UNITS = 10**4
"""Numbers are kept with four places, whole ones too."""


def apply_points(work: Work, one: Sequence[Item], many: Sequence[Item]) -> None:
    """Take postings, those that share an entry too; a decision is in the journal once, so none is there yet."""
    single = [(item, item.key, item.customer_id, item.document) for item in one if item.customer_id is not None]
    shared = [(item, said) for item in many for said in item.document["postings"]]
    today = _today(work, {said["customer_id"] for _, said in shared})
    posted = [(item, said["key"], today.get(said["customer_id"], said["customer_id"]), said) for item, said in shared]
    for item, _, customer_id, _ in posted:
        work.touch(item.position, customer_id)
    everything = single + posted
    _insert(work, "points_entry", [each for each in everything if "points_kind" not in each[3]])
    if others := [each for each in everything if "points_kind" in each[3]]:
        _insert(work, "other_points_entry", others, "points_kind")


def _insert(work: Work, table: str, posted: Sequence[tuple[Item, str, int, Mapping[str, Any]]], *texts: str) -> None:
    """Postings of the first kind of points have a table of their own, for what asks about points without naming a kind asks
    about these."""
    columns: dict[str, Any] = {
        "external_id": [key for _, key, _, _ in posted],
        "position": [item.position for item, _, _, _ in posted],
        "customer_id": [work.owner(customer_id) for _, _, customer_id, _ in posted],
        "posted_at": [micros_of(said["posted_at"]) for *_, said in posted],
        "kind": [said["kind"] for *_, said in posted],
        "points": [said["points"] * NUMBER_UNITS for *_, said in posted],
    }
    for name in (*texts, "order", "reason"):
        columns[name] = [text(said.get(name)) for *_, said in posted]
        columns[f"{name}_folded"] = [work.folds[value] for value in columns[name]]
    work.insert(table, columns)


def _today(work: Work, customer_ids: Collection[int]) -> dict[int, int]:
    """Who those of these ids are that were merged before this batch: inside of a body they are as they were decided."""
    return {row["alias_id"]: row["owner_id"] for row in work.rows("alias", "alias_id", customer_ids)}


def apply_checkouts(work: Work, items: Sequence[Item]) -> None:
    """Take what confirmed checkouts used; a checkout is confirmed once, so nothing of it is there yet.

    Entries whose bodies had been archived before this was told say nothing of it.
    """
    used = [(item, one) for item in items for one in item.document.get("uses", ())]
    if not used:
        return
    today = _today(work, {item.document["whose"] for item, _ in used if item.document["whose"] is not None})
    orders = work.keys["order"]

    def whose(item: Item) -> int | None:
        said = item.document["whose"]
        id = item.customer_id if said is None else today.get(said, said)
        return None if id is None else work.owner(id)

    work.insert(
        "promotion_use",
        {
            "order_id": [orders.take(item.document["order"]) for item, _ in used],
            "customer_id": [whose(item) for item, _ in used],
            "position": [item.position for item, _ in used],
            "used_at": [item.at for item, _ in used],
            "promotion_id": [one[0] for _, one in used],
            "coupon_id": [one[2] for _, one in used],
            "batch_id": [one[3] for _, one in used],
            "amount": [one[1] for _, one in used],
        },
    )


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
