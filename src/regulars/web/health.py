"""Whether the installation lives, and whether it is ready: asked by supervisors and load balancers."""

from __future__ import annotations

import logging

import sqlalchemy as sa
from fastapi import APIRouter
from pydantic import BaseModel

from regulars.core.errors import Refusal
from regulars.core.sentences import say
from regulars.facts.store import HOW_MANY_SET_ASIDE
from regulars.http.house import InHouse
from regulars.http.problems import Unavailable, responses

log = logging.getLogger(__name__)
router = APIRouter(tags=["Shop"])


class Health(BaseModel):
    """A word for machines."""

    status: str = "ok"


@router.get("/healthz", operation_id="getHealth")
def get_health() -> Health:
    """The web process runs."""
    return Health()


@router.get("/readyz", operation_id="getReadiness", responses=responses(503))
def get_readiness(house: InHouse) -> Health:
    """The database and the worker answer just now; the status also tells of entries that could not be applied."""
    try:
        with house.books.transaction() as unit:
            unit.connection.execute(sa.text("select 1"))
        set_aside = (house.facts_at_once or house.facts).ask(HOW_MANY_SET_ASIDE).column("n")[0].as_py()
    except Refusal as refusal:
        raise Unavailable(refusal.message) from refusal
    except Exception as error:
        log.info("not ready: %s", error)
        raise Unavailable(say("the worker does not answer yet")) from error
    return (
        Health(status=f"ok; entries set aside, of which the worker's log tells: {set_aside}") if set_aside else Health()
    )
