"""Papers: gathered from the records, reduced for their audience, then laid out."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

from sacwatch import i18n, paths, words
from sacwatch.domain import times
from sacwatch.domain.attachments import Attachment
from sacwatch.domain.audiences import Audience, may_show
from sacwatch.domain.errors import Trouble
from sacwatch.domain.handouts import Tongue
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.leftout import LeftOut, Thing
from sacwatch.domain.mapfilters import MapFilter
from sacwatch.domain.statements import for_hours
from sacwatch.domain.watches import Watch
from sacwatch.reports import fingerprints, recognising, registry
from sacwatch.reports.recognising import Imprint
from sacwatch.reports.registry import PaperKind
from sacwatch.services import (
    actionpapers,
    blockmaps,
    cardpapers,
    changepapers,
    concernpapers,
    exportpapers,
    handouts,
    incidentpapers,
    mapgathering,
    mapsheets,
    meetingpapers,
    memberpapers,
    papermaps,
    rosterpapers,
    sheetpapers,
    shiftpapers,
    showing,
    slips,
    statements,
    subjects,
    treepapers,
    vacations,
)
from sacwatch.services.orders import Ask as Ask
from sacwatch.services.orders import Gathered as Gathered
from sacwatch.services.orders import Order as Order
from sacwatch.services.orders import file_name, letterhead, photo_marks, photos_of, title_of, within
from sacwatch.store.work import Work


def papers() -> list[PaperKind]:
    """Give every paper there is, in the order in which they are offered."""
    return list(registry.PAPERS.values())


def gather(work: Work, order: Order, *, zone: tzinfo) -> Gathered:
    """Gather and reduce what a paper is made from, in one go. Civil days are taken in `zone`.

    Raises NotFound for a patrol that is gone, or Trouble for a report or subject that is none.
    """
    return collect(lambda question: question(work), order, zone=zone)


def collect(ask: Ask, order: Order, *, zone: tzinfo, photos: bool = True) -> Gathered:
    """Gather like `gather`, in several short questions; not in the store's own thread.

    Without `photos` their bytes are left in the store: enough to know the name and the fingerprint.
    """
    if order.report not in registry.PAPERS:
        raise Trouble("trouble.no_such_report", name=order.report[:60])
    if registry.PAPERS[order.report].captains and order.audience is not Audience.CAPTAIN:
        raise Trouble("trouble.captains_paper")
    if order.tongue is not Tongue.ENGLISH and not registry.PAPERS[order.report].speaks:
        raise Trouble("trouble.english_alone", paper=registry.PAPERS[order.report].title_words)
    if not _spoken(order):
        return _COLLECTORS[order.report](ask, order, zone, photos)
    # The questions are asked in another thread, which has to speak the language too.
    with i18n.speaking(order.tongue, _translations()):
        gathered = _COLLECTORS[order.report](_speaking(ask, order), order, zone, photos)
    name, suffix = gathered.file_name.removesuffix(".pdf"), words.label("tongue", order.tongue.value)
    return dataclasses.replace(
        gathered,
        file_name=paths.safe_name(name, suffix=f" - {suffix}.pdf"),
        fingerprint=fingerprints.fingerprint((gathered.fingerprint, order.tongue.value)),
    )


def _spoken(order: Order) -> bool:
    """Say whether a paper is made in another language than English."""
    return order.tongue is not Tongue.ENGLISH


def _speaking(ask: Ask, order: Order) -> Ask:
    def ask_in(question: Callable[[Work], Any]) -> Any:
        def answer(work: Work) -> Any:
            with i18n.speaking(order.tongue, _translations()):
                return question(work)

        return ask(answer)

    return ask_in


def _translations() -> Path:
    return paths.resources() / "translations"


def make(gathered: Gathered, made_on: datetime) -> bytes:
    """Lay a paper out as PDF. `made_on` is aware UTC. Needs no store; for the pool."""
    if not _spoken(gathered.order):
        return _MAKERS[gathered.order.report](gathered, made_on)
    with i18n.speaking(gathered.order.tongue, _translations()):
        return _MAKERS[gathered.order.report](gathered, made_on)


def _make_patrol_log(gathered: Gathered, made_on: datetime) -> bytes:
    from sacwatch.reports import patrols  # a door: ReportLab is loaded with the first paper

    return patrols.patrol_log(gathered.data, made_on)


def _make_patrol_hours(gathered: Gathered, made_on: datetime) -> bytes:
    from sacwatch.reports import patrols

    return patrols.patrol_hours(gathered.data, made_on)


def _make_phone_tree(gathered: Gathered, made_on: datetime) -> bytes:
    from sacwatch.reports.phonetree import phone_tree

    return phone_tree(gathered.data, made_on)


def _make_shift_month(gathered: Gathered, made_on: datetime) -> bytes:
    from sacwatch.reports.shifts import shift_month

    return shift_month(gathered.data, made_on)


def _make_shift_week(gathered: Gathered, made_on: datetime) -> bytes:
    from sacwatch.reports.shifts import shift_week

    return shift_week(gathered.data, made_on)


def _make_hours_statement(gathered: Gathered, made_on: datetime) -> bytes:
    from sacwatch.reports.statements import hours_statement

    return hours_statement(gathered.data, made_on)


def _make_volunteer_statement(gathered: Gathered, made_on: datetime) -> bytes:
    from sacwatch.reports.statements import volunteer_statement

    return volunteer_statement(gathered.data, made_on)


def _make_vacation_checks(gathered: Gathered, made_on: datetime) -> bytes:
    from sacwatch.reports.vacations import vacation_checks

    return vacation_checks(gathered.data, made_on)


def _make_household_slips(gathered: Gathered, made_on: datetime) -> bytes:
    from sacwatch.reports.slips import household_slips

    return household_slips(gathered.data, made_on)


def _make_vacation_request(gathered: Gathered, made_on: datetime) -> bytes:
    from sacwatch.reports.vacations import vacation_request

    return vacation_request(gathered.data, made_on)


_MAKERS: dict[str, Callable[[Gathered, datetime], bytes]] = {
    "patrol-log": _make_patrol_log,
    "patrol-hours": _make_patrol_hours,
    "patrol-sheet": lambda gathered, made_on: sheetpapers.make(gathered.data, made_on),
    "filled-sheet": lambda gathered, made_on: sheetpapers.make_filled(gathered.data, made_on),
    "shift-calendar": _make_shift_month,
    "shift-week": _make_shift_week,
    "vacation-checks": _make_vacation_checks,
    "vacation-request": _make_vacation_request,
    "household-slip": _make_household_slips,
    "hours-statement": _make_hours_statement,
    "volunteer-statement": _make_volunteer_statement,
    "incident-summary": incidentpapers.make_summary,
    "incident-report": incidentpapers.make,
    "incident-reports": incidentpapers.make,
    "roster": rosterpapers.make,
    "call-list": rosterpapers.make_calls,
    "what-changed": changepapers.make,
    "phone-tree": _make_phone_tree,
    "said-and-done": concernpapers.make_said,
    "concerns": concernpapers.make_register,
    "concern-sheet": concernpapers.make_sheet,
    "member-sheet": memberpapers.make,
    "map": lambda gathered, made_on: mapsheets.make_paper(gathered.data, made_on),
    "block-map": lambda gathered, made_on: blockmaps.make(gathered.data, made_on),
    "call-card": lambda gathered, made_on: cardpapers.make(gathered.data, made_on),
    "handout": handouts.make,
    "newsletter": handouts.make,
    "agenda": meetingpapers.make,
    "sign-in-sheet": meetingpapers.make,
    "minutes": meetingpapers.make,
    "meeting-flyer": meetingpapers.make,
    "action-slips": actionpapers.make,
    "ledger": lambda gathered, made_on: exportpapers.make_ledger(gathered.data, made_on),
}
"""What lays out each paper, by its name in the registry."""


def imprint(data: bytes) -> Imprint | None:
    """Say when and by which watch a PDF was made, or None for one that SacWatch did not make."""
    return recognising.imprint(data)


def _patrol_log(ask: Ask, order: Order, zone: tzinfo, photos: bool) -> Gathered:
    from sacwatch.reports.patrols import PatrolLog

    def look(work: Work) -> tuple[Watch, Any, Any, LeftOut, list[Attachment]]:
        patrol = work.patrols.get(order.subject)
        pictures = []
        if may_show(Attachment, "name", order.audience):
            pictures = [each for each in work.attachments.of(Ref(Kind.PATROL, patrol.id)) if each.picture]
        eyes = showing.eyes(work, order.audience)
        return letterhead(work, order), patrol, eyes.see(patrol), eyes.left_out(), pictures

    watch, patrol, seen, left_out, pictures = ask(look)
    data = PatrolLog(
        watch=watch,
        audience=order.audience,
        patrol=seen,
        left_out=left_out,
        large=order.large,
    )
    fingerprint = fingerprints.fingerprint((data, photo_marks(pictures)))
    if photos:
        data = dataclasses.replace(data, photos=photos_of(ask, pictures))
    name = f"{title_of(order)} {patrol.started_at.astimezone(zone):%Y-%m-%d %H%M}"
    return Gathered(order, data, file_name(name), fingerprint)


def _patrol_hours(ask: Ask, order: Order, zone: tzinfo, _photos: bool) -> Gathered:
    from sacwatch.reports.patrols import PatrolHours

    year, month = subjects.read_month(order.subject)
    since, until = times.month_bounds(year, month, zone)
    watch, eyes = ask(lambda work: (letterhead(work, order), showing.eyes(work, order.audience)))
    patrols = within(ask, lambda work, first, last: work.patrols.within(first, last), since, until)
    data = PatrolHours(
        watch=watch,
        audience=order.audience,
        year=year,
        month=month,
        patrols=tuple(map(for_hours, eyes.see_all(patrols))),
        left_out=eyes.left_out(Thing.NAMES, Thing.MILES),
        large=order.large,
    )
    name = file_name(f"{title_of(order)} {year}-{month:02}")
    return Gathered(order, data, name, fingerprints.fingerprint(data))


def _patrol_sheet(ask: Ask, order: Order, zone: tzinfo, _photos: bool) -> Gathered:
    def look(work: Work) -> sheetpapers.SheetPaper:
        return sheetpapers.gather(work, letterhead(work, order), order.subject, zone=zone)

    data: sheetpapers.SheetPaper = ask(look)
    name = file_name(f"{title_of(order)} {sheetpapers.file_name(data)}")
    return Gathered(order, data, name, fingerprints.fingerprint((data, papermaps.key())))


def _filled_sheet(ask: Ask, order: Order, zone: tzinfo, _photos: bool) -> Gathered:
    data = ask(lambda work: sheetpapers.gather_filled(work, letterhead(work, order), order.subject))
    name = f"{title_of(order)} {data.number} {data.patrol.started_at.astimezone(zone):%Y-%m-%d %H%M}"
    return Gathered(order, data, file_name(" ".join(name.split())), fingerprints.fingerprint(data))


def _shift_month(ask: Ask, order: Order, zone: tzinfo, _photos: bool) -> Gathered:
    subjects.read_month(order.subject)
    first, last = subjects.read_period(order.subject)
    return _shifts(ask, order, first, last, f"{first:%Y-%m}", zone)


def _shift_week(ask: Ask, order: Order, zone: tzinfo, _photos: bool) -> Gathered:
    first, last = subjects.read_week(order.subject)
    return _shifts(ask, order, first, last, subjects.period_name(first, last), zone)


def _shifts(ask: Ask, order: Order, first: date, last: date, named: str, zone: tzinfo) -> Gathered:
    how: Any = {"audience": order.audience, "zone": zone, "large": order.large}
    data = ask(lambda work: shiftpapers.gather(work, letterhead(work, order), first, last, **how))
    name = file_name(f"{title_of(order)} {named}")
    return Gathered(order, data, name, fingerprints.fingerprint(data))


def _vacation_checks(ask: Ask, order: Order, zone: tzinfo, _photos: bool) -> Gathered:
    data = ask(
        lambda work: vacations.gather_checks(work, letterhead(work, order), large=order.large, zone=zone)
    )
    name = file_name(f"{title_of(order)} {data.day.isoformat()}")
    return Gathered(order, data, name, fingerprints.fingerprint(data))


def _vacation_request(ask: Ask, order: Order, zone: tzinfo, _photos: bool) -> Gathered:
    data = ask(
        lambda work: vacations.gather_request(
            work, letterhead(work, order), order.subject, large=order.large, zone=zone
        )
    )
    name = file_name(f"{title_of(order)} {data.address[:60]}".rstrip())
    return Gathered(order, data, name, fingerprints.fingerprint((data, data.return_to)))


def _household_slips(ask: Ask, order: Order, zone: tzinfo, _photos: bool) -> Gathered:
    data = ask(
        lambda work: slips.gather(work, letterhead(work, order), order.subject, large=order.large, zone=zone)
    )
    one = data.slips[0].called[:60] if len(data.slips) == 1 else data.day.isoformat()
    name = file_name(f"{title_of(order)} {one}".rstrip())
    return Gathered(order, data, name, fingerprints.fingerprint((data, data.watch.meeting_place)))


def _hours_statement(ask: Ask, order: Order, zone: tzinfo, _photos: bool) -> Gathered:
    from sacwatch.reports.statements import HoursStatement

    first, last, step = subjects.read_hours(order.subject)
    watch, eyes = ask(lambda work: (letterhead(work, order), showing.eyes(work, order.audience)))
    data = HoursStatement(
        watch=watch,
        audience=order.audience,
        statement=ask(lambda work: statements.hours(work, first, last, step, eyes=eyes, zone=zone)),
        left_out=eyes.left_out(Thing.NAMES, Thing.MILES),
        large=order.large,
    )
    name = file_name(f"{title_of(order)} {subjects.period_name(first, last)}")
    return Gathered(order, data, name, fingerprints.fingerprint(data))


def _volunteer_statement(ask: Ask, order: Order, zone: tzinfo, _photos: bool) -> Gathered:
    from sacwatch.reports.statements import VolunteerStatement

    member_id, first, last, step = subjects.read_member_hours(order.subject)
    watch: Watch = ask(lambda work: letterhead(work, order))
    name, statement = ask(
        lambda work: statements.hours_of_member(work, member_id, first, last, step, zone=zone)
    )
    data = VolunteerStatement(watch=watch, name=name, statement=statement, large=order.large)
    named = file_name(f"{title_of(order)} {name[:60]} {subjects.period_name(first, last)}")
    return Gathered(order, data, named, fingerprints.fingerprint(data))


def _phone_tree(ask: Ask, order: Order, _zone: tzinfo, _photos: bool) -> Gathered:
    watch: Watch = ask(lambda work: letterhead(work, order))
    data = ask(
        lambda work: treepapers.gather(work, watch, order.subject, audience=order.audience, large=order.large)
    )
    who = data.sheets[0].name if data.only else ""
    return Gathered(
        order, data, file_name(f"{title_of(order)} {who}".rstrip()), fingerprints.fingerprint(data)
    )


def _map(ask: Ask, order: Order, zone: tzinfo, _photos: bool) -> Gathered:
    first, last = subjects.read_period(order.subject)
    wanted = MapFilter(
        since=times.day_start(first, zone), until=times.day_start(last + timedelta(days=1), zone)
    )
    options = mapgathering.MapOptions(
        audience=order.audience, form=order.form, style=order.style, large=order.large
    )
    shown = mapgathering.Shown(wanted=wanted)
    data = ask(lambda work: mapgathering.gather(work, shown, options))
    name = file_name(f"{title_of(order)} {subjects.period_name(first, last)}")
    return Gathered(order, data, name, _map_fingerprint(data))


def _map_fingerprint(data: mapgathering.Gathered) -> str:
    """The boundary and the blocks are drawn, and are no part of a letterhead."""
    outlines = tuple(block.outline for block in data.watch.blocks)
    return fingerprints.fingerprint((data, data.watch.boundary, outlines, papermaps.key()))


def _block_map(ask: Ask, order: Order, _zone: tzinfo, _photos: bool) -> Gathered:
    data = ask(
        lambda work: blockmaps.gather(
            work,
            order.subject,
            audience=order.audience,
            form=order.form,
            style=order.style,
            large=order.large,
        )
    )
    name = title_of(order) if data.whole else f"{title_of(order)} {data.blocks[0].name}"
    # The boundary is drawn around all blocks, and is no part of a letterhead.
    return Gathered(order, data, file_name(name), fingerprints.fingerprint((data, data.watch.boundary)))


def _call_card(ask: Ask, order: Order, zone: tzinfo, _photos: bool) -> Gathered:
    how: Any = {"audience": order.audience, "zone": zone, "large": order.large}
    data = ask(lambda work: cardpapers.gather(work, letterhead(work, order), order.subject, **how))
    name = f"{title_of(order)} {words.label('card_name', data.layout.value)}"
    return Gathered(order, data, file_name(name), fingerprints.fingerprint(data))


def _ledger(ask: Ask, order: Order, zone: tzinfo, _photos: bool) -> Gathered:
    first, last = subjects.read_period(order.subject)
    data = ask(
        lambda work: exportpapers.ledger(
            work, letterhead(work, order), first, last, zone=zone, large=order.large
        )
    )
    name = file_name(f"{title_of(order)} {subjects.period_name(first, last)}")
    return Gathered(order, data, name, fingerprints.fingerprint(data))


_COLLECTORS: dict[str, Callable[[Ask, Order, tzinfo, bool], Gathered]] = {
    "patrol-log": _patrol_log,
    "patrol-hours": _patrol_hours,
    "patrol-sheet": _patrol_sheet,
    "filled-sheet": _filled_sheet,
    "shift-calendar": _shift_month,
    "shift-week": _shift_week,
    "vacation-checks": _vacation_checks,
    "vacation-request": _vacation_request,
    "household-slip": _household_slips,
    "hours-statement": _hours_statement,
    "volunteer-statement": _volunteer_statement,
    "incident-summary": incidentpapers.collect_summary,
    "incident-report": incidentpapers.collect_one,
    "incident-reports": incidentpapers.collect_period,
    "roster": rosterpapers.collect,
    "call-list": rosterpapers.collect_calls,
    "what-changed": changepapers.collect,
    "phone-tree": _phone_tree,
    "said-and-done": concernpapers.collect_said,
    "concerns": concernpapers.collect_register,
    "concern-sheet": concernpapers.collect_sheet,
    "member-sheet": memberpapers.collect,
    "map": _map,
    "block-map": _block_map,
    "call-card": _call_card,
    "handout": handouts.collect,
    "newsletter": handouts.collect,
    "agenda": meetingpapers.collect,
    "sign-in-sheet": meetingpapers.collect,
    "minutes": meetingpapers.collect,
    "meeting-flyer": meetingpapers.collect,
    "action-slips": actionpapers.collect,
    "ledger": _ledger,
}


def save(path: Path, data: bytes, *, at: datetime | None = None) -> Path:
    """Save a paper to a file, whole or not at all, and give the file; raises Trouble.

    Where that file is open elsewhere, a second copy with the clock time `at` in its name is made
    beside it; without `at` that raises.
    """
    from sacwatch.exchange import folders

    if path.suffix.lower() == paths.SUFFIX:
        raise Trouble("trouble.target_is_watch", name=path.name)
    try:
        folders.write_whole(path, data)
    except folders.TargetBusy:
        if at is None:
            raise
        return folders.write_beside(path, data, at)
    return path
