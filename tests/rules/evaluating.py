"""Short ways to ask the Python compiler, for its tests."""

from __future__ import annotations

from typing import Any

from regulars.rules import evaluate
from regulars.rules.evaluate import Row, Subject
from regulars.rules.tree import Test

from .shop import NOW, checked, test, utc


def holds(document: Any, who: Subject, kind: Any = "customer") -> bool:
    return evaluate.compile(checked(document, kind))(who)


def what(expression: Any, who: Subject, kind: Any = "customer") -> Any:
    condition = checked(test(expression, "exists"), kind)
    assert isinstance(condition, Test)
    return evaluate.value(condition.value)(who)


def orders(*placed_at: str, **more: Any) -> dict[str, list[Row]]:
    return {"order": [{"_key": str(n), "_position": n, "placed_at": utc(at), **more} for n, at in enumerate(placed_at)]}


def amounts(*amounts: int | None) -> dict[str, list[Row]]:
    return {
        "order": [{"_key": str(n), "_position": n, "placed_at": NOW, "net_total": a} for n, a in enumerate(amounts)]
    }
