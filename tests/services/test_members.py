"""What a captain does with the members of the watch, and with the watch itself."""

import dataclasses

import pytest

from sacwatch.domain.contactmatching import InCommon
from sacwatch.domain.errors import Invalid, NotFound
from sacwatch.domain.listing import MemberQuery
from sacwatch.domain.members import MemberDraft, PhoneDraft, draft_of
from sacwatch.domain.patrols import PatrollerDraft
from sacwatch.domain.places import PlaceDraft
from sacwatch.domain.watches import BlockDraft, NumberDraft
from sacwatch.domain.watches import draft_of as watch_draft_of
from sacwatch.services import files, households, members, undoing, watches
from sacwatch.store.errors import InUse
from tests.making import TODAY, Desk, watch_draft


def test_a_member_is_added_changed_and_found(desk):
    member = desk.add()
    with desk.work() as work:
        changed = members.change(work, member.id, dataclasses.replace(draft_of(member), note="new"))
    with desk.reading() as work:
        assert members.get(work, member.id) == changed
        assert members.find(work, MemberQuery(words="new")).lines == (changed,)
        assert members.named(work, "delg") == [changed]


def test_a_member_without_a_name_is_refused(desk):
    with pytest.raises(Invalid), desk.work() as work:
        members.add(work, MemberDraft())


def test_a_member_who_left_is_off_the_lists_and_stays_in_the_history(desk):
    member = desk.add()
    patrol = desk.log(crew=(PatrollerDraft("Rosa Delgado", member.id),))
    with desk.work() as work:
        members.retire(work, member.id)
    with desk.reading() as work:
        assert members.find(work, MemberQuery()).total == 0
        assert members.named(work, "rosa") == []
        assert work.patrols.get(patrol.id).crew[0].member_id == member.id
    with desk.work() as work:
        assert members.retire(work, member.id, active=True).active
    with desk.reading() as work:
        assert undoing.upcoming(work).undo.does == "step.member_returned"


def test_a_member_that_a_patrol_or_a_block_names_cannot_be_removed(desk):
    for tie in ("patrol", "block"):
        member = desk.add(name=tie)
        if tie == "patrol":
            desk.log(crew=(PatrollerDraft("x", member.id),))
        else:
            with desk.work() as work:
                draft = watch_draft_of(watches.get(work))
                blocks = (*draft.blocks, BlockDraft(name="2300 H", captain_id=member.id))
                watches.change(work, dataclasses.replace(draft, blocks=blocks), today=TODAY)
        with pytest.raises(InUse), desk.work() as work:
            members.remove(work, member.id)
        with desk.reading() as work:
            assert members.get(work, member.id) == member


def test_a_member_entered_by_mistake_is_removed_and_can_be_brought_back(desk):
    member = desk.add()
    with desk.work() as work:
        members.remove(work, member.id)
    with pytest.raises(NotFound), desk.reading() as work:
        members.get(work, member.id)
    with desk.work() as work:
        undoing.undo(work)
    with desk.reading() as work:
        assert members.get(work, member.id) == member


def test_who_has_the_same_name_number_or_email_is_told_while_one_is_typed(desk):
    rosa = desk.add(phones=(PhoneDraft("(916) 555-0134 ext. 4"),), email="rosa@example.org")
    walt = desk.add(name="Walt Kim", phones=(PhoneDraft("(916) 555-0150"),), email="walt@example.org")
    senior = desk.add(name="José Núñez Sr.", phones=(), email="")
    with desk.work() as work:
        members.retire(work, walt.id)

    def told(name="", numbers=(), email="", **but):
        with desk.reading() as work:
            return [
                (each.member.id, each.why, each.value)
                for each in members.alike(work, name, numbers, email, **but)
            ]

    assert told("  delgado,  ROSA ") == [(rosa.id, InCommon.NAME, "Rosa Delgado")]
    assert told("Rosa Delgado", ["916 555 0134"]) == [(rosa.id, InCommon.NAME, "Rosa Delgado")]
    assert told("Ana", ["+1 916.555.0134"]) == [(rosa.id, InCommon.PHONE, "(916) 555-0134 ext. 4")]
    assert told("Ana", ["", "none", "555"], "ROSA@example.org ") == [
        (rosa.id, InCommon.EMAIL, "rosa@example.org")
    ]
    assert told("Ana", ["9165550150"]) == [(walt.id, InCommon.PHONE, "(916) 555-0150")]
    assert told("Jose Nunez") == [(senior.id, InCommon.NAME, "José Núñez Sr.")]
    assert told("Jose Nunez Jr") == told("Rosa") == told("Ana", ["916-555-01"], "%") == told() == []
    assert told("Rosa Delgado", ["916-555-0134"], "rosa@example.org", but=rosa.id) == []


def test_people_of_one_household_may_have_one_number(desk):
    rosa = desk.add(begin_household=True)
    with desk.reading() as work:
        numbers = [rosa.phones[0].number]
        assert members.alike(work, "Ana", numbers, rosa.email, household_id=rosa.household_id) == []
        [found] = members.alike(work, "Ana", numbers, rosa.email, household_id="another")
        assert found.member == rosa


# The watch


def test_a_watch_is_founded_once_and_its_parts_get_ids(tmp_path):
    desk = Desk(files.create(tmp_path / "a.sacwatch"))
    with pytest.raises(NotFound), desk.reading() as work:
        watches.get(work)
    with desk.work() as work:
        watch = watches.found(work, watch_draft(), today=TODAY)
    assert watch.id == watch.watch_id == desk.store.watch_id
    assert all(block.id for block in watch.blocks)
    assert all(number.id for number in watch.numbers)
    with desk.reading() as work:
        assert watches.get(work) == watch
        assert work.search("boulevard")
    desk.close()


def test_a_changed_watch_keeps_its_blocks_and_undo_brings_back_those_taken_out(desk):
    with desk.work() as work:
        past = watches.get(work)
        draft = watch_draft_of(past)
        draft = dataclasses.replace(
            draft,
            name="New name",
            blocks=(BlockDraft(name="1900 J"), draft.blocks[1]),
            numbers=(NumberDraft(name="Library", number="916-555-0177"),),
        )
        changed = watches.change(work, draft, today=TODAY)
    assert [block.name for block in changed.blocks] == ["1900 J", "2200 G"]
    assert changed.blocks[1] == past.blocks[1]
    with desk.reading() as work:
        assert watches.get(work) == changed
    with desk.work() as work:
        undoing.undo(work)
    with desk.reading() as work:
        assert watches.get(work) == past


def test_a_watch_without_a_name_is_refused(desk):
    with pytest.raises(Invalid), desk.work() as work:
        watches.change(work, watch_draft(name="  "), today=TODAY)


def test_a_member_moves_into_the_household_at_the_address_or_begins_one(desk):
    draft = MemberDraft(name="Ann Kim", address=PlaceDraft("2215 H St"), begin_household=True)
    with desk.work() as work:
        first = members.add(work, draft, today=TODAY)
    with desk.work() as work:
        same = dataclasses.replace(draft, name="Walt Kim", address=PlaceDraft("2215 h street"))
        second = members.add(work, same, today=TODAY)
        loose = members.add(work, MemberDraft(name="Nobody", begin_household=True), today=TODAY)
    assert first.household_id == second.household_id != loose.household_id is None
    with desk.reading() as work:
        (found,) = households.at(work, "2215 H ST.")
        assert found[0].place == first.address and found[1] == [first, second]
        assert undoing.upcoming(work).undo.does == "step.member_added"
        assert households.at(work, " ") == []
    for _step in range(2):
        with desk.work() as work:
            undoing.undo(work)
    with desk.reading() as work:
        assert work.households.active() == []
