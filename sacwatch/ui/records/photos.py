"""Photos and files of a record inside its form: added, described, taken out."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from sacwatch import words
from sacwatch.domain.attachments import Attachment
from sacwatch.domain.errors import Trouble
from sacwatch.domain.kinds import Ref
from sacwatch.i18n import _
from sacwatch.paths import documents
from sacwatch.services import attachments
from sacwatch.services.attachments import NewPhoto, Photos
from sacwatch.ui import icons
from sacwatch.ui.notices import plain_label
from sacwatch.ui.records.fields import Field
from sacwatch.ui.records.rows import TAKE_OUT_KEYS, remove_button

THUMB = QSize(96, 72)


@dataclass
class _Line:
    """One photo or file of the form: a new one that was read, or one that is kept already."""

    widget: QWidget
    caption: QLineEdit
    new: NewPhoto | None = None
    old: Attachment | None = None


class PhotosField(Field):
    """The photos and files of a record. New ones are kept when the record is saved."""

    facts_read = Signal(object)
    """PhotoFacts of a photo that was just added, so that the form can offer its time and place."""

    def __init__(self, desk: Any, label: str, owner: Ref | None) -> None:
        holder = QWidget()
        self._inside = QVBoxLayout(holder)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(6)
        super().__init__(label, holder)
        self._desk = desk
        self._lines: list[_Line] = []
        self._removed: list[str] = []
        self._captions: dict[str, str] = {}
        self._under_way = 0
        self._troubles: list[str] = []
        self._waiting: list[Callable[[], None]] = []
        self.button = QPushButton(_("Add photos or files…"))
        self.button.setIcon(icons.icon("photo"))
        self.button.clicked.connect(self.ask_for_files)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addWidget(plain_label(_("or drop them here"), "faint"), 1)
        self._inside.addLayout(row)
        self.setAcceptDrops(True)
        self.setFocusProxy(self.button)
        if owner is not None:
            desk.read(lambda work: attachments.of(work, owner), self._show_kept, owner=self)

    def value(self) -> Photos:
        return Photos(
            added=tuple(
                dataclasses.replace(line.new, caption=line.caption.text())
                for line in self._lines
                if line.new is not None
            ),
            removed=tuple(self._removed),
            captions=tuple(
                (line.old.id, line.caption.text())
                for line in self._lines
                if line.old is not None and line.caption.text().strip() != line.old.caption
            ),
        )

    def set_value(self, value: Any) -> None:
        """Do nothing: photos are read from the record itself."""

    @property
    def captions(self) -> list[QLineEdit]:
        """The lines that say what each photo shows, in their order."""
        return [line.caption for line in self._lines]

    @property
    def place_of_problem(self) -> QWidget:
        return self.button

    # Adding

    def ask_for_files(self) -> None:
        """Let the captain choose files to add."""
        chosen, _filter = QFileDialog.getOpenFileNames(self, _("Add photos or files"), str(documents()))
        self.add_files([Path(name) for name in chosen])

    def add_files(self, paths: list[Path]) -> None:
        """Read files and show them; what cannot be read is said in a sentence."""
        if not self._under_way:
            self._troubles.clear()
            self.set_problem("")
        for path in paths:
            self._under_way += 1
            job = self._desk.run(
                lambda _job, path=path: attachments.read(path),
                owner=self,
                title=_("Reading {name}").format(name=path.name),
                then=self._take,
                fail=self._cannot,
            )
            job.stopped.connect(self._one_done)

    @property
    def reading(self) -> bool:
        """Say whether a photo or file is still on its way."""
        return self._under_way > 0

    def when_read(self, action: Callable[[], None]) -> None:
        """Do something once everything that is on its way has been read."""
        if action not in self._waiting:
            self._waiting.append(action)

    def _one_done(self) -> None:
        self._under_way -= 1
        if self._under_way == 0:
            waiting, self._waiting = self._waiting, []
            for action in waiting:
                # What could not be read has to be seen before the record is saved without it.
                if not self._troubles:
                    action()

    def _cannot(self, problem: BaseException) -> None:
        if isinstance(problem, Trouble):
            self._troubles.append(words.sentence(problem.problem.key, problem.problem.values))
            self.set_problem("\n".join(self._troubles))
        else:
            self._desk.failed(problem)
        self._one_done()

    def _take(self, new: NewPhoto) -> None:
        self._add(_Line(*self._make_line(new.name, ""), new=new))
        self.edited.emit()
        if new.facts.taken_local is not None or new.facts.point is not None:
            self.facts_read.emit(new.facts)
        self._one_done()

    def take_unsaved(self, photos: Photos) -> None:
        """Show the photos of an unfinished form as they were left."""
        for new in photos.added:
            self._add(_Line(*self._make_line(new.name, new.caption), new=new))
        self._removed = list(photos.removed)
        self._captions = dict(photos.captions)
        for line in list(self._lines):
            if line.old is not None and line.old.id in self._removed:
                self._drop(line)
            elif line.old is not None and line.old.id in self._captions:
                line.caption.setText(self._captions[line.old.id])

    def forget_kept(self) -> None:
        """Let go of what belonged to a record that is no more."""
        self._removed.clear()
        for line in [each for each in self._lines if each.old is not None]:
            self._drop(line)

    def _show_kept(self, found: list[Attachment]) -> None:
        for old in found:
            if old.id in self._removed:
                continue
            line = _Line(*self._make_line(old.name, self._captions.get(old.id, old.caption)), old=old)
            self._add(line)
            if old.picture:
                self._desk.read(
                    lambda work, sha=old.sha256: attachments.data(work, sha),
                    lambda data, shown=line.widget: _show_picture(shown, data),
                    owner=line.widget,
                )

    def _add(self, line: _Line, place: int | None = None) -> None:
        place = len(self._lines) if place is None else place
        self._lines.insert(place, line)
        self._inside.insertWidget(place, line.widget)
        line.widget.show()
        if line.new is not None and line.new.width:
            _show_picture(line.widget, line.new.data)

    def _make_line(self, name: str, caption: str) -> tuple[QWidget, QLineEdit]:
        widget = QWidget()
        row = QHBoxLayout(widget)
        row.setContentsMargins(0, 0, 0, 0)
        thumb = QLabel()
        thumb.setObjectName("thumb")
        thumb.setFixedSize(THUMB)
        thumb.setAlignment(Qt.AlignmentFlag.AlignCenter)
        thumb.setPixmap(icons.icon("file").pixmap(24, 24))
        told = QLineEdit(caption)
        told.setPlaceholderText(_("What it shows ({name})").format(name=name))
        told.setAccessibleName(_("What it shows ({name})").format(name=name))
        told.textEdited.connect(lambda _text: self._typed())
        remove = remove_button(_("Take out"))
        remove.setAccessibleName(_("Take out {name}").format(name=name))
        remove.clicked.connect(lambda: self._take_out(widget))
        keys = QAction(widget)
        keys.setShortcut(TAKE_OUT_KEYS)
        keys.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.triggered.connect(lambda: self._take_out(widget))
        widget.addAction(keys)
        row.addWidget(thumb)
        row.addWidget(told, 1)
        row.addWidget(remove)
        return widget, told

    def _take_out(self, widget: QWidget) -> None:
        line = next(each for each in self._lines if each.widget is widget)
        place, caption = self._lines.index(line), line.caption.text()
        if line.old is not None:
            self._removed.append(line.old.id)
        self._drop(line)
        self.button.setFocus()
        self._typed()

        def put_back() -> None:
            if line.old is not None:
                self._removed.remove(line.old.id)
                self._captions[line.old.id] = caption
                self._show_kept([line.old])
            elif line.new is not None:
                again = _Line(*self._make_line(line.new.name, caption), new=line.new)
                self._add(again, min(place, len(self._lines)))
            self._typed()

        self.taken_out.emit(_("Taken out."), put_back)

    def _drop(self, line: _Line) -> None:
        self._lines.remove(line)
        self._inside.removeWidget(line.widget)
        line.widget.hide()
        line.widget.deleteLater()

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
