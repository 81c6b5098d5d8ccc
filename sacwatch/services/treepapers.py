"""Gathers the phone tree for paper: each name and number only where its owner agreed to show it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sacwatch import words
from sacwatch.domain import phonetrees as rules
from sacwatch.domain.audiences import Audience
from sacwatch.domain.errors import NotFound, Trouble
from sacwatch.domain.households import Household
from sacwatch.domain.members import Channel, Member
from sacwatch.domain.watches import Watch
from sacwatch.i18n import _
from sacwatch.services import phonetrees, showing
from sacwatch.services.blockmaps import WHOLE
from sacwatch.services.phonetrees import Board
from sacwatch.store.work import Work

if TYPE_CHECKING:
    from sacwatch.reports.phonetree import CalledHome, CallerSheet, HeadShare, PhoneTreePaper

_NUMBERS = 3
"""Numbers of a home on a caller's list: everybody's first before anybody's second."""


def gather(
    work: Work, watch: Watch, subject: str, *, audience: Audience, large: bool = False
) -> PhoneTreePaper:
    """Gather the tree, or one caller's page, as this audience may see it; raises NotFound for no caller."""
    from sacwatch.reports.phonetree import PhoneTreePaper

    found = phonetrees.board(work)
    whole = subject in ("", WHOLE)
    if not whole and found.tree.caller(subject) is None:
        raise NotFound("trouble.not_a_caller")
    look = _Look(work, found, audience)
    sheets = look.sheets()
    if not whole:
        number = [each.member_id for each in found.tree.callers].index(subject)
        sheets = [sheets[number]]
    captain = audience is Audience.CAPTAIN
    return PhoneTreePaper(
        watch=watch,
        audience=audience,
        head=tuple(look.head()) if whole else (),
        sheets=tuple(sheets),
        captains=tuple(look.captains()) if whole and captain else (),
        knock=tuple(look.home(each) for each in found.knock) if whole else (),
        left_out=len(found.left_out) if whole and captain else 0,
        checks=tuple(words.sentence(each.problem.key, each.problem.values) for each in found.remarks)
        if whole and captain
        else (),
        only=not whole,
        large=large,
    )


class _Look:
    """The tree as one audience may see it."""

    def __init__(self, work: Work, found: Board, audience: Audience) -> None:
        self._found = found
        self._audience = audience
        homes = list(dict.fromkeys((*found.tree.listed(), *found.knock)))
        ids = [each.id for home in homes for each in found.of_home.get(home, ())]
        ids += [each.member_id for each in found.tree.callers]
        members = work.members.get_many(list(dict.fromkeys((*ids, *found.tree.head))))
        self._whole = {each.id: each for each in members}
        eyes = showing.eyes(work, audience)
        self._callers_eyes = showing.eyes(work, Audience.BLOCK_CAPTAINS)
        # Who left is named to the captain alone, who is told to put somebody else there.
        self._seen: dict[str, Member] = {
            each.id: eyes.see(each) for each in members if each.active or audience is Audience.CAPTAIN
        }
        self._homes: dict[str, Household] = {
            each.id: eyes.see(each) for each in work.households.get_many(homes) if each.active
        }

    def head(self) -> Iterable[HeadShare]:
        from sacwatch.reports.phonetree import HeadShare

        numbers = {each.member_id: place for place, each in enumerate(self._found.tree.callers, 1)}
        for who, mine in rules.shares(self._found.tree):
            if who:
                yield HeadShare(
                    name=self._name(who),
                    numbers=self._numbers_of([who]),
                    callers=tuple(numbers[each] for each in mine),
                )

    def sheets(self) -> list[CallerSheet]:
        from sacwatch.reports.phonetree import CallerSheet

        begins = {who: head for head, mine in rules.shares(self._found.tree) for who in mine}
        first = self._found.tree.head[0] if self._found.tree.head else ""
        made = []
        for number, caller in enumerate(self._found.tree.callers, 1):
            told = begins.get(caller.member_id, first)
            homes = [self.home(each, place) for place, each in enumerate(self._there(caller), 1)]
            made.append(
                CallerSheet(
                    number=number,
                    name=self._name(caller.member_id),
                    numbers=self._numbers_of([caller.member_id]),
                    report_to=self._name(told),
                    report_numbers=self._numbers_of([told]),
                    homes=tuple(each for each in homes if each.numbers or each.address),
                    hidden=sum(not each.numbers and not each.address for each in homes),
                )
            )
        return made

    def captains(self) -> Iterable[tuple[CalledHome, str]]:
        """Give the homes whose numbers the callers' copies leave out."""
        for caller in self._found.tree.callers:
            for home in self._there(caller):
                people = [self._whole[each.id] for each in self._found.of_home.get(home, ())]
                if not any(self._callers_eyes.see(each).phones for each in people):
                    yield self.home(home), self._found.name(caller.member_id)

    def _there(self, caller: rules.Caller) -> list[str]:
        """Give the homes of a caller's list without those that are retired or gone."""
        return [each for each in caller.homes if each in self._homes]

    def home(self, id_: str, place: int = 0) -> CalledHome:
        """Give a home as this audience may see it."""
        from sacwatch.reports.phonetree import CalledHome

        people = [self._seen[each.id] for each in self._found.of_home.get(id_, ())]
        household = self._homes.get(id_)
        named, called = self._together(people)
        return CalledHome(
            address=household.place.text if household else "",
            names=tuple(each.name for each in named),
            numbers=self._numbers_of([each.id for each in called]),
            remarks=tuple(self._remarks(id_, people, household)),
            place=place,
        )

    def _together(self, people: Sequence[Member]) -> tuple[list[Member], list[Member]]:
        """Give whose names and whose numbers may stand on one line: no number beside another's name alone.

        Where nobody with a number may be named, the home is called and nobody named; who keeps their own
        number to themselves is not named beside the numbers of others.
        """
        named = [each for each in people if each.name]
        if self._audience is Audience.CAPTAIN:
            return named, list(people)
        called = [each for each in named if each.phones]
        if called:
            return [each for each in named if each.phones or not self._whole[each.id].phones], called
        called = [each for each in people if each.phones]
        return ([] if called else named), called

    def _remarks(self, id_: str, people: Sequence[Member], household: Household | None) -> Iterable[str]:
        language = self._found.homes[id_].language if id_ in self._found.homes else ""
        # What one of them speaks is not told because another agreed to that being told.
        if language and language in {rules.tongue_key(each.language) for each in people}:
            yield language
        told = {each.channel for each in people if each.channel not in (None, Channel.PHONE)}
        liked = [words.label("channel", each.value) for each in Channel if each in told]
        if liked:
            yield _("likes best: {channel}").format(channel=", ".join(liked))
        if household is not None and household.special_needs:
            yield household.special_needs.replace("\n", " ")

    def _name(self, id_: str) -> str:
        return self._seen[id_].name if id_ in self._seen else ""

    def _numbers_of(self, ids: Sequence[str]) -> tuple[str, ...]:
        """Give the numbers in the order in which they are tried: each person's first, then the others."""
        phones = [self._seen[each].phones for each in ids if each in self._seen]
        deep = max(map(len, phones), default=0)
        found = [mine[place].number for place in range(deep) for mine in phones if place < len(mine)]
        return tuple(dict.fromkeys(found))[:_NUMBERS]


def caller_asked(work: Work, asked: str) -> str:
    """Give the subject for what was asked: all, or a caller by id or name; raises NotFound."""
    tree = work.phonetrees.the_one()
    if asked in ("", WHOLE):
        return WHOLE
    callers = [each.member_id for each in tree.callers] if tree else []
    if asked in callers:
        return asked
    said = " ".join(asked.split()).casefold()
    for each in callers:
        person = work.phonetrees.person(each)
        if person is not None and person.name.casefold() == said:
            return each
    raise Trouble("trouble.no_such_member", text=asked[:60])
