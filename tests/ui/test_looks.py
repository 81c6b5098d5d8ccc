"""How it looks, where that decides what can be read."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from sacwatch.ui import icons, theme
from sacwatch.ui.links import Link
from sacwatch.ui.records.fields import Choice, ClockField, GrowingText
from tests.ui import kit


@pytest.fixture
def dressed(qapp):
    """Give what dresses the application, and leave it as it was."""
    yield lambda **how: theme.apply(qapp, **{"scheme": "light", "size": 100, **how})
    theme.apply(qapp, scheme="light", size=100)


def lightest(icon) -> int:
    image = icon.pixmap(QSize(32, 32)).toImage()
    points = [image.pixelColor(x, y) for x in range(32) for y in range(32)]
    return max(point.lightness() for point in points if point.alpha() > 250)


def test_icons_follow_the_colors_while_the_window_stands(dressed):
    dressed()
    icon, on_accent = icons.icon("patrols"), icons.icon("add", on_accent=True)
    assert lightest(icon) < 80 and lightest(on_accent) > 200
    dressed(scheme="dark")
    assert lightest(icon) > 180 and lightest(on_accent) < 80


@pytest.mark.parametrize("size", theme.SIZES)
def test_a_narrow_field_of_time_shows_all_of_it(dressed, size):
    dressed(size=size)
    field = ClockField("Time")
    field.set_value("1255 pm")
    field.resize(field.minimumSizeHint())
    field.show()
    line = field.line
    inside = line.width() - line.fontMetrics().horizontalAdvance(line.text())
    assert inside >= 14, "the frame and its padding"
    field.deleteLater()


@pytest.mark.parametrize("size", theme.SIZES)
def test_a_text_of_one_line_is_as_high_as_a_line(dressed, size):
    dressed(size=size)
    text, line = GrowingText(least=1), QLineEdit()
    for each in (text, line):
        each.ensurePolished()
    text._fit()
    assert abs(text.sizeHint().height() - line.sizeHint().height()) <= 2
    text.deleteLater()


@pytest.mark.parametrize("size", theme.SIZES)
@pytest.mark.parametrize("choices", [4, 10, 14])
def test_a_list_that_drops_down_shows_each_choice_whole(dressed, size, choices):
    dressed(size=size)
    box = Choice([(str(number), f"Choice {number}") for number in range(choices)])
    box.show()
    box.showPopup()
    view = box.view()
    rows = [view.sizeHintForRow(place) for place in range(choices)]
    kit.until(lambda: view.viewport().height() >= min(rows) * 2, "the list stands")
    height = view.viewport().height()
    assert height >= sum(rows) or height % rows[0] == 0, (height, rows)
    assert rows[0] >= view.fontMetrics().height() + 6
    assert view.verticalScrollBar().isVisible() == (height < sum(rows))
    box.hidePopup()
    box.deleteLater()


def columns(window) -> list[str]:
    page = window.page
    header = page.table.horizontalHeader()
    return [
        column.title for place, column in enumerate(page.model.columns) if not header.isSectionHidden(place)
    ]


def test_a_narrow_list_leaves_out_what_can_be_spared_and_brings_it_back(window, sample):
    window.open(sample)
    window.show("patrols")
    window.shell.resize(1700, 800)
    kit.pause(20)
    assert columns(window) == ["When", "Lasted", "Where", "Who", "Noted"]
    window.shell.resize(1240, 800)
    kit.pause(20)
    assert columns(window) == ["When", "Where", "Who", "Noted"]
    window.shell.resize(900, 700)
    kit.pause(20)
    assert columns(window) == ["When", "Where"]
    window.shell.resize(1700, 800)
    kit.pause(20)
    assert len(columns(window)) == 5


@pytest.mark.parametrize("name", ["patrols", "incidents"])
def test_forms_of_the_largest_letters_need_no_bar_below_in_a_small_window(window, watch, dressed, name):
    window.open(watch)
    dressed(size=150)
    window.shell.resize(1024, 700)
    window.show(name, "new")
    if name == "patrols":
        window.form.mode.setFocus()
        kit.keys("v")
        assert window.form.vehicle.isVisible()
    kit.pause(30)
    area = window.form._area
    assert area.horizontalScrollBar().maximum() == 0, kit.texts(window.form)
    if name == "patrols":
        entry = window.form.entries.rows[0]
        for line, words in ((entry.place.line, "16th St & P St"), (entry.clock, "11:30 pm")):
            assert line.contentsRect().width() > line.fontMetrics().horizontalAdvance(words), words
        order = [entry.clock, entry.place.line, entry.category, entry.stop, entry.seen, entry.reported_to]
        there = window.shell.tab_order()
        places = [there.index(each) for each in order]
        assert places == sorted(places), "with its lines broken an entry is still typed in the paper's order"


def test_which_patrol_is_as_wide_as_the_field_below(window, sample):
    window.open(sample)
    page = window.show("reports")
    page.open_paper("patrol-hours")
    page.open_paper("patrol-log")
    window.settle(extra=50)
    boxes = {each.width() for each in page.paper.options.findChildren(QComboBox) if each.isVisible()}
    assert len(boxes) == 1


def test_an_empty_page_shows_no_empty_card(window, watch):
    window.open(watch)
    page = window.show("patrols")
    assert not page.details.isVisible()
    page = window.show("people")
    assert page.details.isVisible()


def test_a_link_stands_whole_on_the_lines_it_needs(window):
    words = "Not covered yet: Sat, Sep 26, 9:30 pm · Alleys between P and S · nobody yet · 2 more are wanted"
    holder = QWidget()
    column = QVBoxLayout(holder)
    link, long = Link(words), Link("word " * 200)
    column.addWidget(link)
    column.addWidget(long)
    column.addStretch(1)
    holder.resize(link.fontMetrics().horizontalAdvance(words) * 2 // 3, 400)
    holder.show()
    window.settle()
    assert link.text().count("\n") == 1 and link.text().replace("\n", " ") == words
    assert link.height() >= 2 * link.fontMetrics().lineSpacing()
    assert not link.toolTip()
    assert long.text().endswith("…") and long.toolTip(), "what no few lines hold ends in dots and is the tip"
    holder.resize(link.fontMetrics().horizontalAdvance(words) + 60, 400)
    window.settle()
    assert link.text() == words
    holder.close()
