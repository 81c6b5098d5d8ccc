"""A model of several places: whatever happens to records, folders and the program, a settled run is right.

What the model knows: what others put into each folder, which is theirs and must never be lost.
"""

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from sacwatch.domain.destinations import DestinationDraft, Sort
from sacwatch.domain.times import SACRAMENTO
from sacwatch.exchange import folders
from sacwatch.services import destinations, files, passphrases, patrols, reporting, syncing
from sacwatch.services.planning import Standing
from tests.davserver import ACCOUNT, PASSWORD, Server
from tests.making import NOW, TODAY, Desk, patrol_draft
from tests.services.test_passphrases import Memory

INDEX = "Latest papers.pdf"
PLACES = ("Mine", "Stick", "Shared", "Cloud")


class Killed(BaseException):
    """Stands for the end of the process: nothing catches it."""


class KeepingPlaces(RuleBasedStateMachine):
    """Four places: the stick comes and goes, what is shared waits for Release, the cloud is a real server."""

    @initialize()
    def begin(self):
        self.here = Path(tempfile.mkdtemp())
        self.desk = Desk.ready(self.here / "a.sacwatch")
        self.wait, folders._WAIT = folders._WAIT, 0
        self.replace = os.replace
        folders.os.replace = self._replaced
        self.shut, self.steps_left = set(), None
        self.logged, self.theirs, self.count = [], {name: set() for name in PLACES}, 0
        self.ids, self.moody = {}, False
        self.keeper, passphrases._keeper = passphrases._keeper, Memory
        for name in PLACES:
            self.folder(name).mkdir(parents=True)
        self.server = Server(self.folder("Cloud"))
        for name in PLACES:
            audience = "members" if name == "Shared" else "captain"
            where = {"address": str(self.folder(name))}
            if name == "Cloud":
                where = {"address": self.server.address, "sort": Sort.WEBDAV, "account": ACCOUNT}
            draft = DestinationDraft(name=name, audience=audience, **where)
            with self.desk.work() as work:
                made = destinations.add(work, draft, watch_file=self.desk.store.path)
            self.ids[name] = made.id
            if name == "Cloud":
                destinations.keep_password(made, PASSWORD)
        self.settled = False

    def teardown(self):
        if hasattr(self, "desk"):
            folders.os.replace = self.replace
            folders._WAIT = self.wait
            self.server.stop()
            passphrases._keeper = self.keeper
            self.desk.close()
            shutil.rmtree(self.here)

    # The world

    def _replaced(self, source, target):
        """Rename as the disk does, unless the process ends here or another program holds the file."""
        if self.steps_left is not None:
            self.steps_left -= 1
            if self.steps_left == 0:
                raise Killed
        if {str(source), str(target)} & self.shut:
            problem = PermissionError(errno.EACCES, "as on Windows")
            problem.winerror = 32
            raise problem
        self.replace(source, target)
        if self.steps_left is not None and self.steps_left == -1:
            raise Killed

    def ask(self, question):
        with self.desk.reading() as work:
            return question(work)

    def tell(self, deed):
        if self.steps_left is not None:
            self.steps_left -= 1
            if self.steps_left == 0:
                raise Killed
        with self.desk.work() as work:
            return deed(work)

    @property
    def how(self):
        return {"watch_file": self.desk.store.path, "now": self.desk.now, "zone": SACRAMENTO}

    def folder(self, name):
        return self.here / "drive" / "Papers" if name == "Stick" else self.here / name

    def away(self, name):
        return not self.folder(name).is_dir()

    def names(self, name):
        return sorted(each.name for each in self.folder(name).iterdir()) if not self.away(name) else []

    def draw_file(self, data):
        name = data.draw(st.sampled_from(PLACES))
        found = [each for each in self.names(name) if not each.startswith(".")]
        return (name, self.folder(name) / data.draw(st.sampled_from(found))) if found else (name, None)

    def run(self, release=True):
        self.desk.tick()
        looks = syncing.look_all(self.ask, **self.how)
        released = {each.target.id: each.released for each in looks} if release else {}
        self.desk.tick()
        return syncing.run_all(self.ask, self.tell, released=released, **self.how)

    # What happens

    @rule(day=st.integers(1, 5))
    def log(self, day):
        self.logged.append(self.desk.log(day=f"2026-09-{day:02}", entries=()).id)
        self.settled = False

    @precondition(lambda self: self.logged)
    @rule(data=st.data())
    def change(self, data):
        self.count += 1
        draft = patrol_draft(note=f"note {self.count}", entries=())
        with self.desk.work() as work:
            id_ = data.draw(st.sampled_from(self.logged))
            patrols.change(work, id_, draft, zone=SACRAMENTO, today=TODAY)
        self.settled = False

    @precondition(lambda self: self.logged)
    @rule(data=st.data())
    def remove(self, data):
        id_ = data.draw(st.sampled_from(self.logged))
        self.logged.remove(id_)
        with self.desk.work() as work:
            patrols.remove(work, id_)
        self.settled = False

    @rule()
    def undo(self):
        with self.desk.reading() as work:
            step = work.undoable()
        if step is not None and step.does.startswith("step.patrol"):
            with self.desk.work() as work:
                work.undo(step.id)
            with self.desk.reading() as work:
                self.logged = [
                    id_ for id_, _at in work.patrols.starts(NOW.replace(year=2000), NOW.replace(year=2030))
                ]
            self.settled = False

    @rule()
    def the_stick_goes_or_comes(self):
        one, other = self.here / "drive", self.here / "pocket"
        if one.is_dir():
            one.rename(other)
        else:
            other.rename(one)
        self.settled = False

    @rule(data=st.data())
    def somebody_edits_a_file(self, data):
        name, path = self.draw_file(data)
        if path is not None:
            self.count += 1
            self.theirs[name].discard(path.read_bytes())
            path.write_bytes(f"theirs {self.count}".encode())
            self.theirs[name].add(path.read_bytes())
            self.settled = False

    @rule(data=st.data())
    def somebody_deletes_a_file(self, data):
        name, path = self.draw_file(data)
        if path is not None:
            self.theirs[name].discard(path.read_bytes())
            path.unlink()
            self.settled = False

    @rule(data=st.data())
    def somebody_puts_a_file_there(self, data):
        name = data.draw(st.sampled_from(PLACES))
        if not self.away(name):
            self.count += 1
            wanted = data.draw(st.sampled_from(["Holiday.pdf", "Patrol hours 2026-09.pdf", INDEX]))
            path = self.folder(name) / wanted
            if path.exists():
                self.theirs[name].discard(path.read_bytes())
            path.write_bytes(f"theirs {self.count}".encode())
            self.theirs[name].add(path.read_bytes())
            self.settled = False

    @rule(data=st.data())
    def a_file_is_opened_in_another_program(self, data):
        _name, path = self.draw_file(data)
        if path is not None:
            self.shut.add(str(path))

    @rule()
    def every_file_is_closed(self):
        self.shut.clear()

    @rule(after=st.integers(0, 40))
    def the_line_to_the_server_breaks(self, after):
        self.server.drop_after, self.moody, self.settled = after, True, False

    @rule(method=st.sampled_from(["PUT", "MOVE", "DELETE", "PROPFIND"]))
    def the_server_refuses(self, method):
        self.server.refuse[method] = "507 Insufficient Storage" if method == "PUT" else "503 Busy"
        self.moody, self.settled = True, False

    @rule()
    def the_server_is_well_again(self):
        self.server.refuse.clear()
        self.server.drop_after, self.moody = None, False

    @rule(steps=st.integers(1, 14))
    def the_process_ends_in_the_middle(self, steps):
        self.steps_left = steps
        try:
            self.run()
        except Killed:
            pass
        finally:
            self.steps_left = None
        self.settled = False

    @rule()
    def nobody_pressed_release(self):
        before = {each: (self.folder("Shared") / each).read_bytes() for each in self.names("Shared")}
        # What was let go when the process ended is remembered, and goes there now.
        let_go = self.ask(lambda work: work.exports.released(self.ids["Shared"]))
        self.run(release=False)
        after = {each: (self.folder("Shared") / each).read_bytes() for each in self.names("Shared")}
        before.pop(INDEX, None), after.pop(INDEX, None)
        ours = {name: data for name, data in after.items() if data not in self.theirs["Shared"]}
        new = {name for name in ours if before.get(name) != ours[name]}
        assert let_go or not new, "nothing new went to the others"
        self.settled = False

    @rule()
    def settle(self):
        results = self.run()
        good = all(
            each.outcome and not each.outcome.troubles and not each.outcome.waiting for each in results
        )
        assert good or self.away("Stick") or self.shut or self.moody, results
        self.settled = not (self.shut or self.moody)

    # What must hold

    @invariant()
    def nothing_of_others_is_lost(self):
        for name in PLACES:
            folder = self.folder(name) if not self.away(name) else self.here / "pocket" / "Papers"
            if hasattr(self, "theirs"):
                there = {each.read_bytes() for each in folder.iterdir()} if folder.is_dir() else set()
                assert self.theirs[name] <= there, name

    @invariant()
    def every_file_that_is_seen_is_whole(self):
        for name in PLACES:
            for each in self.names(name):
                data = (self.folder(name) / each).read_bytes()
                whole = data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF")
                assert whole or each.startswith(".") or data.startswith(b"theirs"), each

    @invariant()
    def every_place_is_right_after_a_settled_run(self):
        if not getattr(self, "settled", False):
            return
        for look in syncing.look_all(self.ask, **self.how):
            name = look.target.called
            if self.away(name):
                continue
            assert look.waiting == 0 and {each.standing for each in look.planned} <= {Standing.CURRENT}
            ours = {
                each
                for each in self.names(name)
                if not each.startswith(".")
                and (self.folder(name) / each).read_bytes() not in self.theirs[name]
            }
            wanted = {each.name for each in look.planned}
            # The list of what lies there has another name where somebody's file has its own.
            lists = {each for each in ours if each.startswith(INDEX.removesuffix(".pdf"))}
            assert ours - lists == wanted and len(lists) <= 1, name
            for each in look.planned:
                data = (self.folder(name) / each.name).read_bytes()
                gathered = reporting.collect(self.ask, each.order, zone=SACRAMENTO)
                assert reporting.make(gathered, reporting.imprint(data).made_on) == data, each.name


TestKeepingPlaces = KeepingPlaces.TestCase
TestKeepingPlaces.settings = hypothesis_settings(max_examples=6, stateful_step_count=14)


class Longer(KeepingPlaces):
    """The same for much longer."""


TestLonger = pytest.mark.slow(Longer.TestCase)
TestLonger.settings = hypothesis_settings(max_examples=150, stateful_step_count=40)


RUN = """
import sys
from datetime import datetime
from pathlib import Path
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import files, syncing
from tests.making import NOW

with files.open_file(Path(sys.argv[1]), now=NOW, zone=SACRAMENTO) as store:
    now = datetime.fromisoformat(sys.argv[2])
    def ask(question):
        with store.reading(now=now) as work:
            return question(work)
    def tell(deed):
        with store.work(now=now, by="x") as work:
            return deed(work)
    print("begun", flush=True)
    syncing.run_all(ask, tell, watch_file=store.path, now=now, zone=SACRAMENTO)
"""


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_a_real_process_that_is_killed_at_any_moment(tmp_path, seed):
    desk = Desk.ready(tmp_path / "a.sacwatch")
    for day in range(1, 13):
        desk.log(day=f"2026-09-{day:02}", entries=())
    with desk.work() as work:
        draft = DestinationDraft(address=str(tmp_path / "Papers"))
        destinations.add(work, draft, watch_file=desk.store.path)
    desk.close()
    dice = random.Random(seed)
    for _turn in range(3):
        told = [sys.executable, "-c", RUN, str(desk.store.path), desk.now.isoformat()]
        child = subprocess.Popen(told, stdout=subprocess.PIPE, text=True)
        assert child.stdout.readline() == "begun\n"
        time.sleep(dice.uniform(0.0, 1.5))
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
    folder = tmp_path / "Papers"
    for each in folder.iterdir() if folder.is_dir() else ():
        assert each.name.startswith(".") or each.read_bytes().rstrip().endswith(b"%%EOF")
    with files.open_file(desk.store.path, now=NOW, zone=SACRAMENTO) as store:
        again = Desk(store, start=desk.now)

        def ask(question):
            with again.reading() as work:
                return question(work)

        def tell(deed):
            with again.work() as work:
                return deed(work)

        how = {"watch_file": store.path, "zone": SACRAMENTO}
        (result,) = syncing.run_all(ask, tell, now=again.tick(), **how)
        assert result.outcome.notes == [] and result.outcome.troubles == []
        (look,) = syncing.look_all(ask, now=again.now, **how)
        assert look.waiting == 0 and len(look.planned) == 13
        seen = {each.name for each in folder.iterdir() if not each.name.startswith(".")}
        assert seen == {each.name for each in look.planned} | {INDEX}
