"""Places at which a test can end this process as a crash would: by SIGKILL, with nothing tidied up.

`REGULARS_FAILPOINT=road.applied` ends the process when it comes there for the
first time, `road.applied:3` for the third. Without the variable nothing is done.
"""

from __future__ import annotations

import os
import signal
from collections import Counter

VARIABLE = "REGULARS_FAILPOINT"
_passed: Counter[str] = Counter()


def passing(place: str) -> None:
    """Say that this place has been reached."""
    wanted = os.environ.get(VARIABLE)
    if wanted is None:
        return
    name, _, times = wanted.partition(":")
    _passed[place] += 1
    if name == place and _passed[place] == int(times or 1):
        os.kill(os.getpid(), signal.SIGKILL)
