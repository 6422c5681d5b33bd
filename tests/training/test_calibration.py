from __future__ import annotations

import math

import pytest

from berakhlak_stats.training.calibration import calibrate


def tries(*pairs: tuple[float | None, bool]) -> list[dict[str, object]]:
    """One first try per task."""
    return [
        {"exercise": f"03-{place}", "answer": "1", "right": right, "confidence": stated}
        for place, (stated, right) in enumerate(pairs)
    ]


def test_brier_by_hand() -> None:
    # Brier (1950): (0.2^2 + 0.6^2 + 0.5^2) / 3
    found = calibrate(tries((0.8, True), (0.6, False), (0.5, True)), "id")
    assert found.brier == pytest.approx((0.04 + 0.36 + 0.25) / 3)
    assert found.confidence == pytest.approx(1.9 / 3)
    assert found.right == pytest.approx(2 / 3)


def test_only_first_tries_with_a_confidence_count() -> None:
    attempts = [*tries((0.9, False), (None, True)), *tries((0.1, True))]
    found = calibrate(attempts, "id")
    assert found.n == 1
    assert found.brier == pytest.approx(0.81)


def test_classes_hold_every_confidence_once() -> None:
    stated = [0.0, 0.49, 0.5, 0.69, 0.7, 0.89, 0.9, 1.0]
    found = calibrate(tries(*((each, True) for each in stated)), "en")
    assert [each.n for each in found.classes] == [2, 2, 2, 2]


@pytest.mark.parametrize(
    ("stated", "right", "said"),
    [(0.95, 6, "sure more often than right"), (0.6, 11, "right more often than sure"),
     (0.8, 10, "goes with your results")],
)  # fmt: skip
def test_words_follow_the_lean(stated: float, right: int, said: str) -> None:
    pairs = [(stated, place < right) for place in range(12)]
    assert said in calibrate(tries(*pairs), "en").sentence()


def test_a_handful_of_tasks_gives_no_verdict() -> None:
    assert "nobody can tell" in calibrate(tries((1.0, False)), "en").sentence()
    empty = calibrate([], "id")
    assert math.isnan(empty.brier) and str(empty) == empty.sentence()


def test_table_and_figure_hold_the_numbers() -> None:
    found = calibrate(tries((0.8, True), (0.8, False), (0.95, True)), "id")
    assert [cell.words for cell in found.table().rows[0]] == ["70%–90%", "2", "80%", "50%"]
    figure = found.plot()
    assert "n = 2" in figure.svg() and "0,23" in found.sentence()  # (0.04 + 0.64 + 0.0025) / 3
    assert figure.svg() == found.plot().svg()
