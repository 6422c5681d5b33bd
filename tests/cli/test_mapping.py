"""``berakhlak map`` and ``--mapping``: propose, confirm, use."""

from __future__ import annotations

from pathlib import Path

import pytest

from berakhlak_stats.simulate import simulate, write_export
from tests.cli.shell import answers, run
from tests.survey.column_map.test_propose import FREE, votes


@pytest.fixture
def free(tmp_path: Path) -> Path:
    path = tmp_path / "free.csv"
    votes(FREE["id"], n=60).assign(OPD=["Dinas A", "Dinas B"] * 30).to_csv(path, index=False)
    return path


def test_propose_confirm_and_use(free: Path, tmp_path: Path) -> None:
    target = tmp_path / "peta.toml"
    result = run("map", free, "--out", target)
    assert result.exit_code == 0
    assert "list personal" in result.stdout and "%" in result.stdout
    assert "confirmed = true" in result.stderr
    refused = run("index", free, "--mapping", target)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "E160" in refused.stderr
    text = target.read_text(encoding="utf-8")
    target.write_text(text.replace("confirmed = false", "confirmed = true"), encoding="utf-8")
    assert run("validate", free, "--mapping", target).exit_code == 0
    used = run("index", free, "--mapping", target, "--by", "OPD", "--lang", "en")
    assert used.exit_code == 0 and "Dinas B" in used.stdout
    assert "by the mapping peta.toml" in used.stderr


def test_edits_are_never_overwritten(free: Path, tmp_path: Path) -> None:
    target = tmp_path / "peta.toml"
    target.write_text("confirmed = true\n", encoding="utf-8")
    result = run("map", free, "--out", target, "--lang", "en")
    assert result.exit_code == 2 and "E169" in result.stderr
    assert target.read_text(encoding="utf-8") == "confirmed = true\n"


def test_without_a_place_the_proposal_is_shown_only(tmp_path: Path) -> None:
    path = write_export(simulate("kapuas-2022", seed=3, n=30), tmp_path / "a.csv",
                        shape="google-forms")  # fmt: skip
    result = run("map", path, "--lang", "en")
    assert result.exit_code == 0 and "fit no question" in result.stdout
    assert [each.name for each in tmp_path.iterdir()] == ["a.csv"]


def test_every_command_that_reads_answers_takes_a_mapping() -> None:
    for command in ("validate", "index", "report", "crosstab", "compare", "rank", "waves", "gaps",
                    "agreement", "quality", "reliability", "weights"):  # fmt: skip
        assert "--mapping" in run(command, "--help").stdout, command


def test_a_broken_mapping_is_a_wrong_command(tmp_path: Path) -> None:
    path = tmp_path / "peta.toml"
    path.write_text("konfirmasi = true", encoding="utf-8")
    result = run("index", answers(), "--mapping", path)
    assert result.exit_code == 2 and "E162" in result.stderr


def test_the_command_to_go_on_with_can_be_pasted(free: Path, tmp_path: Path) -> None:
    path = free.rename(tmp_path / "jawaban pegawai.csv")
    target = tmp_path / "peta kolom.toml"
    result = run("map", path, "--out", target)
    assert f'validate "{path}" --mapping "{target}"' in result.stderr
