"""What the papers about concerns are made from: "You said / we did", and the register of what is open."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING

from sacwatch.domain import sensitive
from sacwatch.domain.audiences import Audience, exact_place
from sacwatch.domain.concerns import Concern
from sacwatch.domain.leftout import Thing
from sacwatch.domain.saidanddone import SaidAndDone, sorted_out
from sacwatch.domain.watches import Watch
from sacwatch.reports import fingerprints
from sacwatch.services import concerns, showing, subjects
from sacwatch.services.orders import Ask, Gathered, Order, file_name, letterhead, title_of
from sacwatch.store.work import Work

if TYPE_CHECKING:
    from sacwatch.reports.concerns import Register, SaidAndDonePage

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
