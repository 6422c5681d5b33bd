from __future__ import annotations

from pathlib import Path

import pytest

from berakhlak_stats.cli.console import Voice
from berakhlak_stats.cli.results import Target, deliver
from berakhlak_stats.errors import DisclosureError, OptionError, OutputError
from berakhlak_stats.instrument import load_instrument
from tests.report.samples import leaking, result_of, row

INSTRUMENT = load_instrument("berakhlak-2022")


@pytest.mark.parametrize(
    ("form", "name", "expected"),
    [
        (None, None, "table"),
        ("json", None, "json"),
        (None, "a.CSV", "csv"),
        (None, "a.xlsx", "xlsx"),
        ("json", "a.txt", "json"),
        ("csv", "a.odd", "csv"),
    ],
)
def test_the_form_is_named_or_told_by_the_file(
    tmp_path: Path, form: str | None, name: str | None, expected: str
) -> None:
    path = None if name is None else tmp_path / name
    assert Target.of(form, path, "plain", full=False).form == expected


def test_an_unknown_ending_is_not_guessed_at(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="E411"):
        Target.of(None, tmp_path / "a.odd", "plain", full=False)


@pytest.mark.parametrize(("form", "full"), [("xlsx", False), ("table", True), (None, True)])
def test_options_that_need_another_say_which(form: str | None, full: bool) -> None:
    with pytest.raises(OptionError, match="E706"):
        Target.of(form, None, "plain", full=full)


def test_a_place_that_cannot_be_written_is_refused_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="E401"):
        Target.of(None, tmp_path / "no" / "a.csv", "plain", full=False)


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_a_result_with_nothing_to_show_is_refused(
    form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(DisclosureError, match="E301"):
        deliver(result_of(leaking(), leaking()), Target(form, None), INSTRUMENT, Voice())
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_hidden_numbers_are_printed_in_no_form(
    form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    result = result_of(row(group="A"), leaking(group="B"))
    deliver(result, Target(form, None), INSTRUMENT, Voice("en"))
    said = capsys.readouterr()
    assert "62.4" in said.out
    assert "77.7" not in said.out + said.err


def test_a_file_is_announced_unless_quiet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = Target("csv", tmp_path / "a.csv")
    deliver(result_of(row()), target, INSTRUMENT, Voice("en"))
    assert capsys.readouterr() == ("", f"Saved: {tmp_path / 'a.csv'}\n")
    deliver(result_of(row()), target, INSTRUMENT, Voice(quiet=True))
    assert capsys.readouterr() == ("", "")
