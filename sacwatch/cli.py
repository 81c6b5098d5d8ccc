"""The command line: what was asked for is loaded, and nothing else, so that a window is there at once."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from sacwatch import i18n, logs, paths
from sacwatch.i18n import _

COMMANDS = ("sample", "report", "sync", "csv", "check")


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; 0, or 2 with one sentence on standard error."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    i18n.use(os.environ.get("SACWATCH_LANGUAGE", "en"), paths.resources() / "translations")
    for stream in (sys.stdout, sys.stderr):
        # A Windows console may not know a letter of a name; it is shown as best it can.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        return _carry_out(given)
    except BrokenPipeError:
        # Whoever read our output has seen enough, such as `head`.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, EOFError):
        return _complain(_("Stopped."))
    except Exception as problem:  # noqa: BLE001  (a sentence instead of a page of code)
        from sacwatch import commands  # a door: a window is not to wait for what commands need

        return _complain(commands.explained(problem, _log))


def _carry_out(given: list[str]) -> int:
    if given and given[0] in COMMANDS:
        from sacwatch import commands

        status = commands.run(given, _log)
    elif not given or (len(given) == 1 and not given[0].startswith("-")):
        status = _open(Path(given[0]) if given else None)
    else:
        from sacwatch import commands

        asked = commands.window_arguments(given)
        status = _test_itself() if asked.selftest else _open(asked.file)
    if sys.stdout is not None:
        sys.stdout.flush()
    return status


def _log() -> str:
    """Write the log to the app's own folder, and nothing of it to the terminal; gives its place."""
    try:
        return str(logs.to_folder(paths.logs()))
    except OSError:
        logs.LOGGER.addHandler(logging.NullHandler())
        return os.devnull


def _complain(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2


def _test_itself() -> int:
    from sacwatch import selftest  # a door: it loads everything

    return selftest.run()


def _open(file: Path | None) -> int:
    if not _has_display():
        from sacwatch import commands

        return commands.without_window(file)
    from sacwatch import app  # a door: Qt is loaded only where a window opens

    return app.run(file)


def _has_display() -> bool:
    """Say whether a window can be shown: always on Windows and macOS, with a display server on Linux."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
