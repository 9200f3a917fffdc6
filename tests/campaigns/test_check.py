"""A draft is checked whole: the graph that it draws, and everything that it names."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from regulars.campaigns.model.check import InvalidCampaign, faults, read
from regulars.campaigns.model.definition import Draft
from regulars.campaigns.model.outside import Other
from regulars.campaigns.model.steps import AwardPoints
from regulars.campaigns.model.triggers import DateComes
from regulars.facts.attributes import Declaration, fitted
from regulars.facts.vocabulary import vocabulary
from regulars.rules.calendar import Calendar
from regulars.rules.scope import Scope, Subject
from regulars.rules.vocabulary import Type

CALENDAR = Calendar(ZoneInfo("Europe/Kyiv"))
DECLARED = [
    Declaration("customer", "level", Type.TEXT, "Level"),
    Declaration("customer", "size", Type.NUMBER, "Size"),
    Declaration("customer", "until", Type.DATE, "Until"),
    Declaration("customer", "hobbies", Type.SET, "Hobbies"),
]
WORDS = vocabulary(DECLARED, calendar=CALENDAR, currency="USD")
WOMEN = {"value": "customer.gender", "op": "=", "to": "female"}
END = {"kind": "end"}
AWARD = {"kind": "award_points", "points": 500}
SELECT = {"kind": "select", "segment": "loyal"}
WAIT = {"kind": "wait", "length": {"amount": 1, "unit": "days"}}
COUPON = {"kind": "give_coupon", "promotion": "7"}
BIRTHDAY = {"kind": "date", "field": "customer.born_on", "at": "09:00"}


class Shop:
    """Segment `loyal`, promotion 7 with codes, 5 and 6 without, 9 that has ended, and campaigns in every state
    are there; 12 is the one that is drawn."""

    def scope(self, subject: Subject) -> Scope:
        return Scope(WORDS, subject)

    def segment(self, id: str) -> bool:
        return id == "loyal"

    def coupon_of(self, id: str) -> tuple[str, str] | None:
        asks = {"5": "none", "6": "code", "7": "codes", "9": "over"}.get(id)
        return asks and (f"Ten off {id}", asks)

    def points_kind(self, id: str) -> bool:
        return id in ("points", "stars")

    def takes(self, type: Type, value: Any) -> bool:
        return fitted(list(value) if isinstance(value, tuple) else value, type, 2, CALENDAR) is not None

    def template(self, id: str) -> Collection[str] | None:
        return {"1": [], "2": ["order"], "3": ["coupon"]}.get(id)

    def template_name(self, id: str) -> str | None:
        return {"1": "Hello", "2": "Thanks", "3": "Your coupon", "4": "Not yet"}.get(id)

    def campaign(self, id: str) -> Other | None:
        states = {"4": "running", "8": "draft", "10": "ended", "11": "archived", "12": "paused"}
        return Other(f"campaign {id}", states[id], id == "12") if id in states else None


def draft(*nodes: tuple[str, dict[str, Any], dict[str, str]], trigger: Any = BIRTHDAY, **said: Any) -> Draft:
    drawn = [{"id": id, "step": step, "next": next_} for id, step, next_ in nodes]
    first = nodes[0][0] if nodes else None
    return Draft.model_validate({"trigger": trigger, "first": first, "nodes": drawn} | said)


def wrong(draft: Draft) -> list[tuple[str, str]]:
    return [(fault.pointer, fault.code) for fault in faults(draft, Shop())]


def test_a_birthday_bonus_is_read() -> None:
    drawn = draft(
        ("loyal", SELECT, {"yes": "give", "no": "end"}), ("give", AWARD, {"next": "end"}), ("end", END, {})
    )  # fmt: skip

    found = read(drawn, Shop())

    assert isinstance(found.trigger, DateComes)
    assert found.nodes["give"].step == AwardPoints(points=500)
    assert found.after("loyal", "no") == "end"


def test_branches_may_merge_and_a_circle_may_go_round_by_a_wait() -> None:
    drawn = draft(
        ("ask", {"kind": "condition", "condition": WOMEN}, {"yes": "give", "no": "wait"}),
        ("give", AWARD, {"next": "wait"}),
        ("wait", WAIT, {"next": "ask"}),
    )

    assert wrong(drawn) == []


def test_an_empty_draft_lacks_a_trigger_and_a_first_step() -> None:
    assert wrong(Draft()) == [("/trigger", "missing"), ("/first", "missing")]


@pytest.mark.parametrize(
    ("nodes", "found"),
    [
        ([("give", AWARD, {})], [("/nodes/0/next", "branch_without_target")]),
        ([("give", AWARD, {"next": "gone"})], [("/nodes/0/next/next", "unknown_target")]),
        ([("end", END, {"next": "end"})], [("/nodes/0/next/next", "unknown_branch")]),
        ([("end", END, {}), ("lost", END, {})], [("/nodes/1", "unreachable")]),
        ([("end", END, {}), ("end", END, {})], [("/nodes/1/id", "twice")]),
        (
            [("a", AWARD, {"next": "b"}), ("b", SELECT, {"yes": "a", "no": "end"}), ("end", END, {})],
            [("/nodes/0", "circle")],
        ),
        (
            [("a", AWARD, {"next": "a"})],
            [("/nodes/0", "circle")],
        ),
        (
            [
                ("w", {"kind": "wait_condition", "condition": WOMEN, "at_most": {"amount": 1, "unit": "days"}},
                 {"happened": "w", "timed_out": "end"}),
                ("end", END, {}),
            ],
            [("/nodes/0", "circle")],
        ),
        (
            [("s", {"kind": "select", "segment": "old"}, {"yes": "end", "no": "end"}), ("end", END, {})],
            [("/nodes/0/step/segment", "unknown_segment")],
        ),
        (
            [("c", {"kind": "give_coupon", "promotion": "8"}, {"next": "end"}), ("end", END, {})],
            [("/nodes/0/step/promotion", "unknown")],
        ),
        (
            [("c", {"kind": "give_coupon", "promotion": "5"}, {"next": "end"}), ("end", END, {})],
            [("/nodes/0/step/promotion", "coupon")],
        ),
        (
            [("c", {"kind": "give_coupon", "promotion": "6"}, {"next": "end"}), ("end", END, {})],
            [("/nodes/0/step/promotion", "coupon")],
        ),
        (
            [("c", {"kind": "give_coupon", "promotion": "9"}, {"next": "end"}), ("end", END, {})],
            [("/nodes/0/step/promotion", "over")],
        ),
        (
            [("t", {"kind": "tags", "add": ["Loyal", "new"], "take": ["loyal"]}, {"next": "end"}), ("end", END, {})],
            [("/nodes/0/step/take", "both")],
        ),
        (
            [
                ("p", {"kind": "award_points", "points": {"of": {"divide": ["balance", {"number": "0"}]}}}, {"next": "end"}),
                ("end", END, {}),
            ],
            [("/nodes/0/step/points/of", "zero")],
        ),
        (
            [("c", {"kind": "end_campaign", "campaign": "5"}, {"next": "end"}), ("end", END, {})],
            [("/nodes/0/step/campaign", "unknown")],
        ),
        (
            [("c", {"kind": "enter_campaign", "campaign": "8"}, {"next": "end"}), ("end", END, {})],
            [("/nodes/0/step/campaign", "draft")],
        ),
        (
            [("c", {"kind": "enter_campaign", "campaign": "10"}, {"next": "end"}), ("end", END, {})],
            [("/nodes/0/step/campaign", "over")],
        ),
        (
            [("c", {"kind": "end_campaign", "campaign": "11"}, {"next": "end"}), ("end", END, {})],
            [("/nodes/0/step/campaign", "over")],
        ),
        (
            [("c", {"kind": "enter_campaign", "campaign": "12"}, {"next": "end"}), ("end", END, {})],
            [("/nodes/0/step/campaign", "itself")],
        ),
        (
            [("d", {"kind": "wait_date", "field": "customer.attributes.due"}, {"next": "end"}), ("end", END, {})],
            [("/nodes/0/step/field", "unknown_field")],
        ),
        (
            [
                ("f", {"kind": "first_fit", "fits": [{"name": "x", "condition": {"value": "customer.sex", "op": "=", "to": "f"}}]},
                 {"x": "end", "otherwise": "end"}),
                ("end", END, {}),
            ],
            [("/nodes/0/step/fits/0/condition/value", "unknown_field")],
        ),
        (
            [("m", {"kind": "mail", "template": "9"}, {"next": "end"}), ("end", END, {})],
            [("/nodes/0/step/template", "unknown_template")],
        ),
        (
            [("m", {"kind": "mail", "template": "2"}, {"next": "end"}), ("end", END, {})],
            [("/nodes/0/step/template", "template_lacks")],
        ),
        (
            [("m", {"kind": "mail", "template": "3"}, {"next": "c"}), ("c", COUPON, {"next": "end"}), ("end", END, {})],
            [("/nodes/0/step/template", "template_lacks")],
        ),
        (
            [("c", COUPON, {"next": "m"}), ("m", {"kind": "mail", "template": "3"}, {"next": "end"}), ("end", END, {})],
            [],
        ),
        (  # of two ways to the mail only one gives a coupon
            [("s", SELECT, {"yes": "c", "no": "m"}), ("c", COUPON, {"next": "m"}),
             ("m", {"kind": "mail", "template": "3"}, {"next": "end"}), ("end", END, {})],
            [("/nodes/2/step/template", "template_lacks")],
        ),
        (  # both do
            [("s", SELECT, {"yes": "c", "no": "d"}), ("c", COUPON, {"next": "m"}), ("d", COUPON, {"next": "m"}),
             ("m", {"kind": "mail", "template": "3"}, {"next": "end"}), ("end", END, {})],
            [],
        ),
        (
            [("w", WAIT | {"length": {"amount": 999_999, "unit": "months"}}, {"next": "end"}), ("end", END, {})],
            [("/nodes/0/step/length", "too_long")],
        ),
        (
            [("p", {"kind": "award_points"}, {"next": "end"}), ("end", END, {})],
            [("/nodes/0/step/points", "missing")],
        ),
        (
            [("s", {"kind": "split", "shares": [{"name": "a", "percent": "50"}, {"name": "b", "percent": "40"}]}, {}), ("end", END, {})],
            [("/nodes/0/step/shares", "shares"), ("/nodes/1", "unreachable")],
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_graph_is_said_at_its_node(nodes: Any, found: list[tuple[str, str]]) -> None:
    told = wrong(draft(*nodes))

    assert [code for _, code in told] == [code for _, code in found]
    assert all(pointer.startswith(at) for (pointer, _), (at, _) in zip(told, found, strict=True)), told


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"trigger": {"kind": "segment_entered", "segment": "old"}}, "/trigger/segment"),
        ({"trigger": {"kind": "schedule", "recurs": "WEEKLY", "since": "2026-01-01", "segment": "loyal"}}, "/trigger"),
        ({"trigger": {"kind": "schedule", "recurs": "FREQ=MINUTELY", "since": "2026-01-01", "segment": "loyal"}}, "/trigger"),
        ({"trigger": {"kind": "event", "name": "x", "condition": {"value": "order.status", "op": "=", "to": "x"}}}, "/trigger/condition/value"),
        ({"settings": {"quiet_hours": {"since": "22:00", "until": "22:00"}}}, "/settings/quiet_hours"),
        ({"settings": {"entry": {"again": "once_a_period"}}}, "/settings/entry"),
        ({"settings": {"ends_on": {"left_segment": "old"}}}, "/settings/ends_on/left_segment"),
        ({"settings": {"time_zone_of": "zone"}}, "/settings/time_zone_of"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_trigger_and_settings_is_said_there(said: dict[str, Any], pointer: str) -> None:
    told = wrong(draft(("end", END, {}), **said))

    assert len(told) == 1
    assert told[0][0].startswith(pointer)


def test_a_refusal_has_every_fault() -> None:
    with pytest.raises(InvalidCampaign) as refusal:
        read(draft(("give", AWARD, {}), trigger=None), Shop())

    assert len(refusal.value.errors) == 2


@pytest.mark.parametrize(
    ("attribute", "value"),
    [("level", "gold"), ("size", "4.5"), ("size", 4), ("until", "2026-12-31"), ("hobbies", ["chess"]), ("level", None)],
)
def test_an_attribute_is_set_to_what_it_can_hold(attribute: str, value: Any) -> None:
    step = {"kind": "attribute", "attribute": attribute, "value": value}

    assert wrong(draft(("a", step, {"next": "e"}), ("e", END, {}))) == []


@pytest.mark.parametrize(
    ("attribute", "value", "fault"),
    [
        ("colour", "red", ("/nodes/0/step/attribute", "unknown")),
        ("size", "large", ("/nodes/0/step/value", "misfit")),
        ("until", "soon", ("/nodes/0/step/value", "misfit")),
        ("level", 7, ("/nodes/0/step/value", "misfit")),
        ("hobbies", "chess", ("/nodes/0/step/value", "misfit")),
    ],
)
def test_an_attribute_is_not_set_to_anything_else(attribute: str, value: Any, fault: tuple[str, str]) -> None:
    step = {"kind": "attribute", "attribute": attribute, "value": value}

    assert wrong(draft(("a", step, {"next": "e"}), ("e", END, {}))) == [fault]


def counted(of: Any) -> dict[str, Any]:
    return {"kind": "award_points", "points": {"of": of, "times": "0.1"}}


@pytest.mark.parametrize(
    ("of", "fault"),
    [
        ("order.grand_total", ("/nodes/0/step/points/of", "lacks_order")),
        ("order.colour", ("/nodes/0/step/points/of", "unknown")),
        ({"sum": "order.colour"}, ("/nodes/0/step/points/of/sum", "unknown_field")),
        ("customer.gender", ("/nodes/0/step/points/of", "type")),
        ("customer.attributes.weight", ("/nodes/0/step/points/of", "unknown_field")),
        ({"date": "customer.registered_at"}, ("/nodes/0/step/points/of", "type")),
        ("event.properties.score", ("/nodes/0/step/points/of", "lacks_event")),
        ({"add": ["balance"]}, ("/nodes/0/step/points/of/add", "parts")),
        ({"add": ["balance", ""]}, ("/nodes/0/step/points/of/add/1", "missing")),
        ({"add": ["balance", {"number": "much"}]}, ("/nodes/0/step/points/of/add/1/number", "number")),
        ({"floor": [{"add": ["balance", "order.tax"]}]}, ("/nodes/0/step/points/of/floor/0/add/1", "lacks_order")),
        ({"add": ["balance", {"sum": "order.colour"}]}, ("/nodes/0/step/points/of/add/1/sum", "unknown_field")),
    ],
)
def test_points_are_counted_by_an_order_that_there_is_or_by_a_number(of: Any, fault: tuple[str, str]) -> None:
    assert wrong(draft(("a", counted(of), {"next": "e"}), ("e", END, {}))) == [fault]


def test_an_order_brings_what_is_counted_by_it() -> None:
    by_order = {"kind": "order", "statuses": ["complete"]}

    assert wrong(draft(("a", counted("order.grand_total"), {"next": "e"}), ("e", END, {}), trigger=by_order)) == []


def test_points_are_of_a_kind_that_there_is() -> None:
    step = {**AWARD, "points_kind": "miles"}
    trigger = {"kind": "points_granted", "points_kind": "miles"}

    assert wrong(draft(("a", step, {"next": "e"}), ("e", END, {}), trigger=trigger)) == [
        ("/trigger/points_kind", "unknown"),
        ("/nodes/0/step/points_kind", "unknown"),
    ]


@pytest.mark.parametrize(
    ("points", "pointer"),
    [
        ("many", "/nodes/0/step/points"),
        ({"of": 5}, "/nodes/0/step/points/of"),
        ({"of": "balance", "times": "0"}, "/nodes/0/step/points/times"),
        ({"times": "2"}, "/nodes/0/step/points/of"),
        ({"of": {"add": ["balance"]}}, "/nodes/0/step/points/of/add"),
    ],
)
def test_faults_in_what_may_be_one_of_several_stand_where_they_are_in_the_draft(points: Any, pointer: str) -> None:
    drawn = draft(("give", {"kind": "award_points", "points": points}, {"next": "end"}), ("end", END, {}))

    assert [fault.pointer for fault in faults(drawn, Shop())] == [pointer]


def test_faults_of_settings_stand_where_they_are_in_the_draft() -> None:
    drawn = draft(("end", END, {}), settings={"too_late": {"amount": 0, "unit": "days"}, "ends_on": {"goals": True}})

    assert sorted(fault.pointer for fault in faults(drawn, Shop())) == [
        "/settings/ends_on/goals", "/settings/too_late/amount",
    ]  # fmt: skip
