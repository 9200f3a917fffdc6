"""Routes of campaigns themselves: drawn, checked, published, paused, ended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, cast

from fastapi import APIRouter, Query

from regulars.books import Unit
from regulars.campaigns import book, moving, policy, runs
from regulars.campaigns.book import Campaign, State
from regulars.campaigns.known import InHouse as KnownInHouse
from regulars.campaigns.model.check import zone_fault
from regulars.campaigns.model.definition import Draft
from regulars.campaigns.moving import Move
from regulars.core.errors import Fault, Invalid
from regulars.http import access
from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, encode
from regulars.http.house import House, InHouse
from regulars.http.ids import named
from regulars.http.problems import responses

from .common import Id, Reader, Reading, Writing, id_of, reading, shown
from .models import (
    CampaignCheckIn,
    CampaignDraftIn,
    CampaignIn,
    CampaignOut,
    CampaignPolicyIn,
    CampaignPolicyOut,
    CampaignPublishIn,
    CampaignVersionOut,
    MoveIn,
    MoveOut,
    MovesOut,
    ReadingOut,
)

router = APIRouter(prefix="/v1", tags=["Campaigns"], responses=responses(401, 403))


@router.get("/campaigns", operation_id="listCampaigns", dependencies=[Reading])
def list_campaigns(
    house: InHouse,
    search: Annotated[str | None, Query(max_length=200)] = None,
    state: State | None = None,
    cursor: Cursor = None,
    limit: Limit = USUAL,
) -> Page[CampaignOut]:
    """Campaigns, the oldest first; archived ones only when asked for by state."""
    after = decode("campaigns", cursor, int)
    with house.books.transaction() as unit:
        found = book.listed(
            unit, search=search, state=state, forms=False, after=after[0] if after else 0, limit=limit + 1
        )
    following = encode("campaigns", [found[limit - 1].id]) if len(found) > limit else None
    return Page(data=_shown(house, found[:limit]), next_cursor=following)


@router.post("/campaigns", operation_id="createCampaign", status_code=201, responses=responses(422))
def create_campaign(given: CampaignIn, deed: Writing) -> CampaignOut:
    """Make a campaign, as a draft; it may be incomplete."""
    return _done(deed, lambda unit: book.create(unit, name=given.name, draft=given.draft))


@router.post("/campaigns/check", operation_id="checkCampaign", dependencies=[Reading], responses=responses(422))
def check_campaign(given: CampaignCheckIn, house: InHouse) -> ReadingOut:
    """How a draft that isn't saved reads: everything that is wrong with it, each step as a sentence, its branches."""
    of = None if given.campaign is None else named(given.campaign, "campaign", "/campaign")
    return reading(house, given.draft, of=of)


@router.get("/campaigns/{id}", operation_id="getCampaign", dependencies=[Reading], responses=responses(404))
def get_campaign(id: Id, house: InHouse) -> CampaignOut:
    """One campaign with its draft."""
    with house.books.transaction() as unit:
        found = book.get(unit, id_of(id))
    return _shown(house, [found])[0]


@router.put("/campaigns/{id}/draft", operation_id="saveCampaignDraft", responses=responses(404, 409, 422))
def save_draft(id: Id, given: CampaignDraftIn, deed: Writing) -> CampaignOut:
    """Save what was drawn, right or not; `changed` (409) when somebody else has saved meanwhile."""
    number = id_of(id)
    return _done(
        deed, lambda unit: book.save(unit, number, revision=given.revision, name=given.name, draft=given.draft)
    )


@router.post("/campaigns/{id}/publish", operation_id="publishCampaign", responses=responses(404, 409, 422))
def publish_campaign(id: Id, given: CampaignPublishIn, deed: Writing) -> CampaignOut:
    """Make a version of the draft and run it, in test mode with a `test_address`. Runs under way stay in their version."""
    number = id_of(id)
    known = KnownInHouse(deed.house, number)
    return _done(
        deed,
        lambda unit: book.publish(unit, number, known, revision=given.revision, test_address=given.test_address),
    )


@router.post("/campaigns/{id}/pause", operation_id="pauseCampaign", responses=responses(404, 409))
def pause_campaign(id: Id, deed: Writing) -> CampaignOut:
    """Let nobody enter and no run go on."""
    return _done(deed, lambda unit: book.pause(unit, id_of(id)))


@router.post("/campaigns/{id}/resume", operation_id="resumeCampaign", responses=responses(404, 409))
def resume_campaign(id: Id, deed: Writing) -> CampaignOut:
    """Go on after a pause. What happened meanwhile lets nobody enter; runs whose time has come go on at once."""
    return _done(deed, lambda unit: book.resume(unit, id_of(id)))


@router.post("/campaigns/{id}/end", operation_id="endCampaign", responses=responses(404, 409))
def end_campaign(id: Id, deed: Writing) -> CampaignOut:
    """Let nobody enter any more, and end the runs that are under way."""
    return _done(deed, lambda unit: book.end(unit, id_of(id)))


@router.post("/campaigns/{id}/archive", operation_id="archiveCampaign", responses=responses(404, 409))
def archive_campaign(id: Id, deed: Writing) -> CampaignOut:
    """Put away a draft, or a campaign that has ended."""
    return _done(deed, lambda unit: book.archive(unit, id_of(id)))


@router.post("/campaigns/{id}/restore", operation_id="restoreCampaign", responses=responses(404, 409, 422))
def restore_campaign(id: Id, deed: Writing) -> CampaignOut:
    """Take an archived campaign out again."""
    return _done(deed, lambda unit: book.restore(unit, id_of(id)))


@router.get("/campaigns/{id}/versions", operation_id="listCampaignVersions", responses=responses(404))
def list_versions(id: Id, house: InHouse, actor: Reader) -> Page[CampaignVersionOut]:
    """What was published, the latest first, with the runs that go by each still."""
    number = id_of(id)
    with house.books.transaction() as unit:
        book.get(unit, number)
        found, waiting = book.versions(unit, number), runs.waiting(unit, number)
        names = {
            one: access.name_for(unit, one, asking=actor.name, scopes=actor.scopes)
            for one in {each.published_by for each in found}
        }
    told = [
        CampaignVersionOut(
            version=one.version,
            draft=Draft.model_validate(one.document),
            published_at=one.published_at,
            published_by=one.published_by,
            published_by_name=names[one.published_by],
            under_way=sum(many for (version, _), many in waiting.items() if version == one.version),
        )
        for one in found
    ]
    return Page(data=told)


@router.post(
    "/campaigns/{id}/move/preview",
    operation_id="previewCampaignMove",
    dependencies=[Reading],
    responses=responses(404, 422),
)
def preview_move(id: Id, given: MoveIn, house: InHouse) -> MovesOut:
    """Where the runs of a version would go in another, node by node."""
    with house.books.transaction() as unit:
        book.get(unit, id_of(id))
        found = moving.planned(unit, id_of(id), of=given.of, to=given.to, mapping=given.mapping)
    return _moves(found)


@router.post("/campaigns/{id}/move", operation_id="moveCampaignRuns", responses=responses(404, 409, 422))
def move_runs(id: Id, given: MoveIn, deed: Writing) -> MovesOut:
    """Have the runs of a version go on in another: those who come to another step take it at once, the others wait on."""

    def work(unit: Unit) -> MovesOut:
        return _moves(moving.move(unit, id_of(id), of=given.of, to=given.to, mapping=given.mapping))

    return MovesOut.model_validate(deed.do(work))


@router.get("/campaign-policy", operation_id="getCampaignPolicy", dependencies=[Reading])
def get_policy(house: InHouse) -> CampaignPolicyOut:
    """What holds over all campaigns: how many mails a customer is sent at most, quiet hours, what is too late."""
    with house.books.transaction() as unit:
        return CampaignPolicyOut(**policy.get(unit)._asdict())


@router.put("/campaign-policy", operation_id="changeCampaignPolicy", responses=responses(409, 422))
def change_policy(given: CampaignPolicyIn, deed: Writing) -> CampaignPolicyOut:
    """Change what holds over all campaigns; what is left out is as by default."""
    wrong = zone_fault(given.time_zone_of, KnownInHouse(deed.house).scope("customer"))
    if wrong is not None:
        raise Invalid(wrong, [Fault("/time_zone_of", "unknown", wrong)])
    said = given.model_dump(mode="json")
    return CampaignPolicyOut.model_validate(
        deed.do(lambda unit: CampaignPolicyOut(**policy.change(unit, **said)._asdict()))
    )


def _done(deed: Writing, work: Callable[[Unit], Campaign]) -> CampaignOut:
    return cast(CampaignOut, deed.do(lambda unit: _told(deed.house, unit, [work(unit)])[0]))


def _shown(house: House, found: list[Campaign]) -> list[CampaignOut]:
    with house.books.transaction() as unit:
        return _told(house, unit, found)


def _told(house: House, unit: Unit, found: list[Campaign]) -> list[CampaignOut]:
    totals = runs.totals(unit, [one.id for one in found])
    return [shown(house, one, *totals[one.id]) for one in found]


def _moves(found: list[Move]) -> MovesOut:
    return MovesOut(moves=[MoveOut(**one._asdict()) for one in found])
