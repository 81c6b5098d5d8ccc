"""How far a named area reaches, on the shipped map and on one that was brought in."""

from sacwatch.domain.geography import Sureness
from sacwatch.domain.mapfiles import Layer
from sacwatch.domain.places import Point
from sacwatch.domain.shapes import Form, Shape
from sacwatch.maps import basemap, extents, regions
from sacwatch.maps.content import Content, Source


def test_a_park_reaches_as_far_as_it_is_drawn(base, geocoder):
    found = geocoder.suggest("McKinley Park", 1)[0]
    assert found.sureness is Sureness.AREA
    box = extents.extent(base, found.place.text, found.view)
    assert box is not None and box.holds(found.view)
    # A few hundred metres each way, as on any map of the city.
    assert 0.002 < box.north - box.south < 0.006 and 0.003 < box.east - box.west < 0.009


def test_a_beat_is_found_by_what_it_is_called(tmp_path):
    store = basemap.open_store(tmp_path)
    ring = tuple(Point(*spot) for spot in ((38.5, -121.5), (38.5, -121.4), (38.6, -121.4), (38.6, -121.5)))
    shape = Shape(Form.AREA, ((*ring, ring[0]),), {"BEAT": "3M"})
    store.replace(
        Content(Source("beats", "beat", "", "Beats", 5), mixed=regions.items(Layer.BEAT, "BEAT", [shape]))
    )
    (place,) = [each for each in store.places() if each.name == "Beat 3M"]
    box = extents.extent(store, place.name, place.point)
    store.close()
    assert box is not None
    for one, other in zip(
        (box.south, box.west, box.north, box.east), (38.5, -121.5, 38.6, -121.4), strict=True
    ):
        assert abs(one - other) < 1e-4, "the index of boxes keeps short numbers"


def test_of_what_only_the_middle_is_known_there_is_none(base):
    (place,) = [each for each in base.places() if each.name == "Curtis Park"][:1]
    assert extents.extent(base, "Nowhere at all", place.point) is None
