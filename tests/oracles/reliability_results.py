"""What this package gives for each kind of reference case of reliability, by the case's paths."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from scipy.special import ndtr

from berakhlak_stats import reliability
from berakhlak_stats.association.items import item_answers
from berakhlak_stats.estimates import Estimates
from berakhlak_stats.survey.survey import Survey

Case = Mapping[str, Any]
ODD = "psych tries only part of the splits of an odd number of items"
ROUNDED = float(2 * ndtr(1.96) - 1)
"""The cases take 1.96 for the quantile of a 95% interval."""
SHORT = "psych stops before the smallest sum of squared residuals, which ours is below"
UNFINISHED: dict[str, tuple[str, ...]] = {
    "ability.all.omega_k4": tuple(f"schmid_leiman/values/8/{j}" for j in (4, 5, 6, 7)),
    "attitude.all.omega_k3": (
        *("omega_h", "omega_lim", "omega_group/total/1", "omega_group/total/3"),
        *("omega_group/general/0", "omega_group/general/1"),
        *(f"schmid_leiman/values/{place}" for place in ("0/0", "1/0", "1/6", "3/1", "4/6")),
    ),
}
LAST = ("communality", "uniqueness", "general_share")
PERSON = "pairwise, psych correlates with each person's mean over the answered items"


class Results(dict[str, float]):
    """Numbers by path; ``skipped`` names paths that follow another convention, and why."""

    def __init__(self) -> None:
        super().__init__()
        self.skipped: dict[str, str] = {}


def asked(case: Case) -> tuple[list[str], str]:
    """Items and missing rule of a case."""
    return case["input"]["items"], "pairwise" if "pairwise" in case["input"][
        "missing"
    ] else "listwise"


def complete(survey: Survey, items: Sequence[str]) -> Survey:
    """The people who answered every item."""
    return survey.take(np.isfinite(item_answers(survey, items)).all(axis=1))


def column(result: Estimates, name: str = "estimate") -> dict[str, float]:
    """One column of a result by item."""
    return {str(k): float(v) for k, v in zip(result.frame["item"], result.frame[name], strict=True)}


def alpha(survey: Survey, case: Case) -> Results:
    items, missing = asked(case)
    if missing == "listwise":
        survey = complete(survey, items)
    made, whole = Results(), "+".join(items)
    raw = reliability.cronbach_alpha(
        survey, items=items, missing=missing, deleted=True, method="duhachek", conf_level=ROUNDED
    )
    made |= {f"total/{name}": number for name, number in _total(survey, items, missing).items()}
    made["total/ase"] = made["duhachek/ase"] = column(raw, "std_error")[whole]
    for end, name in (("lower", "conf_low"), ("upper", "conf_high")):
        made[f"duhachek/{end}"] = column(raw, name)[whole]
        exact = reliability.cronbach_alpha(survey, items=items, missing=missing, method="feldt")
        made[f"feldt/{end}"] = column(exact, name)[whole]
    made["feldt/alpha"] = made["total/raw_alpha"]
    a, k = made["total/raw_alpha"], len(items)
    made["feldt/r_bar"] = a / (k - a * (k - 1))
    for j, item in enumerate(items):
        rest = [other for other in items if other != item]
        for name, number in _total(survey, rest, missing).items():
            if name not in ("mean", "sd"):
                short = {"median_r": "med.r"}.get(name, name)
                made[f"alpha_drop/{short}/{j}"] = number
        if k > 2:
            made[f"alpha_drop/raw_alpha/{j}"] = column(raw)[f"{item}:without"]
            made[f"alpha_drop/alpha se/{j}"] = column(raw, "std_error")[f"{item}:without"]
    made |= _items(survey, items, missing)
    if missing == "pairwise":
        made.skipped |= {"total/mean": PERSON, "total/sd": PERSON}
        made.skipped |= {f"item_stats/raw.r/{j}": PERSON for j in range(k)}
    return made


def _total(survey: Survey, items: Sequence[str], missing: str) -> dict[str, float]:
    """psych's "total" line of a set of items."""
    name, options = "+".join(items), {"items": items, "missing": missing}
    found = column(reliability.scale_statistics(survey, **options))
    bounds = column(reliability.guttman_lambdas(survey, on="correlation", **options))
    even = reliability.cronbach_alpha(survey, variant="standardised", **options)
    return {
        "raw_alpha": column(reliability.cronbach_alpha(survey, **options))[name],
        "std.alpha": column(even)[name],
        "G6(smc)": bounds[f"{name}:lambda6"],
        "average_r": found[f"{name}:mean_r"],
        "S/N": found[f"{name}:signal_to_noise"],
        "median_r": found[f"{name}:median_r"],
        "var.r": found[f"{name}:sd_r"] ** 2,
        "mean": found[f"{name}:mean"],
        "sd": found[f"{name}:sd"],
    }


def _items(survey: Survey, items: Sequence[str], missing: str) -> dict[str, float]:
    found = reliability.item_statistics(survey, items=items, missing=missing)
    values = column(found)
    names = {
        "raw.r": "total",
        "std.r": "total_standardised",
        "r.cor": "corrected",
        "r.drop": "rest",
        "mean": "mean",
        "sd": "sd",
    }
    made = {
        f"item_stats/{theirs}/{j}": values[f"{item}:{ours}"]
        for theirs, ours in names.items()
        for j, item in enumerate(items)
    }
    known = np.isfinite(item_answers(survey, items)).sum(axis=0)
    return made | {f"item_stats/n/{j}": float(count) for j, count in enumerate(known)}


def guttman(survey: Survey, case: Case, on: str = "correlation") -> Results:
    items, missing = asked(case)
    found = column(reliability.guttman_lambdas(survey, items=items, missing=missing, on=on))
    values = {name.rpartition(":")[2]: number for name, number in found.items()}
    made = Results()
    for j in range(1, 7):
        made[f"lambda.{j}"] = made[f"lambda{j}"] = values[f"lambda{j}"]
    made["lambda.5p"], made["alpha.pc"] = values["lambda5_plus"], values["theta"]
    made |= {f"tenberge/mu{depth}": values[f"mu{depth}"] for depth in range(4)}
    halves = column(reliability.split_half(survey, items=items, missing=missing, on=on))
    made["beta"] = halves["+".join(items) + ":lowest_split"]
    return made


def guttman_cov(survey: Survey, case: Case) -> Results:
    return guttman(survey, case, on="covariance")


def split_half(survey: Survey, case: Case, on: str = "correlation") -> Results:
    items, missing = asked(case)
    if "reversed negatively keyed items by itself" in case.get("notes", ""):
        survey = keyed(survey, items)
    options: dict[str, Any] = {"items": items, "missing": missing}
    name = "+".join(items)
    equal = reliability.split_half(survey, on=on, **options)
    found, wide = column(equal), reliability.split_half(survey, on=on, halves=False, **options)
    bounds = column(reliability.guttman_lambdas(survey, on=on, **options))
    inside = column(reliability.scale_statistics(survey, **options))
    made = Results()
    made["maxrb"], made["minrb"] = found[f"{name}:highest_split"], found[f"{name}:lowest_split"]
    made["meanr"] = found[f"{name}:mean_split"]
    made["av.r"], made["med"] = inside[f"{name}:mean_r"], inside[f"{name}:median_r"]
    made["alpha"], made["lambda2"] = bounds[f"{name}:lambda3"], bounds[f"{name}:lambda2"]
    made["lambda6"] = bounds[f"{name}:lambda6"]
    every = "exhaustive_definition"
    made[f"{every}/lambda4_half_sizes"] = made["maxrb"]
    made[f"{every}/min_half_sizes"] = made["minrb"]
    made[f"{every}/mean_half_sizes"] = made["meanr"]
    made[f"{every}/lambda4_any_sizes"] = column(wide)[f"{name}:highest_split"]
    made[f"{every}/n_half_splits"] = float(equal.provenance.parameters["splits"][name])
    if len(items) % 2:
        made.skipped["meanr"] = ODD
        if every not in case["expected"]:
            made.skipped["maxrb"] = ODD
    return made


def split_half_cov(survey: Survey, case: Case) -> Results:
    return split_half(survey, case, on="covariance")


def keyed(survey: Survey, items: Sequence[str]) -> Survey:
    """The survey with items turned round that load negatively on the first component."""
    import berakhlak_stats as bs

    answers = item_answers(complete(survey, items), items)
    vector = np.linalg.eigh(np.corrcoef(answers, rowvar=False))[1][:, -1]
    turned = np.sign(vector) != np.sign(vector.sum())
    scale = survey.instrument.scale
    assert scale is not None
    raw = np.where(turned, scale.low + scale.high - answers, answers)
    import pandas as pd

    asked_of = bs.make_instrument(ratings=list(items), scale=(scale.low, scale.high))
    frame = pd.DataFrame(raw.astype(int), columns=list(items))
    return bs.read_survey(frame, instrument=asked_of)


def odd_even(survey: Survey, case: Case) -> Results:
    items, _ = asked(case)
    # R's rowSums: people who answered every item, also where other cases are pairwise.
    result = reliability.split_half(survey, items=items)
    found, name = column(result), "+".join(items)
    made = Results()
    made["r"], made["spearman_brown"] = found[f"{name}:odd_even_r"], found[f"{name}:odd_even"]
    made["flanagan"] = found[f"{name}:flanagan"]
    made["sem_total"] = found[f"{name}:error_of_score"]
    made["n"] = float(result.frame["n"].iloc[0])
    return made


def glb(survey: Survey, case: Case) -> Results:
    items, missing = asked(case)
    made = Results()
    for on, name in (("covariance", "glb_cov"), ("correlation", "glb_cor")):
        result = reliability.greatest_lower_bound(survey, items=items, missing=missing, on=on)
        made[name] = float(result.frame["estimate"].iloc[0])
    return made


def omega_1f(survey: Survey, case: Case) -> Results:
    items, _ = asked(case)
    # lavaan leaves out people with a missing answer in every case.
    results = {
        name: reliability.mcdonald_omega(survey, items=items, denominator=name, details=True)
        for name in ("model", "observed")
    }
    found, name, made = column(results["model"]), "+".join(items), Results()
    made["omega"] = made["compRelSEM_obs_var_false"] = found[name]
    made["compRelSEM"] = column(results["observed"])[name]
    made["AVE"] = found[f"{name}:average_variance"]
    made["tau_eq_alpha"] = column(reliability.cronbach_alpha(survey, items=items))[name]
    made["n"] = float(results["model"].frame["n"].iloc[0])
    theirs = np.array([case["expected"]["loadings"][item] for item in items])
    ours = np.array([found[f"{item}:loading"] for item in items])
    # A factor may point either way.
    ours *= np.sign(theirs @ ours)
    made |= {f"loadings/{item}": float(x) for item, x in zip(items, ours, strict=True)}
    made |= {f"residuals/{item}": found[f"{item}:residual"] for item in items}
    return made


def omega_groups(survey: Survey, case: Case) -> Results:
    items, _ = asked(case)
    survey, k, name = complete(survey, items), int(case["id"][-1]), "+".join(items)
    result = reliability.omega_hierarchical(
        survey, items=items, factors=k, turn=True, improper="report", details=True
    )
    found, made = column(result), Results()
    made["omega_h"], made["omega_tot"] = (
        found[f"{name}:omega_{part}"] for part in ("hierarchical", "total")
    )
    made["omega_lim"] = found[f"{name}:omega_asymptotic"]
    general = np.array([found[f"{item}:general"] for item in items])
    group = np.array([[found[f"{item}:factor_{j}"] for j in range(1, k + 1)] for item in items])
    theirs = np.array(case["expected"]["schmid_leiman"]["values"], float)
    order, signs = matched(group, theirs[:, 1 : k + 1])
    rest = [[found[f"{item}:{part}"] for part in LAST] for item in items]
    table = np.column_stack([general, group[:, order] * signs, rest])
    made |= {
        f"schmid_leiman/values/{i}/{j}": float(table[i, j])
        for i in range(len(items))
        for j in range(theirs.shape[1])
    }
    made |= _group_shares(found, name, order, general, group)
    keyed_survey = turned_round(survey, items, case["expected"]["schmid_leiman"]["rows"])
    bounds = column(reliability.guttman_lambdas(keyed_survey, items=items, on="correlation"))
    made["alpha"], made["G6"] = bounds[f"{name}:lambda3"], bounds[f"{name}:lambda6"]
    made.skipped |= {path: SHORT for path in UNFINISHED.get(case["id"], ())}
    if made.skipped:
        residual = correlated(survey, items)
        assert misfit(residual, general, group) < misfit(
            residual, theirs[:, 0], theirs[:, 1 : k + 1]
        )
    return made


def correlated(survey: Survey, items: Sequence[str]) -> Any:
    """Correlations of the answers."""
    return np.corrcoef(item_answers(survey, items), rowvar=False)


def misfit(R: Any, general: Any, group: Any) -> float:
    """What minimum residual factors minimise."""
    left = R - np.outer(general, general) - group @ group.T
    return float((left[np.triu_indices(len(R), 1)] ** 2).sum())


def _group_shares(
    found: Mapping[str, float], name: str, order: Sequence[int], general: Any, group: Any
) -> dict[str, float]:
    """psych's omega.group: of the whole, and of the items that load most on each factor."""
    whole = general.sum() ** 2 / found[f"{name}:omega_hierarchical"]
    member = np.abs(group).argmax(axis=1)
    own = [group[member == j, j].sum() ** 2 for j in range(group.shape[1])]
    parts = {"total": found[f"{name}:omega_total"], "group": sum(own) / whole}
    made = {f"omega_group/{part}/0": float(value) for part, value in parts.items()}
    made["omega_group/general/0"] = found[f"{name}:omega_hierarchical"]
    for place, j in enumerate(order, 1):
        shared, specific = (found[f"{name}:{part}_{j + 1}"] for part in ("general", "specific"))
        made[f"omega_group/general/{place}"], made[f"omega_group/group/{place}"] = shared, specific
        made[f"omega_group/total/{place}"] = shared + specific
    return made


def matched(ours: Any, theirs: Any) -> tuple[list[int], Any]:
    """Which of our factors each of theirs is, and in which direction."""
    order, signs = [], []
    for column_of in theirs.T:
        fit = ours.T @ column_of
        free = [j for j in range(len(fit)) if j not in order]
        order.append(max(free, key=lambda j: abs(fit[j])))
        signs.append(np.sign(fit[order[-1]]) or 1.0)
    return order, np.array(signs)


def turned_round(survey: Survey, items: Sequence[str], rows: Sequence[str]) -> Survey:
    """The survey with the items turned round that psych marks with a minus."""
    turned = np.array([row.endswith("-") for row in rows])
    if not turned.any():
        return survey
    import pandas as pd

    import berakhlak_stats as bs

    scale = survey.instrument.scale
    assert scale is not None
    answers = item_answers(survey, items)
    raw = np.where(turned, scale.low + scale.high - answers, answers).astype(int)
    asked_of = bs.make_instrument(ratings=list(items), scale=(scale.low, scale.high))
    return bs.read_survey(pd.DataFrame(raw, columns=list(items)), instrument=asked_of)


RESULTS: dict[str, Callable[[Survey, Case], Results]] = {
    "alpha": alpha,
    "guttman": guttman,
    "guttman_cov": guttman_cov,
    "split_half": split_half,
    "split_half_cov": split_half_cov,
    "odd_even": odd_even,
    "glb": glb,
    "omega_1f": omega_1f,
    "omega_k2": omega_groups,
    "omega_k3": omega_groups,
    "omega_k4": omega_groups,
}
