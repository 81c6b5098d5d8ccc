"""A person who is forgotten is in no byte of the file, its log, its backups, its drafts or its papers."""

import dataclasses
import json
import shutil
from pathlib import Path

import pytest
from alembic import command

from sacwatch.domain.audiences import Audience
from sacwatch.domain.concerns import RaisingDraft
from sacwatch.domain.consents import ConsentDraft
from sacwatch.domain.destinations import DestinationDraft
from sacwatch.domain.errors import Invalid, NotFound, Refused
from sacwatch.domain.exports import Act, Entry
from sacwatch.domain.households import HouseholdVehicleDraft, VacationDraft
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.listing import PatrolQuery
from sacwatch.domain.members import PhoneDraft
from sacwatch.domain.members import draft_of as member_draft_of
from sacwatch.domain.patrols import EntryDraft, PatrollerDraft
from sacwatch.domain.patrols import draft_of as patrol_draft_of
from sacwatch.domain.places import PlaceDraft
from sacwatch.domain.sheets import SheetDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.domain.watches import draft_of as watch_draft_of
from sacwatch.services import (
    backups,
    checking,
    destinations,
    drafts,
    files,
    forgetting,
    incidents,
    members,
    merging,
    oldpapers,
    patrols,
    receipts,
    sheets,
    showing,
    syncing,
    undoing,
    watches,
)
from sacwatch.services.oldpapers import Why
from sacwatch.store import connection as connections
from sacwatch.store import upgrading
from sacwatch.store.errors import InUse, ReadOnlyPlace
from sacwatch.store.files import Store, engine_on
from tests.making import NOW, TODAY, Desk, incident_draft, patrol_draft
from tests.reports.papers import whole_text

HOW = {"zone": SACRAMENTO, "today": TODAY}
PAST, FIRST, LAST = "Zqpastname Zqmaiden", "Zqfirst", "Zqlást"
NAME = f"{FIRST} {LAST}"
SECRETS = (
    *("Zqpastname", "Zqmaiden", FIRST, LAST, "zqmail@", "Zqnote", "Zqhome", "555-0163", "5550163"),
    *("Zqplate", "ZQPLATE", "Zqneeds", "Zqemergency", "Zqkey", "Zqtyped", "Zqtwin"),
)
"""What only this person, their home and what was typed of them have in it."""


def ways(word):
    """Give a word in the ways in which it can stand in bytes."""
    escaped = json.dumps(word).strip('"')
    return {each.encode() for each in (word, word.lower(), escaped, escaped.lower())} | {
        word.encode("utf-16-le")
    }


def found_in(*places, secrets=SECRETS):
    """Give (file, word) for each secret in the raw bytes of any file."""
    found = set()
    for place in places:
        for path in [place] if place.is_file() else [each for each in place.rglob("*") if each.is_file()]:
            data = path.read_bytes()
            found |= {(path.name, word) for word in secrets if any(way in data for way in ways(word))}
    return found


def plain_bytes(path, secret, folder):
    """Give a folder with the file's pages as plain bytes, free ones too, where it is encrypted."""
    if secret is None:
        return path
    target = folder / f"plain {path.name}"
    target.unlink(missing_ok=True)
    connection = connections.connect(path, secret, read_only=True)
    connection.execute("ATTACH DATABASE ? AS plain KEY ''", (str(target),))
    connection.execute("SELECT sqlcipher_export('plain')")
    assert connection.execute("PRAGMA freelist_count").fetchone()[0] == 0, "no page outside the tables"
    connection.close()
    return target


def plant(desk):
    """Keep a person wherever one can be kept, and give their entry."""
    home = desk.house(
        place=PlaceDraft("12 Zqhome Lane", 38.5763, -121.4738, "map"),
        vehicles=(HouseholdVehicleDraft("blue", "Zqplate", "x", "ZQPLATE1"),),
        special_needs="Zqneeds",
        key_holder="Zqkey",
        vacations=(VacationDraft("", "2026-09-18", "2026-10-02", "Zqkey", "", "Zqnote"),),
        note="Zqnote",
    )
    member = desk.add(
        name=PAST,
        phones=(PhoneDraft("916-555-0163"),),
        email="zqmail@example.org",
        address=PlaceDraft("12 Zqhome Lane"),
        household_id=home.id,
        emergency_name="Zqemergency",
        note="Zqnote",
        consents=(ConsentDraft("name", "members", "2026-09-01"),),
    )
    with desk.work() as work:
        draft = dataclasses.replace(member_draft_of(member), name=NAME)
        member = members.change(work, member.id, draft, today=TODAY)
    twin = desk.add(name="Zqtwin Zqlastly", email="", phones=(), address=PlaceDraft(), note="Zqnote twin")
    with desk.work() as work:
        draft = dataclasses.replace(merging.preview(work, member.id, twin.id), note="Zqnote")
        merging.merge(work, member.id, twin.id, draft, today=TODAY)
    walt = desk.add(name="Walt Kim", household_id=None)
    patrol = desk.log(
        crew=(PatrollerDraft(NAME, member.id, "driver"), PatrollerDraft("Walt Kim", walt.id)), note="Plain"
    )
    desk.log(day="2026-08-01", crew=(PatrollerDraft("Zqtyped", member.id, "driver"),))
    again = (RaisingDraft("2026-09-14", "Zqtyped", member.id, words=f"{NAME} said so"),)
    desk.concern(raised_by="Zqtyped", member_id=member.id, raisings=again)
    desk.act(owner="Zqtyped", member_id=member.id)
    with desk.work() as work:
        patrols.remove(work, desk_patrol(work, "2026-08-01"))
    desk.log(day="2026-08-02", crew=(PatrollerDraft("Zqtyped", member.id, "driver"), PatrollerDraft("Ann")))
    with desk.work() as work:
        draft = watch_draft_of(watches.get(work))
        blocks = (dataclasses.replace(draft.blocks[0], captain_id=member.id), *draft.blocks[1:])
        watches.change(work, dataclasses.replace(draft, blocks=blocks), today=TODAY)
    with desk.work() as work:
        drafts.keep(work, "theirs", Kind.MEMBER, member.id, {"name": NAME, "note": "Zqnote"})
        crew = [{"name": NAME, "member_id": member.id, "seat": "driver"}]
        work.ledger.add(
            Entry(
                id="line",
                at=NOW,
                by="tester",
                act=Act.SAVED,
                report="volunteer-statement",
                subject=f"{member.id}@2026",
                name=f"Thank-you page {NAME} 2026.pdf",
                audience=Audience.CAPTAIN,
                place=f"USB stick/for {NAME}",
                records=(Ref(Kind.MEMBER, member.id),),
            )
        )
        drafts.keep(work, "other", Kind.PATROL, None, {"crew": crew, "note": f"With {NAME}"})
    return member, home, patrol


def desk_patrol(work, day):
    return next(each.id for each in work.patrols.find(PatrolQuery()).lines if str(each.day) == day)


@pytest.fixture(params=[None, "Correct horse"], ids=["plain", "encrypted"])
def planted(request, tmp_path):
    folder = tmp_path / "watch"
    folder.mkdir()
    path, secret = folder / "a.sacwatch", request.param
    desk = Desk.begin(path, secret) if secret else Desk.ready(path)
    member, home, patrol = plant(desk)
    yield desk, member, home, patrol
    desk.close()


def forget(desk, member, **how):
    return forgetting.forget(
        desk.store, member.id, **{"with_home": True, **how}, now=desk.tick(), by="tester"
    )


def test_what_is_searched_for_is_there_to_be_found(planted, tmp_path):
    desk = planted[0]
    desk.store.rest()
    plain = plain_bytes(desk.store.path, desk.store.passphrase, tmp_path)
    missing = set(SECRETS) - {word for _, word in found_in(plain)}
    assert missing == set()


def test_no_byte_of_the_file_tells_of_a_person_who_was_forgotten(planted, tmp_path):
    desk, member, home, patrol = planted
    assert desk.patrol(patrol.id).crew[0].name == NAME
    done = forget(desk, member)
    wal = desk.store.path.with_name(f"{desk.store.path.name}-wal")
    assert not wal.exists() or wal.stat().st_size == 0
    plain = plain_bytes(desk.store.path, desk.store.passphrase, tmp_path)
    assert found_in(plain) == set()
    assert found_in(tmp_path) == set()
    assert checking.check(desk.store).good
    with desk.reading() as work:
        for get, id_ in ((work.members.get, member.id), (work.households.get, home.id)):
            with pytest.raises(NotFound):
                get(id_)
        crew = work.patrols.get(patrol.id).crew
        assert [each.name for each in crew] == [forgetting.name_instead(), "Walt Kim"]
        assert crew[0].member_id is None
        assert work.patrols.get(patrol.id).person_minutes == patrol.person_minutes
        assert watches.get(work).blocks[0].captain_id is None
        assert [each.id for each in drafts.all_of(work)] == ["other"]
        assert [work.search(word) for word in SECRETS] == [[] for _ in SECRETS]
        assert patrol.id in [hit.id for hit in work.search("name removed walt")]
        assert work.was_forgotten(member.id)
        assert work.was_forgotten(home.id)
        assert not work.was_forgotten(patrol.id)
    assert done.receipt.removed.records == 2
    assert done.receipt.removed.named >= 3
    assert Ref(Kind.PATROL, patrol.id) in done.changes.records
    told = " ".join([*forgetting.receipt_lines(done.receipt), str(done), str(done.receipt)])
    assert not any(word in told for word in SECRETS)


def test_forgetting_cannot_be_undone_and_what_was_done_besides_can(planted):
    desk, member, _home, _patrol = planted
    later = desk.add(name="Ann Later")
    forget(desk, member)
    with desk.reading() as work:
        assert work.history(limit=1)[0].does == "step.person_forgotten"
        step = undoing.upcoming(work).undo
        assert step.does == "step.member_added"
    with desk.work() as work:
        undoing.undo(work)
    with pytest.raises(NotFound), desk.reading() as work:
        work.members.get(later.id)
    # Walt was added before, and the patrol on which he went stays.
    with pytest.raises(InUse), desk.work() as work:
        undoing.undo(work)
    assert checking.check(desk.store).good
    with desk.reading() as work:
        told = [each for each in work.history(limit=100) if each.does == "step.member_added"]
    assert any(each.state == "lasting" for each in told), "that it was done stays in the history"
    with pytest.raises(Refused), desk.work() as work:
        work.undo(next(each.id for each in told if each.state == "lasting"))


def test_backups_and_copies_from_before_updates_are_cleaned_on_request(planted, tmp_path):
    desk, member, _home, patrol = planted
    path, secret = desk.store.path, desk.store.passphrase
    with desk.work() as work:
        draft = patrol_draft(entries=(EntryDraft(clock="20:45", seen=f"Met {NAME}, 916.555.0163"),))
        patrols.log(work, draft, **HOW)
    backups.back_up(path, secret, now=desk.now, zone=SACRAMENTO)
    desk.log(day="2026-08-03")
    backups.back_up(path, secret, now=desk.tick(), zone=SACRAMENTO)
    backups.copy_before_update(path, secret, now=desk.now, zone=SACRAMENTO)
    older(backups.files_of(path)[-1], secret)
    broken = backups.folder(path) / "a not readable 2026-01-01 10.00.00.damaged"
    broken.write_bytes(b"nobody")
    copies = backups.files_of(path)
    assert len(copies) == 3
    before = [plain_bytes(each, secret, tmp_path) for each in copies]
    assert all(found_in(each) for each in before)
    for each in tmp_path.glob("plain *"):
        each.unlink()
    done = forget(desk, member)
    done = forgetting.in_backups(path, secret, done)
    assert done.receipt.backups == 3
    assert [each.values["name"] for each in done.receipt.left] == [broken.name]
    for each in backups.files_of(path):
        plain = plain_bytes(each, secret, tmp_path)
        assert found_in(plain) == set(), each.name
        assert connections.is_encrypted(each) is bool(secret)
    # What was edited is named by the receipt: one text still names them, in the file itself.
    assert done.receipt.mentions == 1
    assert not any(each.name.endswith(".new") for each in path.parent.rglob("*"))
    look = backups.look_into(backups.files_of(path)[0], secret)
    assert look.counts["patrol"] >= 3
    desk.close()
    backups.restore(path, secret, backups.backups_of(path)[0].path, now=NOW, zone=SACRAMENTO)
    desk.store = files.open_file(path, secret, now=NOW, zone=SACRAMENTO)
    assert checking.check(desk.store).good
    assert desk.patrol(patrol.id).crew[0].name == forgetting.name_instead()


def older(path: Path, secret: str | None) -> None:
    """Make a copy one of version 2: its tables made by the first two steps, the records as they are."""
    making = path.with_name("older.sacwatch")
    connections.connect(making, secret, create=True).close()
    old, new = connections.connect(making, secret), connections.connect(path, secret)
    with engine_on(old, write=True).begin() as transaction:
        command.upgrade(upgrading.alembic_config(transaction), "0002")
    old.execute("PRAGMA foreign_keys = OFF")
    for (name,) in old.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        if name.startswith(("sqlite_", "search_text_", "alembic")):
            continue
        columns = [row[1] for row in old.execute(f'PRAGMA table_info("{name}")').fetchall()]
        told = ", ".join(f'"{each}"' for each in (["rowid"] if name == "search_text" else []) + columns)
        values = [tuple(row) for row in new.execute(f'SELECT {told} FROM "{name}"').fetchall()]
        marks = ", ".join("?" * (told.count(",") + 1))
        old.executemany(f'INSERT INTO "{name}" ({told}) VALUES ({marks})', values)
    # No record of a kind that was not there was ever searched.
    later = "SELECT id FROM search_entry WHERE kind IN ('concern', 'action')"
    old.execute(f"DELETE FROM search_text WHERE rowid IN ({later})")
    old.execute(f"DELETE FROM search_entry WHERE id IN ({later})")
    old.execute("PRAGMA user_version = 2")
    old.execute("PRAGMA journal_mode = DELETE")
    old.execute("VACUUM")
    old.close()
    new.close()
    shutil.move(making, path)


def test_texts_that_speak_of_them_are_listed_for_the_captain_to_edit(desk):
    member = desk.add(name=NAME, phones=(PhoneDraft("916-555-0163"),), email="zqmail@example.org")
    patrol = desk.log(
        crew=(PatrollerDraft("Walt Kim"),),
        entries=(EntryDraft(clock="20:45", seen=f"Rang {NAME}, came at once."),),
        note="Thanks to zqlást and Walt",
    )
    incident = desk.record(happened="Call 916 555 0163 first", note="by Zqfars")
    found = forgetting.look(desk.store, member.id, now=desk.now)
    told = [(each.ref.kind, each.field, each.sure) for each in found.mentions]
    assert told == [
        (Kind.INCIDENT, "happened", True),
        (Kind.PATROL, "seen", True),
        (Kind.PATROL, "note", False),
    ]
    assert {each.ref.id for each in found.mentions} == {patrol.id, incident.id}
    assert [forgetting.field_words(each) for each in found.mentions] == [
        "What happened",
        "What was seen",
        "Note",
    ]
    done = forget(desk, member)
    assert done.receipt.mentions == 2
    assert desk.patrol(patrol.id).entries[0].seen == f"Rang {NAME}, came at once.", "as they were"
    assert checking.check(desk.store).good
    # The captain edits them, and finishes.
    with desk.work() as work:
        draft = patrol_draft_of(work.patrols.get(patrol.id), zone=SACRAMENTO)
        entries = (dataclasses.replace(draft.entries[0], seen="Rang a neighbor"),)
        patrols.change(work, patrol.id, dataclasses.replace(draft, entries=entries, note=""), **HOW)
    with desk.work() as work:
        incidents.change(work, incident.id, incident_draft(happened="Call first"), **HOW)
    assert found_in(desk.store.path, desk.store.path.with_name(f"{desk.store.path.name}-wal"))
    done = forgetting.again(desk.store, done, now=desk.tick())
    assert done.receipt.mentions == 0
    assert found_in(desk.store.path.parent, secrets=(FIRST, "zqmail", "555-0163", "555 0163")) == set()
    assert checking.check(desk.store).good
    with desk.reading() as work:
        assert [each.does for each in work.history(limit=40)].count("step.person_forgotten") == 1


def test_a_sheet_on_which_they_stand_by_name_alone_loses_it(desk):
    crew = (PatrollerDraft(NAME), PatrollerDraft("Walt Kim"))
    with desk.work() as work:
        sheet = sheets.prepare(work, SheetDraft(day="2026-09-25", crew=crew), **HOW)
    member = desk.add(name=NAME, phones=(), email="")
    forget(desk, member)
    assert found_in(desk.store.path.parent, secrets=(FIRST, LAST)) == set()
    with desk.reading() as work:
        names = [each.name for each in work.sheets.get(sheet.id).crew]
    assert names == [forgetting.name_instead(), "Walt Kim"]
    assert checking.check(desk.store).good


def test_others_with_a_name_like_theirs_are_left_alone(desk):
    member = desk.add(name="Ann Kim", phones=(), email="", note="")
    other = desk.add(name="Walt Kim")
    annual = desk.log(crew=(PatrollerDraft("Walt Kim", other.id),), note="Annual check. Kim asked for it.")
    done = forget(desk, member)
    assert desk.patrol(annual.id) == annual
    with desk.reading() as work:
        assert work.members.get(other.id) == other
    assert done.receipt.mentions == 0


def test_names_and_numbers_of_other_peoples_own_entries_are_nothing_to_look_at(desk):
    number = (PhoneDraft("916-555-0163"),)
    member = desk.add(name="Walter", phones=number, email="", note="")
    with desk.work() as work:
        draft = dataclasses.replace(member_draft_of(member), name="Walter Zqlast")
        members.change(work, member.id, draft, today=TODAY)
    desk.add(name="Walter Kim", phones=number, email="", note="")
    noted = desk.add(name="Rosa Ruiz", phones=(), email="", note="Walter Zqlast knows her")
    twice = desk.add(name="Walter Zqlast", phones=(), email="", note="")
    found = forgetting.look(desk.store, member.id, now=desk.now).mentions
    assert {(each.ref.id, each.field) for each in found} == {(noted.id, "note"), (twice.id, "name")}


def test_a_home_where_somebody_else_lives_stays(desk):
    home = desk.house()
    member = desk.add(name=NAME, household_id=home.id)
    other = desk.add(name="Walt Kim", household_id=home.id)
    assert forgetting.look(desk.store, member.id, now=desk.now).home is None
    forget(desk, member)
    with desk.reading() as work:
        assert work.households.get(home.id) == home
        assert work.members.get(other.id) == other


def test_an_empty_home_where_they_lived_before_is_offered_and_goes_on_request(desk):
    first = desk.house(place=PlaceDraft("12 Zq Lane"), vacations=())
    shared = desk.house(place=PlaceDraft("14 Zq Lane"), vacations=())
    member = desk.add(name=NAME, household_id=first.id)
    desk.add(name="Walt Kim", household_id=shared.id)
    for home in (shared.id, None):
        with desk.work() as work:
            draft = dataclasses.replace(member_draft_of(work.members.get(member.id)), household_id=home)
            members.change(work, member.id, draft, today=TODAY)
    assert forgetting.look(desk.store, member.id, now=NOW).former == (first,)
    forgetting.forget(desk.store, member.id, with_home=True, with_former=[first.id], now=NOW)
    with desk.reading() as work:
        assert [each.id for each in work.households.active()] == [shared.id]
    assert found_in(desk.store.path.parent, secrets=("12 Zq Lane",)) == set()


def test_a_home_stays_where_the_captain_says_so(desk):
    home = desk.house()
    member = desk.add(name=NAME, household_id=home.id)
    assert forgetting.look(desk.store, member.id, now=desk.now).home == home
    forget(desk, member, with_home=False)
    with desk.reading() as work:
        assert work.households.get(home.id) == home


def test_papers_in_the_folder_are_made_again_without_the_name(planted, tmp_path):
    desk, member, _home, _patrol = planted
    folder = tmp_path / "papers"
    desk.record()

    def ask(question):
        with desk.reading() as work:
            return question(work)

    def tell(deed):
        with desk.work() as work:
            return deed(work)

    def sync():
        target = syncing.Target(folder)
        where = {"watch_file": desk.store.path, "now": desk.tick(), "zone": SACRAMENTO}
        return syncing.run(ask, tell, target, **where)

    first = sync()

    def telling():
        texts = {path.name: whole_text(path.read_bytes()) for path in folder.glob("*.pdf")}
        return {name for name, text in texts.items() if FIRST in text or "Zqtyped" in text}

    assert len(telling()) >= 3
    forget(desk, member)
    second = sync()
    assert set(second.written) and set(second.written) < set(first.written)
    assert telling() == set()
    assert sync().written == []


def test_the_receipt_names_each_place_that_still_holds_papers_from_before(planted, tmp_path):
    """One that waits for Release, one that is unplugged and one that is let go; not what was made anew."""
    desk, member, _home, _patrol = planted
    drafts_ = {
        "Mine": DestinationDraft(name="Mine"),
        "Stick": DestinationDraft(name="Stick"),
        "Members": DestinationDraft(name="Members", audience="members"),
        "Old": DestinationDraft(name="Old"),
    }
    ids = {}
    for name, draft in drafts_.items():
        (tmp_path / name).mkdir()
        with desk.work() as work:
            draft = dataclasses.replace(draft, address=str(tmp_path / name))
            ids[name] = destinations.add(work, draft, watch_file=desk.store.path).id

    def ask(question):
        with desk.reading() as work:
            return question(work)

    def tell(deed):
        with desk.work() as work:
            return deed(work)

    def where():
        return {"watch_file": desk.store.path, "now": desk.tick(), "zone": SACRAMENTO}

    def places():
        looks = syncing.look_all(ask, **where())
        return {each.place: each for each in ask(lambda work: oldpapers.standing(work, looks))}

    syncing.run_all(ask, tell, **where())
    look = next(each for each in syncing.look_all(ask, **where()) if each.target.called == "Members")
    syncing.run_all(ask, tell, released={look.target.id: look.released}, **where())
    with desk.work() as work:
        destinations.remove(work, ids["Old"])
    (tmp_path / "Stick").rename(tmp_path / "pulled out")
    done = forget(desk, member)
    before = places()
    assert {name: each.why for name, each in before.items()} == {
        "Mine": Why.SOON,
        "Stick": Why.AWAY,
        "Members": Why.RELEASE,
        destinations.folder_key(tmp_path / "Old"): Why.LEFT,
    }
    syncing.run_all(ask, tell, **where())
    after = places()
    assert before.keys() - after.keys() == {"Mine"} and after["Stick"] == before["Stick"]
    assert after["Stick"].problem.key == "trouble.target_folder_gone"
    told = receipts.lines(forgetting.with_places(done, tuple(after.values())).receipt)
    for words in ("“Members” holds", "wait for Release", "“Stick” is not to be reached", "not kept current"):
        assert any(words in line for line in told), words


def test_forgetting_somebody_who_is_gone_is_said(desk):
    member = desk.add()
    forget(desk, member)
    with pytest.raises(NotFound):
        forget(desk, member)


def test_a_reader_in_the_way_is_told_and_the_file_is_clean_afterwards(desk):
    member, _home, _patrol = plant(desk)
    reader = desk.store.connection()
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM patrol").fetchone()
    desk.store._connection.execute("PRAGMA busy_timeout = 50")
    done = forget(desk, member)
    assert [each.key for each in done.receipt.left] == ["trouble.log_not_emptied"]
    reader.execute("ROLLBACK")
    reader.close()
    desk.store.rest()
    assert found_in(desk.store.path.parent) == set()


def test_a_patrol_that_stands_open_in_a_form_counts_as_changed(planted):
    desk, member, _home, patrol = planted
    forget(desk, member)
    assert desk.patrol(patrol.id).changed_at > patrol.changed_at


def test_nobody_else_sees_that_somebody_was_forgotten(desk):
    """A crew member without a name is counted on papers for others, like one who did not agree."""
    member = desk.add(name=NAME, consents=(ConsentDraft("name", "members", "2026-09-01"),))
    patrol = desk.log(crew=(PatrollerDraft(NAME, member.id), PatrollerDraft("Ann")))
    forget(desk, member)
    with desk.reading() as work:
        seen = showing.eyes(work, Audience.MEMBERS).see(work.patrols.get(patrol.id))
    assert [each.name for each in seen.crew] == ["", ""]


def test_a_file_opened_for_reading_forgets_nobody(planted):
    desk, member, _home, _patrol = planted
    path, secret = desk.store.path, desk.store.passphrase
    desk.close()
    with Store.open(path, secret, read_only=True) as store, pytest.raises(ReadOnlyPlace):
        forgetting.forget(store, member.id, with_home=True, now=NOW)


def test_of_an_open_form_about_somebody_who_was_forgotten_nothing_is_kept(desk):
    member = desk.add(name=NAME)
    forget(desk, member)
    with desk.work() as work:
        drafts.keep(work, "open", Kind.MEMBER, member.id, {"name": NAME})
    with desk.reading() as work:
        assert drafts.all_of(work) == []
        with pytest.raises(NotFound) as caught:
            drafts.standing(work, Kind.MEMBER, member.id)
    assert caught.value.problem.key == "trouble.forgotten_meanwhile"
    assert found_in(desk.store.path.parent, secrets=(FIRST,)) == set()


def test_of_an_open_form_that_still_names_them_the_name_is_not_kept(desk):
    member, walt = desk.add(name=NAME), desk.add(name="Walt Kim")
    forget(desk, member)
    crew = [
        {"name": "Walt Kim", "member_id": walt.id, "seat": "driver"},
        {"name": NAME, "member_id": member.id, "seat": "observer"},
    ]
    with desk.work() as work:
        drafts.keep(
            work, "open", Kind.PATROL, None, {"crew": crew, "note": f"Asked {NAME} twice", "area": ""}
        )
    with desk.reading() as work:
        [kept] = drafts.all_of(work)
    assert kept.data == {
        "crew": [crew[0], {"name": "—", "member_id": None, "seat": "observer"}],
        "note": "Asked — twice",
        "area": "",
    }
    assert found_in(desk.store.path.parent, secrets=(FIRST,)) == set()


def test_a_patrol_form_that_still_names_them_says_so(desk):
    member, walt = desk.add(name=NAME), desk.add(name="Walt Kim")
    forget(desk, member)
    crew = (PatrollerDraft("Walt Kim", walt.id), PatrollerDraft(NAME, member.id))
    with pytest.raises(Invalid) as caught:
        desk.log(crew=crew)
    assert {where: each.key for where, each in caught.value.problems.items()} == {
        "crew.1.name": "problem.person_forgotten"
    }


def test_a_patrol_form_with_somebody_who_was_removed_keeps_the_name(desk):
    member = desk.add(name="Ann Ruiz")
    with desk.work() as work:
        members.remove(work, member.id)
    patrol = desk.log(crew=(PatrollerDraft("Ann Ruiz", member.id),))
    assert [(each.name, each.member_id) for each in patrol.crew] == [("Ann Ruiz", None)]


def test_a_receipt_that_is_saved_before_the_places_were_looked_at_says_so(desk, tmp_path):
    done = forget(desk, desk.add(name=NAME))
    for known, said in ((done, True), (forgetting.with_places(done, ()), False)):
        receipts.save(tmp_path / "receipt.txt", known.receipt, watch_name="Oak", zone=SACRAMENTO)
        text = (tmp_path / "receipt.txt").read_text(encoding="utf-8-sig")
        assert ("was not looked at yet" in text, "No place for papers holds" in text) == (said, not said)
