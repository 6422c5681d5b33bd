from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from berakhlak_stats.survey import read_survey, validate
from berakhlak_stats.survey.checks.identifiers import (
    kind_by_content,
    masked,
    matches_by_kind,
)
from berakhlak_stats.survey.checks.report import quote_cells
from berakhlak_stats.survey.mapping.cells import factorise
from tests.survey.helpers import EMAIL, only_problem, pick_instrument

PICKS = pick_instrument()


def frame(**columns: object) -> pd.DataFrame:
    return pd.DataFrame({"current": ["jujur|silo"] * 4, **columns})


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["198501012010011001", "19850101 201001 1 002"], "nip"),
        (["3201012345678901", "3201012345678902"], "nik"),
        ([EMAIL, EMAIL.replace(".go.id", ".com")], "email"),
        (["+62 812-3456-7890", "081234567890"], "phone"),
        (["(0812) 3456-0001", "(+62) 812 3456 0002"], "phone"),
        (["0812.3456.0001", "0813.3456.0002"], "phone"),
        (["81234567890", "81345678901", "0"], "phone"),
        (["81234567890", "250000000", "310000000"], None),
        (["19760526-200802-1-001", "19760526.200802.1.002"], "nip"),
        (["2°58'1.1\"S 114°24'12.3\"E", "2° 12' 40\" S, 113° 55' 1\" E"], "gps"),
        (["10.1.2.3", "192.168.0.1"], "ip"),
        (["Bagian Umum", "12"], None),
        (["2022", "08"], None),
    ],
)
def test_content_that_looks_like_an_identifier(cells: list[str], kind: str | None) -> None:
    column = factorise(pa.array(cells))
    assert kind_by_content(column, matches_by_kind(column)) == kind


def test_duplicates_are_checked_before_the_drop_which_is_reported() -> None:
    nips = ["198501012010011001", "198501012010011002", "198501012010011001", None]
    source = frame(nip=nips, Nama=["A", "B", "C", "D"], unit=["x", "y", "x", "y"])
    report = validate(source, instrument=PICKS)
    repeated = only_problem(report, "E213")
    assert (repeated.severity, repeated.rows, repeated.column) == ("warning", (1, 3), "nip")
    assert "198501012010011001" not in report.text("id") + report.to_json()
    survey = read_survey(source, instrument=PICKS)
    assert survey.log.dropped == ("nip", "Nama")
    assert set(survey.columns) == {"unit"}
    assert survey.n == 4
    dropped = [each.column for each in report.problems if each.code == "E240"]
    assert dropped == ["nip", "Nama"]
    assert any("nip, Nama" in one for one, _ in survey.log.understood)


def test_identifiers_stay_on_request() -> None:
    source = frame(nip=[f"19850101201001100{place}" for place in range(4)])
    survey = read_survey(source, instrument=PICKS, keep_identifiers=True)
    assert survey.log.dropped == () and "nip" in survey.columns


def test_single_cells_that_look_like_an_identifier_are_emptied() -> None:
    source = frame(unit=["Umum", EMAIL, "Umum", "Keuangan"])
    survey = read_survey(source, instrument=PICKS)
    assert survey.columns["unit"].labels == ("Keuangan", "Umum")
    assert survey.columns["unit"].codes.tolist() == [1, -1, 1, 0]
    problem = only_problem(validate(source, instrument=PICKS), "E235")
    assert (problem.rows, problem.column) == ((2,), "unit")
    assert EMAIL not in problem.message.id


def test_respondent_number_is_only_a_hashed_key() -> None:
    survey = read_survey(frame(respondent_id=["r1", "r2", "r3", "r4"]), instrument=PICKS)
    assert "respondent_id" not in survey.columns and "respondent_id" not in survey.raw_numbers
    assert survey.log.dropped == ()


def test_a_respondent_number_that_is_a_nip_does_not_become_a_key() -> None:
    nips = [f"19850101201001100{place}" for place in range(4)]
    survey = read_survey(frame(respondent_id=nips), instrument=PICKS)
    plain = read_survey(frame(), instrument=PICKS)
    assert survey.log.dropped == ("respondent_id",)
    assert survey.keys.tolist() == plain.keys.tolist()


def test_repeated_respondent_number() -> None:
    problem = only_problem(
        validate(frame(respondent_id=["r1", "r2", "r1", None]), instrument=PICKS), "E213"
    )
    assert (problem.severity, problem.rows, problem.count) == ("warning", (1, 3), 2)


def test_kinds_are_called_in_the_language_of_the_message() -> None:
    from berakhlak_stats.survey.checks.identifiers import spoken
    from berakhlak_stats.survey.checks.report import make_problem

    said = make_problem("fixed", "E240", source="a.csv", column="HP", kind=spoken("phone")).message
    assert "nomor telepon" in said.id and "phone number" in said.en


def test_identifiers_inside_longer_texts_are_told_and_blotted_out() -> None:
    texts = ("Budi 081234567890", f"hub. {EMAIL}", "Pak Ali NIP 198501012010011003", "Kelas B")
    cells = factorise(pa.array(texts))
    found = matches_by_kind(cells)
    assert {kind for kind in found} == {"phone", "email", "nip"}
    assert np.any(list(found.values()), axis=0).tolist() == [True, True, True, False]
    assert [masked(text) for text in texts] == [
        "Budi ***",
        "hub. ***",
        "Pak Ali NIP ***",
        "Kelas B",
    ]
    assert masked("NIP.198501012010011003") == "NIP.***"
    assert masked("0.1985010120100110") == "0.1985010120100110"
    assert masked("SDN 12 Selat, 2022") == "SDN 12 Selat, 2022"


def test_quoted_cells_name_nobody() -> None:
    said = quote_cells([3], ["Pak Slamet 081234567890 korupsi"])
    assert "0812" not in said and "korupsi" in said


def test_huge_texts_are_searched_in_passing() -> None:
    """A search that starts again at every letter would take hours here."""
    assert masked("x" * 1_000_000 + f" {EMAIL}").endswith(" ***")
