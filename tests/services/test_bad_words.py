"""What nobody meant to type: markup, ten thousand characters, names of 120, and tables of 200 columns."""

import csv
import random

import pytest

from sacwatch.domain.audiences import Audience
from sacwatch.domain.errors import Trouble
from sacwatch.domain.patrols import PatrollerDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import contacts, meetings, patrolsheets, reporting
from sacwatch.services.reporting import Order
from tests.making import NOW, TODAY, Desk, meeting_draft
from tests.reports.papers import squeezed, whole_text

MARKUP = "<b>Bold</b> & <Ave> </i> {x} %s <script>alert(1)</script> "
LONG = f"{(MARKUP * 200)[:9960]} and its end</b>"
NAME = "Wolfeschlegelsteinhausenbergerdorff von und zu " * 2 + "der langen Zeile</b>"


@pytest.fixture(scope="module")
def typed(tmp_path_factory):
    desk = Desk.begin(tmp_path_factory.mktemp("typed") / "a.sacwatch")
    ids = {"member-sheet": desk.add(name=NAME, note=LONG).id}
    ids["patrol-log"] = desk.log(crew=(PatrollerDraft(NAME),), note=LONG, area=NAME).id
    ids["incident-report"] = desk.record(happened=LONG, note=LONG, public_wording=MARKUP).id
    ids["concern-sheet"] = desk.concern(words=LONG, note=LONG, raised_by=NAME, public_wording=MARKUP).id
    with desk.work() as work:
        ids["minutes"] = meetings.add(work, meeting_draft(note=LONG, title=NAME), today=TODAY).id
    yield desk, ids
    desk.close()


@pytest.mark.parametrize(
    "name", ["member-sheet", "patrol-log", "incident-report", "concern-sheet", "minutes"]
)
def test_every_word_is_printed_as_it_was_typed(typed, name):
    desk, ids = typed
    for audience, large in ((Audience.CAPTAIN, False), (Audience.CAPTAIN, True), (Audience.PUBLIC, False)):
        if audience is Audience.PUBLIC and name == "member-sheet":
            continue
        with desk.reading() as work:
            gathered = reporting.gather(work, Order(name, ids[name], audience, large), zone=SACRAMENTO)
        told = whole_text(reporting.make(gathered, NOW))
        assert len(gathered.file_name.encode()) <= 120
        if audience is Audience.CAPTAIN and name != "minutes":
            assert squeezed("<script>alert(1)</script>") in told and squeezed("and its end</b>") in told
            assert name == "incident-report" or squeezed("zu der langen Zeile</b>") in told
        elif audience is Audience.PUBLIC:
            assert squeezed("and its end") not in told


@pytest.mark.parametrize("reader", [contacts.read, patrolsheets.read], ids=["contacts", "patrols"])
def test_a_table_of_200_columns_of_nonsense_is_read_or_refused_in_a_sentence(tmp_path, reader):
    dice = random.Random(200)
    path = tmp_path / "nonsense.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        for _row in range(60):
            cells = (
                "".join(dice.choice('ab;,"=<>\n\x00ü') for _ in range(dice.randrange(9))) for _ in range(200)
            )
            csv.writer(file).writerow(cells)
    try:
        reader(path)
    except Trouble as trouble:
        assert trouble.problem.key.startswith("trouble.")
