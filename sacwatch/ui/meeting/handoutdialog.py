"""Arranges the handout of a meeting: its sections, language and length, and the captain's own words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from sacwatch import words
from sacwatch.domain.handouts import PAGES, ArrangementDraft, Section, Tip, Tongue, draft_of
from sacwatch.i18n import N_, _
from sacwatch.services import handouts
from sacwatch.services.handouts import Arranging
from sacwatch.ui import icons, shown
from sacwatch.ui.flow import flowing
from sacwatch.ui.notices import plain_label
from sacwatch.ui.records.deeds import DeedDialog
from sacwatch.ui.records.fields import CheckField, ChoiceField, LineField, TextField
from sacwatch.ui.records.form import side_by_side

UP_KEYS, DOWN_KEYS = "Ctrl+Up", "Ctrl+Down"


class ArrangeDialog(DeedDialog):
    """What stands in the handout and in which order, and what the captain adds."""

    def __init__(self, desk: Any, parent: QWidget, meeting_id: str, found: Arranging) -> None:
        super().__init__(
            desk,
            parent,
            _("Arrange the handout"),
            _("What stands in it comes from your records. Untick what you want to leave out."),
            _("Keep it so"),
        )
        self._meeting_id = meeting_id
        draft = draft_of(found.arrangement)
        self.list = self._sections(draft)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(18)
        row.addLayout(self._left())
        right = QVBoxLayout()
        right.setSpacing(10)
        for field in self._make_fields(draft, found):
            right.addWidget(field)
        right.addStretch(1)
        row.addLayout(right, 1)
        self._inside = holder
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Its fields bring themselves into view; there is nothing to scroll by keys alone.
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(holder)
        holder.installEventFilter(self)
        self.column.addWidget(self._area, 1)
        self.setMinimumWidth(min(self.fontMetrics().averageCharWidth() * 110, 940))
        self._first = self.list
        self.finish()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        # As high as all of it, as far as the screen is; then it scrolls.
        around = self.sizeHint().height() - self._area.sizeHint().height()
        room = self.screen().availableGeometry().height() - around - 3 * self.fontMetrics().height()
        needed = self._inside.layout().totalHeightForWidth(self._area.viewport().width())
        self._area.setMinimumHeight(max(min(needed, room), 160))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Another language asks for one more line.
        if watched is self._inside and event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._fit()
        return super().eventFilter(watched, event)

    def _sections(self, draft: ArrangementDraft) -> QListWidget:
        found = QListWidget()
        found.setAccessibleName(_("Sections"))
        for each in draft.order:
            item = QListWidgetItem(words.label("section", each))
            item.setData(Qt.ItemDataRole.UserRole, each)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked if each in draft.hidden else Qt.CheckState.Checked)
            found.addItem(item)
        found.setCurrentRow(0)
        found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        found.setMinimumHeight(found.sizeHintForRow(0) * len(Section) + 2 * found.frameWidth() + 6)
        found.setMinimumWidth(found.sizeHintForColumn(0) + 24)
        for keys, by in ((UP_KEYS, -1), (DOWN_KEYS, 1)):
            action = QAction(found)
            action.setShortcut(keys)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(lambda _on=False, step=by: self.move_section(step))
            found.addAction(action)
        return found

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        heading = QLabel(_("Sections, in their order"))
        heading.setBuddy(self.list)
        column.addWidget(heading)
        column.addWidget(self.list, 1)
        self.up, self.down = QPushButton(_("Earlier")), QPushButton(_("Later"))
        for button, icon, keys, by in (
            (self.up, "up", UP_KEYS, -1),
            (self.down, "down", DOWN_KEYS, 1),
        ):
            button.setIcon(icons.icon(icon))
            button.setToolTip(keys)
            button.clicked.connect(lambda _on=False, step=by: self.move_section(step))
        column.addWidget(flowing(self.up, self.down))
        return column

    def _make_fields(self, draft: ArrangementDraft, found: Arranging) -> list[QWidget]:
        self.tongue = ChoiceField(
            _("Language"), [(each.value, words.label("tongue", each.value)) for each in Tongue]
        )
        self.tongue.set_value(draft.tongue)
        self.tongue.edited.connect(self._show_reviewed)
        self.pages = ChoiceField(
            _("Length"),
            [(str(each), shown.count(each, N_("{count} page"), N_("{count} pages"))) for each in PAGES],
        )
        self.pages.set_value(str(draft.pages))
        self.pages.set_hint(_("Large print, two languages and long paragraphs may need more."))
        fits = _("The one that fits: {tip}").format(tip=words.label("tip", found.fitting.value))
        self.tip = ChoiceField(
            _("Tip"), [("", fits), *((each.value, words.label("tip", each.value)) for each in Tip)]
        )
        self.tip.set_value(draft.tip)
        self.reviewed = CheckField(_("A Spanish speaker has read it"))
        self.reviewed.set_value(found.spanish_reviewed)
        self.reviewed.set_hint(_("Until then the handout says that nobody has."))
        self.own_title = LineField(_("Heading of your own paragraph"))
        self.own_words = TextField(_("Your own paragraph"), least=3)
        self.own_words.set_hint(_("Its heading, the paragraph and the notices are for everybody to read."))
        self.notices = TextField(_("Notices, one on each line"), least=2)
        for field, value in (
            (self.own_title, draft.own_title),
            (self.own_words, draft.own_words),
            (self.notices, draft.notices),
        ):
            field.set_value(value)
        self.fields = {
            "own_title": self.own_title,
            "own_words": self.own_words,
            "notices": self.notices,
        }
        told = plain_label(
            _("Everybody reads this: name nobody who did not agree. It is printed as you typed it."), "faint"
        )
        self._show_reviewed()
        return [
            side_by_side(self.tongue, self.pages),
            self.reviewed,
            self.tip,
            self.own_title,
            self.own_words,
            self.notices,
            told,
        ]

    def _show_reviewed(self) -> None:
        self.reviewed.setVisible(self.tongue.value() != Tongue.ENGLISH)

    def move_section(self, by: int) -> None:
        """Bring the chosen section one place earlier or later."""
        place = self.list.currentRow()
        to = place + by
        if 0 <= to < self.list.count():
            self.list.insertItem(to, self.list.takeItem(place))
            self.list.setCurrentRow(to)

    def value(self) -> ArrangementDraft:
        """Give the arrangement as it stands here."""
        items = [self.list.item(place) for place in range(self.list.count())]
        hidden = [each for each in items if each.checkState() is Qt.CheckState.Unchecked]
        return ArrangementDraft(
            order=tuple(each.data(Qt.ItemDataRole.UserRole) for each in items),
            hidden=tuple(each.data(Qt.ItemDataRole.UserRole) for each in hidden),
            tongue=self.tongue.value(),
            pages=int(self.pages.value()),
            tip=self.tip.value(),
            own_title=self.own_title.value(),
            own_words=self.own_words.value(),
            notices=self.notices.value(),
        )

    def deed(self) -> Callable[[Any], Any]:
        id_, draft, reviewed = self._meeting_id, self.value(), self.reviewed.value()
        return lambda work: handouts.arrange(work, id_, draft, spanish_reviewed=reviewed)

    def said(self) -> str:
        return _("The handout is arranged so.")
