"""Blocks: parts of a mail that are written once and put into bodies by name.

    <mj-include path="products" from="wishlist.recommended" limit="4" />

A block is sections of MJML with words in the language of the mail. It is put in as
the version is compiled, so what was published stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from regulars.core.errors import Fault
from regulars.core.sentences import say

from .lines import in_line

INK, QUIET, LINE, GROUND, ACCENT = "#1f2933", "#5f6b76", "#e4e7eb", "#f4f6f5", "#1b5e3f"
FONT = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Arial, sans-serif"

_INCLUDE = re.compile(r"<mj-include\b([^>]*?)/?>(?:\s*</mj-include>)?", re.DOTALL)
_ATTRIBUTE = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_LISTS = ("wishlist.recommended", "wishlist.products", "viewed.products")

_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "your_code": "Your code", "until": "Valid until", "balance": "Your points", "ending": '"ends on", "end on"',
        "points": '"point", "points"', "friends": "Your link for friends", "friends_code": "Your code for friends", "unsubscribe": "Unsubscribe",
        "preferences": "What I want to get", "total": "Total", "shipping": "Shipping", "discount": "Discount", "pieces": "×",
        "subscribed": "You get this mail because you subscribed to “{{ audience.list }}” at {{ store.name }}.",
        "customer": "You get this mail because you are a customer of {{ store.name }}.",
    },
    "pl": {
        "your_code": "Twój kod", "until": "Ważny do", "balance": "Twoje punkty", "ending": '"wygasa", "wygasają", "wygasa"',
        "points": '"punkt", "punkty", "punktów"', "friends": "Twój link dla znajomych", "friends_code": "Twój kod dla znajomych", "unsubscribe": "Wypisz się",
        "preferences": "Co chcę otrzymywać", "total": "Razem", "shipping": "Dostawa", "discount": "Rabat", "pieces": "×",
        "subscribed": "Otrzymujesz tę wiadomość, bo ten adres zapisano na listę „{{ audience.list }}” sklepu {{ store.name }}.",
        "customer": "Otrzymujesz tę wiadomość jako klient sklepu {{ store.name }}.",
    },
    "ru": {
        "your_code": "Ваш код", "until": "Действует до", "balance": "Ваши баллы", "ending": '"сгорает", "сгорают", "сгорают"',
        "points": '"балл", "балла", "баллов"', "friends": "Ваша ссылка для друзей", "friends_code": "Ваш код для друзей", "unsubscribe": "Отписаться",
        "preferences": "Что мне присылать", "total": "Итого", "shipping": "Доставка", "discount": "Скидка", "pieces": "×",
        "subscribed": "Вы получили это письмо, потому что подписались на список «{{ audience.list }}» магазина {{ store.name }}.",
        "customer": "Вы получили это письмо как покупатель магазина {{ store.name }}.",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Block:
    """A block: `attributes` are what it takes, each with what it may be and what it is when it isn't said."""

    name: str
    needs: str | None
    attributes: Mapping[str, tuple[str, ...]]
    mjml: Callable[[Mapping[str, str], Mapping[str, str]], str]

    @property
    def snippet(self) -> str:
        """What is put into a body to have it."""
        said = "".join(f' {name}="{values[0]}"' for name, values in self.attributes.items())
        return f'<mj-include path="{self.name}"{said} />'


def _products(words: Mapping[str, str], said: Mapping[str, str]) -> str:
    """A line a product: picture, name, price."""
    return f"""
{{% for product in {said["from"]} limit: {said["limit"]} %}}
<mj-section background-color="#ffffff" padding="8px 24px">
{{% if product.image_url %}}<mj-column width="30%" vertical-align="middle"><mj-image src="{{{{ product.image_url }}}}"
 alt="{{{{ product.name }}}}" href="{{{{ product.url | default: store.url }}}}" padding="0 16px 0 0" border-radius="6px" /></mj-column>{{% endif %}}
<mj-column width="70%" vertical-align="middle"><mj-text padding="4px 0" font-family="{FONT}" font-size="16px" line-height="24px" color="{INK}">
<a href="{{{{ product.url | default: store.url }}}}" style="color:{INK};font-weight:600;text-decoration:none">{{{{ product.name | default: product.sku }}}}</a></mj-text>
{{% if product.price %}}<mj-text padding="0" font-family="{FONT}" font-size="14px" line-height="20px" color="{QUIET}">{{{{ product.price | money }}}}</mj-text>{{% endif %}}
</mj-column></mj-section>
{{% endfor %}}"""


def _lines(source: str) -> Callable[[Mapping[str, str], Mapping[str, str]], str]:
    def made(words: Mapping[str, str], said: Mapping[str, str]) -> str:
        total = "order.total" if source == "order" else "cart.subtotal"
        return f"""
{{% for line in {source}.lines %}}
<mj-section background-color="#ffffff" padding="6px 24px">
<mj-group><mj-column width="70%"><mj-text padding="0" font-family="{FONT}" font-size="15px" line-height="22px" color="{INK}">
{{{{ line.quantity | number }}}} {words["pieces"]} {{{{ line.name | default: line.sku }}}}</mj-text></mj-column>
<mj-column width="30%"><mj-text padding="0" align="right" font-family="{FONT}" font-size="15px" line-height="22px" color="{INK}">{{{{ line.total | money }}}}</mj-text></mj-column></mj-group>
</mj-section>
{{% endfor %}}
<mj-section background-color="#ffffff" padding="4px 24px 12px">
<mj-column><mj-divider border-width="1px" border-color="{LINE}" padding="6px 0" />
<mj-text padding="0" align="right" font-family="{FONT}" font-size="16px" line-height="24px" font-weight="600" color="{INK}">{words["total"]}: {{{{ {total} | money }}}}</mj-text></mj-column>
</mj-section>"""

    return made


def _coupon(words: Mapping[str, str], said: Mapping[str, str]) -> str:
    return f"""
<mj-section background-color="#ffffff" padding="8px 24px"><mj-column background-color="{GROUND}" border-radius="8px" padding="12px">
<mj-text align="center" padding="4px" font-family="{FONT}" font-size="14px" line-height="20px" color="{QUIET}">{words["your_code"]}</mj-text>
<mj-text align="center" padding="4px" font-family="ui-monospace, Menlo, Consolas, monospace" font-size="24px" line-height="32px" letter-spacing="1px" color="{ACCENT}"><strong>{{{{ coupon.code }}}}</strong></mj-text>
{{% if coupon.ends_at %}}<mj-text align="center" padding="4px" font-family="{FONT}" font-size="14px" line-height="20px" color="{QUIET}">{words["until"]} {{{{ coupon.ends_at | date }}}}</mj-text>{{% endif %}}
</mj-column></mj-section>"""


def _balance(words: Mapping[str, str], said: Mapping[str, str]) -> str:
    counted = f"{{{{ ending.points | number }}}} {{{{ ending.points | plural: {words['points']} }}}}"
    return f"""
<mj-section background-color="#ffffff" padding="8px 24px"><mj-column background-color="{GROUND}" border-radius="8px" padding="12px">
<mj-text align="center" padding="4px" font-family="{FONT}" font-size="14px" line-height="20px" color="{QUIET}">{words["balance"]}</mj-text>
<mj-text align="center" padding="4px" font-family="{FONT}" font-size="32px" line-height="40px" color="{ACCENT}"><strong>{{{{ balance.points | number }}}}</strong></mj-text>
{{% if ending.points %}}<mj-text align="center" padding="4px" font-family="{FONT}" font-size="14px" line-height="20px" color="{QUIET}">{counted} {{{{ ending.points | plural: {words["ending"]} }}}} {{{{ ending.on | date }}}}</mj-text>{{% endif %}}
</mj-column></mj-section>"""


def _referral(words: Mapping[str, str], said: Mapping[str, str]) -> str:
    return f"""
<mj-section background-color="#ffffff" padding="8px 24px"><mj-column background-color="{GROUND}" border-radius="8px" padding="12px">
<mj-text align="center" padding="4px" font-family="{FONT}" font-size="14px" line-height="20px" color="{QUIET}">{{% if referral.url %}}{words["friends"]}{{% else %}}{words["friends_code"]}{{% endif %}}</mj-text>
<mj-text align="center" padding="4px" font-family="{FONT}" font-size="16px" line-height="24px" color="{ACCENT}">{{% if referral.url %}}<a href="{{{{ referral.url }}}}" style="color:{ACCENT}">{{{{ referral.url }}}}</a>{{% else %}}<strong>{{{{ referral.code }}}}</strong>{{% endif %}}</mj-text>
</mj-column></mj-section>"""


def _footer(words: Mapping[str, str], said: Mapping[str, str]) -> str:
    """Who writes and why, to who has subscribed and who hasn't; what advertises also how to leave."""
    leaving = (
        ""
        if said["for"] == "transactional"
        else f"""<mj-text align="center" padding="4px 24px" font-family="{FONT}" font-size="12px" line-height="18px" color="{QUIET}">
{{% if audience.list %}}{words["subscribed"]}{{% else %}}{words["customer"]}{{% endif %}}</mj-text>
<mj-text align="center" padding="4px 24px" font-family="{FONT}" font-size="12px" line-height="18px" color="{QUIET}">
<a href="{{{{ links.preferences }}}}" style="color:{QUIET}">{words["preferences"]}</a> · <a href="{{{{ links.unsubscribe }}}}" style="color:{QUIET}">{words["unsubscribe"]}</a></mj-text>"""
    )
    return f"""
<mj-section padding="16px 0 32px"><mj-column>
<mj-text align="center" padding="4px 24px" font-family="{FONT}" font-size="12px" line-height="18px" color="{QUIET}"><a href="{{{{ store.url }}}}" style="color:{QUIET};text-decoration:none">{{{{ store.name }}}}</a></mj-text>
{leaving}</mj-column></mj-section>"""


BLOCKS: dict[str, Block] = {
    block.name: block
    for block in (
        Block("products", None, {"from": _LISTS, "limit": ("4", *map(str, range(1, 13)))}, _products),
        Block("coupon", "coupon", {}, _coupon),
        Block("balance", None, {}, _balance),
        Block("referral", None, {}, _referral),
        Block("order-lines", "order", {}, _lines("order")),
        Block("cart-lines", "cart", {}, _lines("cart")),
        Block("footer", None, {"for": ("marketing", "transactional")}, _footer),
    )
}
"""Every block, by the name that bodies call it by."""


def with_blocks(source: str, pointer: str, *, language: str) -> tuple[str, list[Fault]]:
    """A body with its blocks put in, each on the line where it was called; or what is wrong with the calls."""
    words = _WORDS.get(language.partition("-")[0], _WORDS["en"])
    faults: list[Fault] = []

    def put_in(found: re.Match[str]) -> str:
        said = {name: one or other for name, one, other in _ATTRIBUTE.findall(found[1])}
        wrong = _wrong(said)
        if wrong is not None:
            faults.append(
                Fault(
                    pointer,
                    "block",
                    in_line(source.count(chr(10), 0, found.start()) + 1, wrong),
                )
            )
            return ""
        block = BLOCKS[said.pop("path")]
        whole = {name: said.get(name, values[0]) for name, values in block.attributes.items()}
        return block.mjml(words, whole).replace("\n", " ").strip() + "\n" * found[0].count("\n")

    return _INCLUDE.sub(put_in, source), faults


def _wrong(said: Mapping[str, str]) -> str | None:
    """What is wrong with the call of a block."""
    name = said.get("path", "")
    if name not in BLOCKS:
        close = get_close_matches(name, BLOCKS, n=1)
        if close:
            return say("there is no block {name!r}; did you mean {near!r}?", name=name, near=close[0])
        return say("there is no block {name!r}; there are {blocks}", name=name, blocks=list(BLOCKS))
    for attribute, value in said.items():
        if attribute == "path":
            continue
        allowed = BLOCKS[name].attributes.get(attribute)
        if allowed is None:
            return say("the block {name!r} takes no {attribute!r}", name=name, attribute=attribute)
        if value not in allowed:
            return say(
                "{attribute} of the block {name!r} can be {allowed}; {value!r} can't",
                attribute=attribute,
                name=name,
                allowed=list(dict.fromkeys(allowed)),
                value=value,
            )
    return None
