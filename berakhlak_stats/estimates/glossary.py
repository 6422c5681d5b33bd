"""What each column of a result means. A test holds every statistic to it."""

from __future__ import annotations

REQUIRED: dict[str, str] = {
    "list": "pick list the row is about: personal, current, desired, or empty",
    "level": "index, value, behaviour, word, area, item, category, scale, total, coefficient or "
    "pair (of items); component (of variance), respondents (needed), resample_share, words (that "
    "stay), place; flag, missing or pattern; before, after, available, listwise or change; of gaps "
    "also cell, test, rank, matches, stage, type, need, entropy, ratio, congruence, distance, "
    "profile, surface, model, driver, driver_share or performance; of groups also funnel, shrunken "
    "or standing; scenario (of a published change)",
    "item": "id of what was estimated",
    "group": "label of the group; empty for everybody",
    "estimate": "point estimate, on the scale the statistic documents",
    "std_error": "standard error of the estimate",
    "conf_low": "lower end of the confidence interval",
    "conf_high": "upper end of the confidence interval",
    "n": "unweighted persons who answered what the row needs",
    "suppressed": "True where the row is hidden for confidentiality; it then has no numbers",
    "note": "why something is missing or unusual; empty otherwise",
}

OPTIONAL: dict[str, str] = {
    "df": "degrees of freedom of the interval or test",
    "df_2": "degrees of freedom of the denominator of an F statistic",
    "n_eff": "effective sample size",
    "n_kish": "persons with equal weights that would be as many: (sum w)^2 / sum w^2, scaled to n; "
    "only where weights differ",
    "deff": "design effect: variance over that of a simple random sample of the same size, drawn "
    "with replacement unless the parameters of the result say otherwise",
    "statistic": "test statistic",
    "p_value": "p value",
    "p_adjusted": "p value adjusted for the family named in the provenance",
    "p_exact": "p value of McNemar's exact test",
    "p_mid": "mid-p value of McNemar's test",
    "p_equivalent": "p value of lying outside the margin named in the provenance",
    "effect": "standardised effect size",
    "item_2": "second item of a pair",
    "against": "what was subtracted: another group, the rest, the mean, the median, a threshold",
    "wave": "label of the wave; of a difference the later one, less the wave named by against",
    "target": "what was aimed at, in the units of the estimate",
    "achievement": "estimate over target, in percent",
    "achievement_low": "lower end of the interval of the achievement",
    "achievement_high": "upper end of the interval of the achievement",
    "target_probability": "approximate probability that the true value reaches the target",
    "count": "weighted total behind the estimate",
    "verdict": "what a cited rule allows to be said of the group; empty where no rule was applied",
    "band": "letters of the bands the interval reaches, low to high, joined by '-'",
    "prob_A": "approximate probability of band A",
    "prob_B": "approximate probability of band B",
    "prob_C": "approximate probability of band C",
    "prob_D": "approximate probability of band D",
    "reference": "what the statistic would average at this n if the two lists were identical",
    "top_share": "share of resamples in which the item is in the top ten",
    "units": "units (groups) behind the estimate",
    "between_variance": "variance of the score between units",
    "between_low": "lower end of the interval of the variance between units",
    "between_high": "upper end of the interval of the variance between units",
    "sampling_variance": "sampling variance of the score of a unit, or its mean over units",
    "per_person": "variance that one respondent contributes to a score",
    "dispersion": "factor on the sampling variance that is taken as usual",
    "limit_95_low": "lower 95% limit of a funnel at the n of the row",
    "limit_95_high": "upper 95% limit of a funnel at the n of the row",
    "limit_998_low": "lower 99.8% limit of a funnel at the n of the row",
    "limit_998_high": "upper 99.8% limit of a funnel at the n of the row",
    "raw": "score of the group as answered, before it was drawn to the centre",
    "reliability": "share of the variance between groups in the variance of the raw score, 0-1",
    "place": "place of the raw score among those of the groups shown",
    "place_low": "best place that cannot be ruled out",
    "place_high": "worst place that cannot be ruled out",
}

TEXT = ("list", "level", "item", "group", "note", "band", "item_2", "against", "verdict", "wave")
"""Columns of text; ``suppressed`` is a truth value, and all others are numbers."""

BROKEN = "broken series"
"""The note of a difference across a break of the series: shown, and not tested as a change."""
