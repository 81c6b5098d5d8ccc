import pytest

from sacwatch.domain.geography import Sureness
from sacwatch.domain.mapfiles import Theme
from sacwatch.domain.places import Fix, Point
from sacwatch.domain.shapes import Form, Shape
from sacwatch.maps import basemap, fromtiger
from sacwatch.maps.content import Content, Feature, Kind, NamedPlace, Source
from sacwatch.maps.geocoding import Geocoder
from sacwatch.maps.streetindex import distance
from tests.maps.test_basemap import _content

P_AND_16TH = Point(38.57147, -121.48808)
P_AND_17TH = Point(38.57110, -121.48674)


@pytest.mark.parametrize(
    ("text", "place", "sureness"),
    [
        ("1620 P St", "1620 P St", Sureness.SIDE),
        ("1620 P Street Apt 3", "1620 P St Apt 3", Sureness.SIDE),
        ("1620a p street", "1620A P St", Sureness.SIDE),
        ("1600 block of P St", "1600 block of P St", Sureness.BLOCK),
        ("16XX P ST", "1600 block of P St", Sureness.BLOCK),
        ("16th & P", "16th St & P St", Sureness.CROSSING),
        ("16TH ST / P ST", "16th St & P St", Sureness.CROSSING),
        ("P St", "P St", Sureness.STREET),
        ("2120 M St", "2120 Capitol Ave", Sureness.SIDE),
        ("31st and J", "Alhambra Blvd & J St", Sureness.CROSSING),
        ("Stokton Blvd & Brodway", "Stockton Blvd & Broadway", Sureness.CROSSING),
        ("1620 P Steet", "1620 P St", Sureness.SIDE),
        ("Curtis Park", "Curtis Park", Sureness.AREA),
        ("mckinly park", "McKinley Park", Sureness.AREA),
        ("4001 land park dr", "4001 Land Park Dr", Sureness.SIDE),
        ("5301 S Land Park Drive", "5301 S Land Park Dr", Sureness.SIDE),
        ("stocton & brodway", "Stockton Blvd & Broadway", Sureness.CROSSING),
        ("alhmbra & foldsom", "Alhambra Blvd & Folsom Blvd", Sureness.CROSSING),
        ("16th & Brodwy", "16th St & Broadway", Sureness.CROSSING),
        ("4100 Power In Rd", "4100 Power Inn Rd", Sureness.SIDE),
        ("1600 blok of P St", "1600 block of P St", Sureness.BLOCK),
        ("1620 P St Sacremento", "1620 P St", Sureness.SIDE),
        ("1620 P St, Sacramneto, CA 95814", "1620 P St", Sureness.SIDE),
        ("16 th st", "16th St", Sureness.STREET),
        ("16 th & P", "16th St & P St", Sureness.CROSSING),
        ("US 50", "US 50", Sureness.STREET),
        ("Hwy 50", "US 50", Sureness.STREET),
        ("I-5", "Interstate 5", Sureness.STREET),
        ("Business 80", "Business 80", Sureness.STREET),
        ("SR-99", "State Route 99", Sureness.STREET),
    ],
)
def test_finds(geocoder: Geocoder, text: str, place: str, sureness: Sureness) -> None:
    found = geocoder.find(text)
    assert found is not None
    assert (found.place.text, found.sureness) == (place, sureness)


def test_a_house_stands_on_its_side_of_its_block(geocoder: Geocoder) -> None:
    even, odd = geocoder.find("1650 P St"), geocoder.find("1651 P St")
    assert even is not None and odd is not None
    assert even.place.point is not None and odd.place.point is not None
    middle = Point((P_AND_16TH.lat + P_AND_17TH.lat) / 2, (P_AND_16TH.lon + P_AND_17TH.lon) / 2)
    for found in (even, odd):
        assert found.place.fix is Fix.ADDRESS
        assert found.view.metres_to(middle) < 25
    assert odd.view.lat > even.view.lat, "odd numbers are on the north side of lettered streets"
    west, east = geocoder.find("1604 P St"), geocoder.find("1696 P St")
    assert west is not None and east is not None
    assert west.view.metres_to(P_AND_16TH) < 25
    assert east.view.metres_to(P_AND_17TH) < 25


def test_known_buildings_stand_where_they_are(geocoder: Geocoder) -> None:
    for text, street_side in (("915 I St", "north"), ("1315 10th St", "east"), ("828 I St", "south")):
        found = geocoder.find(text)
        assert found is not None
        near = geocoder.nearest(found.view)
        assert near is not None
        assert near.place.text.split()[1:] == text.split()[1:], street_side


@pytest.mark.parametrize(
    "text", ["", "xyzzy", "1620", "Smith & Jones", "27th Ave", "Qqqqq St & Zzzz Ave", "😀" * 50]
)
def test_does_not_guess(geocoder: Geocoder, text: str) -> None:
    found = geocoder.find(text)
    assert found is None or found.sureness is Sureness.AREA


def test_a_number_the_street_has_not_gives_the_street_and_no_point(geocoder: Geocoder) -> None:
    found = geocoder.find("99 P St")
    assert found is not None
    assert found.sureness is Sureness.STREET
    assert found.place.point is None
    assert found.place.fix is Fix.NONE


def test_no_address_in_a_real_gap(geocoder: Geocoder) -> None:
    for text in ("1250 12th St", "1250 Capitol Ave", "1350 K St"):
        found = geocoder.find(text)
        assert found is None or found.place.point is None, text
    assert geocoder.find("12th & Capitol") is None or geocoder.find("12th & Capitol").place.point is None


def test_suggests_while_typing(geocoder: Geocoder) -> None:
    assert [one.place.text for one in geocoder.suggest("1620 P", 2)] == ["1620 P St", "1600 block of P St"]
    assert geocoder.suggest("16th &", 3)[0].sureness is Sureness.CROSSING
    assert geocoder.suggest("16th & Cap")[0].place.text == "16th St & Capitol Ave"
    assert "Power Inn Rd" in [one.place.text for one in geocoder.suggest("pow")]
    assert "Land Park" in [one.place.text for one in geocoder.suggest("land p")]
    assert geocoder.suggest("") == []
    assert len(geocoder.suggest("s", 3)) <= 3


def test_says_what_is_approximate(geocoder: Geocoder) -> None:
    found = geocoder.find("5400 Florin Rd")
    assert found is not None and found.approximate
    sure = geocoder.find("2100 Florin Rd")
    assert sure is not None and not sure.approximate


def test_a_click_gives_the_address_the_corner_or_the_block(geocoder: Geocoder) -> None:
    house = geocoder.find("1651 P St")
    assert house is not None
    near = geocoder.nearest(house.view)
    assert near is not None
    assert near.place.text == "1651 P St"
    assert (near.place.point, near.place.fix) == (house.view, Fix.MAP)
    corner = geocoder.nearest(P_AND_16TH)
    assert corner is not None
    assert (corner.place.text, corner.sureness) == ("16th St & P St", Sureness.CROSSING)
    inside_capitol_park = geocoder.nearest(Point(38.5766, -121.4910))
    assert inside_capitol_park is not None
    assert inside_capitol_park.sureness is Sureness.BLOCK
    assert geocoder.nearest(Point(38.40, -121.70)) is None


def test_ranges_may_run_from_high_to_low(tmp_path) -> None:
    base = basemap.open_store(tmp_path)
    base.replace(_content())
    geocoder = Geocoder(base)
    low, high = geocoder.find("105 Elm St"), geocoder.find("195 Elm St")
    assert low is not None and high is not None
    assert low.sureness is high.sureness is Sureness.SIDE
    assert low.view.lon > high.view.lon, "the numbers run from high in the west to low in the east"
    # Odd numbers are on the left of a path that runs east: on its north side.
    even = geocoder.find("150 Elm St")
    assert even is not None
    assert low.view.lat > 38.70 > even.view.lat
    meeting = geocoder.find("Elm & Oak Street")
    assert meeting is not None and meeting.sureness is Sureness.CROSSING
    only_odd = geocoder.find("50 Oak St")
    assert only_odd is not None and only_odd.sureness is Sureness.BLOCK
    assert geocoder.find("150 elm st, sacramento ca") is not None
    base.close()


def test_added_points_come_last_and_with_their_point(tmp_path) -> None:
    base = basemap.open_store(tmp_path)
    geocoder = Geocoder(base)
    before = {text: geocoder.suggest(text) for text in ("Capitol Ave", "T St", "21st")}
    signals = [
        NamedPlace(f"{one} & {other}", "spot", Point(38.57 + n / 1e4, -121.48))
        for n, (one, other) in enumerate(
            [("21st St", "Capitol Ave"), ("21st St", "T St"), ("Zoo Gate", "Pony Ring"), ("T St", "19th St")]
        )
    ]
    spots = [Feature(Kind.SPOT, each.name, ((each.point,),)) for each in signals]
    base.replace(Content(Source("overlay/other/signals", "other", "", "Signals", 5), spots, (), signals))
    geocoder.forget()
    for text, first in before.items():
        found = geocoder.suggest(text)
        assert found[: len(first)] == first, text
        assert {one.sureness for one in found[len(first) :]} <= {Sureness.SPOT}
    gate = geocoder.find("zoo gate & pony ring")
    assert gate is not None
    assert (gate.sureness, gate.place.point, gate.place.fix) == (Sureness.SPOT, signals[2].point, Fix.MAP)
    base.close()


# As TIGER/Line writes them, and other ways that people type them.
ON_THE_MAP = {
    "I- 5": ("Interstate 5", "I-5", "Hwy 5", "interstate 5"),
    "US Hwy 50": ("US 50", "Highway 50", "US Highway 50"),
    "State Rte 99": ("State Route 99", "SR 99", "CA-99", "Hwy 99"),
    "State Hwy 16": ("Hwy 16", "State Highway 16"),
    "Old Hwy 99": ("old highway 99",),
    "County Road 32A": ("county rd 32a", "Co Rd 32A"),
    "Road 128": ("Rd 128",),
    "Avenue A": ("ave a",),
    "The Alameda": ("the alameda", "Alameda"),
    "Lake of the Woods Way": ("Lake of the Woods", "Lake of the Wods Way"),
    "Over The Hill Ct": ("over the hill court",),
    "Out of Bounds Dr": ("out of bounds drive",),
    "House Finch Ct": ("House Finch",),
    "Mr Ed Ct": ("Mr. Ed Ct",),
    "Man O War Ct": ("Man O' War Court", "man o war"),
    "J Parker Ct": ("J. Parker Court",),
    "M L King Blvd": ("M.L. King Blvd",),
    "49er Trl": ("49er Trail",),
    "La Peña Dr": ("La Pena Dr", "la pena"),
    "O'Neil Way": ("oneil way", "O'neil Way"),
    "DeSoto Way": ("Desoto Way",),
    "US Hwy 50 Frontage Rd": ("us highway 50 frontage road",),
    "Unit Way": ("unit way",),
}


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    """Give a map of TIGER roads with such names, one above the other, and a street that crosses all."""
    base = basemap.open_store(tmp_path_factory.mktemp("names"))
    shapes = []
    for i, name in enumerate(ON_THE_MAP):
        lat = 38.30 + i * 0.002
        path = tuple(Point(lat, -121.45 + j * 0.001) for j in range(3))
        told = {"FULLNAME": name, "MTFCC": "S1400", "LFROMHN": "1601", "LTOHN": "1699", "RFROMHN": "1600",
                "RTOHN": "1698", "PARITYL": "O", "PARITYR": "E"}  # fmt: skip
        shapes.append(Shape(Form.LINE, (path,), told))
    across = tuple(Point(38.30 + i * 0.002, -121.449) for i in range(len(ON_THE_MAP)))
    shapes.append(Shape(Form.LINE, (across,), {"FULLNAME": "Quux Ave", "MTFCC": "S1400"}))
    for theme in (Theme.ROADS, Theme.ADDRESSES):
        source = Source(f"tiger/06067/{theme.value}", "tiger", "2025", theme.value, 20)
        base.replace(Content(source, mixed=fromtiger.items(theme, shapes), noded=True))
    yield Geocoder(base)
    base.close()


@pytest.mark.parametrize("name", ON_THE_MAP)
def test_every_name_of_the_map_is_found_under_it(imported: Geocoder, name: str) -> None:
    whole = imported.find(name)
    assert whole is not None and whole.sureness is Sureness.STREET, name
    shown = whole.place.text
    lat = 38.30 + list(ON_THE_MAP).index(name) * 0.002
    assert abs(whole.view.lat - lat) < 0.0003
    for text in (name, *ON_THE_MAP[name]):
        street, house = imported.find(text), imported.find(f"1650 {text}")
        block, crossing = imported.find(f"1600 block of {text}"), imported.find(f"Quux Ave & {text}")
        assert street is not None and street.place.text == shown, text
        assert house is not None and house.place.text == f"1650 {shown}", text
        assert house.sureness is Sureness.SIDE and abs(house.view.lat - lat) < 0.0003
        assert block is not None and block.place.text == f"1600 block of {shown}", text
        assert crossing is not None and crossing.place.text == f"Quux Ave & {shown}", text
    if name not in ("I- 5", "US Hwy 50", "State Rte 99", "State Hwy 16"):
        assert shown == name, "as its source writes it"


def test_a_freeway_that_the_county_has_is_not_offered_twice(imported: Geocoder) -> None:
    assert [one.place.text for one in imported.suggest("Hwy 99")] == ["State Highway 99"]
    assert [one.place.text for one in imported.suggest("Interstate 80")] == ["Interstate 80"]


def test_such_names_are_suggested_while_they_are_typed(imported: Geocoder) -> None:
    for text, name in (("over th", "Over The Hill Ct"), ("1650 lake of", "1650 Lake of the Woods Way")):
        assert imported.suggest(text)[0].place.text == name


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("STOCKTON", "STOKTON", 1),
        ("BROADWAY", "BRAODWAY", 1),
        ("A", "A", 0),
        ("FOLSOM", "FLOSM", 2),
        ("KITTEN", "SITTING", 3),
    ],
)
def test_slips_are_counted(one: str, other: str, slips: int) -> None:
    assert distance(one, other, 2) == min(slips, 3)
    assert distance(other, one, 2) == min(slips, 3)
