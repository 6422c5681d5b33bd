"""State(A u B) = State(A) + State(B), whatever the split."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from berakhlak_stats.errors import DesignError
from berakhlak_stats.estimates.analyse import Options, analyse
from berakhlak_stats.indices import parts
from berakhlak_stats.inference.replicates import resampler
from berakhlak_stats.inference.strata import degrees_of_freedom, describe_strata
from berakhlak_stats.inference.taylor import taylor
from berakhlak_stats.survey.design import Design
from berakhlak_stats.survey.survey import Codes, Survey
from berakhlak_stats.totals import Totals, collect, merge
from berakhlak_stats.totals.parts import run_starts
from berakhlak_stats.totals.plan import make_plan
from tests.surveys import codes, random_survey

SMOOTH = parts.smooth_indices(random_survey(1, 10).instrument)
COVER = parts.coverage(random_survey(1, 10).instrument)
STATISTICS = (SMOOTH, COVER)
DESIGNS: tuple[dict[str, Any], ...] = (
    {},
    {"strata": "h"},
    {"psu": "psu"},
    {"psu": "psu", "strata": "h", "population": {"h0": 40, "h1": 50, "h2": 60}},
)


def survey_of(seed: int, n: int = 60) -> Survey:
    """Groups (some rows without one), strata and PSUs of unequal size."""
    survey = random_survey(seed, n, weighted=True)
    rng = np.random.default_rng(seed)
    h = rng.integers(0, 3, n)
    psu = h * 5 + rng.integers(0, 5, n)
    g = rng.integers(0, 4, n)
    columns = {
        "h": codes([f"h{x}" for x in h]),
        "psu": codes([f"p{x:02d}" for x in psu]),
        "g": codes([None if x == 3 else f"g{x}" for x in g]),
    }
    return replace(survey, columns=columns)


def own_labels(survey: Survey) -> Survey:
    """As if the part were a file of its own: only labels that occur, in reverse order."""
    columns = {}
    for name, column in survey.columns.items():
        present = sorted({int(c) for c in column.codes if c >= 0}, reverse=True)
        new = np.array([present.index(c) if c >= 0 else -1 for c in column.codes], np.int32)
        columns[name] = Codes(new, tuple(column.labels[c] for c in present))
    return replace(survey, columns=columns)


def collected(survey: Survey, design: dict[str, Any], whole: int) -> Totals:
    made = own_labels(survey).with_design(**design)
    return collect([made], STATISTICS, by="g", replicates=True, n=whole)


def tidy(totals: Totals) -> dict[tuple[str, str], tuple[Any, ...]]:
    """Cells by the names of their group and stratum."""
    names = [("" if g < 0 else totals.groups[g], totals.strata[h]) for g, h in totals.cells.keys]
    cells = totals.cells
    return {
        name: (cells.n[i], cells.count[i], cells.total[i], *(s[i] for s in cells.second.values()))
        for i, name in enumerate(names)
    }


def assert_same(left: Totals, right: Totals) -> None:
    assert left.n_rows == right.n_rows
    a, b = tidy(left), tidy(right)
    assert a.keys() == b.keys()
    for name in a:
        for x, y in zip(a[name], b[name], strict=True):
            assert x == pytest.approx(y, rel=1e-12, abs=1e-12)
    assert left.parts.total.sum(axis=0) == pytest.approx(right.parts.total.sum(axis=0))
    assert sorted(left.parts.units.tolist()) == sorted(right.parts.units.tolist())


def pieces(survey: Survey, labels: Sequence[int]) -> list[Survey]:
    return [survey.take(np.flatnonzero(np.array(labels) == x)) for x in sorted(set(labels))]


@given(
    seed=st.integers(0, 40),
    labels=st.lists(st.integers(0, 3), min_size=60, max_size=60),
    design=st.sampled_from(DESIGNS),
)
def test_any_split_merges_to_the_whole(
    seed: int, labels: list[int], design: dict[str, Any]
) -> None:
    survey = survey_of(seed)
    whole = collected(survey, design, 60)
    split = [collected(part, design, 60) for part in pieces(survey, labels)]
    assert_same(reduce(merge, split), whole)
    assert_same(reduce(merge, reversed(split)), whole)


@pytest.mark.parametrize("design", DESIGNS)
def test_merged_totals_give_the_same_statistics(design: dict[str, Any]) -> None:
    """Variances and degrees of freedom too, in a split by stratum and group."""
    survey = survey_of(3, 120)
    column = survey.column("h").codes * 4 + survey.column("g").codes + 1
    whole = collected(survey, design, 120)
    merged = reduce(merge, (collected(part, design, 120) for part in pieces(survey, column)))
    results = {}
    for name, totals in (("whole", whole), ("merged", merged)):
        strata = describe_strata(totals)
        found = taylor(SMOOTH, totals, strata)
        df = degrees_of_freedom(totals, strata)
        order = np.argsort(totals.groups)
        results[name] = [found.estimate[order], found.variance[order], df[order]]
    for x, y in zip(results["whole"], results["merged"], strict=True):
        assert y == pytest.approx(x, rel=1e-9)


def test_replicates_of_merged_totals_are_the_same() -> None:
    """Same seed, same partitions or not: draws belong to units, not to their order."""
    survey = survey_of(6, 90)
    design = {"psu": "psu", "strata": "h"}
    whole = collect(survey.with_design(**design), [COVER, SMOOTH], by="g")
    split = [
        collect(part.with_design(**design), [COVER, SMOOTH], by="g")
        for part in (survey.take(slice(0, 30)), survey.take(slice(30, 90)))
    ]
    drawn = [
        resampler(t, describe_strata(t), replicates=50, seed=3).evaluate(SMOOTH)
        for t in (whole, merge(*split))
    ]
    assert drawn[0] == pytest.approx(drawn[1], rel=1e-9, nan_ok=True)


def test_adding_nobody_changes_nothing() -> None:
    survey = survey_of(2)
    whole = collected(survey, {}, 60)
    empty = collected(survey.take(np.array([], int)), {}, 60)
    assert_same(whole + empty, whole)
    assert_same(empty + whole, whole)


def test_other_plans_and_other_designs_do_not_merge() -> None:
    survey = survey_of(2)
    left = collect(survey, [SMOOTH], by="g")
    with pytest.raises(DesignError) as caught:
        left + collect(survey, [SMOOTH])
    assert caught.value.code == "E608"
    for other in ({"lonely": "adjust"}, {"population": 900}, {"fpc_form": "(N-n)/(N-1)"}):
        with pytest.raises(DesignError) as caught:
            left + collect(survey.with_design(**other), [SMOOTH], by="g")  # type: ignore[arg-type]
        assert caught.value.code == "E608"


def test_population_counts_of_both_sides_are_kept() -> None:
    survey = survey_of(4)
    stratum = survey.column("h").codes
    design = DESIGNS[3]
    sides = [collected(survey.take(stratum == 0), design, 60)]
    sides.append(collected(survey.take(stratum > 0), design, 60))
    merged = merge(*sides)
    assert merged.design.population == design["population"]
    assert merged.design.stratum_labels == merged.strata
    clash = replace(sides[1], design=replace(sides[1].design, population={"h0": 41, "h1": 1}))
    with pytest.raises(DesignError) as caught:
        merge(sides[0], clash)
    assert caught.value.code == "E608"


def test_the_sum_of_all_groups_is_everybody() -> None:
    survey = survey_of(5)
    totals = collect(survey, STATISTICS, by="g")
    outside = totals.cells.total[totals.cells.keys[:, 0] < 0].sum(axis=0)
    everybody = collect(survey, STATISTICS).cells.total.sum(axis=0)
    assert totals.by_group(totals.cells.total).sum(axis=0) + outside == pytest.approx(everybody)
    assert totals.plan == make_plan(STATISTICS, by="g", n=60, design=Design(), replicates=False)


def test_run_starts() -> None:
    keys = np.array([[0, 0], [0, 0], [0, 1], [2, 1], [2, 1]])
    units = np.array([1, 2, 2, 2, 2], np.uint64)
    assert run_starts(keys).tolist() == [0, 2, 3]
    assert run_starts(keys, units).tolist() == [0, 1, 2, 3]
    assert run_starts(keys[:0]).tolist() == []


def test_merging_serves_the_same_road_as_one_pass() -> None:
    """``analyse`` over batches equals ``analyse`` over the survey."""
    survey = survey_of(7, 80)
    first = analyse(survey, [SMOOTH], Options(by="g")).results[0]
    halves = [survey.take(slice(0, 33)), survey.take(slice(33, 80))]
    totals = collect(halves, [SMOOTH], by="g", n=80)
    second = taylor(SMOOTH, totals, describe_strata(totals))
    assert second.variance == pytest.approx(first.variance, rel=1e-9)
