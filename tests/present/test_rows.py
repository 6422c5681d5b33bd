"""From frames to rows: scale, state, and that hidden rows carry nothing."""

import math

from berakhlak_stats.present.rows import grouped, overall, pick, rows_of, whole_percents
from tests.present import fakes


def test_shares_are_percent_and_scores_stay() -> None:
    words = pick(rows_of(fakes.word_shares()), item="bertanggung_jawab", list="current")[0]
    assert math.isclose(words.estimate, 51.8) and words.low < 51.8 < words.high
    score = pick(rows_of(fakes.all_indices()), item="AD")[0]
    assert score.estimate == 41.7 and score.letters == ("C",)


def test_states() -> None:
    states = {row.group: row.state for row in rows_of(fakes.by_unit())}
    assert states["Dinas Perpustakaan"] == "suppressed" and states["Satpol PP"] == "protected"
    assert states[""] == "shown"
    gaps = {row.item: row for row in rows_of(fakes.word_gaps())}
    assert gaps["mengontrol"].state == "not_tested" and gaps["koruptif"].hidden
    assert gaps["inovatif_dan_kreatif"].difference


def test_a_note_can_say_that_a_row_was_not_tested() -> None:
    table = fakes.frame(
        [
            fakes.record(
                "word",
                "x",
                0.0,
                0.0,
                list="current>desired",
                note="not tested: no spread",
                p_value=math.nan,
            )
        ]
    )
    assert rows_of(fakes.Estimates(table, fakes.provenance("gap")))[0].state == "not_tested"


def test_an_index_between_two_lists_is_not_a_difference() -> None:
    table = fakes.frame([fakes.record("index", "alignment", 60.0, 1.0, list="personal>current")])
    assert not rows_of(fakes.Estimates(table, fakes.provenance("alignment")))[0].difference


def test_hidden_rows_carry_no_numbers_even_if_the_frame_does() -> None:
    # A careless statistic might leave numbers behind; what is printed from must not.
    table = fakes.by_unit().frame.copy()
    hidden = table["suppressed"]
    table.loc[hidden, ["estimate", "n", "prob_B"]] = 55.5
    table.loc[hidden, "band"] = "B"
    rows = [r for r in rows_of(fakes.Estimates(table, fakes.provenance("x"))) if r.hidden]
    assert rows
    for row in rows:
        assert all(math.isnan(x) for x in (row.estimate, row.low, row.high, row.n, row.count))
        assert row.band == "" and row.probs == {}


def test_groups_apart() -> None:
    rows = rows_of(fakes.by_unit())
    assert len(overall(rows)) == 1 and len(grouped(rows)) == len(rows) - 1


def test_printed_probabilities_add_to_a_hundred() -> None:
    made = whole_percents({"A": 0.335, "B": 0.335, "C": 0.33})
    assert math.isclose(sum(made.values()), 1) and {round(100 * p, 6) for p in made.values()} <= {
        33,
        34,
    }
    assert whole_percents({"A": 0.996, "B": 0.004}) == {"A": 0.996, "B": 0.004}
