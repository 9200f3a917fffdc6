"""As long as no public address is set, links in mails lead to where the installation is served on this machine."""

from __future__ import annotations

from pathlib import Path

from regulars.books import Books
from regulars.messaging import mail_settings, post


def test_links_lead_to_the_port_that_is_served(books: Books, tmp_path: Path) -> None:
    with books.transaction() as unit:
        before = post.post_of(unit, tmp_path, unit.setting(mail_settings.SETTING)).links.base
        post.served_at(unit, 8010)
        after = post.post_of(unit, tmp_path, unit.setting(mail_settings.SETTING)).links.base

    assert (before, after) == ("http://127.0.0.1:8000/m", "http://127.0.0.1:8010/m")
