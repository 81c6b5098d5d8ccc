"""The handout of a meeting: which sections it has in which order, how counts compare, and which tip fits."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sacwatch.domain import texts
from sacwatch.domain.audiences import Shows, kept
from sacwatch.domain.errors import Problems
from sacwatch.domain.offences import IncidentKind

PAGES = (2, 4)
"""How long a handout may be: one sheet of paper, or two."""
OWN_LENGTH = 4000
"""Characters of the captain's own paragraph, and of the notices."""


class Section(StrEnum):
    """The sections of a handout, in their usual order."""

    HAPPENED = "happened"
    MAP = "map"
    WEEK = "week"
    PATROLS = "patrols"
    SAID = "said"
    ACTIONS = "actions"
    OWN = "own"
    """The captain's own paragraph."""
    TIP = "tip"
    NOTICES = "notices"
    NEXT = "next"
    CALLS = "calls"


class Tongue(StrEnum):
    """The language of a handout, or both side by side."""

    ENGLISH = "en"
    SPANISH = "es"
    BOTH = "both"


class Tip(StrEnum):
    """What a neighbor can do, in the order that decides where two fit alike."""

    SAFE_WAY = "safe_way"
    HOME = "home"
    PACKAGES = "packages"
    THEFT = "theft"
    CAR = "car"
    CAR_THEFT = "car_theft"
    CATALYTIC = "catalytic"
    FRAUD = "fraud"
    BUSINESS = "business"
    GRAFFITI = "graffiti"
    FIRE = "fire"
    STREETS = "streets"
    QUARREL = "quarrel"
    REPORTING = "reporting"
    DUMPING = "dumping"
    HAZARDS = "hazards"
    DARK_EVENINGS = "dark_evenings"
    HOLIDAYS = "holidays"
    SUMMER = "summer"
    NEIGHBORS = "neighbors"


_K = IncidentKind
_FITS = {
    **dict.fromkeys((_K.ROBBERY, _K.ASSAULT, _K.THREATS, _K.WEAPON), Tip.SAFE_WAY),
    _K.BURGLARY_HOME: Tip.HOME,
    _K.PACKAGE_THEFT: Tip.PACKAGES,
    _K.THEFT: Tip.THEFT,
    _K.VEHICLE_BURGLARY: Tip.CAR,
    _K.VEHICLE_THEFT: Tip.CAR_THEFT,
    _K.VEHICLE_PARTS: Tip.CATALYTIC,
    _K.FRAUD: Tip.FRAUD,
    _K.BURGLARY_BUSINESS: Tip.BUSINESS,
    **dict.fromkeys((_K.GRAFFITI, _K.VANDALISM), Tip.GRAFFITI),
    _K.ARSON: Tip.FIRE,
    _K.HIT_AND_RUN: Tip.STREETS,
    _K.DISTURBANCE: Tip.QUARREL,
    **dict.fromkeys((_K.SUSPICIOUS_ACTIVITY, _K.TRESPASS, _K.DRUGS), Tip.REPORTING),
    _K.DUMPING: Tip.DUMPING,
    _K.HAZARD: Tip.HAZARDS,
}
_OF_MONTH = {
    **dict.fromkeys((11, 12), Tip.HOLIDAYS),
    **dict.fromkeys((1, 2, 10), Tip.DARK_EVENINGS),
    **dict.fromkeys((6, 7, 8), Tip.SUMMER),
}


def fitting(kinds: Iterable[IncidentKind], month: int) -> Tip:
    """Give the tip against what happened most often, or where nothing did, the one for the month."""
    counts = Counter(_FITS[kind] for kind in kinds if kind in _FITS)
    if not counts:
        return _OF_MONTH.get(month, Tip.NEIGHBORS)
    order = list(Tip)
    return min(counts, key=lambda tip: (-counts[tip], order.index(tip)))


# How it is arranged


@dataclass(frozen=True, kw_only=True)
class Arrangement:
    """How the captain wants the handout of a meeting; what stands in it comes from the records."""

    order: tuple[Section, ...] = kept(Shows.ALWAYS, default=())
    """The sections as they were moved; those that are not in it stand where they usually do."""
    hidden: tuple[Section, ...] = kept(Shows.ALWAYS, default=())
    tongue: Tongue = kept(Shows.ALWAYS, default=Tongue.ENGLISH)
    pages: int = kept(Shows.ALWAYS, default=PAGES[0])
    """How many pages it has at most."""
    tip: Tip | None = kept(Shows.ALWAYS, default=None)
    """The tip that the captain chose, or None for the one that fits."""
    own_title: str = kept(Shows.WORDING, default="")
    own_words: str = kept(Shows.WORDING, default="")
    """A paragraph for everybody to read; "" for none."""
    notices: str = kept(Shows.WORDING, default="")
    """What else is announced, one notice on each line."""

    def ordered(self) -> tuple[Section, ...]:
        """Give every section in the order in which the captain wants them, hidden ones included."""
        chosen = list(dict.fromkeys(self.order))
        usual = list(Section)
        for place, section in enumerate(usual):
            if section not in chosen:
                before = [chosen.index(each) for each in usual[:place] if each in chosen]
                chosen.insert(max(before, default=-1) + 1, section)
        return tuple(chosen)

    def shown(self) -> tuple[Section, ...]:
        """Give the sections that are not hidden."""
        return tuple(each for each in self.ordered() if each not in self.hidden)


AS_USUAL = Arrangement()


@dataclass(frozen=True)
class ArrangementDraft:
    """An arrangement as its dialog holds it."""

    order: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    tongue: str = "en"
    pages: int = PAGES[0]
    tip: str = ""
    own_title: str = ""
    own_words: str = ""
    notices: str = ""


def settle(draft: ArrangementDraft) -> Arrangement:
    """Give the arrangement a draft means; raises `Invalid` with every problem by field."""
    problems = Problems()
    order = tuple(Section(each) for each in draft.order)
    arrangement = Arrangement(
        order=() if order == tuple(Section) else order,
        hidden=tuple(each for each in Section if each.value in draft.hidden),
        tongue=Tongue(draft.tongue),
        pages=draft.pages if draft.pages in PAGES else PAGES[0],
        tip=Tip(draft.tip) if draft.tip else None,
        own_title=texts.name(draft.own_title, "own_title", problems),
        own_words=texts.words(draft.own_words, "own_words", problems, limit=OWN_LENGTH),
        notices=texts.words(draft.notices, "notices", problems, limit=OWN_LENGTH),
    )
    problems.settle()
    return arrangement


def draft_of(arrangement: Arrangement) -> ArrangementDraft:
    """Give the draft that settles to this arrangement again."""
    return ArrangementDraft(
        order=tuple(each.value for each in arrangement.ordered()),
        hidden=tuple(each.value for each in arrangement.hidden),
        tongue=arrangement.tongue.value,
        pages=arrangement.pages,
        tip=arrangement.tip.value if arrangement.tip else "",
        own_title=arrangement.own_title,
        own_words=arrangement.own_words,
        notices=arrangement.notices,
    )


# How counts compare


class Trend(StrEnum):
    """What a count tells beside that of the time before."""

    TOO_FEW = "too_few"
    SAME = "same"
    MORE = "more"
    FEWER = "fewer"


LEAST_FOR_PERCENT = 20
"""Below this count a percentage tells less than the counts themselves."""
_CHANCE = 0.05
_EXACT = 1000


@dataclass(frozen=True, kw_only=True)
class Compared:
    """How a count stands to that of an equally long time before it."""

    trend: Trend = kept(Shows.ALWAYS)
    difference: int = kept(Shows.ALWAYS, default=0)
    """How many more or fewer; never below 0."""
    percent: int | None = kept(Shows.ALWAYS, default=None)
    """The same of the count before, or None where that was too small."""


def compare(now: int, before: int) -> Compared:
    """Compare the counts of two equally long times.

    Where chance alone makes so large a difference more than one time in twenty, none is told: given
    the sum, each of two equal Poisson counts is binomial with one half (J. Przyborowski and
    H. Wilenski, "Homogeneity of results in testing samples from Poisson series", Biometrika 31
    (1940), 313-323). 2 to 4 is not "up 100 percent".
    """
    if _by_chance(now, before) > _CHANCE:
        few = now + before < 2 * LEAST_FOR_PERCENT
        return Compared(trend=Trend.TOO_FEW if few else Trend.SAME)
    difference = abs(now - before)
    percent = None
    if min(now, before) >= LEAST_FOR_PERCENT:
        percent = round(100 * difference / before)
    trend = Trend.MORE if now > before else Trend.FEWER
    return Compared(trend=trend, difference=difference, percent=percent)


def _by_chance(now: int, before: int) -> float:
    """Give how likely chance alone makes a difference as large as this or larger."""
    total, most = now + before, max(now, before)
    if total > _EXACT:
        return math.erfc((abs(now - before) - 1) / math.sqrt(2 * total))
    tail = sum(math.comb(total, count) for count in range(most, total + 1))
    return min(1.0, 2 * tail / (1 << total))


@dataclass(frozen=True, kw_only=True)
class Counted:
    """How often a kind happened, now and in the equally long time before; None where that is not known."""

    kind: IncidentKind = kept(Shows.ALWAYS)
    now: int = kept(Shows.ALWAYS)
    before: int | None = kept(Shows.ALWAYS, default=None)


def counted(now: Iterable[IncidentKind], before: Iterable[IncidentKind] | None) -> tuple[Counted, ...]:
    """Count by kind, the most frequent first; `before` is None where nothing is known of that time."""
    these = Counter(now)
    those = None if before is None else Counter(before)
    order = list(IncidentKind)
    kinds = sorted({*these, *(those or ())}, key=lambda kind: (-these[kind], order.index(kind)))
    return tuple(
        Counted(kind=kind, now=these[kind], before=None if those is None else those[kind]) for kind in kinds
    )
