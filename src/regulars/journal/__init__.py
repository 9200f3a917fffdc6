"""The journal: the one door, and the append-only order of everything that happened."""

from .append import Answer, append, append_many
from .decisions import Decision, append_decision, append_decisions
from .deliver import Outcome, deliver, door_of
from .door import Door, Draft
from .faults import BadDocument
from .read import Batch, Entry, batches, read, take
from .register import Merge
from .stamp import stamp

__all__ = [
    "Answer",
    "BadDocument",
    "Batch",
    "Decision",
    "Door",
    "Draft",
    "Entry",
    "Merge",
    "Outcome",
    "append",
    "append_decision",
    "append_decisions",
    "append_many",
    "batches",
    "deliver",
    "door_of",
    "read",
    "stamp",
    "take",
]
