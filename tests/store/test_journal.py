"""Every change of every record row is written down with it, as it was before and as it is after."""

import dataclasses
import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from sacwatch.domain.kinds import Kind
from sacwatch.domain.patrols import PatrollerDraft, draft_of
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import patrols
from sacwatch.store import journal, schema
from sacwatch.store.checking import check
from sacwatch.store.schema import ChangeRow, EntryRow, PatrolRow, StepRow
from tests.making import NOW, TODAY, patrol_draft

moments = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
BY_TYPE = {
    str: texts,
    bool: st.booleans(),
    int: st.integers(-(2**53), 2**53),
    float: st.floats(-180, 180),
    datetime: moments,
    date: st.dates(),
    Decimal: st.integers(0, 10**7).map(lambda tenths: Decimal(tenths) / 10),
    list: st.lists(st.dictionaries(texts, texts, max_size=2), max_size=2),
    dict: st.dictionaries(texts, texts | st.integers() | st.none(), max_size=2),
}


def values_of(row_class):
    """Give a strategy for the attributes of a row of any record table."""
    found = {}
    for attribute in row_class.__mapper__.column_attrs:
        column = attribute.columns[0]
        kind = {"UtcDateTime": datetime, "Tenths": Decimal, "JSON": list}.get(type(column.type).__name__)
        if attribute.key == "value":
            kind = dict
        values = BY_TYPE[kind or column.type.python_type]
        found[attribute.key] = values | st.none() if column.nullable else values
    return st.fixed_dictionaries(found)


@pytest.mark.parametrize(
    "row_class",
    [schema.JOURNALLED[name] for name in sorted(schema.JOURNALLED)],
    ids=sorted(schema.JOURNALLED),
)
@settings(max_examples=25)
@given(data=st.data())
def test_a_row_comes_back_from_its_image(row_class, data):
    values = data.draw(values_of(row_class))
    row = row_class(**values)
    kept = json.loads(json.dumps(journal.image(row)))
    again = row_class(**journal.from_image(row_class, kept))
    for name, value in values.items():
        assert getattr(again, name) == value, name
    assert journal.image(again) == journal.image(row)


def test_every_table_of_a_record_is_journalled():
    kinds = {row_class.kind for row_class in schema.JOURNALLED.values()}
    assert kinds == set(Kind)


def changes(desk):
    with desk.store.session() as session:
        rows = session.scalars(select(ChangeRow).order_by(ChangeRow.id)).all()
        return [(row.step_id, row.table_name, row.before, row.after) for row in rows]


def test_a_new_record_is_written_down_with_all_its_rows(desk):
    before = len(changes(desk))
    desk.log()
    new = changes(desk)[before:]
    assert sorted(table for _, table, _, _ in new) == [
        "patrol",
        "patrol_crew",
        "patrol_crew",
        "patrol_entry",
        "patrol_entry",
    ]
    assert all(was is None and now for _, _, was, now in new)
    assert len({step for step, *_ in new}) == 1


def test_rows_that_are_taken_out_of_a_list_are_written_down(desk):
    patrol = desk.log()
    before = len(changes(desk))
    short = dataclasses.replace(draft_of(patrol, zone=SACRAMENTO), entries=(), crew=(PatrollerDraft("Ann"),))
    with desk.work() as work:
        patrols.change(work, patrol.id, short, zone=SACRAMENTO, today=TODAY)
    gone = sorted(table for _, table, was, now in changes(desk)[before:] if was and now is None)
    assert gone == ["patrol_crew", "patrol_entry", "patrol_entry"]
    assert check(desk.store).good


def test_a_row_is_written_down_once_a_step_from_its_first_state_to_its_last(desk):
    patrol = desk.log(note="one")
    before = len(changes(desk))
    with desk.work() as work:
        for note in ("two", "three"):
            work.patrols.change(dataclasses.replace(work.patrols.get(patrol.id), note=note))
    ((_, table, was, now),) = changes(desk)[before:]
    assert (table, was["note"], now["note"]) == ("patrol", "one", "three")


def test_what_comes_and_goes_within_one_step_leaves_no_trace(desk):
    steps = len(changes(desk))
    with desk.work() as work:
        patrol = patrols.log(work, patrol_draft(), zone=SACRAMENTO, today=TODAY)
        patrols.remove(work, patrol.id)
    assert len(changes(desk)) == steps
    assert not work.changes
    assert work.changes.step is None
    assert check(desk.store).good


def test_a_step_that_changes_nothing_is_no_step(desk):
    patrol = desk.log()
    with desk.store.work(now=patrol.changed_at, by=patrol.changed_by) as work:
        work.patrols.change(work.patrols.get(patrol.id))
    assert not work.changes


def test_what_fails_leaves_no_trace(desk):
    before = changes(desk)
    with pytest.raises(RuntimeError), desk.work() as work:
        patrols.log(work, patrol_draft(), zone=SACRAMENTO, today=TODAY)
        raise RuntimeError("after the record was written, before the end")
    assert changes(desk) == before
    with desk.reading() as work:
        assert work.patrols.count() == 0
        assert work.search("graffiti") == []


def test_the_news_names_every_record_that_changed(desk):
    member = desk.add()
    with desk.work() as work:
        patrol = patrols.log(work, patrol_draft(), zone=SACRAMENTO, today=TODAY)
        work.members.change(dataclasses.replace(member, note="drove"))
    assert {(ref.kind, ref.id) for ref in work.changes.records} == {
        (Kind.PATROL, patrol.id),
        (Kind.MEMBER, member.id),
    }
    assert work.changes.kinds == {Kind.PATROL, Kind.MEMBER}
    assert work.changes.step is not None


def test_a_step_says_who_did_what_when(desk):
    desk.log()
    with desk.reading() as work:
        step = work.history(limit=1)[0]
    assert (step.by, step.does, step.at) == ("tester", "step.patrol_logged", desk.now)


@pytest.mark.parametrize(
    "sweep",
    [lambda: update(PatrolRow).values(note="all"), lambda: delete(EntryRow)],
    ids=["update", "delete"],
)
def test_record_tables_are_never_swept_past_the_journal(desk, sweep):
    desk.log()
    with pytest.raises(AssertionError), desk.work() as work:
        work._session.execute(sweep())
    assert check(desk.store).good


def test_a_record_cannot_be_changed_outside_a_unit_of_work(desk):
    desk.log()
    with desk.store.session() as session:
        session.scalars(select(PatrolRow)).first().note = "slipped by"
        with pytest.raises(AssertionError):
            session.flush()
        session.rollback()


def test_steps_are_numbered_in_order_and_numbers_are_never_used_again(desk):
    desk.log()
    with desk.store.session() as session:
        last = session.scalars(select(StepRow.id).order_by(StepRow.id.desc())).first()
    desk.store._connection.execute("PRAGMA foreign_keys = OFF")
    desk.store._connection.execute(f"DELETE FROM journal_step WHERE id = {last}")
    desk.store._connection.execute("PRAGMA foreign_keys = ON")
    desk.log()
    with desk.reading() as work:
        assert work.history(limit=1)[0].id > last


@given(
    st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
)
def test_an_instant_is_kept_to_the_microsecond(at):
    kind = schema.UtcDateTime()
    assert kind.process_result_value(kind.process_bind_param(at, None), None) == at


def test_a_time_without_a_zone_cannot_be_kept():
    with pytest.raises(ValueError, match="zone"):
        schema.UtcDateTime().process_bind_param(NOW.replace(tzinfo=None), None)


@pytest.mark.parametrize(
    ("damage", "key"),
    [
        ("UPDATE patrol SET note = 'changed behind its back'", "finding.journal_row_differs"),
        (
            "INSERT INTO patrol_crew (id, watch_id, patrol_id, position, name, seat)"
            " SELECT 'x', watch_id, patrol_id, 9, name, seat FROM patrol_crew LIMIT 1",
            "finding.journal_row_untold",
        ),
        ("DELETE FROM patrol_entry WHERE position = 0", "finding.journal_row_gone"),
        ("DELETE FROM search_entry WHERE kind = 'member'", "finding.search"),
        ("UPDATE patrol_entry SET patrol_id = 'nowhere'", "finding.points_nowhere"),
        ("INSERT INTO blob VALUES ('00', x'01')", "finding.photo"),
    ],
)
def test_a_file_that_does_not_tell_the_truth_is_found_out(desk, damage, key):
    desk.log()
    desk.add()
    assert check(desk.store).good
    desk.store._connection.execute("PRAGMA foreign_keys = OFF")
    desk.store._connection.execute(damage)
    assert key in {problem.key for problem in check(desk.store).problems}


def test_times_between_steps_do_not_matter(desk):
    first = desk.log()
    desk.now -= timedelta(hours=6)
    second = desk.log()
    assert second.created_at < first.created_at
    assert check(desk.store).good
