"""How much of the variance of a sum a general factor explains, and how much the group factors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from berakhlak_stats.association.correlation import CorrelationMatrix, correlation
from berakhlak_stats.association.covariance import Moments, moments
from berakhlak_stats.association.items import scales_of
from berakhlak_stats.errors import StatisticError
from berakhlak_stats.estimates.analyse import Options
from berakhlak_stats.reliability import remarks
from berakhlak_stats.reliability.coefficients import Coefficient, check_choice, solved
from berakhlak_stats.reliability.item_sets import ALL, ItemSet, item_sets
from berakhlak_stats.reliability.results import described, estimates
from berakhlak_stats.reliability.schmid_leiman_fit import SchmidLeimanTask, details_of
from berakhlak_stats.survey.survey import require_answers

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.instrument.model import Instrument
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey

Kind = Literal["pearson", "polychoric"]
Improper = Literal["refuse", "report"]
REFERENCES = ("McDonald (1999)", "Zinbarg et al. (2005)", "Schmid & Leiman (1957)")
TOTALS = ("omega_hierarchical", "omega_total", "omega_asymptotic", "explained_common_variance")


def omega_hierarchical(
    survey: Survey | SurveyStream,
    *,
    items: Sequence[str] | None = None,
    factors: int | None = None,
    correlations: str = "pearson",
    turn: bool = False,
    improper: str = "refuse",
    details: bool = False,
    missing: str = "listwise",
    **options: Any,
) -> Estimates:
    """Omega hierarchical, total and asymptotic: what a general factor explains of a sum of items.

    Parameters
    ----------
    survey : Survey or SurveyStream
    items : sequence of str, optional
        One set; without it all rating items of the instrument together.
    factors : int, optional
        Group factors; by default as many as the instrument has scales, or 3.
    correlations : {"pearson", "polychoric"}
        Of the answers, or of the normal variables behind ordered ones. One is never put in the
        place of the other.
    turn : bool
        Whether items that load negatively on the general factor are turned round first, as R's
        psych does. By default they are only named in a warning.
    improper : {"refuse", "report"}
        A solution with a residual variance at its floor (Heywood) has no numbers, or numbers
        with the same warning.
    details : bool
        Whether the loadings of the items are given too.
    missing : {"listwise", "pairwise"}
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        Per group, level "coefficient": "SET:omega_hierarchical", "SET:omega_total",
        "SET:omega_asymptotic" (hierarchical over total, the limit for many such items),
        "SET:explained_common_variance" (ECV), and for each group factor, about the items that
        load on it most, "SET:general_1" and "SET:specific_1". With ``details`` "ITEM:general",
        "ITEM:factor_1" ..., "ITEM:communality", "ITEM:uniqueness" and "ITEM:general_share".

    Notes
    -----
    For standardised items. Minimum residual factors, direct oblimin, Schmid-Leiman: hierarchical
    is ``(sum of general loadings)^2 / variance of the sum``, total ``1 - sum of uniquenesses /
    variance of the sum``. It needs at least three group factors, as two leave their loadings on
    the general one undetermined (they are set equal); and at least as many correlations as
    parameters. A scale of three items has no omega hierarchical of its own: take all items, with
    the scales as group factors. A Schmid-Leiman solution is proportional, and understates general
    factors that are not. Standard errors differentiate a warm-started refit and take the number
    of factors as given: about two seconds per group for 21 items.

    References
    ----------
    Schmid & Leiman (1957), Psychometrika 22, 53-61; McDonald (1999), Test Theory; Zinbarg, Revelle,
    Yovel & Li (2005), Psychometrika 70, 123-133; Revelle & Condon (2019), Psychological Assessment
    31, 1395-1411; Reise, Moore & Haviland (2010), Journal of Personality Assessment 92, 544-559.

    Examples
    --------
    >>> import numpy as np, pandas as pd, berakhlak_stats as bs
    >>> from berakhlak_stats.reliability import omega_hierarchical
    >>> rng = np.random.default_rng(1)
    >>> x = np.repeat(rng.normal(size=(300, 1)), 9, axis=1) + rng.normal(size=(300, 9))
    >>> x += np.repeat(rng.normal(size=(300, 3)), 3, axis=1)
    >>> names = [f"i{j}" for j in range(9)]
    >>> survey = bs.read_survey(pd.DataFrame(x, columns=names),
    ...                         instrument=bs.make_instrument(numbers=names))
    >>> frame = omega_hierarchical(survey, items=names).to_frame()
    >>> bool(0.5 < frame["estimate"][0] < frame["estimate"][1] < 1)
    True
    """
    check_choice("correlations", correlations, Kind)
    check_choice("improper", improper, Improper)
    require_answers(survey)
    chosen = Options(**options)
    sets, _ = item_sets(survey.instrument, items, "omega_hierarchical", least=3)
    each = next((one for one in sets if one.name == ALL), sets[-1])
    k = _factors(survey.instrument, each, factors, items is None)
    found = _matrix(survey, each, correlations, chosen, missing)
    names = _names(each, k, details=details)
    task = SchmidLeimanTask(k, turn=turn, report=improper == "report", details=details)
    part = solved(found, names, task.solve, on="correlation")
    made = described(
        "omega_hierarchical",
        [each],
        REFERENCES,
        matrix=_matrix_name(found),
        missing=missing,
        variant=correlations,
        extraction="minres",
        rotation="oblimin",
        factors=k,
    )
    made["warnings"] = found.warnings if isinstance(found, CorrelationMatrix) else ()
    result = estimates(survey, [part], chosen, made)
    said = [remarks.say("E814")] if k == 2 else []
    said += remarks.problem_remarks([part], result)
    return remarks.warned(result, [*said, remarks.say("E806")])


def _factors(instrument: Instrument, each: ItemSet, given: int | None, whole: bool) -> int:
    """The number of group factors, refused where the items do not determine that many."""
    scales = len(scales_of(instrument)) if whole else 0
    k = given if given is not None else max(scales, 3)
    size = len(each)
    if not 2 <= k < size or (size - k) ** 2 < size + k:
        raise StatisticError("E813", factors=k, count=size)
    return k


def _matrix(
    survey: Survey | SurveyStream, each: ItemSet, kind: str, options: Options, missing: str
) -> Moments | CorrelationMatrix:
    if kind == "polychoric":
        return correlation(survey, items=each.items, kind=kind, by=options.by, missing=missing)
    return moments(survey, items=each.items, by=options.by, missing=missing)


def _matrix_name(found: Moments | CorrelationMatrix) -> str:
    return found.name if isinstance(found, CorrelationMatrix) else f"pearson, {found.missing}"


def _names(each: ItemSet, k: int, *, details: bool) -> list[Coefficient]:
    numbers = range(1, k + 1)
    parts = [*TOTALS, *(f"general_{j}" for j in numbers), *(f"specific_{j}" for j in numbers)]
    names = [Coefficient(f"{each.name}:{part}") for part in parts]
    if details:
        names += [
            Coefficient(f"{item}:{part}", "plain") for part in details_of(k) for item in each.items
        ]
    return names
