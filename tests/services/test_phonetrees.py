"""The phone tree: built from the records, changed by hand, undone, and followed when people change."""

import dataclasses

import pytest

from sacwatch.domain.errors import NotFound, Refused
from sacwatch.domain.kinds import Kind
from sacwatch.domain.members import PhoneDraft
from sacwatch.domain.members import draft_of as member_draft_of
from sacwatch.domain.places import PlaceDraft
from sacwatch.services import households, members, phonetrees, undoing
from sacwatch.services.checking import check

PHONE = (PhoneDraft("(916) 555-0134"),)


def at(number, street="H"):
    return PlaceDraft(f"{number} {street} St", 38.5763, -121.4738 - number / 1e5, "address")


def home(desk, number, *, phones=PHONE, special="", language="", **said):
    """Enter a household with one member in it."""
    house = desk.house(place=at(number), special_needs=special, vacations=(), consents=())
    member = desk.add(
        name=f"Neighbor {number}", household_id=house.id, phones=phones, language=language,
        roles=said.pop("roles", ()), address=PlaceDraft(), **said,
    )  # fmt: skip
    return house, member


def captain(desk, number=2101):
    two = (PhoneDraft("(916) 555-0101"), PhoneDraft("(916) 555-0102", "home"))
    return home(desk, number, phones=two, roles=("captain",))


@pytest.fixture
def street(desk):
    """Give a street with a captain, two callers, 24 homes with a phone and one without."""
    captain(desk)
    for number in (2103, 2105):
        home(desk, number, roles=("phone_tree_caller",))
    for number in range(2200, 2248, 2):
        home(desk, number)
    home(desk, 2250, phones=())
    return desk


def board(desk):
    with desk.reading() as work:
        return phonetrees.board(work)


def do(desk, deed, *args):
    with desk.work() as work:
        return deed(work, *args)


def test_it_is_built_from_households_and_callers_and_all_is_well(street):
    assert not board(street).begun
    tree = do(street, phonetrees.build)
    found = board(street)
    loads = [len(each.homes) for each in tree.callers]
    assert sum(loads) == 24 and min(loads) >= 10
    assert [found.name(each) for each in tree.head] == ["Neighbor 2101"]
    assert (found.remarks, found.left_out) == ((), ())
    assert [found.address(each) for each in found.knock] == ["2250 H St"]
    # In the order of the street.
    addresses = [found.address(each) for each in tree.callers[0].homes]
    assert addresses == sorted(addresses)
    assert check(street.store).good


def test_nobody_to_call_or_nobody_to_be_called_is_said(desk):
    with pytest.raises(Refused) as none, desk.work() as work:
        phonetrees.build(work)
    assert none.value.problem.key == "trouble.no_callers"
    desk.add(name="Rosa", roles=("phone_tree_caller",))
    with pytest.raises(Refused) as none, desk.work() as work:
        phonetrees.build(work)
    assert none.value.problem.key == "trouble.no_homes"


def test_one_home_is_a_tree(desk):
    home(desk, 2200)
    desk.add(name="Rosa", roles=("phone_tree_caller",))
    tree = do(desk, phonetrees.build)
    assert [len(each.homes) for each in tree.callers] == [1]
    assert [remark.problem.key for remark in board(desk).remarks] == ["tree.no_head"]


def test_every_deed_can_be_taken_back_and_done_again(street):
    built = do(street, phonetrees.build)
    first, second = (each.member_id for each in built.callers)
    moved = built.caller(first).homes[3]
    gone = board(street).knock[0]
    deeds = [
        (phonetrees.move, [moved], second, 0),
        (phonetrees.take_off, [moved]),
        (phonetrees.fill_in,),
        (phonetrees.add_caller, built.head[0]),
        (phonetrees.set_head, (built.head[0], first)),
        (phonetrees.hand_over, first, built.head[0]),
        (phonetrees.remove_caller, second),
        (phonetrees.build,),
    ]
    with street.reading() as work:
        states = [phonetrees.get(work)]
    for deed, *args in deeds:
        do(street, deed, *args)
        with street.reading() as work:
            states.append(phonetrees.get(work))
    assert gone not in {each for state in states for each in state.listed()}
    for state in reversed(states[:-1]):
        do(street, undoing.undo)
        with street.reading() as work:
            assert phonetrees.get(work) == state
    for state in states[1:]:
        do(street, undoing.redo)
        with street.reading() as work:
            assert phonetrees.get(work).callers == state.callers
    assert check(street.store).good


def test_a_move_writes_the_two_lists_and_no_other(street):
    built = do(street, phonetrees.build)
    first, second = (each.member_id for each in built.callers)
    with street.work() as work:
        phonetrees.move(work, built.caller(first).homes[:1], second)
    changed = street.store._connection.execute(
        "SELECT table_name FROM journal_change WHERE step_id = ? ORDER BY table_name", (work.changes.step,)
    ).fetchall()
    assert [row[0] for row in changed] == ["phone_tree", "phone_tree_caller", "phone_tree_caller"]


def test_nobody_is_given_their_own_home(street):
    built = do(street, phonetrees.build)
    caller = built.callers[0].member_id
    found = board(street)
    own = found.people[caller].household_id
    with pytest.raises(Refused) as refused, street.work() as work:
        phonetrees.move(work, [own], caller)
    assert refused.value.problem.values == {"name": found.name(caller)}
    other = built.callers[1].member_id
    do(street, phonetrees.move, [own], other)
    tree = do(street, phonetrees.hand_over, other, caller)
    assert own not in tree.caller(caller).homes, "the list came over, and the own home not with it"
    with pytest.raises(NotFound), street.work() as work:
        phonetrees.move(work, [own], "nobody")
    with pytest.raises(NotFound), street.work() as work:
        phonetrees.hand_over(work, "nobody", caller)


def test_what_happens_to_people_shows_at_once(street):
    built = do(street, phonetrees.build)
    first, second = (each.member_id for each in built.callers)
    found = board(street)
    silent, gone = built.caller(first).homes[:2]
    with street.work() as work:
        members.retire(work, second)
    with street.work() as work:
        (member,) = (work.members.get(each.id) for each in found.of_home[silent])
        members.change(work, member.id, dataclasses.replace(member_draft_of(member), phones=()))
    with street.work() as work:
        households.retire(work, gone)
    new, _member = home(street, 2260)
    found = board(street)
    assert {remark.problem.key for remark in found.remarks} == {
        "tree.caller_retired",
        "tree.home_left_out",
        "tree.home_gone",
        "tree.home_without_phone",
        "tree.caller_few",
    } - ({"tree.caller_few"} if len(built.caller(first).homes) >= 10 else set())
    # The home of the one who is retired and calls no more is left out too.
    assert new.id in found.left_out
    do(street, phonetrees.fill_in)
    do(street, phonetrees.tidy)
    found = board(street)
    assert gone not in found.tree.listed()
    assert new.id in found.tree.caller(first).homes


def test_a_home_is_called_in_its_own_language_only_where_nobody_there_speaks_english(desk):
    spanish, _member = home(desk, 2200, language="spanish")
    mixed, _member = home(desk, 2202, language="Hmong")
    desk.add(name="Grandson", household_id=mixed.id, phones=PHONE, language="English")
    special, _member = home(desk, 2204, special="Wheelchair")
    found = board(desk)
    assert found.homes[spanish.id].language == "Spanish"
    assert found.homes[mixed.id].language == ""
    assert found.homes[special.id].first


def test_it_is_found_by_its_name(street):
    tree = do(street, phonetrees.build)
    with street.reading() as work:
        assert (Kind.TREE.value, tree.id) in {(hit.kind, hit.id) for hit in work.search("phone tree")}


def test_a_thing_done_twice_is_one_step(street):
    do(street, phonetrees.build)
    with street.work() as work:
        phonetrees.build(work)
    assert not work.changes
