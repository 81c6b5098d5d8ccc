"""Pictures of whom to call: the page, its forms, and the line beneath what is typed."""

from __future__ import annotations

from typing import Any


def resources(studio: Any) -> None:
    """Take the page with a number that is to be tried again, and the form of a line that ships."""
    from tests.ui import kit

    page = studio.window.show("resources")
    page.table.choose(page.model.row_of("animal_city"))
    studio.take("resources")
    page.table.choose(page.model.row_of("crisis_team"))
    studio.take("resources-crisis")
    page.edit_chosen()
    kit.until(lambda: page.form is not None, "the form is open")
    studio.take("resource-form")
    page.form.discard()
    page.new()
    studio.take("resource-form-blank")
    page.form.discard()
    studio.window.shell.toast.hide()


def offers(studio: Any) -> None:
    """Take the lines that say whom to call about an incident and an entry."""
    from tests.ui import kit

    page = studio.window.show("incidents", "new")
    page.form.fields["kind"].setFocus()
    kit.keys("Wel")
    studio.take("incident-form-offer")
    page.form.discard()
    page = studio.window.show("patrols", "new")
    line = page.form.entries.rows[0]
    line.category.setFocus()
    kit.keys("l")
    studio.take("patrol-form-offer")
    page.form.discard()
    studio.window.shell.toast.hide()
