"""Where the map stands on its page: a word while it is being drawn, the map, or why there is none."""

from __future__ import annotations

import contextlib
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from sacwatch import logs
from sacwatch.i18n import _
from sacwatch.services import basemaps, mapping, onlineground
from sacwatch.ui import theme
from sacwatch.ui.notices import plain_label
from sacwatch.ui.state import State

_LEGEND = "map_legend"


class MapBoard(QWidget):
    """Loads the web engine, opens the page in it, and dresses it like the window."""

    ready = Signal()
    """The page listens; whatever it showed before must be told again."""
    said = Signal(str, object)
    """What the page says, and the particulars."""
    _online_found = Signal(bool)
    """Whether a picture came from OpenStreetMap, or it could not be reached; from the painting threads."""

    def __init__(self, desk: Any) -> None:
        super().__init__()
        self._desk = desk
        self.map: Any = None
        self.setMinimumSize(320, 240)
        self._note = plain_label(_("The map is being drawn…"), "faint")
        self._note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._note.setMargin(30)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        # The word lies over the map while the page beneath it, at its full size, is being drawn.
        self._stack.setStackingMode(QStackedLayout.StackingMode.StackAll)
        self._stack.addWidget(self._note)
        self._page = b""
        self._online_seen = self._away_told = False
        self._online_found.connect(self._tell_online)
        desk.ground_changed.connect(self._ground_changed)
        self._begun = False
        # Where to open and the page itself are made ready in the lanes while the engine is loaded here.
        desk.read(mapping.opening, self._build, owner=self)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._begun:
            self._begun = True
            # Loading the engine holds the window up for a second: its word must stand there before.
            QTimer.singleShot(0, self, self._begin)

    def _begin(self) -> None:
        try:
            from sacwatch.ui.mapview import MapView  # a door: the web engine is loaded with the first map

            self.map = MapView()
        except (ImportError, OSError, RuntimeError) as problem:
            logs.crash(type(problem), problem, problem.__traceback__)
            self.give_up()
            return
        self.map.server.online = self._online()
        self.map.said.connect(self.said)
        self.map.said.connect(self._remember)
        self.map.ready.connect(self._page_ready)
        self.map.broken.connect(self.give_up)
        self._stack.addWidget(self.map)
        self.setFocusProxy(self.map)
        self._dress()
        self._open(self._page)

    def _build(self, view: Any) -> None:
        scale = self._scale()
        self._desk.tasks.in_pool(
            lambda _job: mapping.live_page(view, self._credit(), scale=scale),
            owner=self,
            then=self._open,
            fail=self._cannot_build,
        )

    def _open(self, page: bytes) -> None:
        self._page = page
        if self.map is not None and page:
            self.map.open(page)

    def _cannot_build(self, problem: BaseException) -> None:
        self.give_up()
        self._desk.failed(problem)

    def _page_ready(self) -> None:
        self._note.hide()
        if self._online_seen:
            # A picture may come before the page listens.
            self._credit_anew("credit")
        if State().get(_LEGEND):
            self.tell("legend", away=True)
        self.ready.emit()

    def _remember(self, what: str, more: Any) -> None:
        """Remember whether the legend was folded away."""
        if what == "legend":
            State().put(_LEGEND, "folded" if more["away"] else "")

    def give_up(self) -> None:
        """Say in place of the map that there is none; the list beside it goes on."""
        self._note.setText(
            _(
                "The map cannot be drawn on this computer just now. The list beside it has everything "
                "that it would show. Closing and opening SacWatch may help."
            )
        )
        self._note.show()
        gone, self.map = self.map, None
        if gone is not None:
            self._stack.removeWidget(gone)
            gone.deleteLater()

    def _ground_changed(self) -> None:
        """Draw the map anew from what it is drawn from now."""
        if self.map is None:
            return
        self._online_seen = self._away_told = False
        self.map.server.online = self._online()
        self.map.server.cache.clear()
        self._credit_anew("ground")

    def _credit_anew(self, what: str) -> None:
        self._desk.tasks.in_pool(
            lambda _job: self._credit(),
            owner=self,
            then=lambda credit: self.tell(what, credit=credit),
            fail=self._desk.failed,
        )

    def _online(self) -> Any:
        return self._ask_online if State().online_map else None

    def _ask_online(self, z: int, x: int, y: int) -> bytes | None:
        """Ask for a picture and note what came of it; on a painting thread."""
        found = onlineground.tile(z, x, y)
        # The board may be gone when the answer comes.
        with contextlib.suppress(RuntimeError):
            if found is not None and not self._online_seen:
                self._online_found.emit(True)
            elif found is None and not self._away_told and onlineground.away():
                self._online_found.emit(False)
        return found

    def _tell_online(self, here: bool) -> None:
        """Name OpenStreetMap once its pictures are on the map, and say once that it cannot be reached."""
        if here and not self._online_seen:
            self._online_seen = True
            self._credit_anew("credit")
        elif not here and not self._away_told:
            self._away_told = True
            self._desk.said.emit(
                _(
                    "OpenStreetMap cannot be reached just now, so the map on this computer is shown in its place. "
                    "It is asked again by itself when there is a network."
                ),
                None,
            )

    def _credit(self) -> list[str]:
        """Give whom the map is owed to; in the pool."""
        return [
            *([onlineground.CREDIT] if State().online_map and self._online_seen else []),
            *basemaps.atlas().cartographer.credit(),
        ]

    @property
    def is_ready(self) -> bool:
        """Whether the page is there and listens."""
        return self.map is not None and bool(self.map.is_ready)

    def tell(self, what: str, **more: Any) -> None:
        """Tell the page something; without a page nothing happens."""
        if self.map is not None:
            self.map.tell(what, **more)

    def show_layer(self, name: str, columns: bytes, told: dict[str, Any]) -> None:
        """Let the page show a layer in place of what it had under that name."""
        if self.is_ready:
            self.map.show_layer(name, columns, told)

    # Light and dark, small and large

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            QTimer.singleShot(0, self, self._dress)

    def _scale(self) -> float:
        return round(max(1.0, self.font().pointSizeF() / theme.BASE_POINTS), 2)

    def _dress(self) -> None:
        if self.map is None:
            return
        info = self.fontInfo()
        self.map.dress(dark=theme.is_dark(), size=info.pixelSize(), family=info.family(), scale=self._scale())
