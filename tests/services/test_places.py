"""Several places at once: release, places that are away, sticks under another letter, servers, the ledger."""

from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from sacwatch import words
from sacwatch.domain.audiences import Audience
from sacwatch.domain.destinations import DestinationDraft, Rule, Sort, Volume, Wish
from sacwatch.domain.errors import Trouble
from sacwatch.domain.exports import Act, LedgerQuery
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.times import SACRAMENTO
from sacwatch.exchange import folders, volumes
from sacwatch.exchange.volumes import Mount
from sacwatch.services import (
    destinations,
    ledgers,
    passphrases,
    patrols,
    places,
    planning,
    reporting,
    syncing,
    wanted,
)
from sacwatch.services.planning import Standing
from tests.davserver import ACCOUNT, PASSWORD, serving
from tests.making import TODAY, patrol_draft
from tests.services.test_passphrases import Memory

LOG, HOURS = "Patrol log 2026-09-19 2030.pdf", "Patrol hours 2026-09.pdf"
SUMMARY, INDEX = "Incident summary 2026-09.pdf", "Latest papers.pdf"


class Watch:
    """A watch with its places, as commands and the window see them."""

    def __init__(self, desk) -> None:
        self.desk = desk

    def ask(self, question):
        with self.desk.reading() as work:
            return question(work)

    def tell(self, deed):
        with self.desk.work() as work:
            return deed(work)

    def add(self, address, **said):
        draft = DestinationDraft(address=str(address), **said)
        return self.tell(lambda work: destinations.add(work, draft, watch_file=self.desk.store.path))

    @property
    def how(self):
        return {"watch_file": self.desk.store.path, "now": self.desk.now, "zone": SACRAMENTO}

    def look(self):
        return {each.target.id: each for each in syncing.look_all(self.ask, **self.how)}

    def sync(self, **how):
        self.desk.tick()
        results = syncing.run_all(self.ask, self.tell, **self.how, **how)
        for each in results:
            told = [each.problem] if each.problem else [*each.outcome.troubles, *each.outcome.notes]
            assert all(words.sentence(problem.key, problem.values) for problem in told)
        return {each.target.id: each for each in results}

    def change(self, **said):
        draft = patrol_draft(**said)
        self.tell(lambda work: patrols.change(work, self.patrol.id, draft, zone=SACRAMENTO, today=TODAY))

    def ledger(self, **query):
        return self.ask(lambda work: ledgers.find(work, LedgerQuery(**query)))


@pytest.fixture
def watch(desk, monkeypatch):
    monkeypatch.setattr(folders, "_WAIT", 0)
    watch = Watch(desk)
    watch.patrol = desk.log()
    desk.record()
    return watch


def names(folder: Path):
    return sorted(each.name for each in folder.iterdir()) if folder.is_dir() else []


def text_of(path: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


# Release


def test_papers_for_others_wait_until_the_captain_lets_them_go(watch, tmp_path):
    mine, shared = watch.add(tmp_path / "Mine"), watch.add(tmp_path / "Shared", audience="members")
    results = watch.sync()
    assert len(results[mine.id].outcome.written) == 3 and results[mine.id].outcome.held == 0
    assert results[shared.id].outcome.held == 3 and names(tmp_path / "Shared") == []
    look = watch.look()[shared.id]
    assert look.held and not watch.look()[mine.id].held
    assert {each.standing for each in look.changes} == {Standing.MISSING}
    outcome = watch.sync(released={shared.id: look.released})[shared.id].outcome
    assert len(outcome.written) == 3 and outcome.waiting == 0
    assert names(tmp_path / "Shared") == sorted([LOG, HOURS, SUMMARY, INDEX])
    assert "Rosa" not in text_of(tmp_path / "Shared" / LOG)
    assert not watch.look()[shared.id].held


def test_what_is_let_go_for_a_place_that_is_away_is_remembered_in_the_file_until_it_is_there(watch, tmp_path):
    away = tmp_path / "Stick"
    shared = watch.add(away / "Papers", audience="members")
    look = watch.look()[shared.id]
    assert watch.sync(released={shared.id: look.released})[shared.id].problem is not None
    # No name of anything can be read from what is remembered.
    kept = watch.ask(lambda work: work.exports.released(shared.id))
    assert kept == look.released and all(len(each) == 64 and int(each, 16) for each in kept)
    away.mkdir()
    assert len(watch.sync()[shared.id].outcome.written) == 3, "nobody had to say it again"
    assert watch.ask(lambda work: work.exports.released(shared.id)) == frozenset()
    watch.change(weather="fog")
    assert watch.sync()[shared.id].outcome.held > 0, "what changed since is looked at anew"


def test_what_changed_after_the_look_is_not_let_go(watch, tmp_path):
    shared = watch.add(tmp_path / "Shared", audience="police")
    released = watch.look()[shared.id].released
    watch.change(finish="22:30")
    outcome = watch.sync(released={shared.id: released})[shared.id].outcome
    assert outcome.written == [SUMMARY] and outcome.held == 2
    assert LOG not in names(tmp_path / "Shared")


def test_what_should_be_taken_away_waits_too_and_stands_on_the_list(watch, tmp_path):
    shared = watch.add(tmp_path / "Shared", audience="members")
    watch.sync(released={shared.id: watch.look()[shared.id].released})
    watch.tell(lambda work: patrols.remove(work, watch.patrol.id))
    assert watch.sync()[shared.id].outcome.held == 2
    look = watch.look()[shared.id]
    assert {each.name: each.standing for each in look.changes} == {
        LOG: Standing.UNWANTED,
        HOURS: Standing.UNWANTED,
    }
    assert sorted(watch.sync(released={shared.id: look.released})[shared.id].outcome.removed) == [HOURS, LOG]
    assert names(tmp_path / "Shared") == [SUMMARY, INDEX]


def test_a_place_that_is_set_to_go_by_itself_does(watch, tmp_path):
    shared = watch.add(tmp_path / "Shared", audience="public", automatic=True)
    assert len(watch.sync()[shared.id].outcome.written) == 3


# What is wanted


def test_each_place_gets_what_was_wished_for(watch, tmp_path):
    for day in ("2025-11-03", "2026-07-02", "2026-08-02"):
        watch.desk.log(day=day, entries=())
    latest = watch.add(
        tmp_path / "Latest", wishes=(Wish("patrol-log", Rule.LATEST), Wish("patrol-hours", Rule.LATEST))
    )
    every = watch.add(tmp_path / "Every", wishes=(Wish("patrol-hours", Rule.EVERY),))
    watch.add(tmp_path / "Year", wishes=(Wish("hours-statement", Rule.TWELVE_MONTHS),))
    old = watch.desk.log(day="2024-02-29", entries=())
    results = watch.sync()
    assert results[latest.id].outcome.written == [LOG, HOURS]
    assert len(results[every.id].outcome.written) == 5
    assert "Patrol hours 2024-02.pdf" in names(tmp_path / "Every") and old
    assert names(tmp_path / "Year") == [
        INDEX,
        "Statement of hours 2025-01-01 to 2025-12-31.pdf",
        "Statement of hours 2026-01-01 to 2026-12-31.pdf",
    ]


def test_every_paper_that_is_offered_can_be_kept(watch, tmp_path):
    wishes = tuple(Wish(paper.name, Rule.LATEST) for paper in wanted.offered())
    assert "ledger" not in {wish.report for wish in wishes} and len(wishes) >= 8
    kept = watch.add(tmp_path / "All", wishes=wishes)
    outcome = watch.sync()[kept.id].outcome
    assert outcome.troubles == [] and outcome.written
    assert watch.sync()[kept.id].outcome.written == []


# Only what is needed


def test_one_patrol_changed_makes_exactly_its_dependants_again(watch, tmp_path, monkeypatch):
    for day in range(1, 16):
        watch.desk.log(day=f"2026-08-{day:02}", entries=())
    kept = watch.add(tmp_path / "Papers")
    watch.sync()
    gathered = []
    collect = reporting.collect
    monkeypatch.setattr(
        reporting,
        "collect",
        lambda ask, order, **how: (gathered.append(order), collect(ask, order, **how))[1],
    )
    assert watch.sync()[kept.id].outcome.current == 19 and gathered == []
    watch.change(finish="23:15")
    outcome = watch.sync()[kept.id].outcome
    assert sorted(outcome.written) == [HOURS, LOG]
    logs = {order.subject for order in gathered if order.report == "patrol-log"}
    assert logs == {watch.patrol.id}, "no other patrol was looked at"


def test_nothing_that_lies_there_is_read_while_its_size_and_time_are_as_written(watch, tmp_path, monkeypatch):
    kept = watch.add(tmp_path / "Papers")
    watch.sync()
    monkeypatch.setattr(Path, "read_bytes", None)
    assert watch.look()[kept.id].waiting == 0
    monkeypatch.undo()
    (tmp_path / "Papers" / LOG).touch()
    assert watch.look()[kept.id].waiting == 0, "touched, and the same"


def test_a_restored_backup_does_not_take_old_papers_for_current(watch, tmp_path):
    kept = watch.add(tmp_path / "Papers")
    watch.sync()
    watch.tell(lambda work: work.exports.saw(kept_key(kept), [LOG], "99999/x"))
    assert watch.look()[kept.id].waiting == 0


def kept_key(kept):
    return destinations.key_of(kept)


# Places that are away


def test_one_place_that_is_away_holds_up_no_other_and_is_caught_up(watch, tmp_path):
    stick, mine = watch.add(tmp_path / "Stick"), watch.add(tmp_path / "Mine")
    watch.sync()
    (tmp_path / "Stick").rename(tmp_path / "pocket")
    watch.change(finish="22:30")
    results = watch.sync()
    assert results[stick.id].problem.key == "trouble.target_folder_gone"
    assert results[mine.id].outcome.written == [LOG, HOURS]
    look = watch.look()[stick.id]
    assert look.problem and {each.standing for each in look.planned} == {Standing.AWAY}
    (tmp_path / "pocket").rename(tmp_path / "Stick")
    assert watch.sync()[stick.id].outcome.written == [LOG, HOURS]


def test_a_stick_is_known_again_under_another_letter(watch, tmp_path, monkeypatch):
    (tmp_path / "E" / "Papers").mkdir(parents=True)
    there = [Mount(tmp_path / "E", "1234-ABCD", "ROSA")]
    monkeypatch.setattr(volumes, "_there", lambda: there)
    volume = places.volume_of(tmp_path / "E" / "Papers")
    assert volume == Volume("1234-ABCD", "ROSA", "Papers")
    draft = DestinationDraft(address=str(tmp_path / "E" / "Papers"), name="Stick")
    kept = watch.tell(
        lambda work: destinations.add(work, draft, watch_file=watch.desk.store.path, volume=volume)
    )
    watch.sync()
    assert volumes.read_marker(tmp_path / "E" / "Papers") == kept.id
    (tmp_path / "E").rename(tmp_path / "F")
    there[:] = [Mount(tmp_path / "F", "1234-ABCD", "ROSA")]
    outcome = watch.sync()[kept.id].outcome
    assert (outcome.current, outcome.written) == (3, [])
    assert watch.ask(lambda work: work.destinations.get(kept.id)).address == str(tmp_path / "F" / "Papers")
    # Another stick takes the old letter, and the right one is not there.
    (tmp_path / "F").rename(tmp_path / "pocket")
    (tmp_path / "F" / "Papers").mkdir(parents=True)
    there[:] = [Mount(tmp_path / "F", "9999-0000", "WALT")]
    assert watch.sync()[kept.id].problem.key == "trouble.other_disk"
    assert names(tmp_path / "F" / "Papers") == []
    # Formatted anew it has another id; its marker tells.
    there[:] = [Mount(tmp_path / "pocket", "5555-5555", "ROSA")]
    assert watch.sync()[kept.id].outcome.current == 3


def test_two_sticks_take_turns_at_one_letter(watch, tmp_path, monkeypatch):
    """On Windows each gets the letter that is free; neither is taken for the other."""
    drive = tmp_path / "E"
    there = []
    monkeypatch.setattr(volumes, "_there", lambda: there)

    def plug(label):
        if there:
            drive.rename(tmp_path / there.pop().label)
        if label:
            pocket = tmp_path / label
            pocket.rename(drive) if pocket.is_dir() else (drive / "Papers").mkdir(parents=True)
            there.append(Mount(drive, f"ID-{label}", label))

    kept = {}
    for label in ("ROSA", "WALT"):
        plug(label)
        volume = places.volume_of(drive / "Papers")
        draft = DestinationDraft(address=str(drive / "Papers"), name=label)
        kept[label] = watch.tell(
            lambda work, draft=draft, volume=volume: destinations.add(
                work, draft, watch_file=watch.desk.store.path, volume=volume
            )
        )
        assert len(watch.sync()[kept[label].id].outcome.written) == 3
    watch.change(weather="fog")
    for label in ("ROSA", "WALT", "ROSA"):
        plug(label)
        results = watch.sync()
        assert results[kept[label].id].outcome.notes == [] and results[kept[label].id].outcome.waiting == 0
        (other,) = set(kept) - {label}
        assert results[kept[other].id].problem.key == "trouble.other_disk"
        assert names(drive / "Papers")[1:] == sorted([LOG, HOURS, SUMMARY, INDEX])


def test_a_folder_is_not_made_on_another_disk_while_its_stick_is_away(watch, tmp_path, monkeypatch):
    (tmp_path / "media" / "Papers").mkdir(parents=True)
    there = [Mount(tmp_path / "media", "1234-ABCD", "ROSA")]
    monkeypatch.setattr(volumes, "_there", lambda: there)
    volume = places.volume_of(tmp_path / "media" / "Papers")
    draft = DestinationDraft(address=str(tmp_path / "media" / "Papers"), name="Stick")
    kept = watch.tell(
        lambda work: destinations.add(work, draft, watch_file=watch.desk.store.path, volume=volume)
    )
    (tmp_path / "media").rename(tmp_path / "pocket")
    (tmp_path / "media").mkdir()
    there.clear()
    assert watch.sync(make_folder=True)[kept.id].problem.key == "trouble.target_folder_gone"
    assert names(tmp_path / "media") == []


def test_what_was_written_to_a_stick_before_its_disk_counted_is_known_still(watch, tmp_path, monkeypatch):
    (tmp_path / "E" / "Papers").mkdir(parents=True)
    monkeypatch.setattr(volumes, "_there", lambda: [Mount(tmp_path / "E", "1234-ABCD", "ROSA")])
    volume = places.volume_of(tmp_path / "E" / "Papers")
    draft = DestinationDraft(address=str(tmp_path / "E" / "Papers"), name="Stick")
    kept = watch.tell(
        lambda work: destinations.add(work, draft, watch_file=watch.desk.store.path, volume=volume)
    )
    watch.sync()
    before = destinations.folder_key(tmp_path / "E" / "Papers")
    watch.tell(lambda work: work.exports.move(kept_key(kept), before))
    watch.change(weather="fog")
    outcome = watch.sync()[kept.id].outcome
    assert outcome.notes == [] and outcome.written == [LOG]


def test_a_clock_that_was_a_year_ahead_and_is_right_again_is_trusted_after_one_run(watch, tmp_path):
    kept = watch.add(tmp_path / "Papers")
    now, watch.desk.now = watch.desk.now, watch.desk.now + timedelta(days=20)
    watch.sync()
    watch.desk.now = now
    watch.change(weather="fog")
    assert watch.sync()[kept.id].problem.key == "trouble.clock_back"
    assert watch.sync(trust_clock=True)[kept.id].outcome.waiting == 0
    assert watch.sync()[kept.id].problem is None


def test_a_clock_that_is_a_year_behind_writes_and_takes_away_nothing(watch, tmp_path):
    kept = watch.add(tmp_path / "Papers")
    watch.sync()
    before = names(tmp_path / "Papers")
    now, watch.desk.now = watch.desk.now, watch.desk.now - timedelta(days=365)
    assert watch.sync()[kept.id].problem.key == "trouble.clock_back"
    assert watch.look()[kept.id].problem.key == "trouble.clock_back"
    assert names(tmp_path / "Papers") == before
    watch.desk.now = now
    assert watch.sync()[kept.id].outcome.current == 3


# Servers


@pytest.fixture
def cloud(watch, tmp_path, monkeypatch):
    """Give a watch that keeps papers on a real server."""
    monkeypatch.setattr(passphrases, "_keeper", Memory)
    monkeypatch.setattr(Memory, "kept", {})
    with serving(tmp_path / "served") as server:
        kept = watch.add(server.address, sort=Sort.WEBDAV, account=ACCOUNT, name="Cloud")
        destinations.keep_password(kept, PASSWORD)
        yield server, kept


def test_papers_lie_on_a_server_as_in_a_folder(watch, cloud):
    server, kept = cloud
    assert len(watch.sync()[kept.id].outcome.written) == 3
    assert names(server.folder) == sorted([LOG, HOURS, SUMMARY, INDEX])
    server.answers.clear()
    assert watch.sync()[kept.id].outcome.current == 3
    assert {method for method, _path in server.answers} == {"PROPFIND"}
    watch.change(weather="fog")
    (server.folder / HOURS).write_bytes(b"the officer's marks")
    outcome = watch.sync()[kept.id].outcome
    assert sorted(outcome.written) == [HOURS, LOG]
    assert (server.folder / "Patrol hours 2026-09 (changed copy).pdf").read_bytes() == b"the officer's marks"
    watch.tell(lambda work: patrols.remove(work, watch.patrol.id))
    assert sorted(watch.sync()[kept.id].outcome.removed) == [HOURS, LOG]


def test_a_file_on_a_server_that_is_not_ours_is_left_as_it_is(watch, cloud):
    server, kept = cloud
    server.folder.mkdir(exist_ok=True)
    (server.folder / LOG).write_bytes(b"theirs")
    (server.folder / INDEX).write_bytes(b"their list")
    outcome = watch.sync()[kept.id].outcome
    ours = LOG.replace(".pdf", " (SacWatch).pdf")
    assert ours in outcome.written and {each.key for each in outcome.notes} == {"note.other_stays"}
    assert (server.folder / LOG).read_bytes() == b"theirs"
    assert (server.folder / INDEX).read_bytes() == b"their list"
    assert names(server.folder) == sorted([LOG, ours, HOURS, SUMMARY, INDEX, "Latest papers (SacWatch).pdf"])
    assert watch.sync()[kept.id].outcome.current == 3
    assert len(names(server.folder)) == 6


@pytest.mark.parametrize(
    ("method", "status", "key"),
    [
        ("PUT", "507 Insufficient Storage", "trouble.server_full"),
        ("PUT", "503 Busy", "trouble.server_troubled"),
    ],
)
def test_a_server_that_takes_nothing_is_said_once_and_caught_up(watch, cloud, method, status, key):
    server, kept = cloud
    server.refuse[method] = status
    outcome = watch.sync()[kept.id].outcome
    assert [each.key for each in outcome.troubles] == [key] and outcome.waiting == 3
    server.refuse.clear()
    assert len(watch.sync()[kept.id].outcome.written) == 3


def test_a_line_that_breaks_in_the_middle_is_gone_on_with(watch, cloud):
    server, kept = cloud
    for after in (2, 5, 7, 9, 11, 14):
        server.drop_after = after
        watch.sync()
    server.drop_after = None
    watch.sync()
    assert watch.look()[kept.id].waiting == 0
    assert [name for name in names(server.folder) if not name.startswith(".")] == sorted(
        [LOG, HOURS, SUMMARY, INDEX]
    )


def test_a_file_whose_writing_was_never_answered_is_known_for_ours(watch, cloud):
    """The server did what it was told and the line broke: no copy of our own is set aside as somebody's."""
    server, kept = cloud
    server.mute.add("MOVE")
    assert watch.sync()[kept.id].outcome.waiting == 3
    assert names(server.folder)[-1] == LOG, "it did what it was told"
    server.mute.clear()
    watch.change(weather="fog", finish="22:45")
    outcome = watch.sync()[kept.id].outcome
    assert outcome.notes == [] and names(server.folder) == sorted([LOG, HOURS, SUMMARY, INDEX])
    server.mute.add("MOVE")
    watch.change(weather="rain", finish="22:50")
    watch.sync()
    server.mute.clear()
    watch.change(weather="snow", finish="22:55")
    assert watch.sync()[kept.id].outcome.notes == []
    assert names(server.folder) == sorted([LOG, HOURS, SUMMARY, INDEX])


def test_what_was_never_answered_and_is_not_wanted_any_more_leaves_no_line(watch, cloud):
    server, kept = cloud
    server.refuse["MOVE"] = "504 Gateway Timeout"
    watch.sync()
    server.refuse.clear()
    watch.tell(lambda work: patrols.remove(work, watch.patrol.id))
    assert watch.sync()[kept.id].outcome.notes == []
    assert {each.act for each in watch.ledger().entries} == {Act.WRITTEN}


def test_a_password_that_is_wrong_or_not_there(watch, cloud):
    _server, kept = cloud
    destinations.keep_password(kept, "nonsense")
    assert watch.sync()[kept.id].problem.key == "trouble.server_password"
    destinations.forget_password(kept)
    assert watch.sync()[kept.id].problem.key == "trouble.no_password"
    assert watch.look()[kept.id].problem.key == "trouble.no_password"


def test_trying_a_server_leaves_nothing_there(cloud):
    server, _kept = cloud
    places.try_server(server.address, ACCOUNT, PASSWORD)
    assert names(server.folder) == []
    with pytest.raises(Trouble) as wrong:
        places.try_server(server.address, ACCOUNT, "nonsense", "Cloud")
    assert wrong.value.problem.key == "trouble.server_password"


# The ledger and the list


def test_the_ledger_says_what_went_where_and_from_what(watch, tmp_path):
    kept = watch.add(tmp_path / "Papers", name="The binder")
    watch.sync()
    page = watch.ledger()
    assert page.total == 3 and {each.act for each in page.entries} == {Act.WRITTEN}
    (log,) = watch.ledger(words="log binder").entries
    assert (log.name, log.place, log.destination_id) == (LOG, "The binder", kept.id)
    assert log.records == (Ref(Kind.PATROL, watch.patrol.id),) and log.audience is Audience.CAPTAIN
    assert watch.ledger(words="nowhere").total == 0 and watch.ledger(act=Act.PRINTED).total == 0
    assert watch.ledger(offset=2, limit=2).total == 3 and len(watch.ledger(offset=2, limit=2).entries) == 1


def test_who_has_the_old_one(watch, tmp_path):
    watch.add(tmp_path / "Papers", name="The binder")
    watch.sync()
    order = reporting.Order("patrol-log", watch.patrol.id)
    paper = watch.ask(lambda work: reporting.gather(work, order, zone=SACRAMENTO))
    watch.tell(lambda work: ledgers.note(work, Act.PRINTED, paper, place="Home printer", copies=3))
    watch.tell(lambda work: ledgers.note(work, Act.SAVED, paper, place="Officer's stick"))
    assert not any(each.older for each in watch.ledger().entries)
    watch.change(weather="fog")
    watch.sync()
    older = {(each.place, each.copies) for each in watch.ledger(older=True).entries}
    assert older == {("Home printer", 3), ("Officer's stick", 1)}, "the binder has the new one"
    out = watch.ask(lambda work: ledgers.out(work, "patrol-log", watch.patrol.id))
    assert [(each.place, each.older) for each in out.entries] == [
        ("The binder", False),
        ("Officer's stick", True),
        ("Home printer", True),
    ]
    # The record goes: what can be reached is taken away, of the rest the captain is told.
    watch.tell(lambda work: patrols.remove(work, watch.patrol.id))
    (result,) = watch.sync().values()
    told = [each for each in result.outcome.notes if each.key == "note.copies_out"]
    assert [(each.values["count"], each.values["places"]) for each in told] == [
        (4, "Officer's stick, Home printer")
    ]


def test_a_place_that_is_let_go_is_noted_with_what_lies_there(watch, tmp_path):
    kept = watch.add(tmp_path / "Papers")
    watch.sync()
    watch.tell(lambda work: destinations.remove(work, kept.id))
    assert watch.ledger(act=Act.LEFT).total == 4
    assert names(tmp_path / "Papers") == sorted([LOG, HOURS, SUMMARY, INDEX])


def test_the_ledger_is_a_paper_and_the_list_says_what_lies_there(watch, tmp_path):
    watch.add(tmp_path / "Papers", name="The binder")
    watch.sync()
    order = reporting.Order("ledger", "2026-09")
    made = reporting.make(
        watch.ask(lambda work: reporting.gather(work, order, zone=SACRAMENTO)), watch.desk.now
    )
    (tmp_path / "ledger.pdf").write_bytes(made)
    told = " ".join(text_of(tmp_path / "ledger.pdf").split())
    assert "What went out" in told and told.count("The binder") == 3
    nothing = reporting.Order("ledger", "2026-08")
    made = reporting.make(
        watch.ask(lambda work: reporting.gather(work, nothing, zone=SACRAMENTO)), watch.desk.now
    )
    (tmp_path / "nothing.pdf").write_bytes(made)
    assert "Nothing was written" in text_of(tmp_path / "nothing.pdf")
    listed = " ".join(text_of(tmp_path / "Papers" / INDEX).split())
    assert all(each in listed for each in (LOG, HOURS, SUMMARY, "3 files lie here"))
    before = (tmp_path / "Papers" / INDEX).read_bytes()
    watch.sync()
    assert (tmp_path / "Papers" / INDEX).read_bytes() == before


def test_a_list_that_somebody_changed_is_kept(watch, tmp_path):
    watch.add(tmp_path / "Papers")
    watch.sync()
    (tmp_path / "Papers" / INDEX).write_bytes(b"mine")
    (result,) = watch.sync().values()
    assert [each.key for each in result.outcome.notes] == ["note.changed_kept"]
    assert (tmp_path / "Papers" / "Latest papers (changed copy).pdf").read_bytes() == b"mine"


def test_papers_named_after_somebody_who_is_forgotten_are_taken_back(watch, tmp_path):
    kept = watch.add(tmp_path / "Papers")
    watch.sync()
    key = destinations.key_of(kept)
    (tmp_path / "Papers" / "Holiday.pdf").write_bytes(b"theirs")
    files = [(key, LOG), (key, "Holiday.pdf"), (key, "gone.pdf"), (str(tmp_path / "away"), "x.pdf")]
    found = syncing.take_back(watch.ask, files)
    assert [each.key for each in found] == ["note.changed_stays", "trouble.cannot_withdraw"]
    assert LOG not in names(tmp_path / "Papers") and "Holiday.pdf" in names(tmp_path / "Papers")


def test_plans_and_looks_write_nothing(watch, tmp_path):
    watch.add(tmp_path / "Papers")
    watch.look()
    assert not (tmp_path / "Papers").exists()
    planning.plan(watch.ask, watch.ask(syncing.targets)[0], today=TODAY, zone=SACRAMENTO)
    assert not (tmp_path / "Papers").exists()
