"""The handout: what happened since the last meeting, reduced for its readers, as the captain arranged it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sacwatch import i18n, paths
from sacwatch.domain.audiences import Audience
from sacwatch.domain.consents import ConsentDraft
from sacwatch.domain.errors import Refused
from sacwatch.domain.handouts import ArrangementDraft, Section, Tongue
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.patrols import PatrollerDraft
from sacwatch.domain.places import PlaceDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.domain.watches import NumberDraft
from sacwatch.reports.handout import handout
from sacwatch.services import (
    attachments,
    forgetting,
    handedout,
    handouts,
    meetings,
    reporting,
    resources,
    subjects,
    undoing,
)
from sacwatch.services.reporting import Order
from tests.making import TODAY
from tests.reports.papers import pages_of, read, squeezed, whole_text


class Told(str):
    """The text of a paper, in which words are found however they are broken into lines."""

    def __contains__(self, words):
        return super().__contains__(squeezed(words))


def gathered(desk, audience=Audience.PUBLIC, report="handout", **how):
    with desk.reading() as work:
        return reporting.gather(work, Order(report, desk.meeting, audience, **how), zone=SACRAMENTO)


def paper(desk, audience=Audience.PUBLIC, **how):
    return reporting.make(gathered(desk, audience, **how), desk.now)


def text(desk, audience=Audience.PUBLIC, **how):
    return Told(whole_text(paper(desk, audience, **how)))


def plain(desk):
    with desk.reading() as work:
        return handouts.plain_text(work, desk.meeting, zone=SACRAMENTO)


def record(desk, day, **said):
    once = {"from_day": day, "to_day": "", "to_clock": "", "reported_day": "", "reported_clock": ""}
    return desk.record(**{**once, **said})


@pytest.fixture
def street(desk):
    """Give a watch with a meeting four weeks ago, one today, and one to come."""
    last = desk.meet(day=(TODAY - timedelta(days=28)).isoformat())
    with desk.work() as work:
        meetings.begin(work, last.id)
    desk.meeting = desk.meet(day=TODAY.isoformat(), agenda=()).id
    desk.meet(day="2026-10-20", title="Autumn meeting")
    return desk


def arrange(desk, **said):
    with desk.work() as work:
        return handouts.arrange(work, desk.meeting, ArrangementDraft(**said))


def test_a_month_without_anything_reads_well(street):
    told = text(street)
    for words in (
        "Neighborhood handout", "Watch meeting, Sun, Sep 20, 2026", "Sun, Aug 23, 2026 to Sun, Sep 20, 2026",
        "It was quiet: we know of nothing that happened.", "No patrol went out in this time.",
        "Nothing was raised in this time", "Tip: Know two neighbors by name", "911", "988",
        "Autumn meeting: Tue, Oct 20, 2026, 7:00 pm, Library, 2nd floor",
    ):  # fmt: skip
        assert words in told, words
    assert "Where it happened" not in told and len(pages_of(paper(street))) <= 2


def test_it_tells_what_happened_since_the_last_meeting_in_plain_counts(street):
    record(street, "2026-07-28", kind="graffiti", code="")
    record(street, "2026-07-20")  # the record goes back further than the time before
    for day in ("2026-08-25", "2026-09-01", "2026-09-15"):
        record(street, day, public_wording="A window was broken in the night.")
    record(street, "2026-09-02", kind="package_theft", code="", place=PlaceDraft("2240 Queens St"))
    told = text(street)
    for words in (
        "Vehicle break-in 3 0 too few to tell", "Package theft 1 0 too few to tell", "All together 4",
        "Sep 15: Vehicle break-in, 1600 block of P St", "Tip: Nothing left in the car",
    ):  # fmt: skip
        assert words in told, words
    assert "%" not in told and "1620" not in told and "tool bag" not in told
    arrange(street, pages=4)
    assert "A window was broken in the night." in text(street)


def test_one_that_would_point_to_somebody_is_only_counted(street):
    record(street, "2026-09-15", kind="domestic_violence", code="273.5")
    arrange(street, hidden=("calls",))
    for audience in (Audience.PUBLIC, Audience.MEMBERS, Audience.BLOCK_CAPTAINS):
        told = text(street, audience)
        assert "fewer than 3 incidents of kinds that are never placed or described" in told
        for words in ("omestic", "P St", "Sep 15", "Where it happened", "All together"):
            assert words not in told, (audience, words)
    assert "Domestic violence" in text(street, Audience.POLICE)


def test_it_thanks_those_who_agreed_and_tells_what_was_said_and_done(street):
    rosa = street.add(consents=(ConsentDraft("name", "public", "2026-09-01"),))
    street.add(name="Walt Kim", phones=(), email="")
    crew = (PatrollerDraft(rosa.name, rosa.id, "driver"), PatrollerDraft("Walt Kim"))
    street.log(crew=crew)
    street.concern(public_wording="A lamp is out.")
    street.act(public_wording="We paint the fence.")
    told = text(street)
    for words in (
        "Thank you, Rosa Delgado and 1 other!", "3 hr", "A lamp is out.", "1600 block of P St",
        "We paint the fence.",
    ):  # fmt: skip
        assert words in told, words
    for words in ("Walt", "She rang", "it is dark there", "Paint over the tag"):
        assert words not in told, words


def test_the_captain_orders_hides_and_adds(street):
    arrange(
        street,
        order=("next", *(each.value for each in Section if each is not Section.NEXT)),
        hidden=("tip", "patrols"),
        own_title="Cleanup day",
        own_words="Bring gloves.\nWe start at nine.",
        notices="Food bank on Tuesday",
        tip="fire",
    )
    told = text(street)
    assert "Nothing that burns" not in told and "Patrols, and thanks" not in told
    assert told.index("Nextmeeting") < told.index("Whathappened") < told.index("Cleanupday")
    assert "We start at nine." in told and "• Food bank on Tuesday" in told
    marks = [each["/Title"] for each in read(paper(street)).outline[1]]
    assert marks[:3] == ["Next meeting", "What happened", "You said / we did"]


def test_it_is_made_anew_only_for_what_it_prints(street):
    first = gathered(street).fingerprint
    street.add(name="Walt Kim", phones=(), email="")
    assert gathered(street).fingerprint == first
    arrange(street, notices="Food bank on Tuesday")
    assert gathered(street).fingerprint != first


def test_five_hundred_incidents_fit_on_the_pages_there_are(street):
    for day in range(3):
        record(street, f"2026-09-0{day + 1}")
    with street.reading() as work:
        data, _dots = handouts.gather(
            work, work.watches.get(work.watch_id), Order("handout", street.meeting, Audience.PUBLIC),
            zone=SACRAMENTO,
        )  # fmt: skip
    assert data.incidents
    many = tuple(data.incidents) * 170
    every = tuple(
        replace(each, entry=replace(each.entry, number=each.entry.number or "916-555-0100", hours="8-5"))
        for each in data.calls.calls
    )
    assert len(every) > 20
    for pages, large, tongue, calls in (
        (2, False, Tongue.ENGLISH, every), (4, False, Tongue.BOTH, every), (4, True, Tongue.SPANISH, every),
        (4, True, Tongue.BOTH, every), (4, True, Tongue.BOTH, data.calls.calls),
    ):  # fmt: skip
        arrangement = replace(data.arrangement, pages=pages, tongue=tongue)
        one = replace(
            data, incidents=many, large=large, meeting=replace(data.meeting, handout=arrangement),
            calls=replace(data.calls, large=large, calls=calls),
        )  # fmt: skip
        paper = handout(one, street.now)
        assert len(read(paper).pages) <= pages
        told = Told(whole_text(paper))
        assert "911" in told and "988" in told
        reduced = large and tongue is Tongue.BOTH and calls is every
        assert ("more numbers stand on our call card" in told) is reduced
        assert ("números más están en nuestra tarjeta" in told) is reduced


def test_a_full_month_fits_on_one_sheet_and_what_does_not_takes_no_page_that_stays_empty(street):
    everything(street)
    for number, kind in enumerate(
        ("theft", "graffiti", "vandalism", "trespass", "dumping", "hazard", "robbery")
    ):
        record(
            street, f"2026-09-{number + 10}", kind=kind, code="", place=PlaceDraft(f"{1620 + number} Q St")
        )
        street.concern(public_wording=f"Something is broken at corner number {number}, and nobody came yet.")
        street.act(public_wording=f"We ask the city about corner number {number}.")
    pages = pages_of(paper(street))
    assert len(pages) == 2
    whole = Told(squeezed(" ".join(pages)))
    for words in ("more before", "ask us about them", "Whom to call", "Autumn meeting", "Tip: "):
        assert words in whole, words
    arrange(street, own_words="Come and help us.\n" * 24)
    pages = pages_of(paper(street))
    assert len(pages) == 3, "what more there is takes one page more, and not two"


def test_it_is_for_the_next_meeting_unless_another_is_named(street):
    with street.reading() as work:
        found = subjects.default_subject(work, "handout", "", today=TODAY, zone=SACRAMENTO)
    assert found == street.meeting


def test_the_closed_one_is_kept_as_it_was_and_goes_with_whoever_is_thanked_in_it(street):
    rosa = street.add(consents=(ConsentDraft("name", "public", "2026-09-01"),))
    street.log(crew=(PatrollerDraft(rosa.name, rosa.id, "driver"), PatrollerDraft("Walt Kim")))
    with street.work() as work:
        meetings.close(work, street.meeting, zone=SACRAMENTO, today=TODAY)

    def kept():
        with street.reading() as work:
            papers = dict(meetings.show(work, street.meeting).papers)
            data = {name: attachments.data(work, papers[name].sha256) for name in papers}
        assert data.pop("handout-text", plain(street).encode()).decode() == plain(street)
        told = {name: Told(whole_text(each)) for name, each in data.items()}
        return told | ({"handout-text": ""} if "handout-text" in papers else {})

    assert "Thank you, Rosa Delgado and 1 other!" in kept()["handout"]
    record(street, "2026-09-15")
    assert "P St" not in kept()["handout"] and kept()["handout"] == text(street)
    assert "P St" in text(street, Audience.MEMBERS), "another one is made of the records now"
    with pytest.raises(Refused):
        arrange(street, notices="Too late")
    assert set(kept()) == {"minutes", *handedout.FORMS}
    forms = {"handout": {}, "handout-large": {"large": True}, "newsletter": {"report": "newsletter"}}
    for form, how in forms.items():
        assert kept()[form] == text(street, **how), "each form is as it was handed out"
    assert "P St" in text(street, report="newsletter", large=True), "made anew, and says so"
    assert "Made anew on" in text(street, report="newsletter", large=True)
    assert "P St" not in plain(street) and "Rosa Delgado" in plain(street)
    forgetting.forget(street.store, rosa.id, with_home=False, now=street.tick(), by="tester")
    assert set(kept()) == {"minutes"}
    assert "P St" in plain(street) and "Made anew on" in plain(street)
    with street.work() as work:
        meetings.freeze_again(work, street.meeting, zone=SACRAMENTO)
    assert "Rosa" not in kept()["handout"] and "P St" in kept()["handout"]


@pytest.mark.parametrize("what", ["consent", "counted only"])
def test_the_closed_one_tells_nothing_that_may_not_be_told_any_more(street, what):
    rosa = street.add(consents=(ConsentDraft("name", "public", "2026-09-01"),))
    street.log(crew=(PatrollerDraft(rosa.name, rosa.id, "driver"), PatrollerDraft("Walt Kim")))
    broken = record(street, "2026-09-10", kind="trespass", code="")
    with street.work() as work:
        meetings.close(work, street.meeting, zone=SACRAMENTO, today=TODAY)
    record(street, "2026-09-15", kind="graffiti", code="")
    handed_out = text(street)
    assert "Rosa Delgado" in handed_out and "Trespassing" in handed_out and "Made anew" not in handed_out
    with street.work() as work:
        if what == "consent":
            work.members.change(replace(work.members.get(rosa.id), consents=()))
        else:
            work.incidents.change(replace(work.incidents.get(broken.id), counted_only=True))
    gone = "Rosa" if what == "consent" else "Trespassing"

    def asked():
        with street.reading() as work:
            names = [name for name, _file in meetings.show(work, street.meeting).papers]
        return names, text(street)

    kept, told = asked()
    assert kept == ["minutes"], "the old pages are not shown in the window either"
    assert gone not in told and "Made anew on" in told and "Graffiti" in told
    with street.work() as work:
        meetings.freeze_again(work, street.meeting, zone=SACRAMENTO)
        assert len(work.attachments.of(Ref(Kind.MEETING, street.meeting))) == 5, "the old one is gone"
    record(street, "2026-09-16", kind="package_theft", code="")
    kept, told = asked()
    assert kept == ["minutes", *handedout.FORMS] and gone not in told
    assert "Made anew on" in told and "Package theft" not in told, "it is kept again"


def everything(street):
    """Record something of each sort that a handout tells of."""
    record(street, "2026-07-20")
    for number in range(8):
        record(street, f"2026-09-0{number + 1}", from_clock=f"1{number}:00")
    record(street, "2026-09-10", kind="package_theft", code="", place=PlaceDraft("2240 Queens St"))
    record(street, "2026-09-15", kind="domestic_violence", code="273.5")
    street.add(name="Walt Kim", phones=(), email="")
    street.log()
    street.concern(public_wording="A lamp is out.")
    street.concern(topic="needs_help")
    street.act(public_wording="We paint the fence.")


class Recording(i18n.Catalogue):
    """Spanish that remembers what it did not know."""

    def __init__(self):
        file = paths.resources() / "translations" / "es" / "LC_MESSAGES" / "sacwatch.po"
        super().__init__(i18n.read(file.read_text(encoding="utf-8")))
        self.unknown = set()

    def gettext(self, message):
        if message not in self:
            self.unknown.add(message)
        return super().gettext(message)

    def ngettext(self, msgid1, msgid2, n):
        if msgid1 not in self:
            self.unknown.add(msgid1)
        return super().ngettext(msgid1, msgid2, n)


@pytest.mark.parametrize("full", [False, True], ids=["nothing", "everything"])
def test_the_spanish_handout_is_spanish_throughout(street, monkeypatch, full):
    if full:
        everything(street)
    arrange(street, tongue="es", pages=4)
    spanish = Recording()
    usual = i18n.catalogue
    monkeypatch.setattr(i18n, "catalogue", lambda of, folder: spanish if of == "es" else usual(of, folder))
    told = text(street)
    assert spanish.unknown == set()
    for words in ("Hoja del vecindario", "A quién llamar", "Próxima reunión", "Página 1 de"):
        assert words in told, words
    assert ("Robo dentro de un auto" in told) is full
    assert ("cuadra 1600 de P St" in told) is full and "block of" not in told
    assert "aún no ha sido revisada por un hablante de español" in told
    assert read(paper(street)).trailer["/Root"]["/Lang"] == "es-US"


def test_the_captain_says_when_somebody_has_read_the_spanish(street):
    with street.work() as work:
        handouts.arrange(work, street.meeting, ArrangementDraft(tongue="es"), spanish_reviewed=True)
    assert "hablante" not in text(street)
    with street.work() as work:
        undoing.undo(work)
    with street.reading() as work:
        found = handouts.arranging(work, street.meeting, zone=SACRAMENTO)
    assert found.arrangement.tongue.value == "en"


def test_both_languages_stand_side_by_side(street):
    everything(street)
    arrange(street, tongue="both")
    told, pages = text(street), pages_of(paper(street))
    for words in (
        "Neighborhood handout / Hoja del vecindario", "What happened", "Lo que pasó", "Whom to call",
        "A quién llamar", "Thank you", "Gracias", "Vehicles / Vehículos", "Nothing left in the car",
        "Nada a la vista en el auto", "fewer than 3 incidents", "menos de 3 incidentes",
    ):  # fmt: skip
        assert words in told, words
    assert len(pages) <= 4


def test_the_newsletter_tells_the_same_in_more_words(street):
    everything(street)
    told = text(street, report="newsletter")
    for words in (
        "Neighborhood newsletter", "Dear neighbors", "We heard of 9 incidents in this time.",
        "What happened most often was: Vehicle break-in (8).", "Package theft", "1600 block of P St",
    ):  # fmt: skip
        assert words in told, words
    assert "1620" not in told and "omestic violence P" not in told
    arrange(street, tongue="both")
    assert "Estimados vecinos" in text(street, report="newsletter")


def test_it_can_be_pasted_as_plain_text(street):
    everything(street)
    arrange(street, tongue="both", notices="Food bank on Tuesday")
    poison = NumberDraft("", "", "916-555-0142", "2026-09-01", "poison", hours="by day", languages="Hmong")
    with street.work() as work:
        resources.change(work, "poison", poison, today=TODAY)
    told = plain(street)
    english, spanish = told.split("* * *")
    for words in (
        "WHAT HAPPENED", "- Vehicle break-in: now 8, before 0, compared 8 more",
        "- You said: Street lighting",
        "- Emergency: 911 (call or text)",
        "- Poison control: (916) 555-0142 (tried Sep 1, 2026 · by day · Hmong)",
        "If a life is in danger, 911.", "• Food bank on Tuesday", "Autumn meeting: Tue, Oct 20, 2026",
    ):  # fmt: skip
        assert words in english, words
    assert "A QUIÉN LLAMAR" in spanish and "- Robo dentro de un auto: ahora 8" in spanish
    for words in ("1620", "Walt", "it is dark there", "\xa0", "\u2068"):
        assert words not in told, words


LONG = "Wolfeschlegelsteinhausenbergerdorff " * 3 + "Jr."


@pytest.mark.parametrize("large", [False, True])
def test_long_names_and_words_have_their_places(street, large):
    rosa = street.add(name=LONG, consents=(ConsentDraft("name", "public", "2026-09-01"),))
    street.log(crew=(PatrollerDraft(rosa.name, rosa.id, "driver"), PatrollerDraft("Walt Kim")))
    street.meet(day="2026-10-01", title=LONG, place=PlaceDraft(LONG))
    record(street, "2026-09-15", public_wording=LONG * 3)
    street.concern(public_wording=LONG * 4)
    street.act(public_wording=LONG * 2, owner=LONG, member_id=rosa.id)
    for tongue in ("es", "both"):
        arrange(street, tongue=tongue, own_title=LONG, own_words=f"{LONG}\n" * 8, notices=f"{LONG}\n" * 8)
        told = text(street, large=large)
        assert told.count(squeezed(LONG)) > 15
        assert "Próxima reunión" in told
