"""A published change: where the words stop at the evidence."""

from __future__ import annotations

from berakhlak_stats.present.narrative import narrate
from berakhlak_stats.present.published import published_table, scenarios_of
from tests.present.wave_results import wave_results


def test_the_national_change_in_words() -> None:
    told = narrate(wave_results()["published"], "id")
    assert str(told.heading) == (
        "Perubahan 60,9 menjadi 61,1 hanya melewati galat sampel bila ICC di bawah 0,006"
    )
    text = str(told)
    assert "936.476 dan 936.476 responden dalam 539 dan 539 instansi" in text
    assert "Mulai ICC 0,006 perubahan ini belum dapat disimpulkan." in text
    assert "di bawah 1 poin indeks, jadi tetap kecil" in text
    assert "di antara +0,1 dan +0,3 poin" in text
    assert "siapa yang tidak menjawab" in text
    for verb in ("meningkat", "naik", "membaik"):
        assert verb not in text


def test_the_other_ends() -> None:
    never = narrate(wave_results()["published never"], "en")
    assert str(never.heading).endswith("lies within sampling error")
    assert not never.of_rule("claim_small")
    always = narrate(wave_results()["published always"], "en")
    assert str(always.heading).endswith("at every ICC")
    assert len(always.of_rule("claim_row", "claim_row_none")) == 1


def test_a_line_per_correlation() -> None:
    made = published_table(wave_results()["published"], "id")
    assert [row[0].words for row in made.rows] == ["0,00", "0,01", "0,02", "0,05", "0,10", "0,20"]
    assert made.rows[0][-1].words == "melewati galat sampel"
    assert {row[-1].words for row in made.rows[1:]} == {"belum dapat disimpulkan"}
    # safety.md of the house: z = 6.8, 1.6, .7 at 0, .01 and .05.
    assert [made.rows[i][4].words for i in (0, 1, 3)] == ["6,84", "1,60", "0,73"]
    assert [each.significant for each in scenarios_of(wave_results()["published"])][:2] == [
        True,
        False,
    ]
