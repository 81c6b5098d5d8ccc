"""The shipped base map, built once for all tests of the map."""

from collections.abc import Iterator

import pytest

from sacwatch.maps import basemap
from sacwatch.maps.basemap import BaseMap
from sacwatch.maps.cartography import Cartographer
from sacwatch.maps.geocoding import Geocoder


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BaseMap]:
    store = basemap.open_store(tmp_path_factory.mktemp("basemap"))
    yield store
    store.close()


@pytest.fixture(scope="session")
def geocoder(base: BaseMap) -> Geocoder:
    return Geocoder(base)


@pytest.fixture(scope="session")
def cartographer(base: BaseMap) -> Cartographer:
    return Cartographer(base)
