from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from berakhlak_stats.errors import BerakhlakError, DesignError, OptionError
from berakhlak_stats.survey import Survey, read_survey
from berakhlak_stats.survey.design import check_weights
from tests.survey.helpers import rating_instrument, speaks_both_languages


def survey(**columns: Any) -> Survey:
    frame = pd.DataFrame(
        {
            "stratum": ["E", "H", "E", "H"],
            "district": [1, 2, 1, 3],
            "w": [1.5, 2.0, 1.5, 2.0],
            "A1": [1, 2, 3, 4],
            "A2": [1, 2, 3, 4],
            **columns,
        }
    )
    return read_survey(frame, instrument=rating_instrument())


def code(call: Any) -> str:
    with pytest.raises(BerakhlakError) as caught:
        call()
    assert speaks_both_languages(caught.value.message)
    return caught.value.code


def test_codes_and_population() -> None:
    design = (
        survey()
        .with_design(strata="stratum", psu="district", population={"E": 10, "H": 20, "M": 5})
        .design
    )
    assert design.stratum_labels == ("E", "H")
    assert design.psu_labels == ("1", "2", "3")
    assert design.stratum_codes is not None and design.psu_codes is not None
    assert design.stratum_codes.tolist() == [0, 1, 0, 1]
    assert design.psu_codes.tolist() == [0, 1, 0, 2]
    # A population count of a stratum that these rows lack is kept: another part may hold it.
    assert design.population == {"E": 10, "H": 20, "M": 5}


def test_one_number_is_enough_without_strata() -> None:
    assert survey().with_design(population=100).design.population == {"": 100}


def test_weights_by_name() -> None:
    weighted = survey().with_design(weights="w")
    assert weighted.weights is not None and weighted.weights.tolist() == [1.5, 2.0, 1.5, 2.0]
    assert weighted.design.weights == "w"


def test_refusals() -> None:
    assert code(lambda: survey().with_design(strata="nothing")) == "E602"
    assert code(lambda: survey().with_design(weights="stratum")) == "E613"
    assert code(lambda: survey().with_design(strata="stratum", population=10)) == "E606"
    assert code(lambda: survey().with_design(strata="stratum", population={"E": 3})) == "E606"
    assert code(lambda: survey().with_design(lonely="guess")) == "E701"
    assert code(lambda: survey().with_design(fpc_form="n/N")) == "E701"
    assert code(lambda: survey(w=[1, 0, 1, 1]).with_design(weights="w")) == "E603"


def test_a_psu_lies_in_one_stratum() -> None:
    with pytest.raises(DesignError) as caught:
        survey(district=[1, 1, 2, 3]).with_design(strata="stratum", psu="district")
    assert caught.value.code == "E605"
    assert "'1'" in caught.value.text("en") and "E, H" in caught.value.text("id")


def test_a_stratum_column_with_gaps() -> None:
    with pytest.raises(DesignError) as caught:
        survey(stratum=["E", None, "E", "H"]).with_design(strata="stratum")
    assert caught.value.code == "E610"
    assert "2" in caught.value.text("en")


def test_lonely_choices_are_listed() -> None:
    with pytest.raises(OptionError, match="certainty, adjust, average, remove"):
        survey().with_design(lonely="guess")


@pytest.mark.parametrize("bad", [0.0, -1.0, np.nan, np.inf])
def test_weights_are_finite_and_positive(bad: float) -> None:
    with pytest.raises(DesignError) as caught:
        check_weights(np.array([1.0, bad]))
    assert caught.value.code == "E603"


def numbered() -> Survey:
    rows = range(1, 21)
    return survey_of_twenty(No=list(rows), Bobot=[1.5, 2.0] * 10)


def survey_of_twenty(**columns: Any) -> Survey:
    frame = pd.DataFrame({"A1": [1, 2, 3, 4] * 5, "A2": [4, 3, 2, 1] * 5, "Unit": ["x", "y"] * 10})
    return read_survey(frame.assign(**columns).rename(columns={"Bobot": "Timbangan"}),
                       instrument=rating_instrument())  # fmt: skip


def test_running_numbers_are_neither_offered_nor_taken_as_weights() -> None:
    with pytest.raises(DesignError) as caught:
        numbered().with_design(weights="timbangan")
    message = caught.value.message
    assert message.code == "E613" and "'Timbangan'?" in message.id
    assert message.values["known"] == "Timbangan"
    assert "hapus weights=" in message.fix_id and "leave weights= out" in message.fix_en
    assert code(lambda: numbered().with_design(weights="No")) == "E193"
    # Strata, units and groups propose names that differ in case as well, and guess none.
    assert code(lambda: numbered().with_design(strata="unit")) == "E612"
