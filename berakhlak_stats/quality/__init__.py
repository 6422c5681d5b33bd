"""How respondents answered: careless answering, and answers that are missing."""

from berakhlak_stats.quality.answer_quality import answer_quality
from berakhlak_stats.quality.duplicates import duplicates
from berakhlak_stats.quality.even_odd import even_odd
from berakhlak_stats.quality.exclusion import effect_of_exclusion, exclude
from berakhlak_stats.quality.flags import Flags, flag_answers
from berakhlak_stats.quality.identical_lists import identical_lists
from berakhlak_stats.quality.irv import irv
from berakhlak_stats.quality.list_position import list_position
from berakhlak_stats.quality.little_mcar import McarTest, little_mcar_test
from berakhlak_stats.quality.longstring import longstring
from berakhlak_stats.quality.mahalanobis import mahalanobis
from berakhlak_stats.quality.missing_patterns import missing_patterns
from berakhlak_stats.quality.missing_rule import effect_of_missing_rule
from berakhlak_stats.quality.person_total import person_total
from berakhlak_stats.quality.pick_run import pick_run
from berakhlak_stats.quality.psychometric_synonyms import (
    psychometric_antonyms,
    psychometric_synonyms,
)
from berakhlak_stats.quality.response_time import response_time
from berakhlak_stats.quality.row_index import RowIndex
from berakhlak_stats.quality.u3_poly import u3_poly
from berakhlak_stats.quality.unused_picks import unused_picks

__all__ = [
    "Flags",
    "McarTest",
    "RowIndex",
    "answer_quality",
    "duplicates",
    "effect_of_exclusion",
    "effect_of_missing_rule",
    "even_odd",
    "exclude",
    "flag_answers",
    "identical_lists",
    "irv",
    "list_position",
    "little_mcar_test",
    "longstring",
    "mahalanobis",
    "missing_patterns",
    "person_total",
    "pick_run",
    "psychometric_antonyms",
    "psychometric_synonyms",
    "response_time",
    "u3_poly",
    "unused_picks",
]
