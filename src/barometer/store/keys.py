"""Keys of workspaces and shares: 256 random bits, of which the store keeps only a hash."""

from __future__ import annotations

import hashlib
import re
import secrets

#: the cookie in which a browser keeps its workspace key
COOKIE = "barometer_workspace"
_KEY = re.compile(r"[A-Za-z0-9_-]{43}")


def new_key() -> str:
    """A key that nobody can guess, safe in a URL path and in a cookie."""
    return secrets.token_urlsafe(32)


def looks_like_a_key(text: str) -> bool:
    """Whether a text has the form of a key; it says nothing of whether it opens anything."""
    return bool(_KEY.fullmatch(text))


def hashed(key: str) -> str:
    """What the catalogue keeps of a key. A plain hash is enough: the key is random, not a password."""
    return hashlib.sha256(key.encode()).hexdigest()
