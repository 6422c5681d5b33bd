"""What a simulated population is made of: frozen descriptions, no random numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument

LISTS = ("personal", "current", "desired")
LIMITING = "limiting"


@dataclass(frozen=True)
class UnitSpec:
    """A unit of the population.

    Attributes
    ----------
    name, agency : str
        ``agency`` is empty where the population is one agency.
    headcount : int
        Persons in the unit.
    respondents : int or None
        Answers in the default sample of the profile; None shares the sample by headcount.
    """

    name: str
    headcount: int
    agency: str = ""
    respondents: int | None = None


@dataclass(frozen=True)
class DemographicSpec:
    """A categorical column.

    ``shares`` gives the probability of each category. With ``given``, the name of a column
    made earlier, ``shares_given`` overrides it for some of that column's categories.
    """

    name: str
    shares: Mapping[str, float]
    given: str | None = None
    shares_given: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


@dataclass(frozen=True)
class Effect:
    """A shift on the log-weight scale for the persons of one category.

    ``target`` is a value id, "limiting" or a word id; ``lists`` are the lists it acts on.
    A shift of 0.3 makes a word about 1.35 times as likely as another to be taken next.
    """

    column: str
    category: str
    target: str
    shift: float
    lists: tuple[str, ...] = LISTS


@dataclass(frozen=True)
class ListSpec:
    """How one list is answered.

    Attributes
    ----------
    utilities : float array, shape (words,)
        Log-weights of the words in the order of the instrument's list.
    noise : float
        Scale of the list's own Gumbel noise. At ``common_sd = 0`` and ``noise = 1`` this is
        successive sampling without replacement, proportional to ``exp(utilities)``.
    group_effect : float
        Share of the unit and agency effects that reaches this list: what people do at work
        differs between units more than what they hold dear.
    negativity : float
        Share of a person's negative view that reaches the limiting words of this list.
    """

    utilities: NDArray[np.float64]
    noise: float = 1.0
    group_effect: float = 1.0
    negativity: float = 1.0


@dataclass(frozen=True)
class RatingSpec:
    """How ratings arise from a latent score cut at half points.

    Latent = item mean + general factor + value factor + acquiescence + unit effect + noise,
    in category units; all factors are normal with the given standard deviations. The person's
    view enters the general factor, so that response can depend on what is measured.
    """

    means: NDArray[np.float64]
    general_sd: float = 0.45
    value_sd: float = 0.30
    acquiescence_sd: float = 0.25
    unit_sd: float = 0.15
    noise_sd: float = 0.60
    missing: float = 0.01


@dataclass(frozen=True)
class PopulationSpec:
    """A whole population. All standard deviations are on the log-weight scale.

    Attributes
    ----------
    common_sd : float
        Person-by-word taste shared by the three lists: the source of personal overlap.
    agency_sd, unit_sd : float
        Effects of an agency and of a unit within it on each value, on the limiting words and
        on the words without a value, taken together.
    agency_level_sd : float
        Effect of an agency on all value words at once: differences in the mean of the seven.
    word_sd : float
        Further effect of a unit on every single word.
    negativity_sd, unit_negativity_sd : float
        Person's and unit's pull towards limiting words.
    demographics : tuple of DemographicSpec
    effects : tuple of Effect
    ratings : RatingSpec or None
    source : str
        What the survey made from it calls itself.
    """

    instrument: Instrument
    units: tuple[UnitSpec, ...]
    lists: Mapping[str, ListSpec] = field(default_factory=dict)
    common_sd: float = 3.5
    agency_sd: float = 0.0
    agency_level_sd: float = 0.0
    unit_sd: float = 0.2
    word_sd: float = 0.08
    negativity_sd: float = 1.2
    unit_negativity_sd: float = 0.3
    demographics: tuple[DemographicSpec, ...] = ()
    effects: tuple[Effect, ...] = ()
    ratings: RatingSpec | None = None
    source: str = "simulated"
    title: str = ""

    @property
    def size(self) -> int:
        """Persons in the population."""
        return sum(unit.headcount for unit in self.units)
