"""What wants doing today, the settings of the watch, and unfinished forms."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from sacwatch.domain.errors import Trouble
from sacwatch.domain.kinds import Kind
from sacwatch.domain.patrols import PatrollerDraft
from sacwatch.domain.times import SACRAMENTO, month_bounds
from sacwatch.domain.watches import STALE_AFTER_DAYS, NumberDraft
from sacwatch.services import drafts, settings, today, undoing, watches
from sacwatch.services.settings import Setting
from tests.making import TODAY, watch_draft

SEPTEMBER = dict(zip(("month_start", "month_end"), month_bounds(2026, 9, SACRAMENTO), strict=True))


def look(desk, day=TODAY):
    with desk.reading() as work:
        return today.look(work, today=day, zone=SACRAMENTO, **SEPTEMBER)


def test_a_new_watch_has_nothing_to_do(desk):
    found = look(desk)
    assert found.watch.name == "Boulevard Park Watch"
    assert (found.drafts, found.awaiting_number, found.recent_patrols, found.recent_incidents) == (
        (),
        (),
        (),
        (),
    )
    assert (found.open_incidents, found.month.patrols, found.month.person_minutes) == (0, 0, 0)


def test_today_counts_the_month_and_lists_the_latest(desk):
    for back in range(7):
        desk.log(
            day=f"2026-09-{19 - back}", crew=(PatrollerDraft("a"), PatrollerDraft("b"), PatrollerDraft("c"))
        )
    desk.log(day="2026-08-31", entries=())
    for number in range(7):
        desk.record(report_number="" if number < 6 else "26-1")
    desk.record(from_day="2026-08-02", to_day="", to_clock="", status="closed")
    found = look(desk)
    assert (found.month.patrols, found.month.person_minutes, found.month.incidents) == (7, 7 * 90 * 3, 7)
    assert [line.day.day for line in found.recent_patrols] == [19, 18, 17, 16, 15]
    assert len(found.recent_incidents) == 5
    assert (found.awaiting_number_count, len(found.awaiting_number), found.open_incidents) == (7, 5, 7)
    assert found.awaiting_number[0].occurred_from.month == 8, "the one that waits longest comes first"


@pytest.mark.parametrize(("checked", "due"), [("2026-09-01", 0), ("2026-01-01", 1), ("", 1)])
def test_a_number_that_was_not_checked_for_long_wants_checking(desk, checked, due):
    with desk.work() as work:
        draft = watch_draft(numbers=(NumberDraft(name="Desk", number="916-555-0100", checked_on=checked),))
        watches.change(work, draft, today=TODAY)
    assert len(look(desk).to_try) == due


def test_a_number_is_due_by_the_day_where_the_watch_is(desk):
    """On its last good evening it is the next day already by UTC."""
    last_good = date(2026, 9, 1) + timedelta(days=STALE_AFTER_DAYS)
    desk.now = datetime.combine(last_good, time(20), SACRAMENTO).astimezone(UTC)
    assert desk.now.date() > last_good
    assert look(desk, last_good).to_try == ()
    assert len(look(desk, last_good + timedelta(days=1)).to_try) == 1


def test_unfinished_forms_are_offered_until_they_are_saved_or_thrown_away(desk):
    with desk.work() as work:
        drafts.keep(work, "d", Kind.PATROL, None, {"note": "half a"})
    with desk.work() as work:
        drafts.keep(work, "d", Kind.PATROL, None, {"note": "half a sentence"})
    (kept,) = look(desk).drafts
    assert (kept.kind, kept.data, kept.saved_at) == (Kind.PATROL, {"note": "half a sentence"}, desk.now)
    with desk.work() as work:
        assert drafts.all_of(work) == [kept]
        drafts.drop(work, "d")
    assert look(desk).drafts == ()


def test_a_draft_goes_in_the_deed_that_saves_its_record_or_not_at_all(desk):
    with desk.work() as work:
        drafts.keep(work, "d", Kind.PATROL, None, {})
    with pytest.raises(RuntimeError), desk.work() as work:
        drafts.drop(work, "d")
        raise RuntimeError
    assert len(look(desk).drafts) == 1


# Settings


def test_a_setting_has_its_default_until_it_is_made(desk):
    with desk.reading() as work:
        assert settings.get(work)[settings.FIRST_RUN_DONE] is False
    with desk.work() as work:
        settings.put(work, settings.FIRST_RUN_DONE, True)
    with desk.reading() as work:
        assert settings.get(work)[settings.FIRST_RUN_DONE] is True
    with desk.work() as work:
        undoing.undo(work, work.history(limit=1)[0].id)
    with desk.reading() as work:
        assert settings.get(work)[settings.FIRST_RUN_DONE] is False


@pytest.mark.parametrize("setting", settings.ALL, ids=lambda setting: setting.name)
def test_every_default_is_a_value_that_the_setting_can_have(setting):
    assert setting.check(setting.default)
    assert not setting.check(object())


def test_names_of_settings_are_not_used_twice():
    assert len({setting.name for setting in settings.ALL}) == len(settings.ALL)


def test_a_value_that_cannot_be_is_refused(desk):
    with pytest.raises(Trouble) as caught, desk.work() as work:
        settings.put(work, settings.FIRST_RUN_DONE, "everyone")
    assert caught.value.problem.key == "trouble.setting"
    with desk.reading() as work:
        assert work.settings.all() == {}


def test_a_value_that_another_program_left_counts_as_not_made(desk):
    with desk.work() as work:
        work.settings.put("first_run_done", "perhaps", now=desk.now, by="x")
        work.settings.put("unknown to this version", 1, now=desk.now, by="x")
    with desk.reading() as work:
        found = settings.get(work)
    assert found[settings.FIRST_RUN_DONE] is False
    assert found[Setting("unknown to this version", 0, lambda value: isinstance(value, int))] == 1


def test_the_day_of_a_month_that_ends_in_another_zone_is_not_lost(desk):
    """The last evening of September in Sacramento is October in UTC already."""
    desk.now = month_bounds(2026, 10, SACRAMENTO)[1]
    from sacwatch.services import patrols
    from tests.making import patrol_draft

    with desk.work() as work:
        patrols.log(
            work,
            patrol_draft(day="2026-09-30", start="22:30", finish="23:30", entries=()),
            zone=SACRAMENTO,
            today=date(2026, 10, 31),
        )
    assert look(desk).month.patrols == 1
