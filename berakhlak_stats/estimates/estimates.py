"""The result every statistic returns: a tidy frame, its covariance, and where it came from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import DesignError, DisclosureError, OptionError
from berakhlak_stats.estimates.doors import door
from berakhlak_stats.inference.degrees import contrast_df

if TYPE_CHECKING:
    import pandas as pd

SCHEMA = "berakhlak_stats.estimates/1"
OVERALL = ""
"""The ``group`` of a row about everybody."""


@dataclass(frozen=True)
class Provenance:
    """How a result was made: enough to repeat it and to print a methods page from it."""

    statistic: str
    variant: str = ""
    sureness: str = ""
    by: str = ""
    method: str = ""
    conf_level: float = 0.95
    seed: int | None = None
    replicates: int = 0
    weighting: str = "none"
    strata: str = ""
    psu: str = ""
    stages: tuple[str, ...] = ()
    """Units of the later stages that count in the variance; "persons" where those were drawn."""
    population: str = ""
    missing_rule: str = "available answers of each list or item"
    aggregation: str = "people"
    n_read: int = 0
    n_used: int = 0
    smallest_group: int = 10
    instrument: str = ""
    instrument_version: str = ""
    package_version: str = ""
    fingerprint: str = ""
    source: str = ""
    title: str = ""
    synthetic: bool = False
    references: tuple[str, ...] = ()
    parameters: Mapping[str, Any] = field(default_factory=dict)
    definition: Mapping[str, Any] = field(default_factory=dict)
    """The instrument itself where it does not come with the package: labels, bands, polarity."""
    warnings: tuple[tuple[str, str], ...] = ()
    """Warnings raised, as (Indonesian, English) pairs."""


@dataclass(frozen=True, repr=False)
class Estimates:
    """Estimates with intervals, one row each.

    ``frame`` holds the columns of :mod:`~berakhlak_stats.estimates.glossary`; rows of hidden
    groups carry ``suppressed = True`` and no numbers. ``covariance`` is that of the rows, in
    order, or None where it was too large to keep.
    """

    frame: pd.DataFrame
    provenance: Provenance
    covariance: NDArray[np.float64] | None = None

    def __len__(self) -> int:
        return len(self.frame)

    def __repr__(self) -> str:
        from berakhlak_stats.survey.texts import printable

        rows = self.frame.to_string(max_rows=20, max_colwidth=200)
        return printable(f"{self.summary()}\n{rows}")

    def to_frame(self) -> pd.DataFrame:
        """A copy of the tidy frame, full precision."""
        return self.frame.copy()

    def summary(self) -> str:
        """One line: what, of how many, by which method."""
        made = self.provenance
        variant = f" [{made.variant}]" if made.variant else ""
        by = f" by {made.by}" if made.by else ""
        return (
            f"{made.statistic}{variant}{by}: {len(self)} rows, n = {made.n_used}, "
            f"{made.conf_level:.0%} intervals, {made.method}"
        )

    def table(self, lang: str = "en") -> Any:
        """A publication table; see :mod:`berakhlak_stats.present`."""
        return door("table")(self, lang)

    def plot(self, lang: str = "en") -> Any:
        """A publication figure; see :mod:`berakhlak_stats.present`."""
        return door("plot")(self, lang)

    def narrate(self, lang: str = "en") -> str:
        """What may be said of it, in words; see :mod:`berakhlak_stats.present`."""
        return str(door("narrate")(self, lang))

    def _repr_html_(self) -> str:
        return str(door("html")(self, "en"))

    def to_json(self) -> str:
        """All of it as text; ``from_json`` gives it back."""
        from berakhlak_stats.estimates.codec import matrix, records

        body: dict[str, Any] = {
            "schema": SCHEMA,
            "estimates": records(self.frame),
            "provenance": asdict(self.provenance),
            "covariance": matrix(self.covariance),
        }
        if not len(self):
            # Without a row nothing else tells which columns there are.
            body["columns"] = list(self.frame.columns)
        return json.dumps(body, ensure_ascii=False, allow_nan=False)

    @classmethod
    def from_json(cls, text: str) -> Estimates:
        """The result that :meth:`to_json` wrote."""
        from berakhlak_stats.estimates.codec import decode

        return cls(*decode(json.loads(text), SCHEMA, Provenance))


@dataclass(frozen=True)
class Contrast:
    """A difference of two estimates with its interval and test."""

    estimate: float
    std_error: float
    conf_low: float
    conf_high: float
    statistic: float
    df: float
    p_value: float


def contrast(
    result: Estimates, a: Mapping[str, str], b: Mapping[str, str], *, conf_level: float = 0.95
) -> Contrast:
    """Estimate of row ``a`` minus row ``b``, with the covariance between them.

    Parameters
    ----------
    result : Estimates
        Must carry a covariance.
    a, b : mapping of column to value
        Conditions that single out one row each, such as ``{"item": "AD"}``.
    conf_level : float
        Confidence level between 0 and 1.

    Returns
    -------
    Contrast
        On the scale of the estimates; t on Satterthwaite's degrees of freedom where the rows share
        no primary unit, on the smaller of the two otherwise.

    Raises
    ------
    DisclosureError
        E304 where one of the rows is hidden.

    References
    ----------
    Binder (1983), International Statistical Review 51, 279-292; Satterthwaite (1946), Biometrics
    Bulletin 2, 110-114.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> scores = bs.indices.value_score(bs.simulate.simulate(seed=1))
    >>> difference = bs.contrast(scores, {"item": "AK"}, {"item": "AD"})
    >>> difference.conf_low < difference.estimate < difference.conf_high
    True
    """
    from scipy.special import stdtr, stdtrit

    if not 0 < conf_level < 1:
        expected = "0 < conf_level < 1"
        raise OptionError("E703", name="conf_level", expected=expected, given=conf_level)
    if result.covariance is None:
        raise DesignError("E609", reason="not kept")
    i, j = _row(result, a), _row(result, b)
    if bool(result.frame["suppressed"].iloc[[i, j]].any()):
        raise DisclosureError("E304")
    frame, cov = result.frame, result.covariance
    if result.frame["std_error"].iloc[[i, j]].notna().all() and np.isnan(cov[i, j]):
        raise DesignError("E609", reason="unknown for this pair")
    difference = float(frame["estimate"].iloc[i] - frame["estimate"].iloc[j])
    pair, weights = [i, j], np.array([1.0, -1.0])
    between = cov[np.ix_(pair, pair)]
    se = float(np.sqrt(max(weights @ between @ weights, 0.0)))
    df = float(contrast_df(weights[None], between, frame["df"].to_numpy(float)[pair])[0])
    t = float(stdtrit(df, 0.5 + conf_level / 2))
    statistic = difference / se if se > 0 else float("nan")
    p = 2 * float(stdtr(df, -abs(statistic)))
    return Contrast(difference, se, difference - t * se, difference + t * se, statistic, df, p)


def _row(result: Estimates, where: Mapping[str, str]) -> int:
    frame = result.frame
    hit = np.ones(len(frame), bool)
    for column, value in where.items():
        if column not in frame:
            raise OptionError("E704", row=dict(where), known=", ".join(frame.columns))
        hit &= (frame[column] == value).to_numpy(dtype=bool)
    found = np.flatnonzero(hit)
    if len(found) != 1:
        names = frame[["list", "item", "group"]].head(30).to_numpy()
        known = "; ".join(" / ".join(filter(None, row)) for row in names)
        raise OptionError("E704", row=dict(where), known=known)
    return int(found[0])
