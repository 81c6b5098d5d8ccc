"""The page of settings: the watch itself, and how the window looks."""

from __future__ import annotations

import dataclasses
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from sacwatch import words
from sacwatch.domain import watches as rules
from sacwatch.domain.drafts import KeptDraft
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.watches import BlockDraft, Jurisdiction, Watch, WatchDraft
from sacwatch.i18n import _
from sacwatch.services import finding, onlineground, watches
from sacwatch.services.attachments import Photos
from sacwatch.ui import plain, theme
from sacwatch.ui.flow import flowing
from sacwatch.ui.notices import plain_label
from sacwatch.ui.page import Page
from sacwatch.ui.records.fields import CheckField, ChoiceField, LineField, TextField
from sacwatch.ui.records.form import Form, section, side_by_side
from sacwatch.ui.records.logofield import LogoField
from sacwatch.ui.records.numbers import NumbersField
from sacwatch.ui.records.places import PlaceField
from sacwatch.ui.state import State


class SettingsPage(Page):
    """The watch's own form, and beneath it how the window looks."""

    kinds = frozenset({Kind.WATCH, Kind.ATTACHMENT})

    def __init__(self, desk: Any) -> None:
        super().__init__(desk, _("Settings"))
        self._form: WatchForm | None = None
        self._state = State()
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 12, 0)
        self._column.setSpacing(18)
        self._column.addWidget(self._looks())
        self._column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        # Its fields bring themselves into view; there is nothing to scroll by keys alone.
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName(_("Settings"))
        area.setWidget(holder)
        self.outer.addWidget(area, 1)

    def _looks(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(section(_("Logo on your papers")))
        self.logo = LogoField(self.desk)
        column.addWidget(self.logo)
        column.addWidget(section(_("How it looks")))
        size = self.text_size = ChoiceField(
            _("Text size"), [(str(each), f"{each} %") for each in theme.SIZES]
        )
        size.set_value(str(self._state.size))
        scheme = self.colors = ChoiceField(
            _("Colors"),
            [("system", _("As the computer")), ("light", _("Light")), ("dark", _("Dark"))],
        )
        scheme.set_value(self._state.scheme)

        def dress() -> None:
            self._state.size = int(size.value())
            self._state.scheme = scheme.value()
            self.desk.wanted_file.emit("dress")

        size.edited.connect(dress)
        scheme.edited.connect(dress)
        column.addWidget(side_by_side(size, scheme, QWidget(), stretch=(1, 1, 2)))
        buttons = []
        for text, wish in (
            (_("Save a copy…"), "save_copy"),
            (_("Restore a backup…"), "restore"),
            (_("Passphrase…"), "passphrase"),
            (_("History…"), "history"),
        ):
            button = QPushButton(text)
            button.clicked.connect(lambda _checked=False, each=wish: self.desk.wanted_file.emit(each))
            buttons.append(button)
        ground = QPushButton(_("What the map is drawn from…"))
        ground.clicked.connect(lambda: self.desk.wanted_file.emit("map_ground"))
        column.addWidget(section(_("The map")))
        column.addWidget(
            plain_label(
                _(
                    "Add every street of a county with its house numbers, police beats, neighborhoods and more."
                ),
                "faint",
            )
        )
        column.addWidget(flowing(ground))
        online = self.online_map = CheckField(
            _("Show OpenStreetMap behind the marks, when there is internet")
        )
        online.set_value(self._state.online_map)
        online.set_hint(
            _(
                "Then this computer asks openstreetmap.org for pictures of the places you look at, and keeps them. "
                "Nothing of your records is sent. Turned off, nothing is asked of anyone."
            )
        )
        online.edited.connect(self._online_map)
        column.addWidget(online)
        column.addWidget(section(_("The file")))
        column.addWidget(plain_label(plain.path(str(self.desk.store.path)), "faint"))
        column.addWidget(flowing(*buttons))
        return holder

    def _online_map(self) -> None:
        on = self._state.online_map = self.online_map.value()
        if not on:
            self.desk.tasks.in_pool(lambda _job: onlineground.forget(), owner=self, fail=self.desk.failed)
        self.desk.ground_changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Show the text size that was set by keys elsewhere."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "text_size"):
            self.text_size.set_value(str(self._state.size))

    def refresh(self) -> None:
        self.desk.read(watches.get, self._show, owner=self, slot="watch")
        self.logo.refresh()

    def _show(self, watch: Watch) -> None:
        if self._form is None or not self._form.dirty:
            self._put(WatchForm(self.desk, record=watch))

    def _put(self, form: WatchForm) -> None:
        if self._form is not None:
            self._column.removeWidget(self._form)
            self._form.deleteLater()
        self._form = form
        form.left.connect(self._left)
        self._column.insertWidget(0, form)

    def _left(self, _saved: Ref | None) -> None:
        if self._form is not None:
            self._column.removeWidget(self._form)
            self._form.deleteLater()
            self._form = None
        self.look_again()

    def obey(self, order: object) -> None:
        if isinstance(order, KeptDraft):
            self.desk.read(
                watches.get,
                lambda watch: self._put(WatchForm(self.desk, record=watch, kept=order)),
                owner=self,
                slot="watch",
            )

    def save(self) -> None:
        if self._form is not None:
            self._form.save()

    def leave(self) -> None:
        if self._form is not None:
            self._form.keep_draft()

    @property
    def not_kept(self) -> str:
        return self._form.not_kept if self._form is not None and self._form.dirty else ""

    @property
    def form(self) -> WatchForm | None:
        """The form of the watch, or None while it is on its way."""
        return self._form


class BlocksField(TextField):
    """The watch's blocks, one to a line."""

    def __init__(self, label: str) -> None:
        super().__init__(label, least=3, placeholder=_("One block to a line, such as 1600 block of P St"))
        self._known: tuple[BlockDraft, ...] = ()

    def value(self) -> Any:
        lines = [line.strip() for line in super().value().splitlines() if line.strip()]
        # A line that was only written otherwise is the same block, with its captain and its outline.
        # Two blocks of one name are two blocks, in the order in which they stood.
        left = list(self._known)
        found = [_taken(left, line) for line in lines]
        new = [line for line, block in zip(lines, found, strict=True) if block is None]
        renamed = iter(left if len(new) == len(left) else [BlockDraft()] * len(new))
        return tuple(
            block or dataclasses.replace(next(renamed), name=line)
            for line, block in zip(lines, found, strict=True)
        )

    def set_value(self, value: Any) -> None:
        self._known = tuple(value)
        super().set_value("\n".join(block.name for block in value))

    def set_problems(self, problems: dict[str, str]) -> None:
        """Show what is wrong with some of the blocks."""
        self.set_problem("\n".join(dict.fromkeys(problems.values())))


def _taken(left: list[BlockDraft], name: str) -> BlockDraft | None:
    """Take the first block of a name out of those that are left, if there is one."""
    found = next((each for each in left if each.name == name), None)
    if found is not None:
        left.remove(found)
    return found


class WatchForm(Form):
    """The watch: its name, where it is, its blocks, the numbers it has tried, its letterhead."""

    kind = Kind.WATCH
    draft_class = WatchDraft
    scrolls = False

    def title_words(self) -> str:
        return _("Your watch")

    def saved_words(self) -> str:
        return _("Saved.")

    def lay_out(self, column: QVBoxLayout) -> None:
        self._back_button.hide()
        self._discard_button.setText(_("Back to what was saved"))
        self._discard_button.setToolTip("")
        column.addWidget(
            plain_label(
                _(
                    "The name, beat, district, blocks, when and where you meet and the line at the foot are on "
                    "papers for everybody to read."
                ),
                "faint",
            )
        )
        column.addWidget(self.add("name", LineField(_("Name of the watch"))))
        column.addWidget(self.add("place", PlaceField(self.desk, _("Where it is"))))
        jurisdiction = self.add(
            "jurisdiction",
            ChoiceField(
                _("Police or sheriff where you live"),
                [(each.value, words.label("jurisdiction", each.value)) for each in Jurisdiction],
            ),
        )
        beat = self.add("beat", LineField(_("Police beat")))
        district = self.add("district", LineField(_("Police district")))
        column.addWidget(side_by_side(jurisdiction, beat, district, stretch=(2, 1, 1)))
        column.addWidget(self.add("blocks", BlocksField(_("Blocks"))))
        meeting_place = self.add("meeting_place", LineField(_("Where you meet")))
        meeting_day = self.add("meeting_day", LineField(_("When you usually meet")))
        column.addWidget(side_by_side(meeting_place, meeting_day))
        self.numbers = NumbersField(_("Numbers you have tried yourself"), self.desk.today)
        column.addWidget(self.add("numbers", self.numbers))
        column.addWidget(self.add("footer", LineField(_("Line at the foot of every paper"))))
        column.addWidget(self.add("note", TextField(_("Note (for you only)"), least=2)))

    def fresh_draft(self) -> WatchDraft:
        return rules.draft_of(self.record)

    def collect(self) -> WatchDraft:
        draft: WatchDraft = super().collect()
        return dataclasses.replace(draft, sample=self.record.sample, boundary=self.record.boundary)

    def carry_out(self, work: Any, draft: WatchDraft, photos: Photos) -> Watch:
        placed = dataclasses.replace(draft, place=finding.placed(draft.place))
        return watches.change(work, placed, today=self.desk.today())
