"""Sheets are made with their number, and typed back by it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sacwatch import words
from sacwatch.domain import patrols as rules
from sacwatch.domain.errors import Invalid, Refused, Trouble
from sacwatch.domain.households import VacationDraft
from sacwatch.domain.patrols import EntryDraft, PatrollerDraft
from sacwatch.domain.places import PlaceDraft
from sacwatch.domain.sheets import SheetDraft, is_number
from sacwatch.domain.shifts import RegularDraft, ShiftDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import households, incidents, patrols, sheets, shifts, undoing
from tests.making import TODAY, household_draft, patrol_draft

TODAY_TEXT = TODAY.isoformat()


def make(desk, **said):
    draft = SheetDraft(**{"day": TODAY_TEXT, "start": "6:00 am", "finish": "8:00 am", **said})
    with desk.work() as work:
        return sheets.prepare(work, draft, zone=SACRAMENTO, today=TODAY)


def house(desk, address, first="2026-09-18", last="2026-09-25", **said):
    draft = household_draft(
        place=PlaceDraft(address),
        vacations=(VacationDraft(first_day=first, last_day=last),) if first else (),
        **said,
    )
    with desk.work() as work:
        return households.add(work, draft, today=TODAY)


def opened(desk, number):
    with desk.reading() as work:
        return sheets.opened(work, number, zone=SACRAMENTO)


def key_of(act) -> str:
    with pytest.raises(Trouble) as caught:
        act()
    assert words.sentence(caught.value.problem.key, caught.value.problem.values)
    return caught.value.problem.key


def typed(desk, number, **said):
    draft = replace(opened(desk, number).draft, start="6:00 am", finish="8:00 am", **said)
    crew = draft.crew or (PatrollerDraft("Walt Kim"),)
    with desk.work() as work:
        return patrols.log(work, replace(draft, crew=crew, day=TODAY_TEXT), zone=SACRAMENTO, today=TODAY)


def test_each_sheet_has_its_own_number_also_after_the_step_could_be_undone(desk):
    numbers = [make(desk).number for _ in range(3)]
    with desk.work() as work:
        numbers += [each.number for each in sheets.prepare_blanks(work, 4)]
    assert len(set(numbers)) == 7 and all(map(is_number, numbers))
    with desk.reading() as work:
        step = work.undoable()
    assert step is None or step.does != "step.sheet_printed", "what is on paper cannot be undone"


def test_a_sheet_knows_its_people_its_houses_and_nobody_elses(desk):
    rosa = desk.add()
    away = house(desk, "1623 P St")
    house(desk, "1625 P St", first="2026-10-01", last="2026-10-05")
    house(desk, "1627 P St", first="")
    gone = house(desk, "1629 P St")
    with desk.work() as work:
        households.retire(work, gone.id)
    sheet = make(desk, crew=(PatrollerDraft("rosa  delgado"), PatrollerDraft("A Guest")))
    assert [(each.name, each.member_id) for each in sheet.crew] == [
        ("rosa delgado", rosa.id),
        ("A Guest", None),
    ]
    assert sheet.house_ids == (away.id,)
    assert make(desk, day="2026-10-03").house_ids != sheet.house_ids
    with desk.reading() as work:
        assert sheets.get(work, sheet.id) == sheet


def test_no_address_is_kept_in_the_sheet(desk):
    house(desk, "1623 P St")
    sheet = make(desk)
    with desk.reading() as work:
        step = work.history(limit=1)[0]
        images = work._session.connection().exec_driver_sql(
            "SELECT after FROM journal_change WHERE step_id = ?", (step.id,)
        )
        told = str(images.all())
    assert sheet.number in told and "1623" not in told


def test_a_typed_number_opens_the_form_with_what_was_printed(desk):
    away = house(desk, "1623 P St")
    sheet = make(desk, crew=(PatrollerDraft("Walt Kim"),), area="P to R", equipment=("Radio 2",))
    found = opened(desk, f"No. {sheet.number}")
    assert found.sheet == sheet and found.patrol_id is None
    assert (found.draft.day, found.draft.start, found.draft.area) == (TODAY_TEXT, "6:00 am", "P to R")
    assert [each.household_id for each in found.draft.checks] == [away.id]
    with desk.reading() as work:
        assert sheets.houses_of(work, sheet.id, []) == {away.id: "1623 P St"}


def test_a_number_that_is_none_was_mistyped_or_is_nobodys(desk):
    number = make(desk).number
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert key_of(lambda: opened(desk, "tonight")) == "trouble.not_a_sheet_number"
    assert key_of(lambda: opened(desk, "12")) == "trouble.not_a_sheet_number"
    assert key_of(lambda: opened(desk, wrong)) == "trouble.sheet_number_mistyped"
    from sacwatch.domain.sheets import number_of

    assert key_of(lambda: opened(desk, number_of(4711))) == "trouble.no_such_sheet"
    assert key_of(lambda: opened(desk, number_of(10**18))) == "trouble.no_such_sheet"


def test_what_was_typed_comes_back_from_the_patrol(desk):
    away, other = house(desk, "1623 P St"), house(desk, "1625 P St")
    sheet = make(desk)
    checks = opened(desk, sheet.number).draft.checks
    assert len(checks) == 2
    patrol = typed(
        desk,
        sheet.number,
        checks=(replace(checks[0], done=True, clock="6:10", seen="Paper taken in"), checks[1]),
        entries=(EntryDraft(clock="6:30", place=PlaceDraft("1700 block of P St")),),
    )
    assert patrol.sheet_id == sheet.id
    assert [each.household_id for each in patrol.entries] == [away.id, None]
    assert opened(desk, sheet.number).patrol_id == patrol.id
    # The house that was not ticked can still be ticked, and is not lost by changing something else.
    draft = replace(rules.draft_of(patrol, zone=SACRAMENTO), note="late")
    with desk.work() as work:
        changed = patrols.change(work, patrol.id, draft, zone=SACRAMENTO, today=TODAY)
        assert sheets.houses_of(work, sheet.id, []) == {away.id: "1623 P St", other.id: "1625 P St"}
    assert changed.entries == patrol.entries and changed.note == "late"
    assert desk.patrol(patrol.id) == changed


def test_a_sheet_is_typed_once_and_again_after_its_patrol_is_gone(desk):
    sheet = make(desk)
    patrol = typed(desk, sheet.number)
    with pytest.raises(Refused) as caught:
        typed(desk, sheet.number)
    assert caught.value.problem.key == "trouble.sheet_typed_already"
    with desk.reading() as work:
        assert sheets.waiting(work, today=TODAY) == []
    with desk.work() as work:
        patrols.remove(work, patrol.id)
    with desk.reading() as work:
        assert sheets.waiting(work, today=TODAY) == [sheet]
    with desk.work() as work:
        undoing.undo(work)
    assert opened(desk, sheet.number).patrol_id == patrol.id


def test_sheets_that_wait_to_be_typed(desk):
    yesterday = make(desk, day="2026-09-19")
    today = make(desk)
    make(desk, day="2026-09-22")
    with desk.work() as work:
        sheets.prepare_blanks(work, 2)
    make(desk, start="8:00 pm", finish="9:30 pm")
    unused = make(desk)
    with desk.work() as work:
        sheets.put_away(work, unused.id)
    with desk.reading() as work:
        assert [each.id for each in sheets.waiting(work, today=TODAY)] == [today.id, yesterday.id]
        assert len(sheets.latest(work)) == 7
    with desk.work() as work:
        undoing.undo(work)
    with desk.reading() as work:
        assert len(sheets.waiting(work, today=TODAY)) == 3


def test_an_incident_found_at_a_house_has_its_address(desk):
    away = house(desk, "1623 P St")
    sheet = make(desk)
    checks = (replace(opened(desk, sheet.number).draft.checks[0], done=True, seen="Window broken"),)
    (entry,) = typed(desk, sheet.number, checks=checks).entries
    with desk.reading() as work:
        draft = incidents.draft_from_entry(work, entry.id, zone=SACRAMENTO)
    assert draft.place.text == away.place.text and draft.happened == "Window broken"


def test_a_household_that_is_gone_leaves_a_check_without_a_house(desk):
    """Such as one that was forgotten while the form stood open."""
    away = house(desk, "1623 P St")
    sheet = make(desk)
    checks = (replace(opened(desk, sheet.number).draft.checks[0], done=True, seen="All locked"),)
    with desk.work() as work:
        households.remove(work, away.id)
    patrol = typed(desk, sheet.number, checks=checks)
    (entry,) = patrol.entries
    assert (entry.household_id, entry.category.value, entry.seen) == (None, "house_check", "All locked")
    assert opened(desk, sheet.number).draft.checks == ()


def test_what_is_not_right_on_a_new_sheet_is_said(desk):
    with pytest.raises(Invalid):
        make(desk, day="some day")
    with desk.reading() as work:
        assert sheets.latest(work) == []


def test_places_to_look_at_are_hundred_blocks_and_nothing_withheld(desk):
    for day in ("2026-09-10", "2026-09-14"):
        desk.record(from_day=day, to_day="", to_clock="", reported_day="", reported_clock="")
        desk.record(
            kind="domestic_violence",
            place=PlaceDraft("1930 Q St", 38.5694, -121.4838, "address"),
            from_day=day,
            to_day="",
            to_clock="",
            reported_day="",
            reported_clock="",
        )
    found = desk.log(
        day="2026-09-12",
        entries=(
            EntryDraft(clock="20:50", place=PlaceDraft("1622 P St"), category="graffiti", seen="Tag"),
            EntryDraft(clock="21:00", place=PlaceDraft("1930 Q St"), category="house_check"),
            EntryDraft(clock="21:10", place=PlaceDraft("1930 Q St"), category="welfare_check"),
            EntryDraft(clock="21:20", place=PlaceDraft("1930 Q St")),
        ),
    )
    (spot,) = make(desk).spots
    assert spot.place.text == "1600 block of P St" and spot.place.point is not None
    assert spot.count == 3 and spot.kinds == ("incident.vehicle_burglary", "category.graffiti")
    # What was recorded from the patrol's own entry counts once.
    with desk.work() as work:
        draft = incidents.draft_from_entry(work, found.entries[0].id, zone=SACRAMENTO)
        incidents.record(work, draft, zone=SACRAMENTO, today=TODAY)
    (spot,) = make(desk).spots
    assert spot.count == 3 and "incident.graffiti" in spot.kinds


def test_what_a_new_sheet_is_offered(desk):
    with desk.reading() as work:
        assert sheets.offers(work, zone=SACRAMENTO) == sheets.Offers()
    desk.log()
    with desk.reading() as work:
        offered = sheets.offers(work, zone=SACRAMENTO)
    assert (offered.mode, offered.start, offered.finish) == ("vehicle", "8:30 pm", "10:00 pm")


def test_a_sheet_for_a_shift_and_the_patrol_typed_from_it(desk):
    rosa, walt = desk.add(), desk.add(name="Walt Kim")
    draft = ShiftDraft(
        first=TODAY_TEXT,
        start="6:00 am",
        finish="8:00 am",
        area="P to R",
        regulars=(RegularDraft("Rosa Delgado"), RegularDraft("Walt Kim")),
    )
    with desk.work() as work:
        shift = shifts.add(work, draft, today=TODAY)
    with desk.reading() as work:
        plain = sheets.log_shift(work, shift.id, TODAY, zone=SACRAMENTO)
        assert plain.sheet_id == "" and plain.shift_id == shift.id
        planned = sheets.draft_of_shift(work, shift.id, TODAY, zone=SACRAMENTO)
    assert (planned.day, planned.start, planned.area) == (TODAY_TEXT, "6:00 am", "P to R")
    assert [each.member_id for each in planned.crew] == [rosa.id, walt.id]
    with desk.work() as work:
        made = sheets.prepare(work, planned, zone=SACRAMENTO, today=TODAY)
    assert (made.shift_id, made.shift_day) == (shift.id, TODAY)
    with desk.work() as work:
        patrol = patrols.log(
            work, sheets.log_shift(work, shift.id, TODAY, zone=SACRAMENTO), zone=SACRAMENTO, today=TODAY
        )
        assert sheets.log_shift(work, shift.id, TODAY, zone=SACRAMENTO).sheet_id == ""
    assert (patrol.sheet_id, patrol.shift_id, patrol.shift_day) == (made.id, shift.id, TODAY)


def test_a_sheet_over_midnight_and_its_shift(desk):
    sheet = make(desk, start="11:00 pm", finish="1:00 am", shift_id="shift", shift_day=TODAY_TEXT)
    assert sheet.finishes_at - sheet.starts_at == timedelta(hours=2)
    with desk.reading() as work:
        assert [each.id for each in sheets.of_shift(work, "shift", TODAY)] == [sheet.id]
        assert sheets.of_shift(work, "shift", TODAY + timedelta(days=7)) == []
    assert patrol_draft().sheet_id == ""
