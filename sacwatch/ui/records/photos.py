"""Photos and files of a record inside its form: added, described, taken out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from sacwatch import words
from sacwatch.domain.attachments import Attachment
from sacwatch.domain.errors import Trouble
from sacwatch.domain.kinds import Ref
from sacwatch.i18n import _
from sacwatch.services import attachments
from sacwatch.services.attachments import NewPhoto, Photos
from sacwatch.ui import icons
from sacwatch.ui.notices import plain_label
from sacwatch.ui.records.fields import Field

THUMB = QSize(96, 72)


class PhotosField(Field):
    """The photos and files of a record. New ones are kept when the record is saved."""

    facts_read = Signal(object)
    """PhotoFacts of a photo that was just added, so that the form can offer its time and place."""

    def __init__(self, desk: Any, label: str, owner: Ref | None) -> None:
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        super().__init__(label, holder)
        self._desk = desk
        self._new: list[tuple[NewPhoto, QLineEdit, QWidget]] = []
        self._old: list[tuple[Attachment, QLineEdit, QWidget]] = []
        self._removed: list[str] = []
        self.button = QPushButton(_("Add photos or files…"))
        self.button.setIcon(icons.icon("photo"))
        self.button.clicked.connect(self.ask_for_files)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addWidget(plain_label(_("or drop them here"), "faint"), 1)
        self._column.addLayout(row)
        self.setAcceptDrops(True)
        self.setFocusProxy(self.button)
        if owner is not None:
            desk.read(lambda work: attachments.of(work, owner), self._show_old, owner=self)

    def value(self) -> Photos:
        return Photos(
            added=tuple(
                NewPhoto(new.name, new.media_type, new.data, new.width, new.height, new.facts, caption.text())
                for new, caption, _line in self._new
            ),
            removed=tuple(self._removed),
            captions=tuple(
                (old.id, caption.text())
                for old, caption, _line in self._old
                if caption.text().strip() != old.caption
            ),
        )

    def set_value(self, value: Any) -> None:
        """Do nothing: photos are read from the record itself."""

    def ask_for_files(self) -> None:
        """Let the captain choose files to add."""
        chosen, _filter = QFileDialog.getOpenFileNames(self, _("Add photos or files"))
        self.add_files([Path(name) for name in chosen])

    def add_files(self, paths: list[Path]) -> None:
        """Read files and show them; what cannot be read is said in a sentence."""
        for path in paths:
            self._desk.run(
                lambda _job, path=path: attachments.read(path),
                owner=self,
                title=_("Reading {name}").format(name=path.name),
                then=self._take,
                fail=self._cannot,
            )

    def _cannot(self, problem: BaseException) -> None:
        if isinstance(problem, Trouble):
            self.set_problem(words.sentence(problem.problem.key, problem.problem.values))
        else:
            self._desk.failed(problem)

    def _take(self, new: NewPhoto) -> None:
        caption, line = self._line(new.name, "", new.data if new.width else None)
        self._new.append((new, caption, line))
        self._typed()
        if new.facts.taken_local is not None or new.facts.point is not None:
            self.facts_read.emit(new.facts)

    def _show_old(self, found: list[Attachment]) -> None:
        for old in found:
            caption, line = self._line(old.name, old.caption, None)
            self._old.append((old, caption, line))
            if old.picture:
                self._desk.read(
                    lambda work, sha=old.sha256: attachments.data(work, sha),
                    lambda data, line=line: _show_picture(line, data),
                    owner=line,
                )

    def _line(self, name: str, caption: str, data: bytes | None) -> tuple[QLineEdit, QWidget]:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        thumb = QLabel()
        thumb.setObjectName("thumb")
        thumb.setFixedSize(THUMB)
        thumb.setAlignment(Qt.AlignmentFlag.AlignCenter)
        thumb.setPixmap(icons.icon("file").pixmap(24, 24))
        words_ = QLineEdit(caption)
        words_.setPlaceholderText(_("What it shows ({name})").format(name=name))
        words_.setAccessibleName(_("What it shows ({name})").format(name=name))
        words_.textEdited.connect(lambda _text: self._typed())
        remove = QPushButton()
        remove.setIcon(icons.icon("close"))
        remove.setAccessibleName(_("Take out {name}").format(name=name))
        remove.setToolTip(_("Take out"))
        remove.clicked.connect(lambda: self._take_out(line))
        row.addWidget(thumb)
        row.addWidget(words_, 1)
        row.addWidget(remove)
        self._column.insertWidget(self._column.count() - 1, line)
        if data is not None:
            _show_picture(line, data)
        return words_, line

    def _take_out(self, line: QWidget) -> None:
        for old, _caption, each in list(self._old):
            if each is line:
                self._removed.append(old.id)
        self._old = [each for each in self._old if each[2] is not line]
        self._new = [each for each in self._new if each[2] is not line]
        self._column.removeWidget(line)
        line.deleteLater()
        self._typed()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.add_files([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])


def _show_picture(line: QWidget, data: bytes) -> None:
    thumb = line.findChild(QLabel, "thumb")
    picture = QPixmap()
    if isinstance(thumb, QLabel) and picture.loadFromData(data):
        thumb.setPixmap(
            picture.scaled(
                THUMB, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        )
