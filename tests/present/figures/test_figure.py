"""The figure object: titles inside, alt texts, escaping."""

from dataclasses import replace
from xml.etree import ElementTree

from berakhlak_stats.present.figures.forest import forest
from berakhlak_stats.present.figures.headline import headline
from berakhlak_stats.present.figures.indices import indices
from tests.present import fakes
from tests.present.figures.drawings import texts


def test_the_notebook_drawing_carries_title_and_subtitle() -> None:
    figure = headline(fakes.all_indices(), "id", item="implementation", title="Pesan")
    words = [word.text for word in texts(figure.titled_svg())]
    assert words[0] == "Pesan" and any("n = 612" in word for word in words)
    assert "Pesan" not in figure.svg()


def test_alt_text_says_type_numbers_and_exception() -> None:
    figure = forest(fakes.by_unit(), "id", item="implementation")
    assert figure.alt.startswith("Diagram titik dan selang")
    assert "68,4 (62,1–74,7)" in figure.alt and figure.alt.endswith("2 baris disembunyikan.")
    assert ElementTree.fromstring(figure.svg()).get("aria-label") == figure.alt
    one = headline(fakes.by_unit(), "en", item="implementation", group="Satpol PP")
    assert one.alt.endswith("1 row is hidden.")


def test_labels_from_data_do_no_harm() -> None:
    result = fakes.by_unit()
    frame = result.frame.copy()
    nasty = '<script>alert("x")</script> $\\frac{1}$ \x07'
    frame.loc[1, "group"] = nasty
    for width in (760, 344):
        svg = forest(replace(result, frame=frame), "id", item="implementation", width=width).svg()
        ElementTree.fromstring(svg)
        assert "<script" not in svg


def test_drawings_are_small_and_the_same_twice() -> None:
    drawn = [forest(fakes.by_unit(), "en", item="implementation").svg() for _ in range(2)]
    assert drawn[0] == drawn[1] and len(drawn[0]) < 40_000


def test_scores_that_move_in_steps_say_so() -> None:
    result = fakes.all_indices()
    words = "Keseimbangan bergerak bertahap"
    assert words in indices(result, "id").caption
    assert words in headline(result, "id", item="culture_health").caption
    assert words not in headline(result, "id", item="implementation").caption
