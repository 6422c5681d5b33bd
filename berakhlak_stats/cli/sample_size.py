"""The command ``sample-size``: how many respondents, for the whole and for units."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from berakhlak_stats.cli.console import out
from berakhlak_stats.cli.options import PLAN, Lang, Language, ReportFormat, voice_of
from berakhlak_stats.cli.population import read_population
from berakhlak_stats.cli.sample_size_tables import Plan, show_plan
from berakhlak_stats.errors import make_error

if TYPE_CHECKING:
    from berakhlak_stats.weighting import Allocation, Frame


class Rule(StrEnum):
    """Rules of sample size."""

    cochran = "cochran"
    krejcie_morgan = "krejcie_morgan"
    slovin = "slovin"


class Spread(StrEnum):
    """Ways of spreading a sample over units."""

    proportional = "proportional"
    neyman = "neyman"
    equal_precision = "equal_precision"
    equal = "equal"


Population = Annotated[
    int | None,
    typer.Option(
        "--population", metavar="N", min=1, help="People in the population.", show_default=False
    ),
]
UnitFrame = Annotated[
    Path | None,
    typer.Option(
        "--frame", metavar="FILE", help="Population counts by unit instead.", show_default=False
    ),
]
Column = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="COLUMN",
        help="Column of the frame that holds the units; its first one by default.",
        show_default=False,
    ),
]
Margin = Annotated[
    float, typer.Option("--margin", help="Margin of error as a share: 0.05 is five points.")
]
RuleName = Annotated[Rule, typer.Option("--rule", help="Rule of the size for the whole.")]
Effect = Annotated[
    float,
    typer.Option("--design-effect", metavar="D", help="By how much the design inflates variance."),
]
PerUnit = Annotated[
    bool, typer.Option("--per-unit", help="What every unit needs for a result of its own.")
]
Allocate = Annotated[
    Spread | None,
    typer.Option("--allocate", help="Spread --total over the units.", show_default=False),
]
Total = Annotated[
    int | None,
    typer.Option(
        "--total", metavar="N", min=1, help="Respondents to allocate.", show_default=False
    ),
]
Deviations = Annotated[
    str | None,
    typer.Option(
        "--sd",
        metavar="COLUMN",
        help="Column of the frame with a standard deviation per unit (neyman).",
        show_default=False,
    ),
]
Shape = Annotated[ReportFormat, typer.Option("--format", help="Form of the result.")]


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("sample-size", rich_help_panel=PLAN)(sample_size)


def sample_size(
    context: typer.Context,
    population: Population = None,
    frame: UnitFrame = None,
    by: Column = None,
    margin: Margin = 0.05,
    rule: RuleName = Rule.cochran,
    design_effect: Effect = 1.0,
    per_unit: PerUnit = False,
    allocate: Allocate = None,
    total: Total = None,
    sd: Deviations = None,
    form: Shape = ReportFormat.table,
    lang: Lang = Language.id,
) -> None:
    """Compute how many respondents a margin of error needs, and what that assumes."""
    from berakhlak_stats import weighting

    _check_options(population, frame, per_unit, allocate, total)
    known = read_population(frame)
    people = known.total if known is not None else population or 0
    size = weighting.sample_size(people, margin=margin, rule=rule, design_effect=design_effect)
    units = _units(known, by)
    needed = weighting.minimum_per_unit(units, margin, design_effect=design_effect) if units else {}
    spread = None
    if allocate is not None and total is not None and frame is not None:
        spread = _allocated(units, total, allocate, frame, by, sd)
    plan = Plan(size, units, needed, spread, per_unit)
    voice = voice_of(context)
    show_plan(plan, form, voice.lang, out)


def _check_options(
    population: int | None,
    frame: Path | None,
    per_unit: bool,
    allocate: str | None,
    total: int | None,
) -> None:
    if (population is None) == (frame is None):
        raise make_error("E709", choices="--population, --frame")
    if frame is None and (per_unit or allocate):
        raise make_error("E706", given="--per-unit" if per_unit else "--allocate", needed="--frame")
    if (allocate is None) != (total is None):
        given, needed = ("--allocate", "--total") if allocate else ("--total", "--allocate")
        raise make_error("E706", given=given, needed=needed)


def _units(frame: Frame | None, by: str | None) -> dict[str, int]:
    if frame is None:
        return {}
    return dict(frame.counts(by if by is not None else next(iter(frame.margins))))


def _allocated(
    units: dict[str, int], total: int, rule: str, path: Path, by: str | None, sd: str | None
) -> Allocation:
    from berakhlak_stats import weighting

    if rule == Spread.neyman and sd is None:
        raise make_error("E706", given="--allocate neyman", needed="--sd")
    deviations = None if sd is None else weighting.read_deviations(path, sd, unit=by)
    return weighting.allocate(units, total, rule=rule, spread=deviations)
