"""The folder of papers, on real folders: what is made, kept, set aside and taken away.

A file that another program holds open cannot be had on Linux, so `os.replace` and `Path.unlink` say
for some files what Windows would say.
"""

import errno
import os
import shutil
import subprocess
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import Engine, event

from sacwatch import paths, words
from sacwatch.domain.audiences import Audience
from sacwatch.domain.errors import Cancelled, Trouble
from sacwatch.domain.times import SACRAMENTO
from sacwatch.exchange import folders
from sacwatch.services import (
    backups,
    incidents,
    patrols,
    placenames,
    planning,
    reporting,
    syncing,
    wanted,
    watches,
)
from sacwatch.services.planning import Standing
from sacwatch.services.syncing import Target
from tests.making import TODAY, Desk, patrol_draft, watch_draft

LOG = "Patrol log 2026-09-19 2030.pdf"
HOURS = "Patrol hours 2026-09.pdf"
SUMMARY = "Incident summary 2026-09.pdf"
INDEX = "Latest papers.pdf"
BESIDE = "Patrol log 2026-09-19 2030 (SacWatch).pdf"


class Folder:
    """The folder of papers of a desk, as it is on the disk."""

    def __init__(self, desk, path: Path, **how) -> None:
        self.desk, self.path = desk, path
        self.target = Target(path, **how)

    def ask(self, question):
        with self.desk.reading() as work:
            return question(work)

    def tell(self, deed):
        with self.desk.work() as work:
            return deed(work)

    def sync(self, **how):
        outcome = syncing.run(
            self.ask,
            self.tell,
            how.pop("target", self.target),
            watch_file=self.desk.store.path,
            now=self.desk.now,
            zone=SACRAMENTO,
            **how,
        )
        for problem in (*outcome.troubles, *outcome.notes):
            assert words.sentence(problem.key, problem.values)
        return outcome

    def look(self):
        return syncing.look(self.ask, watch_file=self.desk.store.path, now=self.desk.now, zone=SACRAMENTO)

    def plan(self, **how):
        target = how.pop("target", self.target)
        found = planning.plan(self.ask, target, today=TODAY, zone=SACRAMENTO, **how)
        return {each.name: each.standing for each in found}

    @property
    def names(self):
        """The files in it but for the list of them."""
        lying = self.path.iterdir() if self.path.is_dir() else ()
        return sorted(each.name for each in lying if each.name != INDEX)

    @property
    def ledger(self):
        known = self.ask(lambda work: work.exports.in_folder(self.target.key))
        return {each.name: each for each in known if each.name != INDEX}

    def read(self, name):
        return (self.path / name).read_bytes()


@pytest.fixture
def papers(desk, tmp_path, monkeypatch):
    """Give the folder of a watch with a patrol and an incident, not made yet."""
    monkeypatch.setattr(folders, "_WAIT", 0)
    papers = Folder(desk, tmp_path / "Papers")
    papers.patrol = desk.log()
    papers.incident = desk.record()
    papers.tell(lambda work: syncing.choose(work, papers.target, watch_file=desk.store.path))
    return papers


@pytest.fixture
def held(monkeypatch):
    """Let some files be held open by another program."""
    shut: set[Path] = set()
    replace, unlink = os.replace, Path.unlink

    def refuse(*those):
        if any(Path(each) in shut for each in those):
            problem = PermissionError(errno.EACCES, "as on Windows")
            problem.winerror = 32
            raise problem

    def replaced(source, target):
        refuse(source, target)
        replace(source, target)

    def unlinked(self, missing_ok=False):
        refuse(self)
        unlink(self, missing_ok=missing_ok)

    monkeypatch.setattr(folders.os, "replace", replaced)
    monkeypatch.setattr(Path, "unlink", unlinked)
    return shut


def change(papers, **said):
    with papers.desk.work() as work:
        papers.patrol = patrols.change(
            work, papers.patrol.id, patrol_draft(**said), zone=SACRAMENTO, today=TODAY
        )


def keys(problems):
    return [each.key for each in problems]


def test_the_first_run_makes_everything_and_the_second_nothing(papers):
    first = papers.sync()
    assert papers.names == sorted([LOG, HOURS, SUMMARY])
    assert sorted(first.written) == papers.names and first.total == 3
    before = {name: (papers.path / name).stat().st_mtime_ns for name in papers.names}
    second = papers.sync()
    assert (second.written, second.current, second.removed) == ([], 3, [])
    assert before == {name: (papers.path / name).stat().st_mtime_ns for name in papers.names}


def test_only_what_changed_is_made_again(papers):
    papers.sync()
    change(papers, finish="22:30")
    look = papers.look()
    assert (len(look.planned), look.waiting) == (3, 2)
    assert papers.sync().written == [LOG, HOURS]
    assert papers.look().waiting == 0
    change(papers, finish="22:30", note="Another note", weather="fog", area="Elsewhere", entries=())
    assert papers.sync().written == [LOG], "the hours of the month show nothing of that"


def test_what_was_seen_need_not_be_looked_at_again(papers, monkeypatch):
    papers.sync()
    change(papers, finish="22:30")
    seen = papers.look().planned
    monkeypatch.setattr(planning, "plan", None)
    assert set(papers.sync(planned=seen).written) == {LOG, HOURS}


def test_two_patrols_of_the_same_minute_get_two_names(papers):
    twin = papers.desk.log(area="Elsewhere", entries=())
    papers.sync()
    second = "Patrol log 2026-09-19 2030 (2).pdf"
    assert {LOG, second} <= set(papers.names)
    with papers.desk.work() as work:
        patrols.remove(work, papers.patrol.id)
    outcome = papers.sync()
    assert second in outcome.removed and LOG in papers.names and second not in papers.names
    assert papers.ledger[LOG].subject == twin.id


def test_names_that_some_file_system_takes_for_one_are_told_apart():
    taken: set[str] = set()
    given = [
        placenames.own_name(name, taken) for name in ("A.pdf", "a.pdf", "Zoë.pdf", "Zoe\u0308.pdf", "A.PDF")
    ]
    assert given[:4] == ["A.pdf", "a (2).pdf", "Zoë.pdf", "Zoe\u0308 (2).pdf"]
    assert len({placenames.same_name(each) for each in given}) == 5


def test_what_somebody_changed_is_kept_and_made_again(papers):
    papers.sync()
    (papers.path / LOG).write_bytes(b"%PDF with the officer's marks")
    assert papers.plan()[LOG] is Standing.CHANGED
    outcome = papers.sync()
    copy = "Patrol log 2026-09-19 2030 (changed copy).pdf"
    assert keys(outcome.notes) == ["note.changed_kept"] and outcome.troubles == []
    assert papers.read(copy) == b"%PDF with the officer's marks"
    assert papers.read(LOG).startswith(b"%PDF-1.")
    # It is theirs now: later runs leave it alone, also when the record goes.
    with papers.desk.work() as work:
        patrols.remove(work, papers.patrol.id)
    papers.sync()
    assert papers.names == [SUMMARY, copy]


def test_another_file_of_that_name_is_left_as_it_is(papers):
    papers.path.mkdir()
    (papers.path / LOG).write_text("my own notes")
    (papers.path / BESIDE).mkdir()
    (papers.path / INDEX).write_text("my own list")
    second = BESIDE.replace(")", " 2)")
    assert papers.plan()[second] is Standing.MISSING
    before = (papers.path / LOG).stat()
    outcome = papers.sync()
    assert [each.values for each in outcome.notes if each.key == "note.other_stays"] == [
        {"name": LOG, "copy": second},
        {"name": INDEX, "copy": "Latest papers (SacWatch).pdf"},
    ]
    assert outcome.troubles == [] and outcome.waiting == 0
    assert papers.read(LOG) == b"my own notes" and (papers.path / LOG).stat() == before
    assert papers.read(INDEX) == b"my own list"
    # The name stays, is kept current, and theirs is not even read.
    assert papers.look().waiting == 0
    change(papers, note="Another note")
    outcome = papers.sync()
    assert second in outcome.written and outcome.notes == [] and papers.read(LOG) == b"my own notes"
    lying = papers.path.rename(papers.path.with_name("elsewhere"))
    assert second in {each.name for each in papers.look().planned}
    lying.rename(papers.path)
    # Theirs is gone: the paper has its own name again.
    (papers.path / LOG).unlink()
    outcome = papers.sync()
    assert (outcome.written, outcome.removed) == ([LOG], [second])


def test_a_file_that_somebody_puts_there_in_the_middle_is_left_as_it_is(papers):
    seen = papers.look().planned
    papers.path.mkdir()
    (papers.path / LOG).write_text("my own notes")
    outcome = papers.sync(planned=seen)
    assert keys(outcome.notes) == ["note.other_stays"] and BESIDE in outcome.written
    assert papers.read(LOG) == b"my own notes"
    assert papers.plan()[BESIDE] is Standing.CURRENT


def test_a_folder_named_for_once_has_the_list_of_what_lies_there_too(papers):
    assert papers.target.destination is None
    papers.sync()
    listed = papers.read(INDEX)
    assert listed.startswith(b"%PDF-1.")
    assert papers.sync().written == [] and papers.read(INDEX) == listed


def test_a_removed_record_takes_its_paper_with_it(papers):
    other = papers.desk.log(day="2026-08-12")
    papers.sync()
    with papers.desk.work() as work:
        patrols.remove(work, other.id)
    outcome = papers.sync()
    assert sorted(outcome.removed) == ["Patrol hours 2026-08.pdf", "Patrol log 2026-08-12 2030.pdf"]
    assert papers.names == sorted([LOG, HOURS, SUMMARY])
    assert sorted(papers.ledger) == papers.names


def test_a_changed_paper_of_a_removed_record_stays_and_is_named_once(papers):
    papers.sync()
    (papers.path / LOG).write_bytes(b"marked")
    with papers.desk.work() as work:
        patrols.remove(work, papers.patrol.id)
    outcome = papers.sync()
    assert keys(outcome.notes) == ["note.changed_stays"] and outcome.waiting == 0
    assert papers.read(LOG) == b"marked"
    assert papers.sync().notes == [] and papers.read(LOG) == b"marked"


def test_papers_older_than_a_year_leave_the_folder(papers):
    old = papers.desk.log(day="2025-10-02")
    papers.sync()
    assert "Patrol log 2025-10-02 2030.pdf" in papers.names
    papers.desk.now += timedelta(days=30)
    assert "Patrol log 2025-10-02 2030.pdf" in papers.sync().removed
    with papers.desk.reading() as work:
        assert work.patrols.get(old.id)


def test_an_open_file_gets_a_dated_copy_that_goes_when_it_is_free(papers, held):
    papers.sync()
    old = papers.read(LOG)
    change(papers, note="Another note")
    held.add(papers.path / LOG)
    at = papers.desk.now.astimezone(SACRAMENTO)
    outcome = papers.sync()
    (copy,) = [name for name in papers.names if name.startswith("Patrol log") and name != LOG]
    assert copy == f"Patrol log 2026-09-19 2030 ({at:%Y-%m-%d %H%M}).pdf"
    assert keys(outcome.troubles) == ["trouble.target_busy_copy"] and outcome.waiting == 1
    assert papers.read(LOG) == old and papers.read(copy) != old
    # Still open, nothing new: the same copy does.
    again = papers.sync()
    assert again.written == [] and keys(again.troubles) == ["trouble.target_busy_copy"]
    assert [name for name in papers.names if name.startswith("Patrol log")] == sorted([LOG, copy])
    # Still open, and changed once more: a newer copy takes the place of the older one.
    papers.desk.tick()
    change(papers, note="A third note")
    papers.sync()
    logs = [name for name in papers.names if name.startswith("Patrol log")]
    assert len(logs) == 2 and copy not in logs
    # Free again.
    held.clear()
    outcome = papers.sync()
    assert outcome.troubles == [] and len(outcome.removed) == 1
    assert papers.names == sorted([LOG, HOURS, SUMMARY]) == sorted(papers.ledger)


def test_a_changed_file_that_is_open_gets_a_dated_copy_too(papers, held):
    papers.sync()
    (papers.path / LOG).write_bytes(b"marked and open")
    held.add(papers.path / LOG)
    outcome = papers.sync()
    assert keys(outcome.troubles) == ["trouble.target_busy_copy"]
    assert papers.read(LOG) == b"marked and open"
    held.clear()
    outcome = papers.sync()
    assert keys(outcome.notes) == ["note.changed_kept"]
    assert papers.read("Patrol log 2026-09-19 2030 (changed copy).pdf") == b"marked and open"
    assert len(papers.names) == 4


def test_a_paper_of_a_removed_record_that_is_open_goes_the_next_time(papers, held):
    papers.sync()
    held.add(papers.path / LOG)
    with papers.desk.work() as work:
        patrols.remove(work, papers.patrol.id)
    outcome = papers.sync()
    assert keys(outcome.troubles) == ["trouble.cannot_withdraw"] and LOG in papers.ledger
    assert papers.look().waiting == 1
    held.clear()
    assert papers.sync().removed == [LOG]


def test_a_dated_copy_never_takes_the_place_of_another_file(papers, held):
    papers.sync()
    change(papers, note="Another note")
    held.add(papers.path / LOG)
    stamp = papers.desk.now.astimezone(SACRAMENTO)
    theirs = papers.path / f"Patrol log 2026-09-19 2030 ({stamp:%Y-%m-%d %H%M}).pdf"
    theirs.write_bytes(b"theirs")
    papers.sync()
    assert theirs.read_bytes() == b"theirs"
    assert len(papers.names) == 5


@pytest.mark.parametrize("how", [{"audience": Audience.PUBLIC}, {"large": True}])
def test_another_audience_or_size_makes_every_paper_again(papers, how):
    papers.sync()
    before = {name: papers.read(name) for name in papers.names}
    outcome = papers.sync(target=Target(papers.path, **how))
    assert sorted(outcome.written) == sorted(before)
    assert all(papers.read(name) != data for name, data in before.items())


def test_a_folder_that_was_never_there_is_made_and_one_that_went_away_only_on_request(papers):
    assert papers.look().problem is None
    papers.sync(make_folder=False)
    shutil.rmtree(papers.path)
    assert papers.look().problem.key == "trouble.target_folder_gone"
    with pytest.raises(Trouble) as gone:
        papers.sync(make_folder=False)
    assert gone.value.problem.key == "trouble.target_folder_gone" and not papers.path.exists()
    assert len(papers.ledger) == 3
    assert len(papers.sync().written) == 3


def test_a_missing_drive_is_not_made(papers, tmp_path):
    target = Target(tmp_path / "stick" / "Papers")
    with pytest.raises(Trouble) as gone:
        papers.sync(target=target)
    assert gone.value.problem.key == "trouble.target_folder_gone"
    assert not (tmp_path / "stick").exists()


def test_a_stick_that_is_pulled_in_the_middle_comes_back_as_it_was(papers, tmp_path, monkeypatch):
    papers.sync()
    change(papers, note="Another note", finish="22:30")
    away = tmp_path / "away"
    make = reporting.make

    def pulled(gathered, now):
        if papers.path.exists():
            papers.path.rename(away)
        return make(gathered, now)

    monkeypatch.setattr(reporting, "make", pulled)
    outcome = papers.sync()
    assert keys(outcome.troubles) == ["trouble.target_folder_gone"] and outcome.waiting == 2
    assert len(papers.ledger) == 3
    monkeypatch.undo()
    away.rename(papers.path)
    outcome = papers.sync()
    assert set(outcome.written) == {LOG, HOURS} and outcome.notes == [] and len(papers.names) == 3


def test_a_file_in_place_of_the_folder(papers):
    papers.path.write_text("a file")
    with pytest.raises(Trouble) as refused:
        papers.sync()
    assert refused.value.problem.key == "trouble.folder_is_file"
    assert papers.look().problem.key == "trouble.folder_is_file"


def test_a_protected_folder_is_said_once_and_not_for_each_paper(papers, monkeypatch):
    papers.path.mkdir()
    access = os.access
    monkeypatch.setattr(
        folders.os, "access", lambda path, mode: Path(path) != papers.path and access(path, mode)
    )
    with pytest.raises(Trouble) as refused:
        papers.sync()
    assert refused.value.problem.key == "trouble.folder_read_only"


@pytest.mark.parametrize("inside", ["", "deep/down"])
def test_the_apps_own_folders_are_refused(papers, own_home, inside):
    for own in (paths.app_data(), backups.folder(papers.desk.store.path)):
        target = Target(own / inside)
        with pytest.raises(Trouble) as refused:
            papers.sync(target=target)
        assert refused.value.problem.key == "trouble.folder_is_our_own"
        with pytest.raises(Trouble), papers.desk.work() as work:
            syncing.choose(work, target, watch_file=papers.desk.store.path)
    link = papers.path.with_name("link")
    link.symlink_to(paths.app_data())
    with pytest.raises(Trouble):
        syncing.check_place(link, papers.desk.store.path)
    syncing.check_place(papers.desk.store.path.parent, papers.desk.store.path)


def test_the_chosen_folder_is_a_setting_that_can_be_undone(papers):
    papers.tell(lambda work: work.undo(work.history(limit=1)[0].id))
    assert papers.ask(syncing.target_of) is None and papers.look().target is None
    target = Target(papers.path, Audience.MEMBERS, True)
    papers.tell(lambda work: syncing.choose(work, target, watch_file=papers.desk.store.path))
    assert papers.ask(syncing.target_of) == target
    papers.tell(lambda work: work.undo(work.history(limit=1)[0].id))
    assert papers.ask(syncing.target_of) is None
    papers.tell(lambda work: syncing.choose(work, target, watch_file=papers.desk.store.path))
    papers.tell(lambda work: syncing.choose(work, None, watch_file=papers.desk.store.path))
    assert papers.ask(syncing.target_of) is None


def test_a_folder_is_the_same_however_it_is_spelled(papers):
    papers.sync()
    spelled = Target(papers.path / ".." / "Papers")
    assert papers.sync(target=spelled).current == 3


def test_a_folder_that_was_moved_or_a_lost_ledger_is_recognised(papers, tmp_path):
    papers.sync()
    moved = papers.path.rename(tmp_path / "Moved")
    outcome = papers.sync(target=Target(moved))
    # Only the list of what lies there is made anew, as its days are others.
    assert (outcome.current, outcome.written) == (3, [])
    assert [each.values["name"] for each in outcome.notes] == [INDEX]
    papers.tell(lambda work: [work.exports.drop(Target(moved).key, name) for name in (LOG, HOURS)])
    change(papers, note="Another note", weather="fog")
    outcome = papers.sync(target=Target(moved))
    # A log that its records no longer give cannot be told from somebody else's and is kept. The hours
    # show neither note nor weather, so they come out as before.
    assert outcome.written == [LOG] and keys(outcome.notes) == ["note.other_kept"]


def test_a_run_that_was_killed_between_file_and_ledger_goes_on(papers):
    told = []

    def killed(deed):
        told.append(deed)
        if len(told) == 2:
            raise KeyboardInterrupt
        return papers.tell(deed)

    with pytest.raises(KeyboardInterrupt):
        syncing.run(
            papers.ask,
            killed,
            papers.target,
            watch_file=papers.desk.store.path,
            now=papers.desk.now,
            zone=SACRAMENTO,
        )
    assert len(papers.names) == 1 and list(papers.ledger) == papers.names
    papers.desk.tick()
    outcome = papers.sync()
    assert outcome.notes == [] and outcome.current == 1 and len(outcome.written) == 2
    assert len(papers.names) == 3 == len(papers.ledger)


def test_another_watch_does_not_take_over_the_folder(papers, tmp_path):
    papers.sync()
    other = Desk.ready(tmp_path / "other.sacwatch")
    with other.work() as work:
        watches.change(work, watch_draft(name="The Other Watch"), today=TODAY)
    other.log(note="Another watch's note")
    theirs = Folder(other, papers.path)
    outcome = theirs.sync()
    assert keys(outcome.troubles) == ["trouble.folder_of_other_watch"] and outcome.written == []
    assert papers.sync().current == 3
    other.close()


def test_cancelling_leaves_what_is_done_and_known(papers):
    for day in range(1, 8):
        papers.desk.log(day=f"2026-09-{day:02}")

    def progress(done, total, doing=""):
        if doing == "job.papers" and done == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        papers.sync(progress=progress)
    assert len(papers.names) == 3 and sorted(papers.ledger) == papers.names
    outcome = papers.sync()
    assert outcome.current == 3 and len(outcome.written) == 7 and outcome.notes == []


def test_cancelling_while_comparing_writes_nothing(papers):
    def progress(done, total, doing=""):
        assert doing == "job.comparing"
        raise Cancelled

    with pytest.raises(Cancelled):
        papers.sync(progress=progress)
    assert papers.names == []


def test_a_record_that_goes_in_the_middle(papers, monkeypatch):
    seen = papers.look().planned
    with papers.desk.work() as work:
        patrols.remove(work, papers.patrol.id)
    outcome = papers.sync(planned=seen)
    assert outcome.troubles == [] and LOG not in papers.names


def test_a_file_that_somebody_changes_in_the_middle_is_kept(papers):
    papers.sync()
    change(papers, note="Another note")
    seen = papers.look().planned
    (papers.path / LOG).write_bytes(b"marked just now")
    outcome = papers.sync(planned=seen)
    assert keys(outcome.notes) == ["note.changed_kept"]
    assert papers.read("Patrol log 2026-09-19 2030 (changed copy).pdf") == b"marked just now"


def test_a_paper_that_cannot_be_made_holds_up_no_other(papers, monkeypatch, caplog):
    make = reporting.make

    def broken(gathered, now):
        if gathered.order.report == "patrol-log":
            raise ZeroDivisionError("a bug")
        return make(gathered, now)

    monkeypatch.setattr(reporting, "make", broken)
    outcome = papers.sync()
    assert keys(outcome.troubles) == ["trouble.paper_not_made"]
    assert papers.names == sorted([HOURS, SUMMARY])
    assert "Delgado" not in caplog.text


def test_a_file_that_cannot_be_read_is_not_taken_for_changed(papers, monkeypatch):
    papers.sync()
    real = Path.read_bytes

    def shut(self):
        if self.name == LOG:
            raise PermissionError(errno.EACCES, "held without sharing")
        return real(self)

    monkeypatch.setattr(Path, "read_bytes", shut)
    assert papers.plan()[LOG] is Standing.CURRENT
    assert papers.sync().current == 3


def test_half_made_files_of_a_killed_run_are_cleared(papers):
    papers.path.mkdir()
    left = papers.path / ".sacwatch-0123456789ab.part"
    left.write_bytes(b"half")
    long_ago = papers.desk.now.timestamp() - 7200
    os.utime(left, (long_ago, long_ago))
    papers.sync()
    assert not left.exists()


@pytest.fixture
def tiny(tmp_path):
    """Give a folder on a file system of 64 kB, where this process may mount one."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    if shutil.which("mount") is None:
        pytest.skip("no file system of a chosen size can be mounted here")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"mounting is not permitted here: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_disk_that_may_really_not_be_written_is_said_once_and_caught_up(papers, tiny):
    subprocess.run(["mount", "-o", "remount,size=4m", str(tiny)], check=True)
    here = Folder(papers.desk, tiny)
    here.sync()
    change(papers, finish="22:30")
    subprocess.run(["mount", "-o", "remount,ro", str(tiny)], check=True)
    before = {name: here.read(name) for name in here.names}
    with pytest.raises(Trouble) as refused:
        here.sync()
    assert refused.value.problem.key == "trouble.folder_read_only"
    assert {name: here.read(name) for name in here.names} == before
    subprocess.run(["mount", "-o", "remount,rw", str(tiny)], check=True)
    assert set(here.sync().written) == {LOG, HOURS}


def test_a_really_full_disk_in_the_middle(papers, tiny):
    for day in range(1, 8):
        papers.desk.log(day=f"2026-09-{day:02}")
    here = Folder(papers.desk, tiny)
    outcome = here.sync()
    assert keys(outcome.troubles) == ["trouble.target_disk_full"]
    assert 0 < len(here.names) < 10 and sorted(here.ledger) == here.names
    assert outcome.waiting == 10 - len(here.names)
    for name in here.names:
        assert here.read(name).startswith(b"%PDF-") and here.read(name).rstrip().endswith(b"%%EOF")
    subprocess.run(["mount", "-o", "remount,size=4m", str(tiny)], check=True)
    again = here.sync()
    assert again.waiting == 0 and len(here.names) == 10 and again.notes == []


def test_the_store_is_asked_in_short_questions(papers):
    """Whoever types waits for one question at most, however many papers there are."""
    for day in range(1, 19):
        papers.desk.log(day=f"2026-09-{day:02}")
    papers.sync()
    asked, rows = [], 0

    def count(*_about):
        nonlocal rows
        rows += 1

    def ask(question):
        nonlocal rows
        rows = 0
        with papers.desk.reading() as work:
            answer = question(work)
        asked.append(rows)
        return answer

    papers.tell(lambda work: work.exports.saw(papers.target.key, papers.names, "of another day"))
    event.listen(Engine, "before_cursor_execute", count)
    try:
        planning.plan(ask, papers.target, today=TODAY, zone=SACRAMENTO)
    finally:
        event.remove(Engine, "before_cursor_execute", count)
    assert len(asked) > 18
    assert max(asked) <= 12, asked


def test_the_months_are_civil_ones(desk):
    late = desk.log(day="2026-08-31", start="23:30", finish="0:30", entries=())
    orders = wanted.orders(
        Folder(desk, Path()).ask, audience=Audience.CAPTAIN, large=False, today=TODAY, zone=SACRAMENTO
    )
    assert [(each.report, each.subject) for each in orders] == [
        ("patrol-log", late.id),
        ("patrol-hours", "2026-08"),
    ]
    assert wanted.months_back(date(2026, 1, 15), 1) == date(2025, 12, 1)
    assert wanted.months_back(date(2026, 12, 31), 11) == date(2026, 1, 1)


def test_an_incident_alone_needs_its_summary_only(desk, tmp_path):
    incident = desk.record()
    papers = Folder(desk, tmp_path / "Papers")
    assert papers.sync().written == [SUMMARY]
    with desk.work() as work:
        incidents.remove(work, incident.id)
    assert papers.sync().removed == [SUMMARY] and papers.names == []


class Keeping(RuleBasedStateMachine):
    """Whatever is done to records and files: a run makes the folder right, and loses nothing of others."""

    folder: Path

    @initialize()
    def begin(self):
        here = Path(os.environ["SACWATCH_HOME"]).with_name(f"keeping {time.monotonic_ns()}")
        here.mkdir()
        self.here = here
        self.desk = Desk.ready(here / "watch.sacwatch")
        self.papers = Folder(self.desk, here / "Papers")
        self.logged: list[str] = []
        self.theirs: set[bytes] = set()
        self.count = 0
        self.settled = False

    def teardown(self):
        if hasattr(self, "desk"):
            self.desk.close()
            shutil.rmtree(self.here)

    @rule(day=st.integers(1, 4))
    def log(self, day):
        self.logged.append(self.desk.log(day=f"2026-09-{day:02}", entries=()).id)
        self.settled = False

    @rule(chance=st.randoms(use_true_random=False))
    def change(self, chance):
        if self.logged:
            self.count += 1
            draft = patrol_draft(note=f"note {self.count}", entries=())
            with self.desk.work() as work:
                patrols.change(work, chance.choice(self.logged), draft, zone=SACRAMENTO, today=TODAY)
            self.settled = False

    @rule(chance=st.randoms(use_true_random=False))
    def remove(self, chance):
        if self.logged:
            id_ = self.logged.pop(chance.randrange(len(self.logged)))
            with self.desk.work() as work:
                patrols.remove(work, id_)
            self.settled = False

    @rule(chance=st.randoms(use_true_random=False))
    def somebody_writes_over_a_file(self, chance):
        if self.papers.names:
            self.count += 1
            theirs = f"theirs {self.count}".encode()
            name = chance.choice(self.papers.names)
            self.theirs.discard(self.papers.read(name))
            (self.papers.path / name).write_bytes(theirs)
            self.theirs.add(theirs)
            self.settled = False

    @rule(chance=st.randoms(use_true_random=False))
    def somebody_deletes_a_file(self, chance):
        if self.papers.names:
            path = self.papers.path / chance.choice(self.papers.names)
            self.theirs.discard(path.read_bytes())
            path.unlink()
            self.settled = False

    @rule(stops=st.integers(0, 4))
    def sync_cancelled(self, stops):
        def progress(done, total, doing=""):
            if doing == "job.papers" and done >= stops:
                raise Cancelled

        try:
            self.papers.sync(progress=progress)
        except Cancelled:
            self.settled = False
        else:
            self.settled = True

    @rule()
    def sync(self):
        outcome = self.papers.sync()
        assert outcome.troubles == [] and outcome.waiting == 0
        self.settled = True

    @invariant()
    def nothing_of_others_is_lost(self):
        there = {self.papers.read(name) for name in self.papers.names}
        assert self.theirs <= there

    @invariant()
    def the_folder_is_right_after_a_run(self):
        if not self.settled:
            return
        assert set(self.papers.plan().values()) <= {Standing.CURRENT}
        ours = {each for each in self.papers.names if self.papers.read(each) not in self.theirs}
        assert ours == set(self.papers.plan()) == set(self.papers.ledger)


TestKeeping = Keeping.TestCase
TestKeeping.settings = hypothesis_settings(max_examples=8, stateful_step_count=10)
