"""The two front doors of the room: build a report from answers, or rebuild one from results."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from berakhlak_stats.files import atomic_write
from berakhlak_stats.present.phrases import check_lang
from berakhlak_stats.report.collect import collect_results
from berakhlak_stats.report.compose import compose
from berakhlak_stats.report.html import render
from berakhlak_stats.report.results import ReportResults

if TYPE_CHECKING:
    from berakhlak_stats.present.narrative import Claim
    from berakhlak_stats.report.population import Frame
    from berakhlak_stats.survey.survey import Survey


@dataclass(frozen=True)
class Report:
    """A finished report.

    Attributes
    ----------
    html : str
        One self-contained page: no network, no script.
    results : ReportResults
        What it was made from; ``results.to_json()`` is enough to make it again.
    ledger : tuple of Claim
        One row per sentence with numbers or a direction.
    lang : str
    """

    html: str
    results: ReportResults
    ledger: tuple[Claim, ...]
    lang: str

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the page to ``path``, whole or not at all.

        Raises
        ------
        OutputError
            Where the place cannot be written; an older file there stays as it was.
        """
        with atomic_write(path) as temporary:
            temporary.write_text(self.html, encoding="utf-8", newline="\n")

    def __repr__(self) -> str:
        return f"Report({self.results.title!r}, lang={self.lang!r}, {len(self.ledger)} claims)"

    def _repr_html_(self) -> str:
        from html import escape

        title = escape(self.results.title)
        return (
            f'<iframe title="{title}" srcdoc="{escape(self.html)}" sandbox '
            f'style="width:100%;height:640px;border:1px solid #CBD2D6"></iframe>'
        )


def build_report(
    survey: Survey,
    *,
    lang: str = "id",
    by: str | Sequence[str] | None = None,
    frame: Frame = None,
    title: str | None = None,
    weights: Mapping[str, float] | None = None,
    conf_level: float = 0.95,
    replicates: int = 1000,
    rng: int = 1,
    progress: Callable[[str], None] | None = None,
) -> Report:
    """A whole report on one survey, as one self-contained HTML page.

    Parameters
    ----------
    survey : Survey
    lang : {"id", "en"}
    by : str or sequence of str, optional
        Columns by which groups are shown; the first one in full.
    frame : int, mapping, Frame or path, optional
        Population: a total, counts by label of one column, or a frame
        (:func:`berakhlak_stats.weighting.read_frame`) or its file, whose margins of all ``by``
        columns are used. More respondents than people are refused (E218).
    title : str, optional
        By default the title of the data, else the name of the file.
    weights : mapping of index id to weight, optional
        Of the five indices in the total; equal by default.
    conf_level, replicates, rng
        As everywhere.
    progress : callable, optional
        Told the name of each step before it is done.

    Returns
    -------
    Report

    Notes
    -----
    The report computes nothing itself: every number is a row of a result in ``results``, and
    every sentence with a number or a direction has a row in ``ledger``.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> report = bs.build_report(bs.simulate.simulate(seed=1), lang="en", replicates=100)
    >>> report.html[:15]
    '<!doctype html>'
    """
    check_lang(lang)
    results = collect_results(
        survey, by=by, frame=frame, title=title, weights=weights, conf_level=conf_level,
        replicates=replicates, rng=rng, progress=progress,
    )  # fmt: skip
    if progress is not None:
        progress("html")
    return rebuild_report(results, lang)


def rebuild_report(results: ReportResults, lang: str = "id") -> Report:
    """The report from saved results, in either language, with the answers absent.

    Parameters
    ----------
    results : ReportResults
        From :func:`collect_results`, or read back with :meth:`ReportResults.from_json`.
    lang : {"id", "en"}

    Returns
    -------
    Report

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> from berakhlak_stats.report import collect_results
    >>> results = collect_results(bs.simulate.simulate(seed=1), replicates=100)
    >>> rebuild_report(ReportResults.from_json(results.to_json()), "en").lang
    'en'
    """
    document = compose(results, check_lang(lang))
    return Report(render(document), results, document.ledger, lang)
