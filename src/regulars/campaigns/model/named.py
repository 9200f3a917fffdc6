"""What campaigns name: a template or another campaign by its id, a customer's attribute or date, a node of their own."""

from __future__ import annotations

from typing import Annotated

from regulars.core.forms import Form
from regulars.core.sentences import say
from regulars.kinds import formatted

_ID = "^[0-9]{1,9}$"
_NAME = "[A-Za-z_][A-Za-z0-9_-]{0,62}"

TemplateId = Annotated[
    str, Form(_ID, say("a mail template is named by its id, a number such as 12")), formatted("template")
]
PromotionId = Annotated[
    str, Form(_ID, say("a promotion is named by its id, a number such as 12")), formatted("promotion")
]
CampaignId = Annotated[str, Form(_ID, say("a campaign is named by its id, a number such as 12")), formatted("campaign")]
AttributeName = Annotated[
    str,
    Form(f"^{_NAME}$", say("an attribute is named as in the records of customers, such as club_level")),
    formatted("attribute"),
]
DateField = Annotated[
    str,
    Form(
        rf"^customer\.(born_on|registered_at|attributes\.{_NAME})$",
        say("name a date: customer.born_on, customer.registered_at or customer.attributes.NAME"),
    ),
    formatted("date_field"),
]
NodeId = Annotated[
    str,
    Form(
        "^[a-z0-9][a-z0-9_-]{0,39}$",
        say("a step's id is made of small letters a–z, digits, - and _, at most 40, and begins with a letter or digit"),
    ),
]
RuleId = Annotated[
    str,
    Form(
        "^[a-z0-9][a-z0-9_-]{0,29}$",
        say("a rule's id is made of small letters a–z, digits, - and _, at most 30, and begins with a letter or digit"),
    ),
]
