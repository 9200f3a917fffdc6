"""A made-up shop in the shapes of the REST API, for looking at pages without a server.

Used by `screenshots.py` only: tests drive the real server. Deterministic, so that two
screenshots differ by what was changed in the pages alone.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from urllib.parse import parse_qs, urlparse

from tests.ui import (
    shown_points,
    shown_reports,
    shown_segment_more,
    shown_segments,
    shown_tour,
    shown_used,
    shown_webhooks,
)
from tests.ui.shown_base import Json, State, at, money
from tests.ui.shown_customers import customer, customers, notes, orders, points, timeline
from tests.ui.shown_segments import SEGMENTS
from tests.ui.shown_shop import (
    AUDITED,
    attributes,
    explanation,
    imports,
    jobs,
    overview,
    preview,
    rejects,
    rule,
    segment,
    session,
    values,
    vocabulary,
)

from regulars.http.scopes import SECRET, WORDS

POINTS = {
    "issued": 402_913, "adjusted": 1_200, "forgiven": 40, "available": 310_004, "pending": 1_209, "held": 0, "debt": 12, "redeemed": 81_000, "ended": 9_800,
    "reversed": 900,
}  # fmt: skip


Answers = dict[str, Callable[[], Json]]
"""What is answered, by path."""


def _of_segments(state: State, many: int) -> Answers:
    """Lists of segments and of what is in them."""
    return {
        "/v1/segments": lambda: [segment(row, state) for row in SEGMENTS],
        "/v1/segments/vip/deeds": lambda: shown_segments.deeds(at, many=many, called=state.name),
        "/v1/segments/vip/deeds/900/customers": lambda: customers(state, 7),
        "/v1/segments/vip/pins": lambda: shown_segments.pins(at, customers(state, many // 8)),
        "/v1/segments/wish/members": lambda: [{**row, "entered_at": at(9)} for row in customers(state, 17)],
        "/v1/segments/departed/members": lambda: [{**row, "entered_at": at(9)} for row in customers(state, many)],
        "/v1/segments/birthday/members": lambda: [{**row, "entered_at": at(9)} for row in customers(state, 41)],
        "/v1/segments/vip/members": lambda: [{**row, "entered_at": at(9)} for row in customers(state, many)],
    }  # fmt: skip


def _of_the_rest(state: State, many: int) -> Answers:
    """All other lists."""
    return {
        "/v1/customers": lambda: customers(state, many),
        "/v1/customers/4/orders": lambda: orders(state),
        "/v1/customers/4/notes": lambda: [] if state.kind == "empty" else notes(),
        "/v1/customers/4/timeline": timeline,
        "/v1/earning-rules": lambda: shown_points.rules(at, money, state.name),
        "/v1/spending-rules": lambda: shown_points.spending(at, money, state.name),
        "/v1/points/mass": lambda: shown_points.masses(at, state.name, state.scale, customers(state)),
        "/v1/points/history": lambda: shown_points.history(at, customers(state, many), state.name, state.scale, many),
        "/v1/referrals": lambda: shown_points.referrals(at, customers(state), many // 2),
        "/v1/imports": lambda: imports(state),
        "/v1/imports/0/rejects": lambda: rejects(state),
        "/v1/attributes": lambda: attributes(state),
        "/v1/jobs": lambda: jobs(state),
        "/v1/api-keys": lambda: [
            {"id": "1", "name": state.name("Shop server"), "hint": "k3Fq", "publishable": False, "created_at": at(9), "created_by": "user:1",
             "scopes": ["records:write", "customers:read", "points:read"]},
            {"id": "2", "name": "Storefront", "hint": "Zz90", "publishable": True, "created_at": at(9), "created_by": "user:1",
             "scopes": ["storefront"]},
        ],
        "/v1/api-keys/scopes": lambda: [{"scope": one, "words": WORDS[one]} for one in WORDS if one in SECRET],
        "/v1/webhooks": lambda: shown_webhooks.endpoints(at, overfull=state.kind == "overfull"),
        "/v1/webhooks/types": shown_webhooks.types,
        "/v1/webhooks/deliveries": lambda: shown_webhooks.deliveries(at, many),
        "/v1/users": lambda: [
            {"id": "1", "email": "olga@shop.example", "name": "Olga Marchenko", "role": "owner", "disabled": False, "created_at": at(200)},
            {"id": "2", "email": "support@shop.example", "name": state.name("Piotr Zieliński"), "role": "support", "disabled": True, "created_at": at(20)},
        ],
        "/v1/audit": lambda: [
            {"id": str(n), "at": at(n / 3), "actor": "user:1", "actor_name": "Olga Marchenko", "action": action, "subject": subject, "subject_name": name and state.name(name), "details": {"version": n}}
            for n, (action, subject, name) in enumerate(AUDITED * 3)
        ],
    }  # fmt: skip


SAID = {"cart": "segments include VIP", "line": "categories include Shorts"}
"""Of conditions of promotions; of others something else."""


def _segment(state: State, query: dict[str, list[str]], body: Json) -> Answers:
    """One segment, and what is told of it; conditions."""
    return {
        "/v1/segments/vip": lambda: segment(SEGMENTS[0], state),
        "/v1/segments/wish": lambda: segment(SEGMENTS[4], state),
        "/v1/segments/girls": lambda: segment(SEGMENTS[5], state),
        "/v1/segments/vip/waiting": lambda: shown_segments.waiting(
            at, [] if state.kind == "empty" else customers(state, 12), query
        ),
        "/v1/segments/vip/history": lambda: [] if state.kind == "empty" else shown_segments.history(at),
        "/v1/segments/departed": lambda: segment(SEGMENTS[1], state),
        "/v1/segments/departed/history": lambda: shown_segments.history(at),
        "/v1/segments/birthday": lambda: segment(SEGMENTS[3], state),
        "/v1/segments/overlap": lambda: shown_segment_more.overlap(query.get("ids", [""])[0], state.name, state.kind),
        "/v1/segments/vip/uses": lambda: [] if state.kind == "empty" else shown_segment_more.uses(state.name),
        "/v1/segments/vip/sales": lambda: shown_segment_more.sales(query["from"][0], money, state.scale),
        "/v1/segments/vip/coming": lambda: shown_segment_more.coming(at, state.scale),
        "/v1/segments/departed/coming": lambda: shown_segment_more.coming(at, state.scale),
        "/v1/segments/vip/difference": lambda: shown_segments.difference(at, customers(state, 23), max(state.scale, 1)),
        "/v1/segments/vip/pins": shown_segments.pinned_list,
        "/v1/segments/preview": lambda: preview(state),
        "/v1/conditions/explain": explanation,
        "/v1/conditions/check": lambda: {"valid": True, "sentence": SAID.get((body or {}).get("subject", ""), "Orders whose channel is not wholesale."), "errors": []},
    }  # fmt: skip


def named_segments(state: State) -> list[tuple[str, str, int]]:
    return [(row[0], segment(row, state)["name"], row[3]) for row in SEGMENTS]


def _one_of_the_rest(state: State, query: dict[str, list[str]], body: Json) -> Answers:
    """All else that isn't a list."""
    return {
        "/v1/overview": lambda: overview(state),
        "/v1/tour": lambda: shown_tour.tour(state.kind),
        "/v1/home": lambda: shown_reports.home(at, money, named_segments(state), state.kind, state.scale),
        "/v1/reports/cohorts": lambda: shown_reports.cohorts(query, money, state.kind, state.scale, date.fromisoformat(at(0)[:10])),
        "/v1/reports/rfm": lambda: shown_reports.grid(query, money, state.kind, state.scale),
        "/v1/reports/movement": lambda: shown_reports.movement(query, named_segments(state), state.kind, state.scale),
        "/v1/reports/promotions": lambda: shown_used.promotions(query, money, state.name, state.kind, state.scale),
        "/v1/reports/coupons": lambda: shown_used.coupons(query, money, state.name, state.kind, state.scale),
        "/v1/reports/points": lambda: shown_used.points(query, money, state.scale if state.kind != "empty" else 0),
        "/v1/reports/sales": lambda: shown_reports.sales(query, money, named_segments(state), state.kind, state.scale),
        "/v1/vocabulary": vocabulary,
        "/v1/kinds": shown_points.kinds,
        "/v1/customers/4": lambda: customer(state),
        "/v1/customers/4/points": lambda: points(state),
        **{f"/v1/earning-rules/{id}": lambda id=id: rule(state, id) for id in "12345"},
        "/v1/spending-rules/1": lambda: shown_points.spending(at, money, state.name)[0],
        "/v1/points/estimate": lambda: shown_points.estimate(at, money, state.name),
        "/v1/points/mass/preview": lambda: shown_points.preview(at, customers(state), max(state.scale, 1), body),
        **{
            f"/v1/points/mass/{4 - n}": lambda one=one: one
            for n, one in enumerate(shown_points.masses(at, state.name, max(state.scale, 1), customers(state)))
        },
        "/v1/customer-tokens/secret": lambda: {"secret": "wYc0fH5m2sUqk9vXnE3tRz7Lb1PaDgJ8oKiM4hTu6Qs"},
        "/v1/customers/4/referral-code": lambda: {"code": "K7QM2PXA", "url": "https://shop.example/?ref=K7QM2PXA"},
        "/v1/webhooks/deliveries/899": lambda: shown_webhooks.delivery(at),
        "/v1/points/programme": lambda: shown_points.programme(at, state.name, {name: count * state.scale for name, count in POINTS.items()}),
        "/v1/points/liability": lambda: shown_points.liability(at, state.name, state.scale),
        "/v1/points/top-earners": lambda: shown_points.earners(customers(state), state.scale),
        "/v1/values": lambda: {"data": values(query.get("format", [""])[0], query.get("search", [""])[0])},
    }  # fmt: skip


def answer(method: str, url: str, state: State, body: Json = None) -> tuple[int, Json]:
    """The status and document for a request of the pages."""
    parsed = urlparse(url)
    path, query = parsed.path, parse_qs(parsed.query)
    if path == "/v1/session":
        return (401, {"status": 401, "code": "not_signed_in"}) if state.kind == "out" else (200, session())
    # Of these two segments the pages are there, so that it is seen how their tabs tell what is wrong.
    if state.kind == "broken" and path not in ("/v1/segments/vip", "/v1/segments/departed"):
        problem = {"status": 503, "code": "unavailable", "title": "Service Unavailable",
                   "detail": "The worker that answers questions can't be reached; it is started again by itself."}  # fmt: skip
        return 503, problem
    many = 200 if state.kind == "overfull" else 50
    empty = state.kind == "empty"
    lists = {**_of_segments(state, many), **_of_the_rest(state, many)}
    if path in lists and method == "GET":
        return 200, {"data": [] if empty else lists[path](), "next_cursor": None if empty else "c2"}
    single = {**_segment(state, query, body), **_one_of_the_rest(state, query, body)}
    if path in single:
        return 200, single[path]()
    if "/explain/" in path:
        return 200, explanation()
    return 404, {"status": 404, "code": "not_found", "title": "Not Found", "detail": f"there is nothing at {path}"}
