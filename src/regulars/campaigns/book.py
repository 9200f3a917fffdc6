"""Campaigns as they are kept: drawn, published, paused, ended.

A draft can be saved with whatever is wrong with it; publishing makes a version
of it that never changes, and that runs are pinned to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, NamedTuple

import sqlalchemy as sa

from regulars.books import Unit
from regulars.books.names import called
from regulars.core.errors import Conflict, NotFound
from regulars.core.sentences import either, say, word
from regulars.rules.fold import refuse_taken

from .model.check import read
from .model.definition import Draft
from .model.outside import Known
from .tables import campaign, campaign_version

State = Literal["draft", "test", "running", "paused", "ended", "archived"]
RUNNING: tuple[State, ...] = ("test", "running")
"""In which customers enter, and runs go on."""
MOST = 10_000


class Changed(Conflict):
    """Somebody else has changed it meanwhile."""

    code = "changed"

    def __init__(self, *, revision: int) -> None:
        super().__init__(
            say("the campaign was changed meanwhile and is at revision {revision}; look at it again", revision=revision)
        )
        self.revision = revision


class NotSo(Conflict):
    """A campaign in this state can't do that."""

    code = "campaign.state"

    def __init__(self, state: State, wanted: str, may: Sequence[State]) -> None:
        told = say(
            "a campaign that is {state} can't be {wanted}; it must be {may}",
            state=word(state),
            wanted=wanted,
            may=either([word(one) for one in may]),
        )
        super().__init__(say("the campaign is {state} already", state=word(state)) if wanted == state else told)
        self.state = state


class DrawnByForm(Conflict):
    """A campaign that a form draws can't be drawn by hand too."""

    code = "campaign.drawn_by_form"

    def __init__(self) -> None:
        super().__init__(say("this is a rewards workflow, which its form draws: change it at /v1/workflows"))


class Campaign(NamedTuple):
    """A campaign as it is now."""

    id: int
    name: str
    state: State
    draft: Mapping[str, Any]
    form: Mapping[str, Any] | None
    revision: int
    version: int | None
    published_revision: int | None
    test_address: str | None
    resumes_as: State | None
    since: datetime | None
    looked_at: datetime | None
    created_at: datetime
    updated_at: datetime

    @property
    def drawn(self) -> Draft:
        return Draft.model_validate(self.draft)


class Version(NamedTuple):
    """What was published."""

    campaign_id: int
    version: int
    document: Mapping[str, Any]
    published_at: datetime
    published_by: str


_COLUMNS = [campaign.c[name] for name in Campaign._fields]


def listed(
    unit: Unit,
    *,
    search: str | None = None,
    state: State | None = None,
    forms: bool | None = None,
    after: int = 0,
    limit: int = MOST,
) -> list[Campaign]:
    """Campaigns, the oldest first; archived ones only when they are asked for. `forms`: only rewards workflows, or none."""
    query = sa.select(*_COLUMNS).where(campaign.c.id > after).order_by(campaign.c.id).limit(limit)
    query = query.where(campaign.c.state != "archived" if state is None else campaign.c.state == state)
    if forms is not None:
        query = query.where(campaign.c.form.is_not(None) == forms)
    query = query.where(called(unit, campaign.c.name, search))
    return [Campaign(*row) for row in unit.connection.execute(query)]


def names(unit: Unit) -> list[tuple[int, str, bool]]:
    """Every campaign there ever was: its id, its name, and whether a form draws it."""
    query = sa.select(campaign.c.id, campaign.c.name, campaign.c.form.is_not(None))
    return [(id, name, by_form) for id, name, by_form in unit.connection.execute(query)]


def get(unit: Unit, id: int, *, lock: bool = False) -> Campaign:
    """One campaign; raises `NotFound`."""
    query = sa.select(*_COLUMNS).where(campaign.c.id == id)
    row = unit.connection.execute(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise NotFound("campaign", str(id))
    return Campaign(*row)


def found(unit: Unit, id: str) -> Campaign | None:
    """The campaign of an id as it was written; None when there is none."""
    if not (id.isascii() and id.isdigit() and len(id) <= 9):
        return None
    row = unit.connection.execute(sa.select(*_COLUMNS).where(campaign.c.id == int(id))).one_or_none()
    return None if row is None else Campaign(*row)


def name_of(unit: Unit, id: str) -> str | None:
    """What the campaign of an id is called; None when there is none."""
    one = found(unit, id)
    return None if one is None else one.name


def create(unit: Unit, *, name: str, draft: Draft, form: Mapping[str, Any] | None = None) -> Campaign:
    """Make a campaign, drawn by a form if there is one; raises `NameTaken`."""
    _check_name(unit, name)
    made = sa.insert(campaign).values(
        name=name,
        state="draft",
        draft=_document(draft),
        form=form,
        revision=1,
        created_at=unit.now,
        updated_at=unit.now,
    )
    id = unit.connection.scalar(made.returning(campaign.c.id))
    assert id is not None
    unit.audit("campaign.created", f"campaign:{id}", {"name": name})
    return get(unit, id)


def save(
    unit: Unit, id: int, *, revision: int, name: str | None, draft: Draft | None, form: Mapping[str, Any] | None = None
) -> Campaign:
    """Save what is drawn; raises `Changed` when `revision` is not the present one, `NameTaken`, `NotFound`."""
    now = _locked(unit, id, revision)
    if now.state == "archived":
        raise NotSo(now.state, "changed", ("draft", "test", "running", "paused", "ended"))
    if draft is not None and form is None and now.form is not None:
        raise DrawnByForm
    if name is not None and name != now.name:
        _check_name(unit, name, of=id)
    values: dict[str, Any] = {"name": name or now.name, "draft": now.draft if draft is None else _document(draft)}
    values |= {} if form is None else {"form": form}
    if values["draft"] != now.draft:
        values["revision"] = revision + 1
        unit.audit("campaign.drawn", f"campaign:{id}", {"revision": revision + 1})
    elif values["name"] != now.name:  # of two who rename at once neither loses anything
        values["revision"] = revision + 1
        if now.published_revision == revision:  # what runs is still what is drawn
            values["published_revision"] = revision + 1
    if values["name"] != now.name:
        unit.audit("campaign.renamed", f"campaign:{id}", {"name": values["name"], "before": now.name})
    return _update(unit, id, **values)


def publish(unit: Unit, id: int, known: Known, *, revision: int, test_address: str | None) -> Campaign:
    """Make a version of the draft, which customers enter from now on; with a `test_address` all mails go there. One that is the
    same as the version before stays that version, so that nobody under way has to be moved.

    Raises `InvalidCampaign` with everything that is wrong with it.
    """
    unit.hold_names()
    now = _locked(unit, id, revision)
    if now.state == "archived":
        raise NotSo(now.state, "published", ("draft", "test", "running", "paused", "ended"))
    read(now.drawn, known)
    latest = now.version or 0
    unchanged = latest > 0 and version(unit, id, latest).document == now.draft
    number = latest if unchanged else latest + 1
    if not unchanged:
        unit.connection.execute(
            sa.insert(campaign_version).values(
                campaign_id=id, version=number, document=dict(now.draft), published_at=unit.now, published_by=unit.actor
            )
        )
    state: State = "running" if test_address is None else "test"
    goes_on = now.state in RUNNING
    values: dict[str, Any] = {"state": state, "version": number, "published_revision": revision}
    values |= {"test_address": test_address, "resumes_as": None}
    values |= {} if goes_on else {"since": unit.now, "looked_at": unit.now}
    unit.audit("campaign.published", f"campaign:{id}", {"version": number, "state": state})
    return _update(unit, id, **values)


def pause(unit: Unit, id: int) -> Campaign:
    """Let nobody enter and no run go on, until it is resumed."""
    now = _in(unit, id, RUNNING, "paused")
    unit.audit("campaign.paused", f"campaign:{id}")
    return _update(unit, id, state="paused", resumes_as=now.state)


def resume(unit: Unit, id: int) -> Campaign:
    """Go on after a pause; what happened meanwhile lets nobody enter."""
    now = _in(unit, id, ("paused",), "resumed")
    unit.audit("campaign.resumed", f"campaign:{id}")
    return _update(unit, id, state=now.resumes_as, resumes_as=None, since=unit.now, looked_at=unit.now)


def end(unit: Unit, id: int) -> Campaign:
    """Let nobody enter any more, and end the runs that are under way."""
    _in(unit, id, ("test", "running", "paused"), "ended")
    unit.audit("campaign.ended", f"campaign:{id}")
    return _update(unit, id, state="ended", resumes_as=None)


def archive(unit: Unit, id: int) -> Campaign:
    """Put away a campaign that is drawn or over."""
    _in(unit, id, ("draft", "ended"), "archived")
    unit.audit("campaign.archived", f"campaign:{id}")
    return _update(unit, id, state="archived")


def restore(unit: Unit, id: int) -> Campaign:
    """Take an archived campaign out again: as a draft, or as one that has ended."""
    now = _in(unit, id, ("archived",), "restored")
    _check_name(unit, now.name, of=id)
    unit.audit("campaign.restored", f"campaign:{id}")
    return _update(unit, id, state="draft" if now.version is None else "ended")


def versions(unit: Unit, id: int) -> list[Version]:
    """The versions of a campaign, the latest first."""
    columns = [campaign_version.c[name] for name in Version._fields]
    query = sa.select(*columns).where(campaign_version.c.campaign_id == id)
    return [Version(*row) for row in unit.connection.execute(query.order_by(campaign_version.c.version.desc()))]


def version(unit: Unit, id: int, number: int) -> Version:
    """One version; raises `NotFound`."""
    columns = [campaign_version.c[name] for name in Version._fields]
    wanted = (campaign_version.c.campaign_id == id, campaign_version.c.version == number)
    row = unit.connection.execute(sa.select(*columns).where(*wanted)).one_or_none()
    if row is None:
        raise NotFound("version", str(number))
    return Version(*row)


def revision(unit: Unit) -> tuple[Any, ...]:
    """Changes whenever a campaign is published, paused, resumed, ended or put away."""
    row = unit.driver.execute(
        "select count(*), sum(coalesce(version, 0)), max(updated_at), string_agg(id || state, ',' order by id) from campaign"
    ).fetchone()
    return tuple(row or ())


def _document(draft: Draft) -> dict[str, Any]:
    return draft.model_dump(mode="json")


def _locked(unit: Unit, id: int, revision: int) -> Campaign:
    now = get(unit, id, lock=True)
    if now.revision != revision:
        raise Changed(revision=now.revision)
    return now


def _in(unit: Unit, id: int, states: Sequence[State], wanted: str) -> Campaign:
    now = get(unit, id, lock=True)
    if now.state not in states:
        raise NotSo(now.state, wanted, states)
    return now


def _update(unit: Unit, id: int, **values: Any) -> Campaign:
    unit.connection.execute(sa.update(campaign).where(campaign.c.id == id).values(**values, updated_at=unit.now))
    return get(unit, id)


def _check_name(unit: Unit, name: str, *, of: int | None = None) -> None:
    refuse_taken("a campaign", name, (one.name for one in listed(unit) if one.id != of))
