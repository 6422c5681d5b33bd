"""A picture that can be explored: still where it is kept or printed, with sliders on demand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from berakhlak_stats.training.words import say

if TYPE_CHECKING:
    from berakhlak_stats.present.figures.figure import Figure

WIDGETS = "ipywidgets"


@dataclass(frozen=True)
class Slider:
    """One quantity to move: its label, its range and where it begins."""

    label: str
    low: float
    high: float
    step: float
    start: float


@dataclass(frozen=True, repr=False)
class Explorable:
    """A figure as a function of a few numbers.

    It displays itself as a still picture, the same on every run, so that a notebook can be
    kept and compared; :meth:`explore` gives the sliders.
    """

    lang: str
    draw: Callable[..., Figure] = field(compare=False)
    sliders: dict[str, Slider]

    def picture(self, **values: float) -> Figure:
        """The figure for some values; what is not named stays where it begins."""
        start = {name: slider.start for name, slider in self.sliders.items()}
        return self.draw(**(start | values))

    def explore(self) -> Explored:
        """The figure under sliders; without ipywidgets, as it stands, with how to get them."""
        return Explored(self, self._sliders() if find_spec(WIDGETS) else None)

    def _sliders(self) -> Any:
        import ipywidgets

        bars = {
            name: ipywidgets.FloatSlider(
                value=each.start,
                min=each.low,
                max=each.high,
                step=each.step,
                description=each.label,
                continuous_update=False,
                readout_format=".0f" if each.step >= 1 else ".1f",
                style={"description_width": "initial"},
                layout={"width": "480px"},
            )
            for name, each in self.sliders.items()
        }
        shown = ipywidgets.HTML(value=self.picture().titled_svg())

        def redraw(change: Any) -> None:
            values = {name: bar.value for name, bar in bars.items()}
            shown.value = self.picture(**values).titled_svg()

        for bar in bars.values():
            bar.observe(redraw, names="value")
        return ipywidgets.VBox([*bars.values(), shown])

    def _repr_mimebundle_(self, **options: Any) -> tuple[dict[str, str], dict[str, Any]]:
        return self.picture()._repr_mimebundle_(**options)

    def __str__(self) -> str:
        return self.picture().title

    def __repr__(self) -> str:
        return f"Explorable({', '.join(self.sliders)})"


@dataclass(frozen=True, repr=False)
class Explored:
    """Sliders (``box``, None without ipywidgets) over a picture.

    A notebook is told both: where a kernel runs, it shows the sliders; printed, on a site or
    opened without a kernel, the still picture is what there is.
    """

    still: Explorable
    box: Any = None

    def _repr_mimebundle_(self, **options: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        figure = self.still.picture()
        if self.box is None:
            hint = say("explore_missing", self.still.lang)
            figure = replace(figure, subtitle=f"{figure.subtitle} {hint}")
        data, metadata = figure._repr_mimebundle_(**options)
        live = {} if self.box is None else self.box._repr_mimebundle_(**options)
        return live | data, metadata

    def __str__(self) -> str:
        return str(self.still)

    def __repr__(self) -> str:
        return f"Explored({', '.join(self.still.sliders)})"
