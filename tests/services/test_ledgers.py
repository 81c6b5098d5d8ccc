"""The ledger knows of everything that leaves: papers, lists, members, calendars, maps and photos."""

import re
from pathlib import Path

import pytest

import sacwatch.ui
from sacwatch.domain.attachments import Attachment
from sacwatch.domain.audiences import Audience
from sacwatch.domain.exports import Act, LedgerQuery
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.shifts import ShiftDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import (
    contactexports,
    handing,
    handouts,
    households,
    ledgers,
    listfiles,
    mapping,
    mapselecting,
    meetingcalendars,
    reporting,
    shiftcalendars,
    shifts,
)
from sacwatch.services.listfiles import Lists
from sacwatch.services.mapgathering import MapOptions, Shown
from sacwatch.services.mapgathering import gather as gather_map
from sacwatch.services.reporting import Order
from tests.making import NOW, TODAY, household_draft

MEMBERS = Audience.MEMBERS
ABOUT_NOTHING = {
    *(("list", each.value) for each in (Lists.HOUSES, Lists.DUE, Lists.CHANGES, Lists.LEDGER, Lists.TREE)),
    *(("list", each.value) for each in (Lists.SHEETS, Lists.DRILLS, Lists.ROUTES, Lists.WHO_CAME)),
    ("list", Lists.NUMBERS.value),
    ("list", Lists.ATTENDANCE.value),
}
"""Lists that hold no record in the small watch of these tests, or tell of what was done."""


@pytest.fixture
def street(desk):
    """Give a watch with one of everything that can leave it."""
    desk.add()
    with desk.work() as work:
        households.add(work, household_draft(), today=TODAY)
    desk.log()
    desk.record()
    desk.concern(public_wording="A lamp is out")
    desk.act(public_wording="Ask about the lamp")
    desk.meet()
    with desk.work() as work:
        shifts.add(work, ShiftDraft("2026-09-05", "20:30", "22:00", "weekly", area="H St"), today=TODAY)
    return desk


def told(desk, **query):
    with desk.reading() as work:
        return ledgers.find(work, LedgerQuery(**query)).entries


def hand(desk, handed, name="x", place="/stick", act=Act.SAVED):
    with desk.work() as work:
        ledgers.note_handed(work, act, handed, name=name, place=place)


def everything(desk):
    """Give what is remembered of everything that is no paper, with the kinds of record it is made from."""
    with desk.reading() as work:
        for which in Lists:
            table = listfiles.gather(work, which, Audience.CAPTAIN)
            yield handing.of_list(which, table, Audience.CAPTAIN)
        yield handing.of_members(contactexports.members_for(work, Audience.CAPTAIN), Audience.CAPTAIN, "vcf")
        yield handing.of_shifts(
            shiftcalendars.gather(work, None, Audience.POLICE, today=TODAY, zone=SACRAMENTO)
        )
        (meeting,) = work.meetings.latest(limit=1)
        yield handing.of_meeting(meetingcalendars.gather(work, meeting.id, zone=SACRAMENTO))
        yield handing.of_map(gather_map(work, Shown(), MapOptions(audience=MEMBERS)), "png")
        yield handing.of_text(meeting.id, handouts.plain_text(work, meeting.id, zone=SACRAMENTO))
        marks = [("incidents", id_, id_) for id_ in mapping.incidents(work).ids]
        yield handing.of_map_list(mapselecting.gather(work, marks, MEMBERS), MEMBERS)


def test_of_everything_that_leaves_is_remembered_what_for_whom_and_from_which_records(street):
    for number, handed in enumerate(list(everything(street))):
        hand(street, handed, name=f"file {number}")
        (line,) = told(street, words=f"file {number}", limit=1)
        assert (line.report, line.subject, line.audience) == (handed.report, handed.subject, handed.audience)
        assert (line.act, line.place, line.fingerprint) == (Act.SAVED, "/stick", handed.fingerprint)
        assert line.records == handed.records and line.record_count == len(handed.records)
        assert bool(handed.records) is ((handed.report, handed.subject) not in ABOUT_NOTHING), handed
    reports = {each.report for each in told(street)}
    files = {"list", "members", "shift-file", "meeting-file", "map-view", "map-list"}
    assert reports == {*files, "handout-text"}


@pytest.mark.parametrize(
    ("which", "kind"),
    [
        (Lists.PATROLS, Kind.PATROL),
        (Lists.INCIDENTS, Kind.INCIDENT),
        (Lists.CONCERNS, Kind.CONCERN),
        (Lists.ACTIONS, Kind.ACTION),
        (Lists.MEETINGS, Kind.MEETING),
        (Lists.SHIFTS, Kind.SHIFT),
    ],
)
def test_a_list_knows_its_records_and_its_file_does_not(street, which, kind):
    with street.reading() as work:
        table = listfiles.gather(work, which, Audience.CAPTAIN)
    (ref,) = table.records
    assert ref.kind is kind
    assert ref.id not in str(table.heads) + str(table.rows)


def test_who_has_the_old_list_of_members(street):
    def saved(place):
        with street.reading() as work:
            table = listfiles.gather(work, Lists.MEMBERS, Audience.CAPTAIN)
        hand(street, handing.of_list(Lists.MEMBERS, table, Audience.CAPTAIN), "Members.csv", place)

    saved("/home/captain")
    saved("/media/officer")
    assert not any(each.older for each in told(street))
    street.add(name="Zora Quill", phones=(), email="")
    saved("/home/captain")
    assert [each.place for each in told(street, older=True)] == ["/media/officer"]
    assert [each.older for each in told(street, words="members officer")] == [True]
    period = f"{street.now.astimezone(SACRAMENTO):%Y-%m}"
    with street.reading() as work:
        rows = listfiles.gather(work, Lists.LEDGER, Audience.CAPTAIN).rows
        subject = f"{period}-01..{period}-28"
        paper = reporting.gather(work, Order("ledger", subject, Audience.CAPTAIN), zone=SACRAMENTO)
    assert sum("/media/officer" in row for row in rows) == 1
    assert {each.place for each in paper.data.entries} == {"/home/captain", "/media/officer"}


def test_a_photo_that_is_saved_elsewhere_is_remembered():
    photo = Attachment(
        id="p",
        watch_id="w",
        created_at=NOW,
        changed_at=NOW,
        changed_by="t",
        owner_kind=Kind.PATROL,
        owner_id="r",
        name="gate.jpg",
        media_type="image/jpeg",
        sha256="abc",
        size=1,
    )
    handed = handing.of_photo(photo)
    assert (handed.audience, handed.records) == (Audience.CAPTAIN, (Ref(Kind.ATTACHMENT, "p"),))


NO_PAPERS = {"filedialogs", "firstrun", "foldercard", "placedialog", "wishes", "receipt"}
"""These ask where the watch lies or where papers are to lie, or save the receipt of a forgotten person."""


def test_whoever_asks_where_a_file_is_to_lie_notes_it_in_the_ledger():
    asking = []
    for path in Path(sacwatch.ui.__file__).parent.rglob("*.py"):
        code = path.read_text(encoding="utf-8")
        if re.search(r"getSaveFileName|getExistingDirectory", code) and path.stem not in NO_PAPERS:
            asking.append(path.stem)
            assert re.search(r"\bnote\(", code), f"{path.name} notes nothing"
            assert "late=" in code, f"{path.name} does not note what was saved when Cancel came too late"
    assert len(asking) >= 6
