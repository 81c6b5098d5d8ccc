"""Dialogs about what the map is drawn from: files that were brought in, new ones, and those of a county."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from sacwatch import paths as places
from sacwatch import words
from sacwatch.domain.errors import Trouble
from sacwatch.domain.mapfiles import Brought, FileKind, Layer, MapFile
from sacwatch.i18n import N_, _
from sacwatch.services import mapdownloads, mapfiles, mapimports
from sacwatch.services.mapfiles import Looked
from sacwatch.ui import plain, shown
from sacwatch.ui.dialogs import Dialog
from sacwatch.ui.flow import flowing
from sacwatch.ui.notices import plain_label

ENDINGS = ("zip", "shp", "geojson", "json", "mbtiles", "pmtiles")
"""What the names of map files end in."""

_FOLDER = "map files"


class MapGround(Dialog):
    """What the map is drawn from, with the ways to add to it and to take out of it."""

    def __init__(self, parent: QWidget, session: Any) -> None:
        super().__init__(
            parent,
            _("What the map is drawn from"),
            _(
                "The map that comes with SacWatch knows the rivers, freeways and main roads of Sacramento and all "
                "streets of the Central City. Every street of the county with its house numbers comes from the U.S. "
                "Census Bureau, for free. Police beats, neighborhoods and the like come as files from the city."
            ),
            _("Close"),
            width=620,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self.cancel_button.hide()
        self.list = QListWidget()
        self.list.setAccessibleName(_("What the map is drawn from"))
        self.column.addWidget(self.list, 1)
        self.download_button = QPushButton(_("Download a county…"))
        self.download_button.clicked.connect(self._download)
        self.add_button = QPushButton(_("Add files…"))
        self.add_button.clicked.connect(self._add)
        self.remove_button = QPushButton(_("Take out"))
        self.remove_button.clicked.connect(self._take_out)
        self.column.addWidget(flowing(self.download_button, self.add_button, self.remove_button))
        self.column.addWidget(
            plain_label(
                _("A tick shows it on the map. What is not ticked is kept, and searching finds its places."),
                "faint",
            )
        )
        self.finish()
        self._unseen: set[str] = mapimports.not_shown()
        self.list.currentItemChanged.connect(lambda _item, _past: self._show_what_can_be_done())
        self._list_all()

    def _list_all(self) -> None:
        self.list.clear()
        first = QListWidgetItem(_("The map that comes with SacWatch"))
        self.list.addItem(first)
        for name, title in mapimports.kept():
            item = QListWidgetItem(plain.line(title))
            item.setData(Qt.ItemDataRole.UserRole, name)
            shown_ = name not in self._unseen
            item.setCheckState(Qt.CheckState.Checked if shown_ else Qt.CheckState.Unchecked)
            item.setToolTip(_("Show on the map"))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._show_what_can_be_done()

    def _show_what_can_be_done(self) -> None:
        item = self.list.currentItem()
        name = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        self.remove_button.setEnabled(name is not None)

    def done(self, result: int) -> None:
        """Draw the map as it is ticked now, however the dialog is left."""
        self._leave()
        super().done(result)

    def _leave(self, then: Callable[[], None] = lambda: None) -> None:
        """Draw the map as it is ticked now, and then go on."""
        items = [self.list.item(row) for row in range(1, self.list.count())]
        unticked = {
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() is Qt.CheckState.Unchecked
        }
        if unticked == self._unseen:
            then()
            return
        self._unseen = unticked
        show_all_but(self._session, unticked, then)

    def _take_out(self) -> None:
        item = self.list.currentItem()
        name, title, session = item.data(Qt.ItemDataRole.UserRole), item.text(), self._session
        self._leave(lambda: take_out(session, name, title))
        self.accept()

    def _add(self) -> None:
        state = self._session.state
        patterns = " ".join(f"*.{ending}" for ending in ENDINGS)
        chosen, _filter = QFileDialog.getOpenFileNames(
            self,
            _("Map files"),
            str(places.still_there(state.get(_FOLDER, ""))),
            _("Map files ({patterns})").format(patterns=patterns) + ";;" + _("All files (*)"),
        )
        if chosen:
            state.put(_FOLDER, str(Path(chosen[0]).parent))
            session = self._session
            self._leave(lambda: look_over(session, [Path(each) for each in chosen]))
            self.accept()

    def _download(self) -> None:
        session = self._session

        def choose() -> None:
            dialog = ChooseCounty(session.shell, session.tasks)
            dialog.accepted.connect(lambda: download(session, dialog.county, dialog.county_name))
            dialog.open()

        self.accept()
        self._leave(choose)


class ChooseCounty(Dialog):
    """Of which county the streets are downloaded."""

    def __init__(self, parent: QWidget, tasks: Any) -> None:
        super().__init__(
            parent,
            _("Download the streets of a county"),
            _(
                "They come from the server of the U.S. Census Bureau (census.gov), about 20 to 60 MB. Nothing about "
                "you or your watch is sent. You can stop at any time and go on later where you left off."
            ),
            _("Download"),
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._tasks = tasks
        rows = QFormLayout()
        self.states = QComboBox()
        for code, name in sorted(mapdownloads.STATES.items(), key=lambda row: row[1]):
            self.states.addItem(name, code)
        self.counties = QComboBox()
        for words_, box in ((_("State"), self.states), (_("County"), self.counties)):
            label = QLabel(words_)
            label.setBuddy(box)
            box.setAccessibleName(words_)
            rows.addRow(label, box)
        self.column.addLayout(rows)
        self.finish()
        self.states.setCurrentIndex(self.states.findData(mapdownloads.SACRAMENTO[:2]))
        self.states.currentIndexChanged.connect(lambda _index: self._ask())
        self._ask()

    @property
    def county(self) -> str:
        """The county's FIPS code, or ""."""
        return self.counties.currentData() or ""

    @property
    def county_name(self) -> str:
        return str(self.counties.currentText())

    def _ask(self) -> None:
        self.counties.clear()
        self.accept_button.setEnabled(False)
        self.say("")
        state = self.states.currentData()
        self._tasks.in_pool(
            lambda _job: mapdownloads.counties(state),
            owner=self,
            slot="counties",
            then=self._fill,
            fail=self._cannot,
        )

    def _fill(self, found: dict[str, str]) -> None:
        for code, name in found.items():
            self.counties.addItem(name, code)
        at = self.counties.findData(mapdownloads.SACRAMENTO)
        self.counties.setCurrentIndex(max(at, 0))
        self.accept_button.setEnabled(True)

    def _cannot(self, problem: BaseException) -> None:
        self.say(_sentence(problem), self.states)


class BringIn(Dialog):
    """The files that were recognised, what may be changed about them, and what is the matter with the rest."""

    def __init__(self, parent: QWidget, looked: Looked) -> None:
        super().__init__(
            parent,
            _("Add to the map"),
            _("The map stays as it is until all of these are in it."),
            _("Add to the map"),
            width=620,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._files: list[MapFile] = list(looked.files)
        self._columns: list[QComboBox | None] = []
        holder = QWidget()
        rows = QVBoxLayout(holder)
        rows.setSpacing(10)
        for name, problem in looked.troubles:
            sentence, named = words.sentence(problem.key, problem.values), plain.line(name)
            told = sentence if named in sentence else f"{named}: {sentence}"
            rows.addWidget(plain_label(told, "problem"))
        for number, file in enumerate(self._files):
            rows.addWidget(self._row(number, file))
        rows.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName(_("Map files"))
        area.setWidget(holder)
        self.column.addWidget(area, 1)
        self.finish()
        if not self._files:
            self.accept_button.hide()
            self.cancel_button.setText(_("Close"))
        self.resize(640, min(560, 260 + 110 * len(self._files)))

    @property
    def files(self) -> list[MapFile]:
        """The files as they should be brought in."""
        return self._files

    def _row(self, number: int, file: MapFile) -> QWidget:
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.addWidget(plain_label(plain.line(file.title), "strong"))
        about = plain_label(_about(file), "faint")
        column.addWidget(about)
        if file.kind is not FileKind.OVERLAY:
            self._columns.append(None)
            return card
        form = QFormLayout()
        layers, columns = QComboBox(), QComboBox()
        for each in Layer:
            layers.addItem(words.label("layer", each.value), each.value)
        layers.setCurrentIndex(layers.findData(file.layer.value))
        columns.addItem(_("No names"), "")
        for told in file.columns:
            samples = ", ".join(plain.line(sample)[:24] for sample in told.samples[:3])
            name = plain.line(told.name)
            columns.addItem(f"{name}  ({samples})" if samples else name, told.name)
        columns.setCurrentIndex(max(0, columns.findData(file.name_column)))
        for label, box in ((_("What they are"), layers), (_("Their names are in"), columns)):
            heading = QLabel(label)
            heading.setBuddy(box)
            box.setAccessibleName(f"{label}: {plain.line(file.title)}")
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            form.addRow(heading, box)
        column.addLayout(form)
        self._columns.append(columns)
        layers.currentIndexChanged.connect(
            lambda _index: self._change(number, about, layer=Layer(layers.currentData()))
        )
        columns.activated.connect(lambda _index: self._change(number, about, column=columns.currentData()))
        return card

    def _change(self, number: int, about: QLabel, **how: Any) -> None:
        file = self._files[number] = mapfiles.changed(self._files[number], **how)
        about.setText(_about(file))
        columns = self._columns[number]
        if columns is not None:
            columns.setCurrentIndex(max(0, columns.findData(file.name_column)))


def look_over(session: Any, paths: Sequence[Path]) -> None:
    """Look what files hold, and ask what to make of them."""

    def ask(looked: Looked) -> None:
        dialog = BringIn(session.shell, looked)
        dialog.accepted.connect(lambda: bring_in(session, dialog.files))
        dialog.open()

    session.desk.run(
        lambda job: mapfiles.look_over(paths, job.report),
        owner=session.desk,
        title=_("Looking at the map files"),
        then=ask,
        stopped=_as_it_was(),
        holds=False,
    )


def bring_in(session: Any, files: Sequence[MapFile]) -> None:
    """Bring files into the map, with progress, and say what came of it."""
    desk = session.desk
    desk.run(
        lambda job: mapimports.bring_in(files, job.report),
        owner=desk,
        title=_("Adding to the map"),
        then=lambda brought: _brought(desk, brought),
        stopped=_as_it_was(),
        late=lambda brought: _brought(desk, brought),
        holds=False,
    )


def download(session: Any, county: str, name: str) -> None:
    """Download a county's files and bring them in."""
    desk = session.desk

    def work(job: Any) -> list[Brought]:
        job.report(0, 1, "job.map_loading")
        year = mapdownloads.newest_year(county)
        loaded = mapdownloads.fetch(county, year, _share(job.report, 0, 50))
        looked = mapfiles.look_over(loaded)
        brought = mapimports.bring_in(looked.files, _share(job.report, 50, 50))
        mapdownloads.tidy(loaded)
        return brought

    desk.run(
        work,
        owner=desk,
        title=_("Downloading the streets of {county}").format(county=name),
        then=lambda brought: _brought(desk, brought),
        stopped=_as_it_was() + " " + _("What was downloaded is kept: the next try goes on from there."),
        late=lambda brought: _brought(desk, brought),
        holds=False,
    )


def show_all_but(session: Any, names: set[str], then: Callable[[], None]) -> None:
    """Show on the map all that was brought in but these, and then go on."""
    desk = session.desk

    def drawn(_none: object) -> None:
        desk.ground_changed.emit()
        then()

    desk.run(
        lambda _job: mapimports.show_all_but(names),
        owner=desk,
        title=_("Drawing the map anew"),
        then=drawn,
        can_cancel=False,
        holds=False,
    )


def take_out(session: Any, name: str, title: str) -> None:
    """Take out of the map what a file brought."""
    desk = session.desk

    def gone(_none: object) -> None:
        desk.ground_changed.emit()
        desk.said.emit(_("The map is drawn without “{title}” now.").format(title=title), None)

    desk.run(
        lambda _job: mapimports.take_out(name),
        owner=desk,
        title=_("Taking it out of the map"),
        then=gone,
        can_cancel=False,
        holds=False,
    )


def _share(report: Callable[[int, int, str], None], first: int, part: int) -> Any:
    """Give a progress that fills `part` of a hundred, from `first` on."""

    def share(done: int, total: int, doing: str = "") -> None:
        report(round((first + part * done / max(total, 1)) * 10), 1000, doing)

    return share


def _as_it_was() -> str:
    return _("Stopped. Nothing was added, and the map is as it was.")


def _brought(desk: Any, brought: Sequence[Brought]) -> None:
    desk.ground_changed.emit()
    desk.said.emit(_came_of(brought), None)


def _came_of(brought: Sequence[Brought]) -> str:
    """Say in one note that it worked, and what was mended and left out on the way."""
    if len(brought) != 1:
        told = shown.count(
            len(brought), N_("{count} file is in the map now."), N_("{count} files are in the map now.")
        )
    elif brought[0].replaced:
        told = _("“{title}” is new in the map, in place of what was there.")
    else:
        told = _("“{title}” is in the map now.")
    if len(brought) == 1:
        told = told.format(title=plain.line(brought[0].title))
    repaired, empty = (sum(each.repaired for each in brought), sum(each.empty for each in brought))
    if repaired:
        told += " " + shown.count(
            repaired,
            N_("{count} outline crossed itself and was mended."),
            N_("{count} outlines crossed themselves and were mended."),
        )
    if empty:
        told += " " + shown.count(
            empty,
            N_("{count} had no place and was left out."),
            N_("{count} had no place and were left out."),
        )
    return told


_COUNTED = {
    FileKind.TIGER: (N_("{count} line or area"), N_("{count} lines and areas")),
    FileKind.OVERLAY: (N_("{count} area, line or point"), N_("{count} areas, lines or points")),
    FileKind.TILES: (N_("{count} piece of a drawn map"), N_("{count} pieces of a drawn map")),
    FileKind.PICTURES: (N_("{count} picture of a map"), N_("{count} pictures of a map")),
}


def _about(file: MapFile) -> str:
    parts = [shown.count(file.count, *_COUNTED[file.kind]), plain.line(file.path.name)]
    told = " · ".join(parts)
    if file.replaces:
        told += "\n" + _("Takes the place of “{title}”.").format(title=plain.line(file.replaces))
    if file.far:
        told += "\n" + _(
            "It lies far from the map: none of it is in your county. Check that it is the file you mean."
        )
    return told


def _sentence(problem: BaseException) -> str:
    if not isinstance(problem, Trouble):
        raise problem
    return words.sentence(problem.problem.key, problem.problem.values)
