"""Pictures of the sheets in the window: a new one, the question for its number, and one being typed back."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer


def sheet_form(studio: Any) -> None:
    """Take the form of a new sheet."""
    page = studio.window.show("patrols", "sheet")
    studio.take("sheet-form")
    page.form.discard()
    studio.window.shell.toast.hide()


def sheet_number(studio: Any) -> None:
    """Take the question for the number of a sheet, and the form that it opens."""
    from tests.ui import kit

    page = studio.window.show("patrols")
    taken: list[bool] = []

    def answer() -> None:
        box = kit.dialog()
        if box is None or not box.waiting.count():
            QTimer.singleShot(50, answer)
            return
        if not taken:
            taken.append(True)
            studio.take("sheet-number")
            number = box.waiting.item(0).data(Qt.ItemDataRole.UserRole + 1)
            box.number.setText(number)
            box.try_accept()

    QTimer.singleShot(50, answer)
    page.type_in()
    studio.window.shell.activateWindow()
    studio.window.settle()
    if page.form.checks.rows:
        page.form.checks.rows[0].box.setFocus()
    studio.take("sheet-typed-back")
    page.form.discard()
    studio.window.shell.toast.hide()
