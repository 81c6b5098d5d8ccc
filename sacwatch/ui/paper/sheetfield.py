"""Which patrol sheet: one of those made lately."""

from __future__ import annotations

from typing import Any

from sacwatch import words
from sacwatch.i18n import _
from sacwatch.services.subjects import Choices
from sacwatch.ui.links import Link
from sacwatch.ui.paper.subjectfields import Subject
from sacwatch.ui.records.fields import ChoiceField
from sacwatch.ui.records.sheetwords import sheet_words


class OneSheet(Subject):
    """A patrol sheet, or several that were made in one go."""

    def __init__(self, desk: Any) -> None:
        super().__init__()
        self._desk = desk
        self._wanted = ""
        self._names: dict[str, str] = {}
        self.sheet = ChoiceField(_("Which sheet"), ())
        self.sheet.box.setMaxVisibleItems(14)
        self.add(self.sheet)
        self.sheet.edited.connect(self._chosen)
        self.make = Link(_("Make a patrol sheet"))
        self.make.clicked.connect(lambda: desk.wanted.emit("patrols", "sheet"))
        self.make.setEnabled(not desk.read_only)
        self.column.addWidget(self.make)

    def _chosen(self) -> None:
        self._wanted = self.sheet.value()

    def offer(self, choices: Choices) -> None:
        self._names = {each.id: sheet_words(each, self._desk.today()) for each in choices.sheets}
        wanted = self._wanted
        self.sheet.box.clear()
        for id_, name in self._names.items():
            self.sheet.box.addItem(name, id_)
        usual = next((each.id for each in choices.sheets if not each.blank), "")
        if wanted or usual:
            self.sheet.set_value(wanted or usual)
        if wanted:
            self.choose(wanted)

    def choose(self, subject: str) -> None:
        """Choose a sheet by its id, or several by their ids with commas between."""
        self._wanted = subject
        ids = subject.split(",")
        if len(ids) > 1 and self.sheet.box.findData(subject) < 0 and all(each in self._names for each in ids):
            numbers = [self._names[each].partition(" ")[0] for each in (ids[0], ids[-1])]
            told = _("{count} sheets, {first} to {last}").format(
                count=len(ids), first=numbers[0], last=numbers[1]
            )
            self.sheet.box.insertItem(0, told, subject)
        self.sheet.set_value(subject)

    def forget(self) -> None:
        self._wanted = ""

    def value(self) -> str:
        # One that was just made may not be in the list yet.
        return self._wanted or self.sheet.value()

    def missing(self) -> str:
        return words.sentence("trouble.no_sheet")
