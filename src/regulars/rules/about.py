"""What a condition on a cart or an order asks about: the customer, what was bought, or both in one test.

The customer's part is looked up, or answered once and kept; the rest is asked of
the cart or order as it is now.
"""

from __future__ import annotations

from .traits import parts, references, sides
from .tree import Aggregate, Condition, Group, Held, Read, Test

OF_THE_BOUGHT = frozenset({"cart", "order", "line", "product"})


def of_the_customer(condition: Condition) -> tuple[Test, ...]:
    """The tests that read something of the customer and nothing of the cart or order, each once, in their order."""
    found: dict[Test, None] = {}

    def visit(node: Condition) -> None:
        if isinstance(node, Group):
            for child in node.children:
                visit(child)
        elif not reads_bought(node) and reads_customer(node):
            found[node] = None

    visit(condition)
    return tuple(found)


def mixes(condition: Condition) -> bool:
    """Whether a test compares something of the cart or order with something of the customer, so that neither decides it
    alone."""
    if isinstance(condition, Group):
        return any(mixes(child) for child in condition.children)
    return reads_bought(condition) and reads_customer(condition)


def reads_customer(condition: Condition) -> bool:
    """Whether it needs to know anything of the customer."""
    named = references(condition)
    of_customer = any(path.startswith("customer.") for path in named.fields)
    return of_customer or bool(named.rows - {"line"})


def reads_lines(condition: Condition) -> bool:
    """Whether it needs the lines."""
    return "line" in references(condition).rows


OF_REFUNDS = frozenset({"order.refunded_total", "order.net_total", "line.refunded_quantity"})


def reads_refunds(condition: Condition) -> bool:
    """Whether it needs to know what was given back of an order."""
    return not OF_REFUNDS.isdisjoint(references(condition).fields)


def reads_bought(test: Test) -> bool:
    """Whether a test reads the cart or order or its lines, outside of what it counts of the customer's."""
    for side in sides(test):
        for part in parts(side):
            if isinstance(part, Read | Held) and part.field.subject in OF_THE_BOUGHT:
                return True
            if isinstance(part, Aggregate) and part.rows.name == "line":
                return True
    return False
