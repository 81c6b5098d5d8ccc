"""The register of concerns and suggestions: the list, the chosen one, and what is done next about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtWidgets import QPushButton

from sacwatch import words
from sacwatch.domain import sensitive
from sacwatch.domain.actions import Action, ActionDraft, ActionState
from sacwatch.domain.concerns import Concern, ConcernKind, State, Step, Topic, Waiting
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.listing import ConcernLine, ConcernQuery
from sacwatch.domain.listing import Page as Lines
from sacwatch.i18n import N_, _
from sacwatch.services import actions, concerns, watches
from sacwatch.ui import shown
from sacwatch.ui.concerns import steps
from sacwatch.ui.concerns.concernform import ConcernForm
from sacwatch.ui.concerns.orders import ShowWaiting
from sacwatch.ui.records.deeds import DeedDialog
from sacwatch.ui.records.form import Form
from sacwatch.ui.records.formpage import NewFrom
from sacwatch.ui.records.listpage import RecordsPage
from sacwatch.ui.records.model import Column

_OPEN, _ALL, _NO_BLOCK = "open", "all", "none"


@dataclass(frozen=True)
class _Register(Lines[ConcernLine]):
    """A page of the register, and how many there are in all by whom they wait for and by block."""

    counts: dict[Waiting, int] = field(default_factory=dict)
    blocks: list[tuple[str | None, str, int]] = field(default_factory=list)


@dataclass(frozen=True)
class _Shown:
    """What the details show of one concern."""

    concern: Concern
    block: str
    actions: list[Action]


class RegisterView(RecordsPage):
    """Concerns and suggestions, the oldest first: whom each waits for, and since when."""

    name = "concerns"
    kind = Kind.CONCERN
    kinds = frozenset({Kind.CONCERN, Kind.ACTION, Kind.WATCH})
    record_words = (N_("{count} concern or suggestion"), N_("{count} concerns and suggestions"))

    def __init__(self, desk: Any) -> None:
        columns = (
            Column(
                _("Raised"),
                lambda line: shown.short_day(line.raised_on, desk.today()),
                _("Wed, Nov 28"),
                spare=1,
            ),
            Column(_("Days"), lambda line: f"{line.days_open(desk.today()):,}", "1,234", right=True),
            Column(_("What"), _what_words),
            Column(_("Where"), lambda line: line.place_text, spare=2),
            Column(_("Waiting for"), _waiting_words, _longest_waiting()),
        )
        super().__init__(desk, _("Concerns"), _("Note a concern"), columns)
        self._waiting = self.add_filter(
            _("Whom it waits for"),
            _waiting_choices({}),
        )
        self._topic = self.add_filter(
            _("Topic"),
            [("", _("Any topic")), *((each.value, words.label("topic", each.value)) for each in Topic)],
        )
        self._block = self.add_filter(_("Block"), [("", _("Any block"))])
        self._tell_all = QPushButton(_("All of these were told…"))
        self._tell_all.clicked.connect(self._tell_back_all)
        self._tell_all.hide()
        self.below.addWidget(self._tell_all)
        paper = QPushButton(_("You said / we did…"))
        paper.clicked.connect(lambda: desk.wanted.emit("reports", ("said-and-done", "")))
        self.below.addWidget(paper)

    def empty_words(self) -> tuple[str, str]:
        return (
            _("Nothing was raised yet"),
            _(
                "Note here what neighbors raise: a lamp that is out, cars that race, an idea. Say whom it was "
                "sent to and what came of it, tell those who raised it, and the handout shows that the watch "
                "closes the circle."
            ),
        )

    def filtered(self) -> bool:
        chosen = self._waiting.currentData()
        return chosen not in (_OPEN, _ALL) or bool(self._topic.currentData() or self._block.currentData())

    def query(self, offset: int) -> ConcernQuery:
        which, topic, block = (box.currentData() for box in (self._waiting, self._topic, self._block))
        return ConcernQuery(
            words=self.search.text(),
            open=True if which == _OPEN else None,
            waiting=frozenset() if which in (_OPEN, _ALL) else frozenset({Waiting(which)}),
            topic=Topic(topic) if topic else None,
            block_id={"": None, _NO_BLOCK: ""}.get(block or "", block),
            offset=offset,
        )

    def ask_lines(self, work: Any, query: ConcernQuery) -> Lines[ConcernLine]:
        page = concerns.find(work, query)
        return _Register(page.lines, page.total, page.offset, concerns.counts(work), concerns.blocks(work))

    def _restart(self, lines: Lines[Any], chosen: str | None) -> None:
        if isinstance(lines, _Register):
            self._waiting.offer(_waiting_choices(lines.counts))
            self._block.offer([("", _("Any block")), *map(_block_choice, lines.blocks)])
        self._tell_all.setVisible(
            self._waiting.currentData() == Waiting.TO_TELL.value
            and lines.total > 1
            and not self.desk.read_only
        )
        super()._restart(lines, chosen)

    def ask_record(self, work: Any, id_: str) -> _Shown:
        concern = concerns.get(work, id_)
        names = {each.id: each.name for each in watches.get(work).blocks}
        return _Shown(concern, names.get(concern.block_id or "", ""), actions.of_concern(work, id_))

    def remove_record(self, work: Any, id_: str) -> Any:
        return concerns.remove(work, id_)

    def removed_words(self) -> str:
        return _("Concern removed.")

    def make_form(self, **how: Any) -> Form:
        return ConcernForm(self.desk, **how)

    def print_(self) -> None:
        if self.form is None:
            self.desk.wanted.emit("reports", ("concerns", ""))

    # What is shown of one

    def show_record(self, record: _Shown) -> None:
        concern, details = record.concern, self.details
        details.heading(words.label("topic", concern.topic.value))
        details.text(self._standing_words(concern))
        if not self.desk.read_only:
            details.buttons(*self._steps_of(concern))
            details.buttons(*self._buttons_of(concern))
        details.link(
            _("Print its sheet"),
            lambda: self.desk.wanted.emit("reports", ("concern-sheet", concern.id)),
        )
        details.part(_("As it was said"))
        details.text(concern.words or concern.public_wording)
        if concern.words and concern.public_wording:
            details.part(_("Words for neighbors"))
            details.text(concern.public_wording)
        if sensitive.withheld(concern):
            details.text(_("Neighbors are not told where this is, and it is on no map of theirs."), "faint")
        details.facts(
            [
                (_("Where"), concern.place.text),
                (_("Block"), record.block),
                (_("Raised by"), concern.raised_by or _("Somebody who did not want to be named")),
                (_("Sent to"), responsible_words(concern)),
                (_("Ticket"), concern.ticket),
                (_("Answer"), concern.answer),
                (_("Told neighbors"), concern.public_answer),
                (_("Note"), concern.note),
            ]
        )
        self._show_raisings(concern)
        details.part(_("What was done when"))
        details.facts([(shown.day(step.on), step_words(step)) for step in concern.steps])
        self._show_actions(record)

    def _standing_words(self, concern: Concern) -> str:
        days = concern.days_open(self.desk.today())
        open_for = shown.count(days, N_("{count} day"), N_("{count} days"))
        if concern.state.closed:
            state = words.label("concern_state", concern.state.value)
            return _("{state}, after {days}").format(state=state, days=open_for)
        who = words.label("waiting", concern.waiting.value)
        kind = words.label("concern", concern.kind.value)
        return _("{kind}, open for {days}. Waiting for: {who}").format(kind=kind, days=open_for, who=who)

    def _steps_of(self, concern: Concern) -> list[tuple[str, str, Any]]:
        """Give the steps that may come next, the likely one first."""

        def step(icon: str, text: str, dialog: Callable[..., steps.StepDialog]) -> tuple[str, str, Any]:
            return (icon, text, partial(self._ask, dialog, concern))

        send = step("hand_over", _("Send it on…"), steps.Send)
        answer = step("check", _("What came of it…"), steps.Answer)
        drop = step("close", _("Drop…"), steps.Drop)
        again = step("undo", _("Take up again…"), steps.Reopen)
        if concern.state.closed:
            return [again]
        if concern.state is State.ANSWERED:
            return [step("message", _("Told back…"), steps.TellBack), send, again]
        if concern.state is State.SENT or concern.waiting is Waiting.WATCH:
            return [answer, send, drop]
        return [send, answer, drop]

    def _ask(self, dialog: Callable[..., DeedDialog], concern: Concern) -> None:
        dialog(self.desk, self, concern).exec()

    def _buttons_of(self, concern: Concern) -> list[tuple[str, str, Any]]:
        buttons = [("edit", _("Change"), lambda: self.edit(concern.id))]
        # The map shows what is open.
        if concern.place.point is not None and not concern.state.closed:
            ref = Ref(Kind.CONCERN, concern.id)
            buttons.append(("map", _("Map"), lambda: self.desk.wanted.emit("map", ref)))
        buttons.append(("add", _("Raised again…"), partial(self._ask, steps.RaisedAgain, concern)))
        buttons.append(("remove", _("Remove"), lambda: self.remove(concern.id)))
        return buttons

    def _show_raisings(self, concern: Concern) -> None:
        details = self.details
        if concern.raisings:
            details.part(shown.count(concern.times, N_("Raised {count} time"), N_("Raised {count} times")))
        for each in concern.raisings:
            told = (shown.day(each.on), each.name, each.place.text, each.words)
            details.text(" · ".join(part for part in told if part))
        if not self.desk.read_only and not concern.state.closed:
            details.link(_("This is the same as another…"), partial(self._ask, steps.Unite, concern))

    def _show_actions(self, record: _Shown) -> None:
        details = self.details
        if record.actions:
            details.part(_("Actions"))
        for each in record.actions:
            state = "" if each.state is ActionState.OPEN else words.label("action", each.state.value)
            due = _("by {day}").format(day=shown.day(each.due_on)) if each.due_on and not state else ""
            told = (each.what[:80], each.owner, due or state)
            details.link(
                " · ".join(part for part in told if part),
                partial(self.desk.open_record, Kind.ACTION, each.id),
            )
        if not self.desk.read_only:
            concern = record.concern
            draft = ActionDraft(concern_id=concern.id)
            details.link(
                _("Add an action: who will do what by when"),
                lambda: self.desk.wanted.emit("concerns", NewFrom(draft)),
            )

    def _tell_back_all(self) -> None:
        """Note of every answered concern in the list that it was told back."""
        query = self.query(0)

        def ids(work: Any) -> list[str]:
            return [each.id for each in work.concerns.where(query)]

        self.desk.read(
            ids, lambda found: steps.TellBackAll(self.desk, self, found).exec(), owner=self, slot="all"
        )

    # Orders

    def show_ref(self, ref: Ref) -> None:
        # Whatever is looked up is shown, also one that a filter would keep out.
        self._waiting.setCurrentIndex(self._waiting.findData(_ALL))
        self._topic.setCurrentIndex(0)
        self._block.setCurrentIndex(0)
        super().show_ref(ref)

    def obey(self, order: object) -> None:
        if isinstance(order, ShowWaiting):
            self._waiting.setCurrentIndex(self._waiting.findData(order.which))
        else:
            super().obey(order)


def _waiting_choices(counts: dict[Waiting, int]) -> list[tuple[str, str]]:
    """Give what the list can be narrowed to, each with how many that are."""
    known = [
        (each.value, _with_count(words.label("waiting", each.value), counts.get(each, 0))) for each in Waiting
    ]
    open_ = sum(count for each, count in counts.items() if each is not Waiting.NOBODY)
    return [(_OPEN, _with_count(_("All that is open"), open_)), *known, (_ALL, _("Open and closed"))]


def _block_choice(block: tuple[str | None, str, int]) -> tuple[str, str]:
    id_, name, count = block
    return (id_ or _NO_BLOCK, _with_count(name if id_ else _("In no block"), count))


def _with_count(what: str, count: int) -> str:
    return f"{what} ({count:,})" if count else what


def _what_words(line: ConcernLine) -> str:
    topic = words.label("topic", line.topic.value)
    if line.kind is ConcernKind.SUGGESTION:
        topic = f"{words.label('concern', line.kind.value)}, {topic}"
    often = f" ({line.times}×)" if line.times > 1 else ""
    return f"{topic}{often}: {line.words}"


def _waiting_words(line: ConcernLine) -> str:
    return words.label("waiting", line.waiting.value)


def _longest_waiting() -> str:
    return max((words.label("waiting", each.value) for each in Waiting), key=len)


def responsible_words(concern: Concern) -> str:
    """Say whom a concern is with."""
    sort = words.label("responsible", concern.responsible.value) if concern.responsible else ""
    return ", ".join(part for part in (sort, concern.responsible_name) if part)


def step_words(step: Step) -> str:
    """Give one step of a concern's history in words."""
    told = [words.label("concern_state", step.state.value)]
    if step.responsible is not None:
        told.append(words.label("responsible", step.responsible.value))
    if step.how is not None:
        told.append(words.label("told_how", step.how.value))
    told += [step.name, _("ticket {number}").format(number=step.ticket) if step.ticket else "", step.words]
    return " · ".join(part for part in told if part)
