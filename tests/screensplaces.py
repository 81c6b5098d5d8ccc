"""Pictures of the places for papers, their dialogs, and the ledger."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any


def _kit() -> Any:
    from tests.ui import kit

    return kit


def places(studio: Any) -> None:
    """Show three places: one current, one that waits for Release, one that is away."""
    from sacwatch.domain.destinations import DestinationDraft, Rule, Wish
    from sacwatch.services import destinations
    from sacwatch.ui.paper.placedialog import PlaceDialog
    from sacwatch.ui.paper.releasing import ReleaseDialog

    window = studio.window
    page = window.show("reports")
    keeper = window.desk.papers
    latest = (Wish("patrol-hours", Rule.LATEST), Wish("incident-summary", Rule.LATEST))
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)

        def deed(work: Any) -> None:
            for name, address, audience in (
                ("My binder", here / "Binder", "captain"),
                ("Shared folder", here / "Shared", "members"),
                ("Rosa's stick", here / "away" / "Papers", "captain"),
            ):
                draft = DestinationDraft(name=name, address=str(address), audience=audience, wishes=latest)
                destinations.add(work, draft, watch_file=window.desk.store.path)

        window.desk.do(deed, owner=window.shell)
        window.settle()
        keeper.see_anew()
        _kit().until(
            lambda: keeper._job is None and len(keeper.looks) == 3 and window.tasks.idle,
            "the places were seen to",
            patience=60,
        )
        page.show_view("places")
        page.places.choose(next(id_ for id_, state in keeper.states.items() if state.held))
        window.shell.notices.clear()
        window.shell.toast.hide()
        studio.take("reports-places")
        look = next(each for each in keeper.looks.values() if each.held)
        for name, dialog in (
            ("release", ReleaseDialog(page.places, look)),
            ("place", PlaceDialog(page.places, window.desk, look.target.destination)),
        ):
            dialog.show()
            studio.take(f"reports-{name}")
            dialog.reject()
        page.show_view("ledger")
        _kit().until(lambda: page.ledger.model.rowCount(), "the ledger")
        studio.take("reports-ledger")
        page.show_view("papers")

        def undone(work: Any) -> None:
            for each in work.destinations.all():
                destinations.remove(work, each.id)

        window.desk.do(undone, owner=window.shell)
        window.settle()
        keeper.look()
        window.settle()
    window.shell.notices.clear()
    window.shell.toast.hide()
