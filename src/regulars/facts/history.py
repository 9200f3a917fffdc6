"""An order's life: which status it had when, by everything that was ever said about it.

Each document of an order tells changes of its status, also one that is older
than what is known. All of them together are the history, whatever order they
were delivered in: by instant, those of one instant as they were told last.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from .columns import micros_of
from .values import Folds, text


class Change(NamedTuple):
    """From `at` (microseconds) on the order was in this state; `n` is its place in the document at `position`."""

    at: int
    position: int
    n: int
    status: str | None
    shop_status: str | None
    paid: bool | None


class State(NamedTuple):
    """Where an order stands, since when, and when it was first complete."""

    status: str | None = None
    status_since: int | None = None
    shop_status: str | None = None
    shop_status_since: int | None = None
    paid: bool | None = None
    completed_at: int | None = None


def told(document: Mapping[str, Any], updated_at: int, position: int) -> list[Change]:
    """The changes that a document tells: its history, and its own status when that says something else."""
    found = [
        Change(
            micros_of(change["at"]) or 0, position, n,
            text(change.get("status")), text(change.get("shop_status")), change.get("paid"),
        )
        for n, change in enumerate(document.get("status_history") or ())
    ]  # fmt: skip
    own: tuple[Any, ...] = text(document.get("status")), text(document.get("shop_status")), document.get("paid")
    if found:
        last = max(found, key=lambda change: change[:3])[3:]
        own = tuple(now if now is not None else then for now, then in zip(own, last, strict=True))
        if own == last:
            return found
    if own != (None, None, None):
        found.append(Change(updated_at, position, len(found), *own))
    return found


def together(known: Iterable[Change], new: Iterable[Change]) -> list[Change]:
    """Both histories in one, in order; what is told again counts where it was told last."""
    found: dict[tuple[Any, ...], Change] = {}
    for change in (*known, *new):
        key = (change.at, *change[3:])
        if key not in found or change[:3] > found[key][:3]:
            found[key] = change
    return sorted(found.values(), key=lambda change: change[:3])


def state(history: Iterable[Change], folds: Folds) -> State:
    """The state after the last change of a history that is in order."""
    now = State()
    for at, _, _, status, shop_status, paid in history:
        same_shop_status = folds[shop_status] == folds[now.shop_status]
        now = State(
            status,
            now.status_since if status == now.status else at,
            shop_status,
            now.shop_status_since if same_shop_status else at,
            paid,
            at if now.completed_at is None and status == "complete" else now.completed_at,
        )
    return now
