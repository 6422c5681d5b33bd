from __future__ import annotations

import re

import berakhlak_stats as bs
from berakhlak_stats.present.verdicts import verdict_table


def test_one_line_per_unit_and_a_note() -> None:
    survey = bs.simulate.simulate("rating-2022", seed=1)
    result = bs.interpret.aggregation_verdict(survey, by="unit", items="AK")
    table = verdict_table(result, "id", caption="Judul")
    units = len(survey.column("unit").labels)
    assert len(table.rows) == units + 1
    assert table.caption == "Judul"
    assert table.rows[0][0].words == "Rata-rata unit"
    assert all(len({sum(cell.span for cell in row)} | {len(table.head)}) == 1 for row in table.rows)
    short = verdict_table(result, "en", most=3)
    assert len(short.rows) == 4
    assert f"3 of {units}" in short.note
    assert "≥ 0.71" in short.note and "≤ 0.83" in short.note
    assert result.plot("id").name == "dots"


def test_ticks_of_coefficients_can_be_told_apart() -> None:
    survey = bs.simulate.simulate("rating-2022", seed=1)
    figure = bs.agreement.rwg_j(survey, items="AK").plot("en")
    words = re.findall(r"<text[^>]*>([^<]*)", figure.svg())
    ticks = [word for word in words if re.fullmatch(r"[0-9.]+", word)]
    assert len(set(ticks)) >= 3
    assert "coefficient" in words
