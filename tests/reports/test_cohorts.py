"""What cohorts did so many months after their first order, of the months alone that are over."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from regulars.reports.cohorts import After, Cohort, Month, after

JANUARY, FEBRUARY, MARCH = (date(2026, n, 1) for n in (1, 2, 3))


def test_months_that_are_not_over_are_left_out() -> None:
    told = after(
        [
            Cohort(JANUARY, (Month(10, 1_000), Month(4, 300), Month(1, 50))),
            Cohort(FEBRUARY, (Month(20, 2_500), Month(7, 90))),
            Cohort(MARCH, (Month(5, 400),)),
        ],
        over=2,
    )

    assert told == [After(30, 30, 3_500), After(10, 4, 1_300)], "in March the second month of February's is under way"


def test_nothing_is_told_while_the_first_month_is_under_way() -> None:
    assert after([Cohort(MARCH, (Month(5, 400),))], over=0) == []


@given(st.lists(st.integers(0, 50), min_size=1, max_size=8), st.data())
def test_the_later_the_month_the_fewer_of_whom_it_is_known(sizes: list[int], data: st.DataObject) -> None:
    length = len(sizes)
    cohorts = [Cohort(JANUARY, tuple(Month(size, size) for _ in range(length - n))) for n, size in enumerate(sizes)]

    told = after(cohorts, data.draw(st.integers(0, length)))

    known = [one.customers for one in told]
    assert known == sorted(known, reverse=True)
    assert all(one.buyers == one.customers for one in told)
