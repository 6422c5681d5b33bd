"""What classical tests refuse, in both languages, and what they keep."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from berakhlak_stats import significance as sg
from berakhlak_stats.errors import BerakhlakError, DisclosureError, StatisticError
from berakhlak_stats.survey.survey import Survey
from tests.surveys import number_survey


def survey(**more: Any) -> Survey:
    rng = np.random.default_rng(4)
    n = 60
    values = {
        "x": rng.normal(size=n).tolist(),
        "y": rng.normal(size=n).tolist(),
        "same": [1.0] * n,
        "yes": rng.integers(0, 2, n).astype(float).tolist(),
        "no": rng.integers(0, 2, n).astype(float).tolist(),
    }
    groups = [f"g{i}" for i in np.arange(n) % 3]
    small = ["few"] * 3 + ["many"] * (n - 3)
    pairs = [f"p{i % 2}" for i in range(n)]
    columns = {"unit": groups, "small": small, "pair": pairs}
    return number_survey(values, columns=columns, **more)


CALLS: dict[str, Callable[[Survey], Any]] = {
    "two_sample_test": lambda s: sg.two_sample_test(s, item="x", by="pair"),
    "group_test": lambda s: sg.group_test(s, item="x", by="unit"),
    "spread_test": lambda s: sg.spread_test(s, item="x", by="unit"),
    "pairwise_tests": lambda s: sg.pairwise_tests(s, item="x", by="unit"),
    "paired_test": lambda s: sg.paired_test(s, items=("x", "y")),
    "repeated_test": lambda s: sg.repeated_test(s, items=("x", "y")),
    "mcnemar_test": lambda s: sg.mcnemar_test(s, items=("yes", "no")),
    "cochran_q_test": lambda s: sg.cochran_q_test(s, items=("yes", "no")),
    "contingency_test": lambda s: sg.contingency_test(s, row="pair", column="unit"),
    "permutation_test": lambda s: sg.permutation_test(s, item="x", by="unit", replicates=99),
    "two_sample_effect": lambda s: sg.two_sample_effect(s, item="x", by="pair"),
    "paired_effect": lambda s: sg.paired_effect(s, items=("x", "y")),
    "variance_effect": lambda s: sg.variance_effect(s, item="x", by="unit"),
}


@pytest.mark.parametrize("name", CALLS)
def test_a_design_is_not_ignored_in_silence(name: str) -> None:
    CALLS[name](survey())
    weighted = survey(weights=np.linspace(1, 2, 60).tolist())
    for given in (weighted, survey().with_design(psu="unit")):
        with pytest.raises(StatisticError) as caught:
            CALLS[name](given)
        assert caught.value.code == "E880"
        for lang in ("id", "en"):
            assert "ignore_design" in caught.value.text(lang)


def test_a_design_can_be_ignored_knowingly() -> None:
    given = survey().with_design(psu="unit")
    found = sg.group_test(given, item="x", by="pair", ignore_design=True)
    assert found == sg.group_test(survey(), item="x", by="pair")


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda s: sg.group_test(s, item="same", by="unit"), "E882"),
        (lambda s: sg.paired_test(s, items=("same", "same")), "E882"),
        (lambda s: sg.paired_test(s, items=("same", "same"), method="sign"), "E882"),
        (lambda s: sg.mcnemar_test(s, items=("x", "yes")), "E884"),
        (lambda s: sg.cochran_q_test(s, items=("same", "same")), "E882"),
        (lambda s: sg.two_sample_test(s, item="x", by="pair", method="z"), "E701"),
        (lambda s: sg.contingency_test(s, row="pair", column="unit", method="fisher"), "E703"),
        (lambda s: sg.repeated_test(s, items=("x",)), "E703"),
    ],
)
def test_refusals_have_a_code(call: Callable[[Survey], Any], code: str) -> None:
    with pytest.raises(BerakhlakError) as caught:
        call(survey())
    assert caught.value.code == code


def test_small_groups_are_not_compared() -> None:
    with pytest.raises(DisclosureError):
        sg.group_test(survey(), item="x", by="small")


def test_a_group_without_spread_is_named() -> None:
    values = {"x": [1.0] * 10 + list(range(10))}
    given = number_survey(values, columns={"unit": ["flat"] * 10 + ["steep"] * 10})
    with pytest.raises(StatisticError, match="flat") as caught:
        sg.group_test(given, item="x", by="unit")
    assert caught.value.code == "E883"
