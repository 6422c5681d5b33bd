"""Little's test against R's naniar, a closed form, and its level by simulation."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.quality import little_mcar_test
from tests.quality.samples import rated
from tests.surveys import number_survey

# Daily air quality in New York, May to September 1973 (Chambers, Cleveland, Kleiner & Tukey 1983;
# R's datasets::airquality, here without its months and days, which are counted below).
AIR = {
    "ozone": """
        41 36 12 18 - 28 23 19 8 - 7 16 11 14 18 14 34 6 30 11 1 11 4 32 - - - 23 45 115 37 - - - -
        - - 29 - 71 39 - - 23 - - 21 37 20 12 13 - - - - - - - - - - 135 49 32 - 64 40 77 97 97 85 -
        10 27 - 7 48 35 61 79 63 16 - - 80 108 20 52 82 50 64 59 39 9 16 78 35 66 122 89 110 - - 44
        28 65 - 22 59 23 31 44 21 9 - 45 168 73 - 76 118 84 85 96 78 73 91 47 32 20 23 21 24 44 21
        28 9 13 46 18 13 24 16 13 23 36 7 14 30 - 14 18 20
    """,
    "solar": """
        190 118 149 313 - - 299 99 19 194 - 256 290 274 65 334 307 78 322 44 8 320 25 92 66 266 - 13
        252 223 279 286 287 242 186 220 264 127 273 291 323 259 250 148 332 322 191 284 37 120 137
        150 59 91 250 135 127 47 98 31 138 269 248 236 101 175 314 276 267 272 175 139 264 175 291
        48 260 274 285 187 220 7 258 295 294 223 81 82 213 275 253 254 83 24 77 - - - 255 229 207
        222 137 192 273 157 64 71 51 115 244 190 259 36 255 212 238 215 153 203 225 237 188 167 197
        183 189 95 92 252 220 230 259 236 259 238 24 112 237 224 27 238 201 238 14 139 49 20 193 145
        191 131 223
    """,
    "wind": """
        7.4 8.0 12.6 11.5 14.3 14.9 8.6 13.8 20.1 8.6 6.9 9.7 9.2 10.9 13.2 11.5 12.0 18.4 11.5 9.7
        9.7 16.6 9.7 12.0 16.6 14.9 8.0 12.0 14.9 5.7 7.4 8.6 9.7 16.1 9.2 8.6 14.3 9.7 6.9 13.8
        11.5 10.9 9.2 8.0 13.8 11.5 14.9 20.7 9.2 11.5 10.3 6.3 1.7 4.6 6.3 8.0 8.0 10.3 11.5 14.9
        8.0 4.1 9.2 9.2 10.9 4.6 10.9 5.1 6.3 5.7 7.4 8.6 14.3 14.9 14.9 14.3 6.9 10.3 6.3 5.1 11.5
        6.9 9.7 11.5 8.6 8.0 8.6 12.0 7.4 7.4 7.4 9.2 6.9 13.8 7.4 6.9 7.4 4.6 4.0 10.3 8.0 8.6 11.5
        11.5 11.5 9.7 11.5 10.3 6.3 7.4 10.9 10.3 15.5 14.3 12.6 9.7 3.4 8.0 5.7 9.7 2.3 6.3 6.3 6.9
        5.1 2.8 4.6 7.4 15.5 10.9 10.3 10.9 9.7 14.9 15.5 6.3 10.9 11.5 6.9 13.8 10.3 10.3 8.0 12.6
        9.2 10.3 10.3 16.6 6.9 13.2 14.3 8.0 11.5
    """,
    "temp": """
        67 72 74 62 56 66 65 59 61 69 74 69 66 68 58 64 66 57 68 62 59 73 61 61 57 58 57 67 81 79 76
        78 74 67 84 85 79 82 87 90 87 93 92 82 80 79 77 72 65 73 76 77 76 76 76 75 78 73 80 77 83 84
        85 81 84 83 83 88 92 92 89 82 73 81 91 80 81 82 84 87 85 74 81 82 86 85 82 86 88 86 83 81 81
        81 82 86 85 87 89 90 90 92 86 86 82 80 79 77 79 76 78 78 77 72 75 79 81 86 88 97 94 96 94 91
        92 93 93 87 84 80 78 75 73 81 76 77 71 71 78 67 76 68 82 64 71 81 69 63 70 77 75 76 68
    """,
}


def air() -> dict[str, list[float]]:
    values = {
        name: [np.nan if each == "-" else float(each) for each in text.split()]
        for name, text in AIR.items()
    }
    days = {5: 31, 6: 30, 7: 31, 8: 31, 9: 30}
    values["month"] = [float(m) for m, n in days.items() for _ in range(n)]
    values["day"] = [float(d + 1) for n in days.values() for d in range(n)]
    return values


def test_air_quality_as_in_naniar() -> None:
    found = little_mcar_test(number_survey(air()))
    # naniar 1.1.0, tests/testthat/test-mcar-test.R: mcar_test(airquality). Its EM (package norm)
    # stops at a change of 1e-4, ours at 1e-10, which leaves 1.3e-6 between them.
    assert found.statistic == pytest.approx(35.1061288689702, rel=2e-6)
    assert found.p_value == pytest.approx(0.00141778113856683, rel=2e-5)
    assert (found.df, found.patterns, found.n) == (14, 4, 153)


def test_monotone_gaps_have_a_closed_form() -> None:
    # One item of two with gaps: the likelihood factors (Anderson 1957, JASA 52, 200-203).
    rng = np.random.default_rng(1)
    a = rng.normal(size=80)
    b = 0.6 * a + rng.normal(size=80)
    gone = rng.random(80) < 0.3
    found = little_mcar_test(
        number_survey({"a": a.tolist(), "b": np.where(gone, np.nan, b).tolist()})
    )
    seen = ~gone
    mean_a, var_a = a.mean(), a.var()
    slope = np.cov(a[seen], b[seen], bias=True)[0, 1] / a[seen].var()
    rest = b[seen].var() - slope**2 * a[seen].var()
    mean_b = b[seen].mean() + slope * (mean_a - a[seen].mean())
    cov = np.array([[var_a, slope * var_a], [slope * var_a, rest + slope**2 * var_a]])
    apart = np.array([a[seen].mean() - mean_a, b[seen].mean() - mean_b])
    wanted = seen.sum() * apart @ np.linalg.solve(cov, apart)
    wanted += gone.sum() * (a[gone].mean() - mean_a) ** 2 / var_a
    assert found.statistic == pytest.approx(wanted, rel=1e-7)
    assert found.df == 1


def test_level_and_power() -> None:
    rng = np.random.default_rng(2)
    null, other = [], []
    for _ in range(200):
        x = rng.multivariate_normal(np.zeros(3), 0.5 + 0.5 * np.eye(3), 120)
        free, bound = x.copy(), x.copy()
        free[rng.random((120, 3)) < 0.1] = np.nan
        bound[(rng.random(120) < 0.4) & (x[:, 0] > 0), 1] = np.nan
        for kept, part in ((null, free), (other, bound)):
            columns = {name: part[:, j].tolist() for j, name in enumerate("abc")}
            kept.append(little_mcar_test(number_survey(columns)).p_value)
    # Of 200 tests at 5%, 10 reject on average, and 19 or more in one of 200 studies.
    assert 1 <= np.sum(np.array(null) < 0.05) <= 19
    assert np.mean(np.array(other) < 0.05) > 0.95


def test_units_and_order_do_not_matter() -> None:
    values = air()
    there = little_mcar_test(number_survey(values)).statistic
    values["temp"] = [1000 + 50 * each for each in values["temp"]]
    back = {name: column[::-1] for name, column in reversed(values.items())}
    assert little_mcar_test(number_survey(back)).statistic == pytest.approx(there, rel=1e-8)


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        ([[1, 2], [2, 3], [3, 1]], "no answer is missing"),
        ([[1, -1], [2, -1]], "nobody answered"),
        ([[1, 2], [1, -1], [1, 3]], "q1"),
    ],
)
def test_what_cannot_be_tested_says_why(rows: list[list[int]], word: str) -> None:
    with pytest.raises(BerakhlakError, match=word) as caught:
        little_mcar_test(rated(rows))
    assert caught.value.code == "E848"


def test_rating_items_are_the_default() -> None:
    x = np.random.default_rng(3).integers(1, 6, (60, 3))
    x[:15, 0] = -1
    assert little_mcar_test(rated(x)).df == 2
    assert little_mcar_test(rated(x), items=["q1", "q2"]).df == 1
