"""What is told of a point: its address, and the areas of which outlines were added to the map."""

from sacwatch.domain.mapfiles import Layer
from sacwatch.domain.places import Fix, Place, Point
from sacwatch.services import whereabouts
from sacwatch.services.whereabouts import Whereabouts

HERE = Point(38.5711, -121.4889)
ALL = frozenset({Layer.BEAT, Layer.GRID, Layer.NEIGHBORHOOD, Layer.CITY})


def told(*areas, loaded=ALL):
    return whereabouts.lines(Whereabouts(Place("1620 P St", HERE, Fix.MAP), areas, loaded))


def test_areas_are_named_and_city_or_county_is_said():
    areas = (
        (Layer.GRID, "0745"),
        (Layer.BEAT, "3A"),
        (Layer.NEIGHBORHOOD, "Midtown"),
        (Layer.CITY, "Sacramento"),
    )
    assert told(*areas) == ["Beat 3A · Grid 0745 · Midtown", "City of Sacramento"]
    for name, whole in (
        ("Sacramento city", "City of Sacramento"),
        ("Loomis town", "Town of Loomis"),
        ("City of Folsom", "City of Folsom"),
    ):
        assert told((Layer.CITY, name)) == [whole]
    assert told((Layer.BEAT, "Beat 3A")) == ["Beat 3A", "Outside any city"]
    assert told((Layer.COUNTY, "Sacramento County")) == ["Sacramento County, outside any city"]


def test_what_is_not_known_is_said_and_how_to_know_it():
    def missing(loaded):
        return whereabouts.missing(Whereabouts(Place("1620 P St", HERE, Fix.MAP), (), loaded))

    no_limits = (
        "City limits are not loaded, so whether this is city or county is not known. Load the county's map"
        " files to see it."
    )
    assert missing(frozenset({Layer.BEAT})) == (
        f"To see the grid and neighborhood here, add their outlines to the map. {no_limits}"
    )
    assert missing(frozenset({Layer.BEAT, Layer.CITY})) == (
        "To see the grid and neighborhood here, add their outlines to the map."
    )
    assert missing(ALL - {Layer.CITY}) == no_limits
    assert missing(ALL) == ""
    assert told(loaded=frozenset()) == []


def test_a_point_of_the_shipped_map_has_its_address():
    about = whereabouts.of(HERE)
    assert about.place.text == "1600 block of 16th St"
    assert about.place.point == HERE
    assert whereabouts.missing(about)
    only_areas = whereabouts.areas(HERE)
    assert (only_areas.areas, only_areas.loaded) == (about.areas, about.loaded)
    assert only_areas.place == Place("", HERE, Fix.MAP)
