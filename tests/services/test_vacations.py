"""Vacation checks: due on a day, looked at by whom, and gone from print afterwards."""

import io
from datetime import date, timedelta

import pytest
from pypdf import PdfReader

from sacwatch.domain.audiences import Audience
from sacwatch.domain.errors import NotFound, Trouble
from sacwatch.domain.households import VacationDraft
from sacwatch.domain.patrols import CheckDraft, PatrollerDraft
from sacwatch.domain.places import PlaceDraft
from sacwatch.domain.sheets import SheetDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import households, patrols, reporting, sheets, subjects, vacations
from sacwatch.services.reporting import Order
from tests.making import NOW, TODAY, household_draft

WEEK = timedelta(days=7)


def away(desk, address, first, last, **said):
    draft = household_draft(
        place=PlaceDraft(address),
        key_holder="Mrs. Nguyen",
        vacations=(VacationDraft(first_day=first, last_day=last, **said),),
    )
    with desk.work() as work:
        return households.add(work, draft, today=TODAY)


def looked(desk, household, day, seen="", crew=("Rosa Delgado", "Walt Kim"), **said):
    with desk.work() as work:
        draft = patrols.PatrolDraft(
            **{
                "day": day,
                "start": "20:30",
                "finish": "22:00",
                "crew": tuple(PatrollerDraft(name) for name in crew),
                "checks": (CheckDraft(household.id, True, clock="21:00", seen=seen),),
                **said,
            }
        )
        return patrols.log(work, draft, zone=SACRAMENTO, today=TODAY)


def due(desk, day):
    with desk.reading() as work:
        return vacations.due(work, day, zone=SACRAMENTO)


def paper(desk, report, subject, now=None):
    with desk.store.reading(now=now or desk.now) as work:
        gathered = reporting.gather(work, Order(report, subject), zone=SACRAMENTO)
    pdf = PdfReader(io.BytesIO(reporting.make(gathered, NOW)))
    return " ".join("\n".join(page.extract_text() for page in pdf.pages).replace("\u00a0", " ").split())


def test_a_house_is_due_on_each_day_of_its_vacation_and_on_no_other(desk):
    house = away(desk, "1623 P St", "2026-09-18", "2026-09-22")
    for day in range(16, 25):
        found = due(desk, date(2026, 9, day))
        assert [each.household.id for each in found] == ([house.id] if 18 <= day <= 22 else [])


def test_who_looked_when_in_these_days_alone(desk):
    house = away(desk, "1623 P St", "2026-09-12", "2026-09-22")
    other = away(desk, "1625 P St", "2026-09-12", "2026-09-22")
    looked(desk, house, "2026-09-11")
    looked(desk, house, "2026-09-13", seen="Paper taken in")
    looked(desk, house, "2026-09-15", crew=("A Guest",))
    found = {each.household.id: each for each in due(desk, TODAY)}
    assert [(each.by, each.seen) for each in found[house.id].looks] == [
        (("Rosa Delgado", "Walt Kim"), "Paper taken in"),
        (("A Guest",), ""),
    ]
    assert found[house.id].last.by == ("A Guest",) and found[other.id].last is None


def test_a_look_past_midnight_of_the_last_day_counts(desk):
    house = away(desk, "1623 P St", "2026-09-12", "2026-09-15")
    checks = (CheckDraft(house.id, True, clock="0:30 am"),)
    looked(desk, house, "2026-09-15", start="23:00", finish="01:00", checks=checks)
    with desk.reading() as work:
        found = vacations.looks_at(work, house, house.vacations[0], zone=SACRAMENTO)
    assert len(found) == 1 and found[0].at.astimezone(SACRAMENTO).day == 16


def test_the_list_holds_what_is_not_over(desk):
    away(desk, "1621 P St", "2026-09-01", "2026-09-19")
    away(desk, "1623 P St", "2026-09-18", "2026-09-20", note="Cat inside")
    away(desk, "1625 P St", "2026-10-02", "2026-10-09")
    with desk.reading() as work:
        found = vacations.coming(work, TODAY, zone=SACRAMENTO)
    assert [each.household.place.text for each in found] == ["1623 P St", "1625 P St"]
    text = paper(desk, "vacation-checks", "today")
    assert "Away now" in text and "1623 P St" in text and "Cat inside" in text and "Mrs. Nguyen" in text
    assert text.index("Later") < text.index("1625 P St") and "1621 P St" not in text
    # The next day the first is over, and gone from print.
    assert "1623 P St" not in paper(desk, "vacation-checks", "today", now=NOW + timedelta(days=1))


def test_an_address_stands_on_the_sheets_of_its_days_and_is_gone_afterwards(desk):
    house = away(desk, "1623 P St", "2026-09-20", "2026-09-22", note="Cat inside")
    made = {}
    with desk.work() as work:
        for day in ("2026-09-19", "2026-09-20", "2026-09-22", "2026-09-23"):
            draft = SheetDraft(day=day, start="20:30", finish="22:00")
            made[day] = sheets.prepare(work, draft, zone=SACRAMENTO, today=TODAY)
    assert [bool(each.house_ids) for each in made.values()] == [False, True, True, False]
    subject = made["2026-09-20"].id
    assert "1623 P St Cat inside" in paper(desk, "patrol-sheet", subject)
    tomorrow, later = NOW + timedelta(days=1), NOW + timedelta(days=2)
    assert "1623 P St" in paper(desk, "patrol-sheet", subject, now=tomorrow), "a patrol over midnight"
    text = paper(desk, "patrol-sheet", subject, now=later)
    assert "1623" not in text and "Cat inside" not in text and "1 house was on this sheet." in text
    assert "1623 P St" in paper(desk, "patrol-sheet", made["2026-09-22"].id, now=later)
    # Nor on any paper about the patrol, whoever reads it.
    with desk.work() as work:
        found = sheets.opened(work, made["2026-09-20"].number, zone=SACRAMENTO)
        checks = tuple(CheckDraft(each.household_id, True) for each in found.draft.checks)
        draft = patrols.PatrolDraft(
            day="2026-09-20",
            start="6:00",
            finish="7:00",
            crew=(PatrollerDraft("Walt Kim"),),
            checks=checks,
            sheet_id=found.sheet.id,
        )
        patrol = patrols.log(work, draft, zone=SACRAMENTO, today=TODAY)
    assert patrol.entries[0].household_id == house.id
    for report in ("filled-sheet", "patrol-log"):
        assert "1623" not in paper(desk, report, patrol.id)
    with desk.reading() as work:
        for audience in Audience:
            log = reporting.gather(work, Order("patrol-log", patrol.id, audience), zone=SACRAMENTO)
            assert "1623" not in str(log.data.patrol)


def test_a_vacation_that_was_called_off_is_not_printed_any_more(desk):
    house = away(desk, "1623 P St", "2026-09-20", "2026-09-22")
    with desk.work() as work:
        sheet = sheets.prepare(work, SheetDraft(day="2026-09-20"), zone=SACRAMENTO, today=TODAY)
        draft = household_draft(place=PlaceDraft("1623 P St"), vacations=())
        households.change(work, house.id, draft, today=TODAY)
    text = paper(desk, "patrol-sheet", sheet.id)
    assert "1623" not in text and "1 house was on this sheet." in text


def test_the_slip_is_blank_or_for_one_household(desk):
    house = away(desk, "1623 P St", "2026-09-20", "2026-09-22")
    assert "1623" not in paper(desk, "vacation-request", "blank")
    text = paper(desk, "vacation-request", house.id)
    assert "For: 1623 P St" in text and "Sun, Sep 20, 2026" in text and "Mrs. Nguyen" in text

    def meant(asked):
        with desk.reading() as work:
            return subjects.default_subject(work, "vacation-request", asked, today=TODAY, zone=SACRAMENTO)

    assert meant("") == "blank" and meant("1623 p st") == meant(house.id) == house.id
    with pytest.raises(NotFound):
        meant("9 Nowhere Rd")


@pytest.mark.parametrize("report", ["vacation-checks", "vacation-request", "patrol-sheet", "filled-sheet"])
def test_what_tells_of_empty_houses_is_made_by_the_captain_alone(desk, report):
    for audience in Audience:
        if audience is not Audience.CAPTAIN:
            with desk.reading() as work, pytest.raises(Trouble) as caught:
                reporting.gather(work, Order(report, "x", audience), zone=SACRAMENTO)
            assert caught.value.problem.key == "trouble.captains_paper"
