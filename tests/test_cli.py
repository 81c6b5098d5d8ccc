"""The command line as people and schedulers use it: real processes, their exit status and what they say."""

import dataclasses
import json
import os
import pty
import select
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from sacwatch import __version__, cli, commands, words
from sacwatch.domain.audiences import Audience
from sacwatch.domain.destinations import DestinationDraft
from sacwatch.domain.errors import Trouble
from sacwatch.domain.exports import Act, LedgerQuery
from sacwatch.domain.kinds import Kind
from sacwatch.domain.times import SACRAMENTO
from sacwatch.reports import registry
from sacwatch.services import destinations, files, incidents, ledgers, passphrases, patrols, sample
from sacwatch.services.syncing import Outcome, Result, Target
from tests.making import Desk, incident_draft, patrol_draft

NOW = datetime(2026, 9, 20, 18, 0, tzinfo=UTC)
QTLESS = """
import sys
from sacwatch import cli
status = cli.main(sys.argv[1:])
loaded = [name for name in sys.modules if name.split(".")[0] in ("PySide6", "shiboken6", "qtawesome")]
assert not loaded, loaded
sys.exit(status)
"""


class Told:
    """What a command said, and how it ended."""

    def __init__(self, done: subprocess.CompletedProcess) -> None:
        self.status, self.out, self.err = done.returncode, done.stdout, done.stderr

    def complaint(self) -> str:
        """Give the one line of complaint of a command that could not do as it was told."""
        assert self.status == 2, (self.out, self.err)
        lines = self.err.splitlines()
        assert len(lines) == 1, lines
        assert "Traceback" not in self.err and "rror" not in self.err
        assert lines[0].endswith((".", "--help")), lines
        return lines[0]


@pytest.fixture
def run(own_home, tmp_path):
    """Give what runs a command in an empty folder, without a display; none of them may load Qt."""

    def run(*arguments, **more) -> Told:
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "DBUS_SESSION_BUS_ADDRESS")
        }
        kept |= {"SACWATCH_HOME": str(own_home), **more}
        command = [sys.executable, "-W", "error", "-c", QTLESS, *map(str, arguments)]
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=kept,
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
            check=False,
            timeout=60,
        )
        return Told(done)

    return run


@pytest.fixture(scope="module")
def _made(tmp_path_factory):
    path = tmp_path_factory.mktemp("made") / "sample.sacwatch"
    sample.make_file(path, now=datetime.now(UTC), zone=SACRAMENTO)
    return path


@pytest.fixture
def watch(_made, tmp_path):
    """Give the sample watch as of now."""
    return Path(shutil.copy(_made, tmp_path / "Sample.sacwatch"))


@pytest.fixture
def small(tmp_path):
    """Give a watch with a patrol and an incident of a few days ago."""
    desk = Desk.ready(tmp_path / "Small.sacwatch")
    day = f"{datetime.now(SACRAMENTO).date() - timedelta(days=3)}"
    desk.now = datetime.now(UTC)
    with desk.work() as work:
        how = {"zone": SACRAMENTO, "today": datetime.now(SACRAMENTO).date()}
        patrols.log(work, patrol_draft(day=day, entries=()), **how)
        incident = incident_draft(from_day=day, to_day="", to_clock="", reported_day="", reported_clock="")
        incidents.record(work, incident, **how)
    desk.close()
    return desk.store.path


@pytest.fixture
def here(tmp_path, monkeypatch, capsys):
    """Give what runs a command in this process, which is quicker."""
    monkeypatch.chdir(tmp_path)

    def here(*arguments) -> Told:
        try:
            status = cli.main([str(each) for each in arguments])
        except SystemExit as ended:
            status = ended.code
        said = capsys.readouterr()
        return Told(subprocess.CompletedProcess(arguments, status, said.out, said.err))

    return here


def test_the_version_the_help_and_the_list_of_papers(run):
    assert run("--version").out == f"SacWatch {__version__}\n"
    told = run("report", "--list")
    assert told.status == 0 and told.err == ""
    assert [line.split()[0] for line in told.out.splitlines()] == list(registry.PAPERS)
    assert "--audience" in run("report", "--help").out


def test_the_sample_a_paper_the_folder_and_the_check_without_qt(run, tmp_path):
    made = run("sample", "Mine.sacwatch")
    assert made.status == 0 and "Mine.sacwatch" in made.out
    told = run("report", "patrol-log", "Mine.sacwatch", "--out", "log.pdf")
    assert (told.status, told.out, told.err) == (0, "Saved log.pdf.\n", "")
    assert "Patrol log" in PdfReader(tmp_path / "log.pdf").pages[0].extract_text()
    checked = run("check", "Mine.sacwatch", "--json")
    found = json.loads(checked.out)
    assert checked.status == 0 and found["good"] and found["counts"]["patrols"] > 90


def test_the_folder_is_kept_without_qt(run, small, tmp_path):
    synced = run("sync", small, "--to", "Papers")
    assert synced.status == 0 and synced.err == "", synced.err
    made = sorted(each.name for each in (tmp_path / "Papers").glob("*.pdf"))
    assert len(made) == 4 and "Latest papers.pdf" in made
    assert " 3 made, 0 were current" in synced.out
    again = run("sync", small, "--to", tmp_path / "Papers")
    assert " 0 made, 3 were current, 0 taken away" in again.out
    assert "All is well" in run("check", small).out


def test_a_folder_that_is_for_others_gets_only_what_is_for_them(here, small, tmp_path):
    """Named on the command line it is what it is in the window: nothing of the captain's goes there."""
    shared = tmp_path / "Shared"
    with files.open_file(small, now=datetime.now(UTC), zone=SACRAMENTO) as store:
        for name, audience in (("Mine", "captain"), ("Shared", "members")):
            with store.work(now=datetime.now(UTC), by="") as work:
                draft = DestinationDraft(address=str(tmp_path / name), audience=audience)
                destinations.add(work, draft, watch_file=small)
    told = here("sync", small, "--to", shared)
    assert told.status == 0 and "wait until you look at them" in told.out
    assert not shared.is_dir() or list(shared.glob("*.pdf")) == []
    for inside in (shared / "deep", tmp_path):
        assert "inside" in here("sync", small, "--to", inside).complaint()
        assert not (shared / "deep").exists()


def test_without_a_display_the_main_job_is_done_all_the_same(run, tmp_path):
    told = run()
    assert told.status == 0, told.err
    made = tmp_path / "SacWatch sample"
    assert (made / "Sample watch.sacwatch").exists() and (made / "Map.html").stat().st_size > 10_000
    count = len(list((made / "Papers").iterdir())) - 1  # the list of what lies there
    assert count > 100 and f"{count} papers" in told.out
    assert "display" in run("Mine.sacwatch").complaint()


def test_without_a_display_what_is_there_already_is_brought_up_to_date(here, small, tmp_path, monkeypatch):
    made = tmp_path / "SacWatch sample"
    made.mkdir()
    shutil.copy(small, made / "Sample watch.sacwatch")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert here().status == 0
    papers = {each.name: each.stat().st_mtime_ns for each in (made / "Papers").iterdir()}
    assert len(papers) == 4 and here().status == 0
    assert papers == {each.name: each.stat().st_mtime_ns for each in (made / "Papers").iterdir()}
    went_out = {(each.name, Path(each.place).name) for each in out_of(made / "Sample watch.sacwatch")}
    told = set(papers) - {"Latest papers.pdf"}  # which lists what lies beside it, and nothing else
    assert went_out == {("Map.html", "SacWatch sample"), *((name, "Papers") for name in told)}


def out_of(path):
    """Give the lines of the ledger of a file, the newest first."""
    opened = files.open_file(path, now=datetime.now(UTC), zone=SACRAMENTO)
    with opened as store, store.reading(now=datetime.now(UTC)) as work:
        return ledgers.find(work, LedgerQuery()).entries


@pytest.mark.parametrize(
    ("arguments", "holds"),
    [
        (["report"], "Please give"),
        (["report", "patrol-log", "Sample.sacwatch"], "--out"),
        (["report", "seating-plan", "Sample.sacwatch", "--out", "a.pdf"], "“seating-plan”"),
        (["report", "patrol-log", "gone.sacwatch", "--out", "a.pdf"], "“gone.sacwatch”"),
        (["report", "patrol-log", ".", "--out", "a.pdf"], "folder"),
        (["report", "patrol-log", "Sample.sacwatch", "--out", "."], "folder"),
        (["report", "patrol-log", "Sample.sacwatch", "--out", "no/where/a.pdf"], "“where”"),
        (["report", "patrol-log", "Sample.sacwatch", "--out", "Sample.sacwatch"], "watch file"),
        (["report", "patrol-log", "Sample.sacwatch", "--out", os.devnull], "not an ordinary file"),
        (["report", "patrol-log", "Sample.sacwatch", "--out", "n" * 300], "too long"),
        (["report", "patrol-log", "Sample.sacwatch", "--out", "-"], "not “-”"),
        (["report", "patrol-log", "Sample.sacwatch", "--of", "zzz", "--out", "a.pdf"], "“zzz”"),
        (["report", "patrol-log", "Sample.sacwatch", "--of", "1999-01-01", "--out", "a.pdf"], "1999-01-01"),
        (["report", "patrol-hours", "Sample.sacwatch", "--of", "2026-13", "--out", "a.pdf"], "“2026-13”"),
        (["report", "incident-summary", "Sample.sacwatch", "--of", "2026..", "--out", "a.pdf"], "“2026..”"),
        (["report", "patrol-log", "Sample.sacwatch", "--out", "a.pdf", "--audience", "x"], "“x”"),
        (["report", "map", "Sample.sacwatch", "--out", "a.pdf", "--paper", "A4"], "“A4”"),
        (["report", "block-map", "Sample.sacwatch", "--of", "Atlantis", "--out", "a.pdf"], "“Atlantis”"),
        (["report", "patrol-log", "Sample.sacwatch", "--nonsense"], "--nonsense"),
        (["sync", "Sample.sacwatch"], "--to"),
        (["sync", "Sample.sacwatch", "--to", "Sample.sacwatch"], "not a folder"),
        (["sync", "Sample.sacwatch", "--to", "no/where"], "“where”"),
        (["sync", "Sample.sacwatch", "--to", "Sample backups"], "“Sample backups”"),
        (["sync"], "file"),
        (["check", "gone.sacwatch"], "“gone.sacwatch”"),
        (["check", "empty.sacwatch"], "“empty.sacwatch”"),
        (["check", "random.sacwatch"], "“random.sacwatch”"),
        (["check", "cut.sacwatch"], "“cut.sacwatch”"),
        (["sample", "Sample.sacwatch"], "“Sample.sacwatch”"),
        (["sample", "Sample.sacwatch/inside.sacwatch"], "“Sample.sacwatch”"),
    ],
)
def test_whatever_cannot_be_done_is_said_in_one_sentence(here, watch, arguments, holds):
    folder = watch.parent
    (folder / "empty.sacwatch").touch()
    (folder / "random.sacwatch").write_bytes(bytes(range(256)) * 40)
    (folder / "cut.sacwatch").write_bytes(watch.read_bytes()[:5000])
    before = watch.read_bytes()
    assert holds in here(*arguments).complaint()
    if arguments[0] != "sync":  # which opens it for writing
        assert watch.read_bytes() == before
    assert not (folder / "a.pdf").exists()


def test_a_whole_paper_for_each_audience_and_subject(here, watch, tmp_path):
    for arguments in (
        ["patrol-log", watch, "--audience", "public", "--large"],
        ["patrol-hours", watch],
        ["filled-sheet", watch],
        ["shift-calendar", watch, "--of", "2026-11", "--large"],
        ["shift-week", watch, "--audience", "members"],
        ["hours-statement", watch, "--of", "2026-Q3/month", "--audience", "police"],
        ["volunteer-statement", watch, "--of", "Benito Hollowell@2026"],
        ["incident-summary", watch, "--of", "2026-01..2026-02"],
        ["incident-summary", watch, "--of", "2026-01-01..2026-02-28", "--audience", "police"],
        ["map", watch, "--of", "2026-09", "--paper", "tabloid_wide", "--black-and-white"],
        ["map", watch, "--audience", "public", "--large"],
        ["block-map", watch, "--of", "1600 block of P St", "--paper", "letter_wide"],
        ["phone-tree", watch, "--audience", "block_captains"],
        ["incident-report", watch, "--audience", "police", "--large"],
        ["incident-reports", watch, "--of", "2026-09", "--audience", "members"],
        ["roster", watch, "--audience", "public"],
        ["call-list", watch, "--of", "1600 block of P St"],
        ["what-changed", watch, "--of", "2026-11"],
    ):
        told = here("report", *arguments, "--out", "a.pdf")
        if "2026-01..2026-02" in arguments:
            assert "“2026-01..2026-02”" in told.complaint()
            continue
        assert told.status == 0, told.err
        page = PdfReader(tmp_path / "a.pdf").pages[0]
        wide = "tabloid_wide" in arguments or "letter_wide" in arguments
        assert (page.mediabox.width > page.mediabox.height) is wide


def test_a_locked_file_without_a_keyring_or_a_terminal(run, tmp_path):
    desk = Desk.begin(tmp_path / "locked.sacwatch", "four plain words here")
    desk.log()
    desk.close()
    assert "passphrase" in run("check", "locked.sacwatch").complaint()
    assert "passphrase" in run("report", "patrol-log", "locked.sacwatch", "--out", "a.pdf").complaint()


def test_a_locked_file_with_the_passphrase_from_the_keyring(here, tmp_path, monkeypatch):
    desk = Desk.begin(tmp_path / "locked.sacwatch", "four plain words here")
    desk.log()
    desk.close()
    monkeypatch.setattr(passphrases, "remembered", lambda path: "four plain words here")
    assert here("check", "locked.sacwatch").status == 0
    monkeypatch.setattr(passphrases, "remembered", lambda path: "an older one")
    assert "does not open" in here("check", "locked.sacwatch").complaint()
    # The person at the terminal knows the new one.
    monkeypatch.setattr("sys.stdin", type("Terminal", (), {"isatty": lambda self: True})())
    monkeypatch.setattr("getpass.getpass", lambda prompt: "four plain words here")
    assert here("check", "locked.sacwatch").status == 0


def test_a_locked_file_with_the_passphrase_typed_at_a_terminal(tmp_path, own_home):
    desk = Desk.begin(tmp_path / "locked.sacwatch", "four plain words here")
    desk.log()
    desk.close()
    pid, terminal = pty.fork()
    if pid == 0:  # in the child; it becomes the command
        os.environ["SACWATCH_HOME"] = str(own_home)
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = ""
        os.chdir(tmp_path)
        os.execv(sys.executable, [sys.executable, "-m", "sacwatch", "check", "locked.sacwatch"])
    said = _until(terminal, b"locked.sacwatch: ")
    os.write(terminal, b"four plain words here\n")
    said += _until(terminal, b"All is well")
    assert b"four plain words" not in said
    _pid, status = os.waitpid(pid, 0)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(status) == 0


def _until(terminal: int, wanted: bytes) -> bytes:
    said, end = b"", time.monotonic() + 30
    while wanted not in said and time.monotonic() < end:
        ready, _, _ = select.select([terminal], [], [], 0.2)
        if ready:
            try:
                said += os.read(terminal, 4096)
            except OSError:
                break
    assert wanted in said, said
    return said


def test_a_file_that_is_open_elsewhere_can_still_be_read(here, watch):
    with files.open_file(watch, now=NOW, zone=SACRAMENTO) as store, store.work(now=NOW, by="x"):
        told = here("report", "patrol-log", watch, "--out", "a.pdf")
        assert told.status == 0 and "not written down under What went out" in told.out
        assert here("check", watch).status == 0


def test_the_ledger_remembers_what_the_command_line_made(here, small, tmp_path):
    for arguments in (
        ("report", "patrol-log", small, "--out", "out/log.pdf", "--audience", "members"),
        ("csv", "patrols", small, "--out", "out/list.csv", "--audience", "police"),
        ("csv", "patrols", small, "--out", "gone/list.csv"),
    ):
        (tmp_path / "out").mkdir(exist_ok=True)
        told = here(*arguments)
        assert (told.status == 0) is ("gone/list.csv" not in arguments) and "not written down" not in told.out
    found = out_of(small)
    lines = [(each.act, each.name, each.audience, each.report, each.subject) for each in found]
    assert [each[:4] for each in lines] == [
        (Act.SAVED, "list.csv", Audience.POLICE, "list"),
        (Act.SAVED, "log.pdf", Audience.MEMBERS, "patrol-log"),
    ]
    assert lines[0][4] == "patrols"
    for each in found:
        assert each.place == str(tmp_path / "out") and each.by == "command" and each.fingerprint
        assert [ref.kind for ref in each.records] == [Kind.PATROL]


def test_what_a_run_could_not_do_is_one_sentence_and_each_file_is_named(capsys):
    def told(*troubles, notes=()):
        outcome = Outcome(
            troubles=[
                Trouble("trouble.target_busy_copy", name=f"{each}.pdf", copy="c.pdf").problem
                for each in troubles
            ],
            notes=[Trouble("note.changed_kept", name=each, copy="k.pdf").problem for each in notes],
        )
        result = Result(Target(Path("Papers")), outcome)
        status = commands._tell_results([result])
        said = capsys.readouterr()
        return status, said.out, said.err

    assert told() == (0, "", "")
    assert told(notes=["n.pdf"])[0] == 0
    status, out, err = told("a")
    assert status == 2 and out == "" and "“a.pdf”" in err and err.count("\n") == 1
    status, out, err = told("a", "b")
    assert status == 2 and "“a.pdf”" in out and "“b.pdf”" in out and err.count("\n") == 1


def test_a_busy_target_gets_a_dated_copy_and_a_sentence(here, watch, tmp_path, monkeypatch):
    from sacwatch.exchange import folders

    real = folders.write_whole

    def busy(path, data):
        if path.name == "a.pdf":
            raise folders.TargetBusy("trouble.target_busy", name=path.name)
        real(path, data)

    monkeypatch.setattr(folders, "write_whole", busy)
    assert "I saved this one as" in here("report", "patrol-log", watch, "--out", "a.pdf").complaint()
    (copy,) = tmp_path.glob("a (*).pdf")
    assert copy.read_bytes().startswith(b"%PDF")


def test_what_nobody_foresaw_is_a_sentence_and_a_line_in_the_log(here, watch, own_home, monkeypatch):
    from sacwatch.services import reporting

    def broken(*_arguments):
        raise ZeroDivisionError("Rosa Delgado lives at 2215 H St")

    monkeypatch.setattr(reporting, "make", broken)
    assert str(own_home) in here("report", "patrol-log", watch, "--out", "a.pdf").complaint()
    log = (own_home / "logs" / "sacwatch.log").read_text()
    assert "ZeroDivisionError" in log and "Rosa" not in log


def test_a_damaged_file_is_checked_with_one_sentence(here, watch, monkeypatch):
    from sacwatch.services import checking

    real = checking.check

    def damaged(store):
        return dataclasses.replace(real(store), problems=("One.", "Two."))

    monkeypatch.setattr(checking, "check", damaged)
    told = here("check", watch)
    assert "above" in told.complaint() and "One." in told.out and "All is well" not in told.out
    assert json.loads(here("check", watch, "--json").out)["problems"] == ["One.", "Two."]


def test_a_reader_that_stops_early_is_no_trouble(watch):
    command = f"{sys.executable} -m sacwatch report --list | head -c 5"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_stopping_by_hand_and_where_there_is_a_display(monkeypatch, here, watch):
    def stopped(*_arguments, **_more):
        raise KeyboardInterrupt

    monkeypatch.setattr(files, "is_encrypted", stopped)
    assert here("check", watch).complaint() == "Stopped."
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert not cli._has_display()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert cli._has_display()
    monkeypatch.delenv("WAYLAND_DISPLAY")
    for system in ("win32", "darwin"):
        monkeypatch.setattr(sys, "platform", system)
        assert cli._has_display()


def test_every_sentence_of_papers_and_folders_can_be_said():
    values = {"name": "a", "copy": "b", "count": 2, "text": "t", "day": "d", "log": "l", "pages": 3}
    values |= {"known": "k", "why": "w", "number": "n", "places": "p"}
    for key in words.SENTENCES:
        if key.startswith(("trouble.target_", "trouble.folder_", "trouble.no_such", "note.")):
            assert words.sentence(key, values)
