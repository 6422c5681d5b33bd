"""A short run of the fuzzer; the long one is ``python -m tests.fuzz 20000``."""

from __future__ import annotations

from tests.fuzz import fuzz, mutated


def test_damaged_files_end_as_a_survey_or_a_typed_error() -> None:
    found, defects = fuzz(300, seed=2022)
    assert not defects
    assert sum(found.values()) == 300
    assert found["read"] > 10 and len(found) > 8


def test_the_same_number_gives_the_same_input() -> None:
    for number in range(40):
        source, content = mutated(number, 7)
        again, other = mutated(number, 7)
        # Archives carry the time they were packed at.
        assert source.name == again.name
        assert content == other or source.ending in (".xlsx", ".ods")
