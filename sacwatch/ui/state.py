"""The window's own state, apart from any watch: QSettings under one name."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from sacwatch import paths

_RECENT_LIMIT = 6


class State:
    """Which files were open, how large text is, where the window stood."""

    def __init__(self) -> None:
        self._kept = QSettings(str(paths.app_data() / "window.ini"), QSettings.Format.IniFormat)

    def _text(self, name: str, default: str = "") -> str:
        value = self._kept.value(name, default)
        return value if isinstance(value, str) else default

    @property
    def size(self) -> int:
        """Text size in percent."""
        text = self._text("size", "100")
        return int(text) if text in ("100", "125", "150") else 100

    @size.setter
    def size(self, percent: int) -> None:
        self._kept.setValue("size", str(percent))

    @property
    def scheme(self) -> str:
        text = self._text("scheme", "system")
        return text if text in ("system", "light", "dark") else "system"

    @scheme.setter
    def scheme(self, name: str) -> None:
        self._kept.setValue("scheme", name)

    @property
    def online_map(self) -> bool:
        """Whether the map may be drawn from OpenStreetMap's pictures; no, unless it was turned on."""
        return self._text("online map") == "on"

    @online_map.setter
    def online_map(self, on: bool) -> None:
        self._kept.setValue("online map", "on" if on else "off")

    @property
    def recent(self) -> list[Path]:
        """The files opened lately, the last one first."""
        value = self._kept.value("recent", [])
        texts = value if isinstance(value, list) else [value]
        return [Path(text) for text in texts if isinstance(text, str) and text]

    def opened(self, path: Path) -> None:
        """Note that a file was opened."""
        others = [each for each in self.recent if each != path]
        self._kept.setValue("recent", [str(each) for each in [path, *others][:_RECENT_LIMIT]])

    @property
    def geometry(self) -> QByteArray:
        value = self._kept.value("geometry")
        return value if isinstance(value, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._kept.setValue("geometry", value)

    def get(self, name: str, default: str = "") -> str:
        """Give a small remembered choice, such as the last folder."""
        return self._text(f"choice/{name}", default)

    def put(self, name: str, value: str) -> None:
        """Remember a small choice."""
        self._kept.setValue(f"choice/{name}", value)
