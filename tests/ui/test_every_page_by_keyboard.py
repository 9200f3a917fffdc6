"""Every page there is, as the router lists them, walked over by Tab: without a mouse."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from tests.ui.keyboard import MAIN, walk
from tests.ui.routes import PAGES, opened


@pytest.mark.parametrize("route", PAGES)
def test_tab_leads_over_the_whole_page_and_one_sees_where_one_is(olga: Page, route: str) -> None:
    opened(olga, route)
    main_actions = olga.locator(f"{MAIN}:not([data-disabled], :disabled):visible").count()

    walked = walk(olga)

    assert not walked.trapped, walked.names
    assert walked.unseen == []
    assert walked.main_actions >= main_actions, walked.names
