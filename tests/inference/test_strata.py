"""PSU counts, population counts, lonely strata and degrees of freedom."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats import indices
from berakhlak_stats.errors import DesignError
from berakhlak_stats.inference.strata import Strata, degrees_of_freedom, describe_strata, members
from berakhlak_stats.survey.survey import Survey
from berakhlak_stats.totals import Totals, collect
from tests.statistics import ratio_statistic
from tests.surveys import number_survey

STATISTIC = ratio_statistic("x")
ANSWERED = "numbered:x"


def survey(**design: object) -> Survey:
    """Twelve people in six PSUs: four in stratum a, two in b; the last PSU did not answer."""
    made = number_survey(
        {"x": [*range(10), np.nan, np.nan]},
        columns={
            "h": list("aaaaaaaabbbb"),
            "psu": list("112233445566"),
            "g": ["u", "u", "u", "v", "v", "v", None, "v", "u", "u", "u", "v"],
        },
    )
    return made.with_design(strata="h", **design)  # type: ignore[arg-type]


def totals_of(made: Survey, by: str | None = None) -> tuple[Totals, Strata]:
    totals = collect(made, [STATISTIC], by=by)
    return totals, describe_strata(totals)


def test_psus_and_persons_are_counted() -> None:
    assert totals_of(survey(psu="psu"))[1].m.tolist() == [4, 2]
    assert totals_of(survey())[1].m.tolist() == [8, 4]


def test_rates_come_from_population_counts() -> None:
    strata = totals_of(survey(psu="psu", population={"a": 16, "b": 2}))[1]
    assert strata.rate.tolist() == [0.25, 1.0]
    assert strata.factor.tolist() == [0.75 * 4 / 3, 0.0]


def test_the_other_form_of_the_correction() -> None:
    made = survey(psu="psu", population={"a": 16, "b": 5}, fpc_form="(N-n)/(N-1)")
    strata = totals_of(made)[1]
    assert strata.factor == pytest.approx([12 / 15, 3 / 4])


def test_more_respondents_than_people_are_refused() -> None:
    with pytest.raises(DesignError) as caught:
        totals_of(survey(population={"a": 7, "b": 100}))
    assert caught.value.code == "E604"
    assert "responden" in caught.value.text("id") and "respondents" not in caught.value.text("id")


def lonely_survey(policy: str) -> Survey:
    made = number_survey({"x": [1.0, 2, 4, 8, 9]}, columns={"h": list("aabbc")})
    return made.with_design(strata="h", lonely=policy)


def test_a_lonely_stratum_is_refused_unless_a_policy_is_named() -> None:
    with pytest.raises(DesignError) as caught:
        totals_of(lonely_survey("raise"))
    assert caught.value.code == "E601"
    assert "single respondent" in caught.value.text("en")
    assert "'c'" in str(caught.value)


def test_all_lonely_strata_are_named_up_to_a_handful() -> None:
    labels = [*"aabbccc", *(f"h{k}" for k in range(7))]
    made = number_survey({"x": [float(k) for k in range(14)]}, columns={"h": labels})
    with pytest.raises(DesignError, match="E601") as caught:
        totals_of(made.with_design(strata="h"))
    text = caught.value.text
    assert "'h0', 'h1', 'h2', 'h3', 'h4' and 2 more" in text("en") and "'a'" not in text("en")
    assert "'h0', 'h1', 'h2', 'h3', 'h4', dan 2 lainnya" in text("id")
    two = number_survey({"x": [1.0, 2, 4, 8]}, columns={"h": list("aabc")})
    with pytest.raises(DesignError) as caught:
        totals_of(two.with_design(strata="h"))
    assert "Each of the strata 'b' and 'c' holds a single respondent" in caught.value.text("en")
    assert "Masing-masing strata 'b' dan 'c'" in caught.value.text("id")


@pytest.mark.parametrize(
    ("policy", "factor", "boost"),
    [("certainty", 0.0, 1.0), ("remove", 0.0, 1.0), ("adjust", 1.0, 1.0), ("average", 0.0, 1.5)],
)
def test_policies(policy: str, factor: float, boost: float) -> None:
    strata = totals_of(lonely_survey(policy))[1]
    assert strata.lonely.tolist() == [False, False, True]
    assert strata.factor.tolist() == [2.0, 2.0, factor]
    assert strata.boost == pytest.approx(boost)


def test_labels_without_respondents_are_no_strata() -> None:
    """A survey cut to some rows keeps its labels; they must not change any number."""
    whole = number_survey(
        {"x": [1.0, 2, 4, 8, 9, 30, 40]}, columns={"h": list("aabbcdd")}
    ).with_design(strata="h", lonely="average")
    cut = whole.take(np.arange(5))
    fresh = lonely_survey("average")
    assert cut.design.stratum_labels == ("a", "b", "c", "d")
    for rule in ("members", "strata", "design"):
        found = [degrees_of_freedom(*totals_of(made), rule) for made in (cut, fresh)]
        assert found[0] == pytest.approx(found[1]), rule
    errors = [indices.number_mean(made).frame["std_error"][0] for made in (cut, fresh)]
    assert errors[0] == pytest.approx(errors[1])


def test_a_stratum_counted_in_full_is_not_lonely() -> None:
    made = number_survey({"x": [1.0, 2, 4, 8, 9]}, columns={"h": list("aabbc")})
    strata = totals_of(made.with_design(strata="h", population={"a": 9, "b": 9, "c": 1}))[1]
    assert not strata.lonely.any()


def test_members_hold_answers_and_degrees_of_freedom_count_them() -> None:
    totals, strata = totals_of(survey(psu="psu"), by="g")
    assert totals.groups == ("u", "v")
    assert members(totals).tolist() == [[2, 2], [3, 1]]
    assert members(totals, ANSWERED).tolist() == [[2, 1], [3, 0]]
    assert degrees_of_freedom(totals, strata, base=ANSWERED).tolist() == [1.0, 2.0]
    assert degrees_of_freedom(totals, strata, "strata").tolist() == [4.0, 4.0]
    assert degrees_of_freedom(totals, strata, "design").tolist() == [4.0, 4.0]


def test_planned_psus_count_even_where_nobody_is_left() -> None:
    from dataclasses import replace

    made = survey(psu="psu")
    planned = replace(made, design=replace(made.design, planned={"a": 6, "b": 2}))
    assert totals_of(planned)[1].m.tolist() == [6, 2]
