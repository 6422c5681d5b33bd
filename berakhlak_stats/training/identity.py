"""Who a trainee is to the machine: a plain name, a salt, and seeds that follow from both."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from berakhlak_stats.errors import make_error
from berakhlak_stats.files import slug

DEMONSTRATION = "contoh"
"""The name that shows how training works: a fixed salt, and nothing is kept."""
_DEMONSTRATION_SALT = "00" * 16


def plain_name(name: str) -> str:
    """The name as it tells trainees apart: ``"Sari "`` and ``"sari"`` are one person."""
    if not any(letter.isalnum() for letter in name):
        raise make_error("E900")
    return slug(name)


def new_salt(plain: str) -> str:
    """A secret of this trainee's folder, in hexadecimal; the demonstration has a fixed one."""
    return _DEMONSTRATION_SALT if plain == DEMONSTRATION else secrets.token_hex(16)


def seed_of(salt: str, plain: str, purpose: str) -> int:
    """A seed below 2**63: the keyed hash of name and purpose, so that nobody can guess it."""
    key = bytes.fromhex(salt)
    text = f"{plain}\x1f{purpose}".encode()
    return int.from_bytes(hmac.digest(key, text, "sha256")[:8], "big") >> 1


def seal(salt: str, text: str) -> str:
    """A mark by which a change of ``text`` is noticed.

    It guards against slips, not against guile: who can read the salt can make the mark.
    """
    return hmac.new(bytes.fromhex(salt), text.encode(), hashlib.sha256).hexdigest()[:32]
