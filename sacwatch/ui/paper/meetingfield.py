"""Which meeting a paper is about."""

from __future__ import annotations

from typing import Any

from sacwatch import words
from sacwatch.domain.audiences import Audience
from sacwatch.i18n import _
from sacwatch.services.subjects import Choices
from sacwatch.ui.meeting import meetingwords
from sacwatch.ui.paper.subjectfields import Subject
from sacwatch.ui.records.fields import ChoiceField

USUAL_AUDIENCE = {
    "handout": Audience.PUBLIC,
    "newsletter": Audience.PUBLIC,
    "agenda": Audience.MEMBERS,
    "sign-in-sheet": Audience.MEMBERS,
    "minutes": Audience.CAPTAIN,
}
"""For whom the papers of a meeting are when they are asked for from its page."""
MEETING_PAPERS = frozenset({*USUAL_AUDIENCE, "meeting-flyer", "action-slips"})
"""The papers that are about one meeting."""


class OneMeeting(Subject):
    """One meeting: the one that is usual for the paper, unless another is chosen."""

    def __init__(self, desk: Any) -> None:
        super().__init__()
        self._desk = desk
        self._wanted = ""
        self.meeting = ChoiceField(_("Which meeting"), ())
        self.meeting.box.setMaxVisibleItems(14)
        self.add(self.meeting)
        self.meeting.edited.connect(self._chosen)

    def _chosen(self) -> None:
        self._wanted = self.meeting.value()

    def offer(self, choices: Choices) -> None:
        today = self._desk.today()
        self.meeting.box.clear()
        for each in choices.meetings:
            told = f"{meetingwords.when(each, today)} · {meetingwords.name(each)}"
            self.meeting.box.addItem(told, each.id)
        usual = dict(choices.usual_meetings).get(self.paper, "")
        self.meeting.set_value(self._wanted or usual)
        if not self.meeting.value():
            self.meeting.box.setCurrentIndex(0 if self.meeting.box.count() else -1)

    def choose(self, meeting_id: str) -> None:
        """Choose a meeting."""
        self._wanted = meeting_id
        self.meeting.set_value(meeting_id)

    def forget(self) -> None:
        self._wanted = ""

    def value(self) -> str:
        # One that was just planned may not be in the list yet.
        return self._wanted or self.meeting.value()

    def missing(self) -> str:
        return words.sentence("trouble.no_meeting")
