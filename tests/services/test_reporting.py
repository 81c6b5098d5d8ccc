"""Papers are gathered, reduced, named and recognised."""

import io
import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from sacwatch import words
from sacwatch.domain import patrols as rules
from sacwatch.domain.audiences import Audience
from sacwatch.domain.errors import NotFound, Trouble
from sacwatch.domain.patrols import EntryDraft, PatrollerDraft
from sacwatch.domain.places import PlaceDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.exchange import folders
from sacwatch.reports import registry
from sacwatch.services import attachments, members, patrols, reporting, subjects, watches
from sacwatch.services.attachments import Photos
from sacwatch.services.reporting import Order
from sacwatch.store.files import Store
from tests.making import NOW, TODAY, member_draft, patrol_draft, watch_draft

ODD = "<b>Bold</b> AT&T </script> Zoë 🚨 \u202eRTL\u202c z\u200bw"


def gather(desk, report, subject, audience=Audience.CAPTAIN, *, large=False):
    with desk.reading() as work:
        return reporting.gather(work, Order(report, subject, audience, large), zone=SACRAMENTO)


def text_of(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def key_of(act) -> str:
    with pytest.raises(Trouble) as caught:
        act()
    assert words.sentence(caught.value.problem.key, caught.value.problem.values)
    return caught.value.problem.key


def photo(tmp_path, name="tag.jpg", colour="navy"):
    path = tmp_path / name
    Image.new("RGB", (640, 480), colour).save(path)
    return attachments.read(path)


def test_every_paper_is_made_from_what_was_gathered(desk):
    patrol = desk.log()
    desk.record()
    for report, subject, holds in (
        ("patrol-log", patrol.id, "Fresh tag on the fence"),
        ("patrol-hours", "2026-09", "Rosa Delgado"),
        ("incident-summary", "2026-09", "Window smashed"),
    ):
        data = reporting.make(gather(desk, report, subject), NOW)
        assert holds in text_of(data)
        assert data == reporting.make(gather(desk, report, subject), NOW)


def test_file_names_say_what_is_inside(desk):
    patrol = desk.log()
    assert gather(desk, "patrol-log", patrol.id).file_name == "Patrol log 2026-09-19 2030.pdf"
    assert gather(desk, "patrol-hours", "2026-09").file_name == "Patrol hours 2026-09.pdf"
    names = {
        "2026-09": "Incident summary 2026-09.pdf",
        "2026-09-01..2026-09-30": "Incident summary 2026-09.pdf",
        "2026-09-01..2026-09-29": "Incident summary 2026-09-01 to 2026-09-29.pdf",
        "2026-09-05": "Incident summary 2026-09-05.pdf",
        "2026-02-01..2026-03-31": "Incident summary 2026-02-01 to 2026-03-31.pdf",
    }
    for subject, name in names.items():
        assert gather(desk, "incident-summary", subject).file_name == name


def test_each_audience_gets_its_own_paper_and_fingerprint(desk):
    patrol = desk.log()
    made = {each: gather(desk, "patrol-log", patrol.id, each) for each in Audience}
    prints = {each.fingerprint for each in made.values()}
    assert len(prints) == len(Audience)
    assert "Rosa Delgado" in text_of(reporting.make(made[Audience.CAPTAIN], NOW))
    for audience in (Audience.MEMBERS, Audience.PUBLIC, Audience.BLOCK_CAPTAINS):
        text = text_of(reporting.make(made[audience], NOW))
        assert "Rosa" not in text and "Fresh tag" not in text
        assert "Left out of this copy" in text


@pytest.mark.parametrize("audience", [Audience.MEMBERS, Audience.PUBLIC, Audience.BLOCK_CAPTAINS])
def test_no_word_that_was_typed_stands_on_a_paper_for_neighbours(desk, audience):
    """What is planted stands on the captain's papers, so that it is there to be found."""
    home = PlaceDraft("1621 P St apt 4, Zqthere, Boulevard Park", 38.57123, -121.48889, "address")
    with desk.work() as work:
        watches.change(work, watch_draft(place=home), today=TODAY)
    entries = tuple(
        EntryDraft(clock=f"21:0{i}", place=PlaceDraft(text), seen="Zqseen", category="graffiti")
        for i, text in enumerate(("100 Zqlee Place", "Zqpat Street & J", "1215 F St behind Zqhouse"))
    )
    patrol = desk.log(area="alley behind the Zqarea, 1215 F St", weather="Zqweather", entries=entries)
    desk.record(code="Zqcode 1215 F St", place=PlaceDraft("1215 Zqway Way", 38.57123, -121.48889, "map"))
    made = {}
    for each in (Audience.CAPTAIN, audience):
        papers = (("patrol-log", patrol.id), ("patrol-hours", "2026-09"), ("incident-summary", "2026-09"))
        texts = [text_of(reporting.make(gather(desk, *paper, each), NOW)) for paper in papers]
        made[each] = " ".join(" ".join(texts).split())
    for secret in ("there", "lee", "pat", "house", "seen", "area", "weather", "code", "way"):
        assert f"Zq{secret}" in made[Audience.CAPTAIN], secret
        assert f"Zq{secret}" not in made[audience], secret
    for secret in ("1621", "1215", "apt 4", "Zq"):
        assert secret not in made[audience], secret
    assert "1600 block of P St, Boulevard Park" in made[audience]
    assert "1200 block of F St" in made[audience]


def test_large_print_is_another_paper(desk):
    patrol = desk.log()
    small, large = (gather(desk, "patrol-log", patrol.id, large=each) for each in (False, True))
    assert small.fingerprint != large.fingerprint
    assert small.file_name == large.file_name


def test_a_fingerprint_follows_what_the_paper_shows_and_nothing_else(desk):
    patrol = desk.log()
    desk.log(day="2026-09-12")
    before = gather(desk, "patrol-log", patrol.id).fingerprint
    hours = gather(desk, "patrol-hours", "2026-09").fingerprint
    with desk.work() as work:
        draft = rules.draft_of(patrol, zone=SACRAMENTO)
        patrols.change(work, patrol.id, draft, zone=SACRAMENTO, today=TODAY)
        members.add(work, member_draft(name="Somebody Else"))
    assert gather(desk, "patrol-log", patrol.id).fingerprint == before
    with desk.work() as work:
        draft = patrol_draft(note="Another note")
        patrols.change(work, patrol.id, draft, zone=SACRAMENTO, today=TODAY)
    assert gather(desk, "patrol-log", patrol.id).fingerprint != before
    with desk.work() as work:
        watches.change(work, watch_draft(name="Another name"), today=TODAY)
    assert gather(desk, "patrol-hours", "2026-09").fingerprint != hours


def test_photos_are_known_by_their_hash_without_their_bytes(desk, tmp_path, monkeypatch):
    patrol = desk.log()
    with desk.work() as work:
        photos = Photos(added=(photo(tmp_path),))
        patrols.change(work, patrol.id, patrol_draft(), zone=SACRAMENTO, today=TODAY, photos=photos)
    order = Order("patrol-log", patrol.id)
    with desk.reading() as work:
        whole = reporting.gather(work, order, zone=SACRAMENTO)
        monkeypatch.setattr(type(work.attachments), "read_bytes", None)
        light = reporting.collect(lambda ask: ask(work), order, zone=SACRAMENTO, photos=False)
    assert light.fingerprint == whole.fingerprint
    assert len(whole.data.photos) == 1 and not light.data.photos
    for audience, shown in ((Audience.POLICE, 1), (Audience.MEMBERS, 0)):
        monkeypatch.undo()
        pages = PdfReader(
            io.BytesIO(reporting.make(gather(desk, "patrol-log", patrol.id, audience), NOW))
        ).pages
        assert sum(len(page.images) for page in pages) == shown


def test_another_photo_makes_another_fingerprint(desk, tmp_path):
    patrol = desk.log()
    prints = set()
    for name, colour in (("a.jpg", "navy"), ("b.jpg", "olive")):
        with desk.work() as work:
            photos = Photos(added=(photo(tmp_path, name, colour),))
            patrols.change(work, patrol.id, patrol_draft(), zone=SACRAMENTO, today=TODAY, photos=photos)
        prints.add(gather(desk, "patrol-log", patrol.id).fingerprint)
    assert len(prints) == 2


def test_long_periods_are_asked_for_in_pieces_that_come_to_the_same(desk):
    for day in range(1, 20):
        desk.record(from_day=f"2026-09-{day:02}", to_day="", to_clock="", reported_day="", reported_clock="")
    questions = []

    def ask(question):
        questions.append(question)
        with desk.reading() as work:
            return question(work)

    order = Order("incident-summary", "2026-08-01..2026-09-20")
    pieces = reporting.collect(ask, order, zone=SACRAMENTO)
    assert len(questions) == 1 + -(-51 // 7)
    assert len(pieces.data.incidents) == 19
    whole = gather(desk, "incident-summary", "2026-08-01..2026-09-20")
    assert pieces.fingerprint == whole.fingerprint


def test_odd_text_is_printed_as_it_was_typed(desk):
    entries = (EntryDraft(clock="21:00", place=PlaceDraft(ODD), seen=ODD),)
    patrol = desk.log(
        area=ODD, weather=ODD, note=ODD, entries=entries, crew=(PatrollerDraft("Ann <i> O’Hara & Co"),)
    )
    data = reporting.make(gather(desk, "patrol-log", patrol.id), NOW)
    text = text_of(data)
    assert text.count("<b>Bold</b> AT&T </script>") >= 3
    assert "Ann <i> O’Hara & Co" in text


@pytest.mark.parametrize(
    "subject", ["", "2026", "2026-13", "2026-00", "13/2026", "9999-12", "0001-01", "2026-9", "x" * 5000]
)
def test_what_is_no_month_is_said_to_be_none(desk, subject):
    assert key_of(lambda: gather(desk, "patrol-hours", subject)) == "trouble.not_a_month"


@pytest.mark.parametrize(
    "subject",
    [
        *(
            "2026-Q5",
            "1500",
            "2026-Q",
            "",
            "..",
            "2026-09-01..",
            "..2026-09-30",
            "2026-09-30..2026-09-01",
            "2026-02-30",
            "2026-13",
        ),
        *("0001-01-01..9999-12-31", "2026-09-01..2026-09-31", "2026-W36", "20260901", "a..b..c"),
    ],
)
def test_what_is_no_period_is_said_to_be_none(desk, subject):
    assert key_of(lambda: gather(desk, "incident-summary", subject)) == "trouble.not_a_period"


@pytest.mark.parametrize(
    "report", [each.name for each in registry.PAPERS.values() if each.needs is registry.Option.PERIOD]
)
def test_a_period_may_be_a_year_or_a_quarter(desk, report):
    for said, days in (("2026", "2026-01-01..2026-12-31"), ("2026-q3", "2026-07-01..2026-09-30")):
        short, long = gather(desk, report, said), gather(desk, report, days)
        assert (short.file_name, short.fingerprint) == (long.file_name, long.fingerprint)


@given(st.text(max_size=30))
def test_no_subject_is_a_bug(text):
    for read in (subjects.read_month, subjects.read_period):
        try:
            read(text)
        except Trouble as trouble:
            assert words.sentence(trouble.problem.key, trouble.problem.values)


def test_a_paper_or_patrol_or_watch_that_is_not_there(desk, tmp_path):
    assert key_of(lambda: gather(desk, "seating-plan", "x")) == "trouble.no_such_report"
    with pytest.raises(NotFound):
        gather(desk, "patrol-log", "nobody")
    with Store.create(tmp_path / "empty.sacwatch") as store, store.reading(now=NOW) as work:
        order = Order("patrol-hours", "2026-09")
        assert key_of(lambda: reporting.gather(work, order, zone=SACRAMENTO)) == "trouble.no_watch"


def test_which_patrol_was_meant(desk):
    with desk.reading() as work:
        assert (
            key_of(lambda: subjects.default_subject(work, "patrol-log", "", today=TODAY, zone=SACRAMENTO))
            == "trouble.no_patrol"
        )
    early, late = desk.log(start="17:00", finish="18:00", entries=()), desk.log()
    older = desk.log(day="2026-09-12")

    def meant(asked, report="patrol-log"):
        with desk.reading() as work:
            return subjects.default_subject(work, report, asked, today=TODAY, zone=SACRAMENTO)

    assert meant("") == late.id
    assert meant(early.id) == early.id
    assert meant("2026-09-12") == meant("9/12") == older.id
    assert meant("yesterday") == late.id
    assert key_of(lambda: meant("2026-09-13")) == "trouble.no_patrol_that_day"
    assert key_of(lambda: meant("zzz")) == "trouble.no_such_patrol"
    assert key_of(lambda: meant("", "zzz")) == "trouble.no_such_report"
    assert meant("", "patrol-hours") == "2026-09"
    assert meant("2026-08", "patrol-hours") == "2026-08"


def test_what_can_be_chosen(desk):
    with desk.reading() as work:
        empty = subjects.choices(work, today=TODAY)
    assert empty.patrols == () and empty.months == (date(2026, 9, 1),) and empty.month == date(2026, 9, 1)
    desk.log(day="2026-06-20")
    last = desk.log(day="2026-08-01")
    with desk.reading() as work:
        some = subjects.choices(work, today=TODAY)
        assert [each.month for each in some.months] == [9, 8, 7, 6]
        assert some.patrols[0].id == last.id and some.month == date(2026, 8, 1)
        assert subjects.patrol_line(work, last.id).day == date(2026, 8, 1)
        assert subjects.patrol_line(work, "gone") is None
        found = subjects.find_patrols(work, "8/1", today=TODAY, zone=SACRAMENTO)
        assert [each.id for each in found] == [last.id]
        assert len(subjects.find_patrols(work, "boulevard", today=TODAY, zone=SACRAMENTO)) == 2


def test_a_pdf_of_ours_is_recognised_and_no_other(desk):
    patrol = desk.log()
    gathered = gather(desk, "patrol-log", patrol.id)
    made_on = (NOW + timedelta(days=3)).replace(microsecond=123_456)
    data = reporting.make(gathered, made_on)
    imprint = reporting.imprint(data)
    assert imprint.made_on == made_on.replace(microsecond=0)
    assert reporting.make(gathered, imprint.made_on) == data
    assert reporting.imprint(b"") is None
    assert reporting.imprint(b"%PDF-1.7 /Creator (Writer) /Author (Ann)") is None
    assert reporting.imprint(re.sub(rb"D:\d{14}", b"D:99999999999999", data)) is None


@given(st.binary(max_size=200))
def test_any_bytes_can_be_looked_at(data):
    for head in (b"", b"/Creator (SacWatch) /Author (x) /CreationDate (D:"):
        assert reporting.imprint(head + data) is None


def test_saving_gives_the_file_or_a_dated_copy(desk, tmp_path, monkeypatch):
    target = tmp_path / "a.pdf"
    assert reporting.save(target, b"x") == target
    at = NOW.astimezone(SACRAMENTO)

    def busy(path, data, *, real=folders.write_whole):
        if path == target:
            raise folders.TargetBusy("trouble.target_busy", name=path.name)
        real(path, data)

    monkeypatch.setattr(folders, "write_whole", busy)
    assert key_of(lambda: reporting.save(target, b"y")) == "trouble.target_busy"
    assert reporting.save(target, b"y", at=at).name == "a (2026-09-20 1100).pdf"
    assert target.read_bytes() == b"x"


def test_no_paper_takes_the_place_of_a_watch(desk):
    before = desk.store.path.read_bytes()
    assert key_of(lambda: reporting.save(desk.store.path, b"x")) == "trouble.target_is_watch"
    assert key_of(lambda: reporting.save(desk.store.path.with_suffix(".SACWATCH"), b"x"))
    assert desk.store.path.read_bytes() == before


def test_incidents_with_a_place_get_a_map_and_withheld_ones_none(desk):
    desk.record()
    assert gather(desk, "incident-summary", "2026-09").dots
    desk.record(kind="sexual_offence")
    shown = gather(desk, "incident-summary", "2026-09", Audience.MEMBERS)
    assert len(shown.dots) == 1
    assert len(gather(desk, "incident-summary", "2026-09").dots) == 2
    assert len(text_of(reporting.make(shown, NOW))) > 200
