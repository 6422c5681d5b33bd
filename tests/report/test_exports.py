from __future__ import annotations

import csv
import io
import json
import math
from pathlib import Path

import pandas as pd
import pytest

from berakhlak_stats.errors import OptionError, OutputError
from berakhlak_stats.instrument import load_instrument, make_instrument
from berakhlak_stats.report.exports import (
    csv_text,
    publication_frame,
    remarks,
    to_json,
    words,
    write_csv,
)
from tests.report.samples import NAN, leaking, result_of, row

HIDDEN_NUMBERS = ("77.7", "77,7")


def lines(text: str, separator: str = ",") -> list[dict[str, str]]:
    """The rows of a CSV text."""
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=separator))


def test_scores_are_rounded_half_up_as_bands_are() -> None:
    # 62.449999999 snaps to 62.45 within 1e-9 and is rounded up: design rule of the bands.
    frame = publication_frame(result_of(row(estimate=62.4499999999), row(estimate=62.44)))
    assert frame["estimate"].tolist() == [62.5, 62.4]


def test_shares_have_two_decimals_and_probabilities_two() -> None:
    share = row(level="word", item="jujur", estimate=0.60349, conf_low=0.5, conf_high=0.70051)
    (line,) = lines(csv_text(result_of(share)))
    assert (line["estimate"], line["conf_high"]) == ("0.603", "0.701")
    assert (line["prob_A"], line["prob_B"]) == ("0.00", "1.00")
    assert line["n"] == "612"


def test_means_of_numeric_items_keep_two_decimals() -> None:
    number = row(level="item", item="hours", estimate=3.14159)
    (line,) = lines(csv_text(result_of(number, statistic="number_mean")))
    assert line["estimate"] == "3.14"


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("note", ["suppressed", "protected"])
def test_hidden_rows_keep_their_labels_and_lose_every_number(full: bool, note: str) -> None:
    hidden = leaking(group="Bappeda", note=note)
    result = result_of(row(group="Kesra"), hidden)
    frame = publication_frame(result, full=full)
    gone = frame.iloc[1]
    numbers = gone[frame.select_dtypes("number").columns]
    assert numbers.isna().all()
    assert (gone["group"], gone["band"]) == ("Bappeda", "")
    for text in (csv_text(result, full=full), to_json(result, full=full)):
        assert not any(number in text for number in HIDDEN_NUMBERS)


def test_status_says_why_in_the_language_asked_for() -> None:
    rows = (row(), leaking(), leaking(note="protected"))
    in_indonesian = publication_frame(result_of(*rows), lang="id")["status"].tolist()
    assert in_indonesian[0] == "ditampilkan"
    assert "10" in in_indonesian[1]
    assert len(set(in_indonesian)) == 3
    assert publication_frame(result_of(*rows), lang="en")["status"][0] == "shown"


def test_labels_stand_beside_ids_in_both_languages() -> None:
    result = result_of(row(level="value", item="AD"))
    named = [publication_frame(result, lang=lang)["label"][0] for lang in ("id", "en")]
    assert named == ["Adaptif", "Adaptive"]


def test_labels_of_a_category_name_item_and_answer() -> None:
    instrument = load_instrument("berakhlak-rating")
    result = result_of(row(level="category", item="AK1:4", estimate=0.5))
    label = publication_frame(result, lang="id", instrument=instrument)["label"][0]
    assert label == f"{instrument.label('AK1', 'id')}: Setuju"


def test_an_instrument_of_ones_own_brings_its_labels() -> None:
    instrument = make_instrument(ratings={"A": ["A1"]})
    result = result_of(row(level="item", item="A1"), instrument="mine")
    assert publication_frame(result, instrument=instrument)["label"][0] == instrument.label("A1")


def test_full_precision_is_marked_in_every_row_and_in_json() -> None:
    result = result_of(row(), leaking())
    assert {line["use"] for line in lines(csv_text(result, full=True))} == {"NOT FOR PUBLICATION"}
    assert lines(csv_text(result, full=True))[0]["estimate"] == "62.449999999"
    assert json.loads(to_json(result, full=True))["for_publication"] is False
    assert json.loads(to_json(result))["for_publication"] is True
    assert remarks(result, full=True)[0] != remarks(result)[0]


def test_excel_style_has_mark_semicolons_and_decimal_commas() -> None:
    text = csv_text(result_of(row(group="Dinas A; B")), style="excel-id", lang="id")
    assert text.startswith("\ufefflist;level;")
    assert text.endswith("\r\n")
    (line,) = lines(text, ";")
    assert (line["estimate"], line["conf_low"], line["group"]) == ("62,4", "61,2", "Dinas A; B")


def test_points_in_text_stay_points_in_excel_style() -> None:
    (line,) = lines(csv_text(result_of(row(group="Bag. 1.2")), style="excel-id"), ";")
    assert line["group"] == "Bag. 1.2"


@pytest.mark.parametrize(
    ("style", "separator", "mark"), [("plain", ",", "."), ("excel-id", ";", ",")]
)
def test_a_written_file_gives_the_frame_back(
    tmp_path: Path, style: str, separator: str, mark: str
) -> None:
    result = result_of(row(group="Ü, A"), row(group="B", estimate=0.04), leaking(group="C"))
    path = write_csv(result, tmp_path / "out.csv", style=style)
    back = pd.read_csv(
        path, sep=separator, decimal=mark, encoding="utf-8-sig", keep_default_na=False,
        na_values={"estimate": [""], "conf_low": [""], "n": [""]},
    )  # fmt: skip
    frame = publication_frame(result)
    for name in ("group", "estimate", "conf_low", "n", "status"):
        pd.testing.assert_series_equal(back[name], frame[name], check_dtype=False)


@pytest.mark.parametrize("style", ["plain", "excel-id"])
def test_group_names_cannot_become_formulas_and_numbers_are_untouched(style: str) -> None:
    difference = row(group="=cmd|' /C calc'!A0", estimate=-3.21, note="@x")
    (line,) = lines(csv_text(result_of(difference), style=style), ";" if style != "plain" else ",")
    assert line["group"] == "'=cmd|' /C calc'!A0"
    assert line["note"] == "'@x"
    assert line["estimate"].replace(",", ".") == "-3.2"


def test_json_is_strict_and_says_where_numbers_come_from() -> None:
    content = json.loads(
        to_json(result_of(row(), leaking()), lang="id"), parse_constant=pytest.fail
    )
    assert list(content) == ["schema", "for_publication", "estimates", "provenance", "remarks"]
    assert content["provenance"]["n_used"] == 612
    assert content["estimates"][0]["n"] == 612
    assert content["estimates"][1]["estimate"] is None


def test_remarks_count_what_is_hidden_and_pass_warnings_on() -> None:
    result = result_of(
        row(), leaking(), synthetic=True, warnings=(("Awas.", "Beware."),), smallest_group=12
    )
    said = remarks(result, lang="en")
    assert any("1 of 2" in line and "12" in line for line in said)
    assert said[-1] == "Beware."
    assert words("en")["synthetic"] in said


def test_columns_without_any_number_are_left_out() -> None:
    assert "prob_A" not in publication_frame(result_of(row(prob_A=NAN)))


def test_an_unknown_style_is_refused() -> None:
    with pytest.raises(OptionError, match="E701"):
        csv_text(result_of(), style="german")  # type: ignore[arg-type]


def test_a_read_only_file_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o444)
    with pytest.raises(OutputError, match="E402"):
        write_csv(result_of(), path)
    assert path.read_text(encoding="utf-8") == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["old.csv"]


def test_the_words_of_both_languages_have_the_same_keys() -> None:
    def keys(tree: dict[str, object]) -> set[str]:
        nested = {k: keys(v) for k, v in tree.items() if isinstance(v, dict)}
        return set(tree) | {f"{k}.{name}" for k, names in nested.items() for name in names}

    assert keys(dict(words("id"))) == keys(dict(words("en")))


def test_full_exports_count_persons_in_whole_numbers() -> None:
    text = csv_text(result_of(row(n=612.0)), full=True)
    head, first = text.splitlines()[:2]
    assert dict(zip(head.split(","), first.split(","), strict=True))["n"] == "612"


def test_few_picks_keep_the_number_of_persons_asked() -> None:
    frame = publication_frame(result_of(row(), leaking(note="few picks", n=612.0)), lang="id")
    assert frame["n"][1] == 612 and math.isnan(frame["estimate"][1])
    assert frame["status"][1] == "kurang dari 10 pemilih"
