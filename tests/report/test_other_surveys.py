"""Reports on what is not the pick-list survey: ratings, ad-hoc instruments, very few people."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import berakhlak_stats as bs
from berakhlak_stats.report import ReportResults, build_report, rebuild_report
from berakhlak_stats.simulate import bundled
from berakhlak_stats.survey import Survey
from tests.report.page import Page


@pytest.fixture(scope="module")
def homemade() -> Survey:
    instrument = bs.make_instrument(
        ratings={"Puas": ["P1", "P2"]},
        picks={"reasons": ["pay", "team", "place"]},
        k=2,
        numbers=["hours"],
        labels={"P1": ("Senang bekerja", "Glad to work")},
    )
    rng = np.random.default_rng(5)
    words = ["pay", "team", "place"]
    table = pd.DataFrame(
        {
            "P1": rng.integers(1, 6, 80),
            "P2": rng.integers(1, 6, 80),
            "hours": rng.normal(40, 4, 80),
            "reasons": ["|".join(rng.choice(words, 2, replace=False)) for _ in range(80)],
            "unit": rng.choice(["North", "South"], 80),
        }
    )
    return bs.read_survey(table, instrument=instrument)


def test_an_own_instrument_brings_its_labels_along(homemade: Survey) -> None:
    report = build_report(homemade, lang="id", by="unit", replicates=60)
    text = " ".join(Page.of(report.html).cells)
    assert "Senang bekerja" in text
    saved = ReportResults.from_json(report.results.to_json())
    assert rebuild_report(saved, "id").html == report.html
    assert "Glad to work" in rebuild_report(saved, "en").html


def test_ratings_carry_no_bands() -> None:
    survey = bs.read_survey(bundled("rating_2022"), instrument="berakhlak-rating")
    report = build_report(survey, lang="en", by="unit", replicates=60)
    page = Page.of(report.html)
    sections = [attrs["id"] for tag, attrs in page.tags if tag == "section"]
    evidence = ["reliability", "agreement", "quality"]
    assert sections == ["summary", "respondents", "ratings", *evidence, "actions", "methods"]
    assert "badge" not in report.html.split("</style>")[1]
    assert not [claim for claim in report.ledger if claim.rule_fired.startswith("band")]


def test_too_few_people_make_a_report_without_numbers(kapuas: Survey) -> None:
    report = build_report(kapuas.take(slice(0, 9)), lang="en", by="unit", replicates=60)
    for name, each in report.results.estimates.items():
        assert each.frame["estimate"].isna().all(), name
    assert not [claim for claim in report.ledger if claim.claim_id.startswith("K") and claim.n > 0]


def test_a_stratified_design_is_printed(kapuas: Survey) -> None:
    from berakhlak_stats.weighting import read_frame

    frame = read_frame(bundled("kapuas_2022_frame")).margins["unit"]
    survey = kapuas.with_design(strata="unit", population=frame)
    report = build_report(survey, lang="en", replicates=60)
    assert report.results.response.population == sum(frame.values())
    assert "Strata: unit" in " ".join(Page.of(report.html).cells)


def test_a_list_that_nobody_answered_is_named_and_left_out() -> None:
    table = pd.read_csv(bundled("kapuas_2022")).drop(columns="desired")
    report = build_report(bs.read_survey(table), lang="id", by="unit", replicates=60)
    text = report.html
    assert "daftar \u2018Budaya yang diharapkan\u2019 tidak ada dalam berkas" in text
    assert not [name for name in report.results.estimates if name.startswith("gap_areas")]
    assert set(report.results.estimates["words"].frame["list"]) == {"personal", "current"}


def test_an_own_survey_is_not_told_of_balance(homemade: Survey) -> None:
    report = build_report(homemade, lang="id", by="unit", replicates=60)
    assert "keseimbangan" not in report.html.lower().split("</style>")[1]
    assert "rating score" not in report.html and "tiga daftar" not in report.html


def test_every_stage_is_printed(kapuas: Survey) -> None:
    from berakhlak_stats.survey import Stage

    stages = [Stage(population=2000)]
    survey = kapuas.with_design(psu="unit", population=60, stages=stages, lonely="certainty")
    for lang, words in (("id", "unit → responden"), ("en", "unit → respondents")):
        page = " ".join(Page.of(build_report(survey, lang=lang, replicates=60).html).cells)
        assert words in page and "Preston" in page
