"""Keeps papers current in their places while a watch is open, in the background and one run at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from sacwatch import words
from sacwatch.domain.audiences import Audience
from sacwatch.domain.errors import Problem, Trouble
from sacwatch.domain.kinds import Changes, Kind
from sacwatch.i18n import _
from sacwatch.services import places
from sacwatch.services.places import Target
from sacwatch.ui.paper import standing
from sacwatch.ui.paper.asking import asker, teller
from sacwatch.ui.paper.standing import Making, Stand, State
from sacwatch.ui.tasks import Job
from sacwatch.ui.timers import later

if TYPE_CHECKING:
    from sacwatch.services.syncing import Look, Released, Result

FIRST_MS = 3_000
"""Milliseconds after opening at which the folder is seen to, behind everything the captain waits for."""
LOOK_MS, RUN_MS = 2_000, 10_000
"""Milliseconds after the last change at which it is counted what is out of date, and seen to."""
RETRY_MS = 120_000
"""Milliseconds after which a file that was open elsewhere, or a folder that was away, is tried again."""
MANY = 8
"""From so many papers on, the window shows a run that began by itself."""

KINDS = frozenset(Kind) - {Kind.SETTING}


class Keeper(QObject):
    """The places for papers of the open watch. Lives in the GUI thread as long as the desk."""

    moved = Signal()
    """The state changed."""

    def __init__(self, desk: Any) -> None:
        super().__init__(desk)
        self._desk = desk
        self.state = State()
        """How the folder of papers stands, which is the first place that is a folder."""
        self.states: dict[str, State] = {}
        """How every place stands, by its id."""
        self.looks: dict[str, Look] = {}
        """What was found of every place the last time, by its id."""
        self._released: dict[str, Released] = {}
        """What the captain let go just now, by the id of the place; the next run remembers it in the file."""
        self._clock_doubted = False
        self._job: Job | None = None
        self.making: Making | None = None
        """How far the run is that is under way."""
        self._by_hand = False
        self._next: Callable[[], None] | None = None
        self._seen: dict[str, Look] = {}
        self._news_count = 0
        self._told: set[str] = set()
        self._stopped = False
        self._look_timer = later(LOOK_MS, self, self.look)
        self._run_timer = later(RUN_MS, self, self._run_by_itself)
        self._retry_timer = later(RETRY_MS, self, self._run_by_itself)
        desk.changed.connect(self._news)

    def begin(self) -> None:
        """See to the folder soon; where the file is for reading only, just say how it stands."""

        def known(targets: list[Target]) -> None:
            self._show({each.id: State(Stand.UNKNOWN, each) for each in targets})
            if targets:
                see = self.look if self._desk.read_only else self._run_by_itself
                QTimer.singleShot(FIRST_MS, self, see)

        self._desk.read(places.targets, known, owner=self)

    def stop(self, then: Callable[[], object]) -> None:
        """Stop before the watch is closed; `then` follows when nothing is under way any more."""
        self._stopped = True
        self._next = None
        for timer in (self._look_timer, self._run_timer, self._retry_timer):
            timer.stop()
        job = self._job
        if job is None:
            then()
            return
        job.ended.connect(then)
        job.cancel()

    @property
    def every(self) -> list[State]:
        """How the places stand, the oldest first."""
        return list(self.states.values())

    @property
    def expected(self) -> bool:
        """Whether a run will begin by itself soon."""
        return self._run_timer.isActive()

    # What the captain asks for

    def bring_up_to_date(self) -> None:
        """Bring the folder up to date now."""
        if not self._desk.read_only:
            self._begin(lambda: self._run(by_hand=True))

    def cancel(self) -> None:
        """Stop the run that is under way; what it made stays."""
        if self._job is not None and self.making is not None:
            self._run_timer.stop()
            self._next = None
            self._job.cancel()

    def release(self, id_: str, released: Released) -> None:
        """Let go what the captain looked at; where the place is away, it goes there when it is back."""
        self._released[id_] = released
        self.bring_up_to_date()

    def see_now(self) -> None:
        """See to all places now and not later, as it is done by itself."""
        if not self._stopped and self.states:
            self._begin(lambda: self._run(by_hand=False))
        else:
            self.look()

    def see_anew(self) -> None:
        """See to all places now, because one was added, changed or let go."""
        self._told.clear()
        self.bring_up_to_date()

    def choose(
        self, folder: Path | None, audience: Audience, *, large: bool, automatic: bool = False
    ) -> None:
        """Keep the papers in this folder and for this audience, or in none."""
        target = Target(folder, audience, large, automatic) if folder is not None else None
        path, past = self._desk.store.path, self.state.target
        said = _("Saved.")
        if past is not None and (target is None or target.folder != past.folder):
            said = _("The papers in “{folder}” stay there as they are.").format(folder=past.folder.name)

        def chosen(_none: object) -> None:
            self._told.clear()
            self._set(State(Stand.UNKNOWN if target else Stand.NONE, target))
            if target is not None:
                self.bring_up_to_date()
            else:
                self.look()

        def refused(problem: BaseException) -> None:
            self._desk.failed(problem)
            self.moved.emit()

        def deed(work: Any) -> None:
            from sacwatch.services import syncing

            syncing.choose(work, target, watch_file=path)

        self._desk.do(deed, owner=self, then=chosen, fail=refused, said=said)

    # By itself

    def _news(self, changes: Changes) -> None:
        if self._stopped or not KINDS & changes.kinds:
            return
        self._seen = {}
        self._news_count += 1
        self._look_timer.start()
        if not self._desk.read_only:
            self._run_timer.start()

    def look(self) -> None:
        """Count what is out of date."""
        self._begin(self._look)

    def _run_by_itself(self) -> None:
        self._begin(lambda: self._run(by_hand=False))

    def _begin(self, work: Callable[[], None]) -> None:
        if self._stopped:
            return
        if self._job is not None:
            self._next = work
            return
        self._look_timer.stop()
        work()

    def _look(self, *, after_run: bool = False) -> None:
        desk, path = self._desk, self._desk.store.path

        def work(job: Job) -> list[Look]:
            from sacwatch.services import syncing  # a door: what makes papers is loaded behind the window

            return syncing.look_all(
                asker(desk, job), watch_file=path, now=desk.now(), zone=desk.zone, progress=job.report
            )

        count = self._news_count
        self._start(
            work,
            lambda seen: self._looked(seen, current=count == self._news_count, after_run=after_run),
        )

    def _looked(self, looks: list[Look], *, current: bool, after_run: bool) -> None:
        self.looks = {each.target.id: each for each in looks if each.target is not None}
        self._seen = self.looks if current else {}
        self._show({id_: self._state_of(look, after_run=after_run) for id_, look in self.looks.items()})

    def _state_of(self, look: Look, *, after_run: bool) -> State:
        assert look.target is not None
        if look.problem is not None:
            return _away(look.target, look.problem)
        stand = Stand.WAITING if look.waiting else Stand.CURRENT
        past = self.states.get(look.target.id)
        told = past.told if past is not None and (look.waiting or after_run) else ()
        return State(stand, look.target, len(look.planned), look.waiting, told, held=look.held)

    def _run(self, *, by_hand: bool) -> None:
        self._run_timer.stop()
        self._retry_timer.stop()
        self._by_hand = by_hand
        desk, path = self._desk, self._desk.store.path
        seen = {} if by_hand else self._seen
        released, self._released = self._released, {}
        trust = by_hand and self._clock_doubted

        def work(job: Job) -> list[Result]:
            from sacwatch.services import syncing

            return syncing.run_all(
                asker(desk, job),
                teller(desk),
                watch_file=path,
                now=desk.now(),
                zone=desk.zone,
                make_folder=by_hand,
                trust_clock=trust,
                looks=seen,
                released=released,
                progress=job.report,
            )

        title = _("Bringing the papers up to date") if by_hand else ""
        self.making = Making()
        job = self._start(work, self._ran, title)
        job.progressed.connect(self._progressed)
        self.moved.emit()

    def _start(self, work: Callable[[Job], Any], then: Callable[[Any], None], title: str = "") -> Job:
        job: Job = self._desk.tasks.in_pool(work, owner=self, then=then, fail=self._failed, title=title)
        self._job = job
        job.ended.connect(self._ended)
        return job

    def _ended(self) -> None:
        """Note that nothing is under way; the answer, if there is one, follows at once."""
        job, self._job = self._job, None
        making, self.making = self.making, None
        if making is not None:
            self._seen = {}
        if job is not None and job.cancelled:
            self._cancelled(making)
        following, self._next = self._next, None
        if following is not None:
            QTimer.singleShot(0, self, lambda: self._begin(following))
        self.moved.emit()

    def _cancelled(self, making: Making | None) -> None:
        if making is not None and making.total:
            left = making.total - making.done
            self._set(replace(self.state, stand=Stand.WAITING, waiting=left))
        elif self._next is None:
            self._next = self._look

    def _progressed(self, done: int, total: int, doing: str) -> None:
        job = self._job
        if doing != "job.papers" or not total or job is None or self.making is None:
            return
        if not job.title and total >= MANY:
            job.title = _("Bringing the papers up to date")
            self._desk.tasks.started.emit(job)
        self.making = Making(done, total)
        self.moved.emit()

    def _ran(self, results: list[Result]) -> None:
        # What was noted in the ledger goes into the file itself when nothing else is to be done.
        self._desk.tasks.in_lane(self._desk.store.rest, owner=self)
        states: dict[str, State] = {}
        sentences: list[str] = []
        for result in results:
            state = _after(result)
            states[result.target.id] = state
            sentences += state.told
        self._clock_doubted = any(
            each.problem is not None and each.problem.key == "trouble.clock_back" for each in results
        )
        self._show(states)
        self._tell(sentences)
        if any(state.stand is Stand.AWAY or (state.waiting and not state.held) for state in states.values()):
            self._retry_timer.start()
        elif self._by_hand and states and all(each.stand is Stand.CURRENT for each in states.values()):
            self._desk.said.emit(_all_current(states), None)
        # The list of what lies there, and of what waits, is of before the run.
        QTimer.singleShot(0, self, self._look_after_run)

    def _look_after_run(self) -> None:
        self._begin(lambda: self._look(after_run=True))

    def _failed(self, problem: BaseException) -> None:
        # The store itself did not answer; its own pages say so too, once.
        if isinstance(problem, Trouble):
            self._tell([_sentence(problem.problem)])
        else:
            self._desk.failed(problem)

    def _tell(self, sentences: list[str]) -> None:
        """Say above the page what is new; what was said of an earlier run and still holds is not repeated."""
        new = [each for each in sentences if each not in self._told]
        self._told = set(sentences)
        if len(new) > 2:
            told = _("{count} papers need a look. The Reports page says which, and why.")
            self._desk.told.emit(told.format(count=len(new)))
            return
        for sentence in new:
            self._desk.told.emit(sentence)

    def _show(self, states: dict[str, State]) -> None:
        folders = [each for each in states.values() if each.target is not None and not each.target.served]
        state = folders[0] if folders else State(Stand.NONE)
        self.states, self.state = states, state
        # Also where all stands as it did: what lies in a place, or its name, may be another.
        self.moved.emit()

    def _set(self, state: State) -> None:
        """Take what is known of the folder of papers before all is looked at anew."""
        if state != self.state:
            self.states = {id_: state if each is self.state else each for id_, each in self.states.items()}
            self.state = state
            self.moved.emit()


def _after(result: Result) -> State:
    """Give how a place stands after a run."""
    outcome = result.outcome
    if outcome is None:
        assert result.problem is not None
        return _away(result.target, result.problem)
    told = tuple(_sentence(each) for each in (*outcome.troubles, *outcome.notes))
    stand = Stand.WAITING if outcome.waiting else Stand.CURRENT
    held = bool(outcome.held) and outcome.held == outcome.waiting
    return State(stand, result.target, outcome.total, outcome.waiting, told, held=held)


def _all_current(states: dict[str, State]) -> str:
    if len(states) == 1:
        return standing.words(next(iter(states.values())))
    return _("All papers are current in all {count} places.").format(count=len(states))


def _away(target: Target, problem: Problem) -> State:
    gone = problem.key == "trouble.target_folder_gone"
    return State(Stand.AWAY, target, told=(_sentence(problem),), gone=gone)


def _sentence(problem: Problem) -> str:
    return words.sentence(problem.key, problem.values)
