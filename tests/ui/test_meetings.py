"""The page of meetings: planned, run and closed with the keyboard; drafts, attendance, and Today."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QScrollArea

from sacwatch.domain.exports import Act, LedgerQuery
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.listing import MeetingQuery
from sacwatch.domain.meetings import ItemDraft, MeetingState
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import files, ledgers, meetings
from sacwatch.ui.paper import printing
from tests.making import TODAY
from tests.making import Desk as Maker
from tests.ui import kit
from tests.ui.kit import NOW, answering, button, keys, shortcut, texts

TAB, ENTER = Qt.Key.Key_Tab, Qt.Key.Key_Return


def enter(path, **said):
    """Plan a meeting in a file, and give its id."""
    maker = Maker(files.open_file(path, now=NOW, zone=SACRAMENTO))
    maker.add(name="Ann Petrov", phones=(), email="")
    meeting = maker.meet(**{"day": TODAY.isoformat(), **said})
    maker.close()
    return meeting.id


def asked(window, question):
    with window.desk.store.reading(now=NOW) as work:
        return question(work)


def get(window, id_):
    return asked(window, lambda work: meetings.get(work, id_))


def test_a_meeting_is_planned_with_the_keyboard(window, watch):
    window.open(watch)
    page = window.show("meetings")
    assert "No meetings yet" in texts(page)
    shortcut("Ctrl+N")
    kit.until(lambda: page.form is not None, "the form is open")
    assert page.form.place.value().text == "Library, 2nd floor"
    assert "Name, place, agenda and guests are on the papers for everybody to read." in texts(page.form)
    keys("11/3", TAB)
    keys("7", TAB)
    keys("8:30", TAB)
    page.form.fields["guests"].rows[0].first().setFocus()
    keys("Officer Lee", TAB)
    keys("Police", TAB)
    shortcut("Ctrl+S")
    window.settle()
    (line,) = asked(window, lambda work: meetings.find(work, MeetingQuery())).lines
    meeting = get(window, line.id)
    assert (str(meeting.day), str(meeting.start), meeting.minutes) == ("2026-11-03", "19:00:00", 90)
    assert [each.title for each in meeting.agenda] == [
        each.title for each in meetings.usual_agenda(meeting.kind)
    ]
    assert "Tue, Nov 3, 2026, 7:00 pm – 8:30 pm" in texts(page.details)
    boxes = page.details.findChildren(QCheckBox)
    box = next(each for each in boxes if "flyers" in each.accessibleName())
    kit.click(box)
    window.settle()
    assert [each.what for each in get(window, line.id).checks] == ["flyers"]
    assert "1 of 8 done" in texts(page.details)


def test_it_is_run_and_closed_with_the_keyboard_alone(window, watch):
    id_ = enter(watch)
    window.open(watch)
    page = window.show("meetings")
    kit.click(button(page.details, "Begin the meeting"))
    window.settle()
    run = page.run
    assert page.running and run.signin.name.hasFocus()
    keys("ann", ENTER)
    keys("zelda quince", ENTER)
    assert run.signin.block.hasFocus()
    keys("", ENTER)
    keys("916-555-0101", ENTER)
    window.settle()
    found = get(window, id_)
    assert [(each.name, each.phone) for each in found.signins] == [
        ("Ann Petrov", ""), ("zelda quince", "916-555-0101"),
    ]  # fmt: skip
    assert "2 people here" in texts(run)
    assert run.signin.name.hasFocus() and run.signin.name.text() == ""
    keys("ann")
    kit.click(button(run, "Somebody else of this name…"))
    keys("", ENTER)
    keys("", ENTER)
    window.settle()
    assert [each.name for each in get(window, id_).signins][-1] == "ann"
    assert "3 people here" in texts(run)
    shortcut("Ctrl+Shift+M")
    window.settle()
    assert "Titles and decisions are read by everybody" in texts(run)
    keys("Everybody said hello.", TAB)
    keys("We meet each month")
    shortcut("Ctrl+I")
    window.settle()
    assert get(window, id_).agenda[0].decisions == ("We meet each month",)
    shortcut("Ctrl+Shift+M")
    run.form.items.rows[-1].title.setFocus()
    keys("A lost cat", ENTER)
    keys("Gray, answers to Tom.")

    def note_action(dialog):
        keys("Bring the ladder", TAB)
        keys("Ann Petrov", TAB)
        keys("10/20", TAB)
        dialog.try_accept()

    with answering(note_action):
        shortcut("Ctrl+Shift+A")
    window.settle()

    def note_concern(dialog):
        dialog.topic.set_value("lighting")
        dialog.words.set_value("Three lamps are dark.")
        dialog.try_accept()

    with answering(note_concern):
        kit.click(run.concern_button)
    window.settle()
    assert "1 concern noted · 1 action noted" in texts(run)

    def close(dialog):
        assert "3 people here" in texts(dialog)
        assert dialog.day.value(), "the day of the next one is proposed"
        dialog.try_accept()

    with answering(close):
        kit.click(run.close_button)
    window.settle()
    found = get(window, id_)
    assert found.state is MeetingState.CLOSED and len(found.frozen) == 5
    assert [each.title for each in found.agenda][-1] == "A lost cat"
    assert not page.running and "Minutes 2026-09-20.pdf" in texts(page.details)
    inside = page.details.findChild(QScrollArea)
    assert inside.widget().width() <= inside.viewport().width(), "the kept papers stand within the card"
    assert "Ann Petrov · Bring the ladder" in texts(page.details)
    lines = asked(window, lambda work: meetings.find(work, MeetingQuery())).lines
    assert [line.state for line in lines] == [MeetingState.PLANNED, MeetingState.CLOSED]
    assert asked(window, lambda work: work.drafts.all()) == []


def test_closing_tells_of_the_next_meeting_that_is_planned_already_and_plans_no_second(window, watch):
    id_ = enter(watch)
    enter(watch, day="2026-10-06")
    window.open(watch)
    page = window.show("meetings", Ref(Kind.MEETING, id_))
    page.show_run(id_, "here")
    window.settle()

    def close(dialog):
        assert "is planned already: Watch meeting · Tue, Oct 6, 7:00 pm" in texts(dialog)
        assert not dialog.plan.isChecked() and not dialog.day.isVisible()
        dialog.try_accept()

    with answering(close):
        kit.click(page.run.close_button)
    window.settle()
    assert button(page.details, "Save next date…").isEnabled()
    lines = asked(window, lambda work: meetings.find(work, MeetingQuery())).lines
    assert [line.state for line in lines] == [MeetingState.PLANNED, MeetingState.CLOSED]


def test_minutes_that_were_not_saved_are_offered_again(window, watch):
    id_ = enter(watch)
    maker = Maker(files.open_file(watch, now=NOW, zone=SACRAMENTO))
    with maker.work() as work:
        meetings.begin(work, id_)
    maker.close()
    window.open(watch)
    page = window.show("meetings", Ref(Kind.MEETING, id_))
    page.show_run(id_, "minutes")
    window.settle()
    page.run.form.items.rows[1].notes.setPlainText("Half a sentence")
    page.run.form.keep_draft()
    window.settle()
    (kept,) = asked(window, lambda work: work.drafts.all())
    page.run.form._dirty = page.run.form._unkept = False  # as if the power had gone
    page.leave_run()
    today = window.show("today")
    assert "Not finished: Meeting" in texts(today)
    page = window.show("meetings", kept)
    window.settle()
    assert page.running and page.run.form.items.rows[1].notes.toPlainText() == "Half a sentence"
    shortcut("Ctrl+S")
    window.settle()
    assert get(window, id_).agenda[1].notes == "Half a sentence"
    assert asked(window, lambda work: work.drafts.all()) == []


def test_today_leads_to_the_next_meeting_and_to_one_that_nobody_finished(window, watch):
    enter(watch, day="2026-10-06")
    enter(watch, day="2026-09-15", agenda=(ItemDraft(title="Lights"),))
    window.open(watch)
    page = window.show("today")
    told = texts(page)
    assert "Next meeting: Watch meeting · Tue, Oct 6, 7:00 pm · Library, 2nd floor" in told
    assert "Over and not closed yet: Watch meeting · Tue, Sep 15, 7:00 pm" in told


def test_attendance_tells_of_the_sample_watch_which_blocks_were_not_heard_from(window, sample):
    window.open(sample)
    page = window.show("meetings")
    kit.click(page.attendance_button)
    window.settle()
    told = texts(page.attendance)
    assert "Looked at: the last 3 meetings." in told
    assert "Blocks not heard from" in told and "last heard from on" in told
    page.back()
    window.settle()
    assert page.front.isVisible()


def test_the_handout_is_arranged_and_made_from_its_meeting(window, watch):
    id_ = enter(watch)
    window.open(watch)
    page = window.show("meetings")
    page.table.choose(0)
    window.settle()

    def arrange(dialog):
        dialog.list.setCurrentRow(9)
        assert dialog.list.currentItem().text() == "Next meeting"
        dialog.list.setFocus()
        for _step in range(9):
            shortcut("Ctrl+Up")
        keys("", Qt.Key.Key_Down, Qt.Key.Key_Space)
        dialog.own_words.set_value("Bring gloves.")
        assert "the paragraph and the notices are for everybody to read." in texts(dialog)
        dialog.try_accept()

    with answering(arrange):
        kit.click(button(page.details, "Arrange it…"))
        window.settle()
    window.settle()
    found = get(window, id_).handout
    assert [each.value for each in found.shown()[:2]] == ["next", "map"]
    assert found.own_words == "Bring gloves."
    kit.click(button(page.details, "Make the handout"))
    window.settle()
    reports = window.page
    kit.until(lambda: reports.paper.fresh and reports.paper.made is not None, "the handout is made")
    order = reports.paper.made[0].order
    assert (order.report, order.subject, order.audience.value) == ("handout", id_, "public")
    page = window.show("meetings")
    kit.click(button(page.details, "Copy as text"))
    window.settle()
    told = QGuiApplication.clipboard().text()
    assert "Neighborhood newsletter" in told and "Bring gloves." in told
    window.settle()
    (line,) = asked(window, lambda work: ledgers.find(work, LedgerQuery(act=Act.COPIED))).entries
    assert line.subject == id_ and line.name.startswith("Neighborhood newsletter, Watch meeting, ")


def test_sign_in_sheet_agenda_and_flyer_go_to_the_printer_in_one_job(window, watch, tmp_path, monkeypatch):
    enter(watch)
    window.open(watch)
    page = window.show("meetings")
    page.table.choose(0)
    window.settle()
    asked, out = [], tmp_path / "out.pdf"

    def answer(_parent, printer, pages):
        asked.append(pages)
        printer.setOutputFormat(printer.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(out))
        return True

    monkeypatch.setattr(printing, "ask_printer", answer)
    kit.click(button(page.details, "Print all three…"))
    kit.until(lambda: "pages sent" in window.toast or window.notices, "they are printed")
    assert window.notices == [] and asked == [printing.opened(out.read_bytes())[0].pageCount()]
    assert asked[0] >= 3
