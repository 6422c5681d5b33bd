"""The pass: plans, batches, order of rows, weights."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from berakhlak_stats import indices
from berakhlak_stats.errors import DesignError
from berakhlak_stats.indices import parts
from berakhlak_stats.survey.design import Design
from berakhlak_stats.survey.survey import Survey, make_keys
from berakhlak_stats.totals import collect, make_plan
from berakhlak_stats.totals.batch import psu_ids
from berakhlak_stats.totals.plan import PERSON_LIMIT, RANDOM_GROUPS
from berakhlak_stats.totals.statistic import Feature, Output, Statistic
from tests.statistics import ratio_statistic
from tests.surveys import codes, number_survey, random_survey

VALUES = parts.values(random_survey(1, 10).instrument)
COVERAGE = parts.coverage(random_survey(1, 10).instrument)


def shuffled(survey: Survey, seed: int = 9) -> Survey:
    return survey.take(np.random.default_rng(seed).permutation(survey.n))


@pytest.mark.parametrize(
    ("n", "has_psu", "replicates", "kind"),
    [
        (100, False, False, "none"),
        (100, False, True, "person"),
        (PERSON_LIMIT, False, True, "person"),
        (PERSON_LIMIT + 1, False, True, "random"),
        (10**6, True, False, "psu"),
        (10**6, True, True, "psu"),
    ],
)
def test_what_a_plan_keeps(n: int, has_psu: bool, replicates: bool, kind: str) -> None:
    design = Design(psu_codes=np.zeros(n, np.int32) if has_psu else None)
    plan = make_plan([VALUES, COVERAGE], n=n, design=design, replicates=replicates)
    assert plan.part_kind == kind
    assert plan.random_groups == (RANDOM_GROUPS if kind == "random" else 0)
    # Second moments serve Taylor without PSUs, and only smooth statistics.
    assert [name for name, _ in plan.moments] == ([] if has_psu else [VALUES.id])


def test_cells_are_plain_sums() -> None:
    survey = random_survey(4, 90, weighted=True, unit=3)
    totals = collect(survey, [VALUES], by="unit")
    x = np.concatenate([f.compute(survey) for f in VALUES.features], axis=1).astype(float)
    assert survey.weights is not None
    for g in range(3):
        own = survey.column("unit").codes == g
        assert totals.cells.n[g] == own.sum()
        assert totals.cells.count[g] == pytest.approx(x[own].sum(axis=0))
        w = survey.weights[own, None]
        assert totals.cells.total[g] == pytest.approx((w * x[own]).sum(axis=0))
        second = (w * x[own]).T @ (w * x[own])
        assert totals.cells.second[VALUES.id][g] == pytest.approx(second)


@pytest.mark.parametrize(
    "design", [{}, {"strata": "h"}, {"psu": "psu"}, {"psu": "psu", "strata": "h"}]
)
@pytest.mark.parametrize("method", ["auto", "bootstrap", "jackknife"])
def test_row_order_carries_no_meaning(design: dict[str, str], method: str) -> None:
    """To the last bit: estimates, standard errors, intervals, band probabilities."""
    survey = random_survey(5, 150, weighted=True, h=2, unit=3)
    psu = [f"{a}{b}" for a, b in zip(survey.column("h").codes, np.arange(150) % 9, strict=True)]
    made = with_psu(survey, psu).with_design(**design)  # type: ignore[arg-type]
    frames = [
        indices.all_indices(each, by="unit", method=method, replicates=100).frame
        for each in (made, shuffled(made))
    ]
    assert frames[0].equals(frames[1])


def with_psu(survey: Survey, psu: list[str]) -> Survey:
    return replace(survey, columns={**survey.columns, "psu": codes(psu)})


def test_row_order_of_numbers_and_gaps() -> None:
    rng = np.random.default_rng(2)
    survey = number_survey(
        {"x": rng.normal(size=80).tolist()}, weights=rng.uniform(1, 2, 80).tolist()
    )
    assert indices.number_mean(survey).frame.equals(indices.number_mean(shuffled(survey)).frame)
    picks = random_survey(5, 150)
    for compute in (indices.gap, indices.vote_share):
        assert compute(picks).frame.equals(compute(shuffled(picks)).frame)


def test_random_groups_do_not_depend_on_row_order() -> None:
    rng = np.random.default_rng(6)
    survey = number_survey({"x": rng.integers(0, 50, PERSON_LIMIT + 500).astype(float).tolist()})
    statistic = ratio_statistic("x")
    first = collect(survey, [statistic], replicates=True)
    second = collect(shuffled(survey), [statistic], replicates=True)
    assert first.plan.part_kind == "random"
    assert np.array_equal(first.parts.total, second.parts.total)


def test_batches_give_the_totals_of_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    from importlib import import_module

    survey = random_survey(7, 101, weighted=True, unit=4)
    whole = collect(survey, [VALUES, COVERAGE], by="unit", replicates=True)
    monkeypatch.setattr(import_module("berakhlak_stats.totals.collect"), "BATCH_ROWS", 17)
    pieces = collect(survey, [VALUES, COVERAGE], by="unit", replicates=True)
    assert pieces.n_rows == whole.n_rows == 101
    assert np.array_equal(pieces.cells.keys, whole.cells.keys)
    assert pieces.cells.total == pytest.approx(whole.cells.total)
    assert pieces.cells.second[VALUES.id] == pytest.approx(whole.cells.second[VALUES.id])
    assert np.array_equal(pieces.parts.units, whole.parts.units)


def test_wide_features_come_in_shorter_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    from importlib import import_module

    module = import_module("berakhlak_stats.totals.collect")
    wide = Feature("wide", tuple(f"{j}" for j in range(500)), lambda s: np.ones((s.n, 500)))
    counted = Feature("counted", ("1",), lambda s: np.ones((s.n, 1)))
    output = Output("0", "item", counted.name, "mean")
    statistic = Statistic(
        "wide", (wide,), (output,), lambda t: t["wide"][..., :1], bases=(counted,)
    )
    assert module._batch_rows([statistic]) * 501 <= module.BATCH_NUMBERS
    assert module._batch_rows([VALUES]) == module.BATCH_ROWS
    monkeypatch.setattr(module, "BATCH_NUMBERS", 1024 * 501)
    totals = collect(random_survey(1, 3000), [statistic])
    assert totals.cells.total.tolist() == [[3000.0] * 501]
    # What only counts persons takes no part in second moments.
    assert totals.cells.second["wide"].shape == (1, 500, 500)


def test_unit_weights_are_no_weights() -> None:
    plain = random_survey(8, 120)
    weighted = replace(plain, weights=np.ones(120))
    columns = ["estimate", "std_error", "conf_low", "conf_high"]
    first, second = (indices.all_indices(s, replicates=100).frame for s in (plain, weighted))
    assert first[columns].equals(second[columns])


@pytest.mark.parametrize("factor", [0.001, 7.0, 1e6])
def test_the_scale_of_weights_does_not_matter(factor: float) -> None:
    survey = random_survey(9, 120, weighted=True)
    assert survey.weights is not None
    scaled = replace(survey, weights=survey.weights * factor)
    columns = ["estimate", "std_error", "conf_low", "conf_high"]
    first, second = (
        indices.all_indices(s, replicates=100).frame[columns].to_numpy() for s in (survey, scaled)
    )
    assert second == pytest.approx(first, rel=1e-7)


def test_a_duplicated_file_keeps_estimates_and_shrinks_errors_by_root_two() -> None:
    survey = random_survey(10, 200)
    twice = survey.take(np.tile(np.arange(200), 2))
    twice = replace(twice, keys=make_keys(list(twice.picks.values()), 400))
    first, second = (indices.all_indices(s, replicates=200).frame for s in (survey, twice))
    assert second["estimate"].to_numpy() == pytest.approx(first["estimate"].to_numpy())
    smooth = ~first["item"].isin(["balance", "culture_health"])
    ratio = first["std_error"][smooth] / second["std_error"][smooth]
    assert ratio.to_numpy() == pytest.approx(np.sqrt(399 / 199), rel=1e-6)


def test_the_survey_is_left_as_it_was() -> None:
    survey = random_survey(11, 60, weighted=True, unit=3)
    before = [bits.copy() for bits in survey.picks.values()]
    assert survey.weights is not None
    weights, keys = survey.weights.copy(), survey.keys.copy()
    indices.all_indices(survey, by="unit", replicates=50)
    assert all(np.array_equal(a, b) for a, b in zip(before, survey.picks.values(), strict=True))
    assert np.array_equal(weights, survey.weights) and np.array_equal(keys, survey.keys)


def test_rows_without_a_group_and_empty_groups_add_nothing() -> None:
    survey = random_survey(12, 90, unit=3)
    column = survey.column("unit")
    wider = replace(column, labels=(*column.labels, "empty"))
    some = replace(wider, codes=np.where(column.codes == 2, -1, column.codes).astype(np.int32))
    full = collect(survey, [VALUES], by="unit")
    cut = collect(replace(survey, columns={"unit": some}), [VALUES], by="unit")
    assert cut.by_group(cut.cells.total)[:2] == pytest.approx(full.by_group(full.cells.total)[:2])
    assert (cut.by_group(cut.cells.total)[2:] == 0).all()
    frame = indices.implementation(replace(survey, columns={"unit": some}), by="unit").frame
    empty = frame.set_index("group").loc["empty"]
    assert np.isnan(empty["estimate"]) and empty["note"] == "no answers" and empty["n"] == 0


@pytest.mark.parametrize("design", [{}, {"psu": "psu"}])
def test_nobody_in_any_group(design: dict[str, str]) -> None:
    survey = random_survey(13, 30, psu=4)
    column = replace(survey.column("psu"), codes=np.full(30, -1, np.int32))
    made = replace(survey, columns={**survey.columns, "g": column}).with_design(**design)  # type: ignore[arg-type]
    frame = indices.all_indices(made, by="g", replicates=50).frame
    assert frame["estimate"].isna().all()
    assert (frame["note"] == "no answers").all()


def test_unknown_columns_are_refused() -> None:
    with pytest.raises(DesignError) as caught:
        collect(random_survey(1, 10), [VALUES], by="nowhere")
    assert caught.value.code == "E602"


def test_psu_numbers_belong_to_labels() -> None:
    first, second = psu_ids(["a", "b"]), psu_ids(["b", "c", "a"])
    assert first.tolist() == [second[2], second[0]]
    assert len(set(second.tolist())) == 3
