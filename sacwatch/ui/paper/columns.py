"""A column of cards at the side of a page."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget


class Column(QScrollArea):
    """What scrolls up and down and is never narrower than what stands in it."""

    def __init__(self, name: str, *widgets: QWidget) -> None:
        super().__init__()
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(14)
        for widget in widgets:
            column.addWidget(widget)
        column.addStretch(1)
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(holder)

    def minimumSizeHint(self) -> QSize:
        inside = self.widget().minimumSizeHint().width() if self.widget() is not None else 0
        return QSize(inside + self.verticalScrollBar().sizeHint().width() + 2 * self.frameWidth(), 120)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
