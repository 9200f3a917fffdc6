"""A9, double value: the condition of `vip` under another name, and who is not in it."""

from __future__ import annotations

from tests.stories.conftest import Begin
from tests.stories.shop import PEOPLE, SPENT_2000, open_shop, order, refund


def test_rich_is_always_who_vip_is_and_the_others_are_not(begin: Begin) -> None:
    story = open_shop(begin)
    for id in ("vip", "rich"):
        story.segment(id, SPENT_2000)
    story.segment("main", {"value": "customer.segments", "op": "has_none", "to": ["rich"]})

    def standing() -> set[str]:
        rich = story.members("rich")
        assert (story.members("vip"), story.members("main")) == (rich, PEOPLE.keys() - rich)
        return rich

    assert standing() == set()
    story.send("order", order("1", "dmytro", "1999.99", "complete"), order("2", "dmytro", "500.00", "pending"))
    assert standing() == set()
    story.send("order", order("2", "dmytro", "500.00", "complete"))
    assert standing() == {"dmytro"}
    story.send("refund", refund("r", "2", "499.99", story))
    assert standing() == {"dmytro"}, "2,000.00 is enough"
    story.send("refund", refund("s", "1", "0.01", story))
    assert standing() == set()

    pair = story.get("/segments/overlap", ids="vip,rich,main")
    assert pair["both"] == [[0, 0, 0], [0, 0, 0], [0, 0, 5]]
