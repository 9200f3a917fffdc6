"""Newsletters in the books: made, scheduled, paused, resumed, taken back; newsletter_sending.py carries them on.

When one begins its audience is fixed as it is then. It is queued a few thousand
at a time, each part with the place reached in one transaction, so that whoever is
killed goes on where it was. Whoever leaves the list meanwhile is blocked when their
message's turn comes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from regulars.books import Unit
from regulars.books.names import called
from regulars.core.errors import Conflict, Fault, Invalid, NotFound
from regulars.core.sentences import Said, say, word
from regulars.kinds.given import in_words

from . import mail_settings, queue
from .model.newsletters import MOST_SUBJECTS, Batches, Saying, State, leaves_at
from .queue import SUBJECT, NewMessage
from .rendering.subjects import faults_of
from .tables import NOT_SENT, newsletter
from .templates import kept

_columns = newsletter.c

LATE = timedelta(minutes=5)
"""So late an instant may be said at which it is to be sent: somebody has to press the button."""
_PAUSED = """from message where source = 'newsletter' and source_id = %s and state in ('queued', 'deferred') and due_at is null
    and test_address is null"""


class NewsletterChanged(Conflict):
    """Somebody else saved it meanwhile."""

    code = "newsletter.changed"

    def __init__(self, id: int, version: int) -> None:
        super().__init__(say("this newsletter was changed meanwhile; look at it again and repeat your change"))
        self.id = str(id)
        self.version = version


class NewsletterState(Conflict):
    """It is too late, or too early, for that."""

    code = "newsletter.state"

    def __init__(self, id: int, state: str, wanted: str) -> None:
        super().__init__(
            say("this newsletter is {state}, so it can't be {wanted}", state=word(state), wanted=word(wanted))
        )
        self.id = str(id)
        self.state = state


@dataclass(frozen=True, slots=True)
class Newsletter:
    """A newsletter, and how far it has come; `total` is the size of its audience once that is fixed."""

    id: int
    name: str
    state: State
    saying: Saying
    template_version: int | None
    send_at: datetime | None
    begun_at: datetime | None
    batches_from: datetime | None
    ended_at: datetime | None
    total: int | None
    place: int
    problem: str | None
    version: int
    created_at: datetime
    updated_at: datetime


def create(unit: Unit, name: str, saying: Saying) -> Newsletter:
    """Make a draft."""
    _check(unit, name, saying)
    id = unit.connection.execute(
        sa.insert(newsletter)
        .values(
            name=name.strip(),
            state="draft",
            document=asdict(saying),
            version=1,
            created_at=unit.now,
            updated_at=unit.now,
        )
        .returning(_columns.id)
    ).scalar_one()
    unit.audit("newsletter.created", f"newsletter:{id}", {"name": name.strip()})
    return get(unit, int(id))


def save(unit: Unit, id: int, *, version: int, name: str, saying: Saying) -> Newsletter:
    """Change one that hasn't begun."""
    before = get(unit, id, lock=True)
    if before.version != version:
        raise NewsletterChanged(id, before.version)
    if before.state not in ("draft", "scheduled"):
        raise NewsletterState(id, before.state, "changed")
    _check(unit, name, saying)
    update(unit, before, name=name.strip(), document=asdict(saying))
    unit.audit("newsletter.changed", f"newsletter:{id}", {"name": name.strip()})
    return get(unit, id)


def schedule(unit: Unit, id: int, *, version: int, at: datetime | None) -> Newsletter:
    """Have it sent at an instant, or now. The template must have been published: what is published later changes nothing."""
    before = get(unit, id, lock=True)
    if before.version != version:
        raise NewsletterChanged(id, before.version)
    if before.state not in ("draft", "scheduled"):
        raise NewsletterState(id, before.state, "scheduled")
    standing = kept.standing(unit, [before.saying.template]).get(before.saying.template)
    if standing is None or standing.archived or not standing.version:
        said = (
            say("this template was never published; publish it first") if standing else say("there is no such template")
        )
        raise Invalid(said, [Fault("/template", "template", said)])
    if standing.needs:
        said = _lacking(standing.needs)
        raise Invalid(said, [Fault("/template", "template_lacks", said)])
    if standing.kind != "marketing":
        said = say("a newsletter needs a template that can be left: make it one that advertises")
        raise Invalid(said, [Fault("/template", "template", said)])
    if at is not None and at < unit.now - LATE:
        said = say("this instant is past; choose one that lies ahead, or send it now")
        raise Invalid(said, [Fault("/at", "past", said)])
    send_at = max(at or unit.now, unit.now)
    update(unit, before, state="scheduled", send_at=send_at, template_version=standing.version, problem=None)
    unit.audit("newsletter.scheduled", f"newsletter:{id}", {"at": send_at.isoformat()})
    unit.ring("journal")  # the worker looks when it rings
    return get(unit, id)


def unschedule(unit: Unit, id: int) -> Newsletter:
    """Make it a draft again, if it hasn't begun."""
    before = get(unit, id, lock=True)
    if before.state != "scheduled":
        raise NewsletterState(id, before.state, "made a draft again")
    update(unit, before, state="draft", send_at=None)
    unit.audit("newsletter.unscheduled", f"newsletter:{id}")
    return get(unit, id)


def pause(unit: Unit, id: int) -> Newsletter:
    """Queue no more of it, and send nothing of what is queued."""
    before = get(unit, id, lock=True)
    if before.state != "sending":
        raise NewsletterState(id, before.state, "paused")
    update(unit, before, state="paused")
    unit.driver.execute(
        "update message set due_at = null, claimed_until = null, waits_for = 'paused' where source = 'newsletter' and source_id = %s"
        " and state in ('queued', 'deferred') and due_at is not null and test_address is null",
        [str(id)],
    )
    unit.audit("newsletter.paused", f"newsletter:{id}")
    return get(unit, id)


def resume(unit: Unit, id: int) -> Newsletter:
    """Go on where it was."""
    before = get(unit, id, lock=True)
    if before.state != "paused":
        raise NewsletterState(id, before.state, "resumed")
    update(unit, before, state="sending" if before.begun_at is not None else "scheduled", problem=None)
    _go_on_in_batches(unit, before)
    unit.audit("newsletter.resumed", f"newsletter:{id}")
    unit.ring(queue.CHANNEL)
    unit.ring("journal")
    return get(unit, id)


def _go_on_in_batches(unit: Unit, one: Newsletter) -> None:
    """Have those who wait leave batch by batch, the first of them now or when it had its turn anyway, and who isn't queued yet after them."""
    [(waiting,)] = unit.driver.execute(f"select count(*) {_PAUSED}", [str(one.id)]).fetchall()
    gone, batches = one.place - waiting, one.saying.batches
    now = unit.now
    if (began := one.batches_from or one.begun_at) is not None:
        turn = leaves_at(began, gone, batches)
        now = max(now, turn)  # a pause that is shorter than the one between batches makes nothing faster
        began = now - (turn - began)
        unit.driver.execute("update newsletter set batches_from = %s where id = %s", [began, one.id])
    size, pause = (batches.size, timedelta(minutes=batches.minutes)) if batches else (max(waiting, 1), timedelta())
    unit.driver.execute(
        f"""update message m set due_at = %(now)s + (w.nth / %(size)s - %(gone)s / %(size)s) * %(pause)s,
                waits_for = case when w.nth / %(size)s > %(gone)s / %(size)s or %(now)s > %(at)s then 'batch' end
            from (select id, row_number() over (order by id) - 1 + %(gone)s as nth {_PAUSED.replace("%s", "%(id)s")}) w
            where m.id = w.id""",
        {"now": now, "at": unit.now, "size": size, "pause": pause, "gone": gone, "id": str(one.id)},
    )


def cancel(unit: Unit, id: int) -> Newsletter:
    """Send no more of it, ever; what has left has left."""
    before = get(unit, id, lock=True)
    if before.state not in ("scheduled", "sending", "paused"):
        raise NewsletterState(id, before.state, "cancelled")
    update(unit, before, state="cancelled", ended_at=unit.now)
    unit.driver.execute(
        f"""update message set {NOT_SENT}, reason = 'cancelled', due_at = null, waits_for = null, settled_at = %s
           where source = 'newsletter' and source_id = %s and state in ('queued', 'deferred')""",
        [unit.now, str(id)],
    )
    unit.audit("newsletter.cancelled", f"newsletter:{id}")
    return get(unit, id)


def remove(unit: Unit, id: int) -> None:
    """Forget a draft."""
    before = get(unit, id, lock=True)
    if before.state != "draft":
        raise NewsletterState(id, before.state, "deleted")
    unit.connection.execute(sa.delete(newsletter).where(_columns.id == id))
    unit.audit("newsletter.deleted", f"newsletter:{id}", {"name": before.name})


def try_out(unit: Unit, id: int, to: str, *, customer_id: int | None) -> int:
    """Send it to one address, as a customer would get it, once for each subject; returns how many."""
    before = get(unit, id)
    standing = kept.standing(unit, [before.saying.template]).get(before.saying.template)
    if standing is None or not standing.version:
        said = say("this template was never published; publish it first")
        raise Invalid(said, [Fault("/template", "template", said)])
    subjects: Sequence[str | None] = before.saying.subjects or (None,)
    stamp = int(unit.now.timestamp() * 1_000_000)
    messages = [
        NewMessage(
            f"newsletter:{id}:test:{stamp}:{n}", "newsletter", str(id), before.saying.template, standing.version, customer_id,
            node="ABCD"[n], address=to, test_address=to, list=list_of(unit, before.saying), values=values_of(before.saying, subject),
            cause={"newsletter": before.name},
        )
        for n, subject in enumerate(subjects)
    ]  # fmt: skip
    queue.enqueue(unit, messages)
    unit.audit("newsletter.tried", f"newsletter:{id}", {"to": to})
    return len(messages)


def get(unit: Unit, id: int, *, lock: bool = False) -> Newsletter:
    """One; raises `NotFound`."""
    query = _query().where(_columns.id == id)
    row = unit.connection.execute(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise NotFound("newsletter", str(id))
    return _newsletter(row)


def under_way_by(unit: Unit, template: int) -> list[str]:
    """What newsletters are called that go, or are to go, by a template."""
    found = unit.driver.execute(
        """select name from newsletter where state in ('scheduled', 'sending', 'paused')
           and (document ->> 'template')::int = %s order by id""",
        [template],
    )
    return [name for (name,) in found.fetchall()]


def listed(unit: Unit, *, search: str | None, before: int | None, limit: int) -> list[Newsletter]:
    """Newsletters, the latest first."""
    query = _query().order_by(_columns.id.desc()).limit(limit)
    query = query.where(called(unit, _columns.name, search))
    if before is not None:
        query = query.where(_columns.id < before)
    return [_newsletter(row) for row in unit.connection.execute(query)]


def lists(unit: Unit) -> list[str]:
    """The lists that newsletters of their own go to."""
    found = unit.driver.execute(
        "select distinct document ->> 'list' from newsletter where document ->> 'list' is not null"
    )
    return [name for (name,) in found.fetchall()]


def names(unit: Unit) -> list[tuple[int, str]]:
    """Every newsletter: its id and its name."""
    return [(id, name) for id, name in unit.connection.execute(sa.select(_columns.id, _columns.name))]


def _query() -> sa.Select[Any]:
    """Everything but the audience, which may be long."""
    plain = [column for column in _columns if column.name != "audience"]
    return sa.select(*plain, sa.func.cardinality(_columns.audience).label("total"))


def _newsletter(row: sa.Row[Any]) -> Newsletter:
    said = dict(row.document)
    for name in ("include", "exclude", "subjects"):
        said[name] = tuple(said[name])
    said["batches"] = Batches(**said["batches"]) if said["batches"] else None
    return Newsletter(
        row.id, row.name, row.state, Saying(**said), row.template_version, row.send_at, row.begun_at,
        row.batches_from, row.ended_at, row.total, row.place, row.problem, row.version, row.created_at, row.updated_at,
    )  # fmt: skip


def update(unit: Unit, one: Newsletter, **values: Any) -> None:
    """Keep what has become of one."""
    changed = values | {"version": one.version + 1, "updated_at": unit.now}
    unit.connection.execute(sa.update(newsletter).where(_columns.id == one.id).values(**changed))


def list_of(unit: Unit, saying: Saying) -> str:
    """The list that must be confirmed."""
    return saying.list or mail_settings.load(unit).list


def values_of(saying: Saying, subject: str | None) -> dict[str, Any]:
    """What its mails are written with."""
    return saying.values | ({SUBJECT: subject} if subject else {})


def _check(unit: Unit, name: str, saying: Saying) -> None:
    faults: list[Fault] = []
    if not name.strip():
        faults.append(Fault("/name", "missing", say("give it a name; only you see it")))
    standing = kept.standing(unit, [saying.template]).get(saying.template)
    if standing is None:
        faults.append(Fault("/template", "template", say("there is no such template; choose another")))
    elif standing.needs:
        faults.append(Fault("/template", "template_lacks", _lacking(standing.needs)))
    if len(saying.subjects) > MOST_SUBJECTS:
        faults.append(
            Fault(
                "/subjects",
                "too_many",
                say("at most {most_subjects} subjects can be compared", most_subjects=MOST_SUBJECTS),
            )
        )
    faults += [
        Fault(f"/subjects/{n}", "missing", say("write a subject, or remove it"))
        for n, subject in enumerate(saying.subjects)
        if not subject.strip()
    ]
    faults += [fault for n, subject in enumerate(saying.subjects) for fault in faults_of(subject, f"/subjects/{n}")]
    if faults:
        raise Invalid(faults[0].detail, faults)


def _lacking(needs: Sequence[str]) -> Said:
    """A newsletter has nothing to give that belongs to one order, cart or coupon."""
    return say(
        "this template shows {lacking}, which a newsletter doesn't know; choose another, or send it by a campaign",
        lacking=in_words(needs),
    )
