"""Every paper of the registry with more than fits on a page: whole rows, repeated heads, bookmarks."""

import dataclasses
import re

import pytest

from sacwatch.domain.audiences import Audience
from sacwatch.domain.households import VacationDraft
from sacwatch.domain.members import PhoneDraft
from sacwatch.domain.patrols import EntryDraft, PatrollerDraft
from sacwatch.domain.places import PlaceDraft
from sacwatch.domain.sheets import SheetDraft
from sacwatch.domain.shifts import RegularDraft, ShiftDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.domain.watches import draft_of as watch_draft_of
from sacwatch.reports import registry
from sacwatch.services import concerns, households, meetings, members, phonetrees, reporting, sheets, shifts
from sacwatch.services import watches as watch_deeds
from sacwatch.services.reporting import Order
from tests.making import (
    NOW,
    TODAY,
    Desk,
    concern_draft,
    household_draft,
    meeting_draft,
    member_draft,
)
from tests.reports.papers import read
from tests.services.test_sentinels import AROUND, subject_of

COUNT = 34
HEADS = {
    "patrol-log": ("Time", "Seen and done"),
    "patrol-hours": ("Hours", "Person-hours"),
    "shift-calendar": ("Sun Mon Tue", "Who comes"),
    "concerns": ("Waiting for",),
    "sign-in-sheet": ("Signature",),
    "hours-statement": ("Name",),
    "incident-summary": ("When", "What is known"),
    "vacation-checks": ("Key and remarks",),
    "roster": ("Name", "Phone"),
    "call-list": ("Home", "Who", "Phone"),
    "what-changed": ("Last changed", "What was done"),
}
"""Words of the head of the table that goes over several pages of a paper; one of them stands on each."""
IN_ORDER = {"patrol-log", "incident-summary", "call-list"}
"""The papers that list what was numbered in its order."""


def marked(number, more=7):
    """Give a text of some lines whose beginning and end can be told."""
    return f"Bq{number:03} {'and so on ' * more}Eq{number:03}"


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """Give a watch with more of everything than one page holds, and what papers can be about."""
    desk = Desk.begin(tmp_path_factory.mktemp("pages") / "a.sacwatch")
    with desk.work() as work:
        draft = watch_draft_of(watch_deeds.get(work))
        blocks = tuple(dataclasses.replace(each, outline=AROUND) for each in draft.blocks)
        watch_deeds.change(work, dataclasses.replace(draft, blocks=blocks), today=TODAY)
    ids = []
    with desk.work() as work:
        work.does = "step.member_added"
        for number in range(COUNT):
            place = PlaceDraft(f"{2200 + number} H St", 38.5763, -121.4738, "address")
            away = (
                (VacationDraft("", "2026-09-18", "2026-10-02", "", "", marked(number)),)
                if number > 11
                else ()
            )
            home = household_draft(place=place, special_needs="", vacations=away)
            home = households.add(work, home, today=TODAY)
            about = member_draft(
                name=marked(number),
                phones=(PhoneDraft("916-555-0110"),),
                roles=("patroller", "phone_tree_caller"),
                household_id=home.id,
            )
            ids.append((members.add(work, about).id, home.id))
    entries = tuple(
        EntryDraft(clock=f"20:{number:02}", place=PlaceDraft("1600 block of P St"), seen=marked(number))
        for number in range(COUNT)
    )
    patrol = desk.log(start="19:55", finish="21:00", entries=entries)
    crews = [PatrollerDraft(marked(number), ids[number][0]) for number in range(COUNT)]
    for number in range(COUNT):
        desk.log(day=f"2026-09-{number % 18 + 1:02}", crew=(crews[number],), entries=())
    told = [
        desk.record(
            happened=marked(number), from_day="2026-09-10", from_clock=f"20:{number:02}",
            to_day="", to_clock="", reported_day="", reported_clock="", vehicles=(), persons=(),
        )
        for number in range(COUNT)
    ]  # fmt: skip
    with desk.work() as work:
        regulars = tuple(RegularDraft(each.name, each.member_id) for each in crews[:12])
        shift = shifts.add(
            work, ShiftDraft("2026-09-05", "20:30", "22:00", "weekly", regulars=regulars), today=TODAY
        )
    with desk.work() as work:
        phonetrees.build(work)
    with desk.work() as work:
        sheets.prepare(
            work, SheetDraft(crew=tuple(crews[:6]), shift_id=shift.id), zone=SACRAMENTO, today=TODAY
        )
    with desk.work() as work:
        work.does = "step.concern_added"
        for number in range(COUNT):
            concerns.add(work, concern_draft(words=marked(number)), today=TODAY)
    with desk.work() as work:
        meetings.add(work, meeting_draft(), today=TODAY)
    yield desk, ids, patrol, told[0]
    desk.close()


def titles(outline):
    return [title for each in outline for title in (titles(each) if isinstance(each, list) else [each.title])]


@pytest.mark.parametrize("name", registry.PAPERS)
def test_a_paper_of_many_pages_can_be_read_and_found_in(full, name):
    desk, ids, patrol, told = full
    paper = registry.PAPERS[name]
    with desk.reading() as work:
        subject = subject_of(work, paper, ids, patrol, told)
        gathered = reporting.gather(work, Order(name, subject, Audience.CAPTAIN), zone=SACRAMENTO)
    data = reporting.make(gathered, NOW)
    assert data == reporting.make(gathered, NOW), "the same records, the same bytes"
    reader = read(data)
    pages = [" ".join(page.extract_text().split()) for page in reader.pages]
    assert reader.metadata.title and reader.metadata.author == "Boulevard Park Watch"
    assert reader.trailer["/Root"]["/Lang"] == "en-US"
    assert all(pages), "no page is empty"
    if len(pages) > 1 and not paper.drawn:
        assert titles(reader.outline), "there is something to find one's way by"
    if name not in HEADS:
        return
    assert len(pages) > 1
    for page in pages:
        begun, ended = re.findall(r"Bq(\d{3})", page), re.findall(r"Eq(\d{3})", page)
        assert not set(ended) - set(begun), "a row begins and ends on one page"
        assert not begun or any(head in page for head in HEADS[name]), "its head stands over it"
    if name in IN_ORDER:
        numbers = [int(each) for page in pages for each in re.findall(r"Bq(\d{3})", page)]
        rows = list(dict.fromkeys(numbers))
        assert rows == sorted(rows) and len(rows) == COUNT, "one reads them in their order"
