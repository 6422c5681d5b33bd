"""One alpha, shared by the families that a report declares before it reads a number."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from berakhlak_stats.gaps import value_gap
from berakhlak_stats.indices import all_indices
from berakhlak_stats.present.select import select
from berakhlak_stats.report import ReportResults, collect_results
from berakhlak_stats.report.book import Book
from berakhlak_stats.report.compose import compose
from berakhlak_stats.report.families import alpha_shares, declared, headline, with_share
from berakhlak_stats.report.sections.groups import groups
from berakhlak_stats.significance import compare
from berakhlak_stats.survey import Survey


def _gaps(survey: Survey) -> pd.DataFrame:
    frame = value_gap(survey).frame
    return frame[frame["list"] == "current>desired"].reset_index(drop=True)


def test_families_follow_from_what_is_held(results: ReportResults) -> None:
    assert declared(results.estimates, results.by) == (
        "values_highest", "values_lowest", "behaviours",
        "words:personal", "words:current", "words:desired", "limiting",
        "gap_values", "gap_words", "gap_areas", "gap_personal",
        "jumps", "entropy", "levels", "types", "needs",
        "groups:unit:implementation", "groups:unit:culture_health",
        "values:unit", "funnel:unit", "ranks:unit",
    )  # fmt: skip
    assert declared({}, ()) == ()


def test_the_shares_of_alpha_add_up_and_the_headline_has_half(results: ReportResults) -> None:
    shares = alpha_shares(results.estimates, results.by)
    assert tuple(shares) == declared(results.estimates, results.by)
    assert sum(shares.values()) == pytest.approx(1)
    top = headline(shares)
    assert top == "groups:unit:implementation" and shares[top] == 0.5
    rest = {share for name, share in shares.items() if name != top}
    assert len(rest) == 1 and rest.pop() == pytest.approx(0.5 / (len(shares) - 1))


def test_without_groups_the_gaps_of_values_come_first(results: ReportResults) -> None:
    shares = alpha_shares(results.estimates, ())
    assert headline(shares) == "gap_values" and shares["gap_values"] == 0.5
    one = {"ratings": results.estimates["indices"]}
    assert list(alpha_shares(one, ()).values()) == [0.5, 0.5]
    assert alpha_shares({}, ()) == {}
    assert alpha_shares({"behaviours": results.estimates["indices"]}, ()) == {"behaviours": 1.0}


def test_p_values_are_divided_by_the_share(kapuas: Survey, results: ReportResults) -> None:
    plain = _gaps(kapuas)["p_adjusted"].to_numpy()
    shared = results.estimates["gap_words"].frame["p_adjusted"].to_numpy()
    tested = np.isfinite(plain)
    assert tested.any()
    share = alpha_shares(results.estimates, results.by)["gap_words"]
    expected = np.minimum(1.0, plain[tested] / share)
    assert shared[tested] == pytest.approx(expected)


def test_the_headline_sentence_is_told_at_its_own_share(results: ReportResults) -> None:
    one = select(results.estimates["indices:unit"], lambda row: row.item == "implementation")
    alone = compare(one, against="mean").frame.dropna(subset=["p_adjusted"])
    book = Book(results, "en")
    said = book.narrate(with_share(one, 0.5)).ledger
    told = {claim.subject: claim.p_adjusted for claim in said if claim.p_adjusted < 0.05}
    expected = alone[2 * alone["p_adjusted"] < 0.05].set_index("group")["p_adjusted"]
    assert told == pytest.approx((2 * expected).to_dict())
    assert "unit" in results.by and "groups:unit:implementation" in book.shares


def test_every_declared_family_of_groups_is_tested(kapuas: Survey) -> None:
    """Two groups have a family only where they are tested against each other."""
    results = collect_results(kapuas, by=("unit", "sex"), replicates=60)
    book = Book(results, "en")
    for column in results.by:
        groups(book, column, first=column == "unit")
    declared_here = {name for name in book.shares if name.startswith("groups:")}
    assert "groups:sex:implementation" in declared_here
    assert all(book.tests[name] > 0 for name in declared_here)


def test_groups_too_small_to_be_tested_are_no_family(kapuas: Survey) -> None:
    codes = kapuas.column("sex").codes
    few = np.concatenate([np.flatnonzero(codes == code)[:19] for code in (0, 1)])
    held = {"indices:sex": all_indices(kapuas.take(few), by="sex", replicates=50)}
    assert held["indices:sex"].frame["n"].min() == 19
    assert declared(held, ("sex",)) == ()


def test_nothing_else_of_a_result_changes(kapuas: Survey, results: ReportResults) -> None:
    columns = ["item", "estimate", "conf_low", "conf_high", "p_value"]
    plain, shared = _gaps(kapuas), results.estimates["gap_words"].frame
    assert plain[columns].equals(shared[columns])


def test_lists_that_were_not_asked_make_no_family(results: ReportResults) -> None:
    from dataclasses import replace

    held = dict(results.estimates)
    for name in ("levels", "entropy"):
        frame = held[name].frame
        held[name] = replace(held[name], frame=frame[frame["list"] == "current"], covariance=None)
    del held["jump_ranks"]
    found = declared(held, results.by)
    assert not {"levels", "entropy", "jumps"} & set(found)
    assert {"types", "needs", "gap_words"} <= set(found)


def test_the_summary_tells_groups_by_the_same_family(results: ReportResults) -> None:
    """One claim for the first page and the section, not two with other counts."""
    ledger = compose(results, "en").ledger
    told = [claim for claim in ledger if claim.template_id == "claim.groups_summary"]
    about = [claim.subject for claim in told]
    assert len(about) == len(set(about)) == 2
    scores = results.estimates["indices:unit"].frame
    scores = scores[~scores["suppressed"]]
    for claim, item in zip(told, ("implementation", "culture_health"), strict=True):
        assert claim.family_size == (scores.loc[scores["item"] == item, "n"] >= 20).sum()
