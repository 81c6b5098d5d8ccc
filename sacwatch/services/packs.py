"""Several papers at once, for one print job, one message or one folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import partial
from pathlib import Path
from typing import Any

from sacwatch.domain.audiences import Audience
from sacwatch.domain.errors import Problem, Trouble
from sacwatch.domain.progress import Progress, silent
from sacwatch.reports import registry
from sacwatch.services import orders, reporting, subjects
from sacwatch.services.reporting import Ask, Gathered, Order
from sacwatch.store.work import Work

Made = tuple[Gathered, bytes]
"""A paper and its PDF."""


@dataclass(frozen=True)
class Pack:
    """Papers that belong together, and why others could not be among them: names with problems."""

    papers: tuple[Made, ...]
    missing: tuple[tuple[str, Problem], ...] = ()


def make(
    ask: Ask,
    names: Sequence[str],
    chosen: Mapping[str, str],
    audience: Audience | Mapping[str, Audience],
    *,
    large: bool,
    today: date,
    zone: tzinfo,
    made_on: datetime,
    progress: Progress = silent,
) -> Pack:
    """Make papers; one that cannot be made is named and holds up no other.

    `chosen` says of some what they are about; the others are about what is usual, such as the latest
    patrol or this month. `audience` is one for all, or says of some for whom they are, while the others
    are the captain's. What is for the captain alone is left out for everybody else. For the pool;
    raises Cancelled.
    """
    made: list[Made] = []
    missing: list[tuple[str, Problem]] = []
    for done, name in enumerate(names):
        progress(done, len(names), "job.papers")
        paper = registry.PAPERS[name]
        try:
            readers = audience if isinstance(audience, Audience) else audience.get(name, Audience.CAPTAIN)
            if paper.captains and readers is not Audience.CAPTAIN:
                raise Trouble("trouble.captains_paper")
            subject = chosen.get(name) or ask(partial(_usual, name, today, zone))
            order = Order(name, subject, readers, large and paper.sizable)
            gathered = reporting.collect(ask, order, zone=zone)
            made.append((gathered, reporting.make(gathered, made_on)))
        except Trouble as trouble:
            missing.append((paper.title_words, trouble.problem))
    return Pack(tuple(made), tuple(missing))


_OF_MEETING = (
    ("sign-in-sheet", Audience.MEMBERS),
    ("agenda", Audience.MEMBERS),
    # It tells what everybody may know, whoever makes it.
    ("meeting-flyer", Audience.CAPTAIN),
)


def make_for_meeting(
    ask: Ask, meeting_id: str, *, today: date, zone: tzinfo, made_on: datetime, progress: Progress = silent
) -> Pack:
    """Make what lies on the table of a meeting and hangs at its door, each for those who read it there."""
    how: Any = {"large": False, "today": today, "zone": zone, "made_on": made_on}
    found = []
    for done, (name, audience) in enumerate(_OF_MEETING):
        progress(done, len(_OF_MEETING), "job.papers")
        found.append(make(ask, [name], {name: meeting_id}, audience, **how))
    return Pack(
        tuple(each for pack in found for each in pack.papers),
        tuple(each for pack in found for each in pack.missing),
    )


def _usual(name: str, today: date, zone: tzinfo, work: Work) -> str:
    return subjects.usual_subject(work, name, today=today, zone=zone)


def save(folder: Path, papers: Sequence[Made], *, at: datetime) -> list[Path]:
    """Save papers in a folder, each under its own name, and give the files; raises Trouble.

    `at` is the local clock time for the name of a copy where a file is open elsewhere. For the pool.
    """
    from sacwatch.exchange import folders

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise folders.place_trouble(problem, folder) from problem
    return [reporting.save(folder / orders.handed_name(gathered), data, at=at) for gathered, data in papers]
