"""Steps that send a mail: a row in the queue, by the version of the template that is published now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from regulars.books import Unit
from regulars.campaigns.model.progress import Task
from regulars.campaigns.model.steps import SendMail
from regulars.messaging import queue
from regulars.messaging.model.variables import GIVEN
from regulars.messaging.queue import MOST_AT_ONCE, NewMessage
from regulars.messaging.templates import kept
from regulars.messaging.templates.kept import Standing

from .base import Around


def do(unit: Unit, around: Around, tasks: Sequence[Task]) -> None:
    """Queue a message for each, once under its key; none that is about a coupon for who wasn't given it. One that is dropped
    only stands in the log."""
    templates = kept.standing(unit, {_template(task) for task in tasks})
    messages: dict[str, NewMessage] = {}
    keys: dict[str, str] = {}
    for task in tasks:
        template = templates.get(_template(task))
        if template is None or not template.version:
            task.note(passed_over="no_template")
        elif "coupon" in template.needs and "coupon" not in task.walk.about:
            task.note(passed_over="no_coupon")
        else:
            message = _message(around, task, template)
            messages.setdefault(message.key, message)
            if not task.dropped:
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


def _message(around: Around, task: Task, template: Standing) -> NewMessage:
    step, walk = task.step, task.walk
    assert isinstance(step, SendMail), step
    live = around.live[walk.campaign_id]
    return NewMessage(
        key=f"once:{walk.campaign_id}:{task.passing.node}:{walk.customer_id}"
        if step.once and not task.dropped
        else task.key,
        source="workflow" if live.campaign.form else "campaign",
        source_id=str(walk.campaign_id),
        node=task.passing.node,
        run_id=walk.run_id,
        customer_id=walk.customer_id,
        template_id=int(step.template),
        template_version=template.version,
        marketing=template.kind == "marketing",
        sends_to=step.sends_to,
        list=step.list,
        values=_values(walk.about),
        cause={"campaign": live.campaign.name, "key": walk.occasion},
        not_after=task.not_after,
        blocked=task.dropped,
        test_address=live.campaign.test_address if live.campaign.state == "test" else None,
    )


def _values(about: Mapping[str, object]) -> dict[str, object]:
    """What the template can't know otherwise, of what the run knows."""
    return {name: value for name, value in about.items() if name in GIVEN}
