"""Disks that come and go: which one a folder lies on, and where it is now under another letter or path."""

from __future__ import annotations

import contextlib
import json
import os
import plistlib
import re
import string
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sacwatch.domain.destinations import Volume

MARKER = ".sacwatch-place"
"""A small file in a folder on a disk that comes and goes; it names the destination that the folder is."""
_LARGEST_MARKER = 4096


@dataclass(frozen=True)
class Mount:
    """A disk that is there now: the top of it, and what it is called."""

    top: Path
    id: str = ""
    label: str = ""


def of(folder: Path, mounts: Iterable[Mount] | None = None) -> Volume:
    """Give the disk that a folder lies on; one without id and label for the disk of the system itself."""
    real = Path(os.path.realpath(folder))
    best: Mount | None = None
    for mount in _there() if mounts is None else mounts:
        inside = real == mount.top or mount.top in real.parents
        if inside and (best is None or len(mount.top.parts) > len(best.top.parts)):
            best = mount
    if best is None or best.top == Path(Path.home().anchor) or best.top in Path(sys.prefix).parents:
        return Volume()
    return Volume(best.id, best.label, "/".join(real.relative_to(best.top).parts))


def find(volume: Volume, place: str, mounts: Iterable[Mount] | None = None) -> Path | None:
    """Give the folder of a destination, whose id is `place`, on whatever path its disk is now, or None.

    The marker in the folder decides; where it was lost, the disk's id together with its label does.
    """
    if not volume.comes_and_goes:
        return None
    by_disk: Path | None = None
    for mount in _there() if mounts is None else mounts:
        folder = mount.top.joinpath(*volume.inside.split("/")) if volume.inside else mount.top
        with contextlib.suppress(OSError):
            if not folder.is_dir():
                continue
            marked = read_marker(folder)
            if marked == place:
                return folder
            same = bool(volume.id) and (mount.id, mount.label) == (volume.id, volume.label)
            if same and not marked:
                by_disk = folder
    return by_disk


def read_marker(folder: Path) -> str:
    """Give the destination that a folder says it is, or ""."""
    try:
        with (folder / MARKER).open("rb") as file:
            told = json.loads(file.read(_LARGEST_MARKER))
    except (OSError, ValueError):
        return ""
    return str(told.get("place", "")) if isinstance(told, dict) else ""


def write_marker(folder: Path, place: str) -> None:
    """Let a folder say which destination it is; where that cannot be, the disk's id has to do."""
    if read_marker(folder) == place:
        return
    told = {
        "place": place,
        "about": "SacWatch knows by this file that its papers belong into this folder.",
    }
    with contextlib.suppress(OSError):
        (folder / MARKER).write_text(json.dumps(told), encoding="utf-8")


# What is there now


def _there() -> list[Mount]:
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        if sys.platform == "win32":
            return _windows()
        return _macos() if sys.platform == "darwin" else linux_mounts()
    return []


_OCTAL = re.compile(r"\\([0-7]{3})")
_NO_DISKS = frozenset(
    "proc sysfs devtmpfs devpts cgroup cgroup2 securityfs debugfs tracefs mqueue bpf pstore configfs "
    "fusectl hugetlbfs autofs overlay squashfs nsfs binfmt_misc efivarfs ramfs rpc_pipefs".split()
)


def linux_mounts(table: Path = Path("/proc/self/mountinfo"), disks: Path = Path("/dev/disk")) -> list[Mount]:
    """Read the disks of Linux (man proc, "mountinfo"), without those that only the system uses."""
    names = {"id": _named(disks / "by-uuid"), "label": _named(disks / "by-label")}
    found = []
    for line in table.read_text(encoding="utf-8", errors="replace").splitlines():
        before, _dash, after = line.partition(" - ")
        parts, rest = before.split(), after.split()
        if len(parts) < 5 or len(rest) < 2 or rest[0] in _NO_DISKS:
            continue
        top = Path(_plain(parts[4]))
        source = os.path.realpath(_plain(rest[1])) if rest[1].startswith("/dev/") else rest[1]
        id_ = names["id"].get(source, "")
        label = names["label"].get(source, "")
        if not id_ and ("/" in rest[1] or ":" in rest[1]) and not rest[1].startswith("/dev/"):
            id_ = rest[1]  # a network drive is called by where it is
        found.append(Mount(top, id_, label or top.name))
    return found


def _plain(text: str) -> str:
    return _OCTAL.sub(lambda found: chr(int(found[1], 8)), text)


def _named(folder: Path) -> dict[str, str]:
    """Give what the disks of a folder of links are called, by the device that each link leads to."""
    found = {}
    with contextlib.suppress(OSError):
        for each in folder.iterdir():
            name = re.sub(r"\\x([0-9a-f]{2})", lambda hit: chr(int(hit[1], 16)), each.name)
            found[os.path.realpath(each)] = name
    return found


def _macos() -> list[Mount]:
    found = []
    for top in sorted(Path("/Volumes").iterdir()):
        if top.is_symlink() or not top.is_dir():
            continue
        told = subprocess.run(
            ["/usr/sbin/diskutil", "info", "-plist", str(top)], capture_output=True, check=False, timeout=10
        )
        facts = plistlib.loads(told.stdout) if told.returncode == 0 else {}
        found.append(Mount(top, str(facts.get("VolumeUUID", "")), str(facts.get("VolumeName", top.name))))
    return found


def _windows() -> list[Mount]:
    import ctypes  # on Windows only

    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    found = []
    drives = kernel.GetLogicalDrives()
    for number, letter in enumerate(string.ascii_uppercase):
        if not drives >> number & 1:
            continue
        top = f"{letter}:\\"
        label, serial = ctypes.create_unicode_buffer(261), ctypes.c_uint32()
        # GetVolumeInformationW, fileapi.h: the serial number is given when the disk is formatted.
        known = kernel.GetVolumeInformationW(top, label, 261, ctypes.byref(serial), None, None, None, 0)
        if known:
            system = os.environ.get("SYSTEMDRIVE", "C:").upper() == f"{letter}:"
            if not system:
                found.append(Mount(Path(top), f"{serial.value:08X}", label.value))
    return found
