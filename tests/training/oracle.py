"""The answers to all tasks by other ways than those of the keys, as far as there are any.

Each function takes a trainee and works from what the trainee sees: the survey's arrays, the file,
or the numbers named in the question. Nothing of ``training.keys`` is used here.
"""

from __future__ import annotations

import csv
import math
import re
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np
from scipy import stats

from berakhlak_stats.instrument import load_instrument
from berakhlak_stats.survey.survey import unpack_picks
from berakhlak_stats.training import Trainee
from berakhlak_stats.training.exercises import exercise

VALUES = ("BP", "AK", "KO", "HA", "LO", "AD", "KL")
NUMBER = re.compile(r"(?<![\w.])[+−-]?\d+(?:,\d{3})*(?:\.\d+)?")
INSTRUMENT = load_instrument("berakhlak-2022")


def numbers(trainee: Trainee, task: str) -> list[float]:
    """The numbers of a question in English, in their order."""
    text = trainee.question(task).paragraphs[0]
    return [float(each.replace(",", "").replace("−", "-")) for each in NUMBER.findall(text)]


def picked(survey: Any, name: str) -> Any:
    """Who picked which word, (n, words)."""
    words = survey.instrument.list_index[name].words
    return unpack_picks(survey.picks[name], len(words)).astype(bool)


def reached(survey: Any) -> Any:
    """Which of the seven values each person reaches, (n, 7), 0-100."""
    index = survey.instrument.word_index
    words = [index[word].value for word in survey.instrument.list_index["current"].words]
    chosen = picked(survey, "current")
    return 100.0 * np.stack(
        [chosen[:, [word == value for word in words]].any(axis=1) for value in VALUES], axis=1
    )


def limiting_share(survey: Any) -> Any:
    """Each person's percentage of limiting words in the current culture."""
    index = survey.instrument.word_index
    words = survey.instrument.list_index["current"].words
    bad = np.array([index[word].polarity == "limiting" for word in words])
    chosen = picked(survey, "current")
    return 100.0 * chosen[:, bad].sum(axis=1) / chosen.sum(axis=1)


def mean_error(values: Any) -> tuple[float, float]:
    """A mean and its standard error."""
    return float(values.mean()), float(values.std(ddof=1) / np.sqrt(len(values)))


def said(estimate: float, low: float, high: float, passed: bool) -> str:
    """The verb gate, written a second time from the rules in words."""
    inside = low >= -1 and high <= 1
    if not passed:
        return "equivalent" if inside else "cannot_tell"
    if inside:
        return "small"
    if abs(estimate) < 1:
        return "unsure"
    return "higher" if estimate > 0 else "lower"


def folded(verdict: str) -> str:
    """Verdicts as the tasks that offer a middle option name them."""
    return verdict if verdict in ("higher", "lower", "cannot_tell") else "between"


def of_difference(values: Any) -> str:
    """What may be said of the mean of paired differences."""
    mean, error = mean_error(values)
    reach = stats.t.ppf(0.975, len(values) - 1) * error
    return said(mean, mean - reach, mean + reach, abs(mean) > reach)


def named_values(trainee: Trainee, task: str) -> list[int]:
    """Which of the seven values a question names, in the order in which it does."""
    text = trainee.question(task).paragraphs[0]
    names = [value.name.en for value in INSTRUMENT.values]
    found = sorted((text.index(name), place) for place, name in enumerate(names) if name in text)
    return [place for _, place in found]


def ten_words(trainee: Trainee, task: str) -> list[Any]:
    """The words that a question lists, from its text."""
    text = trainee.question(task).paragraphs[0]
    listed = text.partition(": ")[2].rpartition(". ")[0].split("; ")
    known = {word.label.en: word for word in INSTRUMENT.words}
    return [known[label] for label in listed]


def rows_of_file(trainee: Trainee) -> list[dict[str, str]]:
    """The faulty file, read by the standard library."""
    with trainee.file("02").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter=";"))


def alpha_of(survey: Any, items: list[str], turned: str = "") -> float:
    """Alpha by its definition, over people who answered all items."""
    answers = np.stack([survey.rating(item) for item in items], axis=1).astype(float)
    answers = answers[(answers > 0).all(axis=1)]
    if turned:
        answers[:, items.index(turned)] = 6 - answers[:, items.index(turned)]
    apart, together = answers.var(axis=0, ddof=1).sum(), answers.sum(axis=1).var(ddof=1)
    k = len(items)
    return float(k / (k - 1) * (1 - apart / together))


def items_named(trainee: Trainee, task: str) -> list[str]:
    """The items of the scale that a question names; else those of the value it names."""
    found = re.findall(r"\b[A-Z]{2}\d\b", trainee.question(task).paragraphs[0])
    if found:
        return found
    (place,) = named_values(trainee, task)
    return [f"{VALUES[place]}{number}" for number in (1, 2, 3)]


def odd_one(trainee: Trainee) -> str:
    """The item that correlates below zero with its neighbours."""
    items = [words for words in trainee.question("05-2").paragraphs[1].split()[1::2]]
    answers = np.stack([trainee.survey("05").rating(item) for item in items]).astype(float)
    answers = answers[:, (answers > 0).all(axis=0)]
    return items[int(np.corrcoef(answers).sum(axis=1).argmin())]


def icc_one(survey: Any, items: list[str]) -> float:
    """One-way random effects, from mean squares and the mean size of units (Bliese 2000)."""
    answers = np.stack([survey.rating(item) for item in items], axis=1).astype(float)
    answers[answers < 0] = np.nan
    unit = survey.column("unit").codes
    keep = ~np.isnan(answers).any(axis=1)
    score, unit = answers[keep].mean(axis=1), unit[keep]
    groups = [score[unit == code] for code in np.unique(unit)]
    groups = [each for each in groups if len(each) > 1]
    score = np.concatenate(groups)
    sizes = np.array([len(each) for each in groups])
    between = sum(len(each) * (each.mean() - score.mean()) ** 2 for each in groups)
    within = sum(((each - each.mean()) ** 2).sum() for each in groups)
    msb, msw = between / (len(groups) - 1), within / (len(score) - len(groups))
    k = sizes.mean()
    return float((msb - msw) / (msb + (k - 1) * msw))


def top_ten(survey: Any, name: str) -> set[int]:
    """The ten words that most people picked, and who shares the tenth place."""
    counts = picked(survey, name).sum(axis=0)
    return set(np.flatnonzero(counts >= np.sort(counts)[-10]).tolist())


def weighted_index(trainee: Trainee) -> float:
    """The implementation index with the survey's weights, by numpy alone."""
    survey = trainee.survey("04")
    return float(np.average(reached(survey).mean(axis=1), weights=survey.weights))


def women_and_men(trainee: Trainee) -> tuple[Any, Any]:
    """Each person's implementation score, by sex."""
    survey = trainee.survey("07")
    column, own = survey.column("sex"), reached(survey).mean(axis=1)
    women, men = (column.codes == column.labels.index(x) for x in ("Perempuan", "Laki-laki"))
    return own[women], own[men]


def by_sex(trainee: Trainee) -> str:
    """What may be said of women as against men; linearised means of a single sample."""
    women, men = women_and_men(trainee)
    n = len(women) + len(men)
    error = math.sqrt(sum(((x - x.mean()) ** 2).sum() / len(x) ** 2 for x in (women, men)))
    error *= math.sqrt(n / (n - 1))
    estimate, reach = women.mean() - men.mean(), error * stats.t.ppf(0.975, n - 1)
    return folded(said(estimate, estimate - reach, estimate + reach, abs(estimate) > reach))


def word_gap(trainee: Trainee) -> float:
    """The gap of the word in brackets, in points."""
    survey = trainee.survey("08")
    word = re.findall(r"\((\w+)\)", trainee.question("08-1").paragraphs[0])[0]
    place = survey.instrument.list_index["current"].words.index(word)
    seen, hoped = (picked(survey, name)[:, place].mean() for name in ("current", "desired"))
    return float(100 * (hoped - seen))


def mean_overlap(trainee: Trainee) -> float:
    """The mean percentage of one's own words that one sees at work."""
    survey = trainee.survey("08")
    own, seen = picked(survey, "personal"), picked(survey, "current")
    return float(100 * ((own & seen).sum(axis=1) / own.sum(axis=1)).mean())


def agreement_in_unit(trainee: Trainee) -> float:
    """1 - variance / 2 of the item in the unit that the question names."""
    survey = trainee.survey("06")
    text = trainee.question("06-2").paragraphs[0]
    item = re.findall(r"\b[A-Z]{2}\d\b", text)[0]
    column = survey.column("unit")
    (code,) = [place for place, label in enumerate(column.labels) if f"in {label}," in text]
    answers = survey.rating(item)[column.codes == code].astype(float)
    return float(1 - answers[answers > 0].var(ddof=1) / 2)


def krejcie(trainee: Trainee) -> int:
    """The published formula, rounded as the published table is."""
    people = numbers(trainee, "04-1")[0]
    top = 3.841 * people * 0.25
    return round(top / (0.0025 * (people - 1) + 3.841 * 0.25))


def margin(trainee: Trainee) -> float:
    """The margin of the unit in the question."""
    people, n = numbers(trainee, "04-2")[:2]
    return 1.959964 * math.sqrt(0.25 / n * (people - n) / (people - 1)) * 100


def the_case(trainee: Trainee) -> str:
    """The verdict of the tested difference in the question."""
    estimate, low, high, p = numbers(trainee, "09-1")[:4]
    return said(estimate, low, high, p < 0.05)


def the_bands(trainee: Trainee) -> str:
    """The bands that the interval in the question reaches."""
    text = trainee.question("09-2").paragraphs[0]
    low, high = (float(each) for each in re.search(r"interval ([\d.]+)–(\d+\.\d)", text).groups())
    return "A" if low >= 75 else "B" if high < 75 else "AB"


def repaired(trainee: Trainee) -> str:
    """A sentence that the gate lets pass."""
    before, after = numbers(trainee, "09-4")[:2]
    return f"The index was {before} in the first survey and {after} in the second; cannot tell."


def paper(trainee: Trainee) -> float:
    """The index of the people on paper."""
    people, *counts = numbers(trainee, "01-3")
    return 100 * sum(counts[:7]) / (7 * people)


def paper_energy(trainee: Trainee) -> float:
    """Positive energy of the votes in the question."""
    people, limiting = numbers(trainee, "01-4")[:2]
    return 100 - 10 * limiting / people


def paper_band(trainee: Trainee) -> str:
    """The band of a score that was rounded half up first."""
    score = math.floor(numbers(trainee, "01-5")[0] * 10 + 0.5 + 1e-9) / 10
    return "A" if score >= 75 else "B" if score >= 50 else "C" if score >= 25 else "D"


def spearman_brown(r: float, k: float) -> float:
    """The reliability of a score k times as long."""
    return k * r / (1 + (k - 1) * r)


def sums_of_weights(trainee: Trainee) -> float:
    """The weights above zero, by the standard library."""
    found = [float(row["bobot"].replace(",", ".")) for row in rows_of_file(trainee)]
    return sum(weight for weight in found if weight > 0)


def bad_row(trainee: Trainee) -> int:
    """The spreadsheet's number of the row with the weight below zero."""
    weights = [row["bobot"] for row in rows_of_file(trainee)]
    return 2 + next(place for place, weight in enumerate(weights) if weight.startswith("-"))


def interval_low(trainee: Trainee) -> float:
    """The lower end of the index's interval."""
    own = reached(trainee.survey("03")).mean(axis=1)
    mean, error = mean_error(own)
    return mean - float(stats.t.ppf(0.975, len(own) - 1)) * error


def interval_width(trainee: Trainee) -> float:
    """Twice the reach of the index's interval."""
    own = reached(trainee.survey("00")).mean(axis=1)
    return 2 * float(stats.t.ppf(0.975, len(own) - 1)) * mean_error(own)[1]


def second_less_first(trainee: Trainee, task: str) -> Any:
    """Person by person, the second value less the first as ``task`` names them."""
    places = named_values(trainee, "03-4")
    own = reached(trainee.survey("03"))
    difference = own[:, places[1]] - own[:, places[0]]
    return difference if task == "03-4" else float(difference.mean())


def allowed(trainee: Trainee) -> int:
    """The number of sentences without the marks of a fault; the marks are listed here."""
    marks = (
        r"\bROSE from|has proven|the same index|ranks first|95% chance|free of error|which we do "
        r"not show|due to|proves|overlap, so|better than small"
    )
    lines = trainee.question("09-5").paragraphs[0].splitlines()[1:]
    return sum(re.search(marks, line, re.I) is None for line in lines)


def value_intervals(trainee: Trainee) -> Any:
    """The intervals of the seven values, (7, 2): Wilson's, at the effective number n - 1.

    The variance of a share among n people drawn at random is p (1 - p) / (n - 1).
    """
    own = reached(trainee.survey("90")) / 100
    n, share = len(own) - 1, own.mean(axis=0)
    t = stats.t.ppf(0.975, n)
    middle = (share + t**2 / (2 * n)) / (1 + t**2 / n)
    reach = t * np.sqrt(share * (1 - share) / n + t**2 / (4 * n**2)) / (1 + t**2 / n)
    return 100 * np.stack([middle - reach, middle + reach], axis=1)


def bands_between(low: float, high: float) -> str:
    """The bands from one score to another, best first; edges are where rounding reaches them."""
    edges = {"A": (74.95, 101.0), "B": (49.95, 74.95), "C": (24.95, 49.95), "D": (-1.0, 24.95)}
    return "".join(band for band, (bottom, top) in edges.items() if low < top and high >= bottom)


def value_bands(trainee: Trainee) -> str:
    """The bands that the value in the question may belong to."""
    (place,) = named_values(trainee, "90-2")
    return bands_between(*value_intervals(trainee)[place])


def signed_sentence(trainee: Trainee) -> str:
    """A sentence with the index and its interval, from everybody's own score."""
    own = reached(trainee.survey("90")).mean(axis=1)
    mean, error = mean_error(own)
    reach = float(stats.t.ppf(0.975, len(own) - 1)) * error
    low, high = mean - reach, mean + reach
    return f"Those who answered see {mean:.1f} ({low:.1f} to {high:.1f}) of a hundred on average."


def digits_shared(trainee: Trainee) -> float:
    """Digits that a program's number shares with the certified one."""
    certified, ours = numbers(trainee, "91-2")
    return -math.log10(abs(1 - ours / certified))


def pairs_that_agree(trainee: Trainee) -> int:
    """Pairs that are the same text once ours is rounded half up in decimals."""
    found = re.findall(r"printed (\S+) · ours (\S+)", trainee.question("91-3").paragraphs[0])
    rounded = [Decimal(ours).quantize(Decimal("0.01"), ROUND_HALF_UP) for _, ours in found]
    return sum(str(ours) == printed for ours, (printed, _) in zip(rounded, found, strict=True))


def telling_case(trainee: Trainee) -> str:
    """The case whose two margins round to different points, found by what is on the screen."""
    options = trainee.question("91-5").paragraphs[1].splitlines()
    found = []
    for line in options:
        n, people = (float(each.replace(",", "")) for each in re.findall(r"\d[\d,]*", line))
        finite = [math.sqrt((people - n) / (people - less)) for less in (0, 1)]
        points = {f"{98 / math.sqrt(n) * each:.0f}" for each in finite}
        if len(points) == 2:
            found.append(line)
    (line,) = found
    shown = line.partition(". ")[2]
    offered = exercise("91-5").options_of(trainee.material("91"))
    return next(name for name, words in offered if words.en == shown)


def study_of_coverage(trainee: Trainee) -> tuple[float, float, float]:
    """Coverage, promise and number of surveys in the question."""
    draws, hits, level = numbers(trainee, "92-1")[:3]
    return hits / draws, level / 100, draws


def coverage_verdict(trainee: Trainee) -> str:
    """Hits against a binomial law's own mean and spread."""
    share, level, draws = study_of_coverage(trainee)
    law = stats.binom(int(draws), level)
    away = (share * draws - law.mean()) / law.std()
    return "too_few" if away < -3 else "too_many" if away > 3 else "not_contradicted"


def surveys_needed(trainee: Trainee) -> int:
    """The first number of surveys that is enough, by trying them."""
    level, target = numbers(trainee, "92-3")[:2]
    tried = np.arange(1, 60_000)
    errors = 100 * np.sqrt(level / 100 * (1 - level / 100) / tried)
    return int(tried[np.argmax(errors <= target + 1e-9)])


def errors_away(trainee: Trainee) -> float:
    """The bias over its Monte Carlo error."""
    truth, draws, mean, spread = numbers(trainee, "92-4")[:4]
    return (mean - truth) / math.sqrt(spread**2 / draws)


ANSWERS: dict[str, Any] = {
    "00-1": lambda t: float(reached(t.survey("00")).mean()),
    "00-2": lambda t: "procedure",
    "00-3": interval_width,
    "00-4": lambda t: "both",
    "00-5": lambda t: "ask",
    "01-1": lambda t: len({word.value for word in ten_words(t, "01-1")} - {None, ""}),
    "01-2": lambda t: Counter(w.polarity for w in ten_words(t, "01-2"))["limiting"],
    "01-3": paper,
    "01-4": paper_energy,
    "01-5": paper_band,
    "02-1": lambda t: len({"NIP", "email", "nama", "no_hp"} & set(rows_of_file(t)[0])),
    "02-2": bad_row,
    "02-3": lambda t: sum(row["current"].count("|") > 9 for row in rows_of_file(t)),
    "02-4": lambda t: "ask",
    "02-5": sums_of_weights,
    "03-1": interval_low,
    "03-2": lambda t: mean_error(limiting_share(t.survey("03")))[1],
    "03-3": lambda t: second_less_first(t, "03-3"),
    "03-4": lambda t: folded(of_difference(second_less_first(t, "03-4"))),
    "03-5": lambda t: numbers(t, "03-5")[0] * (1 - numbers(t, "03-5")[1] / 100),
    "04-1": krejcie,
    "04-2": margin,
    "04-3": lambda t: "silent",
    "04-4": lambda t: numbers(t, "04-4")[0] / numbers(t, "04-4")[1],
    "04-5": weighted_index,
    "05-1": lambda t: alpha_of(t.survey("05"), items_named(t, "05-1")),
    "05-2": odd_one,
    "05-3": lambda t: alpha_of(t.survey("05"), sorted(odd_items(t)), odd_one(t)),
    "05-4": lambda t: "together",
    "05-5": lambda t: spearman_brown(numbers(t, "05-5")[0], 2),
    "06-1": lambda t: icc_one(t.survey("06"), items_named(t, "06-1")),
    "06-2": agreement_in_unit,
    "06-3": lambda t: spearman_brown(*icc_and_size(t)),
    "06-4": lambda t: "show",
    "06-5": lambda t: int((np.ptp(t.survey("06").ratings, axis=1) == 0).sum()),
    "07-1": lambda t: float(women_and_men(t)[0].mean() - women_and_men(t)[1].mean()),
    "07-2": by_sex,
    "07-3": lambda t: numbers(t, "07-3")[0] * 0.05,
    "07-4": lambda t: min(1.0, math.prod(numbers(t, "07-4")[:2])),
    "07-5": lambda t: "cannot_tell",
    "08-1": word_gap,
    "08-2": lambda t: float(limiting_share(t.survey("08")).mean()),
    "08-3": lambda t: len(top_ten(t.survey("08"), "personal") & top_ten(t.survey("08"), "current")),
    "08-4": mean_overlap,
    "08-5": lambda t: "undecided",
    "09-1": the_case,
    "09-2": the_bands,
    "09-3": lambda t: "associated",
    "09-4": repaired,
    "09-5": allowed,
    "90-1": lambda t: 100 * numbers(t, "90-1")[1] / numbers(t, "90-1")[2],  # after the set
    "90-2": value_bands,
    "90-3": lambda t: sum(bands_between(*ends) == "B" for ends in value_intervals(t)),
    "90-4": signed_sentence,
    "90-5": lambda t: "answered",
    "91-1": lambda t: "other_way",
    "91-2": digits_shared,
    "91-3": pairs_that_agree,
    "91-4": lambda t: "find_out",
    "91-5": telling_case,
    "92-1": lambda t: (
        100
        * stats.binom.std(study_of_coverage(t)[2], study_of_coverage(t)[0])
        / study_of_coverage(t)[2]
    ),
    "92-2": coverage_verdict,
    "92-3": surveys_needed,
    "92-4": errors_away,
    "92-5": lambda t: "random_only",
}


def odd_items(trainee: Trainee) -> list[str]:
    """The items offered in the question on the odd one."""
    return trainee.question("05-2").paragraphs[1].split()[1::2]


def icc_and_size(trainee: Trainee) -> tuple[float, float]:
    """The correlation and the size of units in the question, past the "(1)" of its name."""
    found = re.search(r"is ([\d.]+)\. .* of (\d+) people", trainee.question("06-3").paragraphs[0])
    return float(found.group(1)), float(found.group(2))
