"""Statements of hours from the watch's own records, for each audience."""

import io
from datetime import date
from decimal import Decimal

import pytest
from pypdf import PdfReader

from sacwatch import words
from sacwatch.domain.audiences import Audience
from sacwatch.domain.consents import ConsentDraft
from sacwatch.domain.errors import NotFound, Trouble
from sacwatch.domain.patrols import PatrollerDraft
from sacwatch.domain.statements import Step
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import reporting, showing, statements, subjects
from sacwatch.services.reporting import Order
from tests.making import NOW, TODAY

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def patrolled(desk):
    """Give a watch with three patrols, one over midnight at the end of a month."""
    rosa, walt = desk.add(), desk.add(name="Walt Kim")
    crew = (PatrollerDraft("Rosa Delgado", rosa.id, "driver"), PatrollerDraft("Walt Kim", walt.id))
    desk.log(crew=crew)
    desk.log(day="2026-08-31", start="23:30", finish="01:00", crew=crew, mode="foot", entries=())
    desk.log(day="2026-05-02", crew=(PatrollerDraft("Walt Kim", walt.id), PatrollerDraft("A Guest")))
    return desk, rosa, walt


def made(desk, report, subject, audience=Audience.CAPTAIN):
    with desk.reading() as work:
        gathered = reporting.gather(work, Order(report, subject, audience), zone=SACRAMENTO)
    pdf = PdfReader(io.BytesIO(reporting.make(gathered, NOW)))
    text = " ".join("\n".join(page.extract_text() for page in pdf.pages).replace("\u00a0", " ").split())
    return gathered, text


def test_hours_agree_with_the_records(patrolled):
    desk, rosa, walt = patrolled
    with desk.reading() as work:
        stated = statements.hours(
            work, *YEAR, Step.MONTH, eyes=showing.eyes(work, Audience.CAPTAIN), zone=SACRAMENTO
        )
        records = [work.patrols.get(line.id) for line in work.patrols.find(_every()).lines]
    assert stated.whole.person_minutes == sum(each.person_minutes for each in records) == 540
    assert stated.whole.minutes == sum(each.minutes for each in records)
    by_id = {share.member_id: share for share in stated.whole.shares}
    assert (by_id[rosa.id].minutes, by_id[rosa.id].miles) == (180, Decimal("8.5"))
    assert (by_id[walt.id].minutes, by_id[walt.id].patrols) == (270, 3)
    assert by_id[None].name == "A Guest"
    assert [part.person_minutes for part in stated.parts] == [0, 0, 0, 0, 180, 0, 0, 180, 180, 0, 0, 0]


def _every():
    from sacwatch.domain.listing import PatrolQuery

    return PatrolQuery(limit=500)


def test_a_members_own_hours(patrolled):
    desk, rosa, _walt = patrolled
    with desk.reading() as work:
        name, stated = statements.hours_of_member(work, rosa.id, *YEAR, Step.QUARTER, zone=SACRAMENTO)
        with pytest.raises(NotFound):
            statements.hours_of_member(work, "nobody", *YEAR, Step.QUARTER, zone=SACRAMENTO)
    assert name == "Rosa Delgado"
    assert (stated.whole.patrols, stated.whole.minutes, stated.whole.miles) == (2, 180, Decimal("8.5"))
    assert [part.minutes for part in stated.parts] == [0, 0, 180, 0]


@pytest.mark.parametrize("audience", list(Audience))
def test_names_on_the_statement_are_for_those_who_may_read_them(patrolled, audience):
    desk, _rosa, _walt = patrolled
    gathered, text = made(desk, "hours-statement", "2026/quarter", audience)
    assert gathered.file_name.startswith("Statement of hours 2026")
    assert "Statement of hours 2026" in text and "Person-hours 9 hr" in text and "People 3" in text
    assert "Apr to Jun 2026 1 2 3 hr" in text and "Jul to Sep 2026 2 2 6 hr" in text
    named = audience is Audience.CAPTAIN
    for name in ("Rosa Delgado", "Walt Kim", "A Guest"):
        assert (name in text) is named
    assert ("Left out of this copy: names" in text) is not named
    miles = audience in (Audience.CAPTAIN, Audience.POLICE)
    assert ("Miles driven 17" in text) is miles
    assert ("and miles driven" in text) is not miles


def test_who_agreed_is_named_for_those_to_whom_they_agreed(desk):
    agreed = (ConsentDraft("name", "police", "2026-01-01"),)
    rosa, walt = desk.add(consents=agreed), desk.add(name="Walt Kim")
    crew = (PatrollerDraft("Rosa Delgado", rosa.id), PatrollerDraft("Walt Kim", walt.id))
    desk.log(crew=crew, mode="foot")
    _gathered, text = made(desk, "hours-statement", "2026", Audience.POLICE)
    assert "Rosa Delgado 1 1 hr 30 min" in text and "1 person not named here 1 1 hr 30 min" not in text
    assert "1 person not named here" in text and "Walt" not in text
    _gathered, text = made(desk, "hours-statement", "2026", Audience.MEMBERS)
    assert "Rosa" not in text and "Walt" not in text


def test_the_thank_you_page_is_one_persons_own(patrolled):
    desk, rosa, _walt = patrolled
    subject = subjects.member_hours_subject(rosa.id, *YEAR, Step.MONTH)
    gathered, text = made(desk, "volunteer-statement", subject)
    assert gathered.file_name == "Thank-you page Rosa Delgado 2026-01-01 to 2026-12-31.pdf"
    assert "Thank you, Rosa Delgado" in text and "For: Rosa Delgado" in text
    assert "you went on 2 patrols and gave 3 hr of your own time" in text
    assert "August 2026 1 1 hr 30 min" in text and "Total 2 3 hr 8.5" in text
    assert "Walt" not in text and "captain only" not in text.lower()


def test_the_thank_you_page_is_made_by_the_captain_alone(patrolled):
    desk, rosa, _walt = patrolled
    subject = subjects.member_hours_subject(rosa.id, *YEAR)
    for audience in Audience:
        if audience is not Audience.CAPTAIN:
            with pytest.raises(Trouble) as caught:
                made(desk, "volunteer-statement", subject, audience)
            assert caught.value.problem.key == "trouble.captains_paper"
            assert words.sentence(caught.value.problem.key)


def test_a_member_who_never_went_is_told_so(patrolled):
    desk, _rosa, _walt = patrolled
    member = desk.add(name="Never Went")
    _gathered, text = made(desk, "volunteer-statement", f"{member.id}@2026")
    assert "No patrols were logged for Never Went in this period." in text


def test_which_hours_were_meant(patrolled):
    desk, rosa, _walt = patrolled

    def meant(report, asked):
        with desk.reading() as work:
            return subjects.default_subject(work, report, asked, today=TODAY, zone=SACRAMENTO)

    assert meant("hours-statement", "") == "2026"
    assert meant("hours-statement", "2026-Q3/month") == "2026-Q3/month"
    assert meant("volunteer-statement", "rosa  delgado") == f"{rosa.id}@2026"
    assert meant("volunteer-statement", f"{rosa.id}@2025-Q1") == f"{rosa.id}@2025-Q1"
    for asked, key in (("", "trouble.no_member_named"), ("Nobody At All", "trouble.no_such_member")):
        with pytest.raises(Trouble) as caught:
            meant("volunteer-statement", asked)
        assert caught.value.problem.key == key


def test_periods_are_read_as_they_are_written():
    assert subjects.read_hours("2026") == (*YEAR, Step.MONTH)
    assert subjects.read_hours("2026/year") == (*YEAR, Step.YEAR)
    assert subjects.read_hours("2026-q3") == (date(2026, 7, 1), date(2026, 9, 30), Step.MONTH)
    assert subjects.read_hours("2026-02") == (date(2026, 2, 1), date(2026, 2, 28), Step.MONTH)
    for wrong, key in (
        ("2026/week", "trouble.not_a_step"),
        ("2026-Q5", "trouble.not_a_period"),
        ("1500", "trouble.not_a_period"),
        ("", "trouble.not_a_period"),
    ):
        with pytest.raises(Trouble) as caught:
            subjects.read_hours(wrong)
        assert caught.value.problem.key == key
    with pytest.raises(Trouble):
        subjects.read_member_hours("2026")
