"""Coupons as rows of whose they are: given to a customer, or of a code for anybody that the customer used.

What became of a coupon is told entry by entry. All of them are kept, so that of two
customers who become one it follows what became of their coupon as if they had always
been one; and from them it is worked out how the coupon stood, from when until when.

A coupon ends when its own time is up, or its promotion's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby, pairwise

import orjson
import pyarrow as pa

from regulars.facts.columns import Row, micros_of
from regulars.facts.values import with_folded
from regulars.journal import decisions

from .decided import NUMBER_UNITS
from .work import Item, Work

Pair = tuple[int, int]
"""A coupon, and a customer whose it is."""


def apply(work: Work, items: Sequence[Item]) -> None:
    """Take what became of coupons and promotions; done after customers have become one."""
    promotions = [item for item in items if item.type == decisions.PROMOTION]
    about_all = [item for item in items if item.type == decisions.CODE]
    own = [item for item in items if item.type == decisions.COUPON and item.customer_id is not None]
    _keep_entries(work, [*own, *about_all])
    _keep_promotions(work, promotions)
    changed = {(item.document["coupon"], work.owner(item.customer_id)) for item in own if item.customer_id is not None}
    _work_out(work, changed | _of_codes(work, about_all) | _of_merged(work))


def versions(entries: Iterable[Row]) -> list[Row]:
    """How a coupon of a customer stood, one after the other; the first also holds for all time before.

    `entries` are the customer's, with a customer, and those about the code whosever it is. What came later is known better:
    the terms are those of the last.
    """
    ordered = sorted(entries, key=lambda entry: (entry["at"], entry["position"]))
    own = [entry for entry in ordered if entry["customer_id"] is not None]
    terms = own[-1]["document"]
    uses: dict[str, int] = {}
    withdrawn = False
    found: list[Row] = []
    for entry in ordered:
        said = entry["document"]
        match said["what"]:
            case "used":
                uses[said["checkout"]] = entry["at"]
            case "given_back":
                uses.pop(said["checkout"], None)
            case "withdrawn" | "restored":
                withdrawn = said["what"] == "withdrawn"
        if entry["position"] == own[0]["position"] or found:
            used_up = terms["most_uses"] is not None and len(uses) >= terms["most_uses"]
            found.append(
                {
                    "from": entry["at"] if found else None,
                    "standing": "used" if used_up else "withdrawn" if withdrawn else "open",
                    "uses": len(uses) * NUMBER_UNITS,
                    "used_at": max(uses.values(), default=None),
                }
            )
    for one, next_ in pairwise(found):
        one["until"] = next_["from"]
    return [one | {"position": own[0]["position"], "issued_at": _issued_at(own)} for one in found]


def _issued_at(own: Sequence[Row]) -> int | None:
    """When the customer was given it, or first used a code that is anybody's."""
    said = own[-1]["document"]
    first: int = own[0]["at"]
    return micros_of(said["issued_at"]) if said["personal"] else first


def _keep_entries(work: Work, items: Iterable[Item]) -> None:
    work.insert_rows(
        "coupon_entry",
        [
            {
                "coupon_id": item.document["coupon"],
                "customer_id": None if item.customer_id is None else work.owner(item.customer_id),
                "at": item.at,
                "position": item.position,
                "document": orjson.dumps(item.document).decode(),
            }
            for item in items
        ],
    )


def _of_codes(work: Work, items: Sequence[Item]) -> set[Pair]:
    """Who has used codes that something became of; all of them are to be asked again."""
    positions = {item.document["coupon"]: item.position for item in items}
    found = work.rows(
        "coupon_entry", "coupon_id", positions, "distinct coupon_id, customer_id", "customer_id is not null"
    )
    for row in found:
        work.touch(positions[row["coupon_id"]], row["customer_id"])
    return {(row["coupon_id"], row["customer_id"]) for row in found}


def _of_merged(work: Work) -> set[Pair]:
    """The coupons of those whom others became: both may have used the same code."""
    owners = {work.owner(alias) for alias in work.moved}
    found = work.rows("coupon_entry", "customer_id", owners, "distinct coupon_id, customer_id")
    return {(row["coupon_id"], row["customer_id"]) for row in found}


def _work_out(work: Work, pairs: set[Pair]) -> None:
    """Put down anew how these coupons stood."""
    if not pairs:
        return
    coupon_ids, customer_ids = zip(*sorted(pairs), strict=True)
    about = pa.table({"coupon_id": pa.array(coupon_ids, pa.int32()), "customer_id": pa.array(customer_ids, pa.int32())})
    work.run(
        "delete from coupon using about where coupon.coupon_id = about.coupon_id and coupon.customer_id = about.customer_id",
        about=about,
    )
    entries = work.ask(
        """select about.coupon_id, about.customer_id as whose, entry.customer_id, entry."at", entry.position, entry.document
           from coupon_entry as entry join about on entry.coupon_id = about.coupon_id
               and (entry.customer_id is null or entry.customer_id = about.customer_id)
           order by about.coupon_id, whose""",
        about=about,
    )
    for entry in entries:
        entry["document"] = orjson.loads(entry["document"])
    promotion_ids = {entry["document"]["promotion"] for entry in entries}
    ends = {row["promotion_id"]: row["ends_at"] for row in work.rows("promotion", "promotion_id", promotion_ids)}
    rows: list[Row] = []
    for (coupon_id, whose), of_one in groupby(entries, key=lambda entry: (entry["coupon_id"], entry["whose"])):
        told = list(of_one)
        shared = _terms(work, told, ends) | {
            "coupon_id": coupon_id,
            "external_id": str(coupon_id),
            "customer_id": whose,
        }
        rows += [shared | one for one in versions(told)]
    work.insert_rows("coupon", rows)


def _terms(work: Work, entries: Sequence[Row], ends: Mapping[int, int | None]) -> Row:
    """What a coupon is, by the last that was told of it as the customer's; `ends`: when promotions end."""
    last = max((one for one in entries if one["customer_id"] is not None), key=lambda one: (one["at"], one["position"]))
    said = last["document"]
    own_ends_at, promotion_id = micros_of(said["ends_at"]), said["promotion"]
    texts = with_folded(work.folds, ("code", "promotion"), {"code": said["code"], "promotion": str(promotion_id)})
    return texts | {
        "promotion_id": promotion_id,
        "source": said["source"],
        "own_ends_at": own_ends_at,
        "ends_at": _earlier(own_ends_at, ends.get(promotion_id)),
    }


def _keep_promotions(work: Work, items: Sequence[Item]) -> None:
    """Keep what promotions say of themselves, and ask those again whose coupons end at another time because of it."""
    if not items:
        return
    last = {item.document["promotion"]: item for item in items}
    known = {row["promotion_id"]: row for row in work.rows("promotion", "promotion_id", last)}
    before = {id: row["ends_at"] for id, row in known.items()}
    for item in items:
        known[item.document["promotion"]] = _promotion(work, item, known.get(item.document["promotion"]))
    work.delete("promotion", "promotion_id", last)
    work.insert_rows("promotion", [known[id] for id in last])
    moved = {id for id in last if known[id]["ends_at"] != before.get(id)}
    ending = pa.table({"promotion_id": pa.array(sorted(moved), pa.int32())})
    work.run(
        """update coupon set ends_at = least(own_ends_at, promotion.ends_at)
           from promotion semi join ending using (promotion_id) where coupon.promotion_id = promotion.promotion_id""",
        ending=ending,
    )
    for row in work.rows("coupon", "promotion_id", moved, "distinct promotion_id, customer_id"):
        work.touch(last[row["promotion_id"]].position, row["customer_id"])


def _promotion(work: Work, item: Item, before: Row | None) -> Row:
    """A promotion as it is told of: one that somebody ended has ended then, whatever is said of it afterwards."""
    said = item.document
    ended_at = None
    if said["ended"]:
        ended_at = before["ended_at"] if before and before["ended_at"] is not None else item.at
    said_ends_at = micros_of(said["ends_at"])
    return with_folded(work.folds, ("name",), said) | {
        "promotion_id": said["promotion"],
        "external_id": str(said["promotion"]),
        "external_id_folded": str(said["promotion"]),
        "position": item.position,
        "said_ends_at": said_ends_at,
        "ended_at": ended_at,
        "ends_at": _earlier(said_ends_at, ended_at),
    }


def _earlier(one: int | None, other: int | None) -> int | None:
    return min((at for at in (one, other) if at is not None), default=None)
