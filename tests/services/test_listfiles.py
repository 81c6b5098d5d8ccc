"""Lists for spreadsheets: whole, reduced for their audience, and with no cell that would run."""

import csv
import io

import pytest

from sacwatch.domain.audiences import Audience
from sacwatch.domain.consents import ConsentDraft
from sacwatch.domain.destinations import DestinationDraft
from sacwatch.domain.drills import DrillSort, Outcome
from sacwatch.domain.errors import Trouble
from sacwatch.domain.patrols import PatrollerDraft
from sacwatch.domain.places import Point
from sacwatch.domain.routes import RouteDraft
from sacwatch.domain.sheets import SheetDraft
from sacwatch.domain.shifts import RegularDraft, ShiftDraft
from sacwatch.domain.signins import WalkInDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.domain.watches import BlockDraft
from sacwatch.services import (
    destinations,
    drills,
    listfiles,
    meetings,
    phonetrees,
    routes,
    sheets,
    shifts,
    signins,
    syncing,
    watches,
)
from sacwatch.services.listfiles import Lists
from tests.making import TODAY, meeting_draft

RUN = "=cmd|'/c calc'!A1"


@pytest.fixture
def full(desk, tmp_path):
    desk.add(name="Rosa Delgado", consents=(ConsentDraft("name", "members", "2026-09-01", "form"),))
    desk.add(name="Ann Asked", confirmed_on="2024-09-01")
    desk.add(name="Walt Kim", roles=("phone_tree_caller",))
    desk.house()
    desk.log(crew=(PatrollerDraft("Rosa Delgado"), PatrollerDraft("Walt Kim")), vehicle=RUN)
    desk.record(happened=RUN)
    desk.record(kind="welfare_check", happened="She is unwell.")
    desk.concern(words=RUN)
    desk.concern(topic="needs_help", words="He is unwell.")
    desk.act(what=RUN, public_wording="Paint the fence")
    with desk.work() as work:
        planned = ShiftDraft(
            first="2026-09-05",
            start="20:30",
            finish="22:00",
            repeat="weekly",
            area=RUN,
            regulars=(RegularDraft("Rosa Delgado"), RegularDraft("Walt Kim")),
        )
        shifts.add(work, planned, today=TODAY)
        sheet = SheetDraft(
            day=TODAY.isoformat(),
            start="6:00 am",
            finish="8:00 am",
            area=RUN,
            mode="vehicle",
            vehicle="Blue Corolla",
            crew=(PatrollerDraft("Rosa Delgado"), PatrollerDraft("Walt Kim")),
        )
        sheets.prepare(work, sheet, zone=SACRAMENTO, today=TODAY)
        phonetrees.build(work)
        drill = drills.start(work, DrillSort.DRILL)
        (home, *_others) = drill.homes()
        drills.note(work, drill.id, home, Outcome.WRONG_NUMBER)
    hold_meeting(desk)
    with desk.work() as work:
        line = (Point(38.5716, -121.4889), Point(38.5760, -121.4870))
        routes.add(work, RouteDraft(name="Round the park", line=line))
    with desk.work() as work:
        draft = DestinationDraft(address=str(tmp_path / "Papers"), name="@binder")
        destinations.add(work, draft, watch_file=desk.store.path)

    def ask(question):
        with desk.reading() as work:
            return question(work)

    def tell(deed):
        with desk.work() as work:
            return deed(work)

    syncing.run_all(ask, tell, watch_file=desk.store.path, now=desk.now, zone=SACRAMENTO)
    return desk


def hold_meeting(desk):
    """Hold a meeting to which four came from T St, one from U St, and Rosa."""
    with desk.work() as work:
        many, few = (
            watches.keep_block(work, BlockDraft(name=name), today=TODAY) for name in ("T St", "U St")
        )
        held = meetings.add(work, meeting_draft(day=TODAY.isoformat(), note=RUN), today=TODAY)
    with desk.work() as work:
        meetings.begin(work, held.id)
        (rosa,) = work.members.exactly_named(["Rosa Delgado"]).values()
        signins.sign_in(work, held.id, member_id=rosa)
        for number, block in enumerate((many, many, many, many, few)):
            signins.walk_in(work, held.id, WalkInDraft(name=f"Zq{number}", block_id=block.id))


def saved(desk, which, audience, tmp_path):
    """Give the rows of a list as a spreadsheet reads them, its heads first."""
    with desk.reading() as work:
        table = listfiles.gather(work, which, audience)
    path = tmp_path / f"{which}.csv"
    listfiles.save(path, table)
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    assert len({len(row) for row in rows}) == 1
    return rows


def test_every_list_is_whole_for_the_captain_and_runs_nothing(full, tmp_path):
    counts = {"patrols": 1, "incidents": 2, "members": 3, "households": 1, "sheets": 1, "drills": 1}
    for which in Lists:
        rows = saved(full, which, Audience.CAPTAIN, tmp_path)
        assert len(rows) > 1 and len(rows) - 1 == counts.get(which.value, len(rows) - 1), which
        assert not any(cell.startswith(("=", "+", "@", "\t", "\r")) for row in rows for cell in row)
    rows = saved(full, Lists.PATROLS, Audience.CAPTAIN, tmp_path)
    assert "'" + RUN in rows[1] and "Rosa Delgado, Walt Kim" in rows[1]
    assert rows[1][:3] == ["2026-09-19", "20:30", "22:00"]


SECRETS = (
    *("Rosa", "Walt", "1620 P", "unwell", "calc", "7ABC123", "Corolla", "555-0134", "2215 H", "Oxygen"),
    *("8XYZ123", "Zq", "the park"),
)


def test_neighbors_get_nothing_that_is_not_for_them(full, tmp_path):
    for audience in (Audience.MEMBERS, Audience.PUBLIC, Audience.BLOCK_CAPTAINS):
        hold_back(full, tmp_path, audience)


def hold_back(full, tmp_path, audience):
    """Hold each list for an audience to what it may not tell."""
    with full.reading() as work:
        agreed = {each.name for each in listfiles.contactexports.members_for(work, audience)}
    for which in set(Lists) - listfiles.CAPTAINS:
        rows = saved(full, which, audience, tmp_path)
        told = "\n".join(",".join(row) for row in rows)
        for secret in SECRETS:
            known = any(secret in name for name in agreed)
            home = secret == "2215 H" and audience is Audience.BLOCK_CAPTAINS  # they agreed to their address
            assert secret not in told or known or home, (which, secret)
    if audience is not Audience.BLOCK_CAPTAINS:
        assert len(saved(full, Lists.INCIDENTS, audience, tmp_path)) == 2, "a welfare check is on no list"


def test_shifts_sheets_and_drills_are_told_with_names_for_the_captain_and_as_counts_for_others(
    full, tmp_path
):
    shifts_ = saved(full, Lists.SHIFTS, Audience.CAPTAIN, tmp_path)
    assert shifts_[1][:4] == ["2026-09-05", "20:30", "22:00", "'" + RUN]
    assert shifts_[1][5:7] == ["2", "Rosa Delgado, Walt Kim"]
    assert shifts_[-1][0] > "2026-12-01", "to ninety days from now"
    members = saved(full, Lists.SHIFTS, Audience.MEMBERS, tmp_path)
    assert len(members) == len(shifts_) and members[1][3:7] == ["", "2", "2", "Rosa Delgado"]
    (_heads, sheet) = saved(full, Lists.SHEETS, Audience.CAPTAIN, tmp_path)
    assert sheet[5] == "2" and "Rosa Delgado, Walt Kim" in sheet and "Blue Corolla" in sheet
    (heads, sheet) = saved(full, Lists.SHEETS, Audience.PUBLIC, tmp_path)
    assert sheet[5] == "2" and "Number" not in heads
    (heads, drill) = saved(full, Lists.DRILLS, Audience.CAPTAIN, tmp_path)
    assert dict(zip(heads, drill, strict=True))["Wrong number"] == "1"
    assert len(saved(full, Lists.DRILLS, Audience.MEMBERS, tmp_path)[1]) == 4


def test_no_block_is_told_from_which_so_few_came_that_they_could_be_guessed(full, tmp_path):
    (heads, mine) = saved(full, Lists.ATTENDANCE, Audience.CAPTAIN, tmp_path)
    assert heads[-2:] == ["T St", "U St"] and mine[3:5] + mine[-2:] == ["6", "5", "4", "1"]
    (_heads, theirs) = saved(full, Lists.ATTENDANCE, Audience.MEMBERS, tmp_path)
    # Six in all less four of T St would leave two: so that is not told either.
    assert theirs[3:5] + theirs[-2:] == ["6", "5", "", ""]
    assert len(saved(full, Lists.WHO_CAME, Audience.CAPTAIN, tmp_path)) == 7
    (_heads, agreed) = saved(full, Lists.WHO_CAME, Audience.MEMBERS, tmp_path)
    assert agreed[2] == "Rosa Delgado"


def test_routes_meetings_and_numbers_are_told_as_each_reader_may_see_them(full, tmp_path):
    (heads, route) = saved(full, Lists.ROUTES, Audience.POLICE, tmp_path)
    assert "Round the park" in route and route[2] == "0.32", "miles"
    assert saved(full, Lists.ROUTES, Audience.PUBLIC, tmp_path)[0] == ["Day", "Kind", "Miles"]
    (heads, meeting) = saved(full, Lists.MEETINGS, Audience.PUBLIC, tmp_path)
    assert meeting[heads.index("Came")] == "6" and "Note" not in heads
    numbers = saved(full, Lists.NUMBERS, Audience.PUBLIC, tmp_path)
    assert ["Emergency", "911"] in [[row[0], row[2]] for row in numbers]
    (heads, *steps) = saved(full, Lists.CHANGES, Audience.CAPTAIN, tmp_path)
    with full.reading() as work:
        assert len(steps) == len(work.history(limit=1000))


@pytest.mark.parametrize("which", sorted(listfiles.CAPTAINS))
def test_some_lists_are_the_captains_alone(full, which):
    with full.reading() as work, pytest.raises(Trouble):
        listfiles.gather(work, which, Audience.POLICE)
