"""OpenStreetMap's pictures behind the marks of the map, while the captain has turned that on."""

from __future__ import annotations

import threading
from pathlib import Path

from sacwatch import paths
from sacwatch.exchange import onlinetiles
from sacwatch.exchange.onlinetiles import OnlineTiles

CREDIT = onlinetiles.CREDIT
SERVER = onlinetiles.SERVER

_lock = threading.Lock()
_open: dict[Path, OnlineTiles] = {}


def tile(z: int, x: int, y: int) -> bytes | None:
    """Give the picture of a tile (Web Mercator's numbering), or None where it cannot be had; any thread."""
    return _tiles().tile(z, x, y)


def forget() -> None:
    """Throw away the pictures kept on this computer, which tell what was looked at."""
    _tiles().clear()


def _tiles() -> OnlineTiles:
    folder = paths.app_data() / "online map"
    with _lock:
        found = _open.get(folder)
        if found is None:
            found = _open[folder] = OnlineTiles(folder, SERVER)
        return found
