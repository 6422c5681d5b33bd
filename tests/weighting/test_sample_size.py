from __future__ import annotations

import math

import pytest

from berakhlak_stats.errors import OptionError
from berakhlak_stats.weighting import (
    cochran,
    krejcie_morgan,
    margin_of_error,
    sample_size,
    slovin,
)

# Krejcie & Morgan (1970), table 1; Slovin and Cochran by their formulas, e = 5%.
TABLE = [
    (100, 80, 80, 80),
    (500, 217, 223, 218),
    (1_000, 278, 286, 278),
    (2_940, 340, 353, 340),
    (5_000, 357, 371, 357),
    (10_000, 370, 385, 370),
    (20_000, 377, 393, 377),
    (100_000, 383, 399, 383),
]


@pytest.mark.parametrize(("population", "km", "slovin_n", "cochran_n"), TABLE)
def test_the_tables_in_use(population: int, km: int, slovin_n: int, cochran_n: int) -> None:
    assert sample_size(population, rule="krejcie_morgan").n == km
    assert sample_size(population, rule="slovin").n == slovin_n
    assert sample_size(population, rule="cochran").n == cochran_n


# UK Civil Service People Survey 2018, technical guide: N, n, share and margin in points.
@pytest.mark.parametrize(
    ("population", "n", "p", "points"),
    [(200, 120, 0.43, 6), (150, 80, 0.50, 8), (50, 40, 0.30, 6), (500, 375, 0.60, 2)],
)
def test_margins_of_the_uk_table(population: int, n: int, p: float, points: int) -> None:
    assert round(100 * margin_of_error(n, population, p=p)) == points


def test_the_uk_table_needs_the_form_that_pairs_with_n() -> None:
    # 7.51 rounds to the printed 8; 1 - n/N without n - 1 would give 7.48.
    assert margin_of_error(80, 150) == pytest.approx(0.0751, abs=5e-5)
    wrong = 1.959963984540054 * math.sqrt(0.25 / 80 * (1 - 80 / 150))
    assert round(100 * wrong) == 7


def test_the_two_forms_agree_when_each_has_its_own_variance() -> None:
    # p(1-p)/n (N-n)/(N-1) and p(1-p)/(n-1) (1-n/N) differ by N/(N-1) (n-1)/n only.
    first, second = (margin_of_error(80, 150, form=form) for form in ("(N-n)/(N-1)", "1-n/N"))
    assert (first / second) ** 2 == pytest.approx(150 / 149 * 79 / 80)


def test_slovin_is_cochran_at_two_standard_errors() -> None:
    # z = 2 and p = 1/2: n0 = 1 / e^2, and 1 + (n0 - 1) / N instead of 1 + n0 / N.
    level = math.erf(2 / math.sqrt(2))
    assert slovin(10**9) == pytest.approx(cochran(10**9, conf_level=level), rel=1e-6)
    assert slovin(1000) == pytest.approx(1000 / 3.5)


def test_cochran_undoes_the_margin_of_error() -> None:
    for population in (30, 500, 4260):
        n = math.ceil(cochran(population))
        assert margin_of_error(n, population) <= 0.05 < margin_of_error(n - 1, population)


def test_krejcie_morgan_takes_the_expected_share() -> None:
    assert krejcie_morgan(1000, p=0.2) < krejcie_morgan(1000)


def test_the_design_effect_multiplies_and_the_population_caps() -> None:
    assert sample_size(10_000, design_effect=2).n == math.ceil(2 * cochran(10_000))
    assert sample_size(100, design_effect=5).n == 100


def test_a_size_says_what_it_assumes_in_both_languages() -> None:
    said = sample_size(4260, rule="slovin").assumes
    assert any("bukan untuk tiap unit" in one and "not for each unit" in two for one, two in said)


def test_a_census_has_no_margin() -> None:
    assert margin_of_error(50, 50) == 0


@pytest.mark.parametrize(
    "call",
    [
        lambda: sample_size(0),
        lambda: sample_size(100, margin=0),
        lambda: sample_size(100, rule="guess"),
        lambda: sample_size(100, design_effect=0),
        lambda: margin_of_error(1),
        lambda: margin_of_error(60, 50),
        lambda: margin_of_error(10, 50, form="none"),
        lambda: margin_of_error(10, 50, conf_level=1),
    ],
)
def test_nonsense_is_refused(call: object) -> None:
    with pytest.raises(OptionError):
        call()  # type: ignore[operator]
