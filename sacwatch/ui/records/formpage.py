"""A page on which records of one kind are typed: its form takes the place of what else it shows."""

from __future__ import annotations

import dataclasses
from typing import Any

from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from sacwatch.domain.drafts import KeptDraft
from sacwatch.domain.kinds import Changes, Kind, Ref
from sacwatch.ui.page import Page
from sacwatch.ui.records.form import Form


@dataclasses.dataclass(frozen=True)
class NewFrom:
    """An order to a page: begin a new record with this draft."""

    draft: Any


class FormsPage(Page):
    """A page with a form; what it shows otherwise stands on `front`."""

    kind: Kind

    def __init__(self, desk: Any, title: str, new_words: str) -> None:
        super().__init__(desk, title)
        self._form: Form | None = None
        self.primary = self.add_primary(new_words, self.new, shortcut="Ctrl+N")
        self._over = QStackedWidget()
        self.outer.addWidget(self._over, 1)
        self.front = QWidget()
        self._over.addWidget(self.front)

    # What subclasses say

    def make_form(self, **how: Any) -> Form:
        """Give the form of this kind."""
        raise NotImplementedError

    def form_gone(self, saved: Ref | None) -> None:
        """Go on after the form was left; `saved` is the record, or None where nothing was saved."""

    def show_ref(self, ref: Ref) -> None:
        """Show a record that another page asked for."""

    def read_record(self, work: Any, id_: str) -> Any:
        """Give a record for its form; runs in the store's lane."""
        return work.repository(self.kind).get(id_)

    # Forms

    def changed(self, changes: Changes) -> None:
        if self._form is not None and self._form.saving and self.kinds & changes.kinds:
            # The form is about to leave, and then the page looks again with what it saved.
            self.stale = True
        else:
            super().changed(changes)

    def new(self) -> None:
        if self.desk.read_only:
            return
        if self._form is not None and self._form.record is None:
            # One that was begun goes on; another would look as if it were lost.
            self._form.focus_first()
            return
        self.open_form()

    def open_form(self, **how: Any) -> None:
        """Show the form over the list; one that stands open is set aside first, its draft kept."""
        self._set_aside()
        form = self.make_form(**how)
        self._form = form
        form.left.connect(self._form_left)
        self._over.addWidget(form)
        self._over.setCurrentWidget(form)
        self.primary.hide()
        form.focus_first()

    def _set_aside(self) -> None:
        if self._form is not None:
            self._form.set_aside()
            self._drop_form()

    def _drop_form(self) -> None:
        form, self._form = self._form, None
        # First what has the focus lets go of it, or each step would hand it to the next field of the form.
        focus = QApplication.focusWidget()
        if form is not None and focus is not None and form.isAncestorOf(focus):
            focus.clearFocus()
        self._over.setCurrentWidget(self.front)
        if form is not None:
            self._over.removeWidget(form)
            form.hide()
            form.deleteLater()
        self.primary.show()

    def _form_left(self, saved: Ref | None) -> None:
        self._drop_form()
        self.form_gone(saved)

    def edit(self, id_: str) -> None:
        """Open a record in its form."""
        self.desk.read(
            lambda work: self.read_record(work, id_),
            lambda record: self.open_form(record=record),
            owner=self,
            slot="edit",
        )

    @property
    def form(self) -> Form | None:
        """The form that stands open, or None."""
        return self._form

    # Orders and keys

    def obey(self, order: object) -> None:
        if isinstance(order, Ref):
            self._set_aside()
            self.show_ref(order)
        elif isinstance(order, KeptDraft):
            self._open_kept(order)
        elif isinstance(order, NewFrom):
            self.open_form(draft=order.draft)
        elif order == "new":
            self.new()

    def _open_kept(self, kept: KeptDraft) -> None:
        if self._form is not None and self._form.draft_id == kept.id:
            # It still stands here, newer than what was kept of it.
            self._form.focus_first()
            return
        if kept.record_id is None:
            self.open_form(kept=kept)
            return
        record_id = kept.record_id

        def gone(_problem: BaseException) -> None:
            # The record is no more; what was typed becomes a new one.
            self.open_form(kept=dataclasses.replace(kept, record_id=None))

        self.desk.read(
            lambda work: self.read_record(work, record_id),
            lambda record: self.open_form(record=record, kept=kept),
            owner=self,
            fail=gone,
        )

    def save(self) -> None:
        if self._form is not None:
            self._form.save()

    def back(self) -> None:
        if self._form is not None:
            self._form.go_back()

    def leave(self) -> None:
        if self._form is not None:
            self._form.keep_draft()

    @property
    def not_kept(self) -> str:
        return self._form.not_kept if self._form is not None and self._form.dirty else ""
