"""A lane: sends the messages of its share of customers, a batch at a time, over a connection of its own."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from regulars.books import Books, Unit
from regulars.kinds.addresses import in_ascii, is_address
from regulars.rules.fold import fold

from . import claiming, looking_up, mail_settings, suppressing, telling
from .claiming import Blocked, Claimed, Ready, Settled
from .composing import Envelope, Mail, compose
from .links import bounce_address, decorate
from .looking_up import Known, Recipients
from .model.answers import Answer, judge
from .model.gate import Said, standing, why_not
from .model.letters import Asked, Letter, Links, Renderer, Unmade
from .post import Post, Posts
from .slips import Slip
from .throttle import Throttle
from .transports import Transport, TransportDown

log = logging.getLogger(__name__)

BATCH = 200
"""So many are asked about, written and noted together."""


@dataclass(frozen=True, slots=True)
class _Made:
    """A message with its mail."""

    claimed: Claimed
    mail: Mail
    list: str | None


class Lane:
    """One of `lanes`, with the number `number`."""

    def __init__(
        self,
        books: Books,
        posts: Posts,
        renderer: Renderer,
        recipients: Recipients,
        *,
        throttle: Throttle,
        number: int,
        lanes: int,
    ) -> None:
        self.number = number
        self._books, self._posts = books, posts
        self._renderer, self._recipients, self._throttle = renderer, recipients, throttle
        self._lanes = lanes
        self._open: tuple[Post, Transport] | None = None
        self._slip = Slip(posts.data_dir, number)

    def work(self) -> int:
        """Do one batch; returns how many messages something became of. Raises `TransportDown` when nothing can be sent."""
        with self._books.transaction() as unit:
            post = self._posts.current(unit)
        claimed = self._books.perform(
            lambda unit: claiming.claim(unit, lane=self.number, lanes=self._lanes, most=BATCH)
        )
        if not claimed:
            return 0
        until = claimed[0].claimed_until
        try:
            way_out = self._way_out(post)
            known = self._known(claimed, post)
        except BaseException:
            self._books.perform(lambda unit: claiming.let_go(unit, until, [one.id for one in claimed]))
            raise
        return self._send(post, way_out, claimed, known, until)

    def close(self) -> None:
        """Let go of the connection."""
        if self._open is not None:
            self._open[1].close()
            self._open = None
        self._slip.close()

    def _way_out(self, post: Post) -> Transport:
        """The connection, made anew when the settings have changed."""
        if self._open is None or self._open[0] is not post:
            self.close()
            self._open = post, post.transport()
        try:
            self._open[1].open()
        except TransportDown as down:
            why = down.why
            log.warning("mail: %s", why)
            self._books.perform(lambda unit: mail_settings.note_trouble(unit, why))
            raise
        return self._open[1]

    def _known(self, claimed: Sequence[Claimed], post: Post) -> Known:
        with self._books.transaction() as unit:
            ids = looking_up.today(unit, claimed)
        recipients = self._recipients.find(sorted(set(ids.values()))) if ids else {}
        with self._books.transaction() as unit:
            return looking_up.look_up(unit, claimed, ids, recipients, post.settings)

    def _send(self, post: Post, way_out: Transport, claimed: Sequence[Claimed], known: Known, until: datetime) -> int:
        now = self._books.clock()
        going, blocked = self._let_through(claimed, known, post, now)
        going, waiting = self._in_turn(going, known, post, now)
        made, unmade = self._make(going, known, post, now)
        blocked += unmade
        ready = [
            Ready(one.claimed.id, one.mail.mail_id, one.mail.subject, one.mail.recipient, one.list) for one in made
        ]

        def mark(unit: Unit) -> set[int]:
            claiming.block(unit, until, blocked)
            claiming.wait(unit, until, waiting)
            return claiming.hand_over(unit, until, ready)

        if made:
            self._slip.begin({one.claimed.id: one.claimed.attempts + 1 for one in made})
        mine = self._books.perform(mark)
        answers = [(one, self._hand_over(one, way_out)) for one in made if one.claimed.id in mine]
        if answers:
            self._books.perform(lambda unit: settle(unit, until, answers))
        return len(claimed) - len(waiting)

    def _hand_over(self, one: _Made, way_out: Transport) -> Answer:
        self._slip.giving(one.claimed.id)
        answer = way_out.hand_over(one.mail)
        self._slip.given(one.claimed.id, answer)
        return answer

    def _let_through(
        self, claimed: Sequence[Claimed], known: Known, post: Post, now: datetime
    ) -> tuple[list[Claimed], list[Blocked]]:
        """Those that may be sent, and those that may not."""
        going: list[Claimed] = []
        blocked: list[Blocked] = []
        more: dict[int, int] = {}
        for one in claimed:
            recipient, said = known.recipient(one), known.said[one.id]
            if post.settings.cap is not None and one.customer_id is not None and more.get(one.customer_id):
                said = _with_more(said, more[one.customer_id])
            why = why_not(looking_up.meant(one, post.settings), recipient, said, post.settings.cap, now)
            if why is None:
                going.append(one)
                if one.marketing and one.customer_id is not None and one.test_address is None:
                    more[one.customer_id] = more.get(one.customer_id, 0) + 1
            else:
                blocked.append(Blocked(one.id, why, address=one.address or (recipient.email if recipient else None)))
        return going, blocked

    def _in_turn(
        self, going: Sequence[Claimed], known: Known, post: Post, now: datetime
    ) -> tuple[list[Claimed], dict[int, datetime]]:
        """Those whose domain takes one now, and when the others may ask again."""
        per_minute = post.settings.per_minute_and_domain
        if per_minute is None:
            return list(going), {}
        waiting: dict[int, datetime] = {}
        behind: dict[str, int] = {}
        for one in going:
            domain = _address(one, known).rpartition("@")[2].lower()
            if self._throttle.turn(domain, now, per_minute) is not None:
                waiting[one.id] = self._throttle.spread(domain, now, per_minute, behind.get(domain, 0))
                behind[domain] = behind.get(domain, 0) + 1
        return [one for one in going if one.id not in waiting], waiting

    def _make(
        self, going: Sequence[Claimed], known: Known, post: Post, now: datetime
    ) -> tuple[list[_Made], list[Blocked]]:
        """The mails of messages, and those that can't be made."""
        asked = [_asked(one, known, post) for one in going]
        letters = self._renderer.render(asked) if asked else []
        made: list[_Made] = []
        blocked: list[Blocked] = []
        for one, letter in zip(going, letters, strict=True):
            if isinstance(letter, Unmade):
                blocked.append(Blocked(one.id, "rendering", letter.why, _address(one, known)))
                continue
            made.append(_composed(one, letter, known, post, now))
        return made, blocked


def _composed(one: Claimed, letter: Letter, known: Known, post: Post, now: datetime) -> _Made:
    settings = post.settings
    is_test = one.test_address is not None
    list_ = (one.list or settings.list) if one.marketing else one.list
    letter = decorate(
        letter,
        one.id,
        post.links,
        opens=settings.track_opens and not is_test,
        clicks=settings.track_clicks and not is_test,
    )
    if letter.from_address and not is_address(letter.from_address):
        letter = _from_the_shop(letter)
    recipient = known.recipient(one)
    envelope = Envelope(
        one.id, _address(one, known), None if is_test or recipient is None else recipient.name, now, one.source,
        one.source_id, list=list_ if one.marketing else None, list_name=settings.name_of(list_) if list_ else None,
        unsubscribe=post.links.unsubscribe(one.id) if one.marketing else None, marketing=one.marketing,
    )  # fmt: skip
    mail = compose(letter, envelope, post.sender, post.secret, post.signer)
    if settings.bounce_address:
        back = bounce_address(in_ascii(settings.bounce_address), one.id, post.secret)
        mail = Mail(mail.mail_id, back, mail.recipient, mail.subject, mail.raw)
    return _Made(one, mail, list_)


def _from_the_shop(letter: Letter) -> Letter:
    """Without a sender's address that is none."""
    return Letter(letter.subject, letter.html, letter.text, letter.preview, letter.from_name, None, letter.reply_to)


def _asked(one: Claimed, known: Known, post: Post) -> Asked:
    recipient = known.recipient(one)
    language = one.language or known.preference(one).language or (recipient.language if recipient else None)
    links = post.links.letter_links(one.id, leaves=one.marketing) if one.customer_id is not None else Links()
    id = known.today.get(one.customer_id or 0)
    return Asked(
        one.id, id, one.template_id, one.template_version, language, one.values, links, _subscribed_to(one, known, post)
    )


def _subscribed_to(one: Claimed, known: Known, post: Post) -> str | None:
    """What the list is called that a message goes to, where its reader has confirmed it."""
    settings = post.settings
    name = one.list or settings.list
    is_confirmed = standing(fold(name), known.recipient(one), known.said[one.id]) == "confirmed"
    return (settings.name_of(name) or name) if is_confirmed else None


def _address(one: Claimed, known: Known) -> str:
    recipient = known.recipient(one)
    address = one.test_address or one.address or (recipient.email if recipient else None) or ""
    return address.strip()


def _with_more(said: Said, more: int) -> Said:
    return Said(said.lists, said.paused_until, said.suppressed, said.sent_lately + more)


def settle(unit: Unit, until: datetime, answers: Sequence[tuple[_Made, Answer]]) -> None:
    """Note what the server answered, tell the journal of what has left, and keep mail from addresses that aren't there."""
    settled = [
        Settled(
            one.claimed.id,
            judge(answer, marketing=one.claimed.marketing, attempts=one.claimed.attempts + 1, at=unit.now),
            answer.told,
        )
        for one, answer in answers
    ]
    news = claiming.settle(unit, until, settled)
    telling.tell(unit, "sent", [one.id for one in settled if one.id in news and one.verdict.state in ("accepted", "unknown")])  # fmt: skip
    for one, answer in answers:
        if one.claimed.id in news and answer.says_nobody_is_there and one.claimed.test_address is None:
            suppressing.suppress(unit, one.mail.recipient, "bounced", detail=answer.told, message_id=one.claimed.id)
    if any(answer.code is not None for _, answer in answers):
        mail_settings.note_trouble(unit, None)
