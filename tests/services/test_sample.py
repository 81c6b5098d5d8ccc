"""The sample watch is the same each time, and its shifts show everything that a shift can be."""

import dataclasses
import io
from datetime import timedelta

import pytest
from pypdf import PdfReader

from sacwatch.domain.audiences import Audience
from sacwatch.domain.shifts import Repeat
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import checking, files, reporting, sample, shifts
from tests.making import NOW, TODAY


@pytest.fixture(scope="module")
def sample_watch(tmp_path_factory):
    path = tmp_path_factory.mktemp("sample") / "Sample.sacwatch"
    sample.make_file(path, now=NOW, zone=SACRAMENTO)
    with files.open_file(path, now=NOW, zone=SACRAMENTO) as store:
        yield store


def test_the_sample_has_shifts_of_every_sort(sample_watch):
    assert checking.check(sample_watch).good
    with sample_watch.reading(now=NOW) as work:
        found = work.shifts.all()
        around = shifts.around(work, today=TODAY, zone=SACRAMENTO)
    assert {each.repeat for each in found} == set(Repeat)
    days = [day for each in found for day in each.days]
    assert any(day.skipped and day.why for day in days)
    assert any(day.added for day in days) and any(away.stand_in_id for day in days for away in day.away)
    assert around.uncovered and len(around.unlogged) == 1
    logged = [each for each in around.held if each.patrol_id is not None]
    assert logged and all(each.over for each in logged)
    assert all(around.names[turn.member_id] for each in around.held for turn in each.occurrence.crew)


def test_it_is_the_same_year_of_made_up_people_each_time(sample_watch, tmp_path):
    def told(store):
        year = (NOW - timedelta(days=400), NOW)
        with store.reading(now=NOW) as work:
            found = (work.patrols.within(*year), work.incidents.within(*year), work.members.active())
        # Only the file itself is another one.
        return [[dataclasses.replace(each, watch_id="") for each in records] for records in found]

    path = tmp_path / "Again.sacwatch"
    sample.make_file(path, now=NOW, zone=SACRAMENTO)
    with files.open_file(path, now=NOW, zone=SACRAMENTO) as again:
        assert told(again) == told(sample_watch)
    patrols, incidents, members = told(sample_watch)
    for found in ([each.started_at for each in patrols], [each.occurred_from for each in incidents]):
        assert max(found) - min(found) > timedelta(days=300), "it reaches over the year"
    numbers = [phone.number for each in members for phone in each.phones]
    assert numbers and all("555-01" in number for number in numbers), "numbers kept for stories"


def test_tonights_sheet_takes_two_sides_with_all_that_is_to_be_looked_at(sample_watch):
    with sample_watch.reading(now=NOW) as work:
        (tonight,) = [each for each in work.sheets.latest(limit=99) if each.day == TODAY]
        order = reporting.Order("patrol-sheet", tonight.id, Audience.CAPTAIN)
        gathered = reporting.gather(work, order, zone=SACRAMENTO)
    pages = PdfReader(io.BytesIO(reporting.make(gathered, NOW))).pages
    told = "\n".join(page.extract_text() for page in pages)
    assert all(head in told for head in ("Houses to look at", "Places to look at", "Concerns to look at"))
    assert len(pages) == 2
