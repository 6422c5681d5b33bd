"""Waves that stand in one file, told apart by a column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from berakhlak_stats.errors import OptionError
from berakhlak_stats.estimates.linearised import for_tests
from berakhlak_stats.indices import all_indices
from berakhlak_stats.survey.survey import require_answers
from berakhlak_stats.waves.comparability import check_labels
from berakhlak_stats.waves.joint import Estimator, dependent
from berakhlak_stats.waves.result import Plan, wave_result

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey


def wave_difference(
    survey: Survey,
    *,
    wave: str,
    labels: Sequence[str] | None = None,
    of: Estimator = all_indices,
    by: str | None = None,
    against: str = "previous",
    adjust: str = "holm",
    **options: Any,
) -> Estimates:
    """Estimates of every wave of one file and their differences, under the file's own design.

    Parameters
    ----------
    survey : Survey
        With all waves. Its design says how they are linked: name the wave among the strata
        where samples were drawn independently, the primary units or the persons
        (``with_design(psu=...)``) where they were drawn once.
    wave : str
        Column that tells the waves apart.
    labels : sequence of str, optional
        The waves, in the order of time; all labels of the column, sorted, by default.
    of : callable
        Any function of a survey with an option ``by``; see :func:`~berakhlak_stats.waves.waves`.
    by : str, optional
        Column of the groups.
    against : {"previous", "first"}
    adjust : {"holm", "BH", "bonferroni", "hochberg", "hommel", "BY", "none"}
    **options
        Of ``of``: ``method``, ``conf_level``, ``replicates``, ``rng`` and so on.

    Returns
    -------
    Estimates
        As :func:`~berakhlak_stats.waves.waves` gives them.

    Notes
    -----
    Waves are domains of one sample, ``V = V1 + V2 - 2 C``: whatever units they share covary. A
    file of independent samples gives nearly the same without strata, since ``C`` then is of the
    order of one over n. Population counts are left out. Not for a file in which the instrument
    changed on the way: nothing in it can tell.

    References
    ----------
    Kish (1965), Survey Sampling, ch. 12; Binder (1983), International Statistical Review 51,
    279-292.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> survey = bs.simulate.simulate(seed=1)
    >>> result = bs.waves.wave_difference(survey, wave="sex", of=bs.indices.implementation)
    >>> len(result)
    3
    """
    require_answers(survey)
    if wave == by:
        raise OptionError("E703", name="by", expected=f"not {wave!r}", given=by)
    column = survey.column(wave)
    given = tuple(column.labels) if labels is None else tuple(str(each) for each in labels)
    names = check_labels(given, len(given))
    unknown = [name for name in names if name not in column.labels]
    if unknown:
        choices = ", ".join(column.labels)
        raise OptionError("E701", name="labels", given=unknown[0], choices=choices)
    plan = Plan(names, "design", against, adjust)
    joint = dependent(for_tests(survey, False), wave, names, of, {**options, "by": by})
    counts = [int((column.codes == column.labels.index(name)).sum()) for name in names]
    return wave_result(joint, plan, [survey.instrument], [survey], counts)
