"""Several papers at once, the letter that goes with them, and the pictures of the gallery."""

from urllib.parse import parse_qs, urlsplit

import pytest

from sacwatch import words
from sacwatch.domain.audiences import Audience
from sacwatch.domain.errors import Trouble
from sacwatch.domain.handouts import ArrangementDraft
from sacwatch.domain.kinds import Kind
from sacwatch.domain.times import SACRAMENTO
from sacwatch.reports import registry
from sacwatch.services import handouts, ledgers, mailing, packs, picturing, reporting, subjects
from tests.making import TODAY


@pytest.fixture
def full(desk):
    desk.log()
    desk.record()
    desk.add()
    desk.house()
    desk.concern()
    desk.meet()
    return desk


def asker(desk):
    def ask(question):
        with desk.reading() as work:
            return question(work)

    return ask


def pack(desk, names, audience=Audience.CAPTAIN, chosen=None):
    how = {"large": True, "today": TODAY, "zone": SACRAMENTO, "made_on": desk.now}
    return packs.make(asker(desk), names, chosen or {}, audience, **how)


def test_every_paper_can_be_in_a_pack_or_says_why_not(full):
    made = pack(full, list(registry.PAPERS))
    assert [gathered.order.report for gathered, _data in made.papers][:2] == ["patrol-log", "patrol-hours"]
    assert all(data.startswith(b"%PDF-") for _gathered, data in made.papers)
    assert all(words.sentence(why.key, why.values) for _title, why in made.missing)
    assert len(made.papers) + len(made.missing) == len(registry.PAPERS)
    # There is no sheet, no phone tree and nobody whose hours are known.
    assert len(made.missing) <= 6, made.missing


def test_the_ledger_knows_from_which_records_each_was_made(full):
    reports = ("patrol-log", "incident-report", "agenda", "concerns")
    for gathered, _data in pack(full, reports, Audience.CAPTAIN).papers:
        kinds = {each.kind for each in ledgers.records_of(gathered)}
        about = {"patrol-log": Kind.PATROL, "incident-report": Kind.INCIDENT, "agenda": Kind.MEETING}
        assert about.get(gathered.order.report, Kind.CONCERN) in kinds, gathered.order.report


def test_what_was_chosen_is_in_it_and_the_captains_own_papers_go_to_nobody_else(full):
    chosen = {"patrol-hours": "2026-08"}
    made = pack(full, ["patrol-hours", "ledger"], Audience.MEMBERS, chosen)
    ((gathered, _data),) = made.papers
    assert gathered.order.subject == "2026-08" and gathered.order.audience is Audience.MEMBERS
    assert gathered.order.large
    assert [(title, why.key) for title, why in made.missing] == [("What went out", "trouble.captains_paper")]


def test_a_pack_is_saved_whole_and_a_file_that_is_in_the_way_is_said(full, tmp_path):
    made = pack(full, ["patrol-log", "patrol-hours"])
    files = packs.save(tmp_path / "deep" / "Here", made.papers, at=full.now)
    assert [each.name for each in files] == ["Patrol log 2026-09-19 2030.pdf", "Patrol hours 2026-09.pdf"]
    (tmp_path / "file").touch()
    with pytest.raises(Trouble) as refused:
        packs.save(tmp_path / "file" / "Here", made.papers, at=full.now)
    assert words.sentence(refused.value.problem.key, refused.value.problem.values)


def test_there_is_a_picture_of_every_paper_that_has_something_to_show(full):
    ask, how = asker(full), {"today": TODAY, "zone": SACRAMENTO}
    none_yet = set()
    for name in registry.PAPERS:
        try:
            order = ask(lambda work, name=name: picturing.order_for(work, name, **how))
            reporting.collect(ask, order, zone=SACRAMENTO, photos=False)
        except Trouble:
            none_yet.add(name)
    assert none_yet <= {"patrol-sheet", "filled-sheet", "phone-tree", "volunteer-statement", "block-map"}
    fingerprint, data = picturing.picture(ask, "patrol-log", "", made_on=full.now, **how)
    assert data is not None and data.startswith(b"%PDF-")
    again = picturing.picture(ask, "patrol-log", fingerprint, made_on=full.now, **how)
    assert again == (fingerprint, None), "the same is not made twice"


@pytest.mark.parametrize("count", [1, 3, 40])
def test_a_letter_names_its_papers_and_stays_short_enough_for_every_mail_program(count):
    names = [f"{'Zoë & 🚨 Söhne ' * 9}{number}.pdf" for number in range(count)]
    letter = mailing.letter("O'Neil & Daughters #1? " * 12, names)
    assert len(letter) <= mailing.LONGEST
    parts = urlsplit(letter)
    said = parse_qs(parts.query)
    assert parts.scheme == "mailto" and parts.path == "" and parts.fragment == ""
    assert said["subject"][0].startswith("O'Neil & Daughters #1?") and "\n" not in said["subject"][0]
    assert "- Zoë" in said["body"][0] and ("more" in said["body"][0]) == (count > 8)


def test_picture_pack_and_list_are_of_the_same_usual_patrol_month_and_days(full):
    ask, how = asker(full), {"today": TODAY, "zone": SACRAMENTO}
    late = full.log(start="23:00", finish="23:30", entries=())
    names = ["patrol-log", "patrol-hours", "incident-summary", "agenda", "hours-statement", "shift-week"]
    made = {gathered.order.report: gathered.order.subject for gathered, _data in pack(full, names).papers}
    assert made["patrol-log"] == late.id and list(made) == names
    for name in names:
        order = ask(lambda work, name=name: picturing.order_for(work, name, **how))
        told = ask(lambda work, name=name: picturing.about(work, name, "", **how))
        assert order.subject == told.subject == made[name], name
    with full.reading() as work:
        choices = subjects.choices(work, today=TODAY)
    assert choices.patrols[0].id == late.id and dict(choices.usual_meetings)["agenda"] == made["agenda"]


def test_each_of_a_pack_may_be_for_its_own_readers(full):
    made = pack(full, ["patrol-log", "patrol-hours"], {"patrol-hours": Audience.PUBLIC})
    assert [each.order.audience for each, _data in made.papers] == [Audience.CAPTAIN, Audience.PUBLIC]


def test_copies_for_different_readers_and_in_different_languages_have_different_names(full, tmp_path):
    names = set()
    for audience in Audience:
        made = pack(full, ["patrol-log"], audience).papers
        names |= {each.name for each in packs.save(tmp_path, made, at=full.now)}
    assert len(names) == len(Audience) and "Patrol log 2026-09-19 2030 - Block captains.pdf" in names
    meeting = full.meet()
    handouts_named = []
    for tongue in ("en", "es", "both"):
        with full.work() as work:
            handouts.arrange(work, meeting.id, ArrangementDraft(tongue=tongue), spanish_reviewed=True)
        made = pack(full, ["handout"], Audience.PUBLIC, {"handout": meeting.id})
        handouts_named += [gathered.file_name for gathered, _data in made.papers]
    assert len(set(handouts_named)) == 3 and handouts_named[1].endswith(" Spanish.pdf"), handouts_named
