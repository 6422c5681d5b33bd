"""What every estimator owes its users, held for all rooms of them at once."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from functools import cache
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from pandas.testing import assert_frame_equal

from berakhlak_stats import agreement, gaps, indices, interpret, reliability, significance, waves
from berakhlak_stats.errors import BerakhlakError, DisclosureError, StatisticError
from berakhlak_stats.estimates import Estimates, Provenance
from berakhlak_stats.estimates.glossary import OPTIONAL, REQUIRED
from berakhlak_stats.instrument import make_instrument
from berakhlak_stats.present.narrative import narrate
from berakhlak_stats.simulate import simulate
from berakhlak_stats.survey.survey import ImportLog, Survey, make_keys
from tests.contracts.test_docstrings import section
from tests.surveys import number_survey, random_survey

ROOMS: tuple[ModuleType, ...] = (indices, agreement, gaps, interpret, waves)
"""Rooms whose public functions of a survey return Estimates."""


def estimators(room: ModuleType) -> list[str]:
    """The public functions of a room that are about a survey."""
    found = {name: getattr(room, name) for name in room.__all__}
    return [
        name
        for name, value in found.items()
        if inspect.isfunction(value) and "survey" in inspect.signature(value).parameters
    ]


ESTIMATORS = [(room, name) for room in ROOMS for name in estimators(room)]
OF_SCALES = (
    *("categorical_omega", "cronbach_alpha", "greatest_lower_bound", "guttman_lambdas"),
    *("item_analysis", "item_statistics", "mcdonald_omega", "omega_hierarchical", "ordinal_alpha"),
    *("scale_statistics", "split_half"),
)
ESTIMATORS += [(reliability, name) for name in OF_SCALES]
OF_RESULTS = ("compare", "rank_sets")
OF_PERSONS = ("cohen_kappa", "linear_regression", "logistic_regression")
"""What of the tests returns Estimates; the others are held in ``test_single_tests``."""
ESTIMATORS += [(significance, name) for name in OF_PERSONS]
OF_GROUPS = ("funnel", "shrunken_scores", "standings")
"""Of the tests, those that give rows per group: ranks and benchmarks."""
ESTIMATORS += [(significance, name) for name in OF_GROUPS]
SECTIONS = ("Parameters", "Returns", "Notes", "References", "Examples")


def picks() -> Survey:
    return random_survey(31, 180, weighted=True, unit=3)


def six_units() -> Survey:
    return random_survey(31, 180, weighted=True, unit=6)


def waves_of_picks() -> Survey:
    return random_survey(31, 180, weighted=True, unit=3, wave=2).with_design(strata="wave")


def ratings() -> Survey:
    instrument = make_instrument(
        ratings={"trust": ["t1", "t2", "t3"], "work": ["w1", "w2"]}, reversed=["t2"]
    )
    rng = np.random.default_rng(1)
    answers = rng.integers(1, 6, (180, 5)).astype(np.int8)
    answers[rng.random((180, 5)) < 0.05] = -1
    columns = random_survey(31, 180, unit=3).columns
    return Survey(
        instrument=instrument,
        n=180,
        ratings=answers,
        columns=columns,
        keys=make_keys([answers], 180),
        smallest_group=5,
    )


def numbers() -> Survey:
    rng = np.random.default_rng(2)
    return number_survey(
        {"hours": rng.gamma(8, 5, 180).tolist(), "years": rng.gamma(2, 4, 180).tolist()},
        columns={"unit": [f"unit{i}" for i in rng.integers(0, 3, 180)]},
    )


@cache
def bundled() -> Survey:
    """The first of a bundled population: words with levels, as some statistics need them."""
    survey = simulate(seed=1).take(np.arange(180)).with_smallest_group(5)
    columns = random_survey(31, 180, unit=3).columns
    return replace(survey, columns=columns, log=ImportLog(rows_read=180))


def rated() -> Survey:
    """Numbers that go together, as a regression wants them."""
    rng = np.random.default_rng(4)
    common = rng.normal(size=180)
    items = {name: (common + rng.normal(size=180)).tolist() for name in ("x", "y", "z")}
    units = [f"unit{i}" for i in rng.integers(0, 3, 180)]
    away = np.subtract(items["x"], items["y"]) ** 2
    outcome = (common - away + rng.normal(size=180) / 2).tolist()
    late = np.where(common + rng.normal(size=180) > 0, "late", "early").tolist()
    return number_survey(items | {"outcome": outcome}, columns={"unit": units, "when": late})


@dataclass(frozen=True)
class Call:
    """One way to call a public function."""

    name: str
    survey: Callable[[], Survey]
    options: tuple[tuple[str, Any], ...] = ()
    by: str = "by"
    """The argument that names the groups; empty where results have no row per group."""
    room: ModuleType = indices
    of: str = ""
    """For what takes a result in place of a survey: the index, by unit, that it is given."""

    def __str__(self) -> str:
        room = self.room.__name__.rpartition(".")[2]
        values = (getattr(value, "__name__", str(value)) for _, value in self.options)
        return "-".join([room, self.name, *values])

    def run(self, survey: Survey, *, grouped: bool = False) -> Estimates:
        options = dict(self.options)
        function = getattr(self.room, self.name)
        takes = inspect.signature(function).parameters
        resampled = "options" in takes or "replicates" in takes
        if resampled and not self.name.startswith("number_") and "replicates" not in options:
            options["replicates"] = 60
        if grouped and self.by == "by":
            options["by"] = "unit"
        assert ("survey" in takes) != bool(self.of)
        first = getattr(indices, self.of)(survey, by="unit") if self.of else survey
        result = function(first, **options)
        assert isinstance(result, Estimates)
        return result


BY = ("by", "unit")
THREE, TWO = ("items", ("t1", "t2", "t3")), ("items", ("t1", "t2"))
LENGTHS = (("items", ("hours", "years")), ("scale", (0.0, 100.0)))
WITHIN_UNITS: list[tuple[str, Callable[[], Survey], tuple[tuple[str, Any], ...]]] = [
    ("rwg", ratings, (THREE,)),
    ("rwg", ratings, (THREE, ("null", "heavy_skew"))),
    ("rwg_j", ratings, (("items", "trust"),)),
    ("rwg_j", ratings, (THREE, ("method", "bootstrap"))),
    ("rwg_j", ratings, (THREE, ("method", "jackknife"))),
    ("rwg_j", numbers, LENGTHS),
    ("r_star_wg_j", ratings, (THREE,)),
    ("a_wg", ratings, (THREE,)),
    *(("average_deviation", ratings, (THREE, ("variant", v))) for v in ("mean", "median")),
    *(("average_deviation", numbers, (LENGTHS[0], ("variant", v))) for v in ("mean", "median")),
]
RATERS: list[tuple[str, Callable[[], Survey], tuple[tuple[str, Any], ...]]] = [
    *(
        ("cohen_kappa", ratings, (TWO, ("variant", v)))
        for v in ("unweighted", "linear", "quadratic")
    ),
    ("light_kappa", ratings, (THREE,)),
    *(("fleiss_kappa", ratings, (THREE, ("variant", v))) for v in ("fleiss", "conger")),
    *(
        ("krippendorff_alpha", ratings, (THREE, ("metric", m)))
        for m in ("nominal", "ordinal", "interval", "ratio")
    ),
    *(("kendall_w", ratings, (THREE, ("variant", v))) for v in ("ties", "plain")),
    ("percent_agreement", ratings, (TWO,)),
    *(
        ("rater_icc", ratings, (THREE, ("variant", v)))
        for v in ("shrout_fleiss", "mcgraw_wong", "irr")
    ),
]
OVER_UNITS: list[tuple[str, Callable[[], Survey], tuple[tuple[str, Any], ...]]] = [
    *(("icc1", ratings, (BY, THREE, ("variant", v))) for v in ("mean_size", "n0", "reml")),
    *(("icc1", picks, (BY, ("item", item))) for item in ("V1", "positive_energy", "current:a1")),
    *(("icc2", ratings, (BY, THREE, ("variant", v))) for v in ("anova", "reml", "reml_units")),
    ("eta_squared", ratings, (BY, ("item", "trust"))),
    ("random_group_resampling", ratings, (BY, ("item", "trust"))),
    ("waba", ratings, (BY, ("x", "trust"), ("y", "work"))),
    (
        "random_intercept",
        ratings,
        (BY, ("outcome", "trust"), ("predictors", ("work",)), ("unit_means", ("work",))),
    ),
]
FIVE = ("items", ("t1", "t2", "t3", "w1", "w2"))
GROUPS: list[tuple[str, Callable[[], Survey], tuple[tuple[str, Any], ...]]] = [
    *(
        ("funnel", six_units, (BY, ("overdispersion", v)))
        for v in ("none", "multiplicative", "additive")
    ),
    ("funnel", ratings, (BY, ("statistic", "ratings"))),
    *(
        ("shrunken_scores", six_units, (BY, ("between", v)))
        for v in ("paule_mandel", "dersimonian_laird", "reml")
    ),
    ("shrunken_scores", six_units, (BY, ("variance", "own"))),
    ("standings", six_units, (BY,)),
]
WAVE = ("wave", "wave")
SCALES: list[tuple[str, Callable[[], Survey], tuple[tuple[str, Any], ...]]] = [
    ("cronbach_alpha", ratings, ()),
    ("cronbach_alpha", ratings, (("deleted", True), ("variant", "standardised"))),
    ("cronbach_alpha", ratings, (THREE, ("missing", "pairwise"))),
    *(("cronbach_alpha", ratings, (THREE, ("method", m))) for m in ("feldt", "duhachek", "bonett")),
    *(("cronbach_alpha", ratings, (THREE, ("method", m))) for m in ("bootstrap", "jackknife")),
    ("cronbach_alpha", numbers, ()),
    ("item_analysis", ratings, ()),
    ("item_analysis", ratings, (FIVE, ("missing", "pairwise"))),
    ("item_statistics", ratings, ()),
    ("item_statistics", ratings, (("missing", "pairwise"),)),
    ("scale_statistics", ratings, ()),
    ("guttman_lambdas", ratings, (FIVE,)),
    ("guttman_lambdas", ratings, (THREE, ("on", "correlation"))),
    ("split_half", ratings, ()),
    ("greatest_lower_bound", ratings, ()),
    ("mcdonald_omega", ratings, (("details", True),)),
    ("omega_hierarchical", ratings, (FIVE, ("factors", 2), ("details", True))),
    ("ordinal_alpha", ratings, ()),
    ("categorical_omega", ratings, ()),
]
"""Of rating scales; what pick lists allow keeps promises of its own."""
DRIVERS = (("items", ("x", "y", "z")), ("outcome", "outcome"))
SURFACE = (("x", "x"), ("y", "y"), ("outcome", "outcome"))
GAPS = [
    *(Call("value_gap", picks, (("level", v),)) for v in ("word", "behaviour", "value", "area")),
    Call("jumps", picks, (("alpha", 0.9),)),
    Call("jumps", picks, (("floor", 0.9),)),
    *(Call("matches", picks, (("size", v),)) for v in (3, 10)),
    Call("word_ranks", picks),
    Call("change_ranks", picks),
    Call("congruence", picks),
    Call("cultural_entropy", picks, (("lists", None),)),
    *(Call("positive_limiting_ratio", picks, (("variant", v),)) for v in ("votes", "top_ten")),
    *(Call("multi_response", picks, (("base", v),)) for v in ("cases", "responses")),
    *(Call(v, bundled) for v in ("levels_profile", "iros_profile", "business_needs")),
    Call("profile_similarity", rated, (("first", ("x", "y")), ("second", ("z", "outcome")))),
    *(Call(v, rated, DRIVERS) for v in ("relative_weights", "lmg", "importance_performance")),
    *(Call(v, rated, SURFACE, by="") for v in ("response_surface", "nested_surfaces")),
    Call("mmi_test", picks, by=""),
    Call("spmi_test", picks, (("column", "unit"),), by=""),
]
BY_ROWS = (
    *("congruence", "response_surface", "nested_surfaces", "mmi_test", "spmi_test"),
    *("linear_regression", "logistic_regression"),
)
"""Sums over rows as they come, which rounding tells apart in the last digits."""
REFUSE_FEW = (
    *("relative_weights", "lmg", "importance_performance"),
    *("response_surface", "nested_surfaces", "mmi_test", "spmi_test"),
    *("linear_regression", "logistic_regression"),
)
"""Fits and tests of everybody have no rows to hide: they refuse instead."""
REGRESSED = ("predictors", ("x", "unit"))
TESTS = [
    Call("cohen_kappa", ratings, (("first", "t1"), ("second", "t3"))),
    Call("linear_regression", rated, (("response", "outcome"), REGRESSED), by=""),
    Call("logistic_regression", rated, (("response", "when"), ("event", "late"), REGRESSED), by=""),
    *(
        Call("compare", picks, (("against", v),), by="", of="value_score")
        for v in ("rest", "mean", "median", "pairs", 50.0)
    ),
    Call("rank_sets", picks, (("replicates", 200),), by="", of="implementation"),
]
CALLS = [
    Call("all_indices", picks),
    Call("implementation", picks),
    Call("value_score", picks),
    *(Call("value_score", picks, (("variant", v),)) for v in ("vote_sum", "union", "mean_share")),
    Call("balance", picks),
    *(Call("balance", picks, (("variant", v),)) for v in ("evenness", "entropy")),
    Call("positive_energy", picks),
    Call("positive_energy", picks, (("variant", "people"),)),
    Call("alignment", picks),
    *(
        Call("alignment", picks, (("variant", v),))
        for v in ("profile_overlap", "weighted_jaccard", "top10_matches", "rank_biased_overlap")
    ),
    Call("culture_health", picks),
    Call("vote_share", picks),
    *(Call("vote_share", picks, (("level", v),)) for v in ("behaviour", "area")),
    Call("gap", picks),
    Call("gap", picks, (("level", "area"),)),
    Call("top_words", picks),
    Call("crosstab", picks, (("row", "unit"), ("item", "a1")), by="row"),
    Call("crosstab", picks, (("row", "unit"), ("item", "V1")), by="row"),
    Call("crosstab", ratings, (("row", "unit"), ("item", "t1")), by="row"),
    Call("aggregation_rules", picks, (("over", "unit"),), by="over"),
    Call("aggregation_rules", picks, (("over", "unit"), ("of", "gap")), by="over"),
    Call("rating_score", ratings),
    Call("rating_score", ratings, (("variant", "favourable"),)),
    Call("number_mean", numbers),
    Call("number_total", numbers),
    Call("number_variance", numbers),
    Call("number_ratio", numbers, (("numerator", "hours"), ("denominator", "years"))),
    Call("number_quantile", numbers),
    Call("proportion", ratings, (("column", "t1"),)),
    *(Call(*each, room=agreement) for each in WITHIN_UNITS),
    *(Call(*each, room=agreement) for each in RATERS),
    *(Call(*each, by="", room=agreement) for each in OVER_UNITS),
    Call("aggregation_verdict", ratings, (BY, ("items", "trust")), by="", room=interpret),
    *(Call(*each, room=reliability) for each in SCALES),
    *(
        Call("wave_difference", waves_of_picks, (WAVE, ("of", of)), room=waves)
        for of in (indices.implementation, indices.all_indices, indices.alignment)
    ),
    *(replace(each, room=gaps) for each in GAPS),
    *(replace(each, room=significance) for each in TESTS),
    *(Call(*each, by="", room=significance) for each in GROUPS),
]
every_call = pytest.mark.parametrize("call", CALLS, ids=str)


@cache
def results(call: Call) -> tuple[Estimates, ...]:
    survey = call.survey()
    return (call.run(survey), call.run(survey, grouped=True))


def test_every_public_function_is_in_the_battery() -> None:
    tried = {(call.room, call.name) for call in CALLS}
    assert tried == {*ESTIMATORS, *((significance, name) for name in OF_RESULTS)}
    assert set(estimators(indices)) == set(indices.__all__)


def name_of_estimator(value: object) -> str:
    return value if isinstance(value, str) else str(getattr(value, "__name__", value))


every_estimator = pytest.mark.parametrize(("room", "name"), ESTIMATORS, ids=name_of_estimator)


@every_estimator
def test_docstrings_have_every_section(room: ModuleType, name: str) -> None:
    text = inspect.getdoc(getattr(room, name)) or ""
    assert [title for title in SECTIONS if not section(text, title)] == []


@every_estimator
def test_only_the_survey_may_stand_without_its_name(room: ModuleType, name: str) -> None:
    first, *rest = inspect.signature(getattr(room, name)).parameters.values()
    assert first.name == "survey"
    allowed = (inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD)
    assert all(each.kind in allowed for each in rest)


@every_call
def test_columns_follow_the_glossary(call: Call) -> None:
    for result in results(call):
        columns = set(result.frame.columns)
        assert REQUIRED.keys() <= columns
        assert columns <= REQUIRED.keys() | OPTIONAL.keys()
        assert result.frame.index.tolist() == list(range(len(result)))


@every_call
def test_rows_can_be_told_apart(call: Call) -> None:
    names = ["list", "level", "item", "group"]
    for result in results(call):
        keys = names + [each for each in ("item_2", "wave", "against") if each in result.frame]
        assert not result.frame.duplicated(keys).any()


@every_call
def test_intervals_hold_their_estimates_or_a_note_says_why(call: Call) -> None:
    for result in results(call):
        frame = result.frame
        known = frame["conf_low"].notna()
        inside = frame["conf_low"] <= frame["estimate"] + 1e-9
        inside &= frame["estimate"] <= frame["conf_high"] + 1e-9
        assert inside[known].all()
        assert (frame["note"][~known] != "").all()
        assert (frame["std_error"].dropna() >= 0).all()


@every_call
def test_bands_and_their_masses_stand_together(call: Call) -> None:
    for result in results(call):
        if "band" not in result.frame:
            continue
        rows = result.frame[result.frame["band"] != ""]
        masses = rows[[f"prob_{code}" for code in "ABCD"]]
        assert masses.sum(axis=1).to_numpy() == pytest.approx(1)
        assert masses.ge(0).all(axis=None)


@every_call
def test_json_there_and_back(call: Call) -> None:
    for result in results(call):
        again = Estimates.from_json(result.to_json())
        assert again.frame.equals(result.frame)
        assert (again.frame.dtypes == result.frame.dtypes).all()
        assert (again.covariance is None) == (result.covariance is None)
        if result.covariance is not None and again.covariance is not None:
            assert np.array_equal(again.covariance, result.covariance, equal_nan=True)
        for field in fields(Provenance):
            assert getattr(again.provenance, field.name) == getattr(result.provenance, field.name)


@every_call
def test_covariance_has_the_squared_standard_errors(call: Call) -> None:
    for result in results(call):
        if result.covariance is None:
            continue
        assert result.covariance.shape == (len(result), len(result))
        own = np.sqrt(np.diag(result.covariance))
        errors = result.frame["std_error"].to_numpy()
        assert own == pytest.approx(errors, rel=1e-6, abs=1e-12, nan_ok=True)


@every_call
def test_provenance_is_filled(call: Call) -> None:
    for result, grouped in zip(results(call), (False, True), strict=True):
        made = result.provenance
        for name in ("statistic", "sureness", "method", "instrument", "package_version"):
            assert getattr(made, name), name
        assert made.sureness in ("published", "inferred", "assumed", "excluded")
        assert (made.n_read, made.n_used, made.smallest_group) == (180, 180, 5)
        assert len(made.fingerprint) == 12
        if call.by == "by":
            assert made.by == ("unit" if grouped else "")
        if "bootstrap" in made.method:
            assert made.seed is not None and made.replicates > 0


@every_call
def test_row_order_carries_no_meaning(call: Call) -> None:
    survey = call.survey()
    shuffled = survey.take(np.random.default_rng(5).permutation(survey.n))
    first, second = results(call)[1], call.run(shuffled, grouped=True)
    if call.name in BY_ROWS:
        assert_frame_equal(first.frame, second.frame, rtol=1e-6, atol=1e-8)
    else:
        assert first.frame.equals(second.frame)
    assert first.provenance.fingerprint == second.provenance.fingerprint


@every_call
def test_few_people_are_never_shown(call: Call) -> None:
    survey = call.survey()
    few = survey.take(np.arange(9)).with_smallest_group(10)
    if call.name in REFUSE_FEW:
        with pytest.raises((DisclosureError, StatisticError)):
            call.run(few, grouped=True)
        return
    if call.name in OF_GROUPS:
        # Without groups to compare there is nothing to tell.
        with pytest.raises(BerakhlakError, match="E851"):
            call.run(few)
        return
    frame = call.run(few, grouped=True).frame
    text = {"list", "level", "item", "item_2", "group", "note", "band", "suppressed", "verdict"}
    text |= {"wave", "against"}
    # A group of nobody has nothing to hide: no picks are zero picks.
    frame = frame[frame["note"] != "no answers"]
    numbers_only = frame[[column for column in frame.columns if column not in text]]
    assert frame["suppressed"].all() or (frame["note"] != "").all()
    assert numbers_only.drop(columns="n").isna().all(axis=None)


@pytest.mark.parametrize("lang", ["id", "en"])
@every_call
def test_it_is_told_in_both_languages(call: Call, lang: str) -> None:
    for result in results(call):
        for text in (result.narrate(lang), str(result.table(lang)), result.plot(lang).svg()):
            assert text and "{" not in text
            assert "nan" not in text.lower().replace("nanti", "").split()


@every_call
def test_both_languages_print_the_same_numbers(call: Call) -> None:
    for result in results(call):
        first, second = (narrate(result, lang).ledger for lang in ("id", "en"))
        assert [claim.numbers for claim in first] == [claim.numbers for claim in second]


@every_call
def test_nobody_at_all_is_refused(call: Call) -> None:
    with pytest.raises(BerakhlakError) as caught:
        call.run(call.survey().take(np.array([], int)))
    assert caught.value.code == "E102"
