import time

import pytest

from sacwatch.domain.geography import Sureness
from sacwatch.domain.places import Fix, Point
from sacwatch.maps import basemap
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


def test_suggestions_are_quick(geocoder: Geocoder) -> None:
    texts = [
        "1620 P St",
        "16th &",
        "Stokton",
        "land p",
        "1600 block of P",
        "qqqqqqqq",
        "Martin Luther King & Brodway",
    ]
    geocoder.suggest("warm")
    start = time.perf_counter()
    for text in texts:
        geocoder.suggest(text)
    assert (time.perf_counter() - start) / len(texts) < 0.030
