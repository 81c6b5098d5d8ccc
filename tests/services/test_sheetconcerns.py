"""Which concerns stand on a patrol sheet: those on its way, without a word that could show anybody."""

from datetime import timedelta

import pytest

from sacwatch.domain.concerns import ConcernDraft, StepDraft
from sacwatch.domain.places import PlaceDraft
from sacwatch.domain.sheets import SheetDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import concerns, reporting, sheetconcerns, sheets
from sacwatch.services.finding import find_place
from sacwatch.services.reporting import Order
from tests.making import TODAY
from tests.reports.papers import squeezed, whole_text


def note(desk, place, topic="lighting", **said):
    where = find_place(place)
    draft = ConcernDraft(
        topic=topic,
        raised_on="2026-09-01",
        raised_by="Ann SECRETNAME",
        place=PlaceDraft(place, where.point.lat, where.point.lon, "address"),
        words="SECRETWORDS about the neighbor",
        **said,
    )
    with desk.work() as work:
        return concerns.add(work, draft, today=TODAY)


def sheet(desk, **said):
    with desk.work() as work:
        made = sheets.prepare(
            work, SheetDraft(day="today", start="20:30", finish="22:00", **said), zone=SACRAMENTO, today=TODAY
        )
    return made.id


def gathered(desk, id_):
    with desk.reading() as work:
        return reporting.gather(work, Order("patrol-sheet", id_), zone=SACRAMENTO)


def places(found):
    return [each.place for each in found.data.data.sheets[0].concerns]


def test_open_concerns_stand_on_the_sheet_by_their_block_and_in_words_for_neighbors(desk):
    note(desk, "1620 P St", public_wording="Two lamps are dark.")
    note(desk, "1712 Q St", topic="needs_help")
    note(desk, "1812 Q St", topic="parking", kind="suggestion")
    done = note(desk, "1912 P St", topic="graffiti")
    with desk.work() as work:
        concerns.drop(work, done.id, StepDraft(on="today", why="Painted over"), today=TODAY)
    found = gathered(desk, sheet(desk))
    assert places(found) == ["1600 block of P St"]
    assert [at for at, _point in found.data.maps[0].spots] == [0], "it is lettered on the map"
    text = whole_text(reporting.make(found, desk.now))
    assert squeezed("A 1600 block of P St Street lighting, since Sep 1: Two lamps are dark.") in text
    assert "SECRET" not in text and "1620" not in text


def test_a_route_takes_those_beside_it(desk):
    with desk.work() as work:
        near, far = find_place("1600 block of P St"), find_place("2500 block of J St")
        note_near, note_far = "1620 P St", "2508 J St"
        assert near.point.metres_to(far.point) > 500
        assert sheets.is_beside(near.point, (near.point,)) and not sheets.is_beside(far.point, (near.point,))
    note(desk, note_near)
    note(desk, note_far)
    with desk.reading() as work:
        looks, points, more = sheetconcerns.to_look_at(work, line=(near.point,), spots=0)
        assert [each.place for each in looks] == ["1600 block of P St"] and more == ()
        assert points[0].metres_to(near.point) < 50
        assert len(sheetconcerns.to_look_at(work, line=(), spots=0)[0]) == 2


@pytest.mark.parametrize(("spots", "told"), [(0, 5), (4, 4), (5, 3)])
def test_many_are_told_by_the_oldest_and_how_many_more_there_are(desk, spots, told):
    for number in range(7):
        note(desk, f"1{6 + number // 2}20 {'PQ'[number % 2]} St")
    with desk.reading() as work:
        looks, _points, more = sheetconcerns.to_look_at(work, line=(), spots=spots)
    assert (len(looks), len(more)) == (told, 7 - told)
    assert len({each.place for each in looks} | {*more}) == 7, "each by its block"


def test_where_the_others_are_stands_on_the_sheet(desk):
    for number in range(8):
        note(desk, ("1620 P St", "1720 Q St")[number // 7])
    note(desk, "1820 Q St")
    text = whole_text(reporting.make(gathered(desk, sheet(desk)), desk.now))
    told = "4 more are not listed: 1600 block of P St (2), 1700 block of Q St and 1800 block of Q St."
    assert squeezed(told) in text


def test_a_blank_sheet_and_one_that_is_over_tell_of_none(desk):
    note(desk, "1620 P St")
    with desk.work() as work:
        (blank,) = sheets.prepare_blanks(work, 1)
    assert places(gathered(desk, blank.id)) == []
    tonight = sheet(desk)
    assert len(places(gathered(desk, tonight))) == 1
    desk.now += timedelta(days=3)
    assert places(gathered(desk, tonight)) == []
