"""The map on the screen: one web view that is cut off from the world, and the talk with the page in it.

Importing this loads the web engine, so it is imported when the map is first shown.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    QUrl,
    Signal,
    Slot,
    qInstallMessageHandler,
)
from PySide6.QtGui import QColor, QOffscreenSurface, QOpenGLContext
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile, QWebEngineSettings
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sacwatch import logs
from sacwatch.services import basemaps, mapping
from sacwatch.ui.mapserver import PAGE, SCHEME, Guard, Server, ours, register_scheme

_SWITCHES = (
    # Nothing in the engine has any business on the net; the guard in front of it says so once more.
    '--host-resolver-rules="MAP * ~NOTFOUND"',
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-breakpad",
    "--disable-sync",
    "--no-pings",
    "--disable-features=MediaRouter,OptimizationHints,Translate",
    "--log-level=3",
)

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
        _hush.begin()
        prepare_engine()
        register_scheme()
        profile = QWebEngineProfile()
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
            _hush.end()
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


def prepare_engine() -> None:
    """Set what the engine reads when it starts: no sandbox for root, no GPU where there is none."""
    if sys.platform == "linux" and os.geteuid() == 0:
        # Chromium's sandbox refuses to work for root.
        os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")
    switches = [os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", ""), *_SWITCHES]
    if sys.platform == "linux" and not _has_opengl():
        switches.append("--disable-gpu")
    wanted = " ".join(dict.fromkeys(switch for switch in switches if switch))
    if _SWITCHES[0] not in switches[0]:
        os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = wanted


def _has_opengl() -> bool:
    """Say whether there is OpenGL by a graphics card; programs that imitate one are slower than none."""
    context = QOpenGLContext()
    surface = QOffscreenSurface()
    surface.create()
    if not context.create() or not context.makeCurrent(surface):
        return False
    try:
        gl_renderer = 0x1F01  # GL_RENDERER
        name = str(context.functions().glGetString(gl_renderer) or "").lower()
    finally:
        context.doneCurrent()
    return not any(imitation in name for imitation in ("llvmpipe", "softpipe", "swiftshader", "swrast"))


_STARTING = (
    "Sandboxing disabled",
    "QRhi",
    "Failed to create RHI",
    "Failed to load vulkan",
    "Failed to create platform Vulkan",
    "QVulkanInstance",
    "initInstance",
    "This plugin does not support createPlatform",
    "Unable to detect GPU vendor",
    "GBM is not supported",
    "GPUInfo not initialized",
)
"""How the messages begin that Qt writes on a computer without a graphics card, which is no trouble."""


class _Hush:
    """Keeps those messages from whoever started the app in a terminal, while the engine starts."""

    def __init__(self) -> None:
        self._before: Any = None
        self._on = False

    def begin(self) -> None:
        """Let through every message but those."""
        if not self._on:
            self._on = True
            self._before = qInstallMessageHandler(self._pass_on)

    def end(self) -> None:
        """Be as before."""
        if self._on:
            self._on = False
            current = qInstallMessageHandler(self._before)
            if current != self._pass_on:
                # Somebody else listens meanwhile.
                qInstallMessageHandler(current)

    def _pass_on(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if message.startswith(_STARTING):
            return
        if callable(self._before):
            self._before(kind, context, message)
        else:
            print(message, file=sys.stderr)  # noqa: T201


_hush = _Hush()
