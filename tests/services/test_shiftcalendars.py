"""Calendar files: what other programs read in them is what was planned, to the instant, in every year."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, time, timedelta

import icalendar
import pytest
import recurring_ical_events
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sacwatch.domain import shiftdays
from sacwatch.domain.audiences import Audience
from sacwatch.domain.consents import ConsentDraft
from sacwatch.domain.rosters import occurrences
from sacwatch.domain.shiftdays import day_draft_of
from sacwatch.domain.shifts import RegularDraft, ShiftDraft, pattern
from sacwatch.domain.times import SACRAMENTO
from sacwatch.exchange import calendars
from sacwatch.services import members, shiftcalendars, shifts
from tests.domain import shiftmaking
from tests.making import TODAY, member_draft

SINCE = TODAY - shiftcalendars.KEPT_BACK


def gathered(*found, names=(), member_id=None, since=SINCE):
    known = dict(names)
    return shiftcalendars.Gathered(tuple(found), known, "Shifts", "Shifts.ics", since, SACRAMENTO, member_id)


def read(data):
    return icalendar.Calendar.from_ical(data)


def expanded(data, first, last):
    """Give the (start, end) instants that an independent reader finds, in UTC."""
    begin = datetime.combine(first, datetime.min.time(), SACRAMENTO)
    end = datetime.combine(last + timedelta(days=1), datetime.min.time(), SACRAMENTO)
    found = recurring_ical_events.of(read(data)).between(begin, end)
    return sorted((each["DTSTART"].dt.astimezone(UTC), each["DTEND"].dt.astimezone(UTC)) for each in found)


def planned(shift, first, last):
    found = occurrences(shift, first, last, SACRAMENTO)
    return sorted((each.start, each.end) for each in found)


def events(data):
    return list(read(data).walk("VEVENT"))


# Instants


@settings(max_examples=25, deadline=None)
@given(shiftmaking.shifts(), st.dates(date(2026, 1, 1), date(2027, 6, 1)))
def test_an_independent_reader_finds_the_instants_that_were_planned(shift, first):
    last = first + timedelta(days=60)
    data = shiftcalendars.make(gathered(shift, since=date(2025, 1, 1)))
    assert expanded(data, first, last) == _beginning_in(shift, first, last)


def _beginning_in(shift, first, last):
    """Give what overlaps these days, as readers take "between"."""
    begin = datetime.combine(first, datetime.min.time(), SACRAMENTO)
    found = planned(shift, first - timedelta(days=2), last)
    return [(start, end) for start, end in found if end > begin]


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ({"first": "2026-10-24", "weekdays": ("5", "6")}, date(2026, 10, 24), date(2026, 11, 10)),
        ({"first": "2026-02-28", "weekdays": ("5", "6")}, date(2026, 2, 28), date(2026, 3, 20)),
        (
            {"first": "2026-10-24", "start": "22:00", "finish": "5:00 am"},
            date(2026, 10, 24),
            date(2026, 11, 10),
        ),
        (
            {"first": "2026-02-28", "start": "22:00", "finish": "5:00 am"},
            date(2026, 2, 28),
            date(2026, 3, 20),
        ),
        (
            {"first": "2026-10-25", "start": "1:30 am", "finish": "3 am"},
            date(2026, 10, 24),
            date(2026, 11, 10),
        ),
    ],
)
def test_over_the_nights_on_which_the_clocks_change(said, first, last):
    shift = shiftmaking.made(**said)
    data = shiftcalendars.make(gathered(shift, since=date(2026, 1, 1)))
    assert expanded(data, first, last) == planned(shift, first, last) != []


def test_single_days_are_skipped_moved_and_changed_in_other_calendars_too():
    shift = shiftmaking.made(until="2026-12-31", weekdays=("5", "2"))
    shift = shiftdays.skip(shift, date(2026, 10, 31))
    draft = dataclasses.replace(day_draft_of(shift, date(2026, 11, 4)), day="2026-11-05", start="18:00")
    shift = shiftdays.change_day(shift, date(2026, 11, 4), draft, today=TODAY)
    shift = shiftdays.sign_up(shift, date(2026, 11, 7), "walt")
    shift = shiftdays.skip(shift, date(2026, 8, 1) + timedelta(days=35))
    data = shiftcalendars.make(gathered(shift, since=date(2026, 8, 1)))
    first, last = date(2026, 9, 1), date(2027, 1, 31)
    assert expanded(data, first, last) == planned(shift, first, last)
    assert planned(shift, first, last)[-1][0] < datetime(2027, 1, 1, 9, tzinfo=UTC)


def test_a_long_series_begins_in_the_weeks_that_count_and_keeps_its_rhythm():
    shift = shiftmaking.made(first="2019-01-05", every="3")
    data = shiftcalendars.make(gathered(shift))
    (event,) = events(data)
    assert event["DTSTART"].dt.date() == next(pattern(shift, SINCE, TODAY))
    first, last = SINCE, date(2027, 6, 1)
    assert expanded(data, first, last) == planned(shift, first, last)


def test_what_was_moved_into_the_weeks_that_count_is_not_lost():
    shift = shiftmaking.made(first="2026-06-06")
    early = SINCE - timedelta(days=1)
    day = max(pattern(shift, shift.first, early))
    draft = dataclasses.replace(day_draft_of(shift, day), day=(SINCE + timedelta(days=2)).isoformat())
    shift = shiftdays.change_day(shift, day, draft, today=TODAY)
    data = shiftcalendars.make(gathered(shift))
    assert expanded(data, SINCE, TODAY) == planned(shift, SINCE, TODAY)


def test_the_zone_in_the_file_is_that_of_sacramento():
    zone = read(calendars.calendar([], "Shifts")).walk("VTIMEZONE")[0].to_tz()
    for year in (2008, 2026, 2036):
        for day in range(0, 366, 3):
            at = datetime.combine(date(year, 1, 1) + timedelta(days=day), time(12))
            assert at.replace(tzinfo=zone).utcoffset() == at.replace(tzinfo=SACRAMENTO).utcoffset()


# The file


def test_the_file_has_the_form_that_calendars_ask_for():
    shift = shiftmaking.made(area="P to R, 16th; “alleys” too\\", until="2026-12-31")
    shift = dataclasses.replace(shift, area="Å" * 120)
    data = shiftcalendars.make(gathered(shift))
    assert data.startswith(b"BEGIN:VCALENDAR\r\n") and data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    (event,) = events(data)
    assert event["LOCATION"] == "Å" * 120
    assert b"DTSTART;TZID=America/Los_Angeles:20260905T203000" in data
    assert b"RRULE:FREQ=WEEKLY;UNTIL=20270101T043000Z;INTERVAL=1;BYDAY=SA;WKST=SU" in data
    assert data == shiftcalendars.make(gathered(shift)), "the same each time"


def test_a_file_that_is_taken_in_again_brings_the_same_events_anew():
    shift = shiftmaking.made()
    before = events(shiftcalendars.make(gathered(shift)))[0]
    later = dataclasses.replace(shift, area="Park", changed_at=shift.changed_at + timedelta(days=1))
    after = events(shiftcalendars.make(gathered(later)))[0]
    assert before["UID"] == after["UID"] and after["SEQUENCE"] > before["SEQUENCE"]
    other = events(shiftcalendars.make(gathered(dataclasses.replace(shift, id="other"))))[0]
    own = events(shiftcalendars.make(gathered(shift, member_id="rosa")))[0]
    assert len({before["UID"], other["UID"], own["UID"]}) == 3


# Whose


@pytest.fixture
def people(desk):
    """Give the ids of three members by their first names; one agreed to be named to members."""
    found = {}
    agreed = {"Walt Kim": (ConsentDraft("name", "members", "2026-09-01"),)}
    for name in ("Rosa Delgado", "Walt Kim", "Mei Tanaka"):
        with desk.work() as work:
            draft = member_draft(name=name, consents=agreed.get(name, ()))
            found[name.split()[0].lower()] = members.add(work, draft, today=TODAY).id
    return found


def plan(desk, *regulars, **said):
    usual = {
        "first": "2026-09-05",
        "start": "20:30",
        "finish": "22:00",
        "repeat": "weekly",
        "area": "Alley 9",
    }
    draft = ShiftDraft(**{**usual, **said}, regulars=tuple(RegularDraft(each) for each in regulars))
    with desk.work() as work:
        return shifts.add(work, draft, today=TODAY)


def file_for(desk, member_id=None, audience=Audience.CAPTAIN):
    with desk.reading() as work:
        found = shiftcalendars.gather(work, member_id, audience, today=TODAY, zone=SACRAMENTO)
    return found, shiftcalendars.make(found)


def test_a_members_own_file_holds_when_they_come_and_nothing_else(desk, people):
    regular = plan(desk, "Rosa Delgado", "Walt Kim")
    other = plan(desk, "Mei Tanaka", first="2026-09-06", start="7 am", finish="8 am")
    with desk.work() as work:
        shifts.withdraw(work, regular.id, date(2026, 9, 26), people["rosa"])
        shifts.sign_up(work, other.id, date(2026, 9, 27), RegularDraft("Rosa Delgado"))
    found, data = file_for(desk, people["rosa"])
    assert found.file_name == "Shifts of Rosa Delgado.ics"
    with desk.reading() as work:
        own = [
            (each.occurrence.start, each.occurrence.end)
            for each in shifts.look(work, date(2026, 9, 20), date(2026, 12, 20), zone=SACRAMENTO).held
            if people["rosa"] in {turn.member_id for turn in each.occurrence.crew}
        ]
    assert expanded(data, date(2026, 9, 20), date(2026, 12, 20)) == own
    text = data.decode().replace("\r\n ", "")
    assert "Rosa Delgado\\, Walt Kim" in text and "Alley 9" in text
    assert "Mei" not in text and "1 other" in text, "who did not agree is counted"
    assert all(id_ not in text for id_ in people.values())


def test_a_file_for_all_names_those_who_may_be_named(desk, people):
    plan(desk, "Rosa Delgado", "Walt Kim")
    _found, captains = file_for(desk)
    assert b"Rosa Delgado\\, Walt Kim" in captains and b"Alley 9" in captains
    for audience in (Audience.MEMBERS, Audience.PUBLIC, Audience.POLICE, Audience.BLOCK_CAPTAINS):
        _found, data = file_for(desk, audience=audience)
        text = data.decode().replace("\r\n ", "")
        assert "Rosa" not in text
        assert ("Walt Kim" in text) is (audience is Audience.MEMBERS)
        assert ("Alley 9" in text) is (audience is Audience.POLICE), "where the watch goes is not for all"
        assert ("2 patrollers" in text) is (audience is not Audience.MEMBERS)


def test_a_stand_in_is_told(desk, people):
    shift = plan(desk, "Rosa Delgado")
    with desk.work() as work:
        shifts.stand_in(work, shift.id, date(2026, 9, 26), people["rosa"], RegularDraft("Walt Kim"))
    found, data = file_for(desk)
    assert b"Walt Kim for Rosa Delgado" in data and found.events == 1
    assert len(events(data)) == 2


def test_only_those_who_are_on_a_shift_are_offered(desk, people):
    plan(desk, "Walt Kim")
    with desk.reading() as work:
        assert shiftcalendars.people(work, today=TODAY) == [(people["walt"], "Walt Kim")]
    with desk.work() as work:
        members.retire(work, people["walt"])
    with desk.reading() as work:
        assert shiftcalendars.people(work, today=TODAY) == []


def test_what_is_over_is_left_out(desk, people):
    plan(desk, "Rosa Delgado", first="2025-01-04", until="2025-12-31")
    plan(desk, "Rosa Delgado", first="2026-01-04", repeat="once")
    assert events(file_for(desk)[1]) == []
    assert events(file_for(desk, people["rosa"])[1]) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None)
@given(st.data())
def test_no_name_gets_into_a_file_without_consent(data):
    shift = data.draw(shiftmaking.shifts())
    told = shiftcalendars.make(gathered(shift, names={}, since=date(2025, 1, 1))).decode()
    assert "member-" not in told


def test_who_left_is_in_no_file_for_others(desk, people):
    shift = plan(desk, "Rosa Delgado")
    plan(desk, "Rosa Delgado", "Walt Kim", start="7 am", finish="8 am")
    with desk.work() as work:
        shifts.stand_in(work, shift.id, date(2026, 9, 26), people["rosa"], RegularDraft("Walt Kim"))
        members.retire(work, people["walt"])
    assert b"Walt Kim" in file_for(desk)[1], "for the captain to settle"
    for found in (file_for(desk, audience=Audience.MEMBERS), file_for(desk, people["rosa"])):
        assert b"Walt Kim" not in found[1]
