"""Results that do not go through linearisation: rows made by hand, dressed like all others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.estimates.estimates import OVERALL, Estimates
from berakhlak_stats.estimates.glossary import OPTIONAL, REQUIRED, TEXT
from berakhlak_stats.estimates.origin import describe_source
from berakhlak_stats.estimates.threshold import hidden_groups

if TYPE_CHECKING:
    import pandas as pd

    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey

NO_VARIANCE = "no variance"
Row = Mapping[str, Any]


def result_of(survey: Survey | SurveyStream, rows: Sequence[Row], **about: Any) -> Estimates:
    """The result of ``rows``; those that rest on too few persons keep no numbers.

    A row without an interval and without a note is one in which nothing varies.
    """
    made = [_filled(row) for row in rows]
    _hide(made, survey.smallest_group)
    return Estimates(_frame(made), describe_source(survey, **about))


def _filled(row: Row) -> dict[str, Any]:
    blank: dict[str, Any] = {name: "" if name in TEXT else np.nan for name in REQUIRED}
    out = {**blank, "level": "coefficient", "group": OVERALL, "suppressed": False, **row}
    if not out["note"] and np.isnan(out["conf_low"]):
        out["note"] = NO_VARIANCE
    return out


def _hide(rows: list[dict[str, Any]], smallest: int) -> None:
    """Blank rows of groups that are too small, or that shield one that is."""
    for item in {row["item"] for row in rows}:
        mine = [row for row in rows if row["item"] == item]
        for row, why in zip(
            mine, hidden_groups([int(r["n"]) for r in mine], smallest), strict=True
        ):
            if why:
                row.update({name: np.nan for name in row if name not in TEXT})
                row |= {"suppressed": True, "note": why}


def _frame(rows: Sequence[Row]) -> pd.DataFrame:
    import pandas as pd

    frame = pd.DataFrame(rows)
    frame = frame[[name for name in (*REQUIRED, *OPTIONAL) if name in frame]]
    kinds = {
        name: object if name in TEXT else bool if name == "suppressed" else float
        for name in frame.columns
    }
    return frame.astype(kinds)


def warn_of_design(
    survey: Survey | SurveyStream, *, weights: bool = False
) -> tuple[tuple[str, str], ...]:
    """What a result that takes persons as independent says of a design that names more.

    ``weights`` says that the statistic leaves weights out.
    """
    said = []
    if survey.design.psu:
        said.append(
            (
                "Selang dan uji menganggap orang dalam satu unit bebas satu sama lain; "
                f"klaster {survey.design.psu!r} tidak diperhitungkan.",
                "Interval and test take persons within a unit as independent; "
                f"the clusters {survey.design.psu!r} are not accounted for.",
            )
        )
    if weights and (survey.design.weights or getattr(survey, "weights", None) is not None):
        said.append(
            ("Bobot tidak dipakai: setiap subjek dihitung sekali.",
             "Weights are not used: every subject counts once.")
        )  # fmt: skip
    return tuple(said)
