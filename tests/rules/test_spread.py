"""Variables of very many instants are those of each."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.calendar import Calendar
from regulars.rules.query import Spread
from regulars.rules.query.moment import Moment, naive
from regulars.rules.tree import LastWindow

ZONES = (
    "Europe/Warsaw",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "America/St_Johns",
    "Africa/Monrovia",
    "Pacific/Apia",
)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def variables(zone: str) -> Moment:
    """Every variable that a question can have."""
    moment = Moment(Calendar(ZoneInfo(zone)))
    moment.now(), moment.local_now(), moment.today(), moment.year_end(), moment.leap_day(1)
    for amount, unit in ((30, "m"), (5, "h"), (30, "d"), (2, "w"), (1, "mo"), (1, "y")):
        moment.window_edge(LastWindow(amount, unit))
    for unit in ("d", "w", "mo"):
        moment.aligned_edge(LastWindow(1, unit, aligned=True))
    return moment


@st.composite
def near_changes(draw: st.DrawFn, zone: str) -> datetime:
    """Instants anywhere from 1970 on, and those about changes of the clocks and what is counted back from them."""
    anywhere = st.datetimes(datetime(1970, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))
    changes = [change.at for change in Calendar(ZoneInfo(zone)).transitions() if change.at > EPOCH]
    if not changes or draw(st.booleans()):
        return draw(anywhere)
    shift = draw(
        st.sampled_from([timedelta(), timedelta(days=1), timedelta(days=30), timedelta(weeks=2), timedelta(days=31)])
    )
    return draw(st.sampled_from(changes)) + shift + timedelta(seconds=draw(st.integers(-8_000, 8_000)))


@given(st.data())
def test_variables_of_many_instants_are_those_of_each(data: st.DataObject) -> None:
    zone = data.draw(st.sampled_from(ZONES))
    moment = variables(zone)
    instants = data.draw(st.lists(near_changes(zone), min_size=1, max_size=20))

    spread = Spread(moment.settings)
    found = spread.at(np.array([(at - EPOCH) // timedelta(microseconds=1) for at in instants], dtype=np.int64))

    for n, at in enumerate(instants):
        for name, setting in moment.settings(at).items():
            if isinstance(setting, datetime):
                assert naive(EPOCH + timedelta(microseconds=int(found[name][n]))) == setting, name
            else:
                assert (EPOCH + timedelta(days=int(found[name][n]))).date() == setting, name
