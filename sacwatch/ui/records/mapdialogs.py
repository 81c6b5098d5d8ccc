"""The questions that drawing on the map asks: whose block, which patrol's route, what of a GPX file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QScrollArea, QVBoxLayout, QWidget

from sacwatch import words
from sacwatch.domain.audiences import Audience
from sacwatch.domain.listing import PatrolLine
from sacwatch.domain.members import Role
from sacwatch.i18n import _, ngettext
from sacwatch.services import mapshapes
from sacwatch.services.gpxtracks import FoundTrack
from sacwatch.ui import plain, shown
from sacwatch.ui.dialogs import Dialog
from sacwatch.ui.notices import plain_label
from sacwatch.ui.records.fields import Choice


def patrol_words(patrol: PatrolLine, desk: Any) -> str:
    """Give a patrol in a line: its day and times, its area, who went."""
    when = f"{shown.short_day(patrol.day, desk.today())}, {shown.span(patrol.started_at, patrol.finished_at, desk.zone)}"
    return " · ".join(part for part in (when, patrol.area, ", ".join(patrol.crew)) if part)


def _labelled(dialog: Dialog, label: str, box: QWidget) -> None:
    heading = QLabel(label)
    heading.setBuddy(box)
    box.setAccessibleName(label)
    dialog.column.addWidget(heading)
    dialog.column.addWidget(box)


class BlockDialog(Dialog):
    """The name of a block and its captain."""

    def __init__(
        self,
        parent: QWidget,
        members: Sequence[Any],
        undrawn: Sequence[Any] = (),
        *,
        name: str = "",
        captain_id: str = "",
    ) -> None:
        """`members` may be its captain; `undrawn` are the blocks that have a name and no outline yet."""
        super().__init__(
            parent,
            _("A block of the watch"),
            _("Its name as you say it, such as 1600 block of P St."),
            _("Keep the block"),
        )
        self._undrawn = {each.id: each for each in undrawn}
        self.which = Choice([("", _("A new block")), *((each.id, each.name) for each in undrawn)])
        if undrawn:
            _labelled(self, _("Which block is it?"), self.which)
        self.name_line = self.line(_("Name"))
        self.name_line.setText(name)
        captains = sorted(
            members, key=lambda each: (Role.BLOCK_CAPTAIN not in each.roles, each.name.casefold())
        )
        self.captain = Choice([("", _("Nobody yet")), *((each.id, each.name) for each in captains)])
        self.captain.setCurrentIndex(max(0, self.captain.findData(captain_id)))
        _labelled(self, _("Block captain"), self.captain)
        self.which.currentIndexChanged.connect(lambda _index: self._which_chosen())
        self.finish()

    def _which_chosen(self) -> None:
        block = self._undrawn.get(self.which.currentData())
        self.name_line.setText(block.name if block else "")
        self.captain.setCurrentIndex(max(0, self.captain.findData(block.captain_id or "" if block else "")))

    @property
    def block_id(self) -> str:
        return str(self.which.currentData() or "")

    def try_accept(self) -> None:
        if not self.name_line.text().strip():
            self.say(words.sentence("problem.needed"), self.name_line)
            return
        self.accept()


class RouteDialog(Dialog):
    """Which patrol a route belongs to, and its name if it has one."""

    def __init__(
        self,
        parent: QWidget,
        desk: Any,
        patrols: Sequence[PatrolLine],
        *,
        patrol_id: str = "",
        name: str = "",
    ) -> None:
        super().__init__(
            parent,
            _("A patrol's route"),
            _("Whose way is this? Its day decides when it counts as walked."),
            _("Keep the route"),
            width=620,
        )
        self.patrol = Choice([(each.id, patrol_words(each, desk)) for each in patrols])
        self.patrol.setCurrentIndex(max(0, self.patrol.findData(patrol_id)))
        _labelled(self, _("Patrol"), self.patrol)
        self.name_line = self.line(_("Name, if it has one"))
        self.name_line.setText(name)
        self.finish()


class PlannedDialog(Dialog):
    """What a route is called that was drawn ahead of any patrol."""

    def __init__(self, parent: QWidget, name: str = "") -> None:
        super().__init__(
            parent,
            _("A route to be patrolled"),
            _(
                "Choose it afterward for a shift or a sheet by its name, such as Round the park. It counts as "
                "walked when the patrol is logged."
            ),
            _("Keep the route"),
        )
        self.name_line = self.line(_("Name"))
        self.name_line.setText(name)
        self.finish()

    def try_accept(self) -> None:
        if not self.name_line.text().strip():
            self.say(words.sentence("problem.route_name_needed"), self.name_line)
            return
        self.accept()


_LONGEST_NAME = 45


class TracksDialog(Dialog):
    """The tracks of a GPX file: which to bring in, and which patrol each belongs to."""

    def __init__(
        self,
        parent: QWidget,
        desk: Any,
        file_name: str,
        tracks: Sequence[FoundTrack],
        patrols: Sequence[PatrolLine],
    ) -> None:
        super().__init__(
            parent,
            ngettext("{count} track in “{name}”", "{count} tracks in “{name}”", len(tracks)).format(
                count=len(tracks), name=file_name
            ),
            _("Choose the patrol that each belongs to. A track with times is put to the patrol it fits."),
            _("Bring them in"),
            width=700,
        )
        self._tracks = tracks
        self.rows: list[tuple[QCheckBox, Choice]] = []
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        choices = [("", _("Choose the patrol")), *((each.id, patrol_words(each, desk)) for each in patrols)]
        for number, track in enumerate(tracks, 1):
            title = plain.line(track.name) or _("Track {number}").format(number=number)
            told = [mapshapes.distance(track.metres)]
            told.append(
                shown.span(track.times[0], track.times[-1], desk.zone)
                + ", "
                + shown.short_day(track.times[0].astimezone(desk.zone).date(), desk.today())
                if track.times
                else _("without times")
            )
            # A box has one line; what is longer stands in its tip.
            short = title if len(title) <= _LONGEST_NAME else title[:_LONGEST_NAME] + "…"
            box = QCheckBox(plain.button(short))
            box.setToolTip(plain.tip(title) if short != title else "")
            box.setAccessibleName(" · ".join([title, *told]))
            box.setChecked(True)
            patrol = Choice(choices)
            patrol.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            patrol.setAccessibleName(_("Patrol of {track}").format(track=title))
            patrol.setCurrentIndex(max(0, patrol.findData(track.patrol_id)))
            box.toggled.connect(patrol.setEnabled)
            column.addWidget(box)
            row = QVBoxLayout()
            row.setContentsMargins(26, 0, 0, 8)
            row.addWidget(plain_label(" · ".join(told), "faint"))
            row.addWidget(patrol)
            column.addLayout(row)
            self.rows.append((box, patrol))
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        scroll.setMinimumHeight(min(360, inside.sizeHint().height() + 12))
        self.column.addWidget(scroll, 1)
        if not patrols:
            self.column.addWidget(
                plain_label(
                    _("No patrol was logged yet. Log the patrol first, then bring its track in."), "faint"
                )
            )
            self.accept_button.setEnabled(False)
        self.finish()

    def chosen(self) -> list[FoundTrack]:
        """Give the tracks that are wanted, each with its patrol."""
        return [
            FoundTrack(track.name, track.line, track.times, track.metres, str(patrol.currentData()))
            for track, (box, patrol) in zip(self._tracks, self.rows, strict=True)
            if box.isChecked()
        ]

    def try_accept(self) -> None:
        wanted = [patrol for box, patrol in self.rows if box.isChecked()]
        if not wanted:
            self.say(_("No track is chosen. Tick those to bring in, or press Cancel."), self.rows[0][0])
            return
        for patrol in wanted:
            if not patrol.currentData():
                self.say(_("Please choose the patrol that this track belongs to."), patrol)
                return
        self.accept()


class ListDialog(Dialog):
    """For whom a list is saved: what they may not see is left out."""

    def __init__(self, parent: QWidget, count: str) -> None:
        super().__init__(
            parent,
            _("Save the list"),
            _("{what} as a table for a spreadsheet. What its readers may not see is left out first.").format(
                what=count
            ),
            _("Save…"),
        )
        self.audience = Choice([(each.value, words.label("audience", each.value)) for each in Audience])
        _labelled(self, _("For"), self.audience)
        self.finish()
