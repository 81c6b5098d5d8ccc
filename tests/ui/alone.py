"""The map in a process that can open no socket to anywhere: `python -m tests.ui.alone FILE OUT`.

Writes what it saw as JSON: what was loaded before the map was shown, what the page asked for, and
what its popup said.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import platform
import socket
import sys
from pathlib import Path

SOCKET_CALL = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""By machine: its number in a filter (linux/audit.h), and that of the call socket()."""


class Step(ctypes.Structure):
    """One step of a filter (linux/filter.h, struct sock_filter)."""

    _fields_ = (
        ("code", ctypes.c_uint16),
        ("jt", ctypes.c_uint8),
        ("jf", ctypes.c_uint8),
        ("k", ctypes.c_uint32),
    )


class Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("steps", ctypes.POINTER(Step)))


def can_refuse() -> bool:
    """Say whether this system lets a process give up its sockets."""
    return sys.platform == "linux" and platform.machine() in SOCKET_CALL


def refuse_sockets() -> None:
    """Let this process and all that come of it open no internet socket any more (seccomp, Linux)."""
    load, equal, give = 0x20, 0x15, 0x06
    refuse, allow = 0x00050000 | errno.EACCES, 0x7FFF0000
    machine, call = SOCKET_CALL[platform.machine()]
    steps = (Step * 9)(
        Step(load, 0, 0, 4),  # the machine
        Step(equal, 0, 6, machine),
        Step(load, 0, 0, 0),  # which call
        Step(equal, 0, 4, call),
        Step(load, 0, 0, 16),  # its first argument: the family
        Step(equal, 1, 0, socket.AF_INET),
        Step(equal, 0, 1, socket.AF_INET6),
        Step(give, 0, 0, refuse),
        Step(give, 0, 0, allow),
    )
    program = Program(len(steps), steps)
    libc = ctypes.CDLL(None, use_errno=True)
    no_new_privileges, set_filter, by_program = 38, 22, 2
    if libc.prctl(no_new_privileges, 1, 0, 0, 0) or libc.prctl(
        set_filter, by_program, ctypes.byref(program), 0, 0
    ):
        raise OSError(ctypes.get_errno(), "no filter")


def loaded() -> list[str]:
    """Name what of the web engine is in this process."""
    found = [name for name in sys.modules if "WebEngine" in name]
    maps = Path("/proc/self/maps").read_text()
    return found + [name for name in ("libQt6WebEngineCore", "QtWebEngineProcess") if name in maps]


def main(file: str, out: str) -> None:
    refuse_sockets()
    try:
        socket.socket(socket.AF_INET).close()
        refused = False
    except PermissionError:
        refused = True
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from sacwatch import app as application

    application.window()
    from tests.ui import kit
    from tests.ui.maphands import MapHands

    window = kit.Window()
    window.open(Path(file))
    for name in ("patrols", "incidents", "people"):
        window.show(name)
    before = loaded()
    hands = MapHands(window)
    mark = next(each for each in hands.marks() if each[1] == 1)
    hands.click(*mark[2:])
    words = hands.until_popup("http://")
    found = {
        "refused": refused,
        "before": before,
        "after": loaded(),
        "asked": sorted(set(hands.guard.asked)),
        "blocked": list(hands.guard.blocked),
        "complaints": hands.page.board.map.page.complaints,
        "popup": words,
        "pictures": hands.js("document.querySelectorAll('.told img').length"),
        "tiles": hands.js("document.querySelectorAll('.leaflet-tile-loaded').length"),
    }
    window.end()
    Path(out).write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
