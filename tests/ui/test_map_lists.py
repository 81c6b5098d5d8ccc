"""What the map lists with a real web view: near here, selected, filtered by hour and day, streets walked."""

import csv
import io

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QFileDialog, QStyleOptionViewItem

from sacwatch.domain.patrols import EntryDraft
from sacwatch.domain.places import PlaceDraft, Point
from sacwatch.domain.routes import RouteDraft
from sacwatch.services import finding, routes, watches
from sacwatch.ui.records import maplist
from sacwatch.ui.records.maplist import shortened
from sacwatch.ui.state import State
from tests.making import TODAY, Desk
from tests.ui import kit
from tests.ui.kit import pause, until
from tests.ui.maphands import MapHands

HERE = (38.5796, -121.4781)
"""Where the ordinary watch is."""


def at(north: float, east: float = 0) -> PlaceDraft:
    """Give a place so many thousandths of a degree from the watch's."""
    return PlaceDraft("1620 P St", HERE[0] + north / 1000, HERE[1] + east / 1000, "map")


@pytest.fixture
def desk(watch):
    """Give the ordinary watch's file, open for a moment to put something into it."""
    from sacwatch.services import files

    desk = Desk(files.open_file(watch, None, now=kit.NOW, zone=kit.SACRAMENTO))
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


def listed(hands):
    lines = hands.page.side.list.lines
    return [lines.line(row).id for row in range(lines.rowCount())]


def until_listed(hands, *records):
    wanted = [each.id for each in records]
    until(lambda: listed(hands) == wanted, "the list")


def test_what_is_near_here_is_listed_nearest_first(show, desk):
    far, near, middle = (desk.record(place=at(north)) for north in (9, 1, 3))
    desk.record(place=at(40))
    hands = show()
    hands.click(*hands.where(HERE[0] + 0.0002, HERE[1] - 0.002))
    hands.until_popup("What is near here?")
    hands.press("What is near here?")
    until_listed(hands, near, middle)
    assert hands.shapes("chosen") == 1
    assert hands.page.side.limit_words.endswith("within a quarter mile")
    assert "2 incidents" in hands.page._count.text()
    assert "feet" in hands.page.side.list.words(hands.page.side.list.lines.line(0))
    for place, wanted in ((0, ()), (2, (near, middle, far))):
        hands.page.side.radius.setCurrentIndex(place)
        until_listed(hands, *wanted)
    kit.click(hands.page.side.all_button)
    until(lambda: len(listed(hands)) == 4, "all again")
    assert hands.shapes("chosen") == 0
    hands.page.near_middle()
    until(lambda: hands.page.side.limited, "near the middle")
    hands.key(Qt.Key.Key_Escape)
    until(lambda: not hands.page.side.limited, "Escape lists all again")


def test_a_rectangle_selects_what_lies_inside(show, desk):
    inside = [desk.record(place=at(north, 1)) for north in (1, 2)]
    desk.record(place=at(-3, -3))
    hands = show()
    hands.page.tools.select_box()
    pause(200)
    (x, y), (right, low) = (
        hands.where(HERE[0] + north, HERE[1] + east) for north, east in ((0.003, 0), (0, 0.002))
    )
    hands.pull((x, y), (right, low))
    until(lambda: not hands.page.sketching.active, "it is drawn")
    until(lambda: sorted(listed(hands)) == sorted(each.id for each in inside), "the list")
    assert "Selected on the map" in hands.page._count.text()
    assert "2 incidents" in hands.page._count.text()
    assert hands.shapes("chosen") == 1
    assert hands.js("getSelection().toString()") == "", "no words of the page are marked by the pulling"
    # The map itself was not moved by the pulling, and can be moved again.
    assert hands.js("SacWatch.map.dragging.enabled()") is True


def test_a_rectangle_is_drawn_by_keys(show, desk):
    inside = desk.record(place=at(-0.4, 1))
    desk.record(place=at(5, 5))
    hands = show()
    hands.go(*HERE, 16)
    hands.page.tools.select_box()
    pause(200)
    hands.key(Qt.Key.Key_Return)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down):
        hands.key(key)
        pause(450)
    hands.key(Qt.Key.Key_Return)
    until_listed(hands, inside)


def test_a_free_line_selects_what_it_surrounds(show, desk):
    inside, outside = desk.record(place=at(0, 0)), desk.record(place=at(2, 2))
    hands = show()
    until(lambda: len(listed(hands)) == 2, outside.id)
    hands.page.tools.select_free()
    pause(200)
    x, y = hands.where(*HERE)
    hands.pull((x - 30, y - 30), (x + 30, y - 25), (x + 35, y + 30), (x - 25, y + 35), (x - 32, y - 10))
    until_listed(hands, inside)
    # A filter rules what was selected as well.
    hands.page.filters.kind.choose(["fraud"])
    until_listed(hands)


def test_hours_days_status_and_dates_filter_map_and_list(show, desk):
    night = desk.record(place=at(1), status="followed_up")
    once = {"to_day": "", "to_clock": "", "reported_day": "", "reported_clock": ""}
    noon = desk.record(place=at(2), from_day="2026-09-16", from_clock="12:30", **once)
    old = desk.record(place=at(3), from_day="2025-03-01", from_clock="9:00", **once)
    hands = show()
    filters = hands.page.filters
    assert not filters.status.isVisible()
    kit.click(filters.more)
    assert filters.status.isVisible()

    def choose(box, value, *wanted):
        if box is filters.status:
            box.choose(value.split())
        else:
            box.setCurrentIndex(box.findData(value))
        hands.window.settle()
        until_listed(hands, *wanted)
        assert hands.shown() == len(wanted)

    choose(filters.status, "followed_up", night)
    assert filters.in_words() == ("Being followed up",)
    choose(filters.status, "followed_up open", night, noon, old)
    assert filters.in_words() == ("Status: 2 chosen",)
    choose(filters.status, "", night, noon, old)
    choose(filters.first_hour, "12", noon)
    choose(filters.last_hour, "3", night, noon)
    assert filters.in_words() == ("12 pm through 3:59 am",)
    choose(filters.first_hour, "2", night)
    choose(filters.day, "5", night)
    choose(filters.day, "01234")
    choose(filters.day, "", night)
    choose(filters.first_hour, "", night, noon, old)
    choose(filters.day, "2", noon)
    choose(filters.day, "", night, noon, old)
    assert not filters.first_day.isVisible()
    choose(filters.period, "dates", night, noon, old)
    filters.first_day.setText("9/1/2026")
    filters.last_day.setText("9/16/2026")
    filters.last_day.editingFinished.emit()
    hands.window.settle()
    until_listed(hands, noon)
    assert filters.first_day.text() == "Tue, Sep 1, 2026"
    filters.first_day.setText("9/30/2026")
    filters.first_day.editingFinished.emit()
    until_listed(hands)
    assert "The last day is before the first" in filters._date_words.text()
    filters.first_day.setText("9/1/2026")
    filters.first_day.editingFinished.emit()
    until_listed(hands, noon)
    assert filters._date_words.text() == ""
    filters.last_day.setText("whenever")
    filters.last_day.editingFinished.emit()
    assert "“whenever” is not a date" in filters._date_words.text()
    until_listed(hands, night, noon)


def test_filters_that_are_folded_away_are_told_of(show, desk):
    night = desk.record(place=at(1))
    hands = show()
    filters, count = hands.page.filters, hands.page._count
    assert filters.more.text() == "More filters" and not filters.last_hour.isEnabled()
    kit.click(filters.more)
    filters.first_hour.setCurrentIndex(filters.first_hour.findData("12"))
    filters.day.setCurrentIndex(filters.day.findData("6"))
    kit.click(filters.more)
    assert not filters.day.isVisible()
    assert filters.more.text() == "More filters (2 set)" and filters.last_hour.isEnabled()
    until_listed(hands)
    until(lambda: "The filters above the map keep the rest out." in count.text(), "why nothing is listed")
    filters.let_all_through()
    until_listed(hands, night)
    assert filters.more.text() == "More filters" and "keep the rest out" not in count.text()


def test_an_empty_list_says_why(show):
    hands = show()
    side = hands.page.side
    until(lambda: "Nothing is on the map" in side.list.empty_words, "it is said what would stand here")
    assert side.list.accessibleDescription() == side.list.empty_words
    written = side.list.viewport().grab().toImage()
    side.list.say_empty("")
    assert written != side.list.viewport().grab().toImage(), "the sentence stands in the list"
    side.in_view.click()
    until(lambda: "in this part of the map" in side.list.empty_words, "why nothing is in view")
    side.list_inside([Point(38.5, -121.5), Point(38.51, -121.5), Point(38.51, -121.49)])
    until(lambda: "lies inside" in side.list.empty_words, "why nothing is selected")


def test_the_legend_folds_away_and_stays_so(show, window):
    hands = show()
    high = "document.getElementById('legend').offsetHeight"
    wide_open, room = hands.js(high), hands.js("SacWatch.map.getSize().y")
    fold = "document.querySelector('#legend button')"
    assert hands.js(f"{fold}.getAttribute('aria-expanded')") == "true"
    hands.js(f"{fold}.click()")
    until(lambda: State().get("map_legend") == "folded", "it is remembered")
    until(lambda: hands.js("SacWatch.map.getSize().y") > room, "the map has its room")
    assert hands.js(high) < wide_open
    assert hands.js(f"{fold}.getAttribute('aria-expanded')") == "false"
    hands.js("window.earlier = true")
    hands.page.board.map.open(hands.page.board._page)
    looks = "document.querySelector('#legend .looks')"
    until(lambda: hands.js(f"!window.earlier && !!{looks} && {looks}.hidden") is True, "it stays folded")
    hands.js(f"{fold}.click()")
    until(lambda: State().get("map_legend") == "", "it is open again")
    until(lambda: hands.js(high) == wide_open, "as high as it was")


def test_a_line_too_long_for_the_list_ends_in_dots(show, desk, monkeypatch):
    desk.record(place=at(1), status="followed_up")
    hands = show()
    drawn = []
    monkeypatch.setattr(
        maplist,
        "shortened",
        lambda font, said, width: drawn.append((QFont(font), shortened(font, said, width), width)) or "",
    )
    side = hands.page.side
    # Just as wide as the title would be if it were not bold.
    title = "Vehicle break-in  ·  Being followed up"
    room = side.list.fontMetrics().horizontalAdvance(title) + 1
    option = QStyleOptionViewItem()
    side.list.initViewItemOption(option)
    option.rect = QRect(0, 0, room + 30 + option.fontMetrics.height(), 60)
    picture = QImage(600, 60, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    side.list.itemDelegate().paint(painter, option, side.list.lines.index(0, 0))
    painter.end()
    font, said, width = drawn[0]
    assert font.bold() and said.endswith("…") and title.startswith(said[:-1])
    assert QFontMetrics(font).horizontalAdvance(said) <= width


def test_streets_that_were_walked_are_told_and_shown(show, desk, window, tmp_path, monkeypatch):
    def crossing(words):
        return finding.find_place(words).point

    def corner(words, lat, lon):
        return Point(crossing(words).lat + lat, crossing(words).lon + lon)

    off = 0.0003
    ring = (
        corner("21st & H", off, -off), corner("23rd & H", off, off),
        corner("23rd & J", -off, off), corner("21st & J", -off, -off),
    )  # fmt: skip
    patrol = desk.log()
    desk.log(day="2026-03-01")
    with desk.work() as work:
        watches.draw_boundary(work, ring, today=TODAY)
        routes.add(
            work, RouteDraft(patrol.id, line=tuple(map(crossing, ("21st & H", "23rd & H", "23rd & I"))))
        )
    hands = show()
    hands.page.side.list_what("streets")
    panel = hands.page.side.streets
    until(lambda: hands.shapes("walked") == 3, "the streets")
    assert hands.shapes("not_walked") > 3
    assert "by the routes of 1 patrol" in panel.summary.text()
    told = [panel.list.item(row).text() for row in range(panel.list.count())]
    assert told[-1].startswith("2200 block of H St\nWalked · ")
    assert told[0].endswith("feet)") or "Not walked" in told[0]
    panel.which.setCurrentIndex(panel.which.findData("walked"))
    assert panel.list.count() == 3
    target = tmp_path / "streets.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(target), ""))
    kit.click(panel.save_button)
    until(target.exists, "the file")
    window.settle()
    rows = list(csv.DictReader(io.StringIO(target.read_bytes().decode("utf-8-sig"), newline="")))
    assert [(row["Street"], row["Block"], row["Walked or not"]) for row in rows][-1] == (
        "H St",
        "2200",
        "Walked",
    )
    assert len(rows) == 3 and all(int(row["Length in feet"]) > 100 for row in rows)
    legend = hands.js("document.getElementById('legend').textContent")
    assert "Walked" in legend
    assert "Not walked" in legend
    hands.page.filters.period.setCurrentIndex(hands.page.filters.period.findData("last_year"))
    until(lambda: hands.shapes("walked") == 0, "nobody walked last year")
    hands.page.side.list_what("marks")
    until(lambda: hands.shapes("not_walked") == 0, "they go with their list")


def test_without_an_area_it_is_said_how_to_get_one(show):
    hands = show()
    hands.page.side.list_what("streets")
    until(lambda: "Draw the watch's boundary" in hands.page.side.streets.summary.text(), "how")


def test_layers_are_hidden_and_stay_hidden(show, desk, window):
    with desk.work() as work:
        watches.draw_boundary(
            work, [Point(38.57, -121.49), Point(38.57, -121.48), Point(38.58, -121.48)], today=TODAY
        )
    hands = show()
    until(lambda: hands.shapes("boundary") == 1, "the boundary")
    hands.page.tools._shown["boundary"].setChecked(False)
    until(lambda: hands.shapes("boundary") == 0, "it is hidden")
    assert hands.page.export.shown().boundary is False
    from sacwatch.ui.state import State

    assert State().get("map_hidden") == "boundary"


def test_the_list_is_saved_for_its_readers(show, desk, window, tmp_path, monkeypatch):
    desk.record(happened="=1+1", place=at(0))
    desk.record(kind="domestic_violence", happened="Shouting", place=at(3))
    desk.log(entries=(EntryDraft(clock="20:45", place=at(2), category="graffiti", seen="Tag"),))
    hands = show()
    hands.page.filters.entries.setChecked(True)
    until(lambda: len(listed(hands)) == 3, "all")
    target = tmp_path / "list.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(target), ""))

    def choose(audience):
        def answer(dialog):
            dialog.audience.setCurrentIndex(dialog.audience.findData(audience))
            kit.click(dialog.accept_button)

        return answer

    for audience, told in (("captain", "'=1+1"), ("public", "")):
        target.unlink(missing_ok=True)
        with kit.answering(choose(audience)):
            kit.click(hands.page.side.save_button)
        until(target.exists, "the file")
        window.settle()
        rows = list(csv.DictReader(io.StringIO(target.read_bytes().decode("utf-8-sig"), newline="")))
        assert len(rows) == (3 if told else 2)
        assert [row.get("What happened") for row in rows if row["What"] == "Vehicle break-in"] == [told]
        assert ("1 line was left out" in window.toast) is (not told)


def test_what_is_listed_goes_on_paper(show, desk, window, tmp_path, monkeypatch):
    near = desk.record(place=at(1))
    desk.record(place=at(9))
    hands = show()
    hands.page.side.list_near(desk_place())
    until_listed(hands, near)
    # Wherever the map went meanwhile, the paper is of what was chosen.
    hands.go(HERE[0] + 0.05, HERE[1], 16)
    assert hands.page.export.shown(listed=True).ids == frozenset({near.id})
    assert hands.page.export.shown(listed=True).box is None
    assert hands.page.export.shown().box == hands.page.view
    assert hands.page.export.shown().ids is None
    target = tmp_path / "map.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(target), ""))
    with kit.answering(lambda dialog: kit.click(dialog.accept_button)):
        hands.page.export.save_pdf()
    until(target.exists, "the paper", patience=30)
    window.settle()
    assert target.read_bytes().startswith(b"%PDF")


def desk_place():
    from sacwatch.domain.places import Fix, Place

    return Place("", Point(*HERE), Fix.MAP)
