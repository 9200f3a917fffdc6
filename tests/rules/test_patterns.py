"""What is wrong with a pattern is told in our words, and what to write."""

from __future__ import annotations

import pytest

from regulars.rules.patterns import BadPattern, matcher


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("(", "a ( is not closed"),
        ("a)", "write \\) for the character itself"),
        ("[a", "a [ is not closed"),
        ("*a", "there is nothing before * that could be repeated; write \\* for the character itself"),
        ("a**", "** repeats what is repeated already"),
        ("a{2000}", "{2000} repeats too often"),
        ("[z-a]", "the range z-a runs backwards"),
        ("[[:foo:]]", "there is no class [:foo:]"),
        ("\\q", "there is no \\q; write \\\\ for a backslash"),
        ("a\\", "a \\ stands at its end"),
        ("(?=a)", "look-ahead and look-behind can't be asked for"),
    ],
)
def test_a_pattern_that_is_none_says_why(pattern: str, why: str) -> None:
    with pytest.raises(BadPattern) as refused:
        matcher(pattern)

    assert why in str(refused.value)
