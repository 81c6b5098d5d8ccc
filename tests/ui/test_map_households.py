"""Households on the map: for the captain's window, off until asked for, and in nothing that leaves it."""

import csv
import io

import pytest
from PySide6.QtWidgets import QFileDialog

from sacwatch.domain.audiences import Audience
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.places import PlaceDraft
from sacwatch.services import files, households
from tests.making import Desk
from tests.ui import kit
from tests.ui.kit import until
from tests.ui.maphands import MapHands

HERE = (38.5796, -121.4781)
SECRET = "Zqhome Lane"


@pytest.fixture
def home(watch):
    """Put a home with two people, an incident beside it, and give the home."""
    desk = Desk(files.open_file(watch, None, now=kit.NOW, zone=kit.SACRAMENTO))
    found = desk.house(place=PlaceDraft(f"12 {SECRET}", *HERE, "map"))
    desk.add(name="Ann Lee", household_id=found.id)
    desk.record(place=PlaceDraft("1620 P St", HERE[0] + 0.001, HERE[1], "map"))
    desk.close()
    return found


@pytest.fixture
def hands(window, watch, home):
    window.open(watch)
    return MapHands(window)


def listed(hands):
    lines = hands.page.side.list.lines
    return [lines.line(row).layer for row in range(lines.rowCount()) if lines.line(row)]


def test_households_show_when_they_are_asked_for_and_not_before(hands, home, window):
    assert listed(hands) == ["incidents"]
    assert hands.js("SacWatch.layers.get('households').count") == 0, "nothing of them is in the page"
    hands.page.tools.homes.trigger()
    window.settle()
    until(lambda: hands.shown("households") == 1, "it is on the map")
    assert listed(hands) == ["incidents", "households"]
    assert "1 household" in hands.page._count.text()
    hands.page.filters.period.setCurrentIndex(hands.page.filters.period.findData("month"))
    window.settle()
    assert hands.shown("households") == 1, "a home has no date"
    hands.go(*HERE, 17)
    hands.click(*hands.where(*HERE))
    until(hands.popup, "the popup is open")
    told = hands.popup()
    assert SECRET in told and "Ann Lee · (916) 555-0134" in told and "Away until" in told
    hands.js("document.querySelector('.leaflet-popup button[data-act=open]').click()")
    until(lambda: window.shell.page.name == "people", "it leads to the household")
    window.settle()
    assert window.page.chosen_id() == home.id
    window.show("map")
    hands.page.tools.homes.trigger()
    until(lambda: listed(hands) == ["incidents"], "they are gone from the list")


def test_the_page_of_a_household_leads_to_it_on_the_map(window, watch, home):
    window.open(watch)
    window.show("map", Ref(Kind.HOUSEHOLD, home.id))
    hands = MapHands(window)
    until(lambda: SECRET in (hands.popup() or ""), "it is pointed out")
    assert hands.page.tools.homes.isChecked()
    with window.desk.store.work(now=window.desk.now(), by="x") as work:
        households.retire(work, home.id)
    window.desk.changed.emit(work.changes)
    until(lambda: hands.shown("households") == 0, "who is retired is off the map")


@pytest.mark.parametrize("audience", [Audience.CAPTAIN, Audience.PUBLIC])
def test_no_file_that_leaves_the_map_has_them(hands, home, window, tmp_path, monkeypatch, audience):
    hands.page.tools.homes.trigger()
    window.settle()
    until(lambda: hands.shown("households") == 1)
    page = hands.page
    targets = {"table": tmp_path / "list.csv", "web": tmp_path / "map.html", "pdf": tmp_path / "map.pdf"}

    def answer(box):
        box.audience.setCurrentIndex(box.audience.findData(audience.value))
        box.accept()

    for name, deed in (("table", page.export.save_list), ("web", page.export.save_web_page)):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, to=targets[name], **_h: (str(to), ""))
        with kit.answering(answer):
            deed()
        until(targets[name].exists, f"the {name} is saved", patience=60)
        window.settle()
        assert SECRET not in targets[name].read_text(encoding="utf-8-sig")
        assert "Ann Lee" not in targets[name].read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(targets["table"].read_text(encoding="utf-8-sig"))))
    assert len(rows) == 2, "a heading and the incident"
    assert "households" not in targets["web"].read_text(encoding="utf-8")


def test_the_blocks_not_heard_from_show_when_another_page_asks_for_them(hands, window):
    assert hands.page.tools.layers()["unheard"] is False
    page = window.show("map", "unheard")
    assert page.tools.layers()["unheard"] is True
    assert page.side.what.currentData() == "shapes"
    assert Kind.MEETING in page.kinds, "who signs in meanwhile is news for the map"
    page.tools._shown["unheard"].setChecked(False)
    assert Kind.MEETING not in page.kinds
