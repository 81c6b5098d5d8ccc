"""Where to begin when no watch is open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from sacwatch.i18n import _
from sacwatch.ui import icons, plain
from sacwatch.ui.links import Link
from sacwatch.ui.notices import plain_label


class Welcome(QWidget):
    """A new watch, a file, or the sample; and the files opened lately."""

    wants = Signal(str)
    opens = Signal(str)
    wants_backup = Signal(object)
    """The Path of the file whose backups are asked for."""

    def __init__(self, recent: list[Path], sentence: str = "", backed_up: Path | None = None) -> None:
        """Offer where to begin; `backed_up` is a file that did not open and has backups."""
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
        if backed_up is not None:
            restore = self._button(
                column, _("Restore a backup of {name}…").format(name=backed_up.stem), "undo"
            )
            restore.clicked.connect(lambda: self.wants_backup.emit(backed_up))
        if recent:
            column.addSpacing(12)
            column.addWidget(plain_label(_("Opened lately"), "heading"))
            for each in recent:
                words = each.stem if each.exists() else _("{name} (not found now)").format(name=each.stem)
                button = Link(words, str(each))
                button.clicked.connect(lambda _checked=False, chosen=each: self.opens.emit(str(chosen)))
                column.addWidget(button)
        column.addStretch(2)
        outer.addWidget(holder)
        outer.addStretch(1)
        self.setFocusProxy(self.begin)

    def _button(
        self, column: QVBoxLayout, words: str, icon: str, wish: str = "", *, primary: bool = False
    ) -> QPushButton:
        button = QPushButton(plain.button(words))
        button.setIcon(icons.icon(icon, on_accent=primary))
        button.setMinimumHeight(46)
        if primary:
            button.setProperty("role", "primary")
        if wish:
            button.clicked.connect(lambda: self.wants.emit(wish))
        column.addWidget(button)
        return button
