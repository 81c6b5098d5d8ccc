"""How work in the pool asks the store: one short question after the other, each in the store's lane."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sacwatch.domain.errors import Cancelled
from sacwatch.ui.tasks import Job


def asker(desk: Any, job: Job) -> Callable[[Callable[[Any], Any]], Any]:
    """Give what runs a question in the store and waits for its answer; raises Cancelled with its job."""

    def ask(question: Callable[[Any], Any]) -> Any:
        def answer() -> Any:
            if job.cancelled or desk.closed:
                raise Cancelled
            with desk.store.reading(now=desk.now()) as work:
                return question(work)

        return desk.tasks.ask_lane(answer)

    return ask


def teller(desk: Any) -> Callable[[Callable[[Any], Any]], Any]:
    """Give what runs a deed in the store and waits for it, also after its job was cancelled.

    What was written to a folder must be noted, or the next run takes it for somebody else's.
    """

    def tell(deed: Callable[[Any], Any]) -> Any:
        def act() -> Any:
            with desk.store.work(now=desk.now(), by=desk.by) as work:
                return deed(work)

        return desk.tasks.ask_lane(act)

    return tell
