"""How things are measured and told: medians of warm runs, promises, the machine."""

from __future__ import annotations

import gc
import os
import platform
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")
RUNS = 5
_STEPS = 2_000_000


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the table: what was done, how it came out, and what was promised.

    `value` and `most` (or `least`) are in `unit`; `yardstick` tells what `ratio` compares with.
    """

    claim: str
    value: float
    unit: str
    most: float | None = None
    least: float | None = None
    ratio: float | None = None
    ratio_most: float | None = None
    yardstick: str = ""
    pace: float | None = None
    """How fast the machine was at that time, see `pace`."""

    @property
    def kept(self) -> bool:
        """Whether every promise of this line held."""
        return (
            (self.most is None or self.value <= self.most)
            and (self.least is None or self.value >= self.least)
            and (self.ratio is None or self.ratio_most is None or self.ratio <= self.ratio_most)
        )

    @property
    def told(self) -> str:
        """The value with its unit."""
        return f"{_figure(self.value)} {self.unit}"

    @property
    def promised(self) -> str:
        """The promise in words."""
        parts = []
        if self.most is not None:
            parts.append(f"≤ {_figure(self.most)} {self.unit}")
        if self.least is not None:
            parts.append(f"≥ {_figure(self.least)} {self.unit}")
        if self.ratio_most is not None:
            parts.append(f"≤ {self.ratio_most:g} ×")
        return ", ".join(parts)

    @property
    def compared(self) -> str:
        """The ratio to the yardstick in words."""
        return "" if self.ratio is None else f"{self.ratio:.2f} × {self.yardstick}"


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def seconds(run: Callable[[], object]) -> float:
    """How long one run takes."""
    gc.collect()
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def median(run: Callable[[], object], runs: int = RUNS) -> float:
    """The median of warm runs, in seconds."""
    run()
    return statistics.median(seconds(run) for _ in range(runs))


def medians(first: Callable[[], object], second: Callable[[], object], runs: int = RUNS) -> tuple[float, float]:
    """The medians of two things done by turns, so that a busy moment of the machine meets both."""
    first(), second()
    pairs = [(seconds(first), seconds(second)) for _ in range(runs)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def percentile(values: Iterable[float], share: float) -> float:
    """The least value that `share` (0 … 1) of all are no greater than."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def pace() -> float:
    """Millions of steps of a plain loop a second. The same machine may be half as fast on another day, when its cores are
    shared: seconds of two days can only be compared with this beside them."""
    started = time.perf_counter()
    total = 0
    for n in range(_STEPS):
        total += n * n % 7
    return _STEPS / (time.perf_counter() - started) / 1e6


def peak_memory_gb() -> float:
    """The most memory that this process ever held, in GB."""
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e9 if platform.system() == "Darwin" else peak * 1024 / 1e9


def machine() -> str:
    """The machine in a line: processor, cores, memory, system, and what matters of the software."""
    import duckdb

    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{_processor()}, {cores} cores, {memory:.0f} GiB, {platform.system()}; "
        f"Python {platform.python_version()}, DuckDB {duckdb.__version__}"
    )


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            names = [line.partition(":")[2].strip() for line in file if line.startswith("model name")]
    except OSError:
        names = []
    return names[0] if names else platform.processor() or platform.machine()
