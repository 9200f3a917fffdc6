"""Rewards workflows as they are kept: campaigns with the form that draws them."""

from __future__ import annotations

from regulars.books import Unit
from regulars.core.errors import NotFound

from . import book
from .book import Campaign
from .model.outside import Known
from .model.workflows import Workflow, draft_of


def get(unit: Unit, id: int) -> Campaign:
    """One workflow; raises `NotFound`, also for a campaign that no form draws."""
    found = book.get(unit, id)
    if found.form is None:
        raise NotFound("workflow", str(id))
    return found


def form_of(kept: Campaign) -> Workflow:
    """The form of a workflow."""
    return Workflow.model_validate(kept.form)


def create(unit: Unit, *, name: str, form: Workflow) -> Campaign:
    """Make a workflow; raises `NameTaken`."""
    return book.create(unit, name=name, draft=draft_of(form, since=None), form=form.model_dump(mode="json"))


def save(unit: Unit, id: int, *, revision: int, name: str | None, form: Workflow | None) -> Campaign:
    """Change a workflow; raises `Changed`, `NameTaken`, `NotFound`."""
    now = get(unit, id)
    if form is None:
        return book.save(unit, id, revision=revision, name=name, draft=None)
    draft = draft_of(form, since=now.since)
    return book.save(unit, id, revision=revision, name=name, draft=draft, form=form.model_dump(mode="json"))


def activate(unit: Unit, id: int, known: Known, *, revision: int, test_address: str | None) -> Campaign:
    """Let it run from now on, by what its form says; raises `InvalidCampaign` and `Changed`.

    What counts from its activation counts from the first.
    """
    now = get(unit, id)
    form = form_of(now)
    drawn = book.save(
        unit, id, revision=revision, name=None, draft=draft_of(form, since=now.since or unit.now),
        form=form.model_dump(mode="json"),
    )  # fmt: skip
    return book.publish(unit, id, known, revision=drawn.revision, test_address=test_address)
