"""Every dialog with fields has room for the sentences that say what is not right."""

import pytest
from PySide6.QtWidgets import QLabel

from sacwatch.domain.shifts import RegularDraft, ShiftDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import files, shifts
from sacwatch.ui.meeting.catching import CatchAction, CatchConcern
from sacwatch.ui.meeting.closing import CloseDialog
from sacwatch.ui.records import shiftdialogs
from tests.making import TODAY
from tests.making import Desk as Maker
from tests.ui.kit import NOW, until

LONG = "Please say it in other words, for what stands here cannot be understood."


@pytest.fixture
def made(watch):
    """Give the file, a meeting, a shift, and one day on which it is held."""
    maker = Maker(files.open_file(watch, now=NOW, zone=SACRAMENTO))
    meeting = maker.meet(day=TODAY.isoformat())
    draft = ShiftDraft(
        first=TODAY.isoformat(), start="20:30", finish="22:00", regulars=(RegularDraft("Rosa Delgado"),)
    )
    with maker.work() as work:
        shift = shifts.add(work, draft, today=TODAY)
    with maker.reading() as work:
        board = shifts.look(work, TODAY, TODAY, zone=SACRAMENTO)
    maker.close()
    return watch, meeting, shift, board


def test_each_dialog_grows_with_what_it_says_is_not_right(window, made):
    path, meeting, shift, board = made
    (held,) = board.held
    window.open(path)
    desk, over = window.desk, window.shell
    dialogs = [
        shiftdialogs.SignUp(desk, over, held),
        shiftdialogs.StandIn(desk, over, held, board),
        shiftdialogs.TakeOff(desk, over, held, board),
        shiftdialogs.Skip(desk, over, held),
        shiftdialogs.EndSeries(desk, over, held),
        shiftdialogs.OnlyThisDay(desk, over, shift, held),
        CatchConcern(desk, over, meeting),
        CatchAction(desk, over, meeting),
        CloseDialog(desk, over, meeting, None),
    ]
    for dialog in dialogs:
        dialog.show()
        window.settle()
        for field in dialog.fields.values():
            field.set_problem(LONG)
        dialog.say(LONG)
        said = [each for each in dialog.findChildren(QLabel) if each.text() == LONG and each.isVisible()]
        assert len(said) == len(dialog.fields) + 1
        for each in said:
            until(
                lambda label=each: label.height() >= label.heightForWidth(label.width()),
                str((dialog, dialog.height())),
            )
        assert dialog.height() <= dialog.screen().availableGeometry().height()
        dialog.reject()
        dialog.deleteLater()
