"""What a campaign gives points for is what the customer's history says."""

from __future__ import annotations

from tests.stories.conftest import Begin
from tests.stories.drawing import drawn, node, run
from tests.stories.shop import open_shop


def test_the_reason_of_an_award_stands_in_the_history_and_the_campaigns_name_where_there_is_none(begin: Begin) -> None:
    story = open_shop(begin)
    said = {"kind": "award_points", "points": 5}
    id = run(story, "Sizes", drawn(
        {"kind": "by_hand"}, node("one", said | {"reason": "For your size"}, next="two"), node("two", said, next="end"),
    ))  # fmt: skip

    story.post(f"/campaigns/{id}/enter", {"customers": ["anna"]})

    found = story.get("/points/history", customer=story.id_of("anna"))["data"]
    assert sorted(one["reason"] for one in found) == ["For your size", "Sizes"]
