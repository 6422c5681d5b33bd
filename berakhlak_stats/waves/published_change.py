"""A published change without its microdata: what the design would have to be like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from berakhlak_stats.errors import Bilingual, OptionError, StatisticError
from berakhlak_stats.estimates.estimates import Estimates, Provenance
from berakhlak_stats.estimates.origin import package_version
from berakhlak_stats.estimates.tidy import tidy
from berakhlak_stats.totals.statistic import Array

STATISTIC = "published_change"
LEVEL = "scenario"
ICCS = (0.0, 0.01, 0.02, 0.05, 0.1, 0.2)


def published_change(
    before: float,
    after: float,
    *,
    n: int | tuple[int, int] | None = None,
    clusters: int | tuple[int, int] | None = None,
    sizes: tuple[Sequence[int], Sequence[int]] | None = None,
    size_cv: float = 0.0,
    sd: float = 20.0,
    icc: Sequence[float] = ICCS,
    correlation: float = 0.0,
    item: str = "implementation",
    decimals: int = 1,
    instrument: str = "berakhlak-2022",
    conf_level: float = 0.95,
) -> Estimates:
    """Difference of two published means under assumed spreads within and between clusters.

    Parameters
    ----------
    before, after : float
        Published means, 0-100.
    n : int or pair of int
        Respondents of each wave; one number for both.
    clusters : int or pair of int
        Agencies (primary units) of each wave.
    sizes : pair of sequences of int, optional
        Respondents of every cluster, instead of ``n`` and ``clusters``.
    size_cv : float
        Coefficient of variation of cluster sizes, where only their number is known.
    sd : float
        Assumed standard deviation between persons, in points.
    icc : sequence of float
        Assumed correlations of two persons of one cluster, 0-1.
    correlation : float
        Assumed correlation of a cluster's effect in one wave with its effect in the other, where
        the same clusters were asked; 0 for clusters drawn anew.
    item : str
        What the figures are of.
    decimals : int
        Decimals that the figures were rounded to when they were published.
    instrument : str
        Names ``item``.
    conf_level : float

    Returns
    -------
    Estimates
        One row per ``icc`` of level "scenario": the difference, ``std_error``, ``statistic`` (z),
        ``p_value``, interval and ``deff``. The parameters of the provenance say whether the
        difference is ``significant`` "never", "always" or "below" the correlation ``icc_limit``,
        and the ``rounding`` within which the true difference of the means lies.

    Raises
    ------
    StatisticError
        E896 where the numbers do not fit together.

    Notes
    -----
    ``V = sd^2 / n (1 + (m - 1) icc)`` per wave, with ``m`` the mean size of the clusters, or
    ``sum m_i^2 / sum m_i = (1 + cv^2)`` times the mean where they are unequal; the covariance of
    the same clusters is ``correlation icc sd^2 sum m_1 m_2 / (n_1 n_2)``. The reference is the
    normal, since spreads are assumed and not estimated. Clusters that are a census of all
    agencies have no sampling variance between them: then ``icc = 0`` is the row to read, and
    non-response, which no row holds, decides. Not a substitute for the survey's own design.

    References
    ----------
    Kish (1965), Survey Sampling, ch. 5; Eldridge, Ashby & Kerry (2006), International Journal of
    Epidemiology 35, 1292-1300, for unequal clusters.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> change = bs.waves.published_change(60.9, 61.1, n=936_476, clusters=539, icc=[0, 0.01, 0.05])
    >>> [round(z, 1) for z in change.to_frame()["statistic"]]
    [6.8, 1.6, 0.7]
    """
    if not 0 < conf_level < 1:
        expected = "0 < conf_level < 1"
        raise OptionError("E703", name="conf_level", expected=expected, given=conf_level)
    parts = _parts(n, clusters, sizes, size_cv)
    _check(sd, icc, correlation, size_cv)
    variance = _Variance(sd**2, parts, _shared(parts, sizes, correlation, size_cv))
    difference, step = after - before, 10.0**-decimals
    frame = _frame(difference, np.array(icc, float), variance, item, conf_level)
    parameters: dict[str, Any] = {
        "before": before,
        "after": after,
        "sd": sd,
        "correlation": correlation,
        "size_cv": size_cv,
        "rounding": [difference - step, difference + step],
        **_limit(difference, variance, conf_level),
    }
    return Estimates(frame, _provenance(parts, instrument, conf_level, parameters))


def _provenance(
    parts: tuple[_Part, _Part], instrument: str, conf_level: float, parameters: dict[str, Any]
) -> Provenance:
    respondents = sum(int(part.n) for part in parts)
    counts = {"n": [int(part.n) for part in parts], "clusters": [part.clusters for part in parts]}
    return Provenance(
        statistic=STATISTIC,
        sureness="assumed",
        method="normal",
        conf_level=conf_level,
        n_read=respondents,
        n_used=respondents,
        instrument=instrument,
        package_version=package_version(),
        references=("Kish (1965)", "Eldridge, Ashby & Kerry (2006)"),
        parameters={**parameters, **counts},
    )


@dataclass(frozen=True)
class _Part:
    """One wave: respondents, clusters, and the size of cluster that counts in the variance."""

    n: float
    clusters: int
    effective: float


@dataclass(frozen=True)
class _Variance:
    """The variance of the difference, linear in the intra-cluster correlation."""

    square: float
    parts: tuple[_Part, _Part]
    shared: float

    @property
    def start(self) -> float:
        """Without clustering."""
        return self.square * sum(1 / part.n for part in self.parts)

    @property
    def slope(self) -> float:
        """What each unit of the correlation adds."""
        own = sum((part.effective - 1) / part.n for part in self.parts)
        return self.square * (own - 2 * self.shared)


def _parts(
    n: int | tuple[int, int] | None,
    clusters: int | tuple[int, int] | None,
    sizes: tuple[Sequence[int], Sequence[int]] | None,
    cv: float,
) -> tuple[_Part, _Part]:
    if sizes is not None:
        if n is not None or clusters is not None or len(sizes) != 2:
            reason = Bilingual(
                "sizes menggantikan n dan clusters", "sizes stands instead of n and clusters"
            )
            raise _unfit("sizes", reason)
        first, second = (_sized(np.array(each, float)) for each in sizes)
        return first, second
    if n is None or clusters is None:
        reason = Bilingual("n dan clusters diperlukan", "n and clusters are needed")
        raise _unfit("n", reason)
    pairs = zip(_pair(n), _pair(clusters), strict=True)
    first, second = (_counted(people, count, cv) for people, count in pairs)
    return first, second


def _pair(given: int | tuple[int, int]) -> tuple[int, int]:
    return (given, given) if isinstance(given, (int, np.integer)) else (given[0], given[1])


def _counted(n: int, clusters: int, cv: float) -> _Part:
    if not 1 <= clusters <= n:
        reason = Bilingual(f"{clusters} klaster untuk n = {n}", f"{clusters} clusters for n = {n}")
        raise _unfit("clusters", reason)
    return _Part(float(n), int(clusters), (1 + cv**2) * n / clusters)


def _sized(sizes: Array) -> _Part:
    if not len(sizes) or not (sizes >= 1).all():
        reason = Bilingual(
            "setiap klaster berisi sedikitnya 1 orang", "every cluster holds 1 or more"
        )
        raise _unfit("sizes", reason)
    return _Part(float(sizes.sum()), len(sizes), float((sizes**2).sum() / sizes.sum()))


def _shared(
    parts: tuple[_Part, _Part],
    sizes: tuple[Sequence[int], Sequence[int]] | None,
    correlation: float,
    cv: float,
) -> float:
    """Covariance of the two means, per unit of correlation within clusters and of variance."""
    if correlation == 0:
        return 0.0
    if parts[0].clusters != parts[1].clusters:
        reason = Bilingual(
            "klaster yang sama tidak sama banyak", "the same clusters differ in number"
        )
        raise _unfit("correlation", reason)
    if sizes is None:
        return correlation * (1 + cv**2) / parts[0].clusters
    a, b = (np.array(each, float) for each in sizes)
    return float(correlation * (a @ b) / (a.sum() * b.sum()))


def _check(sd: float, icc: Sequence[float], correlation: float, cv: float) -> None:
    wanted = (
        ("sd", sd > 0, "> 0", sd),
        ("icc", bool(len(icc)) and all(0 <= x <= 1 for x in icc), "0..1", list(icc)),
        ("correlation", -1 <= correlation <= 1, "-1..1", correlation),
        ("size_cv", cv >= 0, ">= 0", cv),
    )
    for name, fine, expected, given in wanted:
        if not fine:
            raise OptionError("E703", name=name, expected=expected, given=given)


def _unfit(what: str, reason: Bilingual) -> StatisticError:
    return StatisticError("E896", what=what, reason=reason)


def _frame(difference: float, icc: Array, variance: _Variance, item: str, conf_level: float) -> Any:
    from scipy.special import ndtr, ndtri

    se = np.sqrt(variance.start + variance.slope * icc)
    z = difference / se
    reach = float(ndtri(0.5 + conf_level / 2)) * se
    return tidy(
        {
            "level": LEVEL,
            "item": item,
            "item_2": [f"{each:g}" for each in icc],
            "estimate": np.full(len(icc), difference),
            "std_error": se,
            "conf_low": difference - reach,
            "conf_high": difference + reach,
            "n": float(sum(part.n for part in variance.parts)),
            "statistic": z,
            "p_value": 2 * ndtr(-np.abs(z)),
            "deff": se**2 / variance.start,
        }
    ).drop(columns="df")


def _limit(difference: float, variance: _Variance, conf_level: float) -> dict[str, Any]:
    """The correlation at which the difference stops being significant, and whether it does."""
    from scipy.special import ndtri

    allowed = (difference / float(ndtri(0.5 + conf_level / 2))) ** 2
    if allowed < variance.start:
        return {"icc_limit": None, "significant": "never"}
    if allowed >= variance.start + variance.slope:
        return {"icc_limit": None, "significant": "always"}
    return {"icc_limit": (allowed - variance.start) / variance.slope, "significant": "below"}
