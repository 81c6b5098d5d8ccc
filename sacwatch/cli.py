"""The command line: the same services without a window."""

from __future__ import annotations

import argparse
import dataclasses
import getpass
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sacwatch import __version__, i18n, paths, words
from sacwatch.domain.audiences import Audience
from sacwatch.domain.errors import Trouble
from sacwatch.domain.times import SACRAMENTO
from sacwatch.i18n import _

COMMANDS = ("sample", "report", "sync", "check")


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; 0, or 2 with one sentence on standard error."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    i18n.use(os.environ.get("SACWATCH_LANGUAGE", "en"), paths.resources() / "translations")
    for stream in (sys.stdout, sys.stderr):
        # A Windows console may not know a letter of a name; it is shown as best it can.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        if given and given[0] in COMMANDS:
            asked = _parser().parse_args(given)
            act: Callable[[argparse.Namespace], int] = asked.act
            return act(asked)
        return _open(_window_parser().parse_args(given))
    except Trouble as trouble:
        return _complain(words.sentence(trouble.problem.key, trouble.problem.values))
    except KeyboardInterrupt:
        return _complain(_("Stopped."))


def _complain(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2


class _Parser(argparse.ArgumentParser):
    """A parser whose complaint is one sentence."""

    def error(self, message: str) -> Any:
        self.exit(
            2,
            _("{message}. Try: {program} --help").format(message=message.capitalize(), program=self.prog)
            + "\n",
        )


def _window_parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="sacwatch", description=_("For neighborhood watch captains."), epilog=_EPILOG)
    parser.add_argument("file", nargs="?", type=Path, help=_("the watch file to open"))
    parser.add_argument("--version", action="version", version=f"SacWatch {__version__}")
    parser.add_argument("--selftest", action="store_true", help=argparse.SUPPRESS)
    return parser


_EPILOG = "sacwatch sample FILE | report NAME FILE --out PDF | sync FILE [--to DIR] | check FILE [--json]"


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="sacwatch")
    commands = parser.add_subparsers(required=True, parser_class=_Parser)
    sample = commands.add_parser("sample", help=_("make the sample watch"))
    sample.add_argument("file", type=Path)
    sample.set_defaults(act=_sample)
    report = commands.add_parser("report", help=_("make one paper as PDF"))
    report.add_argument("name", nargs="?")
    report.add_argument("file", nargs="?", type=Path)
    report.add_argument("--list", action="store_true", help=_("list the papers"))
    report.add_argument("--out", type=Path, metavar="PDF")
    report.add_argument(
        "--of", default="", metavar="WHAT", help=_("a patrol's id or day, a month, or FIRST..LAST")
    )
    report.add_argument("--audience", default="captain", choices=[each.value for each in Audience])
    report.add_argument("--large", action="store_true", help=_("large print"))
    report.set_defaults(act=_report)
    sync = commands.add_parser("sync", help=_("bring the folder of papers up to date"))
    sync.add_argument("file", type=Path)
    sync.add_argument("--to", type=Path, metavar="DIR", help=_("another folder than the watch's own"))
    sync.set_defaults(act=_sync)
    check = commands.add_parser("check", help=_("look a file over"))
    check.add_argument("file", type=Path)
    check.add_argument("--json", action="store_true")
    check.set_defaults(act=_check)
    return parser


def _now() -> datetime:
    return datetime.now(UTC)


def _today() -> date:
    return _now().astimezone(SACRAMENTO).date()


@contextmanager
def _opened(path: Path, *, read_only: bool = False) -> Iterator[Any]:
    """Open a file with its passphrase from the keyring or a prompt."""
    from sacwatch.services import files, passphrases

    passphrase = None
    if files.is_encrypted(path):
        passphrase = passphrases.remembered(path)
        if passphrase is None and sys.stdin.isatty():
            passphrase = getpass.getpass(_("Passphrase of {name}: ").format(name=path.name))
    store = files.open_file(path, passphrase, now=_now(), zone=SACRAMENTO, read_only=read_only)
    try:
        yield store
    finally:
        store.close()


def _sample(asked: argparse.Namespace) -> int:
    from sacwatch.services import sample

    if asked.file.exists():
        raise Trouble("trouble.file_exists", name=asked.file.name)
    sample.make_file(asked.file, now=_now(), zone=SACRAMENTO)
    print(_("The sample watch is in {path}.").format(path=asked.file))
    return 0


def _report(asked: argparse.Namespace) -> int:
    from sacwatch.services import reporting

    if asked.list:
        for paper in reporting.papers():
            print(f"{paper.name:18} {paper.title_words}. {paper.purpose_words}")
        return 0
    if not asked.name or not asked.file or not asked.out:
        return _complain(_("Please give the paper's name, the file, and --out with the PDF's name."))
    with _opened(asked.file, read_only=True) as store:
        with store.reading(now=_now()) as work:
            subject = reporting.default_subject(work, asked.name, asked.of, today=_today(), zone=SACRAMENTO)
            order = reporting.Order(asked.name, subject, Audience(asked.audience), asked.large)
            gathered = reporting.gather(work, order, zone=SACRAMENTO)
        reporting.save(asked.out, reporting.make(gathered, _now()))
    print(_("Saved {path}.").format(path=asked.out))
    return 0


def _sync(asked: argparse.Namespace) -> int:
    with _opened(asked.file) as store:
        outcome, folder = _run_sync(store, asked.to)
    if folder is None:
        raise Trouble("trouble.no_export_folder")
    print(
        _("{folder}: {written} made, {current} were current, {removed} taken away.").format(
            folder=folder, written=len(outcome.written), current=outcome.current, removed=len(outcome.removed)
        )
    )
    for trouble in outcome.troubles:
        print(words.sentence(trouble.problem.key, trouble.problem.values), file=sys.stderr)
    return 2 if outcome.troubles else 0


def _run_sync(store: Any, folder: Path | None) -> tuple[Any, Path | None]:
    from sacwatch.services import syncing

    def ask(question: Callable[[Any], Any]) -> Any:
        with store.reading(now=_now()) as work:
            return question(work)

    def tell(deed: Callable[[Any], Any]) -> Any:
        with store.work(now=_now(), by="sync") as work:
            return deed(work)

    target = ask(syncing.target_of)
    if folder is not None:
        folder = folder.absolute()
        target = dataclasses.replace(target or syncing.Target(folder), folder=folder)
    if target is None:
        return None, None
    return syncing.run(ask, tell, target, now=_now(), zone=SACRAMENTO), target.folder


def _check(asked: argparse.Namespace) -> int:
    from sacwatch.services import checking

    with _opened(asked.file, read_only=True) as store:
        found = checking.check(store)
    if asked.json:
        print(json.dumps({**dataclasses.asdict(found), "good": found.good}, indent=2))
    else:
        for name, count in found.counts.items():
            print(f"{name:10} {count:>8,}")
        print(
            _("Journal: {steps:,} steps, {changes:,} changes.").format(
                steps=found.steps, changes=found.changes
            )
        )
        for problem in found.problems:
            print(problem)
        print(_("All is well.") if found.good else _("Something is not as it should be: see above."))
    return 0 if found.good else 2


def _open(asked: argparse.Namespace) -> int:
    if asked.selftest:
        from sacwatch import selftest

        return selftest.run()
    if not _has_display():
        return _without_window(asked.file)
    from sacwatch import app  # a door: Qt is loaded only where a window opens

    return app.run(asked.file)


def _has_display() -> bool:
    """Say whether a window can be shown: always on Windows and macOS, with a display server on Linux."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _without_window(file: Path | None) -> int:
    """Do the main job where there is no display: sample watch, papers and map page go to a folder."""
    if file is not None:
        raise Trouble("trouble.no_display")
    from sacwatch.services import mapping, sample

    folder = Path.cwd() / "SacWatch sample"
    folder.mkdir(exist_ok=True)
    watch = folder / f"Sample watch{paths.SUFFIX}"
    sample.make_file(watch, now=_now(), zone=SACRAMENTO)
    papers = folder / "Papers"
    with _opened(watch) as store:
        outcome, _folder = _run_sync(store, papers)
        page = folder / "Map.html"
        with store.reading(now=_now()) as work:
            since = _now() - timedelta(days=366)
            shown = mapping.gather_page(work, since=since, audience=Audience.CAPTAIN)
        mapping.save_page(page, shown)
    print(_("There is no display here, so no window was opened. The sample watch was made all the same:"))
    print(_("  the watch    {path}").format(path=watch))
    print(_("  {count} papers  {path}").format(count=len(outcome.written) + outcome.current, path=papers))
    print(_("  the map      {path}").format(path=page))
    for trouble in outcome.troubles:
        print(words.sentence(trouble.problem.key, trouble.problem.values), file=sys.stderr)
    return 2 if outcome.troubles else 0
