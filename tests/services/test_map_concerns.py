"""Open concerns on the map: in its lists, papers and pages, each as its readers may see it."""

import pytest

from sacwatch.domain.audiences import Audience
from sacwatch.domain.concerns import StepDraft
from sacwatch.domain.places import PlaceDraft, Point
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import concerns, mappapers, mapping, mapselecting, mapsheets, maptelling
from sacwatch.services.mappapers import MapOptions, Shown
from sacwatch.services.mapping import CONCERNS
from tests.making import NOW, TODAY
from tests.reports.papers import squeezed, whole_text

HOUSE = PlaceDraft("1623 P St", 38.5712345, -121.4879876, "address")
OTHERS = [Audience.MEMBERS, Audience.PUBLIC]


@pytest.fixture
def full(desk):
    desk.concern(words="Zqsaid dark", public_wording="A lamp is out", place=HOUSE)
    desk.concern(topic="needs_help", words="Zqhelp", place=HOUSE)
    desk.concern(topic="noise", place=PlaceDraft("somewhere"))
    gone = desk.concern(topic="trees", words="Zqgone", place=HOUSE)
    with desk.work() as work:
        concerns.drop(work, gone.id, StepDraft(why="Cut"), today=TODAY)
    return desk


def test_the_layer_has_what_is_open_and_has_a_place_whatever_the_dates(full):
    with full.reading() as work:
        layer = mapping.concerns(work)
        marks = [(CONCERNS, id_, id_) for id_ in layer.ids]
        lines = maptelling.lines(work, marks)
        one = maptelling.popup(work, marks[:1], total=1, layer=layer, name=CONCERNS)
        both = maptelling.popup(work, marks, total=2, layer=layer, name=CONCERNS)
    assert [line.title for line in lines] == ["Street lighting", "Someone who needs help"]
    assert lines[0].status == "Waiting for: Our watch, to send it on"
    assert lines[0].at.astimezone(SACRAMENTO).date().isoformat() == "2026-09-08"
    assert "Zqsaid dark" in one and "Open" in one
    assert "2 open concerns here" in both
    point = Point(HOUSE.lat, HOUSE.lon)
    near = mapselecting.near([(CONCERNS, layer, mapping.MapFilter())], point, 100)
    assert near.counts == {CONCERNS: 2}


@pytest.mark.parametrize("audience", OTHERS)
def test_neighbors_see_the_hundred_block_and_the_public_wording_alone(full, audience, tmp_path):
    options = MapOptions(audience=audience)
    with full.reading() as work:
        shown = mappapers.gather(work, Shown(concerns=True), options)
        layer = mapping.concerns(work)
        table = mapselecting.gather(work, [(CONCERNS, id_, id_) for id_ in layer.ids], audience)
        without = mappapers.gather(work, Shown(), options)
    assert without.concerns == ()
    (seen,) = shown.concerns
    assert seen.place.text == "1600 block of P St" and seen.place.point != Point(HOUSE.lat, HOUSE.lon)
    assert len(table.rows) == 1 and table.left_out == 1
    mappapers.save_web_page(tmp_path / "map.html", shown, NOW)
    page = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert "A lamp is out" in page and "Open concerns" in page
    for told in (page, str(table), str(shown.concerns)):
        for word in ("Zqsaid", "Zqhelp", "Zqgone", "1623 P", "38.5712345"):
            assert word not in told, word


def test_the_paper_has_them_with_their_sign_and_the_captain_sees_all(full):
    with full.reading() as work:
        gathered = mappapers.gather(work, Shown(concerns=True), MapOptions())
    assert len(gathered.concerns) == 2
    drawn = mapsheets.draw(gathered, mapsheets.ground_of(gathered, mapsheets.frame_of(gathered, 500, 500)))
    assert [line.text for line in drawn.sheet.legend.lines if "Open" in line.text] == ["Open: Concern (2)"]
    assert len(drawn.overlay) == 1, "two at one place are one sign"
    paper = whole_text(mappapers.make_map_paper(gathered, NOW))
    assert squeezed("Open: Concern (2)") in paper
