"""Gathers the people of the watch for paper: the roster by role, and whom to call, block by block."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any

from sacwatch import words
from sacwatch.domain.audiences import Audience
from sacwatch.domain.errors import NotFound
from sacwatch.domain.households import Household
from sacwatch.domain.leftout import Thing
from sacwatch.domain.members import Member, Role
from sacwatch.domain.watches import Block, Watch
from sacwatch.i18n import _
from sacwatch.reports import fingerprints
from sacwatch.services import blockmaps, households, showing
from sacwatch.services.orders import Ask, Gathered, Order, file_name, letterhead, title_of
from sacwatch.services.showing import Eyes
from sacwatch.store.work import Work

if TYPE_CHECKING:
    from sacwatch.reports.rosters import CalledBlock, CalledHome, CallList, ListedPerson, Roster

_SHOWN = (Thing.NAMES, Thing.PHONES, Thing.EMAILS, Thing.ADDRESSES, Thing.PERSONAL)


def gather(work: Work, watch: Watch, *, audience: Audience, large: bool) -> Roster:
    """Give the members on the lists by role, each with what they agreed to show to this audience.

    Who has several roles stands with each; who has none, or did not agree that it is told, comes last.
    """
    from sacwatch.reports.rosters import Roster, RosterPart  # a door: ReportLab comes with it

    eyes = showing.eyes(work, audience)
    members = work.members.active()
    homes = {
        id_: eyes.see(home)
        for id_, home in households.by_id(work, [each.household_id for each in members]).items()
    }
    seen = [each for each in eyes.see_all(members) if each.name]
    people = [_person(each, _home_of(each, homes)) for each in seen]
    parts = [
        (title, tuple(each for each, member in zip(people, seen, strict=True) if role in member.roles))
        for role, title in role_titles()
    ]
    others = tuple(each for each, member in zip(people, seen, strict=True) if not member.roles)
    parts.append((_("Other members") if len(others) < len(people) else _("Members"), others))
    return Roster(
        watch=watch,
        audience=audience,
        parts=tuple(RosterPart(title=title, people=listed) for title, listed in parts if listed),
        people=len(people),
        unnamed=len(members) - len(people),
        left_out=eyes.left_out(*_SHOWN),
        large=large,
    )


def role_titles() -> list[tuple[Role, str]]:
    """Give the roles in the order of the list, each with the words for those who have it."""
    return [
        (Role.CAPTAIN, _("Captains")),
        (Role.BLOCK_CAPTAIN, _("Block captains")),
        (Role.PATROLLER, _("Patrollers")),
        (Role.CALLER, _("Phone-tree callers")),
        (Role.YOUTH_MENTOR, _("Youth mentors")),
    ]


def _home_of(member: Member, homes: dict[str, Household]) -> str:
    home = homes.get(member.household_id or "")
    return member.address.text or (home.place.text if home is not None else "")


def _person(member: Member, home: str = "") -> ListedPerson:
    """Give a member, as reduced, as a list shows them."""
    from sacwatch.reports.rosters import ListedPerson

    likes = [member.language, words.label("channel", member.channel.value) if member.channel else ""]
    return ListedPerson(
        name=member.name,
        phones=tuple(
            _("{number} ({sort})").format(number=each.number, sort=words.label("phone", each.type.value))
            for each in member.phones
        ),
        email=member.email,
        home=home,
        likes=", ".join(filter(None, likes)),
    )


def gather_calls(work: Work, watch: Watch, subject: str, *, audience: Audience, large: bool) -> CallList:
    """Give whom to call at the homes of one block, by its id or its name, or of all; raises NotFound.

    A home is listed where its people agreed that its place is told, and people with it where they agreed
    to be named. Without the place nobody is put into a block: it would tell about where they live.
    """
    from sacwatch.reports.rosters import CallList

    eyes = showing.eyes(work, audience)
    whole = subject in ("", blockmaps.WHOLE)
    wanted = watch.blocks if whole else (_one(watch, subject),)
    homes = work.households.active()
    people = work.members.of_households([each.id for each in homes])
    known = {each.id for each in watch.blocks}
    names = {each.id: each.name for each in eyes.see_all(_captains(work, wanted))}
    blocks = [
        _block(
            eyes,
            block.name,
            names.get(block.captain_id or "", ""),
            [each for each in homes if each.block_id == block.id],
            people,
        )
        for block in wanted
    ]
    if whole:
        rest = [each for each in homes if each.block_id not in known]
        title = _("Homes in no block") if watch.blocks else _("Homes")
        blocks += [_block(eyes, title, "", rest, people), _homeless(work, eyes, homes, people)]
    return CallList(
        watch=watch,
        audience=audience,
        blocks=tuple(block for block in blocks if block.homes or block.unlisted or not whole),
        whole=whole,
        left_out=eyes.left_out(Thing.NAMES, Thing.PHONES, Thing.ADDRESSES, Thing.GUARDED),
        large=large,
    )


def _one(watch: Watch, subject: str) -> Block:
    said = subject.strip().casefold()
    for each in watch.blocks:
        if each.id == subject or each.name.casefold() == said:
            return each
    raise NotFound("trouble.no_such_block", text=subject[:60])


def _captains(work: Work, blocks: Sequence[Block]) -> list[Member]:
    ids = [each.captain_id for each in blocks if each.captain_id]
    return [each for each in work.members.get_many(ids) if each.active]


def _block(
    eyes: Eyes, name: str, captain: str, homes: Sequence[Household], people: dict[str, list[Member]]
) -> CalledBlock:
    from sacwatch.reports.rosters import CalledBlock

    listed = []
    for home in homes:
        seen = eyes.see(home)
        shown = _home(seen, eyes.see_all(people.get(home.id, [])))
        # To others a home where nobody is to be called is of no use; the captain sees that one is missing.
        if seen.place.text and (shown.people or eyes.audience is Audience.CAPTAIN):
            listed.append(shown)
    return CalledBlock(name=name, captain=captain, homes=tuple(listed), unlisted=len(homes) - len(listed))


def _home(home: Household, people: Sequence[Member]) -> CalledHome:
    from sacwatch.reports.rosters import CalledHome

    return CalledHome(
        address=home.place.text,
        people=tuple(_person(each) for each in people if each.name or each.phones),
        remark=home.special_needs,
    )


def _homeless(
    work: Work, eyes: Eyes, homes: Sequence[Household], people: dict[str, list[Member]]
) -> CalledBlock:
    """Give the people who can be called, and of whose home nothing may be told or is known."""
    from sacwatch.reports.rosters import CalledBlock, CalledHome

    listed = {member.id for home in homes if eyes.see(home).place.text for member in people.get(home.id, [])}
    rest = eyes.see_all([each for each in work.members.active() if each.id not in listed])
    found = [each for each in rest if each.name and each.phones]
    return CalledBlock(
        name=_("People whose home is not listed here"),
        homes=tuple(CalledHome(address=each.address.text, people=(_person(each),)) for each in found),
    )


def collect(ask: Ask, order: Order, _zone: tzinfo, _photos: bool) -> Gathered:
    """Gather the roster."""
    how: Any = {"audience": order.audience, "large": order.large}
    data = ask(lambda work: gather(work, letterhead(work, order), **how))
    return Gathered(order, data, file_name(title_of(order)), fingerprints.fingerprint(data))


def make(gathered: Gathered, made_on: datetime) -> bytes:
    """Make the roster as PDF. `made_on` is aware UTC. Needs no store; for the pool."""
    from sacwatch.reports.rosters import roster

    return roster(gathered.data, made_on)


def collect_calls(ask: Ask, order: Order, _zone: tzinfo, _photos: bool) -> Gathered:
    """Gather the call list; raises NotFound for a block that the watch has not."""
    how: Any = {"audience": order.audience, "large": order.large}
    data = ask(lambda work: gather_calls(work, letterhead(work, order), order.subject, **how))
    name = title_of(order) if data.whole else f"{title_of(order)} {data.blocks[0].name[:60]}"
    return Gathered(order, data, file_name(name), fingerprints.fingerprint(data))


def make_calls(gathered: Gathered, made_on: datetime) -> bytes:
    """Make the call list as PDF, likewise."""
    from sacwatch.reports.rosters import call_list

    return call_list(gathered.data, made_on)
