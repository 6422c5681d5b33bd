"""A plan in every form, from hand-made numbers."""

from __future__ import annotations

import json

import pytest

from berakhlak_stats import weighting
from berakhlak_stats.cli.sample_size_tables import Plan, show_plan, trap

UNITS = {"A": 900, "B": 100, "Empty": 0}


def plan(**more: object) -> Plan:
    size = weighting.sample_size(1000, margin=0.05)
    given = {"allocation": None, "per_unit": False, **more}
    return Plan(size, UNITS, {"A": 270, "B": 80, "Empty": 0}, **given)  # type: ignore[arg-type]


def shown(made: Plan, form: str, lang: str = "en") -> str:
    said: list[str] = []
    show_plan(made, form, lang, lambda words, **_: said.append(words))
    return "\n".join(said)


def test_the_trap_counts_units_with_people_alone() -> None:
    """278 of 1,000 for five points: 139 in each of two units, where 350 are needed."""
    words = trap(plan(), "en")
    assert "139" in words and "350" in words and "2 units" in words
    alone = Plan(plan().size, {}, {}, None, False)
    assert "139" not in trap(alone, "en") and trap(alone, "id") != trap(alone, "en")


def test_csv_has_a_row_for_the_whole_and_one_per_unit() -> None:
    lines = shown(plan(per_unit=True), "csv").splitlines()
    assert lines[:3] == ["unit,headcount,n,margin", ",1000,278,0.05", "A,900,270,0.05"]
    assert len(shown(plan(), "csv").splitlines()) == 2


def test_a_unit_that_looks_like_a_formula_is_disarmed() -> None:
    made = Plan(plan().size, {"=A1": 5}, {"=A1": 5}, None, True)
    assert "\n'=A1," in shown(made, "csv")


def test_json_is_strict_and_says_what_is_assumed() -> None:
    allocation = weighting.allocate({"A": 900, "B": 100}, 100)
    content = json.loads(shown(plan(allocation=allocation), "json"))
    assert content["n"] == 278 and content["allocation"] == "proportional"
    assert [row["n"] for row in content["units"]] == [90, 10]
    assert content["assumes"] and content["note"]


@pytest.mark.parametrize(("lang", "total"), [("id", "1.000"), ("en", "1,000")])
def test_tables_have_a_closing_row(
    lang: str, total: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = shown(plan(per_unit=True), "table", lang)
    table = capsys.readouterr().out
    assert "278" in text
    (last,) = [line for line in table.splitlines() if total in line]
    assert "350" in last
