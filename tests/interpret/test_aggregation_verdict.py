from __future__ import annotations

import numpy as np
import pytest

import berakhlak_stats as bs
from berakhlak_stats.errors import OptionError, StatisticError
from berakhlak_stats.interpret import aggregation_verdict
from berakhlak_stats.present.narrative import narrate
from berakhlak_stats.survey.survey import Survey
from tests.agreement.helpers import rating_units, units_of
from tests.reference import reference_data


def mixed() -> Survey:
    """Units that agree at different levels, one that is divided, and one of four persons."""
    rng = np.random.default_rng(2)
    rows, units = [], []
    for name, level in (("a", 2), ("b", 3), ("c", 4), ("d", 3)):
        rows += np.clip(level + (rng.random((40, 3)) < 0.15), 1, 5).tolist()
        units += [name] * 40
    rows += np.repeat(rng.choice([1, 5], (40, 1)), 3, axis=1).tolist()
    units += ["split"] * 40
    rows += [[3, 3, 4]] * 4
    units += ["few"] * 4
    return rating_units(rows, units, smallest_group=10)


def test_verdicts() -> None:
    frame = aggregation_verdict(mixed(), by="unit", items="scale").to_frame()
    verdict = dict(zip(frame["group"], frame["verdict"], strict=True))
    assert verdict["split"] == "not"
    assert verdict["few"] == "hidden"
    # The smallest of the others shields the unit of four.
    assert sorted(verdict.values()) == ["", "hidden", "hidden", "not", "report", "report", "report"]
    assert frame[frame["group"] == "few"]["estimate"].isna().all()


def test_every_number_is_that_of_its_own_function() -> None:
    survey = mixed()
    frame = aggregation_verdict(survey, by="unit", items="scale").to_frame()
    for name in ("rwg_j", "r_star_wg_j", "average_deviation", "a_wg"):
        own = getattr(bs.agreement, name)(survey, by="unit", items="scale").to_frame()
        mine = frame[frame["item"] == name].reset_index(drop=True)
        for column in ("estimate", "std_error", "conf_low", "conf_high", "n"):
            assert mine[column].to_numpy(float) == pytest.approx(
                own[column].to_numpy(float), nan_ok=True
            )
    first = bs.agreement.icc1(survey, by="unit", items=["t1", "t2", "t3"]).to_frame().iloc[0]
    row = frame[frame["item"] == "icc1"].iloc[0]
    for column in ("estimate", "conf_low", "statistic", "df", "df_2", "p_value"):
        assert row[column] == pytest.approx(first[column])


def test_units_that_hardly_differ_are_reported_with_caution() -> None:
    rng = np.random.default_rng(3)
    rows = np.clip(3 + (rng.random((120, 3)) < 0.2), 1, 5).tolist()
    survey = rating_units(rows, [f"u{i % 3}" for i in range(120)])
    frame = aggregation_verdict(survey, by="unit", items="scale").to_frame()
    assert set(frame["verdict"]) == {"", "caution"}


def test_the_provenance_prints_the_cuts_in_units_of_the_numbers() -> None:
    made = aggregation_verdict(mixed(), by="unit", items="scale").provenance
    cuts = {each["statistic"]: each["report"] for each in made.parameters["criteria"]}
    assert cuts["average_deviation"] == pytest.approx(5 / 6)
    assert cuts["rwg_j"] == 0.71
    assert (made.variant, made.sureness) == ("aggregation-2008", "assumed")
    assert "LeBreton & Senter (2008)" in made.references


def test_one_item() -> None:
    frame = aggregation_verdict(mixed(), by="unit", items=["t1"]).to_frame()
    assert frame["item"].unique().tolist()[0] == "rwg"


def test_numbers_with_a_scale() -> None:
    """bh1996: company means of leadership; ICC(2) of .87 and rwg(j) of .85 on average."""
    items = ["COHES", "LEAD", "WBEING"]
    survey = units_of(reference_data("bh1996"), items, "GRP", smallest_group=10)
    frame = aggregation_verdict(survey, by="GRP", items=items, scale=(1, 5)).to_frame()
    top = frame[frame["group"] == ""].set_index("item")["estimate"]
    # R: mean rwg.j and ICC2 of the cases bh1996.three.rwgj and .icc12.
    assert top["rwg_j"] == pytest.approx(0.8522415550619291)
    assert top["icc2"] == pytest.approx(0.8650069398647622)
    assert set(frame["verdict"]) <= {"", "report", "caution", "not"}


def test_what_is_refused() -> None:
    with pytest.raises(OptionError):
        aggregation_verdict(mixed(), by="unit", items="scale", rule="mine")
    one = rating_units([[3, 4], [4, 4]] * 6, ["a"] * 12)
    with pytest.raises(StatisticError) as caught:
        aggregation_verdict(one, by="unit", items="scale")
    assert caught.value.code == "E832"


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_table_prints_every_input_and_hides_what_is_hidden(lang: str) -> None:
    result = aggregation_verdict(mixed(), by="unit", items="scale")
    table = result.table(lang)
    assert [cell.words for cell in table.head][2:4] == ["rwg(j)", "r*wg(j)"]
    lines = {row[0].words: [cell.words for cell in row] for row in table.rows}
    assert len(lines["few"]) == 3 and lines["few"][1] == ""
    words = {"id": ("boleh dilaporkan", "tidak"), "en": ("may be reported", "not")}[lang]
    assert lines["split"][-1] == words[1]
    assert "LeBreton & Senter (2008)" in table.note and "ICC(2)" in table.note
    told = narrate(result, lang)
    assert not any("few" in sentence.text for sentence in told.of_rule("verdict_report"))
