"""Pictures of the map from OpenStreetMap, for whoever turned that on; kept so that none is asked for twice.

What the server asks of programs is at https://operations.osmfoundation.org/policies/tiles/: a name of their
own, no more than two requests at a time, and pictures kept for at least a week.
"""

from __future__ import annotations

import contextlib
import http.client
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from sacwatch import __version__
from sacwatch.exchange import tilesets
from sacwatch.exchange.downloads import safely

HIGHEST = 19
"""The last zoom that the server has."""

KEPT_SECONDS = 7 * 24 * 3600
KEPT_BYTES = 60_000_000

# Seconds for which nothing is asked after the line was dead, and those of patience with one picture.
_REST = 30.0
_PATIENCE = 8.0
_LARGEST = 500_000
_AT_A_TIME = 2


class OnlineTiles:
    """The online pictures with what is kept of them in a folder; any thread may use it."""

    def __init__(self, folder: Path, server: str, clock: Callable[[], float] = time.time) -> None:
        self._folder, self._server, self._clock = folder, server, clock
        self._line = threading.Semaphore(_AT_A_TIME)
        self._silent_until = 0.0
        self._written = 0

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        """Give a picture in Web Mercator's numbering, or None where there is none or no network.

        A kept one that is older than a week is asked for anew, and does where the network is away.
        """
        if not (0 <= z <= HIGHEST and 0 <= x < 2**z and 0 <= y < 2**z):
            return None
        kept = self._folder / str(z) / str(x) / f"{y}.tile"
        data, age = self._kept(kept)
        if data is not None and age < KEPT_SECONDS:
            return data
        if self._clock() < self._silent_until:
            return data
        with self._line:
            fresh = self._asked(f"{self._server}{z}/{x}/{y}.png")
        if fresh is None:
            return data
        self._keep(kept, fresh)
        return fresh

    @property
    def away(self) -> bool:
        """Whether the server could not be reached just now."""
        return self._clock() < self._silent_until

    def clear(self) -> None:
        """Throw away all that is kept."""
        for path in self._all():
            with contextlib.suppress(OSError):
                path.unlink()

    def _kept(self, path: Path) -> tuple[bytes | None, float]:
        try:
            return path.read_bytes(), self._clock() - path.stat().st_mtime
        except OSError:
            return None, 0.0

    def _asked(self, address: str) -> bytes | None:
        request = urllib.request.Request(address, headers={"User-Agent": f"SacWatch/{__version__}"})
        try:
            with urllib.request.urlopen(request, timeout=_PATIENCE, context=safely(address)) as answer:
                data = bytes(answer.read(_LARGEST))
        except urllib.error.HTTPError as problem:
            problem.close()
            if problem.code == 429 or problem.code >= 500:
                self._silent_until = self._clock() + _REST
            return None
        except (OSError, http.client.HTTPException):
            # One dead line would else be waited for once for every picture of the window.
            self._silent_until = self._clock() + _REST
            return None
        # A hotel's network answers everything with its own page.
        return tilesets.picture(data)

    def _keep(self, path: Path, data: bytes) -> None:
        making = path.with_name(f"{path.name}.{threading.get_ident()}")
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            making.write_bytes(data)
            making.replace(path)
            self._written += len(data)
            if self._written > KEPT_BYTES // 10:
                self._written = 0
                self._thin()

    def _all(self) -> list[Path]:
        return [path for path in self._folder.glob("*/*/*") if path.is_file()]

    def _thin(self) -> None:
        """Throw away the oldest where more is kept than should be."""
        found = []
        for path in self._all():
            with contextlib.suppress(OSError):
                about = path.stat()
                found.append((about.st_mtime, about.st_size, path))
        whole = sum(size for _at, size, _path in found)
        for _at, size, path in sorted(found):
            if whole <= KEPT_BYTES:
                return
            with contextlib.suppress(OSError):
                path.unlink()
                whole -= size
