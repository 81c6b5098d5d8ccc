"""Makes the paper that is chosen, in the background."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from sacwatch.i18n import _
from sacwatch.services import reporting
from sacwatch.services.reporting import Gathered, Order
from sacwatch.ui.paper.asking import asker
from sacwatch.ui.tasks import Job
from sacwatch.ui.timers import later

_LONG_MS = 2_000
"""Milliseconds after which the window shows it, with Cancel."""


class Maker(QObject):
    """Makes the paper that is wanted in the background; of several orders only the last is answered."""

    made = Signal(object, object)
    """The Gathered and its PDF."""
    same = Signal(object)
    """The Gathered, where it would come out as it did the last time."""
    failed = Signal(object)
    stopped = Signal()
    """The captain pressed Cancel."""

    def __init__(self, desk: Any, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._job: Job | None = None
        self._shown = ""
        self._long = later(_LONG_MS, self, self._show_in_window)

    def make(self, order: Order) -> None:
        """Gather and lay out a paper, unless it is the one that was made last."""
        desk, known = self._desk, self._shown

        def work(job: Job) -> tuple[Gathered, bytes | None]:
            gathered = reporting.collect(asker(desk, job), order, zone=desk.zone)
            if gathered.fingerprint == known:
                return gathered, None
            job.report(0, 0)
            return gathered, reporting.make(gathered, desk.now())

        self._job = None  # the one before is not wanted any more
        job = desk.tasks.in_pool(work, owner=self, then=self._done, fail=self._failed, slot="paper")
        self._job = job
        job.stopped.connect(lambda: self._stopped(job))
        self._long.start()

    def _stopped(self, job: Job) -> None:
        if job is self._job:
            self._long.stop()
            self._shown = ""
            self.stopped.emit()

    def _show_in_window(self) -> None:
        """Let the window show, with Cancel, what takes longer than a moment."""
        job = self._job
        if job is not None and not job.done and not job.title:
            job.title = _("Making the paper")
            self._desk.tasks.started.emit(job)

    def _done(self, answer: tuple[Gathered, bytes | None]) -> None:
        self._long.stop()
        gathered, data = answer
        if data is None:
            self.same.emit(gathered)
            return
        self._shown = gathered.fingerprint
        self.made.emit(gathered, data)

    def _failed(self, problem: BaseException) -> None:
        self._long.stop()
        self._shown = ""
        self.failed.emit(problem)
