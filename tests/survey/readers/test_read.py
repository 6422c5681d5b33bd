from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from berakhlak_stats.errors import OptionError
from berakhlak_stats.survey import read_survey, validate
from tests.survey.helpers import (
    pick_instrument,
    rating_instrument,
    refusal,
    speaks_both_languages,
    write,
)


def test_instrument_is_recognised_from_the_titles(tmp_path: Path) -> None:
    from berakhlak_stats.instrument import load_instrument

    items = [item.id for item in load_instrument("berakhlak-rating").ratings]
    path = write(tmp_path, ",".join(items) + "\n" + ",".join("4" for _ in items) + "\n")
    assert read_survey(path, instrument=None).instrument.id == "berakhlak-rating"
    error = refusal(path, load_instrument("berakhlak-2022"))
    assert error.code == "E230"
    assert "berakhlak-rating" in error.text("id")


def test_nothing_to_recognise(tmp_path: Path) -> None:
    path = write(tmp_path, "x,y\n1,2\n")
    assert refusal(path, None).code == "E242"
    assert validate(path, instrument=None).codes() == ("E242",)


def test_validate_never_raises_for_the_data(tmp_path: Path) -> None:
    for content in (b"", b"a\n", b"A1,A2\n1\n", b"%PDF", b"A1,A2\nx,7\n"):
        report = validate(write(tmp_path, content), instrument=rating_instrument())
        assert not report.ok
        assert report.source == "jawaban.csv"
    assert validate(tmp_path / "none.csv", instrument=rating_instrument()).codes() == ("E100",)
    assert validate(3, instrument=rating_instrument()).codes() == ("E135",)  # type: ignore[arg-type]


@pytest.mark.parametrize("option", [{"on_problem": "ignore"}, {"decimal": "x"}])
def test_options_are_checked(option: dict[str, str]) -> None:
    with pytest.raises(OptionError) as caught:
        read_survey(pd.DataFrame({"A1": [1]}), instrument=rating_instrument(), **option)  # type: ignore[arg-type]
    assert caught.value.code == "E701"


def test_weight_column_of_another_name() -> None:
    frame = pd.DataFrame({"w": [1.5, 2.0], "weight": [9, 9], "A1": [1, 2], "A2": [1, 2]})
    survey = read_survey(frame, instrument=rating_instrument(), weights="w")
    assert survey.weights is not None and survey.weights.tolist() == [1.5, 2.0]
    assert survey.design.weights == "w"
    assert survey.raw_numbers["weight"].tolist() == [9, 9]


def test_the_indonesian_title_of_weights_is_known_and_said() -> None:
    frame = pd.DataFrame({"bobot": [1.5, 2.0], "current": ["jujur|silo"] * 2})
    survey = read_survey(frame, instrument=pick_instrument())
    assert survey.weights is not None and survey.weights.tolist() == [1.5, 2.0]
    assert ("Bobot diambil dari kolom 'bobot'.", "Weights come from column 'bobot'.") in (
        survey.log.understood
    )
    again = survey.with_design(weights="bobot")
    assert again.design.weights == "bobot"


def test_import_is_light() -> None:
    import subprocess
    import sys

    code = (
        "import sys, berakhlak_stats.survey;"
        "print([m for m in ('pandas', 'pyarrow', 'pyreadstat', 'xlsxwriter') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_weights_that_number_the_rows_are_refused_whatever_is_asked() -> None:
    frame = pd.DataFrame({"No": range(1, 21), "A1": [1, 2] * 10, "A2": [3, 4] * 10})
    for on_problem in ("raise", "report"):
        error = refusal(frame, rating_instrument(), weights="No", on_problem=on_problem)
        assert error.code == "E193" and speaks_both_languages(error.message)
    error = refusal(frame, rating_instrument(), weights="no")
    assert error.code == "E231" and "'No'?" in error.message.id
