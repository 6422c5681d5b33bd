"""Named cuts of the indices of careless answering, and where each comes from.

No cut is a law. Those marked "published" are rules of thumb that their authors proposed for
screening; those marked "assumed" are ours. None of them deletes anybody by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import OptionError

Array = NDArray[np.float64]
Sureness = Literal["published", "assumed"]
MAD_TO_SD = 1.4826


@dataclass(frozen=True)
class Rule:
    """A cut by name.

    ``cut`` maps the published measure (n,) and the size of what was asked to a number on the
    scale of that measure, turned so that reaching it is careless. ``strict`` cuts flag only who
    passes them.
    """

    name: str
    cut: Callable[[Array, float], float]
    reference: str
    sureness: Sureness
    strict: bool = False


def _fixed(value: float) -> Callable[[Array, float], float]:
    return lambda values, size: value


def _outlier(values: Array, size: float) -> float:
    """Median plus three times the scaled median absolute deviation.

    Where most values are the same there is no scale to call others far away: nobody is.
    """
    known = values[np.isfinite(values)]
    middle = float(np.median(known))
    spread = MAD_TO_SD * float(np.median(np.abs(known - middle)))
    return middle + 3 * spread if spread > 0 else float("inf")


def _highest_tenth(values: Array, size: float) -> float:
    return float(np.quantile(values[np.isfinite(values)], 0.9))


def _chi_square(share: float) -> Callable[[Array, float], float]:
    def cut(values: Array, size: float) -> float:
        from scipy.special import chdtri

        return float(chdtri(size, share))

    return cut


MAD = Rule(
    "mad",
    _outlier,
    "Leys, Ley, Klein, Bernard & Licata (2013), Journal of Experimental Social Psychology 49, "
    "764-766: three scaled median absolute deviations",
    "published",
    strict=True,
)
TENTH = Rule(
    "highest_tenth",
    _highest_tenth,
    "flags a tenth of any file, careless or not: for looking, not for excluding",
    "assumed",
)
CURRAN = "Curran (2016), Journal of Experimental Social Psychology 66, 4-19"
HALF = Rule(
    "half",
    lambda values, size: size / 2,
    f"{CURRAN}: a run of the same answer over half of the items or more",
    "published",
)
EVERY = Rule("all", lambda values, size: size, "every item answered alike", "assumed")
CHI_SQUARES = (
    Rule(
        "p_001",
        _chi_square(0.001),
        "Tabachnick & Fidell (2013), Using multivariate statistics: p < .001 of chi-square",
        "published",
        strict=True,
    ),
    Rule(
        "p_01",
        _chi_square(0.01),
        "R careless 1.2.2, mahad(confidence = .99): p < .01 of chi-square",
        "published",
        strict=True,
    ),
)
JACKSON = Rule(
    "jackson",
    _fixed(-0.30),
    "Jackson (1976), as given by Johnson (2005), Journal of Research in Personality 39, "
    "103-129: consistency below .30",
    "published",
    strict=True,
)
BELOW_ZERO = Rule(
    "below_zero", _fixed(0.0), "a correlation on the wrong side of 0", "assumed", True
)
HUANG = Rule(
    "two_seconds",
    _fixed(-2.0),
    "Huang, Curran, Keeney, Poposki & DeShon (2012), Journal of Business and Psychology 27, "
    "99-114: less than two seconds per item",
    "published",
    strict=True,
)
IDENTICAL = Rule("identical", _fixed(1.0), "all lists hold the same words", "assumed")
NINE_TENTHS = Rule("nine_tenths", _fixed(0.9), "nine tenths of the words are the same", "assumed")
ONE_BLOCK = Rule(
    "one_block", _fixed(1.0), "all words of a list stand next to each other", "assumed"
)
UNUSED_HALF = Rule("half", _fixed(0.5), "half of the allowed picks or more left unused", "assumed")
UNUSED_ANY = Rule("any", _fixed(1e-9), "any allowed pick left unused", "assumed")
CHANCE = Rule(
    "chance",
    lambda values, size: float(np.log10(size / 0.05)),
    "beyond what chance allows at .05, shared among all respondents (Bonferroni)",
    "assumed",
)

RULES: dict[str, tuple[Rule, ...]] = {
    "longstring": (HALF, EVERY, MAD, TENTH),
    "average_longstring": (MAD, TENTH),
    "irv": (MAD, TENTH),
    "mahalanobis": (*CHI_SQUARES, MAD),
    "even_odd": (JACKSON, BELOW_ZERO, MAD, TENTH),
    "psychometric_synonyms": (BELOW_ZERO, MAD, TENTH),
    "psychometric_antonyms": (BELOW_ZERO, MAD, TENTH),
    "u3_poly": (MAD, TENTH),
    "person_total": (BELOW_ZERO, MAD, TENTH),
    "response_time": (HUANG, MAD, TENTH),
    "identical_lists": (IDENTICAL, NINE_TENTHS),
    "list_position": (CHANCE,),
    "pick_run": (ONE_BLOCK,),
    "unused_picks": (UNUSED_HALF, UNUSED_ANY),
    "duplicates": (CHANCE,),
}
"""Cuts of every index; the first is the default."""


def cut_of(
    index: str, rule: str | float | None, values: Array, *, sign: int, size: float
) -> tuple[Rule, float]:
    """The rule of that name (or a number on the published scale) and its cut on oriented values.

    Raises
    ------
    OptionError
        E701 for a name that the index does not have.
    """
    known = RULES[index]
    if rule is None:
        chosen = known[0]
    elif isinstance(rule, str):
        named = {each.name: each for each in known}
        if rule not in named:
            choices = ", ".join([*named, "number"])
            raise OptionError("E701", name="rule", given=rule, choices=choices)
        chosen = named[rule]
    else:
        chosen = Rule("given", _fixed(sign * float(rule)), "given by the user", "assumed")
    return chosen, chosen.cut(values, size)
