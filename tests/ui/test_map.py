"""The map page with a real web view: what it shows, what can be done on it, and what it never does."""

import collections
import contextlib

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QColor

from sacwatch.domain.drawing import Style
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.offences import IncidentKind
from sacwatch.domain.patrols import EntryDraft
from sacwatch.domain.places import PlaceDraft, Point
from sacwatch.domain.watches import BlockDraft
from sacwatch.services import finding, watches
from sacwatch.ui import theme
from sacwatch.ui.records.mapfilters import MapFilters
from tests import crowd
from tests.making import TODAY, Desk, watch_draft
from tests.ui import kit
from tests.ui.kit import pause, until
from tests.ui.maphands import MapHands

HERE = (38.5796, -121.4781)
"""Where the ordinary watch is."""


def at(north: float, east: float) -> PlaceDraft:
    """Give a place so many thousandths of a degree from the watch's."""
    return PlaceDraft("1620 P St", HERE[0] + north / 1000, HERE[1] + east / 1000, "map")


@pytest.fixture
def desk(watch):
    """Give the ordinary watch's file, open for a moment to put something into it."""
    from sacwatch.services import files

    store = files.open_file(watch, None, now=kit.NOW, zone=kit.SACRAMENTO)
    desk = Desk(store)
    yield desk
    desk.close()


@pytest.fixture
def show(window, watch, desk):
    """Open the ordinary watch once the test has put into it what it wants to see."""

    def open_map() -> MapHands:
        desk.close()
        window.open(watch)
        return MapHands(window)

    return open_map


def test_tiles_marks_list_and_count_stand_on_the_sample(window, sample):
    window.open(sample)
    hands = MapHands(window)
    until(lambda: hands.js("document.querySelectorAll('.leaflet-tile-loaded').length") >= 6, "tiles")
    pause(200)
    picture = hands.picture()
    colours = collections.Counter(
        picture.pixelColor(x, y).name()
        for x in range(0, picture.width(), 3)
        for y in range(0, picture.height(), 3)
    )
    assert colours["#f5f2ec"] > 2_000, "land"
    assert colours["#ffffff"] > 200, "streets"
    assert colours["#fdf4d2"] > 100, "main streets"
    assert len(colours) > 60
    shown = hands.shown()
    assert shown > 100
    assert hands.page.side.list.lines.rowCount() == shown + hands.shown("patrols")
    assert f"{shown} incidents" in hands.page._count.text()
    assert sum(count for layer, count, _x, _y in hands.marks() if layer == "incidents") == shown
    assert hands.guard.blocked == collections.deque()
    assert all(url.startswith("sacwatch://map/") for url in hands.guard.asked)
    assert hands.page.board.map.page.complaints == []


def test_a_tile_of_the_map_as_it_was_before_is_painted_once_more_and_few_are_kept(show):
    hands = show()
    server = hands.page.board.map.server
    real, painted, once, changed = server._tile, [], [True], []

    def tile(z, x, y, style):
        picture = real(z, x, y, style)
        # Those of the zoom before are given up on the way.
        if z == 16:
            painted.append((z, x, y))
            with contextlib.suppress(IndexError):
                once.pop()
                server.cache.clear()  # as when a map file comes in just now
                changed.append((z, x, y))
        return picture

    server._tile = tile
    hands.go(38.50, -121.35, 16)
    until(lambda: changed and painted.count(changed[0]) == 2, "it is painted of the new map")
    until(lambda: server.cache.get((Style.LIGHT, 1, *changed[0])), "and kept")
    small = type(server.cache)(limit=25)
    for x in range(9):
        small.put(("light", 1, 15, x, 0), bytes(10), small.age)
    assert small.bytes == 20 and small.get(("light", 1, 15, 8, 0)) and not small.get(("light", 1, 15, 0, 0))


def test_a_mark_tells_of_its_incident_and_opens_it(show, desk, window):
    incident = desk.record(place=at(0, 0))
    hands = show()
    hands.click(*hands.where(*HERE))
    words = hands.until_popup("Vehicle break-in")
    assert "1620 P St" in words
    assert "Window smashed, tool bag taken from the seat." in words
    assert hands.page.side.list.chosen.id == incident.id
    hands.press("Open")
    until(lambda: window.page.name == "incidents", "the incident's page")
    window.settle()
    assert window.page.chosen_id() == incident.id


def test_a_mark_and_an_empty_place_tell_in_which_block_they_lie(show, desk):
    ring = tuple(at(north, east) for north, east in ((-4, -4), (-4, 4), (4, 4), (4, -4)))
    outline = tuple(Point(each.lat, each.lon) for each in ring)
    with desk.work() as work:
        watches.change(
            work, watch_draft(blocks=(BlockDraft(name="The 1600s", outline=outline),)), today=TODAY
        )
    incident = desk.record(place=at(0, 0))
    desk.record(place=at(8, 0))
    hands = show()
    hands.click(*hands.where(*HERE))
    assert "Block: The 1600s" in hands.until_popup("Vehicle break-in")
    line = next(each for each in (hands.page.side.list.chosen,) if each.id == incident.id)
    assert hands.page.side.list.words(line) == "Vehicle break-in, Fri, Sep 18, 10:00 pm, 1620 P St, Open"
    hands.key(Qt.Key.Key_Escape)
    hands.click(*hands.where(HERE[0] + 0.0022, HERE[1] + 0.0022))
    assert "Block: The 1600s" in hands.until_popup("New incident here")
    hands.key(Qt.Key.Key_Escape)
    hands.go(HERE[0] + 0.008, HERE[1], 16)
    hands.click(*hands.where(HERE[0] + 0.008, HERE[1]))
    assert "Block:" not in hands.until_popup("Vehicle break-in")


def test_an_empty_place_offers_a_new_incident_there(show, window):
    hands = show()
    middle = hands.js("(s => [s.x / 2 + 60, s.y / 2 + 40])(SacWatch.map.getSize())")
    hands.click(*middle)
    words = hands.until_popup("New incident here")
    assert "add their outlines to the map" in words
    place = hands.js("document.querySelector('.told h2').textContent")
    assert place
    hands.press("New incident here")
    until(lambda: window.page.name == "incidents" and window.form is not None, "the form")
    draft = window.form.collect()
    assert draft.place.text == place
    assert draft.place.lat == pytest.approx(HERE[0], abs=0.02)
    assert draft.place.fix == "map"


def test_several_at_one_place_are_listed_and_each_can_be_read(show, desk):
    for kind in ("theft", "graffiti", "hazard"):
        desk.record(kind=kind, place=at(0, 0), vehicles=(), persons=())
    hands = show()
    hands.click(*hands.where(*HERE))
    assert "3 incidents here" in hands.until_popup("3 incidents here")
    hands.press("Fri, Sep\u00a018, 2026 · Graffiti")
    words = hands.until_popup("Window smashed")
    assert words.startswith("Graffiti")


def test_a_ring_of_scattered_marks_comes_closer(show, desk):
    for step in range(4):
        desk.record(place=at(step / 10, step / 10))
    hands = show()
    hands.go(*HERE, 14)
    assert [mark[:2] for mark in hands.marks()] == [("incidents", 4)]
    hands.click(*hands.marks()[0][2:])
    until(lambda: hands.js("SacWatch.map.getZoom()") == 16, "two steps closer")
    assert hands.popup() == ""


def test_filters_rule_the_map_and_the_list_alike(show, desk):
    desk.record(kind="theft", place=at(1, 0))
    desk.record(kind="graffiti", place=at(2, 0))
    desk.record(
        kind="graffiti", place=at(0, 2), from_day="2025-01-05", to_day="", to_clock="", reported_day="",
        reported_clock="",
    )  # fmt: skip
    desk.record(kind="theft", place=PlaceDraft("somewhere"))
    hands = show()
    filters, lines = hands.page.filters, hands.page.side.list.lines
    assert (hands.shown(), lines.rowCount()) == (3, 3)
    assert "1 more incident has no place yet" in hands.page._count.text()

    def choose(box, value: str) -> tuple[int, int]:
        if box is filters.kind:
            box.choose(value.split())
        else:
            box.setCurrentIndex(box.findData(value))
        hands.window.settle()
        return hands.shown(), lines.rowCount()

    assert choose(filters.period, "year") == (2, 2)
    assert choose(filters.kind, "graffiti") == (1, 1)
    assert choose(filters.period, "") == (2, 2)
    assert choose(filters.kind, "sort.property") == (1, 1)
    assert lines.line(0).title == "Theft"
    assert filters.kind.text() == "Theft and burglary"
    assert choose(filters.kind, "graffiti fraud") == (2, 2)
    assert filters.kind.text() == "Kind: 2 chosen"
    assert choose(filters.kind, "sort.vehicle") == (0, 0)
    assert choose(filters.kind, "") == (3, 3)


def test_patrol_entries_are_a_second_layer(show, desk, window):
    patrol = desk.log(
        entries=(
            EntryDraft(clock="20:45", place=at(1, 1), seen="All quiet"),
            EntryDraft(clock="21:10", place=at(2, 2), category="graffiti", seen="Tag on the fence"),
            EntryDraft(clock="21:20", seen="No place given"),
        )
    )
    hands = show()
    until(lambda: hands.shown("patrols") == 2, "a patrol that was logged is on the map")
    assert hands.page.side.list.lines.rowCount() == 2
    assert "2 patrol entries" in hands.page._count.text()
    assert "1 more patrol entry has no place." in hands.page._count.text()
    hands.page.filters.entries.setChecked(False)
    until(lambda: hands.page.side.list.lines.rowCount() == 0, "only incidents")
    assert "patrol" not in hands.page._count.text()
    assert MapFilters(window.desk).entries.isChecked() is False, "it is remembered"
    hands.page.filters.entries.setChecked(True)
    until(lambda: hands.page.side.list.lines.rowCount() == 2, "both again")
    assert hands.js("document.getElementById('legend').textContent").count("Patrol entries") == 1
    hands.click(*hands.where(HERE[0] + 0.002, HERE[1] + 0.002))
    hands.until_popup("Tag on the fence")
    hands.press("Open the patrol")
    until(lambda: window.page.name == "patrols", "the patrol's page")
    window.settle()
    assert window.page.chosen_id() == patrol.id


def test_an_entry_that_was_logged_while_entries_were_off_is_there_when_they_are_on_again(show, desk, window):
    desk.log(entries=(EntryDraft(clock="20:45", place=at(1, 1), seen="All quiet"),))
    hands = show()
    filters = hands.page.filters
    until(lambda: hands.page.side.list.lines.rowCount() == 1, "the first")
    filters.entries.setChecked(False)
    until(lambda: hands.page.side.list.lines.rowCount() == 0, "off")
    from sacwatch.services import patrols
    from tests.making import patrol_draft

    again = patrol_draft(entries=(EntryDraft(clock="20:50", place=at(2, 2), seen="All quiet"),))
    window.desk.do(lambda work: patrols.log(work, again, zone=kit.SACRAMENTO, today=TODAY), owner=hands.page)
    window.settle()
    filters.entries.setChecked(True)
    until(lambda: hands.page.side.list.lines.rowCount() == 2, "both")
    until(lambda: hands.shown("patrols") == 2, "both on the map")


def test_an_incident_and_a_patrol_entry_at_one_spot_both_show_and_can_be_read(show, desk):
    desk.record(place=at(0, 0))
    desk.log(
        entries=(EntryDraft(clock="20:45", place=at(0, 0), category="graffiti", seen="Tag on the wall"),)
    )
    hands = show()
    hands.go(*HERE, 17)
    until(lambda: len(hands.marks()) == 2, "both")
    (entry,) = [mark for mark in hands.marks() if mark[0] == "patrols"]
    (incident,) = [mark for mark in hands.marks() if mark[0] == "incidents"]
    assert incident[2:] == pytest.approx(hands.where(*HERE), abs=2)
    assert 10 < ((entry[2] - incident[2]) ** 2 + (entry[3] - incident[3]) ** 2) ** 0.5 < 40
    hands.click(*entry[2:])
    hands.until_popup("Tag on the wall")
    hands.js("SacWatch.map.closePopup() && 1")
    hands.go(*HERE, 16)
    hands.click(*hands.where(*HERE))
    hands.until_popup("Vehicle break-in")


def test_the_list_steps_through_and_opens_with_enter(show, desk, window):
    desk.record(kind="theft", place=at(0, 0), vehicles=(), persons=())
    older = desk.record(
        kind="graffiti", place=at(30, 30), from_day="2026-09-01", to_day="", to_clock="", reported_day="",
        reported_clock="", vehicles=(), persons=(),
    )  # fmt: skip
    hands = show()
    rows = hands.page.side.list
    rows.setFocus()
    kit.keys("", Qt.Key.Key_Home, Qt.Key.Key_Down)
    hands.until_popup("Graffiti")
    x, y = hands.where(HERE[0] + 0.03, HERE[1] + 0.03)
    size = hands.js("(s => [s.x, s.y])(SacWatch.map.getSize())")
    assert 0 < x < size[0]
    assert 0 < y < size[1]
    assert hands.js("SacWatch.marks.selected") == {"name": "incidents", "place": 0}
    kit.keys("", Qt.Key.Key_Return)
    until(lambda: window.page.name == "incidents", "the incident's page")
    window.settle()
    assert window.page.chosen_id() == older.id


def test_the_list_can_follow_the_view(show, desk):
    desk.record(place=at(0, 0))
    desk.record(place=at(50, 50))
    hands = show()
    assert hands.page.side.list.lines.rowCount() == 2
    until(lambda: hands.page.view is not None, "what is in view is known before it was moved")
    hands.page.side.in_view.setChecked(True)
    until(lambda: hands.page.side.list.lines.rowCount() == 1, "only what is in view")
    hands.go(HERE[0], HERE[1], 9)
    until(lambda: hands.page.side.list.lines.rowCount() == 2, "both are in view")


def test_a_record_is_shown_where_it_is_although_a_filter_hid_it(show, desk, window):
    incident = desk.record(place=at(20, 20))
    hands = show()
    hands.page.filters.kind.choose(["fraud"])
    window.settle()
    assert hands.shown() == 0
    window.show("incidents", Ref(Kind.INCIDENT, incident.id))
    window.show("map", Ref(Kind.INCIDENT, incident.id))
    hands.until_popup("Vehicle break-in")
    assert hands.shown() == 1
    assert hands.js("SacWatch.map.getZoom()") == 17
    nowhere = Ref(Kind.INCIDENT, "gone")
    window.show("map", nowhere)
    assert "no place on the map" in window.toast


def test_an_order_that_comes_before_the_map_is_drawn_waits_for_it(window, watch, desk):
    incident = desk.record(place=at(20, 20))
    patrol = desk.log()
    desk.close()
    window.open(watch)
    window.shell.show_page("map", Ref(Kind.INCIDENT, incident.id))
    hands = MapHands(window)
    hands.until_popup("Vehicle break-in")
    window.show("map", Ref(Kind.PATROL, patrol.id))
    until(lambda: hands.shown("patrols") == 1, "the patrol's entries")
    placed = patrol.entries[1].place.point
    until(lambda: hands.js("SacWatch.map.getCenter().lat") == pytest.approx(placed.lat, abs=0.01), "there")


def test_new_records_appear_without_asking(show, window):
    hands = show()
    assert hands.shown() == 0
    from sacwatch.services import incidents
    from tests.making import incident_draft

    window.desk.do(
        lambda work: incidents.record(work, incident_draft(place=at(0, 0)), zone=kit.SACRAMENTO, today=TODAY),
        owner=hands.page,
    )
    until(lambda: hands.shown() == 1, "the new mark")
    until(lambda: hands.page.side.list.lines.rowCount() == 1, "the new line")
    window.session.undo()
    until(lambda: hands.shown() == 0, "it is gone")


def test_a_place_is_picked_for_a_form_and_the_form_comes_back(show, window):
    hands = show()
    incidents = window.show("incidents")
    incidents.new()
    window.form.fields["place"].pick.click()
    window.settle()
    assert window.page is hands.page
    assert hands.page.bar.isVisible()
    until(lambda: hands.js("SacWatch.map.getContainer().className").count("picking") == 1, "picking")
    pause(150)
    hands.click(*hands.where(*HERE))
    until(lambda: window.page is incidents, "back at the form")
    window.settle()
    place = window.form.collect().place
    assert place.lat == pytest.approx(HERE[0], abs=0.0005)
    assert place.text
    assert not hands.page.bar.isVisible()


def test_picking_ends_with_escape_and_changes_nothing(show, window):
    show()
    incidents = window.show("incidents")
    incidents.new()
    for end in (
        lambda hands: hands.key(Qt.Key.Key_Escape),
        lambda hands: window.shell._back(),
        lambda hands: kit.click(kit.button(hands.page, "Cancel (Esc)")),
    ):
        window.form.fields["place"].pick.click()
        hands = MapHands(window)
        end(hands)
        until(lambda: window.page is incidents, "back at the form")
        assert window.form.collect().place == PlaceDraft()
    window.form.fields["place"].pick.click()
    window.show("people")
    hands = MapHands(window)
    assert not hands.page.bar.isVisible()
    assert "picking" not in hands.js("SacWatch.map.getContainer().className")


def test_the_keyboard_moves_zooms_asks_and_picks(show, desk, window):
    desk.record(place=at(0, 0))
    hands = show()
    hands.page.board.setFocus()
    hands.js("SacWatch.map.getContainer().focus() || 1")
    before = hands.js("SacWatch.map.getCenter()")
    hands.key(Qt.Key.Key_Right)
    until(lambda: hands.js("SacWatch.map.getCenter()")["lng"] > before["lng"], "it moved")
    hands.key(Qt.Key.Key_Plus)
    until(lambda: hands.js("SacWatch.map.getZoom()") == 16, "closer")
    pause(400)
    hands.key(Qt.Key.Key_Minus)
    until(lambda: hands.js("SacWatch.map.getZoom()") == 15, "farther")
    hands.go(*HERE, 16)
    hands.key(Qt.Key.Key_Return)
    hands.until_popup("Vehicle break-in")
    assert hands.js("document.activeElement.textContent") == "Open"
    hands.key(Qt.Key.Key_Escape)
    until(lambda: hands.popup() == "", "the popup is put away")
    assert hands.js("document.activeElement.id") == "map_watch"


def test_it_follows_dark_and_large(show, desk, window):
    desk.record(place=at(0, 0))
    hands = show()
    try:
        theme.apply(window.app, scheme="dark", size=150)
        until(lambda: hands.js("document.documentElement.dataset.style") == "dark", "dark")
        until(lambda: hands.js("SacWatch.marks.scale") == 1.5, "large")
        pause(500)
        assert hands.picture().pixelColor(5, hands.view.height() - 5) == QColor("#191d1b")
        assert any("/tile/dark/" in url for url in hands.guard.asked)
        assert hands.js("parseFloat(getComputedStyle(SacWatch.map.getContainer()).fontSize)") > 18
    finally:
        theme.apply(window.app, scheme="light", size=100)


def test_going_to_a_place_by_its_words(show, desk, window):
    # A block of the watch lies over the whole Central City: it holds a crossing, but no street.
    outline = (Point(38.56, -121.51), Point(38.60, -121.51), Point(38.60, -121.45), Point(38.56, -121.45))
    with desk.work() as work:
        watches.keep_block(work, BlockDraft(name="Zqblock", outline=outline), today=TODAY)
    hands = show()
    search = hands.page.filters.search
    hands.page.find()
    assert search.hasFocus()
    kit.keys("16th & P", Qt.Key.Key_Return)
    until(lambda: hands.js("SacWatch.map.getZoom()") == 17, "it went there")
    assert hands.js("SacWatch.map.getCenter().lat") == pytest.approx(38.573, abs=0.003)
    # What was found is told where it is, with how sure it is; what is not known of it is not complained of.
    found = hands.until_popup("16th St & P St")
    assert (
        "Street crossing" in found
        and "Block: Zqblock" in found
        and "What is near here?" in found
        and "are not loaded" not in found
    )
    search.setText("98765 P St")
    search.returnPressed.emit()
    found = hands.until_popup("Street only: where along it is not known")
    assert found.startswith("P St") and "What is near here?" not in found and "Block:" not in found
    search.setText("Qwxyzz Blvd")
    search.returnPressed.emit()
    window.settle()
    assert "There is no “Qwxyzz Blvd” on this map." in window.toast


def test_suggestions_are_wide_enough_to_say_how_sure_they_are(show):
    hands = show()
    search = hands.page.filters.search
    hands.page.find()
    kit.keys("98765 P St")
    popup = search.completer().popup()
    until(popup.isVisible, "suggestions are shown")
    index = popup.model().index(0, 0)
    until(lambda: "where along it is not known" in str(index.data()), "the street is suggested")
    until(lambda: popup.viewport().width() >= popup.sizeHintForIndex(index).width(), "it is whole")


def test_a_park_that_is_searched_for_fits_into_the_view(show):
    hands = show()
    (park,) = finding.suggest_places("McKinley Park", limit=1)
    box = finding.extent(park)
    hands.go(38.5, -121.3, 17)
    hands.page.filters.search.chosen.emit(park)
    until(lambda: hands.page.view and hands.page.view.holds(park.view), "the park is in view")
    view = hands.page.view
    assert view.holds(Point(box.south, box.west)) and view.holds(Point(box.north, box.east))
    assert hands.js("SacWatch.map.getZoom()") >= 14
    # Of a neighborhood of the shipped map only the middle is known.
    (midtown,) = finding.suggest_places("Curtis Park", limit=1)
    assert finding.extent(midtown) is None
    hands.page.filters.search.chosen.emit(midtown)
    until(lambda: hands.js("SacWatch.map.getZoom()") == 15, "it is not shown from as near as a house")


def test_many_sources_do_not_cover_the_map(show):
    hands = show()
    tall = "document.querySelector('.credit').offsetHeight"
    alone = hands.js(tall)
    hands.page.board.tell("ground", credit=["© OpenStreetMap contributors", *["Zqmaps of the city"] * 20])
    until(lambda: "Zqmaps" in hands.js("document.querySelector('.credit').textContent"), "they are named")
    assert 0 < hands.js(tall) <= alone


def test_every_kind_can_be_chosen_and_has_a_mark_in_the_legend(show):
    hands = show()
    box = hands.page.filters.kind
    assert {each.value for each in IncidentKind} == set(box.values())
    told = []
    box.changed.connect(lambda: told.append(box.chosen()))
    box.menu().popup(hands.page.mapToGlobal(hands.page.rect().center()))
    kit.keys("", Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert box.menu().isVisible(), "it stays open for the next one"
    (family,) = told
    assert len(family) > 1
    assert {IncidentKind(each).sort for each in family} == {IncidentKind(min(family)).sort}
    kit.keys("", Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert len(box.chosen()) == len(family) - 1
    kit.keys("", Qt.Key.Key_Escape)
    assert not box.menu().isVisible()
    box.choose(())
    assert box.text() == "Any kind"
    assert hands.js("document.querySelectorAll('#legend section:first-child canvas').length") == 6
    assert hands.js("SacWatch.layers.get('incidents').rows.length") == len(IncidentKind)


def test_the_page_with_its_word_is_painted_before_the_engine_is_loaded(window, watch, monkeypatch):
    from sacwatch.ui.mapboard import MapBoard

    happened = []
    usual = MapBoard._begin

    class Painted(QObject):
        def eventFilter(self, _watched, event):  # noqa: N802
            if event.type() == QEvent.Type.Paint:
                happened.append("painted")
            return False

    def begin(board):
        happened.append("loaded")
        usual(board)

    monkeypatch.setattr(MapBoard, "_begin", begin)
    window.open(watch)
    window.shell.show_page("map")
    page, eye = window.page, Painted()
    page.board._note.installEventFilter(eye)
    assert page.board._note.text() == "The map is being drawn…"
    until(lambda: page.ready, "the map is drawn", patience=30)
    assert happened.index("painted") < happened.index("loaded")
    assert happened.count("loaded") == 1
    assert not page.board._note.isVisible()


def test_a_message_covers_neither_the_legend_nor_the_count(show, window):
    hands = show()
    until(lambda: hands.page.foot > 60, "the legend is known")
    window.desk.said.emit("It was saved.", None)
    until(lambda: window.toast == "It was saved.", "the message")
    toast = window.shell.toast
    low = toast.mapToGlobal(toast.rect().bottomLeft()).y()
    legend = hands.js("document.getElementById('legend').getBoundingClientRect().top")
    assert low < hands.view.mapToGlobal(QPoint(0, round(legend))).y()
    assert low < hands.page._count.mapToGlobal(QPoint(0, 0)).y()
    window.show("people")
    window.desk.said.emit("It was saved again.", None)
    until(lambda: toast.mapToGlobal(toast.rect().bottomLeft()).y() > low, "elsewhere it is at the foot")


@pytest.mark.parametrize("size", [100, 150])
def test_the_filters_are_whole_where_the_window_is_narrow(show, window, size):
    hands = show()
    window.shell.resize(1024, 700)
    theme.apply(window.app, scheme="light", size=size)
    filters = hands.page.filters
    kit.click(filters.more)
    filters.first_hour.setCurrentIndex(3)
    pause(100)
    try:
        for each in (
            filters.search, filters.period, filters.kind, filters.entries, filters.more,
            filters.status, filters.first_hour, filters.last_hour, filters.day,
        ):  # fmt: skip
            assert each.width() >= each.sizeHint().width(), each
            assert each.geometry().right() <= each.parentWidget().width(), each
        words = filters.search.fontMetrics().horizontalAdvance(filters.search.placeholderText())
        assert filters.search.width() > words
        assert filters._lasting.isVisible()
    finally:
        theme.apply(window.app, scheme="light", size=100)


def test_without_the_engine_there_is_a_sentence_and_the_list(window, watch, desk, monkeypatch):
    import builtins

    usual = builtins.__import__

    def refusing(name, *more, **other):
        if name == "sacwatch.ui.mapview":
            raise ImportError("libnss3.so: cannot open shared object file")
        return usual(name, *more, **other)

    monkeypatch.setattr(builtins, "__import__", refusing)
    desk.record(place=at(0, 0))
    desk.close()
    window.open(watch)
    page = window.show("map")
    until(lambda: "cannot be drawn" in window.said(), "the sentence")
    until(lambda: page.side.list.lines.rowCount() == 1, "the list")
    page.side.list.setCurrentIndex(page.side.list.lines.index(0, 0))
    page.side.list.activated.emit(page.side.list.lines.index(0, 0))
    until(lambda: window.page.name == "incidents", "the record")
    window.show("map", Ref(Kind.INCIDENT, "any"))
    page.back()


def test_a_page_whose_process_ended_is_loaded_again(show, desk):
    desk.record(place=at(0, 0))
    hands = show()
    hands.page.board.map.page.renderProcessTerminated.emit(
        type(hands.page.board.map.page).RenderProcessTerminationStatus.CrashedTerminationStatus, 9
    )
    until(lambda: hands.page.board.is_ready and hands.shown() == 1, "it is back")
    hands.click(*hands.where(*HERE))
    hands.until_popup("Vehicle break-in")


def test_twenty_thousand_incidents_are_drawn_as_few_rings(window, watch, desk):
    """How long that takes is measured in `tests/benchmarks`."""
    desk.record(place=at(0, 0))
    desk.close()
    crowd.fill(watch, 20_000)
    window.open(watch)
    hands = MapHands(window)
    assert hands.shown() == 20_000
    assert hands.page.side.list.lines.rowCount() == 20_000
    hands.go(38.574, -121.48, 12)
    rings = hands.marks()
    assert sum(count for _layer, count, _x, _y in rings) > 12_000
    assert len(rings) < 400


def test_the_same_marks_stay_together_while_the_map_is_moved(window, watch, desk):
    desk.record(place=at(0, 0))
    desk.close()
    crowd.fill(watch, 3_000)
    window.open(watch)
    hands = MapHands(window)
    hands.go(38.574, -121.48, 14)

    def rings() -> set[tuple[int, float, float]]:
        corner = hands.js("(p => [p.x, p.y])(SacWatch.map.getPixelBounds().min)")
        return {
            (count, round(x + corner[0]), round(y + corner[1]))
            for _layer, count, x, y in hands.marks()
            if 120 < x < 400 and 120 < y < 300
        }

    before = rings()
    hands.js("SacWatch.map.panBy([30, 20], {animate: false}) && 1")
    after = rings()
    shared = before & after
    assert len(shared) > 0.6 * len(before)
