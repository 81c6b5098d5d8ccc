"""Where things are: sync folders, network drives and file names, by the rules of every system."""

import ctypes
import sys
import types
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sacwatch import paths


@pytest.mark.parametrize(
    "place",
    [
        "Users/rosa/OneDrive/Documents/a.sacwatch",
        "Users/rosa/OneDrive - Oak Park/a.sacwatch",
        "Users/rosa/Dropbox/watch/a.sacwatch",
        "Users/rosa/Dropbox (Personal)/a.sacwatch",
        "Users/rosa/Google Drive/a.sacwatch",
        "Users/rosa/Library/CloudStorage/GoogleDrive-rosa@example.org/My Drive/a.sacwatch",
        "Users/rosa/Library/Mobile Documents/com~apple~CloudDocs/a.sacwatch",
        "Users/rosa/iCloudDrive/a.sacwatch",
        "home/rosa/Nextcloud/a.sacwatch",
        "home/rosa/Syncthing/a.sacwatch",
        "home/rosa/Proton Drive/a.sacwatch",
    ],
)
def test_a_folder_of_a_sync_program_is_known_by_its_name(tmp_path, place):
    assert paths.in_sync_folder(tmp_path / place, {})


@pytest.mark.parametrize("place", ["home/rosa/Documents/a.sacwatch", "E:/a.sacwatch", "home/boxer/a"])
def test_another_folder_is_not_taken_for_one(tmp_path, place):
    assert not paths.in_sync_folder(tmp_path / place, {})


@pytest.mark.parametrize("marker", [".dropbox", ".stfolder", ".owncloudsync.log", ".tmp.drivedownload"])
def test_a_folder_of_a_sync_program_is_known_by_what_lies_in_it(tmp_path, marker):
    (tmp_path / "My watch" / "deep").mkdir(parents=True)
    (tmp_path / marker).touch()
    assert paths.in_sync_folder(tmp_path / "My watch" / "deep" / "a.sacwatch", {})


def test_windows_says_where_onedrive_is(tmp_path):
    folder = tmp_path / "Sky"
    assert paths.in_sync_folder(folder / "Documents" / "a.sacwatch", {"OneDriveCommercial": str(folder)})
    assert not paths.in_sync_folder(
        tmp_path / "a.sacwatch", {"OneDrive": str(folder), "OneDriveConsumer": ""}
    )


@pytest.mark.parametrize("place", ["\\\\server\\share\\a.sacwatch", "//server/share/a.sacwatch"])
def test_a_share_by_its_name_is_on_the_network(place):
    assert paths.on_network_drive(Path(place))


TABLE = """\
/dev/sda1 / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
/dev/sdb1 /home/rosa/stick vfat rw 0 0
//nas/watch /mnt/our\\040share cifs rw 0 0
broken line
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/etc/a", "ext4"),
        ("/home/rosa/a.sacwatch", "nfs4"),
        ("/home/rosa/stick/a.sacwatch", "vfat"),
        ("/homestead/a", "ext4"),
        ("/mnt/our share/a.sacwatch", "cifs"),
    ],
)
def test_the_mount_table_says_what_a_path_lies_on(tmp_path, place, kind):
    table = tmp_path / "mounts"
    table.write_text(TABLE)
    assert paths._mount_type(Path(place), table) == kind
    assert (kind in paths._NETWORK_TYPES) is (kind in ("nfs4", "cifs"))


def test_without_a_mount_table_nothing_is_on_the_network(tmp_path):
    assert paths._mount_type(Path("/etc"), tmp_path / "none") == ""


@pytest.mark.parametrize(("kind", "remote"), [(4, True), (3, False), (2, False)])
def test_windows_says_which_drive_is_remote(tmp_path, monkeypatch, kind, remote):
    kernel = types.SimpleNamespace(GetDriveTypeW=lambda root: kind)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "windll", types.SimpleNamespace(kernel32=kernel), raising=False)
    assert paths.on_network_drive(tmp_path / "a.sacwatch") is remote


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Boulevard Park", "Boulevard Park"),
        ('a/b\\c:d*e?f"g<h>i|j', "a-b-c-d-e-f-g-h-i-j"),
        ("con", "_con"),
        ("NUL.txt", "_NUL.txt"),
        ("com1", "_com1"),
        ("trailing. . ", "trailing"),
        ("two\n lines\t here", "two lines here"),
        ("", "_"),
        ("...", "_"),
        ("ünï ☂", "ünï ☂"),
    ],
)
def test_a_name_is_made_one_that_every_system_takes(text, name):
    assert paths.safe_name(text) == name
    assert paths.safe_name(text, suffix=".pdf").endswith(".pdf")


@given(st.text(max_size=300))
def test_any_text_makes_a_file_name(tmp_path, text):
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return
    name = paths.safe_name(text, suffix=".sacwatch")
    assert len(name.encode()) <= 120
    assert not name.startswith(" ")
    (tmp_path / name).touch()
    (tmp_path / name).unlink()


def test_the_apps_own_folder_can_be_moved(monkeypatch, tmp_path):
    monkeypatch.setenv("SACWATCH_HOME", str(tmp_path / "x" / "y"))
    assert paths.app_data() == tmp_path / "x" / "y"
    assert paths.logs().is_dir()
    monkeypatch.delenv("SACWATCH_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    if sys.platform == "linux":
        assert paths.app_data() == tmp_path / "data" / "SacWatch"


def test_without_a_documents_folder_it_is_the_persons_own(monkeypatch, tmp_path):
    """A dialog that begins in a folder that is not there opens wherever the program was started."""
    monkeypatch.setattr(paths.platformdirs, "user_documents_dir", lambda: str(tmp_path / "Documents"))
    assert paths.documents() == Path.home()
    assert paths.still_there("") == paths.still_there(str(tmp_path / "unplugged")) == Path.home()
    (tmp_path / "Documents").mkdir()
    assert paths.documents() == tmp_path / "Documents"
    assert paths.still_there(str(tmp_path / "unplugged")) == tmp_path / "Documents"
    assert paths.still_there(str(tmp_path)) == tmp_path


def test_resources_are_found_in_a_checkout_and_in_the_built_program(monkeypatch, tmp_path):
    assert (paths.resources() / "basemap").is_dir()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resources() == tmp_path / "resources"


def test_a_link_does_not_lead_out_of_a_synced_folder(tmp_path):
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "Dropbox" / "linked").symlink_to(tmp_path / "elsewhere")
    assert paths.in_sync_folder(tmp_path / "Dropbox" / "linked" / "a.sacwatch", {})
