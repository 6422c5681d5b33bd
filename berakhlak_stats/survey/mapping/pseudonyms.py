"""Keyed pseudonyms: who answered stays the same across files, and nobody can tell who it is.

A plain hash of an 18-digit NIP is undone by trying them all; with a secret key it is not.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field

import numpy as np

from berakhlak_stats.errors import make_error
from berakhlak_stats.survey.mapping.cells import Cells
from berakhlak_stats.survey.mapping.row_keys import RowKeys

SHORTEST_KEY = 16
_KEY_BYTES = 8
# The best identifier of a person first.
RESPONDENT = "respondent_id"
PREFERRED = ("nip", "nik", "email")


@dataclass(frozen=True)
class Treatment:
    """What happens to direct identifiers and free texts.

    Attributes
    ----------
    keep : bool
        Keep them as ordinary columns.
    key : bytes or None
        The secret of the pseudonyms; never shown.
    keep_texts : bool
        Keep free texts, which cannot be told from names in a batch of a stream.
    """

    keep: bool = False
    key: bytes | None = field(default=None, repr=False)
    keep_texts: bool = False


def key_of(given: bytes | str | None) -> bytes | None:
    """The secret key as bytes; refuses one that can be guessed by trying (E152)."""
    if given is None:
        return None
    key = given.encode("utf-8") if isinstance(given, str) else bytes(given)
    if len(key) < SHORTEST_KEY:
        raise make_error("E152", given=len(key), least=SHORTEST_KEY)
    return key


def pseudonym(key: bytes, kind: str, text: str) -> int:
    """The pseudonym of one identifier: the first 64 bits of HMAC-SHA256.

    Parameters
    ----------
    key : bytes
    kind : str
        "nip", "nik", "email" or "respondent_id"; the same digits mean another person elsewhere.
    text : str
        As written; blanks, hyphens and capitals do not count.

    Returns
    -------
    int
        Below 2**64.

    Examples
    --------
    >>> one = pseudonym(b"k" * 16, "nip", "19850101 201001 1 001")
    >>> one == pseudonym(b"k" * 16, "nip", "198501012010011001")
    True
    """
    plain = text.casefold().strip()
    if kind in ("nip", "nik"):
        plain = "".join(letter for letter in plain if letter.isalnum())
    message = f"{kind}\0{plain}".encode()
    return int.from_bytes(hmac.digest(key, message, "sha256")[:_KEY_BYTES], "big")


def person_keys(column: str, kind: str, cells: Cells, key: bytes) -> RowKeys:
    """A pseudonym for every row that has this identifier."""
    keys = np.array([pseudonym(key, kind, text) for text in cells.texts], dtype=np.uint64)
    return RowKeys(column, cells.codes, keys, pseudonyms=True)
