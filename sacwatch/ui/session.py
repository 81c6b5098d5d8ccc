"""What is open: from a file's path to a watch on the window and back, with its claim and its backups."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog

from sacwatch import logs, words
from sacwatch.domain.errors import Trouble
from sacwatch.domain.kinds import Changes, Kind
from sacwatch.domain.places import Place
from sacwatch.domain.times import SACRAMENTO
from sacwatch.i18n import _
from sacwatch.ui import shown
from sacwatch.ui.desk import Desk, utc_now
from sacwatch.ui.opener import Attempt, Opener, same
from sacwatch.ui.page import PAGES
from sacwatch.ui.picking import Pick
from sacwatch.ui.shell import Shell
from sacwatch.ui.single import Doorbell
from sacwatch.ui.state import State
from sacwatch.ui.tasks import Tasks

_LEAVE_MS = 100
"""Milliseconds between two looks at whether a dialog still keeps the window from closing."""


class Session(QObject):
    """Opens and closes watches in one window. The window is painted before the store is loaded."""

    ready = Signal()
    """A watch is on the window and its first page was asked for."""
    ended = Signal()

    def __init__(
        self, shell: Shell, tasks: Tasks, state: State, *, clock: Callable[[], datetime] = utc_now
    ) -> None:
        super().__init__()
        self.shell = shell
        self.tasks = tasks
        self.state = state
        self.clock = clock
        self.desk: Desk | None = None
        self._claim: Any = None
        self._bell: Doorbell | None = None
        self._closing = False
        self._leaving = QTimer(self, interval=_LEAVE_MS)
        self._leaving.timeout.connect(self._go_on_leaving)
        self._opener = Opener(shell, tasks, clock, self)
        self._opener.opened.connect(self._opened)
        self._opener.refused.connect(self.no_way_in)
        self._opener.elsewhere.connect(self.ended)
        self._opener.crashed.connect(lambda problem: self._crashed(problem))
        shell.closing.connect(self._window_closes)
        tasks.started.connect(shell.jobs.show_job)

    # Opening

    def open(
        self,
        path: Path,
        passphrase: str | None = None,
        *,
        overrule: bool = False,
        starting: bool = False,
        told: str = "",
    ) -> None:
        """Open a file; what is open stays until the other one is there.

        Asks for its passphrase where it has one. `overrule` opens it for writing although another
        computer says that it has it; `told` is said once it is on the window.
        """
        attempt = Attempt(path.absolute(), passphrase, overrule, starting, told=told)
        if self.desk is None or not same(self.desk.store.path, attempt.path):
            self._opener.open(attempt)
        elif self.desk.read_only:
            self.close(lambda: self._opener.open(attempt))

    def no_way_in(self, sentence: str, path: Path | None = None) -> None:
        """Say why a file is not there: above what is open, or else where to begin."""
        if self.desk is None:
            self.show_welcome(sentence, path)
            return
        if not sentence:
            return
        buttons: tuple[Any, ...] = ()
        if path is not None and _has_backups(path):
            buttons = ((_("Restore a backup…"), lambda: self.shell.wants_backup.emit(path)),)
        self.shell.notices.tell(sentence, buttons=buttons)

    def _opened(self, opened: Any, attempt: Attempt) -> None:
        if self._closing:
            self._opener.let_go(opened)
        elif self.desk is not None:
            # What was open stays open if what is typed in it cannot be kept.
            self.close(lambda: self._show(opened, attempt), instead=lambda: self._opener.let_go(opened))
        else:
            self._show(opened, attempt)

    def _show(self, opened: Any, attempt: Attempt) -> None:
        store = opened.store
        self._claim = opened.claim
        if opened.claim is not None:
            self._bell = Doorbell(opened.claim.name, self._come_to_front, self)
        self.state.opened(store.path)
        if attempt.keep:
            self._keep_passphrase(store)
        desk = Desk(self.tasks, store, clock=self.clock, parent=self)
        self.desk = desk
        desk.said.connect(self._say)
        desk.told.connect(self.shell.notices.tell)
        desk.settled.connect(self.shell.notices.put_away)
        desk.crashed.connect(lambda problem: self._crashed(problem))
        desk.wanted_file.connect(self.shell.wants)
        desk.pick_wanted.connect(self._pick)
        desk.changed.connect(self._renew)
        desk.papers = _keeper(desk)
        logs.note("opened", read_only=store.read_only, encrypted=store.encrypted)
        if not opened.watch_name and not store.read_only:
            self._begin_first_steps()
            return
        self.shell.attach(desk, opened.watch_name or store.path.stem)
        if store.read_only:
            self._note_reading(opened)
        if attempt.told:
            self.shell.notices.tell(attempt.told)
        self._begin_work()

    def _begin_work(self) -> None:
        self._renew_undo()
        if self.desk is not None:
            self.desk.papers.begin()
        # Behind what the first page asked for: a copy of the whole file would hold that up.
        self.tasks.in_lane(lambda: None, owner=self, then=lambda _none: self._back_up())
        self.ready.emit()

    def _keep_passphrase(self, store: Any) -> None:
        from sacwatch.services import passphrases

        def cannot(problem: BaseException) -> None:
            if not isinstance(problem, Trouble):
                self._crashed(problem)
                return
            self.shell.notices.tell(words.sentence(problem.problem.key, problem.problem.values))

        self.tasks.in_pool(
            lambda _job: passphrases.remember(store.path, store.passphrase), owner=self, fail=cannot
        )

    def _note_reading(self, opened: Any) -> None:
        buttons: tuple[Any, ...] = ()
        note = opened.note
        other = opened.elsewhere
        if other is not None and not other.computer:
            note = words.sentence("trouble.open_elsewhere_here", {})
        elif other is not None:
            computer = f"{other.computer} ({other.user})" if other.user else other.computer
            since = shown.moment(other.since, SACRAMENTO)
            note = words.sentence("trouble.open_on_other_computer", {"computer": computer, "since": since})
        if other is not None and not other.sure:
            path, passphrase = opened.store.path, opened.store.passphrase
            buttons = ((_("Open for writing anyway"), lambda: self.open(path, passphrase, overrule=True)),)
        self.shell.notices.tell(note, buttons=buttons, stays=True)

    def _begin_first_steps(self) -> None:
        from sacwatch.ui.firstrun import FirstSteps

        assert self.desk is not None
        steps = FirstSteps(self.desk)
        steps.finished.connect(self._first_steps_done)
        self.shell.cover(steps)

    def _first_steps_done(self, name: str) -> None:
        assert self.desk is not None
        self.shell.attach(self.desk, name)
        self._begin_work()

    def show_welcome(self, sentence: str = "", path: Path | None = None) -> None:
        """Show where to begin: a new watch, a file, the sample; with what went wrong before, if anything."""
        from sacwatch.ui.welcome import Welcome

        backed_up = path if path is not None and _has_backups(path) else None
        welcome = Welcome(self.state.recent, sentence, backed_up)
        welcome.wants.connect(self.shell.wants)
        welcome.opens.connect(lambda chosen: self.open(Path(chosen)))
        welcome.wants_backup.connect(self.shell.wants_backup)
        self.shell.cover(welcome)

    def _come_to_front(self) -> None:
        self.shell.showNormal() if self.shell.isMinimized() else self.shell.show()
        self.shell.raise_()
        self.shell.activateWindow()

    # While it is open

    def _say(self, sentence: str, undo: Any) -> None:
        action: Callable[[], None] | None = None
        if callable(undo):
            action = undo
        elif isinstance(undo, int):
            action = lambda: self.undo(undo)  # noqa: E731
        self.shell.toast.say(sentence, action)

    def _pick(self, take: Callable[[Place], None]) -> None:
        """Let a place be picked on the map, then show the page again that asked for it."""
        asked = self.shell.page
        back = asked.name if asked is not None else PAGES[0].name
        self.shell.show_page("map", Pick(take, lambda: self.shell.show_page(back)))

    def undo(self, step: int | None = None) -> None:
        """Take back a step, or the last one; a reason is shown where that cannot be."""
        title = _("Taking it back")
        self._reverse(lambda undoing, work: undoing.undo(work, step), title, _("Undone: {step}."))

    def redo(self) -> None:
        """Do the last undone step again."""
        title = _("Doing it again")
        self._reverse(lambda undoing, work: undoing.redo(work), title, _("Done again: {step}."))

    def _reverse(self, act: Callable[[Any, Any], Any], title: str, sentence: str) -> None:
        desk = self.desk
        if desk is None or desk.read_only:
            return
        from sacwatch.services import undoing

        def finished(step: Any) -> None:
            self.shell.toast.say(sentence.format(step=step_words(step)))

        def refused(problem: BaseException) -> None:
            if isinstance(problem, Trouble):
                self.shell.toast.say(words.sentence(problem.problem.key, problem.problem.values))
            else:
                desk.failed(problem)

        desk.do(lambda work: act(undoing, work), owner=self, then=finished, fail=refused, title=title)

    def _renew(self, changes: Changes) -> None:
        self._renew_undo()
        if Kind.WATCH in changes.kinds and self.desk is not None:
            from sacwatch.services import watches

            self.desk.read(
                watches.get, lambda watch: self.shell.name_watch(watch.name), owner=self, slot="name"
            )

    def _renew_undo(self) -> None:
        if self.desk is None:
            return
        from sacwatch.services import undoing

        self.desk.read(undoing.upcoming, self._name_undo, owner=self, slot="undo")

    def _name_undo(self, upcoming: Any) -> None:
        for action, step, plain, named in (
            (self.shell.undo_action, upcoming.undo, _("&Undo"), _("&Undo: {step}")),
            (self.shell.redo_action, upcoming.redo, _("&Redo"), _("&Redo: {step}")),
        ):
            action.setEnabled(step is not None and self.desk is not None and not self.desk.read_only)
            action.setText(plain if step is None else named.format(step=step_words(step)))

    def _back_up(self) -> None:
        desk = self.desk
        if desk is None or desk.read_only:
            return
        from sacwatch.services import backups

        path, passphrase, now = desk.store.path, desk.store.passphrase, self.clock()

        def told(problem: BaseException) -> None:
            if isinstance(problem, Trouble):
                self.shell.notices.tell(_no_backup(problem))
            else:
                desk.failed(problem)

        def ended() -> None:
            if job.cancelled:
                desk.said.emit(_("No backup was made now. One is made when you close the watch."), None)

        job = desk.run(
            lambda job: backups.back_up(path, passphrase, now=now, zone=SACRAMENTO, progress=job.report),
            owner=desk,
            title=_("Making a backup"),
            fail=told,
        )
        job.ended.connect(ended)

    def _when_finished(self, desk: Desk, go_on: Callable[[], None]) -> None:
        def look() -> None:
            waiting = desk.holding()
            if waiting is None:
                go_on()
            else:
                waiting.ended.connect(lambda: self._when_finished(desk, go_on))

        # What follows from a piece of work, such as its line in the ledger, is asked for just after its end.
        QTimer.singleShot(0, self, look)

    def _crashed(self, problem: BaseException) -> None:
        logs.crash(type(problem), problem, problem.__traceback__)
        self.crash_seen()

    def crash_seen(self) -> None:
        """Tell the captain that something nobody foresaw happened, once it stands in the log."""
        self.shell.notices.tell(crash_sentence())

    # Closing

    def close(
        self, then: Callable[[], object] | None = None, *, instead: Callable[[], object] | None = None
    ) -> None:
        """Close what is open: drafts are kept, a backup is made, the log is emptied; then go on.

        Where what is being typed cannot be kept, the captain is asked; `instead` follows a No.
        """
        if self.desk is None:
            if then is not None:
                then()
            return
        self.shell.leave_pages()
        # Behind the drafts in the lane, so that it is known whether they could be kept.
        self.tasks.in_lane(lambda: None, owner=self, then=lambda _none: self._close_kept(then, instead))

    def _close_kept(self, then: Callable[[], object] | None, instead: Callable[[], object] | None) -> None:
        from sacwatch.ui import filedialogs

        why = self.shell.not_kept()
        if why and not self._leaving.isActive() and not filedialogs.ask_close_unkept(self.shell, why):
            if instead is not None:
                instead()
            return
        desk, self.desk = self.desk, None
        if desk is None:
            if then is not None:
                then()
            return
        self.shell.detach()
        claim, self._claim = self._claim, None
        bell, self._bell = self._bell, None
        if bell is not None:
            bell.stop()
        now = self.clock()

        def finish() -> Trouble | None:
            from sacwatch.services import opening

            desk.closed = True
            return opening.close(desk.store, claim, now=now, zone=SACRAMENTO)

        def done(trouble: Trouble | None) -> None:
            desk.deleteLater()
            if trouble is not None and not self._leaving.isActive():
                filedialogs.tell(self.shell, _no_backup(trouble))
            if then is not None:
                then()

        def failed(problem: BaseException) -> None:
            self._crashed(problem)
            done(None)

        def close() -> None:
            self.tasks.in_lane(
                finish, owner=self, then=done, fail=failed, title=_("Closing the watch"), can_cancel=False
            )

        # A paper that was written is noted first, or it would be taken for somebody else's; and what
        # still reads the file would keep its log from being emptied.
        desk.papers.stop(lambda: self._when_finished(desk, close))

    def leave(self) -> None:
        """Close what is open and end, asking nothing: nobody may be there to answer.

        What is being typed is kept as far as it can be, and dialogs that are open are given up.
        """
        if not self._leaving.isActive():
            self._leaving.start()
            self._go_on_leaving()

    def _go_on_leaving(self) -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            dialog.reject()
        elif not self._closing:
            self.shell.close()

    def _window_closes(self, event: Any) -> None:
        self.state.geometry = self.shell.saveGeometry()
        if self.desk is None:
            event.accept()
            self.ended.emit()
            return
        event.ignore()
        if self._closing:
            return
        self._closing = True
        self.shell.setEnabled(False)
        self.close(self.ended.emit, instead=self._stay_open)

    def _stay_open(self) -> None:
        self._closing = False
        self.shell.setEnabled(True)


def _keeper(desk: Desk) -> Any:
    from sacwatch.ui.paper.keeper import Keeper  # a door: the services are loaded with the first watch

    return Keeper(desk)


def _has_backups(path: Path) -> bool:
    from sacwatch.services import backups

    return bool(backups.backups_of(path))


def _no_backup(trouble: Trouble) -> str:
    why = words.sentence(trouble.problem.key, trouble.problem.values)
    return _("No backup could be made. {why}").format(why=why)


def step_words(step: Any) -> str:
    """Give what a step of the history did."""
    return words.label("step", step.does.removeprefix("step."))


def crash_sentence() -> str:
    """Give the sentence about something nobody foresaw."""
    return _(
        "Something in SacWatch did not work as it should. What you saved is safe, and what you are typing "
        "is kept. A report without any of your records was written to the log. You can go on working."
    )
