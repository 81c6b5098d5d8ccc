"""Pictures of every page on the sample watch: `python -m tests.screens OUT`.

The real window with a real map, in a folder of its own: settings and files of whoever runs it are not
touched. A picture is named after the page, then what is not ordinary about it (dark, 150, small).
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests import (
    screensconcerns,
    screensmeetings,
    screenspeople,
    screensplaces,
    screensresources,
    screenssheets,
)

ORDINARY, SMALL = (1240, 800), (1024, 700)
_DOTS_TO_THE_INCH = 80


def main(arguments: list[str]) -> int:
    """Write all pictures into the folder that is named, made if need be."""
    if len(arguments) != 1:
        print("Give the folder for the pictures: python -m tests.screens OUT", file=sys.stderr)
        return 2
    out = Path(arguments[0])
    out.mkdir(parents=True, exist_ok=True)
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SACWATCH_HOME"] = str(Path(folder) / "home")
        _take_all(Path(folder), out)
    return 0


def _take_all(folder: Path, out: Path) -> None:
    from sacwatch import app as application

    application.window()
    from sacwatch.domain.times import SACRAMENTO
    from sacwatch.services import files, sample
    from tests.making import Desk
    from tests.ui import kit

    made = folder / "sample.sacwatch"
    sample.make_file(made, now=kit.NOW, zone=SACRAMENTO)
    empty = folder / "Boulevard Park.sacwatch"
    Desk.begin(empty, start=kit.NOW).close()

    def copy(number: int) -> Path:
        place = folder / str(number)
        place.mkdir()
        return Path(shutil.copy(made, place / "Sample watch.sacwatch"))

    runs: tuple[tuple[str, tuple[int, int], str, int, tuple[Subject, ...]], ...] = (
        ("", ORDINARY, "light", 100, (*RECORDS, *PAPERS, *AROUND)),
        ("dark", ORDINARY, "dark", 100, (*RECORDS, *PAPERS[:1], *AROUND)),
        ("150", ORDINARY, "light", 150, (*RECORDS, *PAPERS[:1], *AROUND)),
        ("small", SMALL, "light", 100, (*RECORDS, *PAPERS[:1])),
        ("small-150", SMALL, "light", 150, (*RECORDS, *PAPERS[:1])),
    )
    for number, (suffix, size, scheme, percent, subjects) in enumerate(runs):
        with _Studio(out, suffix, size, scheme, percent) as studio:
            studio.window.open(copy(number))
            for subject in subjects:
                # A dialog that was closed for its picture may have taken the keyboard along.
                studio.window.shell.activateWindow()
                kit.until(studio.window.shell.isActiveWindow, "the window is active")
                subject(studio)
        if suffix != "small-150":
            begun = folder / f"{number}.sacwatch"
            files.create(begun).close()
            _take_beginnings(out, suffix, size, scheme, percent, empty, begun)
    _take_papers(made, out)


class _Studio:
    """A window dressed for its pictures."""

    def __init__(self, out: Path, suffix: str, size: tuple[int, int], scheme: str, percent: int) -> None:
        from sacwatch.ui import theme
        from tests.ui import kit

        self._out, self._suffix = out, suffix
        self.window = kit.Window(size=size)
        self.window.state.scheme, self.window.state.size = scheme, percent
        theme.apply(self.window.app, scheme=scheme, size=percent)

    def __enter__(self) -> _Studio:
        return self

    def __exit__(self, *problem: object) -> None:
        if problem[0] is None:
            self.window.end()

    def take(self, name: str, *, wait: int = 60) -> None:
        """Take a picture of the window with whatever stands above it."""
        from PySide6.QtCore import QPoint
        from PySide6.QtGui import QPainter
        from PySide6.QtWidgets import QApplication, QDialog

        from tests.ui import kit

        self.window.settle(extra=wait)
        kit.until(lambda: not self.window.shell.jobs.isVisible(), "no job is shown")
        shell = self.window.shell
        picture = shell.grab()
        painter = QPainter(picture)
        # The one that has the keyboard lies on top.
        front = QApplication.activeModalWidget()
        for each in sorted(QApplication.topLevelWidgets(), key=lambda one: one is front):
            if each is not shell and each.isVisible():
                above = each.grab()
                corner = each.mapToGlobal(QPoint()) - shell.mapToGlobal(QPoint())
                if isinstance(each, QDialog):
                    # Where a desktop would put it, with a line for the frame that it would give it.
                    corner = shell.rect().center() - above.rect().center()
                painter.drawPixmap(corner, above)
                painter.drawRect(above.rect().translated(corner))
        painter.end()
        file = self._out / ("-".join(part for part in (name, self._suffix) if part) + ".png")
        if not picture.save(str(file)):
            raise OSError(f"{file} was not written")
        print(file)

    def shut_dialogs(self) -> None:
        """Put away what stands above the window."""
        from PySide6.QtWidgets import QApplication, QDialog

        for each in QApplication.topLevelWidgets():
            if isinstance(each, QDialog) and each.isVisible():
                each.reject()
        self.window.shell.activateWindow()
        self.window.settle()


Subject = Callable[[_Studio], None]


def _kit() -> Any:
    from tests.ui import kit  # once the environment is set

    return kit


# Pages of records


def _today(studio: _Studio) -> None:
    studio.window.show("today")
    studio.take("today")


def _patrols(studio: _Studio) -> None:
    from PySide6.QtWidgets import QScrollArea

    page = studio.window.show("patrols")
    studio.take("patrols")
    for row in range(100):
        page.table.choose(row)
        studio.window.settle()
        if "Incident: " in _kit().texts(page.details):
            break
    area = page.details.findChild(QScrollArea)
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    studio.take("patrol")


def _patrol_form(studio: _Studio) -> None:
    from PySide6.QtCore import Qt

    kit, tab, enter = _kit(), Qt.Key.Key_Tab, Qt.Key.Key_Return
    studio.window.show("patrols", "new")
    studio.take("patrol-form-blank")
    form = studio.window.form
    kit.keys("2030", tab)
    kit.keys("2200", tab)
    kit.keys("v", tab)
    kit.keys("Rosa Delgado", enter)
    kit.keys("Walt Kim", enter)
    kit.keys("", enter)
    kit.keys("Blue Corolla", tab)
    kit.keys("48211.4", tab)
    kit.keys("48209", tab)
    kit.keys("P to R, 16th to 20th", tab)
    kit.keys("Clear, cool", tab)
    form.entries.rows[0].clock.setFocus()
    kit.keys("2045", tab)
    kit.keys("1620 P St", enter)
    kit.keys("9:10", tab)
    kit.keys("16th & P", tab)
    kit.keys("f", tab)
    kit.keys("s", tab)
    kit.keys("Fresh tag on the fence", tab)
    kit.keys("3", tab)
    kit.keys("240919-0312", enter)
    kit.keys("2330", tab)
    kit.keys("20th & ", tab)
    studio.take("patrol-form-entries")
    kit.shortcut("Ctrl+S")
    studio.window.settle()
    studio.take("patrol-form-problem")
    form.discard()
    studio.window.shell.toast.hide()


def _shifts(studio: _Studio) -> None:
    page = studio.window.show("shifts")
    first = next(each for each in page._board.held if not each.over)
    page.calendar.go_to(first.occurrence.start.astimezone(studio.window.desk.zone).date())
    studio.take("shifts", wait=100)
    page.view.setCurrentIndex(1)
    studio.take("shifts-week", wait=100)
    page.view.setCurrentIndex(0)
    studio.window.settle()
    page.change()
    _kit().until(lambda: page.form is not None, "the form is open")
    studio.take("shift-form")
    page.form.discard()
    studio.window.shell.toast.hide()


def _incidents(studio: _Studio) -> None:
    page = studio.window.show("incidents")
    page.table.choose(2)
    studio.take("incidents")


def _incident_form(studio: _Studio) -> None:
    from PySide6.QtCore import Qt

    kit = _kit()
    page = studio.window.show("incidents", "new")
    studio.take("incident-form-blank")
    page.form.discard()
    studio.window.shell.toast.hide()
    row = next(
        row
        for row in range(60)
        if page.model.line(row) is not None and "obbery" in str(page.model.data(page.model.index(row, 1)))
    )
    page.table.choose(row)
    studio.window.settle()
    page.edit_chosen()
    kit.until(lambda: page.form is not None, "the form is open")
    studio.take("incident-form")
    for part in ("vehicles", "persons"):
        page.form.fields[part].setFocus()
        _kit().keys("", Qt.Key.Key_Space)
    studio.take("incident-form-persons")
    page.form.fields["note"].setFocus()
    page.form.fields["public_wording"].setFocus()
    studio.take("incident-form-neighbors")
    page.form.discard()
    studio.window.shell.toast.hide()


def _phonetree(studio: _Studio) -> None:
    page = studio.window.show("phonetree")
    first = page._found.board.tree.callers[0]
    page.board.view.choose(first.homes[1])
    studio.take("phonetree")
    page.show_results()
    studio.take("phonetree-past-drills")
    page.show_tree()
    studio.window.settle()
    page.drill_button.click()
    studio.window.settle()
    _kit().keys("rrmnw")
    studio.take("phonetree-drill")
    page.run.end()
    studio.window.settle()
    page.results._remove(page.results.chosen_id())
    studio.window.settle()
    page.show_tree()
    studio.window.settle()
    studio.window.shell.toast.hide()


def _map(studio: _Studio) -> None:
    from tests.ui.maphands import MapHands

    hands = MapHands(studio.window)
    _drawn(hands)
    hands.page.filters.entries.setChecked(False)
    _kit().pause(300)
    studio.take("map", wait=400)
    marks = hands.marks()
    _layer, _count, x, y = next((each for each in marks if each[1] == 1 and 200 < each[2] < 450), marks[0])
    hands.click(x, y)
    _kit().until(hands.popup, "the popup is open")
    studio.take("map-popup", wait=900)
    hands.page.filters.entries.setChecked(True)
    _kit().pause(300)
    studio.take("map-entries", wait=900)
    hands.page.filters.entries.setChecked(False)
    form_page = studio.window.show("incidents", "new")
    form_page.form.place.pick.click()
    _kit().until(lambda: studio.window.page.name == "map", "the map lets a place be picked")
    studio.take("map-pick", wait=400)
    studio.window.page.back()
    studio.window.settle()
    form_page.form.discard()
    studio.window.shell.toast.hide()


def _drawn(hands: Any) -> None:
    tiles = "document.querySelectorAll('.leaflet-tile:not(.leaflet-tile-loaded)').length"
    _kit().until(lambda: hands.js(tiles) == 0, "every tile is painted", patience=30)


def _settings(studio: _Studio) -> None:
    studio.window.show("settings")
    studio.take("settings")


RECORDS: tuple[Subject, ...] = (
    *(_today, _patrols, _patrol_form, screenssheets.sheet_form, screenssheets.sheet_number),
    *(_shifts, _incidents, _incident_form),
    *(screensconcerns.register, screensconcerns.form, screensconcerns.actions),
    *(screensmeetings.meetings, screensmeetings.handout, screensmeetings.form, screensmeetings.running),
    *(screenspeople.members, screenspeople.households, _phonetree, _map, screenspeople.on_the_map, _settings),
    *(screensresources.resources, screensresources.offers),
)


# Papers in the window


def _report(paper: str) -> Subject:
    def take(studio: _Studio) -> None:
        page = studio.window.show("reports")
        page.open_paper(paper)
        _kit().until(lambda: page.paper.fresh and not page.paper.settle.isActive(), "the paper is shown")
        studio.take(f"reports-{paper}", wait=300)

    return take


def _gallery(studio: _Studio) -> None:
    page = studio.window.show("reports")
    page.show_view("papers")
    pictures = page.gallery.pictures
    _kit().until(lambda: pictures.idle, "every picture is made", patience=60)
    studio.take("reports-gallery", wait=300)
    for name in ("patrol-log", "patrol-hours", "ledger"):
        page.gallery.tick(name)
    page.pack.audience.set_value("police")
    page.pack.audience.edited.emit()
    studio.take("reports-gallery-ticked", wait=300)
    page.gallery.untick()


PAPERS: tuple[Subject, ...] = (
    _gallery,
    *tuple(
        _report(paper)
        for paper in (
            *("patrol-log", "patrol-hours", "patrol-sheet", "vacation-checks", "vacation-request"),
            *("hours-statement", "volunteer-statement", "incident-summary"),
        )
    ),
    screensplaces.places,
)


# What stands above the pages


def _help(studio: _Studio) -> None:
    studio.window.show("patrols")
    studio.window.shortcut("F1")
    studio.take("help")
    studio.shut_dialogs()


def _search(studio: _Studio) -> None:
    studio.window.show("today")
    studio.window.shortcut("Ctrl+K")
    kit = _kit()
    kit.until(lambda: kit.dialog() is not None and kit.QApplication.focusWidget() is not None)
    kit.keys("garage")
    studio.take("search")
    studio.shut_dialogs()


def _history(studio: _Studio) -> None:
    page = studio.window.show("incidents")
    page.table.choose(0)
    studio.window.settle()
    page.remove(page.chosen_id())
    studio.take("toast")
    studio.window.session.undo()
    studio.window.settle()
    studio.window.shell.toast.hide()
    studio.window.shell.wants.emit("history")
    studio.take("history")
    studio.shut_dialogs()


def _bringing(studio: _Studio) -> None:
    from tests import screensbringing

    screensbringing.bring_contacts(studio)
    screensbringing.bring_patrols(studio)
    screensbringing.save_members(studio)


AROUND: tuple[Subject, ...] = (_help, _search, _history, _bringing, screenspeople.set_right)


def _take_beginnings(
    out: Path, suffix: str, size: tuple[int, int], scheme: str, percent: int, empty: Path, fresh: Path
) -> None:
    """Take the welcome, the first steps and the pages of a watch on which nothing stands yet."""
    with _Studio(out, suffix, size, scheme, percent) as studio:
        studio.window.session.show_welcome()
        studio.take("welcome")
        studio.window.open(fresh)
        steps = studio.window.shell._cover
        for number in (1, 2, 3):
            studio.take(f"first-steps-{number}")
            if number < 3:
                steps.next_button.click()
        studio.window.close_file()
        studio.window.open(empty)
        for name in ("today", "patrols", "shifts", "incidents", "people", "reports"):
            studio.window.show(name)
            studio.take(f"empty-{name}", wait=400)


# The papers themselves


def _take_papers(file: Path, out: Path) -> None:
    """Draw each page of each paper as Qt's own PDF library sees it."""
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QColor, QImage, QPainter

    from sacwatch.ui.paper import printing

    for name, data in _papers(file):
        document, _keep = printing.opened(data)
        for page in range(document.pageCount()):
            points = document.pagePointSize(page)
            scale = _DOTS_TO_THE_INCH / 72
            size = QSize(round(points.width() * scale), round(points.height() * scale))
            sheet = QImage(size, QImage.Format.Format_RGB32)
            sheet.fill(QColor("white"))
            painter = QPainter(sheet)
            painter.drawImage(0, 0, document.render(page, size))
            painter.end()
            target = out / f"paper-{name}-{page + 1}.png"
            sheet.save(str(target))
            print(target)


def _papers(file: Path) -> Iterator[tuple[str, bytes]]:
    from sacwatch.domain.audiences import Audience
    from sacwatch.domain.times import SACRAMENTO
    from sacwatch.services import files, reporting
    from sacwatch.services.reporting import Order
    from tests.ui import kit

    with files.open_file(file, now=kit.NOW, zone=SACRAMENTO) as store:
        for audience in (Audience.CAPTAIN, Audience.PUBLIC, Audience.MEMBERS):
            large = audience is Audience.MEMBERS
            with store.reading(now=kit.NOW) as work:
                subjects = {
                    "patrol-log": work.patrols.latest().id,
                    "patrol-hours": "2026-08",
                    "shift-calendar": "2026-09",
                    "shift-week": "2026-09-20",
                    "incident-summary": "2026-08-01..2026-08-31",
                    "phone-tree": "all",
                }
                if audience is Audience.CAPTAIN:
                    subjects |= _captains(work)
                else:
                    subjects["hours-statement"] = "2026-Q3"
                gathered = [
                    reporting.gather(work, Order(paper, subject, audience, large), zone=SACRAMENTO)
                    for paper, subject in subjects.items()
                ]
            for each in gathered:
                words = f"{each.order.report}-{audience.value}{'-large' if large else ''}"
                yield words, reporting.make(each, kit.NOW)


def _captains(work: Any) -> dict[str, str]:
    """Give the papers that the captain alone makes, each with its subject."""
    from sacwatch.services import sheets

    waiting, *_others = sheets.waiting(work, today=work.now.date())
    patrol = work.patrols.latest()
    return {
        "patrol-sheet": waiting.id,
        "filled-sheet": patrol.id,
        "vacation-checks": "today",
        "vacation-request": "blank",
        "hours-statement": "2026/quarter",
        "volunteer-statement": f"{patrol.crew[0].member_id}@2026/month",
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
