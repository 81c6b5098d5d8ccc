"""Asks before a person is forgotten, which has no way back, and does it step by step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from sacwatch.domain.households import Household
from sacwatch.i18n import N_, _
from sacwatch.services import forgetting, syncing
from sacwatch.services.forgetting import Forgotten, Look
from sacwatch.ui import shown
from sacwatch.ui.dialogs import Dialog
from sacwatch.ui.notices import plain_label
from sacwatch.ui.paper.asking import asker
from sacwatch.ui.people.receipt import ReceiptBox


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
            width=760,
        )
        # Many lines, which large text makes long: they stand closer than elsewhere.
        self.column.setSpacing(6)
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
            self.with_home = QCheckBox(_("Their household too: nobody else lives there"))
            self.with_home.setChecked(True)
            self._add_home(self.with_home, look.home)
        self.former: dict[str, QCheckBox] = {}
        for home in look.former:
            box = QCheckBox(_("Their former household, empty now"))
            self.former[home.id] = box
            self._add_home(box, home)
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

    def _add_home(self, box: QCheckBox, home: Household) -> None:
        """Put a box with the address of its home beneath it, which may be long."""
        address = home.place.text
        box.setAccessibleDescription(address)
        self.column.addWidget(box)
        self.column.addWidget(plain_label(address, "faint"))


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
    lines += forgetting.kept_papers_words(look.minutes, look.handouts)
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
        former = [id_ for id_, box in dialog.former.items() if box.isChecked()]
        in_backups = dialog.in_backups is not None and dialog.in_backups.isChecked()
        desk, id_ = self._desk, self._id
        desk.tasks.in_lane(
            lambda: forgetting.forget(
                desk.store, id_, with_home=with_home, with_former=former, now=desk.now(), by=desk.by
            ),
            owner=desk,
            then=lambda done: self._removed(done, look, in_backups=in_backups),
            fail=desk.failed,
            title=_("Removing this person"),
            can_cancel=False,
        )

    def _removed(self, done: Forgotten, look: Look, *, in_backups: bool) -> None:
        self._desk.changed.emit(done.changes)
        self._take_back(done, lambda known: self._clean(known, look, in_backups=in_backups))

    def _clean(self, done: Forgotten, look: Look, *, in_backups: bool) -> None:
        desk = self._desk
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

    def _take_back(self, done: Forgotten, then: Callable[[Forgotten], None]) -> None:
        """Take papers named after the person out of the places where they lie."""
        files, desk = done.receipt.removed.files, self._desk
        if not files:
            then(done)
            return

        def failed(problem: BaseException) -> None:
            desk.failed(problem)
            then(done)

        desk.run(
            lambda job: syncing.take_back(asker(desk, job), files),
            owner=desk,
            title=_("Taking back papers with their name"),
            then=lambda problems: then(forgetting.not_taken_back(done, problems)),
            fail=failed,
        )

    def _not_cleaned(self, problem: BaseException, done: Forgotten, look: Look) -> None:
        self._desk.failed(problem)
        self._show(done, look)

    def _show(self, done: Forgotten, look: Look) -> None:
        box = ReceiptBox(self._owner.window(), self._desk, done, look.mentions)
        box.show()
