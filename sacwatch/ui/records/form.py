"""The form of a record: fields by name, drafts that survive a crash, problems beside their field."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import fields as dataclass_fields
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from sacwatch import words
from sacwatch.domain import drafts as draft_rules
from sacwatch.domain.drafts import KeptDraft
from sacwatch.domain.errors import Invalid, NotFound, Problem, Trouble
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.i18n import _
from sacwatch.services import attachments, drafts
from sacwatch.services.attachments import Photos
from sacwatch.ui import icons, shown, taborder
from sacwatch.ui.desk import DRAFT_PAGE, page_of_draft
from sacwatch.ui.notices import plain_label
from sacwatch.ui.records.fields import Field
from sacwatch.ui.records.photos import PhotosField
from sacwatch.ui.records.places import PlaceField
from sacwatch.ui.records.rows import Row
from sacwatch.ui.timers import later

DRAFT_MS = 1_000
"""Milliseconds after the first unsaved keystroke at which the draft is kept; the promise is two seconds."""

_PHOTOS = "photos"
"""The place of a form's photos among the values of its draft."""


class Form(QWidget):
    """A record being typed. Subclasses lay out their fields and say how to save."""

    left = Signal(object)
    """The Ref of the record that was saved, or None."""
    kind: Kind
    page = ""
    """The page on which it stands, where that is not the one of its kind."""
    draft_class: type[Any]
    scrolls = True
    """Whether the form scrolls by itself; one inside a scrolling page does not."""
    emergency = False
    """Whether the form begins with the line about calling 911 first."""

    def __init__(
        self,
        desk: Any,
        *,
        record: Any = None,
        draft: Any = None,
        kept: KeptDraft | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.record = record
        """The record being changed, or None for a new one."""
        self.fields: dict[str, Field] = {}
        self.photos: PhotosField | None = None
        self.draft_id = kept.id if kept else str(uuid.uuid4())
        self.not_kept = ""
        """Why what stands here could not be kept as a draft, or ""."""
        self._dirty = kept is not None
        self._unkept = False
        self._kept = kept is not None
        self._saving = False
        self._told_of_fields = False
        """Whether all that stands above the fields is that some of them need another look."""
        self._timer = later(DRAFT_MS, self, self.keep_draft)
        self._build()
        if kept is not None:
            draft = draft_rules.restored(self.draft_class, kept.data)
            when = shown.moment(kept.saved_at, desk.zone)
            self._tell(
                _("This was not saved yet. It is as you left it on {when}.").format(when=when), note=True
            )
            self._put_back_photos(kept)
        self.fill(draft if draft is not None else self.fresh_draft())
        for field in self._all_fields():
            field.edited.connect(self.touched)
            field.taken_out.connect(self.desk.said)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    # What subclasses say

    def title_words(self) -> str:
        """Give the form's heading."""
        raise NotImplementedError

    def lay_out(self, column: QVBoxLayout) -> None:
        """Make the fields, in the order of the paper."""
        raise NotImplementedError

    def fresh_draft(self) -> Any:
        """Give the draft of a new record."""
        return self.draft_class()

    def carry_out(self, work: Any, draft: Any, photos: Photos) -> Any:
        """Save the draft through a service and give the record; runs in the store's lane."""
        raise NotImplementedError

    def standing(self, work: Any, base: Any) -> Any:
        """Give the record as it stands, where it was changed since it was opened as `base`, else None.

        Raises NotFound where it is gone; runs in the store's lane.
        """
        standing = drafts.standing(work, self.kind, base.id)
        return standing if standing.changed_at != base.changed_at else None

    def saved_words(self) -> str:
        """Give the toast's words after saving."""
        raise NotImplementedError

    def fill(self, draft: Any) -> None:
        """Put a draft into the fields."""
        for name, field in self.fields.items():
            field.set_value(getattr(draft, name))

    def collect(self) -> Any:
        """Give the draft that stands in the fields."""
        known = {field.name for field in dataclass_fields(self.draft_class)}
        return self.draft_class(
            **{name: field.value() for name, field in self.fields.items() if name in known}
        )

    def focus_first(self) -> None:
        """Put the cursor where typing begins."""
        next(iter(self.fields.values())).setFocus()

    # The frame

    def _all_fields(self) -> list[Field]:
        return [*self.fields.values(), *([self.photos] if self.photos is not None else [])]

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(10)
        head = QHBoxLayout()
        self._back_button = QPushButton(_("Back"))
        self._back_button.setIcon(icons.icon("back"))
        self._back_button.setToolTip(_("Back to the list. What you typed is kept. (Esc)"))
        self._back_button.clicked.connect(self.go_back)
        title = QLabel(self.title_words())
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setProperty("role", "section")
        self._discard_button = QPushButton(_("Throw away"))
        self._discard_button.setToolTip(_("Leave without saving and forget what was typed"))
        self._discard_button.clicked.connect(self.discard)
        self.save_button = QPushButton(_("Save"))
        self.save_button.setIcon(icons.icon("save", on_accent=True))
        self.save_button.setProperty("role", "primary")
        self.save_button.setToolTip(_("Save (Ctrl+S)"))
        self.save_button.clicked.connect(self.save)
        self.save_button.setEnabled(not self.desk.read_only)
        head.addWidget(self._back_button)
        # In the title and not beside it: where there is no button the title begins at the edge.
        title.setContentsMargins(8 if self.scrolls else 0, 0, 0, 0)
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self._discard_button)
        head.addWidget(self.save_button)
        outer.addLayout(head)
        self._summary = plain_label()
        self._summary.hide()
        outer.addWidget(self._summary)
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 14, 12)
        self._column.setSpacing(14)
        if self.emergency:
            self._column.addWidget(emergency_line())
        self.lay_out(self._column)
        self._column.addStretch(1)
        self._area: QScrollArea | None = None
        if self.scrolls:
            self._area = QScrollArea()
            self._area.setWidgetResizable(True)
            self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._area.setWidget(body)
            outer.addWidget(self._area, 1)
        else:
            outer.addWidget(body)
        self._body = body
        if self.desk.read_only:
            body.setEnabled(False)
            self._discard_button.setEnabled(False)

    def tab_order(self) -> list[QWidget]:
        """Give the controls in the order of Tab: the buttons stand first on screen and come last."""
        buttons = (self.save_button, self._discard_button, self._back_button)
        return [*taborder.reading_order(self._body), *buttons]

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Bring what has the focus into view, with all of the line that it stands on."""
        if now is not None and self._body.isAncestorOf(now):
            # A line that was just added has no place yet.
            QTimer.singleShot(0, now, lambda: self._bring_into_view(now))

    def _bring_into_view(self, control: QWidget) -> None:
        area = self._area or _area_around(self)
        if area is None or not control.isVisible():
            return
        line: QWidget | None = control
        while line is not None and line is not self._body and not isinstance(line, Row):
            line = line.parentWidget()
        if isinstance(line, Row) and line.height() < area.viewport().height():
            area.ensureWidgetVisible(line, 0, 24)
        area.ensureWidgetVisible(control, 0, 24)

    def add(self, name: str, field: Field) -> Field:
        """Note a field under its name in the draft."""
        self.fields[name] = field
        return field

    def _tell(self, sentence: str, *, note: bool = False) -> None:
        self._told_of_fields = False
        self._summary.setProperty("role", "" if note else "problem")
        self._summary.style().unpolish(self._summary)
        self._summary.style().polish(self._summary)
        self._summary.setText(sentence)
        self._summary.setVisible(bool(sentence))

    # Drafts

    @property
    def saving(self) -> bool:
        """Whether what was typed is being saved just now."""
        return self._saving

    def touched(self) -> None:
        """Note that something was typed; the draft is kept a moment later."""
        self._dirty = self._unkept = True
        if self._told_of_fields and not any(field.troubled for field in self._all_fields()):
            self._tell("")
        if not self._timer.isActive():
            self._timer.start()

    @property
    def dirty(self) -> bool:
        """Whether something stands here that is not saved."""
        return self._dirty

    def keep_draft(self) -> None:
        """Keep what stands in the form now."""
        self._timer.stop()
        if not self._unkept or self._saving or self.desk.read_only:
            return
        self._unkept = False
        self._kept = True
        data = draft_rules.plain(self.collect())
        if self.page:
            data[DRAFT_PAGE] = self.page
        photos = self.photos.value() if self.photos is not None else attachments.NO_PHOTOS
        id_, kind, record_id = self.draft_id, self.kind, self.record.id if self.record else None

        def deed(work: Any) -> None:
            if photos != attachments.NO_PHOTOS:
                data[_PHOTOS] = attachments.put_by(work, photos)
            drafts.keep(work, id_, kind, record_id, data)

        # The form may be gone when the answer comes; its page asks it no more then.
        self.desk.jot(deed, owner=self, then=self._draft_kept, fail=self._draft_not_kept)

    def _draft_kept(self, _none: object) -> None:
        self.not_kept = ""

    def _draft_not_kept(self, problem: BaseException) -> None:
        self._unkept = True
        if isinstance(problem, Trouble):
            self.not_kept = words.sentence(problem.problem.key, problem.problem.values)
        self.desk.failed(problem)

    def _put_back_photos(self, kept: KeptDraft) -> None:
        put_by, photos = kept.data.get(_PHOTOS), self.photos
        if photos is not None and isinstance(put_by, dict):
            self.desk.read(lambda work: attachments.put_back(work, put_by), photos.take_unsaved, owner=photos)

    # Saving and leaving

    def save(self) -> None:
        """Save the record; where something is not right yet, say so beside it."""
        if self._saving or self.desk.read_only:
            return
        if self.photos is not None and self.photos.reading:
            # The photo that is being read belongs to the record.
            self.photos.when_read(self.save)
            return
        offering = QApplication.activePopupWidget()
        if offering is not None:
            # A list of suggestions would stand over what is said beside the fields.
            offering.close()
        for place in self.findChildren(PlaceField):
            place.finish()
        # Nothing may be kept as unfinished once it is saved; what cannot be saved is kept then.
        self._timer.stop()
        self._saving = True
        self.save_button.setEnabled(False)
        self.clear_problems()
        draft, draft_id, base = self.collect(), self.draft_id, self.record
        photos = self.photos.value() if self.photos is not None else attachments.NO_PHOTOS

        def deed(work: Any) -> Any:
            if base is not None:
                standing = self.standing(work, base)
                if standing is not None:
                    raise ChangedMeanwhile(standing)
            record = self.carry_out(work, draft, photos)
            drafts.drop(work, draft_id)
            return record

        self.desk.do(deed, owner=self, then=self._saved, fail=self._not_saved, said=self.saved_words())

    def _saved(self, record: Any) -> None:
        self._saving = self._dirty = self._unkept = False
        self._timer.stop()
        self.left.emit(Ref(self.kind, record.id))

    def _not_saved(self, problem: BaseException) -> None:
        self._saving = False
        self.keep_draft()
        self.save_button.setEnabled(True)
        self._dirty = True
        if isinstance(problem, Invalid):
            self.show_problems(problem.problems)
            return
        if isinstance(problem, ChangedMeanwhile):
            self.record = problem.standing
            self._tell(words.sentence("trouble.changed_meanwhile"))
            return
        if isinstance(problem, NotFound) and self.record is not None:
            self.record = None
            if self.photos is not None:
                self.photos.forget_kept()
            forgotten = problem.problem.key == "trouble.forgotten_meanwhile"
            self._tell(
                words.sentence("trouble.forgotten_meanwhile" if forgotten else "trouble.gone_meanwhile")
            )
            return
        if isinstance(problem, Trouble):
            self._tell(words.sentence(problem.problem.key, problem.problem.values))
            return
        self.desk.failed(problem)

    def clear_problems(self) -> None:
        """Take every problem off the form."""
        self._tell("")
        for field in self._all_fields():
            field.set_problem("")

    def show_problems(self, problems: dict[str, Problem]) -> None:
        """Show each problem beside its field, and go to the first one."""
        self._tell(words.sentence("trouble.fields"))
        unplaced = []
        first: Field | None = None
        for name, field in self.fields.items():
            mine = {
                where: problem
                for where, problem in problems.items()
                if where == name or where.startswith(f"{name}.")
            }
            if not mine:
                continue
            self.put_problems(name, field, mine)
            first = first or field
        for where, problem in problems.items():
            if where.split(".")[0] not in self.fields:
                unplaced.append(words.sentence(problem.key, problem.values))
        self._told_of_fields = True
        if unplaced:
            self._tell("\n".join([words.sentence("trouble.fields"), *unplaced]))
        if first is not None:
            first.place_of_problem.setFocus()

    def put_problems(self, name: str, field: Field, problems: dict[str, Problem]) -> None:
        """Show the problems of one field; fields with parts do it themselves."""
        spread: Callable[[dict[str, str]], None] | None = getattr(field, "set_problems", None)
        sentences = {
            where[len(name) + 1 :]: words.sentence(problem.key, problem.values)
            for where, problem in problems.items()
        }
        if spread is not None:
            spread(sentences)
        else:
            field.set_problem(next(iter(sentences.values())))

    def set_aside(self) -> None:
        """Keep what is not saved for another time, and say where it is then."""
        if self._saving or not self._dirty or self.desk.read_only:
            return
        self.keep_draft()
        self.desk.said.emit(_("Not saved yet. It is kept on the Today page."), None)

    def go_back(self) -> None:
        """Leave; what is not saved is kept and offered again."""
        if self._saving:
            return
        self.set_aside()
        self.left.emit(None)

    def discard(self) -> None:
        """Leave and forget what was typed; the toast can bring it back."""
        if self._saving:
            return
        was_dirty = self._dirty
        # Kept once more before it is dropped, so that it can be brought back as it is now.
        self.keep_draft()
        self._dirty = False
        desk, id_ = self.desk, self.draft_id
        found: list[KeptDraft] = []

        def drop(work: Any) -> None:
            found.extend(each for each in drafts.all_of(work) if each.id == id_)
            drafts.drop(work, id_)

        def bring_back() -> None:
            for each in found:
                desk.jot(
                    lambda work, kept=each: drafts.keep(work, kept.id, kept.kind, kept.record_id, kept.data),
                    owner=desk,
                )
                desk.wanted.emit(page_of_draft(each), each)

        if self._kept:
            desk.jot(drop, owner=desk)
        if was_dirty:
            desk.said.emit(_("Thrown away."), bring_back)
        self.left.emit(None)


class ChangedMeanwhile(Trouble):
    """The record was changed after its form was opened."""

    def __init__(self, standing: Any) -> None:
        super().__init__("trouble.changed_meanwhile")
        self.standing = standing


def _area_around(widget: QWidget) -> QScrollArea | None:
    """Give the scroll area that a form inside a page lies in."""
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    return parent


def emergency_line() -> QLabel:
    """Give the line that every form and sheet about incidents and patrols begins with."""
    return plain_label(_("Emergency or crime in progress: call 911 first."), "emergency")


def side_by_side(*fields: QWidget, stretch: tuple[int, ...] = ()) -> QWidget:
    """Give a row of fields that line up at their tops."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(14)
    for place, field in enumerate(fields):
        grid.addWidget(field, 0, place, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(place, stretch[place] if place < len(stretch) else 1)
    return holder


def section(words_: str) -> QLabel:
    """Give a heading inside a form."""
    return plain_label(words_, "section")
