"""Asks before a person is forgotten, which has no way back, and shows the receipt and what still names them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from sacwatch import words
from sacwatch.domain.forgetting import Mention
from sacwatch.domain.kinds import Ref
from sacwatch.i18n import N_, _
from sacwatch.paths import documents
from sacwatch.services import forgetting, receipts, syncing
from sacwatch.services.forgetting import Forgotten, Look
from sacwatch.ui import plain, shown
from sacwatch.ui.dialogs import Dialog
from sacwatch.ui.flow import flowing
from sacwatch.ui.links import Link
from sacwatch.ui.notices import plain_label
from sacwatch.ui.paper.asking import asker

_MOST_MENTIONS = 60
"""Links that are shown at once; the others come when these are done."""


class ForgetDialog(Dialog):
    """What would go, what would stay, and whether the backups are cleaned too."""

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(
            parent,
            _("Forget {name}?").format(name=look.member.name[:40]),
            _(
                "This has no way back: no undo, and no backup if you tick that below. To keep someone in the "
                "history and off every list, use Retire."
            ),
            _("Forget for good"),
            cancel=_("Keep this person"),
            width=600,
        )
        # Enter and Esc keep the person; only the button itself forgets.
        self.accept_button.setProperty("role", "")
        self.cancel_button.setProperty("role", "primary")
        self.accept_button.setDefault(False)
        self.accept_button.setAutoDefault(False)
        self.cancel_button.setDefault(True)
        self._first = self.cancel_button
        self.column.addWidget(plain_label(_("What goes"), "heading"))
        for line in _what_goes(look):
            self.column.addWidget(plain_label(f"•  {line}"))
        self.with_home: QCheckBox | None = None
        if look.home is not None:
            self.with_home = QCheckBox(
                _("Their household too ({address}): nobody else lives there").format(
                    address=plain.button(look.home.place.text[:60])
                )
            )
            self.with_home.setChecked(True)
            self.column.addWidget(self.with_home)
        self.in_backups: QCheckBox | None = None
        if look.backups:
            told = shown.count(
                look.backups,
                N_("From the {count} backup beside the file too"),
                N_("From the {count} backups beside the file too"),
            )
            self.in_backups = QCheckBox(told)
            self.in_backups.setChecked(True)
            self.column.addWidget(self.in_backups)
        if look.mentions:
            self.column.addWidget(plain_label(_("What stays until you edit it"), "heading"))
            sure = sum(each.sure for each in look.mentions)
            self.column.addWidget(plain_label(_mention_words(sure, len(look.mentions) - sure)))
        self.finish()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.grow()


def _what_goes(look: Look) -> list[str]:
    lines = [_("Everything on their entry, in the change history and in the search as well")]
    if look.named:
        lines.append(
            shown.count(
                len(look.named),
                N_("Their name on {count} other record, such as a patrol; the record stays"),
                N_("Their name on {count} other records, such as patrols; the records stay"),
            )
        )
    lines.append(_("What is not finished of forms that tell of them"))
    lines.append(_("Current papers that show them are made anew without them"))
    return lines


def _mention_words(sure: int, perhaps: int) -> str:
    parts = []
    if sure:
        parts.append(shown.count(sure, N_("{count} text names them."), N_("{count} texts name them.")))
    if perhaps:
        parts.append(
            shown.count(
                perhaps,
                N_("{count} text holds a part of their name, which may be somebody else’s."),
                N_("{count} texts hold a part of their name, which may be somebody else’s."),
            )
        )
    parts.append(_("Each is listed afterward, with a link to it."))
    return " ".join(parts)


class ReceiptBox(QDialog):
    """What was removed, and the texts to look at; it stands beside the window until it is closed."""

    def __init__(self, parent: QWidget, desk: Any, done: Forgotten, mentions: Sequence[Mention]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Forgotten"))
        self.setMinimumWidth(600)
        self._desk = desk
        self._done = done
        column = QVBoxLayout(self)
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


class Forgetting:
    """The steps of forgetting one person: look, ask, remove, clean the backups, show the receipt."""

    def __init__(self, desk: Any, owner: Any, member_id: str) -> None:
        self._desk, self._owner, self._id = desk, owner, member_id

    def begin(self) -> None:
        """Look what there is of them, and ask."""
        desk, id_ = self._desk, self._id
        # The list has the focus afterward, and not a link that is gone by then.
        self._owner.table.setFocus()
        desk.tasks.in_lane(
            lambda: forgetting.look(desk.store, id_, now=desk.now()),
            owner=self._owner,
            then=self._ask,
            fail=desk.failed,
            title=_("Looking for what speaks of them"),
            can_cancel=False,
        )

    def _ask(self, look: Look) -> None:
        dialog = ForgetDialog(self._owner.window(), look)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._forget(dialog, look))
        dialog.open()

    def _forget(self, dialog: ForgetDialog, look: Look) -> None:
        with_home = dialog.with_home is not None and dialog.with_home.isChecked()
        in_backups = dialog.in_backups is not None and dialog.in_backups.isChecked()
        desk, id_ = self._desk, self._id
        desk.tasks.in_lane(
            lambda: forgetting.forget(desk.store, id_, with_home=with_home, now=desk.now(), by=desk.by),
            owner=desk,
            then=lambda done: self._removed(done, look, in_backups=in_backups),
            fail=desk.failed,
            title=_("Removing this person"),
            can_cancel=False,
        )

    def _removed(self, done: Forgotten, look: Look, *, in_backups: bool) -> None:
        desk = self._desk
        desk.changed.emit(done.changes)
        self._take_back(done)
        if not in_backups:
            self._show(done, look)
            return
        path, passphrase = desk.store.path, desk.store.passphrase
        desk.tasks.in_pool(
            lambda job: forgetting.in_backups(path, passphrase, done, progress=job.report),
            owner=desk,
            then=lambda cleaned: self._show(cleaned, look),
            fail=lambda problem: self._not_cleaned(problem, done, look),
            title=_("Cleaning the backups"),
            can_cancel=False,
        )

    def _take_back(self, done: Forgotten) -> None:
        """Take papers named after the person out of the places where they lie."""
        files, desk = done.receipt.removed.files, self._desk
        if not files:
            return

        def told(problems: list[Any]) -> None:
            for each in problems:
                desk.told.emit(words.sentence(each.key, each.values))

        desk.run(
            lambda job: syncing.take_back(asker(desk, job), files),
            owner=desk,
            title=_("Taking back papers with their name"),
            then=told,
        )

    def _not_cleaned(self, problem: BaseException, done: Forgotten, look: Look) -> None:
        self._desk.failed(problem)
        self._show(done, look)

    def _show(self, done: Forgotten, look: Look) -> None:
        box = ReceiptBox(self._owner.window(), self._desk, done, look.mentions)
        box.show()
