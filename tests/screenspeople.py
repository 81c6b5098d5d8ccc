"""Pictures of the page of people: its views, its forms, and what is asked there."""

from __future__ import annotations

from typing import Any


def members(studio: Any) -> None:
    """Take the list of members, and all of the form of one."""
    from sacwatch.ui.links import SentenceLink
    from tests.ui import kit  # once the environment is set

    page = studio.window.show("people")
    page.table.choose(1)
    studio.take("people")
    page.table.setFocus()
    row = _row_of(page, "Farid Jessamine")
    page.table.choose(row)
    studio.window.settle()
    page.edit_chosen()
    kit.until(lambda: page.form is not None, "the form is open")
    studio.take("person-form")
    for part in ("trainings", "consents"):
        _scrolled(page.form, page.form.fields[part])
        studio.take(f"person-form-{part}")
    page.form.discard()
    page.new()
    page.form.fields["name"].set_value("Farid Jessamine")
    page.form.fields["phones"].rows[0].number.setText("916-555-0101")
    page.form.fields["name"].edited.emit()
    kit.until(lambda: len(page.form.findChildren(SentenceLink)) > 1, "it is said who is there already")
    studio.take("person-form-twice")
    page.form.discard()
    studio.window.shell.toast.hide()


def _row_of(page: Any, name: str) -> int:
    """Give the row of a member among the first of the list, or the second where there is none."""
    known = range(page.model.rowCount())
    return next((row for row in known if getattr(page.model.line(row), "name", "") == name), 1)


def _scrolled(form: Any, field: Any) -> None:
    """Let a field stand at the top of what is seen of a form."""
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QScrollArea

    area = form.findChild(QScrollArea)
    area.verticalScrollBar().setValue(field.mapTo(area.widget(), QPoint()).y() - 8)


def households(studio: Any) -> None:
    """Take the list of households, all of the form of one, and who is to be asked."""
    from tests.ui import kit

    studio.window.show("people", "away")
    studio.take("households-away")
    page = studio.window.page
    page._active.setCurrentIndex(0)
    page.table.setFocus()
    studio.take("households")
    studio.window.show("people", "away")
    page.edit_chosen()
    kit.until(lambda: page.form is not None, "the form is open")
    studio.take("household-form")
    for part in ("vacations", "consents"):
        _scrolled(page.form, page.form.fields[part])
        studio.take(f"household-form-{part}")
    page.form.discard()
    studio.window.shell.toast.hide()
    page = studio.window.show("people", "due")
    studio.take("confirm")
    studio.window.show("people")
    studio.window.shell.page.bring("members")


def on_the_map(studio: Any) -> None:
    """Take the map with the households on it, one of them told of."""
    from sacwatch.domain.kinds import Kind, Ref
    from tests.ui import kit
    from tests.ui.maphands import MapHands

    page = studio.window.show("people", "away")
    home = page.chosen_id()
    hands = MapHands(studio.window)
    studio.window.show("map", Ref(Kind.HOUSEHOLD, home))
    kit.until(lambda: "Away until" in (hands.popup() or ""), "it is told of", patience=30)
    studio.take("map-households", wait=900)
    hands.page.tools.homes.setChecked(False)
    hands.page.back()


def set_right(studio: Any) -> None:
    """Take what is asked before two entries are made one, and before a person is forgotten."""
    from sacwatch.ui.links import Link
    from sacwatch.ui.people.receipt import ReceiptBox
    from tests.ui import kit

    studio.window.show("people")
    page = studio.window.shell.page.bring("members")
    page.table.choose(_row_of(page, "Grace Quillfeather"))
    studio.window.settle()

    def link(words: str) -> Any:
        return kit.until(
            lambda: next(
                (each for each in page.details.findChildren(Link) if words in each.accessibleName()), None
            )
        )

    def merge(box: Any) -> None:
        box.search.setText("Alder")
        box._look()
        kit.until(lambda: box.list.count(), "somebody is found")
        box.list.setCurrentRow(0)
        kit.until(lambda: box.sides is not None, "it is shown what will stand")
        studio.take("merge")
        box.reject()

    def forget(box: Any) -> None:
        studio.take("forget")
        box.accept_button.click()

    with kit.answering(merge):
        link("in the list twice").click()
    with kit.answering(forget):
        link("Forget this person").click()
    box = kit.until(lambda: studio.window.shell.findChild(ReceiptBox), "the receipt is shown", patience=60)
    kit.until(lambda: box._done.receipt.places is not None, "the places were looked at", patience=60)
    studio.take("forgotten")
    studio.shut_dialogs()
