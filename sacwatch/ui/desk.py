"""What every page works with: the open watch, the ways to ask and to do, and the news of changes."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from sacwatch import words
from sacwatch.domain.drafts import KeptDraft
from sacwatch.domain.errors import Cancelled, Invalid, Trouble
from sacwatch.domain.kinds import Changes, Kind, Ref
from sacwatch.domain.times import SACRAMENTO
from sacwatch.ui.tasks import Job, Tasks
from sacwatch.ui.timers import later

IDLE_MS = 15_000
"""Milliseconds without a change after which the write-ahead log is emptied into the file."""

NOT_SAVED = frozenset({"trouble.disk_full", "trouble.disk_trouble", "trouble.busy"})
"""Troubles that are over once something is saved."""


def utc_now() -> datetime:
    """Give the present instant, aware UTC."""
    return datetime.now(UTC)


class Desk(QObject):
    """The open watch as the pages see it. Lives in the GUI thread; the store is touched in its lane only."""

    changed = Signal(object)
    """Changes, after every finished unit of work that changed something."""
    said = Signal(str, object)
    """A sentence for a toast, and the number of the step it can undo, or None."""
    told = Signal(str)
    """A sentence that needs attention and stays until it is put away."""
    settled = Signal(str)
    """A sentence that was told and no longer holds."""
    crashed = Signal(object)
    """An exception that nobody foresaw."""
    wanted = Signal(str, object)
    """A page's name and what it should do there, such as ("patrols", Ref(...))."""
    wanted_file = Signal(str)
    """A wish about files that the session grants, such as "open_sample"."""
    ground_changed = Signal()
    """What the map is drawn from has changed."""
    pick_wanted = Signal(object)
    """A callable that takes the Place which is then picked on the map."""

    def __init__(
        self,
        tasks: Tasks,
        store: Any,
        *,
        clock: Callable[[], datetime] = utc_now,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.tasks = tasks
        self.store = store
        self.zone = SACRAMENTO
        self.papers: Any = None
        """What keeps the folder of papers current, where the session gave one."""
        self._clock = clock
        self.by = _user_name()
        self._not_saved: set[str] = set()
        self._holding: list[Job] = []
        self.closed = False
        """Whether the store is closed; in its lane, whatever was asked for late hears of it there."""
        self._tried: dict[str, str] = {}
        self._idle = later(IDLE_MS, self, self._rest)

    @property
    def read_only(self) -> bool:
        return bool(self.store.read_only)

    def now(self) -> datetime:
        """Give the present instant, aware UTC."""
        return self._clock()

    def today(self) -> date:
        """Give today's civil date in Sacramento."""
        return self.now().astimezone(self.zone).date()

    def read(
        self,
        question: Callable[[Any], Any],
        then: Callable[[Any], None],
        *,
        owner: QObject,
        slot: str = "",
        fail: Callable[[BaseException], None] | None = None,
    ) -> Job:
        """Ask the store something in its lane; `question` gets a Work, `then` the answer."""

        def ask() -> Any:
            if self.closed:
                raise Cancelled
            with self.store.reading(now=self.now()) as work:
                return question(work)

        return self.tasks.in_lane(ask, owner=owner, then=then, slot=slot, fail=fail or self.failed)

    def do(
        self,
        deed: Callable[[Any], Any],
        *,
        owner: QObject,
        then: Callable[[Any], None] | None = None,
        fail: Callable[[BaseException], None] | None = None,
        said: str = "",
        title: str = "",
    ) -> Job:
        """Change records in the store's lane; afterwards the news goes out, and a toast offers undo.

        The news goes out even when `owner` has gone meanwhile; `then` and `fail` are for it alone. Where
        it can take more than a moment, the window shows the `title` meanwhile.
        """

        def act() -> tuple[Any, Changes]:
            with self.store.work(now=self.now(), by=self.by) as work:
                answer = deed(work)
            return answer, work.changes

        def finished(result: tuple[Any, Changes]) -> None:
            answer, changes = result
            self._idle.start()
            if changes:
                self._saving_works()
                self.changed.emit(changes)
            if said:
                self.said.emit(said, changes.step)
            if then is not None and isValid(owner):
                then(answer)

        def refused(problem: BaseException) -> None:
            if fail is not None and isValid(owner):
                fail(problem)
            else:
                self.failed(problem)

        return self.tasks.in_lane(act, owner=self, then=finished, fail=refused, title=title, can_cancel=False)

    def do_long(
        self,
        deed: Callable[[Any, Callable[[int, int, str], None]], Any],
        *,
        title: str,
        then: Callable[[Any, int | None], None],
    ) -> Job:
        """Change many records in the store's lane; the window shows the title and progress, with Cancel.

        `deed` gets a Work and the way to report progress; when it is cancelled everything stays as it was.
        `then` gets its answer and the number of the step that can be taken back.
        """

        def act(job: Job) -> tuple[Any, Changes]:
            with self.store.work(now=self.now(), by=self.by) as work:
                answer = deed(work, job.report)
            return answer, work.changes

        def finished(result: tuple[Any, Changes]) -> None:
            answer, changes = result
            self._idle.start()
            if changes:
                self._saving_works()
                self.changed.emit(changes)
            then(answer, changes.step)

        # Cancel may come when all is kept already; then it is told as if nobody had pressed it.
        return self.tasks.in_lane_long(
            act, owner=self, then=finished, fail=self.failed, drop=finished, title=title
        )

    def jot(
        self,
        deed: Callable[[Any], Any],
        *,
        owner: QObject,
        then: Callable[[Any], None] | None = None,
        fail: Callable[[BaseException], None] | None = None,
    ) -> Job:
        """Write what is no record, such as a draft; nobody is told, but trouble is."""
        return self.do(deed, owner=owner, then=then, fail=fail)

    def run(
        self,
        work: Callable[[Job], Any],
        *,
        owner: QObject,
        title: str,
        then: Callable[[Any], None] | None = None,
        fail: Callable[[BaseException], None] | None = None,
        slot: str = "",
        stopped: str = "",
        late: Callable[[Any], None] | None = None,
        can_cancel: bool = True,
        holds: bool = True,
    ) -> Job:
        """Run long work in the pool; the window shows its title and progress, with Cancel.

        The watch is closed only when it has ended, unless it does not concern the watch (`holds`).

        `stopped` is what is said after Cancel. Where Cancel comes when the work is done already, `late`
        gets the answer instead; without it such an answer is dropped. What was told of an earlier try
        under the same title is put away.
        """
        self.settled.emit(self._tried.pop(title, ""))
        done: list[bool] = []

        def carry(job: Job) -> Any:
            answer = work(job)
            done.append(True)
            return answer

        def refused(problem: BaseException) -> None:
            if isinstance(problem, Trouble):
                self._tried[title] = words.sentence(problem.problem.key, problem.problem.values)
            self.failed(problem)

        def ended() -> None:
            if job.cancelled and stopped and not (done and late is not None) and isValid(self):
                self.said.emit(stopped, None)

        job = self.tasks.in_pool(
            carry,
            owner=owner,
            title=title,
            then=then,
            fail=fail or refused,
            drop=late,
            slot=slot,
            can_cancel=can_cancel,
        )
        job.ended.connect(ended)
        if holds:
            self._holding = [each for each in self._holding if not each.done]
            self._holding.append(job)
        return job

    def holding(self) -> Job | None:
        """Give work that has to end before the watch is closed, or None."""
        return next((each for each in self._holding if not each.done), None)

    def failed(self, problem: BaseException) -> None:
        """Tell a person what went wrong: a sentence for what was foreseen, the crash handler else."""
        if isinstance(problem, Trouble) and not isinstance(problem, Invalid):
            sentence = words.sentence(problem.problem.key, problem.problem.values)
            if problem.problem.key in NOT_SAVED:
                self._not_saved.add(sentence)
            self.told.emit(sentence)
        else:
            self.crashed.emit(problem)

    def _saving_works(self) -> None:
        """Take back what was told of a disk that would not take anything."""
        for sentence in self._not_saved:
            self.settled.emit(sentence)
        self._not_saved.clear()

    def open_record(self, kind: Kind, id_: str) -> None:
        """Show a record on the page of its kind; a photo or file is shown with what it belongs to."""
        if kind is Kind.ATTACHMENT:
            self.read(
                lambda work: work.repository(kind).get(id_),
                lambda photo: self.open_record(photo.owner_kind, photo.owner_id),
                owner=self,
            )
            return
        self.wanted.emit(PAGE_OF[kind], Ref(kind, id_))

    def _rest(self) -> None:
        self.tasks.in_lane(self.store.rest, owner=self)


PAGE_OF = {
    Kind.PATROL: "patrols",
    Kind.SHIFT: "shifts",
    Kind.ROUTE: "map",
    Kind.SHEET: "patrols",
    Kind.INCIDENT: "incidents",
    Kind.CONCERN: "concerns",
    Kind.ACTION: "concerns",
    Kind.MEETING: "meetings",
    Kind.HOUSEHOLD: "people",
    Kind.MEMBER: "people",
    Kind.TREE: "phonetree",
    Kind.DRILL: "phonetree",
    Kind.WATCH: "settings",
    Kind.SETTING: "settings",
    Kind.DESTINATION: "reports",
}
"""The page on which a record of a kind is shown."""


DRAFT_PAGE = "page"
"""Where a kept draft names the page on which it is typed, if that is not the one of its kind."""


def page_of_draft(kept: KeptDraft) -> str:
    """Give the page on which a form that was not finished goes on."""
    return str(kept.data.get(DRAFT_PAGE) or PAGE_OF[kept.kind])


def _user_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
