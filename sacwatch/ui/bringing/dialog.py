"""The shape of a dialog that shows what a file holds before any of it comes in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QWidget

from sacwatch import paths, words
from sacwatch.domain.progress import Progress
from sacwatch.domain.tables import Table, Unread
from sacwatch.i18n import N_, _
from sacwatch.services import contacts
from sacwatch.ui import shown
from sacwatch.ui.bringing.columns import Columns
from sacwatch.ui.bringing.lines import Heading, Line, LinesModel, LinesTable
from sacwatch.ui.dialogs import Dialog
from sacwatch.ui.flow import flowing
from sacwatch.ui.notices import plain_label
from sacwatch.ui.records.fields import Choice

_TOLD_AT_MOST = 200
ENCODING_WORDS = {
    "utf-8": N_("UTF-8"),
    "utf-16": N_("Unicode (UTF-16)"),
    "cp1252": N_("Western, Windows"),
    "mac_roman": N_("Western, old Mac"),
    "cp1250": N_("Central European"),
    "cp1251": N_("Cyrillic"),
    "cp1258": N_("Vietnamese"),
    "gb18030": N_("Chinese, simplified"),
    "big5": N_("Chinese, traditional"),
    "shift_jis": N_("Japanese"),
    "euc_kr": N_("Korean"),
}


_FOLDER = "contacts folder"


class BringDialog(Dialog):
    """A file's lines with what will happen to each; the button tells how many come in."""

    title_words = ""
    reading_words = ""
    """What the window says while a file is read."""
    files_words = ""
    """What such files are called where one is chosen, with {patterns}."""
    endings: tuple[str, ...] = ()

    @staticmethod
    def read(path: Path, progress: Progress, *, encoding: str = "") -> Any:
        """Give what a file holds, for `take`; raises Trouble. For the pool."""
        raise NotImplementedError

    @classmethod
    def choose(cls, session: Any) -> None:
        """Ask for a file, read it, and show what is in it."""
        state = session.state
        patterns = " ".join(f"*.{ending}" for ending in cls.endings)
        chosen, _filter = QFileDialog.getOpenFileName(
            session.shell,
            _(cls.title_words),
            str(paths.still_there(state.get(_FOLDER, ""))),
            _(cls.files_words).format(patterns=patterns) + ";;" + _("All files (*)"),
        )
        if chosen:
            state.put(_FOLDER, str(Path(chosen).parent))
            cls.look_over(session, Path(chosen))

    @classmethod
    def look_over(cls, session: Any, path: Path) -> None:
        """Read a file and show what is in it."""

        def show(found: Any) -> None:
            dialog = cls(session)  # type: ignore[call-arg]
            dialog.take(found)
            dialog.open()

        session.desk.run(
            lambda job: cls.read(path, job.report),
            owner=session.desk,
            title=_(cls.reading_words),
            then=show,
        )

    def __init__(self, session: Any, why: str, headings: Sequence[Heading], name: str) -> None:
        super().__init__(session.shell, _(self.title_words), why, "", width=720)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.session = session
        self.desk = session.desk
        self._table: Table | None = None
        self._unread: list[Unread] = []
        self._groups: dict[str, list[int]] = {}
        self.about = plain_label("")
        self.column.addWidget(self.about)
        self.columns_button = QPushButton(_("What the columns hold…"))
        self.columns_button.clicked.connect(self._ask_columns)
        self.letters = Choice(
            [("", _("As guessed")), *((each, _(ENCODING_WORDS[each])) for each in contacts.encodings())]
        )
        self.letters.setAccessibleName(_("Letters of the file"))
        self.letters.setToolTip(_("If names look garbled, choose other letters."))
        self.letters.activated.connect(lambda _index: self.read_again(str(self.letters.currentData())))
        self.shows = Choice([])
        self.shows.setAccessibleName(_("Which lines are shown"))
        self.shows.activated.connect(lambda _index: self._show_lines())
        self.bar = flowing(
            self.columns_button,
            _labelled(_("Letters"), self.letters),
            _labelled(_("Show"), self.shows),
            spacing=12,
        )
        self.column.addWidget(self.bar)
        self.model = LinesModel(headings, self.describe)
        self.model.ticked.connect(self.tick)
        self.model.typed.connect(self.rename)
        self.table = LinesTable(self.model, name)
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _past: self._line_chosen())
        self.model.modelReset.connect(self._choose_first)
        self.column.addWidget(self.table, 1)
        # What does not fit into the table stands here whole.
        self.told = plain_label("")
        self.column.addWidget(self.told)
        self.unread = plain_label("", "faint")
        self.unread_button = QPushButton(_("What could not be read…"))
        self.unread_button.clicked.connect(self._tell_unread)
        self.resize(1040, 700)

    def finish(self) -> None:
        """Put what could not be read, the problem line and the buttons at the foot."""
        row = QHBoxLayout()
        row.addWidget(self.unread, 1)
        row.addWidget(self.unread_button)
        self.column.addLayout(row)
        super().finish()
        self._first = self.table

    # What subclasses say

    def describe(self, place: int) -> Line:
        """Give the line at a place of the file."""
        raise NotImplementedError

    def groups(self) -> list[tuple[str, str, list[int]]]:
        """Give what may be shown: a value, its words, and the places of its lines; all of them first."""
        raise NotImplementedError

    def tick(self, place: int, on: bool) -> None:
        """Let a line come in, or not."""
        raise NotImplementedError

    def rename(self, place: int, name: str) -> None:
        """Take what was typed over a line's first cell."""

    def count(self) -> tuple[int, str]:
        """Give how many lines come in, and the words of the button."""
        raise NotImplementedError

    def take(self, found: Any) -> None:
        """Show what a file holds."""
        raise NotImplementedError

    @property
    def path(self) -> Path:
        """The file that is looked over."""
        raise NotImplementedError

    def bring_in(self) -> None:
        """Bring in what is ticked; the dialog is put away."""
        raise NotImplementedError

    def use_columns(self, chosen: list[str]) -> None:
        """Use the columns so."""
        raise NotImplementedError

    def column_choices(self) -> tuple[list[tuple[str, str]], list[str]]:
        """Give what a column may hold, and what each holds now."""
        raise NotImplementedError

    def line_chosen(self) -> None:
        """Show what may be changed about the chosen line."""

    # What they share

    def read_again(self, encoding: str) -> None:
        """Read the file in other letters."""
        path = self.path
        self.desk.run(
            lambda job: self.read(path, job.report, encoding=encoding),
            owner=self,
            title=_(self.reading_words),
            then=self.take,
            slot="read",
        )

    def try_accept(self) -> None:
        if self.count()[0]:
            self.accept()
            self.bring_in()

    def show_file(self, table: Table | None, is_text: bool, unread: Sequence[Unread]) -> None:
        """Show how the file was read."""
        self._table, self._unread = table, list(unread)
        self.columns_button.setVisible(table is not None)
        self.letters.parentWidget().setVisible(is_text)
        told = shown.count(
            len(self._unread),
            N_("{count} thing in the file could not be read whole."),
            N_("{count} things in the file could not be read whole."),
        )
        self.unread.setText(told if self._unread else "")
        for each in (self.unread, self.unread_button):
            each.setVisible(bool(self._unread))

    def show_all(self) -> None:
        """Show the lines anew, with how many there are of each group."""
        wanted = self.shows.currentData()
        self._groups = {value: places for value, _words, places in self.groups()}
        self.shows.clear()
        for value, label, places in self.groups():
            if places or value == "all":
                self.shows.addItem(f"{label} ({len(places):,})", value)
        self.shows.setCurrentIndex(max(0, self.shows.findData(wanted)))
        self._show_lines()
        self.renew()

    def _show_lines(self) -> None:
        self.model.show(self._groups.get(self.shows.currentData(), []))

    def _choose_first(self) -> None:
        if self.model.rowCount():
            self.table.choose(0)
        self._line_chosen()

    def _line_chosen(self) -> None:
        row = self.table.currentIndex().row()
        cells = self.model.line(row).cells if 0 <= row < self.model.rowCount() else ()
        self.told.setText(f"{cells[0]}: {cells[1]}" if cells else "")
        self.line_chosen()

    def renew(self) -> None:
        """Show anew what comes in, after something was chosen."""
        self.model.renew()
        self._line_chosen()
        number, label = self.count()
        self.accept_button.setText(label)
        self.accept_button.setEnabled(number > 0)

    def in_lane(self, question: Callable[[Any], Any], then: Callable[[Any], None], doing: str) -> None:
        """Ask the store something; the button waits for the answer, and what is done stands there meanwhile."""
        self.accept_button.setEnabled(False)
        self.told.setText(doing)
        self.desk.read(question, then, owner=self, slot="preview")

    def _ask_columns(self) -> None:
        if self._table is None:
            return
        choices, chosen = self.column_choices()
        dialog = Columns(self, self._table, choices, chosen)
        dialog.accepted.connect(lambda: self.use_columns(dialog.chosen))
        dialog.open()

    def _tell_unread(self) -> None:
        told = [words.sentence(each.problem.key, each.problem.values) for each in self._unread]
        if len(told) > _TOLD_AT_MOST:
            more = len(told) - _TOLD_AT_MOST
            told = [*told[:_TOLD_AT_MOST], _("And {count} more.").format(count=more)]
        Told(self, told).open()


class Told(Dialog):
    """Sentences to read, as many as there are."""

    def __init__(self, parent: QWidget, sentences: Sequence[str]) -> None:
        super().__init__(parent, _("What could not be read"), "", _("OK"))
        self.cancel_button.hide()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.text = QPlainTextEdit("\n\n".join(sentences))
        self.text.setReadOnly(True)
        self.text.setAccessibleName(_("What could not be read"))
        self.column.addWidget(self.text, 1)
        self.finish()
        self.resize(600, 420)


def _labelled(label: str, box: QWidget) -> QWidget:
    """Put a label before a box."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    heading = QLabel(label)
    heading.setBuddy(box)
    row.addWidget(heading)
    row.addWidget(box)
    return holder
