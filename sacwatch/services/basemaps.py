"""The base map of this computer, opened once when a place or a map is first asked for."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

from sacwatch import paths
from sacwatch.maps.basemap import BaseMap, open_store
from sacwatch.maps.cartography import Cartographer
from sacwatch.maps.geocoding import Geocoder


@dataclass(frozen=True)
class Atlas:
    """The base map with those who draw it and search it; any thread may use it."""

    base: BaseMap
    cartographer: Cartographer
    geocoder: Geocoder


_lock = threading.Lock()
_open: dict[Path, Atlas] = {}


def atlas() -> Atlas:
    """Give the base map in the app's data folder, built on first use (about a second)."""
    folder = paths.app_data()
    with _lock:
        found = _open.get(folder)
        if found is None:
            base = open_store(folder)
            found = _open[folder] = Atlas(base, Cartographer(base), Geocoder(base))
        return found


def close() -> None:
    """Let go of every base map that is open."""
    with _lock:
        for each in _open.values():
            each.base.close()
        _open.clear()
