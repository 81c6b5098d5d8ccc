"""The list of papers, which draws nothing."""

import subprocess
import sys

from sacwatch.reports.registry import PAPERS, Option

NEEDS = {
    "patrol-log": Option.PATROL,
    "patrol-hours": Option.MONTH,
    "patrol-sheet": Option.SHEET,
    "filled-sheet": Option.PATROL,
    "shift-calendar": Option.SHIFT_MONTH,
    "shift-week": Option.SHIFT_WEEK,
    "vacation-checks": Option.NOTHING,
    "vacation-request": Option.HOUSEHOLD,
    "household-slip": Option.SLIPS,
    "hours-statement": Option.HOURS,
    "volunteer-statement": Option.MEMBER_HOURS,
    "incident-summary": Option.PERIOD,
    "incident-report": Option.INCIDENT,
    "incident-reports": Option.PERIOD,
    "said-and-done": Option.PERIOD,
    "concerns": Option.NOTHING,
    "concern-sheet": Option.CONCERN,
    "member-sheet": Option.MEMBER,
    "map": Option.PERIOD,
    "block-map": Option.BLOCK,
    "phone-tree": Option.CALLER,
    "call-card": Option.CARD,
    "handout": Option.MEETING,
    "newsletter": Option.MEETING,
    "agenda": Option.MEETING,
    "sign-in-sheet": Option.MEETING,
    "minutes": Option.MEETING,
    "meeting-flyer": Option.MEETING,
    "action-slips": Option.MEETING,
    "roster": Option.NOTHING,
    "call-list": Option.BLOCK,
    "what-changed": Option.PERIOD,
    "ledger": Option.PERIOD,
}
"""What each paper is about."""
MAPS = {"map", "block-map"}
CAPTAINS = {
    *("patrol-sheet", "filled-sheet", "volunteer-statement", "vacation-checks", "vacation-request"),
    "member-sheet",
    *("ledger", "household-slip", "what-changed", "meeting-flyer", "action-slips"),
}
"""The papers that the captain alone makes."""
SPEAKING = {"call-card", "sign-in-sheet", "meeting-flyer"}
"""The papers whose language is chosen with them."""
ONE_SIZE = {"patrol-sheet", "filled-sheet", "meeting-flyer"}
"""The papers that are in large print anyway."""


def test_each_paper_says_what_it_is_for_and_what_it_needs():
    assert {name: paper.needs for name, paper in PAPERS.items()} == NEEDS
    for name, paper in PAPERS.items():
        assert paper.name == name
        assert paper.title_words and paper.purpose_words.endswith(".")
        assert paper.drawn is (name in MAPS)
        for_maps = {Option.FORM, Option.STYLE} if name in MAPS else set()
        for_others = set() if name in CAPTAINS else {Option.AUDIENCE}
        spoken = {Option.LANGUAGE} if name in SPEAKING else set()
        in_sizes = set() if name in ONE_SIZE else {Option.LARGE}
        assert set(paper.options) == in_sizes | for_maps | for_others | spoken
        assert (paper.captains, paper.sizable) == (name in CAPTAINS, name not in ONE_SIZE)


def test_the_list_and_the_fingerprints_load_nothing_that_draws():
    code = (
        "import sys; import sacwatch.reports.registry, sacwatch.reports.fingerprints; "
        "print([name for name in ('reportlab', 'PIL', 'uharfbuzz', 'PySide6') if name in sys.modules])"
    )
    made = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert made.stdout.strip() == "[]"
