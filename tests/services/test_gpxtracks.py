"""GPX tracks as routes: each comes to the patrol during which it was walked."""

from datetime import UTC, datetime, timedelta

from sacwatch.domain.routes import RouteSource
from sacwatch.services import gpxtracks, routes
from tests.exchange.test_gpx import along, file, track


def test_a_track_finds_its_patrol_by_its_times(desk, tmp_path):
    early = desk.log(day="2026-09-18", start="20:30", finish="22:00")
    late = desk.log()
    # The track begins on 2026-09-20 at 3:30 UTC: the 19th at 20:30 in Sacramento.
    found = gpxtracks.read(file(tmp_path, track(along(40), name="Watch"), track(along(5, timed=False))))
    with desk.reading() as work:
        matched, choices = gpxtracks.matched(work, found, patrol_id=early.id)
    assert [each.patrol_id for each in matched] == [late.id, early.id]
    assert [each.id for each in choices] == [late.id, early.id]
    with desk.work() as work:
        kept = routes.bring(work, gpxtracks.drafts(matched))
    assert [(each.patrol_id, each.source, each.name) for each in kept] == [
        (late.id, RouteSource.GPX, "Watch"), (early.id, RouteSource.GPX, "2"),
    ]  # fmt: skip
    assert kept[0].times[0] == datetime(2026, 9, 20, 3, 30, tzinfo=UTC)


def test_a_track_of_no_patrol_is_offered_none(desk, tmp_path):
    desk.log(day="2026-09-01")
    found = gpxtracks.read(file(tmp_path, track(along(40))))
    with desk.reading() as work:
        (matched,), choices = gpxtracks.matched(work, found)
    assert matched.patrol_id == ""
    assert len(choices) == 1
    assert matched.metres > 300
    assert matched.times[-1] - matched.times[0] == timedelta(seconds=39 * 30)
