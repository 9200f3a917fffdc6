"""Remarks: what is to be known of a document that is taken all the same."""

from __future__ import annotations

from regulars.core.errors import Fault
from regulars.core.sentences import say
from regulars.kinds.addresses import is_address

from .door import Draft

UNMAILABLE = Fault("/email", "unmailable", say("no mail can be sent to this address; it is taken all the same"))


def remark(draft: Draft) -> Fault | None:
    """What is to be known of a document. A customer whom no mail reaches is a customer all the same."""
    whose = draft.type == "customer" or draft.customer is None
    return UNMAILABLE if whose and draft.email and not is_address(draft.email) else None
