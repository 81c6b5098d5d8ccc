"""Two entries made one, and a person forgotten, in the window."""

import hashlib

import pytest
from PySide6.QtCore import Qt

from sacwatch.domain.errors import NotFound
from sacwatch.domain.exports import Written
from sacwatch.domain.members import PhoneDraft
from sacwatch.domain.patrols import PatrollerDraft
from sacwatch.domain.places import PlaceDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import backups, files, reporting
from sacwatch.ui.links import Link
from sacwatch.ui.people.receipt import ReceiptBox
from tests.making import NOW, TODAY, Desk, incident_draft
from tests.ui.kit import answering, button, click, keys, shortcut, texts, until

DOWN = Qt.Key.Key_Down


@pytest.fixture
def maker(watch):
    """Give a hand on the file before the window opens it."""
    made = Desk(files.open_file(watch, now=NOW, zone=SACRAMENTO))
    yield made
    made.close()


def link(widget, words):
    return next(each for each in widget.findChildren(Link) if words in each.text() and each.isVisible())


def shown(window, member):
    """Show a member, and give the page."""
    from sacwatch.domain.kinds import Kind, Ref

    page = window.show("people", Ref(Kind.MEMBER, member.id))
    window.settle()
    return page


def member_of(window, id_):
    with window.desk.store.reading(now=window.desk.now()) as work:
        return work.members.get(id_)


@pytest.mark.parametrize("keep", ["here", "there"])
def test_two_entries_of_one_person_become_one_and_two_again(window, maker, watch, keep):
    first = maker.add(name="Ann Marlowe", email="", note="")
    second = maker.add(name="Anne Marlowe", phones=(PhoneDraft("916-555-0111"),), note="Has a key")
    patrol = maker.log(crew=(PatrollerDraft("Anne Marlowe", second.id, "driver"),))
    maker.close()
    window.open(watch)
    page = shown(window, first)

    def answer(box):
        until(lambda: box.list.count(), "the other is found by the last name")
        box.list.setFocus()
        keys("", DOWN)
        until(lambda: box.sides is not None, "it is shown what will stand")
        if keep == "there":
            box.keep_there.setChecked(True)
            until(lambda: box.sides.both.name == "Anne Marlowe", "the other way round")
        told = texts(box)
        assert "(916) 555-0111" in told and "Has a key" in told and "(916) 555-0134" in told
        click(box.accept_button)

    with answering(answer):
        click(link(page.details, "in the list twice"))
    window.settle()
    kept, gone = (first, second) if keep == "here" else (second, first)
    assert "Two entries are one now." in window.toast
    assert kept.name in texts(page.details)
    one = member_of(window, kept.id)
    assert len(one.phones) == 3 and "Has a key" in one.note
    with pytest.raises(NotFound):
        member_of(window, gone.id)
    with window.desk.store.reading(now=window.desk.now()) as work:
        assert work.patrols.get(patrol.id).crew[0].member_id == kept.id
    assert window.shell.focusWidget() is page.table
    window.shell.activateWindow()
    until(window.shell.isActiveWindow, "the window is active again")
    window.shortcut("Ctrl+Z")
    window.settle()
    assert len(member_of(window, gone.id).phones) == len(gone.phones)


def test_two_entries_of_one_home_become_one(window, maker, watch):
    first = maker.house(pets="")
    second = maker.house(place=PlaceDraft("2215 H Street"), pets="Cat", vacations=())
    maker.add(name="Ann Lee", household_id=second.id)
    maker.close()
    window.open(watch)
    window.show("people")
    page = window.shell.page.bring("households")
    window.settle()
    page._wanted_id = first.id
    page.look_again()
    window.settle()

    def answer(box):
        until(lambda: box.list.count(), "the other is found by its number and street")
        box.list.setCurrentRow(0)
        until(lambda: box.sides is not None)
        click(box.accept_button)

    with answering(answer):
        click(link(page.details, "in the list twice"))
    window.settle()
    assert page.model.rowCount() == 1
    with window.desk.store.reading(now=window.desk.now()) as work:
        home = work.households.get(first.id)
        assert home.pets == "Cat"
        assert [each.name for each in work.members.of_households([first.id])[first.id]] == ["Ann Lee"]


def test_nobody_is_merged_with_nobody(window, maker, watch):
    alone = maker.add(name="Zebulon Quist")
    maker.close()
    window.open(watch)
    page = shown(window, alone)

    def answer(box):
        window.settle()
        assert box.list.count() == 0 and not box.accept_button.isEnabled()
        box.reject()

    with answering(answer):
        click(link(page.details, "in the list twice"))
    assert member_of(window, alone.id) == alone


@pytest.fixture
def known(maker, watch):
    """Give a member whom a patrol and a text name, in a file with a backup."""
    home = maker.house(place=PlaceDraft("12 Zq Lane"), vacations=())
    numbers = (PhoneDraft("916-555-0163"),)
    member = maker.add(name="Zqfirst Zqlast", phones=numbers, email="", household_id=home.id)
    maker.log(crew=(PatrollerDraft("Zqfirst Zqlast", member.id, "driver"),), note="Zqfirst Zqlast fell ill")
    maker.close()
    backups.back_up(watch, None, now=NOW, zone=SACRAMENTO)
    return member


def in_bytes(path, word):
    return [each.name for each in path.parent.rglob("*") if each.is_file() and word in each.read_bytes()]


def forget(window, member, *, in_backups):
    page = shown(window, member)

    def answer(box):
        told = texts(box)
        assert "no way back" in told and "1 text names them" in told
        assert "Their name on 1 other record" in told
        assert box.cancel_button.isDefault() and not box.accept_button.isDefault()
        box.in_backups.setChecked(in_backups)
        click(box.accept_button)

    with answering(answer):
        click(link(page.details, "Forget this person"))
    until(lambda: window.shell.findChild(ReceiptBox), "the receipt is shown", patience=30)
    window.settle()
    return window.shell.findChild(ReceiptBox)


def test_a_person_is_forgotten_with_the_backups_and_the_receipt_saved(
    window, known, watch, tmp_path, monkeypatch
):
    from PySide6.QtWidgets import QFileDialog

    window.open(watch)
    box = forget(window, known, in_backups=True)
    told = texts(box)
    assert "2 records removed: the person, and their household" in told
    assert "1 backup cleaned" in told
    until(lambda: "No place for papers holds one from before" in texts(box), "the places were looked at")
    assert "Zqfirst" in told, "the text to look at is listed, with its piece"
    assert window.page.model.rowCount() == 2
    click(link(box, "Patrol · Note"))
    window.settle()
    assert window.page.name == "patrols" and "Zqfirst Zqlast fell ill" in texts(window.page.details)
    until(window.shell.isActiveWindow, "the link leads to the window")
    window.page.edit_chosen()
    until(lambda: window.form is not None)
    window.form.fields["note"].box.setFocus()
    window.form.fields["note"].box.selectAll()
    keys("Somebody fell ill")
    shortcut("Ctrl+S")
    until(lambda: window.form is None)
    window.settle()
    click(button(box, "Finish"))
    window.settle()
    assert "still name" not in texts(box)
    target = tmp_path / "receipt.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_how: (str(target), ""))
    click(button(box, "Save the receipt…"))
    window.settle()
    receipt = target.read_text(encoding="utf-8-sig")
    assert "Boulevard Park Watch" in receipt and "1 backup cleaned" in receipt
    assert "Zqfirst" not in receipt
    click(button(box, "Close"))
    window.close_file()
    assert in_bytes(watch, b"Zqfirst") == [] and in_bytes(watch, b"Zqlast") == []


def test_of_many_texts_the_rest_comes_when_those_that_are_listed_were_edited(window, known, watch, maker):
    maker = Desk(files.open_file(watch, now=NOW, zone=SACRAMENTO), start=maker.now)
    for number in range(62):
        maker.record(happened=f"Text {number}: Zqfirst Zqlast called")
    maker.close()
    window.open(watch)
    page = shown(window, known)
    with answering(lambda box: click(box.accept_button)):
        click(link(page.details, "Forget this person"))
    until(lambda: window.shell.findChild(ReceiptBox), "the receipt is shown", patience=30)
    box = window.shell.findChild(ReceiptBox)
    assert len(listed(box)) == 60 and "3 more texts come here" in texts(box)
    from sacwatch.domain.listing import IncidentQuery
    from sacwatch.services import incidents

    with window.desk.store.reading(now=window.desk.now()) as work:
        ids = [each.id for each in work.incidents.find(IncidentQuery(limit=100)).lines]
    for id_ in ids[:60]:
        with window.desk.store.work(now=window.desk.now(), by="tester") as work:
            incidents.change(
                work, id_, incident_draft(happened="Somebody called"), zone=SACRAMENTO, today=TODAY
            )
    click(button(box, "Finish"))
    window.settle()
    assert len(listed(box)) == 3 and "more texts come here" not in texts(box)


def listed(box):
    return [each for each in box.findChildren(Link) if "Zqfirst Zqlast" in each.text() and each.isVisible()]


def test_who_is_not_forgotten_after_all_stays(window, known, watch):
    window.open(watch)
    page = shown(window, known)
    with answering(lambda box: keys("", Qt.Key.Key_Return)):
        click(link(page.details, "Forget this person"))
    window.settle()
    assert member_of(window, known.id) == known, "Enter keeps the person"


def test_a_person_forgotten_while_their_form_stands_open(window, known, watch):
    window.open(watch)
    page = shown(window, known)
    page.edit(known.id)
    until(lambda: window.form is not None)
    form = window.form
    form.fields["note"].box.setFocus()
    keys("x")
    from sacwatch.services import forgetting

    done = forgetting.forget(window.desk.store, known.id, with_home=True, now=window.desk.now())
    window.desk.changed.emit(done.changes)
    shortcut("Ctrl+S")
    window.settle()
    assert window.form is form and "forgotten" in texts(form)


def test_a_paper_named_after_the_person_is_taken_out_of_its_place(window, known, watch, tmp_path):
    papers = tmp_path / "Papers"
    papers.mkdir()
    theirs = papers / "Thank-you Zqfirst Zqlast.pdf"
    with files.open_file(watch, now=NOW, zone=SACRAMENTO) as store, store.work(now=NOW) as work:
        order = reporting.Order("volunteer-statement", f"{known.id}@2026")
        made = reporting.make(reporting.gather(work, order, zone=SACRAMENTO), NOW)
        theirs.write_bytes(made)
        sha256 = hashlib.sha256(made).hexdigest()
        work.exports.keep(Written(str(papers), theirs.name, order.report, order.subject, "x", sha256, NOW))
    window.open(watch)
    forget(window, known, in_backups=False)
    window.settle()
    assert not theirs.exists()
