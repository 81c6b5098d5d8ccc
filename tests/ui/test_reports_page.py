"""The page of papers in a real window: real pages, real printing to a file, and the folder that is kept."""

import io
import itertools
import re
import threading
import time
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader
from PySide6.QtCore import QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QFileDialog, QLineEdit
from reportlab.pdfgen.canvas import Canvas

from sacwatch.domain.audiences import Audience
from sacwatch.domain.drawing import Style
from sacwatch.domain.errors import Cancelled, Trouble
from sacwatch.domain.exports import LedgerQuery
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.mapsheets import PaperForm
from sacwatch.domain.times import SACRAMENTO
from sacwatch.domain.watches import BlockDraft
from sacwatch.exchange import folders
from sacwatch.services import concerns, incidents, ledgers, members, patrols, reporting, syncing, watches
from sacwatch.ui import tasks
from sacwatch.ui.paper import keeper as keeping
from sacwatch.ui.paper import printing, releasing
from sacwatch.ui.paper.preview import Preview
from sacwatch.ui.paper.standing import Stand
from tests.making import TODAY, concern_draft, incident_draft, member_draft, patrol_draft, watch_draft
from tests.ui import kit

HOW = {"zone": SACRAMENTO, "today": TODAY}


@pytest.fixture(autouse=True)
def sooner(monkeypatch):
    """Let the folder be seen to after moments, not after seconds."""
    monkeypatch.setattr(keeping, "FIRST_MS", 30)
    monkeypatch.setattr(keeping, "LOOK_MS", 20)
    monkeypatch.setattr(keeping, "RUN_MS", 120)
    monkeypatch.setattr(folders, "_WAIT", 0)


def do(window, deed):
    """Change records behind the window's back, as its forms would, and wait."""
    got = []
    window.desk.do(deed, owner=window.shell, then=got.append)
    kit.until(lambda: got, "it is done")
    return got[0]


def log(window, **said):
    return do(window, lambda work: patrols.log(work, patrol_draft(**said), **HOW))


@pytest.fixture
def page(window, watch):
    """Give the page on an ordinary watch with one patrol and one incident."""
    window.open(watch)
    window.patrol = log(window)
    do(window, lambda work: incidents.record(work, incident_draft(), **HOW))
    page = window.show("reports")
    choose(page, "patrol-log")
    return page


def fresh(page):
    """Wait until what is chosen is what is shown."""
    kit.until(lambda: page.paper.fresh and not page.paper.settle.isActive(), "the paper is shown")
    return page.paper.made[0]


def text(page) -> str:
    return text_of(page.paper.made[1])


def test_a_paper_that_is_saved_while_the_watch_is_closed_stands_in_the_ledger(page, window, watch, tmp_path):
    gathered, data = fresh(page), page.paper.made[1]
    gate, held = threading.Event(), []
    for number in range(tasks.POOL_SIZE):
        # Both workers have something to do, so that the paper is not saved before the closing has begun.
        window.tasks.in_pool(
            lambda _job: gate.wait(20), owner=window.shell, then=held.append, slot=str(number)
        )
    page._deeds.save_to(tmp_path / "log.pdf", data, gathered)
    closed = []
    window.session.close(lambda: closed.append(True))
    kit.pause(50)
    assert not closed and not (tmp_path / "log.pdf").exists()
    gate.set()
    kit.until(lambda: closed, "the watch is closed")
    window.settle()
    assert (tmp_path / "log.pdf").exists() and window.crashes == []
    window.open(watch)
    (entry,) = do(window, lambda work: ledgers.find(work, LedgerQuery())).entries
    assert entry.name == "log.pdf"


def text_of(data: bytes) -> str:
    return "\n".join(each.extract_text() for each in PdfReader(io.BytesIO(data)).pages)


def choose(page, paper: str):
    page.open_paper(paper)
    return fresh(page)


LETTER = QSizeF(612, 792)


def to_file(path: Path, size: QSizeF = LETTER) -> QPrinter:
    printer = printing.new_printer(size, "Test")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def pages_of(path: Path):
    return PdfReader(path).pages


# The preview


def test_the_latest_patrol_is_shown_at_once(page):
    assert "Patrol log" in text(page) and "Rosa Delgado" in text(page)
    assert page.paper.preview.shows_pages and page.paper.preview.page_count == 1
    assert "Page 1 of 1" in kit.texts(page)
    assert page.paper.preview.pages.accessibleName() == "Preview of Patrol log 2026-09-19 2030"


def test_pages_are_really_drawn(page, window):
    kit.until(lambda: dark(page.paper.preview.pages) > 400, "letters on the page")


def dark(widget) -> int:
    """Count the dark points in the middle of what is drawn."""
    image = widget.viewport().grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    area = Image.frombytes("L", (image.bytesPerLine(), image.height()), bytes(image.constBits()))
    return sum(area.crop((20, 20, image.width() - 20, image.height())).histogram()[:90])


def test_every_paper_and_option_changes_the_pages(page):
    assert choose(page, "patrol-hours").file_name == "Patrol hours 2026-09.pdf"
    assert "Person-hours" in text(page)
    assert choose(page, "incident-summary").file_name == "Incident summary 2026-09-01 to 2026-09-20.pdf"
    assert "Window smashed" in text(page)
    page.paper.options.audience.box.setFocus()
    kit.keys("m")  # Members
    assert fresh(page).order.audience is Audience.MEMBERS
    assert "Left out of this copy" in text(page) and "Window smashed" not in text(page)
    page.paper.options.large.box.click()
    assert fresh(page).order.large


def test_a_map_asks_for_its_paper_and_style_and_other_papers_do_not(page):
    form, plain = page.paper.options.form, page.paper.options.plain
    assert not form.isVisible() and not plain.isVisible()
    assert choose(page, "map").file_name == "Map 2026-09-01 to 2026-09-20.pdf"
    assert form.isVisible() and plain.isVisible()
    assert "Vehicles (1)" in text(page)
    form.box.setFocus()
    kit.keys("T", Qt.Key.Key_Down)  # Tabloid, then sideways
    wide = fresh(page)
    assert wide.order.form is PaperForm.TABLOID_WIDE
    assert page.paper.preview.pages.document().pagePointSize(0) == QSizeF(1224, 792)
    plain.box.click()
    assert fresh(page).order.style is Style.BLACK_AND_WHITE
    choose(page, "patrol-hours")
    assert not form.isVisible() and not plain.isVisible()


def test_the_block_map_is_of_one_block_or_of_all(page, window):
    def draw(work):
        blocks = (BlockDraft(name="1600 block of P St"), BlockDraft(name="1700 block of P St"))
        watches.change(work, watch_draft(blocks=blocks), today=TODAY)

    do(window, draw)
    page.refresh()
    assert choose(page, "block-map").file_name == "Block map.pdf"
    assert page.paper.preview.page_count == 3
    block = page.paper.options.subject.one
    offered = [block.box.itemText(place) for place in range(block.box.count())]
    assert offered == ["All blocks", "1600 block of P St", "1700 block of P St"]
    block.box.setFocus()
    kit.keys("1700")
    assert fresh(page).file_name == "Block map 1700 block of P St.pdf"
    assert page.paper.preview.page_count == 2


def test_the_old_page_stays_until_the_new_one_is_there(page, monkeypatch):
    real, gate = reporting.make, []

    def slow(gathered, now):
        end = time.monotonic() + 5
        while not gate and time.monotonic() < end:
            time.sleep(0.01)
        return real(gathered, now)

    monkeypatch.setattr(reporting, "make", slow)
    before = page.paper.preview.pages.document()
    page.open_paper("patrol-hours")
    kit.until(lambda: "Making the pages" in kit.texts(page), "it says what it does")
    assert page.paper.preview.pages.document() is before and page.paper.preview.shows_pages
    gate.append(True)
    kit.until(lambda: page.paper.preview.pages.document() is not before, "the new pages")
    assert "Making the pages" not in kit.texts(page)


def test_an_answer_that_comes_too_late_is_dropped(page):
    for paper in ("patrol-hours", "incident-summary", "patrol-log", "patrol-hours"):
        page.open_paper(paper)
        kit.pause(5)
        page.paper.make()
    assert fresh(page).order.report == "patrol-hours"


def test_a_change_of_the_records_renews_the_pages_where_they_were_read(page, window):
    page.paper.preview.zoom(1)
    page.paper.preview.zoom(1)
    kit.pause(30)
    bar = page.paper.preview.pages.verticalScrollBar()
    bar.setValue(200)
    place = bar.value()
    assert place > 0
    draft = patrol_draft(note="A note that was not there before")
    do(window, lambda work: patrols.change(work, window.patrol.id, draft, **HOW))
    fresh(page)
    assert "A note that was not there before" in text(page)
    assert bar.value() == place


def test_what_changes_nothing_on_the_paper_does_not_make_it_again(page, window, monkeypatch):
    made = page.paper.made[1]
    log(window, day="2026-09-02")
    fresh(page)
    assert page.paper.made[1] is made


def test_a_removed_patrol_is_said_to_be_gone_and_comes_back_with_undo(page, window):
    removed = window.patrol.id
    do(window, lambda work: patrols.remove(work, removed))
    kit.until(lambda: "not there any more" in kit.texts(page), "a sentence in place of the pages")
    kit.until(lambda: "Page 1" not in kit.texts(page))
    window.session.undo()
    kit.until(lambda: page.paper.preview.shows_pages and "Rosa" in text(page), "the pages are back")


def test_without_any_patrol_a_sentence_says_what_to_do(window, watch):
    window.open(watch)
    page = window.show("reports")
    page.open_paper("patrol-log")
    kit.until(lambda: "No patrol was logged yet" in kit.texts(page), "a sentence")
    choose(page, "patrol-hours")
    assert "No patrols were logged" in text(page)


def test_orders_from_other_pages(page, window):
    older = log(window, day="2026-08-12", area="Far away")
    window.show("reports", ("patrol-log", older.id))
    kit.until(lambda: fresh(page).order.subject == older.id, "the ordered patrol")
    assert "Far away" in text(page) and "Far away" in page.paper.options.subject.patrol.line.text()
    window.show("reports", ("patrol-hours", ""))
    kit.until(lambda: fresh(page).order.report == "patrol-hours")
    assert "September 2026" in text(page)
    window.show("reports", ("incident-summary", ""))
    kit.until(lambda: fresh(page).order.report == "incident-summary")
    window.show("reports", "folder")
    assert page.card.isVisible() and page.card.choose.hasFocus()
    window.show("reports", ("patrol-log", "gone"))
    kit.until(lambda: "not there any more" in window.toast, "a sentence")


def test_an_incident_is_printed_from_its_own_page(page, window):
    shown = window.show("incidents")
    kit.until(lambda: shown.chosen_id(), "one is chosen")
    assert kit.button(shown.details, "Paper").isEnabled(), "for those who do not know the keys"
    window.shortcut("Ctrl+P")
    kit.until(lambda: fresh(page).order.report == "incident-report", "its report")
    assert page.paper.made[0].order.subject == shown.chosen_id() and "Window smashed" in text(page)
    assert "Vehicle break-in" in page.paper.options.subject.incident.box.currentText()
    window.show("reports", ("incident-report", "gone"))
    kit.until(lambda: "not there any more" in window.toast, "a sentence")


def test_the_sheets_of_a_member_and_of_a_concern_are_asked_for_on_their_pages(window, watch):
    window.open(watch)
    rosa = do(window, lambda work: members.add(work, member_draft(name="Rosa Delgado"), today=TODAY))
    do(window, lambda work: concerns.add(work, concern_draft(topic="noise"), today=TODAY))
    light = do(window, lambda work: concerns.add(work, concern_draft(words="The lamp is out"), today=TODAY))
    do(window, lambda work: concerns.add(work, concern_draft(topic="noise"), today=TODAY))
    for name, ref, link, report in (
        ("people", Ref(Kind.MEMBER, rosa.id), "Print all that is kept about them", "member-sheet"),
        ("concerns", Ref(Kind.CONCERN, light.id), "Print its sheet", "concern-sheet"),
    ):
        shown = window.show(name, ref)
        kit.until(lambda shown=shown, link=link: link in kit.texts(shown), "its details")
        window.settle()
        kit.click(kit.button(shown, link))
        page = window.shell.page
        kit.until(lambda page=page, ref=ref: fresh(page).order.subject == ref.id, "its sheet")
        assert page.paper.made[0].order.report == report


def test_the_call_card_is_made_in_spanish_where_it_is_chosen(page, window):
    choose(page, "call-card")
    options = page.paper.options
    assert options.tongue.isVisible() and "Whom to call" in text(page)
    options.tongue.box.setCurrentIndex(options.tongue.box.findData("es"))
    options.tongue.box.activated.emit(options.tongue.box.currentIndex())
    kit.until(lambda: fresh(page).order.tongue == "es", "in Spanish")
    assert "A quién llamar" in text(page) and "speaks Spanish" in kit.texts(options)
    choose(page, "patrol-log")
    assert not options.tongue.isVisible() and fresh(page).order.tongue == "en"


def test_a_patrol_is_found_by_its_date_or_by_words(page, window):
    older = log(window, day="2026-08-12", area="Far away")
    field = page.paper.options.subject.patrol
    kit.until(lambda: field.box.count() == 2, "both are offered")
    field.line.setFocus()
    field.line.selectAll()
    kit.keys("8/12")
    kit.until(lambda: field._completer.popup().isVisible(), "what was found")
    kit.keys("", Qt.Key.Key_Down, Qt.Key.Key_Return)
    kit.until(lambda: page.paper.options.order().subject == older.id, "it is chosen")
    assert fresh(page).order.subject == older.id
    field.line.selectAll()
    kit.keys("nobody knows")
    kit.until(lambda: "No patrol found" in kit.texts(page), "a hint")
    kit.keys("", Qt.Key.Key_Tab)
    assert "Far away" in field.line.text() and page.paper.options.order().subject == older.id


def test_days_that_cannot_be_read_are_said_beside_the_field_and_nothing_is_printed(page, monkeypatch):
    choose(page, "incident-summary")
    asked = []
    monkeypatch.setattr(printing, "ask_printer", lambda *how: asked.append(how))
    subject = page.paper.options.subject
    subject.first.line.setFocus()
    subject.first.line.selectAll()
    kit.keys("someday")
    assert subject.usual.value() == "other"
    page.print_()
    assert "“someday”" in subject.first.problem and asked == []
    assert subject.first.line.hasFocus()
    subject.first.line.selectAll()
    kit.keys("9/19", Qt.Key.Key_Tab)
    subject.last.line.setFocus()
    subject.last.line.selectAll()
    kit.keys("9/18", Qt.Key.Key_Tab)
    assert subject.last.problem and page.paper.options.order() is None
    subject.set_days(date(2026, 9, 18), date(2026, 9, 19))
    page.paper.options.edited.emit()
    assert fresh(page).order.subject == "2026-09-18..2026-09-19"


def test_keys_scroll_and_zoom(page):
    pages, bar = page.paper.preview.pages, page.paper.preview.pages.verticalScrollBar()
    pages.setFocus()
    kit.until(lambda: bar.maximum() > 0, "there is something to scroll")
    QTest.keyClick(pages, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    QTest.keyClick(pages, Qt.Key.Key_Home)
    assert bar.value() == 0
    QTest.keyClick(pages, Qt.Key.Key_Down)
    QTest.keyClick(pages, Qt.Key.Key_PageDown)
    QTest.keyClick(pages, Qt.Key.Key_Space)
    assert bar.value() > 0
    wide = page.paper.preview.zoom_factor()
    QTest.keyClick(pages, Qt.Key.Key_Plus)
    assert page.paper.preview.zoom_factor() == pytest.approx(wide * 1.25, rel=0.01)
    QTest.keyClick(pages, Qt.Key.Key_Minus)
    assert page.paper.preview.zoom_factor() == pytest.approx(wide, rel=0.01)
    for _ in range(30):
        QTest.keyClick(pages, Qt.Key.Key_Minus)
    assert page.paper.preview.zoom_factor() == pytest.approx(0.4)
    QTest.keyClick(pages, Qt.Key.Key_0)
    assert page.paper.preview.zoom_factor() == pytest.approx(wide, rel=0.02)


def test_a_page_that_just_fits_does_not_take_turns_with_its_scroll_bar(qapp):
    preview = Preview()
    preview.resize(480, 500)
    preview.show()
    preview.show_pdf(sheets(1), "One page", keep_place=False)
    kit.pause(20)
    drawn = []
    # Every height about the one at which the page fits without a bar and not with it.
    for height in range(620, 720):
        preview.resize(480, height)
        kit.pause(0)
        drawn.append(preview.pages.viewport().width())
    assert len(set(drawn)) == 1
    preview.deleteLater()


# Printing


def sheets(count: int) -> bytes:
    """Make a PDF of so many pages, each with its number on it."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(612, 792), invariant=1)
    for number in range(1, count + 1):
        # As many black squares as the page's number, so that print can be told from print.
        for square in range(number):
            canvas.rect(72 + 60 * square, 400, 40, 40, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def numbers(path: Path) -> list[int]:
    """Give the number of squares on each printed page."""
    document, _keep = printing.opened(path.read_bytes())
    found = []
    for page in range(document.pageCount()):
        image = document.render(page, QSize(306, 396))
        sheet = QImage(image.size(), QImage.Format.Format_RGB32)
        sheet.fill(0xFFFFFFFF)
        painter = QPainter(sheet)
        painter.drawImage(0, 0, image)
        painter.end()
        row = [sheet.pixelColor(x, 186).lightness() < 128 for x in range(306)]
        found.append(sum(1 for a, b in itertools.pairwise(row) if b and not a))
    return found


def test_printing_to_a_file_is_sharp_and_the_size_of_the_page(page, tmp_path):
    printer = to_file(tmp_path / "out.pdf")
    assert printing.print_pages(page.paper.made[1], printer) == 1
    (sheet,) = pages_of(tmp_path / "out.pdf")
    assert [round(float(each)) for each in sheet.mediabox[2:]] == [612, 792]
    widths = {image.image.width for image in sheet.images}
    assert widths == {5100}, "600 dots to the inch, edge to edge"
    assert sum(image.image.height for image in sheet.images) == 6600
    assert {image.image.mode for image in sheet.images} <= {"L", "RGB"}


def test_ranges_copies_and_order_are_respected(qapp, tmp_path):
    data = sheets(4)

    def printed(current=0, **how) -> list[int]:
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.pdf"
        printer = to_file(path)
        printer.setResolution(100)
        for name, value in how.items():
            getattr(printer, name)(*value if isinstance(value, tuple) else (value,))
        printing.print_pages(data, printer, current)
        return numbers(path)

    assert printed() == [1, 2, 3, 4]
    assert printed(setFromTo=(2, 3)) == [2, 3]
    assert printed(setPrintRange=QPrinter.PrintRange.CurrentPage, current=2) == [3]
    assert printed(setCopyCount=2, setFromTo=(1, 2)) == [1, 2, 1, 2]
    assert printed(setCopyCount=2, setFromTo=(1, 2), setCollateCopies=False) == [1, 1, 2, 2]
    assert printed(setPageOrder=QPrinter.PageOrder.LastPageFirst) == [4, 3, 2, 1]
    assert printed(setResolution=1500, setFromTo=(3, 3)) == [3]
    with pytest.raises(Trouble):
        printed(setFromTo=(7, 9))


def test_collated_copies_on_both_sides_begin_on_a_sheet_of_their_own(qapp, monkeypatch):
    # A printer to a file prints on one side only, whatever it is told.
    monkeypatch.setattr(QPrinter, "duplex", lambda self: QPrinter.DuplexMode.DuplexLongSide)
    printer = printing.new_printer(LETTER, "Test")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setCopyCount(2)
    assert list(printing._sides(printer, [3], 0)) == [0, 1, 2, None, 0, 1, 2]
    assert list(printing._sides(printer, [2], 0)) == [0, 1, 0, 1]
    printer.setCopyCount(1)
    assert list(printing._sides(printer, [1, 2, 1], 0)) == [0, None, 1, 2, 3], "and so does each paper"
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert list(printing._sides(printer, [1, 2, 1], 0)) == [3, None, 2, 1, 0]


def test_smaller_paper_gets_the_whole_page(qapp, tmp_path):
    printer = to_file(tmp_path / "out.pdf")
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    printing.print_pages(sheets(1), printer)
    (sheet,) = pages_of(tmp_path / "out.pdf")
    assert round(float(sheet.mediabox.width)) == 420
    wide = to_file(tmp_path / "wide.pdf", QSizeF(792, 612))
    assert wide.pageLayout().orientation() == QPageLayout.Orientation.Landscape


def test_grey_printers_get_greys(qapp, tmp_path):
    printer = to_file(tmp_path / "out.pdf")
    printer.setColorMode(QPrinter.ColorMode.GrayScale)
    printing.print_pages(sheets(1), printer)
    assert numbers(tmp_path / "out.pdf") == [1]


def test_a_printer_that_takes_nothing_and_a_cancelled_print(qapp, tmp_path):
    with pytest.raises(Trouble) as refused:
        printing.print_pages(sheets(1), to_file(tmp_path / "no" / "where.pdf"))
    assert refused.value.problem.key == "trouble.not_printed"

    def progress(done, total, doing=""):
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        printing.print_pages(sheets(4), to_file(tmp_path / "out.pdf"), progress=progress)


def test_ctrl_p_prints_what_is_chosen_and_not_what_is_still_shown(page, window, tmp_path, monkeypatch):
    out = tmp_path / "out.pdf"
    asked = []

    def answer(parent, printer, pages):
        asked.append(pages)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(out))
        return True

    monkeypatch.setattr(printing, "ask_printer", answer)
    real, sent = printing.print_pages, []

    def note(data, printer, current, progress):
        sent.append(data)
        return real(data, printer, current, progress)

    monkeypatch.setattr(printing, "print_pages", note)
    page.paper.options.audience.set_value("public")
    page.paper.options.edited.emit()
    kit.shortcut("Ctrl+P", window.shell)
    kit.until(lambda: "sent to the printer" in window.toast, "it was printed")
    assert asked == [1] and "Rosa" not in text_of(sent[0])
    assert len(pages_of(out)) == 1
    page.paper.options.audience.set_value("captain")


def test_giving_up_in_the_print_dialog_prints_nothing(page, monkeypatch):
    monkeypatch.setattr(printing, "ask_printer", lambda *how: False)
    monkeypatch.setattr(printing, "print_pages", None)
    page.print_()
    kit.pause(20)


def test_the_print_dialog_of_the_system(page, qapp):
    printer = printing.new_printer(QSizeF(612, 792), "Test")
    with kit.answering(lambda dialog: dialog.reject()):
        assert printing.ask_printer(page, printer, 3) is False


# Saving


def saving(monkeypatch, path: Path) -> list[str]:
    """Answer the file dialog with a path, and give the names it offered."""
    offered: list[str] = []

    def answer(_parent, _title, start, _filter):
        offered.append(start)
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    return offered


def test_saving_offers_the_right_name_and_says_where_it_went(page, window, tmp_path, monkeypatch):
    offered = saving(monkeypatch, tmp_path / "Mine")
    kit.click(kit.button(page, "Save as PDF…"))
    kit.until(lambda: "Mine.pdf" in window.toast, "it was saved")
    assert Path(offered[0]).name == "Patrol log 2026-09-19 2030.pdf"
    assert (tmp_path / "Mine.pdf").read_bytes() == page.paper.made[1]
    page.save_as()
    assert Path(offered[1]).parent == tmp_path
    window.settle()


def test_giving_up_in_the_file_dialog_saves_nothing(page, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *how: ("", ""))
    monkeypatch.setattr(reporting, "save", None)
    page.save_as()


@pytest.mark.parametrize(
    ("name", "holds"),
    [
        ("folder.pdf", "is the name of a folder"),
        ("no/where.pdf", "is not there any more"),
        ("n" * 300 + ".pdf", "too long"),
        ("mine.sacwatch", "name of a watch file"),
    ],
)
def test_every_bad_target_has_its_sentence(page, window, tmp_path, monkeypatch, name, holds):
    (tmp_path / "folder.pdf").mkdir()
    saving(monkeypatch, tmp_path / name)
    page.save_as()
    kit.until(lambda: window.notices, "a sentence")
    assert holds in window.notices[0]


def test_a_full_disk_and_a_protected_place(page, window, tmp_path, monkeypatch):
    def full(_handle):
        raise OSError(28, "No space left on device")

    saving(monkeypatch, tmp_path / "a.pdf")
    monkeypatch.setattr(folders.os, "fsync", full)
    page.save_as()
    kit.until(lambda: window.notices, "a sentence")
    monkeypatch.undo()
    assert "disk is full" in window.notices[0] and list(tmp_path.glob("*.pdf")) == []


def test_a_target_that_is_open_elsewhere_gets_a_dated_copy(page, window, tmp_path, monkeypatch):
    target = tmp_path / "a.pdf"
    target.write_bytes(b"open elsewhere")
    real = folders.os.replace

    def replace(source, into):
        if Path(into) == target:
            problem = PermissionError(13, "as on Windows")
            problem.winerror = 32
            raise problem
        real(source, into)

    monkeypatch.setattr(folders.os, "replace", replace)
    saving(monkeypatch, target)
    page.save_as()
    kit.until(lambda: window.notices, "a sentence")
    assert "I saved this one as “a (2026-09-20 1100).pdf” beside it" in window.notices[0]
    assert target.read_bytes() == b"open elsewhere"


# The folder of papers


@pytest.fixture
def kept(page, window, tmp_path):
    """Give the folder of papers, kept for the captain; it is seen to beside the gallery."""
    page.show_view("papers")
    folder = tmp_path / "Papers"
    folder.mkdir()
    window.desk.papers.choose(folder, Audience.CAPTAIN, large=False)
    current(window)
    return folder


def current(window):
    """Wait until all papers are current and nothing more is to come."""
    keeper = window.desk.papers

    def quiet() -> bool:
        busy = keeper._job is not None or keeper.expected or keeper._look_timer.isActive()
        return not busy and keeper.state.stand is Stand.CURRENT

    def settled() -> bool:
        if not quiet():
            return False
        kit.pause(20)
        return quiet()

    kit.until(settled, "all is current")


def names(folder: Path) -> list[str]:
    """Give what lies in a folder besides the list of it."""
    return sorted(each.name for each in folder.iterdir() if each.name != "Latest papers.pdf")


THREE = ["Incident summary 2026-09.pdf", "Patrol hours 2026-09.pdf", "Patrol log 2026-09-19 2030.pdf"]


def test_no_folder_is_kept_until_one_is_chosen(page, window, tmp_path, monkeypatch):
    assert window.desk.papers.state.stand is Stand.NONE
    page.show_view("papers")
    folder = tmp_path / "Papers"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *how: str(folder))
    kit.click(page.card.choose)
    current(window)
    assert names(folder) == THREE
    assert "✓ All 3 papers are current." in kit.texts(page.card)
    assert str(folder) in kit.texts(page.card).replace("\u200b", "")


def test_a_change_is_seen_to_by_itself(kept, page, window):
    before = {name: (kept / name).read_bytes() for name in THREE}
    window.desk.papers._run_timer.setInterval(1_000)
    log(window, day="2026-09-02")
    told = "2 papers are out of date.", "by itself"
    kit.until(lambda: all(each in kit.texts(page.card) for each in told), "it is counted")
    current(window)
    assert len(names(kept)) == 4
    changed = {name for name in THREE if (kept / name).read_bytes() != before[name]}
    assert changed == {"Patrol hours 2026-09.pdf"}


def test_today_says_what_is_out_of_date(kept, page, window, monkeypatch):
    monkeypatch.setattr(keeping.Keeper, "_run_by_itself", lambda self: None)
    today = window.show("today")
    assert "out of date" not in kit.texts(today)
    log(window, day="2026-09-02")
    kit.until(lambda: "2 exports are out of date" in kit.texts(today), "a link")
    kit.click(kit.button(today, "2 exports are out of date"))
    assert window.page is page
    kit.click(page.card.now)
    current(window)
    kit.until(lambda: "All 4 papers are current." in window.toast, "a word when it is done")
    window.show("today")
    assert "out of date" not in kit.texts(today)


def kept_look(window):
    keeper = window.desk.papers
    return keeper.looks[keeper.state.target.id]


def test_another_audience_waits_for_release_and_makes_all_again(kept, page, window, monkeypatch):
    before = {name: (kept / name).read_bytes() for name in THREE}
    page.card.audience.set_value("public")
    page.card.audience.edited.emit()
    kit.until(lambda: window.desk.papers.state.target.audience is Audience.PUBLIC, "it is chosen")
    kit.until(lambda: window.desk.papers.state.held and kept_look(window).held, "it waits")
    assert all((kept / name).read_bytes() == data for name, data in before.items())
    assert "3 papers wait for your Release." in kit.texts(page.card)
    monkeypatch.setattr(releasing.ReleaseDialog, "exec", lambda dialog: dialog.DialogCode.Accepted)
    kit.click(page.card.now)
    current(window)
    assert all((kept / name).read_bytes() != data for name, data in before.items())
    assert "Rosa" not in text_of((kept / THREE[2]).read_bytes())


def test_a_folder_of_the_app_itself_is_refused(kept, page, window, own_home):
    window.desk.papers.choose(own_home, Audience.CAPTAIN, large=False)
    kit.until(lambda: window.notices, "a sentence")
    assert "keeps its own files" in window.notices[0]
    assert window.desk.papers.state.target.folder == kept


def test_choosing_another_folder_leaves_the_old_papers_and_says_so(kept, page, window, tmp_path):
    other = tmp_path / "Other"
    other.mkdir()
    window.desk.papers.choose(other, Audience.CAPTAIN, large=False)
    kit.until(lambda: "stay there as they are" in window.toast, "a word about the old ones")
    current(window)
    assert names(other) == names(kept) == THREE
    kit.click(page.card.end)
    kit.until(lambda: window.desk.papers.state.stand is Stand.NONE, "none is kept")
    kit.until(lambda: page.card.choose.isVisible())


def test_a_folder_that_went_away_is_said_once_and_made_only_on_request(kept, page, window):
    for each in kept.iterdir():
        each.unlink()
    kept.rmdir()
    log(window, day="2026-09-02")
    kit.until(lambda: window.desk.papers.state.stand is Stand.AWAY, "it is noticed")
    kit.until(lambda: window.notices, "a sentence")
    assert len(window.notices) == 1 and "“Papers”" in window.notices[0]
    window.shell.notices.clear()
    window.desk.papers._run_by_itself()
    kit.until(lambda: window.desk.papers._job is None)
    assert window.notices == [] and not kept.exists()
    assert "“Papers”" in kit.texts(page.card) and "The folder is not there." in kit.texts(page.card)
    assert page.card.now.text() == "Try again"
    kit.click(page.card.now)
    current(window)
    assert len(names(kept)) == 4


def test_an_open_file_is_survived_and_tried_again(kept, page, window, monkeypatch):
    real, target = folders.os.replace, kept / THREE[1]

    def replace(source, into):
        if Path(into) == target:
            problem = PermissionError(13, "as on Windows")
            problem.winerror = 32
            raise problem
        real(source, into)

    monkeypatch.setattr(folders.os, "replace", replace)
    log(window, day="2026-09-02")
    kit.until(lambda: window.notices, "a sentence")
    assert re.search(r"“Patrol hours 2026-09.pdf” is open .* beside it", window.notices[0])
    kit.until(lambda: "1 paper is out of date." in kit.texts(page.card), "and on the card")
    assert window.desk.papers._retry_timer.isActive()
    assert len([name for name in names(kept) if name.startswith("Patrol hours")]) == 2
    monkeypatch.undo()
    window.desk.papers._run_by_itself()
    current(window)
    assert len(names(kept)) == 4


def test_a_run_can_be_cancelled_and_says_what_is_left(kept, page, window, monkeypatch):
    keeper = window.desk.papers
    for day in range(1, 7):
        log(window, day=f"2026-08-{day:02}")
    current(window)
    real, made = reporting.make, []

    def stop_at_two(gathered, now):
        made.append(gathered)
        if len(made) == 2:
            keeper._job._stop.set()
        return real(gathered, now)

    monkeypatch.setattr(reporting, "make", stop_at_two)
    do(
        window,
        lambda work: syncing.choose(
            work, syncing.Target(kept, Audience.PUBLIC, automatic=True), watch_file=window.desk.store.path
        ),
    )
    kit.until(lambda: made and keeper.making is None and keeper.state.stand is Stand.WAITING, "it stopped")
    assert 0 < keeper.state.waiting < 10
    monkeypatch.undo()
    kit.click(page.card.now)
    current(window)


def test_the_window_stays_free_while_papers_are_made(kept, page, window, monkeypatch):
    real = reporting.make
    monkeypatch.setattr(reporting, "make", lambda *how: (time.sleep(0.15), real(*how))[1])
    window.desk.papers.choose(kept, Audience.MEMBERS, large=False, automatic=True)
    kit.until(lambda: window.desk.papers.making is not None and window.desk.papers.making.total, "it works")
    log(window, day="2026-07-02", entries=())
    assert window.desk.papers.making is not None, "the patrol is logged while papers are being made"
    kit.until(lambda: "Making paper" in kit.texts(page.card), "progress on the card")
    monkeypatch.undo()
    current(window)
    assert "Patrol log 2026-07-02 2030.pdf" in names(kept)


def test_closing_in_the_middle_waits_for_the_paper_and_loses_nothing(kept, page, window, watch, monkeypatch):
    real = reporting.make
    monkeypatch.setattr(reporting, "make", lambda *how: (time.sleep(0.1), real(*how))[1])
    keeper = window.desk.papers
    keeper.choose(kept, Audience.MEMBERS, large=False, automatic=True)
    kit.until(lambda: keeper.making is not None and keeper.making.total, "it works")
    window.close_file()
    monkeypatch.undo()
    window.open(watch)
    current(window)
    # Every file is known: none was taken for somebody else's.
    assert names(kept) == THREE and window.notices == []


def test_a_file_for_reading_only_keeps_no_folder(kept, page, window, watch, monkeypatch):
    window.close_file()
    other = kit.Window()
    try:
        window.open(watch)
        window.show("reports")
        other.open(watch)
        assert other.desk.read_only
        card = other.show("reports").card
        kit.until(lambda: other.desk.papers.state.stand is Stand.CURRENT, "it was looked at")
        assert "for reading only" in kit.texts(card)
        assert not card.now.isVisible() and not card.choose.isVisible() and not card.other.isVisible()
        other.desk.papers.bring_up_to_date()
        assert other.desk.papers.making is None
        choose(other.page, "patrol-log")
        assert other.page.paper.preview.shows_pages
    finally:
        other.end()


def test_everything_on_the_page_has_a_name_and_can_be_reached_by_keyboard(page):
    for each in (
        page.findChildren(QAbstractButton) + page.findChildren(QComboBox) + page.findChildren(QLineEdit)
    ):
        if each.isVisible() and each.objectName() != "qt_spinbox_lineedit":
            named = each.accessibleName() or getattr(each, "text", lambda: "")()
            assert named, each
            assert each.focusPolicy() != Qt.FocusPolicy.NoFocus or not each.isEnabled(), named
