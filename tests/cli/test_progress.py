"""Where nobody watches, how far a command is, is a line for each task and nothing else."""

from __future__ import annotations

import pytest
from rich.progress import BarColumn

from regulars.cli.progress import progress


def test_a_task_is_one_line_once_it_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    with progress(BarColumn()) as bars:
        known = bars.add_task("Bringing in orders", total=10)
        growing = bars.add_task("Carried along", total=None)
        for done in range(11):
            bars.update(known, completed=done)
            bars.update(growing, completed=done, total=done)
        before = capsys.readouterr().err

    assert before == "Bringing in orders: done\n"
    assert capsys.readouterr().err == "Carried along: done\n"


def test_what_broke_off_is_not_told_as_done(capsys: pytest.CaptureFixture[str]) -> None:
    def breaks_off() -> None:
        with progress(BarColumn()) as bars:
            bars.add_task("[orders].csv", total=None)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        breaks_off()

    assert capsys.readouterr().err == ""


def test_what_is_quiet_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with progress(BarColumn(), quiet=True) as bars:
        bars.update(bars.add_task("orders", total=1), completed=1)

    assert capsys.readouterr().err == ""
