"""Everything on every page and form can be named, reached, seen and read; the map has tests of its own."""

from __future__ import annotations

import itertools
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from sacwatch.domain.concerns import RaisingDraft
from sacwatch.domain.drills import DrillSort, Outcome
from sacwatch.domain.meetings import CheckDraft, GuestDraft, ItemDraft
from sacwatch.domain.members import PhoneDraft
from sacwatch.domain.patrols import EquipmentDraft
from sacwatch.domain.places import PlaceDraft
from sacwatch.domain.shifts import RegularDraft, ShiftDraft
from sacwatch.domain.signins import WalkInDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import drills, files, meetings, phonetrees, shifts, signins
from sacwatch.ui import theme
from sacwatch.ui.links import Link
from sacwatch.ui.records.fields import Field
from sacwatch.ui.welcome import Welcome
from tests import screensbringing
from tests.making import TODAY
from tests.making import Desk as Maker
from tests.ui import kit
from tests.ui.kit import NOW, dialog, keys, pause, shortcut, until

TAB = Qt.Key.Key_Tab
VIEWS = ("households", "confirm")
_LARGEST = max(theme.SIZES)
_SIZES = [each if each == _LARGEST else pytest.param(each, marks=pytest.mark.slow) for each in theme.SIZES]
"""The largest text leaves the least room; the others are looked at with the long checks."""

PAGES = (
    "today",
    "patrols",
    "shifts",
    "incidents",
    "concerns",
    "meetings",
    "people",
    "phonetree",
    "reports",
    "resources",
    "settings",
)
FORMS = (
    *("new patrol", "new incident", "new member", "new household"),
    *("a patrol", "an incident", "a member", "a household"),
    *("new shift", "a shift"),
    *("a concern", "an action", "new number", "a number", "a meeting"),
)
DRILLS = ("past drills", "a drill", "who is here", "minutes", "attendance")
BOXES = ("search", "history", "help", "save_members")
BROUGHT = ("contacts", "columns", "unread", "old patrols")
ASKED = ("merge", "forget")
COVERS = ("welcome", "first steps")
GALLERY = "the gallery"
EVERYTHING = (*PAGES, GALLERY, *VIEWS, *DRILLS, *FORMS, *BOXES, *BROUGHT, *ASKED, *COVERS)
_PAGE_OF = {
    "patrol": "patrols",
    "shift": "shifts",
    "incident": "incidents",
    "member": "people",
    "household": "people",
    "concern": "concerns",
    "action": "concerns",
    "number": "resources",
    "meeting": "meetings",
}
LONG = "Between the railroad, the freeway and the river, on both sides of the old cannery"


@pytest.fixture(scope="module")
def _full(_made, tmp_path_factory):
    """Make a watch whose records are filled in everywhere, with words that are not short."""
    folder = tmp_path_factory.mktemp("full")
    path = shutil.copy(_made.watch(folder), folder / "Boulevard Park.sacwatch")
    maker = Maker(files.open_file(path, now=NOW, zone=SACRAMENTO))
    maker.log(area=LONG, equipment=(EquipmentDraft("Radio 2", True, True),))
    maker.record(happened=LONG * 3, disposition=LONG)
    maker.record(happened="Another")
    again = (RaisingDraft("yesterday", LONG, words=LONG),)
    concern = maker.concern(words=LONG * 3, public_wording=LONG, raisings=again)
    maker.act(what=LONG * 2, concern_id=concern.id)
    _meeting(maker)
    maker.house(pets=LONG, special_needs=LONG, confirmed_on="2024-01-05")
    with maker.work() as work:
        # Today, so that its details stand on the page as soon as it is shown.
        draft = ShiftDraft(first="today", start="20:30", finish="22:00", repeat="weekly", area=LONG)
        rosa = (RegularDraft("Rosa Delgado"),)
        shifts.add(work, replace(draft, regulars=rosa, note=LONG), today=TODAY)
    _tree(maker)
    maker.close()
    return path


def _meeting(maker):
    """Plan a meeting of today with long names everywhere, after one that was closed."""
    past = maker.meet(day="2026-09-15")
    item = ItemDraft(title=LONG, minutes="20", who=LONG, notes=LONG * 3, decisions=(LONG,))
    meeting = maker.meet(
        day=TODAY.isoformat(),
        title=LONG,
        place=PlaceDraft(LONG),
        agenda=(item,),
        guests=(GuestDraft(LONG, LONG),),
        own_checks=(CheckDraft(LONG),),
    )
    with maker.work() as work:
        meetings.begin(work, past.id)
    with maker.work() as work:
        signins.walk_in(work, past.id, WalkInDraft(LONG))
    with maker.work() as work:
        meetings.close(work, past.id, zone=SACRAMENTO, today=TODAY)
    with maker.work() as work:
        meetings.begin(work, meeting.id)


def _tree(maker):
    """Build a phone tree with something to put right, and end a drill of it."""
    phones = (PhoneDraft("(916) 555-0134"),)
    maker.add(name=LONG, phones=phones, roles=("phone_tree_caller",))
    for number in range(3):
        house = maker.house(place=PlaceDraft(f"{2200 + number} H St"), vacations=(), consents=())
        maker.add(name=f"Neighbor {number}", household_id=house.id, phones=phones if number else (), roles=())
    with maker.work() as work:
        tree = phonetrees.build(work)
    with maker.work() as work:
        run = drills.start(work, DrillSort.DRILL)
    with maker.work() as work:
        drills.note(work, run.id, tree.callers[0].homes[0], Outcome.WRONG_NUMBER)
    with maker.work() as work:
        drills.end(work, run.id)
    with maker.work() as work:
        phonetrees.take_off(work, tree.callers[0].homes[:1])


@contextmanager
def showing(path, home, *, size=100, scheme="light"):
    """Give a small window on a copy of the full watch."""
    window = kit.Window(size=(1024, 700))
    window.state.size, window.state.scheme = size, scheme
    theme.apply(window.app, scheme=scheme, size=size)
    window.shell.resize(1024, 700)
    try:
        window.open(path)
        yield window
    finally:
        window.end()
        kit.forget_window_state()
        theme.apply(window.app, scheme="light", size=100)


@pytest.fixture
def full(qapp, own_home, _full, tmp_path):
    with showing(shutil.copy(_full, tmp_path / "Boulevard Park.sacwatch"), own_home) as window:
        yield window


def bring(window, what):
    """Bring something to the front and give its widget."""
    if what in PAGES:
        page = window.show(what)
        if what == "reports":
            page.open_paper("patrol-log")
            until(lambda: page.paper.preview.page_count, "the paper is shown", patience=30)
        pause(5)
        return page
    if what == GALLERY:
        page = window.show("reports")
        for name in ("patrol-log", "ledger"):
            page.gallery.tick(name)
        page.pack.audience.set_value("police")
        page.pack.audience.edited.emit()
        pause(5)
        return page
    if what in VIEWS:
        window.show("people")
        view = window.shell.page.bring(what)
        window.settle()
        return view
    if what in ("who is here", "minutes", "attendance"):
        page = window.show("meetings")
        page.table.choose(0)
        window.settle()
        if what == "attendance":
            page.show_attendance()
        else:
            page.run_chosen()
            window.settle()
            page.run.show_view("minutes" if what == "minutes" else "here")
        window.settle(extra=10)
        return page
    if what in DRILLS:
        page = window.show("phonetree")
        if what == "a drill":
            page.start(DrillSort.DRILL)
        else:
            page.show_results()
        window.settle(extra=10)
        return page
    if what in FORMS:
        article, kind = what.split()
        if article == "new":
            window.show(_PAGE_OF[kind], "new household" if kind == "household" else "new")
        else:
            page = window.show(_PAGE_OF[kind])
            if kind in ("member", "household", "action"):
                page = window.shell.page.bring(f"{kind}s")
                window.settle()
            if kind == "shift":
                page.change()
            else:
                page.table.choose(0)
                window.settle()
                page.edit_chosen()
            until(lambda: window.form is not None, "the form opens")
        window.settle()
        form = window.form
        if what == "new patrol":
            form.mode.set_value("vehicle")
            form._mode_picked()
            form.show_problems({})
        if what == "new incident":
            form.fields["vehicles"].button.click()
            form.fields["persons"].button.click()
        window.settle(extra=10)
        return form
    if what in ASKED:
        return asked(window, what)
    if what in BOXES:
        window.show("people")
        window.shell.wants.emit(what)
        box = until(dialog, "it is open")
        window.settle()
        if what == "search":
            keys("a")
            window.settle()
        return box
    if what in BROUGHT:
        return bring_file(window, what)
    if what == "welcome":
        window.session.show_welcome("The file “Watch.sacwatch” is not there any more.")
        pause(5)
        return window.shell.findChild(Welcome)
    window.session._begin_first_steps()
    window.settle()
    return window.shell._cover


def bring_file(window, what):
    """Bring in a file as far as the dialog that shows it, or what opens from there."""
    window.show("people")
    if what == "old patrols":
        box = screensbringing.patrols_dialog(window)
    else:
        box = screensbringing.people_dialog(window, cards=what == "unread")
    if what in ("columns", "unread"):
        box = screensbringing.beyond(box, box.columns_button if what == "columns" else box.unread_button)
    window.settle()
    return box


def asked(window, what):
    """Ask about the first member, and give the dialog."""
    window.show("people")
    page = window.shell.page.bring("members")
    window.settle()
    page.table.choose(0)
    window.settle()
    words = {"merge": "in the list twice", "forget": "Forget this person"}[what]
    next(each for each in page.details.findChildren(Link) if words in each.accessibleName()).click()
    box = until(dialog, "it is asked")
    window.settle()
    if what == "merge":
        box.search.setText("kim" if page.model.line(0).name != "Walt Kim" else "delgado")
        box._look()
        window.settle()
        box.list.setCurrentRow(0)
        until(lambda: box.sides is not None, "it is shown what will stand")
    return box


def put_away(window):
    """Take away what was brought, so that the next thing can come."""
    for each in QApplication.topLevelWidgets():
        if isinstance(each, QDialog) and each.isVisible():
            each.reject()
    form = getattr(window.page, "form", None) if window.page is not None else None
    if form is not None and window.page.name != "settings":
        form._dirty = form._unkept = False
        form.left.emit(None)
    window.settle()
    window.shell.activateWindow()


def visible(widget, kind=QWidget):
    return [
        each for each in [widget, *widget.findChildren(kind)] if isinstance(each, kind) and each.isVisible()
    ]


def controls(widget):
    """Give every visible control that Tab may reach."""
    found = []
    for each in visible(widget):
        inside = isinstance(each.parent(), QComboBox | QAbstractScrollArea) and not isinstance(
            each, QAbstractButton
        )
        if (
            each.focusPolicy() & Qt.FocusPolicy.TabFocus
            and each.focusProxy() is None
            and each.isEnabled()
            and not inside
            and not isinstance(each, QScrollArea)
        ):
            found.append(each)
    return found


def named(widget):
    """Give what a screen reader calls a control."""
    if isinstance(widget, QComboBox):
        # What Qt gives for it on Linux is what is chosen; its name goes another way.
        return widget.accessibleName()
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def what_it_is(widget):
    return f"{type(widget).__name__} {named(widget)!r} at {widget.mapTo(widget.window(), QPoint()).toTuple()}"


def area(widget, of):
    return QRect(widget.mapTo(of, QPoint(0, 0)), widget.size())


# One walk through everything

LABELED = (*FORMS, "settings", "first steps")


@dataclass
class Seen:
    """What was found wrong on the way through everything, by what it was found on."""

    nameless: dict[str, list[str]] = field(default_factory=dict)
    unlabeled: dict[str, list[str]] = field(default_factory=dict)
    cut: dict[str, list[str]] = field(default_factory=dict)
    small: dict[str, list[str]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def _walks():
    return {}


@pytest.fixture(params=_SIZES)
def seen(request, qapp, own_home, _full, tmp_path, _walks):
    """Look at everything once in a small window at a size of text; the tests tell what they look for."""
    size = request.param
    if size not in _walks:
        path = shutil.copy(_full, tmp_path / "Boulevard Park.sacwatch")
        with showing(path, own_home, size=size) as window:
            _walks[size] = walk(window, least=theme.BASE_POINTS * size / 100)
    return _walks[size]


def walk(window, *, least):
    seen = Seen()
    for what in EVERYTHING:
        with kit.case(what):
            widget = bring(window, what)
            seen.nameless[what] = nameless(widget)
            if what in LABELED:
                seen.unlabeled[what] = unlabeled(widget)
            assert window.shell.size().toTuple() == (1024, 700), f"{what} needs more room than there is"
            seen.cut[what] = [*cut(widget), *overlapping(widget)]
            seen.small[what] = too_small(widget, least)
            put_away(window)
            if what == "welcome":
                window.shell._uncover()
    seen.cut["rail"] = cut(window.shell._rail)
    seen.small["menus"] = too_small(window.shell.menuBar(), least)
    if QApplication.font("QToolTip").pointSizeF() < 11 and window.app.font().pointSizeF() < least:
        seen.small["tips"] = ["a tip"]
    return seen


def found(wrong):
    return {what: each for what, each in wrong.items() if each}


# Names


def nameless(widget):
    """Give the controls that a screen reader could not name."""
    reached = controls(widget)
    assert reached, "there is something to do"
    scrolled = [each for each in visible(widget, QScrollArea) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    by_mouse = [
        each
        for each in visible(widget, QAbstractButton)
        if each.focusPolicy() and not isinstance(each.parent(), QComboBox)
    ]
    return [what_it_is(each) for each in [*reached, *scrolled, *by_mouse] if not named(each).strip()]


def test_every_control_has_a_name(seen):
    assert found(seen.nameless) == {}


def unlabeled(widget):
    """Give the fields whose label does not lead to their control, or is not read out as it is written."""
    wrong = []
    fields = [each for each in visible(widget, Field) if each.label.isVisible()]
    assert fields
    for each in fields:
        label, buddy = each.label.text(), each.label.buddy()
        if not label.strip() or buddy is not each.control:
            wrong.append(f"{label}: not the label of its control")
        if not controls(each) and each.isEnabled():
            wrong.append(f"{label} leads nowhere")
        if isinstance(buddy, QLineEdit | QPlainTextEdit | QComboBox) and label not in named(buddy):
            wrong.append(f"{label}: read out as {named(buddy)}")
    return wrong


def test_every_label_belongs_to_its_control(seen):
    assert set(seen.unlabeled) == set(LABELED) and found(seen.unlabeled) == {}


def test_the_rail_and_the_menus_have_names(full):
    for each in visible(full.shell._rail, QAbstractButton):
        assert named(each).strip() and each.toolTip()
    for entry in full.shell.menuBar().actions():
        assert entry.text() and all(each.text() or each.isSeparator() for each in entry.menu().actions())


def test_a_problem_is_read_out_with_its_field(full):
    form = bring(full, "new member")
    shortcut("Ctrl+S", form)
    full.settle()
    line = form.fields["name"].line
    interface = QAccessible.queryAccessibleInterface(line)
    assert "fill this in" in interface.text(QAccessible.Text.Description)


# The way of Tab


def test_tab_goes_as_one_reads_and_misses_nothing(full):
    for what in (*PAGES, GALLERY, *DRILLS, *FORMS, *BOXES, *BROUGHT, "first steps"):
        with kit.case(what):
            tab_through(full, what)
            put_away(full)


def tab_through(window, what):
    widget = bring(window, what)
    wanted = controls(widget)
    start = wanted[0]
    start.setFocus(Qt.FocusReason.TabFocusReason)
    met = [QApplication.focusWidget()]
    for _step in range(3 * len(wanted) + 20):
        keys("", TAB)
        now = QApplication.focusWidget()
        if now is met[0]:
            break
        met.append(now)
    if what == GALLERY:
        widget.gallery.verticalScrollBar().setValue(0)
    groups = [each for each in met if each is not None and (each is widget or widget.isAncestorOf(each))]
    missed = [
        what_it_is(each)
        for each in wanted
        if each not in groups and not (hasattr(each, "group") and each.group() is not None)
        and type(each).__name__ != "QRadioButton"
    ]  # fmt: skip
    assert missed == []
    assert len(groups) == len(set(map(id, groups))), "nothing is met twice on the way"
    buttons = set()
    if what in FORMS or what in ("settings", "minutes"):
        # Save, Throw away and Back stand above and come last: after everything that is typed.
        form = widget.run.form if what == "minutes" else window.form
        buttons = {form.save_button, form._discard_button, form._back_button}
    for one, following in itertools.pairwise(met):
        if buttons & {one, following} or not {one, following} <= set(groups) or one.isAncestorOf(following):
            continue
        a, b = area(one, widget), area(following, widget)
        onward = b.left() >= a.right() - 4 or b.top() >= a.bottom() - 4
        assert onward, f"from {what_it_is(one)} back to {what_it_is(following)}"


# Focus that can be seen


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_focus_can_be_seen_on_every_sort_of_control(qapp, own_home, _full, tmp_path, scheme):
    path = shutil.copy(_full, tmp_path / "Boulevard Park.sacwatch")
    with showing(path, own_home, scheme=scheme) as window:
        for what in (*PAGES, *DRILLS, *FORMS[:3]):
            widget = bring(window, what)
            seen = set()
            for control in controls(widget):
                sort = (type(control).__name__, control.property("role"))
                if sort in seen:
                    continue
                seen.add(sort)
                _bring_into_view(control)
                assert _changed_pixels(window, control) >= 40, f"{what}: {what_it_is(control)}"
            put_away(window)
        for button in visible(window.shell._rail, QAbstractButton):
            assert _changed_pixels(window, button) >= 40


def _bring_into_view(control):
    parent = control.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(control, 0, 20)
        parent = parent.parentWidget()
    QApplication.processEvents()


def _changed_pixels(window, control):
    """Count the pixels that look different once a control has the focus."""
    shell = control.window()

    def picture():
        QApplication.processEvents()
        return shell.grab(area(control, shell).adjusted(-3, -3, 3, 3)).toImage()

    shell.activateWindow()
    window.shell.setFocus()
    if QApplication.focusWidget() is control:
        control.clearFocus()
    before = picture()
    control.setFocus(Qt.FocusReason.TabFocusReason)
    after = picture()
    if before.size() != after.size():
        return 0
    return sum(
        before.pixel(x, y) != after.pixel(x, y)
        for x in range(before.width())
        for y in (*range(min(8, before.height())), *range(max(0, before.height() - 8), before.height()))
    )


# Colors


def contrast(one, other):
    """Give the contrast of two colors by WCAG 2.1: (L1 + 0.05) / (L2 + 0.05)."""

    def light(name):
        color = QColor(name)
        parts = [part / 255 for part in (color.red(), color.green(), color.blue())]
        r, g, b = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    dim, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dim + 0.05)


def test_contrast_is_computed_as_the_standard_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


TEXT_PAIRS = [
    *itertools.product(("text", "faint", "accent", "alert"), ("window", "surface", "raised")),
    ("text", "accent_soft"), ("text", "alert_soft"), ("text", "good_soft"), ("good", "surface"),
    ("accent_text", "accent"), ("alert", "alert_soft"), ("good", "good_soft"), ("accent", "accent_soft"),
    ("toast_text", "toast"), ("toast_link", "toast"),
]  # fmt: skip
MARK_PAIRS = [
    *itertools.product(("accent", "alert", "edge"), ("window", "surface", "raised")),
    ("toast_link", "toast"), ("text", "window"),
]  # fmt: skip


@pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_text_and_marks_keep_their_contrast(palette):
    low = {
        pair: round(contrast(getattr(palette, pair[0]), getattr(palette, pair[1])), 2)
        for pairs, least in ((TEXT_PAIRS, 4.5), (MARK_PAIRS, 3.0))
        for pair in pairs
        if contrast(getattr(palette, pair[0]), getattr(palette, pair[1])) < least
    }
    assert low == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_as_painted_keeps_its_contrast(qapp, own_home, _full, tmp_path, scheme):
    """Whatever the style makes of the palette: each label and button, by its pixels, at large text."""
    path = shutil.copy(_full, tmp_path / "Boulevard Park.sacwatch")
    with showing(path, own_home, size=150, scheme=scheme) as window:
        dim = {}
        for what in (*PAGES, "new patrol", "new incident"):
            bring(window, what)
            picture = window.shell.grab().toImage()
            for each in visible(window.shell):
                if not isinstance(each, QLabel | QAbstractButton) or not each.text().strip():
                    continue
                if not each.isEnabled() or each.visibleRegion().isEmpty():
                    continue
                rect = each.visibleRegion().boundingRect().translated(each.mapTo(window.shell, QPoint()))
                if rect.height() >= 12 and rect.width() >= 20:
                    found = _painted(picture, rect)
                    if found < 4.5:
                        dim[what, each.text()[:40]] = round(found, 2)
            put_away(window)
        assert dim == {}


def _painted(picture, rect):
    """Give the contrast between the commonest color of a part of a picture and the farthest from it."""
    counts = {}
    for y in range(rect.top() + 3, rect.bottom() - 2):
        for x in range(rect.left() + 3, min(rect.right() - 2, rect.left() + 160)):
            pixel = picture.pixel(x, y)
            counts[pixel] = counts.get(pixel, 0) + 1
    if not counts:
        return 21
    ground = QColor(max(counts, key=counts.get))
    return max(contrast(ground, QColor(pixel)) for pixel in counts)


# Room


def cut(widget):
    """Give what is cut short, in words."""
    found = []
    for each in visible(widget):
        metrics = each.fontMetrics()
        if isinstance(each, Link):
            whole = each.accessibleName()
            if each.text().replace("&&", "&").replace("\n", " ") != whole and not each.toolTip():
                found.append(f"{what_it_is(each)}: cut without a tip")
        elif isinstance(each, QLabel) and each.text().strip() and each.pixmap().isNull():
            if each.wordWrap():
                if each.heightForWidth(each.width()) > each.height() + 1:
                    found.append(
                        f"{what_it_is(each)}: {each.height()} of {each.heightForWidth(each.width())} high"
                    )
                words = max(each.text().replace("\u200b", " ").split(), key=metrics.horizontalAdvance)
                if metrics.horizontalAdvance(words) > each.contentsRect().width() + 1:
                    found.append(f"{what_it_is(each)}: too narrow for {words!r}")
            elif metrics.horizontalAdvance(each.text()) > each.contentsRect().width() + 1:
                found.append(f"{what_it_is(each)}: too narrow")
        elif isinstance(each, QAbstractButton) and each.text():
            hint = each.sizeHint()
            if each.width() < hint.width() - 2 or each.height() < hint.height() - 2:
                found.append(f"{what_it_is(each)}: {each.size().toTuple()} for {hint.toTuple()}")
        elif isinstance(each, QLineEdit) and each.height() < metrics.height() + (4 if each.hasFrame() else 0):
            found.append(f"{what_it_is(each)}: too low")
        if isinstance(each, QScrollArea) and each.horizontalScrollBar().maximum() > 0:
            found.append(f"{type(each).__name__}: scrolls sideways by {each.horizontalScrollBar().maximum()}")
        parent = each.parentWidget()
        if isinstance(each, QLabel | QAbstractButton | QLineEdit) and parent is not None:
            place = each.geometry()
            if place.right() > parent.rect().right() + 1 or place.left() < -1:
                found.append(f"{what_it_is(each)}: sticks out of {type(parent).__name__}")
    return found


def overlapping(widget):
    """Give pairs of texts and controls that lie over each other."""
    found = []
    kinds = QLabel | QAbstractButton | QLineEdit | QComboBox | QPlainTextEdit
    for parent in visible(widget):
        if isinstance(parent, QComboBox | QLineEdit):
            continue
        inside = [
            each for each in parent.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
            if each.isVisible() and isinstance(each, kinds)
        ]  # fmt: skip
        for one, other in itertools.combinations(inside, 2):
            if one.geometry().intersects(other.geometry()):
                found.append(f"{what_it_is(one)} over {what_it_is(other)}")
    return found


def test_nothing_is_cut_or_lies_over_another_in_a_small_window(seen):
    assert found(seen.cut) == {}


def too_small(widget, least):
    """Give what is written smaller than the least size, in points."""
    return [what_it_is(each) for each in visible(widget) if each.font().pointSizeF() < least - 0.05]


def test_no_text_is_smaller_than_11_points_at_any_size(seen):
    assert found(seen.small) == {}


def test_nothing_is_told_by_color_alone(full):
    """What is wrong is said in words; what waits has its sign or its sentence."""
    form = bring(full, "new member")
    shortcut("Ctrl+S", form)
    full.settle()
    wrong = [each for each in visible(form) if each.property("wrong") == "true"]
    assert wrong
    for control in wrong:
        field = control.parent()
        assert isinstance(field, Field) and field._below.isVisible() and field._below.text()
