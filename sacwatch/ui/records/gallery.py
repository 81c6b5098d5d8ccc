"""Photos and files of the chosen record, small in the details and large on a click."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from sacwatch.domain.attachments import Attachment
from sacwatch.i18n import _
from sacwatch.paths import documents
from sacwatch.services import attachments, handing
from sacwatch.ui import icons, plain
from sacwatch.ui.flow import flowing
from sacwatch.ui.notices import plain_label
from sacwatch.ui.paper.handing import note

THUMB = QSize(150, 112)


class Gallery(QWidget):
    """Photos beside each other, as many as there is room for; a click shows one large, and a file can be saved elsewhere."""

    def __init__(self, desk: Any, photos: list[Attachment]) -> None:
        super().__init__()
        self._desk = desk
        tiles = []
        for photo in photos:
            holder = QWidget()
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            button = QPushButton()
            button.setFixedSize(THUMB.width() + 12, THUMB.height() + 12)
            button.setIconSize(THUMB)
            button.setIcon(icons.icon("file"))
            button.setAccessibleName(photo.caption or photo.name)
            button.clicked.connect(lambda _checked=False, each=photo: self._open(each))
            column.addWidget(button)
            name = plain_label(photo.caption or photo.name, "faint")
            name.setToolTip(plain.tip(photo.caption or photo.name))
            column.addWidget(name)
            # A long name wraps, and does not make its tile or the card wider.
            holder.setFixedWidth(button.width())
            tiles.append(holder)
            if photo.picture:
                desk.read(
                    lambda work, sha=photo.sha256: attachments.data(work, sha),
                    lambda data, target=button: _show(target, data),
                    owner=button,
                )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(flowing(*tiles))

    def _open(self, photo: Attachment) -> None:
        self._desk.read(
            lambda work: attachments.data(work, photo.sha256),
            lambda data: self._large(photo, data) if photo.picture else self._save(photo, data),
            owner=self,
        )

    def _large(self, photo: Attachment, data: bytes) -> None:
        dialog = QDialog(self)
        dialog.setWindowTitle(photo.caption or photo.name)
        column = QVBoxLayout(dialog)
        picture = QPixmap()
        picture.loadFromData(data)
        label = QLabel()
        room = self.screen().availableSize() * 0.8
        label.setPixmap(
            picture.scaled(
                room.boundedTo(picture.size()),
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        )
        column.addWidget(label)
        if photo.caption:
            column.addWidget(plain_label(photo.caption))
        save = QPushButton(_("Save elsewhere…"))
        save.clicked.connect(lambda: self._save(photo, data))
        column.addWidget(save)
        dialog.open()

    def _save(self, photo: Attachment, data: bytes) -> None:
        target, _filter = QFileDialog.getSaveFileName(
            self, _("Save elsewhere"), str(documents() / photo.name)
        )
        if target:
            handed = handing.of_photo(photo)
            self._desk.run(
                lambda _job: attachments.save_elsewhere(Path(target), data),
                owner=self._desk,
                title=_("Saving {name}").format(name=photo.name),
                then=lambda _none: note(self._desk, handed, Path(target)),
                late=lambda _none: note(self._desk, handed, Path(target)),
            )


def _show(button: QPushButton, data: bytes) -> None:
    picture = QPixmap()
    if picture.loadFromData(data):
        button.setIcon(QIcon(picture))
