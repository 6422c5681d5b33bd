"""Three things that are understood by moving a slider: luck, bands, and the tenth place."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.errors import make_error
from berakhlak_stats.instrument import cut_points, load_instrument
from berakhlak_stats.present.phrases import check_lang
from berakhlak_stats.training import pictures
from berakhlak_stats.training.explorable import Explorable, Slider
from berakhlak_stats.training.words import say

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from berakhlak_stats.present.figures.figure import Figure
    from berakhlak_stats.simulate import Population
    from berakhlak_stats.survey.survey import Survey

DRAWS = 300
SIZE = 10
_INSTRUMENT = "berakhlak-2022"
_VALUES = 7
"""Of which a person reaches a whole number."""


def sampling_error(
    population: Population | str = "kapuas-2022", *, lang: str = "id", n: int = 100, seed: int = 1
) -> Explorable:
    """Many random surveys of one population, each a dot: how far they miss the truth.

    Parameters
    ----------
    population : Population or str
        A simulated population, or the name of a profile to simulate one.
    lang : str
        "id" or "en".
    n : int
        Respondents of each survey, where the slider begins.
    seed : int
        Of the population, where it is made here, and of the draws.

    Returns
    -------
    Explorable
        A still picture; ``explore()`` gives a slider for ``n``.

    Examples
    --------
    >>> from berakhlak_stats import training
    >>> training.sampling_error(lang="en", n=400).picture().name
    'sampling_error'
    """
    check_lang(lang)
    own, truth = _person_scores(population, seed)
    if not 2 <= n <= len(own):
        raise make_error("E703", name="n", expected=f"2-{len(own)}", given=n)

    def draw(n: float) -> Figure:
        rng = np.random.default_rng(seed)
        size = int(n)
        means = np.array(
            [own[rng.choice(len(own), size, replace=False)].mean() for _ in range(DRAWS)]
        )
        grid, people = 100 / (size * _VALUES), len(own)
        return pictures.draws(means, truth, grid=grid, n=size, people=people, seed=seed, lang=lang)

    most = min(1000, len(own))
    slider = Slider(say("draws_n", lang), 20, most, 10, n)
    return Explorable(lang, draw, {"n": slider})


def band_probability(
    score: float = 74.0, std_error: float = 1.5, *, lang: str = "id"
) -> Explorable:
    """How likely each band is, given a score and its standard error.

    Parameters
    ----------
    score : float
        On 0-100.
    std_error : float
        In points, above zero.
    lang : str
        "id" or "en".

    Returns
    -------
    Explorable
        A still picture; ``explore()`` gives a slider for each number.

    Notes
    -----
    The normal approximation of the package's own readings; bands change at half a rounding
    step below their printed edges.

    Examples
    --------
    >>> from berakhlak_stats import training
    >>> print(training.band_probability(74.0, 1.5, lang="en"))
    Score 74.0, standard error 1.5: probability of Healthy 26%
    """
    check_lang(lang)
    if not 0 <= score <= 100:
        raise make_error("E703", name="score", expected="0-100", given=score)
    if not 0 < std_error <= 20:
        raise make_error("E703", name="std_error", expected="0-20", given=std_error)

    def draw(score: float, std_error: float) -> Figure:
        return pictures.bands(score, std_error, probabilities(score, std_error), lang=lang)

    sliders = {
        "score": Slider(say("bands_score", lang), 0, 100, 0.1, score),
        "std_error": Slider(say("bands_error", lang), 0.1, 10, 0.1, std_error),
    }
    return Explorable(lang, draw, sliders)


def top_ten_stability(
    survey: Survey, *, lang: str = "id", lists: str = "current", n: int | None = None, seed: int = 1
) -> Explorable:
    """In what share of repeated surveys the words around the tenth place are in the top ten.

    Parameters
    ----------
    survey : Survey
        With pick lists; a survey of the trainee's, or any other.
    lang : str
        "id" or "en".
    lists : str
        One pick list.
    n : int, optional
        Respondents of a repeated survey, where the slider begins; all of them by default.
    seed : int
        Of the resamples.

    Returns
    -------
    Explorable
        A still picture; ``explore()`` gives a slider for ``n``.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> from berakhlak_stats import training
    >>> training.top_ten_stability(bs.simulate.simulate(seed=1, n=200), lang="en").picture().name
    'top_ten_stability'
    """
    from berakhlak_stats.survey.survey import unpack_picks

    check_lang(lang)
    known = survey.instrument.list_index
    if lists not in known:
        raise make_error("E701", name="lists", given=lists, choices=", ".join(known))
    words = known[lists].words
    picked = unpack_picks(survey.picks[lists], len(words)).astype(np.float64)
    picked = picked[picked.any(axis=1)]
    start = len(picked) if n is None else n
    if not survey.smallest_group <= start <= 5000 or len(picked) < survey.smallest_group:
        raise make_error("E703", name="n", expected=f"{survey.smallest_group}-5000", given=start)
    labels = [survey.instrument.word_index[word].label.get(lang) for word in words]

    def draw(n: float) -> Figure:
        size = int(n)
        shares = _in_top(picked, size, seed)
        order = np.argsort(-picked.sum(axis=0), kind="stable")[: SIZE + 6]
        rows = [(labels[j], float(shares[j])) for j in order]
        return pictures.top(rows, n=size, size=SIZE, draws=DRAWS, seed=seed, lang=lang)

    slider = Slider(say("top_n", lang), survey.smallest_group, max(1000, start), 10, start)
    return Explorable(lang, draw, {"n": slider})


def probabilities(score: float, std_error: float) -> dict[str, float]:
    """The probability of each band of the instrument, lowest band first."""
    from scipy.special import ndtr

    bands = load_instrument(_INSTRUMENT).bands
    cuts = np.array([-np.inf, *cut_points(bands), np.inf])
    below = ndtr((cuts - score) / std_error)
    codes = [band.code for band in reversed(bands)]
    return dict(zip(codes, np.diff(below).tolist(), strict=True))


@cache
def _simulated(name: str, seed: int) -> Population:
    from berakhlak_stats.simulate import simulate_population

    return simulate_population(name, seed=seed)


def _person_scores(population: Population | str, seed: int) -> tuple[NDArray[np.float64], float]:
    """Everybody's own implementation score, and the true index."""
    from berakhlak_stats.weighting import person_scores

    made: Any = _simulated(population, seed) if isinstance(population, str) else population
    own = np.asarray(person_scores(made.census, "implementation"), np.float64)
    return own, float(made.truth.index("implementation"))


def _in_top(picked: NDArray[np.float64], n: int, seed: int) -> NDArray[np.float64]:
    """The share of resamples of ``n`` people in which each word is in the top; ties are in."""
    rng = np.random.default_rng(seed)
    inside = np.zeros(picked.shape[1])
    chances = np.full(len(picked), 1 / len(picked))
    for _ in range(DRAWS):
        votes = rng.multinomial(n, chances) @ picked
        inside += votes >= np.sort(votes)[-SIZE]
    return np.asarray(inside / DRAWS)
