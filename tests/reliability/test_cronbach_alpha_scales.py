"""Alpha of a whole instrument: scales, deleted items, groups, and what must be said of it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import berakhlak_stats as bs
from berakhlak_stats.errors import BerakhlakError, StatisticError
from berakhlak_stats.reliability import cronbach_alpha
from tests.reference import reference_data
from tests.reliability.surveys import ITEMS, SCALES, answers, rated
from tests.surveys import random_survey


def by_hand(x: np.ndarray) -> float:
    S, k = np.cov(x, rowvar=False), x.shape[1]
    return float(k / (k - 1) * (1 - np.trace(S) / S.sum()))


def test_one_row_per_scale_and_one_for_all_items() -> None:
    survey = rated()
    frame = cronbach_alpha(survey).frame.set_index("item")
    assert list(frame.index) == ["trust", "work", "pair", "pair:spearman_brown", "all_items"]
    for name, items in (*SCALES.items(), ("all_items", ITEMS)):
        assert frame["estimate"][name] == pytest.approx(by_hand(answers(survey, list(items))))
    assert (frame["conf_high"] < 1).all()
    r = np.corrcoef(answers(survey, SCALES["pair"]), rowvar=False)[0, 1]
    assert frame["estimate"]["pair:spearman_brown"] == pytest.approx(2 * r / (1 + r))


def test_rows_without_each_item() -> None:
    survey = rated()
    frame = cronbach_alpha(survey, deleted=True).frame.set_index("item")
    for items in (SCALES["trust"], SCALES["work"]):
        for item in items:
            rest = [other for other in items if other != item]
            expected = by_hand(answers(survey, rest))
            assert frame["estimate"][f"{item}:without"] == pytest.approx(expected)
    # Not of a pair, and once per item although all items are a set too.
    assert "p1:without" not in frame.index
    assert frame.index.is_unique


def test_published_alphas_of_five_scales_with_pairwise_covariances() -> None:
    # psych bfi, 2,800 rows, reversed A1 C4 C5 E1 E2 O2 O5: .7030 .7267 .7617 .8140 .6002.
    data = reference_data("bfi")
    scales = {letter: [f"{letter}{i}" for i in range(1, 6)] for letter in "ACENO"}
    turned = ["A1", "C4", "C5", "E1", "E2", "O2", "O5"]
    items = [item for group in scales.values() for item in group]
    asked = bs.make_instrument(ratings=scales, scale=(1, 6), reversed=turned)
    survey = bs.read_survey(data[items].astype("Int64"), instrument=asked)
    found = cronbach_alpha(survey, missing="pairwise").frame.set_index("item")["estimate"]
    assert found[list("ACENO")].round(4).tolist() == [0.7030, 0.7267, 0.7617, 0.8140, 0.6002]
    # Unreversed, C and E fall below zero: psych prints -.2770 and -.6330.
    asked = bs.make_instrument(ratings=scales, scale=(1, 6))
    survey = bs.read_survey(data[items].astype("Int64"), instrument=asked)
    result = cronbach_alpha(survey, missing="pairwise")
    found = result.frame.set_index("item")["estimate"]
    assert found[["C", "E"]].round(4).tolist() == [-0.2770, -0.6330]
    said = " ".join(en for _, en in result.provenance.warnings)
    # Each item is named, and none was turned round.
    assert "E1" in said and "C4" in said and "negative" in said
    assert "tidak ada butir yang dibalik otomatis" in " ".join(
        id_ for id_, _ in result.provenance.warnings
    )


def test_groups_have_their_own_alphas() -> None:
    survey = rated(units=3)
    frame = cronbach_alpha(survey, items=SCALES["work"], by="unit").frame
    codes = survey.column("unit")
    for row in frame.itertuples():
        here = codes.codes == codes.labels.index(str(row.group))
        assert row.estimate == pytest.approx(by_hand(answers(survey, SCALES["work"])[here]))
        assert row.n == here.sum()


def test_standard_errors_agree_with_the_jackknife_of_alpha_itself() -> None:
    survey, items = rated(n=150), SCALES["work"]
    x = answers(survey, items)
    left = np.array([by_hand(np.delete(x, i, axis=0)) for i in range(len(x))])
    n = len(x)
    jackknife = np.sqrt((n - 1) / n * ((left - left.mean()) ** 2).sum())
    taylor = cronbach_alpha(survey, items=items).frame["std_error"][0]
    assert taylor == pytest.approx(jackknife, rel=0.03)


@pytest.mark.parametrize("missing", ["listwise", "pairwise"])
def test_missing_answers_by_name(missing: str) -> None:
    survey = rated(blank=0.1)
    items = SCALES["work"]
    x = answers(survey, items)
    x[x < 0] = np.nan
    frame = pd.DataFrame(x)
    S = (frame.dropna() if missing == "listwise" else frame).cov().to_numpy()
    expected = 4 / 3 * (1 - np.trace(S) / S.sum())
    result = cronbach_alpha(survey, items=items, missing=missing)
    assert result.frame["estimate"][0] == pytest.approx(expected)
    assert result.provenance.missing_rule == missing
    assert result.provenance.parameters["matrix"] == f"covariance, {missing}"


def test_standardised_alpha_is_that_of_correlations() -> None:
    survey = rated()
    R = np.corrcoef(answers(survey, SCALES["work"]), rowvar=False)
    row = cronbach_alpha(survey, items=SCALES["work"], variant="standardised").frame.iloc[0]
    assert row["estimate"] == pytest.approx(4 / 3 * (1 - 4 / R.sum()))


def test_covariances_between_scales_allow_contrasts() -> None:
    result = cronbach_alpha(rated())
    found = bs.contrast(result, {"item": "work"}, {"item": "trust"})
    assert found.conf_low < found.estimate < found.conf_high


def test_picks_are_refused_by_name_and_for_a_whole_instrument() -> None:
    for items in (None, ["current:a1", "current:a2"]):
        with pytest.raises(StatisticError) as caught:
            cronbach_alpha(random_survey(1), items=items)
        assert caught.value.code == "E850"


def test_one_item_is_refused_and_a_scale_of_one_named() -> None:
    with pytest.raises(BerakhlakError) as caught:
        cronbach_alpha(rated(), items=["t1"])
    assert caught.value.code == "E703"
    asked = bs.make_instrument(ratings={"one": ["a"], "two": ["b", "c"]})
    frame = pd.DataFrame({"a": [1, 2, 3] * 8, "b": [1, 2, 3] * 8, "c": [1, 3, 3] * 8})
    result = cronbach_alpha(bs.read_survey(frame, instrument=asked))
    assert "one" not in set(result.frame["item"])
    assert any(
        "'one'" in id_ and "bertanya dua kali" in id_ for id_, _ in result.provenance.warnings
    )


def warned(frame: pd.DataFrame) -> list[tuple[str, str]]:
    asked = bs.make_instrument(ratings=list(frame.columns))
    survey = bs.read_survey(frame, instrument=asked)
    return list(cronbach_alpha(survey, items=list(frame.columns)).provenance.warnings)


def test_warnings_in_both_languages() -> None:
    base = np.tile([1, 2, 3, 4, 5], 8)
    noisy = np.clip(base + np.random.default_rng(1).integers(-1, 2, 40), 1, 5)
    same = warned(pd.DataFrame({"a": base, "b": base, "c": base}))
    assert any("mengulang" in id_ and "repeat" in en for id_, en in same)
    flat = warned(pd.DataFrame({"a": base, "b": noisy, "c": np.full(40, 3)}))
    assert any("Butir c" in id_ and ": c." in en for id_, en in flat)
    against = warned(pd.DataFrame({"a": base, "b": noisy, "c": 6 - base}))
    assert any("Butir" in id_ and " c" in id_ and "Items of" in en for id_, en in against)
    two = warned(pd.DataFrame({"a": base, "b": noisy}))
    assert any("Spearman-Brown" in id_ and "Spearman-Brown" in en for id_, en in two)
    for said in (same, flat, against, two):
        assert any("kesahihan" in id_ and "validity" in en for id_, en in said)


def test_an_item_that_never_varies_keeps_raw_alpha_and_loses_the_rest() -> None:
    base = np.tile([1, 2, 3, 4, 5], 8)
    frame = pd.DataFrame({"a": base, "b": base, "c": np.full(40, 3)})
    asked = bs.make_instrument(ratings=list("abc"))
    survey = bs.read_survey(frame, instrument=asked)
    raw = cronbach_alpha(survey, items=list("abc")).frame.iloc[0]
    # By hand: variances v, v, 0; sum of two equal items 4 v: 3/2 (1 - 2/4).
    assert raw["estimate"] == pytest.approx(0.75)
    even = cronbach_alpha(survey, items=list("abc"), variant="standardised").frame.iloc[0]
    assert np.isnan(even["estimate"]) and np.isnan(even["conf_low"])


def test_hidden_groups_have_neither_numbers_nor_warnings() -> None:
    survey = rated(n=120, units=2).with_smallest_group(100)
    result = cronbach_alpha(survey, items=SCALES["pair"], by="unit")
    assert result.frame["suppressed"].all()
    assert result.frame["estimate"].isna().all()
    assert not any("negati" in en for _, en in result.provenance.warnings)


def test_intervals_stay_below_one_where_plain_t_does_not() -> None:
    base = np.tile([1.0, 2, 3, 4, 5], 3)
    rng = np.random.default_rng(2)
    x = pd.DataFrame({name: base + rng.normal(0, 0.3, 15) for name in "abc"})
    survey = bs.read_survey(x, instrument=bs.make_instrument(numbers=list("abc")))
    row = cronbach_alpha(survey, items=list("abc")).frame.iloc[0]
    assert row["conf_low"] < row["estimate"] < row["conf_high"] < 1
