"""Papers of shifts through the services: names by consent, and stale only where what they show changed."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import pypdf
import pytest

from sacwatch.domain.audiences import Audience
from sacwatch.domain.consents import ConsentDraft
from sacwatch.domain.destinations import Rule, Wish
from sacwatch.domain.errors import Trouble
from sacwatch.domain.shifts import RegularDraft, ShiftDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import households, members, reporting, shifts, subjects, wanted
from sacwatch.services.reporting import Order
from tests.making import TODAY, household_draft, member_draft

MADE_ON = datetime(2026, 9, 20, 18, tzinfo=UTC)


@pytest.fixture
def people(desk):
    """Give the ids of members of whom the second agreed to be named to members."""
    found = []
    for name in ("Rosa Delgado", "Walt Kim"):
        agreed = (ConsentDraft("name", "members", "2026-09-01"),) if name == "Walt Kim" else ()
        with desk.work() as work:
            found.append(members.add(work, member_draft(name=name, consents=agreed), today=TODAY).id)
    return found


def plan(desk, **said):
    usual = {
        "first": "2026-09-05",
        "start": "20:30",
        "finish": "22:00",
        "repeat": "weekly",
        "area": "Alley 9",
    }
    regulars = (RegularDraft("Rosa Delgado"), RegularDraft("Walt Kim"))
    with desk.work() as work:
        return shifts.add(work, ShiftDraft(**{**usual, **said}, regulars=regulars), today=TODAY)


def gather(desk, report="shift-calendar", subject="2026-09", audience=Audience.CAPTAIN):
    with desk.reading() as work:
        return reporting.gather(work, Order(report, subject, audience), zone=SACRAMENTO)


def text_of(gathered):
    pages = pypdf.PdfReader(io.BytesIO(reporting.make(gathered, MADE_ON))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize(("report", "subject"), [("shift-calendar", "2026-09"), ("shift-week", "2026-09-26")])
def test_names_and_places_are_shown_to_those_who_may_see_them(desk, people, report, subject):
    plan(desk)
    captains = text_of(gather(desk, report, subject))
    assert "Rosa Delgado, Walt Kim" in captains and "Alley 9" in captains
    for audience in Audience:
        if audience is Audience.CAPTAIN:
            continue
        text = text_of(gather(desk, report, subject, audience))
        assert "Rosa" not in text
        assert ("Walt Kim" in text) is (audience is Audience.MEMBERS)
        assert ("Alley 9" in text) is (audience is Audience.POLICE)


def test_a_vacation_shows_to_the_captain_alone_not_even_as_a_gap(desk, people):
    plan(desk)
    with desk.work() as work:
        home = households.add(work, household_draft(), today=TODAY)
        members.change(work, people[0], member_draft(name="Rosa Delgado", household_id=home.id), today=TODAY)
    assert "Rosa Delgado household is on vacation" in text_of(gather(desk))
    for audience in (Audience.MEMBERS, Audience.PUBLIC, Audience.POLICE, Audience.BLOCK_CAPTAINS):
        found = gather(desk, audience=audience)
        assert all(not each.wanted and not each.conflicts for each in found.data.shifts)


def test_a_paper_goes_stale_with_what_it_shows(desk, people):
    shift = plan(desk)
    before, october = gather(desk).fingerprint, gather(desk, subject="2026-10").fingerprint
    assert gather(desk).fingerprint == before
    with desk.work() as work:
        shifts.skip(work, shift.id, date(2026, 9, 26))
    assert gather(desk).fingerprint != before
    assert gather(desk, subject="2026-10").fingerprint == october


def test_any_day_names_its_week(desk, people):
    plan(desk)
    found = gather(desk, "shift-week", "2026-09-23")
    assert (found.data.first, found.data.last) == (date(2026, 9, 20), date(2026, 9, 26))
    assert found.file_name == "Shifts of a week 2026-09-20 to 2026-09-26.pdf"
    assert gather(desk).file_name == "Shifts of a month 2026-09.pdf"
    with desk.reading() as work:
        how = {"today": TODAY, "zone": SACRAMENTO}
        assert subjects.default_subject(work, "shift-week", "", **how) == "2026-09-20"
        assert subjects.default_subject(work, "shift-calendar", "", **how) == "2026-09"


@pytest.mark.parametrize(
    ("report", "subject", "key"),
    [
        ("shift-week", "soon", "trouble.not_a_week"),
        ("shift-week", "2026-13-01", "trouble.not_a_week"),
        ("shift-calendar", "2026-9-1", "trouble.not_a_month"),
    ],
)
def test_what_is_no_month_or_week_is_said(desk, report, subject, key):
    with pytest.raises(Trouble) as refused:
        gather(desk, report, subject)
    assert refused.value.problem.key == key


def wishes_of(desk, report, rule, today=TODAY):
    def ask(question):
        with desk.reading() as work:
            return question(work)

    how = {"audience": Audience.MEMBERS, "large": False, "today": today, "zone": SACRAMENTO}
    return [order.subject for order in wanted.orders(ask, (Wish(report, rule),), **how)]


def test_a_folder_keeps_this_month_and_the_next_current(desk, people):
    assert wishes_of(desk, "shift-calendar", Rule.LATEST) == []
    plan(desk, until="2026-10-20")
    assert wishes_of(desk, "shift-calendar", Rule.LATEST) == ["2026-09", "2026-10"]
    assert wishes_of(desk, "shift-calendar", Rule.TWELVE_MONTHS) == ["2026-09", "2026-10"]
    assert wishes_of(desk, "shift-calendar", Rule.TWELVE_MONTHS, date(2026, 12, 1)) == ["2026-09", "2026-10"]
    assert wishes_of(desk, "shift-calendar", Rule.LATEST, date(2026, 10, 2)) == ["2026-10"]
    assert wishes_of(desk, "shift-week", Rule.LATEST) == ["2026-09-20", "2026-09-27"]
    assert wishes_of(desk, "shift-week", Rule.EVERY, date(2026, 10, 20)) == []


def test_who_left_is_on_no_paper_for_what_is_to_come(desk, people):
    plan(desk)
    with desk.work() as work:
        members.retire(work, people[1])
    captains, others = gather(desk), gather(desk, audience=Audience.MEMBERS)
    assert [each.people for each in others.data.shifts] == [("Walt Kim",)] * 3 + [()]
    assert [each.unnamed for each in others.data.shifts] == [1] * 4
    assert [each.wanted for each in others.data.shifts] == [0, 0, 0, 1]
    assert "Walt Kim has left the watch" in text_of(captains)
