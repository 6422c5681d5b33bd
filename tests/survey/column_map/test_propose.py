"""Proposals: what is known is read the same, what is likely is proposed, what is not is left."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.instrument import load_instrument
from berakhlak_stats.simulate import simulate, write_export
from berakhlak_stats.survey import MappingProposal, Survey, propose_mapping, read_survey
from tests.survey.helpers import chosen, full_frame, full_instrument, same_answers

NAMES = {"spss-categories": "a.sav", "plain-parquet": "a.parquet", "hand-made": "a.xlsx"}
SHAPES = (
    "google-forms", "microsoft-forms", "kobotoolbox-both", "limesurvey-texts", "qualtrics-joined",
    "surveymonkey-expanded", "plain-excel-id", *NAMES,
)  # fmt: skip


@cache
def simulated() -> Survey:
    return simulate("kapuas-2022", seed=3, n=80)


def confirmed(proposal: MappingProposal, folder: Path, lang: str = "id") -> Path:
    path = folder / "peta.toml"
    text = proposal.to_toml(lang).replace("confirmed = false", "confirmed = true")
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("shape", SHAPES)
def test_propose_confirm_read_equals_direct_reading(tmp_path: Path, shape: str) -> None:
    path = write_export(simulated(), tmp_path / NAMES.get(shape, "a.csv"), shape=shape)
    direct = read_survey(path)
    mapping = confirmed(propose_mapping(path), tmp_path)
    mapped = read_survey(path, mapping=mapping)
    same_answers(direct, mapped)
    assert mapped.log.counts == direct.log.counts
    assert mapped.log.dropped == direct.log.dropped


def test_every_kind_of_column_survives_the_round_trip(tmp_path: Path) -> None:
    frame, instrument = full_frame(), full_instrument()
    mapping = confirmed(propose_mapping(frame, instrument=instrument), tmp_path, "en")
    same_answers(
        read_survey(frame, instrument=instrument),
        read_survey(frame, instrument=instrument, mapping=mapping),
    )


def votes(titles: tuple[str, ...], n: int = 30, seed: int = 1) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    words = [word.label.id for word in load_instrument("berakhlak-2022").words]
    return pd.DataFrame(
        {title: ["; ".join(rng.choice(words, 10, replace=False)) for _ in range(n)]
         for title in titles}
    )  # fmt: skip


FREE = {
    "id": (
        "Nilai yang paling mencerminkan diri saya",
        "Kondisi budaya kerja di kantor sekarang",
        "Budaya kerja yang Bapak/Ibu inginkan ke depan",
    ),
    "id, polite": (
        "Silakan centang 10 nilai pribadi Bapak/Ibu",
        "Menurut Bapak/Ibu, budaya instansi kita hari ini seperti apa?",
        "Harapan Saudara terhadap budaya kerja instansi",
    ),
    "en": ("Which values describe you?", "Your agency's culture now", "The culture you wish for"),
}


@pytest.mark.parametrize("wording", FREE)
def test_free_titles_are_matched_and_read(tmp_path: Path, wording: str) -> None:
    titles = FREE[wording]
    frame = votes(titles).assign(Asal=["Dinas A", "Dinas B"] * 15)
    with pytest.raises(BerakhlakError):
        read_survey(frame)
    proposal = propose_mapping(frame)
    found = {each.column.target: each.column.title for each in proposal.columns}
    assert [found[name] for name in ("personal", "current", "desired")] == list(titles)
    assert all(0.6 <= (each.sure or 0) <= 1 for each in proposal.columns[:3])
    known = frame.rename(columns=dict(zip(titles, ("personal", "current", "desired"), strict=True)))
    same_answers(read_survey(known), read_survey(frame, mapping=confirmed(proposal, tmp_path)))


def test_two_readings_are_left_open_with_both_as_comments(tmp_path: Path) -> None:
    proposal = propose_mapping(votes(("Budaya organisasi",)))
    (only,) = proposal.columns
    assert only.column.kind == "open"
    assert {each.target for each in only.rivals} == {"current", "desired"}
    text = proposal.to_toml("en")
    assert '# is = "list"; id = "current"' in text and '# is = "list"; id = "desired"' in text
    with pytest.raises(BerakhlakError) as caught:
        read_survey(votes(("Budaya organisasi",)), mapping=confirmed(proposal, tmp_path))
    assert caught.value.code == "E166"


def test_two_columns_for_one_question_are_both_left_open() -> None:
    frame = votes(("Nilai pribadi saya (awal)", "Nilai pribadi saya (akhir)"))
    kinds = [each.column.kind for each in propose_mapping(frame).columns]
    assert kinds == ["open", "open"]


def test_answers_under_a_title_that_says_nothing_are_left_open() -> None:
    (only,) = propose_mapping(votes(("Jawaban",))).columns
    assert (only.column.kind, len(only.rivals)) == ("open", 3)


def test_rated_statements_in_other_words_and_by_code() -> None:
    titles = {
        "Saya memahami apa yang dibutuhkan masyarakat": "BP1",
        "Menghargai orang apa pun latar belakangnya": "HA1",
        "Saya membantu rekan belajar": "KO2",
        "AK-3. Wewenang": "AK3",
        "Understands what the public needs": "BP1",
    }
    labels = ["Sangat setuju", "Setuju", "Netral", "Setju", "Kurang setuju"]
    for title, item in titles.items():
        (only,) = propose_mapping(pd.DataFrame({title: labels * 8})).columns
        assert (only.column.kind, only.column.target) == ("rating", item), title


def test_what_a_slip_in_a_label_may_mean_is_listed_and_not_applied() -> None:
    frame = pd.DataFrame({"BP1": ["Sangat Setju", "Kurang setuju", "Setuju sekali", "4"] * 5})
    proposal = propose_mapping(frame, instrument="berakhlak-rating")
    (only,) = proposal.columns
    assert only.column.labels == {}
    proposed = {each.text: each.value for each in only.translations}
    assert proposed == {"Sangat Setju": 5, "Kurang setuju": None, "Setuju sekali": None}
    assert '# "Sangat Setju" = 5 #' in proposal.to_toml("id")
    assert '# "Kurang setuju"' in proposal.to_toml("id")


def test_a_scale_whose_labels_run_the_other_way_is_told() -> None:
    frame = pd.DataFrame({"BP1": ["1 - Sangat setuju", "2 - Setuju", "5 - Sangat tidak setuju"]})
    (only,) = propose_mapping(frame, instrument="berakhlak-rating").columns
    assert only.column.reversed_labels
    assert "label" in only.remark[0]


def test_unmatched_columns_are_listed_and_identifiers_and_comments_told() -> None:
    frame = votes(FREE["id"], n=12)
    frame["NIP"] = [f"19850101201001{place:04d}" for place in range(1001, 1013)]
    frame["Saran"] = [f"Saran nomor {place}" for place in range(12)]
    frame["Golongan"] = ["III", "IV"] * 6
    proposal = propose_mapping(frame)
    kinds = {each.column.title: each.column.kind for each in proposal.columns}
    assert (kinds["NIP"], kinds["Saran"], kinds["Golongan"]) == ("identifier", "ignore", "group")
    for lang in ("id", "en"):
        assert "Golongan" in proposal.text(lang).splitlines()[-1]


def test_merges_are_proposed_as_comments_and_applied_only_when_taken_up(tmp_path: Path) -> None:
    frame = votes(FREE["id"])
    frame["OPD"] = ["Dinas Kesehatan", "Dinas Kesehatan", "DINAS  KESEHATAN", "Din. Kesehatan",
                    "Bappeda"] * 6  # fmt: skip
    proposal = propose_mapping(frame)
    path = confirmed(proposal, tmp_path)
    assert len(read_survey(frame, mapping=path).column("OPD").labels) == 4
    text = path.read_text(encoding="utf-8")
    assert '# "Din. Kesehatan" = "Dinas Kesehatan"' in text
    path.write_text(text.replace('# "D', '"D'), encoding="utf-8")
    assert read_survey(frame, mapping=path).column("OPD").labels == ("Bappeda", "Dinas Kesehatan")


def test_a_proposal_is_no_confirmation() -> None:
    frame = votes(FREE["id"])
    mapping = propose_mapping(frame).to_map()
    with pytest.raises(BerakhlakError) as caught:
        read_survey(frame, mapping=mapping)
    assert caught.value.code == "E160"
    survey = read_survey(frame, mapping=replace(mapping, confirmed=True))
    assert all(len(each) == 10 for each in chosen(survey, "personal"))


def test_a_list_in_ten_columns_of_free_titles() -> None:
    frame = votes(("x",))["x"].str.split("; ", expand=True)
    frame.columns = [f"Budaya kerja kantor saat ini ke-{place}" for place in range(1, 11)]
    columns = [each.column for each in propose_mapping(frame).columns]
    assert [(each.target, each.place) for each in columns] == [
        ("current", place) for place in range(1, 11)
    ]


@pytest.mark.parametrize("stem", ["Nilai", "Kata"])
def test_columns_told_apart_by_a_letter_are_all_left_open(stem: str) -> None:
    """An "a" is no word that makes one of three equal columns the personal list."""
    cells = votes(("personal",))["personal"]
    frame = pd.DataFrame({f"{stem} {letter}": cells for letter in "ABC"})
    columns = propose_mapping(frame, instrument="berakhlak-2022").columns
    assert [each.column.kind for each in columns] == ["open"] * 3
    assert all(each.rivals for each in columns)
