"""Typed places of templates."""

from berakhlak_stats.present.narrative.template import canonical, fill, fill_text


def test_what_is_printed_is_noted_without_its_language() -> None:
    values = {"subject": "X", "value": 62.449, "span": (60.1, 1000.0)}
    assert fill("claim.plain", "id", values) == (
        "X: 62,4 (60,1–1.000,0).",
        ("62.4", "60.1", "1000"),
    )
    assert fill("claim.plain", "en", values) == (
        "X: 62.4 (60.1–1,000.0).",
        ("62.4", "60.1", "1000"),
    )


def test_all_formats() -> None:
    template = "{a:signed} {b:signed_interval} {c:integer} {d:probability} {e:p} {f}"
    values = {"a": -5.55, "b": (-1.0, 2.0), "c": 1234, "d": 0.999, "e": 0.0131, "f": "kata"}
    text, printed = fill_text(template, "id", values)
    assert text == "−5,6 −1,0 s.d. +2,0 1.234 >99% 0,013 kata"
    assert printed == ("5.6", "1", "2", "1234", "99", "0.013")


def test_canonical() -> None:
    assert [canonical(x) for x in (62.40, -3.0, 0.04)] == ["62.4", "3", "0"]
    assert canonical(1234.5, 0) == "1235"
