"""What is done with finished papers: printed, saved, mailed; and each of it written into the ledger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSizeF, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from sacwatch import paths, words
from sacwatch.domain.audiences import Audience
from sacwatch.domain.exports import Act
from sacwatch.i18n import N_, _, ngettext
from sacwatch.services import ledgers, mailing, packs, reporting, watches
from sacwatch.services.orders import handed_name
from sacwatch.services.packs import Made
from sacwatch.services.reporting import Gathered
from sacwatch.ui import plain, shown
from sacwatch.ui.dialogs import Dialog
from sacwatch.ui.notices import plain_label
from sacwatch.ui.state import State

_LAST_FOLDER = "papers_folder"


class Deeds(QObject):
    """Prints, saves and mails papers of the open watch."""

    entered = Signal()
    """Something was written into the ledger."""

    def __init__(self, desk: Any, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._state = State()

    # Printing

    def print_(self, papers: Sequence[Made], current: Callable[[], int] | int = 0) -> None:
        """Print papers in one job, as the system's own dialog is answered. `current` is the page shown."""
        from sacwatch.ui.paper import printing  # a door: QtPrintSupport

        data = [each for _gathered, each in papers]
        documents = [printing.opened(each) for each in data]
        pages = sum(document.pageCount() for document, _keep in documents)
        first = documents[0][0]
        size = first.pagePointSize(0) if first.pageCount() else QSizeF(612, 792)
        name = (
            handed_name(papers[0][0]).removesuffix(".pdf") if len(papers) == 1 else _("Papers of the watch")
        )
        printer = printing.new_printer(size, name)
        if not printing.ask_printer(self._page, printer, pages):
            return
        page = current() if callable(current) else current

        def done(sides: int) -> None:
            copies = max(1, printer.copyCount())
            for gathered, _data in papers:
                self.note(Act.PRINTED, gathered, printer.printerName(), copies=copies)
            self._desk.said.emit(
                shown.count(
                    sides, N_("{count} page sent to the printer."), N_("{count} pages sent to the printer.")
                ),
                None,
            )

        whole: Any = data[0] if len(data) == 1 else data
        self._desk.run(
            lambda job: printing.print_pages(whole, printer, page, job.report),
            owner=self._desk,
            title=_("Printing"),
            then=done,
            late=done,
        )

    # Saving

    def _folder(self) -> Path:
        return paths.still_there(self._state.get(_LAST_FOLDER, ""))

    def save_as(self, paper: Made) -> None:
        """Save a paper as a PDF where the captain says."""
        gathered, data = paper
        chosen, _filter = QFileDialog.getSaveFileName(
            self._page, _("Save as PDF"), str(self._folder() / handed_name(gathered)), _("PDF files (*.pdf)")
        )
        if chosen:
            self.save_to(Path(chosen), data, gathered)

    def save_to(self, path: Path, data: bytes, gathered: Gathered | None = None) -> None:
        """Save a paper; one that is open elsewhere gets a dated copy beside it."""
        target = path if path.suffix.lower() in (".pdf", paths.SUFFIX) else path.with_name(path.name + ".pdf")
        at = self._desk.now().astimezone(self._desk.zone)

        def saved(where: Path) -> None:
            self._state.put(_LAST_FOLDER, str(where.parent))
            if gathered is not None:
                self.note(Act.SAVED, gathered, str(where.parent), name=where.name)
            if where != target:
                told = {"name": target.name, "copy": where.name}
                self._desk.told.emit(words.sentence("trouble.target_busy_saved", told))
                return
            self._desk.said.emit(
                _("Saved as “{name}” in “{folder}”.").format(name=where.name, folder=where.parent.name), None
            )

        self._desk.run(
            lambda _job: reporting.save(target, data, at=at),
            owner=self._desk,
            title=_("Saving the paper"),
            then=saved,
            late=saved,
        )

    def save_all(self, papers: Sequence[Made]) -> None:
        """Save several papers in a folder that the captain chooses, each under its own name."""
        chosen = QFileDialog.getExistingDirectory(
            self._page, _("Choose a folder for the papers"), str(self._folder())
        )
        if not chosen:
            return
        folder = Path(chosen)

        def saved(files: list[Path]) -> None:
            self._state.put(_LAST_FOLDER, str(folder))
            for (gathered, _data), where in zip(papers, files, strict=True):
                self.note(Act.SAVED, gathered, str(where.parent), name=where.name)
            told = ngettext(
                "{count} paper saved in “{folder}”.", "{count} papers saved in “{folder}”.", len(files)
            )
            self._desk.said.emit(told.format(count=len(files), folder=folder.name), None)

        self._save_in(folder, papers, saved)

    def _save_in(self, folder: Path, papers: Sequence[Made], then: Callable[[list[Path]], None]) -> None:
        at = self._desk.now().astimezone(self._desk.zone)
        self._desk.run(
            lambda _job: packs.save(folder, papers, at=at),
            owner=self._desk,
            title=_("Saving the papers"),
            then=then,
            late=then,
        )

    # E-mail

    def mail(self, papers: Sequence[Made]) -> None:
        """Put papers into a folder, and open the system's mail program and that folder. Nothing is sent."""
        folder = mail_folder()
        if MailDialog(self._page, folder, papers).exec() != QDialog.DialogCode.Accepted:
            return

        def saved(files: list[Path]) -> None:
            self._desk.read(
                lambda work: watches.get(work).name,
                lambda name: self._write(name, folder, papers, files),
                owner=self,
            )

        self._save_in(folder, papers, saved)

    def _write(self, watch: str, folder: Path, papers: Sequence[Made], files: Sequence[Path]) -> None:
        letter = mailing.letter(watch, [each.name for each in files])
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
        opened = QDesktopServices.openUrl(QUrl(letter, QUrl.ParsingMode.StrictMode))
        act = Act.MAILED if opened else Act.SAVED
        for (gathered, _data), where in zip(papers, files, strict=True):
            self.note(act, gathered, _("By e-mail") if opened else str(folder), name=where.name)
        if opened:
            told = _("Drag the file from “{folder}” into the message, say who gets it, and send it there.")
            self._desk.said.emit(told.format(folder=folder.name), None)
        else:
            told = _(
                "No mail program opened. The papers are ready in “{folder}”: attach them to a message where "
                "you write your mail."
            )
            self._desk.told.emit(told.format(folder=plain.path(str(folder))))

    # The ledger

    def note(self, act: Act, gathered: Gathered, place: str, *, name: str = "", copies: int = 1) -> None:
        """Write into the ledger what was done with a paper."""
        if self._desk.read_only:
            return
        self._desk.do(
            lambda work: ledgers.note(work, act, gathered, place=place, name=name, copies=copies),
            owner=self,
            then=lambda _none: self.entered.emit(),
        )

    def say_missing(self, missing: Sequence[tuple[str, Any]]) -> None:
        """Say which papers of several could not be made, and why."""
        for title, problem in missing:
            why = words.sentence(problem.key, problem.values)
            self._desk.told.emit(_("“{paper}” is not among them. {why}").format(paper=title, why=why))


def mail_folder() -> Path:
    """Give the folder where papers lie ready for a message."""
    return paths.documents() / paths.safe_name(_("SacWatch papers to mail"))


class MailDialog(Dialog):
    """Says what will happen before the mail program stands in front of everything."""

    def __init__(self, parent: QWidget, folder: Path, papers: Sequence[Made]) -> None:
        super().__init__(
            parent,
            _("E-mail"),
            _(
                "Your mail program opens with a message that is begun, and beside it the folder “{folder}” with "
                "the file. Drag the file into the message, say who gets it, and send it there. SacWatch itself "
                "sends nothing."
            ).format(folder=folder.name),
            _("Open the mail program"),
        )
        listed = "\n".join(f"•  {handed_name(gathered)}" for gathered, _data in papers)
        self.column.addWidget(plain_label(listed))
        audiences = {gathered.order.audience: None for gathered, _data in papers}
        whom = ", ".join(words.label("audience", each.value) for each in audiences)
        self.column.addWidget(plain_label(_("For: {audience}").format(audience=whom), "heading"))
        if Audience.CAPTAIN in audiences:
            self.column.addWidget(
                plain_label(
                    _(
                        "⚠ With every name and exact place. If somebody else gets it, go back and choose for "
                        "whom it is first."
                    )
                )
            )
        self.finish()
