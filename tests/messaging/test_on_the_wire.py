"""Templates made quick and ready for the wire show the same page."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest

from regulars.messaging import starters
from regulars.messaging.model.variables import examples
from regulars.messaging.rendering.checking import check
from regulars.messaging.rendering.liquid import environment
from regulars.messaging.rendering.on_the_wire import on_the_wire, template_on_the_wire
from regulars.messaging.rendering.quick import quicken

ODD: list[tuple[str, dict[str, Any]]] = [
    ("{{ a[b] }} {{ a['x'] }} {{ missing.deeper }}", {"a": {"x": 1, "y": "<2>"}, "b": "y"}),
    ("{% for n in list reversed %}{{ forloop.index }}{% if n == 2 %}{% continue %}{% endif %}{{ n }}{% else %}none{% endfor %}", {"list": [1, 2, 3]}),
    ("{% for n in list limit: 2 %}{% for m in n %}{{ m | upcase }}{% break %}{% endfor %}{% endfor %}", {"list": [["a", "b"], ["c"], ["d"]]}),
    ("{% assign x = y | append: '&' %}{{ x }}{% capture z %}<{{ x }}>{% endcapture %}{{ z }}{{ true }}{{ nothing }}", {"y": "é"}),
    ("{% case a %}{% when 1 %}one{% else %}{{ a }}{% endcase %}{% if false %}   {% endif %}", {"a": 2}),
]  # fmt: skip


@pytest.mark.parametrize(("source", "values"), ODD)
@pytest.mark.parametrize("html", [True, False])
def test_a_quick_template_writes_what_liquid_writes(source: str, values: dict[str, Any], html: bool) -> None:
    plain = environment("en", html=html).from_string(source)
    quick = quicken(environment("en", html=html).from_string(source))

    assert quick.render(values) == plain.render(values)


@pytest.mark.parametrize("language", ["en", "pl", "ru"])
def test_every_starter_shows_the_same_on_the_wire(language: str) -> None:
    for starter in starters.every():
        found, _ = check(starter.saying, shop_language="en")
        assert found.version is not None
        source = found.version.languages[language].html
        way = environment(language, html=True)

        before = way.from_string(source).render(examples())
        after = on_the_wire(quicken(way.from_string(template_on_the_wire(source))).render(examples()))

        assert after.isascii()
        assert max(map(len, after.split("\n"))) < 900
        assert unescape(after).replace("\n", " ") == unescape(before).replace("\n", " ")


def test_what_is_read_to_the_letter_is_left_as_it_is() -> None:
    page = '<style>p::before { content: "→" }</style><pre>a style="b"</pre><p style="c">Łódź {{ "ł" | upcase }}</p>'

    assert template_on_the_wire(page) == (
        '<style>p::before { content: "→" }</style><pre>a style="b"</pre><p\nstyle="c">&#321;&#243;d&#378; {{ "ł" | upcase }}</p>'
    )
    assert on_the_wire("<style>→</style>Ł") == "<style>→</style>Ł"
