from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from berakhlak_stats.survey import write_survey
from tests.cli.shell import answers, run
from tests.reliability.surveys import rated


@pytest.fixture(scope="module")
def ratings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_survey(rated(n=200, units=2), tmp_path_factory.mktemp("rated") / "answers.csv")


@pytest.fixture(scope="module")
def instrument(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("asked") / "asked.toml"
    scales = {"trust": 3, "work": 4, "pair": 2}
    lines = ['id = "three"', 'version = "1"', 'title = { id = "Tiga", en = "Three" }']
    lines += ["[scale]", "low = 1", "high = 5"]
    for name in scales:
        label = f'{{ id = "{name.title()}", en = "{name.title()}" }}'
        lines += ["[[values]]", f'id = "{name}"', f"name = {label}", f"definition = {label}"]
    for name, count in scales.items():
        for j in range(1, count + 1):
            item = f"{name[0]}{j}"
            lines += ["[[ratings]]", f'id = "{item}"', f'scale = "{name}"']
            lines.append(f'label = {{ id = "{item}", en = "{item}" }}')
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_tables_of_a_rating_survey(ratings: Path, instrument: Path) -> None:
    result = run("reliability", ratings, "--instrument", instrument, "-q")
    assert result.exit_code == 0
    for words in ("alfa Cronbach", "tanpa butir ini", "omega McDonald", "Alfa ordinal"):
        assert words in result.stdout
    assert "Chalmers" in result.stdout + result.stderr
    english = run("reliability", ratings, "--instrument", instrument, "-q", "--lang", "en")
    assert "without this item" in english.stdout
    assert "validity" in english.stdout + english.stderr


def test_one_result_goes_to_a_file(ratings: Path, instrument: Path, tmp_path: Path) -> None:
    options = ("reliability", ratings, "--instrument", instrument, "-q")
    several = run(*options, "--format", "csv")
    assert several.exit_code == 2
    assert "--of" in several.stderr
    rows = list(
        csv.DictReader(
            io.StringIO(run(*options, "--format", "csv", "--of", "omega", "--by", "unit").stdout)
        )
    )
    assert {row["group"] for row in rows} == {"u0", "u1"}
    path = tmp_path / "alpha.json"
    assert run(*options, "--of", "alpha", "--out", path).exit_code == 0
    assert json.loads(path.read_text("utf-8"))["provenance"]["statistic"] == "cronbach_alpha"


def test_pick_lists_get_their_stability_instead() -> None:
    result = run("reliability", answers(), "--of", "top", "-q")
    assert result.exit_code == 0 and result.stdout
    refused = run("reliability", answers(), "--of", "alpha", "-q")
    assert refused.exit_code == 2
    assert "stability" in refused.stderr
