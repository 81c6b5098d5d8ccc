"""What must be set before the web engine starts, and what it says then that nobody needs to hear.

Loads nothing of the engine itself.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QCoreApplication,
    QLibraryInfo,
    QMessageLogContext,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QOffscreenSurface, QOpenGLContext

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


def prepare() -> None:
    """Set what the engine reads when it starts: no sandbox for root, no GPU where there is none.

    Raises OSError where a part of it is missing, because the engine itself would end the program.
    """
    if sys.platform != "darwin" and not any(each.exists() for each in _engine_programs()):
        raise OSError("the web engine's own program is missing")
    if sys.platform == "linux" and os.geteuid() == 0:
        # Chromium's sandbox refuses to work for root.
        os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")
    switches = [os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", ""), *_SWITCHES]
    if sys.platform == "linux" and not _has_opengl():
        switches.append("--disable-gpu")
    wanted = " ".join(dict.fromkeys(switch for switch in switches if switch))
    if _SWITCHES[0] not in switches[0]:
        os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = wanted


def _engine_programs() -> list[Path]:
    """Give where the program may be in which the engine draws its pages."""
    name = "QtWebEngineProcess.exe" if sys.platform == "win32" else "QtWebEngineProcess"
    folders = [
        QLibraryInfo.path(QLibraryInfo.LibraryPath.LibraryExecutablesPath),
        QCoreApplication.applicationDirPath(),
    ]
    named = os.environ.get("QTWEBENGINEPROCESS_PATH")
    return [*(Path(folder) / name for folder in folders), *([Path(named)] if named else [])]


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


class Hush:
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


hush = Hush()
