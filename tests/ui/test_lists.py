import dataclasses
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from sacwatch.domain.kinds import Kind
from sacwatch.domain.patrols import PatrollerDraft
from sacwatch.domain.times import SACRAMENTO
from tests.making import Desk as Maker
from tests.making import patrol_draft
from tests.ui.kit import button, click, keys, pause, shortcut, texts, until

LINES = 5_000


def settled(window, page):
    """Wait until a page's list follows what was typed."""
    window.settle(extra=150)
    return page


@pytest.fixture(scope="session")
def _many(tmp_path_factory):
    """Give a file with 5,000 patrols, written straight into the tables."""
    from sacwatch.services import patrols
    from sacwatch.store.schema import PatrollerRow, PatrolRow

    path = tmp_path_factory.mktemp("many") / "many.sacwatch"
    maker = Maker.begin(path)
    first = maker.log(entries=(), crew=(PatrollerDraft("Walker 0"),), mode="foot", vehicle="")
    with maker.work() as work:
        session = work._session
        columns = [each.name for each in PatrolRow.__table__.columns]
        row = session.get(PatrolRow, first.id)
        common = {name: getattr(row, name) for name in columns}
        rows, crew = [], []
        for number in range(1, LINES):
            id_ = f"patrol-{number:05}"
            back = timedelta(hours=7 * number)
            rows.append(
                {
                    **common,
                    "id": id_,
                    "day": (first.started_at - back).astimezone(SACRAMENTO).date(),
                    "started_at": first.started_at - back,
                    "finished_at": first.finished_at - back,
                    "area": f"Area {number}",
                }
            )
            crew.append(
                {
                    "id": f"crew-{number:05}", "watch_id": row.watch_id, "patrol_id": id_, "position": 0,
                    "name": f"Walker {number}", "member_id": None, "seat": "observer",
                }
            )  # fmt: skip
        session.execute(PatrolRow.__table__.insert(), rows)
        session.execute(PatrollerRow.__table__.insert(), crew)
    assert patrols is not None
    maker.close()
    return path


@pytest.fixture
def many(window, _many, tmp_path):
    import shutil

    window.open(shutil.copy(_many, tmp_path / "many.sacwatch"))
    return window.show("patrols")


def test_a_long_list_fetches_what_comes_into_view(window, many):
    model = many.model
    assert model.rowCount() == LINES
    assert "5,000 patrols" in window.said()
    assert len(model._lines) < 200
    for row in (2_500, 4_999, 1_200):
        many.table.scrollTo(model.index(row, 0))
        until(lambda row=row: model.line(row) is not None, f"line {row} is fetched")
        assert model.line(row).crew == (f"Walker {row}",)
    assert len(model._lines) < 700
    pause(20)
    shown = model.index(1_200, 3).data()
    assert shown == "Walker 1200"


def test_after_a_change_the_captain_stays_where_he_was(window, many):
    many.table.scrollTo(many.model.index(3_000, 0))
    until(lambda: many.model.line(3_000) is not None, "the line is fetched")
    many.table.choose(3_000)
    window.settle()
    many.table.setFocus()
    keys("", Qt.Key.Key_Return)
    until(lambda: window.form is not None, "the form opens")
    window.form.area.line.setText("Another area")
    window.form.touched()
    shortcut("Ctrl+S")
    until(lambda: window.form is None, "it is saved")
    window.settle()
    assert many.table.currentIndex().row() == 3_000
    assert many.model.line(3_000).area == "Another area"
    seen = many.table.viewport().rect()
    assert seen.intersects(many.table.visualRect(many.table.currentIndex()))


def test_removing_goes_to_the_neighbor(window, many):
    many.table.choose(5)
    window.settle()
    following = many.model.line(6).id
    many.table.setFocus()
    keys("", Qt.Key.Key_Delete)
    window.settle()
    assert many.model.rowCount() == LINES - 1
    assert many.chosen_id() == following
    assert "Patrol removed." in window.toast
    click(window.shell.toast.button)
    window.settle()
    assert many.model.rowCount() == LINES


def test_filters_and_search_narrow_a_list(window, sample):
    window.open(sample)
    page = window.show("patrols")
    total = page.model.rowCount()
    page._mode.setCurrentIndex(page._mode.findData("vehicle"))
    settled(window, page)
    driven = page.model.rowCount()
    assert 0 < driven < total
    assert f"{driven} patrols" in window.said()
    page._mode.setCurrentIndex(0)
    page._period.setCurrentIndex(page._period.findData("last_month"))
    settled(window, page)
    assert 0 < page.model.rowCount() < driven
    page._period.setCurrentIndex(0)
    shortcut("Ctrl+F")
    keys("graffiti")
    settled(window, page)
    found = page.model.rowCount()
    assert 0 < found < total
    keys("zzzz")
    settled(window, page)
    assert page.model.rowCount() == 0
    assert "0 patrols" in window.said()
    assert "No patrols yet" not in window.said(), "an empty answer is not an empty watch"
    keys("", Qt.Key.Key_Escape)
    settled(window, page)
    assert page.search.text() == "" and page.model.rowCount() == total


def test_the_details_follow_the_chosen_line(window, sample):
    window.open(sample)
    page = window.show("incidents")
    page.table.setFocus()
    keys("", Qt.Key.Key_Down, Qt.Key.Key_Down)
    window.settle()
    line = page.model.line(2)
    assert line.place_text in texts(page.details)
    assert line.happened in texts(page.details)


def test_a_record_beyond_the_list_is_shown_all_the_same(window, many):
    id_ = "patrol-04321"
    window.desk.open_record(Kind.PATROL, id_)
    window.settle()
    assert "Area 4321" in texts(many.details)


def test_a_filter_does_not_hide_a_record_that_another_page_opens(window, sample):
    window.open(sample)
    page = window.show("people")
    page._role.setCurrentIndex(page._role.findData("youth_mentor"))
    settled(window, page)
    assert page.model.rowCount() == 0
    with window.desk.store.reading(now=window.desk.now()) as work:
        member = work.members.named("Amara")[0]
    window.desk.open_record(Kind.MEMBER, member.id)
    window.settle()
    assert "Amara" in texts(page.details)


def test_a_failing_page_of_a_list_is_told_and_the_app_goes_on(window, many, monkeypatch):
    def broken(_work, _query):
        raise RuntimeError("a bug")

    monkeypatch.setattr(many, "ask_lines", broken)
    many.look_again()
    window.settle()
    assert "did not work as it should" in window.notices[0]
    window.crashes.clear()
    monkeypatch.undo()
    many.look_again()
    window.settle()
    assert many.model.rowCount() == LINES


def test_an_entry_becomes_an_incident(window, watch):
    window.open(watch)
    with window.desk.store.work(now=window.desk.now(), by="test") as work:
        from sacwatch.services import patrols

        patrols.log(work, patrol_draft(), zone=SACRAMENTO, today=window.desk.today())
    page = window.show("patrols")
    click(button(page.details, "Record this as an incident"))
    window.settle()
    form = window.form
    assert window.page.name == "incidents"
    assert form.fields["kind"].value() == "graffiti"
    assert form.fields["happened"].value() == "Fresh tag on the fence"
    assert form.fields["from_clock"].value() == "9:10 pm"
    assert form.place.value().text == "16th & P St"
    shortcut("Ctrl+S")
    until(lambda: window.form is None, "it is recorded")
    window.settle()
    click(button(window.page.details, "Found on patrol, Sat, Sep 19, 2026"))
    window.settle()
    assert window.page.name == "patrols"
    assert "Incident: Graffiti" in texts(window.page.details)
    click(button(window.page.details, "Incident: Graffiti"))
    window.settle()
    assert window.page.name == "incidents"
    assert dataclasses.is_dataclass(window.page.model.line(0))
