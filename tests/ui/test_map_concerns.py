"""Open concerns on the map in the window: off until asked for, in the list too, and a way to the register."""

from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.places import PlaceDraft
from sacwatch.services import concerns, files
from tests.making import Desk
from tests.ui import kit
from tests.ui.kit import until
from tests.ui.maphands import MapHands

HERE = (38.5796, -121.4781)


def test_open_concerns_show_when_they_are_asked_for_and_lead_to_the_register(window, watch):
    desk = Desk(files.open_file(watch, None, now=kit.NOW, zone=kit.SACRAMENTO))
    found = desk.concern(place=PlaceDraft("1620 P St", *HERE, "map"), words="The lamp is out")
    desk.close()
    window.open(watch)
    hands = MapHands(window)
    assert hands.js("SacWatch.layers.get('concerns').count") == 0
    window.show("concerns")
    window.show("map", Ref(Kind.CONCERN, found.id))
    until(lambda: "The lamp is out" in (hands.popup() or ""), "it is pointed out")
    assert hands.page.tools.concerns.isChecked()
    until(lambda: hands.shown("concerns") == 1, "it is drawn")
    until(lambda: "1 open concern" in hands.page._count.text(), "it is counted")
    hands.js("document.querySelector('.leaflet-popup button[data-act=open]').click()")
    until(lambda: window.shell.page.name == "concerns", "it leads to the register")
    window.settle()
    assert window.page.chosen_id() == found.id
    window.show("map")
    with window.desk.store.work(now=window.desk.now(), by="x") as work:
        concerns.remove(work, found.id)
    window.desk.changed.emit(work.changes)
    until(lambda: hands.shown("concerns") == 0, "what is gone is off the map")
