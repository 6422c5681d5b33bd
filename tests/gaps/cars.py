"""Five columns of the 1974 Motor Trend data (Henderson & Velleman 1981), as in R's ``mtcars``."""

from __future__ import annotations

from berakhlak_stats.survey.survey import Survey
from tests.surveys import number_survey

MPG = [21, 21, 22.8, 21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2, 17.8, 16.4, 17.3, 15.2, 10.4, 10.4]
MPG += [14.7, 32.4, 30.4, 33.9, 21.5, 15.5, 15.2, 13.3, 19.2, 27.3, 26, 30.4, 15.8, 19.7, 15, 21.4]
CYL = [
    6,
    6,
    4,
    6,
    8,
    6,
    8,
    4,
    4,
    6,
    6,
    8,
    8,
    8,
    8,
    8,
    8,
    4,
    4,
    4,
    4,
    8,
    8,
    8,
    8,
    4,
    4,
    4,
    8,
    6,
    8,
    4,
]
DISP = [160, 160, 108, 258, 360, 225, 360, 146.7, 140.8, 167.6, 167.6, 275.8, 275.8, 275.8, 472]
DISP += [460, 440, 78.7, 75.7, 71.1, 120.1, 318, 304, 350, 400, 79, 120.3, 95.1, 351, 145, 301]
DISP += [121]
HP = [110, 110, 93, 110, 175, 105, 245, 62, 95, 123, 123, 180, 180, 180, 205, 215, 230, 66, 52, 65]
HP += [97, 150, 150, 245, 175, 66, 91, 113, 264, 175, 335, 109]
GEAR = [
    4,
    4,
    4,
    3,
    3,
    3,
    3,
    4,
    4,
    4,
    4,
    3,
    3,
    3,
    3,
    3,
    3,
    4,
    4,
    4,
    3,
    3,
    3,
    3,
    3,
    4,
    5,
    5,
    5,
    5,
    5,
    4,
]
PREDICTORS = ["cyl", "disp", "hp", "gear"]


def cars(copies: int = 1) -> Survey:
    """The 32 cars, each so many times: driver analyses want ten respondents per predictor."""
    columns = {"mpg": MPG, "cyl": CYL, "disp": DISP, "hp": HP, "gear": GEAR}
    return number_survey({name: [float(v) for v in x] * copies for name, x in columns.items()})
