"""Errors as a notebook shows them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import berakhlak_stats as bs
from berakhlak_stats.errors import OptionError, set_language
from berakhlak_stats.errors.shown import notebook_lines


@pytest.fixture(autouse=True)
def both_languages() -> Iterator[None]:
    yield
    set_language(None)


def raised() -> bs.BerakhlakError:
    with pytest.raises(bs.BerakhlakError) as caught:
        bs.load_instrument("nothing-of-this-name")
    return caught.value


def test_both_languages_are_shown_until_one_is_chosen() -> None:
    error = raised()
    both = "\n".join(notebook_lines(error, error.__traceback__))
    assert error.text("id") in both and error.text("en") in both
    set_language("id")
    one = "\n".join(notebook_lines(error, error.__traceback__))
    assert error.text("id") in one and error.text("en") not in one


def test_the_line_of_the_user_is_named_and_no_line_of_the_package() -> None:
    error = raised()
    lines = notebook_lines(error, error.__traceback__)
    assert lines[0].endswith('bs.load_instrument("nothing-of-this-name")')
    assert not any("raise " in line for line in lines)


def test_an_error_that_was_never_raised_has_its_text_alone() -> None:
    error = OptionError("E703", name="a", expected="b", given="c")
    assert notebook_lines(error, None)[0] == error.text("id")


def test_other_languages_are_refused() -> None:
    with pytest.raises(OptionError, match="E703"):
        set_language("fr")


def test_jupyter_prints_the_message_in_place_of_a_traceback() -> None:
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.utils.capture import capture_output

    shell = InteractiveShell()
    with capture_output() as shown:
        shell.run_cell("from berakhlak_stats.errors import set_language\nset_language('id')")
        shell.run_cell("import berakhlak_stats as bs\nbs.load_instrument('nothing-of-this-name')")
    assert "Perbaikan:" in shown.stdout
    assert "----> 2 bs.load_instrument" in shown.stdout
    assert "Traceback" not in shown.stdout and "Fix:" not in shown.stdout
