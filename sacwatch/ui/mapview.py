"""The map on the screen: one web view that is cut off from the world, and the talk with the page in it.

Importing this loads the web engine, so it is imported when the map is first shown.
"""

from __future__ import annotations

import atexit
import json
import weakref
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile, QWebEngineSettings
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import delete, isValid

from sacwatch import logs
from sacwatch.services import basemaps, mapping
from sacwatch.ui import mapengine
from sacwatch.ui.mapengine import hush
from sacwatch.ui.mapserver import PAGE, SCHEME, Guard, Server, ours, register_scheme

_OFF = (
    "PluginsEnabled",
    "PdfViewerEnabled",
    "LocalStorageEnabled",
    "JavascriptCanOpenWindows",
    "JavascriptCanAccessClipboard",
    "JavascriptCanPaste",
    "LocalContentCanAccessRemoteUrls",
    "LocalContentCanAccessFileUrls",
    "HyperlinkAuditingEnabled",
    "FullScreenSupportEnabled",
    "ScreenCaptureEnabled",
    "WebGLEnabled",
    "DnsPrefetchEnabled",
    "AllowRunningInsecureContent",
    "AllowGeolocationOnInsecureOrigins",
    "ErrorPageEnabled",
    "NavigateOnDropEnabled",
)

_RESTARTS = 2
"""How often the page is loaded again after its process ended by itself."""


class Bridge(QObject):
    """What the page can call and hear: messages as JSON, both ways. Nothing else of the app is within reach."""

    told = Signal(str)
    said = Signal(str, object)

    @Slot(str)
    def heard(self, message: str) -> None:
        """Take a message of the page."""
        try:
            found = json.loads(message)
            what = str(found.pop("say"))
        except (ValueError, KeyError, AttributeError):
            return
        self.said.emit(what, found)


class MapPageInView(QWebEnginePage):
    """The web page; it goes nowhere, opens nothing and asks nobody."""

    def acceptNavigationRequest(self, url: Any, kind: Any, main_frame: bool) -> bool:
        address = QUrl(url)
        return main_frame and ours(address) and address.toString() == PAGE

    def createWindow(self, kind: Any) -> Any:
        return None

    def javaScriptConsoleMessage(self, level: Any, message: str, line: int, source: str) -> None:
        # What it says may quote a record; where it happened is enough for the log.
        if level == QWebEnginePage.JavaScriptConsoleMessageLevel.ErrorMessageLevel:
            logs.note("map page complained", line=line)
            self.complaints.append(message)

    def javaScriptAlert(self, origin: Any, words: str) -> None:
        return None

    def javaScriptConfirm(self, origin: Any, words: str) -> bool:
        return False

    def chooseFiles(self, mode: Any, old: Any, accepted: Any) -> list[str]:
        return []

    def __init__(self, profile: QWebEngineProfile, parent: QObject) -> None:
        super().__init__(profile, parent)
        self.complaints: list[str] = []


class MapView(QWidget):
    """The map. It is told what to show and says what was done on it; it knows no records."""

    ready = Signal()
    """The page is there and listens."""
    said = Signal(str, object)
    """What the page says, and the particulars."""
    broken = Signal()
    """The engine does not run, or not any more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_ready = False
        self._restarts = 0
        self._dress: dict[str, Any] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        hush.begin()
        mapengine.prepare()
        register_scheme()
        # Python would delete a profile of its own whenever it drops this view, be the page gone or not.
        profile = QWebEngineProfile(QCoreApplication.instance())
        self.server = Server(
            lambda z, x, y, style: basemaps.atlas().cartographer.tile(z, x, y, style),
            mapping.page_file,
            profile,
        )
        self.guard = Guard(profile)
        profile.setUrlRequestInterceptor(self.guard)
        profile.installUrlSchemeHandler(SCHEME, self.server)
        profile.setHttpCacheType(QWebEngineProfile.HttpCacheType.NoCache)
        profile.setPersistentCookiesPolicy(QWebEngineProfile.PersistentCookiesPolicy.NoPersistentCookies)
        profile.setSpellCheckEnabled(False)
        profile.downloadRequested.connect(lambda download: download.cancel())
        self._profile = profile
        self.view = QWebEngineView(self)
        self.page = MapPageInView(profile, self.view)
        self.view.setPage(self.page)
        # The profile must outlive its page, and the page goes with its widget: whichever way that
        # ends, the profile follows, and the painters with it.
        server = self.server
        self.page.destroyed.connect(profile.deleteLater)
        self.page.destroyed.connect(lambda: server.close())
        _views.add(self)
        self._close_up()
        self.bridge = Bridge(self)
        self.bridge.said.connect(self._heard)
        self._channel = QWebChannel(self)
        self._channel.registerObject("bridge", self.bridge)
        self.page.setWebChannel(self._channel)
        self.page.renderProcessTerminated.connect(self._ended)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.view.setAcceptDrops(False)
        self.setFocusProxy(self.view)
        column.addWidget(self.view)

    def _close_up(self) -> None:
        settings = self.page.settings()
        for name in _OFF:
            attribute = getattr(QWebEngineSettings.WebAttribute, name, None)
            if attribute is not None:
                settings.setAttribute(attribute, False)
        if hasattr(self.page, "permissionRequested"):
            self.page.permissionRequested.connect(lambda permission: permission.deny())

    @property
    def is_ready(self) -> bool:
        return self._is_ready

    def open(self, page: bytes) -> None:
        """Show a page that was built by the service."""
        self.server.page = page
        self.page.load(QUrl(PAGE))

    def shut(self) -> None:
        """Take page and profile down in their order, where no event loop will do it any more."""
        for each in (self.page, self._profile):
            if isValid(each):
                delete(each)

    def tell(self, what: str, **more: Any) -> None:
        """Tell the page something; before it is ready nothing is heard."""
        if self._is_ready:
            self.bridge.told.emit(json.dumps({"tell": what, **more}))

    def show_layer(self, name: str, columns: bytes, told: dict[str, Any]) -> None:
        """Let the page fetch a layer's columns in place of those before; `told` is its filter."""
        version = self.server.put_layer(name, columns)
        self.tell("layer", name=name, version=version, filter=told)

    def dress(self, *, dark: bool, size: int, family: str, scale: float) -> None:
        """Follow the window's colours and letters; `size` in pixels, `scale` against ordinary letters."""
        self._dress = {
            "style": "dark" if dark else "light",
            "size": size,
            "family": json.dumps(family) + ", system-ui, sans-serif",
            "scale": scale,
        }
        # Seen for a moment before the page paints; the page has its own colours.
        self.page.setBackgroundColor(QColor("#22262b" if dark else "#f5f2ec"))
        self.tell("dress", **self._dress)

    def _heard(self, what: str, more: object) -> None:
        if what == "ready":
            hush.end()
            self._is_ready = True
            self.tell("dress", **self._dress)
            self.ready.emit()
        else:
            self.said.emit(what, more)

    def _ended(self, status: Any, code: int) -> None:
        self._is_ready = False
        if status == QWebEnginePage.RenderProcessTerminationStatus.NormalTerminationStatus:
            return
        logs.note("map engine ended", code=code)
        self._restarts += 1
        if self._restarts > _RESTARTS:
            self.broken.emit()
        else:
            self.page.load(QUrl(PAGE))


_views: weakref.WeakSet[MapView] = weakref.WeakSet()


@atexit.register
def _shut_all() -> None:
    """Take down what is still there when the program ends without closing its window."""
    for view in list(_views):
        if isValid(view):
            view.shut()
