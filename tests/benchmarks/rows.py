"""One line of the table that the benchmarks print, and how it is counted."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

GOAL = "goal"


@dataclass(frozen=True)
class Row:
    """What was measured, ours beside a peer, a floor or a goal; seconds, or megabytes where `unit` says so.

    `goal` is how many times the figure beside it ours may be; None where there is nothing to reach.
    """

    what: str
    ours: float
    beside: str = ""
    figure: float | None = None
    goal: float | None = 1.0
    late: float | None = None
    """The 95th percentile, where ours is the median of ten or more."""
    unit: str = "s"

    @property
    def ratio(self) -> float | None:
        return None if not self.figure else self.ours / self.figure

    @property
    def missed(self) -> bool:
        return self.figure is not None and self.goal is not None and self.ours > self.figure * self.goal

    def told(self) -> str:
        """Give the row as one line of the table."""
        late = "" if self.late is None else _amount(self.late, self.unit)
        figure = "" if self.figure is None else _amount(self.figure, self.unit)
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        goal = "" if self.goal is None or self.figure is None else f"{self.goal:.1f}"
        cells = (self.what, _amount(self.ours, self.unit), late, self.beside, figure, ratio, goal)
        return _line(cells) + ("  missed" if self.missed else "")


def head() -> str:
    """Give the line above all rows."""
    return _line(("what", "ours", "95 %", "beside", "its figure", "ratio", "goal"))


def _line(cells: Sequence[str]) -> str:
    what, ours, late, beside, figure, ratio, goal = cells
    return f"{what:86} {ours:>10} {late:>10}  {beside:44} {figure:>10} {ratio:>6} {goal:>5}".rstrip()


def _amount(value: float, unit: str) -> str:
    if unit != "s":
        return f"{value:,.1f} {unit}"
    return f"{value * 1000:.1f} ms" if value < 1 else f"{value:.2f} s"


def timed(deed: Callable[[], object]) -> float:
    """Give the seconds that something takes."""
    begun = time.perf_counter()
    deed()
    return time.perf_counter() - begun


def late(spent: Sequence[float]) -> float | None:
    """Give the 95th percentile (nearest rank) of ten or more, or None of fewer."""
    if len(spent) < 10:
        return None
    return sorted(spent)[math.ceil(0.95 * len(spent)) - 1]


def of(what: str, spent: Sequence[float], beside: str = "", figure: float | None = None, **more: Any) -> Row:
    """Give the row of several turns: their median, and their 95th percentile."""
    return Row(what, statistics.median(spent), beside, figure, late=late(spent), **more)


@contextmanager
def noting(spent: list[float]) -> Iterator[None]:
    """Add the seconds that the block takes to a list."""
    begun = time.perf_counter()
    yield
    spent.append(time.perf_counter() - begun)
