"""OpenStreetMap's pictures behind the marks of the map, while the captain has turned that on."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from sacwatch import paths

if TYPE_CHECKING:
    from sacwatch.exchange.onlinetiles import OnlineTiles

CREDIT = "© OpenStreetMap contributors"
SERVER = "https://tile.openstreetmap.org/"

_lock = threading.Lock()
_open: dict[Path, OnlineTiles] = {}


def tile(z: int, x: int, y: int) -> bytes | None:
    """Give the picture of a tile (Web Mercator's numbering), or None where it cannot be had; any thread."""
    return _tiles().tile(z, x, y)


def away() -> bool:
    """Say whether the server could not be reached just now; any thread."""
    return _tiles().away


def forget() -> None:
    """Throw away the pictures kept on this computer, which tell what was looked at."""
    _tiles().clear()


def _tiles() -> OnlineTiles:
    from sacwatch.exchange.onlinetiles import OnlineTiles  # a door: the network is loaded when it is asked

    folder = paths.app_data() / "online map"
    with _lock:
        found = _open.get(folder)
        if found is None:
            found = _open[folder] = OnlineTiles(folder, SERVER)
        return found
