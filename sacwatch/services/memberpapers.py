"""What the sheet of one member is made from: the entry, the home, and every record that names them."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from sacwatch.domain.errors import NotFound, Trouble
from sacwatch.domain.kinds import Kind
from sacwatch.domain.statements import Step
from sacwatch.domain.watches import Watch
from sacwatch.reports import fingerprints
from sacwatch.services import statements, titles
from sacwatch.services.orders import Ask, Gathered, Order, file_name, letterhead, title_of
from sacwatch.store.work import Work

if TYPE_CHECKING:
    from sacwatch.reports.membersheet import MemberSheet

MOST_NAMED = 300
"""So many records that name somebody stand on a sheet."""


def gather(work: Work, watch: Watch, member_id: str, *, large: bool, zone: tzinfo) -> MemberSheet:
    """Gather all that is kept about a member; for the captain alone. Raises NotFound."""
    from sacwatch.reports.membersheet import MemberSheet, Named  # a door: ReportLab comes with it

    member = work.members.get(member_id)
    homes = work.households.get_many([member.household_id]) if member.household_id else []
    home = homes[0] if homes else None
    blocks = {each.id: each.name for each in watch.blocks}
    today = work.now.astimezone(zone).date()
    worked = work.patrols.worked(*statements.EVER, member_id=member_id)
    first = min((each.started_at for each in worked), default=work.now).astimezone(zone).date()
    _name, stated = statements.hours_of_member(work, member_id, first, today, Step.YEAR, zone=zone)
    refs = sorted(work.naming(member_id), key=lambda ref: (list(Kind).index(ref.kind), ref.id))
    return MemberSheet(
        watch=watch,
        day=today,
        member=member,
        home=home,
        block=blocks.get(home.block_id or "", "") if home is not None else "",
        share=next(iter(stated.whole.shares), None),
        named=tuple(Named(kind=ref.kind, title=titles.title(work, ref, zone)) for ref in refs[:MOST_NAMED]),
        more=max(0, len(refs) - MOST_NAMED),
        large=large,
    )


def collect(ask: Ask, order: Order, zone: tzinfo, _photos: bool) -> Gathered:
    """Gather the sheet of one member; raises NotFound."""
    data: MemberSheet = ask(
        lambda work: gather(work, letterhead(work, order), order.subject, large=order.large, zone=zone)
    )
    name = file_name(f"{title_of(order)} {data.member.name[:60]}")
    return Gathered(order, data, name, fingerprints.fingerprint(data))


def make(gathered: Gathered, made_on: datetime) -> bytes:
    """Make the sheet as PDF. `made_on` is aware UTC. Needs no store; for the pool."""
    from sacwatch.reports.membersheet import member_sheet

    return member_sheet(gathered.data, made_on)


def asked(work: Work, text: str) -> str:
    """Give the member's id for a name or an id; the first captain's where nobody was asked for.

    Raises Trouble where there is none, or nobody of this name.
    """
    name = " ".join(text.split())
    if not name:
        found = sorted(work.members.active(), key=lambda each: (each.created_at, each.id))
        if not found:
            raise Trouble("trouble.no_member_named")
        return found[0].id
    member_id = work.members.exactly_named([name]).get(name.casefold())
    if member_id is not None:
        return member_id
    try:
        return work.members.get(name).id
    except NotFound:
        raise NotFound("trouble.no_such_member", text=name[:60]) from None
