"""The first steps of a new watch: name and place, numbers that were checked, and where papers go."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from sacwatch import paths, words
from sacwatch.domain import drafts as draft_rules
from sacwatch.domain.drafts import KeptDraft
from sacwatch.domain.errors import Invalid, Trouble
from sacwatch.domain.kinds import Kind
from sacwatch.domain.watches import Jurisdiction, NumberDraft, WatchDraft
from sacwatch.i18n import _
from sacwatch.services import drafts, finding, watches
from sacwatch.ui.flow import flowing
from sacwatch.ui.notices import plain_label
from sacwatch.ui.records.fields import ChoiceField, Field, LineField
from sacwatch.ui.records.form import DRAFT_MS
from sacwatch.ui.records.numbers import NumbersField
from sacwatch.ui.records.places import PlaceField
from sacwatch.ui.timers import later

_NAME, _NUMBERS, _FOLDER = range(3)
_DRAFT = "first-steps"


class _LastPlace(PlaceField):
    """A place that is the last of its step: Enter goes on to the next one."""

    def go_on(self) -> None:
        self.entered.emit()


class FirstSteps(QWidget):
    """Three short steps, each of which can be skipped; what was typed stays while one goes back and forth."""

    finished = Signal(str)
    """The watch's name."""

    def __init__(self, desk: Any) -> None:
        super().__init__()
        self._desk = desk
        self.fields: dict[str, Field] = {}
        outer = QHBoxLayout(self)
        outer.addStretch(1)
        holder = QWidget()
        holder.setMinimumWidth(560)
        holder.setMaximumWidth(720)
        column = QVBoxLayout(holder)
        column.setContentsMargins(20, 40, 20, 30)
        column.setSpacing(14)
        self._where = plain_label("", "faint")
        column.addWidget(self._where)
        self._steps = QStackedWidget()
        column.addWidget(self._steps)
        self._trouble = plain_label("", "problem")
        column.addWidget(self._trouble)
        row = QHBoxLayout()
        self.back_button = QPushButton(_("Back"))
        self.skip_button = QPushButton(_("Skip"))
        self.next_button = QPushButton(_("Next"))
        self.next_button.setProperty("role", "primary")
        self.next_button.setDefault(True)
        for button, action in (
            (self.back_button, self._back),
            (self.skip_button, self._skip),
            (self.next_button, self._next),
        ):
            button.clicked.connect(action)
        row.addWidget(self.back_button)
        row.addStretch(1)
        row.addWidget(self.skip_button)
        row.addWidget(self.next_button)
        column.addLayout(row)
        column.addStretch(1)
        outer.addWidget(holder)
        outer.addStretch(1)
        self._folder: Path | None = None
        self._skipped: set[int] = set()
        self._finishing = False
        for step in (self._name_step(), self._numbers_step(), self._folder_step()):
            self._steps.addWidget(step)
        self.setFocusProxy(self.name)
        self._keeping = later(DRAFT_MS, self, self.keep_draft)
        self._typed = False
        for field in self.fields.values():
            field.edited.connect(self._touched)
        self._in_no_watch(drafts.all_of, self._restore)
        self._go(0)

    def _step(self, title: str, why: str, *fields: QWidget) -> QWidget:
        step = QWidget()
        column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(plain_label(title, "title"))
        column.addWidget(plain_label(why, "faint"))
        for field in fields:
            column.addWidget(field)
        column.addStretch(1)
        return step

    def _name_step(self) -> QWidget:
        self.name = LineField(_("Name of the watch"), placeholder=_("such as Tule Street Neighborhood Watch"))
        self.place = _LastPlace(self._desk, _("Where it is"))
        self.place.pick.hide()
        self.place.entered.connect(self._next)
        self.fields |= {"name": self.name, "place": self.place}
        return self._step(
            _("What is your watch called?"),
            _(
                "The name stands on the papers. The place is where the map opens: a street, a crossing or an address."
            ),
            self.name,
            self.place,
        )

    def _numbers_step(self) -> QWidget:
        self.jurisdiction = ChoiceField(
            _("Police or sheriff where you live"),
            [(each.value, words.label("jurisdiction", each.value)) for each in Jurisdiction],
        )
        self.jurisdiction.set_value(Jurisdiction.UNKNOWN.value)
        self.numbers = NumbersField(_("Numbers you have tried yourself"), self._desk.today)
        self.numbers.set_value(
            (
                NumberDraft(name=_("Police non-emergency")),
                NumberDraft(name=_("Our officer")),
            )
        )
        self.fields |= {"jurisdiction": self.jurisdiction, "numbers": self.numbers}
        return self._step(
            _("City or county, and your numbers"),
            _(
                "911, 988, 311, 211 and 711 are known everywhere. Other numbers change: please call each once, "
                "and enter only what worked and when you tried it."
            ),
            self.jurisdiction,
            self.numbers,
        )

    def _folder_step(self) -> QWidget:
        self._folder_words = plain_label()
        choose = QPushButton(_("Choose a folder…"))
        choose.clicked.connect(self._choose_folder)
        step = self._step(
            _("Where should the papers go?"),
            _(
                "SacWatch keeps a current PDF of each patrol and each month in this folder. You can choose "
                "another one, or press Skip and choose one later under Reports."
            ),
            self._folder_words,
            flowing(choose),
        )
        self._offer_folder(paths.documents() / "SacWatch papers")
        return step

    def _offer_folder(self, folder: Path) -> None:
        self._folder = folder
        self._folder_words.setText(_("The papers will go to {folder}").format(folder=folder))

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Choose a folder"), str(paths.documents()))
        if chosen:
            self._offer_folder(Path(chosen))

    # What was typed is kept, although there is no watch yet that it could belong to

    def _in_no_watch(self, deed: Callable[[Any], Any], then: Callable[[Any], None] | None = None) -> None:
        """Do something with the drafts that belong to no watch."""
        desk = self._desk

        def act() -> Any:
            with desk.store.work(now=desk.now(), by=desk.by, watch_id="") as work:
                return deed(work)

        desk.tasks.in_lane(act, owner=self, then=then, fail=desk.failed)

    def _touched(self) -> None:
        self._typed = True
        if not self._keeping.isActive():
            self._keeping.start()

    def keep_draft(self) -> None:
        """Keep what stands in the steps now."""
        self._keeping.stop()
        if self._typed:
            data = draft_rules.plain(self._whole())
            self._in_no_watch(lambda work: drafts.keep(work, _DRAFT, Kind.WATCH, None, data))

    def _restore(self, found: list[KeptDraft]) -> None:
        kept = next((each for each in found if each.id == _DRAFT), None)
        if kept is None or self._typed:
            return
        draft = draft_rules.restored(WatchDraft, kept.data)
        self._typed = True
        for name, field in self.fields.items():
            field.set_value(getattr(draft, name))

    # Going on

    def _go(self, step: int) -> None:
        self._steps.setCurrentIndex(step)
        self._where.setText(_("Step {step} of {steps}").format(step=step + 1, steps=self._steps.count()))
        self.back_button.setVisible(step > 0)
        last = step == self._steps.count() - 1
        self.next_button.setText(_("Finish") if last else _("Next"))
        self._say("")
        first = (self.name, self.jurisdiction, self.next_button)[step]
        first.setFocus()

    def _say(self, sentence: str) -> None:
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))

    def _back(self) -> None:
        self._go(self._steps.currentIndex() - 1)

    def _next(self) -> None:
        if self._steps.currentIndex() == _NUMBERS and not self._numbers_can_be_read():
            return
        self._skipped.discard(self._steps.currentIndex())
        self._go_on()

    def _numbers_can_be_read(self) -> bool:
        """Say whether each number and date can be read; else the cursor goes to the first that cannot."""
        for row in self.numbers.rows:
            row.look_over()
        if self.numbers.troubled:
            self.numbers.place_of_problem.setFocus()
        return not self.numbers.troubled

    def _skip(self) -> None:
        """Leave a step out; what was typed in it stays, in case the captain comes back."""
        self._skipped.add(self._steps.currentIndex())
        self._go_on()

    def _go_on(self) -> None:
        step = self._steps.currentIndex()
        if step + 1 < self._steps.count():
            self._go(step + 1)
        else:
            self._finish()

    def _whole(self) -> WatchDraft:
        return WatchDraft(**{name: field.value() for name, field in self.fields.items()})

    def collect(self) -> WatchDraft:
        """Give the watch as it stands in the steps that are not skipped."""
        draft = WatchDraft()
        if _NAME not in self._skipped:
            draft = dataclasses.replace(draft, name=self.name.value().strip(), place=self.place.value())
        if _NUMBERS not in self._skipped:
            numbers = tuple(each for each in self.numbers.value() if each.number.strip())
            draft = dataclasses.replace(draft, jurisdiction=self.jurisdiction.value(), numbers=numbers)
        return dataclasses.replace(draft, name=draft.name or _("My watch"))

    def _finish(self) -> None:
        if self._finishing:
            return
        self._finishing = True
        self._say("")
        for field in self.fields.values():
            field.set_problem("")
        draft, today = self.collect(), self._desk.today()
        folder = str(self._folder) if self._folder and _FOLDER not in self._skipped else ""

        def deed(work: Any) -> Any:
            placed = dataclasses.replace(draft, place=finding.placed(draft.place))
            return watches.found(work, placed, today=today, export_folder=folder)

        def done(watch: Any) -> None:
            self._keeping.stop()
            self._in_no_watch(lambda work: drafts.drop(work, _DRAFT))
            self.finished.emit(watch.name)

        self._desk.do(deed, owner=self, then=done, fail=self._cannot)

    def _cannot(self, problem: BaseException) -> None:
        self._finishing = False
        if not isinstance(problem, Trouble):
            self._desk.failed(problem)
            return
        if isinstance(problem, Invalid):
            # The numbers that were left blank are not in the draft: count what was sent.
            sent = [place for place, each in enumerate(self.numbers.value()) if each.number.strip()]
            for where, each in problem.problems.items():
                self._put(where.split("."), words.sentence(each.key, each.values), sent)
            step = _NAME if {"name", "place"} & {w.split(".")[0] for w in problem.problems} else _NUMBERS
            self._go(step)
            if step == _NUMBERS:
                self.numbers.place_of_problem.setFocus()
        self._say(words.sentence(problem.problem.key, problem.problem.values))

    def _put(self, where: list[str], sentence: str, sent: list[int]) -> None:
        if where[0] == "numbers" and len(where) == 3 and int(where[1]) < len(sent):
            self.numbers.set_problems({f"{sent[int(where[1])]}.{where[2]}": sentence})
        elif where[0] in self.fields:
            self.fields[where[0]].set_problem(sentence)
