"""The shifts of the sample watch show everything that a shift can be."""

import pytest

from sacwatch.domain.shifts import Repeat
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import checking, files, sample, shifts
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
