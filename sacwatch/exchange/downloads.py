"""Fetches files over the network so that a broken line costs nothing: what came is kept and gone on from."""

from __future__ import annotations

import contextlib
import errno
import http.client
import json
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import certifi

from sacwatch.domain.errors import Trouble
from sacwatch.domain.progress import Progress, silent

# Seconds without a byte after which the line is taken for dead, tries in a row that bring nothing, and
# the seconds of rest before each next one.
_PATIENCE = 30.0
_TRIES = 4
_REST = (0.5, 2.0, 5.0)

_CHUNK = 1 << 16
_LARGEST = 2_000_000_000
_LARGEST_TEXT = 20_000_000

_BROKEN_LINE = (
    TimeoutError,
    ConnectionError,
    http.client.IncompleteRead,
    http.client.RemoteDisconnected,
    http.client.BadStatusLine,
    ssl.SSLEOFError,
)


def text(address: str, patience: float = _PATIENCE) -> str:
    """Give a small text from the network; raises Trouble in a sentence where it cannot be had."""
    with _opened(address, {}, patience) as answer:
        try:
            data = answer.read(_LARGEST_TEXT)
        except (*_BROKEN_LINE, OSError) as problem:
            raise Trouble("trouble.net_broke_off", host=_host(address)) from problem
    return str(data.decode("utf-8", errors="replace"))


def size(address: str, patience: float = _PATIENCE) -> int | None:
    """Give how many bytes a file has; None where the server has no such file, 0 where it does not say."""
    try:
        with _opened(address, {}, patience, method="HEAD") as answer:
            return int(answer.headers.get("Content-Length") or 0)
    except Trouble as trouble:
        if trouble.problem.key == "trouble.net_not_there":
            return None
        raise


def fetch(
    address: str,
    target: Path,
    progress: Progress = silent,
    *,
    begins: bytes = b"",
    patience: float = _PATIENCE,
    rest: Callable[[float], None] = time.sleep,
) -> Path:
    """Fetch a file to its place, going on from what an earlier try left there; gives the target.

    `begins` is what its first bytes must be, so that the page of a hotel's network is not taken for it.
    Progress counts bytes; Cancelled leaves what came for the next time. Raises Trouble in a sentence
    where there is no network, the line broke for good, or the disk is full. `patience` and `rest` are
    the seconds without a byte and what waits between tries.
    """
    part = target.with_name(target.name + ".part")
    tried, total, came = 0, 1, False
    reason: Exception
    while True:
        before = _length(part)
        try:
            if _part(address, part, progress, begins, patience):
                break
            continue
        except _BrokeOff as problem:
            total, reason = problem.total, problem
        except Trouble as trouble:
            # In the middle of a file these may pass; at its beginning they are told at once.
            if not came or trouble.problem.key not in ("trouble.net_offline", "trouble.net_server_busy"):
                raise
            reason = trouble
        came = came or _length(part) > before
        tried = 0 if _length(part) > before else tried + 1
        if tried >= _TRIES:
            raise Trouble("trouble.net_broke_off", host=_host(address)) from reason
        progress(_length(part), max(total, _length(part), 1), "job.map_waiting")
        rest(_REST[min(tried, len(_REST) - 1)])
    try:
        part.replace(target)
        _stamp(part).unlink(missing_ok=True)
    except OSError as problem:
        raise _disk_trouble(problem, target) from problem
    return target


class _BrokeOff(Exception):
    """The line broke in the middle; `total` is the whole file's size where it was told."""

    def __init__(self, total: int) -> None:
        super().__init__()
        self.total = total


def _part(address: str, part: Path, progress: Progress, begins: bytes, patience: float) -> bool:
    """Fetch what is still to come of a file into its part; gives whether it is whole now."""
    have, stamp = _length(part), _read_stamp(part)
    headers = {}
    if have and stamp:
        # Only if the file on the server is still the one of which the beginning is here.
        headers = {"Range": f"bytes={have}-", "If-Range": stamp}
    try:
        answer = _opened(address, headers, patience)
    except _Whole:
        _forget(part)
        return False
    total = 0
    with answer:
        going_on = answer.status == 206 and _starts_at(answer) == have
        total = int(answer.headers.get("Content-Length") or 0) + (have if going_on else 0)
        if total > _LARGEST:
            raise Trouble("trouble.net_too_large", host=_host(address))
        done = have if going_on else 0
        try:
            if not going_on:
                _write_stamp(part, answer.headers.get("ETag") or answer.headers.get("Last-Modified") or "")
            with part.open("ab" if going_on else "wb") as file:
                progress(done, max(total, done, 1), "job.map_loading")
                while chunk := _read(answer, total):
                    if done == 0 and begins and not chunk.startswith(begins):
                        raise Trouble("trouble.net_other_page", host=_host(address))
                    file.write(chunk)
                    done += len(chunk)
                    if done > _LARGEST:
                        raise Trouble("trouble.net_too_large", host=_host(address))
                    progress(done, max(total, done), "job.map_loading")
        except OSError as problem:
            raise _disk_trouble(problem, part) from problem
        except Trouble:
            _forget(part)
            raise
    if total and done < total:
        raise _BrokeOff(total)
    return True


def _read(answer: Any, total: int) -> bytes:
    try:
        return bytes(answer.read(_CHUNK))
    except (*_BROKEN_LINE, OSError) as problem:
        raise _BrokeOff(total) from problem


class _Whole(Exception):
    """The server has no more of the file than is here already."""


def _opened(address: str, headers: dict[str, str], patience: float, method: str = "GET") -> Any:
    """Ask a server; raises Trouble in a sentence, `_BrokeOff` where it is worth another try."""
    request = urllib.request.Request(address, headers={"User-Agent": "SacWatch", **headers}, method=method)
    host = _host(address)
    try:
        return urllib.request.urlopen(request, timeout=patience, context=safely(address))
    except urllib.error.HTTPError as problem:
        problem.close()
        if problem.code == 416:
            raise _Whole from problem
        if problem.code in (404, 410):
            raise Trouble("trouble.net_not_there", host=host) from problem
        if problem.code in (408, 429) or problem.code >= 500:
            raise Trouble("trouble.net_server_busy", host=host) from problem
        raise Trouble("trouble.net_refused", host=host) from problem
    except urllib.error.URLError as problem:
        if isinstance(problem.reason, ssl.SSLCertVerificationError):
            raise Trouble("trouble.net_not_safe", host=host) from problem
        raise Trouble("trouble.net_offline", host=host) from problem
    except (*_BROKEN_LINE, OSError) as problem:
        raise Trouble("trouble.net_offline", host=host) from problem


def safely(address: str) -> ssl.SSLContext | None:
    """Give what checks who answers at a secure address; None where the address is not one."""
    if not address.startswith("https:"):
        return None
    # The system's own list of who is trusted, and a kept one for systems that give Python none.
    context = ssl.create_default_context()
    with contextlib.suppress(OSError):
        context.load_verify_locations(certifi.where())
    return context


def _starts_at(answer: Any) -> int:
    """Give where a partial answer begins: "bytes 100-199/200" is 100; -1 where it does not say."""
    said = str(answer.headers.get("Content-Range") or "")
    start = said.removeprefix("bytes ").split("-")[0].strip()
    return int(start) if start.isdigit() else -1


def _host(address: str) -> str:
    return address.split("/")[2] if address.count("/") > 1 else address


def _length(part: Path) -> int:
    try:
        return part.stat().st_size
    except OSError:
        return 0


def _stamp(part: Path) -> Path:
    return part.with_name(part.name + ".json")


def _read_stamp(part: Path) -> str:
    try:
        said = json.loads(_stamp(part).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    stamp = said.get("stamp") if isinstance(said, dict) else ""
    # A weak stamp may stand for two files that differ.
    return stamp if isinstance(stamp, str) and not stamp.startswith("W/") else ""


def _write_stamp(part: Path, stamp: str) -> None:
    _stamp(part).write_text(json.dumps({"stamp": stamp}), encoding="utf-8")


def _forget(part: Path) -> None:
    for each in (part, _stamp(part)):
        with contextlib.suppress(OSError):
            each.unlink(missing_ok=True)


def _disk_trouble(problem: OSError, target: Path) -> Trouble:
    if problem.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return Trouble("trouble.net_disk_full", name=target.name)
    return Trouble("trouble.target_trouble", name=target.name)
