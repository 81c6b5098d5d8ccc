"""Opens zip files from strangers: nothing lands outside its folder, and nothing swells without end."""

from __future__ import annotations

import errno
import lzma
import re
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath

from sacwatch.domain.errors import Trouble

# The largest county of the nation is a tenth of this, unpacked; the national railways a thirtieth.
LARGEST = 3_000_000_000
_MOST_MEMBERS = 2_000
# Text in fixed columns shrinks to a fiftieth at most; what shrinks more and is large is no map.
_RATIO = 250
_RATIO_FROM = 20_000_000

_CHUNK = 1 << 20
_DRIVE = re.compile(r"^[a-zA-Z]:")


def members(path: Path, *, largest: int = LARGEST) -> list[str]:
    """Give the names of the files in a zip.

    Raises Trouble where it is damaged or locked, names files outside itself, or would swell beyond reason
    or to more than `largest` bytes.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return [info.filename for info in _checked(archive, path, largest)]
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, ValueError) as problem:
        raise Trouble("trouble.map_zip_broken", name=path.name) from problem
    except OSError as problem:
        raise Trouble("trouble.cannot_read", name=path.name) from problem


def unpack(
    path: Path, wanted: Iterable[str], folder: Path, pulse: Callable[[], None] = lambda: None
) -> dict[str, Path]:
    """Write some members of a zip into a folder, flat, and give where each one is.

    `pulse` is called for every megabyte; what it raises ends the work. Raises Trouble as `members`
    does, and where the folder has no room.
    """
    names = set(wanted)
    try:
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in _checked(archive, path) if info.filename in names]
            if sum(info.file_size for info in infos) > shutil.disk_usage(folder).free:
                raise Trouble("trouble.map_no_room", name=path.name)
            return {
                info.filename: _written(archive, info, folder / f"{number}", path, pulse)
                for number, info in enumerate(infos)
            }
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        NotImplementedError,
        ValueError,
        EOFError,
        zlib.error,
        lzma.LZMAError,
    ) as problem:
        raise Trouble("trouble.map_zip_broken", name=path.name) from problem
    except OSError as problem:
        if problem.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise Trouble("trouble.map_no_room", name=path.name) from problem
        raise Trouble("trouble.cannot_read", name=path.name) from problem


def _checked(archive: zipfile.ZipFile, path: Path, largest: int = LARGEST) -> list[zipfile.ZipInfo]:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    for info in infos:
        # Windows' own backslashes are taken for what they are there.
        name = info.filename.replace("\\", "/")
        if name.startswith("/") or _DRIVE.match(name) or ".." in PurePosixPath(name).parts or "\0" in name:
            raise Trouble("trouble.map_zip_names", name=path.name)
        if info.flag_bits & 0x1:
            raise Trouble("trouble.map_zip_locked", name=path.name)
        if info.file_size > _RATIO_FROM and info.file_size > _RATIO * max(1, info.compress_size):
            raise Trouble("trouble.map_zip_bomb", name=path.name)
    if len(infos) > _MOST_MEMBERS or sum(info.file_size for info in infos) > largest:
        raise Trouble("trouble.map_zip_bomb", name=path.name)
    return infos


def _written(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, folder: Path, path: Path, pulse: Callable[[], None]
) -> Path:
    """Write one member; its own name is kept for its ending alone."""
    folder.mkdir()
    target = folder / PurePosixPath(info.filename.replace("\\", "/")).name
    left = info.file_size
    with archive.open(info) as source, target.open("xb") as file:
        while chunk := source.read(_CHUNK):
            # What a member says of its size need not be true.
            left -= len(chunk)
            if left < 0:
                raise Trouble("trouble.map_zip_bomb", name=path.name)
            file.write(chunk)
            pulse()
    return target
