"""Random words that open something, and hashes of words that could be guessed.

A random token is kept as a plain hash. A case reference or a network address could be found by trying them all, so it
is hashed together with a secret that stands in the database.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from sqlalchemy import select
from sqlalchemy.orm import Session

from screening.store.tables import SecretRow


def new_token() -> str:
    """A new random token of 43 letters, digits, hyphens and underscores."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is kept of a random token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def guessable_hash(session: Session, kind: str, text: str) -> str:
    """What is kept of a word that could be guessed.

    Args:
        session: a session of the database, whose secret goes into the hash.
        kind: what the word is, so that the same word hashed as another kind gives another hash.
        text: the word.
    """
    value = session.scalars(select(SecretRow.value)).one()
    return hmac.new(bytes.fromhex(value), f"{kind}\n{text}".encode("utf-8", "replace"), hashlib.sha256).hexdigest()
