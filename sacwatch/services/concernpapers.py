"""What the papers about concerns are made from: "You said / we did", and the register of what is open."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING

from sacwatch.domain import sensitive
from sacwatch.domain.audiences import Audience, exact_place
from sacwatch.domain.concerns import Concern
from sacwatch.domain.errors import Trouble
from sacwatch.domain.leftout import Thing
from sacwatch.domain.listing import ActionQuery
from sacwatch.domain.saidanddone import SaidAndDone, sorted_out
from sacwatch.domain.watches import Watch
from sacwatch.reports import fingerprints
from sacwatch.services import concerns, meetingpapers, showing, subjects
from sacwatch.services.orders import Ask, Gathered, Order, file_name, letterhead, title_of
from sacwatch.store.work import Work
from sacwatch.words import label

if TYPE_CHECKING:
    from sacwatch.reports.concerns import Register, SaidAndDonePage
    from sacwatch.reports.concernsheet import ConcernSheet

_ACTIONS = 500
_SHOWN = (Thing.PLACES, Thing.TOLD, Thing.NAMES, Thing.PERSONAL)


def said_and_done(
    work: Work, watch: Watch, first: date, last: date, *, audience: Audience, large: bool = False
) -> SaidAndDonePage:
    """Give what was said and done in a period of civil days, both included, as this audience may see it.

    `watch` is reduced already. Also for the handout, which shows it among other things.
    """
    from sacwatch.reports.concerns import SaidAndDonePage  # a door: ReportLab comes with it

    eyes = showing.eyes(work, audience)
    found = work.concerns.active_within(first, last)
    described = sensitive.told(found, audience)
    told = sorted_out(described, first, last)
    seen: SaidAndDone = eyes.see(told)
    shown = dataclasses.replace(
        seen, done=_shown(seen.done), waiting=_shown(seen.waiting), dropped=_shown(seen.dropped)
    )
    return SaidAndDonePage(
        watch=watch,
        audience=audience,
        told=shown,
        undescribed=len(described) < len(found),
        left_out=eyes.left_out(*_SHOWN),
        large=large,
    )


def register(work: Work, watch: Watch, day: date, *, audience: Audience, large: bool = False) -> Register:
    """Give the open concerns as this audience may see them; `watch` is reduced already."""
    from sacwatch.reports.concerns import Register

    eyes = showing.eyes(work, audience)
    found = concerns.waiting(work)
    described = sensitive.told(found, audience)
    exact = exact_place(audience)
    return Register(
        watch=watch,
        audience=audience,
        day=day,
        concerns=_shown(eyes.see_all(described)),
        blocks=tuple((each.id, each.name) for each in watch.blocks) if exact else (),
        undescribed=len(described) < len(found),
        left_out=eyes.left_out(*_SHOWN),
        large=large,
    )


def _shown(found: Iterable[Concern]) -> tuple[Concern, ...]:
    """Leave out the captain's notes and what no paper shows, so that changing it makes none stale."""
    return tuple(dataclasses.replace(each, note="", past_steps=()) for each in found)


def sheet(
    work: Work, watch: Watch, concern_id: str, day: date, *, audience: Audience, large: bool = False
) -> ConcernSheet:
    """Give one concern with its steps and actions as this audience may see it; raises NotFound.

    Raises Trouble where its readers are not told of it at all. `watch` is reduced already.
    """
    from sacwatch.reports.concernsheet import ConcernSheet

    concern = work.concerns.get(concern_id)
    if not sensitive.told([concern], audience):
        raise Trouble("trouble.concern_not_told")
    eyes = showing.eyes(work, audience)
    actions = work.actions.find(ActionQuery(concern_id=concern_id, limit=_ACTIONS)).lines
    blocks = {each.id: each.name for each in watch.blocks} if exact_place(audience) else {}
    seen: Concern = eyes.see(concern)
    note = seen.note if audience is Audience.CAPTAIN else ""
    return ConcernSheet(
        watch=watch,
        audience=audience,
        day=day,
        concern=dataclasses.replace(seen, note=note),
        block=blocks.get(concern.block_id or "", ""),
        actions=meetingpapers.doings(actions, eyes, day),
        left_out=eyes.left_out(*_SHOWN),
        large=large,
    )


def collect_sheet(ask: Ask, order: Order, zone: tzinfo, _photos: bool) -> Gathered:
    """Gather the sheet of one concern as of today in `zone`; raises like `sheet`."""

    def look(work: Work) -> ConcernSheet:
        day = work.now.astimezone(zone).date()
        watch = letterhead(work, order)
        return sheet(work, watch, order.subject, day, audience=order.audience, large=order.large)

    data = ask(look)
    topic = label("topic", data.concern.topic.value)
    name = file_name(f"{title_of(order)} {data.concern.raised_on.isoformat()} {topic}")
    return Gathered(order, data, name, fingerprints.fingerprint(data))


def make_sheet(gathered: Gathered, made_on: datetime) -> bytes:
    """Make the sheet as PDF. `made_on` is aware UTC. Needs no store; for the pool."""
    from sacwatch.reports.concernsheet import concern_sheet

    return concern_sheet(gathered.data, made_on)


def collect_said(ask: Ask, order: Order, _zone: tzinfo, _photos: bool) -> Gathered:
    """Gather "You said / we did" of a period of civil days."""
    first, last = subjects.read_period(order.subject)
    data = ask(
        lambda work: said_and_done(
            work, letterhead(work, order), first, last, audience=order.audience, large=order.large
        )
    )
    name = file_name(f"{title_of(order)} {subjects.period_name(first, last)}")
    return Gathered(order, data, name, fingerprints.fingerprint(data))


def collect_register(ask: Ask, order: Order, zone: tzinfo, _photos: bool) -> Gathered:
    """Gather the register as of today in `zone`."""

    def look(work: Work) -> Register:
        day = work.now.astimezone(zone).date()
        watch = letterhead(work, order)
        return register(work, watch, day, audience=order.audience, large=order.large)

    data = ask(look)
    name = file_name(f"{title_of(order)} {data.day.isoformat()}")
    return Gathered(order, data, name, fingerprints.fingerprint(data))


def make_said(gathered: Gathered, made_on: datetime) -> bytes:
    """Make the page as PDF. `made_on` is aware UTC. Needs no store; for the pool."""
    from sacwatch.reports import concerns as papers

    return papers.said_and_done(gathered.data, made_on)


def make_register(gathered: Gathered, made_on: datetime) -> bytes:
    """Make the register as PDF, likewise."""
    from sacwatch.reports import concerns as papers

    return papers.register(gathered.data, made_on)
