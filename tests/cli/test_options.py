"""Each shared option is spelled once and told in one way."""

from __future__ import annotations

from typing import Annotated, get_args, get_origin

import pytest
import typer

from berakhlak_stats.cli import options
from berakhlak_stats.survey.design import LonelyPolicy as Policies
from tests.cli.shell import answers, run

SHARED = {name: kind for name, kind in vars(options).items() if get_origin(kind) is Annotated}


def spelled(kind: object) -> str:
    info = get_args(kind)[1]
    return "" if isinstance(info, typer.models.ArgumentInfo) else info.default


def test_every_option_has_help_and_a_name_of_its_own() -> None:
    assert len(SHARED) > 15
    for name, kind in SHARED.items():
        assert get_args(kind)[1].help, name
    names = [spelled(kind) for kind in SHARED.values() if spelled(kind)]
    # --by and --out are told in two ways: for one column or file, and for several.
    assert sorted(n for n in set(names) if names.count(n) > 1) == ["--by", "--out"]


def test_policies_are_those_of_the_design() -> None:
    assert {each.value for each in options.LonelyPolicy} == set(get_args(Policies))


@pytest.mark.parametrize(("lang", "word"), [("id", "Perbaikan"), ("en", "Fix")])
def test_the_language_holds_for_errors_of_options_before_it(lang: str, word: str) -> None:
    """The option is eager: an error about another option is told in its language."""
    result = run("index", "absent.csv", "--min-group", 2, "--lang", lang)
    assert word in result.stderr


def test_quiet_silences_what_was_understood() -> None:
    told, silent = (run("index", answers(), *more).stderr for more in ((), ("--quiet",)))
    assert "150 responden dari 150 baris" in told
    assert "150 responden" not in silent
