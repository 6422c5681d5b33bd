from __future__ import annotations

from berakhlak_stats.interpret import available_rules, rule_table


def test_every_rule_has_a_line_in_both_languages() -> None:
    for lang in ("id", "en"):
        table = rule_table(lang).set_index("rule")
        assert list(table.index) == list(available_rules())
        assert table["purpose"].str.len().gt(10).all()
    assert rule_table("id")["bands"].ne(rule_table("en")["bands"]).all()


def test_edges_say_which_side_a_cut_belongs_to() -> None:
    """Koo & Li (2016): "less than 0.5 ... greater than 0.90"."""
    line = rule_table("id").set_index("rule").loc["koo-li-2016"]
    assert line["bands"] == (
        "keandalan buruk (di bawahnya); keandalan sedang (mulai 0,5); "
        "keandalan baik (mulai 0,75); keandalan sangat baik (di atas 0,9)"
    )
    assert line["sureness"] == "published" and line["default_for"] == "rater_icc"
