"""The places for papers in a real window: added, looked at, released, changed, let go; and the ledger."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog

from sacwatch.domain.audiences import Audience
from sacwatch.domain.destinations import DestinationDraft, Rule, Sort
from sacwatch.exchange import folders
from sacwatch.services import destinations, passphrases
from sacwatch.ui.paper import keeper as keeping
from sacwatch.ui.paper import placedialog, printing, releasing
from sacwatch.ui.paper.placedialog import PlaceDialog
from sacwatch.ui.paper.releasing import ReleaseDialog
from sacwatch.ui.paper.standing import Stand
from tests.davserver import ACCOUNT, PASSWORD, serving
from tests.services.test_passphrases import Memory
from tests.ui import kit
from tests.ui.test_reports_page import do, fresh, log, names


@pytest.fixture(autouse=True)
def sooner(monkeypatch):
    monkeypatch.setattr(keeping, "FIRST_MS", 30)
    monkeypatch.setattr(keeping, "LOOK_MS", 20)
    monkeypatch.setattr(keeping, "RUN_MS", 120)
    monkeypatch.setattr(folders, "_WAIT", 0)


@pytest.fixture
def page(window, watch):
    window.open(watch)
    window.patrol = log(window)
    page = window.show("reports")
    page.open_paper("patrol-log")
    fresh(page)
    kit.click(page.switch["places"])
    return page


def filled(monkeypatch, fill):
    """Answer the dialog of a place: fill it in, then press the button."""
    seen = []

    def answer(dialog):
        seen.append(dialog)
        fill(dialog)
        dialog.try_accept()
        kit.until(lambda: dialog.result() or dialog.problem.isVisibleTo(dialog), "the dialog is answered")
        return dialog.result()

    monkeypatch.setattr(PlaceDialog, "exec", answer)
    return seen


def quiet(window):
    keeper = window.desk.papers

    def settled():
        still = keeper._job is None and not keeper.expected and not keeper._look_timer.isActive()
        return still and window.tasks.idle

    def settled_twice():
        if not settled():
            return False
        kit.pause(20)
        return settled()

    kit.until(settled_twice, "nothing is under way")


def state_of(window, name):
    return next(each for each in window.desk.papers.every if each.target.called == name)


def add(window, address, **said):
    path = window.desk.store.path
    draft = DestinationDraft(address=str(address), **said)
    made = do(window, lambda work: destinations.add(work, draft, watch_file=path))
    quiet(window)
    return made


def test_a_place_is_added_by_its_dialog_and_filled(page, window, tmp_path, monkeypatch):
    (tmp_path / "Binder").mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *how: str(tmp_path / "Binder"))

    def fill(dialog):
        dialog._choose_folder()
        dialog.wishes["patrol-hours"].set_value("")
        dialog.wishes["patrol-log"].set_value(Rule.LATEST)

    filled(monkeypatch, fill)
    kit.click(page.places.add_button)
    quiet(window)
    assert names(tmp_path / "Binder") == ["Patrol log 2026-09-19 2030.pdf"]
    assert state_of(window, "Binder").stand is Stand.CURRENT
    assert page.places.line.place.name == "Binder"
    assert "Binder · 1 file" in kit.texts(page.places)
    shown = [page.places.model.index(0, at).data() for at in range(3)]
    assert shown == ["Binder", "Captain only", "✓ The one paper is current."]


def test_what_is_wrong_stands_beside_its_field(page, window, tmp_path, monkeypatch):
    (dialog,) = ([],)

    def fill(dialog):
        for field in dialog.wishes.values():
            field.set_value("")

    seen = filled(monkeypatch, fill)
    page.places.add()
    dialog = seen[0]
    assert dialog.fields["address"].problem == "Please choose a folder."
    assert "one paper at least" in dialog._no_papers.text()
    assert dialog.result() != QDialog.DialogCode.Accepted and window.desk.papers.every == []


def test_papers_for_others_are_looked_at_and_released(page, window, tmp_path, monkeypatch):
    add(window, tmp_path / "Shared", audience="members", name="Shared")
    state = state_of(window, "Shared")
    assert state.held and names_of(tmp_path / "Shared") == []
    assert "wait for your Release" in page.places.model.index(0, 2).data()
    seen = []

    def look(dialog):
        seen.append([dialog.table.model().index(row, 0).data() for row in range(2)])
        return QDialog.DialogCode.Rejected if len(seen) == 1 else QDialog.DialogCode.Accepted

    monkeypatch.setattr(ReleaseDialog, "exec", look)
    kit.click(page.places.release_button)
    quiet(window)
    assert names_of(tmp_path / "Shared") == [], "the captain pressed Cancel"
    kit.click(page.places.release_button)
    quiet(window)
    assert seen[1] == names_of(tmp_path / "Shared") == [
        "Patrol log 2026-09-19 2030.pdf",
        "Patrol hours 2026-09.pdf",
    ][::-1] or sorted(seen[1]) == names_of(tmp_path / "Shared")
    assert state_of(window, "Shared").stand is Stand.CURRENT
    log(window, day="2026-09-02")
    quiet(window)
    assert state_of(window, "Shared").held
    today = window.show("today")
    kit.until(lambda: "2 exports are out of date" in kit.texts(today), "Today tells of it")


def names_of(folder):
    return names(folder) if folder.is_dir() else []


def test_what_is_released_for_a_place_that_is_away_goes_there_when_it_is_back(page, window, tmp_path, watch):
    stick = tmp_path / "Stick" / "Papers"
    add(window, stick, audience="police", name="Stick")
    assert state_of(window, "Stick").stand is Stand.AWAY or state_of(window, "Stick").held
    keeper = window.desk.papers
    (look,) = keeper.looks.values()
    keeper.release(look.target.id, look.released)
    quiet(window)
    assert state_of(window, "Stick").stand is Stand.AWAY and keeper._retry_timer.isActive()
    # Also where the evening lies between.
    window.close_file()
    window.open(watch)
    quiet(window)
    (tmp_path / "Stick").mkdir()
    window.desk.papers._run_by_itself()
    quiet(window)
    assert len(names_of(stick)) == 2 and state_of(window, "Stick").stand is Stand.CURRENT


def test_a_place_is_changed_and_let_go(page, window, tmp_path, monkeypatch):
    add(window, tmp_path / "Mine", name="Mine")
    filled(monkeypatch, lambda dialog: dialog.name.set_value("The binder"))
    kit.click(page.places.change_button)
    quiet(window)
    assert page.places.line.place.name == "The binder"
    kit.click(page.places.remove_button)
    kit.until(lambda: "not looked after any more" in window.toast, "a word about it")
    quiet(window)
    assert window.desk.papers.every == [] and len(names_of(tmp_path / "Mine")) == 2


def test_two_places_and_one_that_is_away(page, window, tmp_path):
    add(window, tmp_path / "Mine", name="Mine")
    add(window, tmp_path / "no" / "Stick", name="Stick")
    assert state_of(window, "Mine").stand is Stand.CURRENT
    assert state_of(window, "Stick").stand is Stand.AWAY
    page.places.choose(next(each.target.id for each in window.desk.papers.every if each.gone))
    shown = [page.places._files.index(row, 1).data() for row in range(2)]
    assert shown == ["Its place is not there"] * 2
    window.show("today")
    kit.until(lambda: "Not to be reached now: Stick" in window.said(), "Today says which")


def test_a_server_is_tried_and_kept(page, window, tmp_path, monkeypatch):
    monkeypatch.setattr(passphrases, "_keeper", Memory)
    monkeypatch.setattr(Memory, "kept", {})
    with serving(tmp_path / "served") as server:
        dialog = PlaceDialog(page.places, window.desk)
        dialog.sort.set_value(Sort.WEBDAV)
        dialog.sort.edited.emit()
        assert dialog.test.isVisibleTo(dialog) and not dialog.choose.isVisibleTo(dialog)
        dialog.address.set_value(server.address)
        dialog.account.set_value(ACCOUNT)
        dialog.password.set_value("nonsense")
        kit.click(dialog.test) if dialog.isVisible() else dialog._try_server()
        kit.until(lambda: "does not take this name and password" in dialog.told.text(), "it is refused")
        dialog.password.set_value(PASSWORD)
        dialog._try_server()
        kit.until(lambda: "✓" in dialog.told.text(), "it takes papers")
        dialog.name.set_value("Cloud")
        dialog.try_accept()
        kit.until(lambda: dialog.result() == QDialog.DialogCode.Accepted, "it is kept")
        window.desk.papers.see_anew()
        quiet(window)
        assert len(names_of(server.folder)) == 2
        assert list(Memory.kept.values()) == [PASSWORD]
        assert state_of(window, "Cloud").stand is Stand.CURRENT
        assert not page.places.open_button.isVisible()


def test_the_dialog_shows_what_counts(page, window):
    dialog = PlaceDialog(page.places, window.desk)
    assert not dialog.automatic.isVisibleTo(dialog) and not dialog.account.isVisibleTo(dialog)
    dialog.audience.set_value(Audience.MEMBERS)
    dialog.audience.edited.emit()
    assert dialog.automatic.isVisibleTo(dialog)
    assert (
        dialog.wishes["patrol-sheet"].value() == placedialog._NOT if "patrol-sheet" in dialog.wishes else True
    )
    dialog.deleteLater()


def test_the_ledger_is_searched(page, window, tmp_path):
    add(window, tmp_path / "Mine", name="Mine")
    kit.click(page.switch["ledger"])
    view = page.ledger
    kit.until(lambda: "2 lines" in kit.texts(view), "what went out")
    view.words.line.setFocus()
    kit.keys("hours mine")
    kit.until(lambda: "1 line" in view.count.text() and "lines" not in view.count.text(), "one is found")
    assert view.model.index(0, 1).data() == "Patrol hours 2026-09.pdf"
    view.words.set_value("")
    view.older.set_value(True)
    view.older.edited.emit()
    kit.until(lambda: "Nothing went out" in view.count.text(), "none is old")
    kit.click(view.print_button)
    kit.until(lambda: page.paper.fresh and page.paper.made[0].order.report == "ledger", "the paper")
    assert page.views.currentWidget() is page.paper


def test_printing_and_saving_are_entered(page, window, tmp_path, monkeypatch):
    page.open_paper("patrol-log")
    fresh(page)
    printer_name = []

    def ask(_parent, printer, _pages):
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "printed.pdf"))
        printer_name.append(printer.printerName())
        return True

    monkeypatch.setattr(printing, "ask_printer", ask)
    page.print_()
    kit.until(lambda: "sent to the printer" in window.toast, "it is printed")
    target = tmp_path / "saved.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *how: (str(target), ""))
    page.save_as()
    kit.until(target.exists, "it is saved")
    kit.click(page.switch["ledger"])
    kit.until(lambda: "2 lines" in kit.texts(page.ledger), "both are entered")
    done = {page.ledger.model.index(row, 3).data() for row in range(2)}
    assert done == {"Printed", "Saved"}
    assert str(tmp_path) in {page.ledger.model.index(row, 4).data() for row in range(2)}


def test_the_views_can_be_reached_by_keyboard(page, window):
    page.switch["places"].setFocus()
    assert kit.focus() is page.switch["places"]
    for each in page.switch.values():
        assert each.focusPolicy() != Qt.FocusPolicy.NoFocus and each.text()
    assert page.places.table.accessibleName() and page.places.files.accessibleName()
    assert releasing.files_table("x")[1].accessibleName() == "x"


def test_a_list_is_saved_for_a_spreadsheet(page, window, tmp_path, monkeypatch):
    target = tmp_path / "patrols"

    def answer(dialog):
        assert dialog.which.value() == "ledger", "that of the page"
        dialog.audience.set_value("members")
        dialog.try_accept()
        assert dialog.problem.text(), "the ledger is the captain's alone"
        dialog.which.set_value("patrols")
        kit.click(dialog.accept_button)

    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *how: (str(target), ""))
    with kit.answering(answer):
        window.shell.wants.emit("save_list")
    kit.until(lambda: "patrols.csv" in window.toast, "it is saved")
    told = (tmp_path / "patrols.csv").read_text(encoding="utf-8-sig")
    assert "2026-09-19,20:30,22:00" in told and "Rosa" not in told
