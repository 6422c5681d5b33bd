"""What every function of this room that returns estimates owes its users."""

from __future__ import annotations

import inspect
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from berakhlak_stats import quality
from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.estimates import Estimates
from berakhlak_stats.estimates.glossary import OPTIONAL, REQUIRED
from berakhlak_stats.present.narrative import check_prose, narrate
from berakhlak_stats.survey import read_survey, stream_survey, write_survey
from berakhlak_stats.survey.survey import Survey
from tests.contracts.test_docstrings import section
from tests.quality.samples import planted, planted_picks
from tests.surveys import codes

SECTIONS = ("Parameters", "Returns", "Notes", "References", "Examples")
FUNCTIONS = [name for name in quality.__all__ if name[0].islower()]
ESTIMATES = (
    "answer_quality", "effect_of_exclusion", "missing_patterns", "effect_of_missing_rule",
)  # fmt: skip


@cache
def surveys() -> dict[str, Survey]:
    """Careless people among others, with gaps and two groups."""
    from dataclasses import replace

    made = {"ratings": planted()[0], "picks": planted_picks()[0]}
    out = {}
    for name, survey in made.items():
        rng = np.random.default_rng(4)
        picks = {key: np.where(rng.random((1000, 1)) < 0.05, np.uint64(0), bits)
                 for key, bits in survey.picks.items()}  # fmt: skip
        unit = codes([f"unit{i}" for i in rng.integers(0, 2, 1000)])
        out[name] = replace(survey, picks=picks, columns={"unit": unit}, smallest_group=5)
    return out


CASES = [(name, kind) for name in ESTIMATES for kind in ("ratings", "picks")]
every = pytest.mark.parametrize(("name", "kind"), CASES)


def call(name: str, survey: Any, **options: Any) -> Estimates:
    if name.startswith("effect"):
        options["replicates"] = 60
    result = getattr(quality, name)(survey, **options)
    assert isinstance(result, Estimates)
    return result


@cache
def results(name: str, kind: str) -> tuple[Estimates, Estimates]:
    survey = surveys()[kind]
    return call(name, survey), call(name, survey, by="unit")


@pytest.mark.parametrize("name", FUNCTIONS)
def test_docstrings_have_every_section(name: str) -> None:
    text = inspect.getdoc(getattr(quality, name)) or ""
    assert [title for title in SECTIONS if not section(text, title)] == []


@pytest.mark.parametrize("name", FUNCTIONS)
def test_only_the_survey_may_stand_without_its_name(name: str) -> None:
    first, *rest = inspect.signature(getattr(quality, name)).parameters.values()
    assert first.name == "survey"
    allowed = (inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD)
    assert all(each.kind in allowed for each in rest)


@every
def test_frames_follow_the_glossary_and_rows_can_be_told_apart(name: str, kind: str) -> None:
    for result in results(name, kind):
        columns = set(result.frame.columns)
        assert REQUIRED.keys() <= columns <= REQUIRED.keys() | OPTIONAL.keys()
        assert not result.frame.duplicated(["list", "level", "item", "group"]).any()


@every
def test_intervals_hold_their_estimates_or_a_note_says_why(name: str, kind: str) -> None:
    for result in results(name, kind):
        frame = result.frame
        known = frame["conf_low"].notna()
        inside = frame["conf_low"].le(frame["estimate"] + 1e-9)
        inside &= frame["estimate"].le(frame["conf_high"] + 1e-9)
        assert known.any() and inside[known].all()
        assert (frame["note"][~known] != "").all()


@every
def test_json_there_and_back(name: str, kind: str) -> None:
    for result in results(name, kind):
        again = Estimates.from_json(result.to_json())
        assert again.frame.equals(result.frame)
        assert again.provenance.parameters == result.provenance.parameters


@every
def test_row_order_carries_no_meaning(name: str, kind: str) -> None:
    survey = surveys()[kind]
    shuffled = survey.take(np.random.default_rng(5).permutation(survey.n))
    assert call(name, shuffled, by="unit").frame.equals(results(name, kind)[1].frame)


@every
def test_input_is_not_changed(name: str, kind: str) -> None:
    survey = surveys()[kind]
    before = {key: bits.copy() for key, bits in survey.picks.items()}, survey.ratings.copy()
    call(name, survey)
    assert all(np.array_equal(survey.picks[key], bits) for key, bits in before[0].items())
    assert np.array_equal(survey.ratings, before[1]) and set(survey.picks) == set(before[0])


@every
@pytest.mark.parametrize("lang", ["id", "en"])
def test_it_is_told_shown_and_tabled(name: str, kind: str, lang: str) -> None:
    for result in results(name, kind):
        told = narrate(result, lang)
        assert str(told)
        allowed = [str(k) for k in range(1, 101)] if result.provenance.by else []
        assert check_prose(str(told), told.ledger, lang=lang, allow=allowed) == []
        assert result.table(lang).rows and "<svg" in result.plot(lang).svg()
        words = str(result.table(lang)) + str(told)
        assert not {"few_picks", "one_flag", "level_suffix"} & set(words.split())


@every
def test_few_people_are_never_shown(name: str, kind: str) -> None:
    few = surveys()[kind].take(np.arange(9)).with_smallest_group(10)
    try:
        frame = call(name, few).frame
    except BerakhlakError as error:
        assert error.code[1] == "8"
        return
    assert frame["suppressed"].all()
    assert frame[["estimate", "conf_low", "conf_high"]].isna().all(axis=None)


@every
def test_a_stream_gives_what_the_file_gives(name: str, kind: str, tmp_path: Path) -> None:
    survey = surveys()[kind]
    path = write_survey(survey, tmp_path / "answers.parquet")
    stream = stream_survey(path, instrument=survey.instrument, batch_rows=300)
    there = call(name, stream.with_smallest_group(5), by="unit").frame
    here = call(
        name, read_survey(path, instrument=survey.instrument).with_smallest_group(5), by="unit"
    ).frame
    assert (
        there.drop(columns=["conf_low", "conf_high", "std_error"])
        .round(9)
        .equals(here.drop(columns=["conf_low", "conf_high", "std_error"]).round(9))
    )


@pytest.mark.parametrize("name", ESTIMATES)
def test_nobody_at_all_is_refused(name: str) -> None:
    with pytest.raises(BerakhlakError) as caught:
        call(name, surveys()["ratings"].take(np.array([], int)))
    assert caught.value.code == "E102"
