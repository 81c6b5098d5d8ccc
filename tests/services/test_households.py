"""What a captain does with the homes of the watch."""

import contextlib
import dataclasses
from datetime import date

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from sacwatch.domain.households import draft_of
from sacwatch.domain.listing import HouseholdQuery
from sacwatch.domain.places import PlaceDraft, Point
from sacwatch.domain.watches import draft_of as watch_draft_of
from sacwatch.services import households, members, undoing, watches
from sacwatch.store.errors import InUse
from tests.making import TODAY, household_draft
from tests.neighborhood import draw_blocks, fill


def test_a_household_is_added_changed_and_found(desk):
    household = desk.house()
    assert household.vacations[0].id
    with desk.work() as work:
        changed = households.change(
            work, household.id, dataclasses.replace(draft_of(household), pets="Parrot"), today=TODAY
        )
    assert changed.vacations == household.vacations
    with desk.reading() as work:
        assert households.get(work, household.id) == changed
        assert households.find(work, HouseholdQuery(words="parrot")).lines == (changed,)
        assert [hit.kind for hit in work.search("8XYZ123")] == ["household"]


def test_every_deed_with_a_household_can_be_taken_back(desk):
    household = desk.house()
    deeds = [
        lambda work: households.change(work, household.id, household_draft(vacations=()), today=TODAY),
        lambda work: households.retire(work, household.id),
        lambda work: households.confirm(work, household.id, on=TODAY),
        lambda work: households.remove(work, household.id),
    ]
    for deed in deeds:
        with desk.work() as work:
            deed(work)
        with desk.work() as work:
            undoing.undo(work)
        with desk.reading() as work:
            assert households.get(work, household.id) == household


def test_a_household_with_members_cannot_be_removed_and_people_are_told_by_household(desk):
    home, other = desk.house(), desk.house(place=PlaceDraft("2219 H St"))
    rosa = desk.add(household_id=home.id)
    ann = desk.add(name="Ann Ruiz", household_id=home.id)
    with pytest.raises(InUse), desk.work() as work:
        households.remove(work, home.id)
    with desk.reading() as work:
        assert households.people_of(work, [home.id, other.id]) == {home.id: [ann, rosa]}
    with desk.work() as work:
        households.remove(work, other.id)


def test_lists_are_in_the_order_of_the_streets_and_their_numbers(desk):
    for text in ("2219 H St", "1001 G St", "215 H St", "2215 H St Apt 4", "2215 H St"):
        desk.house(place=PlaceDraft(text))
    with desk.reading() as work:
        told = [each.place.text for each in households.active(work)]
    assert told == ["1001 G St", "215 H St", "2215 H St", "2215 H St Apt 4", "2219 H St"]


@pytest.mark.parametrize(
    ("day", "away"),
    [("2026-09-17", 0), ("2026-09-18", 1), ("2026-10-02", 1), ("2026-10-03", 0)],
)
def test_who_is_away_on_a_day(desk, day, away):
    desk.house()
    desk.house(vacations=())
    with desk.work() as work:
        households.retire(work, households.add(work, household_draft(), today=TODAY).id)
    with desk.reading() as work:
        assert len(households.on_vacation(work, date.fromisoformat(day))) == away
        found = households.find(work, HouseholdQuery(away_on=date.fromisoformat(day)))
        assert found.total == away


def test_who_is_due_for_the_yearly_question(desk):
    home = desk.house(confirmed_on="2026-03-01")
    entered = desk.house(confirmed_on="")
    with desk.reading() as work:
        assert households.due_for_confirmation(work, date(2027, 2, 28)) == []
        assert households.due_for_confirmation(work, date(2027, 3, 1)) == [home]
        assert households.due_for_confirmation(work, date(2027, 9, 20)) == [home]
        assert households.due_for_confirmation(work, date(2027, 9, 21)) == [home, entered]
        assert households.find(work, HouseholdQuery(due_on=date(2027, 3, 1))).lines == (home,)
    with desk.work() as work:
        confirmed = households.confirm(work, home.id, on=date(2027, 3, 1))
    assert confirmed.confirmed_on == date(2027, 3, 1)
    with desk.reading() as work:
        assert households.due_for_confirmation(work, date(2027, 9, 21)) == [entered]
        assert undoing.upcoming(work).undo.does == "step.household_confirmed"


def test_lists_of_many_homes_take_a_few_questions_each(desk):
    """As many for a hundred as for a thousand."""
    with desk.work() as work:
        draw_blocks(work)
        fill(work, 300, 400)
    asked = {
        "a page": lambda work: households.find(work, HouseholdQuery(offset=60)),
        "searched": lambda work: households.find(work, HouseholdQuery(words="8abc")),
        "away": lambda work: households.on_vacation(work, TODAY),
        "due": lambda work: households.due_for_confirmation(work, TODAY),
        "all": households.active,
        "where they are": lambda work: work.households.where(),
        "expiring": lambda work: members.expiring(work, TODAY),
        "people": lambda work: households.people_of(work, [each.id for each in work.households.where()]),
        "agreed": lambda work: work.members.agreed(),
    }
    counts = {}
    for name, question in asked.items():
        with desk.reading() as work, queries() as told:
            assert question(work)
        counts[name] = len(told)
    once = dict.fromkeys(("where they are", "expiring", "agreed"), 1)
    pages = {"a page": 4, "searched": 4}
    assert counts == {**pages, **once, "away": 2, "due": 2, "all": 2, "people": 2}


@contextlib.contextmanager
def queries():
    """Collect what is asked of the file meanwhile."""
    told = []

    def note(_connection, _cursor, statement, *_rest):
        told.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield told
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def square(lat, lon, half=0.001):
    return (
        Point(lat - half, lon - half),
        Point(lat - half, lon + half),
        Point(lat + half, lon + half),
        Point(lat + half, lon - half),
    )


@pytest.fixture
def blocks(desk):
    """Draw the watch's two blocks and give their ids."""
    with desk.work() as work:
        draft = watch_draft_of(watches.get(work))
        one, two = draft.blocks
        watches.change(
            work,
            dataclasses.replace(
                draft,
                blocks=(
                    dataclasses.replace(one, outline=square(38.5763, -121.4738)),
                    dataclasses.replace(two, outline=square(38.58, -121.47)),
                ),
            ),
            today=TODAY,
        )
    return one.id, two.id


def test_a_household_lies_in_the_block_whose_outline_holds_it(desk, blocks):
    assert desk.house().block_id == blocks[0]
    assert desk.house(place=PlaceDraft("x", 38.58, -121.47, "map")).block_id == blocks[1]
    assert desk.house(place=PlaceDraft("x", 38.6, -121.47, "map")).block_id is None
    assert desk.house(place=PlaceDraft("nowhere known")).block_id is None


def test_a_block_that_was_chosen_stays(desk, blocks):
    household = desk.house(block_id=blocks[1], block_chosen=True)
    assert household.block_id == blocks[1]
    with desk.work() as work:
        again = households.change(work, household.id, draft_of(household), today=TODAY)
    assert again.block_id == blocks[1]
    with desk.reading() as work:
        assert households.find(work, HouseholdQuery(block_id=blocks[1])).total == 1


def test_households_follow_when_blocks_are_drawn_anew_and_undo_takes_both_back(desk, blocks):
    moved = desk.house()
    chosen = desk.house(block_id=blocks[0], block_chosen=True)
    with desk.work() as work:
        watches.remove_block(work, blocks[0], today=TODAY)
    with desk.reading() as work:
        assert households.get(work, moved.id).block_id is None
        assert households.get(work, chosen.id).block_id is None
        assert undoing.upcoming(work).undo.does == "step.block_removed"
    with desk.work() as work:
        undoing.undo(work)
    with desk.reading() as work:
        assert [households.get(work, each.id) for each in (moved, chosen)] == [moved, chosen]
