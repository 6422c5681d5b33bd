from __future__ import annotations

from pathlib import Path

import pytest

from berakhlak_stats.cli.answers import Plan, check_answers, read_answers
from berakhlak_stats.cli.console import Voice
from berakhlak_stats.errors import BerakhlakError, DisclosureError
from berakhlak_stats.instrument import load_instrument
from tests.cli.shell import answers, run


@pytest.mark.parametrize(
    ("like", "instrument"),
    [("kapuas-2022", "berakhlak-2022"), ("rating-2022", "berakhlak-rating")],
)
def test_the_instrument_is_recognised_from_the_file(like: str, instrument: str) -> None:
    survey = read_answers(answers(like), None, Plan(), Voice(quiet=True))
    assert survey.instrument.id == instrument


def test_an_instrument_named_is_not_second_guessed() -> None:
    with pytest.raises(BerakhlakError, match="E230"):
        read_answers(answers("rating-2022"), "berakhlak-2022", Plan(), Voice(quiet=True))


def test_what_fits_nothing_is_measured_against_the_usual_instrument(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(BerakhlakError, match="berakhlak-2022"):
        read_answers(path, None, Plan(), Voice(quiet=True))
    assert check_answers(path, None, Voice(quiet=True)).codes() == ("E230",)


def test_the_plan_reaches_design_and_threshold() -> None:
    plan = Plan(strata="sex", smallest=12)
    survey = read_answers(answers(), None, plan, Voice(quiet=True))
    assert (survey.design.strata, survey.smallest_group) == ("sex", 12)
    with pytest.raises(DisclosureError, match="E303"):
        read_answers(answers(), None, Plan(smallest=4), Voice(quiet=True))


def test_weights_stay_where_strata_are_named(tmp_path: Path) -> None:
    path = tmp_path / "weighted.csv"
    items = [item.id for item in load_instrument("berakhlak-rating").ratings]
    rows = [f"{'ab'[k % 2]},{1 + k % 3}" + f",{1 + k % 5}" * len(items) for k in range(30)]
    path.write_text("\n".join([",".join(["unit", "w", *items]), *rows]), encoding="utf-8")
    plan = Plan(weights="w", strata="unit")
    survey = read_answers(path, "berakhlak-rating", plan, Voice(quiet=True))
    assert survey.weights is not None
    assert survey.weights[:3].tolist() == [1.0, 2.0, 3.0]
    assert (survey.design.weights, survey.design.strata) == ("w", "unit")


def test_what_was_understood_is_told_on_stderr_unless_quiet(
    capsys: pytest.CaptureFixture[str],
) -> None:
    read_answers(answers(), None, Plan(), Voice("en"))
    said = capsys.readouterr()
    assert said.out == ""
    assert "150 respondents" in said.err and "synthetic" in said.err
    read_answers(answers(), None, Plan(), Voice("en", quiet=True))
    assert capsys.readouterr() == ("", "")


def test_source_and_missing_codes_reach_the_reader(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    run("simulate", "--out", path, "--n", 40, "--shape", "limesurvey-codes")
    result = run("index", path, "--lang", "en")
    assert result.exit_code == 0
    assert "Read as: LimeSurvey export (headings are codes, answer codes)." in result.stderr
    assert run("index", path, "--source", "nothing").exit_code == 2
    # As a plain table its codes are the names of no words.
    assert run("index", path, "--source", "plain").exit_code == 1


def test_a_key_file_makes_pseudonyms_and_the_key_is_never_shown(tmp_path: Path) -> None:
    nips = [f"19850101201001{place:04d}" for place in range(1001, 1031)]
    path = tmp_path / "a.csv"
    words = "|".join(load_instrument("berakhlak-2022").list_index["current"].words[:10])
    rows = ["nip,unit,current"] + [f"{nip},A,{words}" for nip in nips]
    path.write_text("\n".join(rows), encoding="utf-8")
    key = tmp_path / "kunci"
    key.write_text("0123456789abcdef0123456789abcdef\n", encoding="utf-8")
    done = run("index", path, "--pseudonym-key-file", key, "--lang", "en")
    assert done.exit_code == 0 and "HMAC-SHA256" in done.stderr
    assert "0123456789abcdef" not in done.stdout + done.stderr and nips[0] not in done.stderr


def test_key_files_that_are_missing_or_short_are_a_wrong_command(tmp_path: Path) -> None:
    short = tmp_path / "pendek"
    short.write_text("rahasia", encoding="utf-8")
    for key, code in ((tmp_path / "tidak_ada", "E100"), (short, "E152")):
        done = run("index", answers(), "-q", "--pseudonym-key-file", key)
        assert (done.exit_code, done.stderr[:4]) == (2, code)
        assert "rahasia" not in done.stderr.replace("Kunci rahasia", "")


def test_rows_at_fault_can_be_set_apart(tmp_path: Path) -> None:
    header, *rows = answers().read_text(encoding="utf-8").splitlines()
    path, target = tmp_path / "a.csv", tmp_path / "apart.csv"
    path.write_text("\n".join([header, f"{rows[0]},x", *rows[1:], ""]), encoding="utf-8")
    assert run("index", path).exit_code == 1
    result = run("index", path, "--quarantine", target)
    assert result.exit_code == 0 and "1 baris dipisahkan ke apart.csv" in result.stderr
    assert "E109" in target.read_text(encoding="utf-8")
    both = run("waves", path, answers(), "--labels", "1,2", "--quarantine", target)
    assert both.exit_code == 0, both.stderr
    assert {each.name for each in tmp_path.glob("apart_*")} == {"apart_1.csv", "apart_2.csv"}
