"""The doorbells of a result lead here."""

import subprocess
import sys

from tests.present import fakes


def test_bells() -> None:
    result = fakes.all_indices()
    assert result.table("id").head[-1].words == "Bacaan"
    assert result.plot("en").lang == "en"
    assert result.narrate("id").startswith("Implementasi BerAKHLAK 62,1")
    assert "<table" in result._repr_html_()


def test_a_result_alone_does_not_load_the_presentation() -> None:
    code = (
        "import sys, berakhlak_stats.estimates;"
        "print([m for m in sys.modules if m.startswith(('berakhlak_stats.present', 'matplotlib'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
