from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyreadstat
import pytest

from berakhlak_stats.simulate import simulate, write_export
from berakhlak_stats.simulate.exports.spss import _dictionary_end, _with_sets


@pytest.mark.parametrize(
    ("shape", "kind", "size"), [("spss-dichotomies", "D", 90), ("spss-categories", "C", 10)]
)
def test_another_reader_finds_the_sets(tmp_path: Path, shape: str, kind: str, size: int) -> None:
    file = write_export(simulate(n=20), tmp_path / "x.sav", shape=shape)
    frame, meta = pyreadstat.read_sav(str(file))
    assert len(frame) == 20
    assert {name: (each["type"], len(each["variable_list"])) for name, each in
            meta.mr_sets.items()} == dict.fromkeys(
        ("personal", "current", "desired"), (kind, size)
    )  # fmt: skip
    assert meta.mr_sets["current"]["label"] == "Budaya Saat Ini"


def test_records_are_walked_whatever_they_hold(tmp_path: Path) -> None:
    path = tmp_path / "x.sav"
    frame = pd.DataFrame({"a": [1.0, 99.0], "long_name_of_a_text": ["x" * 300, "y"]})
    pyreadstat.write_sav(
        frame, str(path), note="catatan", column_labels=["Sebuah label", None],
        variable_value_labels={"a": {1: "satu"}}, missing_ranges={"a": [{"lo": 97, "hi": 99}]},
    )  # fmt: skip
    content = path.read_bytes()
    assert content[_dictionary_end(content) :][:4] == (999).to_bytes(4, "little")
    path.write_bytes(_with_sets(content, b"$s=C 1 s a a\n"))
    again, meta = pyreadstat.read_sav(str(path), user_missing=True)
    pd.testing.assert_frame_equal(again, frame)
    assert list(meta.mr_sets) == ["s"]
