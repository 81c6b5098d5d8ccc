"""A real WebDAV server on this computer, with the moods that servers have."""

import contextlib
import gc
import logging
import threading
import time
import warnings
from pathlib import Path

from cheroot import wsgi
from wsgidav.wsgidav_app import WsgiDAVApp

ACCOUNT, PASSWORD = "rosa", "Correct horse"


class Server:
    """Serves one folder as `/papers`. `refuse` and `slow` say how it answers, by method, from now on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.answers: list[tuple[str, str]] = []
        self.refuse: dict[str, str] = {}
        """The status line for requests of a method, such as "507 Insufficient Storage"."""
        self.slow: dict[str, float] = {}
        """Seconds to wait before a request of a method is answered."""
        self.mute: set[str] = set()
        """Requests of these methods are carried out, and the line breaks before the answer."""
        self._under_way, self._quiet = 0, threading.Condition()
        self.drop_after: int | None = None
        """After so many requests the line breaks."""
        self._app = WsgiDAVApp(
            {
                "provider_mapping": {"/papers": str(folder)},
                "simple_dc": {"user_mapping": {"*": {ACCOUNT: {"password": PASSWORD}}}},
                "http_authenticator": {
                    "accept_basic": True,
                    "accept_digest": False,
                    "default_to_digest": False,
                },
                "verbose": 0,
                "logging": {"enable": False, "enable_loggers": []},
                "lock_storage": True,
                "property_manager": False,
            }
        )
        self._server = wsgi.Server(("127.0.0.1", 0), self._answer, numthreads=2)
        # A test ends with its lines still open; the server looks often and waits briefly.
        self._server.shutdown_timeout = 0.1
        self._server.expiration_interval = 0.02
        self._server.error_log = lambda *_told, **_how: None
        self._server.prepare()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            self._server.serve()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.bind_addr[1]}/papers"

    def rest(self) -> None:
        """Wait until no request is under way, such as one that its client waits for no more."""
        with self._quiet:
            assert self._quiet.wait_for(lambda: not self._under_way, 30)

    def _answer(self, environ, start_response):
        with self._quiet:
            self._under_way += 1
        try:
            return self._answered(environ, start_response)
        finally:
            with self._quiet:
                self._under_way -= 1
                self._quiet.notify_all()

    def _answered(self, environ, start_response):
        method = environ["REQUEST_METHOD"]
        self.answers.append((method, environ["PATH_INFO"]))
        time.sleep(self.slow.get(method, 0))
        if self.drop_after is not None:
            self.drop_after -= 1
            if self.drop_after < 0:
                raise ConnectionAbortedError("the line broke")
        if method in self.refuse:
            length = int(environ.get("CONTENT_LENGTH") or 0)
            environ["wsgi.input"].read(length)
            start_response(self.refuse[method], [("Content-Length", "0")])
            return [b""]
        if method in self.mute:
            list(self._app(environ, lambda *_told: lambda _data: None))
            raise ConnectionAbortedError("the line broke")
        return self._app(environ, start_response)

    def stop(self) -> None:
        self._server.stop()
        self._thread.join(5)


@contextlib.contextmanager
def serving(folder: Path):
    """Serve a folder for as long as the block lasts."""
    logging.getLogger("wsgidav").setLevel(logging.CRITICAL)
    folder.mkdir(exist_ok=True)
    # What was there before is not searched for the ends of broken lines; in a long run that is a lot.
    gc.freeze()
    server = Server(folder)
    try:
        yield server
    finally:
        server.stop()
        _let_go()
        gc.unfreeze()


def _let_go() -> None:
    """Collect the ends of broken lines here and not in the middle of another test."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()
