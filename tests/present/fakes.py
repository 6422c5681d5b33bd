"""Results made by hand: invented numbers that reach every state the presentation must show."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from berakhlak_stats.estimates import Estimates, Provenance

COLUMNS = ["list", "level", "item", "group", "estimate", "std_error", "conf_low", "conf_high", "n"]
VALUES = [
    ("BP", 58.6, 2.5),
    ("AK", 74.6, 2.2),
    ("KO", 57.9, 2.5),
    ("HA", 65.2, 2.4),
    ("LO", 66.8, 2.4),
    ("AD", 41.7, 2.5),
    ("KL", 69.9, 2.3),
]
INDICES = [
    ("implementation", 62.1, 1.2),
    ("balance", 100.0, 4.0),
    ("positive_energy", 92.9, 0.6),
    ("alignment_personal_current", 61.4, 1.3),
    ("alignment_current_desired", 64.8, 1.3),
    ("culture_health", 76.2, 1.0),
]
UNITS = [
    ("Badan Perencanaan Pembangunan Daerah", 68.4, 3.2, 46),
    ("Dinas Kesehatan", 66.1, 2.3, 91),
    ("Dinas Pendidikan", 60.9, 2.1, 120),
    ("RSUD", 64.4, 2.5, 83),
    ("Dinas Pekerjaan Umum & Penataan Ruang <PUPR>", 47.2, 2.6, 45),
    ("Dinas Sosial", 59.1, 3.7, 37),
    ("Dinas Perhubungan", 51.3, 5.4, 16),
    ("Sekretariat Daerah", 62.5, 2.9, 62),
]
WORDS: dict[str, dict[str, float]] = {
    "current": {
        "bertanggung_jawab": 51.8,
        "terbuka_bekerja_sama": 45.2,
        "setia_pada_pancasila_dan_nkri": 41.9,
        "lingkungan_kerja_kondusif": 38.1,
        "meningkatkan_kompetensi": 36.9,
        "ramah_dan_solutif": 34.2,
        "efisien_menggunakan_aset_negara": 31.8,
        "suka_menolong": 30.6,
        "menjaga_nama_baik": 28.3,
        "tidak_menyalahgunakan_wewenang": 26.9,
        "memberi_kesempatan_berkontribusi": 25.2,
        "memahami_kebutuhan_masyarakat": 22.8,
        "menghargai_perbedaan": 21.5,
        "memanfaatkan_sumber_daya_bersama": 20.6,
        "kualitas_terbaik": 20.3,
        "inovatif_dan_kreatif": 19.2,
        "perbaikan_berkelanjutan": 19.1,
        "menjaga_rahasia_jabatan": 18.9,
        "proaktif": 16.6,
        "membantu_orang_lain_belajar": 16.1,
        "siap_menghadapi_perubahan": 12.2,
        "berhati_hati": 15.3,
        "menghindari_risiko": 11.4,
        "kepemimpinan_kurang_efektif": 9.0,
        "pasif_terhadap_perubahan": 7.8,
        "mengontrol": 6.9,
        "anti_kritik": 3.4,
        "silo": 2.8,
        "otoriter": 2.2,
    },
    "desired": {
        "meningkatkan_kompetensi": 47.7,
        "inovatif_dan_kreatif": 46.1,
        "terbuka_bekerja_sama": 44.4,
        "bertanggung_jawab": 42.3,
        "lingkungan_kerja_kondusif": 40.2,
        "kualitas_terbaik": 38.9,
        "siap_menghadapi_perubahan": 37.4,
        "ramah_dan_solutif": 32.6,
        "memahami_kebutuhan_masyarakat": 31.3,
        "perbaikan_berkelanjutan": 29.8,
        "setia_pada_pancasila_dan_nkri": 25.1,
        "menjaga_nama_baik": 20.7,
        "suka_menolong": 19.4,
        "proaktif": 18.2,
        "berhati_hati": 4.4,
        "menghindari_risiko": 2.9,
    },
    "personal": {
        "bertanggung_jawab": 55.9,
        "suka_menolong": 40.1,
        "menghargai_perbedaan": 37.7,
        "meningkatkan_kompetensi": 33.3,
        "setia_pada_pancasila_dan_nkri": 32.4,
        "terbuka_bekerja_sama": 30.9,
        "kualitas_terbaik": 28.4,
        "lingkungan_kerja_kondusif": 27.2,
        "ramah_dan_solutif": 26.1,
        "menjaga_nama_baik": 25.5,
        "proaktif": 21.0,
        "inovatif_dan_kreatif": 17.3,
    },
}
AREAS = {
    "personal": {
        "growth": 13.6,
        "performance": 19.2,
        "common_goals": 19.9,
        "relationship": 27.1,
        "meaning": 12.4,
        "sustainability": 7.8,
    },
    "current": {
        "growth": 12.3,
        "performance": 16.8,
        "common_goals": 23.9,
        "relationship": 24.2,
        "meaning": 13.5,
        "sustainability": 9.3,
    },
    "desired": {
        "growth": 24.6,
        "performance": 20.1,
        "common_goals": 19.3,
        "relationship": 16.5,
        "meaning": 11.6,
        "sustainability": 7.9,
    },
}


def provenance(statistic: str, **changes: Any) -> Provenance:
    made: dict[str, Any] = {
        "statistic": statistic,
        "instrument": "berakhlak-2022",
        "method": "taylor",
        "n_read": 612,
        "n_used": 612,
        "synthetic": True,
        "title": "Kabupaten Contoh",
    }
    return Provenance(**(made | changes))


def record(
    level: str,
    item: str,
    estimate: float,
    se: float,
    *,
    z: float = 1.96,
    n: float = 612,
    **more: Any,
) -> dict[str, Any]:
    share = level in ("word", "behaviour", "area")
    top = 1.0 if share else 100.0
    low = -math.inf if more.get("list", "").count(">") else 0.0
    base: dict[str, Any] = {
        "list": "",
        "level": level,
        "item": item,
        "group": "",
        "estimate": estimate,
        "std_error": se,
        "conf_low": max(estimate - z * se, low),
        "conf_high": min(estimate + z * se, top),
        "n": n,
        "suppressed": False,
        "note": "",
        "df": 600.0,
    }
    return base | more


def hidden(level: str, item: str, note: str = "suppressed", **more: Any) -> dict[str, Any]:
    nothing = dict.fromkeys(("estimate", "std_error", "conf_low", "conf_high", "n", "df"), math.nan)
    base = {"list": "", "level": level, "item": item, "group": "", "suppressed": True, "note": note}
    return base | nothing | more


def frame(records: Iterable[dict[str, Any]]) -> pd.DataFrame:
    made = pd.DataFrame.from_records(list(records))
    for column in ("list", "level", "item", "group", "note", "band"):
        if column in made:
            made[column] = made[column].fillna("").astype(object)
    return made


def banded(record: dict[str, Any]) -> dict[str, Any]:
    """The record with bands by a normal approximation: enough for a fake."""
    if record["suppressed"]:
        return record | {"band": ""} | {f"prob_{c}": math.nan for c in "ABCD"}
    cuts = [-math.inf, 24.95, 49.95, 74.95, math.inf]
    mean, sd = record["estimate"], max(record["std_error"], 1e-9)
    below = [0.5 * (1 + math.erf((c - mean) / sd / math.sqrt(2))) for c in cuts]
    probs = {f"prob_{c}": below[i + 1] - below[i] for i, c in enumerate("DCBA")}
    reached = [
        c
        for i, c in enumerate("DCBA")
        if record["conf_low"] < cuts[i + 1] and record["conf_high"] >= cuts[i]
    ]
    return record | probs | {"band": "-".join(reached)}


def independent(table: pd.DataFrame) -> np.ndarray[Any, Any]:
    return np.diag(np.nan_to_num(table["std_error"].to_numpy(float)) ** 2)


def all_indices(*, covariance: bool = True, conf_level: float = 0.95) -> Estimates:
    records = [banded(record("index", *row)) for row in INDICES]
    records += [banded(record("value", *row, list="current")) for row in VALUES]
    table = frame(records)
    return Estimates(
        table,
        provenance("all_indices", conf_level=conf_level),
        independent(table) if covariance else None,
    )


def by_unit(*, covariance: bool = True) -> Estimates:
    records = [banded(record("index", "implementation", 62.1, 1.2))]
    records += [
        banded(record("index", "implementation", e, s, n=n, group=name)) for name, e, s, n in UNITS
    ]
    records.append(banded(hidden("index", "implementation", group="Dinas Perpustakaan")))
    records.append(banded(hidden("index", "implementation", "protected", group="Satpol PP")))
    table = frame(records)
    return Estimates(
        table, provenance("implementation", by="unit"), independent(table) if covariance else None
    )


def _se(share: float, n: int = 612) -> float:
    return math.sqrt(share * (1 - share) / n)


def word_shares(*, covariance: bool = True) -> Estimates:
    records = []
    for name, shares in WORDS.items():
        for place, (word, percent) in enumerate(sorted(shares.items(), key=lambda kv: -kv[1])):
            share = percent / 100
            records.append(
                record(
                    "word",
                    word,
                    share,
                    _se(share),
                    list=name,
                    count=round(612 * share),
                    top_share=1.0 if place < 7 else max(0.0, 0.9 - 0.12 * (place - 7)),
                )
            )
    records.append(hidden("word", "koruptif", list="current", count=math.nan, top_share=math.nan))
    table = frame(records)
    return Estimates(table, provenance("vote_share"), independent(table) if covariance else None)


def behaviour_shares() -> Estimates:
    from berakhlak_stats.instrument import load_instrument

    words = load_instrument("berakhlak-2022").words
    records = [
        record(
            "behaviour",
            word.behaviour,
            WORDS["current"][word.id] / 100,
            _se(WORDS["current"][word.id] / 100),
            list="current",
        )
        for word in words
        if word.behaviour
    ]
    records[-1] = hidden("behaviour", records[-1]["item"], list="current")
    table = frame(records)
    return Estimates(table, provenance("vote_share"), independent(table))


def area_shares() -> Estimates:
    table = frame(
        record("area", area, percent / 100, 0.011, list=name)
        for name, shares in AREAS.items()
        for area, percent in shares.items()
    )
    return Estimates(table, provenance("vote_share"), independent(table))


def word_gaps() -> Estimates:
    current, desired = WORDS["current"], WORDS["desired"]
    records = []
    for word in current:
        if word not in desired:
            continue
        difference = (desired[word] - current[word]) / 100
        se = 0.034
        p = math.erfc(abs(difference) / se / math.sqrt(2))
        records.append(
            record(
                "word",
                word,
                difference,
                se,
                list="current>desired",
                p_value=p,
                p_adjusted=min(1.0, 3 * p),
            )
        )
    records.append(
        record(
            "word",
            "mengontrol",
            math.nan,
            math.nan,
            list="current>desired",
            note="absent_list",
            p_value=math.nan,
            p_adjusted=math.nan,
            conf_low=math.nan,
            conf_high=math.nan,
        )
    )
    records.append(
        hidden("word", "koruptif", list="current>desired", p_value=math.nan, p_adjusted=math.nan)
    )
    table = frame(records)
    return Estimates(table, provenance("gap"), independent(table))


STAGES = {
    "personal": [7.8, 21.2, 14.9, 16.6, 24.7, 5.2, 8.3],
    "current": [9.6, 18.3, 13.1, 16.8, 22.5, 5.4, 6.7],
    "desired": [9.2, 17.2, 15.4, 22.3, 24.5, 6.1, 5.1],
}


def stage_shares(*, se: float = 0.004) -> Estimates:
    """Votes by level on three lists; limiting ones known for the current list only."""
    records = []
    for name, shares in STAGES.items():
        for level, percent in enumerate(shares, 1):
            records.append(record("stage", f"level_{level}", percent / 100, se, list=name))
        for level in (1, 2, 3):
            item = f"level_{level}_limiting"
            if name == "current":
                records.append(record("stage", item, 0.01 * level, 0.003, list=name))
            else:
                records.append(hidden("stage", item, "few picks", list=name))
    table = frame(records)
    return Estimates(table, provenance("levels_profile"), independent(table))


def entropies(*, se: float = 0.3) -> Estimates:
    shares = {"personal": 1.4, "current": 7.6, "desired": 0.3}
    table = frame(
        record("entropy", "cultural_entropy", percent, min(se, percent / 3), list=name)
        for name, percent in shares.items()
    )
    return Estimates(table, provenance("cultural_entropy"), independent(table))


def value_gaps() -> Estimates:
    """Gaps of seven values in points, then the scores they are made of."""
    sizes = [2.8, -4.1, 3.6, -3.9, -16.3, 22.1, 0.5]
    differences = {value: size for (value, *_), size in zip(VALUES, sizes, strict=True)}
    records = []
    for value, difference in differences.items():
        p = math.erfc(abs(difference) / 1.9 / math.sqrt(2))
        adjusted = {"p_value": p, "p_adjusted": min(1.0, 7 * p)}
        records.append(record("value", value, difference, 1.9, list="current>desired", **adjusted))
    for value, score, se in VALUES:
        untested = {"p_value": math.nan, "p_adjusted": math.nan}
        records.append(record("value", value, score, se, list="current", **untested))
        desired = score + differences[value]
        records.append(record("value", value, desired, se, list="desired", **untested))
    table = frame(records)
    parameters = {"adjust": "BH", "alpha_share": 0.025}
    return Estimates(table, provenance("value_gap", parameters=parameters), independent(table))


def change_ranks() -> Estimates:
    """Ranks of the words of :func:`word_gaps`, each with a few places to either side."""
    gaps = word_gaps().frame
    shown = gaps[gaps["estimate"].notna()].sort_values("estimate", ascending=False)
    records = []
    for place, item in enumerate(shown["item"], 1):
        base = record("rank", item, float(place), 1.0, list="current>desired")
        ends = {"conf_low": float(max(1, place - 2)), "conf_high": float(place + 4)}
        records.append(base | ends)
    records.append(hidden("rank", "koruptif", "few picks", list="current>desired"))
    table = frame(records)
    return Estimates(table, provenance("change_ranks"), None)
