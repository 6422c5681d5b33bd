"""The canvas writes well-formed, escaped, deterministic SVG."""

import re
from xml.etree import ElementTree

from berakhlak_stats.present.svg.canvas import Canvas, clean, short, stack


def drawn() -> Canvas:
    canvas = Canvas(100, 50)
    canvas.rect(0, 0, -5, 10, "#000000")
    canvas.line((0, 0), (10, 10), "#000000", dash="3 3")
    canvas.curve((0, 0), (10, 10), "#000000")
    canvas.circle((5, 5), 3, "#000000", stroke="#ffffff")
    canvas.polygon([(0, 0), (1, 1), (2, 0)], "#000000")
    canvas.text(1, 2, 'a <b> & "c" \x00 $x$', bold=True, anchor="end")
    canvas.hatch(0, 0, 10, 10)
    return canvas


def test_well_formed_with_role_and_label() -> None:
    root = ElementTree.fromstring(drawn().svg('alt "text" <here>'))
    assert root.get("role") == "img" and root.get("aria-label") == 'alt "text" <here>'
    assert root.get("viewBox") == "0 0 100 50"
    texts = ["".join(e.itertext()) for e in root.iter() if e.tag.endswith("}text")]
    assert texts == ['a <b> & "c"  $x$']


def test_same_drawing_same_bytes() -> None:
    assert drawn().svg("x") == drawn().svg("x")


def test_ids_differ_between_drawings_and_on_request() -> None:
    ids = [
        re.findall(r'id="([^"]+)"', svg)
        for svg in (
            drawn().svg("x"),
            drawn().svg("y"),
            drawn().svg("x", uid="fig 1/2"),
        )
    ]
    assert len({tuple(found) for found in ids}) == 3
    assert ids[2] == ["fig-1-2-h"]
    assert "url(#fig-1-2-h)" in drawn().svg("x", uid="fig 1/2")


def test_numbers_are_short() -> None:
    assert [short(x) for x in (1.0, 1.257, -0.001, 0.5)] == ["1", "1.26", "0", "0.5"]
    assert clean("\x0b<") == "&lt;"


def test_stacking_moves_the_lower_one() -> None:
    top = Canvas(80, 20)
    top.text(0, 10, "top")
    both = stack(top, 30, drawn())
    assert (both.width, both.height) == (100, 80)
    assert "translate(0 30)" in both.svg("x") and "<pattern" in both.svg("x")
