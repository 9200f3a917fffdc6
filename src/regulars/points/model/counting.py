"""What of an order counts for a rule: which lines, and which parts of what was paid."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from regulars.core.sentences import say


class Counting(BaseModel):
    """Which parts of an order's amount earn."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    tax: bool = False
    """Whether the tax of products counts."""
    shipping: bool = False
    """Whether shipping counts."""
    discounted: bool = True
    """Whether the price after discounts counts, else the one before."""
    paid_with_points: bool = False
    """Whether what was paid with points counts."""
    paid_with_gift_cards: bool = True
    """Whether what was paid with gift cards counts."""


class Products(BaseModel):
    """Which lines of an order count: all, or those of marked products, of categories, or that a condition lets through."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    which: Literal["all", "marked", "categories", "condition"] = "all"
    attribute: Annotated[str, Field(min_length=1, max_length=255)] | None = None
    """For marked products: the product's yes-or-no attribute that marks them."""
    categories: tuple[Annotated[str, Field(min_length=1, max_length=255)], ...] = ()
    """For categories: their ids; what lies below counts with them."""
    condition: dict[str, Any] | None = None
    """For a condition: what a line must fulfil, with the line as subject."""

    @model_validator(mode="after")
    def _complete(self) -> Products:
        if self.which == "marked" and self.attribute is None:
            raise ValueError(say("say with which attribute the products are marked"))
        if self.which == "categories" and not self.categories:
            raise ValueError(say("name the categories that count"))
        if self.which == "condition" and self.condition is None:
            raise ValueError(say("give the condition that lines must fulfil"))
        return self

    def document(self) -> dict[str, Any] | None:
        """The condition that says which lines count; None: all."""
        if self.which == "marked":
            return {"value": f"product.attributes.{self.attribute}", "op": "=", "to": True}
        if self.which == "categories":
            return {"value": "product.categories", "op": "has_any", "to": list(self.categories)}
        return self.condition if self.which == "condition" else None


ALL = Products()
USUAL = Counting()
