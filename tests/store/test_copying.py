"""A large file is copied while work in it goes on: the copy is of one moment, and nobody waits for it."""

import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from sacwatch.domain.drafts import KeptDraft
from sacwatch.domain.errors import Cancelled
from sacwatch.domain.kinds import Kind
from sacwatch.services import files
from sacwatch.store.checking import check
from sacwatch.store.errors import Busy
from sacwatch.store.files import Store
from tests.making import Desk

LARGE = 30_000_000
STEP = 2048 * 4096
"""Bytes that are copied between two reports of progress."""


@pytest.fixture(params=["documents", "Dropbox"], ids=["log", "rollback journal"])
def large(request, tmp_path):
    """Give an open file of 30 MB."""
    (tmp_path / request.param).mkdir()
    desk = Desk.ready(tmp_path / request.param / "a.sacwatch")
    with desk.work() as work:
        work.attachments.keep_bytes(os.urandom(LARGE))
    desk.store.rest()
    yield desk
    desk.close()


def keep_draft(desk, number):
    desk.tick()
    with desk.work() as work:
        work.drafts.keep(KeptDraft("d", Kind.PATROL, None, desk.now, {"note": str(number)}))


def draft(store, now):
    with store.reading(now=now) as work:
        return [each.data["note"] for each in work.drafts.all()]


class Held:
    """A copy in another thread that makes each step when the test lets it."""

    def __init__(self, desk, target):
        self.steps, self.cancel, self._gate, self._told = 0, False, threading.Semaphore(0), threading.Event()
        self._pool = ThreadPoolExecutor(1)
        self.answer = self._pool.submit(files.save_copy, desk.store, target, self._progress)
        assert self._told.wait(20)

    def _progress(self, done, total):
        self.steps += 1
        self._told.set()
        assert self._gate.acquire(timeout=20)
        if self.cancel:
            raise Cancelled

    def go(self, steps):
        self._gate.release(steps)

    def end(self):
        self.go(1000)
        self._pool.shutdown()
        return self.answer.result()


def test_drafts_are_kept_while_a_copy_is_on_its_way(large, tmp_path):
    target = tmp_path / "copy.sacwatch"
    keep_draft(large, 0)
    held = Held(large, target)
    # With a rollback journal a copy begins anew so often and no more; then who writes waits for it.
    last = 5 if large.store.path.parent.name == "documents" else 2
    for number in range(1, last + 1):
        keep_draft(large, number)
        large.store.rest()
        held.go(1)
    assert not held.answer.done()
    held.end()
    assert draft(large.store, large.now) == [str(last)]
    with Store.open(target) as copy:
        assert check(copy).good
        (copied,) = draft(copy, large.now)
    pages = target.stat().st_size // STEP + 1
    if large.store.path.parent.name == "documents":
        assert copied == "0", "the copy is of the moment at which it began"
        assert held.steps <= pages + 2, "and it never began anew"


def test_a_copy_comes_to_an_end_however_often_others_write(large, tmp_path):
    """Where writing makes it begin anew, the writers wait for it in the end."""
    target, steps, refused = tmp_path / "copy.sacwatch", [], []
    other = Store.open(large.store.path)
    other._connection.execute("PRAGMA busy_timeout = 0")

    def write(done, total):
        steps.append(done)
        try:
            keep_draft(Desk(other, start=large.now), len(steps))
        except Busy:
            refused.append(len(steps))

    files.save_copy(large.store, target, write)
    other.close()
    assert len(steps) < 30
    assert bool(refused) is (large.store.path.parent.name == "Dropbox")
    with Store.open(target) as copy:
        assert check(copy).good


def test_a_copy_that_is_cancelled_at_its_last_step_leaves_nothing(large, tmp_path):
    target, seen = tmp_path / "copy.sacwatch", []

    def progress(done, total):
        seen.append((done, total))
        if len(seen) > 1 and seen[-2][0] == seen[-2][1]:
            raise Cancelled

    with pytest.raises(Cancelled):
        files.save_copy(large.store, target, progress)
    assert [each for each in tmp_path.iterdir() if each.is_file()] == []


def test_a_file_that_vanished_is_copied_by_the_thread_that_it_belongs_to(large, tmp_path):
    large.store.path.unlink()
    asked = []

    def in_lane(copy):
        asked.append(True)
        copy()

    files.save_copy(large.store, tmp_path / "copy.sacwatch", in_lane=in_lane)
    assert asked == [True]
    with Store.open(tmp_path / "copy.sacwatch") as copy:
        assert copy.contents().watches == ("Boulevard Park Watch",)


def test_emptying_the_log_waits_for_nobody(large):
    keep_draft(large, 1)
    reader = large.store.connection()
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM draft").fetchone()
    begun = time.monotonic()
    large.store.rest()
    assert time.monotonic() - begun < 4, "a save waits five seconds for its turn, this does not"
    assert large.store._connection.execute("PRAGMA busy_timeout").fetchone() == (5000,)
    reader.execute("ROLLBACK")
    reader.close()
    large.store.rest()
    log = large.store.path.with_name(large.store.path.name + "-wal")
    assert not log.exists() or not log.stat().st_size
