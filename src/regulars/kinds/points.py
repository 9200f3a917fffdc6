"""The kinds of points of a shop, as whatever deals with points names them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

FIRST = "points"
"""The kind of points that every installation begins with, and that is meant where none is named."""

PointsKind = Annotated[
    str,
    Field(
        min_length=1,
        max_length=31,
        description="The kind of points by its id; the first one, where none is named.",
        json_schema_extra={"format": "points_kind"},
    ),
]
