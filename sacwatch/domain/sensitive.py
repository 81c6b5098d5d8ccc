"""What is never placed or described for neighbours: it is counted, and nothing more.

Tables say by kind of incident, by the police's code, by the category of a patrol entry, by the service
that was told and by what a concern is about what is withheld. `topic` asks them of a record; `told`
leaves out what is withheld. Where a code may mean two things, it is taken for the one that needs
guarding: one incident too few on a map harms nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from sacwatch.domain import concerns
from sacwatch.domain.audiences import Audience, exact_place
from sacwatch.domain.offences import IncidentKind
from sacwatch.domain.patrols import Category
from sacwatch.domain.reported import ReportedTo

R = TypeVar("R")


class Topic(StrEnum):
    """Why something is only counted."""

    SEXUAL = "sexual_offence"
    DOMESTIC = "domestic_violence"
    JUVENILE = "juvenile"
    SUICIDE = "suicide"
    WELFARE = "welfare"
    EMPTY_HOUSE = "empty_house"
    """Whose house stands empty, which a check of it tells."""
    SAID = "said"
    """The captain said so of this one."""


KINDS = {
    IncidentKind.SEXUAL_OFFENCE: Topic.SEXUAL,
    IncidentKind.DOMESTIC_VIOLENCE: Topic.DOMESTIC,
    IncidentKind.JUVENILE: Topic.JUVENILE,
    IncidentKind.SUICIDE: Topic.SUICIDE,
    IncidentKind.WELFARE_CHECK: Topic.WELFARE,
}

CATEGORIES = {
    Category.WELFARE: Topic.WELFARE,
    Category.HOUSE_CHECK: Topic.EMPTY_HOUSE,
}

SERVICES = {
    ReportedTo.CRISIS_LINE: Topic.WELFARE,
}
"""Who was told of it: whom only somebody in a crisis is helped by."""

CONCERNS = {
    concerns.Topic.NEEDS_HELP: Topic.WELFARE,
}
"""What a concern is about: where it is would show a person."""

_PENAL = {
    **dict.fromkeys(
        "220 236.1 243.4 261 262 264 265 266 267 269 285 286 287 288 289 290 314 647(a) 647(b) 647.6".split(),
        Topic.SEXUAL,
    ),
    **dict.fromkeys("166(c) 243(e) 273.5 273.6 273.7".split(), Topic.DOMESTIC),
    **dict.fromkeys("270 271 272 273a 273d 277 278 278.5".split(), Topic.JUVENILE),
    **dict.fromkeys("401 10-56".split(), Topic.SUICIDE),
    **dict.fromkeys("5150 5585".split(), Topic.WELFARE),
}
"""Sections of the California Penal Code, where no other law is named; and two that are said without it:
10-56 is the radio code for a suicide, 5150 and 5585 (Welfare and Institutions Code) are holds for a
mental-health crisis."""

_WELFARE_CODE = {
    **dict.fromkeys("300 601 602 707".split(), Topic.JUVENILE),
    **dict.fromkeys("5150 5585".split(), Topic.WELFARE),
}
"""Sections of the Welfare and Institutions Code."""

_CLASSES = {
    "11": Topic.SEXUAL,
    "36": Topic.SEXUAL,
    "37": Topic.SEXUAL,
    "38": Topic.DOMESTIC,
    "40": Topic.SEXUAL,
}
"""NCIC classes by the first two of four digits: sexual assault, sex offences, obscene material, family
offences, commercial sex. The police of Sacramento publish these codes."""

_SAID = {
    Topic.SEXUAL: (
        "sex* rape* raping rapist* lewd* molest* indecen* sodom* prostit* solicit* groom* incest* fondl*"
        " grop* porn* obscen* voyeur* peep* pimp* pander* brothel* nude* nudity naked exhibitionis* exposure"
        " exposing masturbat* copulat* intercourse upskirt* human-traffick*"
    ),
    Topic.DOMESTIC: "domestic* spous* dv dvro cohabit* partner* battered strangl* strangul* restraining",
    Topic.JUVENILE: (
        "juv* child* minor minors run-away* teen* infant* baby babies kid kids youth* truan* under-age*"
    ),
    Topic.SUICIDE: "suicid* self-harm* self-injur* self-inflict* self-mutilat*",
    Topic.WELFARE: (
        "welfare wellness well-being mental* psych* dementia alzheimer* elder* dependent-adult* abus*"
        " neglect* overdos*"
    ),
}
"""What is typed in place of a code; an asterisk stands for the rest of a word, and a hyphen for whatever
stands between two words, or nothing."""


def _pattern(said: str) -> re.Pattern[str]:
    letter = r"[^\W_]"  # an underscore parts words too
    words = "|".join(said.replace("*", f"{letter}*").replace("-", r"[\W_]*").split())
    return re.compile(rf"(?<!{letter})(?:{words})(?!{letter})", re.IGNORECASE)


_WORDS = tuple((_pattern(said), topic) for topic, said in _SAID.items())

_SECTION = re.compile(r"\d{1,5}(?:\.\d{1,2})?(?:-\d{1,2})?[a-z]?(?:\([a-z0-9]{1,2}\))*", re.IGNORECASE)
_PARENTHESES = re.compile(r"\([a-z0-9]{1,2}\)$")
_WELFARE_LAW = re.compile(r"\bW&?I\b", re.IGNORECASE)
_OTHER_LAW = re.compile(r"\b(?:VC|HS|H&S|BP|B&P|FG|GC|SCC)\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def topic_of_code(code: str) -> Topic | None:
    """Say why what has this offence code is only counted, or None where it may be told."""
    for words, topic in _WORDS:
        if words.search(code):
            return topic
    if _OTHER_LAW.search(code):
        return None
    law = _WELFARE_CODE if _WELFARE_LAW.search(code) else _PENAL
    for section in _SECTION.findall(code):
        found = _topic_of_section(section.lower(), law)
        if found is not None:
            return found
    return None


def _topic_of_section(section: str, law: dict[str, Topic]) -> Topic | None:
    """Look a section up as it stands, then without its parts: 243(e)(1), 243(e), 243."""
    if law is _PENAL and re.fullmatch(r"\d{4}(?:-\d{1,2})?", section):
        return law.get(section[:4]) or _CLASSES.get(section[:2])
    if law is _PENAL and section.startswith("311."):
        return Topic.SEXUAL  # without its part it is the number of the city's service
    while section:
        if section in law:
            return law[section]
        shorter = _PARENTHESES.sub("", section)
        if shorter == section:
            shorter = section.rstrip("abcdefghijklmnopqrstuvwxyz")
        if shorter == section:
            shorter = section.partition(".")[0]
        if shorter == section:
            return None
        section = shorter
    return None


def topic(record: object) -> Topic | None:
    """Say why a record is only counted for neighbours, or None where it may be told.

    It is asked of the kind, the code, the category, the topic and the service of a record, and of its
    `counted_only`, whichever of them it has: what was reduced for neighbours has kept its topic or that.
    """
    kind, code = getattr(record, "kind", None), getattr(record, "code", "")
    found = KINDS.get(kind) if isinstance(kind, IncidentKind) else None
    category = getattr(record, "category", None)
    if found is None and isinstance(category, Category):
        found = CATEGORIES.get(category)
    about = getattr(record, "topic", None)
    if found is None and isinstance(about, concerns.Topic):
        found = CONCERNS.get(about)
    if found is None and isinstance(kind, IncidentKind) and code:
        found = topic_of_code(code)
    told = getattr(record, "reported_to", None)
    if found is None and isinstance(told, ReportedTo):
        found = SERVICES.get(told)
    if found is None and getattr(record, "counted_only", False):
        found = Topic.SAID
    return found


def withheld(record: object) -> bool:
    """Say whether a record is never placed or described for neighbours."""
    return topic(record) is not None


def told(records: Iterable[R], audience: Audience) -> list[R]:
    """Give the records that an audience may be told of one by one, in their order.

    To neighbours what is withheld is no line of a list and no mark of a map: the kind of line alone would
    tell. It may be asked of records as they are kept, and of reduced ones.
    """
    exact = exact_place(audience)
    return [each for each in records if exact or not withheld(each)]
