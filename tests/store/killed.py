"""The process that the kill test kills: works in a file without a pause and says what it saved.

It is started once, and forks for each run that it is told of over its input, so that a run costs no
imports. Each deed is told of twice: `try` before it, `done` after its commit. With the mode
`before` the second word comes before the commit, which is what the kill test must find out.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from sacwatch.domain.kinds import Kind
from sacwatch.domain.patrols import EntryDraft, PatrolDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import drafts, incidents, patrols, undoing
from sacwatch.services.attachments import NewPhoto, Photos
from sacwatch.store.files import Store
from sacwatch.store.ids import new_id
from tests import quickkeys
from tests.making import TODAY, Desk, incident_draft, patrol_draft

HOW = {"zone": SACRAMENTO, "today": TODAY}
PHOTO = NewPhoto("a.jpg", "image/jpeg", bytes(range(256)) * 200, 2, 1)
WINDOW = 0.06
"""Seconds between the word and the commit in the mode in which the word comes too early."""


def say(word: str, told: Any) -> None:
    os.write(1, f"{word}\t{json.dumps(told)}\n".encode())


class Worker:
    """Does one deed after another until it is killed."""

    def __init__(self, path: Path, secret: str | None, seed: int, mode: str, every: float) -> None:
        self.desk = Desk(Store.open(path, secret))
        self.desk.now += timedelta(hours=1)
        self.chance = random.Random(seed)
        self.early = mode == "before"
        self.every = every
        self.count = 0
        self.alive: dict[str, list[int]] = {}
        self.next_draft = 0.0

    def run(self) -> None:
        say("ready", os.getpid())
        while True:
            if time.monotonic() >= self.next_draft:
                self.keep_draft()
            self.chance.choice([self.log, self.log, self.change, self.remove, self.record])()

    def deed(self, act: Any, kind: str, id_: str, state: list[int] | None) -> None:
        """Do something to one record, after which it is in this state."""
        told = [kind, id_, state]
        say("try", told)
        made = iter([id_])
        with self.desk.work(new_id=lambda: next(made, None) or new_id()) as work:
            act(work)
            if self.early:
                say("done", told)
                time.sleep(WINDOW)
        if not self.early:
            say("done", told)

    def keep_draft(self) -> None:
        """Keep what was typed up to now, as a form does every so often."""
        typed = time.monotonic()
        self.next_draft = typed + self.every
        with self.desk.work() as work:
            drafts.keep(work, "form", Kind.PATROL, None, {"typed": typed})
        say("draft", typed)

    def draft(self) -> tuple[PatrolDraft, list[int]]:
        self.count += 1
        lines = self.chance.randrange(8)
        entries = tuple(EntryDraft(seen=f"line {number} of {self.count}") for number in range(lines))
        return patrol_draft(note=f"{self.count}", entries=entries), [self.count, lines]

    def log(self) -> None:
        draft, state = self.draft()
        photos = Photos(added=(PHOTO,)) if self.chance.random() < 0.2 else Photos()
        id_ = new_id()
        self.deed(lambda work: patrols.log(work, draft, photos=photos, **HOW), "patrol", id_, state)
        self.alive[id_] = state

    def change(self) -> None:
        if not self.alive:
            return
        id_ = self.chance.choice(sorted(self.alive))
        draft, state = self.draft()
        self.deed(lambda work: patrols.change(work, id_, draft, **HOW), "patrol", id_, state)
        if self.chance.random() < 0.4:
            self.deed(lambda work: undoing.undo(work), "patrol", id_, self.alive[id_])
        else:
            self.alive[id_] = state

    def remove(self) -> None:
        if len(self.alive) < 3:
            return
        id_ = self.chance.choice(sorted(self.alive))
        self.deed(lambda work: patrols.remove(work, id_), "patrol", id_, None)
        if self.chance.random() < 0.6:
            self.deed(lambda work: undoing.undo(work), "patrol", id_, self.alive[id_])
            if self.chance.random() < 0.5:
                self.deed(lambda work: undoing.redo(work), "patrol", id_, None)
                del self.alive[id_]
        else:
            del self.alive[id_]

    def record(self) -> None:
        self.count += 1
        draft = replace(incident_draft(), note=f"{self.count}")
        id_ = new_id()
        self.deed(lambda work: incidents.record(work, draft, **HOW), "incident", id_, [self.count, 0])


def main() -> None:
    quickkeys.use()
    # The first deed of a run does not wait for what every process has to load once.
    if len(sys.argv) > 1:
        warm = Desk.ready(Path(sys.argv[1]))
        warm.log()
        warm.close()
    say("waiting", None)
    for line in sys.stdin:
        path, secret, seed, mode, every = json.loads(line)
        if os.fork() == 0:
            try:
                Worker(Path(path), secret, seed, mode, every).run()
            finally:
                os._exit(3)
        os.wait()
        say("killed", None)


if __name__ == "__main__":
    main()
