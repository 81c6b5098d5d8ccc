"""What is open: from a file's path to a watch on the window and back, with its claim and its backups."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from sacwatch import logs, words
from sacwatch.domain.errors import Trouble
from sacwatch.domain.times import SACRAMENTO
from sacwatch.i18n import _
from sacwatch.ui.desk import Desk, utc_now
from sacwatch.ui.shell import Shell
from sacwatch.ui.single import Doorbell
from sacwatch.ui.state import State
from sacwatch.ui.tasks import Tasks


class Session(QObject):
    """Opens and closes watches in one window. The window is painted before the store is loaded."""

    ready = Signal()
    """A watch is on the window and its first page was asked for."""
    ended = Signal()

    def __init__(self, shell: Shell, tasks: Tasks, state: State) -> None:
        super().__init__()
        self.shell = shell
        self.tasks = tasks
        self.state = state
        self.desk: Desk | None = None
        self._claim: Any = None
        self._bell: Doorbell | None = None
        self._then: Callable[[], None] | None = None
        shell.closing.connect(self._window_closes)
        tasks.started.connect(shell.jobs.show_job)

    # Opening

    def open(self, path: Path, passphrase: str | None = None, *, overrule: bool = False) -> None:
        """Open a file in place of what is open; asks for its passphrase where it has one."""
        self.close(lambda: self._open(path, passphrase, overrule=overrule))

    def _open(self, path: Path, passphrase: str | None, *, overrule: bool) -> None:
        def begin() -> Any:
            # A door: SQLAlchemy and the services are loaded here, in the lane, behind the painted window.
            from sacwatch.services import opening

            return opening.open_for_window(
                path, passphrase, now=utc_now(), zone=SACRAMENTO, overrule=overrule
            )

        def trouble(problem: BaseException) -> None:
            self._cannot_open(path, passphrase, problem)

        self.tasks.in_lane(begin, owner=self, then=self._opened, fail=trouble)

    def _cannot_open(self, path: Path, passphrase: str | None, problem: BaseException) -> None:
        from sacwatch.ui import filedialogs

        if not isinstance(problem, Trouble):
            self._crashed(problem)
            self.show_welcome()
            return
        key = problem.problem.key
        if key in ("trouble.needs_passphrase", "trouble.wrong_passphrase"):
            again = "" if passphrase is None else words.sentence(key, problem.problem.values)
            typed = filedialogs.ask_passphrase(self.shell, path, again)
            if typed is not None:
                self._open(path, typed, overrule=False)
                return
        elif key == "trouble.open_in_other_window":
            if Doorbell.ring(str(problem.problem.values["bell"])):
                self._leave_to_other()
                return
            self._open_for_reading(path, passphrase, words.sentence("trouble.open_elsewhere_here"))
            return
        elif key == "trouble.read_only_place":
            self._open_for_reading(path, passphrase, words.sentence(key, problem.problem.values))
            return
        else:
            if key == "trouble.no_file":
                self.state.forget(path)
            self.show_welcome(words.sentence(key, problem.problem.values), path)
            return
        self.show_welcome()

    def _leave_to_other(self) -> None:
        """The other window came to the front; this one is not needed, unless it shows something already."""
        self.ended.emit()

    def _open_for_reading(self, path: Path, passphrase: str | None, why: str) -> None:
        def begin() -> Any:
            from sacwatch.services import opening

            return opening.open_for_reading(path, passphrase, why, now=utc_now(), zone=SACRAMENTO)

        self.tasks.in_lane(
            begin,
            owner=self,
            then=self._opened,
            fail=lambda problem: self._cannot_open(path, passphrase, problem),
        )

    def _opened(self, opened: Any) -> None:
        store = opened.store
        self._claim = opened.claim
        if opened.claim is not None:
            self._bell = Doorbell(opened.claim.name, self._come_to_front, self)
        self.state.opened(store.path)
        desk = Desk(self.tasks, store, parent=self)
        self.desk = desk
        desk.said.connect(self._say)
        desk.told.connect(self.shell.notices.tell)
        desk.crashed.connect(self._crashed)
        desk.wanted_file.connect(self.shell.wants)
        desk.pick_wanted.connect(lambda take: self.shell.show_page("map", ("pick", take)))
        desk.changed.connect(self._renew_undo)
        logs.note("opened", read_only=store.read_only, encrypted=store.encrypted)
        if not opened.watch_name:
            self._begin_first_steps()
            return
        self.shell.attach(desk, opened.watch_name)
        if opened.note:
            self._note_reading(opened)
        self._renew_undo()
        self._back_up()
        self.ready.emit()

    def _note_reading(self, opened: Any) -> None:
        buttons: tuple[Any, ...] = ()
        if opened.can_overrule:
            path, passphrase = opened.store.path, opened.store.passphrase
            buttons = ((_("Open for writing anyway"), lambda: self.open(path, passphrase, overrule=True)),)
        self.shell.notices.tell(opened.note, buttons=buttons, stays=True)

    def _begin_first_steps(self) -> None:
        from sacwatch.ui.firstrun import FirstSteps

        assert self.desk is not None
        steps = FirstSteps(self.desk)
        steps.finished.connect(self._first_steps_done)
        self.shell.cover(steps)

    def _first_steps_done(self, name: str) -> None:
        assert self.desk is not None
        self.shell.attach(self.desk, name)
        self._renew_undo()
        self._back_up()
        self.ready.emit()

    def show_welcome(self, sentence: str = "", path: Path | None = None) -> None:
        """Show where to begin: a new watch, a file, the sample; with what went wrong before, if anything."""
        from sacwatch.ui.welcome import Welcome

        welcome = Welcome(self.state.recent, sentence, path)
        welcome.wants.connect(self.shell.wants)
        welcome.opens.connect(lambda chosen: self.open(Path(chosen)))
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

    def undo(self, step: int | None = None) -> None:
        """Take back a step, or the last one; a reason is shown where that cannot be."""
        self._reverse(lambda undoing, work: undoing.undo(work, step), "undone")

    def redo(self) -> None:
        """Do the last undone step again."""
        self._reverse(lambda undoing, work: undoing.redo(work), "redone")

    def _reverse(self, act: Callable[[Any, Any], Any], what: str) -> None:
        if self.desk is None or self.desk.read_only:
            return
        from sacwatch.services import undoing

        def finished(step: Any) -> None:
            done = words.label("step", step.does.removeprefix("step."))
            sentence = _("Undone: {step}.") if what == "undone" else _("Done again: {step}.")
            self.shell.toast.say(sentence.format(step=done))

        def refused(problem: BaseException) -> None:
            if isinstance(problem, Trouble):
                self.shell.toast.say(words.sentence(problem.problem.key, problem.problem.values))
            elif self.desk is not None:
                self.desk.failed(problem)

        self.desk.do(lambda work: act(undoing, work), owner=self, then=finished, fail=refused)

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
            action.setText(
                plain
                if step is None
                else named.format(step=words.label("step", step.does.removeprefix("step.")))
            )

    def _back_up(self) -> None:
        desk = self.desk
        if desk is None or desk.read_only:
            return
        from sacwatch.services import backups

        path, passphrase = desk.store.path, desk.store.passphrase

        def told(problem: BaseException) -> None:
            if isinstance(problem, Trouble):
                why = words.sentence(problem.problem.key, problem.problem.values)
                self.shell.notices.tell(_("No backup could be made. {why}").format(why=why))
            else:
                desk.failed(problem)

        desk.run(
            lambda _job: backups.back_up(path, passphrase, now=utc_now(), zone=SACRAMENTO),
            owner=desk,
            title=_("Making a backup"),
            fail=told,
        )

    def _crashed(self, problem: BaseException) -> None:
        logs.crash(type(problem), problem, problem.__traceback__)
        self.crash_seen()

    def crash_seen(self) -> None:
        """Tell the captain that something nobody foresaw happened, once it stands in the log."""
        self.shell.notices.tell(crash_sentence())

    # Closing

    def close(self, then: Callable[[], object] | None = None) -> None:
        """Close what is open: drafts are kept, a backup is made, the log is emptied; then go on."""
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

        def finish() -> str:
            from sacwatch.services import opening

            return opening.close(desk.store, claim, now=utc_now(), zone=SACRAMENTO)

        def done(trouble: str) -> None:
            desk.deleteLater()
            if trouble:
                self.shell.notices.tell(trouble)
            if then is not None:
                then()

        def failed(problem: BaseException) -> None:
            self._crashed(problem)
            done("")

        self.tasks.in_lane(finish, owner=self, then=done, fail=failed)

    def _window_closes(self, event: Any) -> None:
        self.state.geometry = self.shell.saveGeometry()
        if self.desk is None:
            event.accept()
            self.ended.emit()
            return
        event.ignore()
        self.shell.setEnabled(False)
        self.close(self._closed_for_good)

    def _closed_for_good(self) -> None:
        self.ended.emit()


def crash_sentence() -> str:
    """Give the sentence about something nobody foresaw."""
    return _(
        "Something in SacWatch did not work as it should. What you saved is safe, and what you are typing "
        "is kept. A report without any of your records was written to the log. You can go on working."
    )
