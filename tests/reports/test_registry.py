"""The list of papers, which draws nothing."""

import subprocess
import sys

from sacwatch.reports.registry import PAPERS, Option


def test_each_paper_says_what_it_is_for_and_what_it_needs():
    assert list(PAPERS) == [
        *("patrol-log", "patrol-hours", "hours-statement", "volunteer-statement"),
        *("incident-summary", "map", "block-map", "phone-tree"),
    ]
    for name, paper in PAPERS.items():
        assert paper.name == name
        assert paper.title_words and paper.purpose_words.endswith(".")
        assert paper.drawn is (name in ("map", "block-map"))
        for_maps = {Option.FORM, Option.STYLE} if paper.drawn else set()
        for_others = set() if paper.captains else {Option.AUDIENCE}
        assert set(paper.options) == {Option.LARGE} | for_maps | for_others
    needs = [paper.needs for paper in PAPERS.values()]
    assert needs == [
        *(Option.PATROL, Option.MONTH, Option.HOURS, Option.MEMBER_HOURS),
        *(Option.PERIOD, Option.PERIOD, Option.BLOCK, Option.CALLER),
    ]
    assert [name for name, paper in PAPERS.items() if paper.captains] == ["volunteer-statement"]


def test_the_list_and_the_fingerprints_load_nothing_that_draws():
    code = (
        "import sys; import sacwatch.reports.registry, sacwatch.reports.fingerprints; "
        "print([name for name in ('reportlab', 'PIL', 'uharfbuzz', 'PySide6') if name in sys.modules])"
    )
    made = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert made.stdout.strip() == "[]"
