"""Two entries of one person, or of one home, become one; one step takes it back."""

import dataclasses

import pytest
from sqlalchemy import select

from sacwatch.domain import drills, phonetrees, sheets, shifts
from sacwatch.domain.audiences import Audience
from sacwatch.domain.consents import ConsentDraft
from sacwatch.domain.errors import NotFound, Refused
from sacwatch.domain.households import HouseholdVehicleDraft, VacationDraft
from sacwatch.domain.kinds import Kind
from sacwatch.domain.listing import PatrolQuery
from sacwatch.domain.members import PhoneDraft, Role, TrainingDraft
from sacwatch.domain.patrols import CheckDraft, PatrollerDraft, Seat
from sacwatch.domain.places import PlaceDraft
from sacwatch.domain.watches import draft_of as watch_draft_of
from sacwatch.services import checking, households, members, merging, undoing, watches
from tests.domain import shiftmaking
from tests.making import NOW, TODAY


def everything(desk):
    """Give every record of the file by kind, as it stands."""
    with desk.reading() as work:
        return {
            kind: sorted(map(str, repository.get_many(ids(work, kind))))
            for kind, repository in work._repositories.items()
        }


def ids(work, kind):
    return list(work._session.scalars(select(work.repository(kind).row.id)))


@pytest.fixture
def twice(desk):
    """Give two entries of one person, named in everything that can name a member."""
    home, other_home = desk.house(), desk.house(place=PlaceDraft("2219 H St"))
    keep = desk.add(household_id=home.id)
    other = desk.add(
        name="R. Delgado-Ruiz",
        phones=(PhoneDraft("916 555 0134"), PhoneDraft("916-555-0177", "work")),
        email="ruiz@example.org",
        roles=("phone_tree_caller",),
        household_id=other_home.id,
        note="Has a truck.",
    )
    walt = desk.add(name="Walt Kim", phones=(), household_id=other_home.id)
    desk.log(crew=(PatrollerDraft("Rosa", other.id, "driver"), PatrollerDraft("Walt Kim", walt.id)))
    desk.log(
        day="2026-08-01",
        mode="foot",
        vehicle="",
        odometer_start="",
        odometer_finish="",
        crew=(PatrollerDraft("Rosa", keep.id), PatrollerDraft("R. D.", other.id)),
        entries=(),
        checks=(CheckDraft(household_id=other_home.id, clock="21:00", done=True),),
    )
    with desk.work() as work:
        draft = watch_draft_of(watches.get(work))
        blocks = (dataclasses.replace(draft.blocks[0], captain_id=other.id), *draft.blocks[1:])
        watches.change(work, dataclasses.replace(draft, blocks=blocks), today=TODAY)
    with desk.work() as work:
        of = {"watch_id": work.watch_id, "created_at": NOW, "changed_at": NOW, "changed_by": "tester"}
        day = shifts.ShiftDay(
            day=TODAY,
            added=(walt.id,),
            away=(
                shifts.Away(member_id=keep.id, stand_in_id=other.id),
                shifts.Away(member_id=walt.id, stand_in_id=other.id),
            ),
        )
        work.shifts.add(
            dataclasses.replace(shiftmaking.made(), **of, regulars=(keep.id, other.id, walt.id), days=(day,))
        )
        callers = tuple(
            phonetrees.Caller(member_id=each, homes=homes)
            for each, homes in ((keep.id, (other_home.id,)), (other.id, (home.id,)))
        )
        work.phonetrees.add(phonetrees.PhoneTree(id="tree", **of, head=(other.id, keep.id), callers=callers))
        call = drills.Call(
            id="call", household_id=other_home.id, member_id=other.id, at=NOW, outcome=drills.Outcome.REACHED
        )
        work.drills.add(
            drills.Drill(
                id="drill", **of, sort=drills.DrillSort.DRILL, started_at=NOW, callers=callers, calls=(call,)
            )
        )
        work.sheets.add(
            sheets.Sheet(
                id="sheet",
                **of,
                number=sheets.number_of(100),
                crew=(sheets.Patroller(name="Rosa", member_id=other.id),),
                house_ids=(other_home.id, home.id),
                printed_at=NOW,
            )
        )
    return keep, other, walt, home, other_home


def test_two_entries_of_a_person_become_one_and_all_that_named_the_other_follows(desk, twice):
    keep, other, walt, home, other_home = twice
    before = everything(desk)
    with desk.work() as work:
        merged = merging.merge(work, keep.id, other.id, today=TODAY)
    assert (merged.name, merged.email, merged.household_id) == (keep.name, keep.email, home.id)
    assert [each.number for each in merged.phones] == ["(916) 555-0134", "(916) 555-0199", "(916) 555-0177"]
    assert merged.roles == {Role.CAPTAIN, Role.PATROLLER, Role.CALLER}
    assert merged.note == (
        "Has a ladder.\nHas a truck.\nThe other entry said: R. Delgado-Ruiz; ruiz@example.org."
    )
    with desk.reading() as work:
        with pytest.raises(NotFound):
            members.get(work, other.id)
        assert work.naming(other.id) == []
        first, second = (work.patrols.get(each.id) for each in work.patrols.find(PatrolQuery()).lines)
        assert [(each.member_id, each.seat) for each in first.crew] == [
            (keep.id, Seat.DRIVER),
            (walt.id, Seat.OBSERVER),
        ]
        assert [each.member_id for each in second.crew] == [keep.id], "one person is there once"
        assert watches.get(work).blocks[0].captain_id == keep.id
        planned = work.shifts.get("shift")
        assert planned.regulars == (keep.id, walt.id)
        assert planned.days[0].away == (shifts.Away(member_id=walt.id, stand_in_id=keep.id),)
        tree = work.phonetrees.get("tree")
        assert tree.head == (keep.id,)
        assert tree.callers == (phonetrees.Caller(member_id=keep.id, homes=(other_home.id, home.id)),)
        assert work.drills.get("drill").calls[0].member_id == keep.id
        assert work.sheets.get("sheet").crew[0].member_id == keep.id
        assert undoing.upcoming(work).undo.does == "step.members_merged"
    assert other.id not in str(everything(desk))
    assert checking.check(desk.store).good
    with desk.work() as work:
        undoing.undo(work)
    assert everything(desk) == before
    with desk.work() as work:
        undoing.redo(work)
    assert checking.check(desk.store).good
    with desk.reading() as work:
        assert members.get(work, keep.id) == merged


def test_two_entries_of_a_home_become_one(desk, twice):
    keep, other, walt, home, other_home = twice
    before = everything(desk)
    with desk.work() as work:
        merged = merging.merge_homes(work, home.id, other_home.id, today=TODAY)
    with desk.reading() as work:
        assert work.naming(other_home.id) == []
        people = households.people_of(work, [home.id])[home.id]
        assert {each.id for each in people} == {keep.id, other.id, walt.id}
        assert work.sheets.get("sheet").house_ids == (home.id,)
        assert set(work.phonetrees.get("tree").listed()) == {home.id}
        assert households.get(work, home.id) == merged
        assert len(merged.vehicles) == len(merged.vacations) == 1, "what both say is said once"
    assert checking.check(desk.store).good
    with desk.work() as work:
        undoing.undo(work)
    assert everything(desk) == before


def test_a_home_keeps_what_only_the_other_entry_says(desk):
    home = desk.house(people="", pets="", vehicles=(), key_holder="", utilities="Gas left", vacations=())
    other = desk.house(
        pets="Parrot",
        vehicles=(HouseholdVehicleDraft("red", "Ford", "Ranger", "7TUL100"),),
        utilities="Propane tank",
        vacations=(VacationDraft("", "2026-12-01", "2026-12-09"),),
        confirmed_on="2026-01-05",
    )
    with desk.work() as work:
        merged = merging.merge_homes(work, home.id, other.id, today=TODAY)
    assert (merged.people, merged.pets, merged.vehicles[0].plate) == (3, "Parrot", "7TUL100")
    assert merged.utilities == "Gas left\nPropane tank"
    assert len(merged.vacations) == 1


def agreed(member):
    return {(each.field, each.audience) for each in member.consents}


def said(*pairs):
    return tuple(ConsentDraft(field, audience, "2026-09-01") for field, audience in pairs)


def test_nothing_is_shown_of_the_one_that_only_the_other_agreed_to(desk):
    keep = desk.add(
        phones=(PhoneDraft("916-555-0134"),),
        skills=("cert",),
        consents=said(("phones", "members"), ("email", "public"), ("skills", "members"), ("name", "police")),
    )
    other = desk.add(
        phones=(PhoneDraft("916-555-0177"),),
        email="ruiz@example.org",
        skills=("cert",),
        language="Spanish",
        consents=said(
            ("phones", "police"), ("email", "members"), ("language", "members"), ("name", "public")
        ),
    )
    with desk.work() as work:
        merged = merging.merge(work, keep.id, other.id, today=TODAY)
    assert agreed(merged) == {
        ("email", Audience.PUBLIC),
        ("skills", Audience.MEMBERS),
        ("name", Audience.POLICE),
        ("language", Audience.MEMBERS),
    }


def test_phones_to_which_both_agreed_stay_agreed_to(desk):
    one = desk.add(phones=(PhoneDraft("916-555-0134"),), consents=said(("phones", "members")))
    other = desk.add(phones=(PhoneDraft("916-555-0177"),), consents=said(("phones", "members")))
    with desk.work() as work:
        assert agreed(merging.merge(work, one.id, other.id)) == {("phones", Audience.MEMBERS)}


def test_the_latest_of_dates_and_courses_counts(desk):
    one = desk.add(trainings=(TrainingDraft("CPR", "2024-01-01", "2026-01-01"),), vetted_on="2024-01-01")
    other = desk.add(
        trainings=(
            TrainingDraft("cpr", "2026-01-01", "2028-01-01"),
            TrainingDraft("First aid", "2025-01-01"),
        ),
        vetted_on="2026-01-01",
    )
    with desk.work() as work:
        merged = merging.merge(work, one.id, other.id, today=TODAY)
    assert str(merged.vetted_on) == "2026-01-01"
    assert [(each.name, str(each.done_on)) for each in merged.trainings] == [
        ("cpr", "2026-01-01"),
        ("First aid", "2025-01-01"),
    ]


def test_the_captain_may_change_what_comes_out(desk):
    keep, other = desk.add(), desk.add(name="Rosa D.")
    with desk.work() as work:
        draft = dataclasses.replace(merging.preview(work, keep.id, other.id), name="Rosa Delgado-Ruiz")
        assert merging.merge(work, keep.id, other.id, draft).name == "Rosa Delgado-Ruiz"


def test_an_entry_is_not_merged_with_itself_nor_with_one_that_is_gone(desk):
    keep, other = desk.add(), desk.add()
    with pytest.raises(Refused), desk.work() as work:
        merging.merge(work, keep.id, keep.id)
    with desk.work() as work:
        members.remove(work, other.id)
    with pytest.raises(NotFound), desk.work() as work:
        merging.merge(work, keep.id, other.id)
    with desk.reading() as work:
        assert members.get(work, keep.id) == keep


def test_everything_that_can_name_a_member_is_handed_over(desk, twice):
    """A kind of record that names a member, and is not handed over, would raise here."""
    _keep, other, _walt, _home, other_home = twice
    with desk.reading() as work:
        assert {ref.kind for ref in work.naming(other.id)} == {
            *(Kind.WATCH, Kind.PATROL, Kind.SHIFT, Kind.TREE, Kind.DRILL, Kind.SHEET),
        }
        assert {ref.kind for ref in work.naming(other_home.id)} == {
            *(Kind.MEMBER, Kind.PATROL, Kind.TREE, Kind.DRILL, Kind.SHEET),
        }
