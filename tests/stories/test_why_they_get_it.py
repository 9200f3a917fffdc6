"""The footer says why its reader gets the mail: because they have subscribed to its list, or as a customer."""

from __future__ import annotations

import re
from html import unescape

import pytest
from tests.stories.conftest import Begin, Json, Story
from tests.stories.mail import let_send, newsletter
from tests.stories.shop import customer, open_shop, subscription

BODY = '<mjml><mj-body><mj-section><mj-column><mj-text>News</mj-text></mj-column></mj-section><mj-include path="footer" /></mj-body></mjml>'
SAID = {
    "en": (
        "You get this mail because you subscribed to “Good news” at Corner.",
        "You get this mail because you are a customer of Corner.",
    ),
    "pl": (
        "Otrzymujesz tę wiadomość, bo ten adres zapisano na listę „Good news” sklepu Corner.",
        "Otrzymujesz tę wiadomość jako klient sklepu Corner.",
    ),
    "ru": (
        "Вы получили это письмо, потому что подписались на список «Good news» магазина Corner.",
        "Вы получили это письмо как покупатель магазина Corner.",
    ),
}


@pytest.fixture
def story(begin: Begin) -> Story:
    """Anna has subscribed, Eva hasn't."""
    story = open_shop(begin)
    shop = story.get("/shop")
    said = {name: shop[name] for name in ("currency", "time_zone", "language")} | {"name": "Corner"}
    story.client.put("/v1/shop", json=said).raise_for_status()
    version = story.get("/mail-settings")["version"]
    story.client.patch("/v1/mail-settings", json={"version": version, "list_name": "Good news"}).raise_for_status()
    story.send("subscription", subscription("anna", "confirmed", story))
    return story


def mail_of(story: Story, name: str) -> Json:
    [one] = story.get("/messages", customer=story.id_of(name))["data"]
    mail: Json = story.get(f"/messages/{one['id']}/mail")
    return mail


@pytest.mark.parametrize("language", list(SAID))
def test_who_has_subscribed_is_told_so_and_others_that_they_are_customers(story: Story, language: str) -> None:
    story.send("customer", *(customer(name, language=language) for name in ("anna", "eva")))
    said = {"subject": "News", "preview": "What is new", "body": BODY}
    made = story.post(
        "/mail-templates", {"name": "News", "kind": "marketing", "languages": {"en": said, language: said}}
    )
    published = story.post(f"/mail-templates/{made['id']}/publish", {"revision": made["revision"]})

    newsletter(story, published, sends_to="all")
    let_send(story)

    for name, sentence in zip(("anna", "eva"), SAID[language], strict=True):
        mail = mail_of(story, name)
        assert sentence in " ".join(mail["text"].split())
        assert sentence in " ".join(unescape(re.sub(r"<[^>]+>", " ", mail["html"])).split())
