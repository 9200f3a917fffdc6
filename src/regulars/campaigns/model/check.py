"""Checking a draft: everything that is wrong with it, each with the place in the draft and what to do.

What it names outside of the campaign is asked of `Known`; how its nodes hang
together, of `Graph`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from regulars import kinds
from regulars.core.errors import Fault, Invalid, inside
from regulars.core.sentences import Said, say, word
from regulars.core.wording import pointer as pointer_of
from regulars.core.wording import pointer_in, said
from regulars.kinds.given import in_words
from regulars.rules.check import check as check_condition
from regulars.rules.fold import fold
from regulars.rules.scope import Scope
from regulars.rules.scope import Subject as ConditionSubject
from regulars.rules.vocabulary import Type

from . import counting
from .amounts import Counted
from .definition import Definition, Draft, Node
from .graph import Graph
from .outside import HELD, Known, Other
from .settings import CampaignSettings
from .steps import (
    AwardPoints,
    ChangeTags,
    DeductPoints,
    EndCampaign,
    EnterCampaign,
    FirstThatFits,
    GiveCoupon,
    Holds,
    Select,
    SendMail,
    SetAttribute,
    Step,
    WaitForCondition,
    WaitUntilDate,
)
from .steps.base import HAPPENED, NEXT, NO, TIMED_OUT, YES
from .steps.choices import OTHERWISE
from .triggers import DateComes, EventHappens, OfPoints, OnSchedule, SegmentEntered, SegmentLeft, Trigger

OWN_BRANCHES = frozenset({YES, NO, HAPPENED, TIMED_OUT, OTHERWISE})
GIVEN_BY: Mapping[str, type[Step]] = {"coupon": GiveCoupon, "award": AwardPoints}
"""What steps give to the mails after them."""


class InvalidCampaign(Invalid):
    """A campaign that can't be run as it is drawn, with every fault in it."""

    code = "campaign.invalid"

    def __init__(self, errors: list[Fault], *, in_form: bool = False) -> None:
        first, more = errors[0], say(", and {n:,} more", n=len(errors) - 1) if len(errors) > 1 else ""
        where = {"detail": first.detail, "pointer": first.pointer, "more": more}
        drawn = say("the campaign can't run like this: {detail} (at {pointer}){more}", **where)
        filled_in = say("the workflow can't run like this: {detail}{more}", detail=first.detail, more=more)
        super().__init__(filled_in if in_form else drawn, errors)


def read(draft: Draft, known: Known) -> Definition:
    """The definition that a draft says; raises `InvalidCampaign`."""
    checking = _Checking(draft, known)
    faults = checking.faults()
    if faults:
        raise InvalidCampaign(faults)
    return checking.definition()


def faults(draft: Draft, known: Known) -> list[Fault]:
    """Everything that is wrong with a draft."""
    return _Checking(draft, known).faults()


def kept(document: Mapping[str, Any]) -> Definition:
    """The definition of a version, which was checked when it was published."""
    draft = Draft.model_validate(document)
    assert draft.first is not None
    nodes = {one.id: Node(one.id, kinds.read(Step, one.step), one.next) for one in draft.nodes}
    settings = CampaignSettings.model_validate(draft.settings)
    return Definition(kinds.read(Trigger, draft.trigger), draft.first, nodes, settings)


def _nowhere(branch: str) -> str:
    """That nothing follows; the branches that steps have by themselves are called what pages call them."""
    if branch == NEXT:
        return say("nothing follows here; add a step, if only the end")
    name = word(branch) if branch in OWN_BRANCHES else branch
    return say("the branch {name!r} leads nowhere; end it with a step", name=name)


def zone_fault(attribute: str | None, customer: Scope) -> str | None:
    """Why an attribute can't say the time zone of customers; None when it can, or none is named."""
    if attribute is None:
        return None
    field = customer.vocabulary.fields.get(f"customer.attributes.{attribute}")
    if field is not None and field.type is Type.TEXT:
        return None
    return say("customers have no attribute {name!r} that is a text; declare it, or leave this out", name=attribute)


def _of_other(id: str, other: Other | None) -> tuple[str, str] | None:
    """Why a campaign can't be entered or ended by another, as a code and a sentence; None when it can."""
    if other is None:
        return "unknown", say("there is no campaign {campaign!r}; choose another", campaign=id)
    if other.itself:
        return "itself", say("a campaign can't enter or end itself; choose another")
    if other.state == "draft":
        told = say("the campaign {name!r} was never published; publish it first, or choose another", name=other.name)
        return "draft", told
    if other.state in ("ended", "archived"):
        return "over", say("the campaign {name!r} has ended, so nobody is in it; choose another", name=other.name)
    return None


class _Checking:
    """One reading of one draft."""

    def __init__(self, draft: Draft, known: Known) -> None:
        self.draft = draft
        self.known = known
        self.trigger: Trigger | None = None
        self.steps: dict[int, Step] = {}
        self.settings = CampaignSettings()
        self._places: dict[str, int] = {}
        self._found: list[Fault] = []

    def definition(self) -> Definition:
        assert self.trigger is not None
        assert self.draft.first is not None
        nodes = {one.id: Node(one.id, self.steps[n], one.next) for n, one in enumerate(self.draft.nodes)}
        return Definition(self.trigger, self.draft.first, nodes, self.settings)

    def faults(self) -> list[Fault]:
        self._found = []
        self._read_trigger()
        self._read_settings()
        for n, node in enumerate(self.draft.nodes):
            if node.id in self._places:
                self._note(
                    f"/nodes/{n}/id", "twice", say("there are two nodes {id!r}; give one another id", id=node.id)
                )
            self._places.setdefault(node.id, n)
            self._read_step(n)
        for n in range(len(self.draft.nodes)):
            self._branches(n)
        self._graph()
        return self._found

    def _note(self, pointer: str, code: str, detail: str) -> None:
        self._found.append(Fault(pointer, code, detail))

    def _trying(self, pointer: str, work: Callable[[], Any]) -> Any:
        """What some work gives, or None with its faults noted."""
        try:
            with inside(pointer):
                return work()
        except Invalid as invalid:
            self._found += invalid.errors
            return None

    # What the parts say

    def _read_trigger(self) -> None:
        if self.draft.trigger is None:
            self._note("/trigger", "missing", say("choose what lets customers enter"))
            return
        self.trigger = self._trying("/trigger", lambda: kinds.read(Trigger, self.draft.trigger))
        match self.trigger:
            case EventHappens(condition=condition) if condition is not None:
                self._condition("/trigger/condition", condition, "event")
            case SegmentEntered(segment=segment) | SegmentLeft(segment=segment) | OnSchedule(segment=segment):
                self._segment("/trigger/segment", segment)
            case DateComes(field=field):
                self._date("/trigger/field", field)
            case OfPoints(points_kind=kind):
                self._points_kind("/trigger/points_kind", kind)

    def _read_settings(self) -> None:
        try:
            self.settings = CampaignSettings.model_validate(self.draft.settings)
        except ValidationError as error:
            for one in error.errors():
                at = pointer_in(self.draft.settings, one["loc"], lacking=one["type"] == "missing")
                self._note("/settings" + at, one["type"], said(one))
            return
        if self.settings.ends_on.left_segment is not None:
            self._segment("/settings/ends_on/left_segment", self.settings.ends_on.left_segment)
        wrong = zone_fault(self.settings.time_zone_of, self.known.scope("customer"))
        if wrong is not None:
            self._note("/settings/time_zone_of", "unknown", wrong)

    def _read_step(self, n: int) -> None:
        at = f"/nodes/{n}/step"
        step = self._trying(at, lambda: kinds.read(Step, self.draft.nodes[n].step))
        if step is None:
            return
        self.steps[n] = step
        match step:
            case Select(segment=segment):
                self._segment(f"{at}/segment", segment)
            case Holds(condition=condition) | WaitForCondition(condition=condition):
                self._condition(f"{at}/condition", condition, "customer")
            case FirstThatFits(fits=fits):
                for i, one in enumerate(fits):
                    self._condition(f"{at}/fits/{i}/condition", one.condition, "customer")
            case WaitUntilDate(field=field):
                self._date(f"{at}/field", field)
            case GiveCoupon(promotion=promotion):
                self._gives(f"{at}/promotion", promotion)
            case AwardPoints(points=points, points_kind=kind) | DeductPoints(points=points, points_kind=kind):
                self._points_kind(f"{at}/points_kind", kind)
                if isinstance(points, Counted):
                    for fault in counting.faults(points, self.trigger, self.known.scope):
                        self._note(f"{at}/points/of{fault.pointer}", fault.code, fault.detail)
            case ChangeTags(add=add, take=take):
                if both_ways := sorted({fold(tag) for tag in add} & {fold(tag) for tag in take}):
                    told = say(
                        "the tag {name!r} is given and taken at once; leave it out of one of both", name=both_ways[0]
                    )
                    self._note(f"{at}/take", "both", told)
            case SetAttribute(attribute=attribute, value=value):
                self._sets(at, attribute, value)
            case EnterCampaign(campaign=campaign) | EndCampaign(campaign=campaign):
                if wrong := _of_other(campaign, self.known.campaign(campaign)):
                    self._note(f"{at}/campaign", *wrong)

    def _segment(self, pointer: str, id: str) -> None:
        if not self.known.segment(id):
            self._note(
                pointer, "unknown_segment", say("there is no segment {id!r}, or it is archived; choose another", id=id)
            )

    def _gives(self, pointer: str, promotion: str) -> None:
        """A promotion can only give coupons that it asks for."""
        found = self.known.coupon_of(promotion)
        if found is None:
            self._note(
                pointer, "unknown", say("there is no promotion {promotion!r}; choose another", promotion=promotion)
            )
            return
        name, asks = found
        if asks == "over":
            told = say(
                "the promotion {promotion!r} has ended, so its coupons would be worth nothing; choose another",
                promotion=name,
            )
            self._note(pointer, "over", told)
        elif asks != "codes":
            asked = say("no coupon") if asks == "none" else say("one code that is everybody's")
            told = say(
                "the promotion {promotion!r} asks for {asked}; choose one that asks for codes that are made for it",
                promotion=name,
                asked=asked,
            )
            self._note(pointer, "coupon", told)

    def _sets(self, at: str, name: str, value: Any) -> None:
        """Only what is declared can be set, to what it can hold."""
        field = self.known.scope("customer").vocabulary.fields.get(f"customer.attributes.{name}")
        if field is None:
            self._note(
                f"{at}/attribute", "unknown", say("customers have no attribute {name!r}; declare it first", name=name)
            )
        elif value is not None and not self.known.takes(field.type, value):
            self._note(
                f"{at}/value",
                "misfit",
                say(
                    "{name} is declared as {type}, which this is not; {advice}",
                    name=name,
                    type=word(field.type),
                    advice=HELD[field.type],
                ),
            )

    def _points_kind(self, pointer: str, kind: str) -> None:
        if not self.known.points_kind(kind):
            self._note(
                pointer,
                "unknown",
                say("there is no kind of points {kind!r}, or it is archived; choose another", kind=kind),
            )

    def _condition(self, pointer: str, condition: Mapping[str, Any], subject: ConditionSubject) -> None:
        self._trying(pointer, lambda: check_condition(condition, self.known.scope(subject)))

    def _date(self, pointer: str, path: str) -> None:
        field = self.known.scope("customer").vocabulary.fields.get(path)
        if field is None or field.type not in (Type.DATE, Type.INSTANT):
            self._note(
                pointer,
                "unknown_field",
                say("{path} is no date of customers; declare it first, or choose another", path=path),
            )

    # How they hang together

    def _branches(self, n: int) -> None:
        node, step = self.draft.nodes[n], self.steps.get(n)
        if step is None:
            return
        branches = step.branches()
        for name in branches:
            if name not in node.next:
                self._note(f"/nodes/{n}/next", "branch_without_target", _nowhere(name))
        for name, target in node.next.items():
            at = f"/nodes/{n}/next{pointer_of((name,))}"
            if name not in branches:
                self._note(at, "unknown_branch", say("this step has no branch {name!r}; remove it", name=name))
            elif target not in self._places:
                self._note(at, "unknown_target", say("there is no node {target!r}", target=target))

    def _graph(self) -> None:
        first = self.draft.first
        if first is None or first not in self._places:
            told = (
                say("connect the trigger to the first step")
                if first is None
                else say("there is no node {first!r}", first=first)
            )
            self._note("/first", "missing", told)
            return
        graph = Graph(self.draft, self.steps, self._places)
        reached = set(graph.reached(first))
        for node, n in self._places.items():
            if node not in reached:
                self._note(f"/nodes/{n}", "unreachable", say("nobody comes here: connect it or remove it"))
        self._mails(graph)
        for n in graph.circles():
            self._note(
                f"/nodes/{n}", "circle", say("customers would go round here at once: put a wait into the circle")
            )

    def _mails(self, graph: Graph) -> None:
        """Each mail is given what its template needs, by the trigger or by a step on every way to it."""
        by_trigger = self.trigger.gives if self.trigger is not None else frozenset[str]()
        for node, n in self._places.items():
            step = self.steps.get(n)
            if not isinstance(step, SendMail):
                continue
            needs = self.known.template(step.template)
            at = f"/nodes/{n}/step/template"
            if needs is None:
                self._note(at, "unknown_template", self._not_published(step.template))
                continue
            given = by_trigger | {gives for gives, kind in GIVEN_BY.items() if graph.always_after(kind, node)}
            if lacking := set(needs) - given:
                told = say(
                    "the template {name!r} shows {lacking}, which isn't known here; choose another template, trigger, or a step before it",
                    name=self.known.template_name(step.template) or step.template,
                    lacking=in_words(lacking),
                )
                self._note(at, "template_lacks", told)

    def _not_published(self, template: str) -> Said:
        name = self.known.template_name(template)
        if name is None:
            return say("there is no template {template!r}; choose another", template=template)
        return say("the template {name!r} isn't published; publish it, or choose another", name=name)
