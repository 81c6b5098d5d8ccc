"""Pictures of the papers of this watch: made one after the other in the background, when they are looked at.

They are kept in memory only; on the disk they would show what a file with a passphrase hides.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter

from sacwatch import logs
from sacwatch.domain.audiences import Audience
from sacwatch.domain.errors import Trouble
from sacwatch.services import picturing
from sacwatch.ui.paper.asking import asker
from sacwatch.ui.tasks import Job
from sacwatch.ui.timers import later

BEGIN_MS = 700
"""Milliseconds after the gallery is shown at which the first picture is begun, behind all that is waited for."""
NEXT_MS = 60
"""Milliseconds between two pictures, so that typing and clicking come first."""


class Thumbnails(QObject):
    """Makes the pictures that are wanted, and keeps them until their papers would look otherwise."""

    came = Signal(str)
    """There is a picture of this paper now, or another one."""

    def __init__(self, desk: Any, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.chosen: Callable[[str], tuple[str, Audience]] = lambda _name: ("", Audience.CAPTAIN)
        """Gives what a paper is about, "" for what is usual, and for whom it is."""
        self._images: dict[str, tuple[str, QSize, QImage]] = {}
        self._wanted: list[str] = []
        self._size = QSize(100, 130)
        self._job: Job | None = None
        self._begin = later(BEGIN_MS, self, self._next)
        self._pause = later(NEXT_MS, self, self._next)

    def image(self, name: str) -> QImage | None:
        """Give the picture of a paper, or None while there is none."""
        found = self._images.get(name)
        return found[2] if found is not None else None

    @property
    def idle(self) -> bool:
        """Whether no picture is wanted or under way."""
        return not self._wanted and self._job is None

    def want(self, names: Sequence[str], size: QSize) -> None:
        """See to the pictures of these papers soon, in pixels of the screen, the first ones first."""
        self._wanted, self._size = list(names), size
        self._begin.start()

    def also(self, names: Collection[str], size: QSize) -> None:
        """See to these first, then to the others that are still wanted."""
        self.want([*names, *(each for each in self._wanted if each not in names)], size)

    def rest(self) -> bool:
        """Make no more for now, and drop what is under way; gives whether any were still wanted."""
        wanted = bool(self._wanted) or self._job is not None
        self._wanted = []
        self._begin.stop()
        self._pause.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None
        return wanted

    def _next(self) -> None:
        if self._job is not None or not self._wanted:
            return
        name, size, desk = self._wanted.pop(0), self._size, self._desk
        fingerprint, past, _image = self._images.get(name, ("", QSize(), None))
        known = fingerprint if past == size else ""
        subject, audience = self.chosen(name)
        how: Any = {"subject": subject, "audience": audience, "today": desk.today(), "zone": desk.zone}

        def work(job: Job) -> tuple[str, QImage | None]:
            try:
                found, data = picturing.picture(asker(desk, job), name, known, made_on=desk.now(), **how)
            except Trouble:
                return "", None  # nothing to show yet
            return found, None if data is None else drawn(data, size)

        job = desk.tasks.in_pool(
            work, owner=self, then=lambda answer: self._took(name, size, answer), fail=self._failed
        )
        self._job = job
        job.ended.connect(lambda: self._ended(job))

    def _took(self, name: str, size: QSize, answer: tuple[str, QImage | None]) -> None:
        fingerprint, image = answer
        if image is not None:
            self._images[name] = (fingerprint, size, image)
            self.came.emit(name)
        elif not fingerprint and self._images.pop(name, None) is not None:
            self.came.emit(name)

    def _failed(self, problem: BaseException) -> None:
        # The paper itself says what is wrong as soon as it is opened; a picture is not worth a word.
        logs.crash(type(problem), problem, problem.__traceback__)

    def _ended(self, job: Job) -> None:
        if job is self._job:
            self._job = None
            if self._wanted:
                self._pause.start()


def drawn(data: bytes, size: QSize) -> QImage:
    """Draw the first page of a PDF on white, as large as fits into `size` pixels. For the pool."""
    from sacwatch.ui.paper.printing import opened  # a door: QtPdf

    document, _keep = opened(data)
    page = document.pagePointSize(0).scaled(size.toSizeF(), Qt.AspectRatioMode.KeepAspectRatio).toSize()
    sheet = QImage(page, QImage.Format.Format_RGB32)
    sheet.fill(QColor("white"))
    # Drawn twice as large first: thin lines and small letters keep their grey.
    large = document.render(0, page * 2)
    painter = QPainter(sheet)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(sheet.rect(), large)
    painter.end()
    document.close()
    return sheet
