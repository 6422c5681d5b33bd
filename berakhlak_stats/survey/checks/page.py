"""What was found in a file of answers as one self-contained page: no network, no script."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from berakhlak_stats.errors import filled, make_error
from berakhlak_stats.survey.texts import printable

if TYPE_CHECKING:
    from berakhlak_stats.survey.checks.report import Problem, ValidationReport

_SEVERITIES = (("error", "errors"), ("warning", "warnings"), ("fixed", "fixed"))
_MOST_PLACES = 50
# An option of a command never breaks over two lines.
_OPTION, _KEPT = re.compile(r"--[a-z]+"), r'<span class="keep">\g<0></span>'
# No title of the file is known: a mapping helps.
_UNKNOWN_TITLES = frozenset({"E230", "E242"})
_SPELLINGS = "E215"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


@cache
def _resource(name: str) -> str:
    return (files("berakhlak_stats.survey.checks") / name).read_text(encoding="utf-8")


@cache
def _words(lang: str) -> dict[str, Any]:
    words: dict[str, dict[str, Any]] = tomllib.loads(_resource("page.toml"))
    if lang not in words:
        raise make_error("E410", given=lang, choices=", ".join(words))
    return words[lang]


def page_html(report: ValidationReport, lang: str) -> str:
    """The whole page; everything from data is escaped."""
    words = _words(lang)
    state = "refused" if not report.ok else "notes" if _of(report, "warning") else "ok"
    kinds = len({each.code for each in report.errors})
    title = words[f"title_{state}"]
    dek = filled(words[f"dek_{state}"], {"source": report.source or "-", "errors": kinds})
    sections = [
        (words["counts"], _counts(report, lang)),
        (words["next"], _list("ol", next_steps(report, lang))),
        (words["problems"], _problems(report, lang)),
    ]
    if report.understood:
        at = 0 if lang == "id" else 1
        said = _list("ul", (pair[at] for pair in report.understood))
        sections.append((words["understood"], said))
    return f"""<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="berakhlak_stats">
<title>{_safe(f"{title}: {report.source}")}</title>
<style>
{_resource("page.css")}</style>
</head>
<body>
<header class="mast {state}"><div class="inner">
<p class="eyebrow">{_safe(words["eyebrow"])}</p>
<h1>{_safe(title)}</h1>
<p class="dek">{_safe(dek)}</p>
</div></header>
<main class="inner">
{_body(sections)}
</main>
<footer><div class="inner"><p>{_safe(words["closing"])}</p></div></footer>
</body>
</html>
"""


def _body(sections: Iterable[tuple[str, str]]) -> str:
    return "\n".join(
        f"<section>\n<h2>{_safe(head)}</h2>\n{content}\n</section>" for head, content in sections
    )


def next_steps(report: ValidationReport, lang: str) -> list[str]:
    """What to do with this file, in order."""
    steps = _words(lang)["steps"]
    found = []
    whole = _codes(each for each in report.errors if not each.every)
    codes = _codes(report.problems)
    if _UNKNOWN_TITLES & set(whole):
        found.append(steps["map"])
    elif whole:
        found.append(steps["fix_first"].format(codes=", ".join(whole)))
    if report.errors and len(whole) < len(_codes(report.errors)):
        rows = _codes(each for each in report.errors if each.every)
        if not whole:
            found.append(steps["fix_first"].format(codes=", ".join(rows)))
        found.append(steps["apart"])
    if _SPELLINGS in codes:
        found.append(steps["merge"])
    others = [code for code in _codes(_of(report, "warning")) if code != _SPELLINGS]
    if others:
        found.append(steps["look"].format(codes=", ".join(others)))
    on = "go_on_apart" if report.counts.rows_quarantined else "go_on"
    found.append(steps["again" if report.errors else on])
    return found


def _counts(report: ValidationReport, lang: str) -> str:
    words = _words(lang)
    counts = report.counts.to_dict()
    figures = [
        (words["rows"], counts["rows_read"]),
        *((words[name], len(_codes(_of(report, severity)))) for severity, name in _SEVERITIES),
    ]
    shown = "".join(
        f"<div><dt>{_safe(name)}</dt><dd>{_number(count, lang)}</dd></div>"
        for name, count in figures
    )
    if not counts["rows_read"]:
        return (
            f'<dl class="figures">{shown}</dl>\n<p class="note">{_safe(words["nothing_read"])}</p>'
        )
    rows = [
        _count_row(kind, counts, lang)
        for kind in ("rows", "picks", "ratings")
        if counts[f"{kind}_read"]
    ]
    heads = f"<th>{_safe(words['what'])}</th>" + "".join(
        f'<th class="num">{_safe(words[name])}</th>' for name in ("read", "kept")
    )
    return (
        f'<dl class="figures">{shown}</dl>\n<table><thead><tr>{heads}'
        f"<th>{_safe(words['lost'])}</th></tr></thead><tbody>{''.join(rows)}</tbody></table>\n"
        f'<p class="note">{_safe(words["counts_note"])}</p>'
    )


def _count_row(kind: str, counts: dict[str, int], lang: str) -> str:
    words = _words(lang)
    lost = [
        f"{_number(count, lang)} {words['losses'][name.removeprefix(f'{kind}_')]}"
        for name, count in counts.items()
        if name.startswith(f"{kind}_") and not name.endswith(("_read", "_kept")) and count
    ]
    cells = "".join(
        f'<td class="num">{_number(counts[f"{kind}_{part}"], lang)}</td>'
        for part in ("read", "kept")
    )
    return f"<tr><th>{_safe(words[kind])}</th>{cells}<td>{_safe('; '.join(lost) or '-')}</td></tr>"


def _problems(report: ValidationReport, lang: str) -> str:
    words = _words(lang)
    parts = []
    for severity, name in _SEVERITIES:
        found = _of(report, severity)
        if found:
            parts.append(f"<h3>{_safe(words[name])} ({len(_codes(found))})</h3>")
            parts += _groups(found, lang)
    return "\n".join(parts) or f"<p>{_safe(words['none'])}</p>"


def _groups(problems: Sequence[Problem], lang: str) -> Iterator[str]:
    """One table per code, with its fix below."""
    words = _words(lang)
    for code in _codes(problems):
        same = [each for each in problems if each.code == code]
        rows = "".join(
            f"<tr><th>{_safe(each.message.place or '-')}</th>"
            f"<td>{_safe(getattr(each.message, lang))}</td></tr>"
            for each in same[:_MOST_PLACES]
        )
        left = len(same) - _MOST_PLACES
        more = (
            f'<p class="note">{_safe(filled(words["more"], {"count": left}))}</p>'
            if left > 0
            else ""
        )
        fixes = dict.fromkeys(getattr(each.message, f"fix_{lang}") for each in same[:_MOST_PLACES])
        fix = "".join(f'<p class="fix">{_safe(words["fix"])}: {_safe(text)}</p>' for text in fixes)
        yield (
            f'<h4 id="{_safe(code)}">{_safe(code)}</h4>\n<table class="places"><thead><tr>'
            f"<th>{_safe(words['place'])}</th><th>{_safe(words['found'])}</th></tr></thead>"
            f"<tbody>{rows}</tbody></table>{more}{fix}"
        )


def _of(report: ValidationReport, severity: str) -> list[Problem]:
    return [each for each in report.problems if each.severity == severity]


def _codes(problems: Iterable[Problem]) -> list[str]:
    return list(dict.fromkeys(each.code for each in problems))


def _list(tag: str, texts: Iterable[str]) -> str:
    items = "".join(f"<li>{_OPTION.sub(_KEPT, _safe(text))}</li>" for text in texts)
    return f"<{tag}>{items}</{tag}>"


def _number(count: int, lang: str) -> str:
    return f"{count:,}".replace(",", "." if lang == "id" else ",")


def _safe(text: str) -> str:
    return escape(printable(text))
