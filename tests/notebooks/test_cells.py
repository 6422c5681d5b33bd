"""What every notebook owes its reader: small cells, prose first, a check, a trap, sources."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

from tests.notebooks.cells import EVERY, cells, language, name, prose, read, tagged, told

MOST_LINES = 10
ALL = pytest.mark.parametrize("path", EVERY, ids=name)
OPENING = {
    "en": ("The question.", "What is estimated.", "What is assumed."),
    "id": ("Pertanyaannya.", "Yang diduga.", "Yang diandaikan."),
}
CLOSING = {
    "en": ("## When not to use this", "## References"),
    "id": ("## Kapan ini tidak dipakai", "## Rujukan"),
}
TRAP = {"en": "Trap: ", "id": "Jebakan: "}
# Rows of respondents, installs, downloads, shells and machine settings have no place here.
FORBIDDEN = re.compile(
    r"\.(head|tail|sample)\(|^[!%]|\bpip\b|urllib|requests|https?://|os\.environ|setlocale|/home/",
    re.M,
)
# Numbers that name something may stand in prose: years, laws, notebooks, items of a list, the
# level of an interval, and what a spreadsheet makes of "9,05". All others are results.
_NAMED = re.compile(
    r"\b(in|for|from|after|tahun|sejak|setelah|januari|january) (19|20)\d\d\b"
    r"(?! (people|persons|employees|respondents|answers|orang|pegawai|responden|jawaban|suara))"
    r"|\((?-i:[A-Z])[\w &.-]{2,40}, (19|20)\d\d\)"  # a source in brackets
    r"|\b\d+/(19|20)\d\d\b|\b(article|pasal) \d+"
    r"|(?<=^# )\d\d(?= · )|\b(notebook|buku catatan) [09]\d\b|\[[09]\d\b"
    r"|^\d\. |\"(selang 95%|95% (interval|sure|yakin))|`9,05`",
    re.M | re.I,
)
_SMALL = "two|three|four|five|six|seven|eight|nine|ten|dua|tiga|empat|lima|enam|tujuh|delapan"
_SPELT = re.compile(
    rf"(?<!salah )\b(one|satu|{_SMALL}) (in|out of|dari) ({_SMALL})\b(?! puluh)", re.I
)
_SCALE = re.compile(r"\b0–100\b|\b(of|dari) 100\b|\((19|20)\d\d\)|\bNumAcc3\b")
_WORDS = re.compile(r"[^\W\d_]{3,}")


@ALL
def test_cells_are_small(path: Path) -> None:
    for cell in cells(path, "code"):
        lines = [line for line in cell.source.splitlines() if line.strip()]
        assert 0 < len(lines) <= MOST_LINES, cell.source


@ALL
def test_prose_comes_first_and_says_what_is_asked(path: Path) -> None:
    first = read(path).cells[0]
    assert first.cell_type == "markdown"
    assert first.source.startswith(f"# {path.name[:2]} · ")
    for part in OPENING[language(path)]:
        assert f"**{part}**" in first.source


@ALL
def test_it_ends_with_limits_and_references(path: Path) -> None:
    last = cells(path, "markdown")[-1].source
    for part in CLOSING[language(path)]:
        assert part in last


@ALL
def test_checks_assert(path: Path) -> None:
    checks = tagged(path, "check")
    assert checks
    for cell in checks:
        assert re.search(r"\bassert", cell.source), cell.source


@ALL
def test_traps_are_announced(path: Path) -> None:
    assert tagged(path, "trap")
    found = read(path).cells
    for place, cell in enumerate(found):
        if "trap" not in cell.metadata.get("tags", []):
            continue
        before = next(c.source for c in reversed(found[:place]) if c.cell_type == "markdown")
        assert f"### {TRAP[language(path)]}" in before


@ALL
def test_no_installs_downloads_or_raw_rows(path: Path) -> None:
    for cell in cells(path, "code"):
        assert not FORBIDDEN.search(cell.source), cell.source


@ALL
def test_draws_have_a_visible_seed(path: Path) -> None:
    code = "\n".join(cell.source for cell in cells(path, "code"))
    if re.search(r"simulate\.(simulate|draw)|default_rng", code):
        assert re.search(r"^SEED = \d+$", code, re.M)


def typed(text: str) -> list[str]:
    """The numbers in a text that name nothing, and shares spelt out, such as "one in seven"."""
    return re.findall(r"\S*\d\S*", _NAMED.sub("", text)) + [m[0] for m in _SPELT.finditer(text)]


def typed_in_code(source: str) -> list[str]:
    """The words of a code cell, for a title or a sentence, that hold a number."""
    texts = [node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)]
    kept = [text for text in texts if isinstance(text, str) and _is_worded(text)]
    return [text for text in kept if re.search(r"\d", _SCALE.sub("", text))]


def _is_worded(text: str) -> bool:
    """Whether a text is a sentence or a part of one: no name, and no file in TOML."""
    if len(_WORDS.findall(text)) < 2 or " " not in text:
        return False
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return True
    return False


@ALL
def test_numbers_in_prose_are_computed_not_typed(path: Path) -> None:
    assert typed(prose(path)) == []


@ALL
def test_numbers_in_titles_and_sentences_are_computed_not_typed(path: Path) -> None:
    for cell in cells(path, "code"):
        assert typed_in_code(cell.source) == [], cell.source


@pytest.mark.parametrize(
    "text",
    ["The index is 62.4.", "The index is `62.4`.", "It rose to 95%.", "92 people answered.",
     "Of 2017 people", "In 2017 people answered.", "Satu dari tujuh menjawab.", "one in seven",
     "## References\n\n- Wilson (1927)\n\nThe index is 62.4.", "- 3.5 points", "&#54;2 points",
     "see [the 62](https://example.org)", "notebooks 62", "(the count was 2017)",
     "Dari 95 orang", "| 62,4 |"],
)  # fmt: skip
def test_a_typed_number_is_found(text: str) -> None:
    assert typed(told(text))


@pytest.mark.parametrize(
    "text",
    ["In January 2023 a newspaper", "see notebook 04, and [05 Reliability](05.ipynb)", "1. First",
     "`trainee.check(\"03-1\", 62.4)`", "# 03 · Indices", "one of four policies",
     "MenPAN 14/2017", "(Nunnally, 1978)",
     "satu dari dua puluh", "## References\n\n- Wilson (1927), *JASA* 22, 209–212.\n"],
)  # fmt: skip
def test_a_number_that_names_something_is_not(text: str) -> None:
    assert typed(told(text)) == []


def test_a_number_typed_into_a_title_is_found() -> None:
    assert typed_in_code('title = {"en": "The index is 62.4"}')
    assert typed_in_code('title = f"{n} answers: the regency ±5 points"')
    assert not typed_in_code('title = f"{n} answers, 0–100"; table["conf_low"].loc["item 3"]')


@ALL
def test_drawings_say_what_they_show(path: Path) -> None:
    """Hand-made drawings: a title, the quantity along each scale, words for the blind."""
    for cell in cells(path, "code"):
        if re.search(r"display\(\S*figure", cell.source):
            assert re.search(r"\btitle=|set_title\(|suptitle\(", cell.source), cell.source
            assert re.search(r"\bxlabel=|set_xlabel\(", cell.source), cell.source
            assert re.search(r'"alt": f"(?=.*\{title).*\}.*\{', cell.source), cell.source


@ALL
def test_exercises_of_this_notebook_are_asked(path: Path) -> None:
    asked = re.findall(r'"(\d\d)-\{place\}"|question\("(\d\d)-', "\n".join(_code(path)))
    assert {one or other for one, other in asked} == {path.name[:2]}


@ALL
def test_sliders_keep_their_still_picture(path: Path) -> None:
    for cell in cells(path, "code"):
        if ".explore()" in cell.source:
            (output,) = cell.outputs
            assert set(output.data) == {"image/svg+xml", "text/plain"}


def test_every_explorable_picture_stands_in_a_notebook() -> None:
    code = "\n".join(line for path in EVERY for line in _code(path))
    made = set(re.findall(r"training\.(\w+)\([^)]*\)\n\w+\.explore\(\)", code))
    assert made == {"band_probability", "sampling_error", "top_ten_stability"}


def _code(path: Path) -> list[str]:
    return [cell.source for cell in cells(path, "code")]


@ALL
def test_every_name_that_is_imported_is_used(path: Path) -> None:
    code = "\n".join(cell.source for cell in cells(path, "code"))
    used = {node.id for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name)}
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                assert (alias.asname or alias.name.split(".")[0]) in used
