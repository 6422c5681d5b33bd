from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from berakhlak_stats.errors import FileError
from berakhlak_stats.survey.readers.sources.claims import Claims
from berakhlak_stats.survey.readers.sources.draft import Draft
from berakhlak_stats.survey.readers.sources.notes import note_other_texts, refuse_mere_codes
from tests.survey.helpers import pick_instrument


def draft(texts: list[str]) -> Draft:
    return Draft("f", (("Q1_TEXT",),), [pa.array(texts)], np.arange(2, 2 + len(texts)),
                 Claims(pick_instrument()))  # fmt: skip


@pytest.mark.parametrize(("filled", "severity"), [(1, "fixed"), (3, "warning")])
def test_many_free_texts_are_a_warning(filled: int, severity: str) -> None:
    made = draft(["sabar"] * filled + [""] * (40 - filled))
    note_other_texts(made, [0])
    assert [(each.code, each.severity, each.count) for each in made.problems] == [
        ("E126", severity, filled)
    ]
    assert made.other_texts == filled


def test_codes_without_any_question() -> None:
    with pytest.raises(FileError) as caught:
        refuse_mere_codes(draft(["x"]), 0)
    assert caught.value.code == "E125"
    refuse_mere_codes(draft(["x"]), 1)
