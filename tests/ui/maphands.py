"""Hands and eyes on the map: a real web view, clicked, typed at, and asked what it shows."""

from __future__ import annotations

import itertools
import json
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from tests.ui.kit import pause, until


class MapHands:
    """The map page of a window, once it is drawn."""

    def __init__(self, window: Any, *, settle: bool = True) -> None:
        self.window = window
        self.page = window.show("map")
        until(lambda: self.page.ready, "the map is drawn", patience=30)
        if settle:
            window.settle()

    @property
    def view(self) -> Any:
        return self.page.board.map.view

    @property
    def guard(self) -> Any:
        return self.page.board.map.guard

    def js(self, code: str) -> Any:
        """Run code in the page and give what it gives."""
        found: list[Any] = []
        self.page.board.map.page.runJavaScript(f"JSON.stringify({code})", found.append)
        until(lambda: found, f"the page answers {code}")
        return json.loads(found[0]) if found[0] else None

    def shown(self, layer: str = "incidents") -> int:
        """Give how many marks of a layer the page lets through."""
        count: int = self.js(f"SacWatch.layers.get('{layer}').shown.length")
        return count

    def marks(self) -> list[tuple[str, int, float, float]]:
        """Give what is drawn: layer, how many, x, y."""
        found = self.js("SacWatch.marks.places.map(p => [p.layer.name, p.group.count, p.x, p.y])")
        return [tuple(each) for each in found]

    def where(self, lat: float, lon: float) -> tuple[float, float]:
        """Give where a point of the Earth is in the view."""
        x, y = self.js(f"(p => [p.x, p.y])(SacWatch.map.latLngToContainerPoint([{lat}, {lon}]))")
        return x, y

    def go(self, lat: float, lon: float, zoom: int) -> None:
        self.page.board.tell("go", lat=lat, lon=lon, zoom=zoom)
        until(lambda: self.js("SacWatch.map.getZoom()") == zoom, "the map is there")
        pause(60)

    def click(self, x: float, y: float) -> None:
        """Click in the view as a hand would."""
        target = self.view.focusProxy() or self.view
        QTest.mouseMove(target, QPoint(round(x), round(y)))
        pause(30)
        QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
        pause(30)

    def pull(self, *spots: tuple[float, float]) -> None:
        """Hold the mouse button down at the first spot, move over the others, and let go at the last."""
        target = self.view.focusProxy() or self.view
        places = [QPoint(round(x), round(y)) for x, y in spots]
        QTest.mouseMove(target, places[0])
        pause(30)
        QTest.mousePress(target, Qt.MouseButton.LeftButton, pos=places[0])
        pause(30)
        for before, place in itertools.pairwise(places):
            for step in range(1, 5):
                QTest.mouseMove(target, before + (place - before) * step / 4)
                pause(25)
        QTest.mouseRelease(target, Qt.MouseButton.LeftButton, pos=places[-1])
        pause(90)

    def drawn(self) -> list[list[float]]:
        """Give the corners of what is being drawn: latitude and longitude."""
        found: list[list[float]] = self.js("SacWatch.sketch.points.map(p => [p.lat, p.lng])")
        return found

    def shapes(self, name: str) -> int:
        """Give how many outlines or lines of a sort the page shows."""
        count: int = self.js(f"(g => g && g.on ? g.shapes.length : 0)(SacWatch.shapes.groups.get('{name}'))")
        return count

    def key(self, key: Qt.Key) -> None:
        """Press a key in the view."""
        QTest.keyClick(self.view.focusProxy() or self.view, key)
        pause(30)

    def popup(self) -> str:
        """Give the words of the popup that is open, or ""."""
        words: str = self.js(
            "(document.querySelector('.leaflet-popup-content') || {textContent: ''}).textContent"
        )
        return words

    def until_popup(self, part: str) -> str:
        """Wait for a popup that holds these words."""
        until(lambda: part in self.popup(), f"a popup with {part!r}")
        return self.popup()

    def press(self, words: str) -> None:
        """Press the button in the popup that bears these words."""
        want = json.dumps(words)
        code = (
            "(b => b ? (r => [r.x + r.width / 2, r.y + r.height / 2])(b.getBoundingClientRect()) : null)"
            f"([...document.querySelectorAll('.told button')].find(b => b.textContent == {want}))"
        )
        until(lambda: self.js(code), f"the button {words!r}")
        # A popup slides into view; its button is where it will stay once it has stopped.
        until(lambda: self.js(code) == (pause(60), self.js(code))[1], "the popup stands still")
        self.click(*self.js(code))

    def picture(self) -> QImage:
        """Give the view as it is painted."""
        image: QImage = self.view.grab().toImage()
        return image
