"""What cannot be, typed into every form of the window: a sentence beside the field, and nothing lost."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from sacwatch.domain import texts as rules
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import files
from sacwatch.ui.records.places import PlaceField
from tests.making import Desk as Maker
from tests.ui.kit import NOW, case, focus, keys, shortcut, texts, until

TAB = Qt.Key.Key_Tab
HOSTILE = {
    "bold": "<b>bold</b>",
    "script": "</script><script>alert(1)</script>",
    "picture": '<img src="http://example.org/x.png">',
    "ampersand": "AT&T &amp; &lt;Co&gt; &File",
    "emoji": "🚒👩\u200d🚒🏳\ufe0f\u200d🌈",
    "right to left": "שלום עליכם مرحبا",
    "overriding": "abc\u202edef\u202c",
    "zero width": "O\u200bak\u200d\u2060 St\ufeff",
    "stacked": "Z\u0335\u0321\u0353a\u0300\u0301lgo",
    "quotes": "'; DROP TABLE members; -- \"",
    "format": "{name} %s %(x)d {0} \\n [*]",
}
FORMS = {"patrols": "patrol", "incidents": "incident", "people": "member", "settings": "watch"}


@pytest.fixture
def full(window, watch):
    """Give the window with one patrol, one incident and three members."""
    maker = Maker(files.open_file(watch, now=NOW, zone=SACRAMENTO))
    maker.log()
    maker.record()
    maker.add(name="Ann Lee")
    maker.close()
    return window.open(watch)


def editing(window, page, id_=None):
    """Open a record of a page, the first one unless told which, in its form."""
    shown = window.show(page)
    if page != "settings":
        shown.table.choose(0 if id_ is None else shown.model.row_of(id_))
        window.settle()
        shown.edit_chosen()
        until(lambda: window.form is not None, "the form opens")
        window.settle()
    return window.form


def records(window) -> dict[str, Any]:
    """Give all records by id."""
    with window.desk.store.reading(now=window.desk.now()) as work:
        found = [work.watches.get(work.watch_id)]
        for page, name in FORMS.items():
            if page == "settings":
                continue
            repository = getattr(work, page if page != "people" else "members")
            model = window.shell._pages.get(page)
            model = getattr(model, "front_view", model)
            ids = [model.model.line(row).id for row in range(model.model.rowCount())] if model else []
            found += [repository.get(each) for each in ids]
            assert name
    return {each.id: each for each in found}


def refused(window, form):
    """Press Ctrl+S and wait until it was refused."""
    shortcut("Ctrl+S", form)
    window.settle()
    assert window.form is form, "the form stays"
    assert "Some of this needs another look" in texts(form)
    for word in ("error", "invalid", "failed", "illegal"):
        assert word not in texts(form).lower()


def type_into(line, text):
    line.setFocus()
    line.selectAll()
    keys(text, *([TAB] if text else [Qt.Key.Key_Delete, TAB]))


def text_controls(form):
    """Give every control of a form that takes free text, by a name."""
    found = {}
    for control in form.findChildren(QLineEdit) + form.findChildren(QPlainTextEdit):
        if control.isVisibleTo(form) and control.isEnabled() and not control.isReadOnly():
            found[f"{control.accessibleName()} {len(found)}"] = control
    return found


def content(control):
    return control.text() if isinstance(control, QLineEdit) else control.toPlainText()


# Times

PATROL_TIMES = {
    "finish before start": (("9/18", "2030", "2029"), "finish", "before the start"),
    "no time passed": (("9/18", "2030", "2030"), "finish", "same time"),
    "start in the future": (("9/20", "1130", "1145"), "start", "still to come"),
    "day in the future": (("tomorrow", "2030", "2200"), "day", "still to come"),
    "finish in the future": (("9/20", "10:30 am", "11:30 am"), "finish", "still to come"),
    "too long": (("9/18", "0100", "1900"), "finish", "more than 16 hours"),
    "no such day": (("2/30/26", "2030", "2200"), "day", "February 2026 has 28 days"),
    "no such hour": (("9/18", "2530", "2200"), "start", "not a time I can read"),
    "no such minute": (("9/18", "2030", "22:75"), "finish", "not a time I can read"),
    "words": (("9/18", "late", "2200"), "start", "not a time I can read"),
    "skipped hour": (("3/8/26", "0230", "0400"), "start", "Clocks went forward"),
    "blank": (("9/18", "", "2200"), "start", "fill this in"),
    "year 99999": (("9/18/99999", "2030", "2200"), "day", "not a date I can read"),
}


def test_times_of_a_patrol_that_cannot_be(full):
    form = editing(full, "patrols")
    before = records(full)
    for name, ((day, start, finish), where, told) in PATROL_TIMES.items():
        with case(name):
            for field, typed in ((form.day, day), (form.start, start), (form.finish, finish)):
                type_into(field.line, typed)
            shown = {name: form.fields[name].value() for name in ("day", "start", "finish")}
            refused(full, form)
            assert told in form.fields[where].problem
            assert focus() is form.fields[where].line, "the cursor is at the first one"
            below = form.fields[where]._below
            assert below.isVisible(), "the sentence stands beside it"
            assert below.text() == form.fields[where].problem
            assert {name: form.fields[name].value() for name in shown} == shown, "what was typed stays"
            assert records(full) == before, "the record is as it was"


INCIDENT_TIMES = {
    "end before beginning": (("9/18", "10 pm", "9/17", "6 am"), "to_day", "before"),
    "future": (("tomorrow", "10 pm", "", ""), "from_day", "still to come"),
    "later today": (("9/20", "11:30 am", "", ""), "from_clock", "still to come"),
    "end in the future": (("9/20", "10 am", "9/20", "11:30 am"), "to_day", "still to come"),
    "no date": (("", "10 pm", "", ""), "from_day", "fill this in"),
    "words": (("9/18", "dusk", "", ""), "from_clock", "not a time I can read"),
}


def test_times_of_an_incident_that_cannot_be(full):
    form = editing(full, "incidents")
    before = records(full)
    form.fields["reported_day"].set_value("")
    form.fields["reported_clock"].set_value("")
    names = ("from_day", "from_clock", "to_day", "to_clock")
    for name, (typed, where, told) in INCIDENT_TIMES.items():
        with case(name):
            for control, each in zip(names, typed, strict=True):
                type_into(form.fields[control].line, each)
            shown = {control: form.fields[control].value() for control in names}
            refused(full, form)
            assert told in form.fields[where].problem
            assert form.fields[where]._below.isVisible()
            assert {control: form.fields[control].value() for control in names} == shown
            assert records(full) == before


# Numbers

ODOMETERS = {
    "backwards": (("500", "400"), "odometer_finish", "less than the reading at the start (500)"),
    "letters": (("abc", "400"), "odometer_start", "“abc” is not a number"),
    "negative": (("-5", "400"), "odometer_start", "cannot be below zero"),
    "a minus sign": (("\N{MINUS SIGN}5", "400"), "odometer_start", "cannot be below zero"),
    "absurd": (("100", "99999999999"), "odometer_finish", "too large"),
    "far": (("100", "9000"), "odometer_finish", "8900 miles"),
    "exponent": (("1e5", "400"), "odometer_start", "is not a number"),
    "infinity": (("inf", "nan"), "odometer_finish", "is not a number"),
    "other digits": (("٤٨٢", "500"), "odometer_start", "is not a number"),
    "forty digits": (("1" * 400, "1"), "odometer_start", "too large"),
    "markup": (("<b>5</b>", "6"), "odometer_start", "“<b>5</b>” is not a number"),
}


def test_odometers_that_cannot_be(full):
    form = editing(full, "patrols")
    before = records(full)
    for name, ((start, finish), where, told) in ODOMETERS.items():
        with case(name):
            for control, typed in (("odometer_start", start), ("odometer_finish", finish)):
                type_into(form.fields[control].line, typed)
            refused(full, form)
            field = form.fields[where]
            assert told in field.problem and field._below.isVisible() and field._below.text() == field.problem
            assert field.control.accessibleDescription() == field.problem, "a screen reader says it too"
            assert (form.odometer_start.value(), form.fields["odometer_finish"].value()) == (start, finish)
            assert records(full) == before


YEARS = {"year": "is not a number", "-1999": "cannot be", "99999": "too large", "1066": "too small"}


def test_years_of_a_car_that_cannot_be(full):
    form = editing(full, "incidents")
    before = records(full)
    year = form.fields["vehicles"].cards[0].fields["year"]
    for typed, told in YEARS.items():
        with case(typed):
            type_into(year.line, typed)
            refused(full, form)
            assert told in year.problem or "too small" in year.problem
            assert year._below.isVisible() and year.value() == typed
            assert records(full) == before


def test_phones_that_are_none(full):
    form = editing(full, "people")
    before = records(full)
    row = form.fields["phones"].rows[0]
    for typed in ("none", "call Ann", "☎", "<b>"):
        with case(typed):
            type_into(row.number, typed)
            refused(full, form)
            assert "phone number" in row.problem.text() and row.problem.isVisible()
            assert row.number.text() == typed and records(full) == before


# Too long


@pytest.mark.parametrize("page", FORMS)
def test_5000_characters_in_every_line_of_a_form(full, page):
    """Each line says so itself, the window keeps its shape, and nothing that was typed goes."""
    form = editing(full, page)
    before = records(full)
    size = full.shell.size()
    clocks = set()
    for name, control in text_controls(form).items():
        if isinstance(control, QLineEdit):
            long = f"{name}: " + "y" * 5_000
            control.setText(long)
            control.textEdited.emit(long)
            clocks.add(control)
    shown = {control: control.text() for control in clocks}
    refused(full, form)
    assert {control: control.text() for control in clocks} == shown
    # The latest it can have been is looked at once the earliest is a date.
    follow = {form.fields[name].line for name in ("to_day", "to_clock") if name in form.fields}
    for control in clocks - follow:
        holder = control.parent()
        while not (getattr(holder, "problem", None) or holder is form):
            holder = holder.parent()
        assert holder is not form, f"nothing is said beside {control.accessibleName()}"
        problem = holder.problem if isinstance(holder.problem, str) else holder.problem.text()
        assert "characters long" in problem or "not a" in problem or "does not look like" in problem
    assert records(full) == before
    assert full.shell.size() == size


def test_a_name_of_5000_characters_is_refused_and_one_of_200_shown(full):
    form = editing(full, "people")
    name = form.fields["name"]
    name.line.setFocus()
    name.line.setText("y" * 5_000)
    name.line.textEdited.emit(name.value())
    refused(full, form)
    assert "5,000 characters long" in name.problem and "200" in name.problem
    name.line.setText("y" * 200)
    name.line.textEdited.emit(name.value())
    shortcut("Ctrl+S", form)
    until(lambda: full.form is None, "200 are not too many")
    full.settle()
    assert "y" * 200 in texts(full.page.details)
    width = full.shell.width()
    full.show("today")
    assert full.shell.width() == width


def test_a_text_of_half_a_million_characters(full):
    form = editing(full, "people")
    before = records(full)
    note = form.fields["note"]
    note.box.setPlainText("word " * 100_000)
    refused(full, form)
    assert "characters long" in note.problem and "20,000" in note.problem
    assert len(note.value()) == 500_000 and records(full) == before


# Characters


@pytest.mark.parametrize("page", FORMS)
def test_what_is_typed_into_any_text_field_is_kept_and_shown_as_typed(full, page):
    """Every free text of every form at once; what comes back from the file stands in the form again."""
    form = editing(full, page)
    id_ = form.record.id if page != "settings" else None
    for name, hostile in HOSTILE.items():
        with case(name):
            typed = typed_everywhere(form, hostile)
            shortcut("Ctrl+S", form)
            full.settle()
            assert full.crashes == []
            if page != "settings":
                assert full.form is None, texts(form)
                shown = texts(full.page.details)
                for (field, _place), text in typed.items():
                    if field not in ("vehicles", "persons"):
                        assert text in shown, field
            else:
                assert "Some of this" not in texts(full.form)
            form = editing(full, page, id_)
            back = {where: content(control) for where, control in free_controls(form).items()}
            back = {where: text for where, text in back.items() if where in typed}
            assert back == {where: rules.clean(text) for where, text in typed.items()}
    picture = full.shell.grab().toImage()
    assert picture.format() != QImage.Format.Format_Invalid


def free_controls(form):
    """Give every control of a form that takes any text, by its field and its place in it."""
    return {
        (name, place): control
        for name, field in form.fields.items()
        for place, control in enumerate(_free(name, field))
    }


def typed_everywhere(form, hostile):
    """Type something into every free text of a form, and give what."""
    typed = {}
    for (name, place), control in free_controls(form).items():
        text = f"{hostile} {place}"
        if isinstance(control, QLineEdit):
            control.setText(text)
            control.textEdited.emit(text)
        else:
            control.setPlainText(text)
        typed[name, place] = text
    assert typed
    return typed


def _free(name, field):
    """Give the controls of a field that take any text."""
    if name in ("area", "weather", "vehicle", "note", "happened", "disposition", "meeting_place",
                "meeting_day", "footer", "name", "report_number"):  # fmt: skip
        return [field.control]
    if name in ("place", "address"):
        return [field.line]
    if name == "crew":
        return [row.name for row in field.rows[:-1]]
    if name == "equipment":
        return [row.name for row in field.rows[:-1]]
    if name == "entries":
        return [each for row in field.rows[:-1] for each in (row.place.line, row.seen, row.case)]
    if name == "numbers":
        return [row.name for row in field.rows[:-1]]
    if name in ("vehicles", "persons"):
        return [each.line for card in field.cards for key, each in card.fields.items()
                if hasattr(each, "line") and key not in
                ("year", "race_as_described", "state", "height", "weight")]  # fmt: skip
    return []


def test_a_name_is_shown_as_typed_wherever_it_stands(full):
    """In lists, links, titles, tips, the rail, toasts, search and history: text, and no markup."""
    for name, text in HOSTILE.items():
        with case(name):
            form = editing(full, "settings")
            form.fields["name"].line.setText(text)
            form.fields["name"].line.textEdited.emit(text)
            shortcut("Ctrl+S", form)
            full.settle()
            rail = full.shell._rail._name
            assert rail.text() == rules.clean(text) and rail.textFormat() == Qt.TextFormat.PlainText
            shown = full.shell.windowTitle().replace("[*][*]", "[*]")
            assert " ".join(rules.clean(text).split()) in shown
            full.show("people", "new")
            full.form.fields["name"].line.setText(text)
            full.form.fields["name"].line.textEdited.emit(text)
            full.form.save()
            until(lambda: full.form is None, "it is saved")
            full.settle()
            page = full.page
            names = [page.model.index(row, 0).data() for row in range(page.model.rowCount())]
            assert any(" ".join(rules.clean(text).split()) in name for name in names)
            for row in range(page.model.rowCount()):
                tip = page.model.index(row, 0).data(Qt.ItemDataRole.ToolTipRole)
                assert tip is None or tip.startswith("<qt>"), "escaped, and said to be so"


def test_only_invisible_characters_are_no_name(full):
    form = editing(full, "people")
    before = records(full)
    form.fields["name"].line.setText("\u200b\u2060\u200d")
    refused(full, form)
    assert "fill this in" in form.fields["name"].problem and records(full) == before


def test_control_characters_that_were_pasted_do_no_harm(full):
    form = editing(full, "people")
    form.fields["note"].box.setPlainText("bell\x07 and\x00 null\x1b[31m\r\nline")
    form.fields["note"].box.setFocus()
    keys("!")
    shortcut("Ctrl+S", form)
    until(lambda: full.form is None, "it is saved")
    full.settle()
    shown = texts(full.page.details)
    assert "bell and null[31m" in shown and "\x07" not in shown


def test_a_right_hand_language_is_laid_from_the_right_and_the_form_stays(full):
    form = editing(full, "people")
    name = form.fields["name"].line
    name.setFocus()
    name.selectAll()
    keys("שלום")
    assert name.text() == "שלום"
    assert form.layoutDirection() == Qt.LayoutDirection.LeftToRight


# Afterward


def test_correcting_one_field_takes_away_its_sentence_and_then_it_is_saved(full):
    form = editing(full, "patrols")
    type_into(form.fields["odometer_finish"].line, "12")
    type_into(form.finish.line, "2029")
    refused(full, form)
    assert form.finish.problem and form.fields["odometer_finish"].problem
    type_into(form.finish.line, "2200")
    assert form.finish.problem == "" and form.fields["odometer_finish"].problem
    type_into(form.fields["odometer_finish"].line, "48,220.1")
    shortcut("Ctrl+S", form)
    until(lambda: full.form is None, "it is saved")
    full.settle()
    assert "Patrol changed." in full.toast


def test_what_was_refused_is_kept_as_a_draft_over_a_restart(full, watch):
    form = editing(full, "patrols")
    before = records(full)
    type_into(form.finish.line, "lunch")
    refused(full, form)
    full.close_file()
    full.open(watch)
    full.show("patrols")
    assert records(full) == before
    full.show("today")
    (line,) = [
        each
        for each in full.page.findChildren(type(full.page._papers))
        if each.accessibleName().startswith("Not finished: Patrol")
    ]
    line.click()
    full.settle()
    assert full.form.finish.value() == "lunch"


def test_a_place_nobody_knows_is_kept_as_words(full):
    form = editing(full, "incidents")
    assert isinstance(form.place, PlaceField)
    type_into(form.place.line, "Behind the <old> mill & creek")
    full.settle()
    assert form.place._below.isVisible() and form.place._below.text(), "it says that the map does not know it"
    shortcut("Ctrl+S", form)
    until(lambda: full.form is None, "it is saved all the same")
    full.settle()
    assert "Behind the <old> mill & creek" in texts(full.page.details)
    (incident,) = [each for each in records(full).values() if hasattr(each, "occurred_from")]
    assert incident.place.point is None
    assert dataclasses.is_dataclass(incident)
