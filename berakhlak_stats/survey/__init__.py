"""What was answered: compact read-only columns, the design, readers and checks."""

from berakhlak_stats.survey.checks import Problem, ValidationReport
from berakhlak_stats.survey.column_map.model import ColumnMap
from berakhlak_stats.survey.column_map.proposal import MappingProposal
from berakhlak_stats.survey.column_map.propose import propose_mapping
from berakhlak_stats.survey.crossing import cross_columns
from berakhlak_stats.survey.design import Design
from berakhlak_stats.survey.readers import read_survey, validate
from berakhlak_stats.survey.readers.limits import ReadLimits
from berakhlak_stats.survey.stages import Stage
from berakhlak_stats.survey.stream import SurveyStream, stream_survey
from berakhlak_stats.survey.survey import Codes, ImportLog, Survey
from berakhlak_stats.survey.writers import write_survey

__all__ = [
    "Codes",
    "ColumnMap",
    "Design",
    "ImportLog",
    "MappingProposal",
    "Problem",
    "ReadLimits",
    "Stage",
    "Survey",
    "SurveyStream",
    "ValidationReport",
    "cross_columns",
    "propose_mapping",
    "read_survey",
    "stream_survey",
    "validate",
    "write_survey",
]
