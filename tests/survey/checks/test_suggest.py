from __future__ import annotations

import pandas as pd
import pytest

from berakhlak_stats.errors import AnswerError, DesignError
from berakhlak_stats.survey import read_survey
from berakhlak_stats.survey.checks.suggest import nearest, same_but_case
from tests.survey.helpers import rating_instrument, speaks_both_languages


def test_nearest_or_nothing() -> None:
    assert nearest("setju", ("setuju", "netral")) == "setuju"
    assert nearest("xyz", ("setuju", "netral")) is None
    assert nearest("x", ()) is None


def test_a_column_that_was_dropped_is_not_just_unknown() -> None:
    stories = [f"Pak Anu menegur saya di rapat nomor {place}, lalu pergi." for place in range(12)]
    frame = pd.DataFrame(
        {
            "A1": [1] * 12,
            "A2": [2] * 12,
            "unit": ["x"] * 12,
            "NIP": [f"1985010120100110{place:02d}" for place in range(12)],
            "Saran": stories,
        }
    )
    survey = read_survey(frame, instrument=rating_instrument())
    for name, kind in (("nip", "NIP"), ("Saran", "teks bebas")):
        with pytest.raises(AnswerError) as caught:
            survey.column(name)
        said = caught.value
        assert said.code == "E245" and speaks_both_languages(said.message)
        assert kind in said.text("id") and "pseudonyms=" in said.text("en")
        assert "--pseudonym-key-file" in said.text("id") and "unit" in said.text("id")
    with pytest.raises(DesignError, match="E602"):
        survey.column("zzz")


def test_names_that_differ_in_case_only() -> None:
    assert "'Bobot'" in same_but_case("bobot", ["No", "Bobot"]).id
    assert same_but_case("Bobot", ["Bobot", "No"]) == ("", "")
