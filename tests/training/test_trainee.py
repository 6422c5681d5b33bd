from __future__ import annotations

import json
import os
from pathlib import Path
from tempfile import gettempdir

import pytest

from berakhlak_stats import training
from berakhlak_stats.errors import BerakhlakError, TrainingError
from berakhlak_stats.present import formats
from berakhlak_stats.training.exercises import every_exercise, exercise
from berakhlak_stats.training.words import toml
from tests.training.people import GRADED, fresh, letter, trainee

WRONG_SENTENCE = "Program kami terbukti meningkatkan indeks karena pelatihan."


def wrong_answers(task: str) -> list[object]:
    """Wrong answers of every kind that a task knows, and one that nobody foresaw."""
    found, someone = exercise(task), trainee("contoh")
    material = someone.material(found.set)
    if found.kind == "sentence":
        return [WRONG_SENTENCE]
    if found.kind == "choice":
        right = found.answer(material)
        ids = [name for name, _ in found.options_of(material) if name != right]
        return [letter(someone, task, name) for name in ids]
    known = [float(found.function(each.value)(material)) for each in found.wrong]
    right = float(found.answer(material))
    return [each for each in [*known, 987654.3] if abs(each - right) > 2 * found.slack]


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("task", GRADED)
def test_wrong_answers_earn_three_hints_and_never_the_answer(
    task: str, lang: str, tmp_path: Path
) -> None:
    someone, found = fresh(tmp_path, lang), exercise(task)
    answers = (wrong_answers(task) * 4)[:4]
    said = [someone.check(task, answer, confidence=0.6) for answer in answers]
    assert [each.hint for each in said] == [1, 2, 3, 3]
    assert all(each.right is False for each in said)
    for place, each in enumerate(said[:3]):
        assert getattr(found.hints[place], lang) in str(each)
    material = someone.material(found.set)
    text = " ".join(str(each) + each._repr_html_() for each in said)
    if found.kind == "number" and found.decimals:
        assert (
            formats.number(float(found.answer(material)), lang, decimals=found.decimals) not in text
        )
    if found.kind == "choice":
        options = dict(found.options_of(material))
        assert getattr(options[found.answer(material)], lang) not in text or found.set == "09"


def test_every_foreseen_mistake_is_named(tmp_path: Path) -> None:
    someone = fresh(tmp_path, "id")
    for task in every_exercise():
        material = someone.material(task.set)
        for wrong in task.wrong:
            value = wrong.option or task.function(wrong.value)(material)
            right = task.answer(material)
            if value == right or (task.kind == "number" and abs(value - right) <= task.slack):
                continue
            if task.kind == "choice":
                value = letter(someone, task.id, value)
            assert wrong.says.id in str(someone.check(task.id, value))


def test_the_list_of_misunderstandings_is_used_and_complete() -> None:
    known = toml("misconceptions.toml")
    text = "".join(each.says.id for task in every_exercise() for each in task.wrong)
    assert [name for name, said in known.items() if said["id"] not in text] == []
    assert {"ninety_five_chance", "overlap", "ns_same", "bigger_better"} < set(known)
    assert {"higher_number_rose", "many_no_error", "alpha_validity"} < set(known)


@pytest.mark.parametrize("answer", ["62,4", "62.4", 62.4, " 62,4% "])
def test_numbers_are_read_in_both_styles(answer: object) -> None:
    from berakhlak_stats.training.answers import read_number

    assert read_number(exercise("03-1"), answer) == 62.4


@pytest.mark.parametrize(
    ("answer", "task", "value"),
    [("1.234", "04-1", 1234), ("1.234,5", "03-1", 1234.5), ("1,234.5", "03-1", 1234.5),
     ("−2,5", "03-3", -2.5), ("+2.5", "03-3", 2.5), ("1.234", "03-1", 1.234)],
)  # fmt: skip
def test_thousands_and_signs(answer: str, task: str, value: float) -> None:
    from berakhlak_stats.training.answers import read_number

    assert read_number(exercise(task), answer) == value


@pytest.mark.parametrize(
    ("task", "answer"),
    [("03-1", "about sixty"), ("03-1", True), ("03-1", float("nan")), ("03-1", None),
     ("03-1", "1.2.3"), ("03-1", "1,2,3"), ("00-2", "E"), ("00-2", 1), ("00-2", ""),
     ("09-4", " "), ("09-4", 3)],
)  # fmt: skip
def test_an_unreadable_answer_is_no_try(task: str, answer: object, tmp_path: Path) -> None:
    someone = fresh(tmp_path)
    with pytest.raises(TrainingError, match="E905"):
        someone.check(task, answer)
    assert someone.progress.tries(task) == []


@pytest.mark.parametrize("confidence", [-0.1, 1.01, 80, "high", float("nan")])
def test_confidence_is_a_probability(confidence: object, tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="E906"):
        fresh(tmp_path).check("03-5", 1, confidence=confidence)


def test_texts_are_kept_and_not_graded(tmp_path: Path) -> None:
    someone = fresh(tmp_path)
    said = someone.check("03-6", "The index is about 62.", confidence=0.5)
    assert said.right is None
    assert someone.progress.body["texts"] == {"03-6": "The index is about 62."}
    assert someone.calibration().n == 0


@pytest.mark.parametrize("sentence", [
    "Indeksnya {a} pada survei pertama dan {b} pada survei kedua; belum dapat disimpulkan.",
    "Dari dua survei diperoleh {a} dan {b}; apakah naik atau turun, belum dapat disimpulkan.",
])  # fmt: skip
def test_repaired_sentences_pass_in_either_number_style(sentence: str, tmp_path: Path) -> None:
    someone = fresh(tmp_path, "id")
    numbers = exercise("09-4").answer(someone.material("09"))
    for mark in ".,":
        a, b = (f"{each.value:.1f}".replace(".", mark) for each in numbers)
        assert someone.check("09-4", sentence.format(a=a, b=b)).right


@pytest.mark.parametrize("name", ["", "  ", "!?"])
def test_a_name_needs_letters(name: str) -> None:
    with pytest.raises(TrainingError, match="E900"):
        training.start(name)


@pytest.mark.parametrize("task", ["03-9", "3-1", "12-1", "nonsense", ""])
def test_unknown_tasks_are_refused(task: str, tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="E904"):
        fresh(tmp_path).question(task)


def test_only_sets_with_data_give_data(tmp_path: Path) -> None:
    someone = fresh(tmp_path)
    for call in (lambda: someone.survey("01"), lambda: someone.file("03")):
        with pytest.raises(TrainingError, match="E907"):
            call()


def test_progress_goes_on_where_it_was_left(tmp_path: Path) -> None:
    first = training.start("Sari", folder=tmp_path)
    first.check("07-3", "1", confidence=0.7)
    again = training.start(" SARI ", folder=tmp_path)
    assert again.check("07-3", "2").hint == 2
    assert again.name == "Sari"
    # Two notebooks at once: the one that opened first must not undo what the other wrote.
    first.check("07-4", "0,9")
    assert len(training.start("sari", folder=tmp_path).progress.body["attempts"]) == 3


def test_nothing_is_left_outside_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    someone = training.start("Sari")
    someone.file("02")
    someone.check("02-1", 2, confidence=0.5)
    someone.check("03-1", 2)
    made = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file())
    assert made == [os.path.join("latihan", name) for name in ("sari-02.csv", "sari.json")]
    assert list(temporary.iterdir()) == []


def test_the_demonstration_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    someone = training.start("contoh")
    folder = someone.progress.path.parent
    someone.check("03-5", 3)
    assert folder.exists()
    del someone
    assert not folder.exists() and list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BerakhlakError, match="E401"):
        training.start("Sari", folder=tmp_path / "not" / "there")


def test_displays_are_safe_and_in_the_language(tmp_path: Path) -> None:
    someone = training.start("<b>Sari</b>", folder=tmp_path, lang="id")
    assert "&lt;b&gt;" in someone._repr_html_() and "<b>Sari" not in someone._repr_html_()
    assert "Soal yang sudah benar: 0 dari" in str(someone)
    assert str(tmp_path) not in someone._repr_html_()
    assert json.loads(someone.progress.path.read_text("utf-8"))["name"] == "<b>Sari</b>"


def test_file_is_the_same_each_time(tmp_path: Path) -> None:
    someone = fresh(tmp_path)
    assert someone.file("02").read_bytes() == someone.file("02").read_bytes()


def test_the_demonstration_shows_the_same_on_every_run() -> None:
    def shown() -> list[str]:
        someone = training.start("contoh", lang="id")
        displays: list[object] = [someone, *(someone.question(task) for task in GRADED)]
        displays += [someone.check(task, wrong_answers(task)[0], confidence=0.8) for task in GRADED]
        return [each._repr_html_() + repr(each) for each in [*displays, someone.calibration()]]

    first = shown()
    assert first == shown()
    assert not [each for each in first if gettempdir() in each or "0x" in each]
