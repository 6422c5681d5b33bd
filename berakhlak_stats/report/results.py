"""Everything a report prints, saved: estimates, who answered, what the reader understood.

A report is rebuilt from this alone, in either language, with the answers absent.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from berakhlak_stats.errors import make_error

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates, Provenance

SCHEMA = "berakhlak_stats.report/1"


@dataclass(frozen=True)
class CompositionRow:
    """One category of who answered. ``n`` is None where it is hidden; ``state`` says why."""

    label: str
    n: int | None
    population: int | None = None
    state: str = "shown"


@dataclass(frozen=True)
class Composition:
    """Who answered, by one column. ``empty`` counts people whose cell there is empty."""

    column: str
    rows: tuple[CompositionRow, ...]
    empty: int = 0


@dataclass(frozen=True)
class Response:
    """How many were asked and how many answered. ``population`` is None where no frame is known.

    ``remarks`` says in what the frame and the answers do not agree, as (Indonesian, English)
    pairs; ``left_out`` names columns that describe single people rather than groups.
    """

    n: int
    population: int | None = None
    n_eff: float | None = None
    deff: float | None = None
    compositions: tuple[Composition, ...] = ()
    remarks: tuple[tuple[str, str], ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def rate(self) -> float | None:
        """Respondents over population, 0-1."""
        return None if not self.population else self.n / self.population


@dataclass(frozen=True)
class Reading:
    """What the reader believed: sentences as (Indonesian, English) pairs, and counts."""

    source: str = ""
    understood: tuple[tuple[str, str], ...] = ()
    dropped: tuple[str, ...] = ()
    rows_read: int = 0
    problems: Mapping[str, int] = field(default_factory=dict)
    """Codes of problems noticed, with the number of cells or rows each touches."""


@dataclass(frozen=True)
class ReportResults:
    """All results of one report.

    Attributes
    ----------
    estimates : mapping of name to Estimates
        "indices", "words", "behaviours", "areas", "gap_values", "gap_words", "gap_areas",
        "gap_personal", "jump_ranks", "matches_personal", "matches_desired", "entropy", "ratio",
        "levels", "types", "needs",
        "profile_personal", "profile_desired", "ratings", "favourable", "numbers"; with groups
        "indices:COLUMN", "ratings:COLUMN" and "aggregation:COLUMN", "values:COLUMN",
        "funnel:COLUMN" and "ranks:COLUMN";
        "sensitivity:INDEX" for the two headline scores and
        "sensitivity:gap". What an instrument does
        not offer is absent.
    response : Response
    reading : Reading
    title : str
        Of the report; finished text.
    by : tuple of str
        Columns by which groups are shown, the first one in full.
    instrument : mapping
        The definition of an instrument that does not come with the package, else empty.
    """

    estimates: Mapping[str, Estimates]
    response: Response
    reading: Reading
    title: str
    by: tuple[str, ...] = ()
    instrument: Mapping[str, Any] = field(default_factory=dict)

    def get(self, name: str) -> Estimates | None:
        """One result by name, or None."""
        return self.estimates.get(name)

    @property
    def provenance(self) -> Provenance:
        """Of the first result: what all of them share."""
        return next(iter(self.estimates.values())).provenance

    def to_json(self) -> str:
        """All of it as text; :meth:`from_json` gives it back."""
        made = {name: json.loads(each.to_json()) for name, each in self.estimates.items()}
        body = {
            "schema": SCHEMA,
            "title": self.title,
            "by": list(self.by),
            "instrument": dict(self.instrument),
            "response": asdict(self.response),
            "reading": asdict(self.reading),
            "estimates": made,
        }
        return json.dumps(body, ensure_ascii=False, allow_nan=False)

    @classmethod
    def from_json(cls, text: str) -> ReportResults:
        """The results that :meth:`to_json` wrote.

        Raises
        ------
        OptionError
            E701 where the text has another schema.
        """
        from berakhlak_stats.estimates import Estimates

        body = json.loads(text)
        if body.get("schema") != SCHEMA:
            raise make_error("E701", name="schema", given=body.get("schema"), choices=SCHEMA)
        made = {
            name: Estimates.from_json(json.dumps(each)) for name, each in body["estimates"].items()
        }
        return cls(
            estimates=made,
            response=_response(body["response"]),
            reading=_reading(body["reading"]),
            title=body["title"],
            by=tuple(body["by"]),
            instrument=body["instrument"],
        )


def _response(body: dict[str, Any]) -> Response:
    compositions = tuple(
        Composition(
            each["column"],
            tuple(CompositionRow(**row) for row in each["rows"]),
            each.get("empty", 0),
        )
        for each in body["compositions"]
    )
    made = {
        "compositions": compositions,
        "remarks": tuple((pair[0], pair[1]) for pair in body.get("remarks", ())),
        "left_out": tuple(body.get("left_out", ())),
    }
    return Response(**{**body, **made})


def _reading(body: dict[str, Any]) -> Reading:
    understood = tuple((pair[0], pair[1]) for pair in body["understood"])
    return Reading(**{**body, "understood": understood, "dropped": tuple(body["dropped"])})
