"""The order in which Tab goes through controls: that in which they are read.

Qt keeps one ring of all widgets of a window in the order in which they were made, and putting some of
them elsewhere in it can tear it in two, out of one of which Tab does not come any more. So the way is
worked out anew from the layouts at each Tab.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QLayout,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QWidget,
)


def reading_order(widget: QWidget) -> Iterator[QWidget]:
    """Give every control that Tab may reach within a widget, line by line.

    A widget with a method `tab_order` says itself which are in it.
    """
    own = getattr(widget, "tab_order", None)
    if own is not None:
        yield from own()
        return
    takes_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    # A web page takes the focus by something inside it that is no control of ours.
    if takes_tab and (widget.focusProxy() is None or widget.inherits("QWebEngineView")):
        yield widget
        if not isinstance(widget, QScrollArea):
            return
    if isinstance(widget, QScrollArea):
        inside = widget.widget()
        if inside is not None:
            yield from reading_order(inside)
    elif isinstance(widget, QStackedWidget):
        shown = widget.currentWidget()
        if shown is not None:
            yield from reading_order(shown)
    elif isinstance(widget, QSplitter):
        for place in range(widget.count()):
            each = widget.widget(place)
            if each is not None:
                yield from reading_order(each)
    else:
        layout = widget.layout()
        if layout is not None:
            yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    places = range(layout.count())
    if isinstance(layout, QGridLayout):
        grid = layout
        places = sorted(places, key=lambda place: grid.getItemPosition(place)[:2])  # type: ignore[assignment]
    for place in places:
        item = layout.itemAt(place)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield from reading_order(widget)
        elif inner is not None:
            yield from _in_layout(inner)


def go_on(order: Iterable[QWidget], *, forward: bool) -> bool:
    """Give the focus to the control after the one that has it, or before; False where that is none of these."""
    controls = [each for each in order if each.isVisible() and each.isEnabled()]
    now = QApplication.focusWidget()
    if now is None or not controls:
        return False
    place = next((place for place, each in enumerate(controls) if each is now), None)
    if place is None:
        # From inside a control that is made of several, its innermost holder is the last one that holds it.
        holding = [place for place, each in enumerate(controls) if each.isAncestorOf(now)]
        if not holding:
            return False
        place = holding[-1]
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    controls[(place + (1 if forward else -1)) % len(controls)].setFocus(reason)
    return True
