"""What routes share that are about one kind of points."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

OfKind = Annotated[
    str, Query(max_length=31, description="The kind of points by its id; the first one, where none is named.")
]
