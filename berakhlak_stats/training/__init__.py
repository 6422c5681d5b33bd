"""Training: exercises on data of the trainee's own, with hints in place of answers.

>>> from berakhlak_stats import training
>>> trainee = training.start("contoh", lang="en")
>>> print(trainee.check("03-5", "1", confidence=0.9).hint)
1
"""

from berakhlak_stats.training.answer_key import answer_key
from berakhlak_stats.training.calibration import Calibration
from berakhlak_stats.training.displays import Feedback, Question, misconceptions
from berakhlak_stats.training.explorable import Explorable
from berakhlak_stats.training.knowledge import KnowledgeTest, gain, test
from berakhlak_stats.training.trainee import Trainee, start
from berakhlak_stats.training.widgets import (
    band_probability,
    sampling_error,
    top_ten_stability,
)

__all__ = [
    "Calibration",
    "Explorable",
    "Feedback",
    "KnowledgeTest",
    "Question",
    "Trainee",
    "answer_key",
    "band_probability",
    "gain",
    "misconceptions",
    "sampling_error",
    "start",
    "test",
    "top_ten_stability",
]
