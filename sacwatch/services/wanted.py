"""Which papers a destination should hold, by the wishes of the captain."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from functools import partial

from sacwatch.domain import meetings as meeting_rules
from sacwatch.domain import times
from sacwatch.domain.audiences import Audience
from sacwatch.domain.destinations import USUAL, Rule, Wish
from sacwatch.domain.errors import NotFound, Trouble
from sacwatch.domain.listing import IncidentQuery, PatrolQuery
from sacwatch.domain.resources import Layout
from sacwatch.reports import registry
from sacwatch.reports.registry import Option
from sacwatch.services import (
    blockmaps,
    concerns,
    handouts,
    meetingpapers,
    phonetrees,
    reporting,
    shifts,
    subjects,
    vacations,
)
from sacwatch.services.handedout import HANDOUT, NEWSLETTER
from sacwatch.services.reporting import Ask, Order
from sacwatch.store.work import Work

MONTHS_KEPT = 12
"""Papers of this month and the eleven before it are kept current, unless all or the latest are wanted."""


@dataclass(frozen=True)
class _Month:
    """What there was in a civil month."""

    first: date
    patrols: tuple[str, ...]
    """The ids of its patrols, oldest first."""
    incidents: tuple[str, ...]
    """The ids of its incidents, likewise."""


def offered() -> list[registry.PaperKind]:
    """Give the papers that can be kept current in a destination, in the order in which they are offered."""
    return [paper for paper in registry.PAPERS.values() if _maker(paper) is not None]


def orders(
    ask: Ask,
    wishes: Sequence[Wish] = USUAL,
    *,
    audience: Audience,
    large: bool,
    today: date,
    zone: tzinfo,
) -> list[Order]:
    """Give every paper that is wanted, month by month, the oldest first."""
    asking = _Asking(ask, today, zone)
    found: dict[Order, None] = {}
    for wish in wishes:
        paper = registry.PAPERS.get(wish.report)
        if paper is None or (paper.captains and audience is not Audience.CAPTAIN):
            continue
        maker = _maker(paper)
        about = maker(asking, wish) if maker is not None else []
        if paper.needs is Option.MEETING:
            about = asking.announced(about, audience)
        for subject in about:
            found[Order(wish.report, subject, audience, large)] = None
    return list(found)


class _Asking:
    """Asks the store once for what several wishes want to know."""

    def __init__(self, ask: Ask, today: date, zone: tzinfo) -> None:
        self._ask, self.today, self._zone = ask, today, zone
        self._months: dict[bool, list[_Month]] = {}

    def months(self, rule: Rule) -> list[_Month]:
        """Give the months that a rule is about, oldest first; of the latest, those of the last twelve."""
        every = rule is Rule.EVERY
        if every not in self._months:
            count = MONTHS_KEPT
            if every:
                first = self._ask(partial(_earliest, zone=self._zone, today=self.today))
                count = max(count, _between(first, self.today) + 1)
            first = months_back(self.today, count - 1)
            self._months[every] = self._ask(partial(_of_months, first, self.today, self._zone))
        return self._months[every]

    def announced(self, meetings: list[str], audience: Audience) -> list[str]:
        """Leave out the meetings to which not everybody is invited, where neighbors would read of them."""
        closed = self.of(lambda work: work.meetings.for_some()) if meetings else []
        return [each for each in meetings if meeting_rules.announced(each not in closed, audience)]

    def of(self, question: Callable[[Work], list[str]]) -> list[str]:
        """Give the subjects that a question finds."""
        found: list[str] = self._ask(question)
        return found

    def first_raised(self) -> date | None:
        """Give the day of the first concern, or None where there is none."""
        found: date | None = self._ask(lambda work: work.concerns.first_raised())
        return found

    def can(self, question: Callable[[Work], bool]) -> bool:
        return bool(self._ask(question))


def _patrols(asking: _Asking, wish: Wish) -> list[str]:
    ids = [id_ for month in asking.months(wish.rule) for id_ in month.patrols]
    return ids[-1:] if wish.rule is Rule.LATEST else ids


def _months(asking: _Asking, wish: Wish) -> list[str]:
    months = asking.months(wish.rule)
    found = [subjects.month_subject(month.first) for month in months if month.patrols]
    return found[-1:] if wish.rule is Rule.LATEST else found


def _periods(asking: _Asking, wish: Wish) -> list[str]:
    months = asking.months(wish.rule)
    # A map shows where people went, too.
    any_will_do = registry.PAPERS[wish.report].drawn
    found = [
        subjects.month_subject(month.first)
        for month in months
        if month.incidents or (any_will_do and month.patrols)
    ]
    return found[-1:] if wish.rule is Rule.LATEST else found


def _incidents(asking: _Asking, wish: Wish) -> list[str]:
    ids = [id_ for month in asking.months(wish.rule) for id_ in month.incidents]
    return ids[-1:] if wish.rule is Rule.LATEST else ids


def _roster(asking: _Asking, _wish: Wish) -> list[str]:
    return [vacations.TODAY] if asking.can(lambda work: bool(work.members.active())) else []


def _register(asking: _Asking, _wish: Wish) -> list[str]:
    return [vacations.TODAY] if asking.can(lambda work: bool(concerns.waiting(work))) else []


def _call_list(asking: _Asking, _wish: Wish) -> list[str]:
    return [blockmaps.WHOLE] if asking.can(lambda work: bool(work.households.active())) else []


def _said(asking: _Asking, wish: Wish) -> list[str]:
    """Give the months from the first concern on, whether anything was raised in them or not."""
    first = asking.first_raised()
    if first is None:
        return []
    count = _between(first, asking.today) + 1
    months = [months_back(asking.today, back) for back in reversed(range(count))]
    most = {Rule.LATEST: 1, Rule.TWELVE_MONTHS: MONTHS_KEPT}.get(wish.rule, count)
    return [subjects.month_subject(month) for month in months[-most:]]


def _blocks(asking: _Asking, _wish: Wish) -> list[str]:
    return [blockmaps.WHOLE] if asking.can(blockmaps.can_be_drawn) else []


def _tree(asking: _Asking, _wish: Wish) -> list[str]:
    return [""] if asking.can(lambda work: bool(phonetrees.callers(work))) else []


def _cards(_asking: _Asking, _wish: Wish) -> list[str]:
    return [each.value for each in Layout]


def _years(asking: _Asking, wish: Wish) -> list[str]:
    years = sorted({month.first.year for month in asking.months(wish.rule) if month.patrols})
    found = [str(year) for year in years]
    return found[-1:] if wish.rule is Rule.LATEST else found


def _shift_months(asking: _Asking, wish: Wish) -> list[str]:
    """Give this month, the next, and the past ones that the rule is about, where any shift is planned."""
    past = [] if wish.rule is Rule.LATEST else [month.first for month in asking.months(wish.rule)]
    months = dict.fromkeys([*past, months_back(asking.today, 0), months_back(asking.today, -1)])
    return [
        subjects.month_subject(month)
        for month in months
        if asking.can(partial(_any_shift, month, months_back(month, -1) - timedelta(days=1)))
    ]


def _shift_weeks(asking: _Asking, _wish: Wish) -> list[str]:
    """Give this week and the next one; what hung on the wall last week is of no use."""
    found = []
    for ahead in (0, 7):
        first, last = subjects.read_week(subjects.week_subject(asking.today + timedelta(days=ahead)))
        found += [first.isoformat()] if asking.can(partial(_any_shift, first, last)) else []
    return found


def _any_shift(first: date, last: date, work: Work) -> bool:
    return shifts.any_planned(work, first, last)


def _meetings(asking: _Asking, wish: Wish) -> list[str]:
    """Give the next meeting; for minutes, handout and newsletter those of the months that the rule is about.

    Minutes are of meetings that were held. A handout is wanted of the next meeting too, and the one of the
    last closed meeting stays beside it until the next is closed.
    """
    told = wish.report in _TOLD_AT
    coming = asking.of(lambda work: [each.id for each in work.meetings.coming(asking.today)])
    if wish.report != meetingpapers.MINUTES and not told:
        return coming
    since = asking.months(wish.rule)[0].first
    latest = wish.rule is Rule.LATEST
    if told:
        held = asking.of(lambda work: handouts.handed_out(work, since, asking.today, latest=latest))
        return list(dict.fromkeys([*held, *coming]))
    found = asking.of(lambda work: meetingpapers.held_since(work, since, asking.today))
    return found[-1:] if latest else found


_TOLD_AT = frozenset({HANDOUT, NEWSLETTER})
"""These tell at a meeting what happened before it, and are read after it."""


_MAKERS: dict[Option, Callable[[_Asking, Wish], list[str]]] = {
    Option.PATROL: _patrols,
    Option.MONTH: _months,
    Option.PERIOD: _periods,
    Option.INCIDENT: _incidents,
    Option.BLOCK: _blocks,
    Option.CALLER: _tree,
    Option.SHIFT_MONTH: _shift_months,
    Option.SHIFT_WEEK: _shift_weeks,
    Option.HOURS: _years,
    Option.CARD: _cards,
    Option.MEETING: _meetings,
}


_BY_NAME: dict[str, Callable[[_Asking, Wish], list[str]]] = {
    "said-and-done": _said,
    "roster": _roster,
    "concerns": _register,
    "call-list": _call_list,
}
"""Papers that are about something else than others for which the same must be said."""


_ASKED_FOR = frozenset({"action-slips", "ledger", "what-changed"})
"""These change with each paper that is written and each record that is saved, and would never be current, or
are handed over once."""


def _maker(paper: registry.PaperKind) -> Callable[[_Asking, Wish], list[str]] | None:
    """Give what finds the subjects of a paper, or None for one that is made for a purpose of its own."""
    if paper.name in _ASKED_FOR:
        return None
    return _BY_NAME.get(paper.name) or _MAKERS.get(paper.needs)


def _of_months(first: date, last: date, zone: tzinfo, work: Work) -> list[_Month]:
    """Give the civil months from one day's to another's, oldest first."""
    since = times.day_start(first.replace(day=1), zone)
    until = times.month_bounds(last.year, last.month, zone)[1]
    patrols: dict[tuple[int, int], list[str]] = {}
    for id_, at in work.patrols.starts(since, until):
        local = at.astimezone(zone)
        patrols.setdefault((local.year, local.month), []).append(id_)
    incidents: dict[tuple[int, int], list[str]] = {}
    for id_, at in work.incidents.starts(since, until):
        local = at.astimezone(zone)
        incidents.setdefault((local.year, local.month), []).append(id_)
    return [
        _Month(
            month,
            tuple(patrols.get((month.year, month.month), ())),
            tuple(incidents.get((month.year, month.month), ())),
        )
        for back in reversed(range(_between(first, last) + 1))
        for month in [months_back(last, back)]
    ]


def _earliest(work: Work, *, zone: tzinfo, today: date) -> date:
    """Give the day of the first patrol or incident, today where there is none."""
    days = [line.day for line in work.patrols.find(PatrolQuery(limit=1, descending=False)).lines]
    lines = work.incidents.find(IncidentQuery(limit=1, descending=False)).lines
    days += [line.occurred_from.astimezone(zone).date() for line in lines]
    return min([today, *days])


def _between(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def months_back(day: date, months: int) -> date:
    """Give the first day of the month so many months before this day's."""
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


def still_there(ask: Ask, order: Order, *, zone: tzinfo) -> bool:
    """Say whether what a paper is about is there still."""
    try:
        reporting.collect(ask, order, zone=zone, photos=False)
    except NotFound:
        return False
    except Trouble:
        return True
    return True
