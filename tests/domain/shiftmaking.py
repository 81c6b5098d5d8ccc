"""Hypothesis strategies for shifts, and short ways to make one."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from hypothesis import strategies as st

from sacwatch.domain.patrols import LONGEST
from sacwatch.domain.shifts import (
    RegularDraft,
    Repeat,
    Shift,
    ShiftDraft,
    Which,
    clock_words,
    finish_of,
    settle,
)
from tests.domain.strategies import texts
from tests.making import TODAY, stamp

SPRING, AUTUMN = date(2026, 3, 8), date(2026, 11, 1)
"""The nights on which the clocks change."""

clocks = st.builds(time, st.integers(0, 23), st.integers(0, 59))
days = st.dates(date(2025, 12, 1), date(2027, 1, 31)) | st.sampled_from([SPRING, AUTUMN])
members = st.sampled_from([f"member-{number}" for number in range(6)])


@st.composite
def drafts(draw: Any) -> ShiftDraft:
    """Make the draft of a shift that is right."""
    start, minutes = draw(clocks), draw(st.integers(1, int(LONGEST.total_seconds() // 60)))
    repeat = draw(st.sampled_from(Repeat))
    first = draw(days)
    until = draw(st.none() | st.integers(400, 900))
    people = draw(st.lists(members, max_size=4, unique=True))
    return ShiftDraft(
        first=first.isoformat(),
        start=clock_words(start),
        finish=clock_words(finish_of(start, minutes)),
        repeat=repeat.value,
        every=str(draw(st.integers(1, 5))),
        weekdays=tuple(str(each) for each in draw(st.sets(st.integers(0, 6)))),
        which=draw(st.sampled_from(["", *(each.value for each in Which)])),
        until="" if until is None else (first + timedelta(days=until)).isoformat(),
        area=draw(texts),
        route_id=draw(st.sampled_from(["", "route"])),
        needed=str(draw(st.integers(1, 6))),
        regulars=tuple(RegularDraft("", each) for each in people),
        note=draw(texts),
    )


def shifts() -> st.SearchStrategy[Shift]:
    """Make a shift on which nothing is different on any day."""
    return drafts().map(lambda draft: settle(draft, stamp("shift"), today=TODAY))


def made(id_: str = "shift", **said: Any) -> Shift:
    """Make a shift: every Saturday, 8:30 to 10 pm from 5 September 2026, with what the test says about it."""
    usual: dict[str, Any] = {
        "first": "2026-09-05",
        "start": "20:30",
        "finish": "22:00",
        "repeat": "weekly",
        "needed": "2",
        "area": "Boulevard Park",
        "regulars": (RegularDraft("Rosa Delgado", "rosa"),),
    }
    return settle(ShiftDraft(**{**usual, **said}), stamp(id_), today=TODAY)
