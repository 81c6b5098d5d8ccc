"""Routes of patrols: kept, changed, undone, found, and gone with their patrol."""

from datetime import timedelta

import pytest

from sacwatch.domain.errors import Invalid, NotFound
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.places import Point
from sacwatch.domain.routes import RouteDraft
from sacwatch.services import mapshapes, patrols, routes, undoing
from sacwatch.services.checking import check

LINE = (Point(38.57, -121.48), Point(38.571, -121.48), Point(38.571, -121.479))


def draw(desk, patrol, **said):
    with desk.work() as work:
        route = routes.add(work, RouteDraft(patrol.id, **{"line": LINE, **said}))
    return route, work.changes


def test_a_route_is_drawn_changed_removed_and_each_is_undone(desk):
    patrol = desk.log()
    route, changes = draw(desk, patrol)
    assert changes.records == {Ref(Kind.ROUTE, route.id)}
    with desk.work() as work:
        routes.change(work, route.id, RouteDraft(patrol.id, "Round the park", line=LINE[:2]))
    with desk.work() as work:
        routes.remove(work, route.id)
    with desk.reading() as work:
        assert [step.does for step in work.history(limit=3)] == [
            "step.route_removed", "step.route_changed", "step.route_drawn",
        ]  # fmt: skip
        assert routes.of_patrol(work, patrol.id) == []
    for standing in (("Round the park", LINE[:2]), ("", LINE)):
        with desk.work() as work:
            undoing.undo(work)
        with desk.reading() as work:
            (again,) = routes.of_patrol(work, patrol.id)
            assert (again.name, again.line) == standing
    assert check(desk.store).good


def test_a_route_belongs_to_a_patrol_that_is_there(desk):
    with pytest.raises(NotFound), desk.work() as work:
        routes.add(work, RouteDraft("nothing", line=LINE))
    patrol = desk.log()
    with pytest.raises(Invalid), desk.work() as work:
        routes.add(work, RouteDraft(patrol.id, line=LINE[:1]))


def test_the_routes_of_a_patrol_go_with_it_and_come_back_with_it(desk):
    patrol = desk.log()
    route, _changes = draw(desk, patrol)
    with desk.work() as work:
        patrols.remove(work, patrol.id)
    with desk.reading() as work, pytest.raises(NotFound):
        routes.get(work, route.id)
    with desk.work() as work:
        undoing.undo(work)
    with desk.reading() as work:
        assert routes.get(work, route.id) == route
    assert check(desk.store).good


def test_the_routes_of_a_file_are_one_step(desk):
    patrol = desk.log()
    with desk.work() as work:
        routes.bring(work, [RouteDraft(patrol.id, name, "gpx", LINE) for name in ("Out", "Back")])
    with desk.reading() as work:
        assert [each.name for each in routes.of_patrol(work, patrol.id)] == ["Out", "Back"]
    with desk.work() as work:
        undoing.undo(work)
    with desk.reading() as work:
        assert routes.of_patrol(work, patrol.id) == []


def test_a_route_is_drawn_ahead_of_any_patrol(desk):
    """It has a name, counts as walked by nobody, and is kept, changed and taken back like any other."""
    with desk.work() as work:
        with pytest.raises(Invalid) as caught:
            routes.add(work, RouteDraft(line=LINE))
        assert caught.value.problems["name"].key == "problem.route_name_needed"
        route = routes.add(work, RouteDraft(name="Rose garden", line=LINE))
    with desk.work() as work:
        routes.change(work, route.id, RouteDraft(name="Alley loop", line=LINE[:2]))
    with desk.reading() as work:
        (kept,) = routes.planned(work)
        assert (kept.planned, kept.name, kept.line) == (True, "Alley loop", LINE[:2])
        assert routes.within(work, None, None) == []
        found = mapshapes.gather(work, None, None)
    (line,) = [each for each in mapshapes.lines(found) if each.name == mapshapes.PLANNED]
    assert (line.id, line.title) == (route.id, "Alley loop")
    (told,) = mapshapes.told(found)[mapshapes.PLANNED]
    assert told["id"] == route.id
    popup = mapshapes.popup(found, [(mapshapes.PLANNED, route.id)], may_write=True)
    assert (popup.title, [words for words, _wish in popup.more]) == ("Alley loop", ["Change it", "Remove it"])
    with desk.work() as work:
        undoing.undo(work)
    with desk.reading() as work:
        assert routes.planned(work) == [route]
    assert check(desk.store).good


def test_they_are_found_by_the_time_of_their_patrol_and_by_their_name(desk):
    patrol = desk.log()
    route, _changes = draw(desk, patrol, name="Around the rose garden")
    with desk.reading() as work:
        start = patrol.started_at
        assert [each.id for each, _at in routes.within(work, None, None)] == [route.id]
        assert routes.within(work, start, start + timedelta(minutes=1)) == [(route, start)]
        assert routes.within(work, start + timedelta(minutes=1), None) == []
        assert routes.within(work, None, start) == []
        assert [(hit.kind, hit.id) for hit in work.search("rose gar")] == [("route", route.id)]
