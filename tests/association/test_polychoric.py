"""The public function: rows, standard errors under designs, notes, warnings, words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from berakhlak_stats.association import polychoric
from berakhlak_stats.errors import OptionError, StatisticError
from berakhlak_stats.estimates import Estimates
from berakhlak_stats.estimates.glossary import OPTIONAL, REQUIRED
from berakhlak_stats.instrument import make_instrument
from berakhlak_stats.survey import read_survey, stream_survey
from tests.association.polychoric_surveys import from_table, normal_answers, rated
from tests.association.test_two_step import A1_A2, DATCAT, N1_N2, OLSSON, Table, fit
from tests.surveys import number_survey

CORRELATION = np.array([[1, 0.5, 0.3], [0.5, 1, 0.4], [0.3, 0.4, 1]])
ITEMS = ["i1", "i2", "i3"]


def answers(seed: int, n: int = 400) -> np.ndarray:
    """Three items with four categories."""
    return normal_answers(np.random.default_rng(seed), n, CORRELATION, [-0.8, 0.2, 1.0])


def row(result: Estimates, i: int = 0) -> dict[str, Any]:
    """One row of a result."""
    return {str(k): v for k, v in result.to_frame().iloc[i].to_dict().items()}


def test_rows_name_both_items_and_follow_the_glossary() -> None:
    result = polychoric(rated(answers(1), scale=(1, 4)), items=ITEMS)
    frame = result.to_frame()
    assert frame["level"].tolist() == ["pair"] * 3
    assert list(zip(frame["item"], frame["item_2"], strict=True)) == [
        ("i1", "i2"),
        ("i1", "i3"),
        ("i2", "i3"),
    ]
    assert set(frame.columns) <= REQUIRED.keys() | OPTIONAL.keys()
    assert (frame["conf_low"] < frame["estimate"]).all()
    assert (frame["estimate"] < frame["conf_high"]).all()
    assert (frame["n"] == 400).all()
    assert result.covariance is not None and result.covariance.shape == (3, 3)
    assert Estimates.from_json(result.to_json()).to_frame().equals(frame)
    made = result.provenance
    assert made.missing_rule == "listwise" and made.parameters["empty"] == "none"


@pytest.mark.parametrize("table", [DATCAT, N1_N2, A1_A2])
def test_the_standard_error_is_that_of_leaving_one_person_out(table: Table) -> None:
    # The jackknife refits the table without each person; it shares nothing with influence values.
    counts = np.array(table, float)
    n = counts.sum()
    left = np.zeros(counts.shape)
    for a, b in np.argwhere(counts > 0):
        less = counts.copy()
        less[a, b] -= 1
        left[a, b] = float(fit(less.tolist())[0].rho[0])
    centre = (counts * left).sum() / n
    jackknife = np.sqrt((n - 1) / n * (counts * (left - centre) ** 2)[counts > 0].sum())
    found = row(polychoric(from_table(table), items=["i1", "i2"]))
    assert found["std_error"] == pytest.approx(jackknife, rel=0.03)


def test_the_interval_is_fishers() -> None:
    from scipy.stats import t

    found = row(polychoric(from_table(OLSSON), items=["i1", "i2"]))
    r, se, n = found["estimate"], found["std_error"], found["n"]
    reach = t.ppf(0.975, n - 1) * se / (1 - r**2)
    assert found["conf_low"] == pytest.approx(np.tanh(np.arctanh(r) - reach))
    assert found["conf_high"] == pytest.approx(np.tanh(np.arctanh(r) + reach))


def test_clusters_and_strata_move_the_standard_error_only() -> None:
    x = answers(2, 200)
    whole = np.repeat(x, 3, axis=0)
    unit = np.repeat(np.arange(200), 3)
    survey = rated(whole, scale=(1, 4), unit=unit)
    alone, plain = polychoric(rated(x, scale=(1, 4)), items=ITEMS), polychoric(survey, items=ITEMS)
    clustered = polychoric(survey.with_design(psu="unit"), items=ITEMS)
    first, second, third = (each.to_frame() for each in (alone, plain, clustered))
    assert third["estimate"].tolist() == pytest.approx(first["estimate"].tolist())
    # Everybody three times over is no more than everybody once.
    assert third["std_error"].to_numpy() == pytest.approx(first["std_error"].to_numpy(), rel=1e-9)
    assert (third["std_error"] > 1.6 * second["std_error"]).all()


def test_weights_move_estimates_and_standard_errors() -> None:
    rng = np.random.default_rng(5)
    weights = rng.uniform(0.2, 3.0, 400)
    plain = rated(answers(3), scale=(1, 4))
    weighted, scaled = replace(plain, weights=weights), replace(plain, weights=100 * weights)
    frames = [polychoric(each, items=ITEMS).to_frame() for each in (plain, weighted, scaled)]
    assert (frames[1]["estimate"] != frames[0]["estimate"]).all()
    assert (frames[1]["std_error"] > frames[0]["std_error"]).all()
    for column in ("estimate", "std_error", "conf_low"):
        assert frames[2][column].to_numpy() == pytest.approx(frames[1][column].to_numpy(), rel=1e-9)


def test_groups_are_estimated_apart_and_small_ones_hidden() -> None:
    unit = np.r_[np.zeros(200, int), np.ones(196, int), np.full(4, 2)]
    survey = rated(answers(4), scale=(1, 4), unit=unit)
    result = polychoric(survey, items=["i1", "i2"], by="unit")
    frame = result.to_frame()
    alone = polychoric(survey.take(unit == 0), items=["i1", "i2"])
    assert frame["estimate"][0] == pytest.approx(row(alone)["estimate"], abs=1e-12)
    assert frame["std_error"][0] == pytest.approx(row(alone)["std_error"], rel=0.01)
    assert frame["suppressed"][2] and np.isnan(frame["estimate"][2])


def test_replicates_and_jackknife_agree_with_linearisation() -> None:
    survey = rated(answers(6), scale=(1, 4))
    errors = [
        polychoric(survey, items=["i1", "i2"], method=method, replicates=400).to_frame()[
            "std_error"
        ][0]
        for method in ("taylor", "jackknife", "bootstrap")
    ]
    assert errors[1] == pytest.approx(errors[0], rel=1e-6)
    assert errors[2] == pytest.approx(errors[0], rel=0.15)


def test_perfect_association_has_its_limit_and_no_interval() -> None:
    found = row(polychoric(from_table([[20, 0], [0, 20]]), items=["i1", "i2"]))
    assert found["estimate"] == 1.0 and found["note"] == "perfect association"
    assert np.isnan(found["std_error"]) and np.isnan(found["conf_low"])


def test_one_category_has_a_note_in_both_languages() -> None:
    result = polychoric(from_table([[9, 11, 7], [0, 0, 0], [0, 0, 0]]), items=["i1", "i2"])
    found = row(result)
    assert found["note"] == "one category" and np.isnan(found["estimate"])
    assert "tidak" in str(result.table("id")) and "not" in str(result.table("en"))


def test_two_respondents_are_hidden() -> None:
    found = row(polychoric(from_table([[1, 0], [0, 1]]), items=["i1", "i2"]))
    assert found["suppressed"] and np.isnan(found["estimate"])


def test_filled_cells_and_indefinite_matrices_are_warned_of_in_both_languages() -> None:
    filled = polychoric(from_table(OLSSON), items=["i1", "i2"], empty="half", thresholds="pairwise")
    assert filled.provenance.parameters["empty_cells_filled"] == 1
    assert "setengah orang" in filled.provenance.warnings[0][0]
    assert "half a person" in filled.provenance.warnings[0][1]
    result = polychoric(indefinite(), items=ITEMS, missing="pairwise")
    said = result.provenance.warnings[0]
    assert "tidak definit positif" in said[0] and "not positive definite" in said[1]
    assert np.linalg.eigvalsh(_matrix(result))[0] < 0


def _matrix(result: Estimates) -> np.ndarray:
    out = np.eye(3)
    first, second = np.triu_indices(3, 1)
    out[first, second] = out[second, first] = result.to_frame()["estimate"]
    return out


def indefinite() -> Any:
    """Each pair was answered by other people, and the three correlations exclude each other."""
    rng = np.random.default_rng(7)
    parts = []
    for (i, j), r in {(0, 1): 0.9, (1, 2): 0.9, (0, 2): -0.9}.items():
        part = np.full((120, 3), -1, np.int8)
        pair = normal_answers(rng, 120, np.array([[1, r], [r, 1]]), [-0.8, 0.2, 1.0])
        part[:, [i, j]] = pair
        parts.append(part)
    return rated(np.concatenate(parts), scale=(1, 4))


def test_options_are_named_and_numbers_refused() -> None:
    survey = rated(answers(1), scale=(1, 4))
    for wrong in ({"missing": "x"}, {"empty": "x"}, {"thresholds": "x"}, {"estimator": "x"}):
        with pytest.raises(OptionError, match="E701"):
            polychoric(survey, items=ITEMS, **wrong)  # type: ignore[arg-type]
    with pytest.raises(OptionError, match="E703"):
        polychoric(survey, items=["i1"])
    with pytest.raises(StatisticError, match="E822"):
        polychoric(number_survey({"a": [1.0, 2.0], "b": [2.0, 1.0]}), items=["a", "b"])


def test_it_reads_naturally_in_both_languages() -> None:
    survey = rated(answers(1), scale=(1, 4), unit=np.arange(400) % 2)
    result = polychoric(survey, items=ITEMS)
    value = f"{row(result)['estimate']:.2f}"
    said = str(result.narrate("id"))
    assert said.startswith(f"Korelasi polikorik i1 dan i2: {value.replace('.', ',')} (")
    assert str(result.narrate("en")).startswith(f"Polychoric correlation of i1 and i2: {value} (")
    assert result.table("id").head[0].words == "Pasangan butir"
    assert "i1 \N{EN DASH} i2" in str(result.table("en"))
    assert result.plot("id").svg().startswith("<svg")
    grouped = polychoric(survey, items=ITEMS, by="unit")
    assert "i1 dan i2 di u0" in str(grouped.narrate("id"))
    perfect = polychoric(from_table([[20, 0], [0, 20]]), items=["i1", "i2"])
    assert "mencapai batasnya (1,00)" in str(perfect.narrate("id"))


def test_more_pairs_than_a_reader_can_use_are_counted() -> None:
    x = np.concatenate([answers(1), answers(2)], axis=1)
    result = polychoric(rated(x, scale=(1, 4)), items=[f"i{j + 1}" for j in range(6)])
    assert "Ditampilkan 8 dari 15 pasangan." in str(result.narrate("id"))
    assert "8 of 15 pairs are shown." in str(result.narrate("en"))


def test_a_stream_gives_what_the_whole_file_gives(tmp_path: Path) -> None:
    x = answers(8)
    frame = pd.DataFrame(x, columns=ITEMS)
    frame.insert(0, "respondent_id", [f"r{j:04d}" for j in range(len(frame))])
    frame["unit"] = np.where(np.arange(len(frame)) % 3 == 0, "a", "b")
    frame.to_parquet(tmp_path / "answers.parquet")
    asked = make_instrument(ratings=ITEMS, scale=(1, 4))
    stream = stream_survey(tmp_path / "answers.parquet", instrument=asked, batch_rows=70)
    whole = read_survey(tmp_path / "answers.parquet", instrument=asked)
    for by in (None, "unit"):
        parts, expected = (
            polychoric(each, items=ITEMS, by=by).to_frame() for each in (stream, whole)
        )
        for column in ("estimate", "std_error", "n"):
            assert parts[column].to_numpy() == pytest.approx(expected[column].to_numpy(), rel=1e-9)
