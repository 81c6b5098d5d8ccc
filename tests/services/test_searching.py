"""Records and whom to call by words."""

from sacwatch.domain.times import SACRAMENTO
from sacwatch.domain.watches import NumberDraft
from sacwatch.services import resources, searching
from tests.making import TODAY


def test_whom_to_call_is_found_by_the_name_or_the_number_after_people(desk):
    hall = NumberDraft("", "Key of the hall", "916-555-0117", "2026-08-01", purpose="Walt has it")
    with desk.work() as work:
        kept = resources.add(work, hall, today=TODAY)
    desk.add(name="Poison Kim", phones=(), email="")

    def search(text):
        with desk.reading() as work:
            return searching.search(work, text, zone=SACRAMENTO, today=TODAY)

    for typed in ("key hall", "555-0117", "(916) 555 0117", "5550117"):
        assert next((each.kind, each.id) for each in search(typed)) == (searching.CALL, kept.id), typed
    assert [each.kind for each in search("poison")][:2] == ["member", searching.CALL]
    assert (search("311")[0].title, search("311")[0].snippet[:6]) == ("City and county services", "311 · ")
    assert searching.CALL not in [each.kind for each in search("walt has")], "what it is for is no name"
    assert search(" ") == search("&") == []
