"""What stands under sentences about tests."""

from __future__ import annotations

import pytest

from berakhlak_stats.present.narrative.closing import closing
from berakhlak_stats.present.narrative.writer import Writer
from tests.present import fakes


@pytest.mark.parametrize(
    ("tested", "hidden", "rules"),
    [(False, 0, []), (True, 0, ["own_level"]), (True, 1, ["own_level", "hidden_one"]),
     (False, 3, ["hidden"])],
)  # fmt: skip
def test_level_and_hidden_rows(tested: bool, hidden: int, rules: list[str]) -> None:
    said = closing(Writer(fakes.by_unit(), "id"), tested=tested, hidden=hidden)
    assert [sentence.claim.rule_fired for sentence in said] == rules
    assert not hidden or str(hidden) in str(said[-1])
