"""Contacts and old patrol logs come in through their windows, from real files; members go out."""

import csv
import io

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from sacwatch.domain.listing import HouseholdQuery, MemberQuery, PatrolQuery
from sacwatch.ui.bringing import contacts as bringing
from sacwatch.ui.bringing.columns import Columns
from sacwatch.ui.bringing.dialog import Told
from tests.ui import kit
from tests.ui.kit import answering, button, click, keys, texts, until

PEOPLE = (
    "First Name,Last Name,Mobile Phone,Home Phone,E-mail Address,Home Street,Home City\r\n"
    "Rosa,Delgado,916-555-0101,,rosa@example.org,1520 Q St,Sacramento\r\n"
    "Mei,Wong,,(916) 555-0102,,1522 Q St,Sacramento\r\n"
    ",,,,nobody@example.org,,\r\n"
)
LOG = (
    "Date,Start,Finish,Patrollers,Comments\r\n"
    "9/14/2019,8:30 pm,10 pm,Rosa Delgado & Walt Kim,8:45 pm all quiet\r\n"
    "9/15/2019,8:30 pm,10 pm,Walt Kim,\r\n"
    "sometime,8:30 pm,10 pm,Walt Kim,\r\n"
)


@pytest.fixture
def file(tmp_path, monkeypatch):
    """Give a maker of files that the next question for a file is answered with."""

    def file(data, name="people.csv"):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
        return pick(path)

    def pick(path):
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_about: (str(path), ""))
        return path

    file.pick = pick
    return file


@pytest.fixture
def ready(window, watch):
    window.open(watch)
    return window


def bring(window, *reviews, wish="bring_contacts"):
    """Wish for an import by the menu, let the dialogs be answered, and give what was said."""
    with answering(*reviews):
        window.shell.wants.emit(wish)
    window.settle()
    return window.toast


def filled(dialog):
    """Wait until the lines of a dialog stand."""
    until(lambda: dialog.shows.count() > 0, "the lines are shown")
    return lines(dialog)


def lines(dialog):
    model = dialog.model
    return [
        [model.data(model.index(row, at)) for at in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def members(window):
    with window.desk.store.reading(now=kit.NOW) as work:
        return {each.name: each for each in work.members.find(MemberQuery(limit=1000)).lines}


def patrols(window):
    with window.desk.store.reading(now=kit.NOW) as work:
        return list(work.patrols.find(PatrolQuery(limit=1000)).lines)


def test_people_are_looked_over_then_come_in_and_undo_takes_them_out(ready, file):
    file(PEOPLE)
    seen = []

    def review(dialog):
        seen.extend(filled(dialog))
        assert "“people.csv”: 3 people" in texts(dialog)
        assert dialog.accept_button.text() == "Bring in 3 people"
        click(dialog.accept_button)

    said = bring(ready, review)
    assert [each[0] for each in seen] == ["Rosa Delgado", "Mei Wong", "nobody@example.org"]
    assert seen[0][1] == "Is Rosa Delgado (the same e-mail), who gets (916) 555-0101, a line in the note"
    assert seen[1][1] == "New"
    assert seen[2][1] == "New, without a name in the file"
    assert said == "2 new members, 1 who was here got more, 2 new households."
    assert [each.number for each in members(ready)["Rosa Delgado"].phones][-1] == "(916) 555-0101"
    click(ready.shell.toast.button)
    ready.settle()
    assert set(members(ready)) == {"Rosa Delgado", "Walt Kim"}
    assert len(members(ready)["Rosa Delgado"].phones) == 2


def test_the_page_of_people_and_the_menu_lead_there(ready, file):
    file(PEOPLE)
    page = ready.show("people")
    met = []
    with answering(lambda dialog: (met.append(dialog.windowTitle()), dialog.reject())):
        click(button(page, "Bring in contacts…"))
    with answering(lambda dialog: (met.append(dialog.windowTitle()), dialog.reject())):
        next(each for each in ready.shell._writing if "contacts" in each.text().replace("&", "")).trigger()
    assert met == ["Bring in contacts"] * 2


def test_a_tick_a_choice_and_a_name_by_keyboard(ready, file):
    file(PEOPLE)

    def review(dialog):
        filled(dialog)
        dialog.table.setFocus()
        dialog.table.choose(0)
        keys(" ")
        assert dialog.accept_button.text() == "Bring in 2 people"
        assert lines(dialog)[0][1] == "Stays out"
        keys(" ")
        assert dialog.accept_button.text() == "Bring in 3 people"
        box = dialog.becomes
        assert [box.itemText(at) for at in range(box.count())] == [
            "Becomes a new member",
            "Is Rosa Delgado, who gets what is missing",
            "Stays out",
        ]
        box.setCurrentIndex(0)
        box.activated.emit(0)
        assert lines(dialog)[0][1] == "New, with the same e-mail as Rosa Delgado. Please look."
        dialog.table.choose(2)
        keys("", Qt.Key.Key_F2)
        kit.shortcut("Ctrl+A")
        keys("Nadia Kaur", Qt.Key.Key_Return)
        assert lines(dialog)[2][0] == "Nadia Kaur"
        dialog.households.setChecked(False)
        click(dialog.accept_button)

    assert bring(ready, review) == "3 new members."
    with ready.desk.store.reading(now=kit.NOW) as work:
        found = [each.name for each in work.members.find(MemberQuery()).lines]
        assert work.households.find(HouseholdQuery()).total == 0
    assert sorted(found) == ["Mei Wong", "Nadia Kaur", "Rosa Delgado", "Rosa Delgado", "Walt Kim"]


def test_only_those_to_look_at_can_be_shown(ready, file):
    file(PEOPLE)

    def review(dialog):
        filled(dialog)
        offered = [dialog.shows.itemText(at) for at in range(dialog.shows.count())]
        assert offered == ["All (3)", "New (2)", "Here already, gets more (1)", "Please look (1)"]
        dialog.shows.setCurrentIndex(3)
        dialog.shows.activated.emit(3)
        assert [each[0] for each in lines(dialog)] == ["nobody@example.org"]
        dialog.reject()

    bring(ready, review)
    assert set(members(ready)) == {"Rosa Delgado", "Walt Kim"}


def test_columns_that_nobody_knows_are_told_and_can_be_said(ready, file):
    def say(columns):
        assert isinstance(columns, Columns)
        box = columns.boxes[0]
        assert box.accessibleName() == "What “Wer” holds"
        assert "rosa d  ·  mei w" in texts(columns)
        box.setCurrentIndex(box.findData("name"))
        click(columns.accept_button)

    def review(dialog):
        until(lambda: dialog.shows.count() > 0)
        assert "none of the columns" in dialog.problem.text()
        assert not dialog.accept_button.isEnabled()
        dialog.columns_button.click()

    def again(dialog):
        until(lambda: dialog.accept_button.isEnabled(), "there is somebody to bring in")
        assert dialog.problem.text() == ""
        click(dialog.accept_button)

    file("Wer,Wo,Wie\r\nrosa d,over there,call 5\r\nmei w,somewhere,x\r\n")
    with answering(review, say):
        ready.shell.wants.emit("bring_contacts")
    dialog = until(kit.dialog, "the first dialog is back")
    again(dialog)
    ready.settle()
    assert ready.toast == "2 new members."


def test_other_letters_can_be_chosen(ready, file):
    file("Name,Phone\r\nОльга Смирнова,916-555-0101\r\n".encode("cp1251"))

    def review(dialog):
        filled(dialog)
        for encoding, expected in (("cp1252", "Îëüãà Ñìèðíîâà"), ("cp1251", "Ольга Смирнова")):
            at = dialog.letters.findData(encoding)
            dialog.letters.setCurrentIndex(at)
            dialog.letters.activated.emit(at)
            until(lambda e=expected: [each[0] for each in lines(dialog)] == [e], expected)
        click(dialog.accept_button)

    assert bring(ready, review) == "1 new member."
    assert "Ольга Смирнова" in members(ready)


def test_what_could_not_be_read_is_told(ready, file):
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Mei Wong\r\nEND:VCARD\r\n"
    file(card + "BEGIN:VCARD\r\nFN:Cut off", "cards.vcf")

    def review(dialog):
        filled(dialog)
        assert "1 thing in the file could not be read whole." in texts(dialog)
        assert not dialog.columns_button.isVisible()
        dialog.unread_button.click()

    def told(sentences):
        assert isinstance(sentences, Told)
        assert "line 5 breaks off" in sentences.text.toPlainText()
        click(sentences.accept_button)

    with answering(review, told):
        ready.shell.wants.emit("bring_contacts")
    click(until(kit.dialog).accept_button)
    ready.settle()
    assert ready.toast == "2 new members.", "what stood in the card that breaks off came in"


def test_a_file_that_is_none_is_said_in_a_sentence(ready, file):
    file(b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "photo.csv")
    ready.shell.wants.emit("bring_contacts")
    ready.settle()
    assert any("no table in “photo.csv”" in each for each in ready.notices)
    assert kit.dialog() is None


def test_a_file_opened_for_reading_takes_nothing(window, watch, file):
    kit.another_has_it(watch)
    window.open(watch)
    file(PEOPLE)
    window.shell.wants.emit("bring_contacts")
    window.shell.wants.emit("bring_patrols")
    window.settle()
    assert kit.dialog() is None
    assert "reading" in window.toast


def test_cancel_while_people_come_in_leaves_all_as_it_was(ready, file, monkeypatch):
    file("Name\r\n" + "".join(f"Person {number}\r\n" for number in range(400)))
    real = bringing.contacts.bring_in
    begun = []

    def slow(work, rows, choices, **how):
        report = how.pop("progress")

        def stop(done, total, doing=""):
            if done >= 100 and not begun:
                begun.append(True)
                jobs[-1].cancel()
            report(done, total, doing)

        return real(work, rows, choices, progress=stop, **how)

    jobs = []
    ready.tasks.started.connect(jobs.append)
    monkeypatch.setattr(bringing.contacts, "bring_in", slow)

    def review(dialog):
        filled(dialog)
        click(dialog.accept_button)

    bring(ready, review)
    assert begun
    assert jobs[-1].title == "Bringing in the contacts"
    assert set(members(ready)) == {"Rosa Delgado", "Walt Kim"}


# Old patrol logs


def test_an_old_log_is_looked_over_then_comes_in_and_undo_takes_it_out(ready, file):
    file(LOG, "log.csv")
    seen = []

    def review(dialog):
        seen.extend(filled(dialog))
        assert dialog.accept_button.text() == "Bring in 2 patrols"
        assert not dialog.evening.isVisible() and not dialog.start.isVisible()
        click(dialog.accept_button)

    said = bring(ready, review, wish="bring_patrols")
    assert said == "2 patrols brought in."
    assert [seen[0][at] for at in (0, 2, 3)] == [
        "Sat, Sep 14, 2019, 8:30 pm",
        "Rosa Delgado, Walt Kim",
        "1 hr 30 min",
    ]
    assert seen[0][1] == "Comes in, with 1 entry"
    assert seen[2][1].startswith("Stays out. Row 4: “sometime” is not a date")
    assert len(patrols(ready)) == 2

    def again(dialog):
        assert [each[1] for each in filled(dialog)][:2] == ["Is here already: same day, start and people"] * 2
        assert not dialog.accept_button.isEnabled()
        dialog.reject()

    bring(ready, again, wish="bring_patrols")
    ready.shell.wants.emit("undo")
    ready.settle()
    assert patrols(ready) == []


def test_what_a_log_does_not_say_is_asked(ready, file, tmp_path):
    book = openpyxl.Workbook()
    for row in (["When", "Hours", "Who"], ["9/14/2019", 1.5, "Rosa"], ["9/15/2019", 2, "Rosa"]):
        book.active.append(row)
    book.save(tmp_path / "log.xlsx")
    file.pick(tmp_path / "log.xlsx")

    def review(dialog):
        filled(dialog)
        assert "Start, or start and finish" in dialog.problem.text()
        assert not dialog.letters.isVisible()
        dialog.start.setFocus()
        keys("8 pm", Qt.Key.Key_Tab)
        until(lambda: dialog.accept_button.isEnabled(), "the patrols have a start")
        assert dialog.problem.text() == ""
        dialog.table.setFocus()
        dialog.table.choose(1)
        keys(" ")
        assert lines(dialog)[1][1] == "Stays out"
        click(dialog.accept_button)

    assert bring(ready, review, wish="bring_patrols") == "1 patrol brought in."


def test_morning_or_evening_is_asked_where_the_log_does_not_say(ready, file):
    file("Date,Start,Finish,Who\r\n9/14/2019,8:30,10:00,Rosa\r\n", "log.csv")

    def review(dialog):
        assert filled(dialog)[0][0].endswith("8:30 pm")
        assert dialog.evening.isVisible() and dialog.evening.isChecked()
        click(dialog.evening)
        until(lambda: lines(dialog) and lines(dialog)[0][0].endswith("8:30 am"))
        dialog.reject()

    bring(ready, review, wish="bring_patrols")


# Out


@pytest.mark.parametrize("kind", ["csv", "vcf"])
def test_members_are_saved_for_other_programs(ready, tmp_path, monkeypatch, kind):
    target = tmp_path / "Members"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_about: (str(target), ""))

    def save(dialog):
        dialog.kind.setCurrentIndex(dialog.kind.findData(kind))
        click(dialog.accept_button)

    with answering(save):
        ready.shell.wants.emit("save_members")
    ready.settle()
    text = target.with_suffix(f".{kind}").read_text(encoding="utf-8-sig")
    assert "Rosa Delgado" in text and "Walt Kim" in text
    assert ready.toast == f"2 members saved as “Members.{kind}” in “{tmp_path.name}”."
    if kind == "csv":
        assert len(list(csv.reader(io.StringIO(text)))) == 3


def test_nobody_who_did_not_agree_is_saved_for_others(ready, tmp_path, monkeypatch):
    target = tmp_path / "Members.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_about: (str(target), ""))

    def save(dialog):
        dialog.audience.setCurrentIndex(dialog.audience.findData("members"))
        click(dialog.accept_button)

    with answering(save):
        ready.shell.wants.emit("save_members")
    ready.settle()
    assert "Rosa" not in target.read_text(encoding="utf-8-sig")
    assert ready.toast.startswith("0 members")
