"""Grants what the menus wish for: files, passphrases, backups, text size, search, help."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox

from sacwatch import __version__, paths, words
from sacwatch.domain.errors import Trouble
from sacwatch.domain.times import SACRAMENTO
from sacwatch.i18n import _
from sacwatch.ui import filedialogs, theme
from sacwatch.ui.desk import utc_now
from sacwatch.ui.session import Session


class Wishes(QObject):
    """One method for each wish of the window's menus."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._shell = session.shell

    def grant(self, wish: str) -> None:
        """Do what a menu or a button asked for."""
        act: Callable[[], None] = getattr(self, f"_{wish}")
        act()

    # Files

    def _new_file(self) -> None:
        dialog = filedialogs.NewFile(self._shell)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        passphrase = dialog.passphrase.first.text() if dialog.lock.isChecked() else None
        path, keep = dialog.path, dialog.lock.isChecked() and dialog.passphrase.remember.isChecked()
        self._make(path, passphrase, keep=keep)

    def _make(self, path: Path, passphrase: str | None, *, keep: bool) -> None:
        from sacwatch.services import files, passphrases

        def make() -> None:
            path.parent.mkdir(parents=True, exist_ok=True)
            files.create(path, passphrase).close()
            if keep and passphrase:
                passphrases.remember(path, passphrase)

        def cannot(problem: BaseException) -> None:
            if isinstance(problem, Trouble):
                self._session.show_welcome(words.sentence(problem.problem.key, problem.problem.values))
            elif isinstance(problem, OSError):
                self._session.show_welcome(
                    words.sentence("trouble.cannot_make_folder", {"name": path.parent.name})
                )
            else:
                raise problem

        self._session.close(
            lambda: self._session.tasks.in_lane(
                make,
                owner=self._session,
                then=lambda _done: self._session.open(path, passphrase),
                fail=cannot,
            )
        )

    def _open_file(self) -> None:
        start = self._session.state.get("folder", str(paths.documents()))
        chosen, _filter = QFileDialog.getOpenFileName(
            self._shell, _("Open a watch"), start, filedialogs.watch_filter()
        )
        if chosen:
            self._session.state.put("folder", str(Path(chosen).parent))
            self._session.open(Path(chosen))

    def _open_sample(self) -> None:
        from sacwatch.services import sample

        path = paths.app_data() / "Sample watch.sacwatch"

        def make(job: Any) -> Path:
            sample.make_file(path, now=utc_now(), zone=SACRAMENTO, progress=job.report)
            return path

        def begin() -> None:
            self._session.tasks.in_pool(
                make,
                owner=self._session,
                title=_("Making the sample watch"),
                then=self._session.open,
                fail=self._cannot_make_sample,
            )

        self._session.close(begin)

    def _cannot_make_sample(self, problem: BaseException) -> None:
        if not isinstance(problem, Trouble):
            raise problem
        self._session.show_welcome(words.sentence(problem.problem.key, problem.problem.values))

    def _save_copy(self) -> None:
        desk = self._session.desk
        if desk is None:
            return
        start = desk.store.path
        name = _("{name} copy").format(name=start.stem)
        chosen, _filter = QFileDialog.getSaveFileName(
            self._shell,
            _("Save a copy"),
            str(paths.documents() / f"{name}.sacwatch"),
            filedialogs.watch_filter(),
        )
        if not chosen:
            return
        target = Path(chosen if chosen.endswith(paths.SUFFIX) else chosen + paths.SUFFIX)
        done = _("A copy was saved as {name}.").format(name=target.name)
        # In the lane, through the open connection: it rescues everything even when the file has vanished.
        desk.tasks.in_lane(
            lambda: desk.store.save_copy(target),
            owner=desk,
            title=_("Saving a copy"),
            then=lambda _none: desk.said.emit(done, None),
            fail=desk.failed,
        )

    def _restore(self) -> None:
        desk = self._session.desk
        if desk is not None:
            path, passphrase = desk.store.path, desk.store.passphrase
        else:
            recent = self._session.state.recent
            if not recent:
                return
            path, passphrase = recent[0], None
        from sacwatch.services import backups, files, passphrases

        if passphrase is None and path.exists() and desk is None and files.is_encrypted(path):
            passphrase = passphrases.remembered(path) or filedialogs.ask_passphrase(self._shell, path)
        dialog = filedialogs.RestoreBackup(self._shell, self._session.tasks, path, passphrase, SACRAMENTO)
        if dialog.exec() != QDialog.DialogCode.Accepted or dialog.chosen is None:
            return
        chosen = dialog.chosen.path

        def begin() -> None:
            self._session.tasks.in_lane(
                lambda: backups.restore(path, passphrase, chosen, now=utc_now(), zone=SACRAMENTO),
                owner=self._session,
                then=lambda _aside: self._session.open(path, passphrase),
                fail=self._cannot_restore,
            )

        self._session.close(begin)

    def _cannot_restore(self, problem: BaseException) -> None:
        if not isinstance(problem, Trouble):
            raise problem
        self._session.show_welcome(words.sentence(problem.problem.key, problem.problem.values))

    def _passphrase(self) -> None:
        desk = self._session.desk
        if desk is None or desk.read_only:
            return
        from sacwatch.services import files, passphrases

        store = desk.store
        dialog = filedialogs.ChangePassphrase(
            self._shell, encrypted=store.encrypted, check=lambda typed: typed == store.passphrase
        )
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        path, old = store.path, store.passphrase
        new = None if dialog.removes else dialog.new.first.text()
        keep = dialog.new.remember.isChecked()

        def change() -> None:
            files.set_passphrase(path, old, new)
            if new and keep:
                passphrases.remember(path, new)

        def changed(_none: object) -> None:
            self._session.open(path, new)

        def cannot(problem: BaseException) -> None:
            if not isinstance(problem, Trouble):
                raise problem
            self._session.show_welcome(words.sentence(problem.problem.key, problem.problem.values), path)

        self._session.close(
            lambda: self._session.tasks.in_lane(change, owner=self._session, then=changed, fail=cannot)
        )

    def _quit(self) -> None:
        self._shell.close()

    # Changes

    def _undo(self) -> None:
        self._session.undo()

    def _redo(self) -> None:
        self._session.redo()

    def _history(self) -> None:
        if self._session.desk is not None:
            filedialogs.History(self._shell, self._session.desk, self._session.undo).open()

    def _search(self) -> None:
        if self._session.desk is not None:
            from sacwatch.ui.search import SearchBox

            SearchBox(self._session.desk, self._shell).open()

    # How it looks

    def _larger(self) -> None:
        self._resize_text(1)

    def _smaller(self) -> None:
        self._resize_text(-1)

    def _resize_text(self, step: int) -> None:
        state = self._session.state
        place = theme.SIZES.index(state.size) + step
        if 0 <= place < len(theme.SIZES):
            state.size = theme.SIZES[place]
            self._dress()

    def _dress(self) -> None:
        """Dress the window anew after its text size or colours were set."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, scheme=self._session.state.scheme, size=self._session.state.size)
            self._shell.dressed_anew()

    # Help

    def _help(self) -> None:
        from sacwatch.ui.help import HelpBox

        page = self._shell.page
        HelpBox(page.name if page is not None else "today", self._shell).open()

    def _about(self) -> None:
        QMessageBox.about(
            self._shell,
            _("About SacWatch"),
            _(
                "SacWatch {version}\n\nFor neighborhood watch captains. Everything stays on this computer."
            ).format(version=__version__),
        )
