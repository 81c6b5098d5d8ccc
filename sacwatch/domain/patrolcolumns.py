"""Which column of a patrol log that was kept in a spreadsheet tells what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from sacwatch.domain import times
from sacwatch.domain.tables import Table, plain


class Tells(StrEnum):
    """What a column tells, in the order in which a list of them is shown."""

    NOTHING = "nothing"
    DAY = "day"
    START = "start"
    FINISH = "finish"
    HOURS = "hours"
    CREW = "crew"
    DRIVER = "driver"
    ODOMETER_START = "odometer_start"
    ODOMETER_FINISH = "odometer_finish"
    MILES = "miles"
    MODE = "mode"
    VEHICLE = "vehicle"
    AREA = "area"
    WEATHER = "weather"
    NOTES = "notes"
    ENTRY_TIME = "entry_time"
    PLACE = "place"
    SEEN = "seen"


_WORDS: dict[Tells, str] = {
    Tells.DAY: "date|day|patrol date|date of patrol|patrol day",
    Tells.START: (
        "start|start time|time start|time started|started|began|begin|from|time in|time|times|shift"
    ),
    Tells.FINISH: (
        "finish|end|end time|finish time|time end|time ended|ended|stop|to|until|time out|time finished"
    ),
    Tells.HOURS: (
        "hours|hrs|duration|total hours|length|time spent|total time|hours patrolled|number of hours"
    ),
    Tells.CREW: (
        "who|patroller|patrollers|volunteer|volunteers|name|names|crew|members|member"
        "|patrolled by|partner|observer|observers|person|persons|people|team|passenger"
        "|walker|walkers|watch members"
    ),
    Tells.DRIVER: "driver|driver name",
    Tells.ODOMETER_START: (
        "odometer start|start odometer|starting odometer|odometer out"
        "|beginning odometer|start mileage|starting mileage|mileage start"
        "|beginning mileage|odometer begin|odo start"
    ),
    Tells.ODOMETER_FINISH: (
        "odometer finish|odometer end|end odometer|ending odometer|odometer in"
        "|end mileage|ending mileage|mileage end|finish odometer|odo end|odometer stop"
    ),
    Tells.MILES: "miles|mileage|total miles|miles driven|distance|miles patrolled|total mileage",
    Tells.MODE: ("mode|how|type of patrol|patrol type|foot or vehicle|on foot or by car|foot vehicle"),
    Tells.VEHICLE: "vehicle|car|vehicle used",
    Tells.AREA: ("area|route|zone|beat|where|patrol area|area patrolled|neighborhood|section|sector|blocks"),
    Tells.WEATHER: "weather|conditions",
    Tells.NOTES: (
        "notes|note|comments|comment|remarks|summary|activity|activities|log|incidents"
        "|report|details|what happened|observations|entries|notes entries"
    ),
    Tells.ENTRY_TIME: "entry time|time of entry|time seen|time observed|observed at",
    Tells.PLACE: "place|address|location",
    Tells.SEEN: "seen|what was seen|observation|what|observed|what we saw",
}
_BY_WORDS = {word: tells for tells, words in _WORDS.items() for word in words.split("|")}
KNOWN = frozenset(_BY_WORDS)
"""Headings, in plain form, by which a row is known for that of the headings."""

NEEDED = (Tells.DAY, Tells.START, Tells.CREW)
OF_ENTRIES = (Tells.ENTRY_TIME, Tells.PLACE, Tells.SEEN)


def guess_columns(headings: Sequence[str]) -> tuple[Tells, ...]:
    """Guess what each column tells by its heading."""
    found = []
    for heading in headings:
        words = plain(heading)
        found.append(_BY_WORDS.get(words) or _BY_WORDS.get(re.sub(r" ?\d$", "", words), Tells.NOTHING))
    for once in (Tells.DAY, Tells.START, Tells.FINISH):
        places = [place for place, tells in enumerate(found) if tells is once]
        # "Start time" beside "Time": the second one is when something was seen.
        plainest = [place for place in places if plain(headings[place]) in ("time", "times", "shift")]
        for place in plainest if len(places) > 1 else ():
            found[place] = Tells.ENTRY_TIME if plain(headings[place]) == "time" else Tells.NOTHING
    return tuple(found)


def guess(table: Table) -> tuple[Tells, ...]:
    """Guess what each column tells by its heading, and the date by what stands in it where need be."""
    found = list(guess_columns(table.headings))
    if Tells.DAY not in found:
        for place, tells in enumerate(found):
            samples = table.column(place) if tells is Tells.NOTHING else []
            if samples and sum(has_year(each) for each in samples) > 0.6 * len(samples):
                found[place] = Tells.DAY
                break
    return tuple(found)


def missing(uses: Sequence[Tells]) -> tuple[Tells, ...]:
    """Give what no column tells though no patrol can do without it; a driver is a crew."""
    have = set(uses) | ({Tells.CREW} if Tells.DRIVER in uses else set())
    return tuple(each for each in NEEDED if each not in have)


TO = re.compile(r"\s*(?:-|–|—|\bto\b|\buntil\b)\s*", re.IGNORECASE)
"""What stands between a start and a finish in one cell."""


def unsure(table: Table, uses: Sequence[Tells]) -> bool:
    """Say whether a start in the table says neither am nor pm, so that it must be asked."""
    for place, tells in enumerate(uses):
        for cell in table.column(place, most=5000) if tells is Tells.START else ():
            ends = TO.split(cell)
            begun = times.read_clock(ends[0])
            ended = times.read_clock(ends[1]) if len(ends) == 2 else None
            if begun is not None and not begun.sure and not (ended is not None and ended.sure):
                return True
    return False


_DAY_AND_TIME = re.compile(r"(.*\d)[ T](\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?)", re.IGNORECASE)


def day_and_time(text: str) -> tuple[str, str]:
    """Give the day of a cell, and the time that stands in it too."""
    found = _DAY_AND_TIME.fullmatch(" ".join(text.split()))
    return (found[1], found[2]) if found else (" ".join(text.split()), "")


def has_year(text: str) -> bool:
    """Say whether a text is a day with its year: one without means another day in another year."""
    then, now = (times.read_day(day_and_time(text)[0], date(year, 7, 1)) for year in (1990, 2024))
    return then is not None and then == now
