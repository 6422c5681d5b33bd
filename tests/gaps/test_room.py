"""What every statistic of the room owes its users, held for all of them at once."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pytest

from berakhlak_stats import gaps
from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.estimates import Estimates
from berakhlak_stats.estimates.glossary import OPTIONAL, REQUIRED
from berakhlak_stats.simulate import simulate
from berakhlak_stats.survey.survey import Survey
from tests.contracts.test_battery import SECTIONS
from tests.contracts.test_docstrings import section
from tests.gaps.cars import PREDICTORS, cars
from tests.surveys import number_survey

QUICK = {"replicates": 60}
PICKED: dict[str, dict[str, Any]] = {
    "business_needs": {},
    "change_ranks": QUICK,
    "congruence": {},
    "cultural_entropy": {"lists": None},
    "iros_profile": {},
    "jumps": {"size": 5},
    "levels_profile": {},
    "matches": QUICK,
    "mmi_test": {},
    "multi_response": {},
    "positive_limiting_ratio": {},
    "spmi_test": {"column": "sex"},
    "value_gap": {},
    "word_ranks": QUICK,
}
MEASURED: dict[str, dict[str, Any]] = {
    "importance_performance": {"items": PREDICTORS, "outcome": "mpg"},
    "lmg": {"items": PREDICTORS, "outcome": "mpg"},
    "nested_surfaces": {"x": "hp", "y": "disp", "outcome": "mpg"},
    "profile_similarity": {"first": ["mpg", "cyl"], "second": ["disp", "hp"]},
    "relative_weights": {"items": PREDICTORS, "outcome": "mpg"},
    "response_surface": {"x": "hp", "y": "disp", "outcome": "mpg"},
}
CALLS = PICKED | MEASURED


@cache
def survey_of(name: str) -> Survey:
    if name in PICKED:
        return simulate(seed=1)
    base = cars(4)
    noise = np.random.default_rng(1).normal(size=(base.n, 5))
    values = {
        item.id: (base.number(item.id) + noise[:, j]).tolist()
        for j, item in enumerate(base.instrument.numbers)
    }
    return number_survey(values)


def ask(name: str, survey: Survey) -> Estimates:
    call: Callable[..., Estimates] = getattr(gaps, name)
    return call(survey, **CALLS[name])


@cache
def result_of(name: str) -> Estimates:
    return ask(name, survey_of(name))


every = pytest.mark.parametrize("name", sorted(CALLS))


def test_all_are_here() -> None:
    assert set(CALLS) == set(gaps.__all__)


@every
def test_docstrings_have_every_section(name: str) -> None:
    text = inspect.getdoc(getattr(gaps, name)) or ""
    assert [title for title in SECTIONS if not section(text, title)] == []


@every
def test_only_the_survey_may_stand_without_its_name(name: str) -> None:
    first, *rest = inspect.signature(getattr(gaps, name)).parameters.values()
    assert first.name == "survey"
    allowed = (inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD)
    assert all(each.kind in allowed for each in rest)


@every
def test_columns_follow_the_glossary(name: str) -> None:
    columns = set(result_of(name).frame.columns)
    assert REQUIRED.keys() <= columns
    assert columns <= REQUIRED.keys() | OPTIONAL.keys()


@every
def test_rows_can_be_told_apart_and_hold_their_estimates(name: str) -> None:
    frame = result_of(name).frame
    keys = ["list", "level", "item", "group"] + (["item_2"] if "item_2" in frame else [])
    assert not frame.duplicated(keys).any()
    known = frame["conf_low"].notna()
    inside = frame["conf_low"] <= frame["estimate"] + 1e-9
    inside &= frame["estimate"] <= frame["conf_high"] + 1e-9
    assert inside[known].all()
    assert (frame["std_error"].dropna() >= 0).all()
    assert frame[frame["suppressed"]]["estimate"].isna().all()


@every
def test_json_there_and_back(name: str) -> None:
    result = result_of(name)
    again = Estimates.from_json(result.to_json())
    assert again.frame.equals(result.frame)
    assert (again.frame.dtypes == result.frame.dtypes).all()


@every
@pytest.mark.parametrize("lang", ["id", "en"])
def test_tables_figures_and_sentences_in_both_languages(name: str, lang: str) -> None:
    result = result_of(name)
    said = result.narrate(lang)
    assert said and "nan" not in said.casefold().split()
    assert result.table(lang).rows
    assert result.plot(lang).svg()


@every
def test_both_languages_print_the_same_numbers(name: str) -> None:
    from berakhlak_stats.present.narrative import narrate

    ledgers = [narrate(result_of(name), lang).ledger for lang in ("id", "en")]
    assert [claim.numbers for claim in ledgers[0]] == [claim.numbers for claim in ledgers[1]]


@every
def test_row_order_carries_no_meaning(name: str) -> None:
    survey = survey_of(name)
    shuffled = survey.take(np.random.default_rng(5).permutation(survey.n))
    mine, theirs = result_of(name).frame, ask(name, shuffled).frame
    assert mine["item"].tolist() == theirs["item"].tolist()
    for column in ("estimate", "std_error", "conf_low", "p_value"):
        if column in mine:
            assert mine[column].to_numpy(float) == pytest.approx(
                theirs[column].to_numpy(float), rel=1e-6, abs=1e-9, nan_ok=True
            )


@every
def test_nobody_at_all_is_refused(name: str) -> None:
    with pytest.raises(BerakhlakError):
        ask(name, survey_of(name).take(np.array([], int)))
