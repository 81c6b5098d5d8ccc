import pytest
from PySide6.QtCore import Qt

from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.listing import IncidentQuery
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import attachments, files, members
from tests.making import Desk as Maker
from tests.making import member_draft
from tests.ui import kit
from tests.ui.kit import NOW, button, click, dialog, keys, shortcut, texts, until

DELETE, DOWN = Qt.Key.Key_Delete, Qt.Key.Key_Down


@pytest.fixture
def full(window, watch):
    """Give the window with a patrol, an incident and a third member."""
    maker = Maker(files.open_file(watch, now=NOW, zone=SACRAMENTO))
    maker.log()
    maker.record()
    maker.add(name="Ann <b>Lee</b> & Sons")
    maker.close()
    window.open(watch)
    return window


def menu(window, words):
    """Give an entry of the Edit menu by the beginning of its words."""
    (edit,) = [each.menu() for each in window.shell.menuBar().actions() if each.text() == "&Edit"]
    (found,) = [
        each for each in edit.actions() if each.text().replace("&&", "\0").replace("&", "").startswith(words)
    ]
    return found


def pick(window, words):
    """Choose an entry of the Edit menu."""
    entry = menu(window, words)
    assert entry.isEnabled()
    entry.trigger()
    window.settle()


def history(window):
    menu(window, "History").trigger()
    box = until(dialog, "the history is open")
    window.settle()
    return box


def steps(box):
    heads = [box.list.item(row).text().split("\n")[0] for row in range(box.list.count())]
    return [head.replace("\u00a0", " ") for head in heads]


def rows(window, page):
    return window.show(page).model.rowCount()


def test_the_menu_names_what_would_be_undone(full):
    assert menu(full, "Undo").text().replace("&", "") == "Undo: Member added"
    assert not menu(full, "Redo").isEnabled()
    pick(full, "Undo")
    assert "Undone: Member added." in full.toast
    assert menu(full, "Undo").text().replace("&", "") == "Undo: Incident recorded"
    assert menu(full, "Redo").text().replace("&", "") == "Redo: Member added"
    assert rows(full, "people") == 2
    pick(full, "Redo")
    assert "Done again: Member added." in full.toast
    assert rows(full, "people") == 3
    assert not menu(full, "Redo").isEnabled()


def test_keys_undo_and_redo_from_any_page(full):
    people = full.show("people")
    for keys_, count in (("Ctrl+Z", 2), ("Ctrl+Shift+Z", 3), ("Ctrl+Z", 2), ("Ctrl+Y", 3)):
        full.shortcut(keys_)
        assert people.model.rowCount() == count, "the list that is shown follows"
    full.show("today")
    full.shortcut("Ctrl+Z")
    full.shortcut("Ctrl+Z")
    assert "0 incidents" in full.said(), "so does Today"


@pytest.mark.parametrize(
    ("page", "said"), [("patrols", "Patrol"), ("incidents", "Incident"), ("people", "Member")]
)
def test_deleting_is_undoable_by_toast_key_menu_and_history(full, page, said):
    shown = full.show(page)
    total = shown.model.rowCount()

    def remove():
        shown.table.choose(0)
        full.settle()
        shown.table.setFocus()
        keys("", DELETE)
        full.settle()
        assert shown.model.rowCount() == total - 1
        assert f"{said} removed." in full.toast

    before = texts(shown.details)
    remove()
    click(full.shell.toast.button)
    full.settle()
    assert shown.model.rowCount() == total
    remove()
    full.shortcut("Ctrl+Z")
    assert shown.model.rowCount() == total
    remove()
    pick(full, f"Undo: {said} removed")
    assert shown.model.rowCount() == total
    remove()
    box = history(full)
    assert steps(box)[0].startswith(f"{said} removed")
    click(box.undo_button)
    full.settle()
    box.accept()
    assert shown.model.rowCount() == total
    shown.table.choose(0)
    full.settle()
    assert texts(shown.details) == before or total > 1, "all of it is there again"


def test_an_incident_comes_back_with_its_photos(full):
    note = attachments.NewPhoto("Statement.txt", "text/plain", b"plain", caption="What Ann wrote")
    with full.desk.store.work(now=full.desk.now(), by="test") as work:
        id_ = work.incidents.find(IncidentQuery()).lines[0].id
        work.does = "step.incident_changed"
        attachments.settle(work, Ref(Kind.INCIDENT, id_), attachments.Photos(added=(note,)))
    shown = full.show("incidents")
    click(button(shown.details, "Remove"))
    full.settle()
    assert shown.model.rowCount() == 0
    full.shortcut("Ctrl+Z")
    assert shown.chosen_id() == id_
    assert "Window smashed" in texts(shown.details) and "What Ann wrote" in texts(shown.details)


def test_undo_is_there_after_a_restart(full, watch):
    page = full.show("people")
    page.table.choose(0)
    full.settle()
    name = page.model.line(0).name
    page.table.setFocus()
    keys("", DELETE)
    full.settle()
    full.close_file()
    full.open(watch)
    assert menu(full, "Undo").text().replace("&", "") == "Undo: Member removed"
    full.shortcut("Ctrl+Z")
    page = full.show("people")
    assert name in [page.model.line(row).name for row in range(page.model.rowCount())]


def test_a_record_changed_since_is_refused_with_a_reason(full):
    with full.desk.store.work(now=full.desk.now(), by="test") as work:
        rosa = work.members.named("Rosa")[0]
        members.change(work, rosa.id, member_draft(note="first"))
    with full.desk.store.work(now=full.desk.now(), by="test") as work:
        members.change(work, rosa.id, member_draft(note="second"))
    box = history(full)
    first = next(row for row, text in enumerate(steps(box)) if text.startswith("Member changed")) + 1
    box.list.setCurrentRow(first)
    click(box.undo_button)
    full.settle()
    assert "changed again after it. Undo the later changes first." in box.told.text()
    assert box.told.isVisible(), "said where one looks, not behind the dialog"
    with full.desk.store.reading(now=full.desk.now()) as work:
        assert work.members.get(rosa.id).note == "second", "nothing was touched"
    box.list.setCurrentRow(first - 1)
    click(box.undo_button)
    full.settle()
    assert not box.told.isVisible()
    box.list.setCurrentRow(
        next(r for r, text in enumerate(steps(box)) if text == "Member changed · Rosa Delgado")
    )
    click(box.undo_button)
    full.settle()
    with full.desk.store.reading(now=full.desk.now()) as work:
        assert work.members.get(rosa.id).note == "Has a ladder."


def test_undo_of_a_toast_that_came_too_late_gives_the_reason(full):
    page = full.show("people")
    page.table.setFocus()
    keys("", DELETE)
    full.settle()
    late = full.shell.toast._action
    full.shortcut("Ctrl+Z")
    late()
    full.settle()
    assert "There is nothing to undo here, or it was undone already." in full.toast
    assert page.model.rowCount() == 3


def test_the_history_says_what_when_and_who(full):
    box = history(full)
    assert steps(box)[:3] == [
        "Member added · Ann <b>Lee</b> & Sons",
        "Incident recorded · Vehicle break-in, Fri, Sep 18, 2026, 1620 P St",
        "Patrol logged · Sat, Sep 19, 2026, Boulevard Park",
    ]
    assert "tester" in box.list.item(0).text() and "2026" in box.list.item(0).text()
    assert not box.more_button.isEnabled()


def test_the_history_follows_what_is_done_in_it(full):
    box = history(full)
    click(box.undo_button)
    full.settle()
    assert steps(box)[0].startswith("Member added (taken back)")
    assert steps(box)[1].startswith("Member added (undone)")
    box.list.setCurrentRow(0)
    assert not box.undo_button.isEnabled(), "what was taken back cannot be taken back again here"
    box.accept()
    pick(full, "Redo: Member added")
    assert rows(full, "people") == 3


def test_a_long_history_comes_in_pages(full):
    for number in range(120):
        with full.desk.store.work(now=full.desk.now(), by="test") as work:
            members.add(work, member_draft(name=f"Member {number}"))
    box = history(full)
    assert box.list.count() == 50 and box.more_button.isEnabled()
    while box.more_button.isEnabled():
        click(box.more_button)
        full.settle()
    assert box.list.count() >= 124
    assert steps(box)[0] == "Member added · Member 119"
    assert len(set(steps(box))) == len(steps(box)), "none twice"


def test_reading_only_shows_the_history_and_undoes_nothing(window, watch):
    kit.another_has_it(watch)
    window.open(watch)
    assert not menu(window, "Undo").isEnabled()
    shortcut("Ctrl+Z", window.shell)
    box = history(window)
    assert box.list.count() and not box.undo_button.isEnabled()
    assert rows(window, "people") == 2


def test_ctrl_z_in_a_field_takes_back_typing_and_not_a_record(full):
    full.show("people", "new")
    keys("Ann")
    full.shortcut("Ctrl+Z")
    assert full.form.fields["name"].value() == ""
    assert menu(full, "Undo").text().replace("&", "") == "Undo: Member added"


def test_with_nothing_left_undo_cannot_be_chosen(full):
    for _ in range(20):
        if not menu(full, "Undo").isEnabled():
            break
        full.shortcut("Ctrl+Z")
    assert not menu(full, "Undo").isEnabled(), "in the end there is nothing left"
