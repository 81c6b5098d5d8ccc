"""What neighbors of the sample watch raised, what came of it, and who does what: invented like the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from sacwatch.domain.actions import ActionDraft
from sacwatch.domain.concerns import Concern, ConcernDraft, RaisingDraft, StepDraft
from sacwatch.domain.places import PlaceDraft
from sacwatch.services import actions, concerns
from sacwatch.store.work import Work

Find = Callable[[str], PlaceDraft]


@dataclass(frozen=True)
class _Raised:
    """One concern; all days are counted back from today."""

    ago: int
    topic: str
    place: str
    words: str
    public: str = ""
    by: int | None = None
    """Which of the members, or nobody who wanted to be named."""
    kind: str = "concern"
    to: str = ""
    name: str = ""
    ticket: str = ""
    sent: int = 0
    answer: str = ""
    did: str = ""
    answered: int = 0
    told: int = 0
    how: str = "meeting"
    dropped: int = 0
    why: str = ""
    again: tuple[tuple[int, str], ...] = ()
    """How long ago the same was raised again, and in which words."""


_REGISTER = (
    _Raised(
        *(
            171,
            "lighting",
            "1700 block of Q St",
            "Three lamps in a row are dark, my mother will not walk home.",
        ),
        public="Three street lights in a row were dark.",
        by=3,
        to="311",
        name="Street lights",
        ticket="260402-1187",
        sent=169,
        answer="Crew replaced the ballasts on all three poles.",
        did="Reported to 311; all three lights were repaired.",
        answered=148,
        told=140,
        again=((166, "The same dark stretch, from the bus stop on."), (160, "Dark since Easter.")),
    ),
    _Raised(
        *(133, "traffic", "18th & S St", "Cars cut through at 45 from the freeway, right where kids cross."),
        public="Cars cut through at high speed where children cross.",
        by=8,
        to="council",
        name="Traffic engineering, through the council office",
        sent=126,
        again=((98, "Nearly hit a stroller."), (63, "Still racing."), (29, "Every morning at school time.")),
    ),
    _Raised(
        *(96, "dumping", "Alley between R and S, 19th to 20th", "A sofa and six tires behind the fourplex."),
        public="A sofa and tires were dumped in the alley.",
        to="311",
        name="Illegal dumping",
        ticket="260616-0442",
        sent=95,
        answer="Picked up.",
        did="Reported to 311; it was picked up within the week.",
        answered=90,
        told=84,
        how="handout",
    ),
    _Raised(
        *(88, "noise", "2100 block of T St", "Band practice with the garage open until midnight."),
        public="Loud music late at night.",
        by=14,
        dropped=70,
        why="The neighbors talked it over; practice ends at nine now.",
        did="The neighbors talked and found a time that suits everybody.",
    ),
    _Raised(
        *(61, "graffiti", "20th & P St", "The utility box by the crossing is tagged over and over."),
        public="A utility box is tagged again and again.",
        by=5,
        kind="suggestion",
        to="watch",
        answer="The art club of the middle school painted a mural on it.",
        did="Students painted a mural on the box. It has stayed clean since.",
        answered=19,
    ),
    _Raised(
        *(47, "needs_help", "16th & R St", "A man sleeps by the gate and does not seem well."),
        by=2,
        to="other",
        name="County outreach",
        sent=46,
    ),
    _Raised(
        *(40, "parking", "1900 block of S St", "Trucks park on the corner, nobody sees the crossing."),
        public="Trucks on the corner hide the crossing.",
        by=11,
        to="police",
        name="Parking enforcement",
        ticket="PE-20881",
        sent=33,
        answer="An officer came by twice and left notices.",
        answered=12,
    ),
    _Raised(
        *(34, "trees", "2215 Q St", "Roots lift the sidewalk, a wheelchair cannot pass."),
        public="Roots lift the sidewalk, so that a wheelchair cannot pass.",
        to="311",
        name="Urban forestry",
        ticket="260817-0906",
        sent=32,
    ),
    _Raised(
        *(26, "lighting", "23rd & R St", "The lamp flickers all night and goes out at two."),
        public="A street light flickers and goes out.",
        by=19,
        to="311",
        ticket="260825-1310",
        sent=24,
        again=((11, "It is dark at the corner again."),),
    ),
    _Raised(
        *(13, "safety", "1800 block of T St", "Nobody knows where to meet after an earthquake."),
        public="Agree where to meet after an earthquake.",
        by=21,
        kind="suggestion",
        to="watch",
    ),
    _Raised(*(6, "traffic", "17th & P St", "The stop sign is hidden behind leaves."), by=7),
    _Raised(*(3, "other", "", "Could the newsletter come in Spanish too?"), kind="suggestion"),
)

_ACTIONS = (
    (
        125,
        40,
        "Ask the council office for a speed count on S Street",
        "Ask for a speed count on S Street.",
        8,
        1,
    ),
    (61, 25, "Meet with the art club about the utility box", "Meet with the art club.", 5, 4),
    (13, -9, "Trim what hides the corner until the trucks move", "Keep the corner clear.", 11, 6),
    (
        13,
        4,
        "Print the sheet in Spanish and find somebody to read it over",
        "Find a reader for Spanish.",
        0,
        None,
    ),
    (13, -24, "Propose three meeting places for after an earthquake", "Propose meeting places.", 21, 9),
    (13, None, "Find a second person for the coffee table", "", None, None),
)
"""Noted and due so many days ago, what, how it is put for everyone, which member, of which concern."""


def note(work: Work, *, today: date, place: Find) -> None:
    """Fill the register and note the actions, in the words of those who raised them."""
    done = work.does
    people = [each.name for each in work.members.active()]
    noted = [_noted(work, each, people, today, place) for each in _REGISTER]
    for made, due, what, public, who, of in _ACTIONS:
        draft = ActionDraft(
            what=what,
            public_wording=public,
            owner=people[who % len(people)] if who is not None else "",
            noted_on=_day(today, made),
            due_on="" if due is None else _day(today, due),
            concern_id=noted[of].id if of is not None else None,
        )
        action = actions.add(work, draft, today=today)
        if of == 4:
            actions.finish(work, action.id, today=today, on=_day(today, 21), outcome="They will paint it.")
    work.does = done


def _noted(work: Work, raised: _Raised, people: list[str], today: date, place: Find) -> Concern:
    draft = ConcernDraft(
        kind=raised.kind,
        topic=raised.topic,
        raised_on=_day(today, raised.ago),
        raised_by="" if raised.by is None else people[raised.by % len(people)],
        place=place(raised.place) if raised.place else PlaceDraft(),
        words=raised.words,
        public_wording=raised.public,
        responsible=raised.to if raised.to == "watch" else "",
    )
    concern = concerns.add(work, draft, today=today)
    for ago, words in raised.again:
        again = RaisingDraft(on=_day(today, ago), words=words)
        concern = concerns.join(work, concern.id, again, today=today)
    if raised.sent:
        step = StepDraft(_day(today, raised.sent), raised.to, raised.name, raised.ticket)
        concern = concerns.send(work, concern.id, step, today=today)
    if raised.answered:
        step = StepDraft(_day(today, raised.answered), answer=raised.answer, public_answer=raised.did)
        concern = concerns.answer(work, concern.id, step, today=today)
    if raised.told:
        step = StepDraft(_day(today, raised.told), how=raised.how)
        concern = concerns.tell_back(work, concern.id, step, today=today)
    if raised.dropped:
        step = StepDraft(_day(today, raised.dropped), why=raised.why, public_answer=raised.did)
        concern = concerns.drop(work, concern.id, step, today=today)
    return concern


def _day(today: date, ago: int) -> str:
    return (today - timedelta(days=ago)).isoformat()
