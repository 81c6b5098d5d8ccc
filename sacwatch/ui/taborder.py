"""The order in which Tab goes through controls: that in which they are read."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QScrollArea, QSplitter, QStackedWidget, QWidget


def reading_order(widget: QWidget) -> Iterator[QWidget]:
    """Give every control that Tab may reach within a widget, line by line."""
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
        yield widget
        return
    if isinstance(widget, QScrollArea):
        inside = widget.widget()
        if inside is not None:
            yield from reading_order(inside)
    elif isinstance(widget, QSplitter | QStackedWidget):
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


def chain(widgets: Iterable[QWidget]) -> None:
    """Let Tab go through these controls in this order."""
    for one, following in itertools.pairwise(widgets):
        QWidget.setTabOrder(one, following)
