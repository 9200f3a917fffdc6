"""A4, the mail: girls are congratulated on their birthday at nine; who turns 18 is none any more at midnight."""

from __future__ import annotations

from tests.stories.conftest import Begin
from tests.stories.drawing import drawn, mails, node, run, template
from tests.stories.shop import FEMALE, at, open_shop

YOUNG = {"value": {"age": "customer.born_on"}, "op": "<", "to": 18}
IN_GIRLS = {"value": "customer.group", "op": "=", "to": "Girls"}


def test_anna_is_congratulated_at_17_and_not_at_18(begin: Begin) -> None:
    story = open_shop(begin, "2025-05-03 12:00")
    story.segment("girls", {"all": [FEMALE, YOUNG]}, actions={"group": "Girls"})
    run(story, "Happy birthday", drawn(
        {"kind": "date", "field": "customer.born_on", "at": "09:00"},
        node("girl", {"kind": "condition", "condition": IN_GIRLS}, yes="mail", no="end"),
        node("mail", {"kind": "mail", "template": template(story, "Happy birthday")}, next="end"),
    ))  # fmt: skip

    story.pass_time(at("2025-05-04 05:59"))
    assert mails(story) == []
    story.pass_time(at("2025-05-04 06:00"))
    assert mails(story) == [("anna", "mail")]
    story.pass_time(at("2026-05-03 21:00"))
    assert story.group("anna") == "General"
    story.pass_time(at("2026-05-05 12:00"))
    assert mails(story) == [("anna", "mail")]
