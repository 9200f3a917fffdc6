"""An answer describes a field as the body does, but for what it says itself."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from regulars.http.described import described_as


class Given(BaseModel):
    model_config = ConfigDict(use_attribute_docstrings=True)

    stores: list[str] = []
    """Only of these stores."""
    ends_at: str | None = None
    """Only before this instant."""
    version: int
    """The version that was looked at."""


@described_as(Given)
class Told(BaseModel):
    model_config = ConfigDict(use_attribute_docstrings=True)

    stores: list[str]
    ends_at: str | None
    """When it was over."""
    version: int
    name: str


def test_a_field_without_words_of_its_own_is_described_as_in_the_body() -> None:
    told = Told.model_json_schema()["properties"]

    assert {name: one.get("description") for name, one in told.items()} == {
        "stores": "Only of these stores.",
        "ends_at": "When it was over.",
        "version": None,
        "name": None,
    }
