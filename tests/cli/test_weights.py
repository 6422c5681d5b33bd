from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from berakhlak_stats.simulate import bundled
from berakhlak_stats.survey import read_survey
from berakhlak_stats.weighting import calibrate_weights, read_frame, trim_weights
from tests.cli.shell import answers, run

SURVEY, MARGINS = bundled("kapuas_2022"), bundled("kapuas_2022_margins")


def frame(folder: Path, *rows: str, head: str = "sex,population") -> Path:
    path = folder / "frame.csv"
    path.write_text("\n".join([head, *rows]), encoding="utf-8")
    return path


def plain_frame(folder: Path) -> Path:
    return frame(folder, "Laki-laki,900", "Perempuan,600")


def written(path: Path) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    survey = read_survey(path)
    assert survey.design.weights == "weight"
    assert survey.weights is not None
    return survey.weights


@pytest.mark.parametrize("ending", ["csv", "parquet", "xlsx"])
def test_the_copy_has_weights_that_meet_the_frame(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"copy.{ending}"
    result = run("weights", SURVEY, "--frame", MARGINS, "--out", path)
    assert result.exit_code == 0
    before = read_survey(SURVEY)
    found = written(path)
    assert np.allclose(found, calibrate_weights(before, read_frame(MARGINS)), rtol=1e-12)
    after = read_survey(path)
    assert (after.keys == before.keys).all()
    assert all((after.picks[name] == bits).all() for name, bits in before.picks.items())
    assert after.log.synthetic


def test_the_report_says_what_weights_do_and_cost(tmp_path: Path) -> None:
    result = run("weights", SURVEY, "--frame", MARGINS, "--out", tmp_path / "c.csv", "-q")
    text = result.stdout
    w = calibrate_weights(read_survey(SURVEY), read_frame(MARGINS))
    effect = len(w) * (w @ w) / w.sum() ** 2
    for shown in (f"{effect:.2f}", f"{len(w) / effect:.1f}", f"{w.max() / np.median(w):.2f}"):
        assert shown.replace(".", ",") in text
    # Dinas Pendidikan: 168 of 612 answered, and it is 1520 of 4260 people.
    assert re.search(r"Dinas Pendidikan\s+35,7%\s+27,5%\s+35,7%\s+0,18\s+0,00", text)
    assert re.search(r"Dinas Pendidikan\s+1\.520\s+168\s+11,1%", text)
    assert "E633" in result.stderr


def test_small_categories_are_hidden_everywhere(tmp_path: Path) -> None:
    options = ("--out", tmp_path / "c.csv", "-q", "--lang", "en")
    text = run("weights", SURVEY, "--frame", MARGINS, *options).stdout
    lines = [line for line in text.splitlines() if "Inspektorat" in line]
    assert len(lines) == 2
    for line, population in zip(lines, ("1.4%", "58"), strict=True):
        # Nothing but its population, which the frame gave: the count of answers is one of few.
        numbers = re.findall(r"\d[\d.,]*%?", line)
        assert numbers == [population]
        assert "hidden" in line


def test_trimming_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    options = ("--trim", 2, 8, "--out", path, "-q", "--lang", "en")
    result = run("weights", SURVEY, "--frame", MARGINS, *options)
    w = calibrate_weights(read_survey(SURVEY), read_frame(MARGINS))
    assert np.allclose(written(path), trim_weights(w, low=2, high=8).weights)
    assert "E632" in result.stderr


def test_starting_weights_are_used_and_replaced(tmp_path: Path) -> None:
    text = answers().read_text(encoding="utf-8").splitlines()
    rows = [f"{line},{1 + i % 3}" for i, line in enumerate(text)]
    rows[0] = f"{text[0]},w"
    source = tmp_path / "weighted.csv"
    source.write_text("\n".join(rows), encoding="utf-8")
    known, path = plain_frame(tmp_path), tmp_path / "c.csv"
    result = run("weights", source, "--frame", known, "--weights", "w", "--out", path, "-q")
    assert result.exit_code == 0
    start = read_survey(source, weights="w")
    assert np.allclose(written(path), calibrate_weights(start, read_frame(known)))
    assert "w" not in read_survey(path).columns


@pytest.mark.parametrize("method", ["raking", "linear", "logit", "post_stratify"])
def test_methods_by_name(tmp_path: Path, method: str) -> None:
    path = tmp_path / "c.csv"
    options = ("--bounds", 0.2, 5) if method == "logit" else ()
    known = plain_frame(tmp_path)
    result = run(
        "weights", answers(), "--frame", known, "--method", method, "--out", path, *options
    )
    assert result.exit_code == 0
    assert f"{method}: jenis kelamin" in result.stdout
    assert written(path).sum() == pytest.approx(1500)


def test_the_answers_are_never_overwritten(tmp_path: Path) -> None:
    source = tmp_path / "answers.csv"
    source.write_bytes(answers().read_bytes())
    result = run("weights", source, "--frame", plain_frame(tmp_path), "--out", source)
    assert (result.exit_code, result.stderr[:4]) == (2, "E406")
    assert source.read_bytes() == answers().read_bytes()


BAD = {
    "E218": ("Laki-laki,3", "Perempuan,900"),
    "E622": ("Laki-laki,900",),
    "E623": ("Laki-laki,900", "Perempuan,900", "Lain,9"),
    "E626": ("Laki-laki,900", "Perempuan,banyak"),
    "E627": ("Laki-laki,900", "Laki-laki,900"),
    "E602": ("A,900", "B,900"),
}


@pytest.mark.parametrize("code", list(BAD))
def test_frames_that_do_not_fit_are_refused_in_both_languages(tmp_path: Path, code: str) -> None:
    head = "nope,population" if code == "E602" else "sex,population"
    path, known = tmp_path / "c.csv", frame(tmp_path, *BAD[code], head=head)
    for lang, fix in (("id", "Perbaikan:"), ("en", "Fix:")):
        result = run("weights", answers(), "--frame", known, "--out", path, "-q", "--lang", lang)
        assert (result.exit_code, result.stdout) == (2 if code == "E602" else 1, "")
        assert code in result.stderr and fix in result.stderr
        assert not path.exists()


def test_categories_that_differ_are_listed_both_ways(tmp_path: Path) -> None:
    known = frame(tmp_path, "Laki-laki,900", "Perempuann,900")
    path = tmp_path / "c.csv"
    result = run("weights", answers(), "--frame", known, "--out", path, "--lang", "en")
    assert result.exit_code == 1
    assert "E217" in result.stderr and "Perempuan → Perempuann?" in result.stderr
    assert "E622" in result.stderr


def test_margins_with_unequal_sums_are_refused_or_rescaled(tmp_path: Path) -> None:
    rows = ["sex,Laki-laki,900", "sex,Perempuan,600"]
    rows += [f"status,{label},{n}" for label, n in (("PNS", 1300), ("PPPK", 150))]
    known = frame(tmp_path, *rows, head="column,category,population")
    path = tmp_path / "c.csv"
    refused = run("weights", answers(), "--frame", known, "--out", path, "-q", "--lang", "en")
    assert refused.exit_code == 1
    assert "E227" in refused.stderr and "1500" in refused.stderr and "1450" in refused.stderr
    assert run("weights", answers(), "--frame", known, "--out", path, "--rescale").exit_code == 0
    assert written(path).sum() == pytest.approx(1500)


@pytest.mark.parametrize(
    ("arguments", "code", "status"),
    [
        (["--out", "c.pdf"], "E411", 2),
        (["--out", "no/such/c.csv"], "E401", 2),
        (["--out", "c.csv", "--weights", "nope"], "E231", 2),
        (["--out", "c.csv", "--trim", "8", "2"], "E703", 2),
        (["--out", "c.csv", "--trim", "0.1", "0.2"], "E628", 1),
        (["--out", "c.csv", "--method", "logit"], "E703", 2),
    ],
)
def test_what_cannot_be_done_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: str, status: int
) -> None:
    monkeypatch.chdir(tmp_path)
    known = plain_frame(tmp_path)
    result = run("weights", answers(), "--frame", known, "-q", *arguments)
    assert (result.exit_code, result.stdout) == (status, "")
    assert result.stderr.startswith(code)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["frame.csv"]
