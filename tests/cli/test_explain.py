from __future__ import annotations

import pytest

from tests.cli.shell import run


@pytest.mark.parametrize(("lang", "first"), [("id", "Perbaikan:"), ("en", "Fix:")])
def test_both_languages_the_chosen_one_first(lang: str, first: str) -> None:
    done = run("explain", "e205", "--lang", lang)
    other = {"Perbaikan:": "Fix:", "Fix:": "Perbaikan:"}[first]
    assert done.exit_code == 0 and done.stdout.count("E205 (") == 2
    assert done.stdout.index(first) < done.stdout.index(other)


def test_an_unknown_code_names_the_nearest_and_is_a_wrong_command() -> None:
    done = run("explain", "E200", "--lang", "en")
    assert done.exit_code == 2 and "E201" in done.stderr and not done.stdout
