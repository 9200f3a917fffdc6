"""Trying mail out: one mail to an address of the team, at once, and what the server says to it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from regulars.books import Books, Unit
from regulars.core.sentences import written

from . import mail_settings
from .composing import Envelope, compose
from .model.letters import Letter
from .model.states import Reason, State
from .own_letters import trial
from .post import Post, post_of
from .transports import TransportDown
from .transports.mailbox import Mailbox


@dataclass(frozen=True, slots=True)
class Came:
    """What came of it."""

    accepted: bool
    answer: str
    reached: bool = True
    """Whether there was a server to say anything."""

    @property
    def told(self) -> str:
        """The answer to whoever tried it."""
        return Mailbox.worded(self.answer)

    @property
    def in_mailbox(self) -> bool:
        """Whether it went no further than the mailbox here."""
        return self.answer == Mailbox.TAKEN

    @property
    def standing(self) -> tuple[State, Reason | None]:
        """How the message stands by it."""
        if not self.reached:
            return "blocked", "unreachable"
        return ("accepted", None) if self.accepted else ("bounced", "refused")


def send(
    books: Books, data_dir: Path, to: str, *, actor: str, letter: Letter | None = None, language: str = "en"
) -> Came:
    """Send a letter, without one a mail that says in a language that mail works. It is in the log and nowhere else."""

    def begin(unit: Unit) -> tuple[Post, int]:
        post = post_of(unit, data_dir, unit.setting(mail_settings.SETTING))
        unit.audit("mail.tried", mail_settings.SUBJECT, {"to": to})
        row = unit.driver.execute(
            """insert into message (key, source, source_id, template_id, template_version, marketing, sends_to, test_address,
                   address, queued_at, state, subject)
               values ('trial:' || gen_random_uuid(), 'transactional', 'settings', -1, 1, false, 'all', %s, %s, %s, 'blocked', '')
               returning id""",
            [to, to, unit.now],
        ).fetchone()
        assert row is not None
        return post, int(row[0])

    post, id = books.perform(begin, actor=actor)
    envelope = Envelope(id, to, None, books.clock(), "transactional", "settings", marketing=False)
    mail = compose(letter or trial(post.sender.name, language), envelope, post.sender, post.secret, post.signer)
    came: Came
    try:
        with post.transport() as way_out:
            way_out.open()
            answer = way_out.hand_over(mail)
        came = Came(answer.code is not None and answer.code < 300, answer.told)
    except TransportDown as down:
        came = Came(False, down.why, reached=False)

    def note(unit: Unit) -> None:
        unit.driver.execute(
            """update message set state = %s, reason = %s, answer = %s, subject = %s, mail_id = %s, settled_at = %s, sent_at = %s
               where id = %s""",
            [
                *came.standing, written(came.answer), mail.subject, mail.mail_id, unit.now, unit.now if came.accepted else None, id,
            ],
        )  # fmt: skip
        if came.accepted:
            mail_settings.note_trouble(unit, None)

    books.perform(note)
    return came
