"""What the command line does without a window; loaded only for that."""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import getpass
import json
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sacwatch import __version__, logs, paths, words
from sacwatch.domain.audiences import Audience
from sacwatch.domain.drawing import Style
from sacwatch.domain.errors import Trouble
from sacwatch.domain.exports import Act
from sacwatch.domain.handouts import Tongue
from sacwatch.domain.mapfilters import MapFilter
from sacwatch.domain.mapsheets import PaperForm
from sacwatch.domain.times import SACRAMENTO
from sacwatch.i18n import _, ngettext


def run(given: list[str], log: Callable[[], str]) -> int:
    """Carry a command out; `log` opens the log file."""
    asked = _parser().parse_args(given)
    log()
    act: Callable[[argparse.Namespace], int] = asked.act
    return act(asked)


def explained(problem: Exception, log: Callable[[], str]) -> str:
    """Give one sentence for what stopped a command; what nobody foresaw also goes to the log."""
    if isinstance(problem, Trouble):
        return _told(problem)
    place = log()
    logs.crash(type(problem), problem, problem.__traceback__)
    return words.sentence("trouble.unforeseen", {"log": place})


def _told(trouble: Trouble) -> str:
    key = trouble.problem.key
    # The window's sentence speaks of its menu.
    key = {"trouble.no_file": "trouble.no_file_there"}.get(key, key)
    return words.sentence(key, trouble.problem.values)


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


def window_arguments(given: list[str]) -> argparse.Namespace:
    """Read what the window is to open, or show help or version."""
    parser = _Parser(prog="sacwatch", description=_("For neighborhood watch captains."), epilog=_EPILOG)
    parser.add_argument("file", nargs="?", type=Path, help=_("the watch file to open"))
    parser.add_argument("--version", action="version", version=f"SacWatch {__version__}")
    parser.add_argument("--selftest", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args(given)


_EPILOG = (
    "sacwatch sample FILE | report NAME FILE --out PDF | sync FILE [--to DIR] | csv LIST FILE --out CSV | "
    "check FILE [--json]"
)


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
        "--of",
        default="",
        metavar="WHAT",
        help=_(
            "a patrol's id or day, a month, FIRST..LAST, a year or 2026-Q3, a block, a sheet's number, an "
            "address, or a member's name, with @ and a year behind it"
        ),
    )
    report.add_argument(
        "--audience",
        default=Audience.CAPTAIN,
        type=_audience,
        metavar="WHOM",
        help=_("for whom: {audiences}").format(audiences=", ".join(Audience)),
    )
    report.add_argument("--large", action="store_true", help=_("large print"))
    report.add_argument(
        "--language",
        default=Tongue.ENGLISH,
        type=_tongue,
        metavar="LANGUAGE",
        help=_("of the call card, the flyer and the sign-in sheet: en, es"),
    )
    report.add_argument(
        "--paper",
        default=PaperForm.LETTER,
        type=_form,
        metavar="SIZE",
        help=_("of a map: {sizes}").format(sizes=", ".join(PaperForm)),
    )
    report.add_argument("--black-and-white", action="store_true", help=_("of a map: without color"))
    report.set_defaults(act=_report)
    sync = commands.add_parser("sync", help=_("bring the folder of papers up to date"))
    sync.add_argument("file", type=Path)
    sync.add_argument("--to", type=Path, metavar="DIR", help=_("another folder than the watch's own"))
    sync.set_defaults(act=_sync)
    csv = commands.add_parser("csv", help=_("save a list as a table for spreadsheets"))
    csv.add_argument("name", metavar="LIST")
    csv.add_argument("file", type=Path)
    csv.add_argument("--out", type=Path, metavar="CSV", required=True)
    csv.add_argument("--audience", default=Audience.CAPTAIN, type=_audience, metavar="WHOM")
    csv.set_defaults(act=_csv)
    check = commands.add_parser("check", help=_("look a file over"))
    check.add_argument("file", type=Path)
    check.add_argument("--json", action="store_true")
    check.set_defaults(act=_check)
    return parser


def _audience(text: str) -> Audience:
    try:
        return Audience(text)
    except ValueError:
        known = ", ".join(Audience)
        raise Trouble("trouble.no_such_audience", text=text[:40], known=known) from None


def _tongue(text: str) -> Tongue:
    if text not in (Tongue.ENGLISH, Tongue.SPANISH):
        raise Trouble("trouble.no_such_language", text=text[:40])
    return Tongue(text)


def _form(text: str) -> PaperForm:
    try:
        return PaperForm(text)
    except ValueError:
        raise Trouble("trouble.no_such_form", text=text[:40], known=", ".join(PaperForm)) from None


def _now() -> datetime:
    return datetime.now(UTC)


def _today() -> date:
    return _now().astimezone(SACRAMENTO).date()


@contextlib.contextmanager
def _opened(path: Path, *, read_only: bool = False) -> Iterator[Any]:
    """Open a file with its passphrase from the keyring or a prompt."""
    store = _open_store(path, read_only=read_only)
    try:
        yield store
    finally:
        store.close()


def _open_store(path: Path, *, read_only: bool) -> Any:
    from sacwatch.services import files, passphrases

    def attempt(passphrase: str | None, *, read_only: bool = read_only) -> Any:
        return files.open_file(path, passphrase, now=_now(), zone=SACRAMENTO, read_only=read_only)

    def prompt() -> str | None:
        if not sys.stdin or not sys.stdin.isatty():
            return None
        return getpass.getpass(_("Passphrase of {name}: ").format(name=path.name))

    passphrase = None
    if files.is_encrypted(path):
        passphrase = passphrases.remembered(path)
        if passphrase is not None:
            try:
                return attempt(passphrase)
            except Trouble as trouble:
                # The passphrase was changed since it was put into the keyring: the person knows better.
                if trouble.problem.key != "trouble.wrong_passphrase":
                    raise
                passphrase = prompt()
                if passphrase is None:
                    raise
        else:
            passphrase = prompt()
    try:
        return attempt(passphrase)
    except Trouble as trouble:
        if trouble.problem.key != "trouble.older_read_only":
            raise
        # Reading would do, but first the file has to be brought to this version.
        return attempt(passphrase, read_only=False)


def _noted(store: Any, note: Callable[[Any], None]) -> bool:
    """Write into the ledger that something went out, and say whether that could be.

    The file was opened to read alone, so that what comes to nothing leaves it as it was.
    """
    from sacwatch.services import files

    try:
        writable = files.open_file(store.path, store.passphrase, now=_now(), zone=SACRAMENTO)
    except Trouble:
        return False
    with contextlib.closing(writable):
        try:
            with writable.work(now=_now(), by="command") as work:
                note(work)
        except Trouble:
            return False
    return True


def _not_noted(path: Path) -> str:
    """Say that the ledger does not know of what was made."""
    told = _("“{name}” is in use or may only be read, so this is not written down under What went out.")
    return told.format(name=path.name)


def _sample(asked: argparse.Namespace) -> int:
    from sacwatch.services import sample

    if asked.file.exists():
        raise Trouble("trouble.file_exists", name=asked.file.name)
    try:
        sample.make_file(asked.file, now=_now(), zone=SACRAMENTO)
    except OSError:
        raise Trouble("trouble.cannot_make_folder", name=asked.file.parent.name) from None
    print(_("The sample watch is in {path}.").format(path=asked.file))
    return 0


def _report(asked: argparse.Namespace) -> int:
    from sacwatch.services import ledgers, reporting, subjects

    if asked.list:
        for paper in reporting.papers():
            print(f"{paper.name:20} {paper.title_words}. {paper.purpose_words}")
        return 0
    if not asked.name or not asked.file or not asked.out:
        return _complain(_("Please give the paper's name, the file, and --out with the PDF's name."))
    if str(asked.out) == "-":
        return _complain(_("A paper is saved to a file: please give --out with the PDF's name, not “-”."))
    with _opened(asked.file, read_only=True) as store:
        with contextlib.suppress(OSError):
            if asked.out.samefile(asked.file):
                raise Trouble("trouble.target_is_watch", name=asked.out.name)
        with store.reading(now=_now()) as work:
            subject = subjects.default_subject(work, asked.name, asked.of, today=_today(), zone=SACRAMENTO)
            style = Style.BLACK_AND_WHITE if asked.black_and_white else Style.PRINT
            how = (asked.audience, asked.large, asked.paper, style, asked.language)
            order = reporting.Order(asked.name, subject, *how)
            gathered = reporting.gather(work, order, zone=SACRAMENTO)
        made = reporting.make(gathered, _now())
        saved = reporting.save(asked.out, made, at=_now().astimezone(SACRAMENTO))
        place, name = str(saved.absolute().parent), saved.name
        noted = _noted(store, lambda work: ledgers.note(work, Act.SAVED, gathered, place=place, name=name))
    print(_("Saved {path}.").format(path=saved))
    if not noted:
        print(_not_noted(asked.file))
    if saved != asked.out:
        told = {"name": asked.out.name, "copy": saved.name}
        return _complain(words.sentence("trouble.target_busy_saved", told))
    return 0


def _sync(asked: argparse.Namespace) -> int:
    with _opened(asked.file) as store:
        results = _sync_all(store) if asked.to is None else [_sync_one(store, asked.to)]
    for result in results:
        outcome = result.outcome
        if outcome is None:
            continue
        place = result.target.called if result.target.served else result.target.folder
        print(
            _("{folder}: {written} made, {current} were current, {removed} taken away.").format(
                folder=place,
                written=len(outcome.written),
                current=outcome.current,
                removed=len(outcome.removed),
            )
        )
        if outcome.held:
            told = ngettext(
                "{folder}: {count} file waits until you look at it in the window and press Release.",
                "{folder}: {count} files wait until you look at them in the window and press Release.",
                outcome.held,
            )
            print(told.format(folder=place, count=outcome.held))
    return _tell_results(results)


def _lanes(store: Any) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """Give what asks a store and what tells it something."""

    def ask(question: Callable[[Any], Any]) -> Any:
        with store.reading(now=_now()) as work:
            return question(work)

    def tell(deed: Callable[[Any], Any]) -> Any:
        with store.work(now=_now(), by="sync") as work:
            return deed(work)

    return ask, tell


def _sync_all(store: Any) -> list[Any]:
    from sacwatch.services import syncing

    ask, tell = _lanes(store)
    results = syncing.run_all(ask, tell, watch_file=store.path, now=_now(), zone=SACRAMENTO, make_folder=True)
    if not results:
        raise Trouble("trouble.no_export_folder")
    if len(results) == 1 and results[0].problem is not None:
        problem = results[0].problem
        raise Trouble(problem.key, **problem.values)
    return results


def _sync_one(store: Any, folder: Path) -> Any:
    """Bring a folder up to date that is named for this once; one of the watch's own is as it always is."""
    from sacwatch.services import destinations, syncing

    ask, tell = _lanes(store)
    folder = folder.absolute()
    own = ask(lambda work: destinations.at_folder(work, folder))
    if own is not None:
        how: Any = {"watch_file": store.path, "now": _now(), "zone": SACRAMENTO, "make_folder": True}
        (result,) = syncing.run_all(ask, tell, only=own.id, **how)
        return result
    ask(lambda work: destinations.check_apart(work, folder))
    usual = ask(syncing.target_of) or syncing.Target(folder)
    target = dataclasses.replace(usual, folder=folder, destination=None)
    outcome = syncing.run(ask, tell, target, watch_file=store.path, now=_now(), zone=SACRAMENTO)
    return syncing.Result(target, outcome)


def _tell_results(results: list[Any]) -> int:
    """Say what the captain should know of a run, and in one sentence what it could not do."""
    away = [each.problem for each in results if each.problem is not None]
    ran = [each.outcome for each in results if each.outcome is not None]
    troubles = [problem for outcome in ran for problem in outcome.troubles]
    sentences = [words.sentence(each.key, each.values) for each in (*away, *troubles)]
    for note in (note for outcome in ran for note in outcome.notes):
        print(words.sentence(note.key, note.values))
    if not sentences:
        return 0
    if len(sentences) == 1:
        return _complain(sentences[0])
    for sentence in sentences:
        print(sentence)
    if away:
        told = ngettext(
            "{count} place could not be reached; what is wrong is named above.",
            "{count} places could not be reached; what is wrong is named above.",
            len(away),
        )
        return _complain(told.format(count=len(away)))
    told = ngettext(
        "{count} file is not as it should be; each is named above.",
        "{count} files are not as they should be; each is named above.",
        len(sentences),
    )
    return _complain(told.format(count=len(sentences)))


def _csv(asked: argparse.Namespace) -> int:
    from sacwatch.services import handing, ledgers, listfiles

    if asked.name not in set(listfiles.Lists):
        raise Trouble("trouble.no_such_list", text=asked.name[:40], known=", ".join(listfiles.Lists))
    if asked.out.suffix.lower() == paths.SUFFIX:
        raise Trouble("trouble.target_is_watch", name=asked.out.name)
    which = listfiles.Lists(asked.name)
    with _opened(asked.file, read_only=True) as store:
        with store.reading(now=_now()) as work:
            table = listfiles.gather(work, which, asked.audience)
        listfiles.save(asked.out, table)
        handed = handing.of_list(which, table, asked.audience)
        lies = {"place": str(asked.out.absolute().parent), "name": asked.out.name}
        noted = _noted(store, lambda work: ledgers.note_handed(work, Act.SAVED, handed, **lies))
    print(_("Saved {path}.").format(path=asked.out))
    if not noted:
        print(_not_noted(asked.file))
    return 0


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
            _("Journal: {steps}, {changes}.").format(
                steps=ngettext("{count:,} step", "{count:,} steps", found.steps).format(count=found.steps),
                changes=ngettext("{count:,} change", "{count:,} changes", found.changes).format(
                    count=found.changes
                ),
            )
        )
        for problem in found.problems:
            print(problem)
        if found.good:
            print(_("All is well."))
    return 0 if found.good else _complain(_("Something in this file is not as it should be: see above."))


def without_window(file: Path | None) -> int:
    """Do the main job where there is no display: sample watch, papers and map page go to a folder."""
    if file is not None:
        raise Trouble("trouble.no_display")
    from sacwatch.exchange import folders
    from sacwatch.services import handing, ledgers, mappapers, sample

    folder = Path.cwd() / "SacWatch sample"
    folders.ready(folder)
    watch = folder / f"Sample watch{paths.SUFFIX}"
    if not watch.exists():
        sample.make_file(watch, now=_now(), zone=SACRAMENTO)
    papers, page = folder / "Papers", folder / "Map.html"
    with _opened(watch) as store:
        result = _sync_one(store, papers)
        with store.reading(now=_now()) as work:
            since = _now() - timedelta(days=366)
            shown = mappapers.Shown(wanted=MapFilter(since=since))
            map_ = mappapers.gather(work, shown, mappapers.MapOptions())
        mappapers.save_web_page(page, map_, _now())
        handed = handing.of_map(map_, "html")
        with store.work(now=_now(), by="command") as work:
            ledgers.note_handed(work, Act.SAVED, handed, name=page.name, place=str(folder))
    print(_("There is no display here, so no window was opened. The sample watch was made all the same:"))
    print(_("  the watch    {path}").format(path=watch))
    print(_("  {count} papers in {path}").format(count=result.outcome.total, path=papers))
    print(_("  the map      {path}").format(path=page))
    return _tell_results([result])
