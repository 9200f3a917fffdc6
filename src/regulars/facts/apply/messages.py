"""Messages that were sent to customers, as rows, with when something first became of each; and every later click."""

from __future__ import annotations

from collections.abc import Sequence

from regulars.facts.columns import Row, micros_of
from regulars.facts.values import with_folded

from .work import Item, Work

CAME_OF_IT = {
    "opened": "opened_at",
    "clicked": "clicked_at",
    "bounced": "bounced_at",
    "complained": "complained_at",
    "left": "left_at",
}
AGAIN = "clicked_again"


def apply(work: Work, items: Sequence[Item]) -> None:
    """Take what became of messages; done after customers have become one. Each is told of once a message and thing."""
    ids = {item.document["message"] for item in items}
    rows = {row["message_id"]: row for row in work.rows("message", "message_id", ids)}
    changed: set[int] = set()
    again: list[Row] = []
    for item in items:
        said = item.document
        id: int = said["message"]
        if said["what"] == "sent" and item.customer_id is not None and id not in rows:
            rows[id] = _sent(work, item, work.owner(item.customer_id))
            changed.add(id)
        if said["what"] == AGAIN and id in rows:
            owner = rows[id]["customer_id"]
            again.append({"message_id": id, "customer_id": owner, "position": item.position, "clicked_at": item.at})
        name = CAME_OF_IT.get(said["what"])
        if name is not None and id in rows:
            before = rows[id][name]
            rows[id] = rows[id] | {name: item.at if before is None else min(before, item.at)}
            changed.add(id)
    work.delete("message", "message_id", changed)
    work.insert_rows("message", [rows[id] for id in sorted(changed)])
    work.insert_rows("message_click", again)


def _sent(work: Work, item: Item, customer_id: int) -> Row:
    said = item.document
    texts = {"source_id": said["source_id"], "template": str(said["template"]), "list": said.get("list")}
    return with_folded(work.folds, ("source_id", "template", "list"), texts) | {
        "message_id": said["message"],
        "external_id": str(said["message"]),
        "position": item.position,
        "customer_id": customer_id,
        "source": said["source"],
        "marketing": said["marketing"],
        "sent_at": micros_of(said["sent_at"]),
        "opened_at": None,
        "clicked_at": None,
        "bounced_at": None,
        "complained_at": None,
        "left_at": None,
    }
