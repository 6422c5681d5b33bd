"""All rules at a glance: whose they are, what they are about, and how sure we are of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from berakhlak_stats.interpret.reading import words
from berakhlak_stats.interpret.rules import RuleBand, available_rules

if TYPE_CHECKING:
    import pandas as pd


def rule_table(lang: str = "en") -> pd.DataFrame:
    """Every rule with its measures, source and bands.

    Parameters
    ----------
    lang : str
        "id" or "en", of purposes and bands.

    Returns
    -------
    DataFrame
        Columns ``rule``, ``measures``, ``default_for``, ``source``, ``where``, ``sureness``,
        ``verified``, ``purpose``, ``bands``.

    Examples
    --------
    >>> table = rule_table().set_index("rule")
    >>> str(table.loc["cohen-1988-d", "default_for"])
    'cohens_d, hedges_g, cohens_d_unpooled, glass_delta, dz, gz'
    """
    import pandas as pd

    rows = [
        {
            "rule": rule.id,
            "measures": ", ".join(rule.applies_to),
            "default_for": ", ".join(rule.default_for),
            "source": f"{rule.citation}, {rule.work}",
            "where": rule.where,
            "sureness": rule.sureness,
            "verified": rule.verified,
            "purpose": rule.purpose.get(lang),
            "bands": "; ".join(_band_words(band, lang) for band in rule.bands),
        }
        for rule in available_rules().values()
    ]
    return pd.DataFrame(rows)


def _band_words(band: RuleBand, lang: str) -> str:
    if band.low == float("-inf"):
        return f"{band.label.get(lang)} ({words(lang)['lowest']})"
    edge = words(lang)["from" if band.closed else "above"]
    cut = f"{band.low:.4g}"
    cut = cut.replace(".", ",") if lang == "id" else cut
    return f"{band.label.get(lang)} ({edge.format(cut=cut)})"
