"""Near here, inside an outline, and the list of it for others."""

import csv
import io

import pytest

from sacwatch.domain.audiences import Audience
from sacwatch.domain.errors import Trouble
from sacwatch.domain.mapfilters import MapFilter
from sacwatch.domain.offences import IncidentKind
from sacwatch.domain.patrols import EntryDraft
from sacwatch.domain.places import PlaceDraft, Point
from sacwatch.services import mapping, mapselecting
from sacwatch.services.mapping import INCIDENTS, PATROLS
from sacwatch.services.mapselecting import NEAR

HERE = Point(38.57, -121.48)


def at(north: float, text: str = "1620 P St") -> PlaceDraft:
    """Give a place so many metres north of here."""
    return PlaceDraft(text, HERE.lat + north / 111_010, HERE.lon, "address")


def layers(desk):
    with desk.reading() as work:
        return {INCIDENTS: mapping.incidents(work), PATROLS: mapping.entries(work)}


def asked(found, wanted=None):
    return [(name, layer, wanted or MapFilter()) for name, layer in found.items()]


def test_near_here_is_what_lies_within_nearest_first(desk):
    made = {north: desk.record(place=at(north)) for north in (1500, 100, 390, 160)}
    patrol = desk.log(entries=(EntryDraft(clock="20:45", place=at(120), category="graffiti"),))
    found = layers(desk)
    entry = patrol.entries[0].id
    for metres, wanted in zip(
        NEAR,
        [
            [made[100].id, entry],
            [made[100].id, entry, made[160].id, made[390].id],
            [made[100].id, entry, made[160].id, made[390].id, made[1500].id],
        ],
        strict=True,
    ):
        near = mapselecting.near(asked(found), HERE, metres)
        assert [mark[1] for mark in near.marks] == wanted
        assert near.counts == {INCIDENTS: len(wanted) - 1, PATROLS: 1}
    assert near.metres[made[390].id] == pytest.approx(390, abs=0.5)
    assert [round(metres, 1) for metres in NEAR] == [152.4, 402.3, 1609.3]
    only = MapFilter(kinds=frozenset({IncidentKind.FRAUD}))
    assert mapselecting.near(asked({INCIDENTS: found[INCIDENTS]}, only), HERE, NEAR[2]).marks == []


def test_inside_an_outline_is_what_it_surrounds_newest_first(desk):
    old = desk.record(
        place=at(100), from_day="2026-09-01", to_day="", to_clock="", reported_day="", reported_clock=""
    )
    new, out = desk.record(place=at(150)), desk.record(place=at(500))
    ring = [Point(HERE.lat, HERE.lon - 0.001), Point(HERE.lat, HERE.lon + 0.001), Point(38.573, HERE.lon)]
    chosen = mapselecting.inside(asked(layers(desk)), ring)
    assert [mark[1] for mark in chosen.marks] == [new.id, old.id]
    assert out.id not in {mark[1] for mark in chosen.marks}
    assert chosen.counts == {INCIDENTS: 2, PATROLS: 0}
    assert mapselecting.inside(asked(layers(desk)), ring[:2]).marks == []


def table_of(desk, marks, audience, path):
    with desk.reading() as work:
        table = mapselecting.gather(work, marks, audience)
    mapselecting.save(path, table)
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_list_goes_to_others_without_what_they_may_not_see(desk, tmp_path):
    desk.record(happened='=HYPERLINK("http://x","y")\nsecond line', report_number="+1-916", place=at(100))
    desk.log(
        entries=(EntryDraft(clock="20:45", place=at(120, "1710 P St"), category="graffiti", seen="@SUM(A1)"),)
    )
    marks = mapselecting.near(asked(layers(desk)), HERE, NEAR[0]).marks
    captain = table_of(desk, marks, Audience.CAPTAIN, tmp_path / "mine.csv")
    assert captain[0]["What happened"] == '\'=HYPERLINK("http://x","y")\nsecond line'
    assert captain[0]["Number"] == "'+1-916"
    assert captain[0]["Where"] == "1620 P St"
    assert float(captain[0]["Longitude"]) == -121.48
    assert captain[-1]["What happened"] == "'@SUM(A1)"
    assert captain[-1]["Kind of line"] == "Patrol entry"
    public = table_of(desk, marks, Audience.PUBLIC, tmp_path / "all.csv")
    assert len(public) == len(captain)
    written = (tmp_path / "all.csv").read_text(encoding="utf-8")
    for secret in ("HYPERLINK", "916", "1620", "SUM", "1710"):
        assert secret not in written
    assert "Number" not in public[0] and not any(each["What happened"] for each in public)
    assert float(public[0]["Latitude"]) == round(float(public[0]["Latitude"]), 3)


@pytest.mark.parametrize("audience", [Audience.MEMBERS, Audience.PUBLIC, Audience.BLOCK_CAPTAINS])
def test_a_list_found_by_place_does_not_tell_that_something_withheld_was_there(desk, tmp_path, audience):
    desk.record(place=at(100))
    desk.record(kind="domestic_violence", place=at(110, "1622 P St"))
    marks = mapselecting.near(asked(layers(desk)), HERE, NEAR[0]).marks
    assert len(marks) == 2
    (row,) = table_of(desk, marks, audience, tmp_path / "theirs.csv")
    assert row["What"] != "Domestic violence"
    with desk.reading() as work:
        assert mapselecting.gather(work, marks, audience).left_out == 1
        assert mapselecting.gather(work, marks, Audience.CAPTAIN).left_out == 0
    assert "iolence" not in (tmp_path / "theirs.csv").read_text(encoding="utf-8")
    for exact in (Audience.CAPTAIN, Audience.POLICE):
        rows = table_of(desk, marks, exact, tmp_path / f"{exact}.csv")
        assert "Domestic violence" in [each["What"] for each in rows]


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("  =1+1", "'  =1+1"),
        ("-2", "'-2"),
        ("@x", "'@x"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        (-121.48, "-121.48"),
        (None, ""),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(cell, written):
    from sacwatch.exchange.tables import harmless

    assert harmless(cell) == written


def test_a_list_that_cannot_be_written_says_why(tmp_path):
    with pytest.raises(Trouble):
        mapselecting.save(tmp_path, mapselecting.Table(("a",), ()))
