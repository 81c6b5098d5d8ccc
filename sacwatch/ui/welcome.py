"""Where to begin when no watch is open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from sacwatch.i18n import _
from sacwatch.ui import icons
from sacwatch.ui.links import Link
from sacwatch.ui.notices import plain_label


class Welcome(QWidget):
    """A new watch, a file, or the sample; and the files opened lately."""

    wants = Signal(str)
    opens = Signal(str)

    def __init__(self, recent: list[Path], sentence: str = "", path: Path | None = None) -> None:
        super().__init__()
        outer = QHBoxLayout(self)
        outer.addStretch(1)
        holder = QWidget()
        holder.setMaximumWidth(620)
        holder.setMinimumWidth(480)
        column = QVBoxLayout(holder)
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(plain_label(_("Welcome to SacWatch"), "title"))
        column.addWidget(
            plain_label(
                _(
                    "Patrols, incidents, people and a map of your neighborhood, in one file on this computer. "
                    "Nothing is sent anywhere."
                ),
                "faint",
            )
        )
        if sentence:
            column.addWidget(plain_label(sentence, "problem"))
        self.begin = self._button(column, _("Begin a new watch"), "add", "new_file", primary=True)
        self.sample = self._button(column, _("Look around with a sample watch"), "search", "open_sample")
        self._button(column, _("Open a watch file…"), "folder", "open_file")
        if path is not None and path.exists():
            self._button(column, _("Restore a backup of {name}…").format(name=path.name), "undo", "restore")
        if recent:
            column.addSpacing(12)
            column.addWidget(plain_label(_("Opened lately"), "heading"))
            for each in recent:
                button = Link(each.stem, str(each))
                button.clicked.connect(lambda _checked=False, chosen=each: self.opens.emit(str(chosen)))
                column.addWidget(button)
        column.addStretch(2)
        outer.addWidget(holder)
        outer.addStretch(1)
        self.setFocusProxy(self.begin)

    def _button(
        self, column: QVBoxLayout, words: str, icon: str, wish: str, *, primary: bool = False
    ) -> QPushButton:
        button = QPushButton(words.replace("&", "&&"))
        button.setIcon(icons.icon(icon, on_accent=primary))
        button.setMinimumHeight(46)
        if primary:
            button.setProperty("role", "primary")
        button.clicked.connect(lambda: self.wants.emit(wish))
        column.addWidget(button)
        return button
