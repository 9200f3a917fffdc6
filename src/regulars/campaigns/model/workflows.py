"""Rewards workflows: campaigns that are made from a form, a few rules on orders that each bring a mail.

Each order that comes far enough is asked about as of that instant, with all
orders up to it; a rule brings its mail once a customer, however often they come
by. What a workflow does is the campaign that its form draws.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from regulars.core.forms import misfit
from regulars.core.sentences import say

from .definition import Draft
from .named import RuleId, TemplateId

Sku = Annotated[str, Field(min_length=1, max_length=255)]
RuleKind = Literal["nth_order", "order_count", "spent_all", "spent_average", "spent_one", "product_count"]
COUNTS: tuple[RuleKind, ...] = ("nth_order", "order_count", "product_count")
MOST_RULES = 20


class _Form(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Rule(_Form):
    """When a mail is sent, and which."""

    id: RuleId
    """What the rule is called here; it keeps it, for it brings its mail once a customer."""
    kind: RuleKind
    """The n-th order with one of the products; so many orders; spent over all orders, on average, in one order; so many
    pieces of the products."""
    value: Annotated[Decimal, Field(gt=0, le=10**9, decimal_places=2, allow_inf_nan=False)]
    """How many, or how much in the base currency. Orders are counted exactly, the others reached."""
    template: TemplateId
    """The template of the mail."""

    @model_validator(mode="after")
    def _counts_whole(self) -> Rule:
        if self.kind in COUNTS and self.value != self.value.to_integral_value():
            raise misfit("whole", say("orders and pieces are counted in whole numbers"))
        return self


class Workflow(_Form):
    """A rewards workflow as its form says it."""

    sends_to: Literal["all", "opted_in", "registered", "both"] = "all"
    """To whom: everybody, who has confirmed the list, who has an account, or who is both."""
    list: Annotated[str, Field(min_length=1, max_length=255)] = "newsletter"
    """The list that must be confirmed."""
    skus: Annotated[tuple[Sku, ...], Field(max_length=1_000)] = ()
    """Only orders with one of these products count; none named: all orders."""
    status: Literal["complete", "shipped"] = "complete"
    """How far an order must have come: completed, or shipped already."""
    counts_from: Literal["beginning", "activation"] = "beginning"
    """Whether orders from before the workflow was activated count."""
    rules: Annotated[tuple[Rule, ...], Field(min_length=1, max_length=MOST_RULES)]
    """The rules, each with its mail."""

    @field_validator("rules")
    @classmethod
    def _are_told_apart(cls, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
        if len({rule.id for rule in rules}) < len(rules):
            raise misfit("ids", say("give each rule an id of its own"))
        return rules


def draft_of(workflow: Workflow, *, since: datetime | None) -> Draft:
    """The campaign that a form draws; `since` is when it was activated, where it counts from then."""
    nodes: list[dict[str, Any]] = []
    for rule, after in zip(workflow.rules, [*(_ask(rule) for rule in workflow.rules[1:]), "end"], strict=True):
        step = {"kind": "condition", "condition": condition(workflow, rule, since=since), "as_of": "occasion"}
        mail = {
            "kind": "mail",
            "template": rule.template,
            "sends_to": workflow.sends_to,
            "list": workflow.list,
            "once": True,
        }
        nodes.append({"id": _ask(rule), "step": step, "next": {"yes": rule.id, "no": after}})
        nodes.append({"id": rule.id, "step": mail, "next": {"next": after}})
    nodes.append({"id": "end", "step": {"kind": "end"}})
    trigger = {"kind": "order", "statuses": list(_statuses(workflow))}
    return Draft.model_validate({"trigger": trigger, "first": nodes[0]["id"], "nodes": nodes})


def condition(workflow: Workflow, rule: Rule, *, since: datetime | None = None) -> dict[str, Any]:
    """What a rule asks of the customer, as of the order that is asked about."""
    counting = workflow.counts_from == "activation" and since is not None
    within = {"within": {"from": since.isoformat()}} if counting and since is not None else {}
    orders = {"where": _where(workflow)} | within
    value: dict[str, Any]
    match rule.kind:
        case "nth_order" | "order_count":
            value = {"count": "order", **orders}
        case "spent_all":
            value = {"sum": "order.grand_total", **orders}
        case "spent_average":
            value = {"avg": "order.grand_total", **orders}
        case "spent_one":
            value = {"max": "order.grand_total", **orders}
        case "product_count":
            value = {"sum": "order_line.quantity", "where": _lines(workflow), **within}
    exactly = rule.kind in ("nth_order", "order_count")
    to: object = f"{rule.value.normalize():f}" if rule.kind not in COUNTS else int(rule.value)
    return {"value": value, "op": "=" if exactly else ">=", "to": to}


def _ask(rule: Rule) -> str:
    return f"{rule.id}-asked"


def _statuses(workflow: Workflow) -> tuple[str, ...]:
    return ("complete",) if workflow.status == "complete" else ("shipped", "complete")


def _where(workflow: Workflow) -> Mapping[str, Any]:
    """The orders that count: far enough, and with one of the products."""
    far_enough = {"value": "order.status", "op": "in", "to": list(_statuses(workflow))}
    if not workflow.skus:
        return far_enough
    lines = {"count": "line", "where": {"value": "line.sku", "op": "in", "to": list(workflow.skus)}}
    return {"all": [far_enough, {"value": lines, "op": ">=", "to": 1}]}


def _lines(workflow: Workflow) -> Mapping[str, Any]:
    far_enough = {"value": "order.status", "op": "in", "to": list(_statuses(workflow))}
    if not workflow.skus:
        return far_enough
    return {"all": [far_enough, {"value": "order_line.sku", "op": "in", "to": list(workflow.skus)}]}
