"""What a campaign names is refused in words, never by the pattern it is checked with."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from regulars.campaigns.model import named
from regulars.core.sentences import told
from regulars.core.wording import said

NAMED = [name for name in vars(named) if name.endswith(("Id", "Name", "DateField"))]


@pytest.mark.parametrize("name", NAMED)
def test_what_is_written_wrong_is_told_in_words(name: str) -> None:
    kind = TypeAdapter(getattr(named, name))

    for wrong in ("", "?", "Spring sale", "12\n", "٣"):
        with pytest.raises(ValidationError) as refusal:
            kind.validate_python(wrong)
        [fault] = refusal.value.errors()
        sentences = {told(said(fault), language) for language in ("en", "pl", "ru")}
        assert len(sentences) == 3
        assert not any(set("^$[{") & set(sentence) for sentence in sentences)


def test_a_template_is_named_by_a_number() -> None:
    kind = TypeAdapter[str](named.TemplateId)

    assert kind.validate_python("12") == "12"
    with pytest.raises(ValidationError) as refusal:
        kind.validate_python("welcome")
    assert said(refusal.value.errors()[0]) == "a mail template is named by its id, a number such as 12"
