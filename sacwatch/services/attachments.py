"""Photos and other files of a record: read, kept, shown and removed."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sacwatch.domain import texts
from sacwatch.domain.attachments import Attachment, PhotoFacts
from sacwatch.domain.errors import Problems
from sacwatch.domain.kinds import Ref
from sacwatch.store.work import Work


@dataclass(frozen=True)
class NewPhoto:
    """A photo or file that was read and is not kept yet; sizes in pixels, 0 for what is no picture."""

    name: str
    media_type: str
    data: bytes
    width: int = 0
    height: int = 0
    facts: PhotoFacts = PhotoFacts()
    caption: str = ""


@dataclass(frozen=True)
class Photos:
    """What a form does to a record's photos: some new, some gone, some with another caption."""

    added: tuple[NewPhoto, ...] = ()
    removed: tuple[str, ...] = ()
    captions: tuple[tuple[str, str], ...] = ()


NO_PHOTOS = Photos()


def read(path: Path) -> NewPhoto:
    """Read a photo or file from disk, made small and rid of its metadata; raises Trouble.

    Slow for large photos: for the pool, not for the store's lane.
    """
    from sacwatch.exchange import photos  # a door: Pillow is loaded with the first photo

    prepared = photos.prepare(path)
    return NewPhoto(
        prepared.name, prepared.media_type, prepared.data, prepared.width, prepared.height, prepared.facts
    )


def settle(work: Work, owner: Ref, photos: Photos) -> None:
    """Carry out what a form did to a record's photos; raises Invalid for a caption that is too long."""
    problems = Problems()
    for new in photos.added:
        work.attachments.add(
            Attachment(
                id=work.new_id(),
                watch_id=work.watch_id,
                created_at=work.now,
                changed_at=work.now,
                changed_by=work.by,
                owner_kind=owner.kind,
                owner_id=owner.id,
                name=texts.clean(new.name)[: texts.NAME_LENGTH],
                caption=texts.line(new.caption, "photos", problems),
                media_type=new.media_type,
                sha256=work.attachments.keep_bytes(new.data),
                size=len(new.data),
                width=new.width,
                height=new.height,
            )
        )
    # What another window removed meanwhile is no reason to refuse the whole form.
    standing = {each.id: each for each in work.attachments.of(owner)}
    for id_ in photos.removed:
        if id_ in standing:
            work.attachments.remove(id_)
            del standing[id_]
    for id_, caption in photos.captions:
        if id_ in standing:
            told = texts.line(caption, "photos", problems)
            changed = dataclasses.replace(
                standing[id_], caption=told, changed_at=work.now, changed_by=work.by
            )
            work.attachments.change(changed)
    problems.settle()


def remove_of(work: Work, owner: Ref) -> None:
    """Remove everything attached to a record that goes itself."""
    for each in work.attachments.of(owner):
        work.attachments.remove(each.id)


def put_by(work: Work, photos: Photos) -> dict[str, Any]:
    """Keep the photos of an unfinished form beside its draft, and give the JSON values to find them by."""
    return {
        "added": [
            {
                "name": new.name,
                "media_type": new.media_type,
                "sha256": work.attachments.keep_bytes(new.data),
                "width": new.width,
                "height": new.height,
                "caption": new.caption,
            }
            for new in photos.added
        ],
        "removed": list(photos.removed),
        "captions": [list(pair) for pair in photos.captions],
    }


def put_back(work: Work, put_by: dict[str, Any]) -> Photos:
    """Give the photos that `put_by` kept."""
    return Photos(
        added=tuple(
            NewPhoto(
                each["name"],
                each["media_type"],
                work.attachments.read_bytes(each["sha256"]),
                each["width"],
                each["height"],
                caption=each["caption"],
            )
            for each in put_by.get("added", ())
        ),
        removed=tuple(put_by.get("removed", ())),
        captions=tuple((id_, caption) for id_, caption in put_by.get("captions", ())),
    )


def of(work: Work, owner: Ref) -> list[Attachment]:
    """Give what is attached to a record."""
    return work.attachments.of(owner)


def data(work: Work, sha256: str) -> bytes:
    """Give the bytes of an attachment; raises NotFound."""
    return work.attachments.read_bytes(sha256)


def save_elsewhere(target: Path, data: bytes) -> None:
    """Write an attachment's bytes to a file outside; raises Trouble."""
    from sacwatch.exchange import folders

    folders.write_whole(target, data)
