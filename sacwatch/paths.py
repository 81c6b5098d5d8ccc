"""Where things are on this computer; imports nothing else of SacWatch."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import platformdirs

SUFFIX = ".sacwatch"

_APP = "SacWatch"


def resources() -> Path:
    """Give the folder of icons, fonts and the base map: in a checkout, a wheel or the built app."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return Path(frozen) / "resources"
    inside = Path(__file__).resolve().parent / "_resources"
    if inside.is_dir():
        return inside
    return Path(__file__).resolve().parent.parent / "resources"


def app_data() -> Path:
    """Give the app's own data folder (base map, logs), made if need be; `SACWATCH_HOME` moves it."""
    moved = os.environ.get("SACWATCH_HOME")
    folder = Path(moved) if moved else Path(platformdirs.user_data_dir(_APP, appauthor=False))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def logs() -> Path:
    """Give the folder of log files, made if need be."""
    folder = app_data() / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def documents() -> Path:
    """Give the person's documents folder, where a new watch file is offered its place.

    Where there is none, it is their own folder: a dialog that is given one that is not there would open
    wherever the program was started.
    """
    folder = Path(platformdirs.user_documents_dir())
    return folder if folder.is_dir() else Path.home()


def still_there(remembered: str) -> Path:
    """Give a folder that was used before, or the documents folder where it is gone or there was none."""
    folder = Path(remembered)
    return folder if remembered and folder.is_dir() else documents()


# The folder names that the common sync programs give their roots, and the marker files inside them.
_SYNC_NAMES = re.compile(
    r"^(onedrive( - .*)?|dropbox( \(.*\))?|google ?drive|my drive|googledrive-.*|icloud ?drive|"
    r"com~apple~clouddocs|mobile documents|box( sync)?|pcloud ?drive|megasync|mega|nextcloud|owncloud|"
    r"syncthing|seafile|cloudstorage|creative cloud files|proton ?drive|my files)$",
    re.IGNORECASE,
)
_SYNC_MARKERS = (
    ".dropbox",
    ".sync",
    ".stfolder",
    ".owncloudsync.log",
    "desktop.ini.onedrive",
    ".tmp.drivedownload",
)


def in_sync_folder(path: Path, environment: dict[str, str] | None = None) -> bool:
    """Say whether a path lies in a folder that a sync program copies elsewhere."""
    environment = dict(os.environ) if environment is None else environment
    roots = [
        environment[name]
        for name in ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
        if environment.get(name)
    ]
    folder = Path(os.path.abspath(path)).parent  # noqa: PTH100  (resolve() would follow a link out of the folder)
    for each in (folder, *folder.parents):
        if _SYNC_NAMES.match(each.name):
            return True
        if any(_same(each, Path(root)) for root in roots):
            return True
        if any((each / marker).exists() for marker in _SYNC_MARKERS):
            return True
    return False


def _same(a: Path, b: Path) -> bool:
    return os.path.normcase(str(a)) == os.path.normcase(str(b))


_NETWORK_TYPES = {
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "afpfs",
    "webdav",
    "davfs",
    "fuse.sshfs",
    "9p",
    "ncpfs",
    "afs",
}


def on_network_drive(path: Path) -> bool:
    """Say whether a path lies on another computer's disk, as far as this system tells."""
    text = str(path)
    if text.startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        import ctypes  # on Windows only, and not while its window waits to be painted

        drive_remote = 4  # DRIVE_REMOTE, winbase.h
        root = path.resolve().drive + "\\"
        return bool(ctypes.windll.kernel32.GetDriveTypeW(root) == drive_remote)
    return _mount_type(path) in _NETWORK_TYPES


def _mount_type(path: Path, table: Path = Path("/proc/self/mounts")) -> str:
    """Give the file system type under a path from the mount table; "" where there is none to read."""
    try:
        lines = table.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    best, kind = "", ""
    target = str(path.resolve())
    for line in lines:
        parts = line.split()
        if len(parts) < 3:
            continue
        mount = parts[1].replace("\\040", " ")
        inside = target == mount or target.startswith(mount.rstrip("/") + "/")
        if inside and len(mount) >= len(best):
            best, kind = mount, parts[2]
    return kind


_RESERVED = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"com{i}" for i in range(1, 10)),
    *(f"lpt{i}" for i in range(1, 10)),
}
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')


def safe_name(text: str, *, suffix: str = "", longest: int = 120) -> str:
    """Give a file name that Windows, macOS and Linux all take, as near to the text as can be.

    `longest` counts UTF-8 bytes, because Linux and macOS limit a name to 255 of them.
    """
    kept = _FORBIDDEN.sub("-", " ".join(text.split())).rstrip(" .").lstrip(" ")
    if kept.split(".")[0].strip().lower() in _RESERVED:
        kept = "_" + kept
    room = longest - len(suffix.encode())
    while len(kept.encode()) > room:
        kept = kept[:-1]
    return (kept.rstrip(" .") or "_") + suffix
