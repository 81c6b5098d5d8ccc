"""The phone tree: dealt out evenly, changed by hand, and looked over."""

import itertools
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sacwatch import words
from sacwatch.domain import phonetrees, treebuilding, treechecks
from sacwatch.domain.errors import NotFound, Refused
from sacwatch.domain.phonetrees import Caller, CallerInfo, Home, PhoneTree
from sacwatch.domain.places import Point
from sacwatch.domain.treebuilding import Deal, build, fill_in
from tests.making import NOW

BLOCKS = ("", "a", "b", "c")
TONGUES = ("", "Spanish", "Hmong")
points = st.none() | st.builds(Point, st.floats(38.5, 38.6), st.floats(-121.5, -121.4))


@st.composite
def streets(draw, most_homes=80, most_callers=8):
    """Give homes and callers of a watch; some callers live in some of the homes."""
    homes = [
        Home(
            f"h{number}",
            f"{number} H St",
            draw(st.sampled_from(BLOCKS)),
            draw(st.sampled_from(TONGUES)),
            draw(points),
            draw(st.sampled_from((True, True, True, False))),
            draw(st.booleans()),
        )
        for number in range(draw(st.integers(0, most_homes)))
    ]
    lived_in = [home.id for home in homes] or [""]
    callers = [
        CallerInfo(
            f"m{number}",
            f"Member {number}",
            draw(st.sampled_from(["", *lived_in])),
            draw(st.sampled_from(BLOCKS)),
            frozenset(draw(st.sets(st.sampled_from(TONGUES[1:])))),
            draw(points),
            draw(st.sampled_from((("916-555-0101",), ()))),
            draw(st.sampled_from((True, True, False))),
        )
        for number in range(draw(st.integers(0, most_callers)))
    ]
    return homes, callers


def tree(*callers, head=()):
    lists = tuple(Caller(member_id=who, homes=tuple(homes)) for who, homes in callers)
    return PhoneTree(
        id="tree", watch_id="watch", created_at=NOW, changed_at=NOW, changed_by="", head=head, callers=lists
    )


def of(built, head=()):
    return tree(*((each.member_id, each.homes) for each in built.callers), head=head)


# Building


@settings(max_examples=30, deadline=None)
@given(streets())
def test_every_home_with_a_phone_is_on_one_list_and_nobody_calls_themselves(street):
    homes, callers = street
    built = build(homes, callers)
    able = [each for each in callers if each.can_call]
    told = {each.household_id for each in able}
    listed = [home for each in built.callers for home in each.homes]
    assert len(listed) == len(set(listed))
    wanted = {each.id for each in homes if each.has_phone} - told
    assert set(listed) | set(built.left_out) == wanted
    assert not built.left_out or not able
    assert set(built.knock) == {each.id for each in homes if not each.has_phone} - told
    assert [each.member_id for each in built.callers] == [each.member_id for each in able]
    for each in built.callers:
        own = next(one.household_id for one in callers if one.member_id == each.member_id)
        assert own not in each.homes


@settings(max_examples=30, deadline=None)
@given(streets())
def test_the_lists_are_between_ten_and_fifteen_wherever_that_can_be(street):
    built = build(*street)
    loads = [len(each.homes) for each in built.callers]
    if not loads:
        return
    total = sum(loads)
    if 10 * len(loads) <= total <= 15 * len(loads):
        assert all(10 <= load <= 15 for load in loads)
        assert not built.advice
    elif total > 15 * len(loads):
        assert min(loads) >= 10
        assert max(loads) == math.ceil(total / len(loads))
        (told,) = built.advice
        assert told.values["more"] == math.ceil(total / 15) - len(loads)
    else:
        assert min(loads) == total // len(loads)


@settings(max_examples=30, deadline=None)
@given(streets(), st.randoms(use_true_random=False))
def test_what_was_built_is_found_right_and_is_the_same_again(street, chance):
    homes, callers = street
    built = build(homes, callers)
    assert build(homes, callers) == built
    people = {each.member_id: each for each in callers}
    wrong = {
        remark.problem.key
        for remark in treechecks.check(of(built), homes, people)
        if remark.weight is treechecks.Weight.MENDING
    }
    assert wrong <= {"tree.no_head", "tree.home_left_out", "tree.homes_left_out"}
    assert ("tree.no_head" in wrong) == bool(built.callers)
    assert ("tree.home_left_out" in wrong) == (len(built.left_out) == 1)


@given(
    st.lists(st.lists(st.integers(0, 20), min_size=3, max_size=3), min_size=1, max_size=7),
    st.integers(0, 2),
    st.integers(0, 2),
)
@settings(max_examples=40, deadline=None)
def test_the_homes_are_dealt_out_at_the_least_cost(costs, least, spare):
    least = min(least, len(costs) // 3)
    most = math.ceil(len(costs) / 3) + spare
    deal = Deal([[float(cost) for cost in row] for row in costs], 3, least=0, most=most)
    deal.out()

    def cost(which):
        return sum(row[caller] for row, caller in zip(costs, which, strict=True))

    def counts(which):
        return [which.count(caller) for caller in range(3)]

    everything = [
        which for which in itertools.product(range(3), repeat=len(costs)) if max(counts(which)) <= most
    ]
    found = sum(costs[home][caller] for caller, homes in enumerate(deal.lists) for home in homes)
    assert found == min(map(cost, everything))
    bounded = Deal([[float(cost) for cost in row] for row in costs], 3, least=least, most=most)
    bounded.out()
    found = sum(costs[home][caller] for caller, homes in enumerate(bounded.lists) for home in homes)
    assert found == min(cost(which) for which in everything if min(counts(which)) >= least)


def homes_on(block, count, *, start=0, language="", lat=38.57):
    return [
        Home(f"{block}{number}", f"{number} {block} St", block, language, Point(lat, -121.48 + number / 1e5))
        for number in range(start, start + count)
    ]


def caller(who, block="", *languages, lat=None, home="", numbers=("916-555-0101",)):
    point = None if lat is None else Point(lat, -121.48)
    return CallerInfo(who, who.title(), home, block, frozenset(languages), point, numbers)


def test_a_block_is_called_by_its_own_caller_and_then_by_language_and_distance():
    homes = [
        *homes_on("a", 12),
        *homes_on("b", 12, lat=38.58),
        *homes_on("c", 10, language="Hmong", lat=38.59),
        *homes_on("d", 10, lat=38.60),
    ]
    callers = [
        caller("near_a", "a", lat=38.57),
        caller("near_b", "b", lat=38.58),
        caller("hmong", "x", "Hmong", lat=38.40),
        caller("near_d", "y", lat=38.601),
    ]
    built = build(homes, callers)
    blocks = {each.member_id: {home[0] for home in each.homes} for each in built.callers}
    assert blocks == {"near_a": {"a"}, "near_b": {"b"}, "hmong": {"c"}, "near_d": {"d"}}


def test_a_list_has_those_first_who_need_more_time_and_then_the_order_of_the_street():
    homes = homes_on("a", 11)
    homes[7] = Home("a7", first=True, block_id="a")
    (only,) = build(homes, [caller("rosa", "a")]).callers
    assert only.homes == ("a7", "a0", "a1", "a2", "a3", "a4", "a5", "a6", "a8", "a9", "a10")


def test_the_homes_of_callers_and_head_are_told_when_their_people_are():
    homes = homes_on("a", 13)
    built = build(homes, [caller("rosa", "a", home="a3")], [caller("walt", "a", home="a5")])
    assert "a3" not in built.callers[0].homes
    assert "a5" not in built.callers[0].homes
    assert len(built.callers[0].homes) == 11


@pytest.mark.parametrize(
    ("homes", "callers", "said"),
    [
        (0, 0, ""),
        (1, 0, "Ask one more member to call, so that each"),
        (40, 2, "Homes to call: 40. Callers: 2. Ask one more member"),
        (300, 3, "Homes to call: 300. Callers: 3. Ask 17 more members"),
        (30, 3, ""),
        (8, 1, ""),
        (20, 4, "Callers who would be enough: 2; the others can stand in"),
    ],
)  # fmt: skip
def test_it_says_what_to_do_about_too_few_or_too_many_callers(homes, callers, said):
    found = treebuilding.advice(homes, callers)
    assert len(found) == bool(said)
    assert all(said in words.sentence(each.key, each.values) for each in found)


def test_homes_that_came_later_are_put_where_there_is_room_and_nothing_else_moves():
    homes = [*homes_on("a", 17), *homes_on("b", 12)]
    people = {each.member_id: each for each in (caller("rosa", "a"), caller("walt", "b"))}
    before = (
        Caller(member_id="rosa", homes=tuple(f"a{number}" for number in range(13))),
        Caller(member_id="walt", homes=tuple(f"b{number}" for number in range(12))),
    )
    after = fill_in(before, homes, people)
    assert after[0].homes == (*before[0].homes, "a13", "a14")
    assert after[1].homes == (*before[1].homes, "a15", "a16")
    nobody = {each: caller(each, numbers=()) for each in people}
    assert fill_in(before, homes, nobody) == before


# Changing by hand


@given(st.data())
def test_a_home_that_is_moved_stands_once_and_where_it_was_put(data):
    homes = [f"h{number}" for number in range(data.draw(st.integers(1, 9)))]
    spots = data.draw(st.lists(st.sampled_from("abc"), min_size=len(homes), max_size=len(homes)))
    before = tree(*((who, [h for h, at in zip(homes, spots, strict=True) if at == who]) for who in "abc"))
    home, to = data.draw(st.sampled_from(homes)), data.draw(st.sampled_from("abc"))
    position = data.draw(st.none() | st.integers(-2, 12))
    after = phonetrees.move(before, home, to, position)
    assert sorted(after.listed()) == sorted(homes)
    mine = after.caller(to).homes
    rest = len(mine) - 1
    assert mine.index(home) == (rest if position is None else max(0, min(position, rest)))
    others = [each for each in before.listed() if each != home]
    assert [each for each in after.listed() if each != home] == others


def test_callers_come_and_go_and_hand_over_their_lists():
    begun = phonetrees.with_caller(phonetrees.with_caller(tree(head=("rosa",)), "rosa"), "walt", 0)
    assert [each.member_id for each in begun.callers] == ["walt", "rosa"]
    with pytest.raises(Refused):
        phonetrees.with_caller(begun, "walt")
    with pytest.raises(NotFound):
        phonetrees.move(begun, "h1", "nobody")
    listed = phonetrees.move(phonetrees.move(begun, "h1", "rosa"), "h2", "walt")
    assert phonetrees.without_caller(listed, "walt").listed() == ["h1"]
    handed = phonetrees.handed_over(listed, "rosa", "lena")
    assert (handed.head, handed.caller("lena").homes) == (("lena",), ("h1",))
    both = phonetrees.handed_over(listed, "rosa", "walt")
    assert (both.head, both.caller("walt").homes, both.caller("rosa")) == (("walt",), ("h2", "h1"), None)
    assert phonetrees.home_handed_over(listed, "h1", "h9").caller("rosa").homes == ("h9",)
    assert phonetrees.home_handed_over(listed, "h1", "h2").listed() == ["h2"]
    assert phonetrees.home_handed_over(listed, "h7", "h8") == listed


def test_the_head_shares_the_callers_out_and_nobody_calls_themselves():
    five = tree(*((who, ()) for who in "abcde"), head=("a", "x"))
    assert phonetrees.shares(five) == [("a", ("b", "d")), ("x", ("c", "e"))]
    assert phonetrees.shares(tree(("a", ()))) == [("", ("a",))]
    assert phonetrees.shares(tree(head=("a",))) == [("a", ())]


# Looking over

ROSA = caller("rosa", home="r", numbers=("916-555-0101", "916-555-0102"))
WALT = caller("walt", home="w")
LENA = caller("lena", home="l")
PEOPLE = {each.member_id: each for each in (ROSA, WALT, LENA)}
HOMES = [Home(each, f"{each} St") for each in ("r", "w", "l", *(f"h{n}" for n in range(24)))]
TWELVE = [f"h{n}" for n in range(12)]
REST = [f"h{n}" for n in range(12, 24)]


def said(which, homes=HOMES, people=PEOPLE):
    return [words.sentence(r.problem.key, r.problem.values) for r in treechecks.check(which, homes, people)]


def test_nothing_is_said_where_all_is_well():
    assert said(tree(("walt", TWELVE), ("lena", REST), head=("rosa",))) == []
    assert said(tree(), []) == []


@pytest.mark.parametrize(
    ("callers", "head", "sentence"),
    [
        ((("walt", TWELVE), ("lena", REST)), (), "Nobody stands at the head"),
        ((("walt", TWELVE), ("lena", REST)), ("walt",), "Walt can be reached in one way only"),
        ((("walt", TWELVE), ("lena", REST)), ("rosa", "gone"), "Somebody at the head is no longer"),
        ((("walt", [*TWELVE, "h20"]), ("lena", REST)), ("rosa",), "h20 St stands on the lists twice."),
        ((("walt", TWELVE), ("lena", REST[1:])), ("rosa",), "h12 St is on nobody’s list."),
        ((("walt", TWELVE), ("lena", REST[2:])), ("rosa",), "2 homes are on nobody’s list. The first is h12"),
        ((("walt", [*TWELVE, "w"]), ("lena", REST)), ("rosa",), "Walt would call their own home."),
        ((("walt", [*TWELVE, "l"]), ("lena", [*REST, "w"])), ("rosa",), "Lena → Walt → Lena"),
        ((("walt", [*TWELVE, *REST[:4]]), ("lena", REST[4:])), ("rosa",), "Walt has 16 homes."),
        ((("walt", TWELVE), ("walt", ()), ("lena", REST)), ("rosa",), "Walt stands among the callers twice."),
        ((("walt", [*TWELVE, "h99"]), ("lena", REST)), ("rosa",), "A home on a list is no longer kept."),
        ((("walt", TWELVE), ("gone", REST)), ("rosa",), "(homes on the list: 12)"),
    ],
)  # fmt: skip
def test_what_is_not_right_is_said(callers, head, sentence):
    assert any(sentence in each for each in said(tree(*callers, head=head))), said(tree(*callers, head=head))


def test_one_home_on_another_callers_list_is_no_circle():
    assert said(tree(("walt", [*TWELVE, "l"]), ("lena", REST), head=("rosa",))) == []


def test_a_circle_of_three_is_told_once_and_a_chain_into_it_not():
    people = {**PEOPLE, **{who: caller(who, home=f"home_{who}") for who in ("ana", "ben", "cy")}}
    homes = [*HOMES, *(Home(f"home_{who}") for who in ("ana", "ben", "cy"))]
    ring = tree(
        ("ana", ["home_ben"]), ("ben", ["home_cy", "w"]), ("cy", ["home_ana"]), ("walt", ["l"]), ("lena", []),
        head=("rosa",),
    )  # fmt: skip
    circles = [r for r in treechecks.check(ring, homes, people) if r.problem.key == "tree.circle"]
    assert [remark.members for remark in circles] == [("ana", "ben", "cy")]
    assert circles[0].problem.values == {"names": "Ana → Ben → Cy → Ana"}
    begun = tree(*((each.member_id, each.homes) for each in ring.callers), head=("rosa", "cy"))
    assert not [r for r in treechecks.check(begun, homes, people) if r.problem.key == "tree.circle"]


def test_who_is_retired_or_has_no_phone_is_named_with_where_to_put_it_right():
    people = {
        **PEOPLE,
        "walt": CallerInfo("walt", "Walt", active=False, numbers=("1",)),
        "lena": CallerInfo("lena", "Lena"),
    }
    remarks = treechecks.check(tree(("walt", TWELVE), ("lena", REST), head=("walt", "lena")), HOMES, people)
    assert {(r.problem.key, r.members) for r in remarks if r.members} == {
        ("tree.head_retired", ("walt",)),
        ("tree.head_without_phone", ("lena",)),
        ("tree.caller_retired", ("walt",)),
        ("tree.caller_without_phone", ("lena",)),
    }
    silent = [Home("h1", "h1 St", has_phone=False), Home("h2", "h2 St", has_phone=False)]
    both = tree(("rosa", ["h1", "h2"]), head=("rosa",))
    assert ("tree.homes_without_phone", ("h1", "h2")) in {
        (remark.problem.key, remark.homes) for remark in treechecks.check(both, silent, PEOPLE)
    }
    assert treechecks.to_knock(silent, tree(), PEOPLE) == ("h1", "h2")


def test_two_people_at_the_head_with_one_phone_between_them_are_one_way():
    same = {
        "rosa": caller("rosa", numbers=("(916) 555-0101",)),
        "walt": caller("walt", numbers=("+1 916 555 0101",)),
    }
    keys = [r.problem.key for r in treechecks.check(tree(head=("rosa", "walt")), [], same)]
    assert keys == ["tree.head_once"]


def test_a_language_that_the_caller_is_not_known_to_speak_is_worth_a_look():
    homes = [*HOMES[:4], Home("h1", "1 H St", language="Hmong"), *HOMES[5:]]
    found = said(tree(("walt", ["h1", *TWELVE[2:]]), ("lena", [*REST, "h0"]), head=("rosa",)), homes)
    assert (
        "1 H St would rather be spoken to in another language (Hmong), which Walt is not known to speak."
        in found
    )


def test_more_callers_than_one_person_can_call_want_a_second_head():
    people = {**PEOPLE, **{f"c{n}": caller(f"c{n}") for n in range(16)}}
    many = [(f"c{n}", ()) for n in range(16)]
    assert any("would call 16 callers" in each for each in said(tree(*many, head=("rosa",)), [], people))
    assert not any("would call" in each for each in said(tree(*many, head=("rosa", "walt")), [], people))
