"""What changed since papers were last let go, to be looked at before others get them."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from sacwatch import words
from sacwatch.domain.listing import Page
from sacwatch.i18n import N_, _
from sacwatch.services.planning import Look, Planned
from sacwatch.ui import shown
from sacwatch.ui.dialogs import Dialog
from sacwatch.ui.notices import plain_label
from sacwatch.ui.paper.keeper import Keeper
from sacwatch.ui.records.model import Column, PagedModel
from sacwatch.ui.records.table import RecordTable


def files_table(name: str) -> tuple[PagedModel, RecordTable]:
    """Give a table of files with how each stands."""
    columns = (
        Column(_("File"), lambda each: each.name),
        Column(
            _("How it stands"),
            lambda each: words.label("standing", each.standing.value),
            longest=words.label("standing", "not_ours"),
        ),
    )
    model = PagedModel(columns, lambda _offset: None)
    table = RecordTable(model)
    table.setAccessibleName(name)
    return model, table


def fill(model: PagedModel, files: tuple[Planned, ...]) -> None:
    """Show these files."""
    model.restart(Page(files, len(files)))


class ReleaseDialog(Dialog):
    """The list of what would be written and taken away in a place, and the button that lets it go."""

    def __init__(self, parent: QWidget, look: Look) -> None:
        assert look.target is not None
        target = look.target
        count = shown.count(len(look.changes), N_("{count} file"), N_("{count} files"))
        super().__init__(
            parent,
            _("Release papers for “{place}”").format(place=target.called),
            _(
                "For: {audience}. {count} would be written or taken away there. Nothing is, until you release it."
            ).format(audience=words.label("audience", target.audience.value), count=count),
            _("Release"),
            width=720,
        )
        model, self.table = files_table(_("What changed"))
        fill(model, look.changes)
        self.table.setMinimumHeight(260)
        self._first = self.table
        self.column.addWidget(self.table, 1)
        if look.problem is not None:
            self.column.addWidget(
                plain_label(
                    _("The place is not there now. What you release goes there as soon as it is."), "faint"
                )
            )
        self.finish()


def ask_release(parent: QWidget, keeper: Keeper, id_: str) -> bool:
    """Show what changed for a place, and let it go where the captain says so."""
    look = keeper.looks.get(id_)
    if look is None or not look.changes:
        return False
    dialog = ReleaseDialog(parent, look)
    released: Any = look.released
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return False
    keeper.release(id_, released)
    return True
