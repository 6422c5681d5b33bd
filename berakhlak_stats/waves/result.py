"""The finished result of comparing waves: frame, breaks, provenance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from berakhlak_stats.estimates.estimates import Estimates, Provenance
from berakhlak_stats.indices.about import choice
from berakhlak_stats.waves.comparability import breaks_between, undated
from berakhlak_stats.waves.differences import Against, pairs_of, wave_frame
from berakhlak_stats.waves.joint import Joint

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument, SeriesBreak
    from berakhlak_stats.survey.survey import Survey

STATISTIC = "waves"
REFERENCES = ("Kish (1965)", "Binder (1983)", "Holm (1979)")
FINGERPRINT = 12


@dataclass(frozen=True)
class Plan:
    """What the caller asked for: labels in order, link, what is subtracted, and breaks declared."""

    labels: tuple[str, ...]
    link: str
    against: str
    adjust: str
    declared: bool = False


def wave_result(
    joint: Joint,
    plan: Plan,
    instruments: Sequence[Instrument],
    surveys: Sequence[Survey],
    counts: Sequence[int],
) -> Estimates:
    """The result of a plan.

    Parameters
    ----------
    joint : Joint
    plan : Plan
    instruments : sequence of Instrument
        One per wave, or the one of all.
    surveys : sequence of Survey
        Behind the waves, for what was read.
    counts : sequence of int
        Respondents of every wave.

    Returns
    -------
    Estimates
        Without a covariance: every difference carries its own standard error.
    """
    choice("against", plan.against, Against)
    pairs = pairs_of(len(plan.labels), plan.against)  # type: ignore[arg-type]
    found = [breaks_between(instruments, plan.labels[a], plan.labels[b]) for a, b in pairs]
    broken = [bool(each) or plan.declared for each in found]
    level = joint.provenance[-1].conf_level
    frame = wave_frame(
        joint, plan.labels, pairs=pairs, broken=broken, adjust=plan.adjust, conf_level=level
    )
    made = _provenance(joint, plan, surveys)
    between = [
        _told(plan, a, b, each)
        for (a, b), each, gap in zip(pairs, found, broken, strict=True)
        if gap
    ]
    parameters: dict[str, Any] = {
        **made.parameters,
        "waves": list(plan.labels),
        "n_of_waves": list(counts),
        "link": plan.link,
        "against": plan.against,
        "adjust": plan.adjust,
        "family_size": int(frame["p_value"].notna().sum()),
        "breaks": between,
    }
    warnings = (*made.warnings, *undated(instruments, plan.labels))
    return Estimates(frame, replace(made, parameters=parameters, warnings=warnings))


def _told(plan: Plan, a: int, b: int, breaks: Sequence[SeriesBreak]) -> dict[str, Any]:
    """A break between two waves, for the methods page and the sentences."""
    return {
        "before": plan.labels[a],
        "after": plan.labels[b],
        "id": "; ".join(each.label.id for each in breaks) or "instrumennya berbeda",
        "en": "; ".join(each.label.en for each in breaks) or "the instruments differ",
        "sureness": breaks[0].claim.sureness if breaks else "assumed",
        "source": "; ".join(filter(None, (each.claim.source for each in breaks))),
    }


def _provenance(joint: Joint, plan: Plan, surveys: Sequence[Survey]) -> Provenance:
    """That of the last wave, about all of them."""
    last = joint.provenance[-1]
    sources = dict.fromkeys(each.source for each in joint.provenance if each.source)
    marks = "/".join(dict.fromkeys(each.fingerprint for each in joint.provenance))
    alone = len({each.fingerprint for each in joint.provenance}) == 1
    mark = marks if alone else blake2b(marks.encode(), digest_size=6).hexdigest()
    warned = dict.fromkeys(pair for each in joint.provenance for pair in each.warnings)
    design = surveys[-1].design
    return replace(
        last,
        statistic=STATISTIC,
        variant=last.statistic,
        strata=design.strata or "",
        psu=design.psu or ("persons" if plan.link == "person" else ""),
        weighting=" / ".join(dict.fromkeys(each.weighting for each in joint.provenance)),
        population="",
        n_read=sum(one.log.rows_read or one.n for one in surveys),
        n_used=sum(one.n for one in surveys),
        fingerprint=mark[:FINGERPRINT],
        source=", ".join(sources),
        synthetic=any(each.synthetic for each in joint.provenance),
        references=(*last.references, *REFERENCES),
        warnings=tuple(warned),
    )
