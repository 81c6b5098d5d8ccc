"""Answers what the map page asks for over its own scheme, and lets nothing else through.

Importing this loads the web engine.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QBuffer, QFile, QIODevice, QObject, QUrl, Signal
from PySide6.QtWebEngineCore import (
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)
from shiboken6 import isValid

from sacwatch import logs
from sacwatch.domain.drawing import Picture, Style
from sacwatch.ui import tilepainter

SCHEME = b"sacwatch"
HOST = "map"
PAGE = f"{SCHEME.decode()}://{HOST}/page.html"

PAINTERS = 2
CACHE_BYTES = 24_000_000
"""About 1,500 ordinary tiles, or 400 of a dense screen."""

TileKey = tuple[str, int, int, int, int]
"""Style, ratio, z, x, y."""


def register_scheme() -> None:
    """Make the scheme known; must come before the first profile, and may come any time before it."""
    if QWebEngineUrlScheme.schemeByName(SCHEME).name():
        return
    scheme = QWebEngineUrlScheme(SCHEME)
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    scheme.setFlags(
        QWebEngineUrlScheme.Flag.SecureScheme
        | QWebEngineUrlScheme.Flag.CorsEnabled
        | QWebEngineUrlScheme.Flag.FetchApiAllowed
    )
    QWebEngineUrlScheme.registerScheme(scheme)


def ours(url: QUrl) -> bool:
    """Say whether an address is one of the map page's own."""
    return url.scheme() == SCHEME.decode() and url.host() == HOST


class Guard(QWebEngineUrlRequestInterceptor):
    """Records every request and blocks what is not ours; a picture that stands in the page is no request."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.asked: deque[str] = deque(maxlen=5_000)
        self.blocked: deque[str] = deque(maxlen=200)

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        url = info.requestUrl()
        if url.scheme() == "data":
            return
        self.asked.append(url.toString())
        if not ours(url):
            self.blocked.append(url.toString())
            # The address may hold what somebody wrote; it is not for the log.
            logs.note("map request blocked")
            info.block(True)


class TileCache:
    """The tiles painted last, up to so many bytes; any thread may use it."""

    def __init__(self, limit: int = CACHE_BYTES) -> None:
        self._limit = limit
        self._kept: OrderedDict[TileKey, bytes] = OrderedDict()
        self._lock = threading.Lock()
        self.bytes = 0
        self.age = 0
        """How often it was cleared."""

    def get(self, key: TileKey) -> bytes | None:
        """Give a tile, or None."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, key: TileKey, data: bytes, age: int) -> None:
        """Keep a tile in place of those not looked at for longest, if it was begun at this age of the cache."""
        with self._lock:
            if age != self.age:
                return
            self.bytes += len(data) - len(self._kept.pop(key, b""))
            self._kept[key] = data
            while self.bytes > self._limit:
                self.bytes -= len(self._kept.popitem(last=False)[1])

    def clear(self) -> None:
        """Forget all tiles."""
        with self._lock:
            self._kept.clear()
            self.bytes = 0
            self.age += 1


class Server(QWebEngineUrlSchemeHandler):
    """The map page's host: its files, its layers' columns, and tiles painted by a few threads of its own.

    Lives in the GUI thread, where requests arrive; only painting leaves it.
    """

    _painted = Signal(object, object)

    def __init__(
        self,
        tile: Callable[[int, int, int, Style], Picture],
        file: Callable[[str], tuple[bytes, str] | None],
        parent: QObject | None = None,
    ) -> None:
        """`tile` is called on the painting threads, `file` gives a file of the page with its media type."""
        super().__init__(parent)
        self.page = b""
        self.cache = TileCache()
        self.online: Callable[[int, int, int], bytes | None] | None = None
        """What gives pictures of tiles from the network; where it gives none, a tile is painted."""
        self._tile = tile
        self._file = file
        self._layers: dict[str, tuple[int, bytes]] = {}
        self._waiting: dict[TileKey, list[QWebEngineUrlRequestJob]] = {}
        self._pool = ThreadPoolExecutor(PAINTERS, thread_name_prefix="tiles")
        self._closed = False
        self._painted.connect(self._deliver)

    def put_layer(self, name: str, columns: bytes) -> int:
        """Keep a layer's columns for the page to fetch, in place of those before; give their version."""
        version = self._layers.get(name, (0, b""))[0] + 1
        self._layers[name] = (version, columns)
        return version

    def close(self) -> None:
        """Stop painting; what is being painted is finished first."""
        self._closed = True
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._waiting.clear()

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        url = job.requestUrl()
        what, *more = url.path().strip("/").split("/")
        if self._closed or not ours(url) or bytes(job.requestMethod().data()) != b"GET":
            job.fail(QWebEngineUrlRequestJob.Error.RequestDenied)
        elif what == "tile":
            self._begin_tile(job, more)
        elif what == "layer" and len(more) == 2:
            kept = self._layers.get(more[0], (0, b""))[1]
            self._reply(job, kept, "application/octet-stream")
        elif what == "page.html" and not more:
            self._reply(job, self.page, "text/html")
        elif what == "qwebchannel.js" and not more:
            self._reply(job, _qt_file(":/qtwebchannel/qwebchannel.js"), "text/javascript")
        else:
            found = None if more else self._file(what)
            if found is None:
                job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            else:
                self._reply(job, *found)

    def _reply(self, job: QWebEngineUrlRequestJob, data: bytes, media: str) -> None:
        device = QBuffer(job)
        device.setData(data)
        device.open(QIODevice.OpenModeFlag.ReadOnly)
        job.reply(media.encode(), device)

    # Tiles

    def _begin_tile(self, job: QWebEngineUrlRequestJob, parts: list[str]) -> None:
        key = _tile_key(parts)
        if key is None:
            job.fail(QWebEngineUrlRequestJob.Error.UrlInvalid)
            return
        kept = self.cache.get(key)
        if kept is not None:
            self._reply(job, kept, _media(kept))
            return
        waiting = self._waiting.setdefault(key, [])
        waiting.append(job)
        if len(waiting) == 1:
            self._pool.submit(self._paint, key)

    def _paint(self, key: TileKey) -> None:
        """Paint a tile, unless everyone who asked for it has gone elsewhere meanwhile; on a painting thread."""
        data: bytes | None = b""
        if any(isValid(job) for job in self._waiting.get(key, ())):
            style, ratio, z, x, y = key
            online, age = self.online, self.cache.age
            try:
                data = online(z, x, y) if online is not None else None
                found = data is not None
                if data is None:
                    data = tilepainter.png(self._tile(z, x, y, Style(style)), ratio)
                # What could not be had from the network is asked for again another time.
                if online is self.online and (found or online is None):
                    self.cache.put(key, data, age)
                if age != self.cache.age:
                    data = b""  # it shows the map as it was before: to be painted once more
            except Exception as problem:  # noqa: BLE001  (a tile that cannot be drawn stays blank, the map goes on)
                logs.crash(type(problem), problem, problem.__traceback__)
                data = None
        self._painted.emit(key, data)

    def _deliver(self, key: TileKey, data: bytes | None) -> None:
        jobs = [job for job in self._waiting.pop(key, ()) if isValid(job)]
        if data == b"" and jobs and not self._closed:
            # Somebody asked for it again just as it was given up, or the map has changed meanwhile.
            self._waiting[key] = jobs
            self._pool.submit(self._paint, key)
            return
        for job in jobs:
            if data:
                self._reply(job, data, _media(data))
            else:
                job.fail(QWebEngineUrlRequestJob.Error.RequestFailed)


def _tile_key(parts: list[str]) -> TileKey | None:
    """Read style, ratio, z, x and y; None for what is no tile of the world."""
    if len(parts) != 5 or parts[0] not in (Style.LIGHT, Style.DARK) or parts[1] not in ("1", "2"):
        return None
    try:
        z, x, y = (int(part) for part in parts[2:])
    except ValueError:
        return None
    if not (0 <= z <= 22 and 0 <= x < 2**z and 0 <= y < 2**z):
        return None
    return parts[0], int(parts[1]), z, x, y


def _media(picture: bytes) -> str:
    return "image/jpeg" if picture[:2] == b"\xff\xd8" else "image/png"


def _qt_file(name: str) -> bytes:
    file = QFile(name)
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        return b""
    try:
        return bytes(file.readAll().data())
    finally:
        file.close()
