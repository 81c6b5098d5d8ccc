"""What goes out of the map: on paper, as PDF, picture or page, and the list as a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSizeF
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLabel, QWidget

from sacwatch import paths, words
from sacwatch.domain.audiences import Audience
from sacwatch.domain.drawing import Style
from sacwatch.domain.exports import Handed
from sacwatch.domain.mapsheets import PaperForm
from sacwatch.i18n import N_, _
from sacwatch.services import handing, mappapers, mapselecting
from sacwatch.services.mapgathering import MapOptions, Shown
from sacwatch.services.mapshapes import BLOCKS, BOUNDARY, ROUTES
from sacwatch.ui import shown
from sacwatch.ui.dialogs import Dialog
from sacwatch.ui.paper.handing import note, note_printed
from sacwatch.ui.records.fields import Choice
from sacwatch.ui.records.mapdialogs import ListDialog
from sacwatch.ui.state import State

_FOLDER = "map_folder"


@dataclass(frozen=True)
class _Way:
    """A way out: its words, the ending of its file, and whether the size of the paper matters."""

    title: str
    accept: str
    suffix: str = ""
    kinds: str = ""
    on_paper: bool = True


class OutDialog(Dialog):
    """For whom the map is, and how it is to look."""

    def __init__(self, parent: QWidget, way: _Way) -> None:
        self._labels: dict[Choice, QLabel] = {}
        super().__init__(
            parent,
            way.title,
            _("What its readers may not see is left out first."),
            way.accept,
        )
        self.audience = self._choice(
            _("For"), [(each.value, words.label("audience", each.value)) for each in Audience]
        )
        self.form = self._choice(
            _("Paper"), [(each.value, words.label("paper", each.value)) for each in PaperForm]
        )
        self.look = self._choice(
            _("Look"),
            [(Style.PRINT.value, _("In color")), (Style.BLACK_AND_WHITE.value, _("Black and white"))],
        )
        self.large = QCheckBox(_("Large print"))
        self.column.addWidget(self.large)
        if not way.on_paper:
            for box in (self.form, self.large):
                box.hide()
            self._labels[self.form].hide()
        if way.suffix == ".html":
            self.look.hide()
            self._labels[self.look].hide()
        self.finish()

    def _choice(self, label: str, choices: list[tuple[str, str]]) -> Choice:
        box = Choice(choices)
        heading = QLabel(label)
        heading.setBuddy(box)
        box.setAccessibleName(label)
        self.column.addWidget(heading)
        self.column.addWidget(box)
        self._labels[box] = heading
        return box

    def options(self) -> MapOptions:
        """Give what was chosen."""
        return MapOptions(
            audience=Audience(self.audience.currentData()),
            form=PaperForm(self.form.currentData()),
            style=Style(self.look.currentData()),
            large=self.large.isChecked(),
        )


class MapExport(QObject):
    """Prints and saves what the map page shows."""

    def __init__(self, desk: Any, page: Any) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._state = State()

    def shown(self, *, listed: bool = False) -> Shown:
        """Give what the map shows, or only what the list beside it has, wherever on the map that is."""
        page = self._page
        layers = page.tools.layers()
        only = listed and page.side.limited
        marks = page.side.chosen.marks if only else []
        return Shown(
            box=None if only else page.view,
            wanted=page.filters.query(),
            ids=frozenset(mark[1] for mark in marks) if only else None,
            order=tuple(mark[1] for mark in marks),
            entries=page.filters.entries.isChecked(),
            routes=layers[ROUTES],
            boundary=layers[BOUNDARY],
            blocks=layers[BLOCKS],
            concerns=page.tools.concerns.isChecked(),
        )

    # On paper

    def print_view(self) -> None:
        """Print the map as it is in view."""
        self._print(self.shown())

    def print_listed(self) -> None:
        """Print the map with only what is listed beside it, and the list after it."""
        self._print(self.shown(listed=True))

    def _print(self, what: Shown) -> None:
        way = _Way(_("Print the map"), _("Print…"))
        self._ask(way, lambda options: self._make(what, options, self._print_data))

    def _ask(self, way: _Way, then: Callable[[MapOptions], None]) -> None:
        dialog = OutDialog(self._page, way)
        if dialog.exec():
            then(dialog.options())

    def _gather(self, what: Shown, options: MapOptions, then: Callable[[Any], None]) -> None:
        self._desk.read(lambda work: mappapers.gather(work, what, options), then, owner=self)

    def _make(self, what: Shown, options: MapOptions, then: Callable[[Any, bytes], None]) -> None:
        now = self._desk.now()

        def make(gathered: Any) -> None:
            self._desk.run(
                lambda _job: mappapers.make_map_paper(gathered, now),
                owner=self,
                title=_("Making the map"),
                then=lambda data: then(gathered, data),
            )

        self._gather(what, options, make)

    def _print_data(self, gathered: Any, data: bytes) -> None:
        from sacwatch.ui.paper import printing  # a door: QtPrintSupport

        document, _keep = printing.opened(data)
        size = document.pagePointSize(0) if document.pageCount() else QSizeF(612, 792)
        printer = printing.new_printer(size, _("Map"))
        if not printing.ask_printer(self._page, printer, document.pageCount()):
            return

        def printed(_sides: int) -> None:
            copies = max(1, printer.copyCount())
            whole = handing.of_map(gathered, "print")
            note_printed(self._desk, whole, _("Map"), printer.printerName(), copies)
            self._desk.said.emit(_("The map was sent to the printer."), None)

        self._desk.run(
            lambda job: printing.print_pages(data, printer, 0, job.report),
            owner=self._desk,
            title=_("Printing"),
            then=printed,
            late=printed,
        )

    # As files

    def save_pdf(self) -> None:
        """Save the map in view as a PDF."""
        way = _Way(_("Save the map as PDF"), _("Save…"), ".pdf", _("PDF files (*.pdf)"))
        now = self._desk.now()
        self._save(way, lambda path, gathered: mappapers.save_map_paper(path, gathered, now))

    def save_picture(self) -> None:
        """Save the map in view as a picture."""
        from sacwatch.ui import mapimage  # a door: what paints pictures is loaded with the first one

        way = _Way(_("Save the map as a picture"), _("Save…"), ".png", _("Pictures (*.png)"), on_paper=False)
        self._save(way, lambda path, gathered: mappapers.save_png(path, gathered, mapimage.png))

    def save_web_page(self) -> None:
        """Save the map as one page that opens without the app and without a network."""
        way = _Way(
            _("Save as a page that opens anywhere"),
            _("Save…"),
            ".html",
            _("Web pages (*.html)"),
            on_paper=False,
        )
        now = self._desk.now()
        self._save(way, lambda path, gathered: mappapers.save_web_page(path, gathered, now))

    def _save(self, way: _Way, write: Callable[[Path, Any], object]) -> None:
        what = self.shown()

        def save(options: MapOptions) -> None:
            path = self._ask_path(way, _("Map"))
            if path is None:
                return
            self._gather(
                what,
                options,
                lambda gathered: self._write(
                    path, lambda: write(path, gathered), handing.of_map(gathered, way.suffix.lstrip("."))
                ),
            )

        self._ask(way, save)

    def _ask_path(self, way: _Way, name: str) -> Path | None:
        folder = paths.still_there(self._state.get(_FOLDER, ""))
        day = self._desk.today().isoformat()
        chosen, _filter = QFileDialog.getSaveFileName(
            self._page, way.title, str(folder / f"{name} {day}{way.suffix}"), way.kinds
        )
        if not chosen:
            return None
        path = Path(chosen)
        if path.suffix.lower() not in (way.suffix, paths.SUFFIX):
            path = path.with_name(path.name + way.suffix)
        self._state.put(_FOLDER, str(path.parent))
        return path

    def _write(self, path: Path, write: Callable[[], object], handed: Handed, *, more: str = "") -> None:
        def said(where: object) -> None:
            kept = where if isinstance(where, Path) else path
            note(self._desk, handed, kept)
            if kept != path:
                told = {"name": path.name, "copy": kept.name}
                self._desk.told.emit(words.sentence("trouble.target_busy_saved", told))
                return
            sentence = _("Saved as “{name}” in “{folder}”.").format(name=path.name, folder=path.parent.name)
            self._desk.said.emit(f"{sentence} {more}".strip(), None)

        self._desk.run(
            lambda _job: write(),
            owner=self._desk,
            title=_("Saving the map"),
            then=said,
            stopped=_("Stopped. Nothing was saved."),
            late=said,
        )

    # The list

    def save_list(self) -> None:
        """Save the list beside the map as a table."""
        marks = list(self._page.side.chosen.marks)
        if not marks:
            self._desk.said.emit(_("The list is empty, so there is nothing to save."), None)
            return
        dialog = ListDialog(self._page, shown.count(len(marks), N_("{count} line"), N_("{count} lines")))
        if not dialog.exec():
            return
        audience = Audience(dialog.audience.currentData())
        way = _Way(_("Save the list"), "", ".csv", _("Tables for a spreadsheet (*.csv)"))
        path = self._ask_path(way, _("Map list"))
        if path is not None:
            self._desk.read(
                lambda work: mapselecting.gather(work, marks, audience),
                lambda table: self._write(
                    path,
                    lambda: mapselecting.save(path, table),
                    handing.of_map_list(table, audience),
                    more=_left_out(table.left_out),
                ),
                owner=self,
            )

    def save_streets(self) -> None:
        """Save the list of streets walked and not, as it is shown, as a table."""
        table = mapselecting.streets(self._page.side.streets.listed)
        way = _Way(_("Save the list"), "", ".csv", _("Tables for a spreadsheet (*.csv)"))
        path = self._ask_path(way, _("Streets walked and not"))
        if path is not None:
            handed = handing.of_map_list(table, Audience.CAPTAIN)
            self._write(path, lambda: mapselecting.save(path, table), handed)


def _left_out(count: int) -> str:
    """Say to the captain how many lines are not in a table, which the table itself must not tell."""
    if not count:
        return ""
    one = N_("{count} line was left out: its readers are not told of that kind.")
    return shown.count(
        count, one, N_("{count} lines were left out: their readers are not told of those kinds.")
    )
