"""One index in every way: which ways there are, what is marked, and what stays hidden."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from berakhlak_stats import indices
from berakhlak_stats.errors import OptionError
from berakhlak_stats.estimates import Estimates
from berakhlak_stats.instrument.bands import band_of
from berakhlak_stats.simulate import simulate
from berakhlak_stats.survey.survey import Survey
from berakhlak_stats.weighting import calibrate_weights
from berakhlak_stats.weighting.scenarios import complete
from berakhlak_stats.weighting.sensitivity import (
    OTHER_BAND,
    OTHER_SIGN,
    gap_sensitivity,
    sensitivity,
)
from tests.surveys import random_survey

UNITS = {"unit0": 400, "unit1": 300, "unit2": 900}


def survey(n: int = 240, blanks: int = 20, *, weighted: bool = True) -> Survey:
    """Everybody answers all lists, but the first ``blanks`` persons leave one out."""
    whole = random_survey(7, 3 * n, weighted=weighted, unit=3)
    full = whole.take(np.flatnonzero(complete(whole))[:n])
    picks = {name: bits.copy() for name, bits in full.picks.items()}
    picks["desired"][:blanks] = 0
    return replace(full, picks=picks)


def value(result: Estimates, name: str) -> float:
    found: float = result.frame.loc[result.frame["item_2"] == name, "estimate"].item()
    return found


@pytest.mark.parametrize(("index", "formulas"), [("implementation", 3), ("culture_health", 6)])
def test_every_combination_once_and_the_default_first(index: str, formulas: int) -> None:
    found = sensitivity(survey(), index=index, over="unit", frame={"unit": UNITS}, replicates=50)
    assert len(found) == 3 * 3 * 2 * formulas
    assert found.frame["item_2"].is_unique
    first = {"implementation": "reach", "culture_health": "default"}[index]
    assert found.frame["item_2"][0] == f"people / as given / available / {first}"
    assert set(found.frame["item"]) == {index}


def test_each_way_is_that_way() -> None:
    """Oracle: the index itself, of a survey prepared by hand for each way."""
    here = survey()
    found = sensitivity(here, over="unit", frame={"unit": UNITS}, replicates=50)
    plain = replace(here, weights=None)
    raked = replace(here, weights=calibrate_weights(here, {"unit": UNITS}))
    whole = here.take(complete(here))

    def index(each: Survey, variant: str = "reach") -> float:
        return float(indices.implementation(each, variant=variant).frame["estimate"][0])

    assert value(found, "people / as given / available / reach") == pytest.approx(index(here))
    assert value(found, "people / none / available / union") == pytest.approx(index(plain, "union"))
    assert value(found, "people / raked / available / reach") == pytest.approx(index(raked))
    name = "people / as given / complete / vote_sum"
    assert value(found, name) == pytest.approx(index(whole, "vote_sum"))
    groups = indices.implementation(plain, by="unit").frame["estimate"]
    assert value(found, "mean_of_groups / none / available / reach") == pytest.approx(groups.mean())


def test_the_total_by_formula() -> None:
    """Oracle: the mean of the five indices by their own functions."""
    here = survey(blanks=0, weighted=False)
    found = sensitivity(here, index="culture_health", replicates=50)
    assert len(found) == 6
    frame = indices.all_indices(here, replicates=50).frame.set_index("item")
    names = ("implementation", "positive_energy", "alignment_personal_current")
    rest = sum(frame.loc[[*names, "alignment_current_desired"], "estimate"])
    entropy = indices.balance(here, variant="entropy").frame["estimate"][0]
    assert value(found, "people / none / available / default") == pytest.approx(
        frame.loc["culture_health", "estimate"]
    )
    assert value(found, "people / none / available / balance=entropy") == pytest.approx(
        (rest + entropy) / 5
    )


def test_another_band_is_marked_and_warned_of() -> None:
    here = simulate(seed=1)
    found = sensitivity(here, replicates=50)
    frame, bands = found.frame, here.instrument.bands
    codes = [band_of(value, bands).code for value in frame["estimate"]]
    marked = [code != codes[0] for code in codes]
    assert (frame["note"] == OTHER_BAND).tolist() == marked
    assert any(marked)
    ((indonesian, english),) = found.provenance.warnings
    top, low = frame["estimate"].max(), frame["estimate"].min()
    assert f"{top:.1f} (" in english and f"{low:.1f}".replace(".", ",") in indonesian


def test_one_band_needs_no_warning() -> None:
    found = sensitivity(survey(), replicates=50)
    # Bands of the small instrument begin at 0, 25, 50 and 75.
    assert (found.frame["estimate"] // 25).nunique() == 1
    assert not found.provenance.warnings and (found.frame["note"] == "").all()


def test_few_left_out_by_the_missing_rule_are_not_given_away() -> None:
    found = sensitivity(survey(blanks=3), replicates=50)
    part = found.frame[found.frame["item_2"].str.contains("complete")]
    assert len(part) and part["suppressed"].all() and (part["note"] == "protected").all()
    numbers = ["estimate", "std_error", "conf_low", "conf_high", "n", "df"]
    assert part[numbers].isna().all(axis=None)
    assert not found.frame.drop(part.index)["suppressed"].any()


def test_a_median_of_complete_respondents_is_one_group_and_stays_hidden() -> None:
    found = sensitivity(survey(blanks=20), over="unit", replicates=50).frame
    part = found["item_2"].str.contains("complete")
    median = found["item_2"].str.startswith("median")
    assert (found["suppressed"] == (part & median)).all()


def test_few_people_are_never_shown() -> None:
    few = survey(blanks=0).take(np.arange(9)).with_smallest_group(10)
    for found in (sensitivity(few, replicates=50), gap_sensitivity(few, replicates=50)):
        assert found.frame["suppressed"].all()
        assert found.frame["estimate"].isna().all()
        assert not found.provenance.warnings


def test_missing_rule_is_left_out_where_everybody_is_complete() -> None:
    found = sensitivity(survey(blanks=0), replicates=50).frame
    assert not found["item_2"].str.contains("complete").any()


def test_gaps_that_turn_are_marked() -> None:
    found = gap_sensitivity(survey(), over="unit", frame={"unit": UNITS}, replicates=50)
    frame = found.frame
    assert len(frame) == 4 * 3 * 3
    first = frame.groupby("item")["estimate"].transform("first")
    assert ((frame["note"] == OTHER_SIGN) == (first * frame["estimate"] < 0)).all()
    turned = frame.loc[frame["note"] == OTHER_SIGN, "item"].unique()
    assert len(found.provenance.warnings) == len(turned)
    assert len(turned)


def test_round_trip_and_unknown_index() -> None:
    found = sensitivity(survey(), replicates=50)
    assert Estimates.from_json(found.to_json()).frame.equals(found.frame)
    with pytest.raises(OptionError):
        sensitivity(survey(), index="balance")
