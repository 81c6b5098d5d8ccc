"""Finds records and whom to call by words, from anywhere in the window."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta, tzinfo

from sacwatch import words_resources
from sacwatch.domain import times
from sacwatch.domain.kinds import Kind
from sacwatch.domain.listing import Hit, IncidentQuery, PatrolQuery
from sacwatch.services import resources
from sacwatch.store.work import Work

HIT_LIMIT = 30
CALL = "call"
"""The kind of a hit that is an entry of the directory of whom to call."""
_PEOPLE = frozenset({Kind.MEMBER.value, Kind.HOUSEHOLD.value})
_DIGITS = 3
"""Of a phone number, so many digits in a row tell something."""


def search(work: Work, text: str, *, zone: tzinfo, today: date) -> list[Hit]:
    """Give the records that hold these words, or, where a date was typed, those of that day first.

    A day is taken in `zone`. People come first, then whom to call, by the name or the number: these are no
    records of their own, and their kind is `CALL`.
    """
    hits: list[Hit] = []
    day = times.read_day(text, today) if any(char.isdigit() for char in text) or len(text) > 4 else None
    if day is not None:
        hits = _of_day(work, day, zone)
    known = {hit.id for hit in hits}
    found = [hit for hit in work.search(text, limit=HIT_LIMIT) if hit.id not in known]
    people = [hit for hit in found if hit.kind in _PEOPLE]
    hits += [*people, *_calls(work, text), *(hit for hit in found if hit.kind not in _PEOPLE)]
    return hits[:HIT_LIMIT]


def _calls(work: Work, text: str) -> list[Hit]:
    """Give whom to call where each word begins one of the name, or stands in the number."""
    wanted = text.casefold().split()
    found = []
    for each in resources.directory(work):
        name, numbers = words_resources.entry_name(each.key, each.name), (each.number, each.text)
        if name and wanted and all(_said_by(word, name, numbers) for word in wanted):
            more = (each.number or each.text, words_resources.entry_purpose(each.key, each.purpose))
            found.append(Hit(CALL, each.id, name, None, " · ".join(filter(None, more))))
    return found


def _said_by(word: str, name: str, numbers: Iterable[str]) -> bool:
    digits = "".join(char for char in word if char.isdigit())
    if len(digits) >= _DIGITS and not any(char.isalpha() for char in word):
        return any(digits in "".join(filter(str.isdigit, each)) for each in numbers)
    return any(part.startswith(word) for part in re.findall(r"[\w’&-]+", name.casefold()))


def _of_day(work: Work, day: date, zone: tzinfo) -> list[Hit]:
    since, until = times.day_start(day, zone), times.day_start(day + timedelta(days=1), zone)
    patrols = work.patrols.find(PatrolQuery(since=since, until=until, limit=HIT_LIMIT)).lines
    incidents = work.incidents.find(IncidentQuery(since=since, until=until, limit=HIT_LIMIT)).lines
    return [
        *(
            Hit(Kind.PATROL.value, each.id, each.area or ", ".join(each.crew), each.started_at, "")
            for each in patrols
        ),
        *(
            Hit(Kind.INCIDENT.value, each.id, each.place_text, each.occurred_from, each.happened)
            for each in incidents
        ),
    ]
