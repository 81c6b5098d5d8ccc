import base64
import json
import re
import struct
from datetime import UTC, datetime, timedelta

import pytest

from sacwatch.domain.audiences import Audience
from sacwatch.domain.errors import NotFound
from sacwatch.domain.geography import Box
from sacwatch.domain.incidents import Status
from sacwatch.domain.listing import IncidentQuery
from sacwatch.domain.mapfilters import MapFilter
from sacwatch.domain.offences import IncidentKind
from sacwatch.domain.patrols import EntryDraft
from sacwatch.domain.places import Fix, Place, PlaceDraft, Point
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import households, mapping, mapselecting, maptelling, watches
from sacwatch.services.mapping import HOUSEHOLDS, INCIDENTS, PATROLS
from sacwatch.services.whereabouts import Whereabouts
from tests.making import NOW, TODAY, watch_draft

SECRET = "Dolores Quijada said the side gate was open"


def place(text="1620 P St", lat=38.5712345, lon=-121.4889876):
    return PlaceDraft(text, lat, lon, "address")


def text_of(written: str) -> str:
    return re.sub(r"<[^>]+>", " ", written)


def told_of(page: bytes) -> dict:
    return json.loads(re.search(rb'<script id="told"[^>]*>(.*?)</script>', page, re.S).group(1))


def test_the_layer_has_every_incident_with_a_place_and_filters_like_the_list(desk):
    for days, kind in ((1, "theft"), (5, "graffiti"), (40, "theft"), (400, "robbery")):
        day = (TODAY - timedelta(days=days)).isoformat()
        desk.record(kind=kind, from_day=day, to_day="", to_clock="", reported_day="", reported_clock="")
    desk.record(place=PlaceDraft("no point"))
    queries = [
        {},
        {"since": NOW - timedelta(days=7)},
        {"until": NOW - timedelta(days=7)},
        {"kinds": frozenset({IncidentKind.THEFT})},
        {"since": NOW - timedelta(days=50), "kinds": frozenset({IncidentKind.THEFT})},
        {"kinds": frozenset({IncidentKind.FRAUD})},
    ]
    with desk.reading() as work:
        layer = mapping.incidents(work)
        assert len(layer) == 4
        for query in queries:
            wanted = {each.id for each in work.incidents.find(IncidentQuery(**query)).lines if each.point}
            assert {layer.ids[i] for i in mapping.passing(layer, MapFilter(**query))} == wanted
            assert set(mapping.incidents(work, IncidentQuery(**query)).ids) == wanted
    assert mapping.passing(layer, MapFilter(), Box(0, 0, 1, 1)) == []
    told = mapping.filter_told(MapFilter(**queries[4]))
    assert told["since"] == int((NOW - timedelta(days=50)).timestamp()) // 60
    assert told["until"] is None
    assert told["waits"] is None


def test_status_hours_and_days_filter_too(desk):
    """The usual incident may have happened from Friday 22:00 to Saturday 6:30, Sacramento's time."""
    night = desk.record(status="followed_up")
    noon = desk.record(
        from_day="2026-09-16", from_clock="12:30", to_day="", to_clock="", reported_day="", reported_clock=""
    )
    with desk.reading() as work:
        layer = mapping.incidents(work)

    def passed(**said):
        return {layer.ids[i] for i in mapping.passing(layer, MapFilter(**said))}

    def hours(*wanted, days=()):
        return passed(hours=frozenset(wanted), days=frozenset(days))

    assert passed(statuses=frozenset({Status.FOLLOWED_UP})) == {night.id}
    assert passed(statuses=frozenset({Status.OPEN, Status.FOLLOWED_UP})) == {night.id, noon.id}
    assert hours(12) == {noon.id}
    assert hours(*range(12)) == {night.id}
    assert hours(6) == hours(22) == hours(3) == {night.id}
    assert hours(7) == hours(21) == hours(13) == set()
    assert hours(22, days=(4,)) == hours(3, days=(5,)) == {night.id}
    assert hours(22, days=(5,)) == hours(3, days=(4,)) == set()
    assert hours(days=(2,)) == {noon.id}
    assert mapping.filter_told(MapFilter(days=frozenset({2})))["waits"][48:73] == [0] * 24 + [144]


def test_the_list_is_newest_first_across_layers(desk):
    old = desk.record(from_day="2026-09-01", to_day="", to_clock="", reported_day="", reported_clock="")
    new = desk.record()
    patrol = desk.log(entries=(EntryDraft(clock="20:45", place=place("20th & R"), category="graffiti"),))
    with desk.reading() as work:
        layers = {INCIDENTS: mapping.incidents(work), PATROLS: mapping.entries(work)}
        marks = mapping.newest_first([(name, each, range(len(each))) for name, each in layers.items()])
        assert [id_ for _name, id_, _owner in marks] == [patrol.entries[0].id, new.id, old.id]
        lines = maptelling.lines(work, marks)
        assert [line.title for line in lines] == ["Graffiti", "Vehicle break-in", "Vehicle break-in"]
        assert [line.owner for line in lines] == [patrol.id, new.id, old.id]
        assert lines[0].where == "20th & R"
        assert [line.status for line in lines] == ["", "Open", "Open"]
        assert maptelling.lines(work, [(INCIDENTS, "gone", "gone"), *marks[1:]])[0].id == new.id


def test_a_popup_says_what_is_known(desk):
    incident = desk.record(place=place(), happened=SECRET)
    patrol = desk.log(entries=(EntryDraft(clock="20:45", place=place(), category="hazard", seen="Branch"),))
    with desk.reading() as work:
        layer, entries = mapping.incidents(work), mapping.entries(work)
        written = maptelling.popup(
            work, [(INCIDENTS, incident.id, incident.id)], total=1, layer=layer, name=INCIDENTS
        )
        assert f'data-id="{incident.id}"' in written
        for words in ("Vehicle break-in", "1620 P St", SECRET, "Open", "10:00\u00a0pm"):
            assert words in text_of(written)
        assert "Status: Open" in text_of(written)
        entry = patrol.entries[0]
        written = maptelling.popup(
            work,
            [(PATROLS, entry.id, patrol.id)],
            total=1,
            layer=entries,
            name=PATROLS,
            about=["Block: 1600 P", "Beat 3M <b>"],
        )
        assert "Block: 1600 P" in written
        assert "Beat 3M &lt;b&gt;" in written
        assert f'data-id="{patrol.id}"' in written
        assert "Branch" in written
        with pytest.raises(NotFound):
            maptelling.popup(work, [(INCIDENTS, "x", "x")], total=1, layer=layer, name=INCIDENTS)
        with pytest.raises(NotFound):
            maptelling.popup(work, [(PATROLS, "x", patrol.id)], total=1, layer=entries, name=PATROLS)


def test_a_popup_of_very_many_names_some_and_counts_the_rest(desk):
    found = [desk.record(place=place()) for _ in range(maptelling.SEVERAL + 3)]
    with desk.reading() as work:
        layer = mapping.incidents(work)
        marks = [(INCIDENTS, each.id, each.id) for each in found]
        written = maptelling.popup(work, marks, total=len(marks), layer=layer, name=INCIDENTS)
    assert "33 incidents here" in written
    assert written.count("<button") == maptelling.SEVERAL
    assert "and 3 more" in written


def test_an_empty_place_offers_a_new_incident_only_to_who_may_write():
    there = Whereabouts(Place("1620 P St", Point(38.57, -121.48), Fix.MAP))
    nowhere = Whereabouts(Place("", there.place.point, Fix.MAP))
    assert "New incident here" in maptelling.empty_popup(there, may_write=True)
    read = maptelling.empty_popup(there, may_write=False)
    assert "New incident here" not in read
    assert "What is near here?" in read
    assert "No street is near" in maptelling.empty_popup(nowhere, may_write=True)


def found_watch(desk, **said):
    with desk.work() as work:
        watches.change(work, watch_draft(**said), today=TODAY)


def opening(desk):
    with desk.reading() as work:
        return mapping.opening(work)


def test_it_opens_at_the_watch_else_at_its_records_else_in_the_central_city(desk):
    assert opening(desk).middle == Point(38.5796, -121.4781)
    found_watch(desk, place=PlaceDraft("Somewhere in the city"))
    assert opening(desk).middle == mapping.CENTRAL_CITY
    desk.log(entries=(EntryDraft(clock="20:45", place=place(lat=38.55, lon=-121.45)),))
    assert opening(desk).middle == Point(38.55, -121.45)
    for lat in (38.561, 38.562, 38.563):
        desk.record(place=place(lat=lat))
    desk.record(place=place(lat=50.0, lon=8.0))
    assert opening(desk).middle.lat == pytest.approx(38.5625, abs=0.001)


def gathered(desk, audience, **how):
    with desk.reading() as work:
        return mapping.gather_page(work, since=NOW - timedelta(days=60), audience=audience, **how)


def test_a_saved_map_says_everything_to_the_captain(desk, tmp_path):
    incident = desk.record(place=place(), happened=SECRET)
    desk.log(entries=(EntryDraft(clock="20:45", place=place(), category="hazard", seen="Branch down"),))
    desk.record(from_day="2026-01-01", to_day="", to_clock="", reported_day="", reported_clock="")
    path = tmp_path / "Map.html"
    mapping.save_page(path, gathered(desk, Audience.CAPTAIN))
    page = path.read_text(encoding="utf-8")
    told = told_of(page.encode())
    assert len(told["popups"][INCIDENTS]) == len(told["lines"][INCIDENTS]) == 1
    assert SECRET in told["popups"][INCIDENTS][0]
    assert "Branch down" in told["popups"][PATROLS][0]
    assert SECRET in page.split("<footer")[1]
    assert "Boulevard Park Watch" in page
    assert "Captain only" in page
    assert incident.id not in page, "ids are for no page"
    assert told["ground"][-1]["zoom"] == 17
    assert "SAMPLE" not in page


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.MEMBERS, Audience.BLOCK_CAPTAINS])
def test_a_saved_map_keeps_back_what_its_audience_may_not_see(desk, audience):
    found_watch(desk, place=PlaceDraft("Somewhere in the city"))
    desk.record(place=place(), happened=SECRET, public_wording="Lock your car.")
    withheld = place("1733 Q St", 38.5698765, -121.4861234)
    desk.record(kind="domestic_violence", place=withheld, happened=SECRET, vehicles=(), persons=())
    desk.log(
        entries=(EntryDraft(clock="20:45", category="house_check", place=withheld, seen=SECRET),),
        note=SECRET,
    )
    page = mapping.make_page(gathered(desk, audience)).decode()
    for secret in (SECRET, "Dolores", "1620 P", "1733 Q", "7ABC123", "Rosa", "Walt", "grey hoodie"):
        assert secret not in page, secret
    told = told_of(page.encode())
    assert len(told["popups"][INCIDENTS]) == 1, "what is withheld is on no map"
    assert "1600 block of P St" in text_of(told["popups"][INCIDENTS][0])
    assert told["popups"][PATROLS] == []
    assert "Domestic" not in page
    few = "fewer than 3 incidents of kinds that are never placed or described"
    assert f"Not in this list: {few}" in page.split("<footer")[1], "that something happened is no secret"
    assert page.count("Lock your car.") == 2, "in its popup and in the list"
    assert "Left out of this copy: exact places, what was told and seen" in page
    count, columns = len(told["popups"][INCIDENTS]), base64.b64decode(told["columns"][INCIDENTS])
    assert struct.unpack_from(f"<{2 * count}d", columns, 8) == (38.571, -121.489)
    # The hundred-block's corner of the grid, not the house.
    assert (told["view"]["lat"], told["view"]["lon"]) == (38.571, -121.489)


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.POLICE])
def test_a_saved_map_opens_where_the_watch_is_and_not_at_the_captains_house(desk, audience):
    found_watch(desk, place=place("1621 P St apt 4"))
    page = mapping.make_page(gathered(desk, audience)).decode()
    view = told_of(page.encode())["view"]
    assert (view["lat"], view["lon"]) == (38.571, -121.489)
    assert "1621 P" not in page


def test_the_police_see_exact_places_and_no_names(desk):
    desk.record(place=place(), happened=SECRET)
    desk.log()
    page = mapping.make_page(gathered(desk, Audience.POLICE)).decode()
    assert "1620 P St" in page
    assert "Rosa" not in page


def test_a_saved_map_of_a_sample_says_so(desk):
    found_watch(desk, sample=True)
    assert "SAMPLE" in mapping.make_page(gathered(desk, Audience.PUBLIC)).decode()


def test_a_saved_map_of_nothing_is_a_map(desk):
    page = mapping.make_page(gathered(desk, Audience.PUBLIC, until=NOW)).decode()
    assert told_of(page.encode())["popups"] == {INCIDENTS: [], PATROLS: []}
    assert "There are no incidents to list." in page and "<details>" not in page


def test_days_are_those_of_sacramento(desk):
    desk.record()
    first = datetime(2026, 9, 1, tzinfo=SACRAMENTO).astimezone(UTC)
    with desk.reading() as work:
        found = mapping.gather_page(work, since=first, until=NOW, audience=Audience.PUBLIC)
    assert "Tue, Sep\u00a01, 2026 to Sun, Sep\u00a020, 2026" in mapping.make_page(found).decode()


def test_homes_are_a_layer_of_the_window_and_of_nothing_that_leaves_it(desk):
    home = desk.house(place=place("12 Zq Lane"))
    away = desk.house(place=place("14 Zq Lane", lat=38.5713), vacations=())
    desk.house(place=PlaceDraft("no point"))
    gone = desk.house(place=place("16 Zq Lane"))
    desk.add(name="Zqname Lee", household_id=home.id)
    with desk.work() as work:
        households.retire(work, gone.id)
    with desk.reading() as work:
        layer = mapping.households(work, TODAY)
        assert list(layer.ids) == [away.id, home.id], "those away last: they are drawn above the others"
        assert list(layer.kinds) == [0, 1]
        assert mapping.passing(layer, MapFilter()) == [0, 1]
        (line,) = maptelling.lines(work, [(HOUSEHOLDS, home.id, home.id)])
        assert (line.title, line.where, line.at) == ("12 Zq Lane", "Zqname Lee", None)
        marks = [(HOUSEHOLDS, id_, id_) for id_ in layer.ids]
        for audience in Audience:
            assert mapselecting.gather(work, marks, audience).rows == ()
            page = mapping.make_page(
                mapping.gather_page(work, since=NOW - timedelta(days=30), audience=audience)
            )
            assert b"Zq" not in page and b"households" not in page
