"""How many reports claim a difference where there is none: a study by simulation.

By hand, about 0.8 seconds a report: ``python -m tests.simulation.false_sentences 500``.

The report is the real one, from :func:`collect_results` to :func:`compose`, with all its
families; only figures are not drawn. Persons of all units, and of both sexes, answer by the same
law; each of the three lists is answered by the same law too. So no unit differs from the whole
and no word, area or behaviour is hoped for or missed. What varies is which places are tied:

"flat"
    All words are equally liked, so no word, behaviour or value comes first or last.
"tied"
    Two words, with their behaviours and values, share the first place, two values the last, two
    limiting words the first place among those, each well apart from the next: the hardest case
    for "first" and "last", since every other comparison passes.
"profiled"
    The current list of a bundled profile. Its first and last places are real: sentences about
    them are not counted.
"ratings"
    Seven scales of three statements, all of the same law: no scale is highest or lowest.

A sentence is counted whose verb says that a test passed (``CLAIMED``), wherever it stands.
Sentences about bands, and counts without a direction, are not.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Any, Literal
from unittest.mock import patch

import numpy as np

from berakhlak_stats.indices.about import limiting_words, value_words
from berakhlak_stats.instrument import load_instrument
from berakhlak_stats.report import blocks, collect_results
from berakhlak_stats.report.compose import compose
from berakhlak_stats.report.families import alpha_shares
from berakhlak_stats.report.sections import culture, evidence, groups, ratings, scores, summary
from berakhlak_stats.simulate import generate, profile_spec
from berakhlak_stats.simulate.spec import (
    LISTS,
    DemographicSpec,
    ListSpec,
    PopulationSpec,
    RatingSpec,
    UnitSpec,
)

if TYPE_CHECKING:
    import pandas as pd

    from berakhlak_stats.instrument.model import Instrument
    from berakhlak_stats.present.narrative import Claim
    from berakhlak_stats.survey.survey import Survey

Null = Literal["flat", "tied", "profiled", "ratings"]
NULLS: tuple[Null, ...] = ("flat", "tied", "profiled", "ratings")
CLAIMED = frozenset({"higher", "lower", "small", "unsure", "associated", "agreement"})
ORDERS = ("first", "highest", "lowest", "extremes", "one_highest", "one_lowest")
"""Ends of templates that claim a first or last place."""
REPLICATES = 200
SEX = DemographicSpec("sex", {"Perempuan": 0.5, "Laki-laki": 0.5})
LIKED, DISLIKED, HINDERING = 2.0, -1.5, 0.8
"""Shifts of log-weights of tied words."""
RATED = "berakhlak-rating"


@dataclass(frozen=True)
class Size:
    """Units, teams in each (0: persons are drawn singly), and persons in each team or unit."""

    units: int
    teams: int
    heads: int

    def __str__(self) -> str:
        teams = f" x {self.teams} teams" if self.teams else ""
        return f"{self.units} units{teams} x {self.heads}"


PERSONS = (Size(4, 0, 40), Size(8, 0, 40), Size(10, 0, 100))
TEAMS = (Size(4, 5, 12), Size(6, 8, 10), Size(10, 10, 10))


def spec_of(null: Null, size: Size) -> PopulationSpec:
    """Everybody who answers; teams differ at random, units do not."""
    spec = _rated(size) if null == "ratings" else _picked(null)
    spread = 1.0 if size.teams else 0.0
    words = 0.3 if null in ("flat", "tied") else spec.word_sd
    return replace(
        spec,
        units=_units(size),
        demographics=(SEX,),
        effects=(),
        agency_sd=0.0,
        agency_level_sd=0.0,
        # Tied words must stay exchangeable: their teams move single words, not groups of them.
        unit_sd=spread * spec.unit_sd if null == "profiled" else 0.0,
        unit_negativity_sd=spread * spec.unit_negativity_sd if null == "profiled" else 0.0,
        word_sd=spread * words,
        negativity_sd=0.0 if null == "flat" else spec.negativity_sd,
    )


def _units(size: Size) -> tuple[UnitSpec, ...]:
    if not size.teams:
        return tuple(UnitSpec(f"unit {i:02d}", size.heads) for i in range(size.units))
    return tuple(
        UnitSpec(f"team {t:02d}", size.heads, agency=f"unit {i:02d}")
        for i in range(size.units)
        for t in range(size.teams)
    )


def _picked(null: Null) -> PopulationSpec:
    spec = profile_spec("kapuas-2022")
    current = spec.lists["current"]
    if null != "profiled":
        current = replace(current, utilities=_utilities(null, spec.instrument))
    return replace(spec, lists=dict.fromkeys(LISTS, _alike(current)))


def _alike(block: ListSpec) -> ListSpec:
    return replace(block, group_effect=1.0, negativity=1.0)


def _utilities(null: Null, instrument: Instrument) -> np.ndarray[Any, np.dtype[np.float64]]:
    words = instrument.list_index["current"].words
    shift = dict.fromkeys(words, 0.0)
    if null == "tied":
        values = list(value_words(instrument, "study").values())
        shift |= {own[0]: LIKED for own in values[:2]}
        shift |= {word: DISLIKED for own in values[-2:] for word in own}
        shift |= dict.fromkeys(limiting_words(instrument)[:2], HINDERING)
    return 3.0 * np.array([shift[word] for word in words])


def _rated(size: Size) -> PopulationSpec:
    instrument = load_instrument(RATED)
    means = np.full(len(instrument.ratings), 3.8)
    rated = RatingSpec(means, unit_sd=0.2 if size.teams else 0.0)
    return PopulationSpec(instrument, _units(size), ratings=rated)


def answers(null: Null, size: Size, seed: int) -> tuple[Survey, tuple[str, str]]:
    """One sample and the columns of its groups: the units, which are alike, and sex."""
    survey = generate(spec_of(null, size), seed=seed).census
    if not size.teams:
        return survey, ("unit", "sex")
    return survey.with_design(psu="unit"), ("agency", "sex")


@contextmanager
def undrawn() -> Iterator[None]:
    """Reports without figures: every sentence is made and booked as always."""

    def line_only(
        book: Any,
        name: str,
        draw: Any,
        heading: blocks.Line,
        *,
        tables: Any = (),
        remarks: Sequence[blocks.Line] = (),
    ) -> blocks.Picture:
        return blocks.Picture(name, heading, "", "", "", tuple(remarks))

    class Nothing:
        def svg(self, name: str) -> str:
            return ""

    with ExitStack() as stack:
        for module in (culture, evidence, groups, ratings, scores):
            stack.enter_context(patch.object(module, "picture", line_only))
            stack.enter_context(patch.object(module, "numbers_table", lambda *_: None))
        stack.enter_context(patch.object(summary, "draw_headline", lambda *_, **__: Nothing()))
        yield


def claimed(ledger: Sequence[Claim], null: Null) -> list[Claim]:
    """Claims of a report that are false under this null."""
    found = [claim for claim in ledger if claim.verb_level in CLAIMED]
    if null != "profiled":
        return found
    return [claim for claim in found if not claim.template_id.endswith(ORDERS)]


def report(null: Null, size: Size, seed: int) -> dict[str, Any]:
    """One report: whether it claims anything, and by which sentences."""
    survey, by = answers(null, size, seed)
    results = collect_results(survey, by=by, replicates=REPLICATES, rng=seed)
    with undrawn():
        ledger = compose(results, "en").ledger
    found = claimed(ledger, null)
    kinds = sorted({f"{claim.statistic}: {claim.template_id}" for claim in found})
    return {
        "null": null,
        "size": str(size),
        "clusters": size.teams > 0,
        "seed": seed,
        "false": bool(found),
        "kinds": "; ".join(kinds),
        "families": len(alpha_shares(results.estimates, results.by)),
    }


def study(
    seeds: Sequence[int],
    *,
    nulls: Sequence[Null] = NULLS,
    sizes: Sequence[Size] = (*PERSONS, *TEAMS),
) -> pd.DataFrame:
    """One row per null, seed and one of the sizes with and without clusters in turn."""
    import pandas as pd
    from threadpoolctl import threadpool_limits

    kept = [[size for size in sizes if bool(size.teams) is teams] for teams in (False, True)]
    with threadpool_limits(1):
        rows = [
            report(null, chosen[seed % len(chosen)], seed)
            for null in nulls
            for chosen in kept
            if chosen
            for seed in seeds
        ]
    return pd.DataFrame(rows)


def table(frame: pd.DataFrame, by: Sequence[str] = ("null", "clusters")) -> pd.DataFrame:
    """Share of reports with a false sentence, with its Monte-Carlo error."""
    grouped = frame.groupby(list(by), sort=False)
    out = grouped["false"].agg(["mean", "size"]).rename(columns={"size": "reports"})
    out["mc_error"] = (out["mean"] * (1 - out["mean"]) / out["reports"]) ** 0.5
    out["families"] = grouped["families"].max()
    return out


def main() -> None:
    """Print the shares by null and design, by size, and what was claimed."""
    import pandas as pd

    reports = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    nulls = [null for null in NULLS if null in sys.argv[2:]] or NULLS
    done = []
    for null, sizes in product(nulls, (PERSONS, TEAMS)):
        done.append(study(range(reports), nulls=[null], sizes=sizes))
        print(table(done[-1]).to_string(float_format="{:.4f}".format), flush=True)
        print(done[-1].loc[done[-1]["false"], "kinds"].value_counts().to_string(), flush=True)
    frame = pd.concat(done)
    print(table(frame, ["null", "size"]).to_string(float_format="{:.4f}".format))
    print(table(frame, ["clusters"]).to_string(float_format="{:.4f}".format))


if __name__ == "__main__":
    main()
