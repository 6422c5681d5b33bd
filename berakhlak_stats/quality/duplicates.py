"""Rows that hold the very same answers, beyond what chance allows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import Bilingual, make_error
from berakhlak_stats.quality.answers import as_given
from berakhlak_stats.quality.picks import picked
from berakhlak_stats.quality.row_index import RowIndex, batches, finished, gather
from berakhlak_stats.survey.hashing import hash_rows

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import PickList
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey

Array = NDArray[np.float64]


def duplicates(survey: Survey | SurveyStream, *, rule: str | float | None = None) -> RowIndex:
    """How surprising it is that others gave exactly a respondent's answers: ``-log10 p``.

    Parameters
    ----------
    survey : Survey or SurveyStream
    rule : {"chance"} or float, optional
        "chance": p below .05 over the number of respondents. A number is a ``-log10 p``.

    Returns
    -------
    RowIndex
        0 without a twin; higher is more careless, or a form that was sent twice.

    Notes
    -----
    Answers are all picks and ratings together, missing ones among them. ``p`` is the Poisson
    probability of so many twins or more, where ``n - 1`` others answer each item and pick each
    word as often as everybody does but otherwise independently (given how many they pick).
    Answers that go together make twins likelier than that, so on a short questionnaire the index
    flags honest people; from some dozen items on the difference is small beside the odds. People
    who ticked one column are left out: they are alike for a reason that ``longstring`` names.

    References
    ----------
    Kuriakose & Robbins (2016), Statistical Journal of the IAOS 32, 283-291, on duplicates in
    surveys; Simmons, Mercer, Schwarzer & Kennedy (2016), the same journal 32, 327-338, on how
    honest data hold near-duplicates, which is why only exact ones count here. The cut is ours.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> survey = bs.simulate.simulate(seed=1, n=200)
    >>> twice = survey.take(np.r_[np.arange(200), 0])
    >>> np.flatnonzero(duplicates(twice).flagged).tolist()
    [0, 200]
    """
    blocks, items = survey.instrument.pick_lists, tuple(survey.instrument.rating_index)
    if not blocks and not items:
        needed = Bilingual("daftar kata atau butir penilaian", "pick lists or rating items")
        raise make_error("E840", index="duplicates", needed=needed, found=0)
    digests = np.concatenate([_digest(batch) for batch in batches(survey)])
    _, place, count = np.unique(digests, return_inverse=True, return_counts=True)
    twins = (count[place] - 1).astype(float)
    chance = _Chance(survey, blocks, items)
    logs = gather(survey, chance.log_probability)
    varied = gather(survey, lambda batch: _varied(batch, items))
    return finished("duplicates", _surprise(twins, logs, survey.n, varied), rule, size=survey.n)


def _surprise(twins: Array, logs: Array, n: int, varied: Array) -> Array:
    """Minus log10 of P(at least ``twins``) where ``n - 1`` others match with chance exp(logs)."""
    from scipy.special import gammainc, gammaln

    expected_log = np.log(max(n - 1, 1)) + logs
    some = np.maximum(twins, 1.0)
    with np.errstate(divide="ignore"):
        tail = np.log(gammainc(some, np.exp(np.minimum(expected_log, 700.0))))
    # Far out the tail is its first term, which does not run out of digits.
    first = some * expected_log - gammaln(some + 1)
    found = -np.where(expected_log < -30, first, tail) / np.log(10)
    return np.where(varied > 0, np.where(twins > 0, found, 0.0), np.nan)


def _digest(survey: Survey) -> NDArray[np.uint64]:
    """A hash of everything a respondent answered."""
    parts: list[NDArray[Any]] = [survey.picks[block.id] for block in survey.instrument.pick_lists]
    if survey.instrument.ratings:
        parts.append(survey.ratings)
    return hash_rows(parts, survey.n)


def _varied(survey: Survey, items: tuple[str, ...]) -> Array:
    """1 for who picked a word, or answered rating items not all alike."""
    out = np.zeros(survey.n, bool)
    for block in survey.instrument.pick_lists:
        out |= survey.picks[block.id].any(axis=1)
    if items:
        x = as_given(survey, items)
        least = np.where(x < 0, np.int16(127), x).min(axis=1)
        out |= (x.max(axis=1) >= 0) & (least < x.max(axis=1))
    return out.astype(float)


class _Chance:
    """Probability of a set of answers where items and words are independent of each other."""

    def __init__(
        self, survey: Survey | SurveyStream, blocks: tuple[PickList, ...], items: tuple[str, ...]
    ) -> None:
        self.blocks, self.items = blocks, items
        votes = [np.zeros(len(block.words)) for block in blocks]
        sizes = [np.zeros(len(block.words) + 1) for block in blocks]
        shares = np.zeros((len(items), 256))
        for batch in batches(survey):
            for block, vote, size in zip(blocks, votes, sizes, strict=True):
                one = picked(batch, block)
                vote += one.sum(axis=0, dtype=float)
                size += np.bincount(one.sum(axis=1, dtype=np.int64), minlength=len(size))
            for j, column in enumerate(as_given(batch, items).T if items else ()):
                shares[j] += np.bincount(column + 1, minlength=256)
        n = max(survey.n, 1)
        # A share of 0 or 1 belongs to nobody who differs from it; the hair keeps logs finite.
        self.odds, self.base = [], []
        for vote, size in zip(votes, sizes, strict=True):
            p = np.clip(vote / n, 1e-12, 1 - 1e-12)
            self.odds.append(np.log(p) - np.log1p(-p))
            known = np.log(np.maximum(size / n, 1e-300))
            self.base.append(known + np.log1p(-p).sum() - np.log(_number_picked(p)))
        self.shares = np.log(np.maximum(shares / n, 1e-300))

    def log_probability(self, survey: Survey) -> Array:
        """Log of the chance that another respondent gives the same answers."""
        out = np.zeros(survey.n)
        for block, odds, base in zip(self.blocks, self.odds, self.base, strict=True):
            one = picked(survey, block)
            out += one @ odds + base[one.sum(axis=1, dtype=np.int64)]
        if self.items:
            x = as_given(survey, self.items)
            for j, share in enumerate(self.shares):
                out += share[x[:, j] + 1]
        return out


def _number_picked(p: Array) -> Array:
    """Distribution of how many of independent words are picked, from 0 to all."""
    found = np.ones(1)
    for each in p:
        found = np.convolve(found, [1 - each, each])
    return np.maximum(found, 1e-300)
