"""The route that tells how much segments have in common."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np
from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, StringConstraints
from pyroaring import BitMap

from regulars.core.errors import NotFound
from regulars.http.house import InHouse
from regulars.http.problems import responses
from regulars.segments import overlap, store

from .common import Reading, listed

Text = Annotated[str, StringConstraints(max_length=10_000)]
router = APIRouter(prefix="/v1/segments", tags=["Segments"], responses=responses(401, 403))


class ComparedOut(BaseModel):
    """A segment that is compared."""

    id: str
    name: str
    size: int


class NearlyEqualOut(BaseModel):
    """Two segments with almost the same members."""

    model_config = ConfigDict(from_attributes=True)

    one: str
    other: str
    jaccard: float


class ContainedOut(BaseModel):
    """A segment that lies in another, and the share of its members that do."""

    model_config = ConfigDict(from_attributes=True)

    inner: str
    outer: str
    share: float


class CombinationOut(BaseModel):
    """How many customers are in exactly these of the segments, and in none of the others."""

    model_config = ConfigDict(from_attributes=True)

    segments: list[str]
    size: int


class OverlapOut(BaseModel):
    """Segments against each other. Rows and columns of the tables stand in the order of `segments`."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    segments: list[ComparedOut]
    both: list[list[int]]
    """How many are in the row's segment and in the column's."""
    jaccard: list[list[float]]
    """Of those in either, the share in both, 0 to 1."""
    share: list[list[float]]
    """Of the row's members, the share who are in the column's too, 0 to 1."""
    nearly_equal: list[NearlyEqualOut]
    """Pairs with a Jaccard index of 0.95 or more."""
    contained: list[ContainedOut]
    """Pairs of which one has 0.99 or more of its members in the other, but for those that are nearly equal."""
    combinations: list[CombinationOut] | None
    """The 20 largest, for up to 12 segments; null for more."""


@router.get("/overlap", operation_id="compareSegments", dependencies=[Reading], responses=responses(404, 422))
def compare_segments(
    house: InHouse,
    ids: Annotated[
        list[Text] | None,
        Query(max_length=1_000, description="Ids of segments, repeatedly or with commas between; all if left out."),
    ] = None,
) -> OverlapOut:
    """How many members segments have in common, which are nearly equal, and which lie in another."""
    asked = listed(ids, "ids")
    with house.books.transaction() as unit:
        known = {definition.id: definition for definition in store.definitions(unit.connection)}
        if missing := next((id for id in asked if id not in known), None):
            raise NotFound("segment", missing)
        chosen = asked or [id for id, definition in known.items() if definition.state != "computing"]
        held = store.members(unit.connection, chosen)
    members = {id: held.get(id, BitMap()) for id in chosen}
    found = overlap.overlap(members)
    return OverlapOut(
        segments=[ComparedOut(id=id, name=known[id].name, size=len(members[id])) for id in chosen],
        both=found.both.tolist(),
        jaccard=_rounded(found.jaccard),
        share=_rounded(found.share),
        nearly_equal=[NearlyEqualOut.model_validate(pair) for pair in found.nearly_equal()],
        contained=[ContainedOut.model_validate(pair) for pair in found.contained()],
        combinations=[CombinationOut.model_validate(one) for one in overlap.combinations(members)]
        if len(chosen) <= overlap.MOST_COMBINED
        else None,
    )


def _rounded(table: np.ndarray) -> Any:
    return np.round(table, 6).tolist()
