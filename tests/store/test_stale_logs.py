"""A log that a stick pulled out left beside a name is never played into the file that takes the name."""

import shutil

import pytest

from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import backups, files, sample
from sacwatch.store.checking import check
from sacwatch.store.files import Store
from tests.making import NOW, Desk

SECRET = "Correct horse"


def pulled_out(path, passphrase=None):
    """Leave a file whose last save stands in its log alone, as when its stick is pulled out."""
    desk = Desk.begin(path, passphrase)
    desk.store.rest()
    desk.log(area="Of the old watch")
    kept = path.with_name("kept")
    kept.mkdir()
    for each in path.parent.glob(f"{path.name}*"):
        shutil.copy(each, kept)
    desk.close()
    for each in kept.iterdir():
        shutil.move(each, path.parent / each.name)
    kept.rmdir()
    assert path.with_name(path.name + "-wal").stat().st_size
    return path


def areas(path, passphrase=None):
    """Give the areas of all patrols in a file that must be whole."""
    with Store.open(path, passphrase) as store:
        assert check(store).good
        return [area for (area,) in store._connection.execute("SELECT area FROM patrol")]


@pytest.mark.parametrize("secret", [None, SECRET], ids=["plain", "encrypted"])
def test_a_copy_takes_the_place_of_a_file_that_was_pulled_out(tmp_path, secret):
    target = tmp_path / "stick" / "copy.sacwatch"
    target.parent.mkdir()
    pulled_out(target, secret)
    desk = Desk.begin(tmp_path / "a.sacwatch", secret)
    desk.log(area="Of the new watch")
    files.save_copy(desk.store, target)
    desk.close()
    assert list(target.parent.iterdir()) == [target]
    assert areas(target, secret) == ["Of the new watch"]


def test_a_copy_takes_the_place_of_a_half_written_file_with_its_rollback_journal(tmp_path):
    target = tmp_path / "copy.sacwatch"
    old = Desk.begin(tmp_path / "Dropbox.sacwatch")
    connection = old.store._connection
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE watch SET name = 'half' || hex(zeroblob(400000))")
    for suffix in ("", "-journal"):
        shutil.copy(f"{old.store.path}{suffix}", f"{target}{suffix}")
    connection.execute("ROLLBACK")
    old.close()
    assert (tmp_path / "copy.sacwatch-journal").stat().st_size
    desk = Desk.begin(tmp_path / "a.sacwatch")
    desk.log(area="Of the new watch")
    files.save_copy(desk.store, target)
    desk.close()
    assert areas(target) == ["Of the new watch"]


@pytest.mark.parametrize("secret", [None, SECRET], ids=["plain", "encrypted"])
def test_a_new_file_is_empty_where_a_deleted_one_left_its_log(tmp_path, secret):
    path = pulled_out(tmp_path / "a.sacwatch", secret)
    path.unlink()
    with files.create(path, secret) as store:
        assert store.contents().watches == ()
        assert check(store).good
    assert list(tmp_path.iterdir()) == [path]


def test_a_name_that_is_taken_keeps_its_log(tmp_path):
    path = pulled_out(tmp_path / "a.sacwatch")
    with pytest.raises(FileExistsError):
        Store.create(path)
    assert areas(path) == ["Of the old watch"]


def test_the_sample_watch_is_whole_where_one_was_pulled_out(tmp_path):
    path = pulled_out(tmp_path / "a.sacwatch")
    sample.make_file(path, now=NOW, zone=SACRAMENTO)
    assert list(tmp_path.iterdir()) == [path]
    assert "Of the old watch" not in areas(path)


def test_another_passphrase_keeps_what_stood_in_the_log(tmp_path):
    path = pulled_out(tmp_path / "a.sacwatch")
    files.set_passphrase(path, None, SECRET)
    assert list(tmp_path.iterdir()) == [path]
    assert areas(path, SECRET) == ["Of the old watch"]


def test_a_restored_backup_takes_the_place_of_a_file_that_was_pulled_out(tmp_path):
    path = tmp_path / "a.sacwatch"
    pulled_out(path)
    other = Desk.begin(tmp_path / "b.sacwatch")
    made = backups.back_up(other.store.path, None, now=NOW, zone=SACRAMENTO)
    other.close()
    aside = backups.restore(path, None, made, now=NOW, zone=SACRAMENTO)
    assert areas(path) == []
    assert areas(aside) == ["Of the old watch"], "what stood in the log is in the copy of what was there"
