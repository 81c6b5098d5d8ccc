"""The letterhead of the watch's papers: its name and place, its logo, and the line at the foot."""

from __future__ import annotations

from pathlib import Path

from sacwatch.domain.attachments import Attachment
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.watches import Watch, headed
from sacwatch.services import attachments
from sacwatch.services.attachments import NewPhoto, Photos
from sacwatch.services.showing import Eyes
from sacwatch.store.work import Work


def read_logo(path: Path) -> NewPhoto:
    """Read a picture for the letterhead, made small and rid of its metadata; raises Trouble.

    Slow for large pictures: for the pool, not for the store's lane.
    """
    from sacwatch.exchange import photos  # a door: Pillow is loaded with the first photo

    made = photos.prepare_logo(path)
    return NewPhoto(made.name, made.media_type, made.data, made.width, made.height)


def keep_logo(work: Work, logo: NewPhoto | None) -> None:
    """Put a logo on every paper in place of the one before, or none."""
    work.does = "step.logo_kept" if logo is not None else "step.logo_removed"
    past = _attached(work)
    added = () if logo is None else (logo,)
    attachments.settle(work, _owner(work), Photos(added=added, removed=tuple(each.id for each in past)))


def logo(work: Work) -> bytes:
    """Give the picture of the logo, b"" where there is none."""
    found = _attached(work)
    return work.attachments.read_bytes(found[-1].sha256) if found else b""


def seen(work: Work, eyes: Eyes) -> Watch:
    """Give the watch as an audience sees it, with its logo for the head of a paper; raises NotFound."""
    watch = eyes.see(work.watches.get(work.watch_id))
    return headed(watch, logo(work))


def _attached(work: Work) -> list[Attachment]:
    return [each for each in work.attachments.of(_owner(work)) if each.picture]


def _owner(work: Work) -> Ref:
    return Ref(Kind.WATCH, work.watch_id)
