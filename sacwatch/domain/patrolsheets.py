"""Patrol logs that were kept in a spreadsheet: the patrols that their rows tell of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sacwatch.domain import addresses, texts, times
from sacwatch.domain.addresses import Address, Block, Crossing
from sacwatch.domain.errors import Problem
from sacwatch.domain.patrolcolumns import OF_ENTRIES, TO, Tells, day_and_time, has_year
from sacwatch.domain.patrols import Category, EntryDraft, Mode, PatrolDraft, PatrollerDraft, Seat
from sacwatch.domain.places import PlaceDraft
from sacwatch.domain.tables import Row


@dataclass(frozen=True)
class Logged:
    """A patrol as rows tell of it; `at` is the line of the first, `problem` why it cannot come in."""

    at: int
    draft: PatrolDraft
    problem: Problem | None = None


_FREE_LINES = re.compile(r"\n+")


def logged(
    rows: Iterable[Row],
    uses: Sequence[Tells],
    *,
    is_known: Callable[[str], bool] = lambda _name: False,
    usual_start: str = "",
    evening: bool = False,
) -> list[Logged]:
    """Give the patrols that rows tell of; rows that go on with the entries of one patrol are one.

    `is_known` tells the names of members, so that "Delgado, Rosa" is one person. `usual_start` stands in
    where a row tells no start; with `evening`, a time from 4 to 11 that says neither am nor pm is in the
    evening.
    """
    found: list[Logged] = []
    past: tuple[str, ...] = ()
    for row in rows:
        cells = _Cells(row, uses)
        who = (cells.one(Tells.DAY), cells.one(Tells.START), cells.all(Tells.CREW), cells.one(Tells.DRIVER))
        goes_on = any(cells.one(each) for each in OF_ENTRIES) and (not any(who) or who == past)
        if goes_on and found:
            last = found[-1]
            more = replace(last.draft, entries=(*last.draft.entries, *_own_entry(cells, evening)))
            found[-1] = replace(last, draft=more)
            continue
        past = who
        found.append(_logged(row.at, cells, is_known, usual_start, evening))
    return found


class _Cells:
    """The cells of one row by what they tell."""

    def __init__(self, row: Row, uses: Sequence[Tells]) -> None:
        self._found: dict[Tells, list[str]] = {}
        for tells, cell in zip(uses, row.cells, strict=False):
            if tells is not Tells.NOTHING and texts.visible(cell):
                self._found.setdefault(tells, []).append(cell.strip())

    def one(self, tells: Tells) -> str:
        """Give the first cell that tells this, "" for none."""
        return self._found.get(tells, [""])[0]

    def all(self, tells: Tells, between: str = "\n") -> str:
        """Give all cells that tell this."""
        return between.join(self._found.get(tells, ()))


def _logged(
    at: int, cells: _Cells, is_known: Callable[[str], bool], usual_start: str, evening: bool
) -> Logged:
    day, within_day = day_and_time(cells.one(Tells.DAY))
    start, finish = _span(cells, within_day, usual_start, evening)
    note = [cells.all(Tells.NOTES)]
    first, last, told = _odometer(cells)
    note += told
    driver = cells.one(Tells.DRIVER)
    by_car = bool(driver or first or cells.one(Tells.VEHICLE))
    mode = _mode(cells.one(Tells.MODE)) or (Mode.VEHICLE if by_car else Mode.FOOT)
    if mode is not Mode.VEHICLE and (first or last):
        note.append(cells.one(Tells.MILES) or f"{first} – {last}")
    drivers = _names(driver, is_known)[:1]
    others = [each for each in _names(cells.all(Tells.CREW), is_known) if each not in drivers]
    draft = PatrolDraft(
        day=day,
        start=start,
        finish=finish,
        odometer_start=first,
        odometer_finish=last,
        mode=mode.value,
        vehicle=cells.one(Tells.VEHICLE),
        crew=(
            *(PatrollerDraft(each, None, Seat.DRIVER.value) for each in drivers),
            *(PatrollerDraft(each) for each in others),
        ),
        area=" ".join(cells.all(Tells.AREA, ", ").split()),
        weather=" ".join(cells.one(Tells.WEATHER).split()),
        entries=(*_entries(cells.all(Tells.NOTES), evening), *_own_entry(cells, evening)),
        note="\n".join(filter(None, note)),
    )
    if draft.entries and cells.all(Tells.NOTES):
        draft = replace(draft, note="\n".join([*_rest(cells.all(Tells.NOTES)), *filter(None, note[1:])]))
    problem = None
    if not cells.one(Tells.DAY):
        problem = Problem("problem.log_no_day")
    elif not has_year(day):
        known = times.read_day(day, date(2024, 1, 1)) is not None
        key = "problem.log_no_year" if known else "problem.log_day_unread"
        problem = times.unread_day(day, date(2024, 1, 1))
        if known or "days" not in problem.values:
            problem = Problem(key, {"text": day[:40]})
    elif not start:
        problem = Problem("problem.log_no_start")
    elif not finish:
        problem = Problem("problem.log_no_finish")
    elif not draft.crew:
        problem = Problem("problem.log_no_crew")
    return Logged(at, draft, problem)


_IN_MINUTES = re.compile(r"(\d+)\s*(?:m|mins?|minutes?)\.?", re.IGNORECASE)
_HOURS = re.compile(
    r"(\d+(?:\.\d+)?|\.\d+)\s*(?:h|hrs?|hours?)?\.?(?:\s*(?:and )?(\d+)\s*(?:m|mins?|minutes?)?\.?)?",
    re.IGNORECASE,
)


def _span(cells: _Cells, within_day: str, usual_start: str, evening: bool) -> tuple[str, str]:
    """Give start and finish as they can be read; "" for what is not told."""
    start, finish = cells.one(Tells.START) or within_day, cells.one(Tells.FINISH)
    start, finish = day_and_time(start)[1] or start, day_and_time(finish)[1] or finish
    if start and not finish:
        ends = TO.split(start)
        if len(ends) == 2 and all(times.read_clock(each) for each in ends):
            start, finish = ends
    start = _half_of(start, finish, evening)
    if not start:
        start = usual_start.strip()
    minutes = _minutes(cells.one(Tells.HOURS))
    begun = times.read_clock(start)
    if not finish and minutes and begun is not None:
        ends_at = datetime.combine(date(2024, 1, 1), begun.time) + timedelta(minutes=minutes)
        finish = f"{ends_at:%H:%M}"
    return start, finish


def _half_of(start: str, finish: str, evening: bool) -> str:
    """Give a start that says neither am nor pm that of its finish: "8:30 - 10 pm" is in the evening."""
    begun, ended = times.read_clock(start), times.read_clock(finish)
    if begun is None or begun.sure:
        return start
    if ended is not None and ended.sure and ended.time.hour >= 12 and begun.time.hour <= ended.time.hour - 12:
        return f"{start} pm"
    if (
        evening
        and 4 <= begun.time.hour <= 11
        and not (ended is not None and ended.sure and ended.time.hour < 12)
    ):
        return f"{start} pm"
    return start


def _minutes(text: str) -> int:
    """Read how long something took, in minutes: 1.5, 1:30, 90 min, 1 hr 30; 0 for nothing."""
    kept = " ".join(text.split())
    clock = re.fullmatch(r"(\d{1,2}):(\d{2})(?::\d{2})?", kept)
    if clock:
        return int(clock[1]) * 60 + int(clock[2])
    alone = _IN_MINUTES.fullmatch(kept)
    if alone:
        return int(alone[1])
    found = _HOURS.fullmatch(kept)
    return round(float(found[1]) * 60) + int(found[2] or 0) if found else 0


def _odometer(cells: _Cells) -> tuple[str, str, list[str]]:
    """Give both readings, or those of a trip meter for miles alone, and what could not be used of them."""
    first, last = cells.one(Tells.ODOMETER_START), cells.one(Tells.ODOMETER_FINISH)
    miles = re.sub(r"\s*(?:mi|miles?)\.?$", "", cells.one(Tells.MILES), flags=re.IGNORECASE)
    if first and last:
        return first, last, []
    value, problem = texts.number(miles, low=0, high=10_000, places=1)
    if value and problem is None:
        return "0", texts.number_text(value), []
    return "", "", [each for each in (first, last, miles if not value and problem else "") if each]


_MODES = (
    (Mode.BICYCLE, ("bike", "bicycle", "cycl")),
    (Mode.VEHICLE, ("car", "vehicle", "driv", "truck", "auto", "mobile")),
    (Mode.FOOT, ("foot", "walk")),
)


def _mode(text: str) -> Mode | None:
    told = text.casefold()
    return next((mode for mode, words in _MODES if any(word in told for word in words)), None)


_BETWEEN_NAMES = re.compile(r"\s*(?:[;/&+\n|]|\band\b|\bwith\b|\bw/)\s*", re.IGNORECASE)


def _names(cell: str, is_known: Callable[[str], bool]) -> list[str]:
    """Give the people named in a cell, each once."""
    found: dict[str, str] = {}
    for part in _BETWEEN_NAMES.split(cell):
        commas = [" ".join(each.split()) for each in part.split(",") if each.strip()]
        if len(commas) == 2 and is_known(f"{commas[1]} {commas[0]}"):
            commas = [f"{commas[1]} {commas[0]}"]
        for name in commas:
            found.setdefault(name.casefold(), name)
    return list(found.values())


# A time at the beginning of a line, sure to be one: "22:40 - ", "10:40 pm ", "2240 hrs".
_TIMED = re.compile(
    r"(\d{1,2}:\d{2}(?:\s?[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\.?|\d{4}\s?(?:hrs?|h)\b)\s*[-–—:,.]?\s+(\S.*)",
    re.IGNORECASE,
)


def _entries(notes: str, evening: bool) -> tuple[EntryDraft, ...]:
    """Give the lines of a note that begin with a time as entries."""
    found = [_TIMED.fullmatch(line.strip()) for line in _FREE_LINES.split(notes)]
    return tuple(_entry(each[1], "", each[2], evening) for each in found if each)


def _rest(notes: str) -> list[str]:
    """Give the lines of a note that are no entries."""
    return [line for line in _FREE_LINES.split(notes) if line.strip() and not _TIMED.fullmatch(line.strip())]


def _own_entry(cells: _Cells, evening: bool) -> tuple[EntryDraft, ...]:
    """Give the entry that stands in columns of its own."""
    clock, place, seen = (cells.one(each) for each in OF_ENTRIES)
    if not (place or seen):
        return ()
    return (_entry(clock if times.read_clock(clock) else "", place, seen, evening),)


_CATEGORIES = (
    (Category.GRAFFITI, ("graffiti", "tagging", "tagged")),
    (Category.OPEN_GARAGE, ("garage",)),
    (Category.STREET_LIGHT, ("street light", "streetlight", "light out", "lights out")),
    (Category.DUMPING, ("dump", "mattress")),
    (Category.SUSPICIOUS, ("suspicious",)),
    (Category.ALL_QUIET, ("quiet", "nothing to report", "no activity", "all clear")),
)


def _entry(clock: str, place: str, seen: str, evening: bool) -> EntryDraft:
    if not place:
        first, _comma, rest = seen.partition(",")
        if rest.strip() and isinstance(addresses.parse(first), Address | Block | Crossing):
            place, seen = first.strip(), rest.strip()
    told = seen.casefold()
    category = next(
        (each for each, words in _CATEGORIES if any(word in told for word in words)), Category.OTHER
    )
    return EntryDraft(
        clock=_half_of(clock, "", evening) if clock else "",
        place=PlaceDraft(" ".join(place.split())),
        category=category.value if seen else Category.ALL_QUIET.value,
        seen=seen,
    )


def without_entries(draft: PatrolDraft) -> PatrolDraft:
    """Give a draft with what its entries say at the end of its note, for times that do not fit the patrol."""
    told = [
        " ".join(part for part in (each.clock, each.place.text, each.seen) if part) for each in draft.entries
    ]
    return replace(draft, entries=(), note="\n".join(filter(None, (draft.note, *told))))
