"""Events that earn: by their names, as conditions compare them."""

from __future__ import annotations

import pytest

from regulars.points.model.styles.behaviours import Happening


@pytest.mark.parametrize(
    ("name", "subject"),
    [
        ("survey_answered", "event:survey_answered:2026-03-01"),
        ("Survey_Answered", "event:survey_answered:2026-03-01"),
        ("survey", None),
        (7, None),
        (None, None),
    ],
)
def test_an_event_is_known_by_its_name_in_any_case(name: object, subject: str | None) -> None:
    style = Happening(points=5, event="survey_answered", once="a day")

    assert style.subject("e-1", {"name": name}, "2026-03-01") == subject
