"""The two front doors: a population like a known one, and a survey of it."""

from __future__ import annotations

from berakhlak_stats.simulate.population import Population, generate, unit_label
from berakhlak_stats.simulate.profile import Profile, load_profile, profile_spec
from berakhlak_stats.simulate.sampling import allocate, draw, without_design
from berakhlak_stats.survey.survey import Survey


def simulate_population(like: str = "kapuas-2022", *, seed: int = 1) -> Population:
    """A population like a published one, with known truth.

    Parameters
    ----------
    like : str
        One of :func:`~berakhlak_stats.simulate.profile.profiles`.
    seed : int
        Another seed is another population: other people, other effects of units.

    Returns
    -------
    Population

    Examples
    --------
    >>> population = simulate_population("kapuas-2022", seed=1)
    >>> round(population.truth.share("current", "bertanggung_jawab"), 1)
    0.5
    """
    return generate(profile_spec(like), seed=seed)


def simulate(like: str = "kapuas-2022", *, seed: int = 1, n: int | None = None) -> Survey:
    """A synthetic survey like a published one.

    Parameters
    ----------
    like : str
        One of :func:`~berakhlak_stats.simulate.profile.profiles`.
    seed : int
        Of the population and the sample. The same seed gives the same answers.
    n : int, optional
        Respondents; None takes the profile's own number. Units keep their shares.

    Returns
    -------
    Survey
        Marked synthetic, without a sampling design, as a file just read would be.

    Notes
    -----
    Indices are near the published ones, not equal to them: only the bundled files are
    adjusted to the decimal.

    Examples
    --------
    >>> simulate("kapuas-2022", seed=1, n=200).n
    200
    """
    profile = load_profile(like)
    population = simulate_population(like, seed=seed)
    counts = respondents(profile) if n is None else allocate(respondents(profile), n)
    sample = draw(population, n=counts, method="stratified", rng=seed)
    return without_design(sample)


def respondents(profile: Profile) -> dict[str, int]:
    """Answers per unit in the profile's own sample."""
    return {
        unit_label(unit): unit.headcount if unit.respondents is None else unit.respondents
        for unit in profile.units
    }
