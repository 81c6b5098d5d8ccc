"""Grants what the menus wish for: files, passphrases, backups, text size, search, help."""

from __future__ import annotations

import unicodedata
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
from sacwatch.ui.opener import same
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

        def make() -> Trouble | None:
            path.parent.mkdir(parents=True, exist_ok=True)
            files.create(path, passphrase).close()
            try:
                if keep and passphrase:
                    passphrases.remember(path, passphrase)
            except Trouble as trouble:
                return trouble  # the file is there all the same
            return None

        def made(trouble: Trouble | None) -> None:
            told = words.sentence(trouble.problem.key, trouble.problem.values) if trouble else ""
            self._session.open(path, passphrase, told=told)

        def cannot(problem: BaseException) -> None:
            if isinstance(problem, OSError):
                problem = Trouble("trouble.cannot_make_folder", name=path.parent.name)
            self._cannot(problem)

        self._session.tasks.in_lane(make, owner=self._session, then=made, fail=cannot)

    def _cannot(self, problem: BaseException) -> None:
        if not isinstance(problem, Trouble):
            raise problem
        self._session.no_way_in(words.sentence(problem.problem.key, problem.problem.values))

    def _open_file(self) -> None:
        start = str(paths.still_there(self._session.state.get("folder", "")))
        chosen, _filter = QFileDialog.getOpenFileName(
            self._shell, _("Open a watch"), start, filedialogs.watch_filter()
        )
        if chosen:
            self._session.state.put("folder", str(Path(chosen).parent))
            self._session.open(Path(chosen))

    def _open_sample(self) -> None:
        """Open the sample watch; one that was looked at before is as it was left."""
        from sacwatch.services import sample

        path = paths.app_data() / f"{_('Sample watch')}{paths.SUFFIX}"
        if path.exists():
            self._session.open(path)
            return
        now = self._session.clock()

        def make(job: Any) -> None:
            sample.make_file(path, now=now, zone=SACRAMENTO, progress=job.report)

        self._session.tasks.in_pool(
            make,
            owner=self._session,
            title=_("Making the sample watch"),
            then=lambda _none: self._session.open(path),
            fail=self._cannot,
        )

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
        self._copy_to(desk, Path(chosen if chosen.endswith(paths.SUFFIX) else chosen + paths.SUFFIX))

    def _copy_to(self, desk: Any, target: Path) -> None:
        from sacwatch.services import files

        done = _("A copy was saved as {name}.").format(name=target.name)
        kept: list[Path] = []

        def copy(job: Any) -> None:
            files.save_copy(desk.store, target, job.report, in_lane=desk.tasks.ask_lane)
            kept.append(target)

        def ended() -> None:
            if job.cancelled:  # it may have come too late
                stopped = _("No copy was saved, and nothing of it is left behind.")
                desk.said.emit(done if kept else stopped, None)

        job = desk.run(
            copy, owner=desk, title=_("Saving a copy"), then=lambda _none: desk.said.emit(done, None)
        )
        job.ended.connect(ended)

    def _restore(self) -> None:
        desk = self._session.desk
        if desk is not None:
            self.restore(desk.store.path)

    def restore(self, path: Path) -> None:
        """Let the captain choose among a file's backups, and put one in its place."""
        from sacwatch.services import opening

        desk = self._session.desk
        inside = desk is not None and same(desk.store.path, path)
        passphrase = desk.store.passphrase if inside and desk is not None else self._passphrase_of(path)
        dialog = filedialogs.RestoreBackup(self._shell, self._session.tasks, path, passphrase, SACRAMENTO)
        if dialog.exec() != QDialog.DialogCode.Accepted or dialog.chosen is None:
            return
        chosen, now = dialog.chosen, self._session.clock()
        done = _("The backup of {when} is in place. What was there before is kept among the backups.").format(
            when=filedialogs.clock_words(chosen)
        )

        def cannot(problem: BaseException) -> None:
            if not isinstance(problem, Trouble):
                raise problem
            sentence = words.sentence(problem.problem.key, problem.problem.values)
            if inside:
                self._session.open(path, passphrase, told=sentence)
            else:
                self._session.no_way_in(sentence, path)

        def begin() -> None:
            self._session.tasks.in_lane(
                lambda: opening.restore(path, passphrase, chosen.path, now=now, zone=SACRAMENTO),
                owner=self._session,
                then=lambda _aside: self._session.open(path, passphrase, told=done),
                fail=cannot,
                title=_("Restoring the backup"),
                can_cancel=False,
            )

        if inside:
            self._session.close(begin)
        else:
            begin()

    def _passphrase_of(self, path: Path) -> str | None:
        """Give the passphrase of a file that is not open, or of its newest backup, asking for it."""
        from sacwatch.services import backups, files, passphrases

        newest = next((each.path for each in backups.backups_of(path)), path)
        try:
            if not files.is_encrypted(newest):
                return None
        except Trouble:
            return None
        kept = passphrases.remembered(path)
        if kept is not None:
            return kept
        typed = filedialogs.ask_passphrase(self._shell, path)
        return None if typed is None else typed[0]

    def _passphrase(self) -> None:
        desk = self._session.desk
        if desk is None or desk.read_only:
            return
        from sacwatch.services import files, passphrases

        store = desk.store
        dialog = filedialogs.ChangePassphrase(
            self._shell,
            encrypted=store.encrypted,
            check=lambda typed: _same_words(typed, store.passphrase or ""),
        )
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        path, old = store.path, store.passphrase
        new = None if dialog.removes else dialog.new.first.text()
        keep = dialog.new.remember.isChecked()

        def change() -> str:
            left = files.set_passphrase(path, old, new)
            told = _passphrase_words(old, new, left)
            if new and keep:
                try:
                    passphrases.remember(path, new)
                except Trouble as trouble:
                    told += " " + words.sentence(trouble.problem.key, trouble.problem.values)
            return told

        def cannot(problem: BaseException) -> None:
            if not isinstance(problem, Trouble):
                raise problem
            told = words.sentence(problem.problem.key, problem.problem.values)
            self._session.open(path, old, told=told)

        self._session.close(
            lambda: self._session.tasks.in_lane(
                change,
                owner=self._session,
                then=lambda told: self._session.open(path, new, told=told),
                fail=cannot,
                title=_("Locking the file and its backups")
                if new
                else _("Unlocking the file and its backups"),
                can_cancel=False,
            )
        )

    def _quit(self) -> None:
        self._shell.close()

    # Changes

    def _say_read_only(self) -> None:
        desk = self._session.desk
        if desk is not None:
            told = {"name": desk.store.path.name}
            desk.said.emit(words.sentence("trouble.opened_for_reading", told), None)

    def _type_in_sheet(self) -> None:
        """Ask for a sheet's number on the page of patrols; what stands unfinished elsewhere is kept."""
        if self._may_write():
            self._session.desk.wanted.emit("patrols", "type_in")

    def _undo(self) -> None:
        page = self._shell.page
        if page is None or not page.step_back():
            self._session.undo()

    def _redo(self) -> None:
        self._session.redo()

    def _history(self) -> None:
        if self._session.desk is not None:
            from sacwatch.ui.history import History

            History(self._shell, self._session.desk).open()

    def _search(self) -> None:
        if self._session.desk is not None:
            from sacwatch.ui.search import SearchBox

            SearchBox(self._session.desk, self._shell).open()

    # The map

    def _map_ground(self) -> None:
        if self._session.desk is not None:
            from sacwatch.ui.mapground import MapGround

            MapGround(self._shell, self._session).open()

    # From and to other programs

    def _bring_contacts(self) -> None:
        if self._may_write():
            from sacwatch.ui.bringing import contacts

            contacts.BringContacts.choose(self._session)

    def _bring_patrols(self) -> None:
        if self._may_write():
            from sacwatch.ui.bringing import patrols

            patrols.BringPatrols.choose(self._session)

    def _save_members(self) -> None:
        if self._session.desk is not None:
            from sacwatch.ui.bringing import out

            out.SaveMembers(self._session).open()

    def _save_list(self) -> None:
        if self._session.desk is not None:
            from sacwatch.ui.paper import listsaving

            page = self._shell.page
            listsaving.save_list(self._shell, self._session.desk, page.name if page is not None else "")

    def _may_write(self) -> bool:
        desk = self._session.desk
        if desk is not None and desk.read_only:
            self._say_read_only()
        return desk is not None and not desk.read_only

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


def _same_words(one: str, other: str) -> bool:
    # However the keyboard made an accented letter, it is one.
    return unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)


def _passphrase_words(old: str | None, new: str | None, left: tuple[Path, ...]) -> str:
    """Say what became of the file's passphrase, and which copies are as they were."""
    if new is None:
        told = _("The file and its backups are not locked any more.")
    elif old is None:
        told = _("The file and its backups are locked now.")
    else:
        told = _("The file and its backups have the new passphrase.")
    if left:
        told += " " + _(
            "These copies could not be read and stay as they were. Do away with them if you need not keep them: {names}"
        ).format(names=", ".join(each.name for each in left))
    return told
