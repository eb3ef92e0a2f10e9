"""Where the key of an encrypted database comes from: the environment, a file, or the keyring of the user.

They are looked at in that order and the first that is there counts. What a key opens is left to ``connecting``.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterator, Mapping
from pathlib import Path

from screening.errors import Problem, ProblemsFound

_SERVICE = "screening database"
_NEW = "screening database, new key"


def find_key(environment: Mapping[str, str], path: Path | None = None) -> str | None:
    """The key that was set, or None.

    Args:
        environment: holds ``SCREENING_DATABASE_KEY`` or ``SCREENING_DATABASE_KEY_FILE``, or neither.
        path: the database file, by which the keyring knows its key; None where there is no such file.

    Raises:
        ProblemsFound: the key is empty, or the key file cannot be read.
    """
    if "SCREENING_DATABASE_KEY" in environment:
        return usable(environment["SCREENING_DATABASE_KEY"], "SCREENING_DATABASE_KEY")
    if named := environment.get("SCREENING_DATABASE_KEY_FILE"):
        return key_in(Path(named).expanduser())
    return _in_keyring(path) if path is not None else None


def key_in(file: Path) -> str:
    """The key that a file holds: its one line.

    Raises:
        ProblemsFound: it cannot be read, or holds no key.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        hint = "The file holds one line of text, the key, and you may read it."
        raise ProblemsFound([Problem("S110", "The file with the key cannot be read.", str(file), hint=hint)]) from None
    return usable(text.rstrip("\r\n"), str(file))


def usable(key: str, whence: str) -> str:
    """The key itself, if it can be one.

    Raises:
        ProblemsFound: it is empty or holds a character that no key can hold.
    """
    if not key.strip() or "\x00" in key or "\n" in key:
        hint = "A key is one line of text that is not empty."
        raise ProblemsFound([Problem("S110", f"{whence} holds no key.", hint=hint)])
    return key


def new_key() -> str:
    """A new random key: 64 hexadecimal digits, which need no slow stretching each time the database is opened."""
    return secrets.token_hex(32)


@contextlib.contextmanager
def kept_in_keyring(path: Path, key: str) -> Iterator[None]:
    """Keep a database's new key in the keyring of the user: under another name before the block, which changes the key.

    So the new key is never only in this process, and the old one stays where it is if the block raises.

    Raises:
        ProblemsFound: there is no keyring here that keeps it. Then the block is not run.
    """
    import keyring
    from keyring.errors import KeyringError

    name = str(path.absolute())
    try:
        keyring.set_password(_NEW, name, key)
        kept = keyring.get_password(_NEW, name) == key
    except KeyringError:
        kept = False
    if not kept:
        hint = "Use a key file instead, and name it in SCREENING_DATABASE_KEY_FILE."
        raise ProblemsFound([Problem("S110", "There is no keyring here that keeps the key.", hint=hint)])
    yield
    keyring.set_password(_SERVICE, name, key)
    with contextlib.suppress(KeyringError):
        keyring.delete_password(_NEW, name)


def _in_keyring(path: Path) -> str | None:
    # Looked at for a plain file too: only so is a plain file noticed where there should be an encrypted one.
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(_SERVICE, str(path.absolute())) or None
    except KeyringError:
        return None
