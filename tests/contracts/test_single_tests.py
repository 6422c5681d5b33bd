"""What every single test owes its users, held for all of them at once.

Tests that return Estimates are in the battery; these return one result or a few.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import astuple
from functools import cache
from typing import Any

import numpy as np
import pytest

from berakhlak_stats import significance
from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.survey.survey import Survey
from tests.contracts.test_battery import (
    OF_GROUPS,
    OF_PERSONS,
    OF_RESULTS,
    SECTIONS,
    estimators,
    rated,
)
from tests.contracts.test_docstrings import section
from tests.surveys import random_survey

PAIR: dict[str, Any] = {"items": ("x", "y")}
THREE: dict[str, Any] = {"items": ("x", "y", "z")}
PICKED: dict[str, Any] = {"items": ("current:a1", "current:b1", "current:c1")}
GROUPED: dict[str, Any] = {"item": "x", "by": "unit"}
HALVED: dict[str, Any] = {"item": "x", "by": "when"}
CROSSED: dict[str, Any] = {"row": "unit", "column": "when"}
CALLS: dict[str, dict[str, Any]] = {
    "association_measures": CROSSED,
    "association_test": CROSSED,
    "cochran_q_test": PICKED,
    "contingency_test": CROSSED,
    "group_test": GROUPED,
    "mcnemar_test": {"items": PICKED["items"][:2]},
    "paired_effect": PAIR,
    "paired_test": PAIR,
    "pairwise_mcnemar_tests": PICKED,
    "pairwise_tests": GROUPED,
    "permutation_test": {**GROUPED, "replicates": 199},
    "rank_test": GROUPED,
    "repeated_test": THREE,
    "spread_test": GROUPED,
    "t_test": HALVED,
    "two_sample_effect": HALVED,
    "two_sample_test": HALVED,
    "variance_effect": GROUPED,
}
OF_OTHER_RESULTS = ("equivalence_test", "pooled_variances", "wald_test")
"""Functions of a test or a model, which show nothing that these do not."""
every = pytest.mark.parametrize("name", sorted(CALLS))


@cache
def survey_of(name: str) -> Survey:
    """Simple samples: most of these tests know no design."""
    return random_survey(31, 180, unit=3) if "current" in str(CALLS[name]) else rated()


def ask(name: str, survey: Survey) -> tuple[Any, ...]:
    function: Callable[..., Any] = getattr(significance, name)
    result = function(survey, **CALLS[name])
    return result if isinstance(result, tuple) else (result,)


def numbers(results: tuple[Any, ...]) -> list[Any]:
    return [value for each in results for value in astuple(each)]


def test_all_tests_are_here_or_in_the_battery() -> None:
    assert set(CALLS) == set(estimators(significance)) - {*OF_PERSONS, *OF_GROUPS}
    classes = {name for name in significance.__all__ if name[0].isupper()}
    others = {*CALLS, *OF_PERSONS, *OF_GROUPS, *OF_RESULTS, *OF_OTHER_RESULTS}
    assert set(significance.__all__) == classes | others


@pytest.mark.parametrize("name", sorted({*CALLS, *OF_RESULTS, *OF_OTHER_RESULTS}))
def test_docstrings_have_every_section(name: str) -> None:
    text = inspect.getdoc(getattr(significance, name)) or ""
    assert [title for title in SECTIONS if not section(text, title)] == []


@pytest.mark.parametrize("name", sorted({*CALLS, *OF_RESULTS, *OF_OTHER_RESULTS}))
def test_only_the_survey_may_stand_without_its_name(name: str) -> None:
    _, *rest = inspect.signature(getattr(significance, name)).parameters.values()
    allowed = (inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD)
    assert all(each.kind in allowed for each in rest)


@every
def test_row_order_carries_no_meaning(name: str) -> None:
    survey = survey_of(name)
    shuffled = survey.take(np.random.default_rng(5).permutation(survey.n))
    first, second = numbers(ask(name, survey)), numbers(ask(name, shuffled))
    for mine, theirs in zip(first, second, strict=True):
        if isinstance(mine, float | np.ndarray):
            assert theirs == pytest.approx(mine, rel=1e-9, abs=1e-12, nan_ok=True)
        else:
            assert theirs == mine


@every
def test_few_people_are_never_shown(name: str) -> None:
    few = survey_of(name).take(np.arange(9)).with_smallest_group(10)
    with pytest.raises(BerakhlakError):
        ask(name, few)


@every
def test_nobody_at_all_is_refused(name: str) -> None:
    with pytest.raises(BerakhlakError) as caught:
        ask(name, survey_of(name).take(np.array([], int)))
    assert caught.value.code == "E102"
