"""Training: exercises on data of the trainee's own, with hints in place of answers.

>>> from berakhlak_stats import training
>>> trainee = training.start("contoh", lang="en")
>>> print(trainee.check("03-5", "1", confidence=0.9).hint)
1
"""

from berakhlak_stats.training.answer_key import answer_key
from berakhlak_stats.training.calibration import Calibration
from berakhlak_stats.training.displays import Feedback, Question
from berakhlak_stats.training.knowledge import KnowledgeTest, gain, test
from berakhlak_stats.training.trainee import Trainee, start

__all__ = [
    "Calibration",
    "Feedback",
    "KnowledgeTest",
    "Question",
    "Trainee",
    "answer_key",
    "gain",
    "start",
    "test",
]
