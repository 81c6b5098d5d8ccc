"""A folder on a server that speaks WebDAV (RFC 4918), such as Nextcloud, as a place for files.

A file goes up under a name of its own and is then moved over the one that is meant, on the condition that
the one there still has the tag under which it was found.
"""

from __future__ import annotations

import contextlib
import secrets
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import httpx
from webdav4.client import Client, ClientError, HTTPError, InsufficientStorage, ResourceNotFound
from webdav4.http import Client as HttpClient

from sacwatch.domain.errors import Trouble
from sacwatch.domain.exports import Mark
from sacwatch.exchange.folders import PlaceTrouble, TargetBusy, Unanswered
from sacwatch.exchange.places import Changed

# Not ".part": Nextcloud takes no file of that ending.
_PART, _PART_END = ".sacwatch-", ".tmp"
CONNECT_S, ANSWER_S = 15.0, 60.0
"""Seconds that a server may take to be reached, and to answer."""
_NUMBER_MOST = 99
_NO_ANSWER = ("trouble.server_slow", "trouble.server_away", "trouble.server_troubled")
"""After these nobody knows what was done: also a server behind another one says that it is troubled."""


@dataclass(frozen=True)
class Login:
    """How a server is reached."""

    address: str
    account: str = ""
    password: str = ""
    answer_s: float = ANSWER_S


class DavPlace:
    """A folder on a server."""

    def __init__(self, login: Login, called: str = "") -> None:
        self._login = login
        self._called = called or urlsplit(login.address).hostname or login.address
        auth = (login.account, login.password) if login.account or login.password else None
        timeout = httpx.Timeout(login.answer_s, connect=min(CONNECT_S, login.answer_s))
        self._http = HttpClient(base_url=login.address, auth=auth, timeout=timeout)
        # Without retries of the library: it would send what failed again on its own terms.
        self._client = Client(login.address, http_client=self._http, retry=False)

    @property
    def called(self) -> str:
        return self._called

    def close(self) -> None:
        self._http.close()

    # The place

    def ready(self, *, make: bool) -> None:
        try:
            with self._told(""):
                found = self._found("", depth=0)
        except ResourceNotFound:
            if not make:
                raise PlaceTrouble("trouble.server_no_folder", name=self._called) from None
            self._make()
            return
        if not any(each.properties.resource_type == "directory" for each in found.responses.values()):
            raise PlaceTrouble("trouble.server_not_a_folder", name=self._called)

    def _make(self) -> None:
        """Make the last part of the address; where the one before it is not there either, say so."""
        try:
            with self._told(""):
                self._client.request("MKCOL", "", add_trailing_slash=True)
        except ResourceNotFound:
            raise PlaceTrouble("trouble.server_no_folder", name=self._called) from None

    def clear(self, before: datetime) -> None:
        with contextlib.suppress(Trouble):
            for name, info in self._list().items():
                if not (name.startswith(_PART) and name.endswith(_PART_END)):
                    continue
                at = info.modified
                if at is not None and _aware(at) < before:
                    self._delete(name)

    def look(self) -> dict[str, Mark]:
        return {name: _mark(info) for name, info in self._list().items()}

    def _list(self) -> dict[str, Any]:
        try:
            with self._told(""):
                found = self._found("", depth=1)
        except ResourceNotFound:
            return {}
        own = unquote(urlsplit(self._login.address).path).rstrip("/")
        # The library gives each path with its signs as they are meant.
        return {
            path.rpartition("/")[2]: response.properties
            for path, response in found.responses.items()
            if path.rstrip("/") != own
        }

    def mark(self, name: str) -> Mark | None:
        try:
            with self._told(name):
                found = self._found(_path(name), depth=0)
        except ResourceNotFound:
            return None
        return next((_mark(each.properties) for each in found.responses.values()), None)

    def read(self, name: str) -> bytes | None:
        try:
            with self._told(name):
                answer = self._client.request("GET", _path(name))
        except (ResourceNotFound, TargetBusy):
            return None
        return bytes(answer.content)

    def _found(self, path: str, *, depth: int) -> Any:
        """Ask what lies there; once more where the line was cut meanwhile, which shows only now."""
        headers = {"Depth": str(depth)}
        try:
            return self._client.propfind(path, headers=headers, follow_redirects=True)
        except (httpx.NetworkError, httpx.RemoteProtocolError):
            return self._client.propfind(path, headers=headers, follow_redirects=True)

    # Writing

    def write(self, name: str, data: bytes, over: Mark | None) -> Mark:
        with self._uploaded(name, data) as part:
            if over is not None and over.size < 0:
                raise Trouble("trouble.target_is_folder", name=name)
            if over is not None and not _strong(over) and self.mark(name) != over:
                # This server gives no tag to name as a condition, so it is looked at just before.
                raise Changed("trouble.target_changed", name=name)
            self._move(part, name, over=over)
        return self._written(name, data)

    def write_keeping(self, name: str, data: bytes) -> tuple[Mark, str]:
        with self._uploaded(name, data) as part:
            aside = self._set_aside(name)
            try:
                self._move(part, name, over=None)
            except Trouble:
                with contextlib.suppress(Trouble):
                    self._move(aside, name, over=None)
                raise
        return self._written(name, data), aside

    def beside(self, name: str, at: datetime) -> str:
        stem, dot, suffix = name.rpartition(".")
        for free in _names(stem, f"{at:%Y-%m-%d %H%M}", dot + suffix):
            if self.mark(free) is None:
                return free
        raise TargetBusy("trouble.target_busy", name=name)

    def remove(self, name: str, known: Mark) -> None:
        headers = {"If-Match": known.mark} if _strong(known) else {}
        if not headers and self.mark(name) not in (known, None):
            raise Changed("trouble.target_changed", name=name)
        with contextlib.suppress(ResourceNotFound), self._told(name):
            self._client.request("DELETE", _path(name), headers=headers)

    def _set_aside(self, name: str) -> str:
        stem, dot, suffix = name.rpartition(".")
        for free in _names(stem, "changed copy", dot + suffix):
            try:
                self._move(name, free, over=None)
            except Changed:
                continue
            return free
        raise TargetBusy("trouble.target_busy", name=name)

    @contextlib.contextmanager
    def _uploaded(self, name: str, data: bytes) -> Iterator[str]:
        """Send a file up under a name of its own, which is gone again where it was not moved from there."""
        part = f"{_PART}{secrets.token_hex(6)}{_PART_END}"
        try:
            try:
                with self._told(name):
                    self._client.request("PUT", _path(part), content=data)
            except ResourceNotFound:
                raise PlaceTrouble("trouble.server_no_folder", name=self._called) from None
            sent = self.mark(part)
            if sent is None or sent.size != len(data):
                raise PlaceTrouble("trouble.server_lost", name=self._called)
            yield part
        except BaseException:
            with contextlib.suppress(Trouble):
                self._delete(part)
            raise

    def _move(self, source: str, target: str, *, over: Mark | None) -> None:
        """Rename a file on the server: over the one that looks like `over`, or where there is none."""
        headers = {
            "Destination": str(self._client.join_url(_path(target))),
            "Overwrite": "F" if over is None else "T",
        }
        if over is not None and _strong(over):
            # If-Match alone speaks of what is moved; of what it is moved over speaks the tagged list.
            where = self._client.join_url(_path(target)).raw_path.decode("ascii")
            headers["If"] = f"<{where}> ([{over.mark}])"
        try:
            with self._told(target):
                self._client.request("MOVE", _path(source), headers=headers)
        except ResourceNotFound:
            raise Changed("trouble.target_changed", name=target) from None
        except PlaceTrouble as trouble:
            if trouble.problem.key not in _NO_ANSWER:
                raise
            raise Unanswered(trouble.problem.key, **trouble.problem.values) from None

    def _delete(self, name: str) -> None:
        with contextlib.suppress(ResourceNotFound), self._told(name):
            self._client.request("DELETE", _path(name))

    def _written(self, name: str, data: bytes) -> Mark:
        found = None
        with contextlib.suppress(Trouble):
            found = self.mark(name)
        # What was moved lies there, even if the line breaks now; then it is read the next time.
        return found if found is not None and found.size == len(data) else Mark(len(data), "")

    @contextlib.contextmanager
    def _told(self, name: str) -> Iterator[None]:
        """Give what the server or the way to it says as Trouble; lets ResourceNotFound through."""
        called = self._called
        try:
            yield
        except ResourceNotFound:
            raise
        except InsufficientStorage:
            raise PlaceTrouble("trouble.server_full", name=called) from None
        except HTTPError as problem:
            raise self._answered(problem.response.status_code, name) from None
        except httpx.TimeoutException:
            raise PlaceTrouble("trouble.server_slow", name=called) from None
        except httpx.TransportError as problem:
            why: BaseException | None = problem
            while why is not None:
                if isinstance(why, ssl.SSLError):
                    raise PlaceTrouble("trouble.server_certificate", name=called) from None
                why = why.__cause__ or why.__context__
            raise PlaceTrouble("trouble.server_away", name=called) from None
        except (ClientError, httpx.HTTPError, httpx.InvalidURL, ValueError, SyntaxError):
            # No answer that WebDAV knows: most likely a page that asks to log in.
            raise PlaceTrouble("trouble.server_not_webdav", name=called) from None

    def _answered(self, status: int, name: str) -> Trouble:
        called = self._called
        if status == HTTPStatus.UNAUTHORIZED:
            return PlaceTrouble("trouble.server_password", name=called)
        if status == HTTPStatus.FORBIDDEN:
            return PlaceTrouble("trouble.server_no_right", name=called)
        if status == HTTPStatus.LOCKED:
            return TargetBusy("trouble.target_busy", name=name)
        if status == HTTPStatus.PRECONDITION_FAILED:
            return Changed("trouble.target_changed", name=name)
        if status in (HTTPStatus.INSUFFICIENT_STORAGE, HTTPStatus.REQUEST_ENTITY_TOO_LARGE):
            return PlaceTrouble("trouble.server_full", name=called)
        if status == HTTPStatus.CONFLICT:
            return PlaceTrouble("trouble.server_no_folder", name=called)
        if status in (HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.NOT_IMPLEMENTED):
            return PlaceTrouble("trouble.server_not_webdav", name=called)
        if status in (HTTPStatus.BAD_REQUEST, HTTPStatus.REQUEST_URI_TOO_LONG):
            return Trouble("trouble.target_name_long", name=name[:60])
        return PlaceTrouble("trouble.server_troubled", name=called, status=int(status))


def _path(name: str) -> str:
    return quote(name, safe="")


def _names(stem: str, words: str, suffix: str) -> Iterator[str]:
    yield f"{stem} ({words}){suffix}"
    for number in range(2, _NUMBER_MOST):
        yield f"{stem} ({words} {number}){suffix}"


def _mark(info: Any) -> Mark:
    if info.resource_type == "directory":
        return Mark(-1, "not a file")
    size = info.content_length
    tag = info.etag or ""
    if tag and '"' not in tag:
        tag = f'"{tag}"'  # some servers leave out the marks around a tag
    tag = tag or (_aware(info.modified).isoformat() if info.modified is not None else "")
    return Mark(-1 if size is None else int(size), tag)


def _strong(mark: Mark) -> bool:
    """Say whether a mark is a tag that can be named as a condition (RFC 9110, 8.8.3)."""
    return mark.mark.startswith('"') and mark.mark.endswith('"')


def _aware(at: datetime) -> datetime:
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)
