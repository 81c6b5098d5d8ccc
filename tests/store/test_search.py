"""Search finds every record by the words in it, as one types, and nothing that is gone."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sacwatch.domain.described import PersonDraft
from sacwatch.domain.kinds import Kind
from sacwatch.domain.patrols import EntryDraft, draft_of
from sacwatch.domain.places import PlaceDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import members, patrols, undoing
from sacwatch.store import search
from tests.making import TODAY


def found(desk, words, **how):
    with desk.reading() as work:
        return [(hit.kind, hit.title) for hit in work.search(words, **how)]


def test_a_patrol_is_found_by_any_of_its_words(desk):
    desk.log()
    for words in (
        *("graffiti", "GRAFF", "tag fence", "fence tag", "queens", "2240", "16th & p", "corolla"),
        *("walt ki", "spare key", "240919", "clear, mild", "fresh tag on the fence"),
    ):
        assert found(desk, words) == [("patrol", "Boulevard Park")], words


def test_an_incident_is_found_by_any_of_its_words(desk):
    desk.record()
    for words in (
        *("vehicle burglary", "smashed", "tool b", "1620 P St", "7abc123", "ford transit"),
        *("hoodie", "2299", "ring the"),
    ):
        assert found(desk, words) == [("incident", "1620 P St")], words


def test_a_member_is_found_by_any_of_their_words_and_any_way_of_typing_a_number(desk):
    desk.add()
    for words in (
        *("rosa", "delg", "916 555 0134", "9165550134", "(916) 555-0134", "916.555.0134", "5550134"),
        *("555-0134", "rosa@example.org", "rosa@ex", "2215 H", "ladder", "captain", "patroller"),
    ):
        assert found(desk, words) == [("member", "Rosa Delgado")], words


@pytest.mark.parametrize(
    ("said", "finds"),
    [
        ("916-555-0123 8ABC123", "5550123 9165550123 555-0123 8abc123"),
        ("2240 916-555-0123", "5550123 2240"),
        ("(916) 555-0123, 14 people", "9165550123 5550123"),
        ("1 (916) 555.0123 or 555 0199", "19165550123 5550123 5550199"),
        ("+44 20 7946 0958 London", "442079460958"),
        ("call 555-0123 555-0199 9 times", "5550123 5550199"),
        ("report 26-301234 7 items", "26301234"),
        ("on 2026-09-20", "20260920"),
    ],
)
def test_a_number_is_found_however_it_was_written_and_whatever_stands_beside_it(desk, said, finds):
    desk.log(note=said)
    for words in finds.split():
        assert found(desk, words) == [("patrol", "Boulevard Park")], words


def test_a_crossing_is_found_with_and_for_its_sign(desk):
    desk.log(entries=(), note="10th & J", area="Sign")
    desk.log(entries=(), note="10th and J", area="Word")
    for words in ("10th and J", "10TH AND J", "10th & J", "and J 10th"):
        assert sorted(title for _, title in found(desk, words)) == ["Sign", "Word"], words
    assert [title for _, title in found(desk, "and")] == ["Word"]
    assert found(desk, "10th and Z") == []


def test_the_watch_is_found_by_its_blocks_and_numbers(desk):
    for words in ("2200 G", "library", "non-emergency", "boulevard"):
        assert found(desk, words) == [("watch", "Boulevard Park Watch")]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Café Müller", "cafe mull"),
        ("cafe", "CAFÉ"),
        ("cafe\u0301s", "cafés"),
        ("AT&T van", "at&t"),
        ("O'Neil", "o'neil"),
        ("don’t", "don't"),
        ("שלום עולם", "שלום"),
        ("山田太郎", "山田"),
        ("नमस्ते दुनिया", "नमस्ते"),
        ("foo_bar", "foo_b"),
        ("<b>bold</b>", "bold"),
        ("</script>", "script"),
        ("a\u200bb", "a"),
        ("half-lit", "half-l"),
    ],
)
def test_words_of_every_script_are_found(desk, said, words):
    desk.log(note=said)
    assert found(desk, words) == [("patrol", "Boulevard Park")]


def test_what_is_no_word_or_in_no_record_finds_nothing(desk):
    desk.log(note="😀 a & b")
    for words in ("", " ", "&", '"', "*", "-", "^", "😀", "(", "\x00", "fence zebra", "raffiti"):
        assert found(desk, words) == [], words


def test_what_means_something_to_the_index_means_nothing_here(desk):
    desk.log()
    for words in (
        'tag"',
        '"tag',
        "tag*",
        "tag -fence",
        "NEAR(tag fence)",
        "title:tag",
        "{tag}",
        "tag + fence",
    ):
        found(desk, words)
    assert found(desk, "tag NOT fence") == found(desk, "tag OR zebra") == []


@settings(max_examples=80)
@given(st.text(max_size=40))
def test_searching_never_fails_whatever_is_typed(desk, words):
    with desk.reading() as work:
        work.search(words)


@settings(max_examples=30)
@given(
    st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12), min_size=1, max_size=4)
)
def test_a_record_is_found_by_the_words_that_were_put_into_it(desk, words):
    text = " ".join(words)
    member = desk.add(name="Somebody", note=text, phones=(), email="", address=PlaceDraft(), roles=())
    with desk.reading() as work:
        tokens = search.query_text(text)
        ids = [hit.id for hit in work.search(text, limit=500)]
    with desk.work() as work:
        members.remove(work, member.id)
    assert member.id in ids, tokens


def test_people_come_first_and_then_the_newest(desk):
    desk.log(day="2026-09-17", note="needle", area="older")
    desk.log(day="2026-09-18", note="needle", area="newer")
    desk.record(happened="needle")
    desk.add(note="needle")
    assert found(desk, "needle") == [
        ("member", "Rosa Delgado"),
        ("incident", "1620 P St"),
        ("patrol", "newer"),
        ("patrol", "older"),
    ]
    assert len(found(desk, "needle", limit=2)) == 2


def test_a_snippet_marks_what_was_found(desk):
    desk.log()
    with desk.reading() as work:
        (hit,) = work.search("fence")
    assert f"{search.BEGIN_MARK}fence{search.END_MARK}" in hit.snippet
    assert len(hit.snippet) < 200


def test_a_changed_record_is_found_by_its_new_words_only(desk):
    patrol = desk.log(note="oldword")
    draft = dataclasses.replace(draft_of(patrol, zone=SACRAMENTO), note="newword", area="Elsewhere")
    with desk.work() as work:
        patrols.change(work, patrol.id, draft, zone=SACRAMENTO, today=TODAY)
    assert found(desk, "oldword") == []
    assert found(desk, "newword") == [("patrol", "Elsewhere")]


def test_undo_and_redo_take_the_search_along(desk):
    patrol = desk.log(entries=(EntryDraft(seen="firstentry"), EntryDraft(seen="secondentry")))
    draft = draft_of(patrol, zone=SACRAMENTO)
    with desk.work() as work:
        short = dataclasses.replace(draft, entries=draft.entries[:1])
        patrols.change(work, patrol.id, short, zone=SACRAMENTO, today=TODAY)
    assert found(desk, "secondentry") == []
    with desk.work() as work:
        undoing.undo(work)
    assert len(found(desk, "secondentry")) == 1
    with desk.work() as work:
        undoing.redo(work)
    assert (found(desk, "secondentry"), len(found(desk, "firstentry"))) == ([], 1)
    with desk.work() as work:
        undoing.undo(work)
    with desk.work() as work:
        undoing.undo(work)
    assert found(desk, "firstentry") == []


def test_a_removed_record_is_not_found_and_its_words_are_gone_from_the_index(desk):
    patrol = desk.log(note="unmistakable")
    with desk.work() as work:
        patrols.remove(work, patrol.id)
    assert found(desk, "unmistakable") == []
    blocks = desk.store._connection.execute(
        "SELECT group_concat(hex(block)) FROM search_text_data"
    ).fetchone()[0]
    assert b"unmistak".hex().upper() not in blocks


def test_race_as_described_cannot_be_searched_for(desk):
    desk.record(persons=(PersonDraft(race_as_described="xenial", hair="short", clothing="cap"),))
    assert found(desk, "cap")
    assert found(desk, "xenial") == []


def test_the_newest_of_a_kind_are_those_that_match(desk):
    for number in range(5):
        desk.record(happened=f"needle {number}")
    desk.log(note="needle")
    with desk.reading() as work:
        session, watch = work._session, work.watch_id
        how = {"descending": True, "offset": 0, "limit": 3}
        ids, total = search.newest(session, watch, Kind.INCIDENT, "needle", **how)
        everything = set(session.scalars(search.matching("needle", Kind.INCIDENT)))
    assert (len(ids), total, set(ids) <= everything, len(everything)) == (3, 5, True, 5)
