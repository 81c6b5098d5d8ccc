"""Passphrases and passwords in the system's keyring where the captain asked for it; never in a plain file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sacwatch.domain.errors import Trouble

_SERVICE = "SacWatch"
_KEEPERS = (
    "keyring.backends.SecretService",
    "keyring.backends.kwallet",
    "keyring.backends.macOS",
    "keyring.backends.Windows",
    "keyring.backends.libsecret",
)


def remember(path: Path, passphrase: str) -> None:
    """Keep a file's passphrase in the system's keyring; raises Trouble where there is none to trust."""
    keep_secret(_account(path), passphrase)


def remembered(path: Path) -> str | None:
    """Give a file's passphrase from the keyring, or None."""
    return secret(_account(path))


def forget(path: Path) -> None:
    """Take a file's passphrase out of the keyring, if it is there."""
    forget_secret(_account(path))


def keep_secret(account: str, told: str) -> None:
    """Keep what an account is opened with in the keyring; raises Trouble where there is none to trust."""
    keeper = _keeper()
    if keeper is None:
        raise Trouble("trouble.no_keyring")
    _call(keeper.set_password, _SERVICE, account, told)


def secret(account: str) -> str | None:
    """Give what an account is opened with, or None where the keyring does not know."""
    keeper = _keeper()
    if keeper is None:
        return None
    try:
        found = _call(keeper.get_password, _SERVICE, account)
    except Trouble:
        return None
    return str(found) if found else None


def forget_secret(account: str) -> None:
    """Take an account out of the keyring, if it is there."""
    keeper = _keeper()
    if keeper is not None and secret(account) is not None:
        _call(keeper.delete_password, _SERVICE, account)


def can_remember() -> bool:
    """Say whether this system has a keyring that keeps secrets encrypted."""
    return _keeper() is not None


def _account(path: Path) -> str:
    return os.path.normcase(path.resolve())


def _keeper() -> Any | None:
    """Give the best keyring of the system itself; those that write plain files are passed over."""
    from keyring import backend  # a door: it looks for its backends when it is loaded

    found = []
    for each in backend.get_all_keyring():
        if type(each).__module__ in _KEEPERS:
            priority = getattr(each, "priority", 0)
            if priority > 0:
                found.append((priority, each))
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _call(action: Any, *values: str) -> Any:
    try:
        return action(*values)
    except Exception:  # noqa: BLE001  (each system's keyring has exceptions of its own)
        raise Trouble("trouble.keyring") from None  # a keyring may quote what it was given
