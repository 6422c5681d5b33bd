"""Tables: columns, words in the place of numbers, escaping."""

from dataclasses import replace
from xml.etree import ElementTree

import berakhlak_stats as bs
from berakhlak_stats.estimates import Estimates
from berakhlak_stats.present.tables import table
from tests.present import fakes


def words(made, row: int) -> list[str]:
    return [cell.words for cell in made.rows[row]]


def test_columns_in_order() -> None:
    made = table(fakes.all_indices(), "id", most=None)
    head = [cell.words for cell in made.head]
    assert head == ["Uraian", "n", "Skor", "Selang 95%", "Bacaan"]
    assert words(made, 0) == [
        "Implementasi BerAKHLAK",
        "612",
        "62,1",
        "59,7–64,5",
        "Cukup Sehat (B)",
    ]
    assert len(made.rows) == 13


def test_hidden_rows_hold_words_and_no_number() -> None:
    made = table(fakes.by_unit(), "id", most=None)
    hidden = {
        row[0].words: [c.words for c in row[1:]] for row in made.rows if len(row) < len(made.head)
    }
    assert hidden == {
        "Dinas Perpustakaan": ["<10", "disembunyikan"],
        "Satpol PP": ["–", "disembunyikan sebagai pelindung"],
    }
    assert all(sum(c.span for c in row) == len(made.head) for row in made.rows)
    assert "2 baris disembunyikan." in made.note


def test_differences_are_signed_and_bold_only_where_they_passed() -> None:
    made = table(fakes.word_gaps(), "en", most=None)
    rows = {row[0].words: row for row in made.rows}
    assert (
        rows["Innovative and creative"][2].words == "+26.9"
        and rows["Innovative and creative"][2].bold
    )
    assert not rows["Open to cooperation"][2].bold
    assert rows["Open to cooperation"][-1].words == "cannot tell"
    assert made.rows[0][0].words == "Innovative and creative"
    assert "not tested" in rows["Control"][-1].words


def test_long_results_are_cut_and_say_so() -> None:
    made = table(fakes.word_shares(), "id")
    assert len(made.rows) == 15 and "15 dari" in made.note
    assert made.rows[0][0].words == "Bertanggung Jawab"


def test_labels_from_data_are_escaped_and_the_tags_are_well_formed() -> None:
    result = fakes.by_unit()
    frame = result.frame.copy()
    frame.loc[1, "group"] = '<script>alert("1")</script> $\\frac{1}$'
    made = table(replace(result, frame=frame), "id")
    for html in (made.html(), made.html(inline=True)):
        assert "<script" not in html
        ElementTree.fromstring(f"<div>{html}</div>")


def test_scopes_and_captions() -> None:
    made = table(fakes.all_indices(), "en", caption="A <message>")
    html = made.html()
    assert "<caption>A &lt;message&gt;</caption>" in html
    assert html.count('scope="col"') == 5 and html.count('scope="row"') == 13
    assert "<caption" not in made.html(caption=False)
    assert 'style="' in made._repr_html_() and 'style="' not in html
    assert str(made).startswith("A <message>")


def test_few_who_picked_a_word_are_not_few_respondents() -> None:
    records = [
        fakes.record("word", "silo", 0.3, 0.02, list="current"),
        fakes.hidden("word", "otoriter", "few picks", list="current", n=612),
        fakes.hidden("word", "anti_kritik", "protected", list="current"),
    ]
    result = Estimates(fakes.frame(records), fakes.provenance("vote_share"), None)
    rows = {row[0].words: [c.words for c in row[1:]] for row in table(result, "id").rows}
    assert rows["Otoriter"] == ["612", "kurang dari 10 pemilih"]
    assert rows["Anti Kritik"] == ["–", "disembunyikan sebagai pelindung"]
    assert table(result, "en").rows[1][-1].words == "fewer than 10 picked it"


def test_a_list_that_was_not_asked_is_named() -> None:
    frame = fakes.all_indices().to_frame()
    gone = frame["item"] == "alignment_current_desired"
    frame.loc[gone, ["estimate", "conf_low", "conf_high"]] = float("nan")
    frame.loc[gone, ["n", "note"]] = [0, "no answers"]
    total = frame["item"] == "culture_health"
    frame.loc[total, "estimate"] = float("nan")
    made = table(replace(fakes.all_indices(), frame=frame), "id", most=None)
    said = {row[0].words: row[-1].words for row in made.rows}
    words = "tidak dapat dihitung: daftar \u2018Budaya yang diharapkan\u2019 tidak ada dalam berkas"
    assert said["Keselarasan saat ini–diharapkan"] == said["Total kesehatan budaya"] == words


def test_a_table_alone_says_at_which_level_it_was_tested() -> None:
    alone = fakes.all_indices()
    assert "taraf 5% untuk hasil ini saja" in table(alone, "id").note
    parameters = {**alone.provenance.parameters, "alpha_share": 0.1}
    shared = replace(alone, provenance=replace(alone.provenance, parameters=parameters))
    assert "taraf" not in table(shared, "id").note
    assert "5% level for this result alone" in alone.narrate("en")
    assert "5% level" not in shared.narrate("en")
    assert "5% level for this result alone" in alone.plot("en").subtitle


def ways() -> Estimates:
    """The same score computed in three ways."""
    found = fakes.all_indices()
    frame = found.frame[found.frame["item"] == "implementation"].iloc[[0, 0, 0]].reset_index()
    frame["item_2"] = ["people / none", "mean_of_groups / none", "people / raked"]
    frame["estimate"] = [62.1, 60.0, 64.0]
    return replace(found, frame=frame, covariance=None)


def test_ways_of_computing_stand_beside_their_numbers() -> None:
    for lang, head, cell in (
        ("id", "Cara hitung", "rerata kelompok, tanpa bobot"),
        ("en", "Way of computing", "mean of groups, unweighted"),
    ):
        made = table(ways(), lang)
        assert made.head[1].words == head
        assert made.rows[1][1].words == cell
        drawn = ways().plot(lang).svg()
        said = str(ways().narrate(lang))
        assert cell.split(",")[0] in drawn and f"({cell})" in said


def test_shares_by_way_stay_in_their_order() -> None:
    found = ways()
    frame = found.frame.assign(level="area", estimate=[0.1, 0.3, 0.2])
    cells = [row[1].words for row in table(replace(found, frame=frame), "en").rows]
    assert cells[0].startswith("mean of respondents") and cells[1].startswith("mean of groups")


def test_a_pair_of_items_is_no_way_of_computing() -> None:
    found = ways()
    frame = found.frame.assign(item_2=["balance", "positive_energy", "culture_health"])
    assert table(replace(found, frame=frame), "en").head[1].words == "Second item"


def test_pairs_name_both_groups() -> None:
    survey = bs.simulate.simulate(seed=1)
    pairs = bs.significance.compare(
        bs.indices.implementation(survey, by="generation"), against="pairs"
    )
    made = table(pairs, "id", most=None)
    place = [cell.words for cell in made.head].index("Terhadap")
    shown = pairs.frame[~pairs.frame["suppressed"]]
    assert {row[place].words for row in made.rows} >= set(shown["against"])
    rest = bs.significance.compare(bs.indices.implementation(survey, by="sex"), against="rest")
    assert "Terhadap" not in [cell.words for cell in table(rest, "id").head]
