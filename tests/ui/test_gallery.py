"""The gallery of papers: cards with real pictures, by mouse and by keyboard; several at once; e-mail."""

from urllib.parse import parse_qs, urlsplit

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel

from sacwatch.domain.exports import Act, LedgerQuery
from sacwatch.services import incidents, ledgers, reporting
from sacwatch.ui import theme
from sacwatch.ui.paper import deeds, printing, thumbnails
from sacwatch.ui.paper.cards import Measures
from sacwatch.ui.paper.gallery import GROUPS, grouped
from tests.making import incident_draft
from tests.ui import kit
from tests.ui.test_reports_page import HOW, do, fresh, log, text_of

FIRST, LAST = "patrol-log", "ledger"


@pytest.fixture
def page(window, watch):
    window.open(watch)
    window.patrol = log(window)
    do(window, lambda work: incidents.record(work, incident_draft(), **HOW))
    return window.show("reports")


def entries(window):
    return do(window, lambda work: ledgers.find(work, LedgerQuery())).entries


def at(page, name):
    """Give the cards that hold a paper, and where its card lies in them."""
    for cards in page.gallery.groups:
        row = cards.cards.row(name)
        if row is not None:
            page.gallery.ensureWidgetVisible(cards)
            return cards, cards.visualRect(cards.cards.index(row))
    raise AssertionError(name)


def click_at(cards, point):
    QTest.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=point)


def test_every_paper_stands_in_one_group_only():
    names = [kind.name for _title, kinds in grouped() for kind in kinds]
    assert sorted(names) == sorted(kind.name for kind in reporting.papers())
    listed = [name for _title, group in GROUPS for name in group]
    assert len(listed) == len(set(listed)) and set(names) <= set(listed), "a group for each paper"


def test_a_click_opens_a_paper_and_escape_leads_back_to_its_card(page, window):
    cards, rect = at(page, "patrol-hours")
    click_at(cards, rect.center())
    assert fresh(page).order.report == "patrol-hours"
    assert page.paper.isVisible() and not page.gallery.isVisible()
    kit.shortcut("Esc", window.shell)
    assert page.gallery.isVisible() and page.gallery.current == "patrol-hours"
    assert cards.hasFocus()
    assert not any(button.isVisible() for button in page._buttons)


def test_arrows_lead_through_all_groups_and_enter_opens(page):
    focus = kit.QApplication.focusWidget
    assert focus() is page.gallery.groups[0] and page.gallery.current == FIRST
    seen = []
    for _step in range(200):
        seen.append(page.gallery.current)
        QTest.keyClick(focus(), Qt.Key.Key_Down)
        if page.gallery.current == seen[-1]:
            break
    assert focus() is page.gallery.groups[-1]
    QTest.keyClick(focus(), Qt.Key.Key_Up)
    assert focus() is page.gallery.groups[-2]
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    assert fresh(page).order.report == page.gallery.current


def test_cards_fill_the_width_and_none_is_cut(page, window):
    for width in (1500, 1240, 1100, 1024):
        window.shell.resize(width, 800)
        window.settle(extra=20)
        for cards in page.gallery.groups:
            last = cards.visualRect(cards.cards.index(cards.cards.rowCount() - 1))
            assert cards.viewport().rect().contains(last), (width, cards.accessibleName())
            rows = {cards.visualRect(cards.cards.index(row)).top() for row in range(cards.cards.rowCount())}
            assert cards.height() < (len(rows) + 0.2) * last.height(), "no empty row"


def test_cards_follow_the_text_size(page, window):
    cards = page.gallery.groups[0]
    before = cards.height()
    theme.apply(window.app, scheme="light", size=150)
    try:
        kit.until(lambda: cards.height() > 1.3 * before, "there is room for larger words")
        last = cards.visualRect(cards.cards.index(cards.cards.rowCount() - 1))
        assert cards.viewport().rect().contains(last)
    finally:
        theme.apply(window.app, scheme="light", size=100)
    kit.until(lambda: cards.height() == before, "and back")


def test_pictures_are_of_the_papers_of_this_watch_and_made_again_when_they_change(page, window, monkeypatch):
    gallery, pictures = page.gallery, page.gallery.pictures
    assert all(pictures.image(name) is None for name in gallery.names)
    pictures._begin.setInterval(0)
    pictures._pause.setInterval(0)
    made = []
    real = thumbnails.drawn
    monkeypatch.setattr(thumbnails, "drawn", lambda data, size: (made.append(data), real(data, size))[1])
    gallery.renew()
    kit.until(lambda: pictures.idle, "every picture is made", patience=60)
    size = Measures(gallery.font()).picture
    for name in ("patrol-log", "patrol-hours", "incident-summary", "map", "vacation-request"):
        image = pictures.image(name)
        assert image.width() <= size.width() and image.height() <= size.height()
        greys = {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}
        assert len(greys) > 20, f"there is something on {name}"
    count = len(made)
    do(window, lambda work: incidents.record(work, incident_draft(happened="Again"), **HOW))
    kit.until(lambda: len(made) > count and pictures.idle, "what changed", patience=60)
    assert 0 < len(made) - count <= 5, "and no paper that tells of no incident"
    page.open_paper(FIRST)
    assert not pictures._begin.isActive(), "none are made while none are looked at"


def test_several_papers_are_printed_in_one_job_and_entered(page, window, tmp_path, monkeypatch):
    assert "Tick papers in the gallery" in kit.texts(page.pack)
    cards, rect = at(page, "patrol-hours")
    box = cards._painter.box(rect.adjusted(4, 4, -4, -4), Measures(cards.font()))
    click_at(cards, box.center())
    page.gallery.groups[0].setFocus()
    page.gallery.point_to(FIRST)
    kit.keys(" ")
    page.gallery.tick("incident-summary")
    page.gallery.tick("ledger")
    assert page.pack.names == ["patrol-log", "patrol-hours", "incident-summary", "ledger"]
    page.pack.audience.set_value("police")
    page.pack.audience.edited.emit()
    assert "for you alone: What went out" in kit.texts(page.pack)
    asked, out = [], tmp_path / "out.pdf"

    def answer(_parent, printer, pages):
        asked.append(pages)
        printer.setOutputFormat(printer.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(out))
        return True

    monkeypatch.setattr(printing, "ask_printer", answer)
    kit.click(page.pack.print_button)
    kit.until(lambda: "pages sent" in window.toast or window.notices, "they are printed")
    assert (asked, window.toast, window.notices) == ([4], "4 pages sent to the printer.", [])
    assert printing.opened(out.read_bytes())[0].pageCount() == 4
    kit.until(lambda: len(entries(window)) == 3, "all are entered")
    assert {(each.act, each.audience.value) for each in entries(window)} == {(Act.PRINTED, "police")}
    kit.click(page.pack.untick_button)
    assert page.gallery.ticked == {} and "Tick papers" in kit.texts(page.pack)


def test_several_papers_are_saved_in_a_folder_and_what_cannot_be_made_is_said(
    page, window, tmp_path, monkeypatch
):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *how: str(tmp_path / "Here"))
    for name in ("patrol-hours", "patrol-sheet"):
        page.gallery.tick(name)
    kit.click(page.pack.save_button)
    kit.until(lambda: "1 paper saved in “Here”" in window.toast, "what could be made is saved")
    assert [each.name for each in (tmp_path / "Here").iterdir()] == ["Patrol hours 2026-09.pdf"]
    assert "“Patrol sheet” is not among them." in window.notices[0]


def test_e_mail_begins_a_letter_beside_the_file_and_sends_nothing(page, window, tmp_path, monkeypatch):
    monkeypatch.setattr("sacwatch.paths.documents", lambda: tmp_path)
    opened, told = [], []
    works = [True]

    def open_(url):
        opened.append(url)
        return url.isLocalFile() or works[0]

    def accept(dialog):
        told.append("\n".join(each.text() for each in dialog.findChildren(QLabel)))
        return dialog.DialogCode.Accepted

    monkeypatch.setattr(QDesktopServices, "openUrl", open_)
    monkeypatch.setattr(deeds.MailDialog, "exec", accept)
    page.open_paper(FIRST)
    fresh(page)
    page.paper.options.audience.set_value("members")
    page.paper.options.audience.edited.emit()
    kit.click(kit.button(page, "E-mail…"))
    kit.until(lambda: "Drag the file" in window.toast, "the letter is begun")
    folder = tmp_path / "SacWatch papers to mail"
    (file,) = folder.iterdir()
    assert (
        "Rosa" not in text_of(file.read_bytes()) and file.name == "Patrol log 2026-09-19 2030 - Members.pdf"
    )
    assert opened[0].toLocalFile() == str(folder)
    letter = parse_qs(urlsplit(opened[1].toString(opened[1].ComponentFormattingOption.FullyEncoded)).query)
    assert opened[1].scheme() == "mailto" and opened[1].path() == ""
    assert letter["subject"] == ["Boulevard Park Watch: Patrol log 2026-09-19 2030 - Members"]
    assert "Patrol log 2026-09-19 2030" in letter["body"][0]
    assert "For: Members" in told[0] and "every name" not in told[0]
    kit.until(lambda: [each.act for each in entries(window)] == [Act.MAILED], "it is entered")
    # Without a mail program the file is ready all the same, and nothing counts as mailed.
    works[0] = False
    page.paper.options.audience.set_value("captain")
    page.paper.options.audience.edited.emit()
    page.mail()
    kit.until(lambda: window.notices, "a sentence")
    assert "No mail program opened" in window.notices[0] and "every name" in told[1]
    kit.until(lambda: entries(window)[0].act is Act.SAVED, "and it says what was done")


def test_a_click_between_the_cards_does_nothing(page):
    cards, rect = at(page, "map")
    click_at(cards, QPoint(rect.right() - 1, rect.bottom() - 1))
    assert page.gallery.isVisible() and not page.gallery.ticked


def test_picture_tick_and_click_are_of_the_same_patrol_for_the_same_readers(
    page, window, tmp_path, monkeypatch
):
    early = window.patrol
    page.open_paper(FIRST)
    assert fresh(page).order.subject == early.id
    page.open_paper("incident-summary")
    page.paper.options.audience.set_value("public")
    page.paper.options.audience.edited.emit()
    assert fresh(page).order.audience.value == "public"
    page.show_view("papers")
    window.show("reports", (FIRST, early.id))
    kit.until(lambda: fresh(page).order.subject == early.id, "printed from its own page")
    page.show_view("papers")
    late = log(window, start="23:00", finish="23:30", entries=())
    page.gallery.tick(FIRST)
    page.gallery.tick("incident-summary")
    kit.until(lambda: "11:00 pm" in page.pack.list.text(), "the list says which patrol")
    assert "Public · " in page.pack.list.text() and page.pack.for_whom is None
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *how: str(tmp_path / "Here"))
    kit.click(page.pack.save_button)
    kit.until(lambda: len(entries(window)) == 2, "both are saved and entered")
    out = {(each.report, each.audience.value): each.subject for each in entries(window)}
    assert out["patrol-log", "captain"] == late.id and ("incident-summary", "public") in out
    assert page.gallery.pictures.chosen(FIRST)[0] == "", "its picture is of the usual one too"
    page.open_paper(FIRST)
    order = fresh(page).order
    assert (order.subject, order.audience.value) == (late.id, "captain")
