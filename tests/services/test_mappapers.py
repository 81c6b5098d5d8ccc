"""The map on paper, as a picture and as a page: what is shown, for whom, and nothing else."""

import io
import json
import re
import shutil
import subprocess
from datetime import date, datetime, timedelta

import pypdf
import pytest

from sacwatch.domain import sensitive
from sacwatch.domain.audiences import Audience
from sacwatch.domain.drawing import Style, Symbol
from sacwatch.domain.errors import Trouble
from sacwatch.domain.geography import Box
from sacwatch.domain.incidents import Status
from sacwatch.domain.listing import IncidentQuery
from sacwatch.domain.mapfilters import MapFilter
from sacwatch.domain.mapsheets import PaperForm
from sacwatch.domain.offences import IncidentKind
from sacwatch.domain.patrols import EntryDraft
from sacwatch.domain.places import PlaceDraft, Point
from sacwatch.domain.routes import RouteDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.domain.watches import BlockDraft
from sacwatch.services import mapgathering, mappapers, mapsheets, routes, watches
from sacwatch.services.mappapers import MapOptions, Shown, gather, make_map_paper, save_web_page
from tests.making import NOW, TODAY, watch_draft

SECRETS = ("QuijadaSentinel", "1623 P St", "PlateSentinel", "NoteSentinel", "RouteSentinel", "CaseSentinel")
HOUSE = Point(38.5712345, -121.4879876)
BOUNDARY = (
    Point(38.5735, -121.4895),
    Point(38.5715, -121.4820),
    Point(38.5680, -121.4835),
    Point(38.5700, -121.4910),
)
MIDTOWN = Box(38.566, -121.492, 38.576, -121.478)
ALL = [Audience.CAPTAIN, Audience.POLICE, Audience.BLOCK_CAPTAINS, Audience.MEMBERS, Audience.PUBLIC]


def place(text="1623 P St", point=HOUSE):
    return PlaceDraft(text, point.lat, point.lon, "address")


def ago(days: int) -> dict[str, str]:
    day = (TODAY - timedelta(days=days)).isoformat()
    return {"from_day": day, "to_day": "", "to_clock": "", "reported_day": "", "reported_clock": ""}


def pages_of(pdf: bytes) -> list[str]:
    read = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return [" ".join(page.extract_text().replace("\u00a0", " ").split()) for page in read]


@pytest.fixture
def full(desk):
    """Give a watch with a boundary and a block, incidents of several kinds, a patrol and its route."""
    block = BlockDraft(name="1600 block of P St", outline=BOUNDARY[:3])
    with desk.work() as work:
        watches.change(work, watch_draft(boundary=BOUNDARY, blocks=(block,)), today=TODAY)
    desk.record(
        kind="theft", place=place(), happened="QuijadaSentinel told it", note="NoteSentinel", **ago(2)
    )
    desk.record(kind="graffiti", place=place("16th & P St", Point(38.5713, -121.4882)), **ago(9))
    desk.record(
        kind="domestic_violence", place=place("1716 Q St", Point(38.5701, -121.4867)), happened="x", **ago(3)
    )
    desk.record(kind="theft", place=PlaceDraft("somewhere"), **ago(4))
    entry = EntryDraft(
        clock="20:45",
        place=place("1623 P St"),
        category="hazard",
        seen="PlateSentinel",
        number="CaseSentinel",
    )
    quiet = EntryDraft(clock="20:55", place=place("1800 block of P St", Point(38.5705, -121.4855)))
    patrol = desk.log(entries=(entry, quiet))
    with desk.work() as work:
        line = (Point(38.5712, -121.4880), Point(38.5706, -121.4856))
        routes.add(work, RouteDraft(patrol_id=patrol.id, name="RouteSentinel", line=line))
    return desk


def gathered(desk, *, shown=None, **options):
    with desk.reading() as work:
        return gather(work, shown or Shown(), MapOptions(**options))


def text_of(pdf: bytes) -> str:
    return " ".join(pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text().replace("\u00a0", " ").split())


@pytest.mark.parametrize("style", [Style.PRINT, Style.BLACK_AND_WHITE])
@pytest.mark.parametrize("form", list(PaperForm))
def test_it_is_one_page_of_its_size_with_everything_on_it(full, form, style):
    pdf = make_map_paper(gathered(full, form=form, style=style), NOW)
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    (page,) = reader.pages
    assert (float(page.mediabox.width), float(page.mediabox.height)) == form.size
    assert list(page.images) == [], "all of it is vectors"
    assert reader.metadata.title.startswith("Incidents and patrols")
    text = text_of(pdf)
    for words in (
        "Boulevard Park Watch",
        "P St",
        "16th St",
        "Theft and burglary (1)",
        "Damage (1)",
        "Patrol: something noted (1)",
        "Patrol: all quiet (1)",
        "Where a patrol went",
        "Boundary of our watch",
        "Our blocks",
        "They are not official police figures",
        "Streets and rivers",
        "1 more incident is not on the map",
        "For: Captain only",
        "Page 1 of 1",
        "Made Sun, Sep 20, 2026",
    ):
        assert words in text, words
    assert re.search(r"(\d ft|mi)\b", text)
    # From the first thing that happened to the last.
    assert "Fri, Sep 11, 2026 to Sat, Sep 19, 2026" in text


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed")
def test_poppler_reads_it_without_complaint_and_finds_no_picture_in_it(full, tmp_path):
    path = mappapers.save_map_paper(tmp_path / "Map.pdf", gathered(full), NOW)
    told = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True)
    assert "Boundary of our watch" in told.stdout and told.stderr == ""
    listed = subprocess.run(["pdfimages", "-list", path], capture_output=True, text=True, check=True)
    assert len(listed.stdout.splitlines()) == 2, "only the heads of an empty table"
    fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout
    rows = [line for line in fonts.splitlines()[2:] if line]
    assert rows and all("NotoSans" in row for row in rows)


@pytest.mark.parametrize("audience", ALL)
def test_each_audience_gets_its_share_of_the_places(full, audience):
    found = gathered(full, audience=audience)
    told = repr(found)
    exact = audience in (Audience.CAPTAIN, Audience.POLICE)
    for secret in SECRETS:
        if not exact:
            assert secret not in told
    kinds = {each.kind for each in found.placed}
    assert (IncidentKind.DOMESTIC_VIOLENCE in kinds) is exact
    assert bool(found.routes) is exact
    text = text_of(make_map_paper(found, NOW))
    assert not any(secret in text for secret in SECRETS), "no words of a record stand on a map"
    assert ("never to the house" in text) is not exact
    assert ("Where a patrol went" in text) is exact
    assert "1 more incident" in text


@pytest.mark.parametrize("audience", [Audience.MEMBERS, Audience.PUBLIC, Audience.BLOCK_CAPTAINS])
def test_a_house_is_shown_by_the_middle_of_its_hundred_block(full, audience):
    (theft,) = [each for each in gathered(full, audience=audience).placed if each.kind is IncidentKind.THEFT]
    assert theft.place.text == "1600 block of P St"
    with full.reading() as work:
        whole = gather(work, Shown(), MapOptions())
    exact = next(each for each in whole.placed if each.kind is IncidentKind.THEFT)
    assert exact.place.point == Point(round(HOUSE.lat, 7), round(HOUSE.lon, 7))
    assert theft.place.point.metres_to(exact.place.point) > 15
    # Another house of the block is shown at the same spot.
    full.record(kind="theft", place=place("1688 P St", Point(38.5709, -121.4866)), **ago(1))
    again = [e for e in gathered(full, audience=audience).placed if e.kind is IncidentKind.THEFT]
    assert len({each.place.point for each in again}) == 1


def test_no_mark_for_members_lies_where_the_house_is(full):
    found = gathered(full, audience=Audience.MEMBERS)
    frame = mapgathering.frame_of(found, 540, 600)
    drawn = mapsheets.draw(found, mapsheets.ground_of(found, frame))
    x, y = frame.at(HOUSE)
    assert all(
        abs(each.x - x) > 0.5 or abs(each.y - y) > 0.5 for each in drawn.overlay if isinstance(each, Symbol)
    )


def test_the_filters_hold_and_are_told(full):
    wanted = MapFilter(
        since=NOW - timedelta(days=20),
        until=NOW,
        kinds=frozenset({IncidentKind.THEFT, IncidentKind.GRAFFITI}),
        statuses=frozenset({Status.OPEN}),
        days=frozenset({4, 5, 6}),
        hours=frozenset({22, 23, 0}),
    )
    found = gathered(full, shown=Shown(wanted=wanted, box=MIDTOWN))
    with full.reading() as work:
        whole = gather(work, Shown(box=MIDTOWN), MapOptions())
    assert {each.kind for each in found.incidents} <= wanted.kinds
    assert 0 < len(found.incidents) < len(whole.incidents)
    assert found.entries == (), "a patrol at 8:45 pm is outside the hours"
    text = text_of(make_map_paper(found, NOW))
    assert "Incidents: only Theft and Graffiti." in text
    assert "Status: only Open." in text
    assert "Days of the week: only Fri, Sat and Sun." in text
    assert "Time of day: only 10 pm to 1 am." in text


def test_what_was_chosen_on_the_map_is_all_that_is_shown(full):
    with full.reading() as work:
        whole = gather(work, Shown(box=MIDTOWN), MapOptions())
        one = whole.placed[0].id
        found = gather(work, Shown(box=MIDTOWN, ids=frozenset({one})), MapOptions())
    assert [each.id for each in found.incidents] == [one]
    assert found.entries == ()
    assert "Only what was chosen on the map." in text_of(make_map_paper(found, NOW))


def everyone(work):
    query = IncidentQuery()
    return [*work.incidents.on_map(query)[0], *work.patrols.entries_on_map(None, None)[0]]


def test_what_was_chosen_is_listed_after_the_map_in_its_order(full):
    with full.reading() as work:
        ids = everyone(work)
        found = gather(work, Shown(ids=frozenset(ids), order=tuple(reversed(ids))), MapOptions())
        plain = gather(work, Shown(box=MIDTOWN), MapOptions())
    map_, *listed = pages_of(make_map_paper(found, NOW))
    assert len(listed) == 1 and len(pages_of(make_map_paper(plain, NOW))) == 1
    (text,) = listed
    assert "Page 2 of 2" in text and "Page 1 of 2" in map_ and "For: Captain only" in text
    for said in ("When What Where Status", "1623 P St", "16th & P St", "Graffiti", "Open"):
        assert said in text
    assert "On patrol" in text
    lines = mapsheets.sheet_of(found, mapsheets.ground_of(found, mapgathering.frame_of(found, 500, 500)), ())
    assert len(lines.listed) == len(ids)
    told = [each.status == "On patrol" for each in lines.listed]
    assert told == sorted(told, reverse=True), "the entries stood last in the map's order and come first now"


@pytest.mark.parametrize("audience", ALL[2:])
def test_the_list_tells_its_readers_no_house(full, audience):
    with full.reading() as work:
        found = gather(work, Shown(ids=frozenset(everyone(work))), MapOptions(audience=audience))
    _map, listed = pages_of(make_map_paper(found, NOW))
    assert not any(secret in listed for secret in SECRETS)
    assert "Graffiti" in listed
    # What has no place for these readers is no line either: that it was found there tells where it was.
    assert len(found.incidents) == len(found.placed)


def test_a_long_list_goes_on_over_pages_and_loses_no_line(full):
    for number in range(70):
        full.record(
            kind="graffiti", place=place(f"{1600 + number} Q St", Point(38.5703, -121.4876)), **ago(3)
        )
    with full.reading() as work:
        found = gather(work, Shown(ids=frozenset(everyone(work))), MapOptions())
    _map, *listed = pages_of(make_map_paper(found, NOW))
    assert len(listed) > 1 and all("When What Where Status" in text for text in listed)
    whole = " ".join(listed)
    assert all(f"{1600 + number} Q St" in whole for number in range(70))


def test_layers_that_are_off_are_neither_drawn_nor_told(full):
    off = Shown(incidents=False, entries=False, routes=False, boundary=False, blocks=False)
    text = text_of(make_map_paper(gathered(full, shown=off), NOW))
    assert "Map of our watch" in text
    for words in (
        "Theft and",
        "Patrol",
        "went",
        "Boundary",
        "Our blocks",
        "police figures",
        "not on the map",
    ):
        assert words not in text


def test_a_middle_and_a_scale_give_the_distance_on_paper(full):
    shown = Shown(middle=HOUSE, scale=10_000)
    found = gathered(full, shown=shown)
    frame = mapgathering.frame_of(found, 540, 600)
    assert frame.at(HOUSE) == pytest.approx((270, 300), abs=0.1)
    assert frame.metres_per_unit * 72 / 0.0254 == pytest.approx(10_000, rel=0.001)
    assert len(found.placed) == 3
    far = gathered(full, shown=Shown(middle=Point(39.5, -121.4), scale=10_000))
    assert far.placed == ()


def test_a_watch_with_nothing_in_it_still_gives_a_map(desk):
    text = text_of(make_map_paper(gathered(desk), NOW))
    assert "Map of our watch" in text and "Boulevard Park" in text
    assert "There are no incidents on this map." in text


def test_a_filter_that_lets_nothing_through_is_told_with_its_days(full):
    since, until = NOW - timedelta(days=400), NOW - timedelta(days=300)
    for wanted, days in (
        (MapFilter(since=since, until=until), "Sat, Aug 16, 2025 to Mon, Nov 24, 2025"),
        (MapFilter(until=until), "Until Mon, Nov 24, 2025"),
        (MapFilter(since=NOW + timedelta(days=1)), "From Mon, Sep 21, 2026"),
    ):
        text = text_of(make_map_paper(gathered(full, shown=Shown(wanted=wanted)), NOW))
        assert days in text.replace("\u00a0", " ")
        assert "There are no incidents on this map." in text


def test_the_same_map_gives_the_same_bytes(full):
    assert make_map_paper(gathered(full), NOW) == make_map_paper(gathered(full), NOW)


def test_words_are_printed_as_they_are_typed(desk):
    name = "<b>AT&T</b> & Sons \u202eRTL 🚨"
    with desk.work() as work:
        watches.change(work, watch_draft(name=name), today=TODAY)
    assert "<b>AT&T</b> & Sons" in text_of(make_map_paper(gathered(desk), NOW))


def test_large_print_is_larger_and_still_one_page(full):
    small, large = (make_map_paper(gathered(full, large=each), NOW) for each in (False, True))
    sizes = []
    for pdf in (small, large):
        (page,) = pypdf.PdfReader(io.BytesIO(pdf)).pages
        found: list[float] = []
        page.extract_text(
            visitor_text=lambda t, _c, _m, _f, size, seen=found: seen.append(size) if t.strip() else None
        )
        sizes.append(max(found))
    assert sizes[1] > sizes[0] * 1.2


def test_a_busy_or_gone_place_is_told(full, tmp_path):
    with pytest.raises(Trouble):
        mappapers.save_map_paper(tmp_path / "no" / "Map.pdf", gathered(full), NOW)


# The page that stands by itself


def web(desk, tmp_path, **options) -> str:
    path = tmp_path / "Map.html"
    save_web_page(path, gathered(desk, **options), NOW)
    return path.read_text(encoding="utf-8")


def told_of(page: str) -> dict:
    return json.loads(re.search(r'<script id="told"[^>]*>(.*?)</script>', page, re.S)[1])


def test_a_page_that_can_be_moved_leaves_nothing_outside_and_says_where_nothing_is(full, tmp_path):
    afar = Box(38.70, -121.30, 38.71, -121.29)
    assert "lie outside" not in web(full, tmp_path, shown=Shown(middle=afar.middle, scale=4_000))
    first_of_december = datetime(2025, 12, 1, tzinfo=SACRAMENTO)
    none = web(full, tmp_path, shown=Shown(wanted=MapFilter(until=first_of_december)))
    assert "What our watch noted until Sun, Nov\u00a030, 2025" in none
    assert "Made Sun, Sep\u00a020, 2026" in none, "the day it was made, whatever days it shows"
    assert "There are no incidents on this map." in none and "There are no incidents to list." in none


def test_the_page_has_legend_dates_sources_and_the_outlines(full, tmp_path):
    page = web(full, tmp_path)
    for words in ("Sep 11, 2026", "Sep 20, 2026", "not official police figures", "not on the map"):
        assert words in page.replace("\u00a0", " ")
    told = told_of(page)
    assert any("Streets and rivers" in line for line in told["credit"])
    words = [each["words"] for each in told["outlines"]]
    assert words == ["Where a patrol went", "Boundary of our watch", "Our blocks"]
    colours = {mark[1] for picture in told["ground"] for mark in picture["marks"] if mark[0] == "l"}
    assert {each["colour"] for each in told["outlines"]} <= colours
    assert not re.search(r"https?://(?!www\.w3\.org)[^\"' ]+\.(js|css|png)", page), "nothing is fetched"
    assert abs(told["view"]["lat"] - 38.5707) < 0.003


@pytest.mark.parametrize("audience", [Audience.MEMBERS, Audience.PUBLIC, Audience.BLOCK_CAPTAINS])
def test_the_page_holds_nothing_that_its_audience_may_not_see(full, tmp_path, audience):
    page = web(full, tmp_path, audience=audience)
    assert not any(secret in page for secret in SECRETS)
    told = told_of(page)
    assert [each["words"] for each in told["outlines"]] == ["Boundary of our watch", "Our blocks"]
    assert len(told["popups"]["incidents"]) == 2
    assert "Domestic violence" not in json.dumps(told["popups"])
    for digits in ("38.5712345", "38.571234", "121.4879876", "121.487988"):
        assert digits not in page


def test_the_period_of_the_filter_is_the_one_that_is_told(full):
    wanted = MapFilter(since=NOW - timedelta(days=5))
    found = gathered(full, shown=Shown(wanted=wanted))
    assert (found.first, found.last) == (date(2026, 9, 15), date(2026, 9, 19))


# What a view or a choice tells of the places it was made for

REDUCED = [Audience.MEMBERS, Audience.PUBLIC, Audience.BLOCK_CAPTAINS]


def looked_up(point: Point = HOUSE) -> Box:
    """Give the view that the map has when it was sent to a record at its closest."""
    return Box(point.lat - 0.0026, point.lon - 0.0045, point.lat + 0.0026, point.lon + 0.0045)


@pytest.mark.parametrize("audience", REDUCED)
@pytest.mark.parametrize("shown", [Shown(box=looked_up()), Shown(middle=HOUSE, scale=1_000)])
def test_the_view_does_not_point_at_the_house_it_was_made_for(full, tmp_path, audience, shown):
    found = gathered(full, shown=shown, audience=audience)
    for size in ((540, 600), (1000, 650), PaperForm.TABLOID_WIDE.size):
        frame = mapgathering.frame_of(found, *size)
        assert frame.earth(size[0] / 2, size[1] / 2).metres_to(HOUSE) > 30
        assert all(0 < got < side for got, side in zip(frame.at(HOUSE), size, strict=True)), "it is in view"
    page = web(full, tmp_path, shown=shown, audience=audience)
    view = told_of(page)["view"]
    assert Point(view["lat"], view["lon"]).metres_to(HOUSE) > 30
    assert view["zoom"] <= 16
    for digits in ("38.57123", "121.48798", "121.48799"):
        assert digits not in page
    # Whoever lives a few doors away gives the same view.
    near = Point(HOUSE.lat + 0.0002, HOUSE.lon - 0.0003)
    other = Shown(box=looked_up(near)) if shown.box else Shown(middle=near, scale=1_000)
    assert mapgathering.frame_of(gathered(full, shown=other, audience=audience), 540, 600) == (
        mapgathering.frame_of(found, 540, 600)
    )


def test_those_who_may_see_the_house_get_the_view_as_it_is(full):
    for audience in (Audience.CAPTAIN, Audience.POLICE):
        found = gathered(full, shown=Shown(box=looked_up()), audience=audience)
        assert found.shown.box == looked_up()


@pytest.mark.parametrize("audience", REDUCED)
def test_what_is_withheld_is_not_even_counted_where_a_place_chose_it(full, tmp_path, audience):
    with full.reading() as work:
        everything = gather(work, Shown(), MapOptions())
    ids = frozenset(each.id for each in everything.placed)
    views = [Shown(box=looked_up()), Shown(middle=HOUSE, scale=4_000), Shown(ids=ids)]
    for shown in views:
        found = gathered(full, shown=shown, audience=audience)
        kinds = {each.kind for each in found.incidents}
        assert kinds and IncidentKind.DOMESTIC_VIOLENCE not in kinds
        assert "more incident" not in text_of(make_map_paper(found, NOW))
        page = web(full, tmp_path, shown=shown, audience=audience)
        assert "more incident" not in page and "Not described" not in page
        assert "List of all 2 incidents" in page
    # The whole watch is no place: there their number may be told.
    text = text_of(make_map_paper(gathered(full, audience=audience), NOW))
    assert "1 more incident is" in text
    assert "fewer than 3 incidents of kinds that are never placed or described" in text
    # Beside the kinds, states or hours that were chosen, a number would tell of which they are.
    chosen = MapFilter(kinds=frozenset({IncidentKind.DOMESTIC_VIOLENCE}))
    assert gathered(full, shown=Shown(wanted=chosen), audience=audience).incidents == ()
    always, statuses = frozenset(range(24)), frozenset(Status)
    for wanted in (
        MapFilter(hours=always),
        MapFilter(days=frozenset(range(7))),
        MapFilter(statuses=statuses),
    ):
        found = gathered(full, shown=Shown(wanted=wanted), audience=audience)
        assert found.incidents and not any(map(sensitive.withheld, found.incidents))
        assert not found.left_out.incidents


def test_the_days_of_a_map_do_not_come_from_what_is_withheld(full, tmp_path):
    full.record(
        kind="domestic_violence", place=place("1716 Q St", Point(38.5701, -121.4867)), happened="x", **ago(40)
    )
    public, captain = gathered(full, audience=Audience.PUBLIC), gathered(full)
    assert (public.first, captain.first) == (TODAY - timedelta(days=9), TODAY - timedelta(days=40))
    assert "Aug 11" not in web(full, tmp_path, audience=Audience.PUBLIC).replace("\u00a0", " ")
    assert "Aug 11" in web(full, tmp_path).replace("\u00a0", " ")


@pytest.mark.parametrize("audience", ALL)
def test_the_map_of_what_was_chosen_has_all_of_it_in_view(full, audience):
    far = [
        full.record(kind="theft", place=place(text, at), **ago(1)).id
        for text, at in (
            ("16th & P St", Point(38.5713, -121.4882)),
            ("16th & C St", Point(38.5846, -121.4828)),
        )
    ]
    found = gathered(full, shown=Shown(ids=frozenset(far)), audience=audience)
    assert {each.id for each in found.incidents} == set(far)
    frame = mapgathering.frame_of(found, 540, 400)
    assert len(mapsheets.ground_of(found, frame).incidents) == 2
    assert "Theft and burglary (2)" in text_of(make_map_paper(found, NOW))
