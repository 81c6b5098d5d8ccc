"""What a captain does with the phone tree: build it, change it by hand, and see what is not right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sacwatch.domain import phonetrees, treebuilding, treechecks
from sacwatch.domain.errors import NotFound, Refused
from sacwatch.domain.members import Role
from sacwatch.domain.phonetrees import Caller, CallerInfo, Home, HomeEntry, Person, PhoneTree
from sacwatch.domain.treechecks import Remark
from sacwatch.store.work import Work

_CALLING = frozenset({Role.CALLER, Role.CAPTAIN})


@dataclass(frozen=True)
class Board:
    """The tree with everything that its page and its paper show beside it."""

    tree: PhoneTree
    """One without callers where none was begun."""
    homes: Mapping[str, Home]
    """Every household on the lists, by street and number."""
    entries: Mapping[str, HomeEntry]
    people: Mapping[str, Person]
    """Those on the lists, and who stands in the tree though retired."""
    infos: Mapping[str, CallerInfo]
    """Of those who stand in the tree, or may."""
    of_home: Mapping[str, list[Person]]
    blocks: Mapping[str, str]
    """The blocks of the watch by id, in its own order."""
    remarks: tuple[Remark, ...]
    left_out: tuple[str, ...]
    """Homes that are on nobody's list though they have a phone."""
    knock: tuple[str, ...]
    """Homes without a phone, where somebody has to knock."""

    def name(self, member_id: str) -> str:
        """Give a member's name, "" for one who is gone."""
        return self.people[member_id].name if member_id in self.people else ""

    def address(self, home: str) -> str:
        """Give a home's address, "" for one that is gone."""
        return self.entries[home].address if home in self.entries else ""

    @property
    def begun(self) -> bool:
        return bool(self.tree.callers or self.tree.head)


def board(work: Work) -> Board:
    """Give the tree and what is not right about it."""
    tree = _tree(work)
    entries = work.phonetrees.homes()
    also = [*tree.head, *(each.member_id for each in tree.callers)]
    people = work.phonetrees.people(also)
    homes = phonetrees.homes_of(entries, people)
    named = set(also)
    infos = phonetrees.infos_of(
        [each for each in people if each.id in named or each.roles & _CALLING], entries
    )
    try:
        blocks = {each.id: each.name for each in work.watches.get(work.watch_id).blocks}
    except NotFound:
        blocks = {}
    remarks = treechecks.check(tree, homes, infos) if tree.callers or tree.head else []
    return Board(
        tree=tree,
        homes={each.id: each for each in homes},
        entries={each.id: each for each in entries},
        people={each.id: each for each in people},
        infos=infos,
        of_home=phonetrees.people_by_home(people),
        blocks=blocks,
        remarks=tuple(remarks),
        left_out=treechecks.left_out(homes, tree, infos),
        knock=treechecks.to_knock(homes, tree, infos),
    )


def get(work: Work) -> PhoneTree | None:
    """Give the tree, or None where none was begun."""
    return work.phonetrees.the_one()


def callers(work: Work) -> tuple[tuple[str, str], ...]:
    """Give the id and name of each caller, in the order of the tree."""
    tree = work.phonetrees.the_one()
    if tree is None:
        return ()
    people = {each.id: each.name for each in work.phonetrees.named(tree.callers)}
    return tuple((each.member_id, people.get(each.member_id, "")) for each in tree.callers)


def callers_of(found: Board) -> list[CallerInfo]:
    """Give those who will call when the tree is built: whom it has, and whoever has the role."""
    ids = [each.member_id for each in found.tree.callers if each.member_id in found.people]
    ids += [each.id for each in found.people.values() if each.active and Role.CALLER in each.roles]
    infos = [found.infos[each] for each in dict.fromkeys(ids)]
    return [each for each in infos if each.can_call]


def build(work: Work) -> PhoneTree:
    """Build the tree anew from all households and callers; raises Refused where nobody can call.

    Who stands at the head stays; without one it is the captain.
    """
    work.does = "step.tree_built"
    found = board(work)
    callers = callers_of(found)
    if not callers:
        raise Refused("trouble.no_callers")
    if not found.homes:
        raise Refused("trouble.no_homes")
    head = tuple(each for each in found.tree.head if each in found.people and found.people[each].active)
    head = head or tuple(
        each.id for each in found.people.values() if each.active and Role.CAPTAIN in each.roles
    )
    built = treebuilding.build(list(found.homes.values()), callers, [found.infos[each] for each in head])
    return _keep(work, replace(found.tree, head=head, callers=built.callers))


def fill_in(work: Work) -> PhoneTree:
    """Put the homes that are on nobody's list at the end of the nearest one that has room."""
    work.does = "step.tree_filled"
    found = board(work)
    head = [found.infos[each] for each in found.tree.head if each in found.infos]
    callers = treebuilding.fill_in(found.tree.callers, list(found.homes.values()), found.infos, head)
    if callers == found.tree.callers and found.left_out:
        raise Refused("trouble.no_callers")
    return _keep(work, replace(found.tree, callers=callers))


def move(work: Work, homes: Sequence[str], to: str, position: int | None = None) -> PhoneTree:
    """Put homes on a caller's list, one after the other, at its end or a position counted without them.

    Raises Refused for the caller's own home, NotFound for one who does not call.
    """
    work.does = "step.tree_moved"
    person = work.phonetrees.person(to)
    if person is not None and person.household_id in homes:
        raise Refused("trouble.own_home", name=person.name)
    tree = _tree(work)
    for home in homes:
        tree = phonetrees.without_home(tree, home)
    for place, home in enumerate(dict.fromkeys(homes)):
        tree = phonetrees.move(tree, home, to, None if position is None else position + place)
    return _keep(work, tree)


def take_off(work: Work, homes: Sequence[str]) -> PhoneTree:
    """Take homes off every list."""
    work.does = "step.tree_taken_off"
    tree = _tree(work)
    for home in homes:
        tree = phonetrees.without_home(tree, home)
    return _keep(work, tree)


def tidy(work: Work) -> PhoneTree:
    """Take off the lists every home that is not kept any more, and the second of those that stand twice."""
    work.does = "step.tree_tidied"
    tree = _tree(work)
    known = {each.id for each in work.phonetrees.homes()}
    seen: set[str] = set()
    callers = []
    for each in tree.callers:
        homes = tuple(home for home in dict.fromkeys(each.homes) if home in known and home not in seen)
        seen |= set(homes)
        callers.append(Caller(member_id=each.member_id, homes=homes))
    return _keep(work, replace(tree, callers=tuple(callers)))


def add_caller(work: Work, member_id: str) -> PhoneTree:
    """Let a member call, with an empty list; raises NotFound, or Refused where they do already."""
    work.does = "step.caller_added"
    work.members.get(member_id)
    return _keep(work, phonetrees.with_caller(_tree(work), member_id))


def remove_caller(work: Work, member_id: str) -> PhoneTree:
    """Take a caller out; the homes are then on nobody's list."""
    work.does = "step.caller_removed"
    return _keep(work, phonetrees.without_caller(_tree(work), member_id))


def hand_over(work: Work, member_id: str, to: str) -> PhoneTree:
    """Give a caller's list to another member, who may have one already; raises NotFound or Refused."""
    work.does = "step.caller_replaced"
    person = work.phonetrees.person(to)
    if person is None:
        raise NotFound("trouble.not_found")
    tree = _tree(work)
    caller = tree.caller(member_id)
    if caller is None:
        raise NotFound("trouble.not_a_caller")
    head = tree.head
    tree = replace(phonetrees.handed_over(tree, member_id, to), head=head)
    if person.household_id in caller.homes:
        tree = phonetrees.without_home(tree, person.household_id)
    return _keep(work, tree)


def set_head(work: Work, member_ids: tuple[str, ...]) -> PhoneTree:
    """Say who begins the calls, the captain first; raises NotFound for somebody who is gone."""
    work.does = "step.tree_head"
    for each in member_ids:
        work.members.get(each)
    return _keep(work, replace(_tree(work), head=tuple(dict.fromkeys(member_ids))))


def _tree(work: Work) -> PhoneTree:
    """Give the tree, or one with nothing in it that is kept with its first change."""
    tree = work.phonetrees.the_one()
    if tree is not None:
        return tree
    return PhoneTree(
        id="", watch_id=work.watch_id, created_at=work.now, changed_at=work.now, changed_by=work.by
    )


def _keep(work: Work, tree: PhoneTree) -> PhoneTree:
    if not tree.id:
        tree = replace(tree, id=work.new_id())
        work.phonetrees.add(tree)
        return tree
    if tree == work.phonetrees.get(tree.id):
        return tree
    tree = replace(tree, changed_at=work.now, changed_by=work.by)
    work.phonetrees.change(tree)
    return tree
