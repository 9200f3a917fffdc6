"""What is announced can be shown: each type has words, and an example that is JSON."""

from __future__ import annotations

import orjson
import pytest

from regulars import app
from regulars.kinds.announcements import Announcement, declare

DECLARED = app.announcements()


@pytest.mark.parametrize("type", DECLARED)
def test_a_type_has_words_and_an_example_that_is_json(type: str) -> None:
    one = DECLARED[type]

    assert one.type == type
    assert one.group[:1].isupper()
    assert one.description.endswith(".")
    assert orjson.loads(orjson.dumps(one.example)) == one.example


def test_no_type_is_declared_twice() -> None:
    with pytest.raises(AssertionError, match="declared twice"):
        declare(Announcement(type="points.changed", group="Points", description="Again.", example={}))
