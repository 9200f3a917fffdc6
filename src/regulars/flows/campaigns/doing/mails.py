"""Steps that send a mail: a row in the queue, by the version of the template that is published now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from regulars.books import Unit
from regulars.campaigns.model.progress import Task
from regulars.campaigns.model.steps import SendMail
from regulars.messaging import queue
from regulars.messaging.model.states import Reason
from regulars.messaging.model.variables import GIVEN
from regulars.messaging.queue import MOST_AT_ONCE, Held, NewMessage
from regulars.messaging.templates import kept
from regulars.messaging.templates.kept import Standing

from .base import Around


def do(unit: Unit, around: Around, tasks: Sequence[Task]) -> None:
    """Queue a message for each, once under its key. One that is dropped, or about a coupon that wasn't given, only stands in
    the log; so does one that is held back, until its run goes on."""
    queue.release(unit, [task.walk.run_id for task in tasks if not task.held])
    templates = kept.standing(unit, {_template(task) for task in tasks})
    messages: dict[str, NewMessage] = {}
    keys: dict[str, str] = {}
    for task in tasks:
        template = templates.get(_template(task))
        blocked = None if task.held else task.dropped or _lacking(task, template)
        message = _message(around, task, template, blocked)
        messages.setdefault(message.key, message)
        if blocked:
            task.note(passed_over=blocked)
        elif not task.held:
            keys[task.key] = message.key
    wanted = list(messages.values())
    ids: dict[str, int] = {}
    for start in range(0, len(wanted), MOST_AT_ONCE):
        ids |= queue.enqueue(unit, wanted[start : start + MOST_AT_ONCE])
    for task in tasks:
        if (key := keys.get(task.key)) is not None:
            id = ids.pop(key, None)
            task.note(**({"passed_over": "sent_before"} if id is None else {"message": str(id)}))


def _template(task: Task) -> int:
    assert isinstance(task.step, SendMail), task.step
    return int(task.step.template)


def _lacking(task: Task, template: Standing | None) -> Reason | None:
    """Why a mail can't be written, whenever it leaves."""
    if template is None or not template.version:
        return "no_template"
    return "no_coupon" if "coupon" in template.needs and "coupon" not in task.walk.about else None


def _message(around: Around, task: Task, template: Standing | None, blocked: Reason | None) -> NewMessage:
    step, walk = task.step, task.walk
    assert isinstance(step, SendMail), step
    live = around.live[walk.campaign_id]
    return NewMessage(
        key=_key(task, blocked),
        source="workflow" if live.campaign.form else "campaign",
        source_id=str(walk.campaign_id),
        node=task.passing.node,
        run_id=walk.run_id,
        customer_id=walk.customer_id,
        template_id=int(step.template),
        template_version=template.version if template else 0,
        marketing=template is None or template.kind == "marketing",
        sends_to=step.sends_to,
        list=step.list,
        values=_values(walk.about),
        cause={"campaign": live.campaign.name, "key": walk.occasion},
        not_after=task.not_after,
        blocked=blocked,
        held=None if task.held is None else Held(task.held.why, task.held.until),
        test_address=live.campaign.test_address if live.campaign.state == "test" else None,
    )


def _key(task: Task, blocked: Reason | None) -> str:
    assert isinstance(task.step, SendMail), task.step
    if task.held:
        return f"held:{task.walk.run_id}:{task.passing.node}"
    if task.step.once and not blocked:
        return f"once:{task.walk.campaign_id}:{task.passing.node}:{task.walk.customer_id}"
    return task.key


def _values(about: Mapping[str, object]) -> dict[str, object]:
    """What the template can't know otherwise, of what the run knows."""
    return {name: value for name, value in about.items() if name in GIVEN}
