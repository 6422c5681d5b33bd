"""The page in a real browser: nothing overflows, collides or complains."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

WIDTHS = (320, 380, 768, 1280)

COLLISIONS = """
() => {
  const bad = [];
  for (const svg of document.querySelectorAll('svg')) {
    const frame = svg.getBoundingClientRect();
    if (!frame.width) continue;
    const boxes = [...svg.querySelectorAll('text')]
      .map(t => [t.textContent, t.getBoundingClientRect()]);
    const name = svg.getAttribute('aria-label').slice(0, 40);
    // Boxes are rounded outward by up to a pixel.
    for (const [text, b] of boxes) {
      if (b.left < frame.left - 1 || b.right > frame.right + 1 || b.top < frame.top - 1
          || b.bottom > frame.bottom + 1) bad.push(['outside', name, text, b.right - frame.right]);
    }
    for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < boxes.length; j++) {
      const [a, p] = boxes[i], [b, q] = boxes[j];
      // The box of a line of text is taller than its letters: a fifth of it is air.
      const air = 0.2 * Math.min(p.height, q.height);
      const wide = Math.min(p.right, q.right) - Math.max(p.left, q.left);
      const high = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
      if (wide > 0.5 && high > air) bad.push(['overlap', name, a, b]);
    }
  }
  return bad;
}
"""


@pytest.mark.parametrize("lang", ["id", "en"])
def test_nothing_overflows_collides_or_complains(
    browser: Any, pages: dict[str, Path], lang: str
) -> None:
    tab = browser.new_page()
    complaints: list[str] = []
    tab.on("console", lambda message: complaints.append(message.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on(
        "request",
        lambda request: complaints.append(request.url) if "file:" not in request.url else None,
    )
    tab.goto(pages[lang].as_uri())
    tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 900})
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, width
        assert not tab.evaluate(COLLISIONS), width
    assert not complaints
    tab.close()


def test_the_rail_stands_beside_wide_pages_only(browser: Any, pages: dict[str, Path]) -> None:
    tab = browser.new_page()
    tab.goto(pages["id"].as_uri())
    for width, rail in ((1280, True), (1079, False), (380, False)):
        tab.set_viewport_size({"width": width, "height": 900})
        assert tab.is_visible("nav.rail") is rail
        assert tab.is_visible("details.toc") is not rail
        assert tab.is_visible(".narrow svg") is (width < 700)
        assert tab.is_visible(".wide svg") is (width >= 700)
    tab.close()


def test_the_keyboard_reaches_the_content_first(browser: Any, pages: dict[str, Path]) -> None:
    tab = browser.new_page()
    tab.goto(pages["id"].as_uri())
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    tab.keyboard.press("Enter")
    assert tab.url.endswith("#content")
    tab.close()


def test_the_summary_fills_one_printed_page(browser: Any, pages: dict[str, Path]) -> None:
    """A4 less its margins is 184 x 268 mm: masthead and summary must fit."""
    tab = browser.new_page(viewport={"width": 695, "height": 1013})
    tab.emulate_media(media="print")
    tab.goto(pages["id"].as_uri())
    bottom = tab.evaluate("document.querySelector('#summary').getBoundingClientRect().bottom")
    assert bottom <= 1013
    tab.close()
