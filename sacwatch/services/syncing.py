"""Keeps a folder of current papers: what is stale is made again, and nothing that is not ours is lost."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from functools import partial
from pathlib import Path
from typing import Any

from sacwatch import logs
from sacwatch.domain.errors import NotFound, Problem, Trouble
from sacwatch.domain.exports import Written
from sacwatch.domain.progress import Progress, silent
from sacwatch.services import planning, reporting
from sacwatch.services.planning import (
    Look,
    Planned,
    Standing,
    Target,
    check_place,
    choose,
    look,
    same_name,
    sha256_of,
    target_of,
)
from sacwatch.services.reporting import Ask, Gathered
from sacwatch.store.errors import StoreTrouble
from sacwatch.store.work import Work

__all__ = ["Ask", "Look", "Outcome", "Target", "Tell", "check_place", "choose", "look", "run", "target_of"]

Tell = Callable[[Callable[[Work], Any]], Any]
"""Runs a deed in the store, as one unit of work."""

_THEIRS = (Standing.CHANGED, Standing.NOT_OURS)
_LEFT_HALF_MADE = timedelta(hours=1)
"""What is still half made after this was left by a program that was killed."""


@dataclass
class Outcome:
    """What a run did, with a problem for each file that could not be made or taken away as wished."""

    total: int = 0
    written: list[str] = field(default_factory=list)
    current: int = 0
    removed: list[str] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    """What the captain should know although all is well."""
    troubles: list[Problem] = field(default_factory=list)
    waiting: int = 0
    """Files that are not as they should be after it."""


def run(
    ask: Ask,
    tell: Tell,
    target: Target,
    *,
    watch_file: Path,
    now: datetime,
    zone: tzinfo,
    make_folder: bool = True,
    planned: Sequence[Planned] | None = None,
    progress: Progress = silent,
) -> Outcome:
    """Bring the folder up to date: make what is missing or stale, take away what has no record any more.

    `ask` reads from the store and `tell` writes to it. A folder that held papers before and is gone is
    made anew only with `make_folder`. `planned` is what `look` found, where no record changed since.
    Raises Trouble where the folder itself cannot be used, and Cancelled; what was written until then
    stays and is known.
    """
    from sacwatch.exchange import folders

    check_place(target.folder, watch_file)
    ledger: list[Written] = ask(lambda work: work.exports.in_folder(target.key))
    folders.ready(target.folder, make=make_folder or not ledger)
    folders.clear_parts(target.folder, now - _LEFT_HALF_MADE)
    if planned is None:
        today = now.astimezone(zone).date()
        planned = planning.plan(ask, target, today=today, zone=zone, progress=progress)
    return _Run(ask, tell, target, ledger, now, zone, progress).carry_out(planned)


class _Run:
    """One run over a folder. Every file that was written is noted at once, so that it may end anywhere."""

    def __init__(
        self,
        ask: Ask,
        tell: Tell,
        target: Target,
        ledger: list[Written],
        now: datetime,
        zone: tzinfo,
        progress: Progress,
    ) -> None:
        self._ask, self._tell, self._target = ask, tell, target
        self._ledger, self._now, self._zone = ledger, now, zone
        self._progress = progress
        self._known = {same_name(each.name): each for each in ledger}
        self._keep: set[str] = set()
        self._outcome = Outcome()

    def carry_out(self, planned: Sequence[Planned]) -> Outcome:
        outcome = self._outcome
        outcome.total = len(planned)
        wanting = [each for each in planned if each.standing is not Standing.CURRENT]
        outcome.current = len(planned) - len(wanting)
        self._keep = {same_name(each.name) for each in planned}
        for done, each in enumerate(wanting):
            self._progress(done, len(wanting), "job.papers")
            if not self._bring(each):
                outcome.waiting += len(wanting) - done - 1
                break
        self._withdraw()
        return outcome

    def _bring(self, each: Planned) -> bool:
        """Bring one file up to date; False where the folder takes none at all."""
        from sacwatch.exchange import folders

        try:
            gathered = reporting.collect(self._ask, each.order, zone=self._zone)
            self._write(each, gathered)
        except NotFound:
            # Its record was removed since the plan was made; so goes the file.
            self._keep.discard(same_name(each.name))
            self._outcome.total -= 1
        except StoreTrouble:
            raise
        except Trouble as trouble:
            self._outcome.troubles.append(trouble.problem)
            self._outcome.waiting += 1
            return not isinstance(trouble, folders.PlaceTrouble)
        return True

    def _write(self, each: Planned, gathered: Gathered) -> None:
        from sacwatch.exchange import folders

        path = self._target.folder / each.name
        # Looked at once more: others may have worked in the folder since the plan was made.
        written = self._known.get(same_name(each.name))
        theirs = planning.standing(path, gathered.fingerprint, written) in _THEIRS
        if theirs and self._recognised(path, each, gathered):
            return
        data = self._made(each.name, gathered, self._now)
        try:
            if theirs:
                aside = folders.write_keeping(path, data)
                key = "note.changed_kept" if written else "note.other_kept"
                self._outcome.notes.append(Problem(key, {"name": each.name, "copy": aside.name}))
            else:
                folders.write_whole(path, data)
        except folders.TargetBusy:
            name = self._copy_of(each, gathered) or self._write_copy(path, gathered, data)
            self._keep.add(same_name(name))
            raise Trouble("trouble.target_busy_copy", name=each.name, copy=name) from None
        self._note(each.name, gathered, data)
        self._outcome.written.append(each.name)

    def _made(self, name: str, gathered: Gathered, made_on: datetime) -> bytes:
        try:
            return reporting.make(gathered, made_on)
        except Exception as problem:
            # One paper that cannot be made must not hold up the others.
            logs.crash(type(problem), problem, problem.__traceback__)
            raise Trouble("trouble.paper_not_made", name=name) from problem

    def _recognised(self, path: Path, each: Planned, gathered: Gathered) -> bool:
        """Take a file for ours that is, byte by byte, what these records gave when it was made.

        So it is after a folder was moved, a backup restored, or the program killed at the wrong moment.
        """
        try:
            data = path.read_bytes()
        except OSError:
            return False
        imprint = reporting.imprint(data)
        if imprint is None:
            return False
        ours = self._made(each.name, gathered, imprint.made_on)
        if ours == data:
            self._note(each.name, gathered, data)
            self._outcome.current += 1
            return True
        mine = reporting.imprint(ours)
        if not self._ledger and mine is not None and mine.letterhead != imprint.letterhead:
            from sacwatch.exchange import folders

            raise folders.PlaceTrouble("trouble.folder_of_other_watch", name=self._target.folder.name)
        return False

    def _copy_of(self, each: Planned, gathered: Gathered) -> str | None:
        """Give the dated copy of an earlier run that still is what the busy file should be."""
        for written in self._ledger:
            same = (written.report, written.subject) == (each.order.report, each.order.subject)
            wanted = same and written.name != each.name and written.fingerprint == gathered.fingerprint
            if wanted and sha256_of(self._target.folder / written.name) == written.sha256:
                return written.name
        return None

    def _write_copy(self, path: Path, gathered: Gathered, data: bytes) -> str:
        from sacwatch.exchange import folders

        name = folders.write_beside(path, data, self._now.astimezone(self._zone)).name
        self._note(name, gathered, data)
        self._outcome.written.append(name)
        return name

    def _note(self, name: str, gathered: Gathered, data: bytes) -> None:
        written = Written(
            folder=self._target.key,
            name=name,
            report=gathered.order.report,
            subject=gathered.order.subject,
            fingerprint=gathered.fingerprint,
            sha256=hashlib.sha256(data).hexdigest(),
            written_at=self._now,
        )
        self._tell(lambda work: work.exports.keep(written))

    def _withdraw(self) -> None:
        """Take away files whose record is gone or whose dated copy is not needed any more.

        One that somebody changed stays; it is theirs now. Where the folder is away, all stays noted.
        """
        for written in self._ask(lambda work: work.exports.in_folder(self._target.key)):
            if same_name(written.name) in self._keep:
                continue
            self._progress(0, 0, "job.papers")
            path = self._target.folder / written.name
            if not os.path.lexists(path):
                if not self._target.folder.is_dir():
                    return
            elif not self._take_away(path, written):
                continue
            self._tell(partial(_forget, written))

    def _take_away(self, path: Path, written: Written) -> bool:
        """Remove a file unless somebody changed it; False where it must be tried again."""
        from sacwatch.exchange import folders

        there = sha256_of(path)
        if there is not None and there != written.sha256:
            self._outcome.notes.append(Problem("note.changed_stays", {"name": written.name}))
            return True
        try:
            folders.remove(path)
        except Trouble:
            self._outcome.troubles.append(Problem("trouble.cannot_withdraw", {"name": written.name}))
            self._outcome.waiting += 1
            return False
        self._outcome.removed.append(written.name)
        return True


def _forget(written: Written, work: Work) -> None:
    work.exports.drop(written.folder, written.name)
