"""The one place that names every room: builds the web application and the worker, and starts the command line."""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from regulars import cli
from regulars.cli.serve import Processes

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Mapping

    from fastapi import FastAPI

    from regulars.books import Books
    from regulars.books.jobs import Handler
    from regulars.books.shop import Shop
    from regulars.cli.serve import StopWhen
    from regulars.facts.store import Facts
    from regulars.flows.behaviours import BehavioursRewarded
    from regulars.flows.moment import Sweep
    from regulars.flows.road import Road
    from regulars.http.house import Asked, House
    from regulars.kinds.announcements import Announcement
    from regulars.rules.check import Scope
    from regulars.settings import Settings

ROUTES = (
    "regulars.web.quotes",
    "regulars.web.health",
    "regulars.web.home",
    "regulars.web.first_hour",
    "regulars.web.tour",
    "regulars.web.shop",
    "regulars.web.session",
    "regulars.web.people",
    "regulars.web.customer_tokens",
    "regulars.web.overview",
    "regulars.web.panel",
    "regulars.web.vocabulary",
    "regulars.web.scores",
    "regulars.web.attributes",
    "regulars.web.records",
    "regulars.web.imports",
    "regulars.web.jobs",
    "regulars.web.customers",
    "regulars.web.orders",
    "regulars.notes.api",
    "regulars.web.carts",
    "regulars.web.timeline",
    "regulars.segments.api",
    "regulars.web.segment_sales",
    "regulars.web.what_if",
    "regulars.points.api",
    "regulars.web.estimates",
    "regulars.web.mass",
    "regulars.web.point_kinds",
    "regulars.web.promotion_conflicts",
    "regulars.web.promotion_replay",
    "regulars.web.promotion_trial",
    "regulars.promotions.api",
    "regulars.web.rewards",
    "regulars.web.reports",
    "regulars.web.results",
    "regulars.campaigns.api",
    "regulars.web.campaign_simulations",
    "regulars.web.campaign_backfills",
    "regulars.web.storefront",
    "regulars.web.storefront_points",
    "regulars.web.storefront_history",
    "regulars.web.mail_templates",
    "regulars.web.newsletters",
    "regulars.messaging.api",
    "regulars.webhooks.api",
)
"""The rooms that have routes, those of quotes first, which are asked most: a route is found by asking one room after the other."""

AT_ONCE_SECONDS = 0.2
"""Long enough to find a worker that has just been started anew, and too short to wait for one."""
COLLECT_AFTER = (50_000, 20, 100)
"""Records come by the thousand and hold no circles; looking for some after each 700 objects costs a tenth of the time."""

SWITCH_SECONDS = 0.0005
"""For the worker, which answers questions about the facts while it goes on: each question takes the interpreter some twenty
times, and at Python's 5 ms it waits that long for each."""


def main() -> None:
    """The command `regulars`."""
    gc.set_threshold(*COLLECT_AFTER)
    cli.main(Processes(web=run_web, worker=run_worker))


def run_web(settings: Settings, listening: socket.socket, stop_when: StopWhen) -> None:
    """The web process: answers until it is told to stop."""
    from regulars.books import Books
    from regulars.facts.flight import RemoteFacts, socket_path
    from regulars.flows import begun_anew
    from regulars.web import process
    from regulars.web.renewed import Renewed

    books = Books.open(settings)
    answers = socket_path(settings.data_dir)
    facts, at_once = RemoteFacts(answers), RemoteFacts(answers, patience_seconds=AT_ONCE_SECONDS)
    begun = books.shop()
    current = Renewed(lambda: build_web(house_of(books, facts, settings, at_once=at_once)))

    def renewed() -> Shop:
        shop = books.shop()
        current.renew()
        return shop

    begun_anew.watch(books, begun, renewed)
    process.run(current, listening, stop_when)
    at_once.close()
    facts.close()
    books.close()


def run_worker(settings: Settings, stop_when: StopWhen) -> None:
    """The worker: carries the journal along until it is told to stop."""
    from regulars.books import Books
    from regulars.facts.flight import RemoteFacts, socket_path
    from regulars.flows import mailing, worker
    from regulars.flows.begun_anew import Rounds
    from regulars.webhooks.deliverer import Deliverer

    sys.setswitchinterval(SWITCH_SECONDS)
    books = Books.open(settings)
    facts = RemoteFacts(socket_path(settings.data_dir))
    rounds = Rounds(books, stop_when)
    while rounds.another():
        beside: list[worker.Companion] = [
            Deliverer(books, private=settings.webhooks_private),
            mailing.postman_of(books, facts, settings),
        ]
        handlers = job_handlers(facts)
        worker.run(books, settings, road_of, handlers=handlers, stop_when=rounds.stop_when, companions=beside)
    facts.close()
    books.close()


def build_web(house: House) -> FastAPI:
    """The web application over a house, with every route there is."""
    from regulars.kinds import load_contributed
    from regulars.web import application

    load_contributed()
    return application.build(house, [import_module(room).router for room in ROUTES])


def house_of(books: Books, facts: Asked, settings: Settings, *, at_once: Asked | None = None) -> House:
    """The house that routes are given."""
    from regulars.flows import house

    return house.house_of(books, facts, settings, at_once=at_once, announcements=announcements())


def announcements() -> Mapping[str, Announcement]:
    """Every type of messages that any room announces."""
    import regulars.campaigns.announcements
    import regulars.points.announcements
    import regulars.promotions.announcements
    import regulars.segments.announcements  # noqa: F401 - these declare them
    from regulars.kinds import load_contributed
    from regulars.kinds.announcements import declared

    load_contributed()
    return declared()


def road_of(books: Books, facts: Facts) -> Road:
    """The road with everything that follows from facts, in its order."""
    from regulars.flows.awaited_actions import ActionsAwaited
    from regulars.flows.behaviours import BehavioursRewarded
    from regulars.flows.campaigns.on_the_way import OnTheWay
    from regulars.flows.checkout import CheckoutsFollowOrders
    from regulars.flows.ground import ground_of
    from regulars.flows.mailing import MessagesForgotten
    from regulars.flows.memberships import MembershipsKept
    from regulars.flows.moment import Round, Step
    from regulars.flows.newsletters import going_on
    from regulars.flows.notes_forgotten import NotesForgotten
    from regulars.flows.order_settled import OrdersSettled
    from regulars.flows.referring import ReferralsNoted
    from regulars.flows.road import Road
    from regulars.flows.seen.as_placed import AsPlaced
    from regulars.flows.segment_actions import SegmentsAct
    from regulars.flows.segment_uses import broken_segments, names_now
    from regulars.points import earning_rules
    from regulars.points.rule_book import KeptBook
    from regulars.rules.check import Scope
    from regulars.segments.reading import Memberships

    shop = books.shop()
    ground = ground_of(books, shop)
    kept = MembershipsKept(ground)

    def scope() -> Scope:
        return Scope(ground().vocabulary, "order", shop.calendar.zone, names_now(books, facts))

    rules = KeptBook(scope)
    settled = OrdersSettled(
        calendar=shop.calendar,
        rules=rules,
        places=shop.places,
        conditions=lambda moment: AsPlaced(books, moment.facts, ground()),
        broken_segments=broken_segments,
    )
    rewarded = BehavioursRewarded(calendar=shop.calendar, rules=rules, broken_segments=broken_segments)
    on_the_way = OnTheWay(books, facts, ground)
    steps: list[Step] = [
        kept,
        SegmentsAct(books),
        ReferralsNoted(),
        settled,
        rewarded,
        ActionsAwaited(),
        MessagesForgotten(),
        NotesForgotten(),
        CheckoutsFollowOrders(shop.calendar),
        on_the_way.hearing,
    ]
    sweeps = _sweeps(books, facts, scope, rewarded)
    rounds = [*on_the_way.rounds(), Round("newsletters", going_on(books, facts, Memberships(books)))]
    return Road(books, facts, steps, sweeps, rounds=rounds, weighs_history=earning_rules.any_condition)


def _sweeps(books: Books, facts: Facts, scope: Callable[[], Scope], rewarded: BehavioursRewarded) -> list[Sweep]:
    """What is looked after every so many seconds."""
    from regulars.campaigns import ending
    from regulars.flows.campaigns import held_back
    from regulars.flows.mailing import telling_consents
    from regulars.flows.moment import Sweep
    from regulars.flows.rule_audiences import keeping
    from regulars.flows.sweeps import forget_old_answers
    from regulars.journal import archive
    from regulars.messaging import forgetting
    from regulars.points import due, notices
    from regulars.promotions import checkouts, uses
    from regulars.segments.announcing import announce_next
    from regulars.webhooks import asking

    return [
        Sweep("consents", 0, telling_consents(books, facts)),
        Sweep("audiences of rules", 0, keeping(scope)),
        Sweep("announcements of segments", 0, announce_next),
        Sweep("rules on birthdays", 1, rewarded.notice),
        Sweep("points", 60, due.post_due),
        Sweep("checkouts", 60, lambda unit: len(checkouts.lapse_due(unit))),
        Sweep("uses of promotions", 1, uses.fold),
        Sweep("runs of campaigns that are over", 1, ending.of_those_over),
        Sweep("mails held back", 60, held_back.look_after),
        Sweep("points that will end", 600, notices.tell_next),
        Sweep("answers", 3600, forget_old_answers),
        Sweep("archive", 3600, archive.due),
        Sweep("webhooks", 3600, asking.forget_old),
        Sweep("mailbox", 3600, lambda unit: forgetting.old_mails(unit, books.data_dir)),
    ]


def job_handlers(facts: Asked) -> Mapping[str, Handler]:
    """What does the long work, by kind. It is done beside the road, so the facts are asked where others ask them."""
    from regulars.flows import promotion_conflicts, promotion_replay, what_if
    from regulars.flows.campaigns import backfilling, simulating
    from regulars.flows.uploads import import_upload
    from regulars.journal import archive
    from regulars.points import mass

    return {
        "import": import_upload,
        archive.KIND: archive.archive_job,
        mass.KIND: mass.work,
        what_if.KIND: lambda run: what_if.work(run, facts),
        promotion_conflicts.KIND: lambda run: promotion_conflicts.work(run, facts),
        promotion_replay.KIND: lambda run: promotion_replay.work(run, facts),
        simulating.KIND: lambda run: simulating.work(run, facts),
        backfilling.PREVIEW: lambda run: backfilling.preview(run, facts),
        backfilling.KIND: lambda run: backfilling.work(run, facts),
    }
