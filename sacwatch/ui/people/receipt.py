"""What was removed of a person who was forgotten, what still names them, and where old papers lie."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QPushButton, QScrollArea, QVBoxLayout, QWidget

from sacwatch import words
from sacwatch.domain.forgetting import Mention
from sacwatch.domain.kinds import Ref
from sacwatch.i18n import N_, _
from sacwatch.paths import documents
from sacwatch.services import forgetting, oldpapers, receipts
from sacwatch.services.forgetting import Forgotten
from sacwatch.services.oldpapers import OldPapers
from sacwatch.ui import shown
from sacwatch.ui.dialogs import grow
from sacwatch.ui.flow import flowing
from sacwatch.ui.links import Link
from sacwatch.ui.notices import plain_label

_MOST_MENTIONS = 60
"""Links that are shown at once; the others come when these are done."""


class ReceiptBox(QDialog):
    """What was removed, and the texts to look at; it stands beside the window until it is closed."""

    def __init__(self, parent: QWidget, desk: Any, done: Forgotten, mentions: Sequence[Mention]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Forgotten"))
        self.setMinimumWidth(600)
        self._desk = desk
        self._done = done
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(10)
        column.addWidget(plain_label(_("This person was forgotten"), "section"))
        self._told = QWidget()
        self._lines = QVBoxLayout(self._told)
        self._lines.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._told)
        self._to_look_at = self._make_to_look_at(column)
        self.again = QPushButton(_("Finish"))
        self.again.setToolTip(_("Clean the change history of what you edited"))
        self.again.clicked.connect(self._again)
        self.save = QPushButton(_("Save the receipt…"))
        self.save.clicked.connect(self._save)
        self.shut = QPushButton(_("Close"))
        self.shut.clicked.connect(self.close)
        column.addWidget(flowing(self.again, self.save, self.shut))
        self._show()
        self._list(mentions)
        self._papers = desk.papers
        if self._papers is not None:
            # Seen to at once, so that the receipt can say where papers from before lie still.
            self._looks = self._papers.looks
            self._papers.moved.connect(self._papers_moved)
            self._papers.see_now()

    def _papers_moved(self) -> None:
        """Say in the receipt how the places stand, as soon as they were looked at."""
        looks = self._papers.looks
        if looks is self._looks or self._papers.making is not None:
            return
        self._looks = looks

        def told(places: tuple[OldPapers, ...]) -> None:
            self._done = forgetting.with_places(self._done, places)
            self._show()

        desk = self._desk
        desk.read(lambda work: oldpapers.standing(work, looks.values()), told, owner=self, slot="places")

    def _make_to_look_at(self, column: QVBoxLayout) -> QWidget:
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(plain_label(_("Texts to look at"), "heading"))
        inside.addWidget(
            plain_label(
                _("Open each and edit it. Then press Finish, for the change history has them too."),
                "faint",
            )
        )
        self._links = QScrollArea()
        self._links.setWidgetResizable(True)
        self._links.setAccessibleName(_("Texts to look at"))
        self._links.setMinimumHeight(self.fontMetrics().height() * 8)
        inside.addWidget(self._links, 1)
        self._more = plain_label("", "faint")
        inside.addWidget(self._more)
        column.addWidget(holder, 1)
        return holder

    def _list(self, mentions: Sequence[Mention]) -> None:
        """Show the texts that are to be looked at, as many as one goes through at a time."""
        body = QWidget()
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, 0, 0)
        for each in mentions[:_MOST_MENTIONS]:
            sure = "" if each.sure else _("perhaps: ")
            kind = words.label("kind", each.ref.kind.value)
            link = Link(f"{sure}{kind} · {forgetting.field_words(each)}: {each.piece}", each.piece)
            link.clicked.connect(lambda _on=False, ref=each.ref: self._open(ref))
            inside.addWidget(link)
        inside.addStretch(1)
        self._links.setWidget(body)
        more = len(mentions) - _MOST_MENTIONS
        self._more.setVisible(more > 0)
        if more > 0:
            self._more.setText(
                shown.count(
                    more,
                    N_("{count} more text comes here when you edited these and pressed Finish."),
                    N_("{count} more texts come here when you edited these and pressed Finish."),
                )
            )
        self._to_look_at.setVisible(bool(mentions))
        self.again.setVisible(bool(mentions))

    def _open(self, ref: Ref) -> None:
        self.parentWidget().activateWindow()
        self._desk.open_record(ref.kind, ref.id)

    def _show(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for line in receipts.lines(self._done.receipt):
            self._lines.addWidget(plain_label(f"•  {line}"))
        if self._done.receipt.places is None and self._desk.papers is not None:
            self._lines.addWidget(plain_label(_("Looking where papers from before still lie …"), "faint"))
        if self.isVisible():
            grow(self, self._column)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        grow(self, self._column)

    def _again(self) -> None:
        desk, done = self._desk, self._done
        desk.tasks.in_lane(
            lambda: _again(desk, done),
            owner=self,
            then=self._done_again,
            fail=desk.failed,
            title=_("Cleaning the change history"),
            can_cancel=False,
        )

    def _done_again(self, found: tuple[Forgotten, tuple[Mention, ...]]) -> None:
        self._done, left = found
        self._desk.changed.emit(self._done.changes)
        self._show()
        self._list(left)

    def _save(self) -> None:
        chosen, _filter = QFileDialog.getSaveFileName(
            self, _("Save the receipt"), str(documents() / _("Receipt.txt")), _("Text (*.txt)")
        )
        if not chosen:
            return
        receipt, desk = self._done.receipt, self._desk
        desk.read(
            lambda work: work.watches.get(work.watch_id).name,
            lambda name: desk.tasks.in_pool(
                lambda _job: receipts.save(Path(chosen), receipt, watch_name=name, zone=desk.zone),
                owner=self,
                then=lambda _none: desk.said.emit(_("Receipt saved."), None),
                fail=desk.failed,
            ),
            owner=self,
        )


def _again(desk: Any, done: Forgotten) -> tuple[Forgotten, tuple[Mention, ...]]:
    later = forgetting.again(desk.store, done, now=desk.now(), by=desk.by)
    return later, forgetting.still_told(desk.store, later)
