"""The phone tree: the captain calls the callers, and each caller calls ten to fifteen homes.

What a caller's own home hears, it hears when the caller is called; so it stands on nobody's list,
unless the captain puts it on another caller's, who then calls that caller in the captain's place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from sacwatch.domain.audiences import Shows, kept
from sacwatch.domain.errors import NotFound, Refused
from sacwatch.domain.members import Role
from sacwatch.domain.places import Point
from sacwatch.domain.records import Record

LEAST_HOMES, MOST_HOMES = 10, 15
"""What one caller gets through in half an hour."""


@dataclass(frozen=True, kw_only=True)
class Caller:
    """One caller and the households to call, in their order."""

    member_id: str = kept(Shows.NEVER)
    homes: tuple[str, ...] = kept(Shows.NEVER, default=())
    """Ids of households."""


@dataclass(frozen=True, kw_only=True)
class PhoneTree(Record):
    """Who calls whom; a watch has one at most. Names and numbers stand with the members alone."""

    head: tuple[str, ...] = kept(Shows.NEVER, default=())
    """The members who begin the calls, the captain first."""
    callers: tuple[Caller, ...] = kept(Shows.NEVER, default=())

    def caller(self, member_id: str) -> Caller | None:
        """Give a caller, or None."""
        return next((each for each in self.callers if each.member_id == member_id), None)

    def listed(self) -> list[str]:
        """Give every household on a list, caller by caller; one that stands twice comes twice."""
        return [home for each in self.callers for home in each.homes]


@dataclass(frozen=True)
class Home:
    """What the tree must know of a household."""

    id: str
    name: str = ""
    """As the captain knows it, such as its address."""
    block_id: str = ""
    language: str = ""
    """What they want to be spoken to in; "" is the language that everybody speaks."""
    point: Point | None = None
    has_phone: bool = True
    first: bool = False
    """Called before the others, because somebody there needs more time."""


@dataclass(frozen=True)
class CallerInfo:
    """What the tree must know of a member who calls or stands at the head."""

    member_id: str
    name: str = ""
    household_id: str = ""
    block_id: str = ""
    languages: frozenset[str] = field(default_factory=frozenset)
    point: Point | None = None
    numbers: tuple[str, ...] = ()
    """Of the member's own phones, the first is tried first."""
    active: bool = True

    @property
    def can_call(self) -> bool:
        return self.active and bool(self.numbers)


def told_by_head(head: Iterable[CallerInfo], callers: Iterable[CallerInfo]) -> frozenset[str]:
    """Give the households that need no place on a list: of the head, and of those whom it calls."""
    return frozenset(each.household_id for each in (*head, *callers) if each.household_id)


def shares(tree: PhoneTree) -> list[tuple[str, tuple[str, ...]]]:
    """Share the callers out among the head: who calls which of them, in order.

    Nobody calls themselves. Without a head there is one share, of "".
    """
    head = tree.head or ("",)
    mine: dict[str, list[str]] = {each: [] for each in head}
    for each in tree.callers:
        if each.member_id not in mine:
            least = min(head, key=lambda one: len(mine[one]))
            mine[least].append(each.member_id)
    return [(each, tuple(mine[each])) for each in head]


def move(tree: PhoneTree, home: str, to: str, position: int | None = None) -> PhoneTree:
    """Put a home on a caller's list, at its end or at a position there counted without it.

    It is taken from wherever it stood, so that it stands there once. Raises NotFound where `to` does
    not call. Whether it is the caller's own is for `check` and whoever knows it to say.
    """
    if tree.caller(to) is None:
        raise NotFound("trouble.not_a_caller")
    callers = []
    for each in without_home(tree, home).callers:
        if each.member_id == to:
            homes = list(each.homes)
            homes.insert(len(homes) if position is None else max(0, position), home)
            each = replace(each, homes=tuple(homes))
            to = "\0"  # a caller who stands there twice takes it once
        callers.append(each)
    return replace(tree, callers=tuple(callers))


def without_home(tree: PhoneTree, home: str) -> PhoneTree:
    """Take a home off every list."""
    if home not in tree.listed():
        return tree
    return replace(
        tree,
        callers=tuple(
            replace(each, homes=tuple(one for one in each.homes if one != home)) for each in tree.callers
        ),
    )


def with_caller(tree: PhoneTree, member_id: str, position: int | None = None) -> PhoneTree:
    """Let a member call, with an empty list; raises Refused where they do already."""
    if tree.caller(member_id) is not None:
        raise Refused("trouble.calls_already")
    callers = list(tree.callers)
    callers.insert(len(callers) if position is None else max(0, position), Caller(member_id=member_id))
    return replace(tree, callers=tuple(callers))


def without_caller(tree: PhoneTree, member_id: str) -> PhoneTree:
    """Take a caller out; the homes are then on nobody's list."""
    return replace(tree, callers=tuple(each for each in tree.callers if each.member_id != member_id))


def handed_over(tree: PhoneTree, member_id: str, to: str) -> PhoneTree:
    """Let another member stand wherever this one stood; one who stood there already takes both lists."""
    taken = tree.caller(member_id)
    head = tuple(dict.fromkeys(to if each == member_id else each for each in tree.head))
    if taken is None:
        return replace(tree, head=head)
    if tree.caller(to) is None:
        callers = tuple(
            replace(each, member_id=to) if each.member_id == member_id else each for each in tree.callers
        )
    else:
        callers = tuple(
            replace(each, homes=tuple(dict.fromkeys((*each.homes, *taken.homes))))
            if each.member_id == to
            else each
            for each in tree.callers
            if each.member_id != member_id
        )
    return replace(tree, head=head, callers=callers)


def home_handed_over(tree: PhoneTree, home: str, to: str) -> PhoneTree:
    """Let another household stand where this one stood; once where both stood on lists."""
    if home not in tree.listed():
        return tree
    if to in tree.listed():
        return without_home(tree, home)
    return replace(
        tree,
        callers=tuple(
            replace(each, homes=tuple(to if one == home else one for one in each.homes))
            for each in tree.callers
        ),
    )


@dataclass(frozen=True)
class HomeEntry:
    """A household as it is kept: what it says of itself to the tree."""

    id: str
    address: str = ""
    point: Point | None = None
    block_id: str = ""
    special_needs: str = ""


@dataclass(frozen=True)
class Person:
    """A member as one is called."""

    id: str
    name: str = ""
    household_id: str = ""
    numbers: tuple[str, ...] = ()
    language: str = ""
    channel: str = ""
    """A word of `members.Channel`, or "" where it was not said."""
    roles: frozenset[Role] = frozenset()
    active: bool = True
    point: Point | None = None
    """Of the member's own address."""


COMMON_LANGUAGES = frozenset({"", "english"})
"""What everybody speaks, in small letters."""


def homes_of(entries: Sequence[HomeEntry], people: Sequence[Person]) -> list[Home]:
    """Give what the tree needs of each household, in their order.

    A home wants its own language where nobody with a phone there speaks the common one.
    """
    of_home = people_by_home(people)
    found = []
    for entry in entries:
        called = [each for each in of_home.get(entry.id, ()) if each.numbers]
        tongues = [each.language.strip() for each in called]
        own = all(tongue.casefold() not in COMMON_LANGUAGES for tongue in tongues)
        found.append(
            Home(
                id=entry.id,
                name=entry.address,
                block_id=entry.block_id,
                language=tongue_key(tongues[0]) if tongues and own else "",
                point=entry.point,
                has_phone=bool(called),
                first=bool(entry.special_needs),
            )
        )
    return found


def people_by_home(people: Iterable[Person]) -> dict[str, list[Person]]:
    """Give the people on the lists by their household; those who have a phone first."""
    found: dict[str, list[Person]] = {}
    for each in people:
        if each.active and each.household_id:
            found.setdefault(each.household_id, []).append(each)
    for mine in found.values():
        mine.sort(key=lambda each: not each.numbers)
    return found


def tongue_key(language: str) -> str:
    """Give a language so that two ways of writing it are one: "spanish" is "Spanish"."""
    return " ".join(language.split()).title()


def infos_of(people: Iterable[Person], entries: Iterable[HomeEntry]) -> dict[str, CallerInfo]:
    """Give what the tree needs of each member, by id; one lives where the household is."""
    homes = {each.id: each for each in entries}
    found = {}
    for each in people:
        home = homes.get(each.household_id)
        found[each.id] = CallerInfo(
            member_id=each.id,
            name=each.name,
            household_id=each.household_id,
            block_id=home.block_id if home else "",
            languages=frozenset({tongue_key(each.language)} - {""}),
            point=home.point if home and home.point else each.point,
            numbers=each.numbers,
            active=each.active,
        )
    return found
