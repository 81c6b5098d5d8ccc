"""Opens files for the window: in the store's lane, with the questions that come up on the way."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from sacwatch import words
from sacwatch.domain.errors import Trouble
from sacwatch.domain.times import SACRAMENTO
from sacwatch.i18n import _
from sacwatch.ui.single import Doorbell
from sacwatch.ui.tasks import Tasks


@dataclass(frozen=True)
class Attempt:
    """One wish to open a file, with what was answered to its questions so far."""

    path: Path
    passphrase: str | None = None
    overrule: bool = False
    """Whether to write in it although another computer says that it has it open."""
    starting: bool = False
    """Whether the program was started for this file, so that it ends where another window has it."""
    keep: bool = False
    """Whether the passphrase goes into the keyring once it has opened the file."""
    told: str = ""
    """What the captain should hear once the file is on the window."""


class Opener(QObject):
    """Tries to open one file at a time."""

    opened = Signal(object, object)
    """What `services.opening` gave, and the Attempt."""
    refused = Signal(str, object)
    """The sentence that says why not, or "" where the captain gave up, and the path."""
    elsewhere = Signal()
    """Another window has the file this program was started for, and came to the front."""
    crashed = Signal(object)

    def __init__(
        self, window: QWidget, tasks: Tasks, clock: Callable[[], datetime], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._tasks = tasks
        self._clock = clock
        self._trying: Path | None = None

    @property
    def trying(self) -> bool:
        """Say whether a file is on its way."""
        return self._trying is not None

    def open(self, attempt: Attempt) -> None:
        """Open a file, or say why that cannot be."""
        if self._trying is None or not same(self._trying, attempt.path):
            self._try(attempt)

    def _try(self, attempt: Attempt, why: str = "") -> None:
        """Open in the lane; `why` opens for reading only and says the reason."""
        self._trying = attempt.path
        now = self._clock()

        def begin() -> Any:
            # A door: SQLAlchemy and the services are loaded here, in the lane, behind the painted window,
            # and the file is read through meanwhile.
            from sacwatch.services.firstlook import FirstLook

            look = FirstLook(attempt.path, attempt.passphrase)
            from sacwatch.services import opening

            if why:
                return opening.open_for_reading(
                    attempt.path, attempt.passphrase, why, now=now, zone=SACRAMENTO
                )
            return opening.open_for_window(
                attempt.path,
                attempt.passphrase,
                now=now,
                zone=SACRAMENTO,
                overrule=attempt.overrule,
                look=look,
            )

        def opened(found: Any) -> None:
            self._trying = None
            self.opened.emit(found, attempt)

        job = self._tasks.in_lane(
            begin,
            owner=self,
            then=opened,
            fail=lambda problem: self._cannot(attempt, problem),
            drop=self.let_go,
            title=_("Opening {name}").format(name=attempt.path.name),
        )
        job.stopped.connect(lambda: self._refuse("", attempt.path))

    def let_go(self, found: Any) -> None:
        """Close what was opened and is not wanted any more."""

        def close() -> None:
            from sacwatch.services import opening

            opening.let_go(found.store, found.claim)

        self._tasks.in_lane(close, owner=self)

    def _refuse(self, sentence: str, path: Path | None) -> None:
        self._trying = None
        self.refused.emit(sentence, path)

    def _cannot(self, attempt: Attempt, problem: BaseException) -> None:
        if not isinstance(problem, Trouble):
            self.crashed.emit(problem)
            self._refuse("", attempt.path)
            return
        key, values = problem.problem.key, problem.problem.values
        sentence = words.sentence(key, values)
        if key in ("trouble.needs_passphrase", "trouble.wrong_passphrase"):
            self._ask_passphrase(attempt, "" if attempt.passphrase is None else sentence)
        elif key == "trouble.open_in_other_window":
            self._somebody_has_it(attempt, str(values["bell"]))
        elif key == "trouble.read_only_place":
            self._try(attempt, sentence)
        else:
            self._refuse(sentence, attempt.path)

    def _ask_passphrase(self, attempt: Attempt, sentence: str) -> None:
        from sacwatch.ui import filedialogs

        typed = filedialogs.ask_passphrase(self._window, attempt.path, sentence)
        if typed is None:
            self._refuse("", attempt.path)
        else:
            self._try(replace(attempt, passphrase=typed[0], keep=typed[1]))

    def _somebody_has_it(self, attempt: Attempt, bell: str) -> None:
        if not Doorbell.ring(bell):
            self._try(attempt, words.sentence("trouble.open_elsewhere_here"))
        elif attempt.starting:
            self._trying = None
            self.elsewhere.emit()
        else:
            sentence = _("“{name}” is open in another window, which has come to the front.")
            # Nothing is wrong with the file: no backup of it is wanted.
            self._refuse(sentence.format(name=attempt.path.name), None)


def same(one: Path, other: Path) -> bool:
    """Say whether two paths mean one file."""
    return os.path.normcase(one.resolve()) == os.path.normcase(other.resolve())
