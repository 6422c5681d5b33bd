from __future__ import annotations

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
