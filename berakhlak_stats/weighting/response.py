"""Who answered, unit by unit, against the frame."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from berakhlak_stats.errors import DesignError
from berakhlak_stats.estimates.threshold import Reason, hidden_groups
from berakhlak_stats.survey.checks.report import Problem, make_problem
from berakhlak_stats.weighting.frame import require_column, respondents
from berakhlak_stats.weighting.texts import named, styled

if TYPE_CHECKING:
    import pandas as pd

    from berakhlak_stats.survey.survey import Survey
    from berakhlak_stats.weighting.frame import Frame

LOWEST_RATE = 0.5


@dataclass(frozen=True)
class UnitResponse:
    """One unit: people, respondents, share who answered (0-1). Hidden ones hold None."""

    group: str
    population: int
    n: int | None
    rate: float | None
    note: Reason


@dataclass(frozen=True)
class ResponseRates:
    """Response rates by unit and in all.

    Attributes
    ----------
    by : str
        Column of the units.
    units : tuple of UnitResponse
        In the order of the frame; ``note`` says why a unit is hidden.
    population, n : int
    rate : float
        Share (0-1) of the whole population that answered.
    warnings : tuple of Problem
        E633 where less than half answered.
    """

    by: str
    units: tuple[UnitResponse, ...]
    population: int
    n: int
    rate: float
    warnings: tuple[Problem, ...] = ()

    def to_frame(self) -> pd.DataFrame:
        """One row per unit and one, with an empty group, for everybody."""
        import pandas as pd

        rows = [(u.group, u.population, u.n, u.rate, u.n is None, u.note) for u in self.units]
        rows.append(("", self.population, self.n, self.rate, False, ""))
        columns = ["group", "population", "n", "rate", "suppressed", "note"]
        frame = pd.DataFrame(rows, columns=columns)
        return frame.astype({"n": "Int64", "rate": "float64"})


def response_rates(survey: Survey, frame: Frame, *, by: str | None = None) -> ResponseRates:
    """Share of the people of each unit who answered.

    Parameters
    ----------
    survey : Survey
    frame : Frame
    by : str, optional
        A column of the frame; its first one by default.

    Returns
    -------
    ResponseRates
        Units with fewer respondents than the survey's threshold are hidden, with a shield
        where one hidden unit would follow from the total; units without any are shown.

    Raises
    ------
    DesignError
        E622 for respondents whose unit is not in the frame.
    AnswerError
        E218 for more respondents than people.

    Notes
    -----
    Unweighted. Counts everybody in the file, whatever they left blank. A high rate is no
    proof of a fair picture; see :func:`r_indicator` and :func:`nonresponse_bounds`.

    References
    ----------
    AAPOR (2023), Standard Definitions, 10th ed. (response rate 1, everybody eligible).

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> from berakhlak_stats.weighting import Frame
    >>> survey = bs.simulate.simulate(seed=1)
    >>> sexes = dict.fromkeys(survey.column("sex").labels, survey.n)
    >>> response_rates(survey, Frame({"sex": sexes})).rate
    0.5
    """
    column = by if by is not None else next(iter(frame.margins))
    population = require_column(survey, frame, column)
    counts = respondents(survey, column)
    require_known(survey, column, counts, population)
    sizes = [counts.get(unit, 0) for unit in population]
    reasons = hidden_groups(sizes, survey.smallest_group)
    units = tuple(
        UnitResponse(
            unit,
            people,
            None if reason else n,
            None if reason or not people else n / people,
            reason,
        )
        for (unit, people), n, reason in zip(population.items(), sizes, reasons, strict=True)
    )
    people, answered = sum(population.values()), sum(sizes)
    rate = answered / people if people else float("nan")
    return ResponseRates(column, units, people, answered, rate, rate_problems(rate))


def require_known(
    survey: Survey, column: str, counts: Mapping[str, int], population: Mapping[str, int]
) -> None:
    """Refuse respondents in categories that the frame does not hold (E622)."""
    strangers = [unit for unit in counts if unit not in population]
    if strangers:
        place = survey.log.source
        raise DesignError("E622", place=place, margin=column, categories=named(strangers))


def rate_problems(rate: float) -> tuple[Problem, ...]:
    """E633 where less than half of the population answered."""
    if not rate < LOWEST_RATE:
        return ()
    limit = round(100 * LOWEST_RATE)
    return (make_problem("warning", "E633", source="", limit=limit, **styled(rate=100 * rate)),)
