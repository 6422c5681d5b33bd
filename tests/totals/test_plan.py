"""What a pass keeps for each kind of design."""

from __future__ import annotations

import pytest

from berakhlak_stats.survey import Stage, Survey
from berakhlak_stats.totals import Products
from berakhlak_stats.totals.plan import PERSON_LIMIT, make_plan, stages_that_count
from berakhlak_stats.totals.state import Plan
from tests.statistics import ratio_statistic
from tests.surveys import number_survey

STATISTIC = ratio_statistic("x")
FEW, MANY = PERSON_LIMIT, PERSON_LIMIT + 1
PERSONS = {"psu": "u", "population": 9, "stages": [Stage(population=9)]}


def survey(**design: object) -> Survey:
    made = number_survey({"x": [1.0, 2, 3, 4]}, columns={"u": list("aabb"), "s": list("1212")})
    return made.with_design(**design)  # type: ignore[arg-type]


def plan(n: int, replicates: bool, **design: object) -> Plan:
    made = survey(**design).design
    return make_plan([STATISTIC], n=n, design=made, replicates=replicates)


@pytest.mark.parametrize(
    ("n", "replicates", "kind", "groups"),
    [(FEW, False, "none", 0), (FEW, True, "person", 0), (MANY, True, "random", 200)],
)
def test_persons_as_units(n: int, replicates: bool, kind: str, groups: int) -> None:
    made = plan(n, replicates)
    assert (made.part_kind, made.random_groups) == (kind, groups)
    assert [name for name, _ in made.moments] == [STATISTIC.id]


def test_named_units_need_no_moments() -> None:
    made = plan(MANY, True, psu="u")
    assert (made.part_kind, made.moments, made.stages, made.people) == ("psu", (), (), "none")


@pytest.mark.parametrize(
    ("n", "replicates", "people", "moments"),
    [(FEW, False, "person", 0), (FEW, True, "person", 0), (MANY, False, "moments", 1),
     (MANY, True, "random", 1)],
)  # fmt: skip
def test_persons_as_the_last_stage(n: int, replicates: bool, people: str, moments: int) -> None:
    made = plan(n, replicates, **PERSONS)
    assert (made.part_kind, made.people, len(made.moments)) == ("psu", people, moments)
    assert made.stages == ("",)


def test_stages_count_with_population_counts_alone() -> None:
    made = survey(psu="u", population=9, stages=[Stage("s", 9)]).design
    assert stages_that_count(made) == ("s",)
    assert plan(MANY, True, psu="u", population=9, stages=[Stage("s", 9)]).people == "none"
    from dataclasses import replace

    assert stages_that_count(replace(made, population=None)) == ()


def test_products_are_named() -> None:
    products = Products("p", lambda survey: (survey.numbers, survey.numbers))
    made = make_plan(
        [STATISTIC], n=4, design=survey().design, replicates=False, products=[products]
    )
    assert made.products == ("p",)
