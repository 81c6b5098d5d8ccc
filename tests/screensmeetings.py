"""Pictures of the page of meetings: the list, the form, one that runs, its closing, and attendance."""

from __future__ import annotations

from typing import Any


def meetings(studio: Any) -> None:
    """Take the list with a past meeting, and the next one with its checklist."""
    page = studio.window.show("meetings")
    page.table.choose(2)
    studio.take("meetings")
    page.table.choose(0)
    studio.take("meeting-planned")
    page.show_attendance()
    studio.take("meetings-attendance")
    page.show_list()


def handout(studio: Any) -> None:
    """Take the dialog that arranges a handout, and the handout itself."""
    from tests.ui import kit

    page = studio.window.show("meetings")
    page.table.choose(0)
    studio.window.settle()

    def shot(box: Any) -> None:
        box.tongue.set_value("both")
        box._show_reviewed()
        studio.take("meeting-handout-arranged")
        box.reject()

    with kit.answering(shot):
        page.arrange_handout()
        studio.window.settle()


def form(studio: Any) -> None:
    """Take the form of a meeting."""
    from tests.ui import kit  # once the environment is set

    page = studio.window.show("meetings")
    page.table.choose(0)
    studio.window.settle()
    page.edit_chosen()
    kit.until(lambda: page.form is not None, "the form is open")
    studio.take("meeting-form")
    page.form.everybody.set_value(False)
    page.form._show_invited()
    page.form.blocks.setFocus()
    studio.take("meeting-form-invited")
    page.form.discard()
    studio.window.shell.toast.hide()


def running(studio: Any) -> None:
    """Take a meeting that runs: who is here, somebody new, the minutes, a concern, and its closing."""
    from tests.ui import kit

    page = studio.window.show("meetings")
    page.table.choose(0)
    studio.window.settle()
    page.run_chosen()
    studio.window.settle()
    run = page.run
    kit.until(lambda: run.signin.list.count(), "the names are there")
    for start in ("im", "ke", "ba"):
        kit.keys(start, kit.Qt.Key.Key_Return)
        studio.window.settle()
    studio.window.shell.toast.hide()
    studio.take("meeting-who-is-here")
    kit.keys("Zelda Quince")
    studio.take("meeting-new-here")
    run.signin.name.clear()
    run.show_view("minutes")
    studio.window.settle()
    kit.keys("Two new faces from Q Street.")
    studio.take("meeting-minutes")

    def shot(name: str) -> Any:
        def answer(box: Any) -> None:
            studio.take(name)
            box.reject()

        return answer

    with kit.answering(shot("meeting-concern")):
        run.concern_button.click()
    with kit.answering(shot("meeting-action")):
        run.action_button.click()
    with kit.answering(shot("meeting-close")):
        run.close_button.click()
    page.leave_run()
    studio.window.settle()
    studio.window.shell.toast.hide()
