"""Checks of ratings and numeric items: off the scale, unknown labels, missing columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from berakhlak_stats.survey.checks.place import Place
from berakhlak_stats.survey.checks.report import Problem, make_problem
from berakhlak_stats.survey.checks.suggest import nearest
from berakhlak_stats.survey.texts import answer_key

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import RatingScale
    from berakhlak_stats.survey.mapping.numbers import NumberAnswers
    from berakhlak_stats.survey.mapping.ratings import RatingAnswers

_CODES = {
    "fraction": "E244",
    "outside": "E201",
    "not_finite": "E207",
    "percent": "E208",
    "date": "E209",
    "contrary": "E204",
    "unknown": "E205",
}


def check_rating(
    answers: RatingAnswers,
    column: str,
    scale: RatingScale,
    labels: Mapping[str, int],
    place: Place,
) -> list[Problem]:
    """The cells of one item that are not a category of the scale."""
    known = tuple(labels)
    problems = []
    if answers.mixed:
        problems.append(make_problem("fixed", "E203", source=place.source, column=column))
    for fault, bad in answers.faults.items():
        suggest = (lambda text: nearest(answer_key(text), known)) if fault == "unknown" else None
        problems.append(
            place.problem(
                "error",
                _CODES[fault],
                bad.positions,
                bad.texts,
                column=column,
                suggest=suggest,
                low=scale.low,
                high=scale.high,
            )
        )
    return problems


def check_value_labels(
    column: str, value_labels: Mapping[float, str], labels: Mapping[str, int], source: str
) -> list[Problem]:
    """Labels that a file gives to numbers must agree with the scale of the instrument."""
    wrong = [
        f"{value:g} = {label!r} ({labels[answer_key(label)]})"
        for value, label in value_labels.items()
        if labels.get(answer_key(label), value) != value
    ]
    if not wrong:
        return []
    return [
        make_problem(
            "error",
            "E204",
            source=source,
            column=column,
            count=len(wrong),
            cells=", ".join(wrong[:20]),
        )
    ]


def check_number(answers: NumberAnswers, column: str, place: Place) -> list[Problem]:
    """The cells of a numeric item that are not finite numbers."""
    return [
        place.problem("error", code, bad.positions, bad.texts, column=column)
        for code, bad in (("E207", answers.not_finite), ("E238", answers.unknown))
        if len(bad)
    ]


def check_item_columns(expected: Sequence[str], found: Sequence[str], source: str) -> list[Problem]:
    """Items without a column are named."""
    missing = [item for item in expected if item not in set(found)]
    if not missing or not found:
        return []
    return [
        make_problem(
            "error",
            "E224",
            source=source,
            count=len(missing),
            found=len(found),
            expected=len(expected),
            missing=", ".join(missing),
        )
    ]
