"""Undo and redo: whatever is done in whatever order, the file is as a plain model of it says."""

import dataclasses
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from sacwatch import words
from sacwatch.domain import members as member_rules
from sacwatch.domain import patrols as patrol_rules
from sacwatch.domain.errors import Refused
from sacwatch.domain.history import SETTING_STEP
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.listing import MemberQuery
from sacwatch.domain.patrols import EntryDraft, PatrollerDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.domain.watches import BlockDraft, draft_of
from sacwatch.services import checking, files, incidents, members, patrols, undoing, watches
from sacwatch.services import settings as watch_settings
from sacwatch.services.attachments import NewPhoto, Photos, data, of
from sacwatch.store.errors import InUse
from tests.making import NOW, TODAY, Desk, incident_draft, member_draft, patrol_draft, watch_draft

HOW = {"zone": SACRAMENTO, "today": TODAY}
SETTING = "first_run_done"


@dataclasses.dataclass
class Done:
    """One step of the model: each record it touched, before and after; None where it was not there."""

    number: int
    before: dict
    after: dict


class Undoing(RuleBasedStateMachine):
    """Does, undoes and does again at random in a real file and in dictionaries."""

    @initialize()
    def begin(self):
        self.folder = Path(tempfile.mkdtemp())
        self.desk = Desk.ready(self.folder / "a.sacwatch")
        self.state = {}
        self.done, self.undone = [], []

    def teardown(self):
        assert checking.check(self.desk.store).problems == ()
        self.desk.close()
        shutil.rmtree(self.folder)

    def of(self, kind):
        return [record for (each, _), record in self.state.items() if each is kind]

    def deed(self, act, expected):
        """Carry out a deed that is foreseen to make these changes in the model."""
        with self.desk.work() as work:
            record = act(work)
        after = expected(record)
        before = {key: self.state.get(key) for key in after}
        self.put(after)
        self.done.append(Done(work.changes.step, before, after))
        self.undone.clear()
        assert {(ref.kind, ref.id) for ref in work.changes.records} == set(after)

    def meant(self):
        """Give the step that undo takes back when nothing is said: settings are undone by name only."""
        steps = [step for step in self.done if not any(kind is Kind.SETTING for kind, _ in step.after)]
        return steps[-1] if steps else None

    def put(self, values):
        for key, value in values.items():
            if value is None:
                self.state.pop(key, None)
            else:
                self.state[key] = value

    # Deeds

    @rule(text=st.sampled_from(["Ann", "Walt", "Rosa", "<b>"]))
    def add_member(self, text):
        draft = member_draft(name=f"{text} {len(self.done)}")
        self.deed(lambda work: members.add(work, draft), lambda member: {(Kind.MEMBER, member.id): member})

    @precondition(lambda self: self.of(Kind.MEMBER))
    @rule(data=st.data(), note=st.text(max_size=5))
    def change_member(self, data, note):
        past = data.draw(st.sampled_from(self.of(Kind.MEMBER)))
        draft = dataclasses.replace(member_rules.draft_of(past), note=note)
        self.deed(
            lambda work: members.change(work, past.id, draft),
            lambda member: {(Kind.MEMBER, past.id): member},
        )

    @precondition(lambda self: self.of(Kind.MEMBER))
    @rule(data=st.data())
    def remove_member(self, data):
        past = data.draw(st.sampled_from(self.of(Kind.MEMBER)))
        if any(each.member_id == past.id for patrol in self.of(Kind.PATROL) for each in patrol.crew):
            with pytest.raises(InUse), self.desk.work() as work:
                members.remove(work, past.id)
            return
        self.deed(lambda work: members.remove(work, past.id), lambda _: {(Kind.MEMBER, past.id): None})

    @rule(data=st.data(), lines=st.integers(0, 3))
    def log_patrol(self, data, lines):
        known = self.of(Kind.MEMBER)
        chosen = data.draw(st.sets(st.integers(0, len(known) - 1), max_size=2)) if known else ()
        crew = tuple(PatrollerDraft(known[place].name, known[place].id) for place in sorted(chosen))
        entries = tuple(EntryDraft(clock=f"21:0{number}", seen=f"line {number}") for number in range(lines))
        draft = patrol_draft(crew=(*crew, PatrollerDraft("Somebody")), entries=entries)
        self.deed(
            lambda work: patrols.log(work, draft, **HOW), lambda patrol: {(Kind.PATROL, patrol.id): patrol}
        )

    @precondition(lambda self: self.of(Kind.PATROL))
    @rule(data=st.data(), kept=st.sets(st.integers(0, 3)), new=st.integers(0, 2))
    def change_patrol(self, data, kept, new):
        past = data.draw(st.sampled_from(self.of(Kind.PATROL)))
        draft = patrol_rules.draft_of(past, zone=SACRAMENTO)
        lines = [line for number, line in enumerate(draft.entries) if number in kept]
        lines = lines[::-1] + [EntryDraft(seen=f"new {number}") for number in range(new)]
        draft = dataclasses.replace(draft, entries=tuple(lines), note=f"changed {len(self.done)}")
        self.deed(
            lambda work: patrols.change(work, past.id, draft, **HOW),
            lambda patrol: {(Kind.PATROL, past.id): patrol, **self.unlinked(past, patrol.entries)},
        )

    @precondition(lambda self: self.of(Kind.PATROL))
    @rule(data=st.data())
    def remove_patrol(self, data):
        past = data.draw(st.sampled_from(self.of(Kind.PATROL)))
        self.deed(
            lambda work: patrols.remove(work, past.id),
            lambda _: {(Kind.PATROL, past.id): None, **self.unlinked(past, ())},
        )

    def unlinked(self, patrol, left):
        """Give the incidents that lose the entry they were found on."""
        gone = {entry.id for entry in patrol.entries} - {entry.id for entry in left}
        return {
            (Kind.INCIDENT, each.id): dataclasses.replace(each, entry_id=None)
            for each in self.of(Kind.INCIDENT)
            if each.entry_id in gone
        }

    @rule(data=st.data(), linked=st.booleans())
    def record_incident(self, data, linked):
        entries = [entry.id for patrol in self.of(Kind.PATROL) for entry in patrol.entries]
        entry = data.draw(st.sampled_from(entries)) if linked and entries else None
        draft = incident_draft(entry_id=entry)
        self.deed(
            lambda work: incidents.record(work, draft, **HOW),
            lambda incident: {(Kind.INCIDENT, incident.id): incident},
        )

    @precondition(lambda self: self.of(Kind.INCIDENT))
    @rule(data=st.data(), number=st.sampled_from(["", "26-1", "26-2"]))
    def enter_number(self, data, number):
        past = data.draw(st.sampled_from(self.of(Kind.INCIDENT)))
        self.deed(
            lambda work: incidents.enter_number(work, past.id, number),
            lambda incident: {(Kind.INCIDENT, past.id): incident},
        )

    @precondition(lambda self: self.of(Kind.INCIDENT))
    @rule(data=st.data())
    def remove_incident(self, data):
        past = data.draw(st.sampled_from(self.of(Kind.INCIDENT)))
        self.deed(lambda work: incidents.remove(work, past.id), lambda _: {(Kind.INCIDENT, past.id): None})

    @rule(value=st.booleans())
    def make_setting(self, value):
        key = (Kind.SETTING, f"{self.desk.store.watch_id}:{SETTING}")
        self.deed(
            lambda work: watch_settings.put(work, watch_settings.FIRST_RUN_DONE, value),
            # What is put at another time is another row, even with the same value.
            lambda _: {key: (value, self.desk.now)},
        )

    # Undo and redo

    @rule()
    def undo(self):
        last = self.meant()
        if last is None:
            with pytest.raises(Refused), self.desk.work() as work:
                undoing.undo(work)
            return
        with self.desk.work() as work:
            step = undoing.undo(work)
        self.done.remove(last)
        assert step.id == last.number
        self.put(last.before)
        self.undone.append(last)

    @rule()
    def redo(self):
        if not self.undone:
            with pytest.raises(Refused), self.desk.work() as work:
                undoing.redo(work)
            return
        with self.desk.work() as work:
            step = undoing.redo(work)
        last = self.undone.pop()
        assert step.id == last.number
        self.put(last.after)
        self.done.append(last)

    @precondition(lambda self: self.done)
    @rule(data=st.data())
    def undo_an_earlier_step(self, data):
        step = data.draw(st.sampled_from(self.done))
        if any(self.state.get(key) != value for key, value in step.after.items()):
            with pytest.raises(Refused) as caught, self.desk.work() as work:
                undoing.undo(work, step.number)
            assert caught.value.problem.key == "trouble.changed_since"
            return
        future = {**self.state, **step.before}
        if self.dangles({key: value for key, value in future.items() if value is not None}):
            with pytest.raises(InUse), self.desk.work() as work:
                undoing.undo(work, step.number)
            return
        with self.desk.work() as work:
            undoing.undo(work, step.number)
        self.put(step.before)
        self.done.remove(step)
        self.undone.append(step)

    @staticmethod
    def dangles(state):
        """Say whether a patrol names a member, or an incident an entry, that would not be there."""
        patrols_ = [record for (kind, _), record in state.items() if kind is Kind.PATROL]
        entries = {entry.id for patrol in patrols_ for entry in patrol.entries}
        ids = {id_ for kind, id_ in state if kind is Kind.MEMBER} | {None}
        return any(each.member_id not in ids for patrol in patrols_ for each in patrol.crew) or any(
            record.entry_id not in entries | {None}
            for (kind, _), record in state.items()
            if kind is Kind.INCIDENT
        )

    @rule()
    def start_anew(self):
        self.desk.close()
        self.desk.store = files.open_file(self.desk.store.path, now=NOW, zone=SACRAMENTO)

    # What must hold after each

    @invariant()
    def the_file_is_as_the_model_says(self):
        with self.desk.reading() as work:
            for kind in (Kind.PATROL, Kind.INCIDENT, Kind.MEMBER):
                repository = work.repository(kind)
                expected = {record.id: record for record in self.of(kind)}
                assert repository.count() == len(expected)
                assert {each.id: each for each in repository.get_many(list(expected))} == expected
            made = [value for (kind, _), value in self.state.items() if kind is Kind.SETTING]
            assert work.settings.all() == ({SETTING: made[0][0]} if made else {})
            ahead = undoing.upcoming(work)
            assert (ahead.undo and ahead.undo.id) == (self.meant().number if self.meant() else None)
            assert (ahead.redo and ahead.redo.id) == (self.undone[-1].number if self.undone else None)


Undoing.TestCase.settings = settings(max_examples=10, stateful_step_count=20)
TestUndoing = Undoing.TestCase


@pytest.fixture
def desk(tmp_path):
    desk = Desk.ready(tmp_path / "a.sacwatch")
    yield desk
    desk.close()


def test_the_founding_of_a_watch_is_not_undone(desk):
    with pytest.raises(Refused) as caught, desk.work() as work:
        undoing.undo(work)
    assert caught.value.problem.key == "trouble.nothing_to_undo"


def test_a_step_is_undone_once(desk):
    desk.log()
    with desk.work() as work:
        step = undoing.undo(work)
    with pytest.raises(Refused) as caught, desk.work() as work:
        undoing.undo(work, step.id)
    assert caught.value.problem.key == "trouble.nothing_to_undo"


def test_undoing_a_step_that_never_was_is_refused(desk):
    with pytest.raises(Refused), desk.work() as work:
        undoing.undo(work, 4711)


def test_the_steps_of_undo_are_not_undone_themselves(desk):
    desk.log()
    with desk.work() as work:
        undoing.undo(work)
    with pytest.raises(Refused), desk.work() as work:
        work.undo(work.history(limit=1)[0].id)


def test_undo_says_which_step_it_took_back(desk):
    desk.log()
    member = desk.add()
    with desk.work() as work:
        step = undoing.undo(work)
    assert (step.does, step.by) == ("step.member_added", "tester")
    assert work.changes.kinds == {Kind.MEMBER}
    with desk.reading() as work:
        newest = undoing.history(work, limit=3)
    assert [(each.does, each.state) for each in newest] == [
        ("step.member_added", "undo"),
        ("step.member_added", "undone"),
        ("step.patrol_logged", "done"),
    ]
    assert newest[1].records[0].id == member.id


def test_what_was_undone_is_dropped_when_other_work_comes_after(desk):
    desk.log()
    with desk.work() as work:
        undoing.undo(work)
    desk.add()
    with pytest.raises(Refused), desk.work() as work:
        undoing.redo(work)
    with desk.reading() as work:
        assert [each.state for each in undoing.history(work)] == ["done", "undo", "dropped", "lasting"]


def test_history_is_given_page_by_page(desk):
    for _ in range(5):
        desk.add()
    with desk.reading() as work:
        first = undoing.history(work, limit=2)
        rest = undoing.history(work, before=first[-1].id)
    assert len(first) == 2
    assert [each.id for each in first + rest] == sorted((each.id for each in first + rest), reverse=True)
    assert len(first + rest) == 6


def test_a_member_taken_off_the_lists_is_back_on_them_after_undo(desk):
    member = desk.add()
    with desk.work() as work:
        members.retire(work, member.id)
    with desk.work() as work:
        undoing.undo(work)
    with desk.reading() as work:
        assert work.members.find(MemberQuery()).lines == (member,)


def test_undo_may_be_refused_and_work_goes_on(desk):
    """A refusal because of what points at a record leaves nothing half done."""
    patrol = desk.log()
    with desk.reading() as work:
        step = work.undoable().id
    incident = desk.record(entry_id=patrol.entries[0].id)
    with pytest.raises(InUse), desk.work() as work:
        undoing.undo(work, step)
    assert desk.patrol(patrol.id) == patrol
    assert desk.incident(incident.id) == incident
    assert desk.log().id
    assert checking.check(desk.store).good


def refused(desk, step):
    """Give the sentence with which taking back a step is refused."""
    with pytest.raises(InUse) as caught, desk.work() as work:
        undoing.undo(work, step)
    assert checking.check(desk.store).good
    return words.sentence(caught.value.problem.key, caught.value.problem.values)


def last_step(desk):
    with desk.reading() as work:
        return work.undoable().id


def test_a_refusal_says_what_stands_on_the_step(desk):
    member = desk.add()
    added = last_step(desk)
    patrol = desk.log(crew=(PatrollerDraft(member.name, member.id),))
    logged = last_step(desk)
    assert "a patrol that was logged since names this member" in refused(desk, added)
    incident = desk.record(entry_id=patrol.entries[0].id)
    assert "an incident was recorded from this patrol since" in refused(desk, logged)
    with desk.work() as work:
        incidents.remove(work, incident.id)
    with desk.work() as work:
        undoing.undo(work, logged)
    with desk.work() as work:
        watches.change(
            work, watch_draft(blocks=(BlockDraft(name="2200 H", captain_id=member.id),)), today=TODAY
        )
    assert "a block has this member as its captain since" in refused(desk, added)


def test_a_refusal_says_that_what_the_step_would_name_is_gone(desk):
    member = desk.add()
    with desk.work() as work:
        named = watch_draft(blocks=(BlockDraft(name="2200 H", captain_id=member.id),))
        watches.change(work, named, today=TODAY)
    with desk.work() as work:
        draft = draft_of(work.watches.get(work.watch_id))
        watches.change(work, dataclasses.replace(draft, blocks=()), today=TODAY)
    unnamed = last_step(desk)
    with desk.work() as work:
        members.remove(work, member.id)
    assert "it names something that was removed since" in refused(desk, unnamed)


def test_a_photo_goes_and_comes_with_its_step(desk):
    photo = NewPhoto("a.jpg", "image/jpeg", b"pixels", 2, 1, caption="the fence")
    with desk.work() as work:
        patrol = patrols.log(work, patrol_draft(), photos=Photos(added=(photo,)), **HOW)
    owner = Ref(Kind.PATROL, patrol.id)
    with desk.work() as work:
        undoing.undo(work)
    with desk.reading() as work:
        assert of(work, owner) == []
    with desk.work() as work:
        undoing.redo(work)
    with desk.reading() as work:
        (kept,) = of(work, owner)
        assert (kept.caption, data(work, kept.sha256)) == ("the fence", b"pixels")


def test_every_setting_passes_undo_by():
    assert all(each.does.startswith(f"step.{SETTING_STEP}") for each in watch_settings.ALL)


def test_a_setting_is_named_and_undone_by_name_only(desk):
    desk.log()
    with desk.work() as work:
        watch_settings.put(work, watch_settings.FIRST_RUN_DONE, True)
    with desk.reading() as work:
        made = undoing.history(work, limit=1)[0]
        assert words.label("step", made.does.removeprefix("step.")) == "Setting changed"
        assert undoing.upcoming(work).undo.does == "step.patrol_logged"
    with desk.work() as work:
        undoing.undo(work)
        assert watch_settings.get(work)[watch_settings.FIRST_RUN_DONE] is True
    with desk.work() as work:
        undoing.undo(work, made.id)
        assert watch_settings.get(work)[watch_settings.FIRST_RUN_DONE] is False
