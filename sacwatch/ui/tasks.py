"""Two lanes for work off the GUI thread: one serial lane for the store, a small pool for the rest."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from sacwatch.domain.errors import Cancelled
from sacwatch.ui.garbage import Garbage

POOL_SIZE = 2


class Job(QObject):
    """One piece of work on its way; tells its progress, and can be cancelled."""

    progressed = Signal(int, int, str)
    stopped = Signal()
    """Somebody pressed Cancel; the work itself may still go on for a moment."""
    ended = Signal()

    def __init__(self, title: str = "", *, can_cancel: bool = True) -> None:
        super().__init__()
        self.title = title
        self.can_cancel = can_cancel
        self.done = False
        self.first = ""
        """What it said first that it does."""
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next report of progress, and drop its answer."""
        self._stop.set()
        self.stopped.emit()

    @property
    def cancelled(self) -> bool:
        return self._stop.is_set()

    def report(self, done: int, total: int, doing: str = "") -> None:
        """Report progress from the working thread; raises Cancelled after `cancel`."""
        if self._stop.is_set():
            raise Cancelled
        self.first = self.first or doing
        self.progressed.emit(done, total, doing)


class _Package:
    """A piece of work and who wants its answer, which may hold widgets.

    The working thread cannot know whether it is the last to let go of it; so it holds the package,
    and the window's thread takes out of it what is in it.
    """

    def __init__(self, **contents: Any) -> None:
        self.contents = contents
        self.answer: Any = None
        self.problem: BaseException | None = None

    def carry(self) -> None:
        """Do the work; in the working thread."""
        job = self.contents["job"]
        try:
            if job.cancelled:
                raise Cancelled
            self.answer = self.contents["work"](job)
        except BaseException as raised:  # noqa: BLE001  (handed to the GUI thread, which decides)
            self.problem = raised

    def take(self) -> tuple[dict[str, Any], Any, BaseException | None]:
        """Give everything that is in it, and leave it empty; in the window's thread."""
        taken = self.contents, self.answer, self.problem
        self.contents, self.answer, self.problem = {}, None, None
        return taken


class Tasks(QObject):
    """Runs callables in a lane and brings their answers back to the GUI thread.

    An answer for an owner that is gone is dropped. Of several tasks with the same owner and slot
    only the newest is answered, and those that have not begun are not run at all.
    """

    started = Signal(object)
    """A Job that has a title, so that the window can show it."""
    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._pool = ThreadPoolExecutor(POOL_SIZE, thread_name_prefix="pool")
        self._newest: dict[tuple[int, str], Job] = {}
        self._under_way = 0
        self._answered.connect(self._answer)
        self._garbage = Garbage(self)

    def in_lane(self, work: Callable[[], Any], **how: Any) -> Job:
        """Run store work after all that was asked for before.

        `then` gets the answer and `fail` the exception, both in the GUI thread and only while `owner`
        lives; `drop` gets, in the GUI thread too, an answer that came too late for either, so that
        what it holds can be let go. A `title` lets the window show it, `can_cancel` with a button.
        """
        return self._run(self._lane, lambda _job: work(), **how)

    def in_lane_long(self, work: Callable[[Job], Any], **how: Any) -> Job:
        """Run store work that takes long; `work` gets its Job to report progress and hear of cancelling."""
        return self._run(self._lane, work, **how)

    def in_pool(self, work: Callable[[Job], Any], **how: Any) -> Job:
        """Run other work; `work` gets its Job to report progress and hear of cancelling."""
        return self._run(self._pool, work, **how)

    def ask_lane(self, work: Callable[[], Any]) -> Any:
        """Run store work and wait for its answer; from a thread of the pool only."""
        return self._lane.submit(work).result()

    def _run(
        self,
        executor: ThreadPoolExecutor,
        work: Callable[[Job], Any],
        *,
        owner: QObject,
        then: Callable[[Any], None] | None = None,
        fail: Callable[[BaseException], None] | None = None,
        drop: Callable[[Any], object] | None = None,
        slot: str = "",
        title: str = "",
        can_cancel: bool = True,
    ) -> Job:
        job = Job(title, can_cancel=can_cancel)
        if slot:
            key = (id(owner), slot)
            past = self._newest.get(key)
            if past is not None:
                past.cancel()
            self._newest[key] = job
        self._under_way += 1

        package = _Package(job=job, work=work, owner=owner, then=then, fail=fail, drop=drop)

        def carry() -> None:
            package.carry()
            self._answered.emit(package)

        executor.submit(carry)
        if title:
            self.started.emit(job)
        return job

    def _answer(self, package: _Package) -> None:
        contents, answer, problem = package.take()
        job, owner, then = contents["job"], contents["owner"], contents["then"]
        fail, drop = contents["fail"], contents["drop"]
        self._under_way -= 1
        job.done = True
        job.ended.emit()
        if self._newest and job in self._newest.values():
            self._newest = {key: each for key, each in self._newest.items() if each is not job}
        if not isValid(owner) or isinstance(problem, Cancelled) or job.cancelled:
            if drop is not None and problem is None:
                drop(answer)
            return
        if problem is None:
            if then is not None:
                then(answer)
        elif fail is not None:
            fail(problem)
        else:
            raise problem

    @property
    def idle(self) -> bool:
        """Say whether nothing is under way and every answer was delivered."""
        return self._under_way == 0

    def wait(self) -> None:
        """Wait in the caller's thread until both lanes have run dry; answers are delivered later."""
        self._lane.submit(lambda: None).result()

    def close(self) -> None:
        """Finish what is under way and take nothing new."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._lane.shutdown(wait=True)
        self._garbage.stop()
