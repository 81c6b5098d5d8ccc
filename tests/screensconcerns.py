"""Pictures of the page of concerns: the register, a step, the forms, and the actions."""

from __future__ import annotations

from typing import Any


def register(studio: Any) -> None:
    """Take the register, and the question what came of a concern."""
    from tests.ui import kit  # once the environment is set

    studio.window.show("concerns")
    page = studio.window.page
    studio.take("concerns")

    def answer(box: Any) -> None:
        studio.take("concern-answer")
        box.reject()

    with kit.answering(answer):
        kit.button(page.details, "What came of it…").click()


def form(studio: Any) -> None:
    """Take the form of a new concern that is in the register already, and the whole form of one."""
    from sacwatch.domain.places import PlaceDraft
    from tests.ui import kit

    studio.window.show("concerns", "new")
    page = studio.window.page
    page.form.place.set_value(PlaceDraft("1800 block of S St"))
    page.form.fields["topic"].set_value("traffic")
    page.form.fields["words"].set_value("They race along here every morning.")
    page.form.touched()
    page.form.fields["topic"].edited.emit()
    studio.take("concern-form", wait=900)
    page.form.discard()
    page.table.choose(0)
    studio.window.settle()
    page.edit_chosen()
    kit.until(lambda: page.form is not None, "the form is open")
    studio.take("concern-form-whole")
    page.form.discard()
    studio.window.shell.toast.hide()


def actions(studio: Any) -> None:
    """Take the actions, and the form of one."""
    from tests.ui import kit

    studio.window.show("concerns", "actions")
    page = studio.window.page
    page.table.choose(1)
    studio.take("actions")
    page.edit_chosen()
    kit.until(lambda: page.form is not None, "the form is open")
    studio.take("action-form")
    page.form.discard()
    studio.window.shell.toast.hide()
    studio.window.shell.page.bring("register")
