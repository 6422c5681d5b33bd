"""Parts of results, and the shield of differences."""

import numpy as np

from berakhlak_stats.estimates import contrast
from berakhlak_stats.present.rows import rows_of
from berakhlak_stats.present.select import select, select_level, select_limiting, shield_gaps
from tests.present import fakes


def test_a_part_keeps_its_covariance() -> None:
    whole = fakes.all_indices()
    part = select(whole, lambda row: row.item in ("AD", "AK"))
    assert list(part.frame["item"]) == ["AK", "AD"]
    a, b = {"item": "AK"}, {"item": "AD"}
    assert contrast(part, a, b) == contrast(whole, a, b)
    assert select(fakes.all_indices(covariance=False), lambda row: True).covariance is None


def test_levels_and_limiting_words() -> None:
    assert len(select_level(fakes.all_indices(), "value")) == 7
    limiting = select_limiting(fakes.word_shares())
    assert set(limiting.frame["list"]) == {"current"}
    assert "koruptif" in set(limiting.frame["item"])
    assert "bertanggung_jawab" not in set(limiting.frame["item"])


def test_a_difference_is_hidden_with_its_share() -> None:
    shares = fakes.word_shares()
    table = shares.frame.copy()
    desired = (table["item"] == "berhati_hati") & (table["list"] == "desired")
    table.loc[desired, "suppressed"] = True
    shielded = shield_gaps(fakes.word_gaps(), fakes.Estimates(table, shares.provenance))
    rows = {row.item: row for row in rows_of(shielded)}
    assert rows["berhati_hati"].state == "protected"
    place = rows["berhati_hati"].index
    assert shielded.frame.iloc[place][["estimate", "conf_low", "p_value", "n"]].isna().all()
    assert shielded.covariance is not None and np.isnan(shielded.covariance[place]).all()
    assert rows["inovatif_dan_kreatif"].shown


def test_nothing_to_shield_gives_the_same_result() -> None:
    gap = select(fakes.word_gaps(), lambda row: row.item != "koruptif")
    assert shield_gaps(gap, fakes.word_shares()) is gap
