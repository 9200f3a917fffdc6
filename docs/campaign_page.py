"""The page of the reference on campaigns as JSON: drafts, settings, formulas."""

from __future__ import annotations

import json

from tables import members, said, table

from regulars.campaigns.model.amounts import BALANCE, EVENT, OF_ORDER, Counted
from regulars.campaigns.model.definition import Draft, DrawnNode
from regulars.campaigns.model.durations import Duration
from regulars.campaigns.model.formulas import MOST_DEPTH, MOST_PARTS, NUMBER, RECKONING
from regulars.campaigns.model.quiet import QuietHours
from regulars.campaigns.model.settings import CampaignSettings, EndsOn, Entry

DRAWN = {
    "trigger": {"kind": "registered"},
    "first": "points",
    "nodes": [
        {"id": "points", "step": {"kind": "award_points", "points": 100}, "next": {"next": "mail"}},
        {
            "id": "mail",
            "step": {"kind": "mail", "template": "3", "sends_to": "opted_in", "list": "newsletter"},
            "next": {"next": "end"},
        },
        {"id": "end", "step": {"kind": "end"}},
    ],
    "settings": {
        "entry": {"again": "once_ever"},
        "ends_on": {"order": True, "events": ["account_closed"]},
        "quiet_hours": {"since": "21:00", "until": "09:00"},
        "too_late": {"amount": 2, "unit": "days"},
    },
}
COUNTED = {
    "kind": "award_points",
    "points": {
        "of": {"multiply": [{"subtract": ["order.grand_total", "order.shipping"]}, {"number": "0.05"}]},
        "rounding": "down",
        "at_most": 200,
    },
}
_PARTS_OF_FORMULAS = [
    *((f'`"{path}"`', "an amount of the order that let the customer enter, in the base currency") for path in OF_ORDER),
    (f'`"{EVENT}NAME"`', "a number of the event that let the customer enter"),
    (f'`"{BALANCE}"`', "the points that the customer can spend"),
    (
        '`"customer.attributes.NAME"`',
        "a number of the customer; any [expression](language.md) that is a number or money is taken",
    ),
    (f'`{{"{NUMBER}": "0.05"}}`', "a number, with at most 4 decimals"),
    *(
        (
            f'`{{"{how}": [A, B]}}`' if most > 1 else f'`{{"{how}": [A]}}`',
            f"of {least} to {most} parts" if most > 1 else "of one part",
        )
        for how, (least, most, _) in RECKONING.items()
    ),
]


def campaigns() -> str:
    """The whole document of a campaign: what isn't a kind of trigger or step."""
    example = json.dumps(DRAWN, indent=2, ensure_ascii=False)
    parts = [
        "# Campaigns as JSON",
        "What `POST /v1/campaigns` takes as `draft`, `PUT /v1/campaigns/{id}/draft` saves and `POST /v1/campaigns/check` reads: a trigger, the first node, the nodes "
        "with the branches that lead on, and settings. [Triggers and steps](kinds.md#triggers-of-campaigns) have a page of their own. A draft is kept with whatever is wrong "
        "with it; `reading.errors` of the answer names each fault with a JSON pointer into the draft, and it can't be published before it has none.",
        f"```json\n{example}\n```",
        "## The draft",
        members(Draft),
        "### DrawnNode",
        members(DrawnNode),
        "## Settings",
        "Everything can be left out.",
        members(CampaignSettings),
    ]
    for model in (Entry, EndsOn, QuietHours):
        parts += [f"### {model.__name__}", said(model), members(model)]
    parts += [
        "### Duration",
        said(Duration) + ' Ten years at most: `{"amount": 3, "unit": "days"}`.',
        "## Points that are counted",
        'Where a step gives or takes points, `points` is a whole number, or an object that says how many: `{"of": "order.grand_total", "times": "0.05"}`.',
        members(Counted),
        "### Formulas",
        "`of` is a value, or a formula of values and numbers, which may hold formulas again: at most "
        f"{MOST_PARTS} parts, {MOST_DEPTH} deep. 5 % of the order without its shipping, 200 at most:",
        f"```json\n{json.dumps(COUNTED, indent=2)}\n```",
        table(("part", "is"), _PARTS_OF_FORMULAS),
        "What is reckoned with a missing value is missing, and so is what is divided by zero; `least` and `greatest` pass over what is missing. A missing result gives nothing.",
    ]
    return "\n\n".join(parts)
