"""Drawing on the map with a real web view: boundary, blocks, routes, GPX tracks and measuring."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea

from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.places import Point
from sacwatch.domain.routes import RouteDraft, RouteSource
from sacwatch.services import drafts, routes, watches
from sacwatch.ui.links import Link
from sacwatch.ui.mapsketch import LINE
from sacwatch.ui.picking import RouteOf
from tests.exchange.test_gpx import along, file, track
from tests.making import TODAY, Desk
from tests.ui import kit
from tests.ui.kit import pause, until
from tests.ui.maphands import MapHands

HERE = (38.5796, -121.4781)
"""Where the ordinary watch is."""
CORNERS = ((200, 150), (420, 150), (420, 320), (200, 320))
LINE_HERE = (Point(38.5790, -121.4790), Point(38.5800, -121.4790), Point(38.5800, -121.4770))


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


def ask(window, question):
    """Give the answer of the store to a question."""
    found = []
    window.desk.read(question, found.append, owner=window.shell)
    until(lambda: found, "the store answers")
    return found[0]


def corners(hands, count):
    until(lambda: len(hands.drawn()) == count, f"{count} corners")


def draw(hands, spots, *, start=0):
    for number, spot in enumerate(spots, start + 1):
        hands.click(*spot)
        corners(hands, number)
        pause(260)  # slower than a double click


def press(hands, words):
    kit.click(kit.button(hands.page, words))


def test_a_boundary_is_drawn_kept_undone_and_changed(show, window):
    hands = show()
    hands.page.drawings.draw_boundary()
    assert hands.page.bar.isVisible()
    assert not hands.page.bar.back_button.isEnabled()
    draw(hands, CORNERS[:3])
    until(lambda: "acres" in hands.page.bar.length.text(), "its size")
    draw(hands, [(430, 300)], start=3)
    press(hands, "Step back")
    corners(hands, 3)
    draw(hands, CORNERS[3:], start=3)
    before = ask(window, lambda work: work.history())
    window.shell.undo_action.setEnabled(True)
    window.shell.undo_action.trigger()
    corners(hands, 3)
    assert ask(window, lambda work: work.history()) == before, "nothing but the drawing was taken back"
    draw(hands, CORNERS[3:], start=3)
    clicked = hands.drawn()
    press(hands, "Keep it")
    until(lambda: hands.shapes("boundary") == 1, "the boundary stands on the map")
    assert not hands.page.bar.isVisible()
    kept = ask(window, watches.get).boundary
    assert len(kept) == 4
    assert [(each.lat, each.lon) for each in kept] == [
        (pytest.approx(lat, abs=1e-6), pytest.approx(lon, abs=1e-6)) for lat, lon in clicked
    ]
    window.session.undo()
    until(lambda: hands.shapes("boundary") == 0, "it is undone")
    window.session.redo()
    until(lambda: hands.shapes("boundary") == 1, "it is there again")

    # Changing it: one corner is pulled away, and a side gets a corner of its own.
    hands.page.drawings.draw_boundary()
    corners(hands, 4)
    pause(200)
    (x, y), (right, top), (_x, low), _last = (hands.where(*each) for each in hands.drawn())
    hands.pull((x, y), (x + 40, y + 40))
    until(lambda: hands.where(*hands.drawn()[0])[0] == pytest.approx(x + 40, abs=3), "the corner moved")
    hands.pull((right, (top + low) / 2), (right + 50, (top + low) / 2))
    corners(hands, 5)
    press(hands, "Keep it")
    until(lambda: len(ask(window, watches.get).boundary) == 5, "it is changed")

    # A click beside it gives the nearest side a corner; behind the last one, the sides would cross.
    window.settle()
    hands.page.drawings.draw_boundary()
    corners(hands, 5)
    pause(200)
    spots = [hands.where(*each) for each in hands.drawn()]
    (ax, ay), (bx, by) = spots[0], spots[1]
    hands.click((ax + bx) / 2 + 8, (ay + by) / 2 - 40)
    corners(hands, 6)
    after = [hands.where(*each) for each in hands.drawn()]
    assert after[:1] + after[2:] == [pytest.approx(each, abs=1) for each in spots]
    press(hands, "Keep it")
    until(lambda: len(ask(window, watches.get).boundary) == 6, "it is kept")


def test_a_boundary_is_drawn_by_keys_alone(show, window):
    hands = show()
    hands.page.drawings.draw_boundary()
    pause(100)
    hands.key(Qt.Key.Key_Return)
    corners(hands, 1)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
        before = hands.js("[SacWatch.map.getCenter().lat, SacWatch.map.getCenter().lng]")
        hands.key(key)
        until(
            lambda past=before: (
                hands.js("[SacWatch.map.getCenter().lat, SacWatch.map.getCenter().lng]") != past
            )
        )
        pause(450)
        hands.key(Qt.Key.Key_Return)
    corners(hands, 3)
    hands.key(Qt.Key.Key_Backspace)
    corners(hands, 2)
    press(hands, "Keep it")
    until(lambda: hands.page.bar.length.text() == "At least three corners, please.", "what is missing")
    hands.key(Qt.Key.Key_Escape)
    until(lambda: not hands.page.sketching.active, "given up")
    assert ask(window, watches.get).boundary == ()


def test_a_corner_is_moved_and_taken_out_by_keys(show):
    hands = show()
    hands.page.drawings.draw_boundary()
    draw(hands, CORNERS)
    hands.js("document.querySelectorAll('.corner')[1].focus()")
    hands.key(Qt.Key.Key_Right)
    until(lambda: hands.where(*hands.drawn()[1])[0] == pytest.approx(424, abs=2), "the corner moved")
    assert hands.js("document.activeElement.className").count("corner") == 1
    assert hands.js("document.activeElement.getAttribute('aria-label')").startswith("Corner 2.")
    hands.key(Qt.Key.Key_Delete)
    corners(hands, 3)


def test_an_outline_that_crosses_itself_comes_back_to_be_put_right(show, window):
    hands = show()
    hands.page.drawings.draw_boundary()
    draw(hands, [CORNERS[0], CORNERS[2], CORNERS[1], CORNERS[3]])
    press(hands, "Keep it")
    until(lambda: "crosses itself" in window.toast, "what is not right")
    until(lambda: len(hands.drawn()) == 4, "the drawing is still there")
    assert ask(window, watches.get).boundary == ()


def test_a_block_gets_its_outline_its_name_and_its_captain(show, desk, window):
    rosa = desk.add(name="Rosa Blocks", roles=("block_captain",))
    hands = show()
    hands.page.drawings.draw_block()
    draw(hands, CORNERS[:3])

    def fill(dialog):
        assert [dialog.which.itemText(place) for place in range(3)] == ["A new block", "2200 H", "2200 G"]
        dialog.name_line.setText("<b>Oak & Elm</b>")
        dialog.captain.setCurrentIndex(dialog.captain.findData(rosa.id))
        kit.click(dialog.accept_button)

    with kit.answering(fill):
        press(hands, "Keep it")
    until(lambda: hands.shapes("blocks") == 1, "the block")
    block = ask(window, watches.get).blocks[-1]
    assert (block.name, block.captain_id, len(block.outline)) == ("<b>Oak & Elm</b>", rosa.id, 3)
    hands.page.board.tell("go", lat=block.outline[0].lat, lon=block.outline[0].lon, zoom=17)
    until(lambda: hands.js("document.querySelectorAll('.shape-name').length") == 1, "its name")
    assert hands.js("document.querySelector('.shape-name').textContent") == "<b>Oak & Elm</b>"
    assert hands.page.board.map.page.complaints == []

    # A block that has a name already gets its outline.
    hands.page.drawings.draw_block()
    draw(hands, CORNERS[1:])
    with kit.answering(lambda dialog: (dialog.which.setCurrentIndex(1), kit.click(dialog.accept_button))):
        press(hands, "Keep it")
    until(lambda: hands.shapes("blocks") == 2, "the second block")
    assert [each.name for each in ask(window, watches.get).blocks if each.outline] == [
        "2200 H", "<b>Oak & Elm</b>",
    ]  # fmt: skip


def test_the_list_of_shapes_changes_names_and_removes(show, desk, window):
    patrol = desk.log()
    with desk.work() as work:
        route = routes.add(work, RouteDraft(patrol.id, line=LINE_HERE))
    hands = show()
    hands.page.side.list_what("shapes")
    panel = hands.page.side.shapes
    told = [panel.list.item(row).text() for row in range(panel.list.count())]
    assert told[0] == "Boundary of the watch\nNot drawn yet"
    assert told[1] == "2200 H\nNot drawn yet"
    assert told[-1] == "Route of Sat, Sep\u00a019, 2026\n0.18 miles (936 feet) · Drawn on the map"
    panel.choose("routes", route.id)
    until(lambda: hands.js("SacWatch.map.getZoom()") > 15, "the route is shown")
    kit.click(panel.draw_button)
    corners(hands, 3)
    assert hands.shapes("routes") == 1
    hands.click(60, 60)
    corners(hands, 4)
    press(hands, "Keep it")
    until(lambda: len(ask(window, lambda work: routes.get(work, route.id)).line) == 4, "it is changed")

    def rename(dialog):
        dialog.name_line.setText("By the park")
        kit.click(dialog.accept_button)

    panel.choose("routes", route.id)
    with kit.answering(rename):
        kit.click(panel.name_button)
    until(lambda: "By the park" in panel.list.item(panel.list.count() - 1).text(), "its name")
    kit.click(panel.remove_button)
    until(lambda: hands.shapes("routes") == 0, "it is gone")
    window.session.undo()
    until(lambda: hands.shapes("routes") == 1, "it is back")


def test_a_route_is_drawn_for_a_patrol_and_told_when_clicked(show, desk, window):
    desk.log(day="2026-09-01")
    patrol = desk.log()
    hands = show()
    window.show("map", RouteOf(patrol.id))
    pause(200)
    draw(hands, CORNERS[:3])
    until(lambda: "feet" in hands.page.bar.length.text(), "its length")
    assert "feet" in hands.js("document.querySelector('.sketch-words').textContent")

    def keep(dialog):
        assert dialog.patrol.currentData() == patrol.id
        kit.click(dialog.accept_button)

    with kit.answering(keep):
        press(hands, "Keep it")
    until(lambda: hands.shapes("routes") == 1, "the route")
    (route,) = ask(window, lambda work: routes.of_patrol(work, patrol.id))
    assert (route.source, len(route.line)) == (RouteSource.DRAWN, 3)
    pause(300)
    one, other = (hands.where(each.lat, each.lon) for each in route.line[:2])
    hands.click((one[0] + other[0]) / 2, (one[1] + other[1]) / 2)
    words = hands.until_popup("Route of Sat, Sep")
    assert "Drawn on the map" in words
    hands.press("Remove it")
    until(lambda: hands.shapes("routes") == 0, "it is removed")


def test_a_route_is_drawn_ahead_and_chosen_for_a_shift(show, desk, window):
    hands = show()
    hands.page.drawings.draw_planned()
    draw(hands, CORNERS[:3])

    def name(dialog):
        kit.click(dialog.accept_button)
        assert "needs a name" in kit.texts(dialog)
        dialog.name_line.setText("Round the park")
        kit.click(dialog.accept_button)

    with kit.answering(name):
        press(hands, "Keep it")
    until(lambda: hands.shapes("planned") == 1, "the planned route")
    (route,) = ask(window, routes.planned)
    hands.page.side.list_what("shapes")
    hands.page.side.shapes.choose("planned", route.id)
    assert "Round the park\nPlanned route · " in hands.page.side.shapes.list.currentItem().text()
    window.show("shifts").new()
    until(lambda: window.form is not None and window.form.route.box.count() == 2, "the routes are offered")
    assert window.form.route.box.itemText(1).startswith("Round the park (planned)")


def test_a_patrol_leads_to_its_routes_and_to_drawing_one(show, desk, window):
    patrol = desk.log()
    with desk.work() as work:
        routes.add(work, RouteDraft(patrol.id, "Round the park", line=LINE_HERE))
    hands = show()
    page = window.show("patrols", Ref(Kind.PATROL, patrol.id))
    window.settle()
    kit.click(kit.button(page, "Draw it on the map"))
    until(lambda: window.page is hands.page and hands.page.sketching.active, "drawing")
    hands.page.sketching.give_up()
    window.show("patrols")
    kit.click(kit.button(page, "Round the park · 0.18 miles (936 feet) · Drawn on the map"))
    until(lambda: hands.page.side.shapes.list.thing is not None, "the route is chosen")


def test_a_double_click_ends_a_route(show, desk):
    desk.log()
    hands = show()
    ended = []
    hands.page.drawings._ask_route = lambda line: ended.append(line)
    hands.page.drawings.draw_route()
    draw(hands, CORNERS[:2])
    target = hands.view.focusProxy() or hands.view
    QTest.mouseMove(target, QPoint(300, 300))
    for _ in range(2):
        QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=QPoint(300, 300))
    until(lambda: ended, "it ended")
    assert not hands.page.sketching.active
    assert len(ended[0]) == 3


def test_a_gpx_file_becomes_routes_and_a_broken_one_says_why(show, desk, window, tmp_path):
    patrol = desk.log()
    hands = show()
    path = file(
        tmp_path, track(along(40), name="Out"), track(along(9, timed=False, north=0.003), name="A walk " * 20)
    )

    def bring(dialog):
        assert [choice.currentData() for _box, choice in dialog.rows] == [patrol.id, ""]
        assert dialog.rows[0][0].text() == "Out"
        assert "without times" in dialog.rows[1][0].accessibleName() and "without times" in kit.texts(dialog)
        area = dialog.findChild(QScrollArea)
        assert area.widget().width() <= area.viewport().width(), "nothing is cut"
        kit.click(dialog.accept_button)
        assert "choose the patrol" in dialog.problem.text()
        dialog.rows[1][0].setChecked(False)
        kit.click(dialog.accept_button)

    with kit.answering(bring):
        hands.page.drawings.read_gpx(path)
    until(lambda: hands.shapes("routes") == 1, "the track")
    (route,) = ask(window, lambda work: routes.of_patrol(work, patrol.id))
    assert (route.source, route.name) == (RouteSource.GPX, "Out")
    window.session.undo()
    until(lambda: hands.shapes("routes") == 0, "it is undone")
    broken = tmp_path / "broken.gpx"
    broken.write_text(path.read_text()[:700])
    hands.page.drawings.read_gpx(broken)
    until(lambda: any("broken.gpx" in each for each in window.notices), "why not")


def test_a_search_hit_shows_the_route(show, desk, window):
    patrol = desk.log()
    with desk.work() as work:
        route = routes.add(work, RouteDraft(patrol.id, "Rose garden", line=LINE_HERE))
    hands = show()
    window.desk.open_record(Kind.ROUTE, route.id)
    until(lambda: hands.page.side.shapes.list.thing == ("routes", route.id), "it is chosen")
    until(lambda: hands.js("SacWatch.map.getZoom()") > 15, "it is shown")
    assert window.page is hands.page
    window.show("map", Ref(Kind.ROUTE, "gone"))
    assert window.crashes == []


def test_a_distance_is_measured_in_feet_and_miles(show):
    hands = show()
    press(hands, "Measure")
    one, other = (38.5700, -121.4800), (38.5800, -121.4800)
    hands.go(38.575, -121.48, 15)
    draw(hands, [hands.where(*one), hands.where(*other)])
    # A hundredth of a degree of latitude here is 1,110.1 m on the ellipsoid: 3,642 feet.
    until(lambda: "0.69 miles (3,6" in hands.page.bar.length.text(), "the length")
    assert "0.69 miles" in hands.js("document.querySelector('.sketch-words').textContent")
    assert hands.page.sketching.active
    assert hands.js("SacWatch.sketch.mode") == LINE
    press(hands, "Cancel (Esc)")
    until(lambda: hands.js("SacWatch.sketch.active") is False, "measured")
    assert hands.js("document.querySelectorAll('.corner').length") == 0


def test_nothing_is_drawn_in_a_file_that_is_for_reading_only(window, watch, desk):
    with desk.work() as work:
        watches.draw_boundary(work, (*LINE_HERE, Point(38.5790, -121.4770)), today=TODAY)
    desk.close()
    kit.another_has_it(watch)
    window.open(watch)
    hands = MapHands(window)
    assert not hands.page.tools.draw.isEnabled()
    hands.page.side.list_what("shapes")
    hands.page.side.shapes.choose("boundary", "boundary")
    assert not hands.page.side.shapes.draw_button.isEnabled()
    assert not hands.page.side.shapes.remove_button.isEnabled()
    assert hands.shapes("boundary") == 1


def kept_drawings(window):
    return [each for each in ask(window, drafts.all_of) if each.kind is Kind.ROUTE]


def test_a_drawing_outlives_the_window_and_is_gone_on_with(show, window, watch):
    hands = show()
    hands.page.drawings.draw_boundary()
    draw(hands, CORNERS[:3])
    until(lambda: kept_drawings(window), "it is kept")
    draw(hands, CORNERS[3:], start=3)
    window.close_file()
    window.open(watch)
    today = window.show("today")
    link = next(each for each in today.findChildren(Link) if "a drawing on the map" in each.text())
    kit.click(link)
    until(lambda: window.page.name == "map" and window.page.ready, "the map", patience=30)
    hands = MapHands(window)
    corners(hands, 4)
    press(hands, "Keep it")
    until(lambda: len(ask(window, watches.get).boundary) == 4, "the boundary")
    assert kept_drawings(window) == []


def test_a_drawing_that_was_given_up_can_be_had_back(show, window):
    hands = show()
    hands.page.drawings.draw_block()
    draw(hands, CORNERS[:3])
    until(lambda: kept_drawings(window), "it is kept")
    hands.page.back()
    until(lambda: "put away" in window.toast, "what became of it")
    assert not hands.page.sketching.active
    until(lambda: not kept_drawings(window), "it is not offered again")
    kit.click(kit.button(window.shell.toast, "Undo"))
    corners(hands, 3)


def test_a_dialog_that_is_closed_takes_nothing_drawn_with_it(show, window):
    hands = show()
    hands.page.drawings.draw_block()
    draw(hands, CORNERS[:3])
    with kit.answering(lambda dialog: dialog.reject()):
        press(hands, "Keep it")
    corners(hands, 3)
    assert hands.page.bar.isVisible()


def test_measuring_is_not_kept(show, window):
    hands = show()
    hands.page.drawings.draw_boundary()
    hands.page.drawings.measure()
    pause(500)  # the page learns of both, one after the other, before the hand is there
    draw(hands, CORNERS[:2])
    pause(1_300)
    assert kept_drawings(window) == []
