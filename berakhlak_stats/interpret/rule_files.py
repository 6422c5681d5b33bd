"""Reads the rule files of ``rules/*.toml`` and refuses what is not complete."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields
from typing import Any, get_args

from berakhlak_stats.errors import StatisticError
from berakhlak_stats.instrument.model import Text
from berakhlak_stats.interpret.rules import NULLS, Rule, RuleBand, Sureness

UNITS = ("", "per_category")
_OPTIONAL = {
    each.name for each in fields(Rule) if each.default is not MISSING
    or each.default_factory is not MISSING
}  # fmt: skip
_NEEDED = {each.name for each in fields(Rule)} - _OPTIONAL - {"id"}
_LISTS = ("applies_to", "default_for", "parts", "items", "lists")


def parse_rules(text: str, place: str) -> dict[str, Rule]:
    """The rules of one file; E836 names the first that is not complete."""
    return {name: _rule(name, body, place) for name, body in tomllib.loads(text).items()}


def _rule(name: str, body: Mapping[str, Any], place: str) -> Rule:
    lacking = sorted(_NEEDED - body.keys())
    unknown = sorted(body.keys() - _NEEDED - _OPTIONAL)
    if lacking or unknown:
        _refuse(place, f"{name}: {', '.join(lacking + unknown)}")
    _check(name, body, place)
    made: dict[str, Any] = {
        **body,
        **{key: tuple(body[key]) for key in _LISTS if key in body},
        "purpose": _text(body["purpose"], f"{name}.purpose", place),
        "bands": tuple(_band(each, f"{name}.bands", place) for each in body["bands"]),
    }
    _check_bands(made["bands"], name, place)
    return Rule(id=name, **made)


def _check(name: str, body: Mapping[str, Any], place: str) -> None:
    """Values that are one of a few."""
    allowed = {"unit": UNITS, "fold": ("", *NULLS), "sureness": get_args(Sureness)}
    for key, choices in allowed.items():
        if body.get(key, "") not in choices and (key in body or key == "sureness"):
            _refuse(place, f"{name}.{key}")
    if not set(body.get("default_for", ())) <= set(body["applies_to"]):
        _refuse(place, f"{name}.default_for")


def _text(body: Any, name: str, place: str) -> Text:
    if not isinstance(body, Mapping) or body.keys() != {"id", "en"} or not all(body.values()):
        _refuse(place, name)
    return Text(**body)


def _band(body: Mapping[str, Any], name: str, place: str) -> RuleBand:
    edge = "above" if "above" in body else "low"
    if body.keys() != {edge, "label"}:
        _refuse(place, name)
    return RuleBand(float(body[edge]), _text(body["label"], name, place), edge == "low")


def _check_bands(bands: Sequence[RuleBand], name: str, place: str) -> None:
    lows = [band.low for band in bands]
    if not lows or lows != sorted(set(lows)) or lows[0] != float("-inf"):
        _refuse(place, f"{name}.bands: -inf < low < ...")


def _refuse(place: str, reason: str) -> None:
    raise StatisticError("E836", place_of_rule=place, reason=reason)
