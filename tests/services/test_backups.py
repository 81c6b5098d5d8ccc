"""Backups: made when something changed, checked, thinned out, looked into and restored."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sacwatch.domain.errors import Cancelled, Trouble
from sacwatch.domain.kinds import Kind
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import backups, checking, drafts, files
from sacwatch.store import connection as connections
from sacwatch.store import copies, errors
from sacwatch.store.files import Store
from tests.making import NOW, Desk

SECRET = "Correct horse"


def back_up(desk, at=None):
    return backups.back_up(desk.store.path, desk.store.passphrase, now=at or desk.now, zone=SACRAMENTO)


def names(path):
    return [each.path.name for each in backups.backups_of(path)]


@pytest.fixture(params=[None, SECRET], ids=["plain", "encrypted"])
def either(request, tmp_path):
    """Give the open file of an ordinary watch, plain and encrypted."""
    desk = Desk.begin(tmp_path / "Oak [1] Park.sacwatch", request.param)
    yield desk
    desk.close()


def test_a_backup_holds_what_the_open_file_holds(either):
    desk = either
    patrol = desk.log()
    made = back_up(desk)
    assert made.name == "Oak [1] Park 2026-09-20 11.02.00.sacwatch"
    assert made.parent.name == "Oak [1] Park backups"
    assert connections.is_encrypted(made) is desk.store.encrypted
    with Store.open(made, desk.store.passphrase) as store:
        assert Desk(store).patrol(patrol.id) == patrol
        assert checking.check(store).good


def test_a_backup_is_one_whole_file_that_nothing_is_left_beside(either):
    either.log()
    made = back_up(either)
    assert list(made.parent.iterdir()) == [made]
    before = made.read_bytes()
    backups.look_into(made, either.store.passphrase)
    assert list(made.parent.iterdir()) == [made]
    assert made.read_bytes() == before


def test_closing_while_the_backup_of_the_opening_is_being_written(either, monkeypatch):
    either.log()
    real, begun, go_on = copies.copy_to, threading.Event(), threading.Event()

    def slow(*given):
        begun.set()
        assert go_on.wait(10)
        return real(*given)

    monkeypatch.setattr(copies, "copy_to", slow)
    with ThreadPoolExecutor(2) as pool:
        opening = pool.submit(back_up, either)
        assert begun.wait(10)
        closing = pool.submit(back_up, either)
        go_on.set()
        made = opening.result()
        assert closing.result() is None, "nothing changed since the one that was under way"
    assert list(made.parent.iterdir()) == [made]


def test_nothing_changed_means_no_new_backup(either):
    either.log()
    assert back_up(either) is not None
    assert back_up(either, NOW + timedelta(days=3)) is None
    either.close()
    either.store = files.open_file(either.store.path, either.store.passphrase, now=NOW, zone=SACRAMENTO)
    assert back_up(either, NOW + timedelta(days=4)) is None, "opening and closing changes nothing"
    assert len(names(either.store.path)) == 1


def test_each_sort_of_change_means_a_new_backup(desk):
    back_up(desk)
    patrol = desk.log()
    assert back_up(desk) is not None
    with desk.work() as work:
        drafts.keep(work, "d", Kind.PATROL, None, {"a": 1})
    assert back_up(desk) is not None
    desk.tick()
    with desk.work() as work:
        drafts.keep(work, "d", Kind.PATROL, None, {"a": 2})
    assert back_up(desk) is not None
    with desk.work() as work:
        work.patrols.remove(patrol.id)
    assert back_up(desk) is not None
    assert back_up(desk) is None


def test_a_backup_may_be_made_while_the_window_works(desk):
    desk.log()
    with desk.work() as work:
        made = back_up(desk)
        work.patrols.remove(work.patrols.latest().id)
    assert backups.look_into(made, None).counts["patrol"] == 1


def test_a_backup_tells_its_progress_and_leaves_nothing_where_it_is_cancelled(desk):
    def cancel(done, total):
        raise Cancelled

    with pytest.raises(Cancelled):
        backups.back_up(desk.store.path, None, now=desk.now, zone=SACRAMENTO, progress=cancel)
    assert list(backups.folder(desk.store.path).iterdir()) == []
    seen = []
    backups.back_up(
        desk.store.path, None, now=desk.now, zone=SACRAMENTO, progress=lambda *of: seen.append(of)
    )
    assert seen[-1][0] == seen[-1][1] > 0


def test_two_backups_of_one_second_do_not_replace_each_other(desk):
    one = back_up(desk)
    at = desk.now
    desk.log()
    two = back_up(desk, at)
    assert one != two
    assert backups.look_into(one, None).counts["patrol"] == 0
    assert backups.look_into(two, None).counts["patrol"] == 1


def test_a_backup_that_does_not_read_back_is_not_kept(desk, monkeypatch):
    """What reaches the disk is what is checked, not what was meant to reach it."""

    def spoiling(path):
        with path.open("r+b") as file:
            file.seek(connections.PAGE_SIZE)
            file.write(b"\xff" * connections.PAGE_SIZE * 2)

    monkeypatch.setattr(copies, "_flush", spoiling)
    with pytest.raises(errors.Damaged) as caught:
        back_up(desk)
    assert caught.value.problem.values["name"].startswith("watch 2026")
    assert list(backups.folder(desk.store.path).iterdir()) == []


def test_a_damaged_newest_backup_means_a_new_one(desk):
    made = back_up(desk)
    made.write_bytes(b"")
    assert back_up(desk) is not None


def test_a_folder_that_cannot_be_made_is_told(desk):
    backups.folder(desk.store.path).write_text("in the way")
    with pytest.raises(Trouble) as caught:
        back_up(desk)
    assert caught.value.problem.key == "trouble.no_backup_folder"


def test_files_of_other_people_in_the_folder_are_left_alone(desk):
    made = back_up(desk)
    theirs = {
        "holiday.sacwatch",
        "holiday 2025-01-01 10.00.00.sacwatch",
        "watch 2026-13-45 99.99.99.sacwatch",
        "watch copy 2025-01-01 10.00.00.sacwatch",
        "notes.txt",
    }
    for name in theirs:
        (made.parent / name).write_text("mine")
    pretend(desk.store.path, *(datetime(2025, 1, day) for day in range(1, 30)))  # noqa: DTZ001
    desk.log()
    back_up(desk, desk.now + timedelta(days=400))
    left = {each.name for each in made.parent.iterdir()}
    assert theirs < left
    assert len(left) < 20


# Thinning


def pretend(path, *moments):
    """Lay files with the names of backups into the folder."""
    backups.folder(path).mkdir(exist_ok=True)
    for at in moments:
        (backups.folder(path) / f"{path.stem} {at:%Y-%m-%d %H.%M.%S}.sacwatch").write_bytes(b"x")


def kept_after(path, *moments):
    """Give the times of the backups that are left after thinning."""
    for each in backups.files_of(path):
        each.unlink()
    pretend(path, *moments)
    backups._thin_out(path)
    return [each.at for each in backups.backups_of(path)]


def test_of_each_day_the_first_and_the_last_are_kept(tmp_path):
    day = datetime(2026, 9, 20)  # noqa: DTZ001
    hours = [day.replace(hour=hour) for hour in (7, 9, 12, 18, 23)]
    assert kept_after(tmp_path / "a.sacwatch", *hours) == [hours[-1], hours[0]]


def test_ten_days_are_kept_and_the_last_of_each_of_twelve_months(tmp_path):
    newest = datetime(2026, 9, 20, 12)  # noqa: DTZ001
    daily = [newest - timedelta(days=back) for back in range(800)]
    kept = kept_after(tmp_path / "a.sacwatch", *daily)
    assert kept[:10] == daily[:10]
    assert [(each.year, each.month) for each in kept[10:]] == [
        (2026, 8), (2026, 7), (2026, 6), (2026, 5), (2026, 4), (2026, 3), (2026, 2), (2026, 1),
        (2025, 12), (2025, 11), (2025, 10),
    ]  # fmt: skip
    assert kept[10] == datetime(2026, 8, 31, 12), "the last one of the month"  # noqa: DTZ001


def test_a_watch_that_rests_for_months_keeps_what_it_has(tmp_path):
    """Days are counted where there are backups, so a long winter takes none away."""
    days = [datetime(2026, month, 3, 12) for month in (1, 3, 5, 7, 9)]  # noqa: DTZ001
    assert kept_after(tmp_path / "a.sacwatch", *days) == days[::-1]


@settings(max_examples=30)
@given(st.sets(st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 31)), max_size=40))  # noqa: DTZ001
def test_the_newest_backup_is_always_kept_and_thinning_twice_takes_no_more(tmp_path, moments):
    path = tmp_path / "a.sacwatch"
    moments = {each.replace(microsecond=0) for each in moments}
    kept = kept_after(path, *moments)
    assert kept[:1] == sorted(moments, reverse=True)[:1]
    assert len({each.date() for each in kept}) <= backups.DAYS_KEPT + backups.MONTHS_KEPT
    backups._thin_out(path)
    assert [each.at for each in backups.backups_of(path)] == kept


def test_a_year_of_opening_and_closing_leaves_at_most_the_days_and_months(desk):
    """The real thing, driven by the times that are handed in."""
    for day in range(0, 400, 8):
        desk.now = datetime(2026, 9, 20, 18, tzinfo=UTC) + timedelta(days=day)
        back_up(desk, desk.now)
        desk.add()
        back_up(desk, desk.now + timedelta(hours=1))
    kept = backups.backups_of(desk.store.path)
    assert len(kept) <= 2 * backups.DAYS_KEPT + backups.MONTHS_KEPT
    assert len({(each.at.year, each.at.month) for each in kept}) == backups.MONTHS_KEPT
    assert backups.look_into(kept[0].path, None).counts["member"] == 50
    assert backups.look_into(kept[1].path, None).counts["member"] == 49


def test_half_made_files_go_after_a_day_and_not_before(desk):
    back_up(desk)
    beside = backups.folder(desk.store.path)
    old, fresh = beside / ".watch 2026.sacwatch.1.new", beside / ".watch 2026.sacwatch.2.new"
    main = desk.store.path.with_name(f".{desk.store.path.name}.3.new-journal")
    for each, hours in ((old, 25), (fresh, 23), (main, 30)):
        each.write_bytes(b"x")
        at = (desk.now - timedelta(hours=hours)).timestamp()
        os.utime(each, (at, at))
    desk.log()
    desk.now -= timedelta(minutes=1)
    back_up(desk)
    assert (old.exists(), fresh.exists(), main.exists()) == (False, True, False)


# Looking and restoring


def test_a_backup_is_looked_into_before_it_is_restored(either):
    patrol = either.log()
    either.record()
    made = back_up(either)
    found = backups.look_into(made, either.store.passphrase)
    assert found.watches == ("Boulevard Park Watch",)
    assert found.counts == {"member": 0, "patrol": 1, "incident": 1, "attachment": 0}
    assert found.last_patrol == patrol.started_at
    assert found.last_change == either.now


@pytest.mark.parametrize(
    ("spoil", "key"),
    [
        (lambda data: b"", "trouble.empty_file"),
        (lambda data: data[:5000], "trouble.damaged"),
        (lambda data: b"x" * 5000, "trouble.not_ours_or_cut"),
    ],
)
def test_a_backup_that_does_not_open_says_why_and_is_not_restored(desk, spoil, key):
    made = back_up(desk)
    made.write_bytes(spoil(made.read_bytes()))
    desk.close()
    before = desk.store.path.read_bytes()
    for deed in (
        lambda: backups.look_into(made, None),
        lambda: backups.restore(desk.store.path, None, made, now=NOW, zone=SACRAMENTO),
    ):
        with pytest.raises(Trouble) as caught:
            deed()
        assert caught.value.problem.key == key
    assert desk.store.path.read_bytes() == before
    assert len(list(made.parent.iterdir())) == 1


def restored(desk, backup, at=NOW):
    aside = backups.restore(desk.store.path, desk.store.passphrase, backup, now=at, zone=SACRAMENTO)
    desk.store = files.open_file(desk.store.path, desk.store.passphrase, now=at, zone=SACRAMENTO)
    return aside


def test_restoring_brings_back_the_backup_and_keeps_what_stood_there(either):
    first = either.log()
    made = back_up(either)
    second = either.log()
    either.close()
    aside = restored(either, made)
    assert either.patrol(first.id) == first
    assert either.store.contents().counts["patrol"] == 1
    assert checking.check(either.store).good
    assert backups.look_into(aside, either.store.passphrase).counts["patrol"] == 2
    either.close()
    restored(either, aside)
    assert either.patrol(second.id) == second


def test_restoring_at_the_second_of_the_backup_does_not_overwrite_it(desk):
    desk.log()
    made = back_up(desk)
    at = desk.now
    desk.log()
    desk.close()
    aside = restored(desk, made, at)
    assert aside != made
    assert desk.store.contents().counts["patrol"] == 1
    assert backups.look_into(aside, None).counts["patrol"] == 2


@pytest.mark.parametrize(
    "spoil",
    [lambda data: b"", lambda data: data[: len(data) // 2], lambda data: b"\x00" * len(data)],
    ids=["empty", "cut", "zeros"],
)
def test_restoring_over_a_damaged_file_keeps_its_bytes(either, spoil):
    patrol = either.log()
    made = back_up(either)
    either.close()
    damaged = spoil(either.store.path.read_bytes())
    either.store.path.write_bytes(damaged)
    aside = restored(either, made)
    assert either.patrol(patrol.id) == patrol
    assert aside.suffix == ".damaged"
    assert aside.read_bytes() == damaged


def test_restoring_where_the_file_is_gone(desk):
    patrol = desk.log()
    made = back_up(desk)
    desk.close()
    desk.store.path.unlink()
    restored(desk, made)
    assert desk.patrol(patrol.id) == patrol


def test_what_a_crash_left_beside_the_old_file_is_not_played_into_the_restored_one(desk, tmp_path):
    made = back_up(desk)
    desk.log(note="saved after the backup")
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for each in desk.store.path.parent.glob("watch.sacwatch*"):
        (crashed / each.name).write_bytes(each.read_bytes())
    assert (crashed / "watch.sacwatch-wal").stat().st_size
    path = crashed / "watch.sacwatch"
    aside = backups.restore(path, None, made, now=NOW, zone=SACRAMENTO)
    assert not [each for each in crashed.iterdir() if "-wal" in each.name]
    with Store.open(path) as store:
        assert store.contents().counts["patrol"] == 0
    assert backups.look_into(aside, None).counts["patrol"] == 1, "what the crash left is in the copy"


def test_a_newer_backup_is_not_restored(desk, monkeypatch):
    made = back_up(desk)
    desk.close()
    before = desk.store.path.read_bytes()
    monkeypatch.setattr(copies.schema, "VERSION", 0)
    with pytest.raises(errors.NewerFile):
        backups.restore(desk.store.path, None, made, now=NOW, zone=SACRAMENTO)
    assert desk.store.path.read_bytes() == before
